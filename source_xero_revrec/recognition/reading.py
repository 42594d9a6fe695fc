"""All that recognition needs of one organisation, read once in a sync for the streams that share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.crm.customers import crm_fault
from source_xero_revrec.crm.source import CrmFault
from source_xero_revrec.ledger.balances import NotRead
from source_xero_revrec.ledger.custom_fields import prove_categories
from source_xero_revrec.ledger.documents import Documents, sales_only
from source_xero_revrec.ledger.master_data import OrganisationFacts, read_accounts, read_facts
from source_xero_revrec.ledger.outcomes import Outcomes
from source_xero_revrec.ledger.overridden import OverriddenDocuments
from source_xero_revrec.ledger.override_table import OverrideTable, read_overrides
from source_xero_revrec.ledger.unread_records import UnreadRecords
from source_xero_revrec.recognition.accounts import prove_accounts
from source_xero_revrec.recognition.books import RecognisedBooks
from source_xero_revrec.recognition.closed_ledger import ClosedLedger
from source_xero_revrec.recognition.closing import closing
from source_xero_revrec.recognition.document_lines import DocumentLines
from source_xero_revrec.recognition.ledger_reading import LedgerReading, Scheduled, Ties
from source_xero_revrec.recognition.tracking import CarriedTracking
from source_xero_revrec.rules.chart import Chart
from source_xero_revrec.rules.conversion import Conversion
from source_xero_revrec.rules.journals.on_accounts import JournalsOnAccounts
from source_xero_revrec.rules.outcome import Bucket, Outcome, Unread, document_type
from source_xero_revrec.rules.periods.service_period import DateOrder
from source_xero_revrec.rules.periods.writings.calendar_dates import day_comes_first
from source_xero_revrec.rules.recognition.closed_line import Document
from source_xero_revrec.rules.recognition.entries import journal_entries
from source_xero_revrec.rules.recognition.intake import left_out_lines, lines_of
from source_xero_revrec.rules.recognition.line import LIABILITY, REVENUE, Held
from source_xero_revrec.rules.recognition.months import month_of
from source_xero_revrec.rules.recognition.positions import Positions
from source_xero_revrec.rules.recognition.posted import OPENING_KEY, PostedLine, month_and_kind
from source_xero_revrec.rules.recognition.revenue import revenue_months
from source_xero_revrec.rules.recognition.roll_forward import roll_forward, since_cut_over
from source_xero_revrec.rules.recognition.treatment import recognise
from xero_api.endpoints import CREDIT_NOTES, INVOICES, MANUAL_JOURNALS
from xero_api.errors import WalkIncomplete
from xero_api.models import Account
from xero_api.progress import Progress
from xero_api.settings import read_tracking_categories
from xero_api.unreadable import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from revrec_journals.key import JournalKey
    from source_xero_revrec.ledger.custom_fields import CustomField
    from source_xero_revrec.ledger.settings import LedgerSettings
    from source_xero_revrec.recognition.settings import Here
    from source_xero_revrec.rules.recognition.entries import Closing
    from source_xero_revrec.rules.recognition.line import Line
    from source_xero_revrec.streams.walks import SharedWalks
    from xero_api.clock import Clock
    from xero_api.endpoints import Endpoint
    from xero_api.paging import Page
    from xero_connectors.organisations import Organisation, Organisations


class RecognitionReading:
    """Reads organisations, each once; it takes part in the walks over sales documents and manual journals."""

    def __init__(
        self,
        settings: LedgerSettings,
        here: Here,
        organisations: Organisations,
        walks: SharedWalks,
        clock: Clock,
    ) -> None:
        """Read for the form's answers; nothing is read yet."""
        self._settings = settings
        self._here = here
        self._organisations = organisations
        self._walks = walks
        self._clock = clock
        self._found: dict[str, RecognisedBooks] = {}
        for endpoint in (INVOICES, CREDIT_NOTES):
            walks.join(endpoint, lambda _: Progress(), sales_only=True)
        walks.join(MANUAL_JOURNALS, lambda _: Progress())

    def of(self, organisation: Organisation) -> RecognisedBooks:
        """Return what recognition finds in an organisation; raises ConfigFault where its accounts do not fit."""
        if organisation.tenant_id not in self._found:
            self._found[organisation.tenant_id] = self._read(organisation)
        return self._found[organisation.tenant_id]

    @property
    def found(self) -> Sequence[RecognisedBooks]:
        """Return what was found so far."""
        return [*self._found.values()]

    def _read(self, organisation: Organisation) -> RecognisedBooks:
        facts = read_facts(organisation)
        records = _chart(organisation)
        prove_accounts(self._here, records, organisation.name)
        prove_categories(organisation, self._settings.custom_fields, self._settings.conversion.periods)
        tracking = _tracking(organisation, self._settings.custom_fields)
        documents = self._documents(organisation, facts, records, tracking)
        rules = self._here.rules()
        positions = Positions()
        for lines in documents.each():
            positions.add(recognise(line, rules) for line in lines)
        accounts = _accounts(records)
        liabilities, revenue = _of_class(accounts, LIABILITY), _of_class(accounts, REVENUE)
        journals = self._journals(organisation, liabilities | revenue)
        months = closing(self._here, today=self._today, locked_to=facts.locked_to)
        entries = journal_entries(positions, _posted(journals, tracking), months)
        rolled = [
            *roll_forward(
                positions,
                entries,
                accounts=(liabilities | entries.accounts) - revenue,
                base_currency=facts.base_currency,
                until=months.until,
                known=self._known(positions, months),
            )
        ]
        earned = [*revenue_months(positions, entries, accounts=revenue, first=months.first, until=months.until)]
        chart = [read(Account, each, "account", "AccountID") for each in records]
        ledger = LedgerReading(organisation, chart, months, facts.base_currency)
        tied = liabilities & {*rules.deferred_accounts, *entries.accounts}
        balances = [row for row in rolled if row.account in tied]
        ties = ledger.ties(journals, Scheduled(balances, earned, positions, entries), today=self._today)
        unread, found = (ties, Ties()) if isinstance(ties, NotRead) else (None, ties)
        return RecognisedBooks(
            facts=facts,
            tracking=tracking,
            accounts=accounts,
            closing=months,
            positions=positions,
            entries=entries,
            roll_forward=tuple(since_cut_over(rolled, months.first or 0, found.carried, facts.base_currency)),
            revenue=tuple(earned),
            ties=found,
            ledger_unread=unread,
            ledger=ClosedLedger(ledger.balances, journals.ours(), tied, revenue, facts.year_end),
            documents=documents,
            rules=rules,
            drafts=journals.drafts(),
            gone=journals.gone(),
        )

    def _known(self, positions: Positions, months: Closing) -> dict[str, int]:
        """Return since when accounts have a roll-forward, whether or not anything is scheduled on them.

        They are those of the form, and other liabilities that a document was sold into.
        """
        begun = [group.billed for group in positions.groups] + [group.billed for group in positions.held]
        # The months that are tied are among them: the one that is over last, and the one that was closed last.
        tied = [month for month in (month_of(self._today) - 1, months.locked, months.through) if month is not None]
        first = min([*begun, *tied]) if months.first is None else months.first
        strange = [group.account for group in positions.held if group.reason is Held.NO_REVENUE_ACCOUNT]
        return dict.fromkeys([*self._here.rules().deferred_accounts, *strange], first)

    def _journals(self, organisation: Organisation, deferred: frozenset[str]) -> JournalsOnAccounts:
        journals = JournalsOnAccounts(_is_ours, deferred)
        for page in self._walks.pages(organisation, MANUAL_JOURNALS):
            for record in page.records:
                journals.add(record)
        return journals

    @property
    def _today(self) -> date:
        return self._clock.now().date()

    def _documents(
        self,
        organisation: Organisation,
        facts: OrganisationFacts,
        records: list[dict[str, Any]],
        tracking: CarriedTracking,
    ) -> DocumentLines[Line]:
        kept: DocumentLines[Line] = DocumentLines()
        documents = Documents(organisation, self._organisations.concurrent_calls, since=None)
        order = DateOrder(day_comes_first(facts.country), facts.year_end)
        overridden = OverriddenDocuments(self._overrides(), organisation, documents, {}, order)
        conversion = Conversion(
            self._settings.conversion,
            base_currency=facts.base_currency,
            country=facts.country,
            year_end=facts.year_end,
            chart=Chart(records),
            overrides=overridden.overrides,
        )
        outcomes = Outcomes(
            conversion,
            documents,
            services_matter=self._settings.invoices_date_credit_notes,
            credits_matter=self._settings.conversion.credit_note_treatment == "prospective",
        )

        def take(endpoint: Endpoint, page: Page) -> None:
            found = [*_understood(outcomes.of_page(endpoint, page), organisation.name)]
            kept.enter((_about(outcome), _lines(outcome, tracking)) for outcome in found)
            for outcome in found:
                overridden.meet(outcome.document, heard_by_all=True)

        overridden.find()
        for endpoint in (INVOICES, CREDIT_NOTES):
            asked = sales_only(endpoint) if self._walks.sales_only(endpoint) else endpoint
            for page in self._walks.pages(organisation, asked):
                take(endpoint, page)
        for endpoint, page in overridden.pages():
            take(endpoint, page)
        return kept

    def _overrides(self) -> OverrideTable:
        """Return what a person's table says about documents."""
        place = self._settings.conversion.periods.overrides
        try:
            found = read_overrides(place, self._clock) if place else []
        except CrmFault as fault:
            raise crm_fault(fault) from None
        return OverrideTable(found, self._organisations.connected().organisations)


