"""What is done with an entry, given what Xero holds of it: nothing twice, nothing overwritten unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import ARCHIVED, DELETED, DRAFT, POSTED, VOIDED
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code
from unit_tests.destination_xero_journals.rules.made_decisions import (
    ACCOUNT_ARCHIVED,
    FEBRUARY,
    LOCKED,
    OTHER_LINES,
    WANTED,
    correction,
    decided,
)
from unit_tests.destination_xero_journals.rules.made_entries import books, held, journal_line
from unit_tests.revrec_journals.made_entries import DAY, the

if TYPE_CHECKING:
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.journal import PostingLine


def test_an_action_is_called_as_the_plan_and_the_receipts_call_it() -> None:
    """Four of them write into Xero."""
    assert [str(action) for action in Action if action.writes] == ["create", "update", "approve", "correct"]
    assert [str(action) for action in Action if not action.writes] == ["unchanged", "leave", "nothing_to_post"]


def test_every_case_has_a_row_under_every_policy() -> None:
    """What is reported as it stands writes nothing."""
    there = [[], *([held(WANTED, status=status)] for status in (POSTED, DRAFT, VOIDED, DELETED, ARCHIVED))]
    changed = [[replace(each, lines=OTHER_LINES) for each in journals] for journals in there]
    corrections = [[], [correction()], [correction(status=VOIDED)]]

    for journals, beside, on_changed, on_voided in product(
        [*there, *changed], corrections, ["fail", "update", "post_difference"], ["fail", "leave", "post_again"]
    ):
        decision = decided(*journals, *beside, on_changed=on_changed, on_voided=on_voided)

        assert not (decision.problems and decision.action.writes)


@pytest.mark.parametrize("on_changed", ["fail", "update", "post_difference"])
def test_a_journal_whose_lines_xero_does_not_show_is_never_changed(on_changed: str) -> None:
    """Its difference would be all of it."""
    decision = decided(held(WANTED, lines=()), on_changed=on_changed)

    assert decision.action is Action.LEAVE
    assert the(decision.problems, Code.CONTRADICTED)


def test_what_xero_does_not_have_is_created() -> None:
    """As it is wanted."""
    decision = decided()

    assert decision == Decision(Action.CREATE, WANTED)
    assert (decision.held, decision.others, decision.differences, decision.problems) == (None, (), (), ())
    assert not decision.unfinished


def test_what_xero_has_already_is_left_as_it_is() -> None:
    """The same input twice posts nothing the second time."""
    decision = decided(held(WANTED))

    assert (decision.action, decision.problems, decision.others) == (Action.UNCHANGED, (), ("mj-1",))
    assert not decision.action.writes


@pytest.mark.parametrize(
    ("there", "wanted", "action"),
    [
        (DRAFT, POSTED, Action.APPROVE),
        (DRAFT, DRAFT, Action.UNCHANGED),
        (POSTED, DRAFT, Action.UNCHANGED),
        (POSTED, POSTED, Action.UNCHANGED),
    ],
)
def test_a_draft_is_approved_where_journals_are_to_be_posted(there: str, wanted: str, action: Action) -> None:
    """A posted journal never becomes a draft again."""
    assert decided(held(WANTED, status=there), status=wanted).action is action


def test_a_changed_journal_is_reported_and_left() -> None:
    """The default: the message says what differs, and both remedies."""
    decision = decided(held(WANTED, lines=OTHER_LINES))

    problem = the(decision.problems, Code.CHANGED)
    assert decision.action is Action.LEAVE
    assert "Journal JE-1" in problem.message
    assert "debit 90.00 on 2400 Deferred Revenue where debit 100.00 on 2400 Deferred Revenue is wanted" in problem.found
    assert "update" in problem.fix


def test_a_changed_journal_is_updated_where_the_configuration_says_so() -> None:
    """It becomes RevRec's again, under its own id."""
    there = held(WANTED, lines=OTHER_LINES)

    decision = decided(there, on_changed="update")

    assert (decision.action, decision.journal, decision.held, decision.problems) == (Action.UPDATE, WANTED, there, ())
    assert decision.differences


def test_the_difference_is_posted_where_the_configuration_says_so() -> None:
    """As a journal of its own, with a key of its own; the posted one stays."""
    decision = decided(held(WANTED, lines=OTHER_LINES), on_changed="post_difference")

    assert decision.action is Action.CORRECT
    assert decision.journal.key == JournalKey("JE-1", 1)
    assert decision.journal.narration == "Revenue recognition January 2026 [RevRec JE-1 correction 1]"
    assert [(line.account_code, line.amount) for line in decision.journal.lines] == [
        ("2400", Decimal("10.00")),
        ("4000", Decimal("-10.00")),
    ]


