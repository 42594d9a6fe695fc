"""Values that are null: many sources, every one of Airbyte's Python kit among them, leave them out of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.syncs import REGION, refused
from integration_tests.support.posting import catalog, entry, in_books, line, records, state, write_in_process

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

Row = dict[str, Any]
UNTAGGED = REGION | {"when_empty": "post_untagged"}


def rows() -> list[Row]:
    """Return an entry of which one side has a Location and the other leaves it out."""
    return [line("JE-1", Location="North"), line("JE-1", "Credit", account="200")]


def regions(xero: Sandbox) -> list[list[str]]:
    """Return the options on each line of the only journal."""
    (journal,) = in_books(xero)
    return [[tag["Option"] for tag in each["Tracking"]] for each in journal["JournalLines"]]


def declared(**columns: str) -> Row:
    """Return a catalog whose schema names columns."""
    selected = catalog()
    selected["streams"][0]["stream"]["json_schema"] = {"properties": {name: {} for name in columns.values()}}
    return selected


def test_a_value_that_other_lines_have_is_empty_where_it_is_left_out(xero: Sandbox) -> None:
    """With post_untagged the line is posted without the category, and the others keep theirs."""
    config = xero.destination_config(tracking_mapping=[UNTAGGED])
    written = write_in_process(xero, config, [*records(rows()), state(1)])

    assert written.failure is None, written.log("ERROR")
    assert regions(xero) == [["North"], []]


@pytest.mark.parametrize("spelling", ["Location", "location", "LOCATION"])
def test_a_column_that_the_catalog_names_is_empty_where_no_line_has_it(xero: Sandbox, spelling: str) -> None:
    """A month in which nobody filled in the field is posted untagged, where the configuration says so."""
    config = xero.destination_config(tracking_mapping=[UNTAGGED])
    written = write_in_process(xero, config, records(entry()), declared(field=spelling))

    assert written.failure is None, written.log("ERROR")
    assert regions(xero) == [[], []]


def test_an_empty_value_is_refused_as_untagged_by_default(xero: Sandbox) -> None:
    """The problem is the line's, and names it: the column itself is there."""
    config = xero.destination_config(tracking_mapping=[REGION])
    written = write_in_process(xero, config, [*records(rows()), state(1)])

    assert refused(written) == ["UNTAGGED"]
    assert "line 2" in written.log("ERROR")[0]
    assert in_books(xero) == []


def test_a_column_that_nobody_knows_is_missing(xero: Sandbox) -> None:
    """A misspelled field never posts a whole month untagged, not even with post_untagged."""
    config = xero.destination_config(tracking_mapping=[UNTAGGED | {"revrec_field": "Locaton"}])
    written = write_in_process(xero, config, [*records(rows()), state(1)])

    assert refused(written) == ["COLUMN_MISSING"]
    assert in_books(xero) == []


def test_a_column_of_another_stream_is_not_this_ones(xero: Sandbox) -> None:
    """Each stream has its own columns."""
    config = xero.destination_config(tracking_mapping=[UNTAGGED])
    given = [*records(entry("JE-1", Location="North")), *records(entry("JE-2"), stream="other"), state(1)]
    written = write_in_process(xero, config, given, catalog("journal_entries", "other"))

    assert refused(written) == ["COLUMN_MISSING"]


@pytest.mark.parametrize("column", ["Transaction Date", "Posting Type", "Amount"])
def test_a_value_that_every_line_needs_is_missing_where_it_is_left_out(xero: Sandbox, column: str) -> None:
    """No date, side or amount is made up."""
    given = entry()
    del given[1][column]
    written = write_in_process(xero, xero.destination_config(), [*records(given), state(1)])

    assert refused(written) == ["COLUMN_MISSING"]
    assert column in written.log("ERROR")[0]
    assert in_books(xero) == []
