"""A journal that was taken back is known by its mark, and is the very one only if nothing about it differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from destination_xero_journals.rules.journal import DRAFT, POSTED, HeldJournal
from destination_xero_journals.rules.retirement import is_ours_to_void, retired
from revrec_journals.key import JournalKey
from unit_tests.destination_xero_journals.rules.made_entries import REVENUE, journal_line, tag

LINES = (journal_line("100.10", REVENUE, "Zürich", tag()), journal_line("-100.10"))
WRONG = HeldJournal("mj-1", JournalKey("JE-1"), POSTED, date(2026, 1, 31), "Revenue [RevRec JE-1]", LINES)


def marked(wrong: HeldJournal = WRONG) -> HeldJournal:
    """Return a journal with the mark of what is taken back."""
    found = retired(wrong)
    assert found is not None
    return found


def test_the_very_journal_is_ours_to_void() -> None:
    """Its key is in the mark, and nothing else of it changed."""
    found = marked()

    assert is_ours_to_void(found)
    assert JournalKey.taken_back_in(found.narration) == WRONG.key
    assert replace(found, narration=WRONG.narration) == WRONG


def test_what_an_earlier_release_took_back_is_still_known() -> None:
    """The proof is in Xero for ever: it may not be reckoned in another way."""
    assert marked().narration == "Revenue [RevRec JE-1 taken back 086a59878703c1cbd3b96236af12128e]"


def test_lines_count_whatever_their_order_and_the_digits_of_their_amounts() -> None:
    """White space too is Xero's to change."""
    first, second = marked().lines
    moved = (second, structs.replace(first, amount=Decimal("100.100"), description=" Zürich "))

    assert is_ours_to_void(replace(marked(), lines=moved))


@pytest.mark.parametrize(
    "changed",
    [
        {"manual_journal_id": "mj-2"},
        {"date": date(2026, 2, 1)},
        {"status": DRAFT},
        {"show_on_cash_basis": False},
        {"lines": LINES[:1]},
        {"lines": (structs.replace(LINES[0], amount=Decimal("100.11")), LINES[1])},
        {"lines": (structs.replace(LINES[0], description="By hand"), LINES[1])},
        {"lines": (structs.replace(LINES[0], tags=()), LINES[1])},
        {"lines": (structs.replace(LINES[0], account_id="other"), LINES[1])},
        {"lines": (structs.replace(LINES[0], tax_type="OUTPUT2"), LINES[1])},
        {"narration": f"Redone by hand, was {marked().narration}"},
        {"narration": "Revenue [RevRec JE-1 taken back]"},
        {"narration": "Revenue [RevRec JE-1 taken back 0123456789abcdef]"},
        {"narration": "Revenue"},
    ],
)
def test_a_copy_and_what_a_person_touched_are_not(changed: dict[str, Any]) -> None:
    """Another id, another content, another text, or a mark that proves nothing."""
    assert not is_ours_to_void(replace(marked(), **changed))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.integers(0, 9))
def test_any_text_around_the_mark_is_part_of_it(text: str, correction: int) -> None:
    """Also one that quotes a mark."""
    key = JournalKey("JE-1", correction)
    for before in (text, f"{text} {key.mark()}"):
        found = marked(replace(WRONG, key=key, narration=f"{before} {key.mark()}"))
        assert is_ours_to_void(found)
        assert not is_ours_to_void(replace(found, narration=f"x{found.narration}"))


@pytest.mark.parametrize(
    "unmarked", [{"narration": "By hand"}, {"key": JournalKey("x" * 201)}, {"key": JournalKey("")}]
)
def test_without_its_mark_there_is_nothing_to_retire(unmarked: dict[str, Any]) -> None:
    """Nor is an id that no mark can bear ever ours to void."""
    assert retired(replace(WRONG, **unmarked)) is None
    assert not is_ours_to_void(replace(marked(), **unmarked))
