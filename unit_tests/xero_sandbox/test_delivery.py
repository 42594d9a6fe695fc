"""The way back: headers, gzip, and the faults that strike after the request was applied, over HTTP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import requests

from xero_sandbox.delivery import TRANSPORT, cut

if TYPE_CHECKING:
    from unit_tests.xero_sandbox.conftest import Xero


def test_html_and_truncated_json_are_200_that_no_parser_takes(seven: Xero) -> None:
    """The truncated body has the length that it announces."""
    for kind in ("html", "truncated_json"):
        seven.sandbox.clear_faults()
        seven.sandbox.fault(kind)
        answer = seven.get("Invoices", page=1)
        assert answer.status_code == 200
        with pytest.raises(requests.JSONDecodeError):
            answer.json()


@pytest.mark.parametrize("kind", ["reset", "lost_answer"])
@pytest.mark.parametrize("size", [1, 400])
def test_a_cut_connection_is_an_error_for_the_client(xero: Xero, kind: str, size: int) -> None:
    """In the middle of the body, small or large, or before the first byte."""
    rows = [{"TaxType": f"TAX{n:03}", "Name": "x" * 100, "n": n * 7919} for n in range(size)]
    xero.books.add("TaxRates", "TaxType", *rows)
    xero.sandbox.fault(kind, count=1)

    with pytest.raises(requests.RequestException):
        xero.get("TaxRates")
    assert len(xero.get("TaxRates").json()["TaxRates"]) == size
    assert xero.sandbox.counters.count("TaxRates", status=0) == 1


def test_a_slow_answer_is_complete(seven: Xero) -> None:
    """It only takes its time, in real seconds."""
    seven.sandbox.fault("slow", delay=0.2)
    answer = seven.get("Invoices")

    assert answer.elapsed.total_seconds() >= 0.2
    assert len(answer.json()["Invoices"]) == 7


def test_a_client_that_gives_up_leaves_the_server_well(seven: Xero) -> None:
    """The place that it held among the five is free again."""
    seven.sandbox.fault("slow", delay=0.3, count=1)
    with pytest.raises(requests.ReadTimeout):
        seven.http.get(f"{seven.sandbox.api_url}/Invoices", timeout=0.05)

    assert seven.get("Invoices").status_code == 200


@pytest.mark.parametrize(("rows", "accepted", "encoding"), [
    (1, "gzip", None), (9, "gzip", "gzip"), (9, "identity", None), (2000, "gzip", "gzip"),
])  # fmt: skip
def test_a_body_of_some_size_is_compressed_for_who_takes_it(
    xero: Xero, rows: int, accepted: str, encoding: str | None
) -> None:
    """What it holds is the same."""
    xero.books.add("TaxRates", "TaxType", *({"TaxType": f"T{n}", "Name": "x" * 60} for n in range(rows)))
    answer = xero.get("TaxRates", {"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == encoding
    assert len(answer.json()["TaxRates"]) == rows


def test_an_answer_is_dated_by_the_sandboxs_clock(xero: Xero) -> None:
    """To the second, as HTTP has it."""
    xero.sandbox.clock.advance(90.5)

    assert xero.get("Organisation").headers["Date"] == "Mon, 02 Mar 2026 12:01:30 GMT"


def test_under_another_server_there_is_nothing_to_cut() -> None:
    """The transport is known to the sandbox's own protocol alone."""
    asyncio.run(cut({"type": "http"}))


def test_a_transport_without_a_socket_is_ended_all_the_same() -> None:
    """It only cannot be reset."""
    transport = Ending()
    asyncio.run(cut({TRANSPORT: transport}))

    assert transport.aborted


class Ending:
    """A transport that has no socket."""

    aborted = False

    def get_extra_info(self, _: str) -> None:
        """Have nothing to tell."""

    def abort(self) -> None:
        """End."""
        self.aborted = True
