"""A walk by update knows of each second whether it saw as much as Xero counts since then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from xero_api.pagination import Contradiction, Moved, Short
from xero_api.seconds import Seconds

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def stamps(*seconds: int, prefix: str = "") -> dict[bytes, datetime]:
    """Return records by id, each changed so many seconds after noon."""
    return {f"{prefix}{second}".encode(): NOON + timedelta(seconds=second) for second in seconds}


def test_as_many_as_are_counted_are_enough() -> None:
    """The next page begins with the last second seen, whose records come again."""
    at = Seconds(None)
    at.take(stamps(1, 2, 3), 5)
    at.move_on(stamps(1, 2, 3), 5, 1000)
    at.take(stamps(3, 4, 5), 3)
    at.prove(3)

    assert (at.since, at.number) == (NOON + timedelta(seconds=3), 1)


def test_fewer_than_are_counted_are_missed() -> None:
    """At the end, and between two answers of which the later one counts less than is left."""
    at = Seconds(None)
    at.take(stamps(1, 2), 3)
    with pytest.raises(Short, match="2 distinct records since None, 3 expected"):
        at.prove(3)
    at.move_on(stamps(1, 2), 3, 1000)
    with pytest.raises(Short, match=r"1 records since .*, 2 expected"):
        at.take(stamps(2), 1)


def test_more_than_are_counted_are_a_contradiction() -> None:
    """What a person changed meanwhile moves later, and is still counted."""
    at = Seconds(None)
    with pytest.raises(Contradiction, match="2 distinct records since None, 1 expected"):
        at.take(stamps(1, 2), 1)


def test_a_record_of_a_second_of_several_pages_that_changed_begins_it_anew() -> None:
    """It may have moved another one from page to page."""
    at = Seconds(NOON)
    for prefix in ("a", "b"):
        at.take(stamps(0, prefix=prefix), 3)
        at.move_on(stamps(0, prefix=prefix), 3, 1)
    at.take(stamps(5), 3)
    at.move_on(stamps(5), 3, 1)

    with pytest.raises(Moved, match="a record changed"):
        at.take({b"a0": NOON + timedelta(seconds=9)}, 2)


def test_a_record_that_changed_within_the_pages_of_its_second_begins_it_anew() -> None:
    """As many as Xero counts were seen then, and one of them as it was before."""
    at = Seconds(NOON)
    at.take(stamps(0, prefix="a"), 2)
    at.move_on(stamps(0, prefix="a"), 2, 1)

    with pytest.raises(Moved, match="a record changed"):
        at.take({b"a0": NOON + timedelta(seconds=9)}, 2)


def test_a_record_that_changed_before_the_pages_of_its_second_moved_none() -> None:
    """The first page was read after it."""
    at = Seconds(NOON)
    for prefix in ("a", "b"):
        at.take(stamps(0, prefix=prefix), 3)
        at.move_on(stamps(0, prefix=prefix), 3, 200 if prefix == "a" else 1)
    at.take({b"a0": NOON + timedelta(seconds=9)}, 3)

    assert at.number == 2
