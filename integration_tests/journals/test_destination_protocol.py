"""The destination as a process: what Airbyte asks of it, and what it answers."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.process import Destination
from integration_tests.support.journals.syncs import REGION, balances, writes
from integration_tests.support.posting import COMMAND, catalog, entry, in_books, records, state
from integration_tests.support.reading import api_calls, counted

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]


@pytest.fixture
def destination(tmp_path: Path) -> Destination:
    """Give a test the command as it is started by Airbyte, with a folder of its own."""
    return Destination(tmp_path)


# -- spec and discover


def test_spec_offers_the_modes_that_a_ledger_can_take(destination: Destination) -> None:
    """One message, with append and append_dedup and without overwrite."""
    printed = destination.run("spec")

    assert printed.code == 0
    (message,) = printed.messages()
    assert message["spec"]["supported_destination_sync_modes"] == ["append", "append_dedup"]
    assert message["spec"]["connectionSpecification"]["required"] == ["credentials"]
    assert printed.err == b""


def test_discover_offers_the_columns_without_asking_xero(destination: Destination, xero: Sandbox) -> None:
    """The catalog has RevRec's columns and the mapped fields; lines are appended, for want of a key of their own."""
    config = xero.destination_config(tracking_mapping=[REGION], organisation_column="Entity")
    printed = destination.run("discover", "--config", destination.file("config.json", config))

    assert printed.code == 0
    (message,) = printed.messages()
    (operation,) = message["destination_catalog"]["operations"]
    assert operation["sync_mode"] == "append"
    assert operation["object_name"] == "manual_journals"
    assert "matching_keys" not in operation
    assert {"Journal Entry Id", "Amount", "Location", "Entity"} <= set(operation["json_schema"]["properties"])
    assert counted(xero).count() == 0


# -- check


def test_check_of_a_usable_configuration_succeeds_and_writes_nothing(destination: Destination, xero: Sandbox) -> None:
    """It says which organisation it reached, and changes neither Xero nor the folder of the receipts."""
    receipts = destination.folder / "receipts"
    config = xero.destination_config(
        tracking_mapping=[REGION], object_storage_config={"storage_type": "Local", "path": str(receipts)}
    )
    printed = destination.run("check", "--config", destination.file("config.json", config))

    (status,) = printed.messages("CONNECTION_STATUS")
    assert status["connectionStatus"] == {"status": "SUCCEEDED"}
    assert "Demo Company" in printed.everything
    assert writes(xero) == 0
    assert not receipts.exists()


def test_check_lists_every_fault_of_the_mapping_at_once(destination: Destination, xero: Sandbox) -> None:
    """Accounts, rounding, categories, options and the folder: one message names them all."""
    xero.act("archive_account", code="260")
    xero.act("archive_tracking_option", category="Region", option="South")
    (destination.folder / "file").write_text("")
    values = [{"revrec_value": "N", "xero_option": "Nowhere"}, {"revrec_value": "S", "xero_option": "South"}]
    status = destination.check(
        xero.destination_config(
            account_mapping=[
                {"revrec_account": "4000", "xero_account": "nothing of the kind"},
                {"revrec_account": "4001", "xero_account": "260"},
                {"revrec_account": "4002", "xero_account": "610"},
                {"revrec_account": "4003", "xero_account": "090"},
            ],
            rounding={"account": "none", "limit": "0.05"},
            tracking_mapping=[
                {**REGION, "values": values},
                {"revrec_field": "Class", "xero_tracking_category": "Mood"},
            ],
            object_storage_config={"storage_type": "Local", "path": str(destination.folder / "file" / "below")},
        )
    )

    assert status["status"] == "FAILED"
    for named in ("nothing of the kind", "260", "610", "090", "'none'", "Nowhere", "South", "Mood", "file/below"):
        assert named in status["message"], named
    assert len(status["message"].splitlines()) == 9


