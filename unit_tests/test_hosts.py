"""No program calls a host without being asked: the hosts that are named are few, and each has its reason."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from unit_tests.loopback import ElsewhereCalled, is_loopback

ROOT = Path(__file__).parent.parent
PACKAGES = (
    "source_xero_revrec",
    "destination_xero_journals",
    "xero_api",
    "revrec_journals",
    "xero_connectors",
    "xero_sandbox",
    "examples",
)
_HOST = re.compile(r"(?:https?|sftp)://([A-Za-z0-9.-]*[A-Za-z0-9])")
_PLAIN = re.compile("http:/" + r"/(?!localhost|json-schema\.org)")
_READ = {".json", ".md", ".py", ".sql", ".toml", ".txt", ".yaml", ".yml"}

# Why a host is named, and who asks for a call to it.
NAMED = {
    "api.xero.com": "called, as the configuration's default",
    "identity.xero.com": "called, to sign in",
    "login.xero.com": "opened by a user in Airbyte's pop-up",
    "go.xero.com": "a link in a receipt, for a person to follow",
    "api.hubapi.com": "called where the configuration says that the CRM is HubSpot",
    "mycompany.my.salesforce.com": "an example of an address",
    "docs.airbyte.com": "a link in the form",
    "developer.xero.com": "a link in the form",
    "www.chargebee.com": "a link in the form",
    "developers.hubspot.com": "a link in the form",
    "developer.salesforce.com": "a link in the form",
    "json-schema.org": "the name of a schema",
    "status.developer.xero.com": "in Xero's own error text, which the sandbox repeats",
    "example.com": "an example of an address",
    "minio.example.com": "an example of an address",
    "localhost": "this machine",
    "host": "a placeholder",
    "user": "a placeholder",
    "hostname": "a placeholder",
}


def named() -> set[str]:
    """Return the hosts that the programs name."""
    texts = [path.read_text(encoding="utf-8") for each in PACKAGES for path in (ROOT / each).rglob("*.py")]
    return {host for text in texts for host in _HOST.findall(text)}


def test_every_host_that_is_named_has_its_reason() -> None:
    """Another one turns this red, until somebody says who asks for calls to it."""
    assert named() - set(NAMED) == set()


def test_nothing_but_this_machine_is_named_by_plain_http() -> None:
    """Airbyte's QA suite reads every file but the tests, the CHANGELOG too, and takes such an address for a call."""
    files = [
        *ROOT.glob("*.*"),
        *(path for each in (*PACKAGES, "docs", "docker", "tools") for path in (ROOT / each).rglob("*.*")),
    ]
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if path.suffix in _READ
        for line in path.read_text(encoding="utf-8").lower().splitlines()
        if _PLAIN.search(line) and "# ignore-https-check" not in line
    }

    assert found == set()


def test_the_walk_over_the_programs_sees_hosts() -> None:
    """The one that is called most is among them."""
    assert "api.xero.com" in named()


@pytest.mark.parametrize(("host", "expected"), [("127.0.0.1", True), ("::1", True), ("10.0.0.1", False)])
def test_only_this_machine_is_home(host: str, expected: bool) -> None:  # noqa: FBT001 - a table of cases
    """A private address is another machine."""
    assert is_loopback(host) is expected


def test_a_call_elsewhere_fails_the_test() -> None:
    """The guard stands in every test: nothing leaves this machine, no telemetry either."""
    with socket.socket() as outside, pytest.raises(ElsewhereCalled):
        outside.connect(("192.0.2.1", 443))
