"""The table of the Accounting API's endpoints: what each is called, how it is read and which scope it needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Paging(Enum):
    """How a list is cut."""

    NONE = "none"
    PAGE = "page"
    """`page` alone: always 100 rows, no pagination object."""
    PAGE_AND_SIZE = "page and pageSize"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint of the Accounting API, by the facts of Xero's OpenAPI file and documentation."""

    name: str
    id_field: str
    scopes: tuple[str, ...]
    """Granular scopes, without `.read`; any one of them is enough."""
    list_key: str = ""
    """Name of the array in the envelope; the endpoint's own name when empty."""
    paging: Paging = Paging.NONE
    number_field: str = ""
    """A single record can also be asked for by this."""
    modified_since: bool = False
    stamp: str = "UpdatedDateUTC"
    id_breaks_ties: bool = False
    """The default order is UpdatedDateUTC ASC, then the id; otherwise the second key is undocumented."""
    lines: str = ""
    """Field that an unpaged list shows empty."""
    where: bool = True
    read_only_scope: bool = False
    """The scope exists only as it is, with `.read` in its own name."""

    @property
    def array(self) -> str:
        """Name of the array in the envelope."""
        return self.list_key or self.name


_INVOICES = "accounting.invoices"
_PAYMENTS = "accounting.payments"
_BANK = "accounting.banktransactions"
_SETTINGS = "accounting.settings"
_CONTACTS = "accounting.contacts"
_MANUAL_JOURNALS = "accounting.manualjournals"
ATTACHMENTS_SCOPE = "accounting.attachments"
_JOURNALS = "accounting.journals.read"
_TRIAL_BALANCE = "accounting.reports.trialbalance.read"

_SIZED = Paging.PAGE_AND_SIZE

_ALL = (
    Endpoint("Invoices", "InvoiceID", (_INVOICES,), paging=_SIZED, number_field="InvoiceNumber", modified_since=True,
             id_breaks_ties=True, lines="LineItems"),
    Endpoint("CreditNotes", "CreditNoteID", (_INVOICES,), paging=_SIZED, number_field="CreditNoteNumber",
             modified_since=True, id_breaks_ties=True, lines="LineItems"),
    Endpoint("Payments", "PaymentID", (_PAYMENTS,), paging=_SIZED, modified_since=True, id_breaks_ties=True),
    Endpoint("Prepayments", "PrepaymentID", (_PAYMENTS,), paging=_SIZED, modified_since=True, lines="LineItems"),
    Endpoint("Overpayments", "OverpaymentID", (_PAYMENTS,), paging=_SIZED, modified_since=True, lines="LineItems"),
    Endpoint("Contacts", "ContactID", (_CONTACTS,), paging=_SIZED, number_field="ContactNumber", modified_since=True,
             id_breaks_ties=True),
    Endpoint("ManualJournals", "ManualJournalID", (_MANUAL_JOURNALS,), paging=_SIZED, modified_since=True,
             lines="JournalLines"),
    Endpoint("BankTransactions", "BankTransactionID", (_BANK,), paging=_SIZED, modified_since=True,
             id_breaks_ties=True, lines="LineItems"),
    Endpoint("PurchaseOrders", "PurchaseOrderID", (_INVOICES,), paging=_SIZED, number_field="PurchaseOrderNumber",
             modified_since=True, where=False),
    Endpoint("Quotes", "QuoteID", (_INVOICES,), paging=Paging.PAGE, modified_since=True, where=False),
    Endpoint("LinkedTransactions", "LinkedTransactionID", (_INVOICES,), paging=Paging.PAGE, where=False),
    Endpoint("BatchPayments", "BatchPaymentID", (_PAYMENTS,), modified_since=True, id_breaks_ties=True),
    Endpoint("BankTransfers", "BankTransferID", (_BANK,), modified_since=True, stamp="CreatedDateUTC"),
    Endpoint("RepeatingInvoices", "RepeatingInvoiceID", (_INVOICES,), stamp=""),
    Endpoint("Accounts", "AccountID", (_SETTINGS,), modified_since=True),
    Endpoint("Items", "ItemID", (_SETTINGS, _INVOICES), number_field="Code", modified_since=True),
    Endpoint("TaxRates", "TaxType", (_SETTINGS,), stamp=""),
    Endpoint("Currencies", "Code", (_SETTINGS,), stamp=""),
    Endpoint("TrackingCategories", "TrackingCategoryID", (_SETTINGS,), stamp=""),
    Endpoint("Organisation", "OrganisationID", (_SETTINGS,), list_key="Organisations", stamp="", where=False),
    Endpoint("BrandingThemes", "BrandingThemeID", (_SETTINGS,), stamp="", where=False),
    Endpoint("Users", "UserID", (_SETTINGS,), modified_since=True),
    Endpoint("ContactGroups", "ContactGroupID", (_CONTACTS,), stamp=""),
    Endpoint("Employees", "EmployeeID", (_SETTINGS, _CONTACTS)),
    Endpoint("Journals", "JournalID", (_JOURNALS,), number_field="JournalNumber", modified_since=True,
             stamp="CreatedDateUTC", where=False, read_only_scope=True),
    Endpoint("Reports", "ReportID", (_TRIAL_BALANCE,), stamp="", where=False, read_only_scope=True),
)  # fmt: skip

ENDPOINTS = {each.name: each for each in _ALL}
"""Every endpoint that can be read, by its name in the URL."""

_BY_LOWER_NAME = {each.name.lower(): each for each in _ALL} | {"organisations": ENDPOINTS["Organisation"]}


def endpoint_named(name: str) -> Endpoint | None:
    """Return the endpoint of a URL's first part, in any case, or nothing."""
    return _BY_LOWER_NAME.get(name.lower())
