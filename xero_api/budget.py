"""Xero's limits for one organisation: calls a minute, calls at once, calls a day."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from xero_api.errors import DayLimitReached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xero_api.clock import Clock
    from xero_api.transport import Reply

MINUTE = 60.0
DAY = 86_400.0
# Waits longer than these seconds are said.
_QUIET = 120.0
# No allowance has more.
_MOST_DIGITS = 9


class Budget:
    """Lets a call through when Xero would take it, and remembers what Xero's headers say.

    Xero counts in fixed windows of a minute whose start it does not tell (Xero's developer documentation, limits).
    With no more calls than a minute allows in any 60 seconds, the limit holds wherever the window begins.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        organisation: str,
        calls_per_minute: int = 60,
        concurrent: int = 5,
        day_reserve: int = 0,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Start with an empty minute; `day_reserve` calls of the day's allowance are left for other programs.

        `say` is given a sentence about every wait of more than two minutes, from any thread.
        """
        self.seconds_waited = 0.0
        self._clock = clock
        self.organisation = organisation
        self._per_minute = calls_per_minute
        self._day_reserve = day_reserve
        self._slots = threading.BoundedSemaphore(concurrent)
        self._turn = threading.Lock()
        self._recent: deque[float] = deque()
        self._held_until = self._waited_until = clock.monotonic()
        self._held_since: float | None = None
        self._say = say
        self._day_over: DayLimitReached | None = None

    @property
    def holds(self) -> float:
        """Return for how many more seconds a call that waits is held back, 0 where none waits."""
        return max(0.0, self._waited_until - self._clock.monotonic())

    @contextmanager
    def call(self) -> Iterator[None]:
        """Wait for a turn and hold one of the concurrent slots; raises DayLimitReached once the day is used up."""
        with self._slots:
            self._await_turn()
            yield

    def observe(self, reply: Reply) -> None:
        """Take in what the answer's limit headers say about calls that other programs made."""
        minute_left = _number(reply.header("X-MinLimit-Remaining"))
        day_left = _number(reply.header("X-DayLimit-Remaining"))
        with self._turn:
            if reply.status != 429:
                self._held_since = None
            if minute_left == 0 and self._recent:
                self._held_until = max(self._held_until, self._recent[0] + MINUTE)
            if day_left is not None and day_left <= self._day_reserve and self._day_over is None:
                self._day_over = DayLimitReached(
                    f"Xero's daily allowance for {self.organisation} is down to {day_left} calls, and the reserve "
                    f"keeps {self._day_reserve} of them for other programs. The sync stops here with its state saved "
                    f"and goes on when Xero counts afresh, within 24 hours at most."
                )

    def hold(self, seconds: float) -> None:
        """Let no call through for that many seconds: Xero's Retry-After."""
        with self._turn:
            now = self._clock.monotonic()
            self._held_until = max(self._held_until, now + seconds)
            self._held_since = now if self._held_since is None else self._held_since
            waits = self._held_until - self._held_since
        if waits > _QUIET:
            until = self._clock.now() + timedelta(seconds=seconds)
            self._say(
                f"Waiting for Xero's limits of {self.organisation}: {_duration(waits)} in all, until "
                f"{until:%H:%M:%S} UTC (HTTP 429)."
            )

    def end_day(self, retry_after: float) -> DayLimitReached:
        """Note that Xero's daily limit is reached and return the error that every further call raises."""
        return self._close(f"Xero's daily limit of calls for {self.organisation} is reached", retry_after)

    def pause(self, retry_after: float) -> DayLimitReached:
        """Note that Xero takes no calls for so long that nobody waits, and return what every further call raises."""
        for_long = _duration(min(retry_after, DAY))
        return self._close(f"Xero takes no calls for {self.organisation} for {for_long} (HTTP 429)", retry_after)

    def _close(self, reason: str, seconds: float) -> DayLimitReached:
        # Xero counts by the day, so that nothing lasts longer.
        resumes_at = self._clock.now() + timedelta(seconds=min(seconds, DAY))
        with self._turn:
            self._day_over = DayLimitReached(
                f"{reason}. The sync stops here with its state saved; Xero takes calls again at "
                f"{resumes_at:%Y-%m-%d %H:%M:%S} UTC, and the next sync goes on there.",
                resumes_at,
            )
            return self._day_over

    def _await_turn(self) -> None:
        while True:
            with self._turn:
                if self._day_over:
                    raise self._day_over
                now = self._clock.monotonic()
                while self._recent and self._recent[0] <= now - MINUTE:
                    self._recent.popleft()
                opens = self._held_until
                if len(self._recent) >= self._per_minute:
                    opens = max(opens, self._recent[-self._per_minute] + MINUTE)
                if opens <= now:
                    self._recent.append(now)
                    return
                self.seconds_waited += max(0.0, opens - max(now, self._waited_until))
                self._waited_until = max(self._waited_until, opens)
            self._clock.sleep(opens - now)


def _duration(seconds: float) -> str:
    minutes = round(seconds / MINUTE)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes / 60:.0f} hours"


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None
