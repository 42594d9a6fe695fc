"""Tests talk to this machine alone: a connection to anywhere else fails the test that opens it."""

from __future__ import annotations

import ipaddress
import sys


class ElsewhereCalled(AssertionError):
    """A test opened a connection that leaves this machine."""


def keep_at_home() -> None:
    """Refuse every connection of this process to another machine, from now on."""
    sys.addaudithook(_look)


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not is_loopback(str(address[0])):
        raise ElsewhereCalled(f"a test called {address[0]}, and tests talk to 127.0.0.1 alone")


def is_loopback(host: str) -> bool:
    """Tell whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"
