"""Rows that are sent only when they differ are known by a digest of every value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.ledger.sent_rows import SentRows

VALUES = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.integers(0, 3),
    st.decimals("0", "9.99", places=2),
    st.dates(date(2026, 1, 1), date(2026, 1, 3)),
)
ROWS = st.dictionaries(st.sampled_from("abc"), VALUES)


def known(row: dict[str, Any]) -> dict[str, Any]:
    """Return what a warehouse sees of a row."""
    return {
        key: str(value) if isinstance(value, date | Decimal) else value
        for key, value in row.items()
        if value is not None
    }


@given(st.lists(ROWS, max_size=6))
def test_a_row_is_news_exactly_where_a_value_differs_from_the_one_before(rows: list[dict[str, Any]]) -> None:
    """Whatever the values are, and also where a row goes back to what it was some syncs ago."""
    digests: dict[str, str] = {}
    before: dict[str, Any] | None = None
    for row in rows:
        assert SentRows(digests).is_news(("B1", "2026-01", "NZD"), row) is (before != known(row))
        before = known(row)


def test_an_amount_with_another_digit_is_news() -> None:
    """A cent is a value, and so are the digits behind it."""
    sent = SentRows({})
    amounts = [Decimal("10.00"), Decimal("10.01"), Decimal("10.0100"), Decimal("10.0100")]

    assert [sent.is_news(("B2",), {"actual_amount": amount}) for amount in amounts] == [True, True, True, False]


def test_rows_are_told_apart_by_their_keys_and_remembered_in_a_few_characters() -> None:
    """A state has a digest for each row, however long the row is."""
    digests: dict[str, str] = {}
    row = {"description": "text " * 100, "at": datetime(2026, 1, 1, tzinfo=UTC)}

    assert SentRows(digests).is_news(("B1", "2026-01", "NZD"), row)
    assert SentRows(digests).is_news(("B1", "2026-01", "EUR"), row)
    assert not SentRows(digests).is_news(("B1", "2026-01", "EUR"), row)
    assert list(digests) == ["B1 2026-01 NZD", "B1 2026-01 EUR"]
    assert {len(looks) for looks in digests.values()} == {8}


def test_a_key_is_new_until_a_row_was_sent_under_it() -> None:
    """What it will look like is not known before."""
    digests: dict[str, str] = {}
    sent = SentRows(digests)
    keys = [("B1", "2026-01", "NZD"), ("A1", "", "NZD")]
    sent.is_news(keys[0], {"a": 1})

    assert sent.new(keys) == {"A1  NZD": ""}
