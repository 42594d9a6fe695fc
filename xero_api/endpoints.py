"""The collections of Xero's Accounting API: where they are, what identifies a record, and how they can be walked.

Source: Xero's OpenAPI file and developer documentation (paging, requests).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from xero_api import scopes

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE_SIZE = 1000


class Order(Enum):
    """How a collection comes: in one piece, or in pages that follow each other in some order."""

    WHOLE = "one answer holds everything"
    BY_ID = "pages in the order of the record's id"
    BY_UPDATE = "pages in the order of UpdatedDateUTC, where Xero takes no other"
    UNSORTED = "pages in no documented order"
    BY_NUMBER = "batches after a journal number"


@dataclass(frozen=True)
class Endpoint:
    """One collection; `modified_since` tells whether If-Modified-Since can be relied on.

    Of what is `everywhere` no organisation is without, so that an empty list of it is an answer gone wrong.
    """

    path: str
    id_field: str
    scope: str
    order: Order
    modified_since: bool = False
    sized: bool = True
    params: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    envelope: str = ""
    everywhere: bool = False

    @property
    def records_field(self) -> str:
        """Return the name of the list in Xero's answer."""
        return self.envelope or self.path


_ARCHIVED = MappingProxyType({"includeArchived": "true"})
_UNIT_PRICES = MappingProxyType({"unitdp": "4"})

INVOICES = Endpoint(
    "Invoices", "InvoiceID", scopes.INVOICES, Order.BY_ID, modified_since=True, params={**_ARCHIVED, **_UNIT_PRICES}
)
CREDIT_NOTES = Endpoint(
    "CreditNotes", "CreditNoteID", scopes.INVOICES, Order.BY_ID, modified_since=True, params=_UNIT_PRICES
)
CONTACTS = Endpoint("Contacts", "ContactID", scopes.CONTACTS, Order.BY_ID, modified_since=True, params=_ARCHIVED)
PAYMENTS = Endpoint("Payments", "PaymentID", scopes.PAYMENTS, Order.BY_ID, modified_since=True)
PREPAYMENTS = Endpoint(
    "Prepayments", "PrepaymentID", scopes.PAYMENTS, Order.BY_ID, modified_since=True, params=_UNIT_PRICES
)
OVERPAYMENTS = Endpoint(
    "Overpayments", "OverpaymentID", scopes.PAYMENTS, Order.BY_ID, modified_since=True, params=_UNIT_PRICES
)
BATCH_PAYMENTS = Endpoint("BatchPayments", "BatchPaymentID", scopes.PAYMENTS, Order.WHOLE, modified_since=True)
BANK_TRANSACTIONS = Endpoint(
    "BankTransactions",
    "BankTransactionID",
    scopes.BANK_TRANSACTIONS,
    Order.BY_ID,
    modified_since=True,
    params=_UNIT_PRICES,
)
# A transfer has no UpdatedDateUTC, so its deletion moves no timestamp: only the whole list shows it.
BANK_TRANSFERS = Endpoint(
    "BankTransfers", "BankTransferID", scopes.BANK_TRANSACTIONS, Order.WHOLE, params={"includeDeleted": "true"}
)
# With any `order` in the request Xero ignores paging here and sends everything.
MANUAL_JOURNALS = Endpoint(
    "ManualJournals", "ManualJournalID", scopes.MANUAL_JOURNALS, Order.BY_UPDATE, modified_since=True
)
PURCHASE_ORDERS = Endpoint("PurchaseOrders", "PurchaseOrderID", scopes.INVOICES, Order.BY_ID, modified_since=True)
QUOTES = Endpoint("Quotes", "QuoteID", scopes.INVOICES, Order.BY_ID, modified_since=True, sized=False)
LINKED_TRANSACTIONS = Endpoint(
    "LinkedTransactions", "LinkedTransactionID", scopes.INVOICES, Order.UNSORTED, sized=False
)
REPEATING_INVOICES = Endpoint("RepeatingInvoices", "RepeatingInvoiceID", scopes.INVOICES, Order.WHOLE)
ACCOUNTS = Endpoint("Accounts", "AccountID", scopes.SETTINGS, Order.WHOLE, modified_since=True, everywhere=True)
ITEMS = Endpoint("Items", "ItemID", scopes.SETTINGS, Order.WHOLE, modified_since=True, params=_UNIT_PRICES)
TAX_RATES = Endpoint("TaxRates", "Name", scopes.SETTINGS, Order.WHOLE)
CURRENCIES = Endpoint("Currencies", "Code", scopes.SETTINGS, Order.WHOLE)
TRACKING_CATEGORIES = Endpoint(
    "TrackingCategories", "TrackingCategoryID", scopes.SETTINGS, Order.WHOLE, params=_ARCHIVED
)
ORGANISATION = Endpoint(
    "Organisation", "OrganisationID", scopes.SETTINGS, Order.WHOLE, envelope="Organisations", everywhere=True
)
BRANDING_THEMES = Endpoint("BrandingThemes", "BrandingThemeID", scopes.SETTINGS, Order.WHOLE)
CONTACT_GROUPS = Endpoint("ContactGroups", "ContactGroupID", scopes.CONTACTS, Order.WHOLE)
EMPLOYEES = Endpoint("Employees", "EmployeeID", scopes.SETTINGS, Order.WHOLE, modified_since=True)
USERS = Endpoint("Users", "UserID", scopes.SETTINGS, Order.WHOLE, modified_since=True)
JOURNALS = Endpoint("Journals", "JournalID", scopes.JOURNALS, Order.BY_NUMBER)
# A report is read as it is on a day, and has a row for each account.
TRIAL_BALANCE = Endpoint("Reports/TrialBalance", "AccountID", scopes.TRIAL_BALANCE, Order.WHOLE, envelope="Reports")
