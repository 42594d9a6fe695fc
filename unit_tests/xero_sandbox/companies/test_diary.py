"""A company's past, lived through in order."""

from __future__ import annotations

from datetime import UTC, date, datetime

from xero_sandbox.companies.diary import Diary

LATEST = datetime(2026, 1, 1, tzinfo=UTC)


def test_what_is_planned_happens_in_the_order_of_its_days() -> None:
    """Of one day, in the order planned; what lies later never happens."""
    diary, happened = Diary(LATEST), []
    for day, what in ((5, "c"), (3, "a"), (3, "b"), (9, "never")):
        diary.plan(date(2025, 1, day), lambda what=what: happened.append((what, diary.now())))  # type: ignore[misc]
    diary.live(date(2025, 1, 8))

    assert [what for what, _ in happened] == ["a", "b", "c"]
    instants = [at for _, at in happened]
    assert instants == sorted(set(instants))
    assert [at.date() for at in instants] == [date(2025, 1, 2), date(2025, 1, 2), date(2025, 1, 4)]


def test_what_happens_can_plan_more() -> None:
    """A payment of an invoice of that day, for one."""
    diary, happened = Diary(LATEST), []
    diary.plan(date(2025, 1, 3), lambda: diary.plan(date(2025, 1, 4), lambda: happened.append("paid")))
    diary.live(date(2025, 1, 8))

    assert happened == ["paid"]


def test_no_instant_is_later_than_the_latest() -> None:
    """A past that would reach into the future ends there."""
    diary, seen = Diary(LATEST), []
    diary.plan(date(2027, 1, 1), lambda: seen.append(diary.now()))
    diary.live(date(2027, 1, 1))

    assert seen == [LATEST]
