"""What people and other syncs do in Xero between plan, posting and last look: nothing of theirs is run over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.syncs import (
    PLANNED,
    SENDING,
    SENT,
    Meanwhile,
    balances,
    codes,
    post,
    post_while,
    posted,
    statuses,
    unchanged,
    writes,
)
from integration_tests.support.posting import Written, entry, in_books, records, state, write_in_process
from integration_tests.support.reading import SandboxTime

if TYPE_CHECKING:
    from collections.abc import Callable

    from xero_sandbox import Sandbox

    Row = dict[str, Any]


class ActsInPause(SandboxTime):
    """Time in whose first pause somebody acts in Xero."""

    def __init__(self, xero: Sandbox, act: Callable[[], object]) -> None:
        """Wait for a pause."""
        super().__init__(xero)
        self._act: Callable[[], object] | None = act

    def sleep(self, seconds: float) -> None:
        """Let time pass, and somebody act."""
        super().sleep(seconds)
        act, self._act = self._act, None
        if act is not None:
            act()


def only(xero: Sandbox, text: str = "[RevRec JE-1]") -> str:
    """Return the id of the only journal in the books whose narration has a text."""
    (journal,) = [each for each in in_books(xero) if text in each["Narration"]]
    return str(journal["ManualJournalID"])


def left_to_the_next(written: Written) -> bool:
    """Tell whether a sync said that it left JE-1 to the next one, failed for now, and acknowledged nothing."""
    said = any(text.startswith("Journal JE-1 in ") and "since it was planned" in text for text in written.log("WARN"))
    return said and written.error()["failure_type"] == "transient_error" and written.states() == []


# -- between plan and posting


def test_what_another_sync_posted_since_the_plan_is_not_posted_again(xero: Sandbox) -> None:
    """The next sync finds it there."""
    written = post_while(xero, PLANNED, lambda: post(xero, entry()), *entry())

    assert left_to_the_next(written)
    assert len(in_books(xero)) == 1
    assert unchanged(post(xero, entry()))


@pytest.mark.parametrize("policy", ["update", "post_difference"])
def test_what_a_person_edited_since_the_plan_is_not_overwritten(xero: Sandbox, policy: str) -> None:
    """The plan was made for another state of the journal."""
    identity = posted(xero)["ManualJournalID"]

    def edit() -> None:
        xero.clock.advance(60)
        xero.act("edit_manual_journal_line", id=identity, line=0, Description="By hand")

    before = writes(xero)
    written = post_while(xero, PLANNED, edit, *entry(amount="120.00"), on_changed=policy)

    assert left_to_the_next(written)
    assert writes(xero) == before
    assert len(in_books(xero)) == 1


def test_a_difference_is_not_posted_once_an_earlier_correction_is_voided(xero: Sandbox) -> None:
    """It was counted with that correction."""
    difference: Row = {"on_changed": "post_difference", "on_voided": "post_again"}
    posted(xero)
    assert post(xero, entry(amount="120.00"), **difference).failure is None
    correction = only(xero, "correction 1")
    written = post_while(xero, PLANNED, lambda: xero.act("void", id=correction), *entry(amount="130.00"), **difference)

    assert left_to_the_next(written)
    assert post(xero, entry(amount="130.00"), **difference).failure is None
    assert {code: str(amount) for code, amount in balances(xero).items()} == {"835": "130.00", "200": "-130.00"}


def test_the_others_are_posted_beside_what_was_overtaken(xero: Sandbox) -> None:
    """States before the journal that is left to the next sync stand, and the month's count is right."""
    config = xero.destination_config()
    messages = [*records(entry("JE-0")), state(0), *records(entry("JE-1"), entry("JE-2")), state(1)]
    heard = Meanwhile(PLANNED, lambda: post(xero, entry("JE-1")))
    written = write_in_process(xero, config, messages, heard=heard)

    assert "Not done yet: 1 journal entry (first JE-1)" in written.error()["message"]
    assert written.states() == [state(0)]
    assert len(in_books(xero)) == 3
    assert any("Posted 2 of 3 journal entries" in text for text in written.log())


# -- at the same time


