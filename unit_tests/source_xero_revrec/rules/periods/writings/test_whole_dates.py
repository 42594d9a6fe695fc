"""No whole date is a piece of a document's number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.periods.reading import read_period
from source_xero_revrec.rules.periods.writings.lexer import plain
from source_xero_revrec.rules.periods.writings.whole_dates import holds_a_range, is_date_at, is_short_range_at

NOUNS = (
    "Contract", "Service contract", "Support contract:", "Rental agreement", "Licence agreement", "Agreement",
    "Policy", "Insurance policy", "Account", "Invoice", "Order", "Project", "Job", "Ref", "Ref:", "Retainer contract",
    "PO", "Quote", "Case", "Ticket", "Contract no.", "Contract #", "Phone", "Mobile", "Asset", "Certificate", "Serial",
    "Support", "EUR", "Miete v.", "SUP", "Plan", "Site", "Unit", "Order no",
)  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("{d:02}/{m:02}/{y}", "{d}/{m}/{yy:02}", "{d:02}.{m:02}.{y}", "{d}-{m}-{y}", "{y}-{m:02}-{d:02}",
        "{y}/{m:02}/{d:02}", "{y}{m:02}{d:02}", "{d}-{name}-{y}", "{d} {name} {y}", "{d}{name}{y}",
        "{name} {d}, {y}")  # fmt: skip
JOINTS = ("-", "\u2013", " - ", " \u2013 ", " to ", " until ", " bis ")


def written(day: date, form: str) -> str:
    """Return a day in one of the forms."""
    return form.format(d=day.day, m=day.month, y=day.year, yy=day.year % 100, name=MONTHS[day.month - 1])


@given(
    noun=st.sampled_from(NOUNS),
    between=st.sampled_from((" ", " ", ": ", " (")),
    form=st.sampled_from(DAYS),
    joint=st.sampled_from(JOINTS),
    start=st.dates(date(2020, 1, 1), date(2029, 12, 31)),
    length=st.integers(1, 800),
)
def test_a_range_behind_any_noun_is_read_or_held(  # noqa: PLR0917 - the parts of a text
    noun: str, between: str, form: str, joint: str, start: date, length: int
) -> None:
    """It is never passed over, so that no other rule decides in its place."""
    end = date.fromordinal(start.toordinal() + length)
    text = f"{noun}{between}{written(start, form)}{joint}{written(end, form)}"
    reading = read_period(plain(text), day_first=True, year_end=(3, 31))

    assert reading.span == (start, end) if reading.span else reading.note, text


@pytest.mark.parametrize(
    "text",
    [
        "01/06/2026-31/05/2027",
        "2026-06-01/2027-05-31",
        "1jun2026-31may2027",
        "06/2026 to 05/2027",
        "14/03/2026",
        "q1-2026",
    ],
)
def test_dates_and_ranges_are_whole(text: str) -> None:
    """Whatever its separators are."""
    assert is_date_at(text, 0)


@pytest.mark.parametrize("text", ["2026-05-0042", "09-12-26-4711", "14/03/2026-1", "04-2026", "20260412", "2026/27"])
def test_a_number_that_goes_on_is_none(text: str) -> None:
    """Nor is one that may be a number as well."""
    assert not is_date_at(text, 0)
    assert not is_short_range_at(text, 0)
    assert not holds_a_range(text)


def test_a_range_may_begin_without_its_month_or_year() -> None:
    """With a dash."""
    assert is_short_range_at("1-30/06/2026", 0)
    assert is_short_range_at("01/06-30/06/2026", 0)
