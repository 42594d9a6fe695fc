"""Prices for a time."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.calendar_dates import Term
from source_xero_revrec.rules.periods.writings.lexer import tokens

YEAR, QUARTER, MONTH, WEEK = Term(months=12), Term(months=3), Term(months=1), Term(days=7)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("per year", YEAR), ("a year", YEAR), ("per annum", YEAR), ("per-annum", YEAR), ("/yr", YEAR), ("p.a.", YEAR),
        ("pa", YEAR), ("p. a.", YEAR), ("p.j.", YEAR), ("par an", YEAR), ("\u00e0 l'ann\u00e9e", YEAR),
        ("al a\u00f1o", YEAR),
        ("all'anno", YEAR), ("por ano", YEAR), ("per jaar", YEAR), ("pro jahr", YEAR), ("per quarter", QUARTER),
        ("each quarter", QUARTER), ("pro quartal", QUARTER), ("par trimestre", QUARTER), ("per half-year",
        Term(months=6)),
        ("per month", MONTH), ("per calendar month", MONTH), ("every month", MONTH), ("/month", MONTH), ("pcm", MONTH),
        ("p.c.m.", MONTH), ("pm", MONTH), ("p/m", MONTH), ("pro monat", MONTH), ("im monat", MONTH), ("par mois",
        MONTH),
        ("chaque mois", MONTH), ("al mes", MONTH), ("al mese", MONTH), ("por m\u00eas", MONTH), ("per maand", MONTH),
        ("each week", WEEK), ("pw", WEEK), ("per term", Term()),
    ],
)  # fmt: skip
def test_a_price_for_a_time_has_its_length(text: str, term: Term) -> None:
    """However it is shortened, in seven languages."""
    (token,) = tokens(text, (3, 31))

    assert (token.kind, token.term, token.number) == ("r", term, 0)


@pytest.mark.parametrize("text", ["billed per quarter", "charged each month", "billed p.a.", "billed in quarters"])
def test_a_price_may_be_told_with_its_bills(text: str) -> None:
    """Then it is the rhythm of the billing."""
    (token,) = tokens(text, (3, 31))

    assert (token.kind, token.number) == ("r", 1)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("per user per month", "Xr"), ("per hour", "X"), ("an hour", "X"), ("per user", "X"), ("/day", "X"),
    ("per quote", "UZ"),
     ("pa system", "ww"), ("a term of 3", "N"), ("per month of", "Uk")],
)  # fmt: skip
def test_what_is_short_or_no_price_says_nothing(text: str, kinds: str) -> None:
    """Hours and days tell no rhythm, and what is counted none either."""
    assert "".join(token.kind for token in tokens(text, (3, 31))) == kinds
