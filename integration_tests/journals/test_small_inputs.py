"""Small inputs that once went wrong, each as somebody's warehouse or file holds it, through the command itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.syncs import kept, names, writes
from integration_tests.support.posting import COMMAND, catalog, in_books, records, state, write_in_process
from revrec_journals.problem import Code

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.journals.process import Destination
    from integration_tests.support.posting import Written
    from xero_sandbox import Sandbox

Row = dict[str, Any]


def platform(name: str, amount: str = "10.00", **more: Any) -> list[Row]:  # noqa: ANN401 - any value of JSON
    """Return the two lines of an entry as a warehouse has them."""
    sides = (("835", "Debit"), ("200", "Credit"))
    return [
        {
            "transaction_date": "2026-01-31",
            "journal_entry_id": name,
            "account_number": account,
            "posting_type": side,
            "amount": amount,
            "description": "Platform",
            **more,
        }
        for account, side in sides
    ]


def sync(xero: Sandbox, *entries: list[Row], **options: Any) -> Written:  # noqa: ANN401 - any option
    """Send entries and a state."""
    return write_in_process(xero, xero.destination_config(**options), [*records(*entries), state(1)])


def codes(written: Written) -> list[str]:
    """Return the codes that the log's errors begin with."""
    return [text.partition(":")[0] for text in written.log("ERROR")]


# -- deleted rows


@pytest.mark.parametrize(
    ("mark", "gone", "there"),
    [
        ("_fivetran_deleted", True, False),
        ("_sdc_deleted_at", "2026-02-01 00:00:00", None),
        ("__deleted", "true", "false"),
        ("_dlt_deleted", 1, 0),
        ("__op", "d", "u"),
    ],
)
def test_a_deleted_row_is_no_line(xero: Sandbox, mark: str, gone: Any, there: Any) -> None:  # noqa: ANN401
    """Of a journal that was loaded anew, the rows that are there are posted."""
    written = sync(xero, platform("JE-A2", **{mark: gone}), platform("JE-A2", "12.00", **{mark: there}))

    assert written.failure is None, written.log("ERROR")
    (journal,) = in_books(xero)
    assert sorted(float(line["LineAmount"]) for line in journal["JournalLines"]) == [-12, 12]
    assert "Left out 2 rows that are marked as deleted or replaced." in written.log("INFO")


def test_a_journal_of_nothing_but_deleted_rows_is_refused_by_name(xero: Sandbox) -> None:
    """As loaders of changes hand them on; nothing is posted."""
    written = sync(xero, platform("JE-A2C", _ab_cdc_deleted_at="2026-02-01T00:00:00Z"))

    assert codes(written) == [Code.DELETED]
    assert "JE-A2C" in str(written.failure)
    assert (in_books(xero), written.states()) == ([], [])


def test_a_row_that_was_deleted_later_is_not_posted_from_its_older_version(xero: Sandbox) -> None:
    """An append-only table of changes has both; with the rows' key the newest counts."""
    there, gone = platform("JE-1", _ab_cdc_deleted_at=None), platform("JE-1", _ab_cdc_deleted_at="2026-02-01T00:00:00Z")
    keyed = [{**row, "line": number} for rows in (there, gone) for number, row in enumerate(rows)]
    more = [{**row, "line": number + 2} for number, row in enumerate(platform("JE-1", "7.00"))]

    assert set(codes(sync(xero, there, gone, platform("JE-1", "7.00")))) == {Code.DELETION_UNCLEAR}
    assert in_books(xero) == []
    selected = catalog(mode="append_dedup", key=["journal_entry_id", "line"])
    written = write_in_process(xero, xero.destination_config(), records(keyed, more), selected)
    assert written.failure is None, written.log("ERROR")
    (journal,) = in_books(xero)
    assert sorted(float(line["LineAmount"]) for line in journal["JournalLines"]) == [-7, 7]


# -- loaded twice


@pytest.mark.parametrize(
    "second",
    [
        {"loaded_at": "2026-02-02"},
        {"row_id": 2},
        {"amount": 10},
        {"amount": "10"},
        {"transaction_date": "2026-01-31T00:00:00Z"},
        {"Load": {"file": "b.csv"}},
    ],
)
def test_what_differs_between_two_loads_hides_neither(xero: Sandbox, second: Row) -> None:
    """Time of loading, number of the row, digits: the lines are there twice in all that is read."""
    first = platform("JE-A3", loaded_at="2026-02-01", row_id=1)
    written = sync(xero, first, [{**row, **second} for row in first])

    assert codes(written) == [Code.LINES_REPEATED]
    assert in_books(xero) == []


def test_two_loads_in_other_letters_are_two_loads(xero: Sandbox) -> None:
    """DEBIT is Debit; whoever means such a journal says so."""
    first = platform("JE-A3")
    second = [{**row, "posting_type": row["posting_type"].upper()} for row in first]

    assert codes(sync(xero, first, second)) == [Code.LINES_REPEATED]
    assert sync(xero, first, second, repeated_lines="post").failure is None
    assert len(in_books(xero)) == 1


