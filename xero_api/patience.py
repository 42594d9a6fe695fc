"""How long to wait between tries, and when to give up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from xero_api.clock import Clock


@dataclass(frozen=True)
class Patience:
    """Bounded retries with exponential delays and jitter; delays are in seconds."""

    clock: Clock
    randomness: random.Random
    tries: int = 6
    first_delay: float = 1.0
    longest_delay: float = 30.0

    def pauses(self) -> Pauses:
        """Return the pauses between the tries of one call."""
        return Pauses(self)


class Pauses:
    """The pauses between the tries of one call, each longer than the one before, until no try is left.

    The jitter keeps several syncs that failed together from coming back together.
    """

    def __init__(self, patience: Patience) -> None:
        """Begin after the first try."""
        self._patience = patience
        self._left = patience.tries - 1
        self._delay = patience.first_delay

    def again(self) -> bool:
        """Sleep and return True where another try is left; return False at once where none is."""
        if self._left == 0:
            return False
        self._left -= 1
        self._patience.clock.sleep(self._delay * self._patience.randomness.uniform(0.5, 1.0))
        self._delay = min(self._delay * 2, self._patience.longest_delay)
        return True
