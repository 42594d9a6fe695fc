"""How a journal entry stands in Xero: what of it is in the books, and whether that is what is wanted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from destination_xero_journals.rules.comparison import differ_in_text_alone, differences, remaining
from destination_xero_journals.rules.journal import ARCHIVED, DRAFT
from destination_xero_journals.rules.lock_dates import date_agrees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.journal import HeldJournal, Journal, PostingLine


class Standing:
    """What Xero holds of an entry, against the journal that is wanted.

    `journals` and `corrections` are in the books; `gone` and `gone_corrections` were voided, deleted or archived. The
    table of decisions asks the questions in their order here, and each may rely on the answers before it.
    """

    def __init__(self, wanted: Journal, held: Sequence[HeldJournal], books: Books) -> None:
        """Sort what Xero holds under the entry's keys."""
        self.wanted = wanted
        self.held = held
        self.books = books
        in_books = [each for each in held if each.in_the_books]
        out = [each for each in held if not each.in_the_books]
        self.journals, self.corrections = _by_kind(in_books)
        self.gone, self.gone_corrections = _by_kind(out)

    @property
    def others(self) -> tuple[str, ...]:
        """Return the ids of all journals that Xero holds under the entry's keys."""
        return tuple(sorted(each.manual_journal_id for each in self.held))

    @property
    def there(self) -> HeldJournal:
        """Return the journal in the books; the questions after `is_absent` rely on there being one."""
        (there,) = self.journals
        return there

    @property
    def drafts(self) -> list[HeldJournal]:
        """Return what waits for approval, the journal before its corrections."""
        return [each for each in (*self.journals, *self.corrections) if each.status == DRAFT]

    @cached_property
    def differences(self) -> tuple[str, ...]:
        """Return how Xero differs from what is wanted, a sentence each."""
        found = differences(self.wanted, self.there, self.corrections)
        if found:
            # Only now, as most journals do not differ.
            corrections = [self.books.named(each) for each in self.corrections]
            found = differences(self.books.named(self.wanted), self.books.named(self.there), corrections)
        if date_agrees(self.wanted, self.there):
            return found
        return (f"the date is {self.there.date}, and {self.wanted.date} is wanted", *found)

    @cached_property
    def remaining(self) -> tuple[PostingLine, ...]:
        """Return the lines that would make up the difference."""
        return remaining(self.wanted, [self.there, *self.corrections])

    def is_twice(self) -> bool:
        """Tell whether two journals of one key are in the books."""
        keys = [each.key for each in (*self.journals, *self.corrections)]
        return len(set(keys)) < len(keys)

    def is_unread(self) -> bool:
        """Tell whether Xero shows a journal in the books without all of its lines; a draft may be out of balance."""
        shown = (*self.journals, *self.corrections)
        return any(not each.lines or not (each.balanced or each.status == DRAFT) for each in shown)

    def is_orphaned(self) -> bool:
        """Tell whether corrections stand without the journal that they correct."""
        return self.is_absent() and bool(self.corrections)

    def is_archived(self) -> bool:
        """Tell whether the journal was archived: whether it counts is for a person to say."""
        return self.is_absent() and any(each.status == ARCHIVED for each in self.gone)

    def is_voided(self) -> bool:
        """Tell whether somebody took the journal out of the books."""
        return self.is_absent() and bool(self.gone)

    def is_nothing(self) -> bool:
        """Tell whether the journal is not in the books, and no line of it has an amount."""
        return self.is_absent() and not any(line.amount for line in self.wanted.lines)

    def is_absent(self) -> bool:
        """Tell whether the journal is not in the books."""
        return not self.journals

    def is_draft(self) -> bool:
        """Tell whether what is wanted is there, and some of it waits for approval."""
        return self.is_as_wanted() and bool(self.drafts)

    def is_as_wanted(self) -> bool:
        """Tell whether Xero holds what is wanted."""
        return not self.differences

    def is_locked_text(self) -> bool:
        """Tell whether only descriptions differ, which moves no amount, and the lock dates forbid to change them."""
        until = self.books.locked_until
        return (
            until is not None
            and self.there.date <= until
            and not self.corrections
            and date_agrees(self.wanted, self.there)
            and differ_in_text_alone(self.wanted, self.there)
        )

    def is_corrected(self) -> bool:
        """Tell whether a journal that differs has corrections."""
        return bool(self.corrections)

    def is_emptied(self) -> bool:
        """Tell whether the entry came to nothing, while its journal is in the books."""
        return not self.wanted.lines

    def is_correction_gone(self) -> bool:
        """Tell whether somebody took a correction out of the books."""
        return bool(self.gone_corrections)

    def is_beyond_amounts(self) -> bool:
        """Tell whether no amount would correct what differs."""
        return not self.remaining

    def is_changed(self) -> bool:
        """Tell whether Xero holds something else than what is wanted."""
        return bool(self.differences)


def _by_kind(held: Sequence[HeldJournal]) -> tuple[list[HeldJournal], list[HeldJournal]]:
    journals = [each for each in held if not each.key.correction]
    return journals, [each for each in held if each.key.correction]
