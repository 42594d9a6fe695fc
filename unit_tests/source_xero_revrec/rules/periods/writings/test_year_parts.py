"""Years and their parts, by the calendar or by the organisation's year end."""

from __future__ import annotations

from datetime import date

import pytest

from source_xero_revrec.rules.periods.writings.lexer import tokens
from source_xero_revrec.rules.periods.writings.year_parts import part

MARCH, DECEMBER = (3, 31), (12, 31)
Q1, Q3, H2 = (
    (date(2026, 1, 1), date(2026, 3, 31)),
    (date(2026, 7, 1), date(2026, 9, 30)),
    (date(2026, 7, 1), date(2026, 12, 31)),
)
FY27_Q1 = (date(2026, 4, 1), date(2026, 6, 30))
FY27 = (date(2026, 4, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("texts", "span"),
    [
        (("q1 2026", "q1/26", "q1-2026", "q1'26", "2026 q1", "2026q1", "2026-q1", "1st quarter 2026", "1q26",
        "qtr 1 2026",
          "first quarter of the calendar year 2026", "1. quartal 2026", "1er trimestre 2026", "quarter 1, 2026"), Q1),
        (("q3 2026", "third quarter 2026", "3rd qtr 2026", "3q 2026"), Q3),
        (("h2 2026", "2h26", "second half of 2026", "2026 h2", "half 2 2026", "2nd half 2026"), H2),
        (("q1 fy27", "fy27 q1", "q1 fy2026/27", "fy26/27 q1", "q1 2026/27", "2026/27 q1", "26/27 q1", "q1 fy2026-2027",
          "q1 of financial year 2026/27", "fy 2027 q1"), FY27_Q1),
    ],
)  # fmt: skip
def test_a_part_of_a_year_is_read_in_every_way_of_writing_it(texts: tuple[str, ...], span: object) -> None:
    """Two numbers, or the letters FY, make it the organisation's year."""
    for text in texts:
        (token,) = tokens(text, MARCH)
        assert (token.kind, token.spans) == ("Q", (span, span)), text


@pytest.mark.parametrize(
    ("text", "year_end", "kind", "span"),
    [
        ("fy27", MARCH, "F", FY27),
        ("fy2026/27", MARCH, "F", FY27),
        ("fy 2026 - 2027", MARCH, "F", FY27),
        ("f/y 27", MARCH, "F", FY27),
        ("fiscal year 2027", MARCH, "F", FY27),
        ("2026/27", MARCH, "B", FY27),
        ("2026-27", MARCH, "B", FY27),
        ("26/27", MARCH, "B", FY27),
        ("fy26", DECEMBER, "F", (date(2026, 1, 1), date(2026, 12, 31))),
        ("calendar year 2026", MARCH, "F", (date(2026, 1, 1), date(2026, 12, 31))),
        ("2026 calendar year", MARCH, "F", (date(2026, 1, 1), date(2026, 12, 31))),
        ("year 2026", MARCH, "F", (date(2026, 1, 1), date(2026, 12, 31))),
        ("cy26", MARCH, "F", (date(2026, 1, 1), date(2026, 12, 31))),
        ("fy2026/28", MARCH, "F", None),
        ("fy2027/26", MARCH, "F", None),
        ("fy2026/27", DECEMBER, "F", None),
        ("2026/27", DECEMBER, "B", None),
        ("q1 2026/27", DECEMBER, "Q", None),
        ("q1 2026/28", MARCH, "Q", None),
    ],
)
def test_a_year_is_the_calendars_or_the_organisations(
    text: str, year_end: tuple[int, int], kind: str, span: object
) -> None:
    """Two numbers have to follow each other, in an organisation whose year spans two."""
    (token,) = tokens(text, year_end)

    assert (token.kind, token.spans) == (kind, (span, span))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("q1", "q"), ("h1", "q"), ("first half", "q"), ("q5 2026", "XY"), ("q1 26", "l"), ("tax year 2026", "ZY"),
        ("model year 2026", "VkY"), ("end of year 2026", "EkY"), ("2026/28", "YLN"), ("11/12", "u"), ("12/13", "u"),
        ("13/14", "B"), ("31/32", "B"), ("2026 - 2027", "B"), ("2026 - 27", "Y-N"),
    ],
)  # fmt: skip
def test_what_is_no_year_yet_waits_for_one(text: str, kinds: str) -> None:
    """A quarter alone, a year of something else, figures that may be days."""
    found = "".join(token.kind for token in tokens(text, MARCH))
    assert found == kinds


def test_a_quarter_alone_has_its_place() -> None:
    """The months before it, and its own."""
    places = [tokens(text, MARCH)[0].place for text in ("q1", "q4", "h2", "third quarter", "2nd half")]

    assert places == [(0, 3), (9, 3), (6, 6), (6, 3), (6, 6)]
    assert part(2027, (3, 3), MARCH) == (date(2026, 7, 1), date(2026, 9, 30))


def test_a_part_knows_whose_year_it_is_of() -> None:
    """The calendar's or the organisation's; both may be the same."""
    kinds = [tokens(text, MARCH)[0] for text in ("fy27", "year 2026", "cy26")]

    assert [(token.plain, token.number) for token in kinds] == [(False, 0), (True, 2026), (True, 2026)]


def test_a_calendar_that_is_a_thing_is_no_year() -> None:
    """Directly behind a noun; behind a preposition or a comma it is one."""
    assert [token.kind for token in tokens("desk calendar 2027", MARCH)] == ["w", "w", "Y"]
    assert [token.kind for token in tokens("calendar 2027, wall, a3", MARCH)][:2] == ["w", "Y"]
    assert [token.kind for token in tokens("calendar year 2027 planner", MARCH)] == ["w", "k", "Y", "K"]
    assert [token.kind for token in tokens("calendar year 2027 support", MARCH)] == ["F", "w"]
    assert [token.kind for token in tokens("calendar 2027", MARCH)] == ["F"]
    assert [token.kind for token in tokens("dues for calendar 2027", MARCH)][-1] == "F"
    assert [token.kind for token in tokens("dues, calendar 2027", MARCH)][-1] == "F"
