"""Calls stay within Xero's limits."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from unit_tests.conftest import FakeClock
from xero_api.budget import Budget
from xero_api.errors import DayLimitReached
from xero_api.transport import Reply


def answer(**headers: str) -> Reply:
    """Return an answer with limit headers; underscores stand for hyphens."""
    return Reply(200, CaseInsensitiveDict({name.replace("_", "-"): value for name, value in headers.items()}), b"")


@given(
    st.integers(1, 7),
    st.lists(
        st.tuples(
            st.floats(0, 70, allow_nan=False),
            st.sampled_from([None, None, None, 0, 3]),
            st.sampled_from([None, None, None, 1.0, 20.0]),
        ),
        max_size=60,
    ),
)
def test_no_minute_ever_holds_more_calls_than_allowed(
    allowed: int, script: list[tuple[float, int | None, float | None]]
) -> None:
    """Whatever the rhythm of the calls and Xero's headers: never more than N calls in any 60 seconds."""
    clock = FakeClock()
    budget = Budget(clock, organisation="Demo Company", calls_per_minute=allowed)
    made_at: list[float] = []

    for pause, minute_left, retry_after in script:
        clock.elapsed += pause
        with budget.call():
            made_at.append(clock.monotonic())
        if minute_left is not None:
            budget.observe(answer(X_MinLimit_Remaining=str(minute_left)))
        if retry_after is not None:
            budget.hold(retry_after)

    for first, too_many in zip(made_at, made_at[allowed:], strict=False):
        assert too_many - first >= 60 - 1e-6


def test_calls_within_the_allowance_do_not_wait(clock: FakeClock) -> None:
    """Sixty calls go out at once, the next waits until the first is a minute old, and no longer."""
    budget = Budget(clock, organisation="Demo Company")

    for _ in range(60):
        with budget.call():
            assert clock.elapsed == 0
    with budget.call():
        assert clock.elapsed == 60

    assert budget.seconds_waited == 60


def test_a_call_that_is_held_back_tells_for_how_long() -> None:
    """Whoever asks while it waits is told the rest; where none waits, nothing."""
    asked: list[float] = []

    class Asking(FakeClock):
        def sleep(self, seconds: float) -> None:
            asked.append(budget.holds)
            super().sleep(seconds)

    budget = Budget(Asking(), organisation="Demo Company")
    budget.hold(37)
    assert budget.holds == 0

    with budget.call():
        asked.append(budget.holds)

    assert asked == [37, 0]


@given(st.floats(0, 3600, allow_nan=False), st.floats(0, 100, allow_nan=False))
def test_retry_after_is_obeyed_to_the_second(retry_after: float, later: float) -> None:
    """After Xero's Retry-After the next call goes out then: not before, and not later."""
    clock = FakeClock()
    budget = Budget(clock, organisation="Demo Company")

    budget.hold(retry_after)
    clock.elapsed = later
    with budget.call():
        assert clock.elapsed == pytest.approx(max(later, retry_after))


def test_a_shorter_retry_after_does_not_shorten_a_longer_one(clock: FakeClock) -> None:
    """Two threads that were told different waits both wait for the longer."""
    budget = Budget(clock, organisation="Demo Company")

    budget.hold(30)
    budget.hold(5)
    with budget.call():
        assert clock.elapsed == 30


def test_a_minute_used_up_by_other_programs_is_waited_for(clock: FakeClock) -> None:
    """When Xero's header says that no call is left, the next waits until the minute of our first call has passed."""
    budget = Budget(clock, organisation="Demo Company")
    with budget.call():
        clock.elapsed += 10

    budget.observe(answer(X_MinLimit_Remaining="0"))
    with budget.call():
        assert clock.elapsed == 60


def test_the_day_reserve_is_left_to_others(clock: FakeClock) -> None:
    """When the day's rest is down to the reserve, the next call is refused before it is made."""
    budget = Budget(clock, organisation="Demo Company", day_reserve=100)
    budget.observe(answer(X_DayLimit_Remaining="101"))
    with budget.call():
        pass
    budget.observe(answer(X_DayLimit_Remaining="100"))

    with pytest.raises(DayLimitReached, match="is down to 100 calls, and the reserve keeps 100"), budget.call():
        pytest.fail("a call went out")


def test_the_day_limit_names_the_time_at_which_xero_counts_afresh(clock: FakeClock) -> None:
    """The message holds the organisation and the time in UTC, and every further call is refused with it at once."""
    budget = Budget(clock, organisation="Demo Company")

    reached = budget.end_day(3600 * 5 + 61)

    assert "Demo Company" in str(reached)
    assert "2026-01-05 14:01:01 UTC" in str(reached)
    assert reached.resumes_at is not None
    with pytest.raises(DayLimitReached, match="14:01:01 UTC"), budget.call():
        pytest.fail("a call went out")
    assert clock.slept == []


def test_headers_that_are_absent_or_odd_change_nothing(clock: FakeClock) -> None:
    """An answer without limit headers, or with text in them, neither delays nor ends anything."""
    budget = Budget(clock, organisation="Demo Company", day_reserve=5)

    budget.observe(answer())
    budget.observe(answer(X_MinLimit_Remaining="-", X_DayLimit_Remaining=""))
    with budget.call():
        assert clock.elapsed == 0


def test_no_more_calls_at_once_than_xero_takes(clock: FakeClock) -> None:
    """A call beyond the concurrent allowance starts when another one ends, also when that one failed."""
    budget = Budget(clock, organisation="Demo Company", concurrent=2)
    entered = threading.Event()

    def third() -> None:
        with budget.call():
            entered.set()

    waiting = threading.Thread(target=third)
    with ExitStack() as under_way:
        under_way.enter_context(pytest.raises(RuntimeError))
        under_way.enter_context(budget.call())
        under_way.enter_context(budget.call())
        waiting.start()
        assert not entered.wait(0.05)
        raise RuntimeError
    waiting.join(5)
    assert entered.is_set()


def test_waits_of_more_than_two_minutes_are_said(clock: FakeClock) -> None:
    """One long one, or several in a row without a good answer between them; shorter ones are not worth a line."""
    said: list[str] = []
    budget = Budget(clock, organisation="Demo Company", say=said.append)

    budget.hold(120)
    assert said == []
    budget.hold(180)
    assert said == ["Waiting for Xero's limits of Demo Company: 3 minutes in all, until 09:03:00 UTC (HTTP 429)."]
    budget.observe(answer())
    for _ in range(3):
        with budget.call():
            budget.hold(60)
    assert len(said) == 2
    assert "3 minutes in all, until 09:06:00" in said[1]


@pytest.mark.parametrize(("seconds", "until"), [(601, "09:10:01"), (7200, "11:00:00"), (1e300, "2026-01-06 09:00:00")])
def test_who_is_asked_to_wait_for_hours_stops(clock: FakeClock, seconds: float, until: str) -> None:
    """At once and for good, with the time at which Xero takes calls again, at most a day away."""
    budget = Budget(clock, organisation="Demo Company")

    reached = budget.pause(seconds)

    assert "takes no calls for Demo Company" in str(reached)
    assert f"{until} UTC" in str(reached)
    with pytest.raises(DayLimitReached), budget.call():
        pytest.fail("a call went out")
    assert clock.slept == []
