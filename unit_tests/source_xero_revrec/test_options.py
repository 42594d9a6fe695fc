"""What a revenue accountant chooses, checked before anything is read."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from source_xero_revrec.options import CustomerNameMapping, InvoiceEqualsContract
from unit_tests.source_xero_revrec.made_organisation import mapping, options


def test_left_alone_each_invoice_is_a_contract_and_everything_is_sent() -> None:
    """Nothing is left out, dropped or dated otherwise unless somebody says so."""
    chosen = options()

    assert isinstance(chosen.mode, InvoiceEqualsContract)
    assert chosen.ledger_settings().orders_from_invoices
    assert (chosen.conversion_date, chosen.excluded_products, chosen.custom_fields) == (None, [], [])
    assert not any((chosen.paid_invoices_only, chosen.discard_zero_lines, chosen.drop_personal_data))
    assert (chosen.credit_note_treatment, chosen.product_code) == ("retrospective", "item_or_account")


def test_with_customer_name_mapping_orders_come_from_the_crm() -> None:
    """Names must be equal to the letter unless told otherwise."""
    chosen = mapping()

    assert isinstance(chosen.mode, CustomerNameMapping)
    assert not chosen.ledger_settings().orders_from_invoices
    assert not chosen.mode.ignore_case_and_spaces


@pytest.mark.parametrize(
    "mode",
    [
        {"mode": "customer_name_mapping"},
        {"mode": "guess"},
        {"mode": "invoice_equals_contract", "crm": {"source": "list", "customers": []}},
        {},
    ],
)
def test_a_mode_is_one_of_the_two_with_what_it_needs(mode: dict[str, object]) -> None:
    """Names cannot be mapped without a CRM, and a contract needs none."""
    with pytest.raises(ValidationError):
        options(mode=mode)


def field(name: str, category: str = "Region") -> dict[str, str]:
    """Return a custom field."""
    return {"revrec_field": name, "xero_tracking_category": category}


def test_two_fields_of_one_category_are_two_columns() -> None:
    """RevRec may want the same option twice."""
    assert len(options(custom_fields=[field("Location"), field("Region")]).custom_fields) == 2


@pytest.mark.parametrize("names", [["Location", "Location"], ["Cost Centre", "cost-centre"]])
def test_two_fields_never_share_a_column(names: list[str]) -> None:
    """One would hide the other in the warehouse."""
    with pytest.raises(ValidationError, match=r"fills the column \w+ twice"):
        options(custom_fields=[field(name) for name in names])


@pytest.mark.parametrize("name", ["Amount", "Unit Price", "Billing Amount", "currency", "Tenant ID"])
def test_a_field_never_takes_a_column_that_rows_have_anyway(name: str) -> None:
    """A tracking option in place of an amount would be lost money."""
    with pytest.raises(ValidationError, match="holds something else already"):
        options(custom_fields=[field(name)])


@pytest.mark.parametrize("custom", [field("42"), field(""), field("Location", ""), {"revrec_field": "Location"}])
def test_a_field_has_a_name_and_a_category(custom: dict[str, str]) -> None:
    """A name without a letter would be no column."""
    with pytest.raises(ValidationError):
        options(custom_fields=[custom])


def test_the_conversion_date_is_a_day() -> None:
    """Written as ISO, like all dates of the form."""
    assert options(conversion_date="2026-01-01").conversion_date == date(2026, 1, 1)
    with pytest.raises(ValidationError):
        options(conversion_date="01/02/2026")


def test_journal_control_is_a_choice() -> None:
    """Nothing is compared by default, and where the form says so; a source that is not on offer is refused."""
    assert options().posted is None
    assert options(journal_control={"source": "none"}).posted is None
    assert options(journal_control={"source": "receipts", "path": "/local"}).posted is not None
    with pytest.raises(ValidationError, match="journal_control"):
        options(journal_control={"source": "memory"})


@pytest.mark.parametrize(
    ("name", "value"), [("credit_note_treatment", "sometimes"), ("product_code", "item"), ("excluded_products", "860")]
)
def test_a_choice_that_is_not_on_offer_is_refused(name: str, value: str) -> None:
    """It is not taken for the default."""
    with pytest.raises(ValidationError, match=name):
        options(**{name: value})
