"""Xero's rate limits: per organisation a minute, a day and five at a time; per app a minute."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MINUTE = 60
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many calls are allowed."""

    minute: int = 60
    day: int = 5_000
    """1,000 on Xero's Starter tier."""
    concurrent: int = 5
    app_minute: int = 10_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a call may go on; the headers that its answer carries either way."""

    problem: str
    """minute, day, concurrent or appminute; empty when the call is allowed."""
    retry_after: int | None
    """Seconds, for a minute and a day."""
    headers: dict[str, str]


class Window:
    """A fixed window that starts anew every `seconds`, at a moment that is the owner's own."""

    def __init__(self, owner: str, seconds: int) -> None:
        """Begin unused."""
        self._seconds = seconds
        # "a fixed window which will reset at different times for each tenant": the owner decides the phase.
        self._phase = zlib.crc32(owner.encode()) % seconds
        self._number = -1
        self.used = 0

    def at(self, now: datetime) -> Window:
        """Start anew if the window of this instant is another one."""
        number = math.floor((now.timestamp() - self._phase) / self._seconds)
        if number != self._number:
            self._number, self.used = number, 0
        return self

    def seconds_left(self, now: datetime) -> int:
        """Return the whole seconds until the window resets, at least one."""
        passed = (now.timestamp() - self._phase) % self._seconds
        return max(1, math.ceil(self._seconds - passed))


class Limits:
    """Counts the calls of every organisation and app. Refused calls are not counted (Xero does not say)."""

    def __init__(self, allowance: Allowance | None = None, *, enabled: bool = True) -> None:
        """Begin with nothing counted; with `enabled` false all calls are counted and none refused."""
        self.allowance = allowance or Allowance()
        self.enabled = enabled
        self._windows: dict[tuple[str, int], Window] = {}
        self._under_way: dict[str, int] = {}
        self.refused: dict[str, int] = {}
        """How often each problem was answered."""

    def reset(self) -> None:
        """Forget all counts."""
        self._windows.clear()
        self.refused.clear()

    def used(self, tenant: str, seconds: int, now: datetime) -> int:
        """Return the calls of an organisation's minute (60) or day (86400) that is under way."""
        return self._window(tenant, seconds, now).used

    def seconds_left(self, tenant: str, seconds: int, now: datetime) -> int:
        """Return the whole seconds until an organisation's minute (60) or day (86400) resets."""
        return self._window(tenant, seconds, now).seconds_left(now)

    def enter(self, tenant: str, app: str, now: datetime) -> Verdict:
        """Count a call and say whether it is allowed; `leave` must follow an allowed one."""
        minute, day = self._window(tenant, MINUTE, now), self._window(tenant, DAY, now)
        app_minute = self._window(f"app:{app}", MINUTE, now)
        problem, retry_after = self._problem(tenant, minute, day, app_minute, now)
        if problem:
            self.refused[problem] = self.refused.get(problem, 0) + 1
        else:
            for window in (minute, day, app_minute):
                window.used += 1
            self._under_way[tenant] = self._under_way.get(tenant, 0) + 1
        allowed = self.allowance
        left = {
            "X-DayLimit-Remaining": allowed.day - day.used,
            "X-MinLimit-Remaining": allowed.minute - minute.used,
            "X-AppMinLimit-Remaining": allowed.app_minute - app_minute.used,
        }
        # A client that paces itself by these must not see an end that nobody enforces.
        headers = {name: str(max(0 if self.enabled else 1, calls)) for name, calls in left.items()}
        return Verdict(problem, retry_after, headers)

    def leave(self, tenant: str) -> None:
        """Say that an allowed call has been answered."""
        self._under_way[tenant] -= 1

    def _problem(
        self, tenant: str, minute: Window, day: Window, app_minute: Window, now: datetime
    ) -> tuple[str, int | None]:
        if not self.enabled:
            return "", None
        if self._under_way.get(tenant, 0) >= self.allowance.concurrent:
            return "concurrent", None
        if day.used >= self.allowance.day:
            return "day", day.seconds_left(now)
        if minute.used >= self.allowance.minute:
            return "minute", minute.seconds_left(now)
        if app_minute.used >= self.allowance.app_minute:
            return "appminute", None
        return "", None

    def _window(self, owner: str, seconds: int, now: datetime) -> Window:
        window = self._windows.get((owner, seconds))
        if window is None:
            window = self._windows[owner, seconds] = Window(owner, seconds)
        return window.at(now)
