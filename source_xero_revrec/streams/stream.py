"""Airbyte's streams over Xero's collections: records, and after each page a STATE that never overtakes them."""

from __future__ import annotations

import time
from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Any

from airbyte_cdk.models import AirbyteMessage, AirbyteRecordMessage, SyncMode, Type
from airbyte_cdk.sources.streams import Stream

from source_xero_revrec.streams.partitions import read_each
from source_xero_revrec.streams.records import record, verbatim
from xero_api import dates
from xero_api.identity import compact, identity
from xero_api.met import Met
from xero_api.progress import Progress

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, MutableMapping
    from datetime import datetime

    from airbyte_cdk.models import ConfiguredAirbyteStream
    from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager

    from source_xero_revrec.streams.partitions import Told
    from source_xero_revrec.streams.raw import RawStream
    from source_xero_revrec.streams.walks import SharedWalks
    from xero_connectors.organisations import Organisation, Organisations

# Airbyte's own mark of a full refresh that came to its end: a retry of the same job does not read the stream again.
COMPLETE = {"__ab_full_refresh_sync_complete": True}


IN_THE_FUTURE = (
    "The state of %s says that %s was read up to %s, which lies in the future by Xero's clock: all of it is read "
    "again, so that nothing that was changed meanwhile is missing."
)


