"""The command `sign-in` with a person at a terminal: what they are asked, and every end that it can come to."""

from __future__ import annotations

import json
import re
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
import requests

from xero_connectors.config_fault import ConfigFault, read_settings
from xero_connectors.connection import XeroConnection
from xero_connectors.exit_code import ExitCode
from xero_connectors.signing_in.command import Person, Program, main
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

NEEDED = ["accounting.settings.read"]


class Typed(StringIO):
    """What a person types at a terminal."""

    def isatty(self) -> bool:
        """Be a terminal."""
        return True


def click(address: str) -> None:
    """Allow access, as whoever sits at the browser does."""
    page = requests.get(address, timeout=10)
    form = [pair for pair in re.findall(r'name="([^"]+)" value="([^"]*)"', page.text) if pair[0] != "decision"]
    requests.post(address, data=[*form, ("decision", "allow")], timeout=10)


def one_at_a_time(raw: Mapping[str, Any]) -> tuple[XeroConnection, Sequence[str]]:
    """Read a configuration of a connector that works with one organisation."""
    settings = read_settings(XeroConnection, raw)
    if len(settings.organisations) > 1:
        raise ConfigFault("One organisation is all that fits.")
    return settings, NEEDED


@pytest.fixture(scope="module")
def xero() -> Iterator[Sandbox]:
    """Serve two organisations."""
    with Sandbox(invoices=0, organisations=2, limits=False) as sandbox:
        yield sandbox


class Trial:
    """One run of the command: its exit code, and what it said."""

    def __init__(
        self,
        arguments: list[str],
        *,
        stdin: StringIO | None = None,
        stderr: StringIO | None = None,
        browse: Callable[[str], object] = click,
    ) -> None:
        """Run it."""
        out, err = StringIO(), stderr or StringIO()
        someone = Person(stdin or StringIO(), out, err, browse)
        self.code = main(Program("a-connector", one_at_a_time), ["--port", "0", *arguments], someone)
        self.out, self.err = out.getvalue(), err.getvalue()


def options(xero: Sandbox, config: Path) -> list[str]:
    """Return the options of a sign-in with the sandbox's app that has no secret."""
    return ["--config", str(config), "--client-id", "sandbox-native-app", "--sandbox", xero.url]


def test_a_person_chooses_until_it_fits(xero: Sandbox, tmp_path: Path) -> None:
    """A number that is not there, nothing, and more than the connector can take are asked again."""
    config = tmp_path / "config.json"

    trial = Trial(options(xero, config), stdin=Typed("7\n\nall\n2\n"))

    chosen = xero.organisations[1]
    assert trial.code == 0
    assert trial.out == f"Wrote {config}, for {chosen['Name']}.\n"
    assert json.loads(config.read_text())["organisations"] == [chosen["OrganisationID"]]
    assert trial.err.count("Which?") == 4
    for said in (
        "There is no number 7",
        "Nothing was chosen",
        "One organisation is all that fits",
        "a-connector check",
    ):
        assert said in trial.err


