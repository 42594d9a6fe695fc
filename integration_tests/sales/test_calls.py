"""What reading costs: each page is fetched once, whoever reads it, and an idle sync is a handful of calls."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from integration_tests.support.demo_books import work
from integration_tests.support.reading import catalog, counted, read_in_process
from integration_tests.support.scene import CONTRACT, STREAMS, Scene, sell
from xero_sandbox import Sandbox
from xero_sandbox.clock import SandboxClock

NOON = datetime(2026, 7, 14, 12, tzinfo=UTC)
"""An hour later is the same day, whenever these tests run."""


def pages_read(xero: Sandbox, endpoint: str) -> Counter[tuple[str, str]]:
    """Return how often each page was fetched, by page and filter; a mere count is no page, nor is a look at ids."""
    found: Counter[tuple[str, str]] = Counter()
    for call in counted(xero).calls:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(call.target).query).items()}
        if call.place == endpoint and asked.get("pageSize") == "1000" and "IDs" not in asked:
            found[asked["page"], asked.get("where", "")] += 1
    return found


def test_with_all_streams_selected_the_pages_of_documents_are_fetched_once() -> None:
    """2,500 invoices are three pages, and three calls however many streams want them; none of them is filtered."""
    with Sandbox(invoices=2_500, limits=False) as xero:
        config = xero.source_config()
        raw = ("invoices", "credit_notes", "contacts")
        calls = {}
        for which, streams in (("raw", raw), ("all", (*STREAMS[CONTRACT], *raw))):
            counted(xero).reset()
            reading = read_in_process(xero, config, catalog(*streams))
            assert reading.failure is None
            calls[which] = tuple(counted(xero).count(endpoint) for endpoint in ("Invoices", "CreditNotes"))
            if which == "all":
                assert {page: count for (page, _), count in pages_read(xero, "Invoices").items()}.keys() == {
                    "1",
                    "2",
                    "3",
                }
                assert {where for _, where in pages_read(xero, "Invoices")} == {""}

        # The control totals ask for Xero's count of each collection: one call, one record.
        assert calls["all"] == (calls["raw"][0] + 1, calls["raw"][1] + 1)


def test_what_changed_is_fetched_once_for_all_streams_too(demo: Sandbox) -> None:
    """A later sync with raw and RevRec's streams: one page of changes, whoever reads it."""
    with Scene(demo, raw=("invoices", "credit_notes", "contacts")) as scene:
        scene.sync()
        demo.clock.advance(60)
        sell(demo)
        counted(demo).reset()
        reading = scene.sync()

        assert len(reading.records("invoices")) == len(reading.records("order_details")) == 1
        unfiltered = {key: count for key, count in pages_read(demo, "Invoices").items() if not key[1]}
        assert unfiltered == {("1", ""): 1}


def test_revrec_streams_alone_ask_for_sales_documents_alone(demo: Sandbox) -> None:
    """Bills and suppliers' credits never cross the wire, in first syncs and in later ones."""
    with Scene(demo) as scene:
        scene.sync()
        work(demo)
        scene.sync()

        filters = {where for endpoint in ("Invoices", "CreditNotes") for _, where in pages_read(demo, endpoint)}
        assert filters
        assert all(where.startswith(('Type=="ACCREC"', 'Type=="ACCRECCREDIT"')) for where in filters)


@pytest.mark.parametrize(
    ("sign_in", "minutes", "told"),
    [("custom_connection", 60, []), ("custom_connection", 1_440, ["A1"]), ("oauth", 20, [])],
)
def test_an_idle_sync_is_nine_calls_and_no_row(sign_in: str, minutes: int, told: list[str]) -> None:
    """Signing in is among them. On another day the balance is another day's, and says so in a row of its own."""
    with Sandbox(clock=SandboxClock(NOON)) as xero, Scene(xero, auth_type=sign_in) as scene:
        scene.sync()
        sell(xero)
        xero.clock.advance(60)
        assert scene.sync().records("control_totals")
        xero.clock.advance(minutes * 60)
        counted(xero).reset()
        reading = scene.sync()

        assert counted(xero).count() <= 9
        assert [row["check"] for stream in STREAMS[CONTRACT] for row in reading.records(stream)] == told
