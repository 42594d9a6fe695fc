"""Credit notes of every kind: allocated, split, refunded, left open, taken back, voided, and for a bad debt."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from xero_sandbox.books.people import Person
    from xero_sandbox.books.records import Record
    from xero_sandbox.companies.contract import Contract
    from xero_sandbox.companies.diary import Diary

_BAD_DEBTS = "429"


class Credits:
    """Plans credit notes for invoices, of each kind by turns."""

    def __init__(self, person: Person, diary: Diary) -> None:
        """Act as this person, at the diary's instants."""
        self._person = person
        self._diary = diary
        self._count = 0
        self._kinds: tuple[Callable[[Record, Record, date], object], ...] = (
            self._in_part,
            self._whole,
            self._refunded,
            self._unallocated,
            self._taken_back,
            self._voided,
            self._bad_debt,
        )

    def plan(self, contract: Contract, invoice: Record, line: Record, day: date) -> None:
        """Plan a credit for the first line of an invoice, a month to eight after it."""
        kind = self._kinds[self._count % len(self._kinds)]
        on = day + timedelta(days=30 + self._count * 31 % 210)
        self._count += 1
        self._diary.plan(on, partial(self._make, kind, contract, invoice, line, on))

    def _make(
        self,
        kind: Callable[[Record, Record, date], object],
        contract: Contract,
        invoice: Record,
        line: Record,
        on: date,
    ) -> None:
        """Write the credit note: a third of the line, all of it, or an account that is no revenue."""
        whole = kind == self._whole
        text = line["Description"] if self._count % 2 else f"Credit for {contract.name}"
        made = line | {"Description": text, "UnitAmount": f"{contract.price / (100 if whole else 300):.2f}"}
        if kind == self._bad_debt:
            made |= {"Description": "Bad debt", "AccountCode": _BAD_DEBTS, "TaxType": "NONE"}
        note = self._person.create_credit_note(
            contract.customer,
            [made],
            on,
            currency=contract.currency,
            line_amount_types=invoice["LineAmountTypes"],
            reference=invoice["InvoiceNumber"],
        )
        kind(note, invoice, on)

    def _in_part(self, note: Record, invoice: Record, _: date) -> None:
        """Allocate half of it; the rest stays open."""
        self._allocate(note, invoice, note["Total"] / 2)

    def _whole(self, note: Record, invoice: Record, _: date) -> None:
        self._allocate(note, invoice, min(note["Total"], invoice["AmountDue"]))

    def _refunded(self, note: Record, invoice: Record, on: date) -> None:
        self._person.pay_invoice(invoice["InvoiceID"], None, on)
        self._person.refund_credit_note(note["CreditNoteID"], None, on)

    def _unallocated(self, note: Record, invoice: Record, on: date) -> None:
        """Leave it open for two months, and allocate it then."""
        later = partial(self._allocate, note, invoice, note["Total"])
        self._diary.plan(on + timedelta(days=61), later)

    def _taken_back(self, note: Record, invoice: Record, on: date) -> None:
        self._allocate(note, invoice, note["Total"])
        allocation = note["Allocations"][0]["AllocationID"]
        self._diary.plan(on + timedelta(days=45), partial(self._person.unallocate, note["CreditNoteID"], allocation))

    def _voided(self, note: Record, _: Record, on: date) -> None:
        self._diary.plan(on + timedelta(days=50), partial(self._person.void, note["CreditNoteID"]))

    def _bad_debt(self, note: Record, invoice: Record, _: date) -> None:
        self._allocate(note, invoice, note["Total"])

    def _allocate(self, note: Record, invoice: Record, amount: object) -> None:
        self._person.allocate_credit_note(note["CreditNoteID"], invoice["InvoiceID"], f"{amount:.2f}")
