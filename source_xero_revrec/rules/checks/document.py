"""Checks of one document: its header, lines, settlement, keys, and the items that were made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from source_xero_revrec.rules.amounts import plain, written
from source_xero_revrec.rules.apportion import to_cents
from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.rules.checks.check import GRAVITY, TOLERANCE
from source_xero_revrec.rules.identifiers import identifier
from source_xero_revrec.rules.lines import billed, total_net, unlined
from source_xero_revrec.rules.outcome import Bucket
from xero_api.models import CreditNote, Invoice
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from source_xero_revrec.rules.checks.check import Severity
    from source_xero_revrec.rules.outcome import Outcome
    from xero_api.models import SalesDocument
    from xero_api.unreadable import UnreadableField

NOT_BILLED = frozenset({"DRAFT", "SUBMITTED", "DELETED"})
"""Xero's statuses of documents that bill nothing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found wrong with one document.

    Amounts are in the document's currency, None where the check compares none; `difference` is actual - expected.
    """

    check: str
    severity: Severity
    expected: Decimal | None
    actual: Decimal | None
    difference: Decimal | None
    reason: str
    explanation: str
    proposed_fix: str
    unreadable: UnreadableField | None = None

    def columns(self) -> dict[str, Any]:
        """Return what a row tells of the finding."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "unreadable"}
        if self.unreadable:
            told |= {"field": self.unreadable.path, "found": self.unreadable.found, "needed": self.unreadable.needed}
        return told


class _Fault(NamedTuple):
    reason: str
    text: str
    expected: Decimal | None = None
    actual: Decimal | None = None


def findings(outcome: Outcome, *, base_currency: str, tolerance: Decimal = TOLERANCE) -> list[Finding]:
    """Return what is wrong with a document, at most one finding for each check, in the catalogue's order.

    `tolerance` (the document's currency) is what a header may differ from its lines and an order from its billing
    before that is an error. Drafts, deleted and other excluded documents give none. Source: our choice.
    """
    document = outcome.document
    if outcome.bucket is Bucket.EXCLUDED or document.status in NOT_BILLED:
        return []
    if isinstance(document, Invoice):
        found = [
            ("I1", _header(document)),
            ("I2", _lines(document, tolerance)),
            ("I3", _settlement(document)),
            ("C3", _credited(document)),
        ]
    else:
        found = [
            ("C1", [*_header(document), *_lines(document, tolerance)]),
            ("C2", _use(document)),
        ]
    found += [
        ("B1", _rows(outcome)),
        ("B3", _order(outcome, tolerance)),
        ("V1", _voided(outcome)),
        ("K1", _keys(outcome)),
        ("K2", _rate(document, base_currency)),
        ("K3", _codes(outcome)),
        ("S1", _periods(outcome)),
        ("S3", [_Fault(*fault) for fault in outcome.override_faults]),
    ]
    return [_told(code, document, faults) for code, faults in found if faults]


def _told(code: str, document: Invoice | CreditNote, found: Sequence[_Fault]) -> Finding:
    check = CATALOGUE[code]
    worst = min(found, key=lambda fault: GRAVITY[check.remedy(fault.reason).severity])
    remedy = check.remedy(worst.reason)
    expected, actual = worst.expected, worst.actual
    return Finding(
        check=code,
        severity=remedy.severity,
        expected=None if expected is None else plain(expected),
        actual=None if actual is None else plain(actual),
        difference=None if expected is None or actual is None else plain(actual - expected),
        reason=worst.reason,
        explanation=f"{_name(document)}: {'; '.join(fault.text for fault in found)}.",
        proposed_fix=remedy.proposed_fix,
    )


def _name(document: Invoice | CreditNote) -> str:
    kind = "Invoice" if isinstance(document, Invoice) else "Credit note"
    return f"{kind} {document.number}" if document.number else f"{kind} with id {document.document_id}"


def _equation(reason: str, document: SalesDocument, left: tuple[str, Decimal], *right: tuple[str, Decimal]) -> _Fault:
    """Tell that what stands left is not the sum of what stands right; a name that starts with `- ` is taken off."""
    actual = sum((-amount if name.startswith("- ") else amount for name, amount in right), ZERO)
    parts = " ".join(
        f"{name if not place or name.startswith('- ') else f'+ {name}'} {written(amount)}"
        for place, (name, amount) in enumerate(right)
    )
    text = f"{left[0]} is {written(left[1], document.currency)}, but {parts} = {written(actual)}"
    return _Fault(reason, text, left[1], actual)


def _header(document: SalesDocument) -> Sequence[_Fault]:
    if document.total == document.sub_total + document.total_tax:
        return ()
    sums = (("SubTotal", document.sub_total), ("TotalTax", document.total_tax))
    return [_equation("HEADER", document, ("Total", document.total), *sums)]


def _lines(document: SalesDocument, tolerance: Decimal) -> Sequence[_Fault]:
    total = total_net(document)
    difference = total - document.sub_total
    if not difference:
        return ()
    text = (
        f"SubTotal is {written(document.sub_total, document.currency)}, but the lines ({len(document.lines)}) net "
        f"of tax sum to {written(total)}"
    )
    reason = "ROUNDING" if abs(difference) <= tolerance else "LINES"
    return [_Fault(reason, text, document.sub_total, total)]


def _settlement(invoice: Invoice) -> Sequence[_Fault]:
    if invoice.status == "VOIDED":
        return ()
    due = invoice.total - invoice.amount_paid - invoice.amount_credited - invoice.cis_deduction
    if invoice.amount_due == due:
        return ()
    deducted = (("- CISDeduction", invoice.cis_deduction),) if invoice.cis_deduction else ()
    sums = (
        ("Total", invoice.total),
        ("- AmountPaid", invoice.amount_paid),
        ("- AmountCredited", invoice.amount_credited),
        *deducted,
    )
    return [_equation("SETTLEMENT", invoice, ("AmountDue", invoice.amount_due), *sums)]


