"""RevRec's streams are read together: one pass over the sales documents gives the rows of all of them."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from airbyte_cdk.models import SyncMode

from source_xero_revrec.crm.customers import crm_fault, read_customers
from source_xero_revrec.crm.source import CrmFault
from source_xero_revrec.ledger.codes_of_form import CodesOfForm
from source_xero_revrec.ledger.custom_fields import prove_categories
from source_xero_revrec.ledger.master_data import read_accounts, read_facts
from source_xero_revrec.ledger.memory import recalled
from source_xero_revrec.ledger.opening import Opening
from source_xero_revrec.ledger.override_table import OverrideTable, read_overrides
from source_xero_revrec.ledger.state import UNDER_WAY, LedgerState, Places, StreamPlaces, read_places, remembered
from source_xero_revrec.ledger.unread_records import UnreadRecords
from source_xero_revrec.rules.customer_match import CustomerMatch
from source_xero_revrec.streams.partitions import StreamsUnread, read_each
from source_xero_revrec.streams.stream import COMPLETE, IN_THE_FUTURE
from xero_api import dates, scopes
from xero_api.endpoints import CONTACTS, CREDIT_NOTES, INVOICES
from xero_api.progress import Progress
from xero_connectors.failures import traced

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from datetime import datetime

    from airbyte_cdk.models import AirbyteMessage, ConfiguredAirbyteStream
    from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager

    from source_xero_revrec.ledger.master_data import OrganisationFacts
    from source_xero_revrec.ledger.reading import LedgerReading
    from source_xero_revrec.ledger.settings import LedgerSettings
    from source_xero_revrec.ledger.streams import RevrecStream
    from source_xero_revrec.rules.overrides.override import Override
    from source_xero_revrec.streams.partitions import Told
    from source_xero_revrec.streams.walks import SharedWalks
    from xero_api.clock import Clock
    from xero_connectors.organisations import Organisation, Organisations

_UNREADABLE = (
    "The state of %s for %s is none that this connector writes: all of it is read and sent again, and what gives no "
    "rows any more is withdrawn."
)


class SalesLedger:
    """The selected RevRec streams of one sync."""

    def __init__(
        self,
        settings: LedgerSettings,
        organisations: Organisations,
        walks: SharedWalks,
        *,
        clock: Clock,
        logger: logging.Logger,
        start: datetime | None,
        keep_crm_token: Callable[[str], None],
    ) -> None:
        """Read documents changed since `start` (None: all) where no state says more."""
        self._settings = settings
        self._organisations = organisations
        self._walks = walks
        self._clock = clock
        self._log = logger
        self._start = start
        self._fingerprint = f"{settings.fingerprint} {start:%Y-%m-%d}" if start else settings.fingerprint
        self._keep_crm_token = keep_crm_token
        self._streams: dict[str, RevrecStream] = {}
        self._full_refresh: set[str] = set()
        self._saved: dict[str, dict[str, Any]] = {}
        self._begin: dict[str, Places] = {}
        self._facts: dict[str, OrganisationFacts] = {}
        self._told: set[tuple[object, ...]] = set()
        self._codes = CodesOfForm(settings.conversion)
        walks.join(INVOICES, lambda organisation: self.begin(organisation).invoices, sales_only=True)
        walks.join(CREDIT_NOTES, lambda organisation: self.begin(organisation).credit_notes, sales_only=True)
        walks.join(CONTACTS, lambda organisation: self.begin(organisation).contacts)

    def select(self, stream: RevrecStream, configured: ConfiguredAirbyteStream, saved: Mapping[str, Any]) -> None:
        """Give a stream's rows in this sync, going on from its state."""
        full_refresh = configured.sync_mode == SyncMode.full_refresh
        if full_refresh and saved == COMPLETE:
            return
        self._streams[stream.name] = stream
        self._saved[stream.name] = dict(saved)
        if full_refresh:
            self._full_refresh.add(stream.name)

    @property
    def scopes(self) -> list[str]:
        """Return the scopes that the selected streams need; only control totals look at advances and at the ledger."""
        totals = [scopes.PAYMENTS, scopes.TRIAL_BALANCE] if "control_totals" in self._streams else []
        return [scopes.SETTINGS, scopes.INVOICES, scopes.CONTACTS, *totals]

    def begin(self, organisation: Organisation) -> Places:
        """Return where the walks begin: where all streams stand, or, where they differ, at the beginning.

        The control totals are not asked while others are selected: months that they lack are counted on their own.
        """
        if organisation.tenant_id not in self._begin:
            self._begin[organisation.tenant_id] = self._where_all_stand(organisation)
        return self._begin[organisation.tenant_id]

    def _where_all_stand(self, organisation: Organisation) -> Places:
        asked = {name: self._saved_for(name, organisation) for name in self._streams}
        if len(asked) > 1:
            asked.pop("control_totals", None)
        places = {read_places(saved) if saved else None for saved in asked.values()}
        place = places.pop() if len(places) == 1 else None
        alone = all(map(self._walks.sales_only, (INVOICES, CREDIT_NOTES)))
        if (
            place is None
            or self._must_resend(organisation)
            or (place.sales_only != alone and (place.invoices.started_at or place.credit_notes.started_at))
        ):
            place = self.beginning()
        return Places(place.invoices, place.credit_notes, place.contacts, sales_only=alone)

    def _must_resend(self, organisation: Organisation) -> bool:
        """Tell whether rows were sent while the form said other things of them."""
        saved = [fields for name in self._streams if (fields := self._saved_for(name, organisation))]
        return any(fields.get("settings", "") != self._fingerprint for fields in saved)

    def beginning(self) -> Places:
        """Return where a first sync begins."""
        since = Progress(modified_since=self._start)
        return Places(since, since, Progress())

    def messages(self, state_manager: ConnectorStateManager) -> Iterator[AirbyteMessage]:
        """Read every organisation, each page's rows in all streams before the states that cover them.

        Raises AirbyteTracedException with a sentence for the user when Xero or the CRM does not play along.
        """
        if not self._streams:
            return
        try:
            customers = self._customers()
            overrides = self._overrides()
        except CrmFault as fault:
            raise crm_fault(fault) from None
        known = {
            tenant
            for name in self._streams.keys() - self._full_refresh
            for tenant, fields in self._saved[name].items()
            if isinstance(fields, dict)
        }
        read = partial(self._read, customers=customers, overrides=overrides, state_manager=state_manager)
        unread: StreamsUnread | None = None
        try:
            for message in read_each(self._organisations, read, known=known):
                if message.record:
                    self._streams[message.record.stream].rows += 1
                yield message
        except StreamsUnread as failure:
            unread = failure
        self._codes.tell(self._log.warning)
        for name in self._full_refresh - (unread.streams if unread else frozenset()):
            yield self._state_message(state_manager, name, COMPLETE)
        if unread:
            raise unread

    def _read(
        self,
        organisation: Organisation,
        customers: CustomerMatch | None,
        overrides: Sequence[Override],
        state_manager: ConnectorStateManager,
    ) -> Generator[Told]:
        saved = {name: self._saved_for(name, organisation) for name in self._streams}
        before = StreamPlaces(
            {name: read_places(fields) for name, fields in saved.items()},
            self.begin(organisation),
            self.beginning(),
            resend=self._must_resend(organisation),
        )
        state = self._recalled(organisation, saved, before)
        # What earlier syncs were asked for under these settings was there: an idle sync needs no call for it.
        proved = before.known_since and not before.resend
        prove_categories(
            organisation, self._settings.custom_fields, None if proved else self._settings.conversion.periods
        )
        facts = self._facts_of(organisation)
        unread = UnreadRecords(state.held)
        accounts = cache(lambda: unread.readable("Account", read_accounts(organisation), whole=True))
        table = OverrideTable(overrides, self._organisations.connected().organisations)
        opening = Opening(
            self._settings, organisation, facts, before, state, customers, accounts, unread, table, self._codes
        )
        today = self._clock.now().date()
        reading = opening.reading(
            self._streams, self._walks, concurrent=self._organisations.concurrent_calls, today=today
        )
        state.under_way = state.under_way or dates.iso_instant(facts.read_at)
        unfinished = {
            name: self._unfinished(fields, state, customers.digest if customers else "")
            for name, fields in saved.items()
            if fields
        }
        yield from self._checkpoint(organisation, state, list(saved), state_manager, unfinished)
        yield from self._with_states(organisation, reading, state, before, state_manager)
        self._tell_of_held(organisation, reading.held)
        state.under_way = ""
        state.settings = self._fingerprint
        yield from self._checkpoint(organisation, state, list(saved), state_manager)
        if reading.ledger_unread:
            raise StreamsUnread(("control_totals",), traced(reading.ledger_unread))

    def _with_states(
        self,
        organisation: Organisation,
        reading: LedgerReading,
        state: LedgerState,
        before: StreamPlaces,
        state_manager: ConnectorStateManager,
    ) -> Generator[Told]:
        """Yield what a reading tells, and the states that cover it or say what is told next."""
        # A stream that stood further on keeps its place until all that lies behind it has been read again.
        along = [name for name, places in before.saved.items() if places in (None, state.places)]
        for message in reading.messages():
            if message is None:
                yield from self._checkpoint(organisation, state, along, state_manager)
            elif isinstance(message, dict):
                yield from self._foretell(organisation, message, state_manager)
            else:
                yield message

    def _recalled(
        self, organisation: Organisation, saved: dict[str, dict[str, Any]], before: StreamPlaces
    ) -> LedgerState:
        """Return what earlier syncs remember, told by which settings its rows are made."""
        state = recalled(saved, before.begin)
        if before.resend:
            state.heard = {}
            self._log.info(
                "%s: the settings that decide rows differ from those of the last sync, or it was another version that "
                "made it, so every document is read and sent again.",
                organisation.name,
            )
        else:
            state.settings = self._fingerprint
        return state

    def _unfinished(self, fields: Mapping[str, Any], state: LedgerState, crm: str) -> dict[str, Any]:
        """Return a saved state as one of an attempt under way, without what makes its rows other than earlier ones."""
        now = {
            "settings": self._fingerprint,
            "account_codes": state.account_codes,
            "year": state.year,
            "options": state.options,
            "crm": crm,
        }
        kept = {name: value for name, value in fields.items() if now.get(name, value) == value}
        return {**kept, UNDER_WAY: state.under_way}

    def _tell_of_held(self, organisation: Organisation, held: str) -> None:
        if held:
            self._log.warning(
                "%s: held, since it cannot be understood: %s. recon_errors says which field of it, and what to do.",
                organisation.name,
                held,
            )

    def _checkpoint(
        self,
        organisation: Organisation,
        state: LedgerState,
        streams: list[str],
        state_manager: ConnectorStateManager,
        kept: Mapping[str, dict[str, Any]] | None = None,
    ) -> Iterator[Callable[[], AirbyteMessage]]:
        """Yield what moves each stream to where its rows stand now, once all of them have been told."""
        for name in streams:
            fields = (kept or {}).get(name) or state.to_json(name)
            yield partial(self._moved, organisation, name, fields, state_manager)

    def _foretell(
        self, organisation: Organisation, known: Mapping[str, Any], state_manager: ConnectorStateManager
    ) -> Iterator[Callable[[], AirbyteMessage]]:
        """Yield what leaves each stream where it stands and lets its state remember more."""

        def knowing(name: str, more: Mapping[str, Any]) -> AirbyteMessage:
            fields = self._saved[name][organisation.tenant_id]
            added = {field: {**fields.get(field, {}), **value} for field, value in more.items()}
            return self._moved(organisation, name, {**fields, **added}, state_manager)

        for name in self._streams:
            more = {field: value for field, value in known.items() if value and field in remembered(name)}
            if more:
                yield partial(knowing, name, more)

    def _moved(
        self, organisation: Organisation, name: str, fields: dict[str, Any], state_manager: ConnectorStateManager
    ) -> AirbyteMessage:
        self._saved[name] = {**self._saved[name], organisation.tenant_id: fields}
        return self._state_message(state_manager, name, self._saved[name])

    def _customers(self) -> CustomerMatch | None:
        if self._settings.crm is None:
            return None
        found = read_customers(self._settings.crm, clock=self._clock, keep_refresh_token=self._keep_crm_token)
        self._log.info("The CRM gave %d customers.", len(found))
        return CustomerMatch(found, ignore_case_and_spaces=self._settings.ignore_case_and_spaces)

    def _overrides(self) -> list[Override]:
        table = self._settings.conversion.periods.overrides
        if table is None:
            return []
        found = read_overrides(table, self._clock)
        self._log.info("The table of overrides has %d rows that say something.", len(found))
        return found

    def _saved_for(self, stream: str, organisation: Organisation) -> dict[str, Any]:
        if organisation.tenant_id not in self._saved[stream]:
            return {}
        fields = self._saved[stream][organisation.tenant_id]
        places = read_places(fields) if isinstance(fields, dict) else None
        beginning = LedgerState(self.beginning()).to_json(stream)
        if places is None:
            # There are rows all the same: what they lack by now is withdrawn.
            self._tell_once(_UNREADABLE, stream, organisation.name)
            return beginning
        latest, now = places.latest, self._facts_of(organisation).read_at
        if latest is None or latest <= now:
            return dict(fields)
        self._tell_once(IN_THE_FUTURE, stream, organisation.name, latest)
        return {**fields, **beginning}

    def _tell_once(self, text: str, *about: object) -> None:
        if (text, *about) not in self._told:
            self._told.add((text, *about))
            self._log.warning(text, *about)

    def _facts_of(self, organisation: Organisation) -> OrganisationFacts:
        if organisation.tenant_id not in self._facts:
            self._facts[organisation.tenant_id] = read_facts(organisation)
        return self._facts[organisation.tenant_id]

    def _state_message(
        self, state_manager: ConnectorStateManager, name: str, state: Mapping[str, Any]
    ) -> AirbyteMessage:
        stream = self._streams[name]
        state_manager.update_state_for_stream(name, stream.namespace, dict(state))
        return state_manager.create_state_message(name, stream.namespace)
