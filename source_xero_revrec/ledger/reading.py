"""One organisation's sales documents in one sync: read in order, what timestamps hide included."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from source_xero_revrec.ledger.documents import sales_only
from source_xero_revrec.ledger.row_record import RowMessage
from source_xero_revrec.ledger.sent_rows import SentRows
from source_xero_revrec.rules.outcome import Outcome
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.errors import WalkIncomplete
from xero_api.identity import identity
from xero_api.unreadable import UnreadableDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from airbyte_cdk.models import AirbyteMessage

    from source_xero_revrec.ledger.contacts import Contacts
    from source_xero_revrec.ledger.emission import Emission
    from source_xero_revrec.ledger.heard import Heard
    from source_xero_revrec.ledger.held import HeldDocuments
    from source_xero_revrec.ledger.outcomes import Outcomes
    from source_xero_revrec.ledger.overridden import OverriddenDocuments
    from source_xero_revrec.ledger.running_totals import RunningTotals
    from source_xero_revrec.ledger.shared_numbers import SharedNumbers
    from source_xero_revrec.ledger.silent_changes import SilentChanges
    from source_xero_revrec.ledger.state import LedgerState, StreamPlaces
    from source_xero_revrec.ledger.unread_records import UnreadRecords
    from source_xero_revrec.rules.outcome import Unread
    from source_xero_revrec.streams.walks import SharedWalks
    from xero_api.endpoints import Endpoint
    from xero_api.errors import XeroError
    from xero_api.paging import Page
    from xero_api.progress import Progress
    from xero_connectors.organisations import Organisation

_STATES = 50


class LedgerReading:
    """Reads contacts, invoices, credit notes, and then what changed without a timestamp of its own."""

    def __init__(
        self,
        organisation: Organisation,
        walks: SharedWalks,
        before: StreamPlaces,
        state: LedgerState,
        *,
        heard: Heard,
        contacts: Contacts,
        outcomes: Outcomes,
        emission: Emission,
        silent_changes: SilentChanges,
        overridden: OverriddenDocuments,
        held: HeldDocuments,
        unread: UnreadRecords,
        numbers: SharedNumbers,
        totals: RunningTotals | None,
    ) -> None:
        """Read for the streams of `before`, and keep `state` up to date; without `totals`, nothing is counted."""
        self._organisation = organisation
        self._walks = walks
        self._before = before
        self._state = state
        self._heard = heard
        self._contacts = contacts
        self._outcomes = outcomes
        self._emission = emission
        self._silent_changes = silent_changes
        self._overridden = overridden
        self._held = held
        self._unread = unread
        self._numbers = numbers
        self._totals = totals
        self._read_to = before.begin
        self._read_at = datetime.min.replace(tzinfo=UTC)

    @property
    def ledger_unread(self) -> XeroError | None:
        """Return why Xero's own balance could not be had, which stops nothing else."""
        return self._totals.ledger_unread if self._totals else None

    @property
    def held(self) -> str:
        """Return in words which documents are held, empty where none is."""
        return self._held.named()

    def messages(self) -> Iterator[AirbyteMessage | dict[str, Any] | None]:
        """Yield records, and None after each page of a first walk, where the state covers all records before it.

        A walk over changes has no such places: what no timestamp shows is read after it, and hangs on what it met. At
        the end the state covers everything. Before that come fields that the latest state must have before what
        follows is told: if the sync is broken off then, nothing else would lead the next one back to it.
        """
        touched = self._contacts.read_changed()
        self._overridden.find()
        try:
            for endpoint in (INVOICES, CREDIT_NOTES):
                yield from self._walk(endpoint)
            overridden = list(self._overridden.pages())
            if overridden:
                yield self._foretold()
            for endpoint, page in (*overridden, *self._stale()):
                yield from self._again(endpoint, page)
            if self._before.known_since:
                # What hangs on a document that is mended is among the silent changes.
                yield from self._held_before()
                for endpoint, page in self._silent_changes.pages(touched):
                    yield from self._again(endpoint, page)
                yield from self._broke(self._outcomes.broken)
            yield from self._numbered_otherwise()
            faults = self._overridden.faults()
            yield {"findings": self._emission.new_faults(faults)}
            yield from self._emission.overrides(faults, self._read_at)
            yield from self._emission.renamed_products(self._read_at)
            yield from self._emission.changed_customers(self._contacts.changed)
            yield from self._emission.earlier_customers(self._contacts.sent_before)
            news = list(self._unread.news())
            if news:
                yield self._foretold()
            yield from self._emission.of_records(news, self._read_at)
            yield from self._control_totals()
        except WalkIncomplete:
            yield from self._control_totals(incomplete=True)
            raise
        self._state.places = replace(self._read_to, contacts=self._contacts.read_to)
        self._contacts.settle()
        self._overridden.settle()
        self._heard.settle()

    def _walk(self, endpoint: Endpoint) -> Iterator[AirbyteMessage | dict[str, Any] | None]:
        begin = self._before.begin.of(endpoint)
        started = self._walks.start(self._organisation, endpoint)
        first_walk = begin.modified_since == self._before.beginning.of(endpoint).modified_since
        self._numbers.begin(endpoint, whole=started == self._before.beginning.of(endpoint))
        counts = self._totals is not None and self._totals.count_along(endpoint, started)
        if started == begin and not first_walk and self._nothing_changed(endpoint, begin):
            return
        asked = sales_only(endpoint) if self._before.begin.sales_only else endpoint
        for number, page in enumerate(self._walks.pages(self._organisation, asked), start=1):
            self._numbers.meet(endpoint, page)
            counting_since = page.progress.started_at if counts else None
            yield from self._page(endpoint, page, counting_since, first_walk=first_walk)
            self._read_to = self._read_to.moved(endpoint, page.progress)
            # A state grows with what was sent: of a long walk, one after each fiftieth part of it is enough.
            if first_walk and started == begin and number % (1 + number // _STATES) == 0:
                self._state.places = self._state.places.moved(endpoint, page.progress)
                self._overridden.note()
                if self._totals:
                    self._totals.keep(self._state)
                yield None

    def _page(
        self, endpoint: Endpoint, page: Page, counting_since: datetime | None, *, first_walk: bool
    ) -> Iterator[AirbyteMessage | dict[str, Any]]:
        read_at = self._moment(page.given_at)
        # Of a first sync that goes on, an attempt told the documents before its place, which states cover.
        again = not first_walk or self._before.any_ended
        for outcome in self._read(endpoint, page):
            due = self._due(endpoint, outcome, page)
            if self._totals:
                self._totals.meet(outcome, counting_since, changed=bool(due))
            if due:
                if self._held.is_nameless(outcome):
                    yield self._foretold()
                yield from self._document(outcome, read_at, due, again=again)

    def _due(self, endpoint: Endpoint, outcome: Outcome | Unread, page: Page) -> frozenset[str]:
        """Return the streams that have not heard of a document as it is.

        No timestamp tells when one became such that it cannot be understood.
        """
        document = outcome.document
        due = self._before.due(endpoint, document.updated_at)
        if isinstance(document, UnreadableDocument):
            heard = self._held.is_known(outcome)
            self._held.meet(outcome)
            due = due if heard else self._before.streams
        else:
            known = document.document_id

            def shown() -> dict[str, Any] | None:
                found = (record for record in page.records if identity(record, endpoint.id_field) == known)
                return next(found, None)

            heard = self._heard.again(known, document.updated_at, page.progress, shown)
        if due == self._before.streams:
            return frozenset() if heard else due
        # What another stream is due to hear of may have changed without a timestamp since it was sent.
        return self._before.streams if self._totals and not self._totals.is_current(outcome) else due

    def _nothing_changed(self, endpoint: Endpoint, begin: Progress) -> bool:
        """Tell whether the count that the totals need anyway shows that a walk over changes would meet nothing."""
        if self._totals is None or not self._before.begin.sales_only:
            return False
        found = self._totals.look(endpoint, begin)
        self._moment(found.given_at)
        if found.changed:
            return False
        self._read_to = self._read_to.moved(endpoint, replace(begin, started_at=found.given_at).finished())
        return True

    def _again(self, endpoint: Endpoint, page: Page) -> Iterator[AirbyteMessage]:
        read_at = self._moment(page.given_at)
        for outcome in self._read(endpoint, page):
            if self._held.is_known(outcome):
                self._held.meet(outcome)
                continue
            if self._totals:
                self._totals.meet(outcome, None, changed=True)
            yield from self._document(outcome, read_at, self._before.streams)

    def _stale(self) -> Iterator[tuple[Endpoint, Page]]:
        return self._totals.stale() if self._totals else iter(())

    def _numbered_otherwise(self) -> Iterator[AirbyteMessage | dict[str, Any]]:
        """Yield what documents give whose number is another's, as was not known when they were met."""
        pages = list(self._numbers.pages())
        if pages:
            yield self._foretold()
        for endpoint, page in pages:
            read_at = self._moment(page.given_at)
            for outcome in self._read(endpoint, page):
                if self._numbers.is_reordered(outcome.document.document_id):
                    if self._totals:
                        self._totals.meet(outcome, None, changed=True)
                    yield from self._document(outcome, read_at, self._before.streams)
                else:
                    yield from self._emission.of_number(outcome, read_at)

    def _held_before(self) -> Iterator[AirbyteMessage]:
        for endpoint, page in self._held.pages():
            yield from self._again(endpoint, page)
        for document_id, kind in self._held.gone():
            yield from self._emission.gone(document_id, kind, self._read_at)

    def _broke(self, met: Iterable[Unread]) -> Iterator[AirbyteMessage | dict[str, Any]]:
        """Tell of documents that cannot be understood any more and bear no timestamp that a walk would have met."""
        since = self._before.beginning.invoices.modified_since
        new = {
            unread.document.document_id: unread
            for unread in met
            if self._held.is_new(unread) and (not since or (unread.document.updated_at or since) >= since)
        }
        for unread in new.values():
            self._held.meet(unread)
        if new:
            yield self._foretold()
        for unread in new.values():
            yield from self._document(unread, self._moment(self._read_at), self._before.streams)

    def _read(self, endpoint: Endpoint, page: Page) -> list[Outcome | Unread]:
        outcomes = self._outcomes.of_page(endpoint, page)
        if "customers" in self._before.streams:
            self._contacts.read_of(outcome for outcome in outcomes if isinstance(outcome, Outcome))
        return outcomes

    def _document(
        self, outcome: Outcome | Unread, read_at: datetime, due: frozenset[str], *, again: bool = True
    ) -> Iterator[AirbyteMessage]:
        self._held.meet(outcome)
        heard_by_all = due == self._before.streams
        self._silent_changes.meet(outcome.document, heard_by_all=heard_by_all)
        self._overridden.meet(outcome.document, heard_by_all=heard_by_all)
        yield from self._emission.of(outcome, read_at, due, again=again)

    def _moment(self, given_at: datetime) -> datetime:
        """Return Xero's time of an answer, later than that of the answer before it."""
        self._read_at = max(given_at, self._read_at + timedelta(milliseconds=1))
        return self._read_at

    def _foretold(self) -> dict[str, Any]:
        """Return what a state must remember beside what it does, before it is told."""
        return {
            "held": dict(self._state.held),
            "overrides": self._overridden.foretold(),
            "shared_numbers": dict(self._state.shared_numbers),
        }

    def _control_totals(self, *, incomplete: bool = False) -> Iterator[AirbyteMessage | dict[str, Any]]:
        if self._totals is None:
            return
        sent = SentRows(self._state.sent)
        self._totals.recount(incomplete=incomplete)
        yield from self._broke(self._totals.unread)
        totals = [(total.key, total.row()) for total in self._totals.rows(incomplete=incomplete)]
        yield {"sent": sent.new(key for key, _ in totals)}
        for key, found in totals:
            row = {"tenant_id": self._organisation.tenant_id, **found}
            if sent.is_news(key, row):
                yield RowMessage("control_totals", {**row, "reconciled_at": self._read_at})
        self._totals.keep(self._state)
