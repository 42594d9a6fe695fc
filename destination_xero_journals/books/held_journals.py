"""Xero's manual journals that bear a key of ours, read completely and kept in a temporary file."""

from __future__ import annotations

import pickle
import sqlite3
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from destination_xero_journals.rules.journal import HeldJournal, PostingLine, Tag
from revrec_journals.key import JournalKey, essence
from xero_api import scopes
from xero_api.endpoints import MANUAL_JOURNALS
from xero_api.models import read_manual_journal
from xero_api.paging import Walk
from xero_api.progress import Progress

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from xero_connectors.organisations import Organisation

# The scope to write covers reading, and an app that may write need not have both.
ENDPOINT = replace(MANUAL_JOURNALS, scope=scopes.WRITE_MANUAL_JOURNALS)


class HeldJournals:
    """What one organisation's books hold of RevRec's journals, as it was read last."""

    def __init__(self, organisation: Organisation) -> None:
        """Know nothing yet."""
        self._organisation = organisation
        self._file = sqlite3.connect("")
        self._file.execute("CREATE TABLE held (id TEXT PRIMARY KEY, entry TEXT, essence TEXT, journal BLOB)")
        self._file.execute("CREATE INDEX held_entry ON held (entry)")
        self._file.execute("CREATE INDEX held_essence ON held (essence)")
        self._since: datetime | None = None
        self.taken_back: dict[str, HeldJournal] = {}
        """Journals that were found wrong after posting and are still in the books, by id."""
        self._given_up: defaultdict[str, set[str]] = defaultdict(set)

    def read(self) -> None:
        """Read every manual journal of the organisation, from the second time on those changed since.

        All of them: a journal can have been moved to any date, by a lock date, by RevRec or by hand. Raises what the
        walk raises.
        """
        progress = Progress(modified_since=self._since)
        for page in Walk(self._organisation.client, ENDPOINT).pages(progress):
            for record in page.records:
                self._take(record)
            progress = page.progress
        self._since = progress.modified_since

    def _take(self, record: dict[str, Any]) -> None:
        identity = record["ManualJournalID"]
        held = held_journal(record)
        if held is not None:
            self.keep(held)
        else:
            # Somebody may have taken the key out of a narration.
            self._file.execute("DELETE FROM held WHERE id = ?", (identity,))
        self.taken_back.pop(identity, None)
        key = JournalKey.taken_back_in(record.get("Narration") or "")
        if key is not None:
            self._given_up[key.journal_entry_id].add(identity)
            wrong = as_held(record, key)
            if wrong.in_the_books:
                self.taken_back[identity] = wrong

    def keep(self, held: HeldJournal) -> None:
        """Remember a journal as an answer of Xero showed it."""
        entry = held.key.journal_entry_id
        self._file.execute(
            "INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?)",
            (held.manual_journal_id, entry, essence(entry), pickle.dumps(held)),
        )

    def of(self, journal_entry_id: str) -> list[HeldJournal]:
        """Return every journal of an entry, corrections and voided ones included."""
        found = self._file.execute("SELECT journal FROM held WHERE entry = ? ORDER BY id", (journal_entry_id,))
        return [pickle.loads(journal) for (journal,) in found]  # noqa: S301 - our own, from our own file

    def spelled_otherwise(self, journal_entry_id: str) -> list[HeldJournal]:
        """Return every journal of entries whose id differs from this one by what loading changes of an id alone."""
        found = self._file.execute(
            "SELECT journal FROM held WHERE essence = ? AND entry <> ? ORDER BY id",
            (essence(journal_entry_id), journal_entry_id),
        )
        return [pickle.loads(journal) for (journal,) in found]  # noqa: S301 - our own, from our own file

    def given_up(self, journal_entry_id: str) -> frozenset[str]:
        """Return the ids of the journals of an entry that were ever taken back: posting it anew is another call."""
        return frozenset(self._given_up.get(journal_entry_id, ()))

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


def held_journal(record: dict[str, Any]) -> HeldJournal | None:
    """Return a manual journal of Xero's JSON that bears a key; None for every other one. Raises WalkIncomplete."""
    key = JournalKey.found_in(record.get("Narration") or "")
    if key is None:
        return None
    return as_held(record, key)


def as_held(record: dict[str, Any], key: JournalKey) -> HeldJournal:
    """Return a manual journal of Xero's JSON under a key. Raises WalkIncomplete."""
    journal = read_manual_journal(record)
    lines = tuple(
        PostingLine(
            line.account_id,
            line.account_code,
            line.line_amount,
            line.description,
            tuple(
                sorted(
                    Tag(element.category_id, element.option_id, element.category, element.option)
                    for element in line.tracking
                )
            ),
            line.tax_type,
        )
        for line in journal.lines
    )
    return HeldJournal(
        journal.manual_journal_id,
        key,
        journal.status,
        journal.date,
        journal.narration,
        lines,
        journal.show_on_cash_basis,
        str(record.get("UpdatedDateUTC", "")),
    )
