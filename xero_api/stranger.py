"""Who answers in Xero's place: a firewall, a proxy, or the page of a network that wants to be signed in to.

Xero's API and its token endpoint answer in JSON or in plain text; neither redirects. What comes as a web page, or leads
elsewhere, is nobody's word about credentials, scopes or organisations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from xero_api.address import host

if TYPE_CHECKING:
    from xero_api.transport import Reply

# A network that wants to be signed in to first (RFC 6585).
_SIGN_IN_TO_THE_NETWORK = 511
# Xero's own 404 is plain text, and calls itself a page.
_NAMED_PAGES_BY_XERO = frozenset({404})
_TRIED_AGAIN = frozenset({408, 429})
_LONGEST_KIND = 60


def is_strangers(reply: Reply) -> bool:
    """Tell whether an answer is certainly not Xero's, so that asking again does not help.

    A page with 200 or 5xx may be Xero's, or a gateway's in front of it, and may be gone at the next try.
    """
    status = reply.status
    if status == _SIGN_IN_TO_THE_NETWORK or 300 <= status < 400:
        return True
    if not 400 <= status < 500 or status in _TRIED_AGAIN:
        return False
    return is_page(reply) or (_is_called_a_page(reply) and status not in _NAMED_PAGES_BY_XERO)


def is_page(reply: Reply) -> bool:
    """Tell whether a body is a web page; an error of Xero's in XML is none."""
    start = reply.text(500).lstrip("\ufeff \t\r\n").lower()
    return start.startswith("<") and (_is_called_a_page(reply) or "<html" in start or "<!doctype html" in start)


def found(reply: Reply, address: str) -> str:
    """Return what answered, for a message: status, kind, and the host that a redirect leads to."""
    leads_to = reply.header("Location")
    kind = "".join(letter for letter in reply.header("Content-Type") if letter.isprintable())[:_LONGEST_KIND]
    parts = [f"HTTP {reply.status}", kind, f"leading to {host(urljoin(address, leads_to))}" if leads_to else ""]
    return ", ".join(filter(None, parts))


def no_json(reply: Reply, address: str) -> str:
    """Return what came, with a good status, where JSON was due; for a message."""
    if not reply.content.strip():
        return f"HTTP {reply.status} with an empty body"
    if is_page(reply):
        return (
            f"{found(reply, address)}: a web page, as a firewall or the sign-in of a network shows it in Xero's place"
        )
    return f"HTTP {reply.status} with a body that is no JSON"


def in_xeros_place(reply: Reply, address: str, setting: str) -> str:
    """Return that the way is blocked, and the remedy; `setting` is the field of the form that holds the address."""
    return (
        f"The way to Xero is blocked by something that answered in its place: {host(address)} does not answer as Xero "
        f"does (found: {found(reply, address)}). Have the proxy or the firewall let this host through, or sign in to "
        f"the network; where `{setting}` is not Xero's own address, correct it."
    )


def _is_called_a_page(reply: Reply) -> bool:
    return reply.header("Content-Type").lower().strip().startswith(("text/html", "application/xhtml"))
