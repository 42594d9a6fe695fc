"""Journals carry the options of the categories that fill custom fields."""

from __future__ import annotations

from source_xero_revrec.ledger.custom_fields import CustomField
from source_xero_revrec.recognition.tracking import CarriedTracking
from unit_tests.xero_api.made_records import made
from xero_api.models import Tracking, TrackingCategory

CATEGORIES = [
    made(
        TrackingCategory,
        {
            "TrackingCategoryID": name.lower(),
            "Name": name,
            "Options": [{"TrackingOptionID": f"{name}-1", "Name": "North"}],
        },
    )
    for name in ("Region", "Team")
]
CARRIED = CarriedTracking(CATEGORIES, [CustomField(revrec_field="Location", xero_tracking_category="Region")])


def test_only_what_fills_a_custom_field_is_carried() -> None:
    """Else what is posted would never be what was meant."""
    line = [Tracking(category="Region", option="North"), Tracking(category="Team", option="North")]

    assert CARRIED.of(line) == (("region", "Region-1"),)
    assert CARRIED.of([]) == ()
    assert CARRIED.fields == {"location": "region"}


def test_an_option_is_the_same_under_another_name() -> None:
    """Its id counts; the name is Xero's present one."""
    renamed = Tracking(category="Region", option="Old", category_id="region", option_id="Region-1")

    assert CARRIED.of([renamed]) == (("region", "Region-1"),)
    assert CARRIED.options["Region-1"] == "North"
