"""The ledger is told what the form says, in its own few words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from source_xero_revrec.options import RevrecOptions
from source_xero_revrec.rules.recognition.settings import RecognitionSettings
from unit_tests.source_xero_revrec.made_organisation import mapping, options


def test_left_alone_invoices_are_contracts_and_everything_is_told() -> None:
    """No CRM, no custom field, personal data as Xero has it, and credit notes dated by the invoices they are for."""
    settings = options().ledger_settings()

    assert (settings.mode, settings.orders_from_invoices, settings.crm) == ("invoice_equals_contract", True, None)
    assert (settings.custom_fields, settings.personal_data) == ((), True)
    assert settings.invoices_date_credit_notes


def test_with_the_crm_its_orders_are_not_made_from_invoices() -> None:
    """Where the customers are kept, and how their names are compared, comes with the mode."""
    chosen = mapping()
    settings = chosen.ledger_settings()

    assert (settings.mode, settings.orders_from_invoices) == ("customer_name_mapping", False)
    assert settings.crm is not None
    assert not settings.ignore_case_and_spaces


@pytest.mark.parametrize("treatment", ["retrospective", "prospective", "point_in_time"])
def test_a_credit_notes_own_date_needs_no_invoice(treatment: str) -> None:
    """Only then is no invoice read for its service dates."""
    settings = options(credit_note_treatment=treatment).ledger_settings()

    assert settings.invoices_date_credit_notes is (treatment != "point_in_time")


def test_each_setting_of_the_form_reaches_the_ledger() -> None:
    """Options and custom fields are handed on as they are."""
    chosen = RevrecOptions.model_validate(
        {
            "custom_fields": [{"revrec_field": "Cost Centre", "xero_tracking_category": "Region"}],
            "drop_personal_data": True,
            "mode": {
                "mode": "customer_name_mapping",
                "crm": {"source": "hubspot", "access_token": "not-a-real-token"},
                "ignore_case_and_spaces": True,
            },
        }
    )
    settings = chosen.ledger_settings()

    assert [field.column for field in settings.custom_fields] == ["cost_centre"]
    assert not settings.personal_data
    assert settings.ignore_case_and_spaces


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ({}, False),
        ({"service_periods": {"service_end": "last_day"}}, False),
        ({"service_periods": {"overrides": {"location": "overrides.csv"}}}, False),
        ({"drop_personal_data": True}, True),
        ({"service_periods": {"rules": ["reference"]}}, True),
        ({"service_periods": {"product_rules": [{"account_code": "1", "service": "at_invoice_date"}]}}, True),
        ({"credit_note_treatment": "prospective"}, True),
        ({"excluded_products": ["SHIPPING"]}, True),
        ({"conversion_date": "2026-01-01"}, True),
        ({"custom_fields": [{"revrec_field": "A", "xero_tracking_category": "B"}]}, True),
    ],
)
def test_the_fingerprint_changes_with_what_decides_rows(changed: dict[str, Any], differs: bool) -> None:  # noqa: FBT001
    """Not with what the workbook alone does, nor with what is held against documents by itself."""
    left_alone, chosen = options().ledger_settings(), options(**changed).ledger_settings()

    assert (left_alone.fingerprint != chosen.fingerprint) is differs
    assert options().ledger_settings().fingerprint == left_alone.fingerprint
    assert mapping().ledger_settings().fingerprint != left_alone.fingerprint


def test_how_revenue_is_recognised_decides_rows_too() -> None:
    """Another method changes the schedule of documents that nobody touched; the order of accounts changes nothing."""
    settings = options().ledger_settings()
    others = [f"8{number}" for number in range(50)]
    here = RecognitionSettings("835", other_liabilities=frozenset(others))

    found = [
        replace(settings, recognition=each).fingerprint
        for each in (
            None,
            here,
            replace(here, method="daily"),
            replace(here, other_liabilities=frozenset(others[::-1])),
        )
    ]

    assert len({*found[:3]}) == 3
    assert found[3] == found[1]
