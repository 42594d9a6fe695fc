"""From RevRec's fields to Xero's tracking: each option in its own category, and no line untagged by accident."""

from __future__ import annotations

from typing import Any

import pytest

from destination_xero_journals.rules.journal import Tag
from destination_xero_journals.rules.settings import FieldRoute, TrackingSettings
from destination_xero_journals.rules.tracking_mapping import TrackingMapping
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.rules.made_entries import (
    NORTH,
    REGION,
    SOUTH,
    category,
    mapped_field,
    tag,
    tracked,
)
from unit_tests.revrec_journals.made_entries import line, the
from xero_api.models import TrackingCategory, TrackingOption

LOCATION = mapped_field("Location", "Region")
EAST = TrackingOption(option_id="option-east", name="East", status="ARCHIVED")


def mapping(*fields: Any, categories: tuple[TrackingCategory, ...] = (REGION,), **settings: Any) -> TrackingMapping:  # noqa: ANN401
    """Return a mapping of these fields in an organisation with these categories."""
    return TrackingMapping(TrackingSettings(fields, **settings), tracked(*categories))


def tags(mapping: TrackingMapping, **values: str) -> tuple[Tag, ...] | list[Problem]:
    """Return the tags of a line with these values."""
    return mapping.tags(line("1.00", fields=values))


def refused(result: tuple[Tag, ...] | list[Problem], code: Code) -> Problem:
    """Return why a line has no tags."""
    assert isinstance(result, list)
    return the(result, code)


def test_a_value_is_the_option_of_its_name_in_its_category() -> None:
    """Exactly first, then ignoring case and outer space, and always in Xero's spelling."""
    assert tags(mapping(LOCATION), Location="North") == (tag(),)
    assert tags(mapping(LOCATION), Location="north") == (tag(),)
    assert tags(mapping(mapped_field("Location", " region")), Location="SOUTH") == (tag(SOUTH),)


def test_the_same_option_name_in_two_categories_is_told_apart() -> None:
    """REVLOCK/target-xero knew options by name alone, and the last category won."""
    team = category("Team", "North")
    both = mapping(LOCATION, mapped_field("Department", "Team"), categories=(REGION, team))

    found = tags(both, Location="North", Department="North")

    assert set(found) == {tag(), tag(team.options[0], team)}


def test_an_option_of_another_category_is_unknown() -> None:
    """Never by its name alone."""
    categories = (category("Region", "South"), category("Team", "North"))

    problem = refused(tags(mapping(LOCATION, categories=categories), Location="North"), Code.OPTION_UNKNOWN)
    assert "tracking category Region" in problem.message


def test_an_unknown_value_is_refused_and_not_only_warned_of() -> None:
    """REVLOCK/target-xero logged a warning and posted the line untagged."""
    problem = refused(tags(mapping(LOCATION), Location="West"), Code.OPTION_UNKNOWN)

    assert "Location is 'West'" in problem.message
    assert (problem.found, problem.expected) == ("West", "an option of Region")
    assert "missing_option" in problem.fix


def test_a_renamed_option_is_unknown_under_its_old_name() -> None:
    """It was renamed between two syncs; a table of values maps it again."""
    renamed = (category("Region", "Northland"),)

    refused(tags(mapping(LOCATION, categories=renamed), Location="North"), Code.OPTION_UNKNOWN)
    again = mapping(mapped_field("Location", "Region", {"North": "Northland"}), categories=renamed)
    assert tags(again, Location="North") == (tag(renamed[0].options[0], renamed[0]),)


def test_a_table_of_values_comes_before_the_options_own_names() -> None:
    """Exactly first, then ignoring case; what is not in it keeps its name."""
    mapped = mapping(mapped_field("Location", "Region", {"NZ-N": "North", "North": "South"}))

    assert tags(mapped, Location="nz-n") == (tag(NORTH),)
    assert tags(mapped, Location="North") == (tag(SOUTH),)
    assert tags(mapped, Location="South") == (tag(SOUTH),)


def test_a_line_without_a_value_is_refused_unless_the_configuration_says_otherwise() -> None:
    """Nothing is posted untagged by accident."""
    relaxed = mapped_field("Location", "Region", may_be_empty=True)

    assert "Location is empty" in refused(tags(mapping(LOCATION), Location=""), Code.UNTAGGED).message
    refused(tags(mapping(LOCATION)), Code.UNTAGGED)
    assert tags(mapping(relaxed), Location="") == ()
    assert tags(mapping()) == ()


def test_two_options_that_differ_in_case_stay_open() -> None:
    """Both are named; the exact spelling would be taken."""
    twins = (category("Region", "north", "NORTH"),)

    problem = refused(tags(mapping(LOCATION, categories=twins), Location="North"), Code.OPTION_UNKNOWN)
    assert problem.found == "north, id option-Region-north; NORTH, id option-Region-NORTH"
    assert tags(mapping(LOCATION, categories=twins), Location="NORTH") == (tag(twins[0].options[1], twins[0]),)


