"""The columns of RevRec's streams as the connector describes them, those that the workbook looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

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
