"""A source without a Xero: it offers made-up streams and reads their records."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson
from airbyte_cdk.models import (
    AirbyteCatalog,
    AirbyteMessage,
    AirbyteRecordMessage,
    AirbyteStream,
    ConnectorSpecification,
    FailureType,
    SyncMode,
    Type,
)
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from unit_tests.source_xero_revrec.workbook.made_records import made_up
from unit_tests.source_xero_revrec.workbook.made_schemas import SCHEMAS

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from airbyte_cdk.models import AirbyteStateMessage, ConfiguredAirbyteCatalog

    from xero_connectors.organisations import Organisation

SPECIFICATION = {
    "properties": {
        "credentials": {"properties": {"client_secret": {"type": "string", "airbyte_secret": True}}},
        "mode": {"title": "How invoices become RevRec's records"},
        "custom_fields": {"title": "Custom fields"},
        "crm_file": {"title": "CRM file"},
    }
}


class MadeUpSource:
    """An Airbyte source with made-up streams; `failing` names one that ends half-way with a sentence."""

    def __init__(
        self, streams: Mapping[str, Callable[[], Iterable[dict[str, Any]]]] | None = None, failing: str | None = None
    ) -> None:
        """Offer the streams of Invoice Equals Contract unless told otherwise."""
        self._streams = made_up() if streams is None else streams
        self._failing = failing
        self.read_streams: list[str] = []

    def spec(self, logger: logging.Logger) -> ConnectorSpecification:  # noqa: ARG002 - the CDK's signature
        """Return a specification that knows one secret."""
        return ConnectorSpecification(connectionSpecification=SPECIFICATION)

    def reached(self) -> list[Organisation]:
        """Reach no organisation at all."""
        return []

    def discover(self, logger: logging.Logger, config: Mapping[str, Any]) -> AirbyteCatalog:  # noqa: ARG002
        """Offer the streams; a mapping of names to customers has no orders, and its billing no order numbers."""
        catalog = []
        for name in self._streams:
            properties = dict(SCHEMAS[name])
            if "order_details" not in self._streams and name == "billing_schedule":
                del properties["order_number"], properties["order_item_number"]
            catalog.append(
                AirbyteStream(
                    name=name,
                    json_schema={"type": "object", "properties": properties},
                    supported_sync_modes=[SyncMode.full_refresh, SyncMode.incremental],
                )
            )
        return AirbyteCatalog(streams=catalog)

    def read(
        self,
        logger: logging.Logger,  # noqa: ARG002
        config: Mapping[str, Any],  # noqa: ARG002
        catalog: ConfiguredAirbyteCatalog,
        state: list[AirbyteStateMessage] | None = None,  # noqa: ARG002
    ) -> Iterator[AirbyteMessage]:
        """Yield the records with amounts as Xero's digits, as the connector does."""
        for selected in catalog.streams:
            name = selected.stream.name
            self.read_streams.append(name)
            for position, record in enumerate(self._streams[name]()):
                if name == self._failing and position:
                    yield AirbyteTracedException(
                        message="Xero is closed for maintenance. Try again later.",
                        failure_type=FailureType.transient_error,
                    ).as_airbyte_message()
                data = {
                    key: orjson.Fragment(f"{value:f}") if isinstance(value, Decimal) else value
                    for key, value in record.items()
                }
                yield AirbyteMessage(
                    type=Type.RECORD, record=AirbyteRecordMessage(stream=name, data=data, emitted_at=1)
                )
