"""Pictures of a terminal: what is left on the screen after bars, colours and long lines, drawn letter by letter."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tools.terminal_picture import COLUMNS, drawn, picture, screen

if TYPE_CHECKING:
    from pathlib import Path


def text(output: str) -> list[str]:
    """Return the lines on the screen without colours."""
    return ["".join(letter for letter, _ in line) for line in drawn(output)]


@pytest.mark.parametrize(
    ("output", "shown"),
    [
        ("one\r\ntwo\r\n", ["one", "two"]),
        ("10 %\r20 %\r\x1b[Kdone\r\n", ["done"]),
        ("a long line\r\x1b[2Kshort", ["short"]),
        ("up\r\nover\x1b[1A\r\x1b[Know", ["now", "over"]),
        ("\x1b[1mbold\x1b[0m \x1b[32mgreen\x1b[39m", ["bold green"]),
        ("x" * (COLUMNS + 2), ["x" * COLUMNS, "xx"]),
        ("\x1b[?25l\x1b]0;title\x07a\b\bb", ["b"]),
        ("left\x1b[3Cright\x1b[1Gl", ["left   right"]),
        ("all\r\nof it\x1b[1A\r\x1b[J", []),
        ("", []),
    ],
)
def test_the_screen_is_what_a_terminal_shows_at_the_end(output: str, shown: list[str]) -> None:
    """Overwritten, erased and coloured text, cursor movements, and lines longer than the screen."""
    assert text(output) == shown


def test_a_command_runs_on_a_terminal_of_this_width(tmp_path: Path) -> None:
    """It sees a terminal, and what it prints is kept with its colours."""
    code = (
        "import os, sys; print(sys.stdout.isatty(), os.get_terminal_size().columns); print('\\x1b[31mred\\x1b[0m <&>')"
    )

    lines = screen([sys.executable, "-c", code], tmp_path, os.environ)

    assert "".join(letter for letter, _ in lines[0]) == f"True {COLUMNS}"
    assert [bool(style) for _, style in lines[1]] == [True] * 3 + [False] * 4


def test_questions_are_answered_in_turn(tmp_path: Path) -> None:
    """Each once it was asked; what is typed shows as on any terminal."""
    code = "print('Hello ' + input('Name? ') + input('Sure? '))"

    lines = screen([sys.executable, "-c", code], tmp_path, os.environ, [("Name?", "A"), ("Sure?", "yes")])

    assert ["".join(letter for letter, _ in line) for line in lines] == ["Name? A", "Sure? yes", "Hello Ayes"]


def test_a_command_that_is_wider_than_the_screen_goes_on_in_the_next_line() -> None:
    """As a shell takes it."""
    shown = picture([("program " + "--option " * 20, [])])

    assert shown.count("\\</tspan>") == 1
    assert shown.count("--option") == 20


def test_a_picture_is_xml_with_every_letter_in_its_column() -> None:
    """Blanks between columns are kept, signs that XML knows are escaped, a long output is cut in its middle."""
    drawn_picture = ET.fromstring(picture([("say it", drawn("a   <b> & c\r\n"))]))
    spans = ["".join(each.itertext()) for each in drawn_picture.iter("{http://www.w3.org/2000/svg}tspan")]

    assert [span.replace("\N{NO-BREAK SPACE}", " ") for span in spans] == ["$", "say it", "a   <b> & c"]
    cut = picture([("many", drawn("\r\n".join(f"line{number}" for number in range(100))))], most=10)
    assert [number for number in range(100) if f">line{number}<" in cut] == [0, 1, 2, 3, 4, 95, 96, 97, 98, 99]
