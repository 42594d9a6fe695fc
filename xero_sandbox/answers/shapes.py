"""What a row of a list shows, and what only the single record adds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from xero_sandbox.answers.wire import day_string, instant_string, instant_without_offset
from xero_sandbox.books.money import CENT, FOUR_PLACES
from xero_sandbox.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Callable

    from xero_sandbox.books.records import Record
    from xero_sandbox.endpoints import Endpoint

    Shape = Callable[[Record], Record]

_DEFAULT = Switches()

DATED_TWINS = {
    "Invoices": ("Date", "DueDate"),
    "CreditNotes": ("Date", "DueDate"),
    "Prepayments": ("Date",),
    "Overpayments": ("Date",),
    "BankTransactions": ("Date",),
    "BatchPayments": ("Date",),
    "BankTransfers": ("Date",),
    "PurchaseOrders": ("Date", "DeliveryDate"),
    "Quotes": ("Date", "ExpiryDate"),
}
"""Business dates that have a String twin, by endpoint."""

STAMP_TWINS = ("Invoices", "CreditNotes", "Payments", "Prepayments", "Overpayments")
"""Endpoints whose UpdatedDateUTC has a String twin."""

_SUMMARY_DROPS = {
    "Invoices": ("Payments", "HasAttachments", "LineItems", "CISDeduction"),
    "Contacts": (
        "Addresses", "Phones", "ContactPersons", "ContactGroups", "HasAttachments", "Attachments", "PaymentTerms",
        "Balances", "Discount", "Website", "BrandingTheme", "BatchPayments",
    ),
}  # fmt: skip
_SINGLE_ONLY = ("Attachments",)
_RATED_ENDPOINTS = ("Invoices", "CreditNotes")
_UNIT_PRICE_ENDPOINTS = ("Invoices", "CreditNotes", "Prepayments", "Overpayments", "BankTransactions", "PurchaseOrders",
                         "Quotes", "RepeatingInvoices")  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """How much of each record an answer shows."""

    single: bool = False
    lines: bool = True
    summary_only: bool = False
    four_places: bool = False
    """unitdp=4: unit prices as they are kept."""
    switches: Switches = _DEFAULT


def shape(endpoint: Endpoint, view: View, base_currency: str = "") -> Shape:
    """Return the function that turns a record of the books into what this answer shows; records are never changed."""
    price = FOUR_PLACES if view.four_places else CENT
    drops = _SUMMARY_DROPS.get(endpoint.name, ()) if view.summary_only else ()
    rates = view.switches.base_currency_rate
    shown = _Shown(
        twins=DATED_TWINS.get(endpoint.name, ()),
        stamped=endpoint.name in STAMP_TWINS,
        drops=drops if view.single else (*drops, *_SINGLE_ONLY),
        empty="" if view.lines else endpoint.lines,
        price=price if endpoint.name in _UNIT_PRICE_ENDPOINTS else None,
        option_ids=endpoint.name != "Invoices" or view.single or view.switches.tracking_option_id_on_lines,
        full_contact=view.single,
        batch_texts=view.switches.batch_payment_texts,
        rateless=base_currency if endpoint.name in _RATED_ENDPOINTS and rates != "always" else "",
        every_rate=rates == "never",
    )
    if endpoint.name == "Organisation":
        return _organisation
    if endpoint.name == "Items":
        return lambda record: _item(shown.row(record), price)
    return shown.row


@dataclass(frozen=True, slots=True)
class _Shown:
    twins: tuple[str, ...]
    stamped: bool
    drops: tuple[str, ...]
    empty: str
    """Field whose list is shown empty."""
    price: Decimal | None
    option_ids: bool
    full_contact: bool
    batch_texts: bool
    rateless: str
    """Currency whose documents may lack CurrencyRate."""
    every_rate: bool
    """All of them lack it."""

    def row(self, record: Record) -> Record:
        made = self._fields(record)
        if self.stamped and isinstance(record.get("UpdatedDateUTC"), datetime):
            made["UpdatedDateUTCString"] = instant_string(record["UpdatedDateUTC"])
        if not self.full_contact and made.get("Contact"):
            made["Contact"] = contact_summary(made["Contact"])
        if self.price is not None and made.get("LineItems"):
            made["LineItems"] = [self._line(line, self.price) for line in made["LineItems"]]
        self._shorten(made)
        self._drop_rate(made)
        if made.get("CreditNotes"):
            made["CreditNotes"] = [_with_twin(note) for note in made["CreditNotes"]]
        return made

    def _fields(self, record: Record) -> Record:
        made: Record = {}
        for key, value in record.items():
            if key in self.drops:
                continue
            made[key] = [] if key == self.empty else value
            if key in self.twins and isinstance(value, date):
                made[f"{key}String"] = day_string(value)
        return made

    def _shorten(self, made: Record) -> None:
        if made.get("BatchPayment"):
            made["BatchPayment"] = self._batch(made["BatchPayment"])
        if "Contact" in (made.get("Invoice") or {}):
            made["Invoice"] = {**made["Invoice"], "Contact": contact_summary(made["Invoice"]["Contact"])}

    def _drop_rate(self, made: Record) -> None:
        if self.rateless and made.get("CurrencyCode") == self.rateless and (self.every_rate or _lacks_rate(made)):
            made.pop("CurrencyRate", None)

    def _batch(self, batch: Record) -> Record:
        total, reconciled = str(batch["TotalAmount"]), str(batch["IsReconciled"]).lower()
        if self.batch_texts:
            return {**batch, "TotalAmount": total, "IsReconciled": reconciled}
        return {**batch, "TotalAmount": Decimal(total), "IsReconciled": reconciled == "true"}

    def _line(self, line: Record, price: Decimal) -> Record:
        made = dict(line)
        if isinstance(made.get("UnitAmount"), Decimal):
            made["UnitAmount"] = made["UnitAmount"].quantize(price, ROUND_HALF_UP)
        if not self.option_ids and made.get("Tracking"):
            made["Tracking"] = [
                {key: value for key, value in each.items() if key != "TrackingOptionID"} for each in made["Tracking"]
            ]
        return made


def _lacks_rate(document: Record) -> bool:
    """Pick one document in five by its id, always the same ones."""
    return sum(str(document.get("InvoiceID") or document["CreditNoteID"]).encode()) % 5 == 0


def contact_summary(contact: Record) -> Record:
    """Return a document's contact as lists show it: id and name, everything else empty."""
    return {
        "ContactID": contact["ContactID"],
        "Name": contact.get("Name", ""),
        "Addresses": [],
        "Phones": [],
        "ContactGroups": [],
        "ContactPersons": [],
        "HasValidationErrors": False,
    }


def _with_twin(record: Record) -> Record:
    if isinstance(record.get("Date"), date) and "DateString" not in record:
        return record | {"DateString": day_string(record["Date"])}
    return record


def _item(item: Record, price: Decimal) -> Record:
    for key in ("SalesDetails", "PurchaseDetails"):
        details = item.get(key)
        if details and isinstance(details.get("UnitPrice"), Decimal):
            item[key] = details | {"UnitPrice": details["UnitPrice"].quantize(price, ROUND_HALF_UP)}
    return item


def _organisation(record: Record) -> Record:
    created = record.get("CreatedDateUTC")
    return record | ({"CreatedDateUTC": instant_without_offset(created)} if isinstance(created, datetime) else {})
