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

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

    Row = dict[str, Any]


def only(xero: Sandbox, text: str = "[RevRec JE-1]") -> str:
    """Return the id of the only journal in the books whose narration has a text."""
    (journal,) = [each for each in in_books(xero) if text in each["Narration"]]
    return str(journal["ManualJournalID"])


def left_to_the_next(written: Written) -> bool:
    """Tell whether a sync succeeded, said that it left JE-1 to the next one, and acknowledged nothing."""
    said = any("Journal JE-1 was changed" in text for text in written.log("WARN"))
    return written.failure is None and said and written.states() == []


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

    assert written.failure is None
    assert written.states() == [state(0)]
    assert len(in_books(xero)) == 3
    assert any("Posted 2 of 3 journal entries" in text for text in written.log())


# -- at the same time


def test_two_syncs_at_the_same_time_leave_one_journal_of_each_entry(xero: Sandbox) -> None:
    """Of two that are the same the smaller id stays; whichever sync it is, the other takes its own back."""
    config = xero.destination_config()
    both: list[Written] = []
    names = [f"JE-{number}" for number in range(1, 9)]

    def other() -> None:
        # Another batch, so that Xero takes it for another call.
        rows = [row for name in [*names, "JE-9"] for row in entry(name)]
        both.append(write_in_process(xero, config, [*records(rows), state("b")]))

    rows = [row for name in names for row in entry(name)]
    both.append(post_while(xero, SENDING, other, *rows))
    found = {
        name: [each for each in in_books(xero) if each["Narration"].endswith(f"[RevRec {name}]")] for name in names
    }

    # The other one was through when this one posted, so that this one alone saw two.
    assert both[0].failure is None
    twice = [name for name in names if len(found[name]) == 2]
    assert codes(both[1]) == ["POSTED_TWICE"] * len(twice)
    assert all(found.values())
    taken_back = in_books(xero, "VOIDED")
    assert len(taken_back) == len(names) - len(twice)
    assert all(each["Narration"].endswith(" taken back]") for each in taken_back)
    for each in taken_back:
        (stays,) = [
            other for other in in_books(xero) if other["Narration"] == each["Narration"].replace(" taken back", "")
        ]
        assert stays["ManualJournalID"] < each["ManualJournalID"]


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
    planned = post(xero, entry(), dry_run=True, **options).log()[0]
    xero.act(act, id=identity, **more)
    before = writes(xero)
    written = post(xero, entry(), plan_fingerprint=planned.rstrip(".").rpartition(" ")[2], **options)

    assert written.error()["internal_message"].startswith("PlanNotApproved: ")
    assert writes(xero) == before
