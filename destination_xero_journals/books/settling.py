"""Waiting until Xero's lists show what is being posted: a list may lag, and another sync may be at work.

A journal that a list shows tells how late lists are at most: as late as the journal is old. So where the youngest
journal of an input is a few seconds old, what was posted after it shows a few seconds later. A sync that was killed and
started anew sees all of its journals then, and takes none for missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from datetime import datetime

    from destination_xero_journals.books.held_journals import HeldJournals
    from xero_api.clock import Clock

YOUNG = timedelta(minutes=1)
"""A journal of this age or more is no sign that somebody is posting."""
LONGEST = timedelta(minutes=2)
"""As long as is waited in all."""
_MARGIN = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Settling:
    """The wait for journals that were just posted; `say` is told of it."""

    clock: Clock
    say: Callable[[str], object]

    def wait(self, held: HeldJournals, organisation: str, due: Callable[[], Container[str]]) -> None:
        """Read `held` until nobody posts any of the entries `due`, for two minutes at most.

        `due` is asked only where some journal is young. Raises what reading raises.
        """
        pause, left = _MARGIN, LONGEST
        youngest = _youngest(held, due)
        while youngest is not None and left:
            age = max(timedelta(), held.read_at - youngest)
            pause = min(max(pause, age + _MARGIN), left)
            self.say(
                f"Journals of this input were posted to {organisation} {age.total_seconds():.0f} seconds ago: Xero is "
                f"read again in {pause.total_seconds():.0f} seconds, when its lists show what else was posted."
            )
            self.clock.sleep(pause.total_seconds())
            before = held.read_at
            held.read()
            youngest = _youngest(held, due)
            if youngest is not None and youngest <= before:
                # Whoever posted has ended.
                return
            left -= pause
            pause *= 2


def _youngest(held: HeldJournals, due: Callable[[], Container[str]]) -> datetime | None:
    """Return when the youngest journal of the entries was changed, UTC; None where none is young."""
    changed = held.changed_since(held.read_at - YOUNG)
    if not changed:
        return None
    entries = due()
    return max((stamp for entry, stamp in changed.items() if entry in entries), default=None)
