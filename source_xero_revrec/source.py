"""The Airbyte source: spec, check, discover and read."""

from __future__ import annotations

import logging
import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from airbyte_cdk.config_observation import create_connector_config_control_message
from airbyte_cdk.models import (
    AirbyteConnectionStatus,
    AirbyteMessageSerializer,
    AirbyteStateMessageSerializer,
    AirbyteStateType,
    ConfiguredAirbyteCatalogSerializer,
    Status,
)
from airbyte_cdk.sources import AbstractSource
from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager

from source_xero_revrec import sync
from source_xero_revrec.config import Config, read_config
from source_xero_revrec.crm.source import CrmFault
from source_xero_revrec.journal_control.sent import read_sent
from source_xero_revrec.journal_control.stream import JournalControlStream
from source_xero_revrec.ledger.codes_of_form import prove_names
from source_xero_revrec.ledger.master_data import read_accounts, read_facts
from source_xero_revrec.ledger.override_table import read_overrides
from source_xero_revrec.ledger.streams import RevrecStream, revrec_streams
from source_xero_revrec.ledger.unread_records import UnreadRecords
from source_xero_revrec.options import CustomerNameMapping
from source_xero_revrec.recognition.accounts import prove_accounts
from source_xero_revrec.recognition.settings import Here
from source_xero_revrec.recognition.streams import RecognitionStream, WholeReading, recognition_streams
from source_xero_revrec.spec import specification
from source_xero_revrec.streams.raw import CORE, RAW_STREAMS, RawStream
from source_xero_revrec.streams.stream import CollectionStream, XeroStream
from source_xero_revrec.streams.trial_balance import TrialBalanceStream
from source_xero_revrec.streams.walks import SharedWalks
from xero_api.clock import Clock, SystemClock
from xero_api.endpoints import MANUAL_JOURNALS, TRIAL_BALANCE
from xero_api.errors import XeroError
from xero_api.identity import shortened
from xero_api.scopes import SETTINGS
from xero_connectors.config_fault import ConfigFault
from xero_connectors.failures import config_fault, loaded
from xero_connectors.json_file import json_file, json_object
from xero_connectors.organisations import Organisations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from airbyte_cdk.models import (
        AirbyteMessage,
        AirbyteStateMessage,
        AirbyteStream,
        ConfiguredAirbyteCatalog,
        ConnectorSpecification,
    )
    from airbyte_cdk.sources.streams import Stream

    from source_xero_revrec.ledger.sales_ledger import SalesLedger
    from source_xero_revrec.recognition.books import RecognisedBooks
    from xero_connectors.organisations import Organisation


