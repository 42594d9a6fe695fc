"""One organisation's sales documents in one sync: read in order, what timestamps hide included."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from source_xero_revrec.ledger.contact_book import ContactBook
from source_xero_revrec.ledger.custom_fields import prove_custom_fields
from source_xero_revrec.ledger.documents import Documents, sales_only
from source_xero_revrec.ledger.emission import Emission
from source_xero_revrec.ledger.master_data import read_facts
from source_xero_revrec.ledger.outcomes import Outcomes
from source_xero_revrec.ledger.running_totals import Control
from source_xero_revrec.rules.conversion import Conversion
from source_xero_revrec.rules.identifiers import column_name
from source_xero_revrec.rules.products import Products
from source_xero_revrec.rules.rows import Rows
from xero_api import dates
from xero_api.endpoints import ACCOUNTS, CONTACTS, CREDIT_NOTES, INVOICES, ITEMS
from xero_api.errors import WalkIncomplete
from xero_api.models import CreditNote, Invoice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from airbyte_cdk.models import AirbyteMessage

    from source_xero_revrec.ledger.state import LedgerState, Places
    from source_xero_revrec.ledger.streams import RevrecStream
    from source_xero_revrec.options import RevrecOptions
    from source_xero_revrec.rules.customer_match import CustomerMatch
    from source_xero_revrec.rules.outcome import Outcome
    from source_xero_revrec.streams.walks import SharedWalks
    from xero_api.endpoints import Endpoint
    from xero_api.paging import Page
    from xero_api.progress import Progress
    from xero_connectors.organisations import Organisation


class LedgerReading:
    """Reads contacts, invoices, credit notes, and then what changed without a timestamp of its own."""

    def __init__(
        self,
        organisation: Organisation,
        options: RevrecOptions,
        walks: SharedWalks,
        streams: dict[str, RevrecStream],
        state: LedgerState,
        *,
        concurrent: int,
        customers: CustomerMatch | None,
        saved: dict[str, Places | None],
        beginning: Places,
        today: date,
    ) -> None:
        """Read for `streams`; `saved` tells how far each of them came before, `state` is kept up to date."""
        self._organisation = organisation
        self._walks = walks
        self._streams = streams
        self._state = state
        self._saved = saved
        self._today = today
        self._customers = customers
        self._begin = state.places
        self._beginning = beginning
        self._known_since = _known_since(saved)
        prove_custom_fields(organisation, options)
        self._facts = read_facts(organisation)
        self._documents = Documents(organisation, concurrent, since=beginning.invoices.modified_since)
        self._outcomes = Outcomes(
            Conversion(
                options,
                base_currency=self._facts.base_currency,
                country=self._facts.country,
                year_end=self._facts.year_end,
                customers=customers,
            ),
            self._documents,
            services_matter=options.credit_note_treatment != "point_in_time",
        )
        self.under_way = state.under_way or dates.iso_instant(self._facts.read_at)
        self._contacts = ContactBook()
        self._emission = Emission(
            streams,
            facts=self._facts,
            rows=Rows(
                organisation.tenant_id,
                self._facts.base_currency,
                orders=options.orders_from_invoices,
                custom_fields=tuple(column_name(field.revrec_field) for field in options.custom_fields),
            ),
            state=state,
            products=self._read_products() if "products" in streams else None,
            contacts=self._contacts,
            customers=customers,
            personal_data=not options.drop_personal_data,
            known=frozenset(name for name, places in saved.items() if places),
            unfinished_since=dates.instant(state.under_way) if state.under_way else None,
        )
        self._control = (
            Control(
                organisation,
                self._facts,
                self._documents,
                self._outcomes,
                state.tally,
                customers_may_be_missing=customers is not None,
            )
            if "control_totals" in streams
            else None
        )
        self._read_to = state.places
        self._contacts_read_to = state.places.contacts
        self._read_at = datetime.min.replace(tzinfo=UTC)
        self._notes_met: set[str] = set()
        self._notes_named: set[str] = set()
        self._invoices_changed = False

    def messages(self) -> Iterator[AirbyteMessage | None]:
        """Yield records, and None after each page of a first walk, where the state covers all records before it.

        A walk over changes has no such places: what no timestamp shows is read after it, and hangs on what it met. At
        the end the state covers everything.
        """
        touched = self._read_contacts()
        try:
            for endpoint in (INVOICES, CREDIT_NOTES):
                yield from self._walk(endpoint)
            if self._known_since:
                yield from self._read_again(touched)
            yield from self._emission.renamed_products(self._read_at)
            yield from self._control_totals()
        except WalkIncomplete:
            yield from self._control_totals(incomplete=True)
            raise
        self._state.places = replace(self._read_to, contacts=self._contacts_read_to)
        if self._customers:
            self._state.crm = self._customers.digest

    def _read_contacts(self) -> set[str]:
        """Keep the contacts that changed, and return those whose documents must be read again."""
        if self._customers and not self._known_since:
            self._state.crm = self._customers.digest
        everything = self._customers is not None and self._state.crm != self._customers.digest
        touched: set[str] = set()
        pages = self._documents.all_contacts() if everything else self._walks.pages(self._organisation, CONTACTS)
        for page in pages:
            self._contacts.enter(page.records, page.given_at)
            self._contacts_read_to = page.progress
            for contact in page.records:
                updated = dates.instant(contact["UpdatedDateUTC"])
                if self._known_since and (updated >= self._known_since or self._changes_hands(contact)):
                    touched.add(contact["ContactID"])
        if everything:
            # Until this sync is through, rows have been held against both: the next one must look at every name.
            self._state.crm = ""
        return touched

    def _changes_hands(self, contact: dict[str, Any]) -> bool:
        """Tell whether the CRM may have given a contact's name to another customer, or to none, since the last sync."""
        return self._customers is not None and self._customers.may_differ(contact["Name"], self._state.crm)

    def _walk(self, endpoint: Endpoint) -> Iterator[AirbyteMessage | None]:
        begin = self._begin.of(endpoint)
        started = self._walks.start(self._organisation, endpoint)
        since = {name: _second(places.of(endpoint)) if places else None for name, places in self._saved.items()}
        everyone = frozenset(since)
        filtered = any(since.values())
        first_walk = begin.modified_since == self._beginning.of(endpoint).modified_since
        counts = self._counts_along(endpoint, started, begin)
        for page in self._walks.pages(self._organisation, sales_only(endpoint) if self._begin.sales_only else endpoint):
            read_at = self._moment(page)
            outcomes = self._outcomes.of_page(endpoint, page)
            self._learn_contacts(outcomes)
            for outcome in outcomes:
                updated = outcome.document.updated_at
                due = everyone
                if filtered:
                    due = frozenset(name for name, moment in since.items() if moment is None or updated >= moment)
                if self._control:
                    self._control.meet(outcome, page.progress.started_at if counts else None, changed=bool(due))
                if due:
                    yield from self._document(outcome, read_at, due)
            self._read_to = self._read_to.moved(endpoint, page.progress)
            if first_walk and started == begin:
                self._state.places = self._state.places.moved(endpoint, page.progress)
                if self._control:
                    self._state.tally = self._control.to_json()
                yield None

    def _counts_along(self, endpoint: Endpoint, started: Progress, begin: Progress) -> bool:
        """Tell whether the control totals are counted with a walk: from the first page, or on from where they were.

        Totals that were counted up to another place are of no use: all documents are then counted anew. Other streams
        may make a walk begin further back; what was counted stays right, and changed months are counted anew.
        """
        if self._control is None:
            return False
        if started == begin == self._beginning.of(endpoint):
            if endpoint is INVOICES:
                self._control.begin_anew()
            return True
        counted = self._saved.get("control_totals")
        stands_here = counted is not None and counted.of(endpoint) == begin
        if stands_here and (begin.started_at is None or started == begin):
            return begin.started_at is not None
        self._control.distrust()
        return False

    def _learn_contacts(self, outcomes: list[Outcome]) -> None:
        """Read the contacts of documents that did not change themselves, for their addresses."""
        if "customers" in self._streams:
            ids = {outcome.document.contact.contact_id for outcome in outcomes if outcome.entries}
            for page in self._documents.contacts({each for each in ids if not self._contacts.find(each)}):
                self._contacts.enter(page.records, page.given_at)

    def _document(self, outcome: Outcome, read_at: datetime, due: frozenset[str]) -> Iterator[AirbyteMessage]:
        document = outcome.document
        if isinstance(document, Invoice):
            self._invoices_changed = True
            self._notes_named |= {credit.credit_note_id for credit in document.credit_notes}
        elif due == frozenset(self._streams):
            self._notes_met.add(document.document_id)
            self._remember(document)
        yield from self._emission.of(outcome, read_at, due)

    def _remember(self, note: CreditNote) -> None:
        if note.status == "AUTHORISED":
            self._state.open_credit_notes[note.document_id] = _use(note)
        else:
            self._state.open_credit_notes.pop(note.document_id, None)

    def _read_again(self, touched: set[str]) -> Iterator[AirbyteMessage]:
        """Read the documents of contacts that changed, and credit notes whose use may have changed."""
        everyone = frozenset(self._streams)
        for endpoint in (INVOICES, CREDIT_NOTES):
            for page in self._documents.of_contacts(endpoint, touched):
                yield from self._again(endpoint, page, everyone)
        if self._invoices_changed:
            yield from self._again_where_used()
        for page in self._documents.credit_notes(self._notes_named - self._notes_met):
            yield from self._again(CREDIT_NOTES, page, everyone)

    def _again_where_used(self) -> Iterator[AirbyteMessage]:
        """Read the open credit notes: one that an allocation was taken from is named by no invoice any more."""
        everyone = frozenset(self._streams)
        for page in self._documents.open_credit_notes():
            read_at = self._moment(page)
            for outcome in self._outcomes.of_page(CREDIT_NOTES, page):
                note = outcome.document
                known = self._state.open_credit_notes.get(note.document_id)
                if isinstance(note, CreditNote) and known != _use(note):
                    yield from self._changed(outcome, read_at, everyone)

    def _again(self, endpoint: Endpoint, page: Page, due: frozenset[str]) -> Iterator[AirbyteMessage]:
        read_at = self._moment(page)
        outcomes = self._outcomes.of_page(endpoint, page)
        self._learn_contacts(outcomes)
        for outcome in outcomes:
            yield from self._changed(outcome, read_at, due)

    def _changed(self, outcome: Outcome, read_at: datetime, due: frozenset[str]) -> Iterator[AirbyteMessage]:
        if self._control:
            self._control.meet(outcome, None, changed=True)
        yield from self._document(outcome, read_at, due)

    def _moment(self, page: Page) -> datetime:
        """Return Xero's time of an answer, later than that of the answer before it."""
        self._read_at = max(page.given_at, self._read_at + timedelta(milliseconds=1))
        return self._read_at

    def _read_products(self) -> Products:
        client = self._organisation.client
        items, accounts = (
            client.get(endpoint.path, scope=endpoint.scope, params=endpoint.params).body[endpoint.records_field]
            for endpoint in (ITEMS, ACCOUNTS)
        )
        return Products(
            items, accounts, tenant_id=self._organisation.tenant_id, base_currency=self._facts.base_currency
        )

    def _control_totals(self, *, incomplete: bool = False) -> Iterator[AirbyteMessage]:
        if self._control is None:
            return
        for total in self._control.rows(self._today, incomplete=incomplete):
            yield self._emission.message(
                "control_totals",
                {"tenant_id": self._organisation.tenant_id, **total.row(), "reconciled_at": self._read_at},
            )
        self._state.tally = self._control.to_json()


def _use(note: CreditNote) -> str:
    """Return a short text that changes when a credit note's allocations, refunds or remainder do."""
    used = (note.remaining_credit, note.allocations, note.payments)
    return hashlib.sha256(repr(used).encode()).hexdigest()[:12]


def _second(place: Progress) -> datetime | None:
    return place.modified_since.replace(microsecond=0) if place.modified_since else None


def _known_since(saved: dict[str, Places | None]) -> datetime | None:
    """Return the moment up to which the warehouse knows what timestamps hide, None before the first rows."""
    moments = [
        places.contacts.modified_since or places.invoices.started_at or places.invoices.modified_since
        for places in saved.values()
        if places
    ]
    return min((moment.replace(microsecond=0) for moment in moments if moment), default=None)
