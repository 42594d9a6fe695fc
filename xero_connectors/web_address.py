"""Addresses on the web: whether what goes there can be read on the way."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator

_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
WEB = frozenset({"http", "https"})


def is_web(address: str) -> bool:
    """Tell whether a text is an http or https address."""
    return address.partition("://")[0].lower() in WEB and "://" in address


def is_in_the_clear(address: str) -> bool:
    """Tell whether anybody on the way could read what goes there: plain http to any machine but this one."""
    parts = urlsplit(address)
    return parts.scheme == "http" and not _is_this_machine(parts.hostname or "")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def guarded(address: str) -> str:
    """Return an address unless it gives secrets away; raises ValueError with the rest of a sentence, without it."""
    try:
        parts = urlsplit(address)
        secret, readable = parts.username is not None, is_in_the_clear(address)
        _prove_host(parts)
    except ValueError:
        raise ValueError("is no address that can be called; it must look like https://host/path") from None
    if secret:
        raise ValueError("holds a user or a password, which addresses show to everybody; take them out")
    if readable:
        raise ValueError(IN_THE_CLEAR)
    return address


def _prove_host(parts: SplitResult) -> None:
    """Raise ValueError where an address has no host that can be looked up, or a port that no machine has."""
    if not parts.hostname or parts.hostname.startswith("*") or parts.port == 0:
        raise ValueError(parts.hostname)
    parts.hostname.encode("idna")


IN_THE_CLEAR = (
    "plain http is taken to this machine alone, since others on the way could read what goes there; give an https "
    "address"
)
WebAddress = Annotated[str, AfterValidator(guarded)]
"""An address of a form to which secrets or a company's books go."""


def link(words: str, address: str) -> str:
    """Return words of a form's description that can be clicked, as Airbyte's form shows them."""
    return f'<a href="{address}" target="_blank" rel="noopener">{words}</a>'


def plain(description: str) -> str:
    """Return a form's description for a terminal or a file: each link's address stands behind its words."""
    return _LINK.sub(r"\2 (\1)", description)
