"""The command `init`: what it refuses, what it keeps, and what it writes in the end."""

from __future__ import annotations

import json
import stat
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from unit_tests.xero_connectors.setting_up.test_interview import Typed
from unit_tests.xero_connectors.signing_in.test_command import click
from xero_connectors.config_fault import read_settings
from xero_connectors.connection import XeroConnection
from xero_connectors.form import form
from xero_connectors.setting_up.command import SECRET, Setup, main
from xero_connectors.setting_up.question import Question
from xero_connectors.signing_in.command import Person, Program
from xero_connectors.terminal.screen import Screen
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

APP, NATIVE = "sandbox-custom-connection", "sandbox-native-app"


@pytest.fixture(scope="module")
def xero() -> Iterator[Sandbox]:
    """Serve two organisations."""
    with Sandbox(invoices=0, organisations=2, limits=False) as sandbox:
        yield sandbox


class Trial:
    """One run of the command: its exit code, what it said, and the configurations that it proved."""

    def __init__(self, *arguments: str, stdin: StringIO | None = None, refused: str = "nothing") -> None:
        """Run it; a configuration that names `refused` does not prove."""
        self.proved: list[Mapping[str, Any]] = []
        out, err = StringIO(), StringIO()
        limit = Question(
            "--reserve", "N", "Reserve?", "the reserve", lambda config, n: {**config, "limits": {"day_reserve": int(n)}}
        )

        def prove(config: dict[str, Any], _: object) -> str:
            self.proved.append(config)
            return "It is refused." if refused in json.dumps(config) else ""

        setup = Setup(
            Program("a-connector", lambda raw: (read_settings(XeroConnection, raw), ["accounting.settings.read"])),
            "config.json",
            "",
            lambda: form(XeroConnection),
            (limit,),
            prove,
            lambda *_: ["a-connector check"],
        )
        person = Person(stdin or StringIO(), out, err, click)
        self.code = main(setup, ["--reserve", "7", *arguments], person, Screen(out, err, {}))
        self.out, self.err = out.getvalue(), err.getvalue()


@pytest.fixture
def to_xero(xero: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a test the options that lead to the sandbox, and the secret where it belongs."""
    monkeypatch.setenv(SECRET, xero.source_config()["credentials"]["client_secret"])
    return ["--config", str(tmp_path / "config.json"), "--sandbox", xero.url]


def written(folder: Path) -> dict[str, Any]:
    """Return the configuration without its comments."""
    found: dict[str, Any] = json.loads((folder / "config.json").read_text())
    return {name: value for name, value in found.items() if not name.startswith("//")}


def test_a_configuration_is_written_that_proves(to_xero: list[str], xero: Sandbox, tmp_path: Path) -> None:
    """Readable by its owner alone, with every answer, and with the commands to try next."""
    trial = Trial(*to_xero, "--client-id", APP, "--set", "limits.calls_per_minute=30")

    assert trial.code == 0
    assert stat.S_IMODE((tmp_path / "config.json").stat().st_mode) == 0o600
    assert written(tmp_path) == {
        "credentials": xero.source_config()["credentials"],
        "limits": {"day_reserve": 7, "calls_per_minute": 30},
        "api_url": xero.api_url,
        "identity_url": xero.url,
    }
    assert trial.proved[-1] == written(tmp_path)
    assert trial.err.endswith("Next:\n  a-connector check\n")
    assert written(tmp_path)["credentials"]["client_secret"] not in trial.out + trial.err


def test_a_file_that_is_there_is_left_unless_it_may_be_replaced(to_xero: list[str], tmp_path: Path) -> None:
    """Then what it says stays, but for what is answered anew."""
    (tmp_path / "config.json").write_text('{"organisations": ["Demo Company (Global)"], "limits": {"day_reserve": 1}}')

    assert Trial(*to_xero, "--client-id", APP).code == 1
    assert Trial(*to_xero, "--client-id", APP, "--overwrite").code == 0
    assert written(tmp_path)["organisations"] == ["Demo Company (Global)"]
    assert written(tmp_path)["limits"] == {"day_reserve": 7}


def test_nothing_is_written_where_something_is_wrong(to_xero: list[str], tmp_path: Path) -> None:
    """Xero refuses the app, an answer does not prove, or nobody can be asked: each names the remedy."""
    for arguments, code, said in (
        (["--client-id", "nobodys"], 1, "invalid_client"),
        (["--client-id", APP, "--reserve", "99"], 1, "does not work, and was not written. It is refused."),
        ([], 2, "Give also: --client-id ID"),
        (["--client-id", APP, "--set", "credentials.client_secret=x"], 2, "would show a secret"),
        (["--client-id", APP, "--config", str(tmp_path / "no" / "a.json")], 1, "Make it, or name another"),
    ):
        trial = Trial(*to_xero, *arguments, refused="99")

        assert (trial.code, trial.out) == (code, "")
        assert said in trial.err
        assert [*tmp_path.iterdir()] == []


def test_a_missing_secret_is_named_with_where_it_may_stand(to_xero: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable or a file."""
    monkeypatch.delenv(SECRET)
    trial = Trial(*to_xero, "--client-id", APP)

    assert trial.code == 2
    assert "--secret credentials.client_secret=file:PATH, or the variable XERO_CLIENT_SECRET" in trial.err


def test_a_person_may_sign_in_on_xeros_page(to_xero: list[str], xero: Sandbox, tmp_path: Path) -> None:
    """And choose among the organisations; a second run keeps what was signed in."""
    typed = Typed(f"oauth\n{NATIVE}\n2\n")

    assert Trial(*to_xero, "--port", "0", stdin=typed).code == 0
    first = written(tmp_path)
    again = Trial(*to_xero, "--overwrite")

    assert first["organisations"] == [xero.organisations[1]["OrganisationID"]]
    assert first["credentials"]["auth_type"] == "oauth"
    assert again.code == 0
    assert written(tmp_path)["credentials"]["refresh_token"] != first["credentials"]["refresh_token"]
    assert xero.organisations[1]["Name"] in again.err