def test_check_lists_every_fault_of_the_form_at_once(destination: Destination, xero: Sandbox) -> None:
    """What the form does not allow and what contradicts itself is said before Xero is asked."""
    config = xero.destination_config(status="MAYBE", on_changed="guess", plan_fingerprint="x", locked_period="never")
    message = destination.check(config)["message"]

    for named in ("status", "on_changed", "plan_fingerprint", "locked_period"):
        assert named in message, named
    contradictory = xero.destination_config(on_invalid="post_the_valid", narration="{nobody}")
    message = destination.check(contradictory)["message"]
    assert "object_storage_config" in message
    assert "{nobody}" in message
    assert counted(xero).count() == 0


@pytest.mark.parametrize("command", ["check", "discover", "write"])
def test_a_configuration_that_is_no_json_is_refused_in_a_sentence(destination: Destination, command: str) -> None:
    """Exit code 1 and an error for Airbyte, without a word of the file's content."""
    path = destination.folder / "config.json"
    path.write_text('{"credentials": not-a-real-secret')
    more = ["--catalog", destination.file("catalog.json", catalog())] if command == "write" else []
    printed = destination.run(command, "--config", str(path), *more)

    assert printed.code == 1
    assert printed.error()["failure_type"] == "config_error"
    assert "is no JSON" in printed.error()["message"]
    assert "not-a-real-secret" not in printed.everything


# -- write


def test_write_posts_and_acknowledges_and_leaves_with_code_0(destination: Destination, xero: Sandbox) -> None:
    """Every line on standard output is a message, and standard error is empty."""
    given = [*records(entry("JE-1")), state(1), *records(entry("JE-2")), state(2)]
    printed = destination.write(xero.destination_config(), given)

    assert (printed.code, printed.err) == (0, b"")
    assert printed.states() == [state(1), state(2)]
    assert len(in_books(xero)) == 2
    assert {message["type"] for message in printed.messages()} == {"LOG", "STATE"}


def test_write_says_when_a_period_is_posted_in_revrecs_words(destination: Destination, xero: Sandbox) -> None:
    """The start and the result of each period, to which organisation."""
    given = records(entry("JE-1"), entry("JE-2"), entry("JE-3", day="2026-02-28"))
    logs = [each["log"]["message"] for each in destination.write(xero.destination_config(), given).messages("LOG")]

    said = [text for text in logs if text.startswith("Post")]
    assert said == [
        "Posting 2 journal entries for January 2026 to Demo Company (Global)",
        "Posting 1 journal entry for February 2026 to Demo Company (Global)",
        "Posted 2 of 2 journal entries for January 2026 to Demo Company (Global): Success",
        "Posted 1 of 1 journal entry for February 2026 to Demo Company (Global): Success",
    ]


def test_messages_of_other_types_are_passed_over(destination: Destination, xero: Sandbox) -> None:
    """Logs, traces, catalogs and types of a later protocol are no journal entries; blank lines are none either."""
    others: list[Row] = [
        {"type": "LOG", "log": {"level": "INFO", "message": "reading"}},
        {"type": "TRACE", "trace": {"type": "STREAM_STATUS", "emitted_at": 1.0}},
        {"type": "SOMETHING_NEW", "something_new": {}},
    ]
    given = [b"", *[json.dumps(each).encode() for each in others], *records(entry()), b"  ", state(1)]
    printed = destination.write(xero.destination_config(), given)

    assert printed.code == 0
    assert printed.states() == [state(1)]
    assert len(in_books(xero)) == 1


def test_an_input_without_a_record_is_a_success_without_a_write(destination: Destination, xero: Sandbox) -> None:
    """A source that had nothing to say leaves the books as they were."""
    printed = destination.write(
        xero.destination_config(), [b'{"type":"LOG","log":{"level":"INFO","message":"nothing"}}']
    )

    assert (printed.code, printed.states()) == (0, [])
    assert writes(xero) == 0


@pytest.mark.parametrize("given", [[], [b""]])
def test_an_input_without_a_message_is_a_config_error(
    destination: Destination, xero: Sandbox, given: list[bytes]
) -> None:
    """The command before the pipe has failed, and nobody may take that for an empty month."""
    printed = destination.write(xero.destination_config(), given)

    assert (printed.code, printed.states(), writes(xero)) == (1, [], 0)
    assert printed.error()["failure_type"] == "config_error"
    assert "ended without a single message" in printed.error()["message"]


