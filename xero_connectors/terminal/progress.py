"""How far a command is, told while it works: every few seconds, and at every thousandth journal."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_THOUSAND = 1_000
_SOON = 1
"""Seconds after which a speed says something."""


class Progress:
    """What is being done and how much of it is; whoever shows it is called with it."""

    def __init__(
        self,
        show: Callable[[Progress], None] | None = None,
        *,
        waiting: Callable[[], float] | None = None,
        asking: Callable[[], str] | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nothing; `waiting` tells for how many more seconds Xero's limits hold calls back.

        `asking` tells what Xero was asked last; `seconds` counts the time.
        """
        self._show = show
        self._waiting = waiting
        self._asking = asking
        self._seconds = seconds
        self._counted: Callable[[], int] | None = None
        self._done = 0
        self._since = seconds()
        self._asked_before = ""
        self._paused = False
        self.what = ""
        self.total = 0
        self.within = 0.0
        """Seconds that what is being done may take, 0 where nothing ends it."""

    def begins(self, what: str, total: int = 0, counted: Callable[[], int] | None = None, *, within: float = 0) -> None:
        """Go on to something else, of which there are `total` (0: nobody knows); `counted` tells how many are done.

        `within` is for how many seconds it is waited for, 0 where that has no end.
        """
        self.what, self.total, self._done, self._counted, self.within = what, total, 0, counted, within
        self._since = self._seconds()
        self._asked_before = self._asking() if self._asking else ""

    def advances(self, count: int) -> None:
        """Note that so many more are done."""
        self._count(self._done + count)

    def reaches(self, what: str, done: int) -> None:
        """Note how many are done of something, which begins where it is not what was done before."""
        if what != self.what:
            self.begins(what)
        self._count(done)

    def _count(self, done: int) -> None:
        before, self._done = self._done, done
        if self._show and before // _THOUSAND < done // _THOUSAND:
            self._show(self)

    @property
    def done(self) -> int:
        """Return how many are done."""
        return self._counted() if self._counted else self._done

    @property
    def elapsed(self) -> float:
        """Return for how many seconds this is being done."""
        return self._seconds() - self._since

    @property
    def left(self) -> float:
        """Return for how many more seconds it is waited for, where that has an end."""
        return max(0.0, self.within - self.elapsed)

    @property
    def rate(self) -> int:
        """Return how many are done in a second, 0 where it is too early to tell."""
        return round(self.done / self.elapsed) if self.elapsed >= _SOON else 0

    @property
    def waits(self) -> int:
        """Return for how many more seconds Xero's limits hold calls back, 0 where they do not."""
        return round(self._waiting()) if self._waiting else 0

    @property
    def asks(self) -> str:
        """Return what Xero was asked last, empty where it was nothing since this began."""
        asked = self._asking() if self._asking else ""
        return asked if asked != self._asked_before else ""

    def sentence(self) -> str:
        """Return where the command is, for the log."""
        of = f" of {self.total:,}" if self.total else " so far" if self.done else ""
        count = f": {self.done:,}{of}" if self.total or self.done else ""
        wait = f" Xero's limit of calls holds the next one back for {self.waits} more seconds." if self.waits else ""
        return f"{self.what}{count}.{wait}"

    @contextmanager
    def shown(self, every: float) -> Iterator[None]:
        """Show where the command is every so many seconds, whatever it waits for: input, Xero, or a disk."""
        ended = threading.Event()
        beat = threading.Thread(target=self._beat, args=(ended, every), daemon=True)
        beat.start()
        try:
            yield
        finally:
            ended.set()
            beat.join()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Show nothing while somebody else says what is waited for."""
        self._paused = True
        try:
            yield
        finally:
            self._paused = False

    def _beat(self, ended: threading.Event, every: float) -> None:
        # Whoever reads has gone, or the terminal has; the command itself meets that, and says it.
        with suppress(OSError):
            while self._show and not ended.wait(every):
                if self.what and not self._paused:
                    self._show(self)
