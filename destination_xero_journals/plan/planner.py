"""From collected lines to a plan: every entry is read, checked and decided before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from destination_xero_journals.plan.store import PlannedEntry, PlanStore, Stage
from destination_xero_journals.rules.account_mapping import AccountMapping
from destination_xero_journals.rules.assembly import assemble
from destination_xero_journals.rules.decision import decide
from destination_xero_journals.rules.lock_dates import locked
from destination_xero_journals.rules.reasons import taken_back_unproven
from destination_xero_journals.rules.tracking_mapping import TrackingMapping
from revrec_journals.columns import Columns
from revrec_journals.problem import Code, Problem
from revrec_journals.reading import EntryReading

if TYPE_CHECKING:
    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.input.collection import CollectedEntry, Collection
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.settings import PlanSettings
    from revrec_journals.columns import ColumnSettings
    from revrec_journals.entry import Entry


class OrganisationPlanner:
    """How entries become decisions in one organisation."""

    def __init__(self, books: Books, held: HeldJournals, settings: PlanSettings) -> None:
        """Judge by `books` and by what the organisation holds already."""
        self.books = books
        self.held = held
        self._journal = settings.journal
        self._policy = settings.policy
        self._accounts = AccountMapping(settings.accounts, books)
        self._tracking = TrackingMapping(settings.tracking, books)

    def planned(self, entry: CollectedEntry, read: Entry) -> PlannedEntry:
        """Return what is to be done with an entry that could be read."""
        assembled = assemble(read, self.books, self._accounts, self._tracking, self._journal)
        if assembled.journal is None:
            # Everything that is wrong comes back in one run, also what matters only to a journal that is written.
            day = read.lines[0].date
            closed = () if self._policy.move_out_of_lock else locked(entry.journal_entry_id, day, self.books)
            problems = (*assembled.problems, *assembled.write_problems, *closed)
            return PlannedEntry(entry, self.books.name, len(read.lines), revrec_date=day, problems=problems)
        held = self.held.of(entry.journal_entry_id)
        decision = decide(assembled.journal, held, self.books, self._policy, assembled.write_problems)
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
            (*unproven, *decision.problems),
        )


class Planner:
    """Plans a collection into a plan file."""

    def __init__(self, columns: ColumnSettings, organisations: dict[str, OrganisationPlanner], known: str) -> None:
        """Plan for these organisations by tenant id; `known` names those that could have been meant."""
        self._columns = Columns(columns)
        self._organisations = organisations
        self._known = known

    def plan(self, collection: Collection, plan: PlanStore) -> None:
        """Put every entry into the plan, with all problems of all entries."""
        known: dict[str, frozenset[str]] = {}
        for entry in collection.entries():
            lines = collection.lines_of(entry)
            for stream, _ in lines:
                if stream not in known:
                    known[stream] = collection.columns_of(stream)
            planned = self._planned(entry, [(values, known[stream]) for stream, values in lines])
            plan.put(planned, _stage(planned))

    def _planned(self, entry: CollectedEntry, data: list[tuple[dict[str, Any], frozenset[str]]]) -> PlannedEntry:
        organisation = self._organisations.get(entry.organisation)
        name = organisation.books.name if organisation else entry.organisation
        reading = EntryReading(entry.journal_entry_id, self._columns)
        for values, known in data:
            reading.add(values, known)
        if reading.waits_for:
            return PlannedEntry(entry, name, reading.line_count, period_status=reading.waits_for)
        if organisation is None:
            problems = (*reading.problems, self._unknown(entry))
            return PlannedEntry(entry, name, reading.line_count, problems=problems)
        if reading.problems:
            return PlannedEntry(entry, name, reading.line_count, problems=reading.problems)
        return organisation.planned(entry, reading.entry)

    def _unknown(self, entry: CollectedEntry) -> Problem:
        return Problem(
            Code.ORGANISATION_UNKNOWN,
            f"Journal {entry.journal_entry_id} goes to an organisation that is not connected or not configured",
            found=entry.organisation or "nothing in the organisation column",
            expected=self._known,
            fix="Correct the name in the input, or add the organisation to `organisations`",
        )


def _stage(planned: PlannedEntry) -> Stage:
    if planned.problems:
        return Stage.REJECTED
    if planned.period_status:
        return Stage.HELD_BACK
    return Stage.WAITING if planned.writes else Stage.DONE
