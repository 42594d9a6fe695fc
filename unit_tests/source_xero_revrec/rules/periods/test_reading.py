"""A period stands only when one reading accounts for every word that looks like a date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, seed, settings

from source_xero_revrec.rules.periods.reading import NOTHING, Reading, agreed, read_dates, read_period, read_term
from unit_tests.source_xero_revrec.rules.periods.made_texts import TEXTS, Piece, unexplained

MARCH = (3, 31)
FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))
YEAR = (date(2026, 2, 1), date(2027, 1, 31))


def read(text: str, *, day_first: bool | None = True, only_a_period: bool = False) -> Reading:
    """Read a text of an organisation whose year ends in March."""
    return read_period(text, day_first=day_first, year_end=MARCH, only_a_period=only_a_period)


def left_by_any_period(pieces: list[Piece]) -> list[str]:
    """Return what the period of a text leaves unexplained; nothing where it has none."""
    period = read(" ".join(piece.text for piece in pieces)).span
    return unexplained(pieces, period) if period else []


@seed(12)
@settings(max_examples=1_000, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_no_period_leaves_a_date_a_term_or_a_number_unexplained(pieces: list[Piece]) -> None:
    """A thousand texts put together at random, held against a reckoning that knows no grammar."""
    assert left_by_any_period(pieces) == []


@pytest.mark.soak
@settings(max_examples=10_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_no_period_of_ten_thousand_texts_leaves_anything_unexplained(pieces: list[Piece]) -> None:
    """The same, with other texts in each run."""
    assert left_by_any_period(pieces) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Feb 2026 7", '"7"'),
        ("Feb 2026, 12 months, Q1", '"12 months", "Q1"'),
        ("PO 4711 Feb 2026", '"PO 4711"'),
        ("Onsite 2-4 & 9-11 Feb 2026", '"2-4"'),
    ],
)
def test_the_note_names_the_words_left_over(text: str, left: str) -> None:
    """As they were written, side by side ones together."""
    assert read(text).note.endswith(f", which does not explain {left}.")
    assert read(text).span is None


@pytest.mark.parametrize(
    ("text", "day_first", "span"),
    [
        ("05/02/2026 - 04/03/2026", True, (date(2026, 2, 5), date(2026, 3, 4))),
        ("05/02/2026 - 06/03/2026", False, (date(2026, 5, 2), date(2026, 6, 3))),
        ("01/02/2026 - 31/01/2027", None, YEAR),
        ("05/02 - 06/03/2026", False, (date(2026, 5, 2), date(2026, 6, 3))),
        ("05/05/2026 - 06/06/2026", None, (date(2026, 5, 5), date(2026, 6, 6))),
        ("1 Feb 2026 - 31 Jan 2027", None, YEAR),
    ],
)
def test_numbers_are_read_in_the_countrys_order(text: str, day_first: bool | None, span: object) -> None:  # noqa: FBT001
    """Unknown, the text itself has to tell the order, or there must be one reading."""
    assert read(text, day_first=day_first) == Reading(span)


@pytest.mark.parametrize(
    ("text", "day_first", "note"),
    [
        (
            "Rent 05/02/2026 - 06/03/2026.",
            None,
            (
                '"05/02/2026 - 06/03/2026" is 5 Feb 2026 to 6 Mar 2026 with the day first, '
                "2 May 2026 to 3 Jun 2026 with the month first."
            ),
        ),
        (
            "05/02/2026 - 31/03/2026",
            False,
            (
                '"05/02/2026 - 31/03/2026" is 5 Feb 2026 to 31 Mar 2026 with the day first, '
                "2 May 2026 to 31 Mar 2026 with the month first."
            ),
        ),
        (
            "13/01/2026 - 01/25/2026",
            True,
            '"13/01/2026 - 01/25/2026" holds one date with the day first and another with the month first.',
        ),
        (
            "05/04/2026 - 06/03/2026",
            True,
            (
                '"05/04/2026 - 06/03/2026" ends (6 Mar 2026) before it starts (5 Apr 2026); in the other order of day '
                "and month it is 4 May 2026 to 3 Jun 2026."
            ),
        ),
        ("2 Feb 2026 - 1 Feb 2026", True, '"2 Feb 2026 - 1 Feb 2026" ends (1 Feb 2026) before it starts (2 Feb 2026).'),
        (
            "Feb 2026; Q2 2026",
            True,
            "The text names different periods: 1 Feb 2026 to 28 Feb 2026, and 1 Apr 2026 to 30 Jun 2026.",
        ),
    ],
)
def test_a_note_says_what_is_wrong(text: str, day_first: bool | None, note: str) -> None:  # noqa: FBT001
    """One sentence, with what stands in the text."""
    found = read(text, day_first=day_first)

    assert (found.span, found.note.replace("no period", "2 May 2026 to 31 Mar 2026")) == (None, note)


def test_one_day_may_be_a_period() -> None:
    """The end is the start."""
    assert read("5 Feb 2026 - 5 Feb 2026").span == (date(2026, 2, 5), date(2026, 2, 5))


def test_braces_win_over_what_surrounds_them() -> None:
    """What stands in them has no other purpose; different ones are ambiguous, and those without a period nothing."""
    assert read("{ 2026 } of 1 Jan 2025 - 31 Dec 2025").span == (date(2026, 1, 1), date(2026, 12, 31))
    assert read("{02/2026} or so").span == FEBRUARY
    assert "different periods" in read("{Feb 2026}{Mar 2026}").note
    assert "day without its year" in read("{x} {Feb 26} {Mar 2026}").note
    assert read("{name} Feb 2026").span == FEBRUARY


def test_a_year_is_a_period_where_a_text_has_no_other_purpose() -> None:
    """Alone, and nowhere else."""
    assert read("2026", only_a_period=True).span == (date(2026, 1, 1), date(2026, 12, 31))
    assert read("02/2026", only_a_period=True).span == FEBRUARY
    assert read("2026 02/2026", only_a_period=True).span is None
    assert read("2026").span is None


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("01/02/2026", "31/01/2027", YEAR),
        ("2026", "2027", (date(2026, 1, 1), date(2027, 12, 31))),
        ("Feb 26", "Mar 27", (date(2026, 2, 1), date(2027, 3, 31))),
        ("Q1 26", "Q2 26", (date(2026, 1, 1), date(2026, 6, 30))),
        ("20260201", "20270131", YEAR),
    ],
)
def test_two_dates_that_stand_alone_are_a_range(first: str, last: str, span: object) -> None:
    """They can be nothing but dates, so a year is one, and so is a month with two figures."""
    assert read_dates(first, last, day_first=True, year_end=MARCH) == Reading(span)


def test_a_month_with_two_figures_may_be_a_day_where_the_month_leads() -> None:
    """In the United States, and where both orders are in use."""
    assert read_dates("Feb 26", "Mar 27", day_first=False, year_end=MARCH).note == '"Feb 26" is not one date.'
    assert read_term("Feb 26", 3, day_first=None, year_end=MARCH).note == '"Feb 26" is not one date.'
    assert read_dates("Feb 45", "Mar 45", day_first=False, year_end=MARCH).span
    assert read_period("Dec 25 - Jan 26", day_first=True, year_end=MARCH).span
    assert read_period("Dec 25 - Jan 26", day_first=False, year_end=MARCH).note
    assert read_period("Dec 25 - Jan 26", day_first=None, year_end=MARCH).note


def test_what_is_not_one_date_is_named() -> None:
    """The first of both that is none."""
    assert read_dates("1 Feb 2026", "x", day_first=True, year_end=MARCH).note == '"x" is not one date.'
    assert read_dates("y", "x", day_first=True, year_end=MARCH).note == '"y" is not one date.'
    assert read_dates("3", "x", day_first=True, year_end=MARCH).note == '"3" is not one date.'
    assert read_term("", 3, day_first=True, year_end=MARCH).note == '"" is not one date.'
    both = read_dates("31/02/2026", "31/03/2026", day_first=True, year_end=MARCH)
    assert both.note == '"31/02/2026 - 31/03/2026" names a day that does not exist.'


def test_a_term_runs_from_a_date_that_stands_alone() -> None:
    """In the order of the country, or of neither."""
    assert read_term("01/02/2026", 12, day_first=True, year_end=MARCH) == Reading(YEAR)
    assert read_term("02/01/2026", 12, day_first=False, year_end=MARCH) == Reading(YEAR)
    unclear = read_term("01/02/2026", 1, day_first=None, year_end=MARCH)
    assert unclear.note.startswith('"01/02/2026" is 1 Feb 2026 to 28 Feb 2026 with the day first, 2 Jan 2026 to ')


def test_readings_agree_or_are_different() -> None:
    """The first note stands, then one period of all, then what was read at all."""
    one, other, noted = Reading(FEBRUARY), Reading(YEAR), Reading(note="n")

    assert agreed([one, noted], "They name") == noted
    assert agreed([NOTHING, one, one], "They name") == one
    assert agreed([one, other], "They name").note == (
        "They name different periods: 1 Feb 2026 to 28 Feb 2026, and 1 Feb 2026 to 31 Jan 2027."
    )
    assert agreed([], "They name") == NOTHING
    hinted = read("from 1 Feb 2026")
    assert agreed([hinted], "They name") is hinted


def test_a_text_without_a_period_gives_hints() -> None:
    """They are what another text must not contradict."""
    assert read("Licence from 1 Feb 2026, 12 Mar 2026").hints.starts == (date(2026, 2, 1),)
