"""The command line hands each command to what runs it, and answers for itself where nothing does."""

from __future__ import annotations

import enum
import json
import linecache
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.run import load_cdk, run
from unit_tests.test_command_line import call

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_the_help_lists_the_commands(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Airbyte's and those for a person."""
    run([option])

    out, error = capsys.readouterr()
    assert all(
        f"\n  {command} " in out for command in ("spec", "check", "discover", "read", "workbook", "views", "sign-in")
    )
    assert error == ""


@pytest.mark.parametrize("words", [["raed"], ["read", "--config", "a.json"], ["check"]])
def test_a_wrong_command_line_ends_with_a_word_about_it(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown command, and a file that is missing; standard output stays empty for machines."""
    assert call("source-xero-revrec", *words) == 2

    out, error = capsys.readouterr()
    assert (out, error.count("\n")) == ("", 1)
    assert "--help tells more" in error


def test_views_are_printed_for_a_warehouse(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of Airbyte is loaded for that."""
    assert call("source-xero-revrec", "views", "--schema", "xero") == 0

    assert "CREATE OR REPLACE VIEW xero.current_order_details AS" in capsys.readouterr().out


def test_a_workbook_of_no_configuration_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is the command's own."""
    missing = tmp_path / "config.json"

    assert call("source-xero-revrec", "workbook", "--config", str(missing), "--output", str(tmp_path / "a.xlsx")) == 1

    assert f"The configuration {missing} cannot be read" in capsys.readouterr().err


def test_airbytes_commands_print_messages(capsys: pytest.CaptureFixture[str]) -> None:
    """The form of the configuration is one."""
    assert call("source-xero-revrec", "spec") == 0

    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["type"] == "SPEC"


_COUNT = """
import sys
parsed = []
sys.addaudithook(lambda event, given: parsed.append(event) if event == "compile" and given[1] == "<unknown>" else None)
from source_xero_revrec.run import load_cdk
load_cdk()
print(len(parsed))
"""


def test_a_command_begins_without_parsing_the_sources_of_the_cdk_anew() -> None:
    """A class of its messages is looked up in its whole module, which is parsed for each, and `enum` as often."""
    done = subprocess.run([sys.executable, "-c", _COUNT], capture_output=True, text=True, check=True)

    assert int(done.stdout) < 30


_LOADED = """
import sys
from source_xero_revrec.run import load_cdk
load_cdk()
import source_xero_revrec.close.command, source_xero_revrec.entrypoint, source_xero_revrec.set_up
import source_xero_revrec.terminal.commands, source_xero_revrec.workbook.command
manifests = "airbyte_cdk.sources.declarative"
print(manifests in sys.modules)
from airbyte_cdk import AirbyteEntrypoint, YamlDeclarativeSource
print(manifests in sys.modules, AirbyteEntrypoint is sys.modules["airbyte_cdk.entrypoint"].AirbyteEntrypoint)
"""


def test_a_command_begins_without_the_cdks_manifests() -> None:
    """They are a third of its modules, and are imported once somebody asks the package for something by name."""
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "True", "True"]


def test_tracebacks_show_their_lines_once_the_cdk_is_loaded() -> None:
    """The sources are hidden while it loads alone."""
    load_cdk()

    assert enum.__file__
    assert linecache.getlines(enum.__file__)
