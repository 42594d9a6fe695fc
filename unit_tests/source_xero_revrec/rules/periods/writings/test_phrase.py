"""Lists of phrases as they are written down."""

from __future__ import annotations

from source_xero_revrec.rules.periods.writings.phrase import Lexicon, first_word, heads, phrases


def test_strokes_and_lines_part_phrases() -> None:
    """Space around them is dropped, and so is what is empty."""
    assert phrases("\n  a b|c\n  d |\n") == ("a b", "c", "d")


def test_a_first_word_ends_with_its_letters() -> None:
    """At a figure, a stroke, a space or the end."""
    assert [first_word(text) for text in ("w/c", "year end", "q1", "fin", "?", "")] == ["w", "year", "q", "fin", "", ""]
    assert heads("w/c", "w/e", "year end") == {"w", "year"}


def test_a_lexicon_finds_the_longest_phrase_at_a_place() -> None:
    """Up to a place, or from it on; a star is the beginning of a word."""
    lexicon = Lexicon("terms|payment terms|*bericht")
    words = ("no", "payment", "terms", "jahresbericht")

    assert [lexicon.start(words, stop) for stop in range(5)] == [-1, -1, -1, 1, 3]
    assert [lexicon.stop(words, first) for first in range(4)] == [-1, 3, 3, 4]
    assert "terms" in lexicon
    assert "bericht" in lexicon
    assert "term" not in lexicon


def test_an_empty_lexicon_finds_nothing() -> None:
    """Neither a phrase nor a word."""
    assert Lexicon("").start(("a",), 1) == Lexicon("").stop(("a",), 0) == -1


def test_a_lexicon_tells_whether_it_holds_none_of_some_words() -> None:
    """Words that end as one of its phrases count."""
    lexicon = Lexicon("lease|*miete")

    assert lexicon.isdisjoint(["rent", "leases"])
    assert not lexicon.isdisjoint(["rent", "monatsmiete"])
