"""The tracking that a request asks for on a line."""

from __future__ import annotations

from typing import Any

import pytest

from unit_tests.xero_sandbox.resources.conftest import REGION, Journals, tracked
from xero_sandbox.resources.line_tracking import LineTracking
from xero_sandbox.switches import Switches

Record = dict[str, Any]
OPTIONS = [{"TrackingOptionID": f"o-{name}", "Name": name, "Status": "ACTIVE"} for name in ("North", "South")]
CATEGORIES = [
    {"TrackingCategoryID": "c-old", "Name": "Region", "Status": "ARCHIVED", "Options": OPTIONS},
    {"TrackingCategoryID": "c-new", "Name": "Region", "Status": "ACTIVE", "Options": OPTIONS},
]


def test_an_archived_category_is_not_found_by_its_name() -> None:
    """The active one of the same name is; a third element is one too many."""
    tracking = LineTracking(CATEGORIES, Switches())
    found = [{"TrackingCategoryID": "c-new", "TrackingOptionID": "o-North"}]

    assert tracking.resolved([REGION]) == (found, [], [])
    assert tracking.resolved([REGION] * 3) == ([], [], ["A line can have at most 2 tracking categories."])
    assert tracking.resolved([{"TrackingCategoryID": "c-old", "Option": "North"}]) == ([], [], [])


def test_what_is_refused_is_named_as_it_was_sent() -> None:
    """By its id where it has no name."""
    tracking = LineTracking(CATEGORIES, Switches(unknown_tracking_option="refuse"))

    assert tracking.resolved([{"Name": "Region", "TrackingOptionID": "o-West"}])[2] == [
        "There is no ACTIVE tracking option 'o-West' in the tracking category 'Region'"
    ]
    assert tracking.resolved([{"TrackingCategoryID": "c-old"}])[2] == [
        "There is no ACTIVE tracking category with the name 'c-old'"
    ]


@pytest.mark.parametrize("element", [
    {"Name": "Region", "Option": "West"}, {"Name": "region", "Option": "North"}, {"Name": "Region", "Option": "north"},
    {"Name": "Elephant", "Option": "North"}, {"Name": "Region", "Option": "South"}, {"Option": "North"},
    {"Name": "Region"}, {},
])  # fmt: skip
def test_unknown_tracking_is_dropped_without_a_word(journals: Journals, element: Record) -> None:
    """Unknown, archived, incomplete or in other capitals; the other element of the line stays."""
    journals.asking.books.person.archive_tracking_option("Region", "South")
    (made,) = journals.saved(tracked(element, {"Name": "Product", "Option": "Gold"}), summarize="false")

    assert made["StatusAttributeString"] == "OK"
    assert [each["Option"] for each in made["JournalLines"][0]["Tracking"]] == ["Gold"]


def test_switches_say_what_becomes_of_unknown_tracking(journals: Journals) -> None:
    """With a warning, refused, or found whatever the capitals."""
    journals.switch(unknown_tracking_option="drop_with_warning")
    (made,) = journals.saved(tracked({"Name": "Region", "Option": "West"}))
    reason = "There is no ACTIVE tracking option 'West' in the tracking category 'Region'"
    assert made["Warnings"] == [{"Message": f"Tracking has been removed. {reason}"}]
    assert made["JournalLines"][0]["Tracking"] == []

    journals.switch(unknown_tracking_option="refuse")
    assert journals.refused(tracked({"Name": "Region", "Option": "West"})) == reason
    assert journals.refused(tracked({"Name": "Area", "Option": "West"})) == (
        "There is no ACTIVE tracking category with the name 'Area'"
    )
    journals.switch(tracking_name_case="ignored")
    (made,) = journals.saved(tracked({"Name": "REGION", "Option": "north"}))
    assert made["JournalLines"][0]["Tracking"][0]["Option"] == "North"


def test_tracking_by_id_goes_before_names_and_the_last_of_a_category_wins(journals: Journals) -> None:
    """Seen in the field: two elements of one category are no error."""
    category = next(iter(journals.asking.books.collection("TrackingCategories").values()))
    south = category["Options"][1]["TrackingOptionID"].upper()
    by_id = {"TrackingCategoryID": category["TrackingCategoryID"], "TrackingOptionID": south, "Option": "North"}
    (made,) = journals.saved(tracked(REGION, by_id))

    assert [each["Option"] for each in made["JournalLines"][0]["Tracking"]] == ["South"]
