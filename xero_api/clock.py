"""Time, as something that is passed in."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the rest of the package knows of time, so that tests can hold it."""

    def now(self) -> datetime:
        """Return this instant, aware, in UTC."""

    def monotonic(self) -> float:
        """Return seconds on a scale that only moves forward."""

    def sleep(self, seconds: float) -> None:
        """Let the given number of seconds pass."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return this instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds on a scale that only moves forward."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let the given number of seconds pass."""
        time.sleep(seconds)
