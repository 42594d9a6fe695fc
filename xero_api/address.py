"""Addresses on the web, as a message may quote them."""

from __future__ import annotations

from urllib.parse import urlsplit

API_URL = "https://api.xero.com/api.xro/2.0"
"""Where Xero's Accounting API is."""
IDENTITY_URL = "https://identity.xero.com"
"""Where signing in to Xero is."""


def shown(address: str) -> str:
    """Return an address without user, password, query and fragment, which may be secrets."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "the address"
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def host(address: str) -> str:
    """Return scheme, host and port of an address."""
    return "/".join(shown(address).split("/", 3)[:3])
