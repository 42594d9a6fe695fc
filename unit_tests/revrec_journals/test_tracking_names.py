"""Tracking categories that the file names itself are those of the mapping, or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.layout import Layout
from revrec_journals.problem import Code
from revrec_journals.tracking_names import named_options

SETTINGS = ColumnSettings(fields=("Region", "Team"), layout=Layout(tracking_named=True))
NAMES = ("Tracking Name 1", "Tracking Option 1", "Tracking Name 2", "Tracking Option 2")


def options(*cells: str) -> object:
    """Read the four cells of a line."""
    values = dict(zip(NAMES, cells, strict=True))
    found = named_options(values, Columns(SETTINGS).recognise(values))
    return [fault.code for fault in found] if isinstance(found, list) else found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("Region", "North", "", ""), {"Region": "North", "Team": ""}),
        (("team", "A", " REGION ", "North"), {"Region": "North", "Team": "A"}),
        (("Region", "", "", ""), {"Region": "", "Team": ""}),
        (("", "", "", ""), {"Region": "", "Team": ""}),
    ],
)
def test_an_option_goes_to_the_field_that_is_named(cells: tuple[str, ...], found: dict[str, str]) -> None:
    """In either pair of columns; a category without an option is blank, which the mapping judges."""
    assert options(*cells) == found


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("Project", "X", "", ""), Code.CATEGORY_UNKNOWN),
        (("", "North", "", ""), Code.CATEGORY_UNKNOWN),
        (("Region", "North", "Region", "South"), Code.TOO_MANY_CATEGORIES),
    ],
)
def test_what_would_be_dropped_is_refused(cells: tuple[str, ...], code: Code) -> None:
    """A journal without a tag that its file has would be posted to nowhere."""
    assert options(*cells) == [code]


def faults(*cells: str, settings: ColumnSettings = SETTINGS) -> list[tuple[object, ...]]:
    """Return what is wrong with the four cells, in words."""
    values = dict(zip(NAMES, cells, strict=True))
    found = named_options(values, Columns(settings).recognise(values))
    assert isinstance(found, list)
    return [(fault.what, fault.found, fault.expected, fault.fix) for fault in found]


def test_a_refusal_says_which_name_and_what_to_do() -> None:
    """The column, what stands in it, what may, and the remedy of that very cause."""
    assert faults("Project", "X", "", "") == [
        (
            "Tracking Name 1 'Project' is no field of `tracking_mapping`",
            "Project",
            "Region or Team",
            "Add the category to `tracking_mapping`, as revrec_field and as xero_tracking_category",
        )
    ]
    assert [expected for _, _, expected, _ in faults("Region", "X", "", "", settings=replace(SETTINGS, fields=()))] == [
        "a field of `tracking_mapping`"
    ]
    assert faults("", "North", "", "") == [
        (
            "Tracking Name 1 is empty beside an option",
            None,
            "Region or Team",
            "Name the category, or leave its option empty",
        )
    ]
    assert faults("Region", "North", "Region", "South") == [
        (
            "the tracking category Region is named twice",
            "North, South",
            "one option of each category",
            "Leave one of the two",
        )
    ]
