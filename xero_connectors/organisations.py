"""From the configuration to the organisations that a sync works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests

from xero_api import auth, scopes
from xero_api.budget import Budget
from xero_api.client import Client, ConnectedOrganisation
from xero_api.endpoints import ORGANISATION
from xero_api.errors import OrganisationUnreachable
from xero_api.identity import shortened
from xero_api.patience import Patience
from xero_api.settings import ask_whole, read_organisation
from xero_api.transport import Transport

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from xero_api.clock import Clock
    from xero_api.models import OrganisationSettings
    from xero_connectors.connection import XeroConnection


SIDE_BY_SIDE = 8
"""How many organisations are read at once; one that waits for its turn holds a page of documents at most."""


@dataclass(frozen=True)
class Organisation:
    """An organisation that a sync works with: its Xero id, its name, and the calls that reach it.

    `record` is Xero's Organisation, where signing in had to read it, as it was `read_at` (UTC).
    """

    tenant_id: str
    name: str
    client: Client
    record: dict[str, Any] | None = None
    read_at: datetime | None = None

    def settings(self) -> tuple[OrganisationSettings, datetime]:
        """Return the organisation's settings as they were at an instant (UTC), read in one call unless they were.

        Raises WalkIncomplete where what Xero sent is no organisation, and what every call raises.
        """
        if self.record and self.read_at:
            return read_organisation(self.record), self.read_at
        answer = ask_whole(self.client, ORGANISATION)
        return read_organisation(answer.records(ORGANISATION)[0]), answer.given_at


def held_back(organisations: Iterable[Organisation]) -> float:
    """Return for how many more seconds Xero's limits hold back the call that waits longest; 0 where none waits."""
    return max((organisation.client.budget.holds for organisation in organisations), default=0)


def asked(organisations: Sequence[Organisation]) -> str:
    """Return what Xero was asked last for organisations that were reached together, empty where none was."""
    return organisations[0].client.asked if organisations else ""


@dataclass(frozen=True)
class Connected:
    """The organisations that can be read, and why the others that the configuration names cannot."""

    organisations: list[Organisation]
    unreachable: list[OrganisationUnreachable]


