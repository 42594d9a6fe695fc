"""The columns of RevRec's rows, in parts that are quickly made and written; rows of one document share some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

_ABSENT = object()


class Columns(Struct, omit_defaults=True, gc=False):
    """Columns in their order, of which one with None is empty; instants are in none of them."""


class OrderColumns(Columns):
    """What is an order row's own."""

    order_number: str | None = None
    order_item_number: str | None = None
    order_name: str | None = None
    product_code: str | None = None
    order_start_date: date | None = None
    service_start_date: date | None = None
    service_end_date: date | None = None
    currency: str | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    list_price: Decimal | None = None
    amount: Decimal | None = None


class BillingColumns(Columns):
    """What is a billing row's own."""

    billing_id: str | None = None
    order_number: str | None = None
    order_item_number: str | None = None
    invoice_number: str | None = None
    invoice_line_number: int | None = None
    product_code: str | None = None
    billing_date: date | None = None
    billing_amount: Decimal | None = None
    currency: str | None = None
    service_start_date: date | None = None
    service_end_date: date | None = None


class AccountingColumns(Columns):
    """What the books say of an item, in its order row and its billing row."""

    reference_invoice_number: str | None = None
    reference_invoice_id: str | None = None
    credit_use: str | None = None
    original_amount: Decimal | None = None
    tax_amount: Decimal | None = None
    home_amount: Decimal | None = None
    document_type: str | None = None
    withdrawn: bool | None = None


class BuyerColumns(Columns):
    """Whose rows they are, with which a row begins."""

    tenant_id: str | None = None
    customer_id: str | None = None
    customer_name: str | None = None


class OriginColumns(Columns):
    """Xero's document that rows come from; an exchange rate of 1 is that of the home currency."""

    home_currency: str | None = None
    exchange_rate: Decimal | int | None = None
    contact_id: str | None = None
    contact_name: str | None = None
    document_id: str | None = None
    document_number: str | None = None
    document_status: str | None = None
    document_date: date | None = None
    due_date: date | None = None


class LineColumns(Columns):
    """Xero's line that an item comes from."""

    line_item_id: str | None = None
    line_description: str | None = None


class SharedColumns:
    """Parts that several rows have; `written` is theirs who write rows down, so that they do it once."""

    __slots__ = ("parts", "written")

    def __init__(self, *parts: Part) -> None:
        """Keep the parts in their order; they must not change any more."""
        self.parts = parts
        self.written: bytes | None = None


Part = Columns | dict[str, Any] | SharedColumns


class PartedRow(Mapping[str, Any]):
    """A row of several parts, of which rows may share some; no column is in two of them."""

    __slots__ = ("after", "own", "parts")

    def __init__(self, before: SharedColumns, own: Columns | dict[str, Any], after: SharedColumns) -> None:
        """Keep what is the row's `own` between what it shares; nothing of it must change any more."""
        self.own = own
        self.after = after
        self.parts: tuple[Part, ...] = (before, own, after)

    def cells(self) -> Iterator[tuple[str, Any]]:
        """Yield the columns in their order, each with what is in it."""
        return _cells(self.parts)

    def __getitem__(self, column: str) -> Any:  # noqa: ANN401 - a cell
        own = self.own
        found = own.get(column, _ABSENT) if isinstance(own, dict) else getattr(own, column, _ABSENT)
        if found is not _ABSENT:
            return found
        for part in self.after.parts:
            if isinstance(part, Columns) and (found := getattr(part, column, _ABSENT)) is not _ABSENT:
                return found
        for name, cell in self.cells():
            if name == column:
                return cell
        raise KeyError(column)

    def __iter__(self) -> Iterator[str]:
        for column, _ in self.cells():
            yield column

    def __len__(self) -> int:
        return sum(1 for _ in self.cells())


def with_fields(columns: Columns, fields: Mapping[str, Any], before: str) -> Columns | dict[str, Any]:
    """Return columns with custom fields among them, which stand before one of them."""
    if not fields:
        return columns
    found: dict[str, Any] = {}
    for column in columns.__struct_fields__:
        if column == before:
            found |= fields
        found[column] = getattr(columns, column)
    return found


def _cells(parts: tuple[Part, ...]) -> Iterator[tuple[str, Any]]:
    for part in parts:
        if isinstance(part, SharedColumns):
            yield from _cells(part.parts)
        elif isinstance(part, Columns):
            for column in part.__struct_fields__:
                yield column, getattr(part, column)
        else:
            yield from part.items()