def test_a_corrected_journal_is_as_wanted() -> None:
    """Its corrections count; the next difference gets the next number, voided ones included."""
    there = held(WANTED, lines=OTHER_LINES)
    voided = correction(2, status=VOIDED)

    assert decided(there, correction()).action is Action.UNCHANGED
    again = decided(there, voided, on_changed="post_difference", on_voided="post_again")
    assert (again.action, again.journal.key.correction) == (Action.CORRECT, 3)


def test_what_is_still_different_after_a_correction_is_corrected_again() -> None:
    """By the rest alone."""
    again = decided(held(WANTED, lines=OTHER_LINES), correction(1, "4.00"), on_changed="post_difference")

    assert (again.action, again.journal.key.correction) == (Action.CORRECT, 2)
    assert [line.amount for line in again.journal.lines] == [Decimal("6.00"), Decimal("-6.00")]


def test_a_corrected_journal_is_not_updated_alone() -> None:
    """Its corrections would be counted twice."""
    decision = decided(held(WANTED), correction(), on_changed="update")

    assert decision.action is Action.LEAVE
    assert "corrections" in the(decision.problems, Code.CHANGED).message


def test_what_no_amount_can_correct_is_reported() -> None:
    """A description that was edited makes no difference to post."""
    edited = (structs.replace(WANTED.lines[0], description="by hand"), WANTED.lines[1])

    decision = decided(held(WANTED, lines=edited), on_changed="post_difference")

    assert decision.action is Action.LEAVE
    assert "no amount" in the(decision.problems, Code.CHANGED).message


@pytest.mark.parametrize("status", [VOIDED, DELETED])
@pytest.mark.parametrize(
    ("policy", "action", "refused"),
    [("fail", Action.LEAVE, True), ("leave", Action.LEAVE, False), ("post_again", Action.CREATE, False)],
)
def test_what_was_voided_or_deleted_in_xero_follows_its_policy(
    status: str,
    policy: str,
    action: Action,
    refused: bool,  # noqa: FBT001
) -> None:
    """Reported, taken as meant, or posted anew with the voided one known."""
    decision = decided(held(WANTED, status=status), on_voided=policy)

    assert decision.action is action
    assert decision.others == ("mj-1",)
    if refused:
        assert the(decision.problems, Code.VOIDED).found == f"mj-1 {status}"
    else:
        assert decision.problems == ()


def test_corrections_of_a_voided_journal_are_not_left_alone_in_the_books() -> None:
    """Posting anew beside them would count them twice, whatever the policy."""
    decision = decided(held(WANTED, status=VOIDED), correction(), on_voided="post_again")

    assert decision.action is Action.LEAVE
    assert "corrections still stand" in the(decision.problems, Code.VOIDED).message


def test_a_voided_journal_beside_a_posted_one_does_not_matter() -> None:
    """It was posted again."""
    decision = decided(held(WANTED, "mj-0", VOIDED), held(WANTED))

    assert (decision.action, decision.others) == (Action.UNCHANGED, ("mj-0", "mj-1"))


def test_two_journals_of_one_key_are_reported() -> None:
    """A person copied one, or another tool posted it: none is touched."""
    twice = decided(held(WANTED, "mj-2"), held(WANTED, "mj-1"))

    assert twice.action is Action.LEAVE
    assert the(twice.problems, Code.POSTED_TWICE).found == "mj-1, mj-2"
    the(decided(held(WANTED), correction(), correction(identity="mj-3")).problems, Code.POSTED_TWICE)


@pytest.mark.parametrize(
    "locked",
    [books(period_lock_date=DAY), books(end_of_year_lock_date=DAY), books(period_lock_date=FEBRUARY)],
)
def test_a_journal_in_a_locked_period_is_refused(locked: Books) -> None:
    """Either lock date forbids it; both are shown (xeroizer#92: one such journal failed the whole batch)."""
    decision = decided(in_books=locked)

    problem = the(decision.problems, Code.DATE_LOCKED)
    assert "Journal JE-1 is dated 2026-01-31" in problem.message
    assert problem.expected == f"a date after {locked.locked_until}"


def test_the_day_after_the_lock_date_is_open() -> None:
    """The lock date is the last locked day."""
    assert decided(in_books=books(period_lock_date=date(2026, 1, 30))).problems == ()


