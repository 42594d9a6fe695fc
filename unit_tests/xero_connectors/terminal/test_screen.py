"""A person sees sentences, tables, colours and a line that moves; a pipe sees sentences and tables alone."""

from __future__ import annotations

import io
import os
import threading
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_connectors.terminal.made_screen import Watched
from xero_connectors.terminal.screen import Colour, Screen, is_pipe, starting

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sentence_has_its_colour_on_a_terminal_alone() -> None:
    """What was asked for goes to standard output, the rest to standard error; each by what its own stream is."""
    for out, err, told, said in (
        (Watched(), io.StringIO(), "\033[32mDone.\033[0m\n", "Wrong.\n"),
        (io.StringIO(), Watched(), "Done.\n", "\r\033[K\033[31mWrong.\033[0m\n"),
    ):
        screen = Screen(out, err, {})
        screen.tell("Done.", Colour.GOOD)
        screen.say("Wrong.", Colour.BAD)

        assert out.getvalue() == told
        assert err.getvalue() == said


@pytest.mark.parametrize(
    ("environment", "coloured", "moves"),
    [
        ({}, True, True),
        ({"NO_COLOR": ""}, True, True),
        ({"NO_COLOR": "1"}, False, True),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_the_environment_may_refuse_colours(environment: dict[str, str], *, coloured: bool, moves: bool) -> None:
    """NO_COLOR with any value, and a terminal that obeys nothing."""
    out, err = Watched(), Watched()
    screen = Screen(out, err, environment)
    screen.tell("Done.", Colour.GOOD)

    assert ("\033[32m" in out.getvalue()) is coloured
    assert screen.moves is moves


def test_a_text_cannot_command_the_terminal() -> None:
    """An organisation may be called anything."""
    out = Watched()
    Screen(out, io.StringIO(), {}).tell("Demo \033[2J Company\u202e\nsecond line")

    assert out.getvalue() == "Demo  [2J Company \nsecond line\n"


def test_a_table_has_numbers_at_the_right_and_fits_a_page() -> None:
    """Columns are as wide as they must be, and the last one is cut."""
    out = io.StringIO()
    rows = [("invoices", 12_345, "a" * 99), ("仕訳", 6, "")]
    Screen(out, io.StringIO(), {}).table(("Stream", "Records", "Note"), rows)

    assert out.getvalue().splitlines() == [
        "  Stream    Records  Note",
        "  invoices   12,345  " + "a" * 58 + "…",
        "  仕訳            6",
    ]


def test_a_table_may_be_empty() -> None:
    """Its headings stand there all the same."""
    out = io.StringIO()
    Screen(out, io.StringIO(), {}).table(("Stream", "Records"), [])

    assert out.getvalue() == "  Stream  Records\n"


def test_progress_is_drawn_where_somebody_watches_and_taken_away() -> None:
    """No line is left when a sentence is written, nor at the end."""
    out, err = io.StringIO(), Watched()
    screen = Screen(out, err, {})

    with screen.progress() as progress:
        progress.begins("Printing", 2_000)
        progress.advances(1_000)
        screen.tell("Half of it.")
        progress.advances(1_000)

    assert "\r\033[KPrinting [############------------] 1,000 of 2,000\r\033[K" in err.getvalue()
    assert err.getvalue().endswith("2,000 of 2,000\r\033[K")
    assert out.getvalue() == "Half of it.\n"


@pytest.mark.parametrize(("err", "drawn"), [(io.StringIO(), True), (Watched(), False)])
def test_nothing_is_drawn_where_nobody_watches(err: io.StringIO, *, drawn: bool) -> None:
    """In a file, in a pipe, and where something else fills the same terminal."""
    threads = threading.active_count()
    with Screen(io.StringIO(), err, {}).progress(drawn=drawn) as progress:
        progress.begins("Printing", 2_000)
        progress.advances(2_000)
        assert threading.active_count() == threads

    assert err.getvalue() == ""


@pytest.mark.parametrize(
    ("err", "arguments", "shown"),
    [(Watched(), ["plan"], "Starting ...\r"), (Watched(), ["plan", "--help"], ""), (io.StringIO(), ["plan"], "")],
)
def test_something_is_shown_before_the_program_is_loaded(err: io.StringIO, arguments: list[str], shown: str) -> None:
    """To somebody who watches; the next line takes its place, which a help is not."""
    starting(err, arguments, {})
    starting(err, arguments, {"TERM": "dumb"})

    assert err.getvalue() == shown


def test_a_pipe_is_told_from_a_file(tmp_path: Path) -> None:
    """What is no file at all is no pipe either."""
    reader, writer = os.pipe()
    with os.fdopen(writer, "w") as pipe, os.fdopen(reader), (tmp_path / "file").open("w") as file:
        assert is_pipe(pipe)
        assert not is_pipe(file)
    assert not is_pipe(io.StringIO())
