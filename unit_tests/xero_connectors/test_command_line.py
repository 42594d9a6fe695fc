"""Airbyte's commands as any connector's command line takes them."""

from __future__ import annotations

import errno
import io
import signal
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_connectors.terminal.made_screen import Watched
from xero_connectors.command_line import (
    Command,
    command_parser,
    for_a_person,
    nearest,
    parser,
    started,
    without_format,
)
from xero_connectors.exit_code import ExitCode

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
    assert ended.value.code == ExitCode.WRONG_USE
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
        (("read", "--config", "c.json"), "made-up read: missing: --catalog (the configured catalog, as JSON: "),
        (("spec", "--config", "c.json"), "unrecognized arguments: --config c.json"),
        (("spec", "--save-config"), "unrecognized arguments: --save-config"),
        ((*READ, "--sta", "s.json"), "unrecognized arguments: --sta s.json"),
        (
            ("read", "--config", "", "--catalog", "k.json"),
            "made-up read: --config names nothing (the configuration, as JSON): its value is empty, as where",
        ),
        ((*READ, "--state="), "--state names nothing (the states that the last sync printed, "),
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


@pytest.mark.parametrize(
    ("said", "on_a_terminal", "in_a_pipe"), [((), True, False), (("text",), True, True), (("json",), False, False)]
)
def test_a_command_speaks_to_a_person_on_a_terminal(
    said: Sequence[str], *, on_a_terminal: bool, in_a_pipe: bool
) -> None:
    """And prints messages elsewhere, unless it is told otherwise."""
    asked = parser("made-up", COMMANDS).parse_args(["spec", *(["--format", *said] if said else [])])

    assert for_a_person(asked, Watched()) is on_a_terminal
    assert for_a_person(asked, io.StringIO()) is in_a_pipe


@pytest.mark.parametrize("typed", [("--format", "json"), ("--format=json",), ()])
def test_the_cdk_hears_nothing_of_the_format(typed: Sequence[str]) -> None:
    """It knows no such option."""
    assert without_format(["read", "--config", "c", *typed, "--debug"]) == ["read", "--config", "c", "--debug"]


def test_an_option_that_is_none_is_answered_with_the_nearest_of_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Also where something else is missing for it, and never with an option of another command."""
    assert "there is no --catalgo, did you mean --catalog?" in refusal(
        capsys, "read", "--config", "c", "--catalgo", "k"
    )
    assert "there is no --cofnig=c" not in (said := refusal(capsys, *READ, "--cofnig=c"))
    assert "there is no --cofnig, did you mean --config?" in said
    assert "did you mean" not in refusal(capsys, "spec", "--catalog", "k")
    assert "did you mean" not in refusal(capsys, *READ, "--unheard-of")


def test_a_command_for_a_person_takes_debug_and_keeps_the_lines_of_its_examples(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is said of the command is broken where a line is full."""
    made = command_parser("made-up", "plan", "Say what would be done. " * 9, "for example:\n  made-up plan\n")
    assert made.parse_args(["--debug"]).debug
    with pytest.raises(SystemExit):
        made.parse_args(["--help"])

    said = capsys.readouterr().out
    assert said.endswith("for example:\n  made-up plan\n")
    assert max(map(len, said.splitlines())) <= 110


def test_nothing_is_meant_by_a_word_that_is_like_none() -> None:
    """And of two that are like it, the nearest is."""
    assert nearest("raed", ["read", "spec"]) == "read"
    assert nearest("xyz", ["read", "spec"]) == ""


HELP = "usage: made-up COMMAND\n\n  spec      the form\n  sign-in   sign in\n\nfor example:\n  made-up spec\n"


def ended(*arguments: str, failure: BaseException | None = None) -> int:
    """Start a program whose commands do nothing, or fail, and return its exit code."""

    def run(_: list[str]) -> None:
        if failure:
            raise failure

    try:
        started("made-up", HELP, arguments, run)
    except SystemExit as end:
        return int(str(end.code))
    return 0


def test_a_program_runs_the_commands_that_its_help_lists(capsys: pytest.CaptureFixture[str]) -> None:
    """A word that is none is refused before anything runs, and none at all is answered with the help."""
    assert [ended("spec"), ended("sign-in", "--x"), ended("--help"), ended("-h")] == [0, 0, 0, 0]
    assert capsys.readouterr() == (HELP * 2, "")
    assert [ended(), ended("made-up"), ended("sign")] == [2, 2, 2]
    out, err = capsys.readouterr()
    assert (out, err[: len(HELP)]) == ("", HELP)
    assert err.splitlines()[-2:] == [
        "made-up: there is no command made-up; there are spec, sign-in; made-up --help tells more",
        "made-up: there is no command sign; did you mean sign-in? made-up --help tells more",
    ]


def test_a_scheduler_stops_a_program_as_ctrl_c_does(capsys: pytest.CaptureFixture[str]) -> None:
    """SIGTERM is one line and the code that shells know."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(SystemExit) as end:
            started("made-up", HELP, ["spec"], lambda _: signal.raise_signal(signal.SIGTERM))
    finally:
        signal.signal(signal.SIGTERM, before)

    assert end.value.code == ExitCode.INTERRUPTED
    assert capsys.readouterr() == ("", "Stopped by a signal.\n")


def test_a_failure_that_nothing_else_told_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Its kind and its place, not its text, which may quote a secret; the traceback is for `--debug`."""
    assert ended("spec", failure=KeyError("not-a-real-secret")) == ExitCode.FAILED
    out, err = capsys.readouterr()

    assert out == ""
    assert err.startswith("made-up failed: KeyError at line ")
    assert "Run the command again with --debug" in err
    assert err.count("\n") == 1
    assert "not-a-real-secret" not in err
    with pytest.raises(KeyError):
        ended("spec", "--debug", failure=KeyError())


def test_a_signal_ends_a_program_with_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    """As a shell expects it, 130."""
    assert ended("spec", failure=KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "Stopped by a signal.\n"


def test_a_full_disk_of_temporary_files_is_told_with_its_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    """Airbyte's CDK copies the configuration into one before any command of ours runs."""

    def run(_: list[str]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(SystemExit):
        started("a-connector", "  check  look", ["check"], run)

    said = capsys.readouterr().err
    assert "cannot take more temporary files (No space left on device)" in said
    assert "not your doing" not in said