class Organisations:
    """The organisations of one configuration; nothing is asked of Xero before they are."""

    def __init__(
        self,
        config: XeroConnection,
        *,
        clock: Clock,
        randomness: random.Random,
        keep_refresh_token: Callable[[str], None],
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Prepare to sign in; `keep_refresh_token` is called whenever Xero rotates it, `say` for what takes long."""
        self._config = config
        self._clock = clock
        self._say = say
        self._patience = Patience(clock, randomness)
        self.transport = Transport(requests.Session(), connections=config.limits.concurrent_calls * SIDE_BY_SIDE)
        self._auth = self._sign_in(keep_refresh_token)
        self._found: Connected | None = None

    @property
    def concurrent_calls(self) -> int:
        """Return how many calls may be under way at once for each organisation."""
        return self._config.limits.concurrent_calls

    @property
    def reached(self) -> list[Organisation]:
        """Return the organisations that are known to be reached by now."""
        return self._found.organisations if self._found else []

    @property
    def seconds_waited(self) -> float:
        """Return how long calls waited for Xero's limits so far."""
        return sum(organisation.client.budget.seconds_waited for organisation in self.reached)

    def expect(self, scopes: Iterable[str]) -> None:
        """Learn which scopes will be needed, so that one sign-in covers them all."""
        self._auth.expect(scopes)

    def prove(self, scopes: Iterable[str]) -> None:
        """Raise ScopeMissing where signing in tells that one of the scopes was not granted."""
        for scope in scopes:
            self._auth.prove(scope)

    def all(self) -> list[Organisation]:
        """Return the organisations, in the order of the configuration.

        Raises OrganisationUnreachable when a configured one is not connected, and what `connected` raises.
        """
        connected = self.connected()
        for fault in connected.unreachable:
            raise fault
        return connected.organisations

    def names(self, organisation: Organisation) -> bool:
        """Tell whether the configuration names an organisation, so that it is meant and no accident of signing in."""
        found = ConnectedOrganisation(organisation.tenant_id, organisation.name)
        return any(_is(found, wanted) for wanted in self._config.organisations)

    def connected(self) -> Connected:
        """Return those that are connected, in the order of the configuration, and what is wrong with the others.

        Raises OrganisationUnreachable when none is connected, or when several are and the configuration chooses none;
        AccessRefused and TryLater as every call does.
        """
        if self._found is None:
            bound_to_one = self._config.credentials.bound_to_one
            self._found = Connected(self._the_only_one(), []) if bound_to_one else self._chosen()
        return self._found

    def _the_only_one(self) -> list[Organisation]:
        client = self._client(ConnectedOrganisation("", "the organisation of the custom connection"))
        answer = ask_whole(client, ORGANISATION)
        found = answer.records(ORGANISATION)[0]
        settings = read_organisation(found)
        connection = ConnectedOrganisation(settings.organisation_id, settings.name)
        client.organisation = client.budget.organisation = connection.name
        for wanted in self._config.organisations:
            quoted = repr(shortened(wanted))
            if not _is(connection, wanted):
                raise OrganisationUnreachable(
                    f"The custom connection belongs to {connection.name}, and `organisations` asks for {quoted}. "
                    f"Take the entry out, or use the credentials of the custom connection of that organisation."
                )
        return [Organisation(connection.tenant_id, connection.name, client, found, answer.given_at)]

    def _chosen(self) -> Connected:
        # Its limits are told by this name, as an organisation's are by its own.
        connected = self._client(ConnectedOrganisation("", "the list of connections")).connections(scopes.SETTINGS)
        wanted = self._config.organisations
        if not wanted and len(connected) != 1:
            remedy = "Name those to work with." if connected else "Connect one to the app in Xero and sign in again."
            raise OrganisationUnreachable(
                f"The Xero app is connected to {len(connected)} organisations ({listed(connected)}) and "
                f"`organisations` chooses "
                f"none of them. {remedy}"
            )
        chosen: list[ConnectedOrganisation] = [] if wanted else connected
        unreachable = []
        for name in wanted:
            try:
                chosen.append(named(name, connected))
            except OrganisationUnreachable as fault:
                unreachable.append(fault)
        return Connected(
            [
                Organisation(connection.tenant_id, connection.name, self._client(connection))
                for connection in dict.fromkeys(chosen)
            ],
            unreachable,
        )

    def _client(self, connection: ConnectedOrganisation) -> Client:
        limits = self._config.limits
        budget = Budget(
            self._clock,
            organisation=connection.name,
            calls_per_minute=limits.calls_per_minute,
            concurrent=limits.concurrent_calls,
            day_reserve=limits.day_reserve,
            say=self._say,
        )
        return Client(
            self.transport,
            self._auth,
            budget,
            self._patience,
            api_url=self._config.api_url,
            tenant_id=connection.tenant_id,
            organisation=connection.name,
        )

    def _sign_in(self, keep_refresh_token: Callable[[str], None]) -> auth.Auth:
        credentials = self._config.credentials
        endpoint = auth.TokenEndpoint(
            self.transport,
            self._patience,
            identity_url=self._config.identity_url,
            client_id=credentials.client_id,
            client_secret=credentials.client_secret,
        )
        return credentials.auth(endpoint, self._patience, keep_refresh_token)


def _is(connection: ConnectedOrganisation, wanted: str) -> bool:
    return wanted.casefold() in (connection.tenant_id.casefold(), connection.name.casefold())


def named(
    wanted: str, connected: list[ConnectedOrganisation], told_by: str = "`organisations`"
) -> ConnectedOrganisation:
    """Return the connected organisation of a name or id; raises OrganisationUnreachable unless it is one.

    `told_by` is where the name was given.
    """
    names, quoted = listed(connected), repr(shortened(wanted))
    matches = [connection for connection in connected if _is(connection, wanted)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise OrganisationUnreachable(
            f"{told_by} names {quoted}, and {len(matches)} connected organisations have that name ({names}). "
            f"Give the id instead."
        )
    raise OrganisationUnreachable(
        f"{told_by} names {quoted}, which is not connected to the Xero app (connected: {names}). Correct the "
        f"name, or connect the organisation in Xero."
    )


def listed(connected: Iterable[ConnectedOrganisation]) -> str:
    """Return organisations with their ids, for a sentence."""
    return ", ".join(f"{connection.name} ({connection.tenant_id})" for connection in connected) or "none"
