"""Documents and outcomes that are right, for the tests to break in one place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st
from msgspec import structs

from source_xero_revrec.rules.lines import billed, net
from source_xero_revrec.rules.outcome import Bucket, DocumentType, OrderItem, Outcome
from unit_tests.xero_api.made_records import built
from xero_api.models import Contact, CreditNote, Invoice, LineItem

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ZERO = Decimal("0.00")
CENT = Decimal("0.01")


class Period(NamedTuple):
    """What the checks look at in a service period."""

    problem: str = ""
    note: str = ""
    start: date | None = None
    end: date | None = None


KNOWN = Period()
ABSENT = Period("absent")
AMBIGUOUS = Period("ambiguous", "01/02/2026 is 1 February or 2 January.")


def line(amount: str | Decimal, tax: str | Decimal = "0.00", **fields: Any) -> LineItem:  # noqa: ANN401
    """Return one piece of something, sold for `amount`."""
    amount, tax = Decimal(amount), Decimal(tax)
    return built(
        LineItem, description="Subscription", quantity=Decimal(1), unit_amount=amount, line_amount=amount,
        tax_amount=tax, account_code="200", **fields,
    )  # fmt: skip


def invoice(*lines: LineItem, **fields: Any) -> Invoice:  # noqa: ANN401
    """Return an authorised, unpaid invoice in NZD whose sums follow from its lines; by default 100.00 + 15.00 tax."""
    sums = _sums(lines or (line("100.00", "15.00"),), fields, "AmountDue")
    return built(Invoice, **(sums | {"number": "INV-7"} | fields))


def credit_note(*lines: LineItem, **fields: Any) -> CreditNote:  # noqa: ANN401
    """Return an authorised credit note in NZD that is not used; by default 40.00 + 6.00 tax."""
    sums = _sums(lines or (line("40.00", "6.00"),), fields, "RemainingCredit")
    return built(CreditNote, **(sums | {"number": "CN-3"} | fields))


def _sums(lines: tuple[LineItem, ...], given: dict[str, Any], open_field: str) -> dict[str, Any]:
    kind = given.get("line_amount_types", "Exclusive")
    sub_total = given.get("sub_total", sum((net(each, kind) for each in lines), ZERO))
    tax = sum((each.tax_amount for each in lines), ZERO) if kind != "NoTax" else ZERO
    total = given.get("total", sub_total + tax)
    credit = open_field == "RemainingCredit"
    voided = given.get("status") == "VOIDED"
    return {
        "document_id": "d0000000-0000-4000-8000-000000000007",
        "type": "ACCRECCREDIT" if credit else "ACCREC",
        "status": "AUTHORISED",
        "contact": Contact(contact_id="c0000000-0000-4000-8000-000000000001", name="Boom FM"),
        "date": "2026-01-15",
        "currency": "NZD",
        "updated_at": NOON,
        "line_amount_types": kind,
        "lines": lines,
        "sub_total": sub_total,
        "total_tax": tax,
        "total": total,
        "remaining_credit" if credit else "amount_due": ZERO if voided else total,
        **({} if credit else {"amount_paid": ZERO, "amount_credited": ZERO}),
    }


def emitted(document: Invoice | CreditNote, *, billed_on: date | None = None, period: Period = KNOWN) -> Outcome:
    """Return a document with an item for each line."""
    sign = -1 if isinstance(document, CreditNote) else 1
    voided = document.status == "VOIDED"
    items = []
    for number, each in enumerate(document.lines, start=1):
        amount = sign * net(each, document.line_amount_types)
        items.append(
            OrderItem(
                item_number=str(number),
                line_number=number,
                line=each,
                document_type=DocumentType.INVOICE if sign > 0 else DocumentType.CREDIT_MEMO,
                product_code="200",
                xero_product_code="200",
                product_rule="account",
                billing_date=billed_on or document.date,
                amount=ZERO if voided else amount,
                original_amount=amount,
                tax_amount=ZERO,
                quantity=Decimal(1),
                unit_price=ZERO if voided else amount,
                list_price=amount,
                home_amount=None,
                period=period,
                period_rule="",
                custom_fields={},
            )
        )
    return Outcome(
        document,
        Bucket.EMITTED,
        items=tuple(items),
        order_number=document.number,
    )


def held(document: Invoice | CreditNote, bucket: Bucket) -> Outcome:
    """Return a document that gives no rows."""
    return Outcome(document, bucket, reason="told by the test", net=billed(document), order_number=document.number)


def with_item(outcome: Outcome, place: int, **changes: Any) -> Outcome:  # noqa: ANN401
    """Return an outcome with one of its items changed."""
    items = list(outcome.items)
    items[place] = structs.replace(items[place], **changes)
    return structs.replace(outcome, items=tuple(items))


def without_item(outcome: Outcome, place: int) -> Outcome:
    """Return an outcome that lost one of its items."""
    return structs.replace(outcome, items=outcome.items[:place] + outcome.items[place + 1 :])


amounts = st.integers(-50_000, 50_000).map(lambda cents: cents * CENT)
days = st.dates(date(2025, 11, 1), date(2026, 2, 28))


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    """Draw a document of any kind and status with what rightly becomes of it."""
    make = draw(st.sampled_from((invoice, credit_note)))
    lines = [
        line(draw(amounts), draw(st.integers(0, 999).map(lambda cents: cents * CENT)))
        for _ in range(draw(st.integers(1, 3)))
    ]
    fields: dict[str, Any] = {
        "number": draw(st.text("AB1", min_size=1, max_size=2)),
        "status": draw(st.sampled_from(("AUTHORISED", "PAID", "VOIDED", "DRAFT", "DELETED"))),
        "currency": draw(st.sampled_from(("NZD", "USD"))),
        "currency_rate": draw(st.sampled_from((None, Decimal(1), Decimal("0.6123")))),
        "line_amount_types": draw(st.sampled_from(("Exclusive", "Inclusive", "NoTax"))),
        "date": draw(days).isoformat(),
    }
    document = make(*lines, **fields)
    if draw(st.booleans()):
        document = make(*lines, **fields, sub_total=document.sub_total + draw(st.integers(-10, 10)) * CENT)
    if document.status in {"DRAFT", "DELETED"}:
        return held(document, Bucket.EXCLUDED)
    bucket = draw(st.sampled_from((Bucket.EMITTED, Bucket.EMITTED, Bucket.PENDING, Bucket.EXCLUDED)))
    if bucket is not Bucket.EMITTED:
        return held(document, bucket)
    period = draw(st.sampled_from((KNOWN, ABSENT, AMBIGUOUS)))
    outcome = emitted(document, billed_on=draw(st.none() | days), period=period)
    if len(outcome.items) > 1 and draw(st.booleans()):
        return structs.replace(without_item(outcome, 0), left_out=outcome.items[0].amount)
    return outcome
