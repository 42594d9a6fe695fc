"""How far a command is, as one line of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_connectors.terminal.text import columns, cut, printable

if TYPE_CHECKING:
    from xero_connectors.terminal.progress import Progress

_WIDTH, _LEAST = 24, 6
"""Letters of a bar, and of one that still tells something."""
_SHORT = 2
"""Seconds for which nobody asks how long it takes."""


def line(progress: Progress, width: int = 200) -> str:
    """Return what is being done, with a bar where it is known how much there is of it.

    Where the terminal is narrow, the bar gives way first, and then what Xero was asked.
    """
    done, total, wait = progress.done, progress.total, progress.waits
    what = printable(progress.what)
    counted = f"{done:,} of {total:,}" if total else f"{done:,}" if done else ""
    held_back = f"(waiting {wait} s for Xero's limit)" if wait else ""
    speed = f"{progress.rate:,}/s" if done and progress.rate else ""
    time = f"{progress.elapsed:.0f} s" if progress.elapsed >= _SHORT else ""
    time = f"{_minutes(progress.left)} left" if progress.within else time
    told = " ".join(filter(None, (counted, held_back, speed, time)))
    room = width - columns(what) - columns(told) - 4
    drawn = _bar(done, total, min(_WIDTH, room)) if total and room >= _LEAST else ""
    whole = " ".join(filter(None, (what, drawn, told)))
    asked = printable(progress.asks)
    return f"{whole} {asked}" if asked and columns(whole) + 1 + columns(asked) <= width else cut(whole, width)


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _bar(done: int, total: int, width: int) -> str:
    full = min(width, width * done // total)
    return f"[{'#' * full}{'-' * (width - full)}]"