def test_more_than_two_categories_on_a_line_are_refused() -> None:
    """Xero takes two; the old poster sent up to five."""
    relaxed: dict[str, Any] = {"may_be_empty": True}
    fields = [mapped_field(name, name, **relaxed) for name in ("A", "B", "C")]
    three = mapping(*fields, categories=tuple(category(name, "x") for name in ("A", "B", "C")))

    problem = refused(tags(three, A="x", B="x", C="x"), Code.TOO_MANY_CATEGORIES)
    assert problem.found == "A x, B x, C x"
    assert len(tags(three, A="x", C="x")) == 2
    assert three.problems() == []


def test_two_options_of_one_category_on_a_line_are_refused() -> None:
    """Xero would take the last (Merge's posting of expenses does so)."""
    two = mapping(LOCATION, mapped_field("Class", "Region"))

    refused(tags(two, Location="North", Class="South"), Code.TOO_MANY_CATEGORIES)
    assert tags(two, Location="North", Class="north") == (tag(),)


def test_an_archived_option_is_found_and_forbids_writing_alone() -> None:
    """A journal that was posted before its option was archived stays right; no second option of its name is made."""
    categories = (category("Region", EAST),)
    for create in (True, False):
        archived = mapping(LOCATION, categories=categories, create_missing=create)

        assert tags(archived, Location="East") == (tag(EAST, categories[0]),)
        (problem,) = archived.write_problems(line("1.00", fields={"Location": "East"}))
        assert "East" in the([problem], Code.OPTION_ARCHIVED).message


def test_an_archived_category_is_found_and_forbids_writing_alone() -> None:
    """As with its options."""
    gone = category("Region", NORTH, status="ARCHIVED")
    creating = mapping(LOCATION, categories=(gone,), create_missing=True)
    archived = mapping(LOCATION, categories=(gone,))

    assert tags(archived, Location="North") == (tag(NORTH, gone),)
    the(archived.write_problems(line("1.00", fields={"Location": "North"})), Code.CATEGORY_ARCHIVED)
    the(creating.write_problems(line("1.00", fields={"Location": "New"})), Code.CATEGORY_ARCHIVED)
    assert mapping(LOCATION).write_problems(line("1.00", fields={"Location": "North"})) == []


def test_what_is_active_comes_before_what_is_archived() -> None:
    """Also where only the archived one is spelled exactly so."""
    old = TrackingOption(option_id="old", name="North", status="ARCHIVED")
    new = TrackingOption(option_id="new", name="north")
    categories = (category("Region", status="ARCHIVED", category_id="old"), category("region", old, new))

    assert tags(mapping(LOCATION, categories=categories), Location="North") == (tag(new, categories[1]),)


def test_a_missing_option_is_to_be_created_where_the_configuration_says_so() -> None:
    """Once, in the first of its spellings; it has no id yet."""
    creating = mapping(mapped_field("Location", "Region", {"W": "West"}), create_missing=True)

    assert tags(creating, Location="W") == (Tag("category-region", "", "Region", "West"),)
    assert tags(creating, Location="WEST") == (Tag("category-region", "", "Region", "West"),)
    assert creating.problems() == []


def test_an_option_whose_name_is_too_long_is_not_created() -> None:
    """Xero takes 100 characters."""
    creating = mapping(LOCATION, create_missing=True)

    assert tags(creating, Location="x" * 100) == (Tag("category-region", "", "Region", "x" * 100),)
    assert "101 characters" in refused(tags(creating, Location="x" * 101), Code.OPTION_UNKNOWN).message


def test_one_field_may_fill_two_categories() -> None:
    """Only the same field for the same category is mapped twice."""
    team = category("Team", "North")
    both = mapping(LOCATION, mapped_field("Location", "Team"), categories=(REGION, team))

    assert both.problems() == []
    assert len(tags(both, Location="North")) == 2


def test_every_fault_of_a_line_is_reported_at_once() -> None:
    """Each field is judged by itself."""
    two = mapping(LOCATION, mapped_field("Class", "Nowhere"))

    result = tags(two, Location="", Class="x")

    assert isinstance(result, list)
    assert [problem.code for problem in result] == [Code.UNTAGGED, Code.CATEGORY_UNKNOWN]


