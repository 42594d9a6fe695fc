"""How an entry stands in Xero: each question that the table of decisions asks, alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from destination_xero_journals.rules.journal import ARCHIVED, DELETED, DRAFT, POSTED, VOIDED
from destination_xero_journals.rules.standing import Standing
from unit_tests.destination_xero_journals.rules.made_decisions import FEBRUARY, LOCKED, OTHER_LINES, WANTED, correction
from unit_tests.destination_xero_journals.rules.made_entries import BOOKS, DAY, books, held, journal_line

if TYPE_CHECKING:
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.journal import HeldJournal, Journal

NOTHING = replace(WANTED, lines=())
TEXTS = tuple(structs.replace(each, description="another") for each in WANTED.lines)


def standing(*there: HeldJournal, wanted: Journal = WANTED, in_books: Books = BOOKS) -> Standing:
    """Return how the entry stands where Xero holds these."""
    return Standing(wanted, there, in_books)


def test_what_xero_holds_is_sorted_by_whether_it_counts_and_whether_it_corrects() -> None:
    """Drafts count; what is voided, deleted or archived does not."""
    main = [held(WANTED, status, status) for status in (POSTED, DRAFT, VOIDED, DELETED, ARCHIVED)]
    corrections = [correction(identity=f"c-{each.status}", status=each.status) for each in main]

    found = standing(*main, *corrections)

    assert (found.journals, found.gone) == (main[:2], main[2:])
    assert (found.corrections, found.gone_corrections) == (corrections[:2], corrections[2:])
    assert found.drafts == [main[1], corrections[1]]
    assert found.others == tuple(sorted(each.manual_journal_id for each in (*main, *corrections)))


def test_two_journals_of_one_key_are_there_twice() -> None:
    """A correction has a key of its own, and what is voided does not count."""
    assert standing(held(WANTED), held(WANTED, "mj-2")).is_twice()
    assert standing(held(WANTED), correction(), correction(identity="mj-3")).is_twice()
    assert not standing(held(WANTED), held(WANTED, "mj-2", VOIDED), correction(), correction(2)).is_twice()


def test_a_journal_without_all_of_its_lines_is_unread() -> None:
    """No lines, or a posted one out of balance; a draft may be, and what is voided does not matter."""
    unbalanced = {"balanced": False}

    assert standing(held(WANTED, lines=())).is_unread()
    assert standing(held(WANTED, status=DRAFT, lines=())).is_unread()
    assert standing(held(WANTED, **unbalanced)).is_unread()
    assert standing(held(WANTED), replace(correction(), lines=())).is_unread()
    assert not standing(held(WANTED, status=DRAFT, **unbalanced)).is_unread()
    assert not standing(held(WANTED, status=VOIDED, lines=())).is_unread()
    assert not standing(held(WANTED), correction()).is_unread()


def test_an_entry_that_xero_never_had_is_absent() -> None:
    """And nothing else."""
    found = standing()

    assert found.is_absent()
    assert not any((found.is_twice(), found.is_orphaned(), found.is_archived(), found.is_voided(), found.is_nothing()))
    assert standing(wanted=NOTHING).is_nothing()
    assert standing(wanted=replace(WANTED, lines=(journal_line("0.00"), journal_line("0.00")))).is_nothing()
    assert not standing(wanted=replace(WANTED, lines=(journal_line("0.00"), *WANTED.lines))).is_nothing()
    assert not standing(held(WANTED), wanted=NOTHING).is_nothing()


@pytest.mark.parametrize("status", [VOIDED, DELETED, ARCHIVED])
def test_what_was_taken_out_of_the_books_is_voided(status: str) -> None:
    """Not where a journal of the same key stands again."""
    gone = held(WANTED, status=status)

    assert standing(gone).is_voided()
    assert standing(gone).is_absent()
    assert standing(gone, held(WANTED, "mj-0", VOIDED)).is_archived() is (status == ARCHIVED)
    again = standing(gone, held(WANTED, "mj-2"))
    assert not any((again.is_voided(), again.is_archived(), again.is_absent()))


def test_corrections_without_their_journal_are_orphaned() -> None:
    """Voided corrections and those of a journal that stands are not."""
    assert standing(held(WANTED, status=VOIDED), correction()).is_orphaned()
    assert standing(correction()).is_orphaned()
    assert not standing(correction(status=VOIDED)).is_orphaned()
    assert not standing(correction(status=VOIDED)).is_voided()
    assert not standing(held(WANTED), correction()).is_orphaned()


def test_what_is_as_wanted_may_wait_for_approval() -> None:
    """The journal or a correction of it."""
    assert standing(held(WANTED)).is_as_wanted()
    assert not standing(held(WANTED)).is_draft()
    assert standing(held(WANTED, status=DRAFT)).is_draft()
    assert standing(held(WANTED, lines=OTHER_LINES), correction(status=DRAFT)).is_draft()
    assert not standing(held(WANTED, status=DRAFT, lines=OTHER_LINES)).is_draft()


def test_a_date_is_a_difference_and_comes_first() -> None:
    """Before the lines."""
    found = standing(held(WANTED, date=FEBRUARY, lines=OTHER_LINES))

    assert found.differences[0] == "the date is 2026-02-01, and 2026-01-31 is wanted"
    assert len(found.differences) == 3
    assert found.is_changed()
    assert not found.is_as_wanted()
    assert not standing(held(WANTED)).is_changed()


@pytest.mark.parametrize(
    ("there", "in_books", "excused"),
    [
        (held(WANTED, lines=TEXTS), LOCKED, True),
        (held(WANTED, lines=TEXTS), books(period_lock_date=date(2026, 2, 28)), True),
        (held(WANTED, lines=TEXTS), books(period_lock_date=date(2026, 1, 30)), False),
        (held(WANTED, lines=TEXTS), BOOKS, False),
        (held(WANTED, lines=OTHER_LINES), LOCKED, False),
        (held(WANTED, lines=TEXTS, date=date(2026, 1, 30)), LOCKED, False),
    ],
    ids=["on the lock date", "before it", "after it", "nothing locked", "amounts", "another date"],
)
def test_texts_alone_in_a_locked_period_are_excused(there: HeldJournal, in_books: Books, excused: bool) -> None:  # noqa: FBT001
    """Nobody may change them, and they move no amount."""
    assert standing(there, in_books=in_books).is_locked_text() is excused


def test_texts_are_not_excused_beside_corrections() -> None:
    """Whose sums leave texts out anyway."""
    assert not standing(held(WANTED, lines=TEXTS), correction(), in_books=LOCKED).is_locked_text()


def test_what_would_correct_a_journal_counts_its_corrections() -> None:
    """Where no amount would, it is beyond amounts."""
    changed = held(WANTED, lines=OTHER_LINES)

    assert [str(line.amount) for line in standing(changed, correction(amount="4.00")).remaining] == ["6.00", "-6.00"]
    assert standing(held(WANTED, date=DAY, lines=TEXTS)).is_beyond_amounts()
    assert not standing(changed).is_beyond_amounts()


def test_what_else_the_table_asks_of_a_journal_that_differs() -> None:
    """Whether it has corrections, whether one was taken out, and whether anything is wanted at all."""
    assert standing(held(WANTED), correction()).is_corrected()
    assert not standing(held(WANTED), correction(status=VOIDED)).is_corrected()
    assert standing(held(WANTED), correction(status=VOIDED)).is_correction_gone()
    assert not standing(held(WANTED), correction()).is_correction_gone()
    assert standing(held(WANTED), wanted=NOTHING).is_emptied()
    assert not standing(held(WANTED), wanted=replace(WANTED, lines=(journal_line("0.00"),))).is_emptied()
