"""Addresses on the web: whether what goes there can be read on the way."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

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
