"""Which sheets the workbook has, and which columns: RevRec's template first, ours behind it, technical ones last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from source_xero_revrec.workbook.cells import ColumnKind
from source_xero_revrec.workbook.undated_lines import ADDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONTROL_TOTALS = "control_totals"
SERVICE_END = "service_end_date"
LINK = "link"
MEANING = "check_title"


@dataclass(frozen=True)
class SheetKind:
    """What is fixed about a sheet, whatever columns its stream has.

    `template` has RevRec's columns, field to header; it is empty where the sheet is ours. Rows are `sorted_by` fields,
    and those that are equal in them, or in none, stay in the order of their arrival, as the lines of a document do.
    `total` is the amount that adds up. Columns that are `added`, field to header and kind, are not the stream's. Of our
    columns those in `first` come first.
    """

    name: str
    template: Mapping[str, str] = field(default_factory=dict)
    has_custom_fields: bool = False
    sorted_by: tuple[str, ...] = ()
    total: str = ""
    added: Mapping[str, tuple[str, ColumnKind]] = field(default_factory=dict)
    first: tuple[str, ...] = ()


_TO_XERO: Mapping[str, tuple[str, ColumnKind]] = {LINK: ("In Xero", ColumnKind.LINK)}
_MEANT: Mapping[str, tuple[str, ColumnKind]] = {MEANING: ("What Is Checked", ColumnKind.TEXT)}

# RevRec's import matches sheet and column names exactly. The names are those of its help pages and of RevLock's own
# published ETL library; of BillingSchedule only Billing Date and Currency are public, the rest is in the same style.
SHEETS: Mapping[str, SheetKind] = {
    "order_details": SheetKind(
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
        has_custom_fields=True,
        sorted_by=("order_start_date", "order_number", "document_id"),
        total="amount",
        added=_TO_XERO,
        first=(LINK, "amount", "document_status", "line_description"),
    ),
    "billing_schedule": SheetKind(
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
        has_custom_fields=True,
        sorted_by=("billing_date", "invoice_number", "document_id"),
        total="billing_amount",
        added=_TO_XERO,
        first=(LINK, "service_start_date", SERVICE_END, "document_status", "line_description"),
    ),
    "customers": SheetKind(
        "Customer",
        {
            "customer_id": "Customer ID",
            "customer_name": "Customer Name",
            "customer_address": "Customer Address",
            "customer_phone": "Customer Phone",
            "state": "State",
            "currency": "Currency",
        },
        sorted_by=("customer_name", "customer_id"),
    ),
    "products": SheetKind(
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
        sorted_by=("product_code",),
    ),
    "pending_data": SheetKind(
        "Pending Data",
        sorted_by=("contact_name", "document_date", "document_number"),
        total="amount",
        added=_TO_XERO,
        first=("contact_name", "document_number", LINK, "document_date", "amount", "currency", "reason", "hints"),
    ),
    "recon_errors": SheetKind(
        "Recon Errors",
        sorted_by=("check", "document_date", "document_number"),
        added={**_MEANT, **_TO_XERO, **ADDED},
        first=(
            *("severity", "check", MEANING, "document_number", LINK, "document_date"),
            *("line_number", "product_code", "amount", "currency", "explanation", "proposed_fix", "line_description"),
            *("override_start", "override_end", "override_treatment"),
        ),
    ),
    CONTROL_TOTALS: SheetKind(
        "Control Totals",
        added=_MEANT,
        first=(
            *("status", "check", MEANING, "period", "currency", "expected_amount", "actual_amount", "difference"),
            *("description", "proposed_fix"),
        ),
    ),
}
"""The sheets by the stream that fills each, in the order of the workbook."""

# What a warehouse needs to tell rows apart, to tell which is newest and to join; a workbook is made in one go.
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
        "tracking_category_id_1",
        "tracking_option_id_1",
        "tracking_category_id_2",
        "tracking_option_id_2",
    }
)
# What joins tables and explains a decision; nobody reads it on the way to a figure.
_TECHNICAL = frozenset({"account_class", "product_rule", "xero_product_code", "field", "found", "needed"})
_CODE_WORDS = frozenset(
    {
        *("account_class", "contact_status", "credit_use", "deferred_or_revenue", "document_status", "product_rule"),
        *("reason", "service_period_problem", "service_period_rule", "severity"),
    }
)
_UNITS = frozenset({"quantity", "unit_price", "list_price"})
_ABBREVIATIONS = {"id": "ID", "crm": "CRM", "ar": "AR", "url": "URL", "utc": "UTC"}


@dataclass(frozen=True)
class SheetColumn:
    """A column: the record's field, the header as the sheet shows it, and whether RevRec's template has it.

    A `hidden` one stands at the right, and is shown by Excel's own Unhide.
    """

    field: str
    header: str
    kind: ColumnKind
    template: bool
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet: the stream that fills it, its name, and its columns in order."""

    stream: str
    name: str
    columns: tuple[SheetColumn, ...]


