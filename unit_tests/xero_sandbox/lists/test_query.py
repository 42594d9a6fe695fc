"""What a list request asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.lists.conftest import listed, numbers
from xero_sandbox.lists.query import Query, QueryError
from xero_sandbox.switches import Switches

if TYPE_CHECKING:
    from unit_tests.xero_sandbox.conftest import Xero


def test_a_question_is_the_same_for_every_page() -> None:
    """Page and pageSize are no part of it; If-Modified-Since is."""
    first = Query({"page": "1", "pagesize": "5", "where": "x"}, "2026-01-01T00:00:00")

    assert first.question == Query({"where": "x", "page": "2"}, "2026-01-01T00:00:00").question
    assert first.question != Query({"where": "x", "page": "2"}).question


def test_parameters_are_read_as_what_they_are() -> None:
    """Absent ones are nothing."""
    query = Query({"page": " 7 ", "summaryonly": "TRUE", "date": "2026-01-31"})

    assert (query.number("page"), query.flag("summaryonly"), query.day("date")) == (7, True, date(2026, 1, 31))
    assert (query.number("x"), query.flag("x"), query.day("x"), query.text("x")) == (None, False, None, "")
    for read in (query.number, query.day):
        with pytest.raises(QueryError, match="The value 'TRUE' is not valid for summaryonly"):
            read("summaryonly")


def test_an_instant_is_utc_to_the_second() -> None:
    """Without an offset it is UTC already."""
    naive, offset = Query({}, "2026-03-01T12:05:00"), Query({}, "2026-03-02T01:05:00.202+13:00")
    expected = datetime(2026, 3, 1, 12, 5, tzinfo=UTC)

    assert naive.instant_since(Switches()) == expected
    assert offset.instant_since(Switches()) is None
    assert offset.instant_since(Switches(if_modified_since_variants="read")) == expected


@pytest.mark.parametrize("text", ["yesterday", "2026-03-01T12:05:00Z", "2026-03-01T12:05:00.000", "2026-13-01T00:00:00",
                                  "Sun, 01 Mar 2026 12:05:00 GMT"])  # fmt: skip
def test_a_malformed_if_modified_since_is_ignored(seven: Xero, text: str) -> None:
    """Everything is returned, without an error."""
    assert len(listed(seven, {"If-Modified-Since": text}, page=1)["Invoices"]) == 7


def test_variants_of_if_modified_since_are_read_by_switch(seven: Xero) -> None:
    """Offsets are turned into UTC."""
    seven.sandbox.set_switches(if_modified_since_variants="read")

    assert numbers(listed(seven, {"If-Modified-Since": "2026-03-02T01:05:00.202+13:00"}, page=1)) == [5, 6, 7]
