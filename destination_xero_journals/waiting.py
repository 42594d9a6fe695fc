"""Waits for Xero's lists, told as what they wait for, for how long, and until when at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from destination_xero_journals.rules.causes import listed
from xero_connectors.terminal.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import timedelta

    from xero_api.clock import Clock

_MOST_NAMED = 3
_MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """Lets time pass by `clock`; `say` is told of each wait, in place of what `progress` says of the work."""

    clock: Clock
    say: Callable[[str], object]
    progress: Progress = field(default_factory=Progress)

    def wait(self, why: str, pause: timedelta, at_most: timedelta) -> None:
        """Let a pause pass, one of several for the same reason that take so long at most."""
        seconds, until = pause.total_seconds(), self.clock.now() + at_most
        self.say(
            f"{why}: Xero is read again in {seconds:.0f} s, and waited for until {until:%H:%M:%S} UTC at the latest."
        )
        with self.progress.paused():
            self.clock.sleep(seconds)


def journals(entries: Iterable[str]) -> str:
    """Return how many journals these are, and the first of them by name."""
    names = sorted(each[:_MOST_LETTERS] for each in entries)
    count = "1 journal" if len(names) == 1 else f"{len(names):,} journals"
    return f"{count} ({listed(names, _MOST_NAMED)})"
