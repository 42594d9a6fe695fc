"""The sandbox's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from unit_tests.xero_sandbox.conftest import NOON
from xero_sandbox.clock import SandboxClock


def test_a_frozen_clock_moves_only_when_told() -> None:
    """By whole milliseconds."""
    clock = SandboxClock(NOON + timedelta(microseconds=1999), frozen=True)

    assert clock.now() == clock.now() == NOON + timedelta(milliseconds=1)
    assert clock.advance(60) == NOON + timedelta(seconds=60, milliseconds=1)


def test_a_running_clock_starts_where_it_is_told() -> None:
    """And goes on from there."""
    clock = SandboxClock(NOON)

    assert timedelta() <= clock.now() - NOON < timedelta(seconds=5)
    clock.advance(3600)
    assert timedelta(hours=1) <= clock.now() - NOON < timedelta(hours=1, seconds=5)
    assert abs(SandboxClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_clock_refuses_a_start_without_zone_and_a_step_back() -> None:
    """Neither makes sense."""
    with pytest.raises(ValueError, match="time zone"):
        SandboxClock(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="cannot go back"):
        SandboxClock().advance(-1)