def _credited(invoice: Invoice) -> Sequence[_Fault]:
    if invoice.status == "VOIDED":
        return ()
    if not (invoice.amount_credited or invoice.credit_notes or invoice.prepayments or invoice.overpayments):
        return ()
    applied = tuple(
        (name, sum((credit.applied_amount for credit in credits_), ZERO))
        for name, credits_ in (
            ("credit notes", invoice.credit_notes),
            ("prepayments", invoice.prepayments),
            ("overpayments", invoice.overpayments),
        )
    )
    if invoice.amount_credited == sum((amount for _, amount in applied), ZERO):
        return ()
    return [_equation("ALLOCATION", invoice, ("AmountCredited", invoice.amount_credited), *applied)]


def _use(credit_note: CreditNote) -> Sequence[_Fault]:
    if credit_note.status == "VOIDED":
        return ()
    live = (allocation.amount for allocation in credit_note.allocations if not allocation.is_deleted)
    used = (
        ("allocations", sum(live, ZERO)),
        ("refunds", sum((payment.amount for payment in credit_note.payments), ZERO)),
        ("RemainingCredit", credit_note.remaining_credit),
    )
    if credit_note.total == sum((amount for _, amount in used), ZERO):
        return ()
    return [_equation("ALLOCATION", credit_note, ("Total", credit_note.total), *used)]


def _rows(outcome: Outcome) -> Sequence[_Fault]:
    if outcome.bucket is not Bucket.EMITTED:
        return ()
    document = outcome.document
    header, rounding = billed(document), unlined(document)
    if header == outcome.amount + outcome.left_out + rounding:
        return ()
    sums = (("rows", outcome.amount), ("left out", outcome.left_out), ("rounding", rounding))
    return [_equation("ROWS", document, ("what it bills net of tax", header), *sums)]


def _order(outcome: Outcome, tolerance: Decimal) -> Sequence[_Fault]:
    ordered, odd = ZERO, []
    for item in outcome.items:
        price = to_cents(item.quantity * item.unit_price)
        ordered += price
        if price != item.amount:
            odd.append(
                f"line {item.line_number}: {item.quantity:f} x {item.unit_price:f} = {written(price)}, billed "
                f"{written(item.amount)}"
            )
    difference = ordered - outcome.amount
    if not difference:
        return ()
    text = (
        f"quantity x unit price gives {written(ordered, outcome.document.currency)}, but the rows bill "
        f"{written(outcome.amount)} ({', '.join(odd)})"
    )
    return [_Fault("ROUNDING" if abs(difference) <= tolerance else "ORDER_TOTAL", text, ordered, outcome.amount)]


def _voided(outcome: Outcome) -> Sequence[_Fault]:
    document = outcome.document
    if document.status != "VOIDED" or not outcome.amount:
        return ()
    text = f"it is VOIDED, but its rows sum to {written(outcome.amount, document.currency)} instead of 0.00"
    return [_Fault("VOIDED_ROWS", text, ZERO, outcome.amount)]


def _keys(outcome: Outcome) -> Sequence[_Fault]:
    document = outcome.document
    found = []
    if not document.number:
        found.append(_Fault("MISSING_NUMBER", "it has no number"))
    elif outcome.shares_number:
        own = outcome.order_number != document.number
        text = f"so its order is {outcome.order_number}" if own else "which has an order number of its own"
        found.append(_Fault("DUPLICATE", f"another document bears its number, {text}"))
    elif outcome.order_number and outcome.order_number != document.number:
        text = f"its number has characters that RevRec does not take, so the order is {outcome.order_number}"
        found.append(_Fault("ILLEGAL_CHARACTERS", text))
    if not document.currency:
        found.append(_Fault("MISSING_CURRENCY", f"it has no currency for its total of {written(document.total)}"))
    return found


def _rate(document: SalesDocument, base_currency: str) -> Sequence[_Fault]:
    if document.currency in ("", base_currency) or document.status == "VOIDED":
        return ()
    if document.currency_rate is None or document.currency_rate <= 0:
        amount = written(document.total, document.currency)
        text = f"its {amount} have no CurrencyRate, so they cannot be given in {base_currency}"
        return [_Fault("MISSING_RATE", text)]
    if document.currency_rate == 1:
        amount = written(document.total, document.currency)
        return [_Fault("RATE_OF_ONE", f"its {amount} are the same amount in {base_currency}, at a CurrencyRate of 1")]
    return ()


def _codes(outcome: Outcome) -> Sequence[_Fault]:
    found: dict[str, _Fault] = {}
    for item in outcome.items:
        if item.product_code == item.xero_product_code or item.product_code in found:
            continue
        if identifier(item.xero_product_code) == item.xero_product_code:
            text = f"item {item.xero_product_code} has the code of an account, so the product is {item.product_code}"
            found[item.product_code] = _Fault("SHARED_CODE", text)
        else:
            text = f"code {item.xero_product_code!r} has characters that RevRec does not take, so the product is "
            found[item.product_code] = _Fault("ILLEGAL_CHARACTERS", text + item.product_code)
    return list(found.values())


def _periods(outcome: Outcome) -> Sequence[_Fault]:
    if outcome.document.status == "VOIDED":
        return ()
    # An allocated credit note has several items of one line; the line is told once.
    notes = {
        item.line_number: item.period.note.rstrip(".") for item in outcome.items if item.period.problem == "ambiguous"
    }
    return [
        _Fault("AMBIGUOUS_PERIOD", f"line {number}: {note or 'the period can be read in two ways'}")
        for number, note in notes.items()
    ]
