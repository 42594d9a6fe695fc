"""Xero's manual journals that bear the key of a journal entry, and what their lines put on accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from revrec_journals.key import JournalKey
from xero_api.errors import WalkIncomplete
from xero_api.money import ZERO
from xero_api.unreadable import read_manual_journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from xero_api.models import JournalLine, ManualJournal, Tracking

DRAFT, POSTED = "DRAFT", "POSTED"
_CENTS = 100


class KeyedLine(NamedTuple):
    """What a line of a keyed journal puts on an account: cents of the base currency, credits positive, without tax.

    `date` is the journal's, `account` a code, or the id of an account that has none, `tracking` as Xero sent it.
    """

    key: JournalKey
    manual_journal_id: str
    date: date
    account: str
    tracking: tuple[Tracking, ...]
    amount: int
    is_draft: bool


@dataclass(frozen=True, slots=True)
class KeyedJournal:
    """A manual journal and the key in its narration."""

    key: JournalKey
    journal: ManualJournal

    @property
    def stands(self) -> bool:
        """Tell whether it counts for its entry: posted, or a draft that waits for approval."""
        return stands(self.journal.status)

    def lines(self) -> Iterator[KeyedLine]:
        """Yield what it puts on accounts, line by line, whatever its status; raises WalkIncomplete."""
        for line in self.journal.lines:
            yield KeyedLine(
                self.key,
                self.journal.manual_journal_id,
                self.journal.date,
                account_of(line),
                line.tracking,
                -cents(net(self.journal, line)),
                self.journal.status == DRAFT,
            )


def stands(status: str) -> bool:
    """Tell whether a manual journal of this status counts for its entry: posted, or a draft that waits for approval."""
    return status in (DRAFT, POSTED)


def net(journal: ManualJournal, line: JournalLine) -> Decimal:
    """Return what a line puts on its account: debit positive, base currency.

    A person may have given it tax, which goes to another account.
    """
    return line.line_amount - (line.tax_amount if journal.line_amount_types == "Inclusive" else ZERO)


def cents(amount: Decimal) -> int:
    """Return an amount of Xero's ledger in cents; raises WalkIncomplete where it has parts of a cent."""
    whole = amount * _CENTS
    if whole != int(whole):
        raise WalkIncomplete(f"Xero sent {amount} where its ledger has whole cents. Nothing is rounded; report this.")
    return int(whole)


def account_of(line: JournalLine) -> str:
    """Return the code of a line's account, or the id of one that has none."""
    return line.account_code or line.account_id


def keyed_journal(record: dict[str, Any], *, plain: bool = False) -> KeyedJournal | None:
    """Return a manual journal of Xero's JSON that bears a key; None for every other one. Raises WalkIncomplete.

    `plain` tells that it is from an answer of plain texts and amounts.
    """
    key = JournalKey.found_in(narration_of(record))
    return None if key is None else KeyedJournal(key, read_manual_journal(record, plain=plain))


def narration_of(record: dict[str, Any]) -> str:
    """Return a manual journal's narration, where its key is; raises WalkIncomplete where Xero leaves it out."""
    if "Narration" not in record:
        raise WalkIncomplete(
            f"Xero sent manual journal {record.get('ManualJournalID')} without a narration, so that nobody can tell "
            f"whose it is. Try again later, and report it if it goes on."
        )
    return record["Narration"] or ""


def keyed_journals(records: Iterable[dict[str, Any]]) -> list[KeyedJournal]:
    """Return the journals that bear a key, each as it was met last, whatever their status. Raises WalkIncomplete.

    An edit behind a walk hands a journal out again; one that lost its key is no journal entry's any more.
    """
    found: dict[str, KeyedJournal] = {}
    for record in records:
        found.pop(record["ManualJournalID"], None)
        keyed = keyed_journal(record)
        if keyed is not None:
            found[keyed.journal.manual_journal_id] = keyed
    return list(found.values())


def standing_lines(journals: Iterable[KeyedJournal]) -> Iterator[KeyedLine]:
    """Yield the lines of the journals that count for their entries, differences and doubles included.

    Raises WalkIncomplete.
    """
    for journal in journals:
        if journal.stands:
            yield from journal.lines()
