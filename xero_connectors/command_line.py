"""A connector's command line: options, help, and what is meant by a wrong word.

What fails without a sentence of its own ends in one here; its traceback is shown with `--debug` alone.
"""

from __future__ import annotations

import argparse
import gc
import re
import signal
import sys
import textwrap
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from xero_connectors.exit_code import ExitCode
from xero_connectors.standard_output import output_checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

DEBUG, FORMAT = "--debug", "--format"
JSON, TEXT = "json", "text"
_WIDTH = 110
_PACKAGE = "airbyte-xero-revrec"
_LISTED = re.compile(r"^  ([a-z]+(?:-[a-z]+)*)(?:  |$)", re.MULTILINE)
"""A command where a help lists it."""
_MISSING = re.compile(r"the following arguments are required: (.+)")
_WITHOUT_VALUE = re.compile(r"argument (\S+): expected one argument")
_EMPTY = "its value is empty"
_NAMES_NOTHING = re.compile(rf"argument (\S+): {_EMPTY}")
_FILES = {
    "--config": "the configuration, as JSON",
    "--catalog": "the configured catalog, as JSON: the streams, and how each is synced",
    "--state": "the states that the last sync printed, as a JSON list; without it, everything is read",
}


@dataclass(frozen=True)
class Command:
    """One of Airbyte's commands: what it does, the files that it needs or may have, and how it is typed."""

    name: str
    about: str
    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    example: str = ""


class Parser(argparse.ArgumentParser):
    """Refuses in one line that names what may be meant and points to the help, where argparse would print the usage."""

    _given: Sequence[str] = ()

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - argparse's
        """Keep what was typed, so that a refusal can say what may be meant by it."""
        self._given = [*(sys.argv[1:] if args is None else args)]
        return super().parse_known_args(args, namespace)

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:  # noqa: ANN401 - argparse's
        # What follows a command is the command's own.
        if "" in arg_strings and not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as below
            raise argparse.ArgumentError(action, _EMPTY)
        return super()._get_values(action, arg_strings)

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        what = "an unknown command, or none" if "COMMAND" in message else self._told(message)
        said = f"{what}; {self._meant()}{self._example()}{self.prog} --help tells more"
        self.exit(ExitCode.WRONG_USE, f"{self.prog}: {said}\n")

    def _told(self, message: str) -> str:
        """Return what argparse says, with what the help says of an option that is missing or has no value."""
        if found := _MISSING.fullmatch(message):
            return f"missing: {', '.join(f'{name}{self._about(name)}' for name in found[1].split(', '))}"
        if found := _WITHOUT_VALUE.fullmatch(message):
            return f"{found[1]} needs a value{self._about(found[1])}"
        if found := _NAMES_NOTHING.fullmatch(message):
            return f"{found[1]} names nothing{self._about(found[1])}: {_EMPTY}, as where a variable is not set"
        return message

    def _about(self, name: str) -> str:
        asked = (each for each in self._actions if name in (each.option_strings or (each.metavar,)))
        return next((f" ({each.help})" for each in asked if each.help), "")

    def _example(self) -> str:
        """Return the help's first example of this command, empty where it has none."""
        lines = (line.strip() for line in (self.epilog or "").splitlines() if line.startswith(" "))
        return next((f"for example: {line}; " for line in lines if f"{self.prog} " in line), "")

    def _meant(self) -> str:
        """Return what may be meant by options that there are not, empty where nothing comes near."""
        known = self._options()
        wrong = [name for name in (word.partition("=")[0] for word in self._given) if name.startswith("--")]
        near = ((name, nearest(name, known)) for name in wrong if name not in known)
        return "".join(f"there is no {name}, did you mean {option}? " for name, option in near if option)

    def _options(self) -> set[str]:
        known = set(self._option_string_actions)
        for action in self._actions:
            # The options after a command are those of the command.
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - argparse has no other name for it
                for word in self._given:
                    known |= set(action.choices[word]._option_string_actions) if word in action.choices else set()  # noqa: SLF001
        return {option for option in known if option.startswith("--")}


