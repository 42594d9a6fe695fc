"""Tracking of a line by ids: a renamed option is the same option."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.tracking_ids import TrackingIds
from xero_api.models import Tracking, TrackingCategory


def category(number: int, name: str, *options: str, status: str = "ACTIVE") -> TrackingCategory:
    """Return a category whose options are numbered."""
    made = [{"TrackingOptionID": f"o-{number}{place}", "Name": each} for place, each in enumerate(options)]
    return TrackingCategory.model_validate(
        {"TrackingCategoryID": f"c-{number}", "Name": name, "Status": status, "Options": made}
    )


def element(name: str, option: str, **ids: str) -> Tracking:
    """Return tracking as Xero sends it on a line."""
    return Tracking.model_validate({"Name": name, "Option": option} | ids)


IDS = TrackingIds([category(1, "Region", "North", "South", "SOUTH"), category(2, "Old", "Print", status="ARCHIVED")])


@pytest.mark.parametrize(
    ("sent", "known"),
    [
        (element("Region", "North", TrackingCategoryID="c-1", TrackingOptionID="o-10"), ("c-1", "o-10")),
        (element("Region", "Renamed", TrackingCategoryID="c-1", TrackingOptionID="o-10"), ("c-1", "o-10")),
        (element("Region", "North", TrackingCategoryID="c-1"), ("c-1", "o-10")),
        (element("region", "north "), ("c-1", "o-10")),
        (element("Region", "South"), ("c-1", "o-11")),
        (element("Old", "Print"), ("c-2", "o-20")),
    ],
)
def test_an_option_is_found_by_id_and_else_by_name(sent: Tracking, known: tuple[str, str]) -> None:
    """Lists of invoices name options without their ids, by their present names; archived ones are known too."""
    assert IDS.of([sent]) == (known,)


@pytest.mark.parametrize("option", ["East", "south"])
def test_what_is_not_known_or_ambiguous_keeps_its_name(option: str) -> None:
    """It is never taken for another option."""
    assert IDS.of([element("Region", option)]) == (("c-1", option),)
    assert IDS.of([element("Gone", option)]) == (("Gone", option),)


def test_the_order_on_the_line_does_not_matter() -> None:
    """The same options are the same place."""
    north, old = element("Region", "North"), element("Old", "Print")

    assert IDS.of([north, old]) == IDS.of([old, north]) == (("c-1", "o-10"), ("c-2", "o-20"))
