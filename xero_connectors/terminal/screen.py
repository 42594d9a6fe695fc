"""A person's terminal: sentences, a table, and on the last line how far the command is.

What was asked for goes to standard output, everything else to standard error. Colours and the moving line are for a
terminal alone, and colours only where NO_COLOR is not set.
"""

from __future__ import annotations

import os
import stat
import sys
import threading
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, TextIO

from xero_connectors.terminal.bar import line
from xero_connectors.terminal.progress import Progress
from xero_connectors.terminal.text import columns, harmless, left, printable, right

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_EVERY = 0.2
_CLEAR, _PLAIN = "\r\033[K", "\033[0m"
_NARROW = 80
_GAP = "  "


class Colour(Enum):
    """What a colour means."""

    GOOD = "\033[32m"
    DOUBTFUL = "\033[33m"
    BAD = "\033[31m"
    HEADING = "\033[1m"


class Screen:
    """Where a command speaks to a person; threads may share it."""

    def __init__(
        self, stdout: TextIO | None = None, stderr: TextIO | None = None, environment: Mapping[str, str] = os.environ
    ) -> None:
        """Speak on the process's own streams unless told otherwise."""
        self._out, self._err = stdout or sys.stdout, stderr or sys.stderr
        obeys = environment.get("TERM") != "dumb"
        self.moves = obeys and self._err.isatty()
        """Whether a line that moves is drawn: somebody watches standard error."""
        self._coloured = obeys and not environment.get("NO_COLOR")
        self._turn = threading.RLock()
        # `starting` may have left its word.
        self._open = self.moves

    def tell(self, text: str, colour: Colour | None = None) -> None:
        """Write a sentence of what was asked for."""
        self._write(self._out, text, colour)

    def say(self, text: str, colour: Colour | None = None) -> None:
        """Write a sentence about what is being done, or about what is wrong."""
        self._write(self._err, text, colour)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
        """Write a table of what was asked for."""
        self._laid_out(self._out, headings, rows)

    def listed(self, headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
        """Write a table from which a person may choose."""
        self._laid_out(self._err, headings, rows)

    def _laid_out(self, stream: TextIO, headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
        """Write a table, numbers at the right and each column as wide as it must be; the last one is cut to fit."""
        shown = [[f"{each:,}" if isinstance(each, int) else printable(each) for each in row] for row in rows]
        widths = [max(map(columns, cells)) for cells in zip(headings, *shown, strict=True)]
        room = self._width(stream) - sum(widths[:-1]) - len(_GAP) * (len(widths) - 1) - 2
        widths[-1] = min(widths[-1], max(room, columns(headings[-1])))
        numbers = [bool(rows) and all(isinstance(row[place], int) for row in rows) for place in range(len(widths))]

        def laid(cells: Sequence[str]) -> str:
            placed = zip(cells, widths, numbers, strict=True)
            return "  " + _GAP.join((right if number else left)(each, width) for each, width, number in placed).rstrip()

        self._write(stream, laid(headings), Colour.HEADING)
        for row in shown:
            self._write(stream, laid(row), None)

    @contextmanager
    def progress(
        self, *, waiting: Callable[[], float] | None = None, asking: Callable[[], str] | None = None, drawn: bool = True
    ) -> Iterator[Progress]:
        """Hand out a progress that is drawn while the block runs, and taken away; nothing is, unless somebody watches.

        With `drawn` False nothing is drawn either: something else is printed there.
        """
        if not (drawn and self.moves):
            yield Progress()
            return
        progress = Progress(self._draw, waiting=waiting, asking=asking)
        try:
            with progress.shown(_EVERY):
                yield progress
        finally:
            self.clear()

    def clear(self) -> None:
        """Take away the line that says how far the command is."""
        with self._turn:
            if self._open:
                self._err.write(_CLEAR)
                self._err.flush()
                self._open = False

    def _draw(self, progress: Progress) -> None:
        # Beyond the last column a terminal begins a line that is not taken away.
        text = line(progress, self._width(self._err) - 1)
        with self._turn:
            self._err.write(f"{_CLEAR}{text}")
            self._err.flush()
            self._open = True

    def _write(self, stream: TextIO, text: str, colour: Colour | None) -> None:
        safe = harmless(text)
        with self._turn:
            self.clear()
            if colour and self._coloured and stream.isatty():
                safe = f"{colour.value}{safe}{_PLAIN}"
            stream.write(f"{safe}\n")
            stream.flush()

    @staticmethod
    def _width(stream: TextIO) -> int:
        """Return how many columns the terminal of a stream has, and those of a page where it is none."""
        try:
            return os.get_terminal_size(stream.fileno()).columns or _NARROW
        except (OSError, ValueError):
            return _NARROW if not stream.isatty() else int(os.environ.get("COLUMNS") or _NARROW)


def is_pipe(stream: TextIO) -> bool:
    """Tell whether a stream goes to another program, which may speak on the same terminal."""
    try:
        return stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def starting(stderr: TextIO, arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
    """Show at once that something is done, where somebody watches: loading the program takes a second or two."""
    if stderr.isatty() and environment.get("TERM") != "dumb" and not {"--help", "-h"} & {*arguments}:
        stderr.write("Starting ...\r")
        stderr.flush()
