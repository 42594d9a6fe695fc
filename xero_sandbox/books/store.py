"""The records of one organisation, how they are found, stamped and kept out of locked periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.identifiers import Identifiers
from xero_sandbox.books.ledger.ledger import Ledger
from xero_sandbox.books.ledger.postings import Postings
from xero_sandbox.books.records import BooksError
from xero_sandbox.books.settings.chart import accounts
from xero_sandbox.books.settings.currencies import currency
from xero_sandbox.books.settings.organisation import organisation_record
from xero_sandbox.books.settings.tax import tax_rates
from xero_sandbox.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from xero_sandbox.books.records import Record

# Endpoint: the field that identifies its records.
ID_FIELDS = {
    "Accounts": "AccountID",
    "BankTransactions": "BankTransactionID",
    "BankTransfers": "BankTransferID",
    "BatchPayments": "BatchPaymentID",
    "BrandingThemes": "BrandingThemeID",
    "ContactGroups": "ContactGroupID",
    "Contacts": "ContactID",
    "CreditNotes": "CreditNoteID",
    "Currencies": "Code",
    "Employees": "EmployeeID",
    "Invoices": "InvoiceID",
    "Items": "ItemID",
    "LinkedTransactions": "LinkedTransactionID",
    "ManualJournals": "ManualJournalID",
    "Overpayments": "OverpaymentID",
    "Payments": "PaymentID",
    "Prepayments": "PrepaymentID",
    "PurchaseOrders": "PurchaseOrderID",
    "Quotes": "QuoteID",
    "RepeatingInvoices": "RepeatingInvoiceID",
    "TaxRates": "TaxType",
    "TrackingCategories": "TrackingCategoryID",
    "Users": "UserID",
}

DATED = ("Invoices", "CreditNotes", "ManualJournals")
"""Endpoints whose records remember when they were made."""

_CLOSED_TO_LINES = ("DEBTORS", "CREDITORS", "RETAINEDEARNINGS")
_NUMBERS = {
    "CreditNotes": "CreditNoteNumber",
    "Invoices": "InvoiceNumber",
    "Items": "Code",
    "PurchaseOrders": "PurchaseOrderNumber",
    "Quotes": "QuoteNumber",
}


class Store:
    """Every record of one organisation by endpoint and id, in the order they were made."""

    def __init__(self, *, seed: int, now: Callable[[], datetime], name: str, base_currency: str, country: str) -> None:
        """Start with the organisation, its chart, tax rates and base currency."""
        self.now = now
        self.identifiers = Identifiers(seed)
        self.new_id = self.identifiers.next
        self.records: dict[str, dict[str, Record]] = {endpoint: {} for endpoint in ID_FIELDS}
        self.ledger = Ledger()
        self.created: dict[str, datetime] = {}
        """When each record of DATED was made; Xero shows that in its history alone."""
        self.switches = Switches()
        self.changes = 0
        self._by_number: dict[tuple[str, str], list[str]] = {}
        self._codes: dict[str, Record] = {}
        self._system: dict[str, Record] = {}
        at = self.instant()
        self.organisation = organisation_record(self.new_id(), name, base_currency, country, at)
        for rate in tax_rates(country).values():
            self.add("TaxRates", rate)
        self.add("Currencies", currency(base_currency))
        for account in accounts(self.new_id, base_currency, at, "VAT" if country == "GB" else "GST"):
            self.add_account(account)
        self.postings = Postings(self.account, self.system_account)

    @property
    def changes(self) -> int:
        """How often anything has been changed; whoever changes a record without `touch` or `add` counts it here."""
        return self._changes

    @changes.setter
    def changes(self, count: int) -> None:
        self._changes = count
        self.changed_at = self.now()

    @property
    def base_currency(self) -> str:
        """The organisation's base currency code."""
        code: str = self.organisation["BaseCurrency"]
        return code

    def instant(self) -> datetime:
        """Return now in UTC, at the milliseconds that Xero keeps."""
        now = self.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def today(self) -> date:
        """Return the calendar day of now in UTC (our choice; Xero takes the organisation's zone)."""
        return self.now().date()

    def touch(self, record: Record) -> None:
        """Stamp a changed record's UpdatedDateUTC."""
        record["UpdatedDateUTC"] = self.instant()
        self.changes += 1

    def add(self, endpoint: str, record: Record) -> Record:
        """Keep a new record."""
        identifier = record[ID_FIELDS[endpoint]]
        self.records[endpoint][identifier] = record
        if endpoint in DATED:
            self.created[identifier] = self.instant()
        self.changes += 1
        if endpoint in _NUMBERS and (number := record.get(_NUMBERS[endpoint])):
            self._by_number.setdefault((endpoint, number), []).append(identifier)
        return record

    def add_account(self, account: Record) -> Record:
        """Keep a new account and make it known by its code and system name."""
        self.add("Accounts", account)
        if "Code" in account:
            self._codes[account["Code"]] = account
        if "SystemAccount" in account:
            self._system[account["SystemAccount"]] = account
        return account

    def account(self, code_or_id: str) -> Record:
        """Return an account by code or AccountID, archived ones too."""
        account = self.records["Accounts"].get(code_or_id) or self._codes.get(code_or_id)
        if account is None:
            raise BooksError(f"Account code '{code_or_id}' is not a valid code for this document.")
        return account

    def usable_account(self, code_or_id: str) -> Record:
        """Return an active account; an archived one raises Xero's sentence."""
        account = self.account(code_or_id)
        if account["Status"] != "ACTIVE":
            message = (
                f"Account code '{code_or_id}' has been archived, or has been deleted."
                " Each line item must reference a valid account."
            )
            raise BooksError(message)
        return account

    def line_account(self, code_or_id: str) -> Record:
        """Return an active account that a line can be coded to: no bank or control account, nor retained earnings."""
        account = self.usable_account(code_or_id)
        if account.get("SystemAccount") in _CLOSED_TO_LINES or account["Type"] == "BANK":
            raise BooksError(f"Account code '{code_or_id}' is not a valid code for this document.")
        return account

    def system_account(self, name: str) -> Record:
        """Return the account with this SystemAccount."""
        return self._system[name]

    def numbered(self, endpoint: str, number: str) -> list[Record]:
        """Return the records of an endpoint that carry this number; bills may share one."""
        return [self.records[endpoint][key] for key in self._by_number.get((endpoint, number), ())]

    def find(self, endpoint: str, id_or_number: str) -> Record:
        """Return a record by id or number; unknown and ambiguous ones raise BooksError."""
        record = self.records[endpoint].get(id_or_number)
        if record is not None:
            return record
        candidates = self.numbered(endpoint, id_or_number)
        if len(candidates) > 1:
            candidates = [each for each in candidates if each.get("Type") == "ACCREC"] or candidates
        if len(candidates) == 1:
            return candidates[0]
        found = "several carry that number, give the id" if candidates else "none has that id or number"
        raise BooksError(f"{endpoint} '{id_or_number}': {found}.")

    def document(self, id_or_number: str, endpoints: tuple[str, ...] = ("Invoices", "CreditNotes")) -> Record:
        """Return the one record of several endpoints that has this id or number."""
        for endpoint in endpoints:
            if id_or_number in self.records[endpoint] or self.numbered(endpoint, id_or_number):
                return self.find(endpoint, id_or_number)
        raise BooksError(f"None of {', '.join(endpoints)} has the id or number '{id_or_number}'.")

    def next_number(self, endpoint: str, prefix: str) -> str:
        """Return the next free number of a series such as INV-0001."""
        place = len(self.records[endpoint]) + 1
        while self.numbered(endpoint, f"{prefix}{place:04d}"):
            place += 1
        return f"{prefix}{place:04d}"

    def require_currency(self, code: str) -> None:
        """Refuse a currency that the organisation has not subscribed to."""
        if code not in self.records["Currencies"]:
            raise BooksError(f"Organisation is not subscribed to currency {code}")

    def require_open(self, on: date) -> None:
        """Refuse a change dated on or before a lock date."""
        for key, words in (("EndOfYearLockDate", "end of year lock date"), ("PeriodLockDate", "period lock date")):
            lock = self.organisation.get(key)
            if lock is not None and on <= lock:
                raise BooksError(f"The document date cannot be before the {words}, currently set at {lock:%d-%b-%Y}")
