"""Airbyte's entry point, with our own words for a configuration that cannot be used."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson
from airbyte_cdk.entrypoint import AirbyteEntrypoint, HashableStreamDescriptor
from airbyte_cdk.logger import PRINT_BUFFER
from airbyte_cdk.models import AirbyteMessageSerializer, FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.config import read_config
from source_xero_revrec.ledger.row_record import RowRecord
from source_xero_revrec.source import SourceXeroRevrec
from source_xero_revrec.terminal.reading import Reading
from source_xero_revrec.watch import source_watched
from xero_connectors.config_fault import ConfigFault
from xero_connectors.exit_code import ExitCode
from xero_connectors.terminal.screen import Colour, Screen, is_pipe

if TYPE_CHECKING:
    from collections import defaultdict
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from airbyte_cdk.models import AirbyteMessage, AirbyteRecordMessage, ConnectorSpecification

# glibc's number for the size from which memory is mapped for itself, and that size in bytes.
_MMAP_THRESHOLD, _LARGE = -3, 65_536
# So many records are printed at once, and all of them before whatever is no record.
_TOGETHER = 100


class Entrypoint(AirbyteEntrypoint):
    """The CDK's entry point; what is much is printed past it, and a faulty configuration is told without its values."""

    records = 0
    """So many were printed by now."""

    seen: Callable[[Iterable[AirbyteMessage]], Iterator[AirbyteMessage]] = staticmethod(iter)
    """What every message of a read passes through on its way."""

    def read(self, *given: Any, **named: Any) -> Iterator[AirbyteMessage]:  # noqa: ANN401 - the CDK's
        """Print records, which are many, and states, which are long, as they come; yield what else comes in between."""
        lines: list[bytes] = []
        try:
            for message in self.seen(super().read(*given, **named)):
                if message.record is not None:
                    lines.append(_line(message.record))
                    self.records += 1
                    if len(lines) == _TOGETHER:
                        _print(lines)
                    continue
                _print(lines)
                if message.state is None:
                    yield message
                else:
                    _print([orjson.dumps(AirbyteMessageSerializer.dump(message), option=orjson.OPT_APPEND_NEWLINE)])
        finally:
            _print(lines)

    @staticmethod
    def handle_record_counts(message: AirbyteMessage, stream_message_count: defaultdict[Any, Any]) -> AirbyteMessage:
        """Count a record; a state is told by the CDK how many came since the one before."""
        if message.record is not None:
            # By name, which is quicker to find than the CDK's descriptor of a stream.
            stream_message_count[message.record.stream] += 1
            return message
        if message.state is not None and message.state.stream is not None:
            name = message.state.stream.stream_descriptor.name
            stream_message_count[HashableStreamDescriptor(name=name)] += stream_message_count.pop(name, 0)
        return AirbyteEntrypoint.handle_record_counts(message, stream_message_count)

    @staticmethod
    def validate_connection(source_spec: ConnectorSpecification, config: Mapping[str, Any]) -> None:  # noqa: ARG004 - the CDK's
        """Check the configuration; raises AirbyteTracedException with every fault in one sentence.

        The CDK would print the offending part of the configuration, secrets included.
        """
        try:
            read_config(dict(config), datetime.now(UTC).date())
        except ConfigFault as fault:
            raise AirbyteTracedException(
                message=str(fault), internal_message="config", failure_type=FailureType.config_error
            ) from None


def _line(record: AirbyteRecordMessage) -> bytes:
    """Return the line of a record, as the CDK writes it."""
    data = record.written() if isinstance(record, RowRecord) else orjson.dumps(record.data)
    return b'{"type":"RECORD","record":{"stream":"%b","data":%b,"emitted_at":%d}}\n' % (
        record.stream.encode(),
        data,
        record.emitted_at,
    )


def _print(lines: list[bytes]) -> None:
    printed = b"".join(lines)
    lines.clear()
    if sys.stdout is not PRINT_BUFFER or sys.__stdout__ is None:
        sys.stdout.write(printed.decode())
    elif printed:
        # The CDK's buffer takes text alone: what is in it goes first, and the bytes after it as they are.
        with PRINT_BUFFER.lock:
            PRINT_BUFFER.flush()
            sys.__stdout__.buffer.write(printed)


def give_back_what_is_large() -> None:
    """Let the C library (glibc, where it is that one) give back at once what was large and is free.

    Left alone it keeps more and more of it: pages and states come in every size, and few fit where others were.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)


def launch(arguments: list[str], save_config: Callable[[Mapping[str, Any]], None] | None = None) -> None:
    """Run one command and print its messages, a line each."""
    source = SourceXeroRevrec(save_config=save_config)
    entrypoint = Entrypoint(source)
    parsed = entrypoint.parse_args(arguments)
    # What is imported stays, and is not looked through again for cycles.
    gc.freeze()
    give_back_what_is_large()
    # Standard output is the messages' alone; who sends them into a file may watch on standard error.
    watched = parsed.command == "read" and not (sys.stdout.isatty() or is_pipe(sys.stdout))
    screen = Screen()
    reading = Reading(screen, [], aside=True) if watched and screen.moves else None
    try:
        with PRINT_BUFFER, source_watched(source, screen, drawn=watched) as progress:
            progress.begins("Reading Xero", counted=lambda: entrypoint.records)
            if reading:
                entrypoint.seen = partial(reading.passing, progress=progress)
            for message in entrypoint.run(parsed):
                sys.stdout.write(f"{message}\n")
        if reading:
            reading.tell()
    except AirbyteTracedException as failure:
        sys.stdout.write(f"{entrypoint.airbyte_message_to_string(_shown(failure))}\n")
        if reading:
            reading.tell()
            screen.say(failure.message or "The sync failed.", Colour.BAD)
        sys.exit(ExitCode.FAILED)


def _shown(failure: AirbyteTracedException) -> AirbyteMessage:
    """Return a failure as a message; where in our code it came up is told only where that is what must be mended."""
    message = failure.as_sanitized_airbyte_message()
    if failure.failure_type is not FailureType.system_error and message.trace and message.trace.error:
        message.trace.error.stack_trace = None
    return message