def test_a_journal_in_a_locked_period_goes_to_the_first_open_day_where_the_configuration_says_so() -> None:
    """And is found there at the next sync, also when more was locked since."""
    decision = decided(in_books=LOCKED, move_out_of_lock=True)
    moved = held(decision.journal)

    assert (decision.action, decision.journal.date, decision.problems) == (Action.CREATE, FEBRUARY, ())
    for now in (LOCKED, books(period_lock_date=date(2026, 3, 31))):
        kept = decided(moved, in_books=now, move_out_of_lock=True)
        assert (kept.action, kept.journal.date) == (Action.UNCHANGED, FEBRUARY)


def test_what_is_in_a_locked_period_already_is_left_in_peace() -> None:
    """Every sync brings all journals of all closed months."""
    assert decided(held(WANTED), in_books=LOCKED) == Decision(Action.UNCHANGED, WANTED, held(WANTED), ("mj-1",))


@pytest.mark.parametrize("policy", ["update", "post_difference"])
def test_a_changed_journal_in_a_locked_period_is_refused(policy: str) -> None:
    """Neither an update nor a correction may be dated there."""
    the(decided(held(WANTED, lines=OTHER_LINES), in_books=LOCKED, on_changed=policy).problems, Code.DATE_LOCKED)


def test_a_difference_in_a_locked_period_goes_to_the_first_open_day() -> None:
    """As RevRec itself books what changes after the close, in the current period."""
    there = held(WANTED, lines=OTHER_LINES)

    decision = decided(there, in_books=LOCKED, on_changed="post_difference", move_out_of_lock=True)

    assert (decision.action, decision.journal.date, decision.problems) == (Action.CORRECT, FEBRUARY, ())


def test_a_draft_in_a_locked_period_is_not_approved() -> None:
    """Xero takes a draft there and refuses to approve it."""
    the(decided(held(WANTED, status=DRAFT), in_books=LOCKED).problems, Code.DATE_LOCKED)


def test_a_draft_that_was_moved_out_of_a_lock_is_approved_where_it_stands() -> None:
    """It keeps its day."""
    moved = held(decided(in_books=LOCKED, move_out_of_lock=True).journal, status=DRAFT)

    approved = decided(moved, in_books=LOCKED, move_out_of_lock=True)

    assert (approved.action, approved.journal.date, approved.problems) == (Action.APPROVE, FEBRUARY, ())


def test_another_date_in_xero_is_a_difference() -> None:
    """Somebody moved the journal."""
    decision = decided(held(WANTED, date=FEBRUARY))

    assert "the date is 2026-02-01, and 2026-01-31 is wanted" in the(decision.problems, Code.CHANGED).found
    assert decided(held(WANTED, date=FEBRUARY), on_changed="update").journal.date == DAY


def test_an_archived_account_forbids_writing_alone() -> None:
    """What is posted stays right; a new journal, an update, a correction and an approval are refused."""
    changed = held(WANTED, lines=OTHER_LINES)

    assert decided(held(WANTED), archived=True).problems == ()
    for decision in (
        decided(archived=True),
        decided(changed, archived=True, on_changed="update"),
        decided(changed, archived=True, on_changed="post_difference"),
        decided(held(WANTED, status=DRAFT), archived=True),
    ):
        assert decision.problems == (ACCOUNT_ARCHIVED,)


@pytest.mark.parametrize("lines", [(), (journal_line("0.00"), journal_line("0.00"))])
def test_a_journal_without_an_amount_is_not_posted(lines: tuple[PostingLine, ...]) -> None:
    """Its lines cancelled out, or are 0.00 each: whether Xero keeps such a journal is not documented."""
    nothing = replace(WANTED, lines=lines)

    assert decided(wanted=nothing) == Decision(Action.NOTHING_TO_POST, nothing)
    assert decided(held(WANTED, status=VOIDED), wanted=nothing, on_voided="post_again").others == ("mj-1",)


def test_a_journal_that_came_to_nothing_after_posting_is_changed() -> None:
    """It is reported, or taken back by its difference; an update to no lines is none."""
    nothing = replace(WANTED, lines=())

    the(decided(held(WANTED), wanted=nothing).problems, Code.CHANGED)
    the(decided(held(WANTED), wanted=nothing, on_changed="update").problems, Code.CHANGED)
    corrected = decided(held(WANTED), wanted=nothing, on_changed="post_difference")
    assert [line.amount for line in corrected.journal.lines] == [Decimal("-100.00"), Decimal("100.00")]
