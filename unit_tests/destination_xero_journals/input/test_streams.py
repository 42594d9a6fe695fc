"""The streams of a configured catalog: what a ledger takes, and what it refuses before anything is read."""

from __future__ import annotations

from typing import Any

import pytest

from destination_xero_journals.input.streams import Stream, dotted, selected_streams, sync_id
from revrec_journals.columns import ColumnSettings
from revrec_journals.ready_made import READY_MADE
from xero_connectors.config_fault import ConfigFault

Row = dict[str, Any]
COLUMNS = ColumnSettings()


def configured(name: str = "entries", mode: str | None = "append", *key: list[str], **stream: Any) -> Row:  # noqa: ANN401
    """Return a stream of a configured catalog; `stream` holds more of what the source says about it."""
    made: Row = {"stream": {"name": name, "json_schema": {}, **stream}, "primary_key": [*key]}
    return made if mode is None else made | {"destination_sync_mode": mode}


def catalog(*streams: Row) -> Row:
    """Return a configured catalog."""
    return {"streams": [*streams]}


def test_a_stream_keeps_its_name_namespace_and_columns() -> None:
    """The schema's columns count although a line may leave one out."""
    schema = {"properties": {"Amount": {}, "Class": {}}}
    found = selected_streams(catalog(configured(namespace="north", json_schema=schema), configured("plain")), COLUMNS)

    assert found == [Stream("entries", "north", (), ("Amount", "Class")), Stream("plain")]


def test_a_catalog_without_streams_selects_none() -> None:
    """An empty or missing list is no fault."""
    assert selected_streams({}, COLUMNS) == []
    assert selected_streams(catalog(), COLUMNS) == []


@pytest.mark.parametrize("mode", ["overwrite", "overwrite_dedup", "update", "soft_delete"])
def test_a_mode_that_deletes_is_refused(mode: str) -> None:
    """The message names the stream, the mode and what to choose instead."""
    with pytest.raises(ConfigFault, match=rf"stream entries .* by {mode}, .* append or append_dedup alone"):
        selected_streams(catalog(configured(mode=mode)), COLUMNS)


def test_a_stream_without_a_mode_is_appended() -> None:
    """Older programs leave the mode out."""
    assert selected_streams(catalog(configured("entries", None)), COLUMNS) == [Stream("entries")]


def test_a_primary_key_counts_with_append_dedup_alone() -> None:
    """Appended lines all count, whatever the source says about its keys."""
    path = ["meta", "id"]

    assert selected_streams(catalog(configured("entries", "append", path)), COLUMNS)[0].key == ()
    assert selected_streams(catalog(configured("entries", "append_dedup", path)), COLUMNS)[0].key == (("meta", "id"),)


@pytest.mark.parametrize(
    "key",
    [
        [["Journal Entry Id"]],
        [["journal_entry_id"]],
        [["JOURNAL ENTRY ID"], ["Entity"]],
        [["voucher"], ["Transaction Date"]],
    ],
)
def test_a_primary_key_of_the_whole_journal_is_refused(key: list[list[str]]) -> None:
    """With it one line of each journal would be left; the error says so before anything is read."""
    renamed = (("Journal Entry Id", "voucher"),) if key[0] == ["voucher"] else ()
    columns = ColumnSettings(renamed=renamed, organisation="Entity")

    with pytest.raises(ConfigFault, match="one line of each would be left"):
        selected_streams(catalog(configured("entries", "append_dedup", *key)), columns)
    assert selected_streams(catalog(configured("entries", "append_dedup", *key, ["Line"])), columns)
    assert selected_streams(catalog(configured("entries", "append", *key)), columns)


def test_a_nested_column_is_none_that_the_lines_of_an_entry_share() -> None:
    """What lies inside a column says nothing about the column itself."""
    nested = ["Journal Entry Id", "part"]

    assert selected_streams(catalog(configured("entries", "append_dedup", nested)), COLUMNS)[0].key == (tuple(nested),)


def test_streams_of_one_name_have_labels_of_their_own() -> None:
    """No namespace and name run together into those of another stream."""
    labels = {Stream("c", "a.b").label, Stream("b.c", "a").label, Stream("a.b.c").label}

    assert len(labels) == 3
    assert dotted(("", "c")) == "c"
    assert dotted(("a", "c")) == "a.c"


