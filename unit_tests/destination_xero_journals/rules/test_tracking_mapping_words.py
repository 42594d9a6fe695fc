"""What the mapping of tracking says when it refuses: word for word, since people search for these sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from destination_xero_journals.rules.settings import FieldRoute, TrackingSettings
from destination_xero_journals.rules.tracking_mapping import TrackingMapping
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.rules.made_entries import REGION, category, mapped_field, tracked
from unit_tests.revrec_journals.made_entries import line
from xero_api.models import TrackingCategory, TrackingOption

if TYPE_CHECKING:
    from destination_xero_journals.rules.journal import Tag

LOCATION = mapped_field("Location", "Region")
ADD_IT = "Add the option in Xero, map the value in tracking_mapping"
TOO_MANY = "Leave a field out of tracking_mapping, or leave it empty on this line with when_empty post_untagged"
AT_MOST = "2 tracking categories at most, with one option each"
EAST = TrackingOption(option_id="option-east", name="East", status="ARCHIVED")


def mapping(
    *fields: FieldRoute, categories: tuple[TrackingCategory, ...] = (REGION,), create: bool = False
) -> TrackingMapping:
    """Return a mapping of these fields in an organisation with these categories."""
    return TrackingMapping(TrackingSettings(fields, create), tracked(*categories))


def tags(mapping: TrackingMapping, **values: str) -> tuple[Tag, ...] | list[Problem]:
    """Return the tags of a line with these values."""
    return mapping.tags(line("1.00", fields=values))


def test_a_refusal_of_a_value_says_what_it_means_and_what_to_do() -> None:
    """Also where two of them are alike."""
    field = mapped_field("Location", "Region", {"W": "West", "N": "North", "n": "South"})
    twins = category("Region", "north", "NORTH")

    assert tags(mapping(LOCATION), Location="West") == [
        Problem(
            Code.OPTION_UNKNOWN,
            "Location is 'West', and tracking category Region of Demo Company has no such option",
            found="West",
            expected="an option of Region",
            fix=f"{ADD_IT}, or set missing_option to create",
        )
    ]
    assert tags(mapping(field), Location="W") == [
        Problem(
            Code.OPTION_UNKNOWN,
            "Location is 'W', which means 'West', and tracking category Region of Demo Company has no such option",
            found="West",
            expected="an option of Region",
            fix=f"{ADD_IT}, or set missing_option to create",
        )
    ]
    assert tags(mapping(field), Location="") == [
        Problem(
            Code.UNTAGGED,
            "Location is empty, so that tracking category Region has no option",
            expected="a value for Location",
            fix="Fill in the field in RevRec, or set when_empty to post_untagged for it",
        )
    ]
    assert tags(mapping(field), Location=" N") == [
        Problem(
            Code.OPTION_UNKNOWN,
            "tracking_mapping of Location names value 'N' 2 times",
            found="N to North; n to South",
            expected="one entry for each value",
            fix="Leave one of the entries for the value",
        )
    ]
    assert tags(mapping(LOCATION, categories=(twins,)), Location="North") == [
        Problem(
            Code.OPTION_UNKNOWN,
            "tracking category Region of Demo Company has 2 options like 'North'",
            found="north, id option-Region-north; NORTH, id option-Region-NORTH",
            expected="one option, spelled exactly",
            fix="Rename one of the options in Xero, or map the value to the exact spelling in tracking_mapping",
        )
    ]


def test_a_value_too_long_for_an_option_is_shown_in_part() -> None:
    """A message stays short; that it is too long is a reason only where it would be created."""
    value, option = "v" * 300, "o" * 300
    field = mapped_field("Location", "Region", {value: option})
    meant = f", which means '{option}"[:100]
    said = f"Location is '{value[:100]}'{meant}, and tracking category Region of Demo Company has no such option"

    (rejected,) = tags(mapping(field), Location=value)
    (created,) = tags(mapping(field, create=True), Location=value)

    assert rejected == Problem(
        Code.OPTION_UNKNOWN,
        said,
        found=option[:100],
        expected="an option of Region",
        fix=f"{ADD_IT}, or set missing_option to create",
    )
    assert created == Problem(
        Code.OPTION_UNKNOWN,
        f"{said}, whose 300 characters are too many to create it",
        found=option[:100],
        expected="an option of Region",
        fix=ADD_IT,
    )


def test_a_refusal_of_several_options_says_which_they_are() -> None:
    """Too many for Xero, or two for one category."""
    fields = [mapped_field(name, name) for name in ("A", "B", "C")]
    three = mapping(*fields, categories=tuple(category(name, "x") for name in ("A", "B", "C")))
    two = mapping(LOCATION, mapped_field("Class", "Region"))

    assert tags(three, A="x", B="x", C="x") == [
        Problem(
            Code.TOO_MANY_CATEGORIES,
            "3 tracking options are asked for, and Xero takes 2 on a line: A x, B x, C x",
            found="A x, B x, C x",
            expected=AT_MOST,
            fix=TOO_MANY,
        )
    ]
    assert tags(two, Location="North", Class="South") == [
        Problem(
            Code.TOO_MANY_CATEGORIES,
            "two fields give different options of one tracking category: Region North, Region South",
            found="Region North, Region South",
            expected=AT_MOST,
            fix=TOO_MANY,
        )
    ]


def test_a_refusal_of_the_mapping_says_which_entry_is_wrong() -> None:
    """A category that is not there, one that differs in case alone from another, and a field mapped twice."""
    twins = (category("TEAM", category_id="1"), category("Team", category_id="2"))
    correct = "Correct tracking_mapping, or create or rename the category in Xero (Settings, Tracking categories)"

    assert mapping(mapped_field("A", "Nowhere")).problems() == [
        Problem(
            Code.CATEGORY_UNKNOWN,
            "RevRec field A is mapped to 'Nowhere', and Demo Company has no tracking category of that name",
            found="Nowhere",
            expected="one tracking category of Demo Company",
            fix=correct,
        )
    ]
    assert mapping(mapped_field("A", "team"), categories=twins).problems() == [
        Problem(
            Code.CATEGORY_UNKNOWN,
            "RevRec field A is mapped to 'team', and Demo Company has several tracking categories that differ in case "
            "alone of that name",
            found="TEAM, Team",
            expected="one tracking category of Demo Company",
            fix=correct,
        )
    ]
    assert mapping(LOCATION, mapped_field("Location", "region"), LOCATION).problems() == [
        Problem(
            Code.TOO_MANY_CATEGORIES,
            "tracking_mapping names field Location for Region 3 times",
            found="3 entries",
            expected="one entry for each field and category",
            fix="Leave one of the entries in tracking_mapping, with all values",
        )
    ]


def test_what_is_archived_says_what_to_do() -> None:
    """The category before its option."""
    gone = category("Region", EAST, status="ARCHIVED")

    assert mapping(LOCATION, categories=(gone,)).write_problems(line("1.00", fields={"Location": "East"})) == [
        Problem(
            Code.CATEGORY_ARCHIVED,
            "tracking category Region of Demo Company is archived",
            found="Region, ARCHIVED",
            expected="an ACTIVE tracking category",
            fix="Restore the category in Xero, or take it out of tracking_mapping",
        ),
        Problem(
            Code.OPTION_ARCHIVED,
            "option East of tracking category Region of Demo Company is archived",
            found="East, ARCHIVED",
            expected="an ACTIVE option",
            fix="Restore the option in Xero, or map the value to another in tracking_mapping",
        ),
    ]


def test_a_refusal_names_what_it_is_about() -> None:
    """Refusals of one category or option are told as one cause, with what in Xero is near."""
    gone = category("Region", EAST, TrackingOption(option_id="option-west", name="Wset"), status="ARCHIVED")
    archived = mapping(LOCATION, categories=(gone,)).write_problems(line("1.00", fields={"Location": "East"}))
    [unknown] = tags(mapping(LOCATION, categories=(gone,)), Location="West")
    [nowhere] = mapping(mapped_field("A", "Regoin")).problems()

    assert [each.subject for each in archived if isinstance(each, Problem)] == ["Region", "Region: East"]
    assert isinstance(unknown, Problem)
    assert (unknown.subject, unknown.nearest) == ("Region: West", ("Wset",))
    assert (nowhere.subject, nowhere.nearest) == ("Regoin", ("Region",))
