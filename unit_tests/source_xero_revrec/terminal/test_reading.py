"""A sync is counted by stream, and its end is a table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from airbyte_cdk.models import (
    AirbyteMessage,
    AirbyteRecordMessage,
    AirbyteStateMessage,
    AirbyteStream,
    AirbyteStreamStatus,
    FailureType,
    StreamDescriptor,
    SyncMode,
    Type,
)
from airbyte_cdk.utils.stream_status_utils import as_airbyte_message
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.terminal.reading import Reading
from xero_connectors.terminal.progress import Progress
from xero_connectors.terminal.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILURE = AirbyteTracedException(message="Xero refused.", failure_type=FailureType.config_error)


def status(name: str, status: AirbyteStreamStatus) -> AirbyteMessage:
    """Return the message of a stream's status."""
    stream = AirbyteStream(name=name, json_schema={}, supported_sync_modes=[SyncMode.full_refresh])
    return as_airbyte_message(stream, status)


def messages() -> Iterator[AirbyteMessage]:
    """Yield a sync of two streams, one of which fails."""
    yield status("invoices", AirbyteStreamStatus.STARTED)
    for number in range(3):
        yield AirbyteMessage(Type.RECORD, record=AirbyteRecordMessage("invoices", {"n": number}, 0))
    yield AirbyteMessage(Type.STATE, state=AirbyteStateMessage())
    yield status("invoices", AirbyteStreamStatus.COMPLETE)
    yield status("contacts", AirbyteStreamStatus.STARTED)
    yield status("contacts", AirbyteStreamStatus.INCOMPLETE)
    yield FAILURE.as_sanitized_airbyte_message(StreamDescriptor("contacts"))
    raise AirbyteTracedException(message="Not every stream could be read: contacts.")


@pytest.mark.parametrize("debug", [False, True])
def test_a_sync_is_told_by_stream(*, debug: bool) -> None:
    """What failed is said where it failed, and as a whole; where in the program it was, only if asked for."""
    out, err = io.StringIO(), io.StringIO()
    time = iter([1.0, 3.0])
    progress = Progress()
    reading = Reading(Screen(out, err, {}), ["invoices", "contacts", "items"], debug=debug, seconds=lambda: next(time))

    assert reading.read(messages(), progress) == "Not every stream could be read: contacts."
    reading.tell()

    assert out.getvalue().splitlines() == [
        "  Stream    Records  What became of it",
        "  invoices        3  complete",
        "  contacts        0  not complete",
        "  items           0  not begun",
        "1 of 3 streams complete, 3 records in 2.0 s, 2 a second, 1 states.",
    ]
    assert err.getvalue().splitlines()[0] == "Xero refused."
    assert (len(err.getvalue().splitlines()) > 1) is debug
    assert progress.what == "Reading contacts"


def test_a_sync_without_a_failure_says_nothing_of_one() -> None:
    """And has no speed before a second is over."""
    out = io.StringIO()
    time = iter([1.0, 1.5])
    reading = Reading(Screen(out, io.StringIO(), {}), ["items"], seconds=lambda: next(time))
    whole = [status("items", each) for each in (AirbyteStreamStatus.STARTED, AirbyteStreamStatus.COMPLETE)]

    assert reading.read(whole, Progress()) == ""
    reading.tell()

    assert out.getvalue().endswith("1 of 1 streams complete, 0 records in 0.5 s, 0 states.\n")