def command_parser(program: str, command: str, about: str, epilog: str) -> Parser:
    """Return the parser of a command for a person, without its options; the epilog's lines stay as they are."""
    made = Parser(
        prog=f"{program} {command}",
        description=textwrap.fill(about, _WIDTH),
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_debug(made)
    return made


def parser(program: str, commands: Sequence[Command]) -> argparse.ArgumentParser:
    """Return the parser of a connector's commands; it ends the process after `--help` and a wrong command line."""
    made = Parser(prog=program, allow_abbrev=False)
    kinds = made.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    for command in commands:
        # The text of the commands' own help begins with a capital and ends with a full stop.
        about = f"{command.about[0].upper()}{command.about[1:]}."
        each = kinds.add_parser(
            command.name,
            description=about,
            epilog=f"for example:\n  {program} {command.example or command.name}\n",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        for option in command.needed:
            each.add_argument(option, required=True, metavar="FILE", help=_FILES[option])
        for option in command.optional:
            each.add_argument(option, metavar="FILE", help=_FILES[option])
        if "--config" in command.needed:
            each.add_argument(
                "--save-config",
                action="store_true",
                help="write a rotated refresh token back into the file after --config",
            )
        each.add_argument(
            FORMAT,
            choices=(TEXT, JSON),
            help="text: for a person; json: Airbyte's messages; left out, text on a terminal, json elsewhere",
        )
        _add_debug(each)
    return made


def for_a_person(asked: argparse.Namespace, stdout: TextIO | None = None) -> bool:
    """Tell whether one of Airbyte's commands speaks to a person: as `--format` says, else where a terminal shows it."""
    return asked.format == TEXT or (asked.format is None and (stdout or sys.stdout).isatty())


def without_format(arguments: Sequence[str]) -> list[str]:
    """Return a command line without `--format` and what it says, which the CDK does not know."""
    valued = [place + 1 for place, word in enumerate(arguments) if word == FORMAT]
    return [word for place, word in enumerate(arguments) if place not in valued and word.partition("=")[0] != FORMAT]


def _add_debug(made: argparse.ArgumentParser) -> None:
    # Airbyte's own tools pass it to every connector.
    made.add_argument(DEBUG, action="store_true", help=argparse.SUPPRESS)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like one that is not known, empty where none is."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    return next(iter(get_close_matches(word, sorted(known), n=1)), "")


def started(program: str, help_text: str, arguments: Sequence[str], run: Callable[[list[str]], None]) -> None:
    """Run a program's command line; `help_text` lists its commands, and `run` gets one of them with its arguments.

    It ends the process after a wrong command or none, Ctrl-C, SIGTERM, and a failure that nothing else told.
    """
    # What is imported, and a page of Xero's, is a hundred thousand objects at once: looking among them for cycles costs
    # a seventh of the time and finds none.
    gc.set_threshold(200_000, 20, 20)
    # Only the main thread may. A scheduler's SIGTERM then leaves nothing behind, as Ctrl-C does.
    with suppress(ValueError):
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    with output_checked():
        _ended(program, help_text, arguments, run)


def _ended(program: str, help_text: str, arguments: Sequence[str], run: Callable[[list[str]], None]) -> None:
    try:
        if not _answered(program, help_text, arguments):
            run([*arguments])
    except KeyboardInterrupt:
        # Before a command has begun, or while it ends: each command says itself what it has done.
        sys.stderr.write("Stopped by a signal.\n")
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as failure:
        if DEBUG in arguments:
            raise
        from xero_connectors.temporary import trouble  # noqa: PLC0415 - only where something is wrong

        sys.stderr.write(f"{trouble(failure) or _ours(program, failure)}\n")
        sys.exit(ExitCode.FAILED)


def _answered(program: str, help_text: str, arguments: Sequence[str]) -> bool:
    """Answer what is no command: the help, the version, and a word that is none."""
    match [*arguments]:
        case []:
            # Standard output is for machines, which take a help for no message.
            sys.stderr.write(help_text)
            sys.exit(ExitCode.WRONG_USE)
        case ["--help" | "-h" | "help"]:
            sys.stdout.write(help_text)
        case ["--version" | "-V"]:
            from importlib.metadata import version  # noqa: PLC0415 - start-up counts

            sys.stdout.write(f"{program} {version(_PACKAGE)}\n")
        case [word, *_] if word not in (commands := _LISTED.findall(help_text)):
            like = nearest(word, [*commands, "--help", "--version"])
            meant = f"did you mean {like}?" if like else f"there are {', '.join(commands)};"
            sys.stderr.write(f"{program}: there is no command {word}; {meant} {program} --help tells more\n")
            sys.exit(ExitCode.WRONG_USE)
        case _:
            return False
    return True


def _ours(program: str, failure: Exception) -> str:
    """Return what is said of a failure that is the program's own; its text is left out, since it may hold secrets."""
    last = failure.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    where = f" at line {last.tb_lineno} of {last.tb_frame.f_code.co_filename}" if last else ""
    return (
        f"{program} failed: {type(failure).__name__}{where}. This is not your doing. Run the command again with "
        f"{DEBUG} for the traceback, and report it."
    )
