"""The sheets and columns are RevRec's template, in its order and spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.workbook.cells import ColumnKind
from source_xero_revrec.workbook.sheets import Sheet, letters, plan, title
from unit_tests.source_xero_revrec.workbook.made_schemas import SCHEMAS

REVREC = {name: {"properties": properties} for name, properties in SCHEMAS.items() if name != "organisations"}
CUSTOM = {"location": "Location"}


def headers(sheet: Sheet) -> list[str]:
    """Return a sheet's headers."""
    return [column.header for column in sheet.columns]


def test_the_templates_sheets_come_first_in_its_order_and_spelling() -> None:
    """RevRec matches names exactly; our sheets follow."""
    assert [sheet.name for sheet in plan(REVREC)] == [
        "OrderDetails",
        "BillingSchedule",
        "Customer",
        "Product",
        "Pending Data",
        "Recon Errors",
        "Control Totals",
    ]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (
            "OrderDetails",
            (
                "Customer ID, Customer Name, Order Number, Order Item Number, Order Name, Product Code, "
                "Order Start Date, Service Start Date, Service End Date, Currency, Quantity, Unit Price, List Price, "
                "Location"
            ),
        ),
        (
            "BillingSchedule",
            (
                "Customer ID, Customer Name, Order Number, Order Item Number, Invoice Number, Invoice Line Number, "
                "Product Code, Billing Date, Billing Amount, Currency, Location"
            ),
        ),
        ("Customer", "Customer ID, Customer Name, Customer Address, Customer Phone, State, Currency"),
        (
            "Product",
            "Product Id, Product Code, Product Name, Product Family, Description, List Price, Product Type, Currency",
        ),
    ],
)
def test_template_only_is_exactly_the_template(sheet: str, expected: str) -> None:
    """With --template-only there are no sheets and columns besides RevRec's."""
    planned = {found.name: found for found in plan(REVREC, CUSTOM, template_only=True)}

    assert list(planned) == ["OrderDetails", "BillingSchedule", "Customer", "Product"]
    assert expected.split(", ") == headers(planned[sheet])


def test_recon_errors_has_the_columns_to_fill_in_and_ids_at_the_end() -> None:
    """Line, product and amount say what is meant; the last day is called so, whatever RevRec is given."""
    (sheet,) = (found for found in plan(REVREC, day_after=True) if found.name == "Recon Errors")

    assert headers(sheet)[:16] == [
        "Severity", "Check", "What Is Checked", "Document Number", "In Xero", "Document Date", "Line Number",
        "Product Code", "Amount", "Currency", "Explanation", "Proposed Fix", "Line Description", "Service Start Date",
        "Service End Date (last day)", "Treatment",
    ]  # fmt: skip
    assert headers(sheet)[-2:] == ["Document ID", "Tenant ID"]
    (end,) = (column for column in sheet.columns if column.header == "Service End Date (last day)")
    assert end.kind is ColumnKind.DATE


def test_our_columns_follow_the_templates_and_technical_ones_are_hidden_at_the_end() -> None:
    """Ours are all other fields of the stream in Title Case, without what only a warehouse needs; ids stand last."""
    (sheet,) = (found for found in plan(REVREC, CUSTOM) if found.name == "OrderDetails")
    ours = [column.header for column in sheet.columns if not column.template]
    hidden = [column.header for column in sheet.columns if column.hidden]

    assert ours[:3] == ["In Xero", "Amount", "Document Status"]
    assert headers(sheet)[-len(ours) :] == ours
    assert ours[-len(hidden) :] == hidden
    assert hidden == ["Product Rule", "Document ID", "Line Item ID"]
    assert {"Tenant ID", "Document Read At", "Document Updated At"}.isdisjoint(headers(sheet))


def test_nothing_of_the_template_is_hidden_or_said_in_other_words() -> None:
    """RevRec reads it as it is; the ids that its template has are seen."""
    columns = [column for sheet in plan(REVREC, CUSTOM) for column in sheet.columns if column.template]

    assert not [column for column in columns if column.hidden or column.kind is ColumnKind.WORDS]
    assert [column.header for column in columns if column.field == "customer_id"] == ["Customer ID"] * 3


def test_a_column_that_the_stream_lacks_is_left_out() -> None:
    """In the mode of names mapped to the CRM, billing has no order numbers."""
    fields = {
        name: kind
        for name, kind in SCHEMAS["billing_schedule"].items()
        if name not in ("order_number", "order_item_number")
    }
    (sheet,) = plan({"billing_schedule": {"properties": fields}}, template_only=True)

    assert headers(sheet)[:4] == ["Customer ID", "Customer Name", "Invoice Number", "Invoice Line Number"]


def test_a_custom_field_has_the_name_that_revrec_gives_it() -> None:
    """The header is the RevRec field as the configuration spells it; without the configuration it is ours."""
    described = {
        "order_details": {"properties": {"order_number": {"type": "string"}, "cost_centre": {"type": "string"}}}
    }

    assert headers(plan(described, {"cost_centre": "Cost centre (UK)"})[0]) == ["Order Number", "Cost centre (UK)"]
    assert headers(plan(described)[0]) == ["Order Number", "Cost Centre"]


def test_kinds_come_from_the_schema() -> None:
    """A price has four decimals, a rate its own, a count none."""
    kinds = {column.field: column.kind for sheet in plan(REVREC) for column in sheet.columns}

    assert kinds["unit_price"] is ColumnKind.UNIT
    assert kinds["exchange_rate"] is ColumnKind.RATE
    assert kinds["billing_amount"] is ColumnKind.AMOUNT
    assert kinds["expected_count"] is ColumnKind.COUNT
    assert kinds["billing_date"] is ColumnKind.DATE
    assert kinds["first_seen_at"] is ColumnKind.INSTANT
    assert kinds["severity"] is ColumnKind.WORDS
    assert kinds["blocks_import"] is ColumnKind.BOOLEAN
    assert kinds["customer_id"] is ColumnKind.TEXT


@pytest.mark.parametrize(
    ("field", "expected"), [("document_id", "Document ID"), ("crm_id", "CRM ID"), ("state", "State")]
)
def test_a_title_keeps_abbreviations_in_capitals(field: str, expected: str) -> None:
    """`document_id` reads like the template's `Customer ID`."""
    assert expected == title(field)


@pytest.mark.parametrize("day_after", [True, False])
def test_a_service_ends_on_its_last_day_or_the_day_after(day_after: bool) -> None:  # noqa: FBT001
    """In every sheet that has it, and it alone."""
    kinds = {
        (column.field, column.kind)
        for sheet in plan(REVREC, day_after=day_after)
        for column in sheet.columns
        if column.field.startswith("service_") and column.field.endswith("_date")
    }

    end = ColumnKind.DAY_AFTER if day_after else ColumnKind.DATE
    assert kinds == {("service_start_date", ColumnKind.DATE), ("service_end_date", end)}


@given(st.integers(0, 16_383))
def test_columns_have_letters_that_count_up(number: int) -> None:
    """A to Z, AA to ZZ, AAA to XFD: the last column that Excel has."""
    value = 0
    for letter in letters(number):
        value = value * 26 + ord(letter) - ord("A") + 1
    assert value == number + 1
