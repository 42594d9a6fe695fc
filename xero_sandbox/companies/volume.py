"""A company with as many invoices as asked for, made quickly: patterns are priced once and then copied."""

from __future__ import annotations

import gc
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from xero_sandbox.books.books import Books
from xero_sandbox.books.cash.payments import shown_on_document
from xero_sandbox.books.documents.documents import Heading
from xero_sandbox.books.documents.settlement import settle
from xero_sandbox.books.kinds import kind_of, rate_of_document
from xero_sandbox.books.money import in_base
from xero_sandbox.companies.service_periods import write_period
from xero_sandbox.companies.setup import PRODUCT_LINES, REGIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from xero_sandbox.books.ledger.ledger import Transaction
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store

SPAN = timedelta(days=547)
QUIET = timedelta(days=2)
"""Nothing happened in the last two days, so that a sync's changes are its own."""
PATTERNS_A_MONTH = 20
CUSTOMERS = 200
TOGETHER = 5
"""Invoices that share one instant, as those of one import do."""
_PLANS = ("Platform Pro", "Platform Team", "Analytics add-on", "Premium support", "Zus\u00e4tzliche Pl\u00e4tze")


def volume_company(invoices: int, now: Callable[[], datetime], lines: int = 3) -> Books:
    """Return a company with this many sales invoices and a credit note for every fifty.

    Three invoices in four are paid, one in ten is in USD. UpdatedDateUTC spreads over eighteen months that end two
    days before now. The ledger's entries are built when somebody reads them.
    """
    collecting = gc.isenabled()
    gc.disable()  # nothing built here is garbage, and looking for it takes longer than the building
    try:
        return _Volume(invoices, now, lines).books
    finally:
        if collecting:
            gc.enable()


class _Volume:
    """Builds the company's past, invoice after invoice."""

    def __init__(self, invoices: int, now: Callable[[], datetime], lines: int) -> None:
        end = now().astimezone(UTC).replace(microsecond=0) - QUIET
        start = end - SPAN
        self._at = start
        self._lines = lines
        self.books = Books(seed=20250303, now=lambda: self._at, name="Volume Company (Global)")
        self._store: Store = self.books.store
        self._new_id = self._store.new_id
        self._patterns: dict[tuple[date, int], Record] = {}
        person = self.books.person
        person.add_currency("USD")
        person.create_branding_theme("Standard")
        person.create_tracking_category("Region", REGIONS)
        person.create_tracking_category("Product Line", PRODUCT_LINES)
        self._contacts = [person.create_contact(f"Customer {place:03d}") for place in range(CUSTOMERS)]
        for contact in self._contacts:
            contact["IsCustomer"] = True
        self._bank = self._store.account("090")
        step = (SPAN - timedelta(hours=1)) / max(invoices, 1)
        for place in range(invoices):
            if place % TOGETHER == 0:
                at = start + step * place
                self._at = at.replace(microsecond=at.microsecond // 1000 * 1000)
            invoice = self._invoice(place)
            if place % 50 == 25:
                self._credit(invoice, place)
        self.books.now = now

    def _invoice(self, place: int) -> Record:
        at, store = self._at, self._store
        day = at.date()
        pattern = self._pattern(day, place % PATTERNS_A_MONTH)
        new_id = self._new_id
        identifier = new_id()
        invoice = pattern.copy()
        invoice["InvoiceID"] = identifier
        invoice["InvoiceNumber"] = f"INV-{place + 1:06d}"
        invoice["Contact"] = self._contacts[place * 7919 % CUSTOMERS]
        invoice["Date"] = day
        invoice["DueDate"] = day + timedelta(days=20)
        invoice["LineItems"] = [{**line, "LineItemID": new_id()} for line in pattern["LineItems"]]
        invoice["UpdatedDateUTC"] = at
        store.add("Invoices", invoice)
        store.ledger.defer(identifier, store.postings.document, invoice, at)
        if place % 4 and place % 50 != 25:
            self._pay(invoice)
        return invoice

    def _pay(self, invoice: Record) -> None:
        store = self._store
        rate = invoice["CurrencyRate"]
        payment = self.books.desk.payments.compose(
            invoice, invoice["Total"], on=invoice["Date"], bank=self._bank, rate=rate, reference="Direct debit"
        )
        payment["UpdatedDateUTC"] = self._at
        invoice["Payments"] = [shown_on_document(payment)]
        settle(invoice)
        store.add("Payments", payment)
        store.ledger.defer(payment["PaymentID"], partial(_full_payment, store), payment, self._at)

    def _credit(self, invoice: Record, place: int) -> None:
        """Credit the first line of an open invoice; two credit notes in three are allocated to it."""
        line = {key: invoice["LineItems"][0][key] for key in ("Quantity", "UnitAmount", "AccountCode", "Tracking")}
        line["Description"] = f"Returned {write_period(place // 50, invoice['Date'])}".strip()
        credit = self.books.person.create_credit_note(
            invoice["Contact"]["ContactID"],
            [line],
            invoice["Date"],
            currency=invoice["CurrencyCode"],
            rate=invoice["CurrencyRate"],
            line_amount_types=invoice["LineAmountTypes"],
        )
        if place % 150 != 75:
            self.books.person.allocate_credit_note(
                credit["CreditNoteID"], invoice["InvoiceID"], credit["RemainingCredit"]
            )

    def _pattern(self, day: date, number: int) -> Record:
        """Return a priced invoice of the month; its Decimals, texts and tracking are shared by all its copies."""
        key = (day.replace(day=1), number)
        if key not in self._patterns:
            heading = Heading(
                on=key[0],
                currency="USD" if number % 10 == 3 else None,
                line_amount_types="Inclusive" if number % 5 == 4 else "Exclusive",
                reference="" if number % 3 else f"PO {number}",
            )
            lines = [self._line(key[0], number, place) for place in range(self._lines)]
            pattern = self.books.desk.documents.compose("ACCREC", self._contacts[0], lines, heading)
            self._patterns[key] = pattern
        return self._patterns[key]

    def _line(self, month: date, number: int, place: int) -> Record:
        price = Decimal(1900 + number * 1371 + place * 733) / 100
        tracking = [{"Name": "Region", "Option": REGIONS[(number + place) % len(REGIONS)]}]
        if place % 2 == 0:
            tracking.append({"Name": "Product Line", "Option": PRODUCT_LINES[number % len(PRODUCT_LINES)]})
        return {
            "Description": f"{_PLANS[(number + place) % len(_PLANS)]} {write_period(number + place, month)}".strip(),
            "Quantity": 1 + (number + place) % 4,
            "UnitAmount": price,
            "AccountCode": "210" if place % 3 else "200",
            "Tracking": tracking,
        }


def _full_payment(store: Store, payment: Record) -> Transaction:
    """Build the posting of a payment that settled its invoice whole, at the invoice's own rate."""
    invoice = store.records["Invoices"][payment["Invoice"]["InvoiceID"]]
    relief = -kind_of(invoice).sign * in_base(payment["Amount"], rate_of_document(invoice))
    return store.postings.payment(payment, invoice, relief)
