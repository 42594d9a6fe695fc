"""Which sheets the workbook has, and which columns: RevRec's template first, ours behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from source_xero_revrec.workbook.cells import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTROL_TOTALS = "control_totals"

# RevRec's import matches sheet and column names exactly. The names are those of its help pages and of RevLock's own
# published ETL library; of BillingSchedule only Billing Date and Currency are public, the rest is in the same style.
_TEMPLATE: dict[str, tuple[str, dict[str, str]]] = {
    "order_details": (
        "OrderDetails",
        {
            "customer_id": "Customer ID",
            "customer_name": "Customer Name",
            "order_number": "Order Number",
            "order_item_number": "Order Item Number",
            "order_name": "Order Name",
            "product_code": "Product Code",
            "order_start_date": "Order Start Date",
            "service_start_date": "Service Start Date",
            "service_end_date": "Service End Date",
            "currency": "Currency",
            "quantity": "Quantity",
            "unit_price": "Unit Price",
            "list_price": "List Price",
        },
    ),
    "billing_schedule": (
        "BillingSchedule",
        {
            "customer_id": "Customer ID",
            "customer_name": "Customer Name",
            "order_number": "Order Number",
            "order_item_number": "Order Item Number",
            "invoice_number": "Invoice Number",
            "invoice_line_number": "Invoice Line Number",
            "product_code": "Product Code",
            "billing_date": "Billing Date",
            "billing_amount": "Billing Amount",
            "currency": "Currency",
        },
    ),
    "customers": (
        "Customer",
        {
            "customer_id": "Customer ID",
            "customer_name": "Customer Name",
            "customer_address": "Customer Address",
            "customer_phone": "Customer Phone",
            "state": "State",
            "currency": "Currency",
        },
    ),
    "products": (
        "Product",
        {
            "product_id": "Product Id",
            "product_code": "Product Code",
            "product_name": "Product Name",
            "product_family": "Product Family",
            "description": "Description",
            "list_price": "List Price",
            "product_type": "Product Type",
            "currency": "Currency",
        },
    ),
}
_OURS = {"pending_data": "Pending Data", "recon_errors": "Recon Errors", CONTROL_TOTALS: "Control Totals"}
# What a warehouse needs to tell rows apart and tell which is newest; a workbook is made in one go.
_BOOKKEEPING = frozenset(
    {
        "tenant_id",
        "document_read_at",
        "document_updated_at",
        "read_at",
        "updated_at",
        "checked_at",
        "reconciled_at",
        "withdrawn",
    }
)
_CUSTOM_FIELDS_IN = frozenset({"order_details", "billing_schedule"})
_UNITS = frozenset({"quantity", "unit_price", "list_price"})
_ABBREVIATIONS = {"id": "ID", "crm": "CRM", "ar": "AR", "url": "URL", "utc": "UTC"}


@dataclass(frozen=True)
class Column:
    """A column: the record's field, the header as the sheet shows it, and whether RevRec's template has it."""

    field: str
    header: str
    kind: Kind
    template: bool


@dataclass(frozen=True)
class Sheet:
    """A sheet: the stream that fills it, its name, and its columns in order."""

    stream: str
    name: str
    columns: tuple[Column, ...]


def plan(
    schemas: Mapping[str, Mapping[str, Any]],
    custom_fields: Mapping[str, str] | None = None,
    *,
    template_only: bool = False,
) -> list[Sheet]:
    """Return the sheets for the streams on offer, given as name to JSON schema, in the order of the workbook.

    The template's columns come first, then the `custom_fields` (field to RevRec name), then, unless `template_only`,
    our own columns in the order of the schema. A template column that the stream does not have is left out.
    """
    sheets = []
    for stream, (name, headers) in _TEMPLATE.items():
        if stream in schemas:
            fields = dict(headers)
            if stream in _CUSTOM_FIELDS_IN:
                fields |= custom_fields or {}
            sheets.append(Sheet(stream, name, _columns(schemas[stream]["properties"], fields, ours=not template_only)))
    if not template_only:
        sheets += [
            Sheet(stream, name, _columns(schemas[stream]["properties"], {}, ours=True))
            for stream, name in _OURS.items()
            if stream in schemas
        ]
    return sheets


def _columns(properties: Mapping[str, Any], template: Mapping[str, str], *, ours: bool) -> tuple[Column, ...]:
    columns = [
        Column(field, header, _kind(field, properties[field]), template=True)
        for field, header in template.items()
        if field in properties
    ]
    if ours:
        columns += [
            Column(field, title(field), _kind(field, described), template=False)
            for field, described in properties.items()
            if field not in template and field not in _BOOKKEEPING
        ]
    return tuple(columns)


def title(field: str) -> str:
    """Return a field's name as a header: `document_id` is `Document ID`."""
    return " ".join(_ABBREVIATIONS.get(word, word.capitalize()) for word in field.split("_"))


def _kind(field: str, described: Mapping[str, Any]) -> Kind:
    types = described.get("type", "string")
    types = {types} if isinstance(types, str) else set(types)
    if "number" in types:
        if field in _UNITS:
            return Kind.UNIT
        return Kind.RATE if field.endswith("rate") else Kind.AMOUNT
    if "integer" in types:
        return Kind.COUNT
    if "boolean" in types:
        return Kind.BOOLEAN
    return {"date": Kind.DATE, "date-time": Kind.INSTANT}.get(described.get("format", ""), Kind.TEXT)
