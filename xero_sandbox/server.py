"""The sandbox as a running server: in a thread for tests, in the foreground for the command line."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any, Self

import uvicorn

from xero_sandbox.clock import SandboxClock
from xero_sandbox.delivery import CuttableProtocol
from xero_sandbox.identity.clients import (
    DEFAULT_CLIENTS,
    DEFAULT_CUSTOM_CONNECTION,
    DEFAULT_REFRESH_TOKEN,
    DEFAULT_WEB_APP,
    Client,
)
from xero_sandbox.limits import Allowance, Limits
from xero_sandbox.service import Service
from xero_sandbox.web.app import application
from xero_sandbox.web.controls import perform

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from xero_sandbox.counters import Counters
    from xero_sandbox.faults import Faults, Rule
    from xero_sandbox.identity.identity import Identity
    from xero_sandbox.switches import Switches
    from xero_sandbox.tenant import OpenBooks, Tenant

_STOP_SECONDS = 10
_KEEP_ALIVE_SECONDS = 65
_BACKLOG = 128
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - told from an address, not listened on
"""Every address of the machine, of which none is one to call."""


class PortTakenError(OSError):
    """Something else listens on the address already."""


class Sandbox:
    """A local Xero: `with Sandbox() as xero:` serves it on a free port of 127.0.0.1 until the block ends.

    `invoices` replaces the demo company by one of that many invoices, 0 by one without documents; `deferring` by one
    that sells services over time to that many customers. `limits=False` lifts the rate limits, an `Allowance` sets
    them; `latency` is the least real seconds that a call takes; `open_books` replaces the organisations altogether.
    """

    def __init__(
        self,
        *,
        invoices: int | None = None,
        deferring: int | None = None,
        organisations: int = 1,
        clock: SandboxClock | None = None,
        limits: bool | Allowance = True,
        seed: int = 1,
        port: int = 0,
        host: str = "127.0.0.1",
        switches: Switches | None = None,
        clients: Iterable[Client] = DEFAULT_CLIENTS,
        latency: float = 0.0,
        open_books: OpenBooks | None = None,
    ) -> None:
        """Take the port and open the books; nothing is answered until `start`. Raises PortTakenError."""
        if open_books is None:
            from xero_sandbox.companies.organisations import open_books as opening  # noqa: PLC0415 - the books are not free

            open_books = opening(invoices=invoices, deferring=deferring, organisations=organisations, seed=seed)
        self._socket = _listening(host, port)
        self._host, self.port = host, int(self._socket.getsockname()[1])
        allowance = limits if isinstance(limits, Allowance) else Allowance()
        self.service = Service(
            clock or SandboxClock(),
            open_books,
            limits=Limits(allowance, enabled=bool(limits)),
            switches=switches,
            clients=clients,
            latency=latency,
        )
        self._server = uvicorn.Server(
            uvicorn.Config(
                application(self.service, host),
                http=CuttableProtocol,
                loop="asyncio",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="error",
                access_log=False,
                date_header=False,
                server_header=False,
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=1,
            ),
        )
        self._thread: threading.Thread | None = None

    # -- running

    def start(self) -> Self:
        """Serve from a thread; returns when requests are answered."""
        self._thread = threading.Thread(target=self.serve, name="xero-sandbox", daemon=True)
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.002)
        return self

    def serve(self) -> None:
        """Serve in this thread until stopped."""
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Stop serving and free the port."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(_STOP_SECONDS)
        self._socket.close()

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

    # -- where it is

    @property
    def url(self) -> str:
        """Its address, without a slash at the end; of one that listens everywhere, the one on this machine."""
        named = "localhost" if self._host in _EVERYWHERE else self._host
        host = f"[{named}]" if ":" in named else named
        return f"http://{host}:{self.port}"  # ignore-https-check: it listens on loopback

    @property
    def api_url(self) -> str:
        """The Accounting API."""
        return f"{self.url}/api.xro/2.0"

    @property
    def identity_url(self) -> str:
        """The identity service: the token endpoint is `/connect/token` under it."""
        return self.url

    @property
    def connections_url(self) -> str:
        """The connections."""
        return f"{self.url}/connections"

    # -- what it holds

    @property
    def tenants(self) -> list[Tenant]:
        """Its organisations as the service sees them."""
        return list(self.service.tenants.values())

    @property
    def organisations(self) -> list[dict[str, Any]]:
        """The Organisation records; OrganisationID is the tenant id."""
        return [tenant.books.organisation for tenant in self.tenants]

    @property
    def books(self) -> Any:  # noqa: ANN401 - the real Books, or what open_books gave
        """The books of the first organisation."""
        return self.tenants[0].books

    @property
    def clock(self) -> SandboxClock:
        """Its clock."""
        return self.service.clock

    @property
    def limits(self) -> Limits:
        """Its rate limits."""
        return self.service.limits

    @property
    def faults(self) -> Faults:
        """The faults in force, and how often they struck."""
        return self.service.faults

    @property
    def counters(self) -> Counters:
        """What it has been asked."""
        return self.service.counters

    @property
    def identity(self) -> Identity:
        """Its clients, tokens and connections."""
        return self.service.identity

    @property
    def switches(self) -> Switches:
        """The switches as they are; `set_switches` sets them."""
        return self.service.switches

    # -- what a test does

    def set_switches(self, **values: object) -> Switches:
        """Set switches by name. Raises SwitchError."""
        return self.service.set_switches(values)

    def act(self, action: str, *, organisation: str | None = None, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401
        """Do something as a person in Xero's screens, while requests wait; returns the record that it touched."""
        return perform(self.service, action, organisation, **arguments)

    def fault(self, kind: str, endpoint: str = "*", **settings: Any) -> Rule:  # noqa: ANN401 - as Rule has them
        """Put a fault in force; `fired` of the rule says how often it struck."""
        return self.faults.add(fault=kind, endpoint=endpoint, **settings)

    def clear_faults(self) -> None:
        """Take every fault out of force."""
        self.faults.clear()

    def wait_for_late_commits(self, seconds: float = 10.0) -> bool:
        """Wait until every `late_commit` has been applied, so many real seconds at most; returns whether they are."""
        return self.service.wait_for_late_commits(seconds)

    def source_config(self, **overrides: Any) -> dict[str, Any]:  # noqa: ANN401 - any key of the config
        """Return a config for the source as a custom connection; `auth_type="oauth"` for the other kind."""
        return _config(self.url, overrides)

    def destination_config(self, **overrides: Any) -> dict[str, Any]:  # noqa: ANN401 - any key of the config
        """Return a config for the destination, of the same shape."""
        return _config(self.url, overrides)


def _config(url: str, overrides: dict[str, Any]) -> dict[str, Any]:
    if overrides.pop("auth_type", "custom_connection") == "oauth":
        credentials = {
            "auth_type": "oauth",
            "client_id": DEFAULT_WEB_APP.client_id,
            "client_secret": DEFAULT_WEB_APP.client_secret,
            "refresh_token": DEFAULT_REFRESH_TOKEN,
        }
    else:
        credentials = {
            "auth_type": "custom_connection",
            "client_id": DEFAULT_CUSTOM_CONNECTION.client_id,
            "client_secret": DEFAULT_CUSTOM_CONNECTION.client_secret,
        }
    return {"credentials": credentials, "api_url": f"{url}/api.xro/2.0", "identity_url": url} | overrides


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio sends small answers at once only over what it knows to be TCP.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise PortTakenError(error.errno, f"cannot listen on {host}:{port}: {error.strerror or error}") from None
    return listening
