"""Rate limits: fixed windows, headers and refusals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from xero_sandbox.limits import DAY, MINUTE, Allowance, Limits, Window

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def _spend(limits: Limits, calls: int, tenant: str = "t", app: str = "a", now: datetime = NOW) -> list[str]:
    problems = []
    for _ in range(calls):
        verdict = limits.enter(tenant, app, now)
        problems.append(verdict.problem)
        if not verdict.problem:
            limits.leave(tenant)
    return problems


def test_sixty_calls_a_minute() -> None:
    """The 61st is refused with the seconds until the window resets."""
    limits = Limits()

    assert [each for each in _spend(limits, 61) if each] == ["minute"]
    verdict = limits.enter("t", "a", NOW)
    assert verdict.retry_after is not None
    assert _spend(limits, 1, now=NOW + timedelta(seconds=verdict.retry_after)) == [""]
    assert limits.refused == {"minute": 2}


@given(st.text(min_size=1), st.integers(0, 10 * DAY), st.sampled_from([MINUTE, DAY]))
def test_retry_after_is_exact_to_the_second(owner: str, offset: int, seconds: int) -> None:
    """A second earlier the window is the same, at Retry-After it is a new one."""
    window, now = Window(owner, seconds), NOW + timedelta(seconds=offset)
    window.at(now).used = 7
    left = window.seconds_left(now)

    assert 1 <= left <= seconds
    assert window.at(now + timedelta(seconds=left - 1)).used == 7
    assert window.at(now + timedelta(seconds=left)).used == 0


def test_organisations_have_their_own_windows() -> None:
    """One that is used up does not stop another, and they reset at different times."""
    limits = Limits()
    _spend(limits, 61, "first")

    assert _spend(limits, 1, "second") == [""]
    assert limits.seconds_left("first", MINUTE, NOW) != limits.seconds_left("second", MINUTE, NOW)


def test_the_day_ends_too() -> None:
    """After the day's calls the problem is day, and Retry-After is long."""
    limits = Limits(Allowance(minute=1000, day=3))

    assert _spend(limits, 4) == ["", "", "", "day"]
    verdict = limits.enter("t", "a", NOW)
    assert verdict.retry_after is not None
    assert verdict.retry_after > MINUTE


def test_an_app_has_a_minute_over_all_organisations() -> None:
    """Appminute has no Retry-After."""
    limits = Limits(Allowance(app_minute=2))
    _spend(limits, 1, "first")
    _spend(limits, 1, "second")
    verdict = limits.enter("third", "a", NOW)

    assert (verdict.problem, verdict.retry_after) == ("appminute", None)
    assert _spend(limits, 1, "third", app="another") == [""]


def test_five_at_a_time() -> None:
    """The sixth is refused until one has left."""
    limits = Limits()
    for _ in range(5):
        assert limits.enter("t", "a", NOW).problem == ""
    assert limits.enter("t", "a", NOW).problem == "concurrent"
    limits.leave("t")
    assert limits.enter("t", "a", NOW).problem == ""


def test_lifted_limits_count_and_refuse_nothing() -> None:
    """The headers stay, and never announce an end that nobody enforces."""
    limits = Limits(enabled=False)

    assert set(_spend(limits, 100)) == {""}
    assert limits.enter("t", "a", NOW).headers["X-MinLimit-Remaining"] == "1"


def test_what_is_used_is_told_by_window() -> None:
    """Calls that were refused are not among them, and a new minute begins with none."""
    limits = Limits()
    _spend(limits, 70)

    assert (limits.used("t", MINUTE, NOW), limits.used("t", DAY, NOW)) == (60, 60)
    later = NOW + timedelta(seconds=limits.seconds_left("t", MINUTE, NOW))
    assert (limits.used("t", MINUTE, later), limits.used("t", DAY, later)) == (0, 60)
