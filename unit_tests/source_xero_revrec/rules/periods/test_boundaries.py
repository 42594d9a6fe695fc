"""A last day to which words lead may be the first of what follows."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.boundaries import boundary
from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.writings.lexer import tokens


def found(text: str) -> str:
    """Return the range of a text that may end a day sooner."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    return boundary(sentence, claims(sentence))


@pytest.mark.parametrize(
    "text",
    [
        "1 May 2026 to 1 June 2026",
        "1 mei 2026 tot 1 juni 2026",
        "01.05.2026 bis 01.05.2027",
        "1. Mai 2026 bis zum 1. Juni 2026",
        "1 May to 1 June 2026",
        "1/5 until 1/6/2026",
        "du 1 mai 2026 au 1 juin 2026",
        "Start date 1 May 2026, end date 1 May 2027",
    ],
)
def test_the_same_day_of_a_later_month_may_be_the_first_that_is_not_meant(text: str) -> None:
    """In every language, and over the end of a year."""
    assert found(f"Rent {text}")


@pytest.mark.parametrize(
    "text",
    [
        "1 May 2026 - 1 June 2026",
        "from 1 May 2026 - 1 June 2026",
        "1 May 2026 to 31 May 2026",
        "1 May 2026 to 1 May 2026",
        "1 mei 2026 tot en met 1 juni 2026",
        "1 mei 2026 t/m 1 juni 2026",
        "1 May 2026 through 1 June 2026",
        "1 May 2026 to 1 June 2026 (inclusive)",
        "1 May 2026 up to but not including 1 June 2026",
        "May 2026 to June 2026",
        "May 2026 to 1 June 2026",
        "12 months from 1 May 2026",
        "1 May 2026 to 31 June 2026",
    ],
)
def test_other_days_and_what_is_included_are_meant(text: str) -> None:
    """A dash joins two days, and a term has its own end."""
    assert not found(f"Rent {text}")
