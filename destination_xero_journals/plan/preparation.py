"""The preparation of a sync: Xero is read, everything is checked and every entry decided; nothing is written."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from destination_xero_journals.books.held_journals import HeldJournals
from destination_xero_journals.books.reader import read_books
from destination_xero_journals.plan.document import LEFT_ALONE, TAKE_BACK, planned_journal, standing_journal
from destination_xero_journals.plan.fingerprint import fingerprint
from destination_xero_journals.plan.overview import Overview
from destination_xero_journals.plan.planner import DeletedRows, OrganisationPlanner, Planner
from destination_xero_journals.plan.store import PlanStore
from xero_connectors.terminal.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Self

    from destination_xero_journals.books.settling import Settling
    from destination_xero_journals.input.collection import Collection
    from destination_xero_journals.plan.document import PlannedJournal
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.journal import HeldJournal
    from destination_xero_journals.settings import PlanSettings
    from xero_connectors.organisations import Organisation


@dataclass(frozen=True, slots=True)
class Findings:
    """Journals in Xero that somebody should know of, although the input does not name their entries.

    `to_take_back` are voided by a sync, the `doubtful` are not; `doubled` names the ids of what is there twice.
    """

    to_take_back: Sequence[HeldJournal]
    doubtful: Sequence[HeldJournal]
    doubled: Mapping[str, Sequence[str]]


class Preparation:
    """The plan for the lines of a collection, in the organisations that they name, and what it was made from.

    `deleted_rows` counts the rows that were left out since they are marked as deleted or replaced.
    """

    def __init__(
        self,
        settings: PlanSettings,
        organisations: Sequence[Organisation],
        settling: Settling | None = None,
        progress: Progress | None = None,
        remembered: Callable[[str, str, date], Iterable[str]] | None = None,
    ) -> None:
        """Plan for these organisations; Xero is asked nothing yet.

        With `settling` a plan waits for what somebody is just posting of the same input. `remembered` returns the ids
        of what was ever posted to an organisation for an entry of a date's month.
        """
        self._settings = settings
        self._settling = settling
        self._progress = progress or Progress()
        self._remembered = remembered
        self._connected = {organisation.tenant_id: organisation for organisation in organisations}
        self._planners: dict[str, OrganisationPlanner] = {}
        self._files = ExitStack()
        self.plan = PlanStore()
        self.overview = Overview()
        self.deleted_rows = DeletedRows()
        self._files.callback(self.plan.close)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the temporary files."""
        self._files.close()

    def prepare(self, collection: Collection) -> str:
        """Read Xero and plan every entry; returns the plan's fingerprint. Raises what reading Xero raises."""
        for tenant_id in collection.organisations():
            organisation = self._connected.get(tenant_id)
            if organisation is None:
                continue
            self._progress.begins(f"Reading Xero: the books of {organisation.name}")
            held = HeldJournals(organisation)
            self._files.callback(held.close)
            books = read_books(organisation)
            held.read()
            if self._settling:
                self._settling.wait(held, organisation.name, partial(_due, collection, tenant_id, held))
            remembered = partial(self._remembered, tenant_id) if self._remembered else None
            self._planners[tenant_id] = OrganisationPlanner(books, held, self._settings, remembered)
        known = ", ".join(f"{one.name} ({one.tenant_id})" for one in self._connected.values())
        self._progress.begins("Checking journals")
        planner = Planner(self._settings.columns, self._planners, known)
        self.deleted_rows = planner.plan(collection, self.plan, self._progress)
        return fingerprint(self._overseen())

    def document(self) -> Iterator[PlannedJournal]:
        """Yield the plan as its document shows it, by organisation, month and arrival; then what was taken back."""
        accounts = {tenant: _account_names(planner.books) for tenant, planner in self._planners.items()}
        for planned, _ in self.plan.all():
            tenant = planned.entry.organisation
            planner = self._planners.get(tenant)
            books = planner.books if planner else None
            yield planned_journal(planned, books, self._settings.policy.status, accounts.get(tenant, {}))
        for planner in self._planners.values():
            for action, journals in ((TAKE_BACK, planner.held.to_take_back()), (LEFT_ALONE, planner.held.doubtful())):
                yield from (standing_journal(each, planner.books, action) for each in journals)

    def _overseen(self) -> Iterator[PlannedJournal]:
        for journal in self.document():
            self.overview.add(journal)
            yield journal

    def findings(self, tenant_id: str, collection: Collection) -> Findings:
        """Return what is to be said of an organisation's journals besides the problems of a collection's entries."""
        held = self._planners[tenant_id].held
        doubtful, doubled = held.doubtful(), held.doubled()
        named: set[str] = set()
        if doubtful or doubled:
            named = {each.journal_entry_id for each in collection.entries() if each.organisation == tenant_id}
        return Findings(
            held.to_take_back(),
            [each for each in doubtful if each.key.journal_entry_id not in named],
            {entry: ids for entry, ids in doubled.items() if entry not in named},
        )

    @property
    def organisations(self) -> list[Organisation]:
        """Return the organisations that have lines, in the order of their first line."""
        return [self._connected[tenant_id] for tenant_id in self._planners]

    @property
    def books(self) -> dict[str, Books]:
        """Return what was read of the books of each of these organisations, by tenant id."""
        return {tenant_id: planner.books for tenant_id, planner in self._planners.items()}

    def held(self, organisation: Organisation) -> HeldJournals:
        """Return what such an organisation holds of RevRec's journals."""
        return self._planners[organisation.tenant_id].held


def _account_names(books: Books) -> dict[str, str]:
    return {account.account_id: account.name for account in books.accounts}


def _due(collection: Collection, tenant_id: str, held: HeldJournals) -> set[str]:
    """Return the entries of an organisation; none where Xero has all of them, so that none is created."""
    entries = {each.journal_entry_id for each in collection.entries() if each.organisation == tenant_id}
    return entries if any(not held.of(entry) for entry in entries) else set()
