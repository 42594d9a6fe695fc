"""Ports of this machine: free ones, and one that notices whoever would leave it."""

from __future__ import annotations

import socket


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Outside:
    """A proxy that takes no call: whoever would leave this machine comes here first."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0)

    def as_proxy(self) -> dict[str, str]:
        """Return the environment in which everything but this machine is reached through it."""
        address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
        home = "127.0.0.1,localhost"
        return {name: address for each in names for name in (each, each.lower())} | {"NO_PROXY": home, "no_proxy": home}

    def callers(self) -> int:
        """Return how many calls came."""
        count = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1
