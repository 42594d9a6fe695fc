"""What all unit tests share: a clock that they hold, and properties that are tried the same way every time."""

from __future__ import annotations

import gc
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from unit_tests.loopback import keep_at_home

if TYPE_CHECKING:
    from collections.abc import Iterator

keep_at_home()
settings.register_profile(
    "default",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave properties out of the coverage, which doubles the time of their many examples.

    A test that does the same a great many times, or runs nothing of the product, says so itself with the same mark.
    """
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.function):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Trace nothing of what is left out.

    In a worker of xdist, pytest-cov traces twice: when it pauses the coverage that it keeps, another goes on unheard.
    """
    if item.get_closest_marker("no_cover") is None:
        yield
        return
    unheard = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(unheard)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays to the end anyway: modules, and ten thousand tests."""
    gc.collect()
    gc.freeze()


class FakeClock:
    """A clock whose time passes by sleeping alone, and that remembers every sleep (seconds)."""

    def __init__(self, start: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)) -> None:
        """Begin at `start`, on a Monday morning unless told otherwise."""
        self._start = start
        self.elapsed = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        """Return the instant that was reached, in UTC."""
        return self._start + timedelta(seconds=self.elapsed)

    def monotonic(self) -> float:
        """Return the seconds that passed."""
        return self.elapsed

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(seconds)
        self.elapsed += max(0.0, seconds)


@pytest.fixture
def clock() -> FakeClock:
    """Hand out a clock that stands still until somebody sleeps."""
    return FakeClock()
