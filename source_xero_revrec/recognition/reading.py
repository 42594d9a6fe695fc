"""All that recognition needs of one organisation, read once in a sync for the streams that share it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from source_xero_revrec.ledger.balances import LedgerBalances, NotRead
from source_xero_revrec.ledger.documents import Documents, sales_only
from source_xero_revrec.ledger.master_data import OrganisationFacts, read_accounts, read_facts
from source_xero_revrec.ledger.outcomes import Outcomes
from source_xero_revrec.recognition.accounts import prove_accounts
from source_xero_revrec.recognition.closing import closing
from source_xero_revrec.recognition.document_lines import DocumentLines
from source_xero_revrec.recognition.tracking import CarriedTracking
from source_xero_revrec.rules.chart import Chart
from source_xero_revrec.rules.conversion import Conversion
from source_xero_revrec.rules.journals.on_accounts import JournalsOnAccounts
from source_xero_revrec.rules.recognition.entries import journal_entries
from source_xero_revrec.rules.recognition.intake import lines_of
from source_xero_revrec.rules.recognition.ledger import DatedLine, LedgerSide
from source_xero_revrec.rules.recognition.line import LIABILITY
from source_xero_revrec.rules.recognition.months import last_day, month_of
from source_xero_revrec.rules.recognition.positions import Positions
from source_xero_revrec.rules.recognition.posted import OPENING_KEY, PostedLine, month_and_kind
from source_xero_revrec.rules.recognition.roll_forward import roll_forward
from source_xero_revrec.rules.recognition.treatment import recognise
from xero_api.endpoints import CREDIT_NOTES, INVOICES, MANUAL_JOURNALS, TRACKING_CATEGORIES
from xero_api.models import Account, TrackingCategory, read
from xero_api.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from revrec_journals.key import JournalKey
    from source_xero_revrec.ledger.settings import LedgerSettings
    from source_xero_revrec.recognition.settings import Here
    from source_xero_revrec.rules.recognition.entries import Closing, Entries
    from source_xero_revrec.rules.recognition.roll_forward import RollForward
    from source_xero_revrec.rules.recognition.tie import Tie
    from source_xero_revrec.streams.walks import SharedWalks
    from xero_api.clock import Clock
    from xero_connectors.organisations import Organisation, Organisations


@dataclass(frozen=True)
class RecognisedBooks:
    """What recognition found in one organisation.

    `accounts` has the name and the class of each account by its code. `ties` are those of deferred accounts at the end
    of the month that was closed last and of the last month that is over; `ledger_unread` says why there are none.
    """

    facts: OrganisationFacts
    tracking: CarriedTracking
    accounts: dict[str, tuple[str, str]]
    closing: Closing
    positions: Positions
    entries: Entries
    roll_forward: tuple[RollForward, ...]
    ties: tuple[Tie, ...]
    ledger_unread: NotRead | None


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

    def _read(self, organisation: Organisation) -> RecognisedBooks:
        facts = read_facts(organisation)
        records = read_accounts(organisation)
        prove_accounts(self._here, records, organisation.name)
        tracking = CarriedTracking(_categories(organisation), self._settings.custom_fields)
        positions = self._positions(organisation, facts, records, tracking)
        accounts = _accounts(records)
        deferred = _liabilities(accounts)
        journals = self._journals(organisation, deferred)
        months = closing(self._here, today=self._today, locked_to=facts.locked_to)
        entries = journal_entries(positions, _posted(journals, tracking), months)
        rolled = [
            *roll_forward(
                positions, entries.owed, accounts=deferred, base_currency=facts.base_currency, until=months.until
            )
        ]
        ledger = self._ledger(organisation, [read(Account, each, "account", "AccountID") for each in records], months)
        unread = ledger if isinstance(ledger, NotRead) else None
        side = LedgerSide({} if isinstance(ledger, NotRead) else ledger, _dated(journals), months, facts.base_currency)
        ties = tuple(_ties(side, rolled, positions, entries))
        rows = tuple(row for row in rolled if row.month >= (months.first or 0))
        return RecognisedBooks(facts, tracking, accounts, months, positions, entries, rows, ties, unread)

    def _journals(self, organisation: Organisation, deferred: frozenset[str]) -> JournalsOnAccounts:
        journals = JournalsOnAccounts(_is_ours, deferred)
        for page in self._walks.pages(organisation, MANUAL_JOURNALS):
            for record in page.records:
                journals.add(record)
        return journals

    @property
    def _today(self) -> date:
        return self._clock.now().date()

    def _positions(
        self,
        organisation: Organisation,
        facts: OrganisationFacts,
        records: list[dict[str, Any]],
        tracking: CarriedTracking,
    ) -> Positions:
        documents = DocumentLines()
        conversion = Conversion(
            self._settings.conversion,
            base_currency=facts.base_currency,
            country=facts.country,
            year_end=facts.year_end,
            chart=Chart(records),
        )
        outcomes = Outcomes(
            conversion,
            Documents(organisation, self._organisations.concurrent_calls, since=None),
            services_matter=self._settings.invoices_date_credit_notes,
        )
        for endpoint in (INVOICES, CREDIT_NOTES):
            asked = sales_only(endpoint) if self._walks.sales_only(endpoint) else endpoint
            for page in self._walks.pages(organisation, asked):
                documents.enter(
                    (outcome.document.document_id, lines_of(outcome, tracking.of))
                    for outcome in outcomes.of_page(endpoint, page)
                )
        positions = Positions()
        rules = self._here.rules()
        for lines in documents.each():
            positions.add(recognise(line, rules) for line in lines)
        return positions

    def _ledger(
        self, organisation: Organisation, chart: Sequence[Account], months: Closing
    ) -> dict[int, dict[str, int]] | NotRead:
        """Return balances at the ends of the months that are tied, and before the cut-over."""
        last_over = month_of(self._today) - 1
        closed = max(months.locked or 0, months.through or 0)
        wanted = {last_over, min(closed, last_over) if closed else last_over}
        if months.first is not None:
            wanted.add(months.first - 1)
        read_balances = LedgerBalances(organisation.client, chart)
        found: dict[int, dict[str, int]] = {}
        for month in sorted(wanted):
            balances = read_balances.at(last_day(month))
            if isinstance(balances, NotRead):
                return balances
            found[month] = {account: each.balance for account, each in balances.items()}
        return found


def _accounts(records: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    return {each["Code"]: (each["Name"], each.get("Class") or "") for each in records if each.get("Code")}


def _liabilities(accounts: dict[str, tuple[str, str]]) -> frozenset[str]:
    return frozenset(code for code, (_, account_class) in accounts.items() if account_class == LIABILITY)


def _is_ours(key: JournalKey) -> bool:
    return key.journal_entry_id == OPENING_KEY or month_and_kind(key.journal_entry_id) is not None


def _posted(journals: JournalsOnAccounts, tracking: CarriedTracking) -> Iterator[PostedLine]:
    for each in journals.ours():
        options = tracking.of(each.tracking)
        yield PostedLine(each.key.journal_entry_id, each.account, options, each.amount, each.is_draft)


def _dated(journals: JournalsOnAccounts) -> list[DatedLine]:
    """Return the lines of our journals and of everyone else's on deferred accounts."""
    ours = (
        DatedLine(each.account, each.date, each.amount, each.key.journal_entry_id, each.is_draft)
        for each in journals.ours()
    )
    return [*ours, *(DatedLine(each.account, each.date, each.amount) for each in journals.others())]


def _ties(side: LedgerSide, rolled: Sequence[RollForward], positions: Positions, entries: Entries) -> Iterator[Tie]:
    """Yield each deferred account's tie, at the end of the months whose balances are known."""
    schedule = _balances(rolled)
    for month in sorted(side.balances):
        for account in sorted({row.account for row in rolled}):
            if month >= (side.closing.first or 0):
                yield side.tie(account, month, schedule, positions, entries)


def _categories(organisation: Organisation) -> list[TrackingCategory]:
    endpoint = TRACKING_CATEGORIES
    answer = organisation.client.get(endpoint.path, scope=endpoint.scope, params=endpoint.params)
    return [
        read(TrackingCategory, record, "tracking category", "TrackingCategoryID")
        for record in answer.body[endpoint.records_field]
    ]


def _balances(rows: Sequence[RollForward]) -> dict[tuple[str, int], int]:
    balances: dict[tuple[str, int], int] = {}
    for row in rows:
        key = row.account, row.month
        balances[key] = balances.get(key, 0) + row.homes.closing
    return balances
