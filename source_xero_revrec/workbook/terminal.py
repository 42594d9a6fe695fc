"""What a person sees while the workbook is made."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVERY = 500


class Terminal:
    """Progress and sentences on standard error; progress only where somebody watches."""

    def __init__(self, stderr: TextIO) -> None:
        """Write to `stderr`."""
        self._stderr = stderr
        self._watched = stderr.isatty()
        self._line_is_open = False

    def rows(self, sheet: str, count: int) -> None:
        """Show how many rows a sheet has, now and then; without any, what is done."""
        if self._watched and (count <= 1 or count % _EVERY == 0):
            self._stderr.write(f"\r\033[K{sheet}: {count:,} rows" if count else f"\r\033[K{sheet} ...")
            self._stderr.flush()
            self._line_is_open = True

    def say(self, sentence: str) -> None:
        """Write a sentence on a line of its own."""
        self.clear()
        self._stderr.write(f"{sentence}\n")
        self._stderr.flush()

    def clear(self) -> None:
        """Take the progress away."""
        if self._line_is_open:
            self._stderr.write("\r\033[K")
            self._stderr.flush()
            self._line_is_open = False


def starting(stderr: TextIO) -> None:
    """Show at once that something is done, where somebody watches: loading the program takes a second or two."""
    if stderr.isatty():
        stderr.write("Starting ...\r")
        stderr.flush()


class Warnings(logging.Handler):
    """The connector's warnings, as sentences on the terminal; what fails is told once, by the command itself."""

    def __init__(self, terminal: Terminal) -> None:
        """Write to a terminal."""
        super().__init__(logging.WARNING)
        self._terminal = terminal

    def emit(self, record: logging.LogRecord) -> None:
        """Show a warning; errors come with a traceback that helps no accountant."""
        if record.levelno == logging.WARNING:
            self._terminal.say(record.getMessage())


@contextmanager
def warnings_shown(terminal: Terminal) -> Iterator[None]:
    """Show the connector's warnings as sentences, in place of the CDK's JSON lines on standard output."""
    root = logging.getLogger()
    before, root.handlers = root.handlers, [Warnings(terminal)]
    try:
        yield
    finally:
        root.handlers = before
