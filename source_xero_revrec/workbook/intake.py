"""Reading the source in this process: its streams as records, its failures as sentences."""

from __future__ import annotations

import logging
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

import orjson
from airbyte_cdk.models import (
    AirbyteStream,
    ConfiguredAirbyteCatalog,
    ConfiguredAirbyteStream,
    DestinationSyncMode,
    SyncMode,
    TraceType,
    Type,
)
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.watch import Reaching

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from airbyte_cdk.models import AirbyteCatalog, AirbyteMessage, AirbyteStateMessage, ConnectorSpecification

LOGGER = logging.getLogger("airbyte")


class Source(Reaching, Protocol):
    """What the workbook needs of an Airbyte source."""

    def spec(self, logger: logging.Logger) -> ConnectorSpecification:
        """Return the specification."""

    def discover(self, logger: logging.Logger, config: Mapping[str, Any]) -> AirbyteCatalog:
        """Return the streams on offer."""

    def read(
        self,
        logger: logging.Logger,
        config: Mapping[str, Any],
        catalog: ConfiguredAirbyteCatalog,
        state: list[AirbyteStateMessage] | None = None,
    ) -> Iterator[AirbyteMessage]:
        """Read the configured streams."""


class ReadFailed(Exception):
    """The source could not be read; the message is the source's own sentence."""


def offered(source: Source, config: Mapping[str, Any]) -> dict[str, AirbyteStream]:
    """Return the streams on offer by name; raises ReadFailed where the configuration cannot be used."""
    try:
        return {stream.name: stream for stream in source.discover(LOGGER, config).streams}
    except AirbyteTracedException as failure:
        raise ReadFailed(_sentence(failure)) from None


def records(
    source: Source, config: Mapping[str, Any], streams: Sequence[AirbyteStream]
) -> Generator[tuple[str, dict[str, Any]]]:
    """Read all of the streams, one after another, and yield stream and record as the source has it.

    Raises ReadFailed at the first stream that fails: half a workbook is none.
    """
    catalog = ConfiguredAirbyteCatalog(
        streams=[
            ConfiguredAirbyteStream(stream, SyncMode.full_refresh, DestinationSyncMode.overwrite) for stream in streams
        ]
    )
    try:
        with closing(source.read(LOGGER, config, catalog)) as messages:  # type: ignore[type-var]
            for message in messages:
                if message.type == Type.RECORD and message.record is not None:
                    yield message.record.stream, message.record.data
                elif message.type == Type.TRACE and message.trace is not None and message.trace.type == TraceType.ERROR:
                    raise ReadFailed(message.trace.error.message if message.trace.error else "The source failed.")
    except AirbyteTracedException as failure:
        raise ReadFailed(_sentence(failure)) from None


def written(record: Mapping[str, Any]) -> bytes:
    """Return a record as the very text that Airbyte would be sent; `money.parse` reads it exactly."""
    return orjson.dumps(record, default=_digits)


def _digits(value: Any) -> Any:  # noqa: ANN401 - orjson's hook
    if isinstance(value, Decimal):
        return orjson.Fragment(f"{value:f}")
    raise TypeError(f"A record holds a {type(value).__name__}, which no record can.")


def _sentence(failure: AirbyteTracedException) -> str:
    return failure.message or "The source failed."
