"""Accounts receivable: what the open documents are worth against what the ledger says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from source_xero_revrec.rules.amounts import written
from source_xero_revrec.rules.apportion import to_cents
from source_xero_revrec.rules.checks.tie_out import ControlTotal, verdict
from xero_api.models import Invoice
from xero_api.money import CENT, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xero_api.models import CreditNote

_OPEN = frozenset({"AUTHORISED", "PAID"})
_RECEIVED = ("RECEIVE-", "AR")


@dataclass(frozen=True, slots=True)
class Advance:
    """A prepayment or an overpayment, received or spent; `remaining_credit` is in its own currency."""

    type: str
    status: str
    currency: str
    currency_rate: Decimal | None
    remaining_credit: Decimal


@dataclass(frozen=True, slots=True)
class LedgerReceivable:
    """What Xero's Trial Balance of a day says of what customers owe, in base currency.

    `amount` is the balance of the account whose SystemAccount is DEBTORS, debit positive; `unrealised_gain` is the part
    of it that the report shows as unrealised currency gains.
    """

    amount: Decimal
    unrealised_gain: Decimal = ZERO


@dataclass(slots=True)
class _Balance:
    """Open balances of one currency: the base amounts are each document's own, rounded, then summed.

    `amount` is in the currency itself. `parts` counts the payments and credits of documents that were settled in parts:
    the ledger rounds each of them by itself.
    """

    count: int = 0
    base_amount: Decimal = ZERO
    unrated: int = 0
    amount: Decimal = ZERO
    parts: int = 0

    def add(self, amount: Decimal, rate: Decimal | None) -> None:
        self.count += 1
        self.unrated += not rate
        self.base_amount += in_base(amount, rate)
        self.amount += amount

    def take(self, other: _Balance) -> None:
        self.count += other.count
        self.unrated += other.unrated
        self.base_amount += other.base_amount
        self.amount += other.amount
        self.parts += other.parts


class Receivables:
    """Open invoices and credit notes, collected document by document; memory and JSON grow with currencies alone."""

    def __init__(self) -> None:
        """Start with nothing open."""
        self._invoices: dict[str, _Balance] = {}
        self._credit_notes: dict[str, _Balance] = {}
        self._last_day: date | None = None
        self._held = 0

    def hold(self) -> None:
        """Count a document of which nobody knows what is open."""
        self._held += 1

    @property
    def last_day(self) -> date | None:
        """The latest day on any approved document, its payments and allocations; None before the first.

        A Trial Balance of an earlier day leaves some of them out and cannot tie.
        """
        return self._last_day

    def add(self, document: Invoice | CreditNote) -> None:
        """Take up what is open on a document, in whatever bucket it is; drafts and voided documents are ignored."""
        if document.status not in _OPEN:
            return
        days = [document.date, *[payment.date for payment in document.payments]]
        if isinstance(document, Invoice):
            balances, amount = self._invoices, document.amount_due
        else:
            days += [allocation.date for allocation in document.allocations]
            balances, amount = self._credit_notes, document.remaining_credit
        if self._last_day is not None:
            days.append(self._last_day)
        self._last_day = max(days)
        parts = len(document.payments) + _credits(document)
        if amount:
            balances.setdefault(document.currency, _Balance()).add(amount, document.currency_rate)
        if parts > 1 or (parts and amount):
            balances.setdefault(document.currency, _Balance()).parts += parts + 1

    def take(self, other: Receivables) -> None:
        """Add what was collected of other documents."""
        days = [day for day in (self._last_day, other._last_day) if day is not None]
        self._last_day = max(days, default=None)
        self._held += other._held
        for mine, theirs in ((self._invoices, other._invoices), (self._credit_notes, other._credit_notes)):
            for currency, balance in theirs.items():
                mine.setdefault(currency, _Balance()).take(balance)

    def row(
        self, *, expected: LedgerReceivable, advances: Iterable[Advance], base_currency: str, day: date
    ) -> ControlTotal:
        """Return the control total A1, in base currency, tax included.

        `expected` is what Xero's Trial Balance of `day` says. `advances` are all prepayments and overpayments; those
        spent, voided or used up are passed over here. The day should be `last_day` or later.
        """
        unapplied = _unapplied(advances)
        invoices, credit_notes, received = (
            sum((balance.base_amount for balance in kind.values()), ZERO)
            for kind in (self._invoices, self._credit_notes, unapplied)
        )
        actual = invoices - credit_notes - received
        balances = [pair for kind in (self._invoices, self._credit_notes, unapplied) for pair in kind.items()]
        abroad = _Balance()
        for currency, balance in balances:
            if currency != base_currency:
                abroad.take(balance)
        difference = actual - expected.amount
        found = self._verdict(difference, expected.unrealised_gain, abroad, day)
        explained = expected.unrealised_gain if found["reason"] == "UNREALISED" else ZERO
        text = (
            f"Accounts Receivable on {day}: {written(expected.amount, base_currency)} in the Trial Balance; open "
            f"invoices {written(invoices)} - open credit notes {written(credit_notes)} - unapplied prepayments and "
            f"overpayments {written(received)} = {written(actual)}{self._without()}"
        )
        if explained:
            text += self._abroad(unapplied, base_currency, explained)
        return ControlTotal(
            check="A1",
            period="",
            currency=base_currency,
            description=text,
            actual_count=sum(balance.count for _, balance in balances),
            expected_amount=expected.amount,
            actual_amount=actual,
            difference=difference + explained,
            explained_amount=explained,
            **found,
        )

    def _abroad(self, unapplied: dict[str, _Balance], base_currency: str, gain: Decimal) -> str:
        """Write what is open in foreign currencies apart from the rest, and at which rates the ledger has it."""
        amounts: dict[str, list[Decimal]] = {}
        for sign, kind in ((1, self._invoices), (-1, self._credit_notes), (-1, unapplied)):
            for currency, balance in kind.items():
                if currency != base_currency:
                    total = amounts.setdefault(currency, [ZERO, ZERO])
                    total[0] += sign * balance.amount
                    total[1] += sign * balance.base_amount
        parts = [
            f"{written(amount, currency)} are {written(own)} at their own rates"
            for currency, (amount, own) in sorted(amounts.items())
        ]
        if len(amounts) > 1:
            parts.append(f"{written(gain)} more in all at the rates of the day")
        for amount, own in amounts.values() if len(amounts) == 1 else ():
            parts[0] += f" and {written(own + gain)} at the implied rate of {_rate(amount, own + gain)}"
        return f"; {base_currency} ties, and what is open in other currencies is revalued: {', '.join(parts)}"

    def _without(self) -> str:
        return f"; what is open on {self._held} held documents is not known" if self._held else ""

    def to_json(self) -> dict[str, Any]:
        """Return what has been collected, for a state message; amounts are text."""
        return {
            "last_day": self._last_day.isoformat() if self._last_day else None,
            **({"held": self._held} if self._held else {}),
            "invoices": _written_balances(self._invoices),
            "credit_notes": _written_balances(self._credit_notes),
        }

    @classmethod
    def from_json(cls, saved: dict[str, Any]) -> Receivables:
        """Return what `to_json` wrote."""
        receivables = cls()
        receivables._invoices = _read_balances(saved["invoices"])
        receivables._credit_notes = _read_balances(saved["credit_notes"])
        receivables._held = saved.get("held", 0)
        receivables._last_day = date.fromisoformat(saved["last_day"]) if saved["last_day"] else None
        return receivables

    def _verdict(self, difference: Decimal, gain: Decimal, abroad: _Balance, day: date) -> dict[str, Any]:
        if not difference:
            return verdict("A1", "Ties")
        if self._held:
            return verdict("A1", "Does not tie", "HELD")
        if abroad.unrated:
            return verdict("A1", "Does not tie", "MISSING_RATE")
        if self._last_day is not None and self._last_day > day:
            return verdict("A1", "Does not tie", "LATER_DATES")
        cents = CENT * abroad.count + CENT / 2 * abroad.parts
        if abs(difference) <= cents:
            return verdict("A1", "Information", "ROUNDING")
        rest = difference + gain
        if gain and abroad.count and abs(rest) <= cents:
            return verdict("A1", "Information" if rest else "Ties", "UNREALISED")
        return verdict("A1", "Does not tie", "UNEXPLAINED")


def _credits(document: Invoice | CreditNote) -> int:
    if isinstance(document, Invoice):
        return len(document.credit_notes) + len(document.prepayments) + len(document.overpayments)
    return sum(not allocation.is_deleted for allocation in document.allocations)


def _unapplied(advances: Iterable[Advance]) -> dict[str, _Balance]:
    unapplied: dict[str, _Balance] = {}
    for advance in advances:
        if advance.type.startswith(_RECEIVED) and advance.status in _OPEN and advance.remaining_credit:
            balance = unapplied.setdefault(advance.currency, _Balance())
            balance.add(advance.remaining_credit, advance.currency_rate)
    return unapplied


def _rate(amount: Decimal, base_amount: Decimal) -> str:
    return f"{amount / base_amount:.6f}" if base_amount else "none"


def in_base(amount: Decimal, currency_rate: Decimal | None) -> Decimal:
    """Return an amount in base currency, at cents; Xero's rate is units of the document's currency per base unit.

    Xero may leave the rate of a document in base currency out, so one without a rate is left as it is.
    """
    return to_cents(amount / currency_rate) if currency_rate else amount


def _written_balances(balances: dict[str, _Balance]) -> dict[str, list[Any]]:
    return {
        key: [each.count, str(each.base_amount), each.unrated, str(each.amount), each.parts]
        for key, each in sorted(balances.items())
    }


def _read_balances(saved: dict[str, list[Any]]) -> dict[str, _Balance]:
    return {
        key: _Balance(count, Decimal(base_amount), unrated, Decimal(amount), parts)
        for key, (count, base_amount, unrated, amount, parts) in saved.items()
    }


def not_compared(reason: Literal["NOT_GRANTED", "NOT_READ", "START_DATE"], base_currency: str) -> ControlTotal:
    """Return the control total A1 where the ledger was not asked, or would speak of more than was read."""
    return ControlTotal(
        check="A1",
        period="",
        currency=base_currency,
        description="Accounts Receivable was not held against the open documents",
        **verdict("A1", "Information", reason),
    )
