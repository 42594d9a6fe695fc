"""From collected lines to a plan: every entry is read, checked and decided before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from destination_xero_journals.plan.store import PlannedEntry, PlanStore, Stage
from destination_xero_journals.rules.account_mapping import AccountMapping
from destination_xero_journals.rules.assembly import assemble, assemble_partly
from destination_xero_journals.rules.decision import Action, decide
from destination_xero_journals.rules.lock_dates import locked
from destination_xero_journals.rules.new_option import NewOption
from destination_xero_journals.rules.reasons import contradicted, key_lost, taken_back_unproven
from destination_xero_journals.rules.respelling import is_new, respelled_in_input, respelled_in_xero
from destination_xero_journals.rules.tracking_mapping import TrackingMapping
from revrec_journals.columns import Columns
from revrec_journals.problem import Code, Problem
from revrec_journals.reading import EntryReading, all_deleted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.input.collection import CollectedEntry, Collection
    from destination_xero_journals.rules.assembly import Assembled
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.decision import Decision
    from destination_xero_journals.rules.journal import HeldJournal, Journal
    from destination_xero_journals.settings import PlanSettings
    from revrec_journals.columns import ColumnSettings
    from revrec_journals.entry import Entry
    from xero_connectors.terminal.progress import Progress

    Remembered = Callable[[str, date], Iterable[str]]

_UNLISTED = (
    "Xero's list of manual journals leaves out a journal that was posted before and that Xero has by its id: it counts"
)


_NO_AMOUNT = "Nothing is posted for what comes to 0.00 on every line, or in every sum"


class OrganisationPlanner:
    """How entries become decisions in one organisation."""

    def __init__(
        self, books: Books, held: HeldJournals, settings: PlanSettings, remembered: Remembered | None = None
    ) -> None:
        """Judge by `books` and by what the organisation holds already.

        `remembered` returns the ids of what was ever posted for an entry of a date's month, as far as that was kept.
        """
        self.books = books
        self.held = held
        self._remembered = remembered
        self._journal = settings.journal
        self._policy = settings.policy
        self._accounts = AccountMapping(settings.accounts, books)
        self._tracking = TrackingMapping(settings.tracking, books)

    def planned(self, entry: CollectedEntry, read: Entry) -> PlannedEntry:
        """Return what is to be done with an entry that could be read."""
        assembled = assemble(read, self.books, self._accounts, self._tracking, self._journal)
        if assembled.journal is None:
            return self._refused(entry, assembled, read.lines[0].date)
        decision = self._decided(assembled.journal, assembled.write_problems)
        found = self._unlisted(assembled.journal, decision)
        if found:
            decision = self._decided(assembled.journal, assembled.write_problems)
        if self._confirmed(entry.journal_entry_id, decision):
            decision = self._decided(assembled.journal, assembled.write_problems)
        if is_new(decision):
            others = self.held.spelled_otherwise(entry.journal_entry_id)
            decision = replace(decision, problems=respelled_in_xero(assembled.journal, others))
        doubtful = self.held.doubtful(entry.journal_entry_id)
        unproven = (taken_back_unproven(entry.journal_entry_id, doubtful),) if doubtful else ()
        return PlannedEntry(
            entry,
            self.books.name,
            len(read.lines),
            assembled.journal,
            decision,
            assembled.journal.date,
            assembled.rounding,
            (*self._contradictions(entry.journal_entry_id), *unproven, *decision.problems),
            warnings=(
                *assembled.warnings,
                *((_UNLISTED,) if found else ()),
                *((_NO_AMOUNT,) if decision.action is Action.NOTHING_TO_POST else ()),
            ),
            new_options=self._new_options(decision) if decision.action.writes else (),
        )

    def _decided(self, wanted: Journal, write_problems: tuple[Problem, ...]) -> Decision:
        return decide(wanted, self.held.of(wanted.key.journal_entry_id), self.books, self._policy, write_problems)

    def _confirmed(self, journal_entry_id: str, decision: Decision) -> bool:
        """Look up what a decision believes of a list before it is carried out; tell whether anything was looked up."""
        gone = _rests_on_absence(decision) and self.held.confirm_gone(journal_entry_id)
        changes = decision.action in (Action.UPDATE, Action.CORRECT) and self.held.confirm(journal_entry_id)
        return gone or changes

    def _unlisted(self, wanted: Journal, decision: Decision) -> list[HeldJournal]:
        """Return what was posted for an entry before, and no list shows, where it is about to be posted anew."""
        if self._remembered is None or not _rests_on_absence(decision):
            return []
        journal_entry_id = wanted.key.journal_entry_id
        return self.held.remember(journal_entry_id, self._remembered(journal_entry_id, wanted.date))

    def unread(self, entry: CollectedEntry, reading: EntryReading) -> PlannedEntry:
        """Return an entry of which some lines could not be read, with all else that is wrong with it."""
        read = reading.entry
        days = [*(line.date for line in read.lines), *(line.date for line in reading.unread if line.date)]
        assembled = assemble_partly(read, reading.unread, self.books, self._accounts, self._tracking)
        found = self._refused(entry, assembled, min(days, default=None))
        # Lines without an id are no entry, so that only each by itself can be judged.
        more = found.problems if entry.journal_entry_id else ()
        return replace(found, entry_lines=reading.line_count, problems=(*reading.problems, *more))

    def _refused(self, entry: CollectedEntry, assembled: Assembled, day: date | None) -> PlannedEntry:
        """Everything that is wrong comes back in one run, also what matters only to a journal that is written."""
        closed = locked(entry.journal_entry_id, day, self.books) if day and not self._policy.move_out_of_lock else ()
        return PlannedEntry(
            entry,
            self.books.name,
            assembled.entry_lines,
            revrec_date=day,
            problems=(*assembled.problems, *assembled.write_problems, *closed),
            refused=assembled.refused,
            warnings=assembled.warnings,
        )

    def _new_options(self, decision: Decision) -> tuple[NewOption, ...]:
        tags = dict.fromkeys(tag for line in decision.journal.lines for tag in line.tags if not tag.option_id)
        return tuple(NewOption(tag.category, tag.option, self._tracking.near(tag)) for tag in tags)

    def _contradictions(self, journal_entry_id: str) -> tuple[Problem, ...]:
        found = self.held.contradiction(journal_entry_id)
        lost = self.held.without_key(journal_entry_id)
        return (
            *([contradicted(journal_entry_id, found)] if found else ()),
            *([key_lost(journal_entry_id, lost)] if lost else ()),
        )


def _rests_on_absence(decision: Decision) -> bool:
    """Tell whether a decision would be another one if more of the entry were in the books than the lists show."""
    return decision.action.writes or decision.action is Action.NOTHING_TO_POST


@dataclass(frozen=True, slots=True)
class DeletedRows:
    """How many rows are marked as deleted or replaced, and how many of them name no journal entry."""

    rows: int = 0
    nameless: int = 0

    def sentence(self) -> str:
        """Return what is to be said of them, empty where there are none."""
        if not self.rows:
            return ""
        said = "1 row that is" if self.rows == 1 else f"{self.rows:,} rows that are"
        nameless = f"; those that name no journal entry: {self.nameless:,}" if self.nameless else ""
        return f"Left out {said} marked as deleted or replaced{nameless}."


class Planner:
    """Plans a collection into a plan file."""

    def __init__(self, columns: ColumnSettings, organisations: dict[str, OrganisationPlanner], known: str) -> None:
        """Plan for these organisations by tenant id; `known` names those that could have been meant."""
        self._columns = Columns(columns)
        self._organisations = organisations
        self._known = known

    def plan(self, collection: Collection, plan: PlanStore, progress: Progress | None = None) -> DeletedRows:
        """Put every entry into the plan, with all problems of all entries; returns how many rows were deleted ones."""
        known: dict[str, frozenset[str]] = {}
        deleted = nameless = 0
        for entry in collection.entries():
            reading = EntryReading(entry.journal_entry_id, self._columns)
            for line in collection.lines_of(entry):
                if line.stream not in known:
                    known[line.stream] = collection.columns_of(line.stream)
                reading.add(line.data, known[line.stream], versions=line.versions, meta=line.meta)
            deleted += reading.deleted
            nameless += 0 if entry.journal_entry_id else reading.deleted
            if not reading.is_nothing:
                planned = self._planned(entry, reading)
                plan.put(planned, _stage(planned))
            if progress:
                progress.advances(1)
        for entry in collection.emptied():
            plan.put(self._emptied(entry), Stage.REJECTED)
        _hold_respelled(collection, plan)
        return DeletedRows(deleted, nameless)

    def _emptied(self, entry: CollectedEntry) -> PlannedEntry:
        found = "each of its rows was replaced by one that is marked as deleted and names no journal entry"
        return PlannedEntry(entry, self._name(entry), 0, problems=(all_deleted(entry.journal_entry_id, found),))

    def _name(self, entry: CollectedEntry) -> str:
        organisation = self._organisations.get(entry.organisation)
        return organisation.books.name if organisation else entry.organisation

    def _planned(self, entry: CollectedEntry, reading: EntryReading) -> PlannedEntry:
        organisation = self._organisations.get(entry.organisation)
        name = self._name(entry)
        if reading.waits_for:
            return PlannedEntry(entry, name, reading.line_count, period_status=reading.waits_for)
        if organisation is None:
            problems = (*reading.problems, self._unknown(entry))
            return PlannedEntry(entry, name, reading.line_count, problems=problems)
        if reading.problems:
            return organisation.unread(entry, reading)
        return organisation.planned(entry, reading.entry)

    def _unknown(self, entry: CollectedEntry) -> Problem:
        return Problem(
            Code.ORGANISATION_UNKNOWN,
            f"Journal {entry.journal_entry_id} goes to an organisation that is not connected or not configured",
            found=entry.organisation or "nothing in the organisation column",
            expected=self._known,
            fix="Correct the name in the input, or add the organisation to `organisations`",
        )


def _hold_respelled(collection: Collection, plan: PlanStore) -> None:
    """Refuse new entries of one date and the same lines whose ids are spellings of one another."""
    for group in collection.spelled_alike():
        new = [
            (planned, planned.wanted)
            for planned in plan.of(group)
            if planned.wanted and planned.decision and is_new(planned.decision)
        ]
        for planned, wanted in new:
            problems = respelled_in_input(wanted, [other for _, other in new if other is not wanted])
            if problems:
                plan.put(replace(planned, problems=problems), Stage.REJECTED)


def _stage(planned: PlannedEntry) -> Stage:
    if planned.problems:
        return Stage.REJECTED
    if planned.period_status:
        return Stage.HELD_BACK
    return Stage.WAITING if planned.writes else Stage.DONE