class XeroStream(Stream):
    """A stream whose state holds, for each organisation, how far its walk has come."""

    def __init__(self, name: str, organisations: Organisations, logger: logging.Logger, *scopes: str) -> None:
        """Prepare to read what needs these scopes; nothing is read yet."""
        self._name = name
        self.scopes = scopes
        self._organisations = organisations
        self._log = logger
        self._state: dict[str, Any] = {}
        self._strange = False
        self._warned: set[str] = set()
        self._full_refresh = False
        self._walks: SharedWalks
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
        self._strange = not all(isinstance(place, dict) for place in value.values())

    def select(self, configured_stream: ConfiguredAirbyteStream, walks: SharedWalks) -> None:
        """Take part in this sync, in the connection's mode, with pages from `walks`."""
        self._full_refresh = configured_stream.sync_mode == SyncMode.full_refresh
        self._walks = walks

    def messages(self, state_manager: ConnectorStateManager) -> Iterator[AirbyteMessage]:
        """Read every organisation, each page's records before the state that covers them.

        Raises AirbyteTracedException with a sentence for the user when Xero does not play along.
        """
        if self._full_refresh and self._state == COMPLETE:
            return
        self._state = {tenant: place for tenant, place in self._state.items() if isinstance(place, dict)}
        known = () if self._full_refresh else set(self._state)
        for message in read_each(self._organisations, lambda each: self._read(each, state_manager), known=known):
            self.rows += message.type is Type.RECORD
            yield message
        if self._full_refresh:
            yield self._state_message(state_manager, COMPLETE)

    @abstractmethod
    def _read(self, organisation: Organisation, state_manager: ConnectorStateManager) -> Generator[Told]:
        """Read one organisation, beside others that are read at the same time."""

    def _message(self, document: dict[str, Any], tenant_id: str) -> AirbyteMessage:
        return AirbyteMessage(
            type=Type.RECORD,
            record=AirbyteRecordMessage(
                stream=self._name, data=record(document, tenant_id), emitted_at=int(time.time() * 1000)
            ),
        )

    def _checkpoint(
        self, state_manager: ConnectorStateManager, tenant_id: str, place: Mapping[str, Any]
    ) -> Callable[[], AirbyteMessage]:
        """Return what moves an organisation on to a place, once all that lies before it has been told."""

        def move() -> AirbyteMessage:
            self._state = {**self._state, tenant_id: place}
            return self._state_message(state_manager, self._state)

        return move

    def _state_message(self, state_manager: ConnectorStateManager, state: Mapping[str, Any]) -> AirbyteMessage:
        state_manager.update_state_for_stream(self._name, self.namespace, dict(state))
        return state_manager.create_state_message(self._name, self.namespace)

    def read_records(self, *_: Any, **__: Any) -> Iterable[Mapping[str, Any]]:  # noqa: ANN401
        """Refuse: `messages` is this stream's way to be read, since it alone keeps states behind records."""
        raise TypeError("XeroStream is read through `messages`")


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
        super().__init__(raw.name, organisations, logger, raw.endpoint.scope)
        self._raw = raw
        self._several = several
        self._start = start

    @property
    def primary_key(self) -> list[list[str]]:
        """Return Xero's id, or name and organisation where several organisations may share a name."""
        key = [[column] for column in self._raw.key]
        return [["tenant_id"], *key] if self._several and not self._raw.key_is_global else key

    @property
    def cursor_field(self) -> str | list[str]:
        """Return the field that tells what changed, none where Xero cannot tell."""
        return self._raw.cursor or []

    def select(self, configured_stream: ConfiguredAirbyteStream, walks: SharedWalks) -> None:
        """Take part in this sync; the walk begins where the state says, unless another stream needs more of it."""
        super().select(configured_stream, walks)
        walks.join(self._raw.endpoint, self._place)

    def _place(self, organisation: Organisation) -> Progress:
        return self._progress(organisation) or Progress(modified_since=self._start)

    def _read(self, organisation: Organisation, state_manager: ConnectorStateManager) -> Generator[Told]:
        place = self._place(organisation)
        if self._is_done(organisation, place):
            return
        with_others = self._walks.start(organisation, self._raw.endpoint) != place
        since = place.modified_since if with_others else None
        handed_out = Met()
        for page in self._walks.pages(organisation, self._raw.endpoint, verbatim):
            if place.is_ahead_of(page.given_at):
                self._log.warning(IN_THE_FUTURE, self.name, organisation.name, place.modified_since)
                place, since = Progress(), None
            for document in self._new(page.records, since, handed_out):
                added = self._raw.added(document) if isinstance(document, dict) else {}
                yield self._message(document | added if added else document, organisation.tenant_id)
            if not with_others or page.progress.started_at is None:
                yield self._checkpoint(state_manager, organisation.tenant_id, page.progress.to_json())

    def _is_done(self, organisation: Organisation, place: Progress) -> bool:
        begun = self._full_refresh and organisation.tenant_id in self._state
        return begun and place.started_at is None and place.modified_since is not None

    def _new(
        self, documents: Iterable[dict[str, Any]], since: datetime | None, handed_out: Met
    ) -> Iterator[dict[str, Any]]:
        """Yield what was not read before `since` (None: never), in a full refresh each document once."""
        for document in documents:
            if _is_known(document, since):
                continue
            if self._full_refresh:
                known = compact(identity(document, self._raw.endpoint.id_field))
                if handed_out.put(known) is not None:
                    continue
            yield document

    def _progress(self, organisation: Organisation) -> Progress | None:
        saved = self._state.get(organisation.tenant_id)
        if saved is not None:
            try:
                return Progress.from_json(saved)
            except (ValueError, TypeError, AttributeError):
                pass
        if (saved is not None or self._strange) and organisation.tenant_id not in self._warned:
            self._warned.add(organisation.tenant_id)
            self._log.warning(
                "The state of stream %s says nothing that this connector wrote about %s: it is read from the "
                "beginning, so that nothing is missing.",
                self.name,
                organisation.name,
            )
        return None


def _is_known(document: Any, since: datetime | None) -> bool:  # noqa: ANN401 - JSON is any of its types
    """Tell whether a document was read before, by the cursor of a stream whose walk began further back for others."""
    if since is None or not isinstance(document, dict):
        return False
    try:
        return dates.instant(document.get("UpdatedDateUTC")) < since.replace(microsecond=0)
    except ValueError:
        # One that does not say when it was changed may have been.
        return False
