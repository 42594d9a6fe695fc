"""Answers that break on the wire: six tries where another may help, one where none does, and an error in a sentence."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.front import answer, changed, head, standing_before
from integration_tests.support.reading import catalog, read_in_process

if TYPE_CHECKING:
    from integration_tests.support.front import Act
    from xero_sandbox import Sandbox


def raw(text: bytes) -> Act:
    """Return an act that writes this and closes the connection."""

    def act(_: object, handler: object) -> None:
        handler.wfile.write(text)  # type: ignore[attr-defined]

    return act


def half_of_gzip() -> bytes:
    """Return an answer that ends in the middle of what was compressed, at the length that was announced."""
    packed = gzip.compress(b'{"Invoices": []}' * 100)
    half = packed[: len(packed) // 2]
    return head(200, "application/json", len(half), Content_Encoding="gzip") + half


TRANSIENT = {
    "closed at once": (raw(b""), "ConnectionError"),
    "closed in the head": (raw(b"HTTP/1.1 200 OK\r\nContent-Ty"), "HTTP 200 with an empty body"),
    "closed in the body": (raw(head(200, "application/json", 90) + b'{"Invoices": []}'), "ProtocolError"),
    "half of a gzip": (raw(half_of_gzip()), "HTTP 200 with an empty body|HTTP 200 with a body that is no JSON"),
    "a length too short": (raw(head(200, "application/json", 9) + b'{"Invoices": []}'), "a body that is no JSON"),
    "no body": (answer(200), "HTTP 200 with an empty body"),
    "204": (raw(head(204, "", None)), "HTTP 204 with an empty body"),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH\r\n"), "ConnectionError"),
    "a page": (answer(200, b"<!DOCTYPE html><html>", "text/html"), "HTTP 200, text/html: a web page, as a firewall or"),
}


@pytest.mark.parametrize("kind", TRANSIENT)
def test_what_another_try_may_mend_is_tried_six_times(demo: Sandbox, kind: str) -> None:
    """Its stream ends incomplete with what came last, the other stream is read."""
    act, last = TRANSIENT[kind]
    with standing_before(demo) as front:
        front.acts["/Invoices"] = act
        reading = read_in_process(demo, front.config(demo), catalog("invoices", "accounts"))

    assert reading.statuses() == {"invoices": "INCOMPLETE", "accounts": "COMPLETE"}
    first = reading.errors()[0]
    assert first["failure_type"] == "transient_error"
    assert "in 6 tries" in first["message"]
    assert any(each in first["message"] for each in last.split("|"))


@pytest.mark.parametrize("body", [b"null", b"[]", b'"half an answer"'])
def test_json_that_is_no_answer_is_told_at_once(demo: Sandbox, body: bytes) -> None:
    """Nothing is guessed, and no stream is complete with it."""
    with standing_before(demo) as front:
        front.acts["/Invoices"] = answer(200, body)
        reading = read_in_process(demo, front.config(demo), catalog("invoices", "accounts"))

    assert reading.statuses() == {"invoices": "INCOMPLETE", "accounts": "COMPLETE"}
    assert "JSON that is no object" in reading.errors()[0]["message"]
    assert "try again later" in reading.errors()[0]["message"]


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16"])
def test_json_in_other_codings_is_read_whole(demo: Sandbox, coding: str) -> None:
    """A mark at the beginning, or two bytes a letter: every invoice comes as ever."""
    expected = len(read_in_process(demo, demo.source_config(), catalog("invoices")).records("invoices"))
    with standing_before(demo) as front:
        front.acts["/Invoices"] = changed(lambda body: body.decode().encode(coding))
        reading = read_in_process(demo, front.config(demo), catalog("invoices"))

    assert (reading.failure, len(reading.records("invoices"))) == (None, expected)
