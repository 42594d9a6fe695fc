"""Airbyte's streams over Xero's collections: records, and after each page a STATE that never overtakes them."""

from __future__ import annotations

import time
from abc import abstractmethod
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from airbyte_cdk.models import AirbyteMessage, AirbyteRecordMessage, SyncMode, Type
from airbyte_cdk.sources.streams import Stream

from source_xero_revrec import trial_balance
from source_xero_revrec.failures import traced
from source_xero_revrec.records import record, verbatim
from xero_api import scopes
from xero_api.errors import XeroError
from xero_api.paging import Walk
from xero_api.progress import Progress

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping
    from datetime import date, datetime

    from airbyte_cdk.models import ConfiguredAirbyteStream

    from source_xero_revrec.organisations import Organisation, Organisations
    from source_xero_revrec.raw_streams import RawStream

# Airbyte's own mark of a full refresh that came to its end: a retry of the same job does not read the stream again.
COMPLETE = {"__ab_full_refresh_sync_complete": True}


class XeroStream(Stream):
    """A stream whose state holds, for each organisation, how far its walk has come."""

    def __init__(self, name: str, organisations: Organisations, logger: logging.Logger) -> None:
        """Read nothing yet."""
        self._name = name
        self._organisations = organisations
        self._log = logger
        self._state: dict[str, Any] = {}
        self.rows = 0

    @cached_property
    def name(self) -> str:
        """Return the stream's name."""
        return self._name

    @property
    def state(self) -> MutableMapping[str, Any]:
        """Return the state: Xero's organisation id to the progress of its walk."""
        return self._state

    @state.setter
    def state(self, value: MutableMapping[str, Any]) -> None:
        self._state = dict(value)

    def read(  # noqa: PLR0917 - the CDK's signature
        self,
        configured_stream: ConfiguredAirbyteStream,
        logger: logging.Logger,  # noqa: ARG002 - the CDK's signature
        slice_logger: Any,  # noqa: ANN401, ARG002 - the CDK's signature
        stream_state: MutableMapping[str, Any],  # noqa: ARG002 - the setter has it already
        state_manager: Any,  # noqa: ANN401 - untyped in the CDK
        internal_config: Any,  # noqa: ANN401, ARG002 - the CDK's signature
    ) -> Iterator[AirbyteMessage]:
        """Read every organisation, each page's records before the state that covers them.

        Raises AirbyteTracedException with a sentence for the user when Xero does not play along.
        """
        full_refresh = configured_stream.sync_mode == SyncMode.full_refresh
        if full_refresh and self._state == COMPLETE:
            return
        try:
            for organisation in self._organisations.all():
                yield from self._read(organisation, state_manager, full_refresh=full_refresh)
        except XeroError as error:
            raise traced(error) from None
        if full_refresh:
            yield self._checkpoint(state_manager, COMPLETE)

    @abstractmethod
    def _read(self, organisation: Organisation, state_manager: Any, *, full_refresh: bool) -> Iterator[AirbyteMessage]:  # noqa: ANN401
        """Read one organisation."""

    def _message(self, document: dict[str, Any], tenant_id: str) -> AirbyteMessage:
        self.rows += 1
        return AirbyteMessage(
            type=Type.RECORD,
            record=AirbyteRecordMessage(
                stream=self._name, data=record(document, tenant_id), emitted_at=int(time.time() * 1000)
            ),
        )

    def _checkpoint(self, state_manager: Any, state: Mapping[str, Any]) -> AirbyteMessage:  # noqa: ANN401
        state_manager.update_state_for_stream(self._name, self.namespace, dict(state))
        message: AirbyteMessage = state_manager.create_state_message(self._name, self.namespace)
        return message

    def read_records(self, *_: Any, **__: Any) -> Iterable[Mapping[str, Any]]:  # noqa: ANN401
        """Refuse: `read` is this stream's way to be read, since it alone keeps states behind records."""
        raise TypeError("XeroStream is read through `read`")


class CollectionStream(XeroStream):
    """A raw stream: every record of a collection as Xero has it."""

    def __init__(
        self,
        raw: RawStream,
        organisations: Organisations,
        logger: logging.Logger,
        *,
        several: bool,
        start: datetime | None,
    ) -> None:
        """Read records changed since `start` (None: all); with `several` organisations, keys that are no GUIDs grow."""
        super().__init__(raw.name, organisations, logger)
        self._raw = raw
        self._several = several
        self._start = start

    @property
    def primary_key(self) -> list[list[str]]:
        """Return Xero's id, or name and organisation where several organisations may share a name."""
        key = [[self._raw.endpoint.id_field]]
        return [["tenant_id"], *key] if self._several and not self._raw.key_is_global else key

    @property
    def cursor_field(self) -> str | list[str]:
        """Return the field that tells what changed, none where Xero cannot tell."""
        return self._raw.cursor or []

    def _read(self, organisation: Organisation, state_manager: Any, *, full_refresh: bool) -> Iterator[AirbyteMessage]:  # noqa: ANN401
        progress = self._progress(organisation)
        if full_refresh and progress is not None and progress.started_at is None and progress.modified_since:
            return
        walk = Walk(
            organisation.client,
            self._raw.endpoint,
            concurrent=self._organisations.concurrent_calls,
            exactly_once=full_refresh,
            number=verbatim,
        )
        for page in walk.pages(progress or Progress(modified_since=self._start)):
            for document in page.records:
                yield self._message(document, organisation.tenant_id)
            self._state = {**self._state, organisation.tenant_id: page.progress.to_json()}
            yield self._checkpoint(state_manager, self._state)

    def _progress(self, organisation: Organisation) -> Progress | None:
        saved = self._state.get(organisation.tenant_id)
        if saved is not None:
            try:
                return Progress.from_json(saved)
            except (ValueError, TypeError, AttributeError):
                pass
        if saved is not None or not all(isinstance(place, dict) for place in self._state.values()):
            self._log.warning(
                "The state of stream %s says nothing that this connector wrote about %s: it is read from the "
                "beginning, so that nothing is missing.",
                self.name,
                organisation.name,
            )
            self._state = {tenant: place for tenant, place in self._state.items() if isinstance(place, dict)}
        return None


class TrialBalanceStream(XeroStream):
    """The trial balance of the day of the sync, one row per account."""

    def __init__(self, organisations: Organisations, logger: logging.Logger, today: date) -> None:
        """Ask for the balances at the end of `today` (UTC)."""
        super().__init__("trial_balance", organisations, logger)
        self._day = today.isoformat()

    @property
    def primary_key(self) -> list[list[str]]:
        """Return organisation, day and account."""
        return [["tenant_id"], ["Date"], ["AccountID"]]

    def _read(self, organisation: Organisation, state_manager: Any, *, full_refresh: bool) -> Iterator[AirbyteMessage]:  # noqa: ANN401, ARG002
        answer = organisation.client.get("Reports/TrialBalance", scope=scopes.TRIAL_BALANCE, params={"date": self._day})
        for row in trial_balance.rows(answer.body["Reports"][0], self._day):
            written = {key: verbatim(str(value)) if isinstance(value, Decimal) else value for key, value in row.items()}
            yield self._message(written, organisation.tenant_id)
        self._state = {**self._state, organisation.tenant_id: {"read_for": self._day}}
        yield self._checkpoint(state_manager, self._state)
