"""The destination's command as Airbyte runs it: a process with files, an input and everything that it prints."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from integration_tests.support.posting import COMMAND, catalog
from unit_tests.destination_xero_journals.made_input import without_counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integration_tests.support.forked import Forked

Row = dict[str, Any]


@dataclass(frozen=True)
class Printed:
    """What a command printed, and its exit code."""

    code: int
    out: bytes
    err: bytes

    @property
    def everything(self) -> str:
        """Return both outputs."""
        return (self.out + self.err).decode(errors="replace")

    def messages(self, kind: str = "") -> list[Row]:
        """Return the messages, of one type or of all; a line that is no message fails the test."""
        found: list[Row] = [orjson.loads(line) for line in self.out.splitlines()]
        return [message for message in found if kind in ("", message["type"])]

    def states(self) -> list[bytes]:
        """Return the acknowledged states as they came in."""
        return [without_counts(line) for line in self.out.splitlines() if orjson.loads(line)["type"] == "STATE"]

    def error(self) -> Row:
        """Return the error that Airbyte shows."""
        (found,) = [message["trace"]["error"] for message in self.messages("TRACE")]
        error: Row = found
        return error


class Destination:
    """The command, with its files in a folder."""

    def __init__(self, folder: Path, forked: Forked | None = None) -> None:
        """Keep the files in `folder`; with `forked`, each run is a fork that has the command's imports."""
        self.folder, self._forked = folder, forked

    def file(self, name: str, content: Row) -> str:
        """Write a JSON file and return its path."""
        path = self.folder / name
        path.write_text(json.dumps(content), encoding="utf-8")
        return str(path)

    def run(self, *arguments: str, given: bytes = b"") -> Printed:
        """Run a command to its end."""
        if self._forked:
            told = self._forked.run(COMMAND.name, *arguments, folder=Path.cwd(), given=given, within=60)
            return Printed(told.returncode, told.stdout.encode(), told.stderr.encode())
        done = subprocess.run([COMMAND, *arguments], input=given, capture_output=True, timeout=60, check=False)
        return Printed(done.returncode, done.stdout, done.stderr)

    def check(self, config: Row) -> Row:
        """Check a configuration and return the connection's status."""
        printed = self.run("check", "--config", self.file("config.json", config))
        assert printed.code == 0
        (status,) = [message["connectionStatus"] for message in printed.messages("CONNECTION_STATUS")]
        found: Row = status
        return found

    def write(self, config: Row, lines: Iterable[bytes], selected: Row | None = None) -> Printed:
        """Write lines; an end of line follows each."""
        paths = self.file("config.json", config), self.file("catalog.json", selected or catalog())
        return self.run(
            "write", "--config", paths[0], "--catalog", paths[1], given=b"".join(line + b"\n" for line in lines)
        )
