"""One sync: the selected parts one after the other, each stream's status told to the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from airbyte_cdk.models import AirbyteStreamStatus, FailureType, StreamDescriptor
from airbyte_cdk.utils.stream_status_utils import as_airbyte_message
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.streams.partitions import StreamsUnread, together
from xero_connectors.config_fault import ConfigFault
from xero_connectors.failures import config_fault
from xero_connectors.temporary import trouble

if TYPE_CHECKING:
    import logging
    from collections.abc import Collection, Iterator, Sequence

    from airbyte_cdk.models import AirbyteMessage, AirbyteStream
    from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager


class Part(Protocol):
    """Streams that are read together, because they come from the same documents."""

    @property
    def scopes(self) -> Collection[str]:
        """Return the scopes that reading needs."""

    def messages(self, state_manager: ConnectorStateManager) -> Iterator[AirbyteMessage]:
        """Yield records, and after them the states that cover them."""


def messages(
    parts: Sequence[tuple[Part, list[AirbyteStream]]],
    state_manager: ConnectorStateManager,
    logger: logging.Logger,
) -> Iterator[AirbyteMessage]:
    """Read every part; where one fails, the others are read all the same.

    Raises AirbyteTracedException at the end, where a part failed; what failed it has been sent before.
    """
    names: list[str] = []
    failures: list[AirbyteTracedException] = []
    for part, streams in parts:
        for stream in streams:
            yield as_airbyte_message(stream, AirbyteStreamStatus.STARTED)
        unread: list[str] = []
        try:
            yield from _running(part.messages(state_manager), streams)
        except Exception as error:  # noqa: BLE001 - whatever ends a part is reported, and the other parts go on
            failures.append(_traced(error))
            unread = _unread(failures[-1], streams)
            logger.info("Reading %s ended with an error.", ", ".join(unread))
        names += unread
        for stream in streams:
            if stream.name in unread:
                yield as_airbyte_message(stream, AirbyteStreamStatus.INCOMPLETE)
                yield failures[-1].as_sanitized_airbyte_message(StreamDescriptor(name=stream.name))
            else:
                yield as_airbyte_message(stream, AirbyteStreamStatus.COMPLETE)
    if names:
        raise AirbyteTracedException(
            message=f"Not every stream could be read: {', '.join(names)}. Each has its own error above.",
            failure_type=together(failures).failure_type,
        )


def _unread(failure: AirbyteTracedException, streams: Sequence[AirbyteStream]) -> list[str]:
    """Return the names of the streams that a failure leaves short."""
    names = [stream.name for stream in streams]
    return [name for name in names if name in failure.streams] if isinstance(failure, StreamsUnread) else names


def _running(told: Iterator[AirbyteMessage], streams: Sequence[AirbyteStream]) -> Iterator[AirbyteMessage]:
    """Say that a stream is running before its first record."""
    waiting = {stream.name: stream for stream in streams}
    for message in told:
        record = message.record
        if record and record.stream in waiting:
            yield as_airbyte_message(waiting.pop(record.stream), AirbyteStreamStatus.RUNNING)
        yield message
        if not waiting:
            break
    yield from told


def _traced(error: Exception) -> AirbyteTracedException:
    if isinstance(error, AirbyteTracedException):
        return error
    if isinstance(error, ConfigFault):
        return config_fault(error)
    if disk := trouble(error):
        return AirbyteTracedException(message=disk, failure_type=FailureType.config_error)
    return AirbyteTracedException.from_exception(error)
