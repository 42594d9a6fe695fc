"""A row in parts is a row as any other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from source_xero_revrec.rules.columns import AccountingColumns, BillingColumns, PartedRow, SharedColumns, with_fields

BILLED = BillingColumns(billing_id="i-1:1", billing_amount=Decimal("1.50"))
ROW = PartedRow(
    SharedColumns({"tenant_id": "demo"}),
    BILLED,
    SharedColumns(AccountingColumns(withdrawn=False), SharedColumns({"x": 7})),
)


def test_every_column_is_found_in_whichever_part_it_stands() -> None:
    """One that is empty holds nothing, and one that is in none of them is no column."""
    assert (ROW["tenant_id"], ROW["billing_amount"], ROW["withdrawn"], ROW["x"]) == ("demo", Decimal("1.50"), False, 7)
    assert ROW["product_code"] is ROW["tax_amount"] is None
    with pytest.raises(KeyError):
        ROW["amount"]


def test_columns_come_in_the_order_of_their_parts() -> None:
    """As many as there are, each with what is in it."""
    names = list(ROW)

    assert (names[:2], names[-1], len(ROW)) == (["tenant_id", "billing_id"], "x", len(names))
    assert dict(ROW.cells()) == dict(ROW) == {name: ROW[name] for name in names}


def test_custom_fields_stand_where_the_schema_has_them() -> None:
    """Whatever they are called; without any, nothing is done."""
    row = with_fields(BILLED, {"2nd_region": "North"}, "service_start_date")

    assert isinstance(row, dict)
    assert list(row)[-4:] == ["currency", "2nd_region", "service_start_date", "service_end_date"]
    assert (row["2nd_region"], row["billing_id"]) == ("North", "i-1:1")
    assert PartedRow(SharedColumns(), row, SharedColumns())["2nd_region"] == "North"
    assert with_fields(BILLED, {}, "currency") is BILLED
