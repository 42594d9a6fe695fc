"""What is read as each kind of field, and what is said of the rest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from xero_api import kinds
from xero_api.kinds import READ, Amount, BusinessDate, Day, Instant, Text, Words

GOOD = [
    (Amount, Decimal("-1.50"), Decimal("-1.50")),
    (Amount, 7, Decimal(7)),
    (BusinessDate, "/Date(0)/", date(1970, 1, 1)),
    (Day, "1900-01-01", date(1900, 1, 1)),
    (Day, "/Date(1767182400000+1200)/", date(2026, 1, 1)),
    (Decimal, Decimal("1E+400"), Decimal("1E+400")),
    (Decimal, 3, Decimal(3)),
    (Instant, "/Date(946684800000+1300)/", datetime(2000, 1, 1, tzinfo=UTC)),
    (Text, "\U0001f600", "\U0001f600"),
    (Words, "", ""),
    (Words, "x" * 1_000_000, "x" * 1_000_000),
    (bool, False, False),
    (int, 12, 12),
    (str, "a\0b", "a\0b"),
]
BAD = [
    (Amount, "1.50", "a number"),
    (Amount, True, "a number"),
    (Amount, 10**15, "a number below 10^15"),
    (Day, "1899-12-31", "a date from 1900 to 2999"),
    (Day, "3000-01-01", "a date from 1900 to 2999"),
    (Day, 20260101, "a date from 1900 to 2999"),
    (Decimal, "1.50", "a number"),
    (Decimal, True, "a number"),
    (Decimal, Decimal("NaN"), "a number"),
    (Instant, "/Date(946684799999)/", "an instant from 2000 to 2999"),
    (Instant, None, "an instant from 2000 to 2999"),
    (Text, "", "some text"),
    (Words, 5, "a valid string"),
    (Words, "a\0b", "text without a NUL character"),
    (Words, "half \ud83d", "whole characters"),
    (Words, "x" * 1_000_001, "text of at most 1,000,000 characters"),
    (bool, 1, "a valid boolean"),
    (int, True, "a valid integer"),
    (str, "\udead", "whole characters"),
]


@pytest.mark.parametrize(("kind", "value", "read"), GOOD)
def test_what_is_of_a_kind_is_read(kind: object, value: object, read: object) -> None:
    """Up to the last one that is."""
    assert (READ[kind](value), type(READ[kind](value))) == (read, type(read))


@pytest.mark.parametrize(("kind", "value", "needed"), BAD)
def test_what_is_not_of_a_kind_is_told_what_would_be(kind: object, value: object, needed: str) -> None:
    """From the first one that is not."""
    with pytest.raises(ValueError, match=f"^{needed.replace('^', '.')}$"):
        READ[kind](value)


def test_a_day_is_read_from_the_text_beside_its_instant_and_from_no_other_day() -> None:
    """Where the instant is none, the text does not stand in for it."""
    midnight = "/Date(1773100800000+0000)/"
    assert kinds.printed_day(midnight, "2026-03-10T00:00:00") == midnight
    assert kinds.printed_day("/Date(1773057600000+0000)/", "2026-03-10T00:00:00") == "2026-03-10T00:00:00"
    assert kinds.printed_day("soon", "2026-03-10T00:00:00") == "soon"
    with pytest.raises(ValueError, match="the day that DateString says"):
        kinds.printed_day(midnight, "2026-03-11T00:00:00")
