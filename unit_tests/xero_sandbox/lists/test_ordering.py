"""The order of lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.lists.ordering import OrderError, Sorted, default_order, in_order, parse_order, sql_server_key

INVOICES = ENDPOINTS["Invoices"]
START = datetime(2026, 1, 1, tzinfo=UTC)


def _records(*minutes: int) -> dict[str, dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"InvoiceID": str(UUID(int=place)), "UpdatedDateUTC": START + timedelta(minutes=minute), "Total": minute % 3}
        for place, minute in enumerate(minutes)
    ]
    return {row["InvoiceID"]: row for row in rows}


def test_an_order_has_fields_and_directions() -> None:
    """Commas separate, ASC is the default, case does not matter."""
    assert parse_order("Date desc, Contact.Name ASC,InvoiceID") == (
        ("Date", True),
        ("Contact.Name", False),
        ("InvoiceID", False),
    )


@pytest.mark.parametrize("text", ["", "Date sideways", "Date DESC,", "1=1"])
def test_a_malformed_order_is_an_error(text: str) -> None:
    """It becomes a QueryParseException."""
    with pytest.raises(OrderError):
        parse_order(text)


def test_sql_server_compares_the_last_six_bytes_first() -> None:
    """Microsoft's documented example of how uniqueidentifiers sort differs from text."""
    low = "ffffffff-ffff-4fff-8fff-000000000001"
    high = "00000000-0000-4000-8000-000000000002"

    assert sql_server_key(low) < sql_server_key(high)
    assert low > high


def test_sql_server_reads_the_first_groups_backwards() -> None:
    """Within the first group the last byte weighs least in text, and first here."""
    rest = "0000-0000-0000-000000000000"
    assert sql_server_key(f"00000001-{rest}") > sql_server_key(f"01000000-{rest}")


@given(st.lists(st.uuids(), unique=True, max_size=30))
def test_the_id_order_is_total_and_keeps_every_id(ids: list[UUID]) -> None:
    """No two ids are equal in it."""
    keys = [sql_server_key(str(each)) for each in ids]

    assert len(ids) == len(set(keys))


def test_the_default_order_is_by_time_stamp_then_id() -> None:
    """As documented for invoices; manual journals name no second key, tax rates none at all."""
    assert default_order(INVOICES) == (("UpdatedDateUTC", False), ("InvoiceID", False))
    assert default_order(ENDPOINTS["ManualJournals"]) == (("UpdatedDateUTC", False),)
    assert default_order(ENDPOINTS["TaxRates"]) == ()


@given(st.lists(st.integers(0, 9), max_size=12), st.data())
def test_a_kept_order_is_the_order_of_now(minutes: list[int], data: st.DataObject) -> None:
    """However records change and are added, the kept ids are what sorting anew would give."""
    records, kept = _records(*minutes), Sorted(INVOICES)
    orders = [default_order(INVOICES), (("InvoiceID", False),), (("InvoiceID", True),), (("UpdatedDateUTC", True),)]
    for turn in range(3):
        for order in orders:
            fresh = [row["InvoiceID"] for row in in_order(list(records.values()), order, INVOICES, as_text=False)]
            assert fresh == kept.ids(records, order, turn, as_text=False)
            assert fresh == kept.ids(records, order, turn, as_text=False)
        if records:
            touched = data.draw(st.sampled_from(sorted(records)))
            records[touched]["UpdatedDateUTC"] += timedelta(hours=1)
        more = str(UUID(int=10_000 + len(records)))
        records[more] = {"InvoiceID": more, "UpdatedDateUTC": START, "Total": 0}


def test_other_orders_are_not_kept() -> None:
    """An order by amount is sorted on each request."""
    assert Sorted(INVOICES).ids(_records(1, 2), (("Total", False),), 0, as_text=False) is None


def test_missing_values_come_first_and_equal_ones_keep_their_order() -> None:
    """A nested field can be ordered by."""
    rows: list[dict[str, Any]] = [{"n": 1, "Contact": {"Name": "B"}}, {"n": 2}, {"n": 3, "Contact": {"Name": "B"}}]

    assert [row["n"] for row in in_order(rows, (("Contact.Name", False),), INVOICES, as_text=False)] == [2, 1, 3]


def test_values_that_cannot_be_compared_are_an_error() -> None:
    """Ordering by a list makes no sense."""
    rows: list[dict[str, Any]] = [{"Contact": {}}, {"Contact": {"a": 1}}]

    with pytest.raises(OrderError):
        in_order(rows, (("Contact", False),), INVOICES, as_text=False)


def test_a_search_is_made_once_a_change() -> None:
    """A walk over filtered pages does not look at every record for every page."""
    kept, searched = Sorted(INVOICES), []

    def search() -> list[str]:
        searched.append(1)
        return ["a"]

    for changes in (1, 1, 2, 2):
        assert kept.found("question", changes, search) == ["a"]
    for question in range(20):
        kept.found(question, 2, search)
    kept.found("question", 2, search)

    assert len(searched) == 2 + 20 + 1


def test_a_change_elsewhere_leaves_a_kept_order() -> None:
    """The count moves, and neither the records nor their stamps do."""
    records, kept = _records(3, 1, 2), Sorted(INVOICES)
    first = [kept.ids(records, order, 1, as_text=False) for order in ((("InvoiceID", False),), default_order(INVOICES))]
    later = [kept.ids(records, order, 2, as_text=False) for order in ((("InvoiceID", False),), default_order(INVOICES))]

    assert all(one is other for one, other in zip(first, later, strict=True))
