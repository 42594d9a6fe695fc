"""What the form says reaches each rule and the flow, and nothing is turned round on the way."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from destination_xero_journals.options import PostingOptions
from destination_xero_journals.rules.settings import (
    AccountRoute,
    AccountSettings,
    FieldRoute,
    JournalSettings,
    PostingPolicy,
    TrackingSettings,
)
from destination_xero_journals.settings import PlanSettings, SyncSettings
from revrec_journals.columns import ColumnSettings

LOCATION: dict[str, Any] = {"revrec_field": "Location", "xero_tracking_category": "Region"}


def test_what_is_left_alone_is_the_careful_way() -> None:
    """Reject, report, create nothing, round nothing."""
    options = PostingOptions()

    assert options.account_settings() == AccountSettings()
    assert options.tracking_settings() == TrackingSettings()
    assert options.journal_settings() == JournalSettings("Revenue recognition {period}")
    assert options.policy() == PostingPolicy()


def test_accounts_go_by_product_and_the_rounding_account_is_named() -> None:
    """An entry without a product is one for all products."""
    options = PostingOptions(
        account_mapping=[
            {"revrec_account": "4000", "xero_account": "200"},
            {"revrec_account": "4000", "xero_account": "210", "product_code": "P"},
        ],
        rounding={"account": "860", "limit": "0.05"},
    )

    routes = (AccountRoute("4000", "200"), AccountRoute("4000", "210", "P"))
    assert options.account_settings() == AccountSettings(routes, "860")
    assert options.journal_settings().rounding_limit == Decimal("0.05")


def test_fields_go_with_their_values() -> None:
    """And with what a line without a value means."""
    values = [{"revrec_value": "Auckland", "xero_option": "North"}]
    options = PostingOptions(
        tracking_mapping=[{**LOCATION, "values": values}, {**LOCATION, "when_empty": "post_untagged"}],
        missing_option="create",
    )

    assert options.tracking_settings() == TrackingSettings(
        (
            FieldRoute("Location", "Region", (("Auckland", "North"),)),
            FieldRoute("Location", "Region", may_be_empty=True),
        ),
        create_missing=True,
    )


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ({"narration": "{date}"}, {"narration": "{date}"}),
        ({"status": "DRAFT"}, {"status": "DRAFT"}),
        ({"show_on_cash_basis": False}, {"show_on_cash_basis": False}),
        ({"aggregation": "account_and_tracking"}, {"summed": True}),
        ({"repeated_lines": "post"}, {"repetition_refused": False}),
    ],
)
def test_a_journal_is_made_as_the_form_says(options: dict[str, Any], changed: dict[str, Any]) -> None:
    """Each option by itself."""
    made = PostingOptions(**options).journal_settings()

    assert made == JournalSettings(**{"narration": "Revenue recognition {period}", **changed})


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ({"status": "DRAFT"}, {"status": "DRAFT"}),
        ({"on_changed": "update"}, {"on_changed": "update"}),
        ({"on_voided": "leave"}, {"on_voided": "leave"}),
        ({"locked_period": "first_open_day"}, {"move_out_of_lock": True}),
    ],
)
def test_what_xero_holds_is_judged_as_the_form_says(options: dict[str, Any], changed: dict[str, Any]) -> None:
    """Each policy by itself."""
    assert PostingOptions(**options).policy() == PostingPolicy(**changed)


def test_columns_are_called_as_the_form_says() -> None:
    """Renamed ones, mapped fields and the organisation's; that accounts are mapped matters to what is missing."""
    options = PostingOptions(
        columns=[{"revrec_column": "Amount", "column": "amount_base"}],
        tracking_mapping=[LOCATION],
        organisation_column="Entity",
        account_mapping=[{"revrec_account": "4000", "xero_account": "200", "product_code": "P"}],
    )

    assert options.column_settings() == ColumnSettings(
        renamed=(("Amount", "amount_base"),),
        fields=("Location",),
        organisation="Entity",
        accounts_mapped=True,
        products_mapped=True,
    )
    assert PostingOptions().column_settings() == ColumnSettings()


def test_a_plan_is_made_with_the_settings_of_every_rule() -> None:
    """Each as the form says it."""
    options = PostingOptions(tracking_mapping=[LOCATION], narration="{date}", on_changed="update")

    assert options.plan_settings() == PlanSettings(
        options.column_settings(),
        options.account_settings(),
        options.tracking_settings(),
        options.journal_settings(),
        options.policy(),
    )


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ({}, {}),
        ({"status": "DRAFT"}, {"status": "DRAFT"}),
        ({"on_invalid": "post_the_valid"}, {"post_the_valid": True}),
        ({"dry_run": True}, {"dry_run": True}),
        ({"plan_fingerprint": "5f7c" * 16}, {"approved": "5f7c" * 16}),
        ({"history_note": True}, {"history_note": True}),
        ({"supporting_workbook": "/local/revrec.xlsx"}, {"supporting_workbook": Path("/local/revrec.xlsx")}),
        ({"supporting_workbook": ""}, {}),
    ],
)
def test_a_plan_is_carried_out_as_the_form_says(options: dict[str, Any], changed: dict[str, Any]) -> None:
    """Each option by itself; left alone, nothing is approved and nothing stands beside a journal."""
    assert PostingOptions(**options).sync_settings() == SyncSettings(**changed)
