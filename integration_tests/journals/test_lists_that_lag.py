"""Xero's lists may be half a minute late: one writer still posts each journal once, two say what is there twice."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.syncs import PLANNED, Meanwhile, codes, kept, names, post, statuses, unchanged
from integration_tests.support.journals.trials import Killed, trial
from integration_tests.support.posting import entry, in_books, records, state, write_in_process
from integration_tests.support.reading import SandboxTime
from xero_sandbox.faults import DELIVERY_FAULTS

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.posting import Written
    from xero_sandbox import Sandbox

    Row = dict[str, Any]

LAG = 30
MONTH = [entry(f"JE-{number:03}", f"{number}.00") for number in range(1, 121)]


@pytest.fixture
def xero(empty_company: Sandbox) -> Sandbox:
    """Give a test a company whose lists lag from now on."""
    empty_company.set_switches(lists_lag_seconds=LAG)
    # What was there before the switch is old.
    post(empty_company, entry("JE-0"))
    empty_company.clock.advance(3600)
    return empty_company


class KilledInPause(SandboxTime):
    """Time of a process that is killed as soon as it waits."""

    def sleep(self, seconds: float) -> None:  # noqa: ARG002 - there is no time left
        """End the process."""
        raise Killed


def killed_after_posting(xero: Sandbox, *entries: list[Row], **options: Any) -> None:  # noqa: ANN401 - any option
    """Post entries by a process that is killed before the lists show them."""
    before = len(in_books(xero))
    config = xero.destination_config(**options)
    with suppress(Killed):
        write_in_process(xero, config, [*records(*entries), state(1)], clock=KilledInPause(xero))
        raise AssertionError("it was not killed")
    assert len(in_books(xero)) == before + len(entries)


def restarted(xero: Sandbox, *entries: list[Row], **options: Any) -> Written:  # noqa: ANN401 - any option
    """Post entries at once."""
    return write_in_process(xero, xero.destination_config(**options), [*records(*entries), state(1)])


def once(xero: Sandbox) -> bool:
    """Tell whether the month is in the books, each journal once."""
    return names(xero) == ["JE-0", *(rows[0]["Journal Entry Id"] for rows in MONTH)]


def test_a_sync_ends_when_the_lists_show_what_it_posted(xero: Sandbox) -> None:
    """So that the next one, begun at once, finds everything there."""
    clock = SandboxTime(xero)
    written = write_in_process(xero, xero.destination_config(), [*records(*MONTH), state(1)], clock=clock)

    assert written.failure is None
    assert sum(clock.pauses) > LAG
    assert unchanged(restarted(xero, *MONTH), journals=120)
    assert once(xero)


def test_a_respelled_id_is_refused_although_no_list_shows_its_journal_yet(xero: Sandbox, tmp_path: Path) -> None:
    """What was posted is remembered by what an id is, not by how it is spelled."""
    storage: Row = {"object_storage_config": kept(tmp_path)}
    killed_after_posting(xero, entry("JE-00700300"), **storage)

    written = restarted(xero, entry("je-00700300"), **storage)

    assert codes(written) == ["KEY_RESPELLED"]
    assert names(xero) == ["JE-0", "JE-00700300"]


@pytest.mark.parametrize("kind", DELIVERY_FAULTS)
def test_a_lost_answer_posts_nothing_twice(xero: Sandbox, kind: str) -> None:
    """The lists do not show whether the call arrived; the very same one is sent again."""
    more: Row = {"delay": 0.05} if kind in ("slow", "late_commit") else {}
    xero.fault(kind, "ManualJournals", method="PUT", count=2, **more)
    written = restarted(xero, *MONTH)
    assert xero.wait_for_late_commits()

    if written.failure is not None:
        # Xero replays its own errors under a key for six minutes.
        xero.clock.advance(600)
        written = restarted(xero, *MONTH)
    assert written.failure is None, written.log("ERROR")
    assert once(xero)


@pytest.mark.parametrize("seconds", [0, 5, 29, 31, 45, 61, 100])
def test_a_restart_with_the_same_input_posts_nothing_twice(xero: Sandbox, seconds: float) -> None:
    """Whether nothing of it shows yet, or all of it."""
    killed_after_posting(xero, *MONTH)
    xero.clock.advance(seconds)

    assert restarted(xero, *MONTH).failure is None
    assert once(xero)


@pytest.mark.parametrize("seconds", [0, 1, 10, 15, 21, 25, 29, 35, 60])
def test_a_restart_while_the_journals_appear_one_by_one_posts_nothing_twice(xero: Sandbox, seconds: float) -> None:
    """Some show and some do not: what is young tells how late the lists may be, and that long is waited."""
    for start in range(0, 120, 8):
        killed_after_posting(xero, *MONTH[start : start + 8])
        xero.clock.advance(2)
    xero.clock.advance(seconds)
    written = restarted(xero, *MONTH)

    assert written.failure is None
    assert once(xero)


def test_journals_that_appear_between_plan_and_posting_are_waited_for(xero: Sandbox) -> None:
    """The plan saw none of them; they are left to the next sync."""
    killed_after_posting(xero, *MONTH[:50])
    xero.clock.advance(5)
    killed_after_posting(xero, *MONTH[50:])
    xero.clock.advance(LAG - 10)
    config = xero.destination_config()
    heard = Meanwhile(PLANNED, lambda: xero.clock.advance(6))
    written = write_in_process(xero, config, [*records(*MONTH), state(1)], heard=heard)

    assert written.error()["failure_type"] == "transient_error"
    assert written.states() == []
    assert once(xero)
    assert unchanged(restarted(xero, *MONTH), journals=120)


@pytest.mark.parametrize("seconds", [0, 10, 29, 31])
def test_a_restart_with_another_input_posts_nothing_twice_where_receipts_are_kept(
    xero: Sandbox, tmp_path: Path, seconds: float
) -> None:
    """Neither the lists nor the same call tell of what was posted: what it was about to post is kept beside them."""
    keeping: Row = {"object_storage_config": kept(tmp_path)}
    killed_after_posting(xero, *MONTH[:70], **keeping)
    xero.clock.advance(seconds)
    first = restarted(xero, *MONTH[40:], **keeping)
    second = restarted(xero, *MONTH, **keeping)

    assert (first.failure, second.failure) == (None, None)
    assert second.states() == [state(1)]
    assert once(xero)


def voided(xero: Sandbox, **keeping: Any) -> None:  # noqa: ANN401 - any option
    """Have JE-1 in the books and voided by a person, as the lists show."""
    assert restarted(xero, entry("JE-1"), **keeping).failure is None
    (journal,) = [each for each in in_books(xero) if "[RevRec JE-1]" in each["Narration"]]
    xero.act("void", id=journal["ManualJournalID"])
    xero.clock.advance(LAG + 1)


@pytest.mark.parametrize("lag", [LAG, 900])
@pytest.mark.parametrize("others", [[], [entry("JE-2")]], ids=["same input", "other input"])
def test_a_voided_journal_that_was_posted_again_and_shows_late_is_not_posted_once_more(
    xero: Sandbox, tmp_path: Path, others: list[list[Row]], lag: int
) -> None:
    """The lists show the voided one alone: what was posted is kept beside the receipts, by its id."""
    options: Row = {"object_storage_config": kept(tmp_path), "on_voided": "post_again"}
    voided(xero, **options)
    xero.set_switches(lists_lag_seconds=lag)
    killed_after_posting(xero, entry("JE-1"), **options)

    restarted(xero, *others, entry("JE-1"), **options)
    restarted(xero, *others, entry("JE-1"), **options)
    assert names(xero) == ["JE-0", "JE-1", *("JE-2" for _ in others)]


def test_a_journal_whose_voiding_shows_late_is_posted_again_by_the_next_sync(xero: Sandbox) -> None:
    """As long as the list shows it in the books, it counts."""
    assert restarted(xero, entry("JE-1")).failure is None
    (journal,) = [each for each in in_books(xero) if "[RevRec JE-1]" in each["Narration"]]
    xero.act("void", id=journal["ManualJournalID"])
    assert unchanged(restarted(xero, entry("JE-1"), on_voided="post_again"))

    xero.clock.advance(LAG + 1)
    assert restarted(xero, entry("JE-1"), on_voided="post_again").failure is None
    assert names(xero) == ["JE-0", "JE-1"]


def test_what_another_posted_seconds_ago_is_said_to_be_there_twice(xero: Sandbox) -> None:
    """No list shows it in time. Both journals stand, nothing is acknowledged, and every later sync says it too."""
    killed_after_posting(xero, entry("JE-1"), entry("JE-7"))
    xero.clock.advance(10)
    written = restarted(xero, entry("JE-1"))

    assert codes(written) == ["POSTED_TWICE"]
    assert written.failure is not None
    assert written.states() == []
    assert statuses(xero) == ["POSTED"] * 4
    assert codes(restarted(xero, entry("JE-1"))) == ["POSTED_TWICE"]
    assert "more than once: JE-1" in restarted(xero, entry("JE-7")).log("WARN")[0]


def test_an_update_is_not_taken_for_undone_while_the_lists_show_the_old_journal(xero: Sandbox) -> None:
    """The answer is later than what a list shows."""
    assert restarted(xero, entry("JE-1")).failure is None
    updated = restarted(xero, entry("JE-1", "120.00"), on_changed="update")
    again = restarted(xero, entry("JE-1", "120.00"))

    assert updated.failure is None
    assert unchanged(again)


@pytest.mark.parametrize("seed", [5, 7, 12, 17, 31, 600])
def test_each_journal_is_there_once_although_lists_lag(running_company: Sandbox, tmp_path: Path, seed: int) -> None:
    """One call in five goes wrong, syncs end at random, and lists are late all the while."""
    assert trial(running_company, seed, tmp_path, lag=LAG)["faults"]
