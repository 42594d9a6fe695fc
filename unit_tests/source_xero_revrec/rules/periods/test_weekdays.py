"""A weekday beside a date is that date's."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.weekdays import wrong_weekdays
from source_xero_revrec.rules.periods.writings.lexer import tokens


def wrong(text: str) -> list[str]:
    """Return the weekdays of a text that contradict its period."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    return wrong_weekdays(sentence, claims(sentence))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mon 5 May 2026 to Fri 9 May 2026", ["Mon", "Fri"]),
        ("Mon 4 May 2026 - 9 May 2026", []),
        ("Tue 4 May 2026 - 9 May 2026", ["Tue"]),
        ("4 May 2026 - Thursday the 9 May 2026", ["Thursday"]),
        ("4 May 2026 (Tue) - 9 May 2026 (Sat)", ["Tue"]),
        ("Mon 4 - Thu 8 May 2026", ["Thu"]),
        ("Tue 4 - Fri 8 May 2026", ["Tue"]),
        ("Mon 4/5 - Fri 8/5/2026", []),
        ("Tue May 4 - Fri 9, 2026", ["Tue", "Fri"]),
        ("Di. 6.5.2026 - 9.5.2026", ["Di."]),
        ("mi\u00e9rcoles 5 de mayo de 2026 al viernes 8 de mayo de 2026", ["mi\u00e9rcoles"]),
        ("Sun Mar 2026", ["Sun"]),
        ("Sunday, Mar - May 2026", ["Sunday"]),
    ],
)
def test_a_weekday_is_that_of_the_date_beside_it(text: str, words: list[str]) -> None:
    """Of a date with its year, or of the end of the period where the date has none; a month has no weekday."""
    assert wrong(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri 1 May 2026 - 31 May 2026",
        "Mon to Wed, May 2026",
        "every Monday, 1 May 2026 - 31 May 2026",
        "Mon, 5 May 2026 - 9 May 2026",
        "Hosting May 2026, due Monday 5 May 2026",
        "Sunday roast 5 May 2026 - 9 May 2026",
        "Hosting $250/mo May 2026",
    ],
)
def test_a_weekday_may_be_none_of_a_date(text: str) -> None:
    """The days of the week on which a service takes place, a lone one with a comma, or one of another date."""
    assert wrong(text) == []


def test_letters_that_only_look_like_a_weekdays_are_none() -> None:
    """Whatever a text holds, it is read or held."""
    assert wrong("\u017fun 4 May 2026 - Fr\u0130 9 May 2026") == []
