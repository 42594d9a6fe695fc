"""How far a command is, as one line of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_connectors.terminal.text import printable

if TYPE_CHECKING:
    from xero_connectors.terminal.progress import Progress

_WIDTH = 24
_SHORT = 2
"""Seconds for which nobody asks how long it takes."""


def line(progress: Progress) -> str:
    """Return what is being done, with a bar where it is known how much there is of it.

    What matters most comes first, since the end is cut where the terminal is narrow.
    """
    done, total, wait = progress.done, progress.total, progress.waits
    told = f"{done:,}" if done else ""
    if total:
        full = min(_WIDTH, _WIDTH * done // total)
        told = f"[{'#' * full}{'-' * (_WIDTH - full)}] {done:,} of {total:,}"
    held_back = f"(waiting {wait} s for Xero's limit)" if wait else ""
    speed = f"{progress.rate:,}/s" if done and progress.rate else ""
    time = f"{progress.elapsed:.0f} s" if progress.elapsed >= _SHORT else ""
    parts = (printable(progress.what), told, held_back, speed, time, printable(progress.asks))
    return " ".join(filter(None, parts))
