"""A company's past: things that happened on days, lived through in order with the clock set to each."""

from __future__ import annotations

import heapq
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY_STARTS = time(20, 0, tzinfo=UTC)
"""Eight in the evening UTC is the morning of the next day in New Zealand."""
_START = datetime(2024, 12, 1, 20, tzinfo=UTC)


class Diary:
    """Plans happenings by business day and lets them happen, the earliest first; it is the clock while they do."""

    def __init__(self, latest: datetime, start: datetime = _START) -> None:
        """Begin at `start`, and keep every instant at or before `latest`."""
        self._latest = latest
        self._planned: list[tuple[date, int, Callable[[], object]]] = []
        self._count = 0
        self._now = start

    def now(self) -> datetime:
        """Return the instant of what happens now."""
        return min(self._now, self._latest)

    def plan(self, day: date, happening: Callable[[], object]) -> None:
        """Let something happen on a day; of one day, in the order planned."""
        self._count += 1
        heapq.heappush(self._planned, (day, self._count, happening))

    def live(self, until: date) -> None:
        """Let everything happen up to a day, minutes apart; what lies later never does."""
        while self._planned and self._planned[0][0] <= until:
            day, number, happening = heapq.heappop(self._planned)
            morning = datetime.combine(day - timedelta(days=1), _DAY_STARTS)
            following = self._now + timedelta(seconds=61, milliseconds=number * 37 % 1000)
            self._now = max(morning, following)
            happening()
