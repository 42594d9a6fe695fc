"""How far a command is, on the last line of a terminal."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from destination_xero_journals.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EVERY = 0.2
_WIDTH = 24
_CLEAR = "\r\033[K"


@contextmanager
def bar(stderr: TextIO, *, watched: bool = True, waiting: Callable[[], float] | None = None) -> Iterator[Progress]:
    """Hand out a progress that is drawn while the block runs, and taken away; nothing is, unless a terminal shows it.

    With `watched` False nothing is drawn either: something else is printed there.
    """
    if not (watched and stderr.isatty()):
        yield Progress()
        return

    def draw(progress: Progress) -> None:
        # Beyond the last column a terminal begins a line that is not taken away.
        stderr.write(_CLEAR + line(progress)[: shutil.get_terminal_size().columns - 1])
        stderr.flush()

    progress = Progress(draw, waiting=waiting)
    try:
        with progress.shown(_EVERY):
            yield progress
    finally:
        stderr.write(_CLEAR)
        stderr.flush()


def line(progress: Progress) -> str:
    """Return what is being done, with a bar where it is known how much there is of it."""
    done, total, wait = progress.done, progress.total, progress.waits
    told = f"{done:,}" if done else ""
    if total:
        full = min(_WIDTH, _WIDTH * done // total)
        told = f"[{'#' * full}{'-' * (_WIDTH - full)}] {done:,} of {total:,}"
    held_back = f"(waiting {wait} s for Xero's limit)" if wait else ""
    return " ".join(filter(None, (progress.what, told, held_back)))
