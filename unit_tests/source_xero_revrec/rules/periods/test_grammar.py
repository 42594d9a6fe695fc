"""Which words, in which order, say what."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.writings.lexer import tokens


def said(text: str) -> list[str]:
    """Return what each claim of a text says, and of which words, in their order."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    found = sorted(claims(sentence), key=lambda claim: claim.first)
    return [f"{claim.role}{'!' if claim.fault else ''} {sentence.quote(claim.first, claim.last)}" for claim in found]


@pytest.mark.parametrize(
    "text",
    [
        "1 Feb 2026 to 31 Jan 2027",
        "from 1 Feb 2026 until the end of 31 Jan 2027",
        "1 Feb 2026, ending 31 Jan 2027",
        "Start - 1 Feb 2026, End - 31 Jan 2027",
        "from 1 Feb 2026, valid until 31 Jan 2027",
        "1 Feb 2026, to 31 Jan 2027",
        "between 1 Feb 2026 and 31 Jan 2027",
        "until 31 Jan 2027 from 1 Feb 2026",
        "end: 31 Jan 2027; start: 1 Feb 2026",
        "1 - 28 Feb 2026",
        "1 Feb - 28 Feb 2026",
        "1/2 - 28/2/2026",
        "Feb 1 - 28, 2026",
        "Feb 1 - 28 2026",
        "Jan - Mar 2026",
        "from Jan to the end of Mar 2026",
        "Q1 - Q2 2026",
        "Q1, Q2 2026",
        "Q1 & Q2 2026",
        "2026-02-01/2027-01-31",
        "Jan & Feb 2026",
        "Jan, Feb, and Mar 2026",
        "Jan 2026, Feb 2026",
        "Q1 (Jan - Mar) 2026",
        "12 months to 31 Jan 2027",
        "12 months new support ending 31 Jan 2027",
        "until 31 Jan 2027 (12 months)",
        "y/e 31 Jan 2027",
        "year ending 31 Jan 2027",
        "12 months from 1 Feb 2026",
        "year from 1 Feb 2026",
        "w/c 2 Feb 2026",
        "from 1 Feb 2026, 12 months",
        "1 Feb 2026 for 12 months",
        "Feb 2026",
        "Q1 2026",
        "FY26",
    ],
)
def test_the_whole_text_is_one_period(text: str) -> None:
    """Every word of it is part of the claim."""
    assert said(text) == [f"period {text.rstrip(')')}"]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("", []),
        ("Consulting 12 months", []),
        ("2026", []),
        ("5 Feb 2026", []),
        ("31/02/2026", ["period! 31/02/2026"]),
        ("from 1 Feb 2026", ["start from 1 Feb 2026"]),
        ("starting from - Feb 2026", ["start starting from - Feb 2026"]),
        ("until 1 Feb 2026", ["end until 1 Feb 2026"]),
        ("until the end of Feb 2026", ["end until the end of Feb 2026"]),
        ("dated 1 Feb 2026", ["point dated 1 Feb 2026"]),
        ("per 1 Feb 2026", ["point per 1 Feb 2026"]),
        ("mid Feb 2026", ["period! mid Feb 2026"]),
        ("mid-Feb 2026", ["period! mid-Feb 2026"]),
        ("Feb 2026 onwards", ["open Feb 2026 onwards"]),
        ("Feb 2026 - ongoing", ["open Feb 2026 - ongoing"]),
        ("Feb 2026 to Acme", ["open Feb 2026 to"]),
        ("Feb 2026 -", ["open Feb 2026 -"]),
        ("Feb 2026 - Acme", ["period Feb 2026"]),
        ("Feb 2026 to Mar", ["period! Feb 2026 to Mar"]),
        ("1 Feb 2026 - 5", ["period! 1 Feb 2026 - 5"]),
        ("15 Jan - Mar 2026", ["period! 15 Jan - Mar 2026"]),
        ("Jan - Feb - Mar 2026", ["period! Jan - Feb - Mar 2026"]),
        ("Jan 2026 - Feb 2026 - Mar 2026", ["period! Jan 2026 - Feb 2026 - Mar 2026"]),
        ("1 - 5 Feb 2026 - 7 Feb 2026", ["period! 1 - 5 Feb 2026 - 7 Feb 2026"]),
        ("1 Feb 2026 / 28 Feb 2026", []),
        ("1 Feb 2026 and 28 Feb 2026", []),
        ("Jan 2026, Mar 2026", ["period Jan 2026", "period Mar 2026"]),
        ("12 months - 31 Jan 2027", []),
        ("dated 1 Feb 2026, 12 months", ["point dated 1 Feb 2026"]),
        ("12 months 7 support from 1 Feb 2026", ["period 12 months 7 support from 1 Feb 2026"]),
        ("12 months support. Plan from 1 Feb 2026", ["start from 1 Feb 2026"]),
        ("12 months Feb support from 1 Feb 2026", ["start from 1 Feb 2026"]),
        ("annual licence from 1 Feb 2026", ["period annual licence from 1 Feb 2026"]),
        ("monthly licence from 1 Feb 2026", ["start from 1 Feb 2026"]),
        ("week to support 1 Feb 2026", []),
        ("1 Feb 2026 to 31 Jan 2027, 1 Feb 2026", ["period 1 Feb 2026 to 31 Jan 2027"]),
        ("1 Feb 2026 to 2 Feb 2026, from 3 Feb 2026", ["period 1 Feb 2026 to 2 Feb 2026", "start from 3 Feb 2026"]),
        ("{2026}", []),
    ],
)
def test_each_word_is_part_of_one_claim_at_most(text: str, claims: list[str]) -> None:
    """The longest reading has the first choice; a day alone claims nothing."""
    assert said(text) == claims


def test_a_year_is_a_period_where_the_text_has_no_other_purpose() -> None:
    """And only as the whole of it."""
    words = tuple(tokens("2026", (3, 31)))

    assert [claim.role for claim in claims(Sentence("2026", words, whole=True))] == ["period"]
    assert claims(Sentence("2026", words)) == []
