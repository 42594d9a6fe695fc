"""Records are put to their stream, their organisation and their journal entry, and none gets lost on the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from destination_xero_journals.input.collection import Collection
from destination_xero_journals.input.collector import Collector
from destination_xero_journals.input.messages import MalformedInput, SourceIncomplete
from destination_xero_journals.input.streams import Stream, selected_streams
from revrec_journals.columns import ColumnSettings
from xero_connectors.config_fault import ConfigFault
from xero_connectors.organisations import Organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, Any]


def record(data: Row, stream: str = "entries", namespace: str | None = None) -> bytes:
    """Return a record's message; it has a namespace where one is given."""
    described = {"stream": stream, "data": data, "emitted_at": 1}
    return json.dumps(
        {"type": "RECORD", "record": described | ({"namespace": namespace} if namespace else {})}
    ).encode()


def line(number: object = 1, **more: Any) -> Row:  # noqa: ANN401 - any value of JSON
    """Return a line of JE-1 with a number."""
    return {"Journal Entry Id": "JE-1", "Line": number, **more}


def organisations(*named: tuple[str, str]) -> list[Organisation]:
    """Return organisations by id and name that nothing is asked of."""
    return [Organisation(tenant_id, name, cast("Any", None)) for tenant_id, name in named]


def collected(
    selected: Sequence[Stream],
    lines: Sequence[bytes],
    connected: Sequence[Organisation] | None = None,
    column: str | None = None,
) -> dict[tuple[str, str], list[Row]]:
    """Return the lines that are there after collecting, by organisation (which `column` holds) and journal entry."""
    chosen = organisations(("tenant", "Demo Company")) if connected is None else connected
    with Collection() as collection:
        Collector(ColumnSettings(organisation=column), chosen, selected).collect(lines, collection)
        return {(each.organisation, each.journal_entry_id): collection.data_of(each) for each in collection.entries()}


def catalog(*key: list[str], mode: str = "append_dedup", **stream: Any) -> Row:  # noqa: ANN401 - any field
    """Return a configured catalog of one stream with a primary key."""
    described = {"name": "entries", "json_schema": {}, **stream}
    return {"streams": [{"stream": described, "destination_sync_mode": mode, "primary_key": [*key]}]}


def only(*key: list[str], **stream: Any) -> list[Stream]:  # noqa: ANN401 - any field
    """Return the streams of such a catalog."""
    return selected_streams(catalog(*key, **stream), ColumnSettings())


# -- deletions


def test_a_deletion_that_tells_nothing_but_its_key_is_refused_where_versions_are_appended() -> None:
    """The row that it takes out may be in the input, and would be posted; with a primary key it is replaced."""
    gone = record({"id": 7, "Journal Entry Id": None, "Amount": None, "_ab_cdc_deleted_at": "2026-02-01T00:00:00"})

    with pytest.raises(ConfigFault, match=r"^Line 2 of the input is a row of entries that is marked as deleted and"):
        collected([Stream("entries")], [record(line()), gone])
    assert collected(only(["id"]), [record(line(id=7)), gone]).keys() == {("tenant", "")}


@pytest.mark.parametrize("more", [{"_ab_cdc_deleted_at": None}, {"__op": "?"}, {"__deleted": 1, "Amount": "10.00"}])
def test_any_other_row_without_an_id_is_judged_with_the_entries(more: Row) -> None:
    """It is named there with all others."""
    row = {"Journal Entry Id": "", **more}

    assert collected([Stream("entries")], [record(row)]) == {("tenant", ""): [row]}


# -- append_dedup


def test_a_nested_primary_key_tells_lines_apart() -> None:
    """Two lines of one journal are two, and a newer version takes the place of the older."""
    given = [line(meta={"id": number}, version=version) for version in (1, 2) for number in (1, 2)]
    found = collected(only(["meta", "id"]), [record(row) for row in given])

    assert found == {("tenant", "JE-1"): given[2:]}


@pytest.mark.parametrize("path", [["line_no"], ["LINE NO"], ["Line-No"]])
def test_a_primary_key_is_found_in_any_spelling(path: list[str]) -> None:
    """As every other column is."""
    found = collected(only(path), [record({"Journal Entry Id": "JE-1", "Line_No": number}) for number in (1, 2, 2)])

    assert [row["Line_No"] for row in found["tenant", "JE-1"]] == [1, 2]


@pytest.mark.parametrize(
    ("path", "row"),
    [
        (["Line"], line(None)),
        (["Line"], {"Journal Entry Id": "JE-1"}),
        (["Line"], line(float("nan"))),
        (["meta", "id"], line(meta={})),
        (["meta", "id"], line(meta={"id": None})),
        (["meta", "id"], line(meta="hidden")),
        (["Row Id"], line(row_id=1, ROW_ID=2)),
    ],
)
def test_a_line_without_its_key_is_refused(path: list[str], row: Row) -> None:
    """All lines without one would become one line; the error names line and column and quotes no value."""
    whole = {"Row Id": 1, "Line": 1, "meta": {"id": 1}, "Journal Entry Id": "JE-1"}

    with pytest.raises(MalformedInput, match=r"^Line 2 of the input") as refused:
        collected(only(path), [record(whole), record(row)])
    assert ".".join(path) in str(refused.value)
    assert "hidden" not in str(refused.value)


