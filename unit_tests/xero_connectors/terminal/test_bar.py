"""A bar stands on a terminal, and nowhere else."""

from __future__ import annotations

import io

import pytest

from destination_xero_journals.commands.bar import bar, line
from destination_xero_journals.progress import Progress


class Screen(io.StringIO):
    """A terminal that keeps what was written."""

    def isatty(self) -> bool:
        """Be one."""
        return True


@pytest.mark.parametrize(
    ("total", "done", "waits", "expected"),
    [
        (0, 0, 0.0, "Posting"),
        (0, 1_200, 0.0, "Posting 1,200"),
        (4_000, 1_000, 0.0, "Posting [######------------------] 1,000 of 4,000"),
        (4_000, 4_000, 0.0, "Posting [########################] 4,000 of 4,000"),
        (0, 5, 12.0, "Posting 5 (waiting 12 s for Xero's limit)"),
    ],
)
def test_a_line_shows_how_much_of_it_is_done(total: int, done: int, waits: float, expected: str) -> None:
    """A bar only where it is known how much there is."""
    progress = Progress(waiting=lambda: waits)
    progress.begins("Posting", total)
    progress.advances(done)

    assert line(progress) == expected


def test_it_is_drawn_on_a_terminal_and_taken_away() -> None:
    """No line is left when something else is printed."""
    screen = Screen()

    with bar(screen) as progress:
        progress.begins("Printing", 2_000)
        progress.advances(1_000)

    assert "\r\033[KPrinting [############------------] 1,000 of 2,000" in screen.getvalue()
    assert screen.getvalue().endswith("\r\033[K")


@pytest.mark.parametrize(("screen", "watched"), [(io.StringIO(), True), (Screen(), False)])
def test_nothing_is_drawn_where_nobody_watches(screen: io.StringIO, watched: bool) -> None:  # noqa: FBT001 - a table
    """In a file, in a pipe, and where records fill the same terminal."""
    with bar(screen, watched=watched) as progress:
        progress.begins("Printing", 2_000)
        progress.advances(2_000)

    assert screen.getvalue() == ""
