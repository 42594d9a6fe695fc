"""A RevRec journal entry is found again in Xero by the last mark of a narration."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrec_journals.key import LONGEST_ID, JournalKey, UnusableId, essence, proof_in

ONE = JournalKey("JE-1")
PROOF = "0123456789abcdef"
KEYS = st.builds(
    JournalKey,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.integers(min_value=0, max_value=9999),
)
WORDS = st.text(st.characters(exclude_characters="[]", exclude_categories=["Cs"]), max_size=20)


@given(KEYS, WORDS, WORDS)
def test_a_key_is_found_wherever_its_mark_stands(key: JournalKey, before: str, after: str) -> None:
    """A person may write something before it, and after it."""
    assert JournalKey.found_in(f"Revenue {before}{key.mark()}{after}") == key


@given(KEYS, KEYS)
def test_the_last_mark_counts(first: JournalKey, last: JournalKey) -> None:
    """The text before ours may quote another journal's."""
    assert JournalKey.found_in(f"As {first.mark()} {last.mark()} - reviewed") == last
    assert JournalKey.found_in(f"As {first.taken_back_mark(PROOF)} {last.mark()}") == last


@given(KEYS)
def test_a_journal_that_is_taken_back_bears_no_key(key: JournalKey) -> None:
    """Xero holds it until it is voided, and the entry is posted anew beside it."""
    narration = f"Revenue {key.taken_back_mark(PROOF)}"

    assert JournalKey.found_in(narration) is None
    assert JournalKey.taken_back_in(narration) == key
    assert JournalKey.taken_back_in(f"Revenue {key.mark()}") is None


@pytest.mark.parametrize("code", range(128))
def test_a_mark_shows_an_id_as_it_is_where_that_is_safe(code: int) -> None:
    """Journals that stand in Xero must be found by the same text: only what would break there is coded."""
    letter = chr(code)
    kept = "!" <= letter <= "~" and letter not in "[]%"

    assert JournalKey(letter).mark() == f"[RevRec {letter if kept else f'%{code:02X}'}]"


def test_what_proves_that_a_journal_was_taken_back_is_read_from_its_last_mark() -> None:
    """Marks of older versions prove nothing, and neither does what a person wrote."""
    assert proof_in(f"Revenue {ONE.taken_back_mark(PROOF)}") == PROOF
    for narration in ("", "Redone by hand, was [RevRec JE-1 taken back]", f"{ONE.taken_back_mark(PROOF)} {ONE.mark()}"):
        assert proof_in(narration) == ""
    assert JournalKey.taken_back_in("Redone by hand, was [RevRec JE-1 taken back]") == ONE


def test_the_text_of_a_journal_cannot_take_it_back() -> None:
    """A description that quotes such a mark stands before the journal's own, which counts."""
    narration = f"Again for {JournalKey('JE-0').taken_back_mark(PROOF)} {ONE.mark()}"

    assert JournalKey.found_in(narration) == ONE
    assert JournalKey.taken_back_in(narration) is None


def test_a_journal_that_quotes_another_is_taken_back_all_the_same() -> None:
    """It does not become the other journal while it is voided."""
    narration = f"As {JournalKey('JE-0').mark()} {ONE.taken_back_mark(PROOF)}"

    assert JournalKey.found_in(narration) is None
    assert JournalKey.taken_back_in(narration) == ONE


def test_a_reversal_by_hand_is_no_journal_of_ours() -> None:
    """What a person booked is neither found nor voided, whatever it mirrors."""
    for mark in (ONE.mark(), ONE.taken_back_mark(PROOF)):
        assert JournalKey.found_in(f"Reversal: Revenue {mark}") is None
        assert JournalKey.taken_back_in(f"Reversal: Revenue {mark}") is None


@pytest.mark.parametrize(
    "narration",
    ["", "Revenue", "[RevRec ]", "[RevRec JE 1]", "[RevRec JE-1 correction 0]", "[RevRec JE-1 taken]", "RevRec JE-1"],
)
def test_what_only_looks_like_a_mark_is_none(narration: str) -> None:
    """A mark is what `mark` returns."""
    assert JournalKey.found_in(narration) is None
    assert JournalKey.taken_back_in(narration) is None


