"""What the input may hold and what it may not: everything that is no journal entry line is refused whole, unseen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.journals.syncs import balances
from integration_tests.support.posting import catalog, entry, in_books, record, records, state, write_in_process
from integration_tests.support.reading import counted

if TYPE_CHECKING:
    from integration_tests.support.journals.process import Destination
    from xero_sandbox import Sandbox


@pytest.mark.parametrize("mode", ["overwrite", "overwrite_dedup", "update", "soft_delete"])
def test_a_mode_that_deletes_is_refused_before_xero_is_asked(xero: Sandbox, mode: str) -> None:
    """The error names the stream, the mode and what can be chosen instead."""
    given = [*records(entry()), state(1)]
    written = write_in_process(xero, xero.destination_config(), given, catalog(mode=mode))

    assert written.error()["failure_type"] == "config_error"
    for named in ("journal_entries", mode, "append", "append_dedup"):
        assert named in written.error()["message"]
    assert written.states() == []
    assert counted(xero).count() == 0


def test_overwrite_ends_the_process_with_code_1(destination: Destination, xero: Sandbox) -> None:
    """So that the platform calls the sync failed."""
    printed = destination.write(xero.destination_config(), records(entry()), catalog(mode="overwrite"))

    assert printed.code == 1
    assert printed.error()["failure_type"] == "config_error"
    assert in_books(xero) == []


@pytest.mark.parametrize("status", ["INCOMPLETE", "RUNNING"])
def test_a_source_that_stopped_half_way_posts_nothing(destination: Destination, xero: Sandbox, status: str) -> None:
    """What is left of a journal may still balance, so that the next complete sync is waited for."""
    stream_status = {"stream_descriptor": {"name": "journal_entries"}, "status": status}
    trace = {"type": "STREAM_STATUS", "stream_status": stream_status, "emitted_at": 1.0}
    ended = json.dumps({"type": "TRACE", "trace": trace}).encode()
    printed = destination.write(xero.destination_config(), [*records(entry("JE-1")), state(1), ended])

    assert printed.code == 1
    assert f"journal_entries ({status})" in printed.error()["message"]
    assert printed.states() == []
    assert in_books(xero) == []


@pytest.mark.parametrize("named", [True, False])
def test_a_source_that_says_that_it_failed_posts_nothing(
    destination: Destination, xero: Sandbox, *, named: bool
) -> None:
    """What came may be a part, whatever it says of the stream afterwards; it is said in one sentence."""
    descriptor = {"stream_descriptor": {"name": "journal_entries"}}
    error = {"message": "hidden-9f2c", "failure_type": "system_error", **(descriptor if named else {})}
    traces = (
        {"type": "ERROR", "error": error, "emitted_at": 1.0},
        {"type": "STREAM_STATUS", "stream_status": {**descriptor, "status": "COMPLETE"}, "emitted_at": 1.0},
    )
    said = [json.dumps({"type": "TRACE", "trace": trace}).encode() for trace in traces]
    printed = destination.write(xero.destination_config(), [*records(entry("JE-1")), state(1), *said])

    assert printed.code == 1
    assert printed.error()["message"].startswith("The source says that it failed (system_error")
    assert "hidden-9f2c" not in str(printed.messages)
    assert printed.states() == []
    assert in_books(xero) == []


def test_a_record_of_a_stream_that_is_not_selected_is_refused(destination: Destination, xero: Sandbox) -> None:
    """It is a mistake of the set-up, so that nothing is posted and the streams are named."""
    given = [*records(entry("JE-1")), *records(entry("JE-2"), stream="customers"), state(1)]
    printed = destination.write(xero.destination_config(), given)

    assert printed.code == 1
    assert "customers" in printed.error()["message"]
    assert "journal_entries" in printed.error()["message"]
    assert printed.states() == []
    assert in_books(xero) == []


MALFORMED = (
    b"Traceback (most recent call last): hidden-9f2c",
    b'{"type": "RECORD", "record": {"stream": "journal_entries", "data": {"token": "hidden-9f2c',
    b'{"type": "RECORD", "record": {"stream": "journal_entries", "secret": "hidden-9f2c"}}',
    b'{"type": "RECORD", "record": {"stream": "journal_entries", "data": ["hidden-9f2c"]}}',
    b'["hidden-9f2c"]',
    b'"hidden-9f2c"',
    b'{"client_secret": "hidden-9f2c"}',
    b'{"type": {"hidden-9f2c": 1}}',
    b'{"type": "RECORD", "password": "hidden-9f2c\xff"}',
    b"[" * 100_000 + b"hidden-9f2c",
)


@pytest.mark.parametrize("malformed", MALFORMED, ids=range(len(MALFORMED)))
def test_a_line_that_is_no_message_is_refused(xero: Sandbox, malformed: bytes) -> None:
    """The error tells the line's number; nothing is posted or acknowledged, also of what came before it."""
    given = [*records(entry()), state(1), malformed, state(2)]
    written = write_in_process(xero, xero.destination_config(), given)

    assert "Line 4 of the input" in written.error()["message"]
    assert b"hidden-9f2c" not in b"".join(written.lines)
    assert written.states() == []
    assert in_books(xero) == []


@pytest.mark.parametrize("number", [0, 1, 9])
def test_nothing_of_such_a_line_is_printed(destination: Destination, xero: Sandbox, number: int) -> None:
    """Neither standard output nor standard error of the process shows it, and the exit code is 1."""
    given = [*records(entry()), state(1), MALFORMED[number], state(2)]
    printed = destination.write(xero.destination_config(), given)

    assert printed.code == 1
    assert "Line 4 of the input" in printed.error()["message"]
    assert "hidden-9f2c" not in printed.everything
    assert printed.states() == []
    assert in_books(xero) == []


def test_numbers_are_read_as_they_are_written(destination: Destination, xero: Sandbox) -> None:
    """A JSON number goes into Xero with its digits, not with those of a float that stands for it."""
    rows = [record(row).replace(b'"100.00"', b"90071992547.91") for row in entry()]
    printed = destination.write(xero.destination_config(), rows)

    assert printed.code == 0
    assert {str(abs(amount)) for amount in balances(xero).values()} == {"90071992547.91"}
