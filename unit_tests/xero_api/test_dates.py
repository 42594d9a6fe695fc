"""Xero's dates become the days and instants that they stand for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_api import dates

INSTANTS = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))
OFFSETS = st.builds("{}{:02}{:02}".format, st.sampled_from("+-"), st.integers(0, 14), st.sampled_from([0, 30, 45]))


@given(INSTANTS, OFFSETS)
def test_an_offset_is_never_added(moment: datetime, offset: str) -> None:
    """Peers' defect 4: the milliseconds are UTC already, whatever offset Xero prints behind them."""
    milliseconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)

    assert moment == dates.instant(f"/Date({milliseconds})/") == dates.instant(f"/Date({milliseconds}{offset})/")


def test_negative_milliseconds_lie_before_1970() -> None:
    """A date before 1970 is not clamped to the epoch."""
    assert datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=UTC) == dates.instant("/Date(-1)/")
    assert date(1958, 4, 1) == dates.business_date("/Date(-370915200000+0000)/")


def test_xeros_zero_date_is_the_epoch() -> None:
    """`/Date(0+0000)/`, which Xero writes now and then, is read as what it says."""
    assert date(1970, 1, 1) == dates.business_date("/Date(0+0000)/")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-07-22T00:00:00", datetime(2019, 7, 22, tzinfo=UTC)),
        ("2019-03-05T18:59:06Z", datetime(2019, 3, 5, 18, 59, 6, tzinfo=UTC)),
        ("2019-03-05T18:59:06+13:00", datetime(2019, 3, 5, 5, 59, 6, tzinfo=UTC)),
        ("2019-12-07T18:46:19.5165400", datetime(2019, 12, 7, 18, 46, 19, 516540, tzinfo=UTC)),
    ],
)
def test_iso_text_is_read_as_utc_unless_it_names_an_offset(text: str, expected: datetime) -> None:
    """ISO text without a zone is UTC; a named offset is a real one."""
    assert expected == dates.instant(text)


@pytest.mark.parametrize("text", ["", "yesterday", "/Date()/", "/Date(12.5)/", "Date(1)", "/Date(99999999999999999)/"])
def test_anything_else_is_refused(text: str) -> None:
    """Text that is no date raises ValueError and is never guessed at."""
    with pytest.raises(ValueError):  # noqa: PT011 - the kind is the promise
        dates.instant(text)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_business_date_is_the_day_on_the_document(day: date) -> None:
    """Midnight UTC of the day gives that day back, in whatever time zone the machine is."""
    milliseconds = (datetime(day.year, day.month, day.day, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
        milliseconds=1
    )

    assert day == dates.business_date(f"/Date({milliseconds}+0000)/")


@given(INSTANTS, INSTANTS)
def test_written_instants_sort_as_time_does(one: datetime, other: datetime) -> None:
    """A cursor compares as text the way it compares as time."""
    assert (one < other) == (dates.iso_instant(one) < dates.iso_instant(other))


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_written_instant_reads_back_to_the_millisecond(moment: datetime) -> None:
    """State that is written and read again moves by less than a millisecond, and never forward."""
    lost = moment - dates.instant(dates.iso_instant(moment))

    assert timedelta(0) <= lost < timedelta(milliseconds=1)


def test_if_modified_since_is_naive_utc_floored_to_the_second() -> None:
    """The header has the one spelling that Xero does not ignore."""
    moment = datetime(2026, 1, 5, 22, 15, 7, 999999, tzinfo=timezone(timedelta(hours=13)))

    assert dates.header_instant(moment) == "2026-01-05T09:15:07"


@pytest.mark.parametrize("found", [None, 20260131, ["2026-01-31"]])
def test_what_is_no_text_is_refused_like_text_that_is_no_date(found: Any) -> None:  # noqa: ANN401 - any JSON
    """A null where a date belongs is a fault of the answer, not of the program."""
    with pytest.raises(ValueError, match="is no text"):
        dates.business_date(found)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("/Date(1419937200000+1300)/", date(2014, 12, 31)),
        ("/Date(1769770800000+1300)/", date(2026, 1, 31)),
        ("/Date(1769817600000+1300)/", date(2026, 1, 31)),
        ("/Date(1769835600000-0500)/", date(2026, 1, 31)),
        ("/Date(1769817600000-0500)/", date(2026, 1, 31)),
        ("/Date(1769797800000+0530)/", date(2026, 1, 31)),
        ("2026-01-31T00:00:00+13:00", date(2026, 1, 31)),
        ("2026-01-31T00:00:00", date(2026, 1, 31)),
        ("2026-01-31", date(2026, 1, 31)),
    ],
)
def test_midnight_in_utc_and_midnight_where_it_was_written_are_the_same_day(text: str, day: date) -> None:
    """Old organisations write the offset of the place, and the day is the one on the document."""
    assert day == dates.business_date(text)


def test_an_offset_that_gives_no_midnight_gives_no_day() -> None:
    """Nothing is guessed; without an offset the time of day says nothing."""
    with pytest.raises(ValueError, match="midnight neither"):
        dates.business_date("/Date(1769767200000+1300)/")
    assert dates.business_date("/Date(1769821200000+0000)/") == date(2026, 1, 31)
