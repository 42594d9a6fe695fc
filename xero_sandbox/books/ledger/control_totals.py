"""Counts and amounts of the books, to check a copy of them against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_sandbox.books.records import Record

_AMOUNT = {
    "Payments": "Amount",
    "BankTransfers": "Amount",
    "BatchPayments": "TotalAmount",
}
_TYPE = {"Payments": "PaymentType"}
_STATUS = {"Contacts": "ContactStatus"}
_OPEN = ("AmountDue", "RemainingCredit")


def control_totals(records: Mapping[str, Mapping[str, Record]]) -> list[Record]:
    """Return one row per endpoint, Type, Status and CurrencyCode, sorted.

    Amount is the sum of Total (Amount for payments and transfers), Open the sum of AmountDue or RemainingCredit, both
    in the row's currency; Lines and LineAmount count and sum the line items. What a record does not have counts as
    an empty text or zero.
    """
    rows: dict[tuple[str, str, str, str], Record] = {}
    for endpoint, collection in records.items():
        amount_field = _AMOUNT.get(endpoint, "Total")
        type_field, status_field = _TYPE.get(endpoint, "Type"), _STATUS.get(endpoint, "Status")
        for record in collection.values():
            currency = _currency(endpoint, record)
            key = (endpoint, record.get(type_field, ""), record.get(status_field, ""), currency)
            row = rows.get(key)
            if row is None:
                row = rows[key] = _empty(key)
            row["Count"] += 1
            row["Amount"] += record.get(amount_field, ZERO)
            for field in _OPEN:
                row["Open"] += record.get(field, ZERO)
            for line in record.get("LineItems", None) or record.get("JournalLines", ()):
                row["Lines"] += 1
                row["LineAmount"] += line["LineAmount"]
    return [rows[key] for key in sorted(rows)]


def _currency(endpoint: str, record: Record) -> str:
    if endpoint == "Payments":
        record = record["Invoice"]
    code: str = record.get("CurrencyCode", "")
    return code


def _empty(key: tuple[str, str, str, str]) -> Record:
    names = dict(zip(("Endpoint", "Type", "Status", "CurrencyCode"), key, strict=True))
    return names | {"Count": 0, "Amount": ZERO, "Open": ZERO, "Lines": 0, "LineAmount": ZERO}
