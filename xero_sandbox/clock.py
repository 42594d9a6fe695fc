"""The sandbox's clock: real time plus an offset, or a time that stands still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def _real_now() -> datetime:
    return datetime.now(UTC)


class SandboxClock:
    """Tells the sandbox's time; everything that expires or resets does so by this clock.

    `start` is where it begins (aware; the real time when absent); with `frozen` it moves only by `advance`.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        """Begin at `start`."""
        real = _real_now()
        first = real if start is None else start
        if first.tzinfo is None:
            raise ValueError("the clock's start needs a time zone")
        self.frozen = frozen
        self._offset = first.astimezone(UTC) - real
        self._standing = first.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant in UTC, in whole milliseconds as Xero keeps them."""
        instant = self._standing if self.frozen else _real_now() + self._offset
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)

    def advance(self, seconds: float) -> datetime:
        """Move the clock forward by seconds and return the new instant; it never goes back."""
        if seconds < 0:
            raise ValueError(f"the clock cannot go back ({seconds} seconds)")
        self._offset += timedelta(seconds=seconds)
        self._standing += timedelta(seconds=seconds)
        return self.now()
