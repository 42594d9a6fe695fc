"""A custom field that nothing in Xero could fill is refused before a row is written."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from source_xero_revrec.ledger.custom_fields import CustomField, prove_custom_fields
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
    prove_custom_fields(organisation("Region", "Product Line"), filled(Location="Region"))


@pytest.mark.parametrize("category", ["region", "Regions", "Area"])
def test_a_category_that_xero_lacks_is_named_with_those_that_it_has(category: str) -> None:
    """One sentence says which field, which category, which organisation, and what there is."""
    with pytest.raises(ConfigFault) as refused:
        prove_custom_fields(organisation("Product Line", "Region"), filled(Location=category))

    assert str(refused.value) == (
        f"custom_fields fills Location from '{category}', and Demo Company has no such tracking category (found: "
        f"Product Line, Region). Write its name as Xero does, or take the field out."
    )


def test_without_custom_fields_xero_is_not_asked() -> None:
    """Nobody pays a call for what they do not use."""
    ASKED.clear()
    prove_custom_fields(cast("Any", organisation()), [])

    assert ASKED == []
