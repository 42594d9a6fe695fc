"""Journals that were voided, deleted or archived in Xero: its books before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.journals.syncs import balances, post, posted, refused, statuses, unchanged
from integration_tests.support.posting import entry, in_books

if TYPE_CHECKING:
    from xero_sandbox import Sandbox


@pytest.fixture(params=["voided", "deleted"])
def gone(request: pytest.FixtureRequest, xero: Sandbox) -> str:
    """Have a journal posted and voided, or a draft of it deleted; return the status it was sent with."""
    sent, act = {"voided": ("POSTED", "void"), "deleted": ("DRAFT", "delete")}[request.param]
    journal = posted(xero, status=sent)
    xero.act(act, id=journal["ManualJournalID"])
    return sent


def test_a_journal_taken_out_of_the_books_is_reported(xero: Sandbox, gone: str) -> None:
    """With on_voided fail, the default, the books stay empty and the sync fails."""
    before = statuses(xero)
    written = post(xero, entry(), status=gone)

    assert refused(written) == ["VOIDED"]
    assert statuses(xero) == before


def test_a_journal_taken_out_of_the_books_is_posted_again(xero: Sandbox, gone: str) -> None:
    """With post_again one new journal is posted, and the next sync finds it."""
    assert post(xero, entry(), on_voided="post_again", status=gone).failure is None
    assert len(in_books(xero)) == 1
    assert len(statuses(xero)) == 2
    assert unchanged(post(xero, entry(), on_voided="post_again", status=gone))
    assert len(in_books(xero)) == 1


def test_a_journal_taken_out_of_the_books_is_left_out(xero: Sandbox, gone: str) -> None:
    """With leave it is taken as meant: nothing is posted and the state is acknowledged."""
    written = post(xero, entry(), on_voided="leave", status=gone)

    assert written.failure is None
    assert len(written.states()) == 1
    assert in_books(xero) == []
    assert "1 left as they are in Xero" in written.log()[0]


@pytest.mark.parametrize("policy", ["fail", "leave", "post_again"])
def test_an_archived_journal_is_reported_whatever_the_policy(xero: Sandbox, policy: str) -> None:
    """Whether it counts in the books is for a person to say."""
    journal = posted(xero, status="DRAFT")
    xero.act("archive_manual_journal", id=journal["ManualJournalID"])

    assert refused(post(xero, entry(), on_voided=policy, status="DRAFT")) == ["VOIDED"]
    assert statuses(xero) == ["ARCHIVED"]


def test_a_journal_can_be_voided_and_posted_again_many_times(xero: Sandbox) -> None:
    """Each posting anew is a call of its own: Xero's memory of the first one brings back no voided journal."""
    for round_ in range(1, 4):
        journal = posted(xero, on_voided="post_again")
        xero.act("void", id=journal["ManualJournalID"])
        assert statuses(xero) == ["VOIDED"] * round_


def test_a_voided_copy_does_not_count(xero: Sandbox) -> None:
    """Once a person has voided the copy, the journal is unchanged again."""
    journal = posted(xero)
    copy = xero.act("copy_manual_journal", id=journal["ManualJournalID"])
    assert refused(post(xero, entry())) == ["POSTED_TWICE"]

    xero.act("void", id=copy["ManualJournalID"])
    assert unchanged(post(xero, entry()))


def test_a_voided_journal_whose_corrections_stand_is_reported(xero: Sandbox) -> None:
    """Posting it anew would count the corrections twice, so that every policy asks a person first."""
    journal = posted(xero)
    post(xero, entry(amount="120.00"), on_changed="post_difference")
    xero.act("void", id=journal["ManualJournalID"])
    before = balances(xero)

    for policy in ("fail", "post_again", "leave"):
        assert refused(post(xero, entry(amount="120.00"), on_voided=policy, on_changed="post_difference")) == ["VOIDED"]
    assert balances(xero) == before


def voided_correction(xero: Sandbox) -> None:
    """Have a journal posted, corrected by a difference, and the correction voided."""
    posted(xero)
    assert post(xero, entry(amount="120.00"), on_changed="post_difference").failure is None
    (correction,) = [journal for journal in in_books(xero) if "correction" in journal["Narration"]]
    xero.act("void", id=correction["ManualJournalID"])


def test_a_voided_correction_is_reported(xero: Sandbox) -> None:
    """With on_voided fail, the default, a person who voided the difference is not overruled."""
    voided_correction(xero)

    assert refused(post(xero, entry(amount="120.00"), on_changed="post_difference")) == ["VOIDED"]
    assert len(in_books(xero)) == 1


def test_a_voided_correction_is_left_out(xero: Sandbox) -> None:
    """With leave it is taken as meant, and the state is acknowledged."""
    voided_correction(xero)
    written = post(xero, entry(amount="120.00"), on_changed="post_difference", on_voided="leave")

    assert written.failure is None
    assert len(written.states()) == 1
    assert len(in_books(xero)) == 1


def test_a_voided_correction_is_posted_anew(xero: Sandbox) -> None:
    """With post_again the difference is due again, under a number of its own."""
    again: dict[str, str] = {"on_changed": "post_difference", "on_voided": "post_again"}
    posted(xero)
    for _ in range(2):
        assert post(xero, entry(amount="120.00"), **again).failure is None
        correction = in_books(xero)[-1]
        assert len(in_books(xero)) == 2
        xero.act("void", id=correction["ManualJournalID"])
    narrations = [journal["Narration"].partition("[")[2] for journal in in_books(xero, "VOIDED")]

    assert narrations == ["RevRec JE-1 correction 1]", "RevRec JE-1 correction 2]"]
