"""The form's lists say what they mean to the rules, and refuse what says nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from destination_xero_journals.mappings import MappedAccount, MappedField, MappedValue, Rounding
from destination_xero_journals.rules.settings import AccountRoute, FieldRoute

FULL: dict[type[BaseModel], dict[str, Any]] = {
    MappedAccount: {"revrec_account": "4000", "xero_account": "200"},
    MappedValue: {"revrec_value": "Auckland", "xero_option": "North"},
    MappedField: {"revrec_field": "Location", "xero_tracking_category": "Region"},
    Rounding: {"account": "860", "limit": "0.05"},
}
NEEDED = [(model, name) for model, fields in FULL.items() for name in fields]


@pytest.mark.parametrize(("model", "name"), NEEDED)
def test_what_says_half_is_refused(model: type[BaseModel], name: str) -> None:
    """A field that is missing, and one that is empty."""
    for broken in ({**FULL[model], name: ""}, {key: value for key, value in FULL[model].items() if key != name}):
        with pytest.raises(ValidationError, match=name):
            model.model_validate(broken)


@pytest.mark.parametrize("model", FULL)
def test_a_word_that_is_not_the_forms_is_refused(model: type[BaseModel]) -> None:
    """A misspelt one would change nothing, and nobody would know."""
    with pytest.raises(ValidationError, match="xero_acount"):
        model.model_validate({**FULL[model], "xero_acount": "200"})


@pytest.mark.parametrize(("product", "meant"), [(None, ""), ("", ""), ("P-1", "P-1")])
def test_an_account_goes_by_product_or_for_all_of_them(product: str | None, meant: str) -> None:
    """An empty product code is none."""
    entry = MappedAccount.model_validate({**FULL[MappedAccount], "product_code": product})

    assert entry.route() == AccountRoute("4000", "200", meant)


def test_a_field_goes_with_its_values_in_their_order() -> None:
    """Without any, values go by their own names, and a line without one is refused."""
    values = [{"revrec_value": "Auckland", "xero_option": "North"}, {"revrec_value": "Otago", "xero_option": "South"}]
    entry = MappedField.model_validate({**FULL[MappedField], "values": values, "when_empty": "post_untagged"})

    assert entry.route() == FieldRoute(
        "Location", "Region", (("Auckland", "North"), ("Otago", "South")), may_be_empty=True
    )
    assert MappedField.model_validate(FULL[MappedField]).route() == FieldRoute("Location", "Region")


@pytest.mark.parametrize("limit", ["0", "-0.01", "100.01"])
def test_a_limit_of_rounding_is_more_than_nothing_and_a_hundred_at_most(limit: str) -> None:
    """Beyond that it is no rounding."""
    with pytest.raises(ValidationError, match="limit"):
        Rounding.model_validate({"account": "860", "limit": limit})


@pytest.mark.parametrize("limit", ["0.01", "100"])
def test_a_limit_of_rounding_is_exact(limit: str) -> None:
    """It is Decimal from the form's digits."""
    assert Rounding.model_validate({"account": "860", "limit": limit}).limit == Decimal(limit)
