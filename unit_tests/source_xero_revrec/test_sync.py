"""A sync reads every part, tells the platform how each stream fares, and fails at its end where a part failed."""

from __future__ import annotations

import errno
import logging
from typing import TYPE_CHECKING, Any

import pytest
from airbyte_cdk.models import (
    AirbyteMessage,
    AirbyteRecordMessage,
    AirbyteStateMessage,
    AirbyteStream,
    FailureType,
    SyncMode,
    Type,
)
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec import sync
from source_xero_revrec.streams.partitions import StreamsUnread

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG = logging.getLogger("unit_tests.sync")
STATE = AirbyteMessage(type=Type.STATE, state=AirbyteStateMessage())


def stream(name: str) -> AirbyteStream:
    """Return a stream of the catalog."""
    return AirbyteStream(name=name, json_schema={}, supported_sync_modes=[SyncMode.full_refresh])


def record(name: str) -> AirbyteMessage:
    """Return a record of a stream."""
    return AirbyteMessage(type=Type.RECORD, record=AirbyteRecordMessage(stream=name, data={}, emitted_at=0))


class Scripted:
    """A part that sends what it is told, and then fails with an error, if it is given one."""

    def __init__(self, *told: AirbyteMessage, error: Exception | None = None) -> None:
        """Have messages ready."""
        self._told = told
        self._error = error
        self.given: list[object] = []

    def messages(self, state_manager: Any) -> Iterator[AirbyteMessage]:  # noqa: ANN401
        """Send them."""
        self.given.append(state_manager)
        yield from self._told
        if self._error:
            raise self._error


Parts = list[tuple[sync.Part, list[AirbyteStream]]]


def read(parts: Parts) -> tuple[list[str], AirbyteTracedException | None]:
    """Return in words what a sync sent, and how it ended."""
    out: list[str] = []
    try:
        out.extend(map(words, sync.messages(parts, "the state manager", LOG)))
    except AirbyteTracedException as error:
        return out, error
    return out, None


def words(message: AirbyteMessage) -> str:
    """Return what a message says."""
    if message.record:
        return f"{message.record.stream} record"
    if message.trace and message.trace.stream_status:
        return f"{message.trace.stream_status.stream_descriptor.name} {message.trace.stream_status.status.value}"
    if message.trace and message.trace.error and message.trace.error.stream_descriptor:
        return f"{message.trace.error.stream_descriptor.name} error: {message.trace.error.message}"
    return "state"


def test_a_part_of_several_streams_starts_runs_and_completes_together() -> None:
    """A stream runs from its first record on, one without records never; all are complete after the last state."""
    part = Scripted(record("orders"), record("orders"), STATE, record("billing"), STATE)

    out, error = read([(part, [stream("orders"), stream("billing"), stream("pending")])])

    assert error is None
    assert out == [
        "orders STARTED",
        "billing STARTED",
        "pending STARTED",
        "orders RUNNING",
        "orders record",
        "orders record",
        "state",
        "billing RUNNING",
        "billing record",
        "state",
        "orders COMPLETE",
        "billing COMPLETE",
        "pending COMPLETE",
    ]
    assert part.given == ["the state manager"]


def test_parts_are_read_in_their_order() -> None:
    """One is complete before the next starts."""
    out, _ = read([(Scripted(record("a")), [stream("a")]), (Scripted(), [stream("b")])])

    assert out == ["a STARTED", "a RUNNING", "a record", "a COMPLETE", "b STARTED", "b COMPLETE"]


def test_a_part_that_fails_does_not_keep_the_others_from_being_read() -> None:
    """Each of its streams is incomplete with the error's own sentence; the sync fails in the end and names them."""
    trouble = AirbyteTracedException(message="Add the scope.", failure_type=FailureType.config_error)
    failing = Scripted(record("a"), STATE, error=trouble)

    out, error = read([(failing, [stream("a"), stream("b")]), (Scripted(record("c")), [stream("c")])])

    assert out == [
        "a STARTED",
        "b STARTED",
        "a RUNNING",
        "a record",
        "state",
        "a INCOMPLETE",
        "a error: Add the scope.",
        "b INCOMPLETE",
        "b error: Add the scope.",
        "c STARTED",
        "c RUNNING",
        "c record",
        "c COMPLETE",
    ]
    assert error is not None
    assert error.message == "Not every stream could be read: a, b. Each has its own error above."


def test_a_failure_of_some_streams_leaves_the_others_of_the_part_complete() -> None:
    """What those told is whole; the sync fails all the same, and names the ones that lack something."""
    trouble = AirbyteTracedException(message="No Trial Balance.", failure_type=FailureType.transient_error)
    part = Scripted(record("a"), STATE, error=StreamsUnread(["b"], trouble))

    out, error = read([(part, [stream("a"), stream("b")])])

    assert out[2:] == ["a RUNNING", "a record", "state", "a COMPLETE", "b INCOMPLETE", "b error: No Trial Balance."]
    assert error is not None
    assert (error.message, error.failure_type) == (
        "Not every stream could be read: b. Each has its own error above.",
        FailureType.transient_error,
    )


def test_an_unexpected_error_is_told_for_the_stream_that_met_it() -> None:
    """A defect ends its part like any other failure; the platform hears of it."""
    out, error = read([(Scripted(error=KeyError("AmountDue")), [stream("a")]), (Scripted(), [stream("b")])])

    assert out[1] == "a INCOMPLETE"
    assert out[2].startswith("a error: ")
    assert out[-1] == "b COMPLETE"
    assert error is not None


def test_a_disk_without_room_is_told_with_its_remedy() -> None:
    """The user's to mend: the sentence names the folder."""
    failing = Scripted(error=OSError(errno.ENOSPC, "No space left on device", "/scratch/pages"))

    out, error = read([(failing, [stream("a")])])

    assert out[-1].startswith("a error: The folder /scratch cannot take more temporary files (No space left on device)")
    assert error is not None


def test_leaving_a_sync_in_the_middle_is_no_failure_of_a_part() -> None:
    """A platform that hangs up closes the parts; nothing more is sent."""
    messages = sync.messages([(Scripted(record("a"), record("a")), [stream("a")])], None, LOG)
    next(messages)
    next(messages)

    messages.close()  # type: ignore[attr-defined]

    with pytest.raises(StopIteration):
        next(messages)
