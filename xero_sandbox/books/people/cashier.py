"""Moves money: payments, refunds, batches, allocations, advances, bank transactions and transfers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.kinds import CREDITS
from xero_sandbox.books.money import decimal_of, rate_of
from xero_sandbox.books.people.role import Role, day_of
from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xero_sandbox.books.money import Amount
    from xero_sandbox.books.people.role import Day
    from xero_sandbox.books.records import Record


class Cashier(Role):
    """Moves money: payments, refunds, batches, allocations, advances, bank transactions and transfers."""

    def pay_invoice(
        self,
        id: str,  # noqa: A002
        amount: Amount | None = None,
        date: Day | None = None,
        *,
        account: str = "090",
        rate: Amount | None = None,
        reference: str = "",
    ) -> Record:
        """Pay an invoice or bill, in full without an amount, today without a date; returns the Payment."""
        return self._pay(
            self._store.find("Invoices", id), amount=amount, date=date, account=account, rate=rate, reference=reference
        )

    def refund_credit_note(
        self,
        id: str,  # noqa: A002
        amount: Amount | None = None,
        date: Day | None = None,
        *,
        account: str = "090",
        rate: Amount | None = None,
        reference: str = "",
    ) -> Record:
        """Refund a credit note, prepayment or overpayment; returns the Payment."""
        return self._pay(
            self._store.document(id, CREDITS), amount=amount, date=date, account=account, rate=rate, reference=reference
        )

    def remove_payment(self, id: str) -> Record:  # noqa: A002
        """Delete a payment or refund; returns it with Status DELETED."""
        return self._desk.payments.remove(self._store.find("Payments", id))

    def pay_batch(
        self, ids: Sequence[str], date: Day | None = None, *, account: str = "090", reference: str = ""
    ) -> Record:
        """Pay several invoices or several bills with one bank line; returns the BatchPayment."""
        documents = [self._store.find("Invoices", each) for each in ids]
        return self._desk.payments.pay_batch(
            documents, on=self._day_or_today(date), account=account, reference=reference
        )

    def remove_batch_payment(self, id: str) -> Record:  # noqa: A002
        """Delete a batch payment with all its payments."""
        return self._desk.payments.remove_batch(self._store.find("BatchPayments", id))

    def allocate_credit_note(self, id: str, invoice_id: str, amount: Amount) -> Record:  # noqa: A002
        """Apply a credit note, prepayment or overpayment to an invoice; returns the credit."""
        credit = self._store.document(id, CREDITS)
        return self._desk.allocations.allocate(credit, self._store.find("Invoices", invoice_id), decimal_of(amount))

    def unallocate(self, credit_note_id: str, allocation_id: str) -> Record:
        """Take an allocation back; returns the credit."""
        return self._desk.allocations.remove(self._store.document(credit_note_id, CREDITS), allocation_id)

    def receive_prepayment(
        self,
        contact: str,
        amount: Amount,
        date: Day | None = None,
        *,
        account: str = "090",
        currency: str | None = None,
        rate: Amount | None = None,
        reference: str = "",
        description: str = "",
        type: str = "RECEIVE-PREPAYMENT",  # noqa: A002 - Xero's word
    ) -> Record:
        """Receive (or with SPEND-PREPAYMENT make) a prepayment, gross."""
        return self._advance(
            ("RECEIVE-PREPAYMENT", "SPEND-PREPAYMENT"),
            type,
            contact,
            amount=amount,
            date=date,
            account=account,
            currency=currency,
            rate=rate,
            reference=reference,
            description=description,
        )

    def receive_overpayment(
        self,
        contact: str,
        amount: Amount,
        date: Day | None = None,
        *,
        account: str = "090",
        currency: str | None = None,
        rate: Amount | None = None,
        reference: str = "",
        description: str = "",
        type: str = "RECEIVE-OVERPAYMENT",  # noqa: A002 - Xero's word
    ) -> Record:
        """Receive (or with SPEND-OVERPAYMENT make) an overpayment, gross."""
        return self._advance(
            ("RECEIVE-OVERPAYMENT", "SPEND-OVERPAYMENT"),
            type,
            contact,
            amount=amount,
            date=date,
            account=account,
            currency=currency,
            rate=rate,
            reference=reference,
            description=description,
        )

    def create_bank_transaction(
        self,
        contact: str,
        lines: Sequence[Record],
        date: Day,
        *,
        type: str = "SPEND",  # noqa: A002 - Xero's word
        account: str = "090",
        line_amount_types: str = "Inclusive",
        reference: str = "",
    ) -> Record:
        """Spend or receive money without an invoice."""
        return self._desk.bank.transact(
            type,
            self._desk.contacts.find(contact),
            lines,
            on=day_of(date),
            account=account,
            line_amount_types=line_amount_types,
            reference=reference,
        )

    def transfer(
        self, source: str, target: str, amount: Amount, date: Day | None = None, *, reference: str = ""
    ) -> Record:
        """Move money between two bank accounts."""
        return self._desk.bank.transfer(
            source, target, decimal_of(amount), on=self._day_or_today(date), reference=reference
        )

    def _pay(
        self,
        document: Record,
        *,
        amount: Amount | None,
        date: Day | None,
        account: str,
        rate: Amount | None,
        reference: str,
    ) -> Record:
        return self._desk.payments.pay(
            document,
            None if amount is None else decimal_of(amount),
            on=self._day_or_today(date),
            account=account,
            rate=None if rate is None else rate_of(rate),
            reference=reference,
        )

    def _advance(
        self,
        kinds: tuple[str, ...],
        kind: str,
        contact: str,
        *,
        amount: Amount,
        date: Day | None,
        account: str,
        currency: str | None,
        rate: Amount | None,
        reference: str,
        description: str,
    ) -> Record:
        if kind not in kinds:
            raise BooksError(f"'{kind}' is not one of {', '.join(kinds)}.")
        return self._desk.advances.receive(
            kind,
            self._desk.contacts.find(contact),
            decimal_of(amount),
            on=self._day_or_today(date),
            account=account,
            currency=currency,
            rate=None if rate is None else rate_of(rate),
            reference=reference,
            description=description,
        )
