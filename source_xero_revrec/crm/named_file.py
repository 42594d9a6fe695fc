"""A file that the form names by its path, its http(s) address or the address of a place, as its bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from source_xero_revrec.crm.source import CrmFault, CrmUnavailable
from xero_api.address import shown
from xero_connectors.places.address import AddressFault
from xero_connectors.places.reasons import Cause, PlaceFault
from xero_connectors.places.registry import file, is_remote
from xero_connectors.web_address import is_in_the_clear, is_web

if TYPE_CHECKING:
    from source_xero_revrec.crm.calls import Calls
    from xero_api.transport import Reply

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OF_A_PATH = {
    Cause.NO_FILE: "does not exist (looked for {path})",
    Cause.IS_A_FOLDER: "is a folder",
    Cause.NOT_PERMITTED: "may not be read by the user that the connector runs as",
}


class NamedFile:
    """A file at a location of the form; `title` names it in messages."""

    def __init__(self, location: str, calls: Calls, *, called: str) -> None:
        """Read when asked; `called` is what the file is, such as `CRM file`."""
        self._location = location
        self._calls = calls
        self._called = called
        self.title = f"The {called} {shown(location) if is_remote(location) else location}"

    def content(self) -> bytes:
        """Return what the file holds; raises CrmFault where it cannot be had, CrmUnavailable where only for now."""
        return self._downloaded() if is_web(self._location) else self._opened()

    def _opened(self) -> bytes:
        try:
            place, name = file(self._location)
            return b"".join(place.read(name))
        except AddressFault as fault:
            raise CrmFault(f"{self.title} cannot be read: its address {fault}") from None
        except PlaceFault as fault:
            if is_remote(self._location):
                kind = CrmUnavailable if fault.passing else CrmFault
                raise kind(f"{self.title} cannot be read: {fault.reason}") from None
            why = _OF_A_PATH.get(fault.cause, "cannot be read").format(path=Path(self._location).absolute())
        raise CrmFault(
            f"{self.title} {why}. Check the path; in Airbyte it is a path inside the connector's container, so "
            f"the file must lie in a mounted folder."
        )

    def _downloaded(self) -> bytes:
        url = self._location
        if is_in_the_clear(url):
            raise CrmFault(
                f"{self.title} cannot be read: plain http is taken from this machine alone, since what it holds "
                f"would cross the network readable. Give an https address."
            )
        for _ in range(_MOST_REDIRECTS + 1):
            reply = self._calls.ask("GET", url, whom=f"The server of the {self._called}", headers={"Accept": "*/*"})
            if reply.status not in _REDIRECTS:
                return self._body(reply, url)
            url = self._next(url, reply)
        raise CrmFault(
            f"{self.title} leads from address to address ({_MOST_REDIRECTS} redirects were followed, the last "
            f"to {shown(url)}). Give the address from which the file itself is downloaded."
        )

    def _next(self, url: str, reply: Reply) -> str:
        target = urljoin(url, reply.header("Location"))
        downgraded = url.startswith("https:") and not target.startswith("https:")
        if not is_web(target) or downgraded or is_in_the_clear(target):
            raise CrmFault(
                f"{self.title} redirects to {shown(target)}, which is not followed because it is less secure. "
                f"Give the address from which the file itself is downloaded."
            )
        return target

    def _body(self, reply: Reply, url: str) -> bytes:
        if reply.status == 200:
            return reply.content
        if reply.status in (404, 410):
            why, remedy = "is not there", "Check the address"
        elif reply.status in (401, 403):
            why, remedy = "may not be read", "Share it by a link that needs no sign-in, or renew an expired one"
        else:
            why, remedy = "was not handed out", "Open the address in a browser to see what is wrong"
        where = "" if shown(url) == shown(self._location) else f", after a redirect to {shown(url)}"
        raise CrmFault(f"{self.title} {why} (HTTP {reply.status}{where}). {remedy}.")
