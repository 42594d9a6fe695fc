"""How far a command is stands on one line, what matters most first."""

from __future__ import annotations

import pytest

from xero_connectors.terminal.bar import line
from xero_connectors.terminal.progress import Progress


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


def test_a_line_tells_how_long_is_left_of_what_has_an_end() -> None:
    """In minutes and seconds, down to nothing."""
    time = [0.0]
    progress = Progress(seconds=lambda: time[0])
    progress.begins("Waiting", within=300)
    shown = []
    for time[0] in (0.0, 12.4, 241.0, 301.0):
        shown.append(line(progress))
    progress.begins("Reading")

    assert shown == ["Waiting 5 min 0 s left", "Waiting 4 min 48 s left", "Waiting 59 s left", "Waiting 0 s left"]
    assert line(progress) == "Reading"


def test_a_line_tells_speed_time_and_what_xero_was_asked() -> None:
    """What matters most comes first; what was asked before this began is not told, and nothing commands a terminal."""
    time, calls = [0.0], ["Demo: Organisation, 1 call"]
    progress = Progress(asking=lambda: calls[0], seconds=lambda: time[0])
    progress.begins("Reading")
    assert line(progress) == "Reading"
    progress.advances(500)
    time[0], calls[0] = 4.0, "Demo\033[31m: Invoices, page 2, 3 calls"

    assert line(progress) == "Reading 500 125/s 4 s Demo [31m: Invoices, page 2, 3 calls"


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "Posting to Demo [############------------] 500 of 1,000 Demo"),
        (50, "Posting to Demo [#########----------] 500 of 1,000"),
        (40, "Posting to Demo [####-----] 500 of 1,000"),
        (30, "Posting to Demo 500 of 1,000"),
        (20, "Posting to Demo 500…"),
    ],
)
def test_a_narrow_terminal_has_the_count_rather_than_the_bar(width: int, shown: str) -> None:
    """What Xero was asked gives way first, then the bar; no line is wider than the terminal."""
    calls = [""]
    progress = Progress(asking=lambda: calls[0])
    progress.begins("Posting to Demo", 1_000)
    calls[0] = "Demo"
    progress.advances(500)

    assert line(progress, width) == shown
    assert len(shown) <= width
