"""A text takes the columns that its letters take, and commands no terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xero_connectors.terminal.text import columns, cut, harmless, left, printable, right


@given(st.text(st.characters(exclude_categories=())))
def test_a_printable_text_commands_no_terminal(text: str) -> None:
    """No escape, no line break, no half character."""
    assert printable(text).isprintable()


def test_lines_stay_and_what_a_terminal_would_obey_does_not() -> None:
    """A colour, a bell, and what turns the direction of writing."""
    assert harmless("plain text") == "plain text"
    assert harmless("a\033[31m\nb\a\u202ec\n") == "a [31m\nb  c\n"


def test_columns_are_filled_and_cut_by_what_letters_take() -> None:
    """Chinese letters take two places, and an accent of its own none."""
    assert [left("ab", 4), left("仕訳", 5), left("e\u0301", 2)] == ["ab  ", "仕訳 ", "e\u0301 "]
    assert [right("ab", 4), right("仕訳", 5)] == ["  ab", " 仕訳"]
    assert columns("仕訳e\u0301") == 5
    assert [cut("abcdef", 4), cut("仕訳仕訳", 5), cut("abc", 3)] == ["abc…", "仕訳…", "abc"]