def test_an_input_without_a_state_or_a_last_end_of_line_is_posted(destination: Destination, xero: Sandbox) -> None:
    """The end of the input is enough; nothing waits for a state that never comes."""
    paths = destination.file("config.json", xero.destination_config()), destination.file("catalog.json", catalog())
    printed = destination.run("write", "--config", paths[0], "--catalog", paths[1], given=b"\n".join(records(entry())))

    assert (printed.code, printed.states()) == (0, [])
    assert len(in_books(xero)) == 1


def test_generation_ids_delete_nothing(destination: Destination, xero: Sandbox) -> None:
    """A truncating refresh that brings one journal of two leaves both in the books, and posts neither again."""
    config = xero.destination_config()
    assert destination.write(config, records(entry("JE-1"), entry("JE-2"))).code == 0
    before = balances(xero)
    refresh = catalog()
    refresh["streams"][0] |= {"generation_id": 8, "minimum_generation_id": 8, "sync_id": 99}
    complete = {"stream_descriptor": {"name": "journal_entries"}, "status": "COMPLETE"}
    trace = {"type": "STREAM_STATUS", "stream_status": complete, "emitted_at": 1.0}
    ended = json.dumps({"type": "TRACE", "trace": trace}).encode()
    printed = destination.write(config, [*records(entry("JE-1")), ended, state(1)], refresh)

    assert (printed.code, printed.states()) == (0, [state(1)])
    assert balances(xero) == before
    assert len(in_books(xero)) == 2


@pytest.mark.parametrize("lines_read", [0, 1])
def test_a_reader_that_goes_away_ends_the_write_and_nothing_is_twice(
    destination: Destination, xero: Sandbox, lines_read: int
) -> None:
    """With a broken pipe the process leaves without a traceback, and the next sync brings what is missing."""
    paths = destination.file("config.json", xero.destination_config()), destination.file("catalog.json", catalog())
    given = b"\n".join([*records(*(entry(f"JE-{number}") for number in range(60))), state(1)]) + b"\n"
    command = [COMMAND, "write", "--config", paths[0], "--catalog", paths[1]]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        if not lines_read:
            process.stdout.close()
        process.stdin.write(given)
        process.stdin.close()
        for _ in range(lines_read):
            assert process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
        code = process.wait(timeout=60)

    assert code == 1
    assert said == ""
    printed = destination.write(xero.destination_config(), given.splitlines())
    assert (printed.code, printed.states()) == (0, [state(1)])
    assert len(in_books(xero)) == 60


def test_a_rotated_refresh_token_is_sent_to_airbyte_and_saved_on_request(
    destination: Destination, xero: Sandbox
) -> None:
    """The CONTROL message and, with --save-config, the file hold the new token; the next command works with it."""
    oauth = xero.destination_config(auth_type="oauth")
    config, selected = destination.file("config.json", oauth), destination.file("catalog.json", catalog())
    arguments = ("write", "--config", config, "--catalog", selected, "--save-config")
    printed = destination.run(*arguments, given=b"\n".join(records(entry())))

    assert printed.code == 0
    sent = printed.messages("CONTROL")[-1]["control"]["connectorConfig"]["config"]["credentials"]["refresh_token"]
    saved = json.loads((destination.folder / "config.json").read_text())["credentials"]["refresh_token"]
    assert sent == saved != oauth["credentials"]["refresh_token"]
    xero.clock.advance(3_600)
    assert destination.run(*arguments, given=b"\n".join(records(entry()))).code == 0
    assert len(in_books(xero)) == 1


def test_an_unchanged_sync_takes_few_calls(destination: Destination, xero: Sandbox) -> None:
    """Sending everything in every sync is cheap: five calls to see that nothing is to be done."""
    given = [*records(*(entry(f"JE-{number}") for number in range(60))), state(1)]
    assert destination.write(xero.destination_config(), given).code == 0
    before = api_calls(xero)
    assert destination.write(xero.destination_config(), given).code == 0

    assert api_calls(xero) - before <= 5
