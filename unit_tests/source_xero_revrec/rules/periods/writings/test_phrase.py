"""Lists of phrases as they are written down."""

from __future__ import annotations

from source_xero_revrec.rules.periods.writings.phrase import first_word, heads, phrases


def test_strokes_and_lines_part_phrases() -> None:
    """Space around them is dropped, and so is what is empty."""
    assert phrases("\n  a b|c\n  d |\n") == ("a b", "c", "d")


def test_a_first_word_ends_with_its_letters() -> None:
    """At a figure, a stroke, a space or the end."""
    assert [first_word(text) for text in ("w/c", "year end", "q1", "fin", "?", "")] == ["w", "year", "q", "fin", "", ""]
    assert heads("w/c", "w/e", "year end") == {"w", "year"}
