"""The machine's clock gives instants in UTC, and lets time pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from xero_api.clock import SystemClock


def test_an_instant_is_aware_and_in_utc() -> None:
    """It is this one, whatever zone the machine is set to."""
    before = datetime.now(UTC)
    now = SystemClock().now()

    assert now.utcoffset() == timedelta(0)
    assert before <= now <= datetime.now(UTC)


def test_time_only_moves_forward() -> None:
    """The seconds that are slept have passed by the scale that waiting goes by."""
    clock = SystemClock()
    before = clock.monotonic()

    clock.sleep(0.001)

    assert clock.monotonic() >= before + 0.001