# -- ids


def test_an_id_that_became_a_float_is_the_same_journal(xero: Sandbox) -> None:
    """It is there already."""
    first, second = sync(xero, platform("700200")), sync(xero, platform("700200.0"))

    assert (first.failure, second.failure) == (None, None)
    assert len(in_books(xero)) == 1
    assert second.log("INFO")[-1] == "Of 1 journal: 0 posted, 1 there already, 0 held back, 0 refused."


@pytest.mark.parametrize(("before", "after"), [("00700300", "700300"), ("JE-7", "je-7"), ("JE-07", "JE-7.0")])
def test_an_id_that_changed_its_spelling_is_no_new_journal(xero: Sandbox, before: str, after: str) -> None:
    """Both ids are named; another date or other amounts make a journal of its own."""
    assert sync(xero, platform(before)).failure is None
    written = sync(xero, platform(after))

    assert codes(written) == [Code.KEY_RESPELLED]
    assert f"{after} and {before}" in written.log("ERROR")[0]
    assert len(in_books(xero)) == 1
    assert sync(xero, platform(after, "11.00")).failure is None
    assert len(in_books(xero)) == 2


# -- nested JSON, columns, settings


def test_nested_json_never_stands_in_the_ledger(xero: Sandbox) -> None:
    """It is refused with its column."""
    written = sync(xero, platform("JE-B3", description={"customer": "Acme", "n": 1.0}))

    assert set(codes(written)) == {Code.VALUE_NESTED}
    assert 'description holds nested JSON. Found: {"customer":"Acme","n":1.0}' in written.log("ERROR")[0]
    assert in_books(xero) == []


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"columns": [{"revrec_column": "Journal Number", "column": "journal_no"}]}, "'Journal Number'"),
        ({"dryrun": True}, "dryrun is not known here (nearest: dry_run)"),
        ({"Status": "DRAFT"}, "Status is not known here (nearest: status)"),
        ({"plan_finger_print": "5f7c" * 16}, "plan_finger_print is not known here (nearest: plan_fingerprint)"),
    ],
)
def test_check_and_write_name_what_cannot_be(destination: Destination, xero: Sandbox, options: Row, named: str) -> None:
    """A setting that was misspelt is never left out."""
    config = xero.destination_config(**options)
    status, printed = destination.check(config), destination.write(config, records(platform("JE-1")))

    assert (status["status"], printed.code, writes(xero)) == ("FAILED", 1, 0)
    assert named in status["message"]
    assert named in printed.error()["message"]
    assert printed.error()["failure_type"] == "config_error"


# -- what is no stream of messages


def test_files_on_standard_input_and_a_sources_catalog_are_config_errors(
    destination: Destination, xero: Sandbox
) -> None:
    """Each says what to do."""
    config = xero.destination_config()
    csv = [b"Transaction Date,Journal Entry Id", b"2026-01-31,JE-1"]
    offered = {"streams": [{"name": "journal_entries", "json_schema": {}, "supported_sync_modes": ["full_refresh"]}]}
    failed = [
        destination.write(config, csv),
        destination.write(config, [json.dumps(row).encode() for row in platform("JE-1")]),
        destination.write(config, []),
        destination.write(config, records(platform("JE-1")), offered),
    ]

    for printed in failed:
        assert (printed.code, printed.error()["failure_type"]) == (1, "config_error")
        assert f"{COMMAND.name} replay FILE" in printed.error()["message"]
    assert writes(xero) == 0


def test_a_stream_of_parts_is_refused_whatever_is_done_with_changes(xero: Sandbox) -> None:
    """Until somebody says that whole journals come."""
    selected = catalog()
    selected["streams"][0]["sync_mode"] = "incremental"
    for policy in ("fail", "update", "post_difference"):
        config = xero.destination_config(on_changed=policy)
        written = write_in_process(xero, config, records(platform("JE-1")), selected)
        assert "set incremental_streams to whole_journals" in str(written.failure)
    assert in_books(xero) == []
    config = xero.destination_config(on_changed="update", incremental_streams="whole_journals")
    assert write_in_process(xero, config, records(platform("JE-1")), selected).failure is None
    assert names(xero) == ["JE-1"]


# -- what the platform is told


def test_the_platform_sees_how_many_records_were_refused(xero: Sandbox, tmp_path: Path) -> None:
    """With the states; the last line of the log has the journals."""
    config = xero.destination_config(on_invalid="post_the_valid", object_storage_config=kept(tmp_path))
    given = [*records(platform("JE-B9"), platform("JE-B9X", "1,000.00")), state(1)]
    written = write_in_process(xero, config, given)
    (message,) = [each for each in written.messages if each["type"] == "STATE"]

    assert message["state"]["destinationStats"] == {"recordCount": 2.0, "rejectedRecordCount": 2.0}
    assert written.states() == [state(1)]
    assert written.log("INFO")[-1] == "Of 2 journals: 1 posted, 0 there already, 0 held back, 1 refused."
