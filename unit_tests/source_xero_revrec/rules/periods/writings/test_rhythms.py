"""How often something is done or paid, in one word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.rules.periods.writings.calendar_dates import Term
from source_xero_revrec.rules.periods.writings.lexer import tokens

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.writings.token import Token


def only(text: str) -> Token:
    """Return the one word of a text."""
    (token,) = tokens(text, (3, 31))
    return token


@pytest.mark.parametrize(
    ("word", "months"),
    [
        ("mthly", 1), ("mtl", 1), ("mensuelle", 1), ("qtrly", 3), ("qtly", 3), ("bimestral", 2), ("yrly", 12),
        ("annuo", 12),
        ("j\u00e4hrl", 12), ("triennial", 36), ("termly", 0), ("monatsmiete", 1), ("quartalsrate", 3), ("maandhuur", 1),
        ("jaarabonnement", 12), ("halbjahresbeitrag", 6),
    ],
)  # fmt: skip
def test_a_rhythm_is_what_is_sold(word: str, months: int) -> None:
    """Shortened, in seven languages, and in one word with what is paid."""
    token = only(word)

    assert (token.kind, token.term, token.number) == ("A", Term(months=months), 0)
    assert token.plain


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("ann.", Term(months=12)), ("full-year", Term(months=12)), ("whole year", Term(months=12)),
        ("year-long", Term(months=12)), ("anualidad", Term(months=12)), ("mensualit\u00e9", Term(months=1)),
        ("six-monthly", Term(months=6)), ("two monthly", Term(months=2)), ("6-monthly", Term(months=6)),
        ("3-yearly", Term(months=36)), ("12m", Term(months=12)), ("12mon", Term(months=12)), ("36 m",
        Term(months=36)), ("52w", Term(days=364)),
        ("365d", Term(days=365)), ("3j", Term(months=36)), ("billed quarterly", Term(months=3)),
    ],
)  # fmt: skip
def test_a_rhythm_may_say_how_often_alone(word: str, term: Term) -> None:
    """No period is made of it and of a start; it only has to fit."""
    token = only(word)

    assert (token.kind, token.term, token.plain) == ("A", term, False)
    assert token.number == word.startswith("billed")


@pytest.mark.parametrize(
    "text",
    ["6m cable", "3m x 2m gazebo", "2h 30m", "40w", "3d model", "1.5m", "full year to", "17m", "10 m", "\u00a32m"],
)
def test_what_is_measured_is_no_length_of_time(text: str) -> None:
    """Metres, minutes and millions, and a year that ends on a date."""
    assert "A" not in "".join(token.kind for token in tokens(text, (3, 31)))
