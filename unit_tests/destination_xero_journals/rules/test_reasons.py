"""Why an entry is left as it stands in Xero: what is said, word for word, with the remedy for that cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.rules import reasons
from destination_xero_journals.rules.journal import ARCHIVED, DELETED, DRAFT, VOIDED
from destination_xero_journals.rules.standing import Standing
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.rules.made_decisions import OTHER_LINES, WANTED, correction
from unit_tests.destination_xero_journals.rules.made_entries import BOOKS, held

if TYPE_CHECKING:
    from collections.abc import Callable

    from destination_xero_journals.rules.journal import HeldJournal

CHANGED = held(WANTED, lines=OTHER_LINES)
DIFFERENCES = (
    "mj-1: debit 90.00 on 2400 Deferred Revenue where debit 100.00 on 2400 Deferred Revenue is wanted; "
    "credit 90.00 on 4000 Subscription Revenue where credit 100.00 on 4000 Subscription Revenue is wanted"
)
GONE = "Journal JE-1 was posted before and is voided, deleted or archived in Xero"
POLICY = "Take the entry out of the input, or set on_voided to post_again or leave"


@pytest.mark.parametrize(
    ("reason", "there", "said"),
    [
        (
            reasons.posted_twice,
            [held(WANTED, "mj-2"), held(WANTED, "mj-1"), correction()],
            Problem(
                Code.POSTED_TWICE,
                "Journal JE-1 is in Xero 2 times",
                found="mj-1, mj-2",
                expected="one journal whose narration bears [RevRec JE-1]",
                fix="Void the copy in Xero, or take the key out of its narration if it is a journal of its own",
            ),
        ),
        (
            reasons.corrections_alone,
            [held(WANTED, status=VOIDED), correction()],
            Problem(
                Code.VOIDED,
                f"{GONE}, while its corrections still stand",
                found="mj-1 VOIDED, mj-c1 POSTED",
                expected="a posted journal or a draft",
                fix="Void the corrections in Xero too",
            ),
        ),
        (
            reasons.archived,
            [held(WANTED, status=ARCHIVED)],
            Problem(
                Code.VOIDED,
                GONE,
                found="mj-1 ARCHIVED",
                expected="a posted journal or a draft",
                fix="Restore it in Xero, or void or delete it",
            ),
        ),
        (
            reasons.voided,
            [held(WANTED, status=DELETED), held(WANTED, "mj-2", VOIDED)],
            Problem(
                Code.VOIDED, GONE, found="mj-1 DELETED, mj-2 VOIDED", expected="a posted journal or a draft", fix=POLICY
            ),
        ),
        (
            reasons.changed,
            [CHANGED],
            Problem(
                Code.CHANGED,
                "Journal JE-1 is in Xero and differs from RevRec's",
                found=DIFFERENCES,
                expected="the lines of RevRec, each as it is",
                fix="Correct RevRec or Xero by hand, or set on_changed to update or post_difference",
            ),
        ),
        (
            reasons.corrected,
            [CHANGED, correction(amount="5.00")],
            Problem(
                Code.CHANGED,
                "Journal JE-1 has corrections in Xero, so that it cannot be updated alone",
                found="mj-1: 95.00 on 2400 Deferred Revenue in all, and 100.00 is wanted; -95.00 on 4000 Subscription "
                "Revenue in all, and -100.00 is wanted",
                expected="the lines of RevRec, each as it is",
                fix="Set on_changed to post_difference, or void the corrections in Xero",
            ),
        ),
        (
            reasons.beyond_amounts,
            [CHANGED],
            Problem(
                Code.CHANGED,
                "Journal JE-1 differs from RevRec's in what no amount can correct",
                found=DIFFERENCES,
                expected="the lines of RevRec, each as it is",
                fix="Correct it in Xero by hand, or set on_changed to update",
            ),
        ),
        (
            reasons.unread,
            [held(WANTED, lines=()), held(WANTED, "mj-2"), correction(status=DRAFT, lines=())],
            Problem(
                Code.CONTRADICTED,
                "Journal JE-1 is in Xero, which does not show all of its lines",
                found="mj-1 POSTED with 0 lines, mj-c1 DRAFT with 0 lines",
                expected="two lines or more whose debits are their credits",
                fix="Look at the journal in Xero, and sync again; if it is whole there, report its id to Xero",
            ),
        ),
        (
            reasons.correction_gone,
            [CHANGED, correction(status=VOIDED), correction(2, status=DELETED)],
            Problem(
                Code.VOIDED,
                "A correction of journal JE-1 is voided or deleted in Xero",
                found="mj-c1 VOIDED, mj-c2 DELETED",
                expected="the correction, posted or a draft",
                fix=POLICY,
            ),
        ),
    ],
)
def test_a_reason_names_the_journal_what_was_found_and_the_remedy(
    reason: Callable[[Standing], Problem], there: list[HeldJournal], said: Problem
) -> None:
    """One sentence for one cause."""
    assert reason(Standing(WANTED, there, BOOKS)) == said


def test_a_contradiction_names_what_xero_says() -> None:
    """By the list and by the id."""
    assert reasons.contradicted("JE-1", "mj-1 is listed, and by its id it does not exist") == Problem(
        Code.CONTRADICTED,
        "Journal JE-1 is in Xero's list of manual journals otherwise than by its id",
        found="mj-1 is listed, and by its id it does not exist",
        expected="the same journal by both",
        fix="Look at the journal in Xero, and sync again; if this stays, report both to Xero",
    )


def test_of_several_keys_that_are_there_twice_the_first_is_named() -> None:
    """The journal comes before its corrections, which are named by their own key."""
    alone = reasons.posted_twice(Standing(WANTED, [held(WANTED), correction(), correction(identity="mj-3")], BOOKS))

    assert alone.expected == "one journal whose narration bears [RevRec JE-1 correction 1]"
    assert alone.found == "mj-3, mj-c1"


def test_a_journal_that_only_says_that_it_was_taken_back_is_named_by_its_id() -> None:
    """A person decides what it is."""
    assert reasons.taken_back_unproven("JE-1", [held(WANTED, "mj-7"), held(WANTED, "mj-8", DRAFT)]) == Problem(
        Code.TAKEN_BACK,
        "Journal JE-1 was taken back as the narration of a journal in Xero says, and that one is in the books: a copy, "
        "or edited since",
        found="mj-7 POSTED, mj-8 DRAFT",
        expected="no journal in the books that says so",
        fix="Void it in Xero, or take the mark out of its narration if it is a journal of its own",
    )