def test_texts_that_look_alike_are_two_keys() -> None:
    """A key of several columns is not their text run together, and a number is no text."""
    keys = [("a", "b\x1fc"), ("a\x1fb", "c"), ("1", "None"), (1, "None")]
    given = [record(line(number, Part=part)) for number, part in keys]

    assert len(collected(only(["Line"], ["Part"]), given)["tenant", "JE-1"]) == 4


def test_streams_of_one_name_in_two_namespaces_are_two() -> None:
    """Neither replaces the other's lines, though their keys are the same."""
    selected = [*only(["Line"], namespace="north"), *only(["Line"], namespace="south")]
    given = [record(line(1, of=each), namespace=each) for each in ("north", "south")]

    assert collected(selected, given)["tenant", "JE-1"] == [line(1, of="north"), line(1, of="south")]


def test_a_source_that_stopped_in_one_namespace_has_stopped() -> None:
    """The same stream of another namespace that is complete hides nothing."""

    def status(namespace: str, said: str) -> bytes:
        descriptor = {"name": "entries", "namespace": namespace}
        trace = {"type": "STREAM_STATUS", "stream_status": {"stream_descriptor": descriptor, "status": said}}
        return json.dumps({"type": "TRACE", "trace": trace}).encode()

    with pytest.raises(SourceIncomplete, match=r"north\.entries \(INCOMPLETE\)"):
        collected(only(namespace="north"), [status("north", "INCOMPLETE"), status("south", "COMPLETE")])


def status(stream: str, said: str, **descriptor: str) -> bytes:
    """Return what a source says of a stream."""
    described = {"stream_descriptor": {"name": stream, **descriptor}, "status": said}
    return json.dumps({"type": "TRACE", "trace": {"type": "STREAM_STATUS", "stream_status": described}}).encode()


def test_a_stream_of_which_nothing_is_said_has_not_ended() -> None:
    """As soon as the source speaks of any: half of a journal may be in the one that it did not come to."""
    selected = [Stream("entries"), Stream("more")]

    with pytest.raises(SourceIncomplete, match=r"end of more \(not begun\)\."):
        collected(selected, [record(line()), record(line(), "more"), status("entries", "COMPLETE")])
    given = [record(line()), record(line(), "more")]
    assert len(collected(selected, given)["tenant", "JE-1"]) == 2
    assert collected(selected, [*given, status("entries", "COMPLETE"), status("more", "COMPLETE")])


@pytest.mark.parametrize("said", ["STARTED", "RUNNING", "INCOMPLETE"])
def test_a_stream_that_has_not_ended_is_named(said: str) -> None:
    """The last that was said of it counts."""
    with pytest.raises(SourceIncomplete, match=rf"entries \({said}\)"):
        collected([Stream("entries")], [status("entries", "COMPLETE"), record(line()), status("entries", said)])


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize(
    ("error", "said"),
    [
        ({}, "(an error)"),
        ({"failure_type": "transient_error", "stream_descriptor": {"name": "entries"}}, "(transient_error in entries)"),
        ({"stream_descriptor": {"name": "more"}}, "(an error in more)"),
    ],
)
def test_a_source_that_failed_brought_a_part(error: Row, said: str, *, complete: bool) -> None:
    """Whatever it says of its streams before and after: a journal may have lines in each of them."""
    given = [record(line()), json.dumps({"type": "TRACE", "trace": {"type": "ERROR", "error": error}}).encode()]
    with pytest.raises(SourceIncomplete) as refused:
        collected(only(), [*given, *([status("entries", "COMPLETE")] if complete else [])])

    assert str(refused.value).startswith(f"The source says that it failed {said}, ")


def test_a_status_without_a_namespace_is_of_the_only_stream_of_its_name() -> None:
    """As a record's is."""
    assert collected(only(namespace="north"), [record(line()), status("entries", "COMPLETE")])


def test_a_record_without_a_namespace_belongs_to_the_only_stream_of_its_name() -> None:
    """PyAirbyte leaves it out; where two streams have the name, nobody guesses."""
    north, south = only(namespace="north"), only(namespace="south")

    assert collected(north, [record(line())]) == {("tenant", "JE-1"): [line()]}
    with pytest.raises(MalformedInput, match=r"north\.entries, south\.entries"):
        collected([*north, *south], [record(line())])
    with pytest.raises(MalformedInput, match=r"south\.entries"):
        collected(north, [record(line(), namespace="south")])


# -- organisations


def test_a_name_that_two_organisations_have_is_nobodys() -> None:
    """Their lines are taken by id alone; by name they stay what they are, to be refused as unknown."""
    connected = organisations(("id-1", "Acme Ltd"), ("id-2", "ACME Ltd"), ("id-3", "Beta"))
    given = [
        record({"Journal Entry Id": name, "Entity": name})
        for name in ("Acme Ltd", "acme ltd", "ID-1", "id-2", "beta", "Elsewhere")
    ]
    found = collected(only(mode="append"), given, connected, "Entity")

    assert list(found) == [
        ("Acme Ltd", "Acme Ltd"),
        ("acme ltd", "acme ltd"),
        ("id-1", "ID-1"),
        ("id-2", "id-2"),
        ("id-3", "beta"),
        ("Elsewhere", "Elsewhere"),
    ]
