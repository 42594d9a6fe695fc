"""Lengths of time, with a number and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.rules.periods.writings.calendar_dates import Term
from source_xero_revrec.rules.periods.writings.lengths import is_rhythm, months_written, times
from source_xero_revrec.rules.periods.writings.lexer import tokens

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.writings.token import Token

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "eighteen": 18, "twenty-four": 24, "thirty-six": 36,
}  # fmt: skip


def only(text: str) -> Token:
    """Return the one word of a text."""
    (token,) = tokens(text, (3, 31))
    return token


@pytest.mark.parametrize(
    ("texts", "term"),
    [
        (("12 months", "12-month", "12mths", "12 mos", "12 calendar months", "twelve (12) months", "12 (twelve) months",
          "12 mnths", "12mnd", "12 mens.", "12 monate", "12 mois", "12 meses", "12 mesi", "12 maanden"),
          Term(months=12)),
        (("2 years", "2yrs", "two-year", "2jr", "2 jahre", "2 ans", "2 años", "2 anni", "2 jaar", "2 anos"),
        Term(months=24)),
        (("2 quarters",), Term(months=6)),
        (("4 weeks", "4wks", "four weeks", "4 wochen", "4 semanas"), Term(days=28)),
        (("2 fortnights",), Term(days=28)),
        (("30 days", "30-day", "30 tage", "30 jours", "30 giorni"), Term(days=30)),
    ],
)  # fmt: skip
def test_a_term_is_read_in_every_way_of_writing_it(texts: tuple[str, ...], term: Term) -> None:
    """Months where they can be counted, days where they cannot."""
    for text in texts:
        token = only(text)
        assert (token.kind, token.term, token.stop) == ("T", term, len(text)), text


@pytest.mark.parametrize(("word", "count"), NUMBERS.items())
def test_numbers_are_also_written_in_words(word: str, count: int) -> None:
    """As far as people write them out."""
    assert only(f"{word} months").term == Term(months=count)
    assert months_written(word) == count


@pytest.mark.parametrize(
    ("words", "months"),
    [("12", 12), (" Twelve ", 12), ("2 years", 24), ("999", 999), ("0", None), ("1000", None), ("soon", None),
     ("4 weeks", None), ("0 months", None), ("\u0663", None)],
)  # fmt: skip
def test_a_users_pattern_gives_months_in_figures_or_words(words: str, months: int | None) -> None:
    """A term in weeks is no number of months."""
    assert months_written(words) == months


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("annual", Term(months=12)), ("yearly", Term(months=12)), ("jährlich", Term(months=12)),
        ("annuel", Term(months=12)), ("anual", Term(months=12)), ("annuale", Term(months=12)),
        ("monthly", Term(months=1)), ("monatlich", Term(months=1)), ("mensuel", Term(months=1)),
        ("mensual", Term(months=1)), ("mensile", Term(months=1)), ("maandelijks", Term(months=1)),
        ("quarterly", Term(months=3)), ("biannual", Term()), ("bi-annual", Term()), ("biennial", Term(months=24)),
        ("semi-annual", Term(months=6)), ("half-yearly", Term(months=6)), ("bi-monthly", Term()), ("bimonthly", Term()),
        ("weekly", Term(days=7)), ("fortnightly", Term(days=14)), ("daily", Term(days=1)),
        ("bi-weekly", Term(days=14)), ("biweekly", Term(days=14)),
    ],
)  # fmt: skip
def test_a_rhythm_has_a_length(word: str, term: Term) -> None:
    """Some may be either of two, and have none."""
    token = only(word)

    assert (token.kind, token.term, token.plain, token.number) == ("A", term, True, 0)


def test_a_rhythm_may_be_that_of_the_billing() -> None:
    """Annual says what is sold, annually how often."""
    assert (only("annually").term, only("annually").plain, only("annually").number) == (Term(months=12), False, 0)
    for word in ("billed", "invoiced", "charged", "paid", "payable"):
        token = only(f"{word} monthly")
        assert (token.plain, token.number, token.term) == (False, 1, Term(months=1))


@pytest.mark.parametrize(
    ("text", "kind", "term"),
    [
        ("week", "k", Term(days=7)), ("wk", "k", Term(days=7)), ("fortnight", "k", Term(days=14)),
        ("month", "k", Term(months=1)), ("mth", "k", Term(months=1)), ("quarter", "k", Term(months=3)),
        ("qtr", "k", Term(months=3)), ("half year", "k", Term(months=6)), ("half-year", "k", Term(months=6)),
        ("year", "k", Term(months=12)), ("yr", "k", Term(months=12)), ("trimestre", "k", Term(months=3)),
        ("semestre", "k", Term(months=6)), ("jahr", "k", Term(months=12)), ("w/e", "g", Term(days=7)), ("we", "g",
        Term(days=7)),
        ("m/e", "g", Term(months=1)), ("q/e", "g", Term(months=3)), ("qe", "g", Term(months=3)),
        ("y/e", "g", Term(months=12)), ("ye:", "g", Term(months=12)), ("year end", "g", Term(months=12)),
        ("year-end", "g", Term(months=12)), ("month end", "g", Term(months=1)), ("quarter end", "g", Term(months=3)),
        ("week end", "g", Term(days=7)), ("w/c", "h", Term(days=7)),
    ],
)  # fmt: skip
def test_a_unit_has_a_length_without_a_number(text: str, kind: str, term: Term) -> None:
    """It ends or begins with the date that follows."""
    token = only(text)

    assert (token.kind, token.term) == (kind, term)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a year from", "TS"), ("a month to", "TR"), ("a year", "r"), ("an orchard", "ww"), ("wc 2", "hN"),
        ("wc cleaning", "ww"), ("months", "w"), ("12 monthsx", "Nw"), ("yearbook", "w"), ("week-long", "w-w"),
    ],
)  # fmt: skip
def test_an_article_may_be_a_number(text: str, kinds: str) -> None:
    """A year from a day is a term, a price for a year is none."""
    assert "".join(token.kind for token in tokens(text, (3, 31))) == kinds


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("drei Monate", Term(months=3)), ("zw\u00f6lf monate", Term(months=12)), ("deux semaines", Term(days=14)),
        ("tres meses", Term(months=3)), ("due settimane", Term(days=14)), ("twee weken", Term(days=14)),
        ("duas semanas", Term(days=14)), ("annuelle", Term(months=12)), ("trimestral", Term(months=3)),
        ("mensuelle", Term(months=1)), ("\u00e5rlig", Term(months=12)),
    ],
)  # fmt: skip
def test_lengths_of_other_languages_are_read(text: str, term: Term) -> None:
    """Number words and rhythms: what is not read would not be held against the period."""
    assert only(text.lower()).term == term


def test_a_quarter_of_something_is_no_price_a_quarter() -> None:
    """It is a share; and one of two numbers stays a number of its own."""
    assert [token.kind for token in tokens("a quarter of the fee", (3, 31))] == ["Z", "w"]
    assert [token.kind for token in tokens("quarter share", (3, 31))] == ["Z"]
    assert [token.kind for token in tokens("two of four", (3, 31))] == ["N", "w"]


def test_a_term_is_taken_several_times() -> None:
    """Months and days alike."""
    assert (times(Term(months=3), 2), times(Term(days=7), 3)) == (Term(months=6), Term(days=21))


def test_a_number_in_words_may_be_one_of_two() -> None:
    """Six plus six months are not six; a number that is told twice has to be the same."""
    assert "".join(token.kind for token in tokens("six plus six months", (3, 31))) == "NwT"
    assert "".join(token.kind for token in tokens("one or two months", (3, 31))) == "NZT"
    assert "T" not in "".join(token.kind for token in tokens("12 (24) months", (3, 31)))[:1]


@pytest.mark.parametrize(
    "text", ["every 3 months", "Every three months", "alle 3 Monate", "tous les 3 mois", "cada 3 meses", "ogni 3 mesi"]
)
def test_every_so_many_months_is_a_rhythm_and_no_term(text: str) -> None:
    """It says how often, as quarterly does."""
    token = only(text.lower())

    assert (token.kind, token.term, token.plain) == ("A", Term(months=3), False)
    assert is_rhythm(text)
    assert not is_rhythm("quarterly")
