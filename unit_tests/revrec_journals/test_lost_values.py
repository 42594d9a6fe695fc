"""What a platform says that it changed on the way is refused where it is read, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.lost_values import lost_values
from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.made_input import line

NULLED = {"field": "amount", "change": "NULLED", "reason": "DESTINATION_SERIALIZATION_ERROR"}
TOLD = "amount NULLED (DESTINATION_SERIALIZATION_ERROR)"


def lost(note: Any, column: str = "_airbyte_meta", meta: object = None) -> list[str]:  # noqa: ANN401 - any value of JSON
    """Return what is said to be lost of a line with a note beside it."""
    values = {**line(), "Region": "North", "loaded_by": "x", column: note}
    recognised = Columns(ColumnSettings(fields=("Region",))).recognise(values)
    assert recognised.problems == ()
    found = lost_values(values, recognised, meta)
    assert all(fault.code is Code.VALUE_LOST for fault in found)
    return [str(fault.found) for fault in found]


@pytest.mark.parametrize("written", [lambda note: note, json.dumps])
@pytest.mark.parametrize("column", ["_airbyte_meta", "_AIRBYTE_META", "_Airbyte_Meta", "airbyte_meta"])
def test_a_changed_value_is_named_with_what_was_done_and_why(column: str, written: Any) -> None:  # noqa: ANN401
    """In any spelling of the column, and where the warehouse keeps the note as text."""
    assert lost(written({"changes": [NULLED], "sync_id": 1}), column) == [TOLD]


@pytest.mark.parametrize("field", ["Amount", "AMOUNT", "$.amount", "amount.value", "Region", "JOURNAL_ENTRY_ID"])
def test_every_column_that_is_read_counts(field: str) -> None:
    """Mapped fields too, and a field in it."""
    assert lost({"changes": [{**NULLED, "field": field}]}) == [f"{field} NULLED (DESTINATION_SERIALIZATION_ERROR)"]


def test_a_mark_of_deleted_rows_that_was_blanked_is_lost() -> None:
    """It says no more that the row is gone."""
    values = {**line(), "_fivetran_deleted": None}
    recognised = Columns(ColumnSettings()).recognise(values)

    assert len(lost_values(values, recognised, {"changes": [{**NULLED, "field": "_fivetran_deleted"}]})) == 1


@pytest.mark.parametrize("field", ["loaded_by", "$.loaded_by.value", "_airbyte_raw_id"])
def test_a_column_that_is_not_read_does_not_matter(field: str) -> None:
    """Whatever was done to it."""
    assert lost({"changes": [{**NULLED, "field": field}]}) == []


@pytest.mark.parametrize("field", ["Currency", "_ab_cdc_deleted_at", "data.Amount", "$['Amount']", "/Amount"])
def test_a_column_that_the_row_lacks_may_have_been_read(field: str) -> None:
    """It was left out when it was blanked, or is called by a path that nobody knows."""
    assert lost({"changes": [{**NULLED, "field": field}]}) == [f"{field} NULLED (DESTINATION_SERIALIZATION_ERROR)"]


@pytest.mark.parametrize(
    "note",
    [None, "", "{}", "null", {}, {"changes": []}, {"changes": None, "errors": []}, float("nan"), "NaN", {"x": [1]}],
)
def test_a_note_that_says_nothing_changes_nothing(note: object) -> None:
    """As on nearly every row."""
    assert lost(note) == []


@pytest.mark.parametrize(
    "note", ["{'changes': []}", "perhaps", [1], 5, {"changes": ["amount"]}, {"changes": {"a": 1}}, {"changes": [{}]}]
)
def test_a_note_that_cannot_be_read_may_be_about_any_value(note: object) -> None:
    """Nobody knows which one."""
    assert lost(note) == ["a note that cannot be read"]


def test_errors_of_the_older_form_name_their_column() -> None:
    """Or none, which may be any."""
    assert lost({"errors": ["Problem with `amount`", "Problem with `loaded_by`"]}) == ["amount error"]
    assert lost({"errors": ["A problem"]}) == ["error"]


def test_the_note_of_the_message_counts_too_and_is_said_once() -> None:
    """Airbyte writes it beside the record's data, and a warehouse in a column."""
    assert lost(None, meta={"changes": [NULLED]}) == [TOLD]
    assert lost({"changes": [NULLED]}, meta={"changes": [NULLED]}) == [TOLD]
