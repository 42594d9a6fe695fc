"""Syncs of RevRec's streams over made-up books, and what a destination has of them."""

from __future__ import annotations

import json
import logging
import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import orjson
import pytest
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
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.ledger.sales_ledger import SalesLedger
from source_xero_revrec.ledger.streams import revrec_streams
from source_xero_revrec.streams.walks import SharedWalks
from unit_tests.conftest import FakeClock
from unit_tests.source_xero_revrec.fake_books import NOON
from unit_tests.source_xero_revrec.made_organisation import options
from xero_connectors.connection import XeroConnection
from xero_connectors.organisations import Organisations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from source_xero_revrec.options import RevrecOptions

CREDENTIALS = {"auth_type": "custom_connection", "client_id": "client-1", "client_secret": "not-a-real-secret"}
LOG = logging.getLogger("unit_tests.ledger")

States = dict[str, dict[str, Any]]


def reached() -> Organisations:
    """Return the organisations of a custom connection, whose calls are made one after another."""
    connection = XeroConnection.model_validate({"credentials": CREDENTIALS, "limits": {"concurrent_calls": 1}})
    return Organisations(connection, clock=FakeClock(NOON), randomness=random.Random(1), keep_refresh_token=print)


def sync(
    *names: str,
    states: Mapping[str, Mapping[str, Any]] | None = None,
    chosen: RevrecOptions | None = None,
    mode: SyncMode = SyncMode.incremental,
    start: datetime | None = None,
) -> Iterator[AirbyteMessage]:
    """Read streams together, all of the mode's where none is named, their states having travelled through JSON."""
    settings = (chosen or options()).ledger_settings()
    ledger = SalesLedger(
        settings,
        reached(),
        SharedWalks(1),
        clock=FakeClock(NOON),
        logger=LOG,
        start=start,
        keep_crm_token=print,
    )
    manager = ConnectorStateManager(state=[_saved(name, state) for name, state in (states or {}).items()])
    for stream in revrec_streams(settings):
        if stream.name in names or not names:
            configured = ConfiguredAirbyteStream(
                stream=stream.as_airbyte_stream(), sync_mode=mode, destination_sync_mode=DestinationSyncMode.append
            )
            ledger.select(stream, configured, manager.get_stream_state(stream.name, None))
    yield from ledger.messages(manager)


def until_it_fails(messages: Iterator[AirbyteMessage]) -> tuple[list[AirbyteMessage], AirbyteTracedException]:
    """Return what was sent before a sync failed, and how it did."""
    out: list[AirbyteMessage] = []
    with pytest.raises(AirbyteTracedException) as raised:
        out.extend(messages)
    return out, raised.value


def _saved(name: str, state: Mapping[str, Any]) -> AirbyteStateMessage:
    described = {"stream_descriptor": {"name": name}, "stream_state": state}
    return cast("AirbyteStateMessage", AirbyteStateMessageSerializer.load({"type": "STREAM", "stream": described}))


def states_of(messages: Iterable[AirbyteMessage], before: Mapping[str, Mapping[str, Any]] | None = None) -> States:
    """Return the last state of each stream, as JSON would keep it."""
    kept: States = {name: dict(state) for name, state in (before or {}).items()}
    for message in messages:
        if message.type is Type.STATE and message.state:
            stream = AirbyteStateMessageSerializer.dump(message.state)["stream"]
            kept[stream["stream_descriptor"]["name"]] = json.loads(json.dumps(stream["stream_state"], default=vars))
    return kept


def rows_of(messages: Iterable[AirbyteMessage], stream: str) -> list[dict[str, Any]]:
    """Return the rows of a stream as a destination reads them, amounts as Decimal."""
    return [
        json.loads(orjson.dumps(message.record.data), parse_float=Decimal)
        for message in messages
        if message.record and message.record.stream == stream
    ]


def current(rows: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    """Return what each document bills now, by its number: its newest version alone, as the views show it."""
    newest: dict[str, tuple[str, str]] = {}
    held = list(rows)
    for row in held:
        version = (row["document_updated_at"], row["document_read_at"])
        newest[row["document_number"]] = max(version, newest.get(row["document_number"], version))
    billed: dict[str, Decimal] = {}
    for row in held:
        number = row["document_number"]
        if (row["document_updated_at"], row["document_read_at"]) == newest[number] and not row.get("withdrawn"):
            key = f"{number} {row['billing_id']}"
            billed[key] = Decimal(row["billing_amount"])
    return {
        number: sum((amount for key, amount in billed.items() if key.startswith(f"{number} ")), Decimal("0.00"))
        for number in {key.partition(" ")[0] for key in billed}
    }
