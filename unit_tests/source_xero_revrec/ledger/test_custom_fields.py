"""A custom field that nothing in Xero could fill is refused before a row is written."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from source_xero_revrec.ledger.custom_fields import CustomField, prove_categories
from source_xero_revrec.rules.periods.settings import ServicePeriods
from xero_api.client import Answer
from xero_connectors.config_fault import ConfigFault

ASKED: list[str] = []


def organisation(*categories: str) -> Any:  # noqa: ANN401 - stands for an Organisation
    """Return an organisation with these tracking categories."""

    def get(path: str, **_: object) -> Answer:
        ASKED.append(path)
        return Answer(
            {"TrackingCategories": [{"TrackingCategoryID": name, "Name": name} for name in categories]},
            datetime.now(UTC),
        )

    return SimpleNamespace(name="Demo Company", client=SimpleNamespace(get=get))


def filled(**fields: str) -> list[CustomField]:
    """Return custom fields, each filled from a tracking category."""
    return [CustomField(revrec_field=field, xero_tracking_category=category) for field, category in fields.items()]


def test_a_category_that_xero_has_is_taken() -> None:
    """The name is Xero's to the letter."""
    prove_categories(organisation("Region", "Product Line"), filled(Location="Region"))


@pytest.mark.parametrize("category", ["region", "Regions", "Area"])
def test_a_category_that_xero_lacks_is_named_with_those_that_it_has(category: str) -> None:
    """One sentence says which field, which category, which organisation, and what there is."""
    with pytest.raises(ConfigFault) as refused:
        prove_categories(organisation("Product Line", "Region"), filled(Location=category))

    assert str(refused.value) == (
        f"custom_fields fills Location from '{category}', and Demo Company has no such tracking category (found: "
        f"Product Line, Region). Write its name as Xero does, or take the field out."
    )


def test_without_custom_fields_xero_is_not_asked() -> None:
    """Nobody pays a call for what they do not use."""
    ASKED.clear()
    prove_categories(cast("Any", organisation()), [])

    assert ASKED == []


@pytest.mark.parametrize("category", ["Region", "region", " REGION "])
def test_the_category_that_dates_lines_is_taken_whatever_its_case(category: str) -> None:
    """As it is where lines are dated."""
    prove_categories(organisation("Region "), [], ServicePeriods(tracking_category=category))


@pytest.mark.parametrize("others", [(), ("Product Line", "Region")])
def test_a_category_that_would_date_no_line_is_refused_with_those_that_there_are(others: tuple[str, ...]) -> None:
    """A typo would leave lines without a period, or date them by another rule."""
    with pytest.raises(ConfigFault) as refused:
        prove_categories(organisation(*others), [], ServicePeriods(tracking_category="Regoin"))

    assert str(refused.value) == (
        f"service_periods.tracking_category names 'Regoin', and Demo Company has no such tracking category (found: "
        f"{', '.join(others) or 'none'}). Write its name as Xero does, or leave it empty."
    )


def test_both_wrong_names_are_told_at_once() -> None:
    """Who corrects one is not sent back for the other."""
    with pytest.raises(ConfigFault, match=r"custom_fields fills .*service_periods\.tracking_category names"):
        prove_categories(organisation("Region"), filled(Location="Area"), ServicePeriods(tracking_category="Term"))


def test_a_category_that_no_rule_looks_at_costs_no_call() -> None:
    """Its options date nothing."""
    ASKED.clear()
    prove_categories(organisation(), [], ServicePeriods(tracking_category="Term", rules=["reference"]))

    assert ASKED == []
