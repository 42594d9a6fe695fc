"""The command line goes to the command that it names, and loads nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.run import run
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_input import entry
from unit_tests.destination_xero_journals.made_sign_in import CUSTOM, OAUTH, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock


def code(*arguments: str) -> int:
    """Run a command line and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        run([*arguments])
    return int(str(ended.value.code))


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_the_help_names_every_command(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Airbyte's and a person's."""
    run([asked])
    out = capsys.readouterr().out

    assert out.startswith("usage: destination-xero-journals COMMAND")
    listed = ("spec", "check", "discover", "write", "sign-in", "plan", "post", "replay")
    assert all(f"\n  {name} " in out for name in listed)


def test_an_unknown_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing goes to standard output."""
    assert code("frob") == 2
    assert capsys.readouterr().out == ""


def test_airbytes_commands_print_messages(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A message a line; the arguments are the process's own where none are given."""
    (tmp_path / "config.json").write_text(json.dumps({"credentials": CUSTOM}))

    assert code("discover", "--config", str(tmp_path / "config.json")) == 0
    (message,) = [json.loads(text) for text in capfdbinary.readouterr().out.splitlines()]
    assert message["type"] == "DESTINATION_CATALOG"


def test_replay_prints_a_file_as_messages(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """For `write`."""
    (tmp_path / "entries.jsonl").write_text("\n".join(map(json.dumps, entry())))

    assert code("replay", str(tmp_path / "entries.jsonl")) == 0
    types = [json.loads(text)["type"] for text in capfdbinary.readouterr().out.splitlines()]
    assert types == ["TRACE", "RECORD", "RECORD", "TRACE"]


def test_plan_saves_a_rotated_refresh_token_on_request(
    tmp_path: Path, requests_mock: Mocker, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    """Into the file after --config, and into no other."""
    sign_in(requests_mock, ("tenant-1", "Demo Company"))
    company = MadeCompany(requests_mock, clock)
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"credentials": OAUTH}))
    (tmp_path / "entries.jsonl").write_text("\n".join(map(json.dumps, entry())))
    arguments = ["plan", "--config", str(config), "--input", str(tmp_path / "entries.jsonl")]

    assert code(*arguments) == 0
    assert json.loads(config.read_text())["credentials"]["refresh_token"] == OAUTH["refresh_token"]
    assert code(*arguments, "--save-config") == 0
    assert json.loads(config.read_text())["credentials"]["refresh_token"] == "not-a-real-second"
    assert capsys.readouterr().out.count("Fingerprint") == 2
    assert company.calls == []


def test_the_form_is_printed_without_what_only_posting_needs() -> None:
    """Airbyte asks for it often, and pays for every import."""
    script = (
        "import sys; from destination_xero_journals.run import run\n"
        "try: run(['spec'])\n"
        "except SystemExit: pass\n"
        "print(*sorted({'airbyte_cdk', 'boto3', 'sqlite3', 'xlsxwriter'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout)["type"] == "SPEC"
    assert done.stderr.strip() == ""
