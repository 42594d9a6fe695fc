"""Reading one stream as the CDK does, its state having travelled through JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from airbyte_cdk.models import (
    AirbyteMessage,
    AirbyteStateMessage,
    AirbyteStateMessageSerializer,
    ConfiguredAirbyteStream,
    DestinationSyncMode,
    SyncMode,
    Type,
)
from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager

from source_xero_revrec.streams.walks import SharedWalks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from source_xero_revrec.streams.stream import XeroStream


def read(
    stream: XeroStream, mode: SyncMode = SyncMode.incremental, state: Mapping[str, Any] | None = None
) -> Iterator[AirbyteMessage]:
    """Read a stream from a state, in the mode of its connection."""
    saved = []
    if state is not None:
        described = {"stream_descriptor": {"name": stream.name}, "stream_state": state}
        saved = [
            cast("AirbyteStateMessage", AirbyteStateMessageSerializer.load({"type": "STREAM", "stream": described}))
        ]
    manager = ConnectorStateManager(state=saved)
    stream.state = manager.get_stream_state(stream.name, None)
    configured = ConfiguredAirbyteStream(
        stream=stream.as_airbyte_stream(), sync_mode=mode, destination_sync_mode=DestinationSyncMode.append
    )
    stream.select(configured, SharedWalks(1))
    yield from stream.messages(manager)


def records(messages: list[AirbyteMessage]) -> list[dict[str, Any]]:
    """Return the data of all records."""
    return [message.record.data for message in messages if message.type is Type.RECORD and message.record]


def last_state(messages: list[AirbyteMessage]) -> dict[str, Any] | None:
    """Return the last state as JSON would keep it."""
    states = [message.state for message in messages if message.type is Type.STATE and message.state]
    if not states:
        return None
    dumped = AirbyteStateMessageSerializer.dump(states[-1])["stream"]["stream_state"]
    kept: dict[str, Any] = json.loads(json.dumps(dumped, default=vars))
    return kept
