"""Made-up records of RevRec's streams, the same every time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TENANT = "7d1c0b0e-0000-4000-8000-000000000001"
MEANINGS = {
    "B1": "Every document is emitted, pending or excluded",
    "B2": "Documents of the month against billing rows",
    "A1": "Open documents against accounts receivable",
}
CUSTOMERS = (
    "Ridgeway University",
    "City Limousines",
    "Café Zoë & Söhne",
    "Bank West",
    "DIISR - Small Business Services",
)
PRODUCTS = (("GB1-White", "Golf balls - white single"), ("SUPPORT", "Support plan, yearly"), ("200", "Sales"))


def lines(documents: int, lines_each: int = 3) -> Iterator[dict[str, Any]]:
    """Yield the lines of made-up documents; every tenth is a credit note, every seventeenth a void, a fifth in USD."""
    for number in range(1, documents + 1):
        credit, void = number % 10 == 0, number % 17 == 0
        day = date(2026, 1, 5) + timedelta(days=number * 300 // (documents + 1))
        for line in range(1, lines_each + 1):
            code, product = PRODUCTS[(number + line) % 3]
            quantity, price = Decimal(line), Decimal(25 + number % 40) + Decimal("0.9900")
            original = (quantity * price * (-1 if credit else 1)).quantize(Decimal("0.01"))
            document = f"CN/{number:05d}" if credit else f"INV-{number:05d}"
            yield {
                "line": line,
                "customer": CUSTOMERS[number % len(CUSTOMERS)],
                "customer_id": f"c0000000-0000-4000-8000-{number % len(CUSTOMERS):012d}",
                "document": document,
                "number": document.replace("/", "-") + ".00000000" if credit else document,
                "document_id": f"d0000000-0000-4000-8000-{number:012d}",
                "code": code,
                "product": product,
                "day": day,
                "quantity": -quantity if credit else quantity,
                "price": price,
                "original": original,
                "amount": Decimal("0.00") if void else original,
                "currency": "USD" if number % 5 == 1 else "GBP",
                "credit": credit,
                "status": "VOIDED" if void else "AUTHORISED",
            }


def _document(line: dict[str, Any]) -> dict[str, Any]:
    usd = line["currency"] == "USD"
    return {
        "tenant_id": TENANT,
        "customer_id": line["customer_id"],
        "customer_name": line["customer"],
        "order_number": line["number"],
        "order_item_number": str(line["line"]),
        "product_code": line["code"],
        "currency": line["currency"],
        "location": ("London", "Leeds", None)[line["line"] % 3],
        "reference_invoice_number": "INV-00001" if line["credit"] else None,
        "original_amount": line["original"],
        "tax_amount": (line["amount"] * Decimal("0.2")).quantize(Decimal("0.01")),
        "exchange_rate": Decimal("1.2712340000") if usd else Decimal(1),
        "home_currency": "GBP",
        "home_amount": (line["amount"] / (Decimal("1.271234") if usd else 1)).quantize(Decimal("0.01")),
        "document_type": "Credit Memo" if line["credit"] else "Invoice",
        "document_id": line["document_id"],
        "document_number": line["document"],
        "document_status": line["status"],
        "document_date": line["day"].isoformat(),
        "line_item_id": f"e0000000-0000-4000-8000-{line['line']:012d}",
        "service_period_rule": "description",
        "service_start_date": line["day"].isoformat(),
        "service_end_date": (line["day"] + timedelta(days=364)).isoformat(),
        "document_read_at": "2026-11-23T11:59:00.000Z",
        "document_updated_at": "2026-11-20T08:30:00.000Z",
    }


def order(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line as a record of order_details."""
    return {
        **_document(line),
        "order_name": f"{line['document']} {line['customer']}",
        "order_start_date": line["day"].isoformat(),
        "quantity": line["quantity"],
        "unit_price": line["price"],
        "list_price": None,
        "amount": line["amount"],
        "product_rule": "item",
    }


