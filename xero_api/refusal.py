"""Why Xero refuses a call, by what it answered, and by what else it has answered for the same organisation."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from xero_api.address import API_URL
from xero_api.errors import (
    AccessRefused,
    CredentialsRefused,
    EndpointRefused,
    OrganisationUnreachable,
    RequestRefused,
    ScopeMissing,
    Verdict,
    WayBlocked,
)
from xero_api.scopes import JOURNALS
from xero_api.stranger import found, in_xeros_place

if TYPE_CHECKING:
    from xero_api.transport import Reply

CONNECTIONS = "/connections"


class Answered:
    """Which endpoints of one organisation have answered by now; safe to share between threads."""

    def __init__(self, api_url: str) -> None:
        """Begin with none."""
        self.api_url = api_url
        self._endpoints: set[str] = set()

    def note(self, url: str) -> None:
        """Keep that an address answered; the list of connections is no endpoint of an organisation."""
        if not url.endswith(CONNECTIONS):
            self._endpoints.add(self.endpoint(url))

    @property
    def anything(self) -> bool:
        """Tell whether any endpoint has answered."""
        return bool(self._endpoints)

    def others(self, url: str) -> bool:
        """Tell whether the endpoint of an address never answered, and another one did."""
        return self.anything and self.endpoint(url) not in self._endpoints

    def endpoint(self, url: str) -> str:
        """Return which collection or report an address asks for, whatever record of it."""
        path = url.removeprefix(f"{self.api_url}/")
        return path if path.startswith("Reports/") else path.partition("/")[0]


def refusal(
    verdict: Verdict, reply: Reply, url: str, scope: str, *, organisation: str, answered: Answered, listed: bool
) -> AccessRefused | RequestRefused:
    """Return the error of an answer that no further try makes good; `listed` is as in `forbidden`."""
    if verdict is Verdict.SCOPE_MISSING:
        tier = " Xero grants it to apps of its Advanced tier alone." if scope == JOURNALS else ""
        return ScopeMissing(
            f"Xero refused {url} because the scope {scope} was not granted (HTTP {reply.status}). Add the scope to "
            f"the app at developer.xero.com and authorise the connection again.{tier}"
        )
    if verdict is Verdict.TOKEN_REFUSED:
        return _token_refused(url, organisation=organisation, answered=answered, listed=listed)
    if verdict is Verdict.FORBIDDEN:
        return (
            _unlisted(url, organisation if listed else "") if url.endswith(CONNECTIONS) else unreachable(organisation)
        )
    if verdict is Verdict.STRANGERS:
        return WayBlocked(in_xeros_place(reply, url, "api_url"))
    if reply.status == HTTPStatus.NOT_FOUND and answered.api_url != API_URL and not answered.anything:
        return WayBlocked(
            f"`api_url` names a place where no Accounting API is (found: {found(reply, url)} for {url}). It has to "
            f"look like {API_URL}: correct its path, or take it out for Xero's own."
        )
    return RequestRefused(
        f"Xero refused the request {url} (HTTP {reply.status}, found: {reply.text(200)!r}). Please report this.",
        reply.status,
    )


def forbidden(url: str, *, organisation: str, tries: int, answered: Answered, listed: bool) -> AccessRefused:
    """Return the error of a 403 that stays; `listed` tells that the organisation is among the connected ones."""
    if answered.others(url):
        return _endpoint_refused(url, f"HTTP 403 from {url}, {tries} tries", organisation, answered)
    if not listed:
        return unreachable(organisation)
    return OrganisationUnreachable(
        f"Xero keeps answering {url} with 403 in {tries} tries although {organisation} is connected. The user who "
        f"authorised the app may have lost access: let them, or another user, sign in again."
    )


def _token_refused(url: str, *, organisation: str, answered: Answered, listed: bool) -> AccessRefused:
    """Return the error of a 401 to a new token: of this organisation alone where it is one of several that it covers.

    Whoever listed the organisations took the same sign-in, so that it is good for the others.
    """
    told = f"Xero refused a new access token for {url} (HTTP 401)"
    if url.endswith(CONNECTIONS):
        return CredentialsRefused(f"{told}. Authorise the connection again.")
    if answered.others(url):
        return _endpoint_refused(url, f"HTTP 401 from {url}, to a new access token", organisation, answered)
    if not listed:
        return CredentialsRefused(f"{organisation}: {told}. Authorise the connection again.")
    return OrganisationUnreachable(
        f"{organisation}: {told} although the organisation is connected. The user who authorised the app may have lost "
        f"access: let them, or another user, sign in again, or take {organisation} out of `organisations`."
    )


def _endpoint_refused(url: str, found: str, organisation: str, answered: Answered) -> EndpointRefused:
    return EndpointRefused(
        f"Xero refuses {answered.endpoint(url)} of {organisation} ({found}), although it has answered other calls of "
        f"this organisation. The role of the user who authorised the app, or the app's scopes, may not allow it: "
        f"change the one in Xero or the other at developer.xero.com, and authorise the connection again."
    )


def _unlisted(url: str, organisation: str) -> OrganisationUnreachable:
    """Return the error of a list of connections that is refused; it may be asked for because of an organisation."""
    whose = f"{organisation}: " if organisation else ""
    return OrganisationUnreachable(
        f"{whose}Xero refuses to list the organisations that are connected to this app (HTTP 403 from {url}). "
        f"Authorise the connection again, as a user of an organisation that is to be read."
    )


def unreachable(organisation: str) -> OrganisationUnreachable:
    """Return the error of an organisation that is not connected."""
    return OrganisationUnreachable(
        f"{organisation} is not connected to this Xero app any more (HTTP 403). Connect it again in Xero "
        f"(Settings, Connected apps), or take it out of `organisations`."
    )