def test_the_marks_are_readable() -> None:
    """People meet them in Xero."""
    assert ONE.mark() == "[RevRec JE-1]"
    assert JournalKey("JE 1", 2).mark() == "[RevRec JE%201 correction 2]"
    assert JournalKey("JE-1", 2).taken_back_mark(PROOF) == "[RevRec JE-1 correction 2 taken back 0123456789abcdef]"


@pytest.mark.parametrize(
    ("journal_entry_id", "why"),
    [
        ("", "is empty"),
        ("x" * 201, "has 201 characters, 200 at most"),
        ("JE-\ud800", "holds half a character"),
    ],
)
def test_an_id_that_no_narration_carries_is_unusable(journal_entry_id: str, why: str) -> None:
    """Empty, too long, or half a character."""
    with pytest.raises(UnusableId, match=f"^{why}$"):
        JournalKey(journal_entry_id).mark()
    assert JournalKey("x" * LONGEST_ID).mark() == f"[RevRec {'x' * LONGEST_ID}]"


SPELLINGS = [
    ("700200", "700200.0"),
    ("700200", "700200.00"),
    ("00700300", "700300"),
    ("JE-0001", "je-1"),
    (" JE-1 ", "JE-1"),
    ("0", "000.0"),
    ("STRASSE-1", "straße-01"),
    ("700200", "7.002E5"),
    ("700200", "7.002e+05"),
    ("700200", "700,200"),
    ("700200", "'700200"),
    ("JE 1", "JE\N{NO-BREAK SPACE}1"),
    ("JE 1", "JE  1"),
    ("JE-1", "JE\N{ZERO WIDTH SPACE}-1"),
    ("JE-1", "JE\N{EN DASH}1"),
    ("JE-1", "\N{FULLWIDTH LATIN CAPITAL LETTER J}E-1"),
]
_GUID = "0f8fad5b-d9cb-469f-a165-70867728950e"
SPELLINGS += [(_GUID, each) for each in (f"{{{_GUID}}}", f"({_GUID.upper()})", _GUID.replace("-", ""))]
NO_SPELLINGS = [
    ("700200", "700300"),
    ("2000", "2"),
    ("1.05", "1.5"),
    ("JE-1", "JE-10"),
    ("JE 1", "JE-1"),
    ("", "0"),
    ("7E5X", "700000X"),
    (_GUID, _GUID.replace("e", "f")),
    ("{A} {B}", "A} {B"),
    ("JE(1)", "JE1"),
    ("12345678-1", "123456781"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_what_loading_changes_of_an_id_is_not_its_essence(one: str, other: str) -> None:
    """Spreadsheets take zeros away and write exponents, warehouses add `.0`, pages and mails bring other spaces."""
    assert essence(one) == essence(other)


@pytest.mark.parametrize(("one", "other"), NO_SPELLINGS)
def test_what_an_id_says_is_its_essence(one: str, other: str) -> None:
    """Zeros elsewhere, and whatever stands inside."""
    assert essence(one) != essence(other)


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=9), st.integers(min_value=1, max_value=3))
def test_a_number_has_one_essence_however_it_is_written(number: int, before: int, after: int) -> None:
    """With any zeros before it and after its point."""
    assert essence(f"{'0' * before}{number}.{'0' * after}") == essence(str(number)) == str(number)


@given(st.text())
def test_case_and_space_are_never_of_the_essence(text: str) -> None:
    """Whatever else an id holds."""
    assert essence(f"\t{text.casefold()} ") == essence(text)


def test_an_exponent_is_read_as_far_as_an_id_goes() -> None:
    """Beyond it, an id of a thousand figures would be made of three letters."""
    assert essence("1e200") == "1e200"
    assert essence("1e199") == f"1{'0' * 199}"
