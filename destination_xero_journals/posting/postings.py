"""What was posted, kept beside the receipts as soon as Xero answered: a list that omits a journal is not believed.

Each line names an entry and the id of its journal in Xero. Where files cannot be appended to, the lines of one
organisation and month lie together, so that a sync reads those of the months that it posts to, and no others: a file
for each batch of that month, as a rule some ten. A folder has one file, and its receipts are read too, which an earlier
version wrote. Nothing is read by a sync that posts nothing.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING

import orjson

from destination_xero_journals.posting.kept_lines import damaged, kept_objects
from destination_xero_journals.posting.storage import POSTED, RECEIPTS
from revrec_journals.key import essence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from destination_xero_journals.plan.store import PlannedEntry
    from destination_xero_journals.posting.storage import KeptFile, Storage
    from xero_api.clock import Clock


class Postings:
    """The journals that syncs with this storage posted to one organisation."""

    def __init__(self, storage: Storage, clock: Clock, tenant_id: str, warn: Callable[[str], object]) -> None:
        """Read nothing yet; `warn` is told of a line that is passed over."""
        self._storage = storage
        self._clock = clock
        self._tenant_id = tenant_id
        self._warn = warn
        self._read: set[str] = set()
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("CREATE TABLE posted (entry TEXT, id TEXT, PRIMARY KEY (entry, id)) WITHOUT ROWID")

    def keep(self, written: Iterable[PlannedEntry]) -> None:
        """Add what was just posted, whatever becomes of this sync. Raises StorageFault."""
        made_at = self._clock.now().isoformat()
        lines: defaultdict[str, list[bytes]] = defaultdict(list)
        for planned in written:
            if planned.posted and planned.revrec_date:
                posted = {
                    "tenant_id": self._tenant_id,
                    "journal_entry_id": planned.entry.journal_entry_id,
                    "manual_journal_id": planned.posted.manual_journal_id,
                    "made_at": made_at,
                }
                lines[self._shelf(planned.revrec_date)].append(orjson.dumps(posted))
        for shelf, of_month in lines.items():
            self._storage.append(POSTED, of_month, shelf)

    def ids(self, journal_entry_id: str, day: date) -> list[str]:
        """Return the ids of all journals ever posted for an entry of the month of `day`, however it is spelled.

        Another spelling is what loading changes of an id. Where all lines are together, of any month. Raises
        StorageFault, also where a line is damaged.
        """
        shelf = self._shelf(day) if self._storage.shelved else ""
        if shelf not in self._read:
            self._take(shelf)
            self._read.add(shelf)
        found = self._file.execute("SELECT id FROM posted WHERE entry = ? ORDER BY id", (essence(journal_entry_id),))
        return [identity for (identity,) in found]

    def close(self) -> None:
        """Remove the temporary file."""
        self._file.close()

    def _take(self, shelf: str) -> None:
        for name in (POSTED,) if shelf else (POSTED, RECEIPTS):
            for file in self._storage.recall(name, shelf):
                self._file.execute("BEGIN")
                self._file.executemany("INSERT OR IGNORE INTO posted VALUES (?, ?)", self._rows(file))
                self._file.execute("COMMIT")

    def _rows(self, file: KeptFile) -> Iterator[tuple[str, str]]:
        for place, found in kept_objects(file, self._warn):
            match found:
                case {"tenant_id": str(tenant), "journal_entry_id": str(entry), "manual_journal_id": str(identity)}:
                    # A receipt of what waits has no id yet.
                    if identity and tenant == self._tenant_id:
                        yield essence(entry), identity
                case _:
                    raise damaged(file, place, "it names no journal by tenant_id, journal_entry_id, manual_journal_id")

    def _shelf(self, day: date) -> str:
        return f"{self._tenant_id}/{day:%Y-%m}"
