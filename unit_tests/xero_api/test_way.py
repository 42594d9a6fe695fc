"""What keeps a machine from a host is told with the remedy for that cause; what passes is left to another try."""

from __future__ import annotations

import socket
import ssl

import pytest
import requests
from requests import exceptions
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError, ProxyError

from xero_api.way import obstacle, refused_by_proxy

URL = "https://user:not-a-real-secret@api.example:8443/api?key=not-a-real-secret"
HOST = "https://api.example:8443"
POOL = HTTPConnection("api.example")


def untrusted(why: str) -> exceptions.SSLError:
    """Return what requests raises for a certificate that is not trusted."""
    origin = ssl.SSLCertVerificationError(1, "certificate verify failed")
    origin.verify_message = why
    return exceptions.SSLError(MaxRetryError(POOL, "/", origin))  # type: ignore[arg-type] - as urllib3 itself does


def no_tls(reason: str, kind: type[ssl.SSLError] = ssl.SSLError) -> exceptions.SSLError:
    """Return what requests raises for a handshake that fails."""
    origin = kind(1, reason)
    origin.reason = reason
    return exceptions.SSLError(origin)


def refused(number: int) -> requests.ConnectionError:
    """Return what requests raises where the system refuses a connection."""
    new = NewConnectionError(POOL, "Failed to establish a new connection")
    new.__cause__ = OSError(number, "refused")
    return requests.ConnectionError(MaxRetryError(POOL, "/", new))  # type: ignore[arg-type] - as urllib3 itself does


def tunnel(said: str) -> exceptions.ProxyError:
    """Return what requests raises where a proxy opens no tunnel."""
    reason = ProxyError("Unable to connect to proxy", OSError(said))
    return exceptions.ProxyError(MaxRetryError(POOL, "/", reason))  # type: ignore[arg-type] - as urllib3 itself does


UNKNOWN = requests.ConnectionError(
    MaxRetryError(
        POOL,  # type: ignore[arg-type] - as urllib3 itself does
        "/",
        NameResolutionError("api.example", POOL, socket.gaierror(-3, "Temporary failure")),
    )
)


@pytest.mark.parametrize(
    ("failure", "what", "remedy"),
    [
        (untrusted("self-signed certificate in certificate chain"), "is not trusted here", "REQUESTS_CA_BUNDLE"),
        (untrusted("certificate has expired"), "is not trusted here", "Set this machine's clock right"),
        (untrusted("Hostname mismatch"), "is not trusted here", "Correct the address"),
        (no_tls("WRONG_VERSION_NUMBER"), "no TLS could be agreed on there (WRONG_VERSION_NUMBER)", "plain http"),
        (OSError("Could not find a CA bundle"), "the file of trusted certificates is not there", "REQUESTS_CA_BUNDLE"),
        (tunnel("Tunnel connection failed: 407 Required"), "the proxy asks for a user and a password", "HTTPS_PROXY"),
        (tunnel("Tunnel connection failed: 403 Forbidden"), "does not let this host through (HTTP 403)", HOST),
        (exceptions.InvalidProxyURL("nonsense"), "HTTPS_PROXY holds no address of a proxy", "like proxy.example:8080"),
    ],
)
@pytest.mark.parametrize("reached", [False, True])
def test_what_no_other_try_mends_is_told_at_once(failure: Exception, what: str, remedy: str, reached: bool) -> None:  # noqa: FBT001 - a table
    """Certificates, TLS and what a proxy refuses, whether or not the host answered before."""
    said = obstacle(failure, URL, reached=reached)

    assert said.startswith(f"{HOST} cannot be reached: ")
    assert what in said
    assert remedy in said
    assert "not-a-real-secret" not in said


@pytest.mark.parametrize(
    ("failure", "what"),
    [
        (UNKNOWN, "the name api.example is not known to this machine. Correct the address"),
        (refused(111), "nothing listens at that host and port. Correct the address"),
        (refused(101), "no way leads to that host. Correct the address"),
        (requests.ConnectTimeout("slow"), "nobody answers there in time. Correct the address"),
        (tunnel("Cannot connect to proxy"), "the proxy does not answer. Correct HTTPS_PROXY"),
        (tunnel("Tunnel connection failed: 502 Bad Gateway"), "does not let this host through (HTTP 502)"),
        (no_tls("EOF", ssl.SSLEOFError), "no TLS could be agreed on there (EOF)"),
    ],
)
def test_a_host_that_never_answered_is_not_waited_for(failure: Exception, what: str) -> None:
    """Wrong address, firewall, proxy; of a host that did answer, the same passes."""
    assert what in obstacle(failure, URL, reached=False)
    assert not obstacle(failure, URL, reached=True)


@pytest.mark.parametrize(
    "failure",
    [
        requests.ReadTimeout("slow"),
        requests.ConnectionError("reset"),
        exceptions.ChunkedEncodingError("cut"),
        refused(104),
    ],
)
def test_what_breaks_on_the_way_is_tried_again(failure: Exception) -> None:
    """A reset, a cut answer and a slow server say nothing about the way."""
    assert not obstacle(failure, URL, reached=False)


@pytest.mark.parametrize("failure", [exceptions.InvalidURL("x"), exceptions.MissingSchema("x"), UnicodeError("x")])
def test_an_address_that_is_none_is_told(failure: Exception) -> None:
    """Without what it holds of secrets."""
    assert obstacle(failure, URL, reached=False) == (
        "https://api.example:8443/api is no address that can be called. Correct it; it must look like "
        "https://host/path."
    )


def test_a_proxy_for_plain_http_is_named_by_its_own_variable() -> None:
    """The remedy is the variable that counts for the address."""
    assert refused_by_proxy("http://api.example/x").endswith("into HTTP_PROXY, like user:password@proxy.example:8080.")
