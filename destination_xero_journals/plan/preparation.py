"""The preparation of a sync: Xero is read, everything is checked and every entry decided; nothing is written."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from destination_xero_journals.books.held_journals import HeldJournals
from destination_xero_journals.books.reader import read_books
from destination_xero_journals.plan.document import fingerprint, planned_journal
from destination_xero_journals.plan.planner import OrganisationPlanner, Planner
from destination_xero_journals.plan.store import PlanStore
from destination_xero_journals.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

    from destination_xero_journals.input.collection import Collection
    from destination_xero_journals.plan.document import PlannedJournal
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.settings import PlanSettings
    from xero_connectors.organisations import Organisation


class Preparation:
    """The plan for the lines of a collection, in the organisations that they name, and what it was made from."""

    def __init__(
        self, settings: PlanSettings, organisations: Sequence[Organisation], progress: Progress | None = None
    ) -> None:
        """Plan for these organisations; Xero is asked nothing yet."""
        self._settings = settings
        self._progress = progress or Progress()
        self._connected = {organisation.tenant_id: organisation for organisation in organisations}
        self._planners: dict[str, OrganisationPlanner] = {}
        self._files = ExitStack()
        self.plan = PlanStore()
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
            self._planners[tenant_id] = OrganisationPlanner(books, held, self._settings)
        known = ", ".join(f"{one.name} ({one.tenant_id})" for one in self._connected.values())
        self._progress.begins("Checking journals")
        Planner(self._settings.columns, self._planners, known).plan(collection, self.plan, self._progress)
        return fingerprint(self.document())

    def document(self) -> Iterator[PlannedJournal]:
        """Yield the plan as its document shows it, by organisation, month and arrival."""
        for planned, _ in self.plan.all():
            planner = self._planners.get(planned.entry.organisation)
            yield planned_journal(planned, planner.books.base_currency if planner else "", self._settings.policy.status)

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