def test_the_whole_mapping_is_checked_at_once() -> None:
    """Categories and the options of value tables: unknown, archived, alike, and named twice."""
    fields = (
        mapped_field("A", "Nowhere"),
        mapped_field("B", "Region", {"x": "West", "y": "East", "z": "North", "Z": "North"}),
        mapped_field("C", "Old"),
        mapped_field("D", "team"),
        mapped_field("E", "Region"),
        mapped_field("E", "region"),
    )
    categories = (
        category("Region", NORTH, EAST),
        category("Old", status="ARCHIVED"),
        category("TEAM", category_id="1"),
        category("Team", category_id="2"),
    )

    problems = mapping(*fields, categories=categories).problems()

    assert [problem.code for problem in problems] == [
        Code.CATEGORY_UNKNOWN,
        Code.OPTION_UNKNOWN,
        Code.OPTION_ARCHIVED,
        Code.CATEGORY_ARCHIVED,
        Code.CATEGORY_UNKNOWN,
        Code.TOO_MANY_CATEGORIES,
    ]
    assert "TEAM, Team" in [problem.found for problem in problems]
    assert all(problem.fix and problem.expected for problem in problems)
    assert mapping(LOCATION).problems() == []


@pytest.mark.parametrize("spellings", [("x", "x"), ("x", "x ")])
def test_a_value_that_the_table_names_for_two_options_is_refused(spellings: tuple[str, str]) -> None:
    """In the check of the mapping, and on a line."""
    options = tuple(zip(spellings, ("North", "South"), strict=True))
    twice = mapping(FieldRoute("Location", "Region", options))

    the(twice.problems(), Code.OPTION_UNKNOWN)
    refused(tags(twice, Location="X"), Code.OPTION_UNKNOWN)


def test_what_is_remembered_does_not_fill_the_memory() -> None:
    """However many values the lines have."""
    assert mapping()._remembered.cache_info().maxsize == 50_000


# -- options that look alike


@pytest.mark.parametrize("value", ["West\u00a0 Coast", "west  coast", "WestCoast", "West\u200bCoast\u2009"])
def test_white_space_alone_makes_no_other_option(value: str) -> None:
    """Neither where a missing option is refused, nor where it is created."""
    region = category("Region", "West Coast", "North \u2013 East")
    for create in (False, True):
        found = tags(mapping(LOCATION, categories=(region,), create_missing=create), Location=value)
        assert found == (tag(region.options[0], region),)


@pytest.mark.parametrize("value", ["North - East", "North-East", "North \u2014 East", "north\u2212east"])
def test_a_kind_of_dash_alone_makes_no_other_option(value: str) -> None:
    """Yet a name without the dash is another one."""
    region = category("Region", "North \u2013 East")
    made = mapping(LOCATION, categories=(region,), create_missing=True)

    assert tags(made, Location=value) == (tag(region.options[0], region),)
    assert tags(made, Location="NorthEast") == (Tag(region.category_id, "", "Region", "NorthEast"),)


def test_two_new_spellings_of_one_name_create_one_option() -> None:
    """The first of them."""
    made = mapping(LOCATION, create_missing=True)

    assert tags(made, Location="West Coast") == tags(made, Location="WEST\u00a0COAST")


def test_the_exact_spelling_is_taken_where_several_are_alike() -> None:
    """Where none is exact, a person has to choose."""
    region = category("Region", "West Coast", "West  Coast")

    assert tags(mapping(LOCATION, categories=(region,)), Location="West  Coast") == (tag(region.options[1], region),)
    problem = refused(tags(mapping(LOCATION, categories=(region,)), Location="WestCoast"), Code.OPTION_UNKNOWN)
    assert "has 2 options like 'WestCoast'" in problem.message


def test_an_active_option_is_meant_before_an_archived_one_that_is_alike() -> None:
    """Whichever of them differs in white space."""
    gone = TrackingOption(option_id="gone", name="West\u00a0Coast", status="ARCHIVED")
    region = category("Region", gone, "West  Coast")

    assert tags(mapping(LOCATION, categories=(region,)), Location="WestCoast") == (tag(region.options[1], region),)


def test_options_and_categories_that_may_be_meant_are_named() -> None:
    """Active ones, of the category alone, the likeliest first."""
    gone = TrackingOption(option_id="gone", name="Norths", status="ARCHIVED")
    categories = (category("Region", "North", "South", gone), category("Regions of sales", "Norte"))

    unknown = refused(tags(mapping(LOCATION, categories=categories), Location="Nort"), Code.OPTION_UNKNOWN)
    assert (unknown.subject, unknown.nearest) == ("Region: Nort", ("North",))
    (missing,) = mapping(mapped_field("Location", "Regoin"), categories=categories).problems()
    assert missing.nearest[0] == "Region"


def test_a_new_option_is_near_to_those_of_its_own_category() -> None:
    """To be shown before it is created."""
    categories = (category("Region", "North"), category("Team", "Nort"))
    made = mapping(LOCATION, mapped_field("Class", "Team"), categories=categories, create_missing=True)

    assert made.near(Tag("category-Region", "", "Region", "Norths")) == ("North",)
    assert made.near(Tag("category-Nowhere", "", "Nowhere", "North")) == ()