def plan(
    schemas: Mapping[str, Mapping[str, Any]],
    custom_fields: Mapping[str, str] | None = None,
    *,
    template_only: bool = False,
    day_after: bool = False,
) -> list[Sheet]:
    """Return the sheets for the streams on offer, given as name to JSON schema, in the order of the workbook.

    The template's columns come first, then the `custom_fields` (field to RevRec name), then, unless `template_only`,
    our own columns, those that are read before those that only join. A template column that the
    stream does not have is left out. With `day_after` a service ends, in every sheet, on the day after its last day.
    """
    sheets = []
    for stream, kind in SHEETS.items():
        if stream in schemas and (kind.template or not template_only):
            fields = {**kind.template, **(custom_fields or {} if kind.has_custom_fields else {})}
            columns = _columns(schemas[stream]["properties"], fields, None if template_only else kind)
            if day_after:
                columns = tuple(
                    replace(column, kind=ColumnKind.DAY_AFTER) if column.field == SERVICE_END else column
                    for column in columns
                )
            sheets.append(Sheet(stream, kind.name, columns))
    return sheets


def _columns(
    properties: Mapping[str, Any], template: Mapping[str, str], kind: SheetKind | None
) -> tuple[SheetColumn, ...]:
    """Return RevRec's columns, and behind them those of ours that the kind of sheet, if given, has."""
    theirs = [
        SheetColumn(name, header, _kind(name, properties[name]), template=True)
        for name, header in template.items()
        if name in properties
    ]
    return (*theirs, *(_ours(properties, template, kind) if kind else ()))


def _ours(properties: Mapping[str, Any], template: Mapping[str, str], kind: SheetKind) -> Iterator[SheetColumn]:
    columns = {
        name: SheetColumn(
            name,
            title(name),
            ColumnKind.WORDS if name in _CODE_WORDS else _kind(name, described),
            template=False,
            hidden=name in _TECHNICAL or name.endswith("_id"),
        )
        for name, described in properties.items()
        if name not in template and name not in _BOOKKEEPING
    }
    for name, (header, sort) in kind.added.items():
        if name == LINK and "document_id" not in properties:
            continue
        columns[name] = SheetColumn(name, header, sort, template=False, hidden=name.endswith("_id"))
    yield from (columns.pop(name) for name in kind.first if name in columns)
    # Ids stand last of all.
    yield from sorted(columns.values(), key=lambda column: (column.hidden, column.field.endswith("_id")))


def title(name: str) -> str:
    """Return a field's name as a header: `document_id` is `Document ID`."""
    return " ".join(_ABBREVIATIONS.get(word, word.capitalize()) for word in name.split("_"))


def letters(number: int) -> str:
    """Return the letters of a column, counted from 0: 27 is AB."""
    before, last = divmod(number, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _kind(name: str, described: Mapping[str, Any]) -> ColumnKind:
    types = described.get("type", "string")
    types = {types} if isinstance(types, str) else set(types)
    if "number" in types:
        if name in _UNITS:
            return ColumnKind.UNIT
        return ColumnKind.RATE if name.endswith("rate") else ColumnKind.AMOUNT
    if "integer" in types:
        return ColumnKind.COUNT
    if "boolean" in types:
        return ColumnKind.BOOLEAN
    return {"date": ColumnKind.DATE, "date-time": ColumnKind.INSTANT}.get(described.get("format", ""), ColumnKind.TEXT)
