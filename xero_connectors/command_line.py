"""Airbyte's commands as a command line: their options, their help, and exit code 2 for whatever else is typed."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

WRONG_USE, INTERRUPTED = 2, 130
_FILES = {
    "--config": "the configuration, as JSON",
    "--catalog": "the configured catalog, as JSON: the streams, and how each is synced",
    "--state": "the states that the last sync printed, as a JSON list; without it, everything is read",
}


@dataclass(frozen=True)
class Command:
    """One of Airbyte's commands: what it does, and the files that it needs or may have."""

    name: str
    about: str
    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


class _Parser(argparse.ArgumentParser):
    """Refuses in one line that points to the help, where argparse would print the usage."""

    def error(self, message: str) -> NoReturn:
        what = "an unknown command, or none" if "COMMAND" in message else message
        self.exit(WRONG_USE, f"{self.prog}: {what}; {self.prog} --help tells more\n")


def parser(program: str, commands: Sequence[Command]) -> argparse.ArgumentParser:
    """Return the parser of a connector's commands; it exits with 0 for `--help` and with 2 for a wrong command line."""
    made = _Parser(prog=program, allow_abbrev=False)
    kinds = made.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for command in commands:
        # The text of the commands' own help begins with a capital and ends with a full stop.
        about = f"{command.about[0].upper()}{command.about[1:]}."
        each = kinds.add_parser(command.name, description=about, allow_abbrev=False)
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
        # Airbyte's own tools pass it to every connector.
        each.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    return made
