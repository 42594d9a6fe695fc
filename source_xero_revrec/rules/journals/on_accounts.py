"""What manual journals put on accounts: ours by the key they bear, everyone else's by their date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from revrec_journals.keyed import DRAFT, POSTED, account_of, cents, keyed_journal, net, standing_lines
from xero_api.unreadable import read_manual_journal

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from datetime import date

    from revrec_journals.key import JournalKey
    from revrec_journals.keyed import KeyedJournal, KeyedLine


class OtherLine(NamedTuple):
    """What a posted journal of somebody else's puts on an account: cents of the base currency, credits positive."""

    account: str
    date: date
    amount: int
    manual_journal_id: str
    narration: str


class JournalsOnAccounts:
    """Collects manual journals page by page; of everyone else's it keeps the lines on some accounts alone."""

    def __init__(self, is_ours: Callable[[JournalKey], bool], accounts: Container[str]) -> None:
        """Take the journals whose key `is_ours`, and others' lines on these accounts (codes, or ids without one)."""
        self._is_ours = is_ours
        self._accounts = accounts
        self._keyed: dict[str, KeyedJournal] = {}
        self._others: dict[str, list[OtherLine]] = {}

    def add(self, record: dict[str, Any]) -> None:
        """Take a manual journal of Xero's JSON; one that comes again counts as it was last. Raises WalkIncomplete."""
        identity = record["ManualJournalID"]
        self._keyed.pop(identity, None)
        self._others.pop(identity, None)
        keyed = keyed_journal(record)
        if keyed is not None and self._is_ours(keyed.key):
            self._keyed[identity] = keyed
        elif record.get("Status") == POSTED:
            lines = list(self._lines(record))
            if lines:
                self._others[identity] = lines

    def ours(self) -> Iterator[KeyedLine]:
        """Yield the lines of our journals that stand, posted or draft, differences included."""
        return standing_lines(self._keyed.values())

    def drafts(self) -> frozenset[str]:
        """Return the ids of our entries that wait for approval."""
        return frozenset(each.key.journal_entry_id for each in self._keyed.values() if each.journal.status == DRAFT)

    def gone(self) -> frozenset[str]:
        """Return the ids of our entries of which Xero has voided or deleted journals alone."""
        standing = {each.key.journal_entry_id for each in self._keyed.values() if each.stands}
        return frozenset(each.key.journal_entry_id for each in self._keyed.values()) - standing

    def others(self) -> Iterator[OtherLine]:
        """Yield the lines of everyone else's posted journals on the accounts, by account and date."""
        return iter(sorted(line for lines in self._others.values() for line in lines))

    def _lines(self, record: dict[str, Any]) -> Iterator[OtherLine]:
        journal = read_manual_journal(record)
        for line in journal.lines:
            account = account_of(line)
            if account in self._accounts:
                amount = -cents(net(journal, line))
                yield OtherLine(account, journal.date, amount, journal.manual_journal_id, journal.narration)
