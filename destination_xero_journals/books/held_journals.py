"""Xero's manual journals that bear a key of ours, read completely and kept in a temporary file."""

from __future__ import annotations

import pickle
import sqlite3
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from destination_xero_journals.books.record import as_held, held_journal
from destination_xero_journals.rules.journal import DELETED, VOIDED, HeldJournal
from destination_xero_journals.rules.retirement import is_ours_to_void
from revrec_journals.key import JournalKey, essence
from revrec_journals.keyed import narration_of
from xero_api import dates, scopes
from xero_api.endpoints import MANUAL_JOURNALS
from xero_api.errors import RequestRefused, WalkIncomplete
from xero_api.paging import Walk
from xero_api.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from xero_connectors.organisations import Organisation

    State = tuple[str, str, str]
    """A journal as it was shown: its id, its UpdatedDateUTC as Xero writes it, and its status."""

# The scope to write covers reading, and an app that may write need not have both.
ENDPOINT = replace(MANUAL_JOURNALS, scope=scopes.WRITE_MANUAL_JOURNALS)
# A list may lag behind the books, so that a journal shows after it was changed: minutes are asked for again.
LOOKED_BACK = timedelta(minutes=10)
NO_KEY = JournalKey("")
NOT_FOUND = 404
# One call each, and Xero takes sixty a minute.
MOST_LOOKED_UP = 60
_FOR_GOOD = (VOIDED, DELETED)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class HeldJournals:
    """What one organisation's books hold of RevRec's journals, as it was read last."""

    def __init__(self, organisation: Organisation) -> None:
        """Know nothing yet."""
        self._organisation = organisation
        self._file = sqlite3.connect("")
        self._file.execute(
            "CREATE TABLE held (id TEXT PRIMARY KEY, entry TEXT, essence TEXT, correction INTEGER, live INTEGER, "
            "stamp REAL, listed INTEGER, journal BLOB)"
        )
        self._file.execute("CREATE INDEX held_entry ON held (entry)")
        self._file.execute("CREATE INDEX held_essence ON held (essence)")
        self._file.execute("CREATE INDEX held_stamp ON held (stamp)")
        self._since: datetime | None = None
        self.read_at = _LONG_AGO
        """Xero's time when it was read last, UTC."""
        self._taken_back: dict[str, HeldJournal] = {}
        self._given_up: defaultdict[str, set[str]] = defaultdict(set)
        self._asked: set[State] = set()
        self._asked_of_gone: set[State] = set()
        self._contradictions: dict[str, str] = {}
        self._remembered: set[str] = set()
        self._without_key: defaultdict[str, list[HeldJournal]] = defaultdict(list)

    def read(self, *, anew: bool = False) -> None:
        """Read every manual journal of the organisation, from the second time on those of the last minutes.

        All of them: a journal can have been moved to any date, by a lock date, by RevRec or by hand. `anew` reads all
        of them again, for what the list left out the first time. Raises what the walk raises.
        """
        progress = Progress(modified_since=None if anew else self._since)
        for page in Walk(self._organisation.client, ENDPOINT).pages(progress):
            for record in page.records:
                self._take(record, plain=page.plain)
            progress, self.read_at = page.progress, max(self.read_at, page.given_at)
        if progress.modified_since:
            self._since = progress.modified_since - LOOKED_BACK

    def look_up(self, manual_journal_id: str, otherwise: JournalKey = NO_KEY) -> HeldJournal | None:
        """Read one journal by its id, which no lag of the lists hides, and remember it; None where there is none.

        Where its narration bears no key, it comes back under the key `otherwise`. Raises what the client raises.
        """
        try:
            answer = self._organisation.client.get(f"{ENDPOINT.path}/{manual_journal_id}", scope=ENDPOINT.scope)
        except RequestRefused as refused:
            if refused.status != NOT_FOUND:
                raise
            self._forget(manual_journal_id)
            return None
        found = answer.body.get(ENDPOINT.path) or []
        if len(found) != 1 or found[0].get("ManualJournalID") != manual_journal_id:
            raise WalkIncomplete(
                f"Xero was asked for manual journal {manual_journal_id}, and answered {len(found)} journals or another "
                f"one. What is in the books is not known; the next sync looks again before it posts anything."
            )
        record = found[0]
        self._forget(manual_journal_id)
        self._take(record, plain=answer.plain)
        narration = narration_of(record)
        return as_held(record, JournalKey.found_in(narration) or JournalKey.taken_back_in(narration) or otherwise)

    def _take(self, record: dict[str, Any], *, plain: bool) -> None:
        """Take in what a list shows, unless an answer showed the journal as it was later."""
        identity = record["ManualJournalID"]
        narration = narration_of(record)
        known = self._one(identity)
        held = self._as_known(held_journal(record, plain=plain), known)
        if held is not None and held == known:
            self._file.execute("UPDATE held SET listed = 1 WHERE id = ?", (identity,))
        elif held is not None and (known is None or _is_as_late(held, known)):
            self._put(held, listed=True)
        elif held is None and (known is None or _instant(record.get("UpdatedDateUTC")) >= _instant(known.stamp)):
            # Somebody may have taken the key out of a narration.
            self._forget(identity)
        self._taken_back.pop(identity, None)
        key = JournalKey.taken_back_in(narration)
        if key is not None:
            self._given_up[key.journal_entry_id].add(identity)
            wrong = as_held(record, key)
            if wrong.in_the_books:
                self._taken_back[identity] = wrong

    def keep(self, held: HeldJournal) -> None:
        """Remember a journal as an answer to a call showed it; whether the lists show it too is yet to be seen."""
        known = self._one(held.manual_journal_id)
        if known is None or _instant(known.stamp) < _instant(held.stamp):
            self._put(held, listed=False)

    def _forget(self, manual_journal_id: str) -> None:
        self._file.execute("DELETE FROM held WHERE id = ?", (manual_journal_id,))

    def _one(self, manual_journal_id: str) -> HeldJournal | None:
        row = self._file.execute("SELECT journal FROM held WHERE id = ?", (manual_journal_id,)).fetchone()
        return _journal(row[0]) if row else None

    def _put(self, held: HeldJournal, *, listed: bool) -> None:
        row = (
            held.manual_journal_id,
            held.key.journal_entry_id,
            essence(held.key.journal_entry_id),
            held.key.correction,
            held.in_the_books,
            _instant(held.stamp).timestamp(),
            listed,
            pickle.dumps(held),
        )
        self._file.execute("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def unlisted(self) -> list[HeldJournal]:
        """Return the journals as answers to calls showed them, which no list has shown since."""
        found = self._file.execute("SELECT journal FROM held WHERE NOT listed ORDER BY id")
        return [_journal(journal) for (journal,) in found]

    def of(self, journal_entry_id: str) -> list[HeldJournal]:
        """Return every journal of an entry, corrections and voided ones included.

        What a list showed in part is looked up by its id. Raises what the client raises.
        """
        found = self._of(journal_entry_id)
        partly = [each for each in found if each.in_the_books and not each.is_whole]
        return self._of(journal_entry_id) if self._look_up_all(partly) else found

    def confirm(self, journal_entry_id: str) -> bool:
        """Look up what is in the books of an entry, before it is changed on the word of a list; tell whether it was."""
        return self._look_up_all(each for each in self._of(journal_entry_id) if each.in_the_books)

    def confirm_gone(self, journal_entry_id: str) -> bool:
        """Look up what a list calls voided, deleted or archived, before anything is posted in its place.

        A call for each, once in each of its states, however many there are: on the word of a list alone a journal that
        still stands would be doubled, and so would one that was taken back and not voided. Tells whether any was looked
        up. Raises what the client raises.
        """
        gone = [each for each in self._of(journal_entry_id) if not each.in_the_books]
        unasked = [each for each in gone if _state(each) not in self._asked_of_gone]
        for each in unasked:
            self._asked_of_gone.add(_state(each))
            self._compare(each)
        given_up = self.given_up(journal_entry_id) - self._taken_back.keys() - self._remembered
        for identity in sorted(given_up):
            self._remembered.add(identity)
            self.look_up(identity)
        return bool(unasked or given_up)

    def remember(self, journal_entry_id: str, ids: Iterable[str]) -> list[HeldJournal]:
        """Look up journals that were posted for an entry and that no list shows, and return those that bear a key.

        A call each: no lag of the lists hides them, and no list that leaves them out. Raises what the client raises.
        """
        unasked = {*ids} - self._remembered
        listed = [found for found in map(self._one, sorted(unasked)) if found is not None]
        asked = unasked - {each.manual_journal_id for each in listed}
        self._remembered |= asked
        there = [found for found in map(self.look_up, sorted(asked)) if found is not None]
        self._without_key[journal_entry_id] += [
            each for each in (*listed, *there) if each.in_the_books and not _is_of(each, journal_entry_id)
        ]
        return [each for each in there if _is_of(each, journal_entry_id)]

    def without_key(self, journal_entry_id: str) -> list[HeldJournal]:
        """Return what was posted for an entry, and stands in Xero with a narration that does not bear its key."""
        return self._without_key.get(journal_entry_id, [])

    def contradiction(self, journal_entry_id: str) -> str:
        """Return what Xero says of a journal of an entry by its id that its list does not; empty where nothing is.

        Where that happened once, lists are not believed about what could not be looked up either.
        """
        found = self._contradictions.get(journal_entry_id, "")
        if found or not self._contradictions or len(self._asked) < MOST_LOOKED_UP:
            return found
        there = [each for each in self._of(journal_entry_id) if each.in_the_books]
        unasked = [each for each in there if _state(each) not in self._asked]
        return next(iter(self._contradictions.values())) if unasked else ""

    def _of(self, journal_entry_id: str) -> list[HeldJournal]:
        found = self._file.execute("SELECT journal FROM held WHERE entry = ? ORDER BY id", (journal_entry_id,))
        return [_journal(journal) for (journal,) in found]

    def _look_up_all(self, shown: Iterable[HeldJournal]) -> bool:
        asked = [self._looked_up(each) for each in shown]
        return any(asked)

    def _looked_up(self, shown: HeldJournal) -> bool:
        """Look up a journal that a list showed, once in each of its states, and so many in all; tell whether it was."""
        if _state(shown) in self._asked or len(self._asked) == MOST_LOOKED_UP:
            return False
        self._asked.add(_state(shown))
        self._compare(shown)
        return True

    def _compare(self, shown: HeldJournal) -> None:
        """Look up a journal that a list showed, and note where it is otherwise by its id."""
        there = self.look_up(shown.manual_journal_id)
        if there is None and not shown.in_the_books:
            # Neither says that it counts.
            self._put(shown, listed=True)
        elif there is None or there.key != shown.key:
            # Back as it was shown: that it is gone, or another's, would make room for posting it once more.
            self._put(shown, listed=True)
            bears = f"bears {there.key.mark()}" if there and there.key != NO_KEY else "bears no key"
            self._contradict(shown, "listed", bears if there else "does not exist")
        elif _contradicts(shown, there):
            if shown.in_the_books:
                self._put(shown, listed=True)
            self._contradict(shown, f"listed as {shown.status}", f"is {there.status}")

    def _contradict(self, shown: HeldJournal, listed: str, by_its_id: str) -> None:
        self._contradictions[shown.key.journal_entry_id] = (
            f"{shown.manual_journal_id} is {listed} under {shown.key.mark()}, and by its id it {by_its_id}"
        )

    def _as_known(self, shown: HeldJournal | None, known: HeldJournal | None) -> HeldJournal | None:
        """Return a journal as a list shows it, or as it is known where that is the same with all of its lines.

        As it is known too where a list calls it gone once more that stands by its id.
        """
        if shown is None or known is None:
            return shown
        if known.in_the_books and _state(shown) in self._asked_of_gone:
            return known
        if shown.is_whole or not known.is_whole:
            return shown
        return known if replace(shown, lines=known.lines, balanced=known.balanced) == known else shown

    def doubled(self) -> dict[str, list[str]]:
        """Return the entries of which two journals of one key are in the books, with the ids of these."""
        found = self._file.execute(
            "SELECT entry, id FROM held WHERE live AND (entry, correction) IN "
            "(SELECT entry, correction FROM held WHERE live GROUP BY entry, correction HAVING COUNT(*) > 1) "
            "ORDER BY entry, id"
        )
        ids: dict[str, list[str]] = {}
        for entry, identity in found:
            ids.setdefault(entry, []).append(identity)
        return ids

    def changed_since(self, moment: datetime) -> dict[str, datetime]:
        """Return the entries with journals in the books that were changed after an instant, and when last; UTC."""
        found = self._file.execute(
            "SELECT entry, MAX(stamp) FROM held WHERE live AND stamp > ? GROUP BY entry", (moment.timestamp(),)
        )
        return {entry: datetime.fromtimestamp(stamp, UTC) for entry, stamp in found}

    def to_take_back(self) -> list[HeldJournal]:
        """Return what an earlier sync took back and did not come to void: what Xero has is that very journal."""
        return [each for each in self._taken_back.values() if is_ours_to_void(each)]

    def doubtful(self, journal_entry_id: str | None = None) -> list[HeldJournal]:
        """Return what is in the books and says, without proof, that it was taken back; of one entry, or of all."""
        return [
            each
            for each in self._taken_back.values()
            if journal_entry_id in (None, each.key.journal_entry_id) and not is_ours_to_void(each)
        ]

    def spelled_otherwise(self, journal_entry_id: str) -> list[HeldJournal]:
        """Return every journal of entries whose id differs from this one by what loading changes of an id alone."""
        found = self._file.execute(
            "SELECT journal FROM held WHERE essence = ? AND entry <> ? ORDER BY id",
            (essence(journal_entry_id), journal_entry_id),
        )
        return [_journal(journal) for (journal,) in found]

    def given_up(self, journal_entry_id: str) -> frozenset[str]:
        """Return the ids of the journals of an entry that were ever taken back: posting it anew is another call."""
        return frozenset(self._given_up.get(journal_entry_id, ()))

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


def _journal(kept: bytes) -> HeldJournal:
    found: HeldJournal = pickle.loads(kept)  # noqa: S301 - our own, from our own file
    return found


def _is_of(held: HeldJournal, journal_entry_id: str) -> bool:
    return essence(held.key.journal_entry_id) == essence(journal_entry_id)


def _state(shown: HeldJournal) -> State:
    return shown.manual_journal_id, shown.stamp, shown.status


def _contradicts(shown: HeldJournal, there: HeldJournal) -> bool:
    """Tell whether a journal's status by its id is another than a list showed, and not because it was changed since.

    What was voided or deleted never comes back.
    """
    if there.in_the_books == shown.in_the_books:
        return False
    return shown.status in _FOR_GOOD or _instant(there.stamp) <= _instant(shown.stamp)


def _instant(stamp: str | None) -> datetime:
    return dates.instant(stamp) if stamp else _LONG_AGO


def _is_as_late(listed: HeldJournal, known: HeldJournal) -> bool:
    """Tell whether a list shows a journal as late as it is known, or just like that."""
    return _instant(listed.stamp) >= _instant(known.stamp) or replace(listed, stamp=known.stamp) == known