def test_a_terminal_shows_for_how_long_xero_is_waited_for(
    xero: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a line that is taken away; nothing moves where nobody watches."""
    monkeypatch.setenv("TERM", "xterm")
    asked = [*options(xero, tmp_path / "a.json"), "--wait", "1"]

    watched = Trial(asked, stderr=Typed(), browse=lambda _: None)
    piped = Trial(asked, browse=lambda _: None)

    assert "\r\033[KWaiting for Xero's answer 1 s left\r\033[K" in watched.err
    assert "left" not in piped.err
    assert watched.code == piped.code == ExitCode.FAILED


def test_who_ends_the_input_or_stops_saves_nothing(xero: Sandbox, tmp_path: Path) -> None:
    """Ctrl-D at the choice is 1, Ctrl-C while Xero is waited for 130."""

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    left = Trial(options(xero, tmp_path / "a.json"), stdin=Typed("7\n"))
    stopped = Trial(options(xero, tmp_path / "a.json"), browse=stop)

    assert (left.code, stopped.code) == (1, 130)
    assert "No organisation was chosen" in left.err
    assert stopped.err.endswith("Stopped; nothing was saved.\n")
    assert list(tmp_path.iterdir()) == []


def test_no_browser_is_opened_where_none_is_wanted(xero: Sandbox, tmp_path: Path) -> None:
    """The address is printed, and nobody answers."""
    opened: list[str] = []

    trial = Trial([*options(xero, tmp_path / "a.json"), "--no-browser", "--wait", "1"], browse=opened.append)

    assert (trial.code, opened) == (1, [])
    assert f"\n{xero.url}/identity/connect/authorize?" in trial.err


def test_the_command_lines_organisation_goes_into_a_file_that_names_another(xero: Sandbox, tmp_path: Path) -> None:
    """Without it the file's own name stays as it is written."""
    config, (first, second) = tmp_path / "a.json", xero.organisations
    config.write_text(json.dumps({"organisations": [first["Name"].upper()]}))
    kept = []

    for more in ([], ["--organisation", second["Name"]]):
        assert Trial([*options(xero, config), *more]).code == 0
        kept.append(json.loads(config.read_text())["organisations"])

    assert kept == [[first["Name"].upper()], [second["OrganisationID"]]]


def test_a_scope_may_be_added_and_must_be_one_of_xeros(xero: Sandbox, tmp_path: Path) -> None:
    """It is asked for beside what the configuration needs."""
    opened: list[str] = []
    more = ["--wait", "1", "--scope", "accounting.journals.read"]

    Trial([*options(xero, tmp_path / "a.json"), *more], browse=opened.append)
    with pytest.raises(SystemExit) as ended:
        Trial([*options(xero, tmp_path / "a.json"), "--scope", "accounting.elephants"])

    assert "scope=offline_access+accounting.settings.read+accounting.journals.read&" in opened[0]
    assert ended.value.code == 2


def test_what_xero_did_not_grant_is_told(xero: Sandbox, tmp_path: Path) -> None:
    """A person who took a scope out of the address has a configuration, and a warning."""
    with_less = [*options(xero, tmp_path / "a.json"), "--organisation", xero.organisations[0]["Name"]]

    trial = Trial(with_less, browse=lambda address: click(address.replace("+accounting.settings.read", "")))

    assert (trial.code, "Xero did not grant accounting.settings.read" in trial.err) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "typed", "code", "said"),
    [
        ([], "", ExitCode.WRONG_USE, "Give --client-id"),
        (["--client-id", "a", "--secret"], "\n", ExitCode.FAILED, "no client secret came"),
        (["--client-id", "a", "--sandbox", "http://elsewhere.example"], "", ExitCode.FAILED, "plain http"),
        (
            ["--client-id", "a", "--organisation", "x", "--organisation", "y"],
            "",
            ExitCode.FAILED,
            "One organisation is all",
        ),
    ],
)
def test_what_is_wrong_beforehand_is_told_before_a_browser_opens(
    arguments: list[str], typed: str, code: ExitCode, said: str, tmp_path: Path
) -> None:
    """In one line; what is missing after the command is wrong use, what does not fit the form is not."""
    opened: list[str] = []

    trial = Trial(["--config", str(tmp_path / "a.json"), *arguments], stdin=StringIO(typed), browse=opened.append)

    assert (trial.code, trial.out, opened) == (code, "", [])
    assert said in trial.err
    assert trial.err.count("\n") == 1


@pytest.mark.parametrize("wrong", [["--port", "65536"], ["--port", "x"], ["--wait", "0"], ["--wait", "²"]])
def test_a_number_that_cannot_be_one_is_wrong_use(wrong: list[str]) -> None:
    """Ports end at 65535, and nobody waits for nothing."""
    with pytest.raises(SystemExit) as ended:
        Trial(["--config", "a.json", *wrong])

    assert ended.value.code == 2
