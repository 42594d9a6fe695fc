"""From collected lines to a plan: every entry is read, checked and decided before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from destination_xero_journals.plan.store import PlannedEntry, PlanStore, Stage
from destination_xero_journals.rules.account_mapping import AccountMapping
from destination_xero_journals.rules.assembly import assemble
from destination_xero_journals.rules.decision import decide
from destination_xero_journals.rules.lock_dates import locked
from destination_xero_journals.rules.tracking_mapping import TrackingMapping
from revrec_journals.columns import Columns
from revrec_journals.entry import Entry, EntryLine
from revrec_journals.line import period_status, read_line
from revrec_journals.period_status import is_closed
from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.input.collection import CollectedEntry, Collection
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.settings import PlanSettings
    from revrec_journals.columns import ColumnSettings


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

    def planned(self, entry: CollectedEntry, lines: list[EntryLine]) -> PlannedEntry:
        """Return what is to be done with an entry whose lines could be read."""
        read = Entry(entry.journal_entry_id, tuple(lines))
        assembled = assemble(read, self.books, self._accounts, self._tracking, self._journal)
        if assembled.journal is None:
            # Everything that is wrong comes back in one run, also what matters only to a journal that is written.
            day = lines[0].date
            closed = () if self._policy.move_out_of_lock else locked(entry.journal_entry_id, day, self.books)
            problems = (*assembled.problems, *assembled.write_problems, *closed)
            return PlannedEntry(entry, self.books.name, len(lines), revrec_date=day, problems=problems)
        held = self.held.of(entry.journal_entry_id)
        decision = decide(assembled.journal, held, self.books, self._policy, assembled.write_problems)
        return PlannedEntry(
            entry,
            self.books.name,
            len(lines),
            assembled.journal,
            decision,
            assembled.journal.date,
            assembled.rounding,
            decision.problems,
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
        problems: list[Problem] = []
        lines: list[EntryLine] = []
        statuses: dict[str, str] = {}
        for number, (values, known) in enumerate(data, 1):
            recognised = self._columns.recognise(values, known)
            if recognised.problems:
                # Every line of the entry lacks the same columns.
                problems += [problem for problem in recognised.problems if problem not in problems]
                continue
            status = period_status(values, recognised)
            statuses.setdefault(status.casefold(), status)
            read = read_line(values, recognised, number)
            if isinstance(read, EntryLine):
                lines.append(read)
            else:
                problems += read
        if organisation is None:
            problems.append(self._unknown(entry))
        waiting = [status for status in statuses.values() if not is_closed(status)]
        if waiting and len(statuses) == 1:
            return PlannedEntry(entry, name, len(data), period_status=waiting[0])
        if waiting:
            problems.append(_several_statuses(entry, statuses))
        if problems or organisation is None:
            return PlannedEntry(entry, name, len(data), problems=tuple(problems))
        return organisation.planned(entry, lines)

    def _unknown(self, entry: CollectedEntry) -> Problem:
        return Problem(
            Code.ORGANISATION_UNKNOWN,
            f"Journal {entry.journal_entry_id} goes to an organisation that is not connected or not configured",
            found=entry.organisation or "nothing in the organisation column",
            expected=self._known,
            fix="Correct the name in the input, or add the organisation to `organisations`",
        )


def _several_statuses(entry: CollectedEntry, statuses: dict[str, str]) -> Problem:
    return Problem(
        Code.SEVERAL_PERIOD_STATUSES,
        f"Journal {entry.journal_entry_id} has lines of different Period Status",
        found=", ".join(status or "none" for status in statuses.values()),
        expected="one status on all lines",
        fix="Send the journal entry again when its period is closed",
    )


def _stage(planned: PlannedEntry) -> Stage:
    if planned.problems:
        return Stage.REJECTED
    if planned.period_status:
        return Stage.HELD_BACK
    return Stage.WAITING if planned.writes else Stage.DONE
