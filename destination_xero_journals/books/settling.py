"""Waiting until Xero's lists show what is being posted: a list may lag, and another sync may be at work.

A journal that a list shows tells how late lists are at most: as late as the journal is old. So where the youngest
journal of an input is a few seconds old, what was posted after it shows a few seconds later. A sync that was killed and
started anew sees all of its journals then, and takes none for missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from destination_xero_journals.waiting import journals

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from datetime import datetime

    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.waiting import Waiting

YOUNG = timedelta(minutes=1)
"""A journal of this age or more is no sign that somebody is posting."""
LONGEST = timedelta(minutes=2)
"""As long as is waited in all."""
_MARGIN = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Settling:
    """The wait for journals that were just posted."""

    waiting: Waiting

    def wait(self, held: HeldJournals, organisation: str, due: Callable[[], Container[str]]) -> None:
        """Read `held` until nobody posts any of the entries `due`, for two minutes at most.

        `due` is asked only where some journal is young. Raises what reading raises.
        """
        pause, left = _MARGIN, LONGEST
        young = _young(held, due)
        while young and left:
            age = max(timedelta(), held.read_at - max(young.values()))
            pause = min(max(pause, age + _MARGIN), left)
            self.waiting.wait(
                f"{journals(young)} of this input came into {organisation} in the last minute, the last of them "
                f"{age.total_seconds():.0f} seconds ago, and its lists may not show yet what else was posted",
                pause,
                left,
            )
            before = held.read_at
            held.read()
            young = _young(held, due)
            if young and max(young.values()) <= before:
                # Whoever posted has ended.
                return
            left -= pause
            pause *= 2


def _young(held: HeldJournals, due: Callable[[], Container[str]]) -> dict[str, datetime]:
    """Return which of the entries have a young journal, with when it was changed, UTC."""
    changed = held.changed_since(held.read_at - YOUNG)
    if not changed:
        return {}
    entries = due()
    return {entry: stamp for entry, stamp in changed.items() if entry in entries}
