"""Rules to convert documents with, and documents of any kind to be converted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from source_xero_revrec.options import RevrecOptions
from source_xero_revrec.rules.conversion import Conversion
from source_xero_revrec.rules.invoice_service import InvoiceService, ServiceLine
from unit_tests.source_xero_revrec.rules.made_documents import amounts, credit_note, invoice
from unit_tests.xero_api.made_records import built, made
from xero_api.models import Allocation, CreditNote, Invoice, LineItem, Payment
from xero_api.money import CENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from source_xero_revrec.rules.customer_match import CustomerMatch
    from source_xero_revrec.rules.outcome import Outcome
    from source_xero_revrec.rules.overrides.of_documents import Overrides

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def billed(*spans: tuple[date, date] | None, account: str = "200", amount: str = "1200.00") -> InvoiceService:
    """Return the service of an invoice with a line on one account for each period."""
    return InvoiceService(tuple(ServiceLine((account, account), Decimal(amount), span) for span in spans))


SERVICES = {
    "id-A": billed(YEAR),
    "id-B": billed((date(2025, 7, 1), date(2025, 12, 31)), account="260"),
    "id-C": InvoiceService(()),
    "id-D": billed((date(2026, 1, 1), date(2026, 1, 31)), YEAR),
    "id-E": billed(None, YEAR),
}
KINDS = st.sampled_from(("Exclusive", "Inclusive", "NoTax"))


def conversion(
    customers: CustomerMatch | None = None,
    overrides: Overrides | None = None,
    **options: Any,  # noqa: ANN401
) -> Conversion:
    """Return the rules of a company in New Zealand; left alone, its options are the form's."""
    return Conversion(
        RevrecOptions.model_validate(options).conversion_settings(),
        base_currency="NZD",
        country="NZ",
        year_end=(3, 31),
        customers=customers,
        overrides=overrides,
    )


def convert(
    document: Invoice | CreditNote,
    *,
    rules: Conversion | None = None,
    services: Mapping[str, InvoiceService] = SERVICES,
    **options: Any,  # noqa: ANN401
) -> Outcome:
    """Return what becomes of a document."""
    rules = rules or conversion(**options)
    return rules.invoice(document) if isinstance(document, Invoice) else rules.credit_note(document, services)


def item(amount: str | Decimal, tax: str | Decimal = "0.00", **fields: Any) -> LineItem:  # noqa: ANN401
    """Return a line on account 200."""
    amounts_of_it = {"line_amount": Decimal(amount), "tax_amount": Decimal(tax)}
    return built(LineItem, **{**amounts_of_it, "account_code": "200", **fields})


def applied(name: str, amount: str | Decimal, day: str = "2026-02-01") -> Allocation:
    """Return an allocation to the invoice of that name."""
    return made(
        Allocation,
        {
            "AllocationID": f"allocation-{name}",
            "Amount": Decimal(amount),
            "Date": day,
            "Invoice": {"InvoiceID": f"id-{name}", "InvoiceNumber": f"INV-{name}"},
        },
    )


def paid(amount: str | Decimal, day: str = "2026-02-03") -> Payment:
    """Return a payment or a refund."""
    return made(Payment, {"Amount": Decimal(amount), "Date": day})


@st.composite
def lines(draw: st.DrawFn) -> LineItem:
    """Draw a line: any amount and tax, with and without a quantity."""
    amount = draw(amounts)
    tax = (amount * draw(st.sampled_from((0, 5, 15, 20))) / 100).quantize(CENT)
    return item(amount, tax, quantity=draw(st.none() | st.decimals("-9999", "9999", places=4)))


@st.composite
def documents(draw: st.DrawFn, /, *, credit: bool | None = None, **fixed: Any) -> Invoice | CreditNote:  # noqa: ANN401
    """Draw an invoice or a credit note of any tax kind and currency, the latter used in any way."""
    fields: dict[str, Any] = {
        "line_amount_types": draw(KINDS),
        "status": draw(st.sampled_from(("AUTHORISED", "PAID"))),
        "currency": draw(st.sampled_from(("NZD", "USD"))),
        "currency_rate": draw(st.decimals("0.01", "200", places=6)),
        **fixed,
    }
    drawn = draw(st.lists(lines(), min_size=1, max_size=4))
    if not (draw(st.booleans()) if credit is None else credit):
        return invoice(*drawn, **fields)
    used = st.integers(0, 30_000).map(lambda cents: cents * CENT)
    if fields["status"] != "VOIDED":
        fields["allocations"] = tuple(applied(name, draw(used)) for name in draw(st.sampled_from(("", "A", "ABC"))))
        fields["payments"] = tuple(map(paid, draw(st.lists(used, max_size=2))))
        fields["remaining_credit"] = draw(used)
    return credit_note(*drawn, **fields)
