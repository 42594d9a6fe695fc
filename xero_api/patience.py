"""How long to wait between tries, and when to give up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from xero_api.clock import Clock


@dataclass(frozen=True)
class Patience:
    """Bounded retries with exponential delays and jitter; delays are in seconds."""

    clock: Clock
    randomness: random.Random
    tries: int = 6
    first_delay: float = 1.0
    longest_delay: float = 30.0

    def pauses(self) -> Iterator[None]:
        """Sleep once per item, and end after the last try that is allowed.

        The jitter keeps several syncs that failed together from coming back together.
        """
        delay = self.first_delay
        for _ in range(self.tries - 1):
            self.clock.sleep(delay * self.randomness.uniform(0.5, 1.0))
            yield
            delay = min(delay * 2, self.longest_delay)
