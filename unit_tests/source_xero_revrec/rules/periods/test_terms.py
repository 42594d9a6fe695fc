"""Terms, halves of a period, and dates that stand alone."""

from __future__ import annotations

from datetime import date

import pytest

from source_xero_revrec.rules.periods.claims import Claim, Sentence
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.writings.lexer import tokens


def said(text: str, *, whole: bool = False) -> list[Claim]:
    """Return what a text says."""
    return claims(Sentence(text, tuple(tokens(text, (3, 31))), whole=whole))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("12 months from 1 Feb 2026", date(2026, 2, 1), date(2027, 1, 31)),
        ("12 months from Feb 2026", date(2026, 2, 1), date(2027, 1, 31)),
        ("3 months from Q2 2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("4 weeks from 2 Feb 2026", date(2026, 2, 2), date(2026, 3, 1)),
        ("annual licence from 1 Feb 2026", date(2026, 2, 1), date(2027, 1, 31)),
        ("1 Feb 2026 for 10 days", date(2026, 2, 1), date(2026, 2, 10)),
        ("12 months to 31 Jan 2027", date(2026, 2, 1), date(2027, 1, 31)),
        ("12 months to Jan 2027", date(2026, 2, 1), date(2027, 1, 31)),
        ("renewal of 12 months ending 31 Jan 2027", date(2026, 2, 1), date(2027, 1, 31)),
        ("12 months renewal to 31 Jan 2027", date(2026, 2, 1), date(2027, 1, 31)),
        ("12 months expiring 31 Jan 2027", date(2026, 2, 1), date(2027, 1, 31)),
        ("rent from 1 Feb 2026 for 12 months", date(2026, 2, 1), date(2027, 1, 31)),
        ("year ended FY27", date(2026, 4, 1), date(2027, 3, 31)),
        ("w/e 15 Feb 2026", date(2026, 2, 9), date(2026, 2, 15)),
        ("w/c 9 Feb 2026", date(2026, 2, 9), date(2026, 2, 15)),
    ],
)
def test_a_term_has_its_other_end(text: str, start: date, end: date) -> None:
    """Counted on from a start, or back from an end."""
    (claim,) = said(text)

    assert (claim.role, claim.span, claim.strong, claim.ranged) == ("period", (start, end), True, False)


def test_what_stands_between_a_term_and_its_start_is_not_explained() -> None:
    """Each word has to be looked at; the term and the start are."""
    (claim,) = said("12 months 7 support from 1 Feb 2026")

    assert [claim.explains(place) for place in range(5)] == [True, False, False, True, True]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("12 months from Feb 26", "may hold a day without its year"),
        ("12 months from 31/06/2026", "names a day that does not exist"),
        ("12 months to 31/06/2026", "names a day that does not exist"),
        ("12 months from FY26/28", "names years that are not one financial year of this organisation"),
        ("1 month to 29 Mar 2026", "is an end on which no such term ends"),
        ("until 31/06/2026", "names a day that does not exist"),
        ("from 31/06/2026", "names a day that does not exist"),
        ("31/06/2026", "names a day that does not exist"),
        ("20260231", "names a day that does not exist"),
        ("Feb 26", "may hold a day without its year"),
        ("Q1 26", "may hold a day without its year"),
        ("FY26/28", "names years that are not one financial year of this organisation"),
        ("Q1 2026/28", "names years that are not one financial year of this organisation"),
        ("mid Feb 2026", "is not the whole of it"),
        ("Feb 2026 - Mar", "is followed by an end that is not complete"),
        ("36 month contract, charged from 1 Feb 2026", 'names a term, and with "charged" a date of bills'),
        ("36 month contract billed to 31 Jan 2027", 'names a term, and with "billed" a date of bills'),
        ("Invoiced from 1 Feb 2026, 24 months", 'names a term, and with "invoiced" a date of bills'),
        ("rent from 1 Feb 2026, 5 year lease", 'names a term, and with "rent" a date of bills'),
        ("every 3 months from 1 Feb 2026", "tells how often, and not for how long"),
        ("renewal, expiring 31 March 2026, 12 months", "may end there, or be the renewal of what ends there"),
        ("12 month renewal expiring 31 March 2026", "may end there, or be the renewal of what ends there"),
        ("renewal ending 31 March 2026, 12 months", "may end there, or be the renewal of what ends there"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, fault: str) -> None:
    """The claim has no days."""
    (claim,) = said(text)

    assert (claim.role, claim.fault) == ("period", fault)
    assert bool(claim.span) == (not fault)


def test_a_term_that_the_calendar_cannot_hold_is_a_fault() -> None:
    """The year 10000 is none."""
    assert said("999 years from 1 Jan 2026")[0].span
    assert [claim.fault for claim in said("999 years from 1 Jan 2026")] == [""]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("from 1 Feb 2026", "start"),
        ("until 1 Feb 2026", "end"),
        ("dated 1 Feb 2026", "point"),
        ("1 Feb 2026 onwards", "open"),
        ("4 weeks from Feb 2026", "start"),
        ("4 weeks to Feb 2026", "end"),
        ("year ending Feb 26", "end"),
        ("quarterly plan from 1 Feb 2026", "start"),
        ("billed annually from 1 Feb 2026", "start"),
    ],
)
def test_half_a_period_is_kept_as_such(text: str, role: str) -> None:
    """Weeks are not counted from a month, and what is billed by the quarter goes on."""
    (claim,) = said(text)

    assert (claim.role, claim.fault) == (role, "")
    assert claim.span


@pytest.mark.parametrize(
    ("text", "claimed"),
    [("Feb 2026", True), ("Q1 2026", True), ("FY26", True), ("period 02/2026", True), ("for: 02/2026", True),
     ("month of 02/2026", False), ("month 02/2026", True), ("term 02/2026", True), ("INV 02/2026", False),
     ("02/2026", False), ("1 Feb 2026", False), ("20260201", False), ("2026", False)],
)  # fmt: skip
def test_a_month_or_a_year_alone_is_a_weak_period(text: str, claimed: bool) -> None:  # noqa: FBT001
    """A day alone is none, and 02/2026 is as often the second invoice of 2026."""
    assert [(claim.role, claim.strong) for claim in said(text)] == ([("period", False)] if claimed else [])


def test_de_before_a_month_says_of_it() -> None:
    """A day has its start there, and so has the month of any other word."""
    assert [(claim.role, claim.strong) for claim in said("Aluguel de mar\u00e7o de 2026")] == [("period", False)]
    assert [claim.role for claim in said("del 1 de marzo de 2026")] == ["start"]
    assert [claim.role for claim in said("desde marzo 2026")] == ["start"]


def test_a_month_in_numbers_and_a_year_are_periods_where_they_are_the_whole_text() -> None:
    """In a tracking option, or in braces."""
    assert [claim.span for claim in said("02/2026", whole=True)] == [(date(2026, 2, 1), date(2026, 2, 28))]
    assert [claim.span for claim in said("2026", whole=True)] == [(date(2026, 1, 1), date(2026, 12, 31))]
    assert [claim.strong for claim in said("2026", whole=True)] == [False]
