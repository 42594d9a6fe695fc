"""A text becomes the words that a reading has to explain."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.periods.writings.lexer import plain, tokens


def words(text: str) -> list[tuple[str, str]]:
    """Return the kinds of a text's words, and the words as they were written."""
    return [(token.kind, text[token.begin : token.stop]) for token in tokens(text, (3, 31))]


def test_a_text_has_plain_spaces_dashes_and_apostrophes() -> None:
    """So that every writing has one form."""
    assert plain(" a\u2013b \n c\u2019d_e\u2026f~\u00a0g ") == "a-b c'd e..f- g"


def test_dashes_before_several_lines_are_those_of_a_list() -> None:
    """One may be that of a range over two lines."""
    assert plain("Visits:\n- 3 March 2026\n \u2013 10 March 2026") == "Visits: ; 3 March 2026 ; 10 March 2026"
    assert plain("-> Jan 2026\r\n-> Dec 2026") == "; Jan 2026 ; Dec 2026"
    assert plain("\u2022 3 March 2026\n- 10 March 2026") == "\u2022 3 March 2026 ; 10 March 2026"
    assert plain("1 Feb 2026\n- 3 March 2026") == "1 Feb 2026 - 3 March 2026"


def test_what_says_nothing_about_a_date_is_left_out() -> None:
    """Fillers, weekdays, brackets and colons; nouns stay, since they may say what a date is."""
    assert words("Term: on the Monday (Hosting)") == [("w", "Hosting")]
    assert words("") == words(" ") == words('()"*') == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("- -- -> => > ..", "------"), (", ; |", "ccc"), ("& + /", "LLL"), ("a. b! c.d", "wswsww"), ("feb 2026?", "MZ"),
        ("jan a mar 2026", "mRM"), ("a jan", "wm"), ("jan a plan", "mww"), ("jan y mar 2026", "mLM"), ("y mar", "wm"),
        ("jan al", "mw"), ("jan to", "mR"), ("PO and feb", "VLm"), ("e mar", "wm"),
    ],
)  # fmt: skip
def test_signs_and_short_words_have_their_kinds(text: str, kinds: str) -> None:
    """A letter that is an article as well joins two dates alone."""
    assert "".join(token.kind for token in tokens(text, (3, 31))) == kinds


def test_identifiers_are_known_by_their_capitals() -> None:
    """As the text was written, also where lower case has another length."""
    assert words("AB-1234 xy-1234") == [("X", "AB-1234"), ("w", "xy"), ("-", "-"), ("X", "1234")]
    assert [token.kind for token in tokens("\u0130 AB-12", (3, 31))][-1] == "N"


@given(st.text(max_size=40))
def test_words_stand_in_their_order_and_never_overlap(text: str) -> None:
    """Whatever a text holds."""
    found = tokens(text, (3, 31))

    assert all(token.begin < token.stop for token in found)
    assert all(left.stop <= right.begin for left, right in pairwise(found))