def billing(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line as a record of billing_schedule."""
    return {
        **_document(line),
        "billing_id": f"{line['document_id']}:{line['line']}",
        "invoice_number": line["number"],
        "invoice_line_number": str(line["line"]),
        "billing_date": line["day"].isoformat(),
        "billing_amount": line["amount"],
    }


def _customers() -> Iterator[dict[str, Any]]:
    for number, name in enumerate(CUSTOMERS):
        identity = f"c0000000-0000-4000-8000-{number:012d}"
        yield {
            "tenant_id": TENANT,
            "customer_id": identity,
            "customer_name": name,
            "customer_address": f"{number + 1} High Street\nSpringfield",
            "customer_phone": "+44 20 7946 0000",
            "currency": "GBP",
            "email": f"accounts{number}@example.com",
            "country": "United Kingdom",
            "contact_id": identity,
            "contact_name": name,
        }


def _products() -> Iterator[dict[str, Any]]:
    for code, name in PRODUCTS:
        yield {
            "tenant_id": TENANT,
            "product_id": code,
            "product_code": code,
            "product_name": name,
            "product_family": "Sales",
            "description": name,
            "list_price": Decimal("25.9900"),
            "product_type": "Item",
            "currency": "GBP",
            "product_rule": "item",
            "account_code": "200",
        }


def _pending() -> Iterator[dict[str, Any]]:
    yield {
        "tenant_id": TENANT,
        "document_id": "d0000000-0000-4000-8000-000000000999",
        "document_type": "Invoice",
        "document_number": "INV-00999",
        "customer_name": "City Limosines",
        "document_date": "2026-03-01",
        "currency": "GBP",
        "amount": Decimal("1200.00"),
        "days_pending": 267,
        "first_seen_at": "2026-03-02T06:00:00+13:00",
        "status": "Pending",
        "reason": "No customer in the CRM has the name City Limosines.",
        "hints": "City Limousines",
    }


def _recon_errors() -> Iterator[dict[str, Any]]:
    for number, (check, severity, status) in enumerate(
        (("I2", "warning", "Open"), ("K1", "warning", "Open"), ("C2", "error", "Open"), ("I3", "error", "Resolved")), 1
    ):
        yield {
            "tenant_id": TENANT,
            "check": check,
            "severity": severity,
            "status": status,
            "document_type": "Invoice",
            "document_id": f"d0000000-0000-4000-8000-{number:012d}",
            "document_number": f"INV-{number:05d}",
            "currency": "GBP",
            "document_date": "2026-02-01",
            "expected": Decimal("100.00"),
            "actual": Decimal("99.99"),
            "difference": Decimal("0.01"),
            "reason": "ROUNDING",
            "explanation": "The lines add up to 99.99 and the invoice says 100.00: rounding in Xero, line by line.",
            "proposed_fix": "None is needed below 0.10. Otherwise add a rounding line of 0.01 to the invoice in Xero.",
            "blocks_import": severity == "error",
        }


def _control_totals(documents: int) -> Iterator[dict[str, Any]]:
    months: dict[tuple[str, str], Decimal] = {}
    counts: dict[tuple[str, str], int] = {}
    for line in lines(documents):
        key = (line["currency"], f"{line['day']:%Y-%m}")
        months[key] = months.get(key, Decimal(0)) + line["amount"]
        counts[key] = counts.get(key, 0) + 1
    for check in ("B1", "B2"):
        for currency, period in sorted(months):
            amount, count = months[currency, period], counts[currency, period]
            yield {
                "tenant_id": TENANT,
                "check": check,
                "period": period,
                "currency": currency,
                "description": MEANINGS[check],
                "expected_count": count,
                "actual_count": count,
                "expected_amount": amount,
                "actual_amount": amount,
                "difference": Decimal("0.00"),
                "emitted_count": count,
                "emitted_amount": amount,
                "status": "Ties",
                "severity": "info",
            }
    yield {
        "tenant_id": TENANT,
        "check": "A1",
        "period": "",
        "currency": "GBP",
        "description": MEANINGS["A1"],
        "expected_amount": Decimal("10000.00"),
        "actual_amount": Decimal("9950.00"),
        "difference": Decimal("50.00"),
        "status": "Does not tie",
        "severity": "error",
        "reason": "Accounts receivable is 50.00 lower than the open documents.",
        "proposed_fix": "Look for a manual journal on accounts receivable.",
    }


def made_up(documents: int = 40) -> dict[str, Callable[[], Iterable[dict[str, Any]]]]:
    """Return the streams, each with what makes its records."""
    return {
        "order_details": lambda: map(order, lines(documents)),
        "billing_schedule": lambda: map(billing, lines(documents)),
        "customers": _customers,
        "products": _products,
        "recon_errors": _recon_errors,
        "control_totals": lambda: _control_totals(documents),
        "organisations": lambda: [{"OrganisationID": TENANT, "Name": "Demo Company (UK)", "BaseCurrency": "GBP"}],
    }


def mapped(documents: int = 40) -> dict[str, Callable[[], Iterable[dict[str, Any]]]]:
    """Return the streams of the mode Use Customer Name Mapping."""
    return {
        **{name: make for name, make in made_up(documents).items() if name != "order_details"},
        "pending_data": _pending,
    }
