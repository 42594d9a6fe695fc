"""A source without a Xero: made-up records of RevRec's streams, the same every time."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson
from airbyte_cdk.models import (
    AirbyteCatalog,
    AirbyteMessage,
    AirbyteRecordMessage,
    AirbyteStream,
    ConnectorSpecification,
    FailureType,
    SyncMode,
    Type,
)
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.workbook.command import main

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from airbyte_cdk.models import AirbyteStateMessage, ConfiguredAirbyteCatalog

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
TENANT = "7d1c0b0e-0000-4000-8000-000000000001"
SECRET = "not-a-real-secret"

_TEXT, _NUMBER, _COUNT = {"type": ["null", "string"]}, {"type": ["null", "number"]}, {"type": ["null", "integer"]}
_DATE = {"type": ["null", "string"], "format": "date"}
_INSTANT = {"type": ["null", "string"], "format": "date-time", "airbyte_type": "timestamp_with_timezone"}

_DOCUMENT = {
    "document_type": _TEXT,
    "document_id": _TEXT,
    "document_number": _TEXT,
    "document_status": _TEXT,
    "document_date": _DATE,
    "line_item_id": _TEXT,
    "service_period_rule": _TEXT,
    "document_read_at": _INSTANT,
    "document_updated_at": _INSTANT,
}
_MONEY = {
    "original_amount": _NUMBER,
    "tax_amount": _NUMBER,
    "exchange_rate": _NUMBER,
    "home_currency": _TEXT,
    "home_amount": _NUMBER,
}


def _columns(names: str, described: Mapping[str, Any]) -> dict[str, Any]:
    return dict.fromkeys(names.split(), described)


SCHEMAS: dict[str, dict[str, Any]] = {
    "order_details": {
        "tenant_id": _TEXT,
        **_columns("customer_id customer_name order_number order_item_number order_name product_code", _TEXT),
        **_columns("order_start_date service_start_date service_end_date", _DATE),
        "currency": _TEXT,
        **_columns("quantity unit_price list_price", _NUMBER),
        "location": _TEXT,
        "reference_invoice_number": _TEXT,
        "amount": _NUMBER,
        **_MONEY,
        **_DOCUMENT,
        "product_rule": _TEXT,
    },
    "billing_schedule": {
        "tenant_id": _TEXT,
        "billing_id": _TEXT,
        **_columns("customer_id customer_name order_number order_item_number invoice_number", _TEXT),
        **_columns("invoice_line_number product_code", _TEXT),
        "billing_date": _DATE,
        "billing_amount": _NUMBER,
        "currency": _TEXT,
        "location": _TEXT,
        "reference_invoice_number": _TEXT,
        **_MONEY,
        **_DOCUMENT,
        **_columns("service_start_date service_end_date", _DATE),
    },
    "customers": {
        "tenant_id": _TEXT,
        **_columns("customer_id customer_name customer_address customer_phone state currency email country", _TEXT),
        **_columns("contact_id contact_name account_number", _TEXT),
    },
    "products": {
        "tenant_id": _TEXT,
        **_columns("product_id product_code product_name product_family description", _TEXT),
        "list_price": _NUMBER,
        **_columns("product_type currency product_rule account_code", _TEXT),
    },
    "pending_data": {
        "tenant_id": _TEXT,
        **_columns("document_id document_type document_number customer_name", _TEXT),
        "document_date": _DATE,
        "currency": _TEXT,
        "amount": _NUMBER,
        "days_pending": _COUNT,
        "first_seen_at": _INSTANT,
        **_columns("status reason hints", _TEXT),
    },
    "recon_errors": {
        "tenant_id": _TEXT,
        **_columns("check severity status document_type document_id document_number currency", _TEXT),
        "document_date": _DATE,
        **_columns("expected actual difference", _NUMBER),
        **_columns("reason explanation proposed_fix", _TEXT),
        "blocks_import": {"type": ["null", "boolean"]},
        "document_updated_at": _INSTANT,
    },
    "control_totals": {
        "tenant_id": _TEXT,
        **_columns("check period currency description", _TEXT),
        **_columns("expected_count actual_count", _COUNT),
        **_columns("expected_amount actual_amount difference", _NUMBER),
        "emitted_count": _COUNT,
        "emitted_amount": _NUMBER,
        "pending_count": _COUNT,
        "pending_amount": _NUMBER,
        "excluded_count": _COUNT,
        "excluded_amount": _NUMBER,
        "explained_amount": _NUMBER,
        **_columns("status severity reason proposed_fix", _TEXT),
    },
    "organisations": {"OrganisationID": _TEXT, "Name": _TEXT, "BaseCurrency": _TEXT},
}
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
CONFIG = {
    "credentials": {"auth_type": "custom_connection", "client_id": "client", "client_secret": SECRET},
    "mode": {"mode": "invoice_equals_contract"},
    "custom_fields": [{"revrec_field": "Location", "xero_tracking_category": "Region"}],
    "crm_file": f"https://someone:{SECRET}@files.example/customers.csv?signature={SECRET}",
}
SPECIFICATION = {
    "properties": {
        "credentials": {"properties": {"client_secret": {"type": "string", "airbyte_secret": True}}},
        "mode": {"title": "How invoices become RevRec's records"},
        "custom_fields": {"title": "Custom fields"},
        "crm_file": {"title": "CRM file"},
    }
}


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


class MadeUpSource:
    """An Airbyte source with made-up streams; `failing` names one that ends half-way with a sentence."""

    def __init__(
        self, streams: Mapping[str, Callable[[], Iterable[dict[str, Any]]]] | None = None, failing: str | None = None
    ) -> None:
        """Offer the streams of Invoice Equals Contract unless told otherwise."""
        self._streams = made_up() if streams is None else streams
        self._failing = failing
        self.read_streams: list[str] = []

    def spec(self, logger: logging.Logger) -> ConnectorSpecification:  # noqa: ARG002 - the CDK's signature
        """Return a specification that knows one secret."""
        return ConnectorSpecification(connectionSpecification=SPECIFICATION)

    def discover(self, logger: logging.Logger, config: Mapping[str, Any]) -> AirbyteCatalog:  # noqa: ARG002
        """Offer the streams; a mapping of names to customers has no orders, and its billing no order numbers."""
        catalog = []
        for name in self._streams:
            properties = dict(SCHEMAS[name])
            if "order_details" not in self._streams and name == "billing_schedule":
                del properties["order_number"], properties["order_item_number"]
            catalog.append(
                AirbyteStream(
                    name=name,
                    json_schema={"type": "object", "properties": properties},
                    supported_sync_modes=[SyncMode.full_refresh, SyncMode.incremental],
                )
            )
        return AirbyteCatalog(streams=catalog)

    def read(
        self,
        logger: logging.Logger,  # noqa: ARG002
        config: Mapping[str, Any],  # noqa: ARG002
        catalog: ConfiguredAirbyteCatalog,
        state: list[AirbyteStateMessage] | None = None,  # noqa: ARG002
    ) -> Iterator[AirbyteMessage]:
        """Yield the records with amounts as Xero's digits, as the connector does."""
        for selected in catalog.streams:
            name = selected.stream.name
            self.read_streams.append(name)
            for position, record in enumerate(self._streams[name]()):
                if name == self._failing and position:
                    yield AirbyteTracedException(
                        message="Xero is closed for maintenance. Try again later.",
                        failure_type=FailureType.transient_error,
                    ).as_airbyte_message()
                data = {
                    key: orjson.Fragment(f"{value:f}") if isinstance(value, Decimal) else value
                    for key, value in record.items()
                }
                yield AirbyteMessage(
                    type=Type.RECORD, record=AirbyteRecordMessage(stream=name, data=data, emitted_at=1)
                )


class HeldClock:
    """A clock that shows noon."""

    def now(self) -> datetime:
        """Return noon, UTC."""
        return NOON

    def monotonic(self) -> float:
        """Return no time at all."""
        return 0.0

    def sleep(self, seconds: float) -> None:
        """Pass no time."""


def workbook(
    folder: Path,
    *options: str,
    source: MadeUpSource | None = None,
    config: Mapping[str, Any] = CONFIG,
    environment: Mapping[str, str] | None = None,
) -> tuple[int, str, str]:
    """Run the command with made-up records; returns exit code, standard output and standard error."""
    path = folder / "config.json"
    path.write_text(json.dumps(config))
    out, error = io.StringIO(), io.StringIO()
    code = main(
        ["--config", str(path), *options],
        keep_config=lambda path, current: path.write_text(json.dumps(current)) and None,
        open_source=lambda _: source or MadeUpSource(),
        clock=HeldClock(),
        environment=environment or {},
        stdout=out,
        stderr=error,
    )
    return code, out.getvalue(), error.getvalue()
