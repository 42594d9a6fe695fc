"""A terminal as a picture: commands run on a pseudo-terminal, and what is on the screen at their end, as SVG."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import textwrap
import time
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

COLUMNS, ROWS = 110, 60
_MOST_SECONDS = 180.0
_WIDTH, _HEIGHT, _MARGIN = 7.25, 17, 14
_SVG = "http://www.w3.org/2000/svg"  # ignore-https-check: the name of a notation
_COLOURS = ("#6e7781", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff", "#76e3ea", "#f0f6fc")
_SEQUENCE = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|\x1b[=>()][A-Z0-9]?|\x1b\][^\x07]*\x07")
_REST = "0"
_BLANK = "\N{NO-BREAK SPACE}"

Style = str
Cell = tuple[str, Style]


def screen(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], answers: Sequence[tuple[str, str]] = ()
) -> list[list[Cell]]:
    """Run a command on a terminal and return the lines that are there at its end; each cell has a colour or none.

    `answers` are what is typed, in turn, each once the text before it has been shown.
    """
    return drawn(_output(command, folder, environment, answers))


def picture(typed: Sequence[tuple[str, list[list[Cell]]]], *, most: int = 48) -> str:
    """Draw commands and what each showed, of each at most so many lines from its beginning and its end."""
    lines: list[list[Cell]] = []
    for command, shown in typed:
        first, *more = textwrap.wrap(command, COLUMNS - 4, break_on_hyphens=False)
        for before, part in (("$ ", first), *(("    ", part) for part in more)):
            ending = " \\" if part != (first, *more)[-1] else ""
            lines.append(
                [*((letter, _COLOURS[2]) for letter in before), *((letter, "bold") for letter in part + ending)]
            )
        lines += shown if len(shown) <= most else [*shown[: most // 2], [(".", _COLOURS[0])] * 3, *shown[-most // 2 :]]
        lines.append([])
    return _svg(lines[:-1])


def drawn(output: str) -> list[list[Cell]]:
    """Return the lines that a terminal shows after some output: what was overwritten or erased is gone."""
    lines: list[list[Cell]] = [[]]
    row, column, style = 0, 0, ""
    position = 0
    while position < len(output):
        found = _SEQUENCE.match(output, position)
        if found:
            position = found.end()
            if found[2] == "m":
                style = _style(style, found[1])
            else:
                row, column = _moved(lines, row, column, found[1] or "", found[2] or "")
            continue
        letter, position = output[position], position + 1
        if letter == "\n":
            row, column = row + 1, 0
            lines += [[] for _ in range(row + 1 - len(lines))]
        elif letter == "\r":
            column = 0
        elif letter == "\b":
            column = max(column - 1, 0)
        elif letter >= " ":
            if column == COLUMNS:
                row, column = row + 1, 0
                lines.insert(row, [])
            _put(lines[row], column, (letter, style))
            column += 1
    while lines and not any(letter.strip() for letter, _ in lines[-1]):
        lines.pop()
    return lines


def _put(line: list[Cell], column: int, cell: Cell) -> None:
    line += [(" ", "")] * (column - len(line))
    line[column : column + 1] = [cell]


def _moved(lines: list[list[Cell]], row: int, column: int, number: str, kind: str) -> tuple[int, int]:
    by = int(number) if number.isdigit() else 1
    if kind == "K":
        kept = 0 if number == "2" else column
        del lines[row][kept:]
    elif kind == "J":
        del lines[row][column:]
        del lines[row + 1 :]
    elif kind == "A":
        row = max(row - by, 0)
    elif kind == "G":
        column = by - 1
    elif kind == "C":
        column += by
    return row, column


def _style(style: Style, numbers: str) -> Style:
    for number in (numbers or _REST).split(";"):
        if number in (_REST, "39", "22"):
            style = ""
        elif number == "1":
            style = style or "bold"
        elif number == "2":
            style = _COLOURS[0]
        elif number.isdigit() and int(number) in (*range(30, 38), *range(90, 98)):
            style = _COLOURS[int(number) % 10]
    return style


def _output(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], answers: Sequence[tuple[str, str]]
) -> str:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    settings = {**environment, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(ROWS)}
    process = subprocess.Popen(  # noqa: S603 - as named by the caller
        command, cwd=folder, env=settings, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    read, ends = b"", time.monotonic() + _MOST_SECONDS
    waiting, answered = list(answers), 0
    while time.monotonic() < ends:
        ready, _, _ = select.select([ours], [], [], 1.0)
        if not ready:
            continue
        try:
            more = os.read(ours, 1 << 16)
        except OSError:
            break
        if not more:
            break
        read += more
        if waiting and waiting[0][0].encode() in read[answered:]:
            os.write(ours, f"{waiting.pop(0)[1]}\n".encode())
            answered = len(read)
    else:
        process.kill()
    process.wait()
    os.close(ours)
    return read.decode("utf-8", "replace")


def _svg(lines: Sequence[Sequence[Cell]]) -> str:
    width, height = round(COLUMNS * _WIDTH) + 2 * _MARGIN, len(lines) * _HEIGHT + 2 * _MARGIN
    texts = "".join(_text(number, line) for number, line in enumerate(lines) if line)
    return (
        f'<svg xmlns="{_SVG}" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>'
        f'<g font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="12" fill="#c9d1d9" '
        f">{texts}</g></svg>\n"
    )


def _text(number: int, line: Sequence[Cell]) -> str:
    height = _MARGIN + (number + 0.75) * _HEIGHT
    spans = "".join(
        f'<tspan x="{_MARGIN + start * _WIDTH:.1f}" textLength="{len(text) * _WIDTH:.1f}"{_look(style)}>'
        f"{escape(text.replace(' ', _BLANK))}</tspan>"
        for start, text, style in _runs(line)
    )
    return f'<text y="{height:.1f}">{spans}</text>'


def _look(style: Style) -> str:
    if style == "bold":
        return ' font-weight="bold" fill="#f0f6fc"'
    return f' fill="{style}"' if style else ""


def _runs(line: Sequence[Cell]) -> Iterator[tuple[int, str, Style]]:
    """Yield the stretches of one style, with the column that each begins in; blanks at the ends are left out."""
    start = 0
    while start < len(line):
        style = line[start][1]
        end = start
        while end < len(line) and line[end][1] == style:
            end += 1
        text = "".join(letter for letter, _ in line[start:end])
        if text.strip():
            before = len(text) - len(text.lstrip())
            yield start + before, text.strip(), style
        start = end
