"""The plain words of a piece of a text."""

from __future__ import annotations

from source_xero_revrec.rules.periods.clauses import NO_WORDS, words_of


def test_words_are_plain_and_what_ends_a_clause_is_a_comma() -> None:
    """Without accents, with the dashes inside a word; a figure is a sign."""
    text = "Garant\u00eda (2 a\u00f1os) - set-up: d'alta"

    assert words_of(text, 0, len(text)).plain == ("garantia", ",", "#", "anos", ",", ",", "set-up", ",", "d", "alta")


def test_words_are_quoted_as_they_were_written() -> None:
    """Also where two pieces of the text are put together."""
    text = "Hosting 12 Months Warranty from May"
    words = words_of(text, 0, 7) + words_of(text, 18, 26)

    assert words.plain == ("hosting", "warranty")
    assert words.quote(text, 1, 2) == "Warranty"


def test_what_is_named_begins_with_a_word() -> None:
    """Without the commas before it."""
    assert words_of(": (warranty)", 0, 12).named().plain == ("warranty", ",")
    assert words_of(" - ", 0, 3).named() == NO_WORDS
