"""`sign-in` of both connectors: a process, a sandbox, and a browser that the test plays; then `check` succeeds."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from integration_tests.support.network import free_port
from xero_sandbox import Sandbox
from xero_sandbox.identity.clients import DEFAULT_NATIVE_APP, DEFAULT_WEB_APP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE, DESTINATION = "source_xero_revrec", "destination_xero_journals"
SECRET = DEFAULT_WEB_APP.client_secret
SECONDS = 60


@dataclass
class SigningIn:
    """A running `sign-in` that has printed its address."""

    process: subprocess.Popen[str]
    address: str
    said: str

    @property
    def asked(self) -> dict[str, str]:
        """Return what the address asks for."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.address).query).items()}

    def click(self, decision: str = "allow") -> requests.Response:
        """Open the address as a browser does, press a button, and return the page at which that ends."""
        page = requests.get(self.address, timeout=SECONDS)
        fields = re.findall(r'name="([^"]+)" value="([^"]*)"', page.text)
        shown = [(name, value) for name, value in fields if name != "decision"]
        form = [*shown, ("decision", decision)]
        own = "{0.scheme}://{0.netloc}".format(urlsplit(self.address))
        return requests.post(self.address, data=form, headers={"Origin": own}, timeout=SECONDS)

    def ended(self) -> tuple[int, str, str]:
        """Wait for the end; returns exit code, standard output and all of standard error."""
        out, err = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, out, self.said + err


@contextmanager
def signing_in(package: str, config: Path, *options: str, typed: str = "") -> Iterator[SigningIn]:
    """Start the command and wait for its address."""
    command = [sys.executable, "-m", f"{package}.run", "sign-in", "--config", str(config), "--no-browser", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=os.environ) as process:
        try:
            assert process.stdin
            assert process.stderr
            process.stdin.write(typed)
            process.stdin.flush()
            said, address = "", ""
            while not address and (line := process.stderr.readline()):
                said += line
                address = line.strip() if line.startswith("http") else ""
            yield SigningIn(process, address, said)
        finally:
            process.kill()


def options(xero: Sandbox, client: str = DEFAULT_NATIVE_APP.client_id) -> list[str]:
    """Return the options of a sign-in to a sandbox, on a free port."""
    return ["--client-id", client, "--sandbox", xero.url, "--port", str(free_port())]