def test_the_platform_numbers_the_sync() -> None:
    """Every stream bears the same number; where there is none, or several, the sync has an id that no other has."""
    numbered = [configured() | {"sync_id": number} for number in (7, 7, 8)]

    assert sync_id(catalog(*numbered[:2], configured())) == "7"
    own = {sync_id(catalog(*numbered)), sync_id(catalog(configured() | {"sync_id": None})), sync_id({})}
    assert len(own) == 3
    assert all(len(each) == 32 for each in own)


@pytest.mark.parametrize("mode", ["", "Full Refresh", "FULL_REFRESH", "cdc", "incremental_append", None, 1, []])
def test_a_sync_mode_that_nobody_knows_is_refused(mode: object) -> None:
    """It would pass for a full refresh, and the sync may bring parts of journals."""
    chosen: dict[str, Any] = {"stream": {"name": "entries"}, "sync_mode": mode}
    for whole in (True, False):
        with pytest.raises(ConfigFault, match=r"stream entries has the sync_mode .*Write full_refresh, or incremental"):
            selected_streams({"streams": [chosen]}, ColumnSettings(), whole_journals=whole)


@pytest.mark.parametrize("key", ["syncMode", "Sync Mode", "destinationSyncMode", "destination-sync-mode"])
def test_a_mode_under_another_spelling_is_not_passed_over(key: str) -> None:
    """Without it the stream would be appended whole."""
    chosen: dict[str, Any] = {"stream": {"name": "entries"}, key: "incremental"}
    with pytest.raises(ConfigFault, match=r"Write (destination_)?sync_mode\.$"):
        selected_streams({"streams": [chosen]}, ColumnSettings())


@pytest.mark.parametrize("mode", ["Append", "append_deduped", "merge", "", None, 1, []])
def test_a_destination_sync_mode_that_nobody_knows_is_refused(mode: object) -> None:
    """Whether rows replace one another is not guessed."""
    chosen: dict[str, Any] = {"stream": {"name": "entries"}, "destination_sync_mode": mode}
    with pytest.raises(ConfigFault, match=r"stream entries .*append or append_dedup alone"):
        selected_streams({"streams": [chosen]}, ColumnSettings())


def test_a_stream_that_brings_parts_is_refused() -> None:
    """A part of a journal would pass for the whole, unless somebody says that whole journals come."""
    parts = {**configured("entries"), "sync_mode": "incremental"}
    whole = {**configured("entries"), "sync_mode": "full_refresh"}

    with pytest.raises(
        ConfigFault, match=r"entries is synced incrementally.*set incremental_streams to whole_journals"
    ):
        selected_streams(catalog(whole, parts), COLUMNS)
    assert selected_streams(catalog(parts), COLUMNS, whole_journals=True) == selected_streams(catalog(whole), COLUMNS)


@pytest.mark.parametrize(
    "given",
    [
        {"type": "CATALOG", "catalog": {"streams": []}},
        {"streams": [{"name": "entries", "json_schema": {}, "supported_sync_modes": ["full_refresh"]}]},
        {"streams": {"stream": {"name": "entries"}}},
        {"streams": ["entries"]},
        {"streams": [{"stream": {"json_schema": {}}}]},
        {"streams": [{"stream": "entries"}]},
        {"credentials": {}},
    ],
)
def test_what_is_no_configured_catalog_is_refused_with_how_to_make_one(given: dict[str, Any]) -> None:
    """A source's catalog lists what there is, and not what was selected."""
    with pytest.raises(ConfigFault, match=r"no configured catalog.*replay FILE --catalog-only"):
        selected_streams(given, COLUMNS)
    assert sync_id(given)


def test_a_ready_made_layout_tells_what_a_key_is_called() -> None:
    """By QuickBooks' JournalNo, one line of each entry would be left."""
    quickbooks = ColumnSettings(layout=READY_MADE["quickbooks"])

    with pytest.raises(ConfigFault, match="which is the same on every line of a journal entry"):
        selected_streams(catalog(configured("entries", "append_dedup", ["journal_no"])), quickbooks)
