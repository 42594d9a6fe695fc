"""What Xero says of its pages is proved, whatever stands in the place of a count."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.front import changed, standing_before
from integration_tests.support.reading import catalog, read_in_process
from integration_tests.support.scene import CONTRACT, STREAMS

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

MANY = 10**8
COUNTS = ("1" + "0" * 30, str(10**17), "-1", "7.5", '"7"', "null", "true", "[]", "1e3")


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("field", ["itemCount", "pageCount", "pageSize", "page"])
def test_a_count_that_is_none_stops_its_stream_with_what_was_found(
    running_demo: Sandbox, field: str, count: str
) -> None:
    """No document is passed over or guessed: the streams of that list say which numbers came, the others are read."""

    def wrong(body: bytes) -> bytes:
        answer = json.loads(body, parse_float=str)
        answer["pagination"][field] = "?"
        return json.dumps(answer).replace('"?"', count).encode()

    with standing_before(running_demo) as front:
        front.acts["/CreditNotes"] = changed(wrong)
        selected = catalog("credit_notes", "contacts", *STREAMS[CONTRACT])
        reading = read_in_process(running_demo, front.config(running_demo), selected)

    statuses = reading.statuses()
    assert statuses["credit_notes"] == statuses["billing_schedule"] == "INCOMPLETE"
    assert statuses["contacts"] == "COMPLETE"
    said = reading.errors()[0]["message"]
    assert said.startswith("Xero's CreditNotes c")
    assert " twice" in said
    assert "Decimal" not in said
    assert len(said) < 500


def test_a_count_of_pages_beyond_those_that_come_ends_no_sync_late(running_demo: Sandbox) -> None:
    """Nobody asks for a hundred million pages: the first empty one ends what is read without a proof."""

    def many(body: bytes) -> bytes:
        answer = json.loads(body, parse_float=str)
        answer["pagination"]["pageCount"] = MANY
        return json.dumps(answer).encode()

    with standing_before(running_demo) as front:
        front.acts["/CreditNotes"] = changed(many)
        reading = read_in_process(running_demo, front.config(running_demo), catalog(*STREAMS[CONTRACT]))

    assert set(reading.statuses().values()) == {"INCOMPLETE"}
    assert "make 100000000 pages" in reading.errors()[0]["message"]
    assert len(front.asked) < 100