def checked(package: str, config: Path) -> dict[str, Any]:
    """Return the answer of `check` with a configuration."""
    command = [sys.executable, "-m", f"{package}.run", "check", "--config", str(config), "--save-config"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    (answer,) = [message["connectionStatus"] for message in messages if message["type"] == "CONNECTION_STATUS"]
    assert isinstance(answer, dict)
    return answer


@pytest.fixture(scope="module")
def xero() -> Iterator[Sandbox]:
    """Serve two organisations without documents, with Xero's rules for signing in."""
    with Sandbox(invoices=0, organisations=2, limits=False) as sandbox:
        yield sandbox


@pytest.mark.parametrize("package", [SOURCE, DESTINATION])
@pytest.mark.parametrize("secret", [False, True], ids=["PKCE", "secret"])
def test_a_signed_in_configuration_is_one_that_check_takes(
    package: str, xero: Sandbox, tmp_path: Path, *, secret: bool
) -> None:
    """A new file, one click, an organisation by name: the file is its owner's alone, and no secret was printed."""
    config, chosen = tmp_path / "config.json", xero.organisations[1]
    app = DEFAULT_WEB_APP if secret else DEFAULT_NATIVE_APP
    more = ["--organisation", chosen["Name"], *(["--secret"] if secret else [])]

    with signing_in(package, config, *options(xero, app.client_id), *more, typed=f"{SECRET}\n") as running:
        page = running.click()
        code, out, err = running.ended()

    saved = json.loads(config.read_text())
    assert (code, page.status_code) == (0, 200)
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert saved["organisations"] == [chosen["OrganisationID"]]
    assert saved["credentials"].get("client_secret") == (SECRET if secret else None)
    assert ("code_challenge" in running.asked) is not secret
    assert out == f"Wrote {config}, for {chosen['Name']}.\n"
    for text in (SECRET, saved["credentials"]["refresh_token"], "sandbox-access", "sandbox-code"):
        assert text not in out + err + page.text
    assert checked(package, config) == {"status": "SUCCEEDED"}


def test_a_file_that_is_there_is_completed(xero: Sandbox, tmp_path: Path) -> None:
    """Settings and the names of organisations stay as they were written; the app is the file's own."""
    config = tmp_path / "config.json"
    before = {
        "missing_option": "create",
        "organisations": [xero.organisations[0]["Name"]],
        "credentials": {"auth_type": "oauth", "client_id": DEFAULT_NATIVE_APP.client_id, "refresh_token": "dead"},
        "api_url": xero.api_url,
        "identity_url": xero.identity_url,
    }
    config.write_text(json.dumps(before))

    with signing_in(DESTINATION, config, "--port", str(free_port())) as running:
        running.click()
        code, _, _ = running.ended()

    after = json.loads(config.read_text())
    assert code == 0
    assert after["credentials"].pop("refresh_token") != before["credentials"].pop("refresh_token")
    assert after == before
    assert set(running.asked["scope"].split()) == {
        "offline_access",
        "accounting.settings.read",
        "accounting.manualjournals",
        "accounting.settings",
    }


def test_who_does_not_allow_it_has_no_configuration(xero: Sandbox, tmp_path: Path) -> None:
    """Cancel on Xero's page: exit code 1, one sentence, no file and no traceback."""
    with signing_in(SOURCE, tmp_path / "config.json", *options(xero)) as running:
        running.click("cancel")
        code, out, err = running.ended()

    assert (code, out) == (1, "")
    assert "access_denied" in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_an_answer_is_taken_by_its_own_name_and_state_alone(xero: Sandbox, tmp_path: Path) -> None:
    """Another host, path or page changes nothing; another state ends it, and so does the time."""
    with signing_in(SOURCE, tmp_path / "config.json", *options(xero)) as running:
        callback = running.asked["redirect_uri"]
        answer = {"code": "stolen", "state": running.asked["state"]}
        bent = requests.get(callback, answer, headers={"Host": "evil.example"}, timeout=SECONDS)
        elsewhere = requests.get(callback + "/more", answer, timeout=SECONDS)
        by_hand = requests.get(callback, timeout=SECONDS)
        assert [each.status_code for each in (bent, elsewhere, by_hand)] == [421, 404, 400]
        assert running.process.poll() is None
        forged = requests.get(callback, {"code": "stolen", "state": "another"}, timeout=SECONDS)
        code, _, err = running.ended()

    assert (forged.status_code, code) == (400, 1)
    assert "found: another state" in err
    assert "stolen" not in err + forged.text


@pytest.mark.parametrize(("change", "expected"), [
    (["--wait", "1"], "No answer of Xero's came to http://localhost:"),
    (["--port", "{taken}"], "cannot be listened on"),
    (["--client-id", "nobody"], "found: Sorry, something went wrong unauthorized_client"),
    (["--client-id", "sandbox-custom-connection"], "its client id is sandbox-custom-connection here"),
])  # fmt: skip
def test_what_keeps_an_answer_away_is_told(xero: Sandbox, tmp_path: Path, change: list[str], expected: str) -> None:
    """No time, no port, and no app that can sign in: exit code 1, and nothing is saved."""
    taken = str(urlsplit(xero.url).port)
    more = [each.format(taken=taken) for each in change]

    with signing_in(SOURCE, tmp_path / "config.json", *options(xero), *more) as running:
        code, _, err = running.ended()

    assert code == 1
    assert expected in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_secret_and_nobody_to_choose_are_told(xero: Sandbox, tmp_path: Path) -> None:
    """After the click: the secret is not Xero's; there are two organisations, and no terminal to ask at."""
    web_app = options(xero, DEFAULT_WEB_APP.client_id)
    with signing_in(SOURCE, tmp_path / "a.json", *web_app, "--secret", typed="not-the-right-one\n") as running:
        running.click()
        wrong, _, said = running.ended()
    with signing_in(SOURCE, tmp_path / "b.json", *options(xero)) as running:
        running.click()
        several, _, listed = running.ended()

    assert (wrong, several) == (1, 1)
    assert "found: invalid_client" in said
    assert "not-the-right-one" not in said
    assert all(each["Name"] in listed for each in xero.organisations)
    assert "--organisation" in listed
    assert list(tmp_path.iterdir()) == []