def _tracking(organisation: Organisation, custom_fields: Sequence[CustomField]) -> CarriedTracking:
    """Read what lines carry; a category that no custom field names may be one that cannot be understood."""
    carried = {field.xero_tracking_category for field in custom_fields}
    return CarriedTracking(read_tracking_categories(organisation.client, needed=carried), custom_fields)


def _about(outcome: Outcome) -> Document:
    document = outcome.document
    return Document(
        document.document_id,
        document.number,
        document_type(document).value,
        document.status,
        document.date,
        document.contact.name,
    )


def _lines(outcome: Outcome, tracking: CarriedTracking) -> list[Line]:
    return [*lines_of(outcome, tracking.of), *left_out_lines(outcome, tracking.of)]


def _chart(organisation: Organisation) -> list[dict[str, Any]]:
    """Return the accounts; raises WalkIncomplete where one cannot be understood, since its class would be a guess."""
    unread = UnreadRecords({})
    records = unread.readable("Account", read_accounts(organisation), whole=True)
    for _, _, finding in unread.news():
        if finding:
            raise _refused(organisation.name, finding.explanation)
    return records


def _understood(outcomes: Sequence[Outcome | Unread], organisation: str) -> Iterator[Outcome]:
    """Yield the documents; raises WalkIncomplete at a held one, without which no sum would be the ledger's."""
    for outcome in outcomes:
        if isinstance(outcome, Outcome):
            yield outcome
        elif outcome.bucket is Bucket.HELD:
            document = outcome.document
            faults = "; ".join(str(fault) for fault in document.faults)
            raise _refused(organisation, f"{document.number or document.document_id}: {faults}.")


def _refused(organisation: str, why: str) -> WalkIncomplete:
    return WalkIncomplete(
        f"The revenue of {organisation} is not recognised, since Xero sent what cannot be understood. {why} Correct it "
        f"in Xero, then sync."
    )


def _accounts(records: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    return {each["Code"]: (each["Name"], each.get("Class") or "") for each in records if each.get("Code")}


def _of_class(accounts: dict[str, tuple[str, str]], wanted: str) -> frozenset[str]:
    return frozenset(code for code, (_, account_class) in accounts.items() if account_class == wanted)


def _is_ours(key: JournalKey) -> bool:
    return key.journal_entry_id == OPENING_KEY or month_and_kind(key.journal_entry_id) is not None


def _posted(journals: JournalsOnAccounts, tracking: CarriedTracking) -> Iterator[PostedLine]:
    for each in journals.ours():
        options = tracking.of(each.tracking)
        yield PostedLine(each.key.journal_entry_id, each.account, options, each.amount, each.is_draft)
