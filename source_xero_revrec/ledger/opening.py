"""The opening of one organisation's ledger: what it stands on, and who reads, counts and tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from source_xero_revrec.ledger.contacts import Contacts
from source_xero_revrec.ledger.documents import Documents
from source_xero_revrec.ledger.emission import Emission
from source_xero_revrec.ledger.heard import Heard
from source_xero_revrec.ledger.held import HeldDocuments
from source_xero_revrec.ledger.master_data import OrganisationFacts, read_products
from source_xero_revrec.ledger.outcomes import Outcomes
from source_xero_revrec.ledger.overridden import OverriddenDocuments
from source_xero_revrec.ledger.override_table import OverrideTable
from source_xero_revrec.ledger.reading import LedgerReading
from source_xero_revrec.ledger.running_totals import RunningTotals
from source_xero_revrec.ledger.sent_documents import ROWS, SentDocuments
from source_xero_revrec.ledger.shared_numbers import SharedNumbers
from source_xero_revrec.ledger.silent_changes import SilentChanges
from source_xero_revrec.ledger.tracking_options import TrackingOptions
from source_xero_revrec.rules.chart import Chart
from source_xero_revrec.rules.conversion import Conversion, no_id
from source_xero_revrec.rules.periods.service_period import DateOrder
from source_xero_revrec.rules.periods.writings.calendar_dates import day_comes_first
from source_xero_revrec.rules.rows import Rows
from xero_api import dates
from xero_api.endpoints import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from source_xero_revrec.ledger.codes_of_form import CodesOfForm
    from source_xero_revrec.ledger.settings import LedgerSettings
    from source_xero_revrec.ledger.state import LedgerState, StreamPlaces
    from source_xero_revrec.ledger.streams import RevrecStream
    from source_xero_revrec.ledger.unread_records import UnreadRecords
    from source_xero_revrec.rules.customer_match import CustomerMatch
    from source_xero_revrec.rules.overrides.of_documents import Overrides
    from source_xero_revrec.rules.products import Products
    from source_xero_revrec.streams.walks import SharedWalks
    from xero_connectors.organisations import Organisation

_TELL_OF_LINES = frozenset({"order_details", "billing_schedule", "revenue_schedule"})


def _unknown() -> bool:
    """Say that the ledger was not asked."""
    return False


@dataclass(frozen=True)
class Opening:
    """What is known of an organisation before its first document is read; `customers` are None without a CRM.

    `table` are a person's overrides. `state` is what earlier syncs remember; whoever reads keeps it up to date.
    `accounts` gives the chart of accounts, which is read once where anything needs it; `unread` takes out of it, and of
    contacts and items, what cannot be understood. `codes` are those of the form, held against what is read anyway.
    """

    settings: LedgerSettings
    organisation: Organisation
    facts: OrganisationFacts
    before: StreamPlaces
    state: LedgerState
    customers: CustomerMatch | None
    accounts: Callable[[], list[dict[str, Any]]]
    unread: UnreadRecords
    table: OverrideTable = field(default_factory=OverrideTable)
    codes: CodesOfForm | None = None

    def reading(
        self, streams: dict[str, RevrecStream], walks: SharedWalks, *, concurrent: int, today: date
    ) -> LedgerReading:
        """Return what reads the documents for `streams`, `concurrent` pages at a time; totals are those of `today`.

        Products are read for it, where their stream is among them.
        """
        options = TrackingOptions(self.organisation, self.unread)
        products = self._products() if "products" in streams else None
        everything = self._differs(products, options) or self._mended(options)
        documents = Documents(self.organisation, concurrent, since=self.before.beginning.invoices.modified_since)
        order = DateOrder(day_comes_first(self.facts.country), self.facts.year_end)
        overridden = OverriddenDocuments(self.table, self.organisation, documents, self.state.overrides, order)
        numbers = SharedNumbers(documents, self.state.shared_numbers)
        prospective = self.settings.conversion.credit_note_treatment == "prospective"
        outcomes = Outcomes(
            self._conversion(streams, overridden.overrides, options),
            documents,
            services_matter=self.settings.invoices_date_credit_notes,
            credits_matter=prospective,
            numbers=numbers,
        )
        heard = Heard(self.state)
        sent = self._sent(streams, documents) if "control_totals" in streams else None
        contacts = self._contacts(walks, documents, heard)
        totals = self._totals(documents, outcomes, sent, numbers, today) if sent else None
        return LedgerReading(
            self.organisation,
            walks,
            self.before,
            self.state,
            heard=heard,
            contacts=contacts,
            outcomes=outcomes,
            emission=self._emission(streams, contacts, products, sent),
            silent_changes=SilentChanges(
                documents,
                self.state.open_credit_notes,
                self.state.credited,
                everything=everything,
                settled=totals.settled if totals else _unknown,
                refunds_date_rows=self.settings.conversion.paid_invoices_only,
                siblings_matter=prospective and bool(self.before.known_since),
            ),
            overridden=overridden,
            held=HeldDocuments(documents, self.state.held),
            unread=self.unread,
            numbers=numbers,
            totals=totals,
        )

    def _sent(self, streams: Mapping[str, RevrecStream], documents: Documents) -> SentDocuments:
        rows = ROWS.keys() & streams.keys()
        known = not rows.isdisjoint(self.before.known) if rows else bool(self.before.known)
        return SentDocuments(self.state.sent_documents, streams, rows_are_known=known, since=documents.since)

    def _totals(
        self, documents: Documents, outcomes: Outcomes, sent: SentDocuments, numbers: SharedNumbers, today: date
    ) -> RunningTotals:
        return RunningTotals(
            self.organisation,
            self.before,
            self.state,
            documents=documents,
            outcomes=outcomes,
            sent=sent,
            numbers=numbers,
            base_currency=self.facts.base_currency,
            today=today,
            accounts=self.accounts,
            customers_may_be_missing=self.customers is not None,
        )

    def _contacts(self, walks: SharedWalks, documents: Documents, heard: Heard) -> Contacts:
        return Contacts(
            lambda: walks.pages(self.organisation, CONTACTS),
            documents,
            self.state,
            self.before,
            self.customers,
            heard=heard,
            unread=self.unread,
        )

    def _differs(self, products: Products | None, options: TrackingOptions) -> bool:
        """Tell whether what decides rows of every document, and stamps none, is other than it was.

        That is the financial year, the class of an account, whether an account has an item's code, or the name of an
        option that fills a field or dates lines.
        """
        known, before = bool(self.before.known_since), self.state.account_codes
        names, named_before = options.names(self.settings.categories), self.state.options
        year = f"{self.facts.country} {self.facts.base_currency} {self.facts.year_end}"
        codes: dict[str, int | str] = {**Chart(self.accounts()).classes}
        same_year, self.state.year = self.state.year == year, year
        self.state.account_codes, self.state.options = codes, names
        if self.codes:
            self.codes.meet(self.accounts(), products.item_codes if products else None)
        if not known or self.before.resend:
            return False
        if not same_year or _other(before, codes) or _other(named_before, names):
            return True
        moved = codes.keys() ^ before.keys()
        return bool(moved) and not moved.isdisjoint((products or self._products()).item_codes)

    def _mended(self, options: TrackingOptions) -> bool:
        """Tell whether an account or a tracking category can be understood again, which rows did without."""
        if self.unread.waits("TrackingCategory"):
            options.categories()
        return self.unread.mended("Account") or self.unread.mended("TrackingCategory")

    def _products(self) -> Products:
        return read_products(self.organisation, self.facts.base_currency, self.accounts(), self.unread)

    def _conversion(
        self, streams: dict[str, RevrecStream], overrides: Overrides, options: TrackingOptions
    ) -> Conversion:
        tells_of_lines = not _TELL_OF_LINES.isdisjoint(streams)
        return Conversion(
            self.settings.conversion,
            base_currency=self.facts.base_currency,
            country=self.facts.country,
            year_end=self.facts.year_end,
            customers=self.customers,
            chart=Chart(self.accounts()),
            option_id=options.id_of if tells_of_lines else no_id,
            overrides=overrides,
        )

    def _emission(
        self,
        streams: dict[str, RevrecStream],
        contacts: Contacts,
        products: Products | None,
        sent: SentDocuments | None,
    ) -> Emission:
        base_currency = self.facts.base_currency
        return Emission(
            streams,
            facts=self.facts,
            rows=Rows(
                self.organisation.tenant_id,
                base_currency,
                orders=self.settings.orders_from_invoices,
                custom_fields=tuple(field.column for field in self.settings.custom_fields),
            ),
            state=self.state,
            products=products,
            contacts=contacts.book,
            customers=self.customers,
            personal_data=self.settings.personal_data,
            recognition=self.settings.recognition,
            sent=sent,
            known=self.before.known,
            unfinished_since=dates.instant(self.state.under_way) if self.state.under_way else None,
        )


def _other(before: Mapping[str, object], now: Mapping[str, object]) -> bool:
    """Tell whether anything that was known is otherwise; of an attempt that saw it so nothing is remembered."""
    return bool(now) and (not before or any(before.get(key, each) != each for key, each in now.items()))
