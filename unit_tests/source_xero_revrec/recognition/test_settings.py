"""What the form says about recognition, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from source_xero_revrec.recognition.settings import ByRevRec, Here
from source_xero_revrec.rules.recognition.settings import RecognitionSettings
from unit_tests.source_xero_revrec.made_organisation import options
from unit_tests.source_xero_revrec.recognition.made_xero import here


def test_left_alone_revrec_does_it() -> None:
    """Nothing changes for those who have RevRec."""
    assert options().recognition == ByRevRec()
    assert options().ledger_settings().recognition is None


def test_the_answers_become_the_rules_settings() -> None:
    """By product and by account apart."""
    chosen = here(
        method="daily",
        methods=[
            {"of": "product", "code": "SETUP", "method": "point_in_time"},
            {"of": "account", "code": "260", "method": "at_end"},
        ],
        deferred_accounts=[
            {"of": "product", "code": "SUPPORT", "deferred_account": "836"},
            {"of": "account", "code": "260", "deferred_account": "837"},
        ],
        sold_into=[{"deferred_account": "838", "revenue_account": "200"}],
        other_liabilities=["850"],
        undated="defer",
    )

    assert chosen.rules() == RecognitionSettings(
        deferred_account="835",
        method="daily",
        methods_of_products={"SETUP": "point_in_time"},
        methods_of_accounts={"260": "at_end"},
        deferred_of_products={"SUPPORT": "836"},
        deferred_of_accounts={"260": "837"},
        revenue_accounts={"838": "200"},
        other_liabilities=frozenset({"850"}),
        undated="defer",
    )


@pytest.mark.parametrize(
    "answers",
    [
        {"deferred_account": ""},
        {"method": "30/360"},
        {"method": "point_in_time"},
        {
            "methods": [
                {"of": "product", "code": "A", "method": "daily"},
                {"of": "product", "code": "A", "method": "at_end"},
            ]
        },
        {"sold_into": [{"deferred_account": "835", "revenue_account": "200"}], "other_liabilities": ["835"]},
        {"undated": "guess"},
        {"closing": {"closing": "through", "period": "2026-13"}},
        {"closing": {"closing": "by_itself", "day": 31}},
        {"cut_over": {"first_period": "January"}},
    ],
)
def test_an_answer_that_cannot_be_followed_is_refused(answers: dict[str, Any]) -> None:
    """It is not taken for the nearest one."""
    with pytest.raises(ValidationError):
        here(**answers)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"paid_invoices_only": True}, "paid_invoices_only"),
        ({"conversion_date": "2026-01-01"}, "cut_over"),
        (
            {
                "mode": {
                    "mode": "customer_name_mapping",
                    "crm": {"source": "list", "customers": [{"customer_id": "1", "name": "A"}]},
                }
            },
            "customer_name_mapping",
        ),
    ],
)
def test_recognition_needs_every_invoice_at_its_own_date(fields: dict[str, Any], told: str) -> None:
    """What leaves invoices out, or dates them otherwise, excludes it."""
    recognition = {"recognised_by": "here", "deferred_account": "835"}

    assert isinstance(options(recognition=recognition).recognition, Here)
    with pytest.raises(ValidationError, match=told):
        options(recognition=recognition, **fields)
