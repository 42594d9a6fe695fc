"""What stands in the way to a host, told from how an exchange broke: each cause with its own remedy."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests
from requests import exceptions
from urllib3.exceptions import NameResolutionError

from xero_api.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_ADDRESS = (exceptions.InvalidURL, exceptions.MissingSchema, exceptions.InvalidSchema, UnicodeError)
_REFUSED = re.compile(r"Tunnel connection failed: ([0-9]{3})")
_SIGN_IN_AT_PROXY = 407
_NETWORK = {
    errno.ECONNREFUSED: "nothing listens at that host and port",
    errno.EHOSTUNREACH: "no way leads to that host",
    errno.ENETUNREACH: "no way leads to that host",
}


def obstacle(failure: Exception, address: str, *, reached: bool) -> str:
    """Return what somebody has to mend before a host can be reached, and how; empty where another try may help.

    `reached` tells whether the host answered before: a name that is not found, or a port that refuses, passes then.
    """
    found = list(_chain(failure))
    if isinstance(failure, _NO_ADDRESS) and not isinstance(failure, exceptions.InvalidProxyURL):
        return f"{shown(address)} is no address that can be called. Correct it; it must look like https://host/path."
    what = _at_the_proxy(failure, found, address, reached=reached) or _in_tls(failure, found, reached=reached)
    if not what and not reached:
        what = _on_the_network(failure, found, address)
    return f"{host(address)} cannot be reached: {what}" if what else ""


def refused_by_proxy(address: str) -> str:
    """Return what a proxy's own answer, HTTP 407, means."""
    return f"{host(address)} cannot be reached: {_proxy_refuses(_SIGN_IN_AT_PROXY, address)}"


def _chain(failure: BaseException) -> Iterator[BaseException]:
    """Yield an exception and everything that it was made from."""
    waiting, seen = [failure], set()
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        origins = (*each.args, getattr(each, "reason", None), each.__cause__, each.__context__)
        waiting += [origin for origin in origins if isinstance(origin, BaseException)]


def _at_the_proxy(failure: Exception, found: list[BaseException], address: str, *, reached: bool) -> str:
    if isinstance(failure, exceptions.InvalidProxyURL):
        return f"{_variable(address)} holds no address of a proxy. Write it like proxy.example:8080."
    if not isinstance(failure, exceptions.ProxyError):
        return ""
    said = next(filter(None, (_REFUSED.search(str(each)) for each in found if not each.args[1:])), None)
    if said:
        status = int(said[1])
        return "" if reached and status >= 500 else _proxy_refuses(status, address)
    return "" if reached else f"the proxy does not answer. Correct {_variable(address)}, or start the proxy."


def _proxy_refuses(status: int, address: str) -> str:
    if status == _SIGN_IN_AT_PROXY:
        return (
            f"the proxy asks for a user and a password, or does not know those that it was given. Write them into "
            f"{_variable(address)}, like user:password@proxy.example:8080."
        )
    return (
        f"the proxy does not let this host through (HTTP {status}). Have {host(address)} allowed there, or take the "
        f"proxy out of {_variable(address)}."
    )


def _variable(address: str) -> str:
    return "HTTPS_PROXY" if address.lower().startswith("https") else "HTTP_PROXY"


def _in_tls(failure: Exception, found: list[BaseException], *, reached: bool) -> str:
    if not isinstance(failure, requests.RequestException):
        # Raised by requests before it calls anybody.
        return (
            "the file of trusted certificates is not there or cannot be read. Correct REQUESTS_CA_BUNDLE or "
            "CURL_CA_BUNDLE."
        )
    if not isinstance(failure, exceptions.SSLError):
        return ""
    untrusted = next((each for each in found if isinstance(each, ssl.SSLCertVerificationError)), None)
    return _untrusted(untrusted.verify_message) if untrusted is not None else _no_tls(found, reached=reached)


def _no_tls(found: list[BaseException], *, reached: bool) -> str:
    broken = next((each for each in found if isinstance(each, ssl.SSLError)), None)
    if reached and (broken is None or isinstance(broken, ssl.SSLEOFError)):
        return ""
    reason = (broken.reason if broken else "") or "the handshake broke off"
    return (
        f"no TLS could be agreed on there ({reason}). Correct the address (an https address whose server speaks plain "
        f"http looks like this), or have the firewall let TLS through."
    )


def _untrusted(why: str) -> str:
    if "Hostname" in why or "IP address" in why:
        remedy = "Correct the address: whoever answers there has a certificate for another name."
    elif "expired" in why or "not yet valid" in why:
        remedy = "Set this machine's clock right; where it is right, the certificate has to be renewed."
    else:
        remedy = (
            "Where a proxy or a firewall of your own opens TLS, name the file of its authority's certificate in "
            "REQUESTS_CA_BUNDLE."
        )
    return f"its certificate is not trusted here ({why}). {remedy}"


def _on_the_network(failure: Exception, found: list[BaseException], address: str) -> str:
    name = urlsplit(address).hostname
    if any(isinstance(each, NameResolutionError | socket.gaierror) for each in found):
        return (
            f"the name {name} is not known to this machine. Correct the address; where it is right, mend the machine's "
            f"DNS, or name the proxy that leads out in {_variable(address)}."
        )
    remedy = (
        f"Correct the address; where it is right, have the firewall let it through, or name the proxy that leads out "
        f"in {_variable(address)}."
    )
    if isinstance(failure, exceptions.ConnectTimeout):
        return f"nobody answers there in time. {remedy}"
    numbers = (each.errno for each in found if isinstance(each, OSError) and each.errno in _NETWORK)
    number = next(numbers, None)
    return f"{_NETWORK[number]}. {remedy}" if number is not None else ""
