"""Journals that wait as drafts for their approval: Xero's books before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integration_tests.support.journals.syncs import post, posted, refused, statuses, unchanged
from integration_tests.support.posting import entry, in_books, state

if TYPE_CHECKING:
    from xero_sandbox import Sandbox


def test_a_draft_is_approved_when_the_status_becomes_posted(xero: Sandbox) -> None:
    """The draft itself is posted, not another journal."""
    draft = posted(xero, status="DRAFT")
    assert draft["Status"] == "DRAFT"
    assert unchanged(post(xero, entry(), status="DRAFT"))
    written = post(xero, entry())

    assert written.failure is None
    (after,) = in_books(xero)
    assert (after["ManualJournalID"], after["Status"]) == (draft["ManualJournalID"], "POSTED")
    assert unchanged(post(xero, entry()))


def test_a_draft_is_approved_with_its_own_mark_for_reports_on_cash_basis(xero: Sandbox) -> None:
    """Approving changes the status alone, so that another choice for new journals takes nothing back."""
    draft = posted(xero, status="DRAFT")
    written = post(xero, entry(), show_on_cash_basis=False)

    assert written.failure is None
    (after,) = in_books(xero, "POSTED", "DRAFT", "VOIDED", "DELETED")
    assert (after["ManualJournalID"], after["Status"]) == (draft["ManualJournalID"], "POSTED")
    assert after["ShowOnCashBasisReports"] is True


def test_several_drafts_of_one_entry_are_approved_sync_by_sync(xero: Sandbox) -> None:
    """A journal and its correction: one a sync, and the first one, which leaves the other, fails for now."""
    difference: dict[str, str] = {"on_changed": "post_difference"}
    posted(xero, status="DRAFT")
    assert post(xero, entry(amount="120.00"), status="DRAFT", **difference).failure is None
    assert statuses(xero) == ["DRAFT", "DRAFT"]
    first, second = (post(xero, entry(amount="120.00"), **difference) for _ in range(2))

    assert first.error()["failure_type"] == "transient_error"
    assert "posted: 1 journal entry." in first.error()["message"]
    assert second.failure is None
    assert (first.states(), second.states()) == ([], [state(1)])
    assert statuses(xero) == ["POSTED", "POSTED"]
    assert unchanged(post(xero, entry(amount="120.00"), **difference))


def test_a_draft_that_somebody_approved_is_not_taken_back(xero: Sandbox) -> None:
    """With status DRAFT a journal that a person posted is as it should be, and an update leaves it posted."""
    draft = posted(xero, status="DRAFT")
    xero.act("post_manual_journal", id=draft["ManualJournalID"])

    assert unchanged(post(xero, entry(), status="DRAFT"))
    assert post(xero, entry(amount="120.00"), status="DRAFT", on_changed="update").failure is None
    assert statuses(xero) == ["POSTED"]


def test_a_draft_that_revrec_changed_is_updated_and_approved_at_once(xero: Sandbox) -> None:
    """With update and status POSTED one call brings the amounts and the approval."""
    posted(xero, status="DRAFT")
    assert post(xero, entry(amount="120.00"), on_changed="update").failure is None

    assert statuses(xero) == ["POSTED"]
    assert unchanged(post(xero, entry(amount="120.00")))


def test_a_draft_in_a_period_locked_since_is_not_approved(xero: Sandbox) -> None:
    """A draft waits outside the books, so that its approval would change a locked period."""
    posted(xero, status="DRAFT")
    xero.act("close_period", date="2026-01-31")

    assert refused(post(xero, entry())) == ["DATE_LOCKED"]
    assert statuses(xero) == ["DRAFT"]