def test_two_syncs_at_the_same_time_take_nothing_back(xero: Sandbox) -> None:
    """Each reports what is there twice, and acknowledges nothing of it: somebody may rely on either journal."""
    config = xero.destination_config()
    both: list[Written] = []
    names = [f"JE-{number}" for number in range(1, 9)]

    def other() -> None:
        # Another batch, so that Xero takes it for another call.
        rows = [row for name in [*names, "JE-9"] for row in entry(name)]
        both.append(write_in_process(xero, config, [*records(rows), state("b")]))

    rows = [row for name in names for row in entry(name)]
    both.append(post_while(xero, SENDING, other, *rows))

    # The other one was through when this one posted, so that its next sync sees it.
    assert both[0].failure is None
    assert codes(both[1]) == ["POSTED_TWICE"]
    assert all(f"{name} (" in both[1].log("ERROR")[0] for name in names)
    assert both[1].states() == []
    assert statuses(xero) == ["POSTED"] * 17
    again = post(xero, *(entry(name) for name in names), entry("JE-9"))
    assert codes(again) == ["POSTED_TWICE"]
    assert all(f"{name} (" in again.log("ERROR")[0] for name in names)
    other_input = post(xero, entry("JE-9"))
    assert unchanged(other_input)
    assert "more than once: JE-1 (" in other_input.log("WARN")[0]
    assert all(f"{name} (" in other_input.log("WARN")[0] for name in names)


def test_what_another_sync_posts_while_a_call_is_lost_is_left_as_it_is(xero: Sandbox) -> None:
    """With another amount, acknowledged by the other: this one says so, and voids nothing."""
    both: list[Written] = []

    def other() -> None:
        xero.clear_faults()
        both.append(post(xero, entry(amount="120.00")))

    xero.fault("unavailable", "ManualJournals", method="PUT")
    clock = ActsInPause(xero, other)
    config = xero.destination_config()
    written = write_in_process(xero, config, [*records(entry()), state(1)], clock=clock)

    assert both[0].failure is None
    assert codes(written) == ["CHANGED"]
    assert written.states() == []
    assert {code: str(amount) for code, amount in balances(xero).items()} == {"835": "120.00", "200": "-120.00"}
    assert statuses(xero) == ["POSTED"]


def test_a_journal_that_was_there_before_is_not_taken_back_for_a_copy_of_it(xero: Sandbox) -> None:
    """An update while a person copies the journal: two of one key are for a person to sort out."""
    for number in range(1, 5):
        posted_before = entry(f"JE-{number}")
        assert post(xero, posted_before).failure is None

    def copy() -> None:
        for journal in in_books(xero):
            xero.act("copy_manual_journal", id=journal["ManualJournalID"])

    rows = [row for number in range(1, 5) for row in entry(f"JE-{number}", "120.00")]
    written = post_while(xero, SENT, copy, *rows, on_changed="update")

    assert written.failure is not None
    assert codes(written) == ["POSTED_TWICE"] * 4
    assert statuses(xero) == ["POSTED"] * 8


# -- an approved plan


@pytest.mark.parametrize(
    ("act", "more", "options"),
    [
        ("edit_manual_journal_line", {"line": 0, "Description": "By hand"}, {"on_changed": "update"}),
        ("edit_manual_journal_line", {"line": 0, "AccountCode": "260"}, {"on_changed": "post_difference"}),
        ("void", {}, {"on_voided": "post_again"}),
    ],
    ids=["update", "post_difference", "post_again"],
)
def test_an_approval_covers_no_change_that_a_person_made_since(
    xero: Sandbox, act: str, more: Row, options: Row
) -> None:
    """The plan said that the journal is there already: nobody approved to overwrite it, or to post it anew."""
    identity = posted(xero)["ManualJournalID"]
    planned = post(xero, entry(), dry_run=True, **options).log()[1]
    xero.act(act, id=identity, **more)
    before = writes(xero)
    written = post(xero, entry(), plan_fingerprint=planned.removeprefix("Fingerprint "), **options)

    assert written.error()["internal_message"].startswith("PlanNotApproved: ")
    assert writes(xero) == before
