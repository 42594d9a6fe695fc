"""Tracking options of a line whose columns name the category, as in Xero's import template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from revrec_journals.by_name import folded
from revrec_journals.fault import Fault, either
from revrec_journals.layout import TRACKING
from revrec_journals.problem import Code
from revrec_journals.value import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revrec_journals.recognised import Recognised


def named_options(values: Mapping[str, Any], recognised: Recognised) -> dict[str, str] | list[Fault]:
    """Return the option of each mapped field, blank where the line names none; or what is wrong with the line's."""
    fields = dict.fromkeys(recognised.mapped, "")
    called = {folded(name): name for name in fields}
    faults = []
    for name_column, option_column in TRACKING:
        name, option = (text_of(column, values, recognised) for column in (name_column, option_column))
        if not option:
            continue
        field = called.get(folded(name))
        if field is None:
            faults.append(_unmapped(name, name_column, recognised.mapped))
        elif fields[field]:
            faults.append(_twice(field, fields[field], option))
        else:
            fields[field] = option
    return faults or fields


def _unmapped(name: str, column: str, mapped: tuple[str, ...]) -> Fault:
    return Fault(
        Code.CATEGORY_UNKNOWN,
        f"{column} {name!r} is no field of `tracking_mapping`" if name else f"{column} is empty beside an option",
        name or None,
        either(mapped) if mapped else "a field of `tracking_mapping`",
        "Add the category to `tracking_mapping`, as revrec_field and as xero_tracking_category"
        if name
        else "Name the category, or leave its option empty",
    )


def _twice(field: str, first: str, second: str) -> Fault:
    return Fault(
        Code.TOO_MANY_CATEGORIES,
        f"the tracking category {field} is named twice",
        f"{first}, {second}",
        "one option of each category",
        "Leave one of the two",
    )