class SourceXeroRevrec(AbstractSource):
    """Xero's documents as Airbyte streams."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        randomness: random.Random | None = None,
        save_config: Callable[[Mapping[str, Any]], None] | None = None,
    ) -> None:
        """Use the machine's clock unless told otherwise; `save_config` also keeps a rotated refresh token."""
        self._clock = clock or SystemClock()
        self._randomness = randomness or random.Random()  # noqa: S311 - jitter, not secrecy
        self._save_config = save_config
        self._organisations: Organisations
        self._settings: Config
        self._start: datetime | None = None
        self._reached: Organisations | None = None
        self._config: dict[str, Any] = {}
        self._recognised: WholeReading | None = None

    @property
    def recognised(self) -> Sequence[RecognisedBooks]:
        """Return what the latest reading of recognition's streams found, by organisation."""
        return self._recognised.found if self._recognised else ()

    @property
    def name(self) -> str:
        """Return the connector's name."""
        return "source-xero-revrec"

    def spec(self, logger: logging.Logger) -> ConnectorSpecification:  # noqa: ARG002 - the CDK's signature
        """Return the form's specification."""
        return specification()

    def check(self, logger: logging.Logger, config: Mapping[str, Any]) -> AirbyteConnectionStatus:
        """Sign in, find the organisations, and read one record of each collection that the sales ledger needs."""
        succeeded, fault = self.check_connection(logger, config)
        return AirbyteConnectionStatus(
            status=Status.SUCCEEDED if succeeded else Status.FAILED, message=None if succeeded else str(fault)
        )

    def reached(self) -> list[Organisation]:
        """Return the organisations that are known to be reached by now, for somebody who watches."""
        return self._reached.reached if self._reached else []

    def check_connection(self, logger: logging.Logger, config: Mapping[str, Any]) -> tuple[bool, str | None]:
        """Return whether the configuration reaches Xero, and one sentence for the user where it does not."""
        try:
            settings = self._read_config(config)
            self._prove_tables(settings, logger)
            here = settings.recognition if isinstance(settings.recognition, Here) else None
            endpoints = [*CORE, *([MANUAL_JOURNALS] if settings.posted or here else [])]
            reached = self._reach(settings)
            reached.expect([SETTINGS, *(endpoint.scope for endpoint in endpoints)])
            organisations = reached.all()
            sent = None
            if settings.posted:
                sent = read_sent(settings.posted, settings.custom_fields, organisations, logger)
            prove_names(organisations, settings.ledger_settings(), logger.warning)
            for organisation in organisations:
                if here:
                    accounts = UnreadRecords({}).readable("Account", read_accounts(organisation), whole=True)
                    prove_accounts(here, accounts, organisation.name)
                currency = read_facts(organisation).base_currency
                if sent:
                    sent.entries(organisation, currency)
                for endpoint in endpoints:
                    organisation.client.get(endpoint.path, scope=endpoint.scope, params={"page": "1", "pageSize": "1"})
                logger.info(
                    "Connected to %s (%s, base currency %s).", organisation.name, organisation.tenant_id, currency
                )
        except (ConfigFault, CrmFault, XeroError) as fault:
            return False, str(fault)
        return True, None

    def _prove_tables(self, settings: Config, logger: logging.Logger) -> None:
        """Read the CRM's customers and the table of overrides, where the configuration names them."""
        if isinstance(settings.mode, CustomerNameMapping):
            logger.info("The CRM gave %d customers.", self._crm_customers(settings.mode))
        if settings.service_periods.overrides:
            rows = read_overrides(settings.service_periods.overrides, self._clock)
            logger.info("The table of overrides has %d rows that say something.", len(rows))

    def streams(self, config: Mapping[str, Any]) -> list[Stream]:
        """Return every stream on offer; nothing is asked of Xero yet.

        Raises AirbyteTracedException where the configuration cannot be used.
        """
        logger = logging.getLogger("airbyte")
        try:
            settings = self._read_config(config)
        except ConfigFault as fault:
            raise config_fault(fault) from None
        self._settings = settings
        self._organisations = self._reach(settings)
        day = settings.start_date
        self._start = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
        return [
            *revrec_streams(settings.ledger_settings()),
            *(self._raw_stream(raw, logger) for raw in RAW_STREAMS),
            *self._journal_control(settings, logger),
            *self._recognition(settings, logger),
        ]

    def read(
        self,
        logger: logging.Logger,
        config: Mapping[str, Any],
        catalog: ConfiguredAirbyteCatalog,
        state: list[AirbyteStateMessage] | None = None,
    ) -> Iterator[AirbyteMessage]:
        """Read the selected streams, and log at the end what that took.

        Raises AirbyteTracedException after all streams have been tried, where one of them failed.
        """
        offered = {stream.name: stream for stream in self.streams(config)}
        if not catalog.streams:
            raise config_fault(ConfigFault("The catalog selects no stream, so nothing would be read. Select some."))
        unknown = sorted({selected.stream.name for selected in catalog.streams} - set(offered))
        if unknown:
            fault = ConfigFault(
                f"The catalog selects {', '.join(map(shortened, unknown))}, which this source does not offer (offered: "
                f"{', '.join(sorted(offered))}). Refresh the schema of the connection."
            )
            raise config_fault(fault)
        state_manager = ConnectorStateManager(state=state or [])
        parts = self._parts(offered, catalog, state_manager, logger)
        self._organisations.expect(scope for part, _ in parts for scope in part.scopes)
        try:
            yield from sync.messages(parts, state_manager, logger)
        finally:
            self._report(logger, offered)

    def _parts(
        self,
        offered: Mapping[str, Stream],
        catalog: ConfiguredAirbyteCatalog,
        state_manager: ConnectorStateManager,
        logger: logging.Logger,
    ) -> list[tuple[sync.Part, list[AirbyteStream]]]:
        """Return what is read, in the catalog's order; RevRec's streams are one part, where the first of them is."""
        walks = SharedWalks(self._organisations.concurrent_calls)
        parts: list[tuple[sync.Part, list[AirbyteStream]]] = []
        ledger: SalesLedger | None = None
        together: list[AirbyteStream] = []
        for configured in catalog.streams:
            stream = offered[configured.stream.name]
            saved = state_manager.get_stream_state(stream.name, stream.namespace)
            if isinstance(stream, RevrecStream):
                if ledger is None:
                    ledger = self._ledger(walks, logger)
                    parts.append((ledger, together))
                ledger.select(stream, configured, saved)
                together.append(configured.stream)
            elif isinstance(stream, XeroStream):
                stream.state = saved
                stream.select(configured, walks)
                parts.append((stream, [configured.stream]))
        return parts

    def _raw_stream(self, raw: RawStream, logger: logging.Logger) -> XeroStream:
        if raw.endpoint is TRIAL_BALANCE:
            return TrialBalanceStream(raw, self._organisations, logger, self._clock.now().date())
        several = len(self._settings.organisations) > 1
        return CollectionStream(raw, self._organisations, logger, several=several, start=self._start)

    def _report(self, logger: logging.Logger, streams: Mapping[str, Stream]) -> None:
        rows = {name: stream.rows for name, stream in streams.items() if isinstance(stream, XeroStream | RevrecStream)}
        read = ", ".join(f"{name} {count}" for name, count in rows.items() if count) or "none"
        transport = self._organisations.transport
        logger.info(
            "Asked Xero %d times, received %d bytes, waited %.0f seconds for its limits. Rows: %s.",
            transport.calls,
            transport.bytes,
            self._organisations.seconds_waited,
            read,
        )

    def _journal_control(self, settings: Config, logger: logging.Logger) -> list[JournalControlStream]:
        if settings.posted is None:
            return []
        return [JournalControlStream(settings.posted, settings.custom_fields, self._organisations, logger)]

    def _recognition(self, settings: Config, logger: logging.Logger) -> list[RecognitionStream]:
        if not isinstance(settings.recognition, Here):
            return []
        self._recognised = shared = WholeReading(
            settings.ledger_settings(), settings.recognition, self._organisations, self._clock
        )
        return recognition_streams(shared, self._organisations, logger)

    def _read_config(self, config: Mapping[str, Any]) -> Config:
        self._config = config if isinstance(config, dict) else dict(config)
        return read_config(dict(config), self._clock.now().date())

    def _ledger(self, walks: SharedWalks, logger: logging.Logger) -> SalesLedger:
        from source_xero_revrec.ledger.sales_ledger import SalesLedger  # noqa: PLC0415 - `spec` need not wait for accounting

        return SalesLedger(
            self._settings.ledger_settings(),
            self._organisations,
            walks,
            clock=self._clock,
            logger=logger,
            start=self._start,
            keep_crm_token=self._keep_crm_token,
        )

    def _crm_customers(self, mode: CustomerNameMapping) -> int:
        from source_xero_revrec.crm.customers import read_customers  # noqa: PLC0415 - as above

        return len(read_customers(mode.crm, clock=self._clock, keep_refresh_token=self._keep_crm_token))

    @staticmethod
    def read_config(config_path: str) -> dict[str, Any]:
        """Return the configuration; raises AirbyteTracedException where the file holds none."""
        try:
            return json_object(Path(config_path), "configuration")
        except ConfigFault as fault:
            raise config_fault(fault) from None

    @classmethod
    def read_catalog(cls, catalog_path: str) -> ConfiguredAirbyteCatalog:
        """Return the catalog; raises AirbyteTracedException where the file holds none."""
        return loaded(
            lambda: ConfiguredAirbyteCatalogSerializer.load(json_object(Path(catalog_path), "catalog")),
            f"The catalog {catalog_path} is no configured catalog: it needs `streams`, each with a `stream`, a "
            f"`sync_mode` and a `destination_sync_mode`. What `discover` prints is not one yet; "
            f"`source-xero-revrec init --catalog FILE` makes one.",
        )

    @classmethod
    def read_state(cls, state_path: str) -> list[AirbyteStateMessage]:
        """Return the states; raises AirbyteTracedException where the file holds none."""
        if not state_path:
            return []
        return loaded(
            lambda: list(map(_of_one_stream, json_file(Path(state_path), "state") or ())),
            f"The state {state_path} is no list of Airbyte's states. Each is what stands under `state` in a STATE "
            f"message of an earlier `read`; put the last of each stream into a list, as docs/command-line.md shows.",
        )

    def _reach(self, settings: Config) -> Organisations:
        self._reached = Organisations(
            settings,
            clock=self._clock,
            randomness=self._randomness,
            keep_refresh_token=self._keep_xero_token,
            say=logging.getLogger("airbyte").info,
        )
        return self._reached

    def _keep_xero_token(self, refresh_token: str) -> None:
        self._config["credentials"] = {**self._config["credentials"], "refresh_token": refresh_token}
        self._keep_config()

    def _keep_crm_token(self, refresh_token: str) -> None:
        mode = self._config["mode"]
        sign_in = {**mode["crm"]["auth"], "refresh_token": refresh_token}
        self._config["mode"] = {**mode, "crm": {**mode["crm"], "auth": sign_in}}
        self._keep_config()

    def _keep_config(self) -> None:
        """Hand a changed configuration to the platform and, on a command line, to the file that it came from."""
        control = create_connector_config_control_message(dict(self._config))
        # One write, flushed: a page's thread may be the one that refreshes, and a lost token is a lost connection.
        sys.stdout.write(orjson.dumps(AirbyteMessageSerializer.dump(control)).decode() + "\n")
        sys.stdout.flush()
        if self._save_config:
            self._save_config(self._config)


def _of_one_stream(given: Any) -> AirbyteStateMessage:  # noqa: ANN401 - JSON is any of its types
    """Return a state of this connector, whose states are each of one stream; raises ValueError for another."""
    state = AirbyteStateMessageSerializer.load(given)
    if state.type is not AirbyteStateType.STREAM or not (state.stream and state.stream.stream_descriptor.name):
        raise ValueError("no state of one stream")
    return state
