"""Airbyte's commands as any connector's command line takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from xero_connectors.command_line import WRONG_USE, Command, parser

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    Command("spec", "print the form"),
    Command("read", "read records", needed=("--config", "--catalog"), optional=("--state",)),
)
READ = ("read", "--config", "c.json", "--catalog", "k.json")


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what is said of a command line that is refused."""
    with pytest.raises(SystemExit) as ended:
        parser("made-up", COMMANDS).parse_args(arguments)
    assert ended.value.code == WRONG_USE
    return capsys.readouterr().err


def test_a_command_takes_the_files_that_it_needs_and_those_that_it_may_have() -> None:
    """What was not given is None."""
    read = parser("made-up", COMMANDS).parse_args([*READ])

    assert (read.command, read.config, read.catalog, read.state) == ("read", "c.json", "k.json", None)
    assert not read.save_config


def test_what_airbyte_and_its_users_add_is_taken() -> None:
    """Airbyte's own tools pass --debug to every connector, and --save-config goes with a configuration."""
    made = parser("made-up", COMMANDS)

    assert made.parse_args(["spec", "--debug"]).debug
    assert made.parse_args([*READ, "--state", "s.json", "--save-config"]).save_config


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "made-up: an unknown command, or none; made-up --help tells more"),
        (("sync",), "made-up: an unknown command, or none"),
        (("read", "--config", "c.json"), "made-up read: the following arguments are required: --catalog"),
        (("spec", "--config", "c.json"), "unrecognized arguments: --config c.json"),
        (("spec", "--save-config"), "unrecognized arguments: --save-config"),
        ((*READ, "--sta", "s.json"), "unrecognized arguments: --sta s.json"),
    ],
)
def test_any_other_command_line_is_refused(
    arguments: Sequence[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says why, and where to read more; options are not guessed from their beginnings."""
    found = refusal(capsys, *arguments)

    assert said in found
    assert found.count("\n") == 1


def test_the_help_of_a_command_is_a_sentence_and_its_files(capsys: pytest.CaptureFixture[str]) -> None:
    """What nobody needs to know of is not in it."""
    with pytest.raises(SystemExit) as ended:
        parser("made-up", COMMANDS).parse_args(["read", "--help"])

    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert "\nRead records.\n" in said
    assert all(f"{option} FILE" in said for option in ("--config", "--catalog", "--state"))
    assert "--debug" not in said
