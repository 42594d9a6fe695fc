"""What keeps a real process from Xero is said at once, with its remedy, and nothing of .netrc goes there."""

from __future__ import annotations

import datetime as dt
import json
import os
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from integration_tests.support.network import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from integration_tests.support.forked import Forked
    from xero_sandbox import Sandbox

    Checked = Callable[..., str]

COMMANDS = ("source-xero-revrec", "destination-xero-journals")
AT_ONCE = 12
"""Seconds within which a process ends; six tries would take half a minute."""


class Stranger(BaseHTTPRequestHandler):
    """A proxy that asks to sign in, and a server that is not Xero's."""

    asked: list[str]

    def _answer(self, status: int) -> None:
        self.asked.append(self.requestline)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_CONNECT(self) -> None:
        """Ask for a user and a password."""
        self._answer(407)

    def do_POST(self) -> None:
        """Ask for them here too, where the request came through as through a proxy."""
        self._answer(407 if self.path.startswith("http") else 404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def stranger(certificate: Path | None = None) -> Iterator[tuple[int, list[str]]]:
    """Run such a server, with TLS where a certificate is given; yields its port and what it was asked."""
    asked: list[str] = []
    server = HTTPServer(("127.0.0.1", 0), type("Handler", (Stranger,), {"asked": asked}))
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a certificate for this machine that nobody has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def checked(forked: Forked, tmp_path: Path) -> Checked:
    """Return why a check fails; empty where it succeeds."""

    def run(command: str, config: dict[str, Any], **environment: str) -> str:
        path = tmp_path / "config.json"
        path.write_text(json.dumps(config), encoding="utf-8")
        inherited = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        done = forked.run(
            command, "check", "--config", path, folder=tmp_path, environment=inherited | environment, within=AT_ONCE
        )
        messages = [orjson.loads(line) for line in done.stdout.splitlines()]
        (status,) = (each["connectionStatus"] for each in messages if each["type"] == "CONNECTION_STATUS")
        assert "not-a-real-secret" not in done.stdout + done.stderr
        return str(status.get("message", ""))

    return run


def elsewhere(xero: Sandbox, address: str) -> dict[str, Any]:
    """Return a configuration whose addresses lead elsewhere."""
    return {**xero.source_config(), "identity_url": address, "api_url": f"{address}/api.xro/2.0"}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_address_where_nobody_listens_is_told(command: str, own_demo: Sandbox, checked: Checked) -> None:
    """Address, firewall or proxy, whichever it is: none of it is Xero's trouble."""
    address = f"https://127.0.0.1:{free_port()}"

    said = checked(command, elsewhere(own_demo, address))

    assert f"{address} cannot be reached: nothing listens at that host and port. Correct the address" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_a_certificate_that_is_not_trusted_is_told(
    command: str, own_demo: Sandbox, checked: Checked, tmp_path: Path, certificate: Path
) -> None:
    """As behind a firewall that opens TLS; with its authority named, the way is free."""
    with stranger(certificate) as (port, asked):
        config = elsewhere(own_demo, f"https://127.0.0.1:{port}")

        untrusted = checked(command, config)
        assert not asked
        trusted = checked(command, config, REQUESTS_CA_BUNDLE=str(certificate))
        missing = checked(command, config, REQUESTS_CA_BUNDLE=str(tmp_path / "nowhere.pem"))

    assert "its certificate is not trusted here (self-signed certificate)" in untrusted
    assert "REQUESTS_CA_BUNDLE" in untrusted
    assert "`identity_url` names a place where no identity server is (found: HTTP 404 for https://" in trusted
    assert "correct it, or take it out for Xero's own" in trusted
    assert "the file of trusted certificates is not there" in missing


@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_without_tls_is_told(command: str, own_demo: Sandbox, checked: Checked) -> None:
    """An address written with https for http, or a port that is another service's."""
    with stranger() as (port, _):
        said = checked(command, elsewhere(own_demo, f"https://127.0.0.1:{port}"))

    assert "no TLS could be agreed on there" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_a_proxy_that_asks_to_sign_in_is_told(command: str, own_demo: Sandbox, checked: Checked) -> None:
    """The environment's proxies are used, for https and for http, and their passwords are not shown."""
    with stranger() as (port, asked):
        proxy = f"http://somebody:not-a-real-secret@127.0.0.1:{port}"
        https = checked(command, elsewhere(own_demo, "https://127.0.0.1:9"), HTTPS_PROXY=proxy)
        http = checked(command, own_demo.source_config(), HTTP_PROXY=proxy)

    assert "the proxy asks for a user and a password, or does not know those that it was given" in https
    assert "HTTPS_PROXY" in https
    assert "HTTP_PROXY" in http
    assert [each.split()[0] for each in asked] == ["CONNECT", "POST"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_proxy_that_is_not_there_is_told(command: str, own_demo: Sandbox, checked: Checked) -> None:
    """The proxy is what has to be mended, not Xero's address."""
    proxy = f"http://somebody:not-a-real-secret@127.0.0.1:{free_port()}"

    said = checked(command, elsewhere(own_demo, "https://127.0.0.1:9"), HTTPS_PROXY=proxy)

    assert "the proxy does not answer. Correct HTTPS_PROXY" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_credentials_of_netrc_are_never_used(command: str, own_demo: Sandbox, checked: Checked, tmp_path: Path) -> None:
    """Xero gets the app's own token, whatever the user of the machine keeps for the same host."""
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password not-a-real-secret\n", encoding="utf-8")
    netrc.chmod(0o600)

    assert not checked(command, own_demo.source_config(), HOME=str(tmp_path), NETRC=str(netrc))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://xero.example/api.xro/2.0", "api_url: plain http is taken to this machine alone"),
        ("https://somebody:not-a-real-secret@xero.example/api", "api_url: holds a user or a password"),
        ("https://xero.example", "api_url: lacks the path of the API"),
    ],
)
def test_an_address_that_gives_secrets_away_is_refused(
    command: str, own_demo: Sandbox, checked: Checked, address: str, said: str
) -> None:
    """By the form, before anybody is called, and without its password."""
    assert said in checked(command, {**own_demo.source_config(), "api_url": address})


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("field", ["api_url", "identity_url"])
@pytest.mark.parametrize("address", ["https://xero.example:99999/api", "https://xero..example/api", "https:///api"])
def test_an_address_that_nobody_can_call_is_told_with_its_field(
    command: str, own_demo: Sandbox, checked: Checked, field: str, address: str
) -> None:
    """Of two addresses, which one has to be corrected."""
    said = checked(command, {**own_demo.source_config(), field: address})

    assert f"{field}: is no address that can be called; it must look like https://host/path" in said


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("path", "found"), [("/api.xro/2.0", "HTTP 401"), ("/nowhere", "HTTP 404")])
def test_a_wrong_path_of_the_identity_server_is_no_wrong_secret(
    command: str, own_demo: Sandbox, checked: Checked, path: str, found: str
) -> None:
    """Nobody is sent to copy what is right."""
    said = checked(command, {**own_demo.source_config(), "identity_url": f"{own_demo.url}{path}"})

    assert f"`identity_url` names a place where no identity server is (found: {found}" in said
    assert f"for {own_demo.url}{path}/connect/token)" in said
    assert "secret" not in said
