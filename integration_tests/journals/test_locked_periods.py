"""Journals that are dated in a locked period: Xero's books before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.journals.syncs import balances, post, posted, refused, unchanged
from integration_tests.support.posting import entry, in_books

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

JANUARY, FEBRUARY = "2026-01-31", "2026-02-28"


def dates(xero: Sandbox) -> list[str]:
    """Return the dates of the journals in the books, sorted."""
    return sorted(str(journal["Date"]) for journal in in_books(xero))


@pytest.mark.parametrize("lock", ["close_period", "end_of_year"])
def test_a_new_journal_in_a_locked_period_is_refused(xero: Sandbox, lock: str) -> None:
    """With reject, the default, Xero is not even asked, whichever lock date it is."""
    xero.act(lock, date=JANUARY)

    assert refused(post(xero, entry())) == ["DATE_LOCKED"]
    assert in_books(xero) == []


def test_a_new_journal_in_a_locked_period_is_dated_on_the_first_open_day(xero: Sandbox) -> None:
    """With first_open_day it goes to the day after the later lock date, and others keep their dates."""
    xero.act("close_period", date=JANUARY)
    xero.act("end_of_year", date="2025-12-31")
    written = post(xero, entry("JE-1"), entry("JE-2", day=FEBRUARY), locked_period="first_open_day")

    assert written.failure is None
    assert dates(xero) == ["2026-02-01", FEBRUARY]


def test_a_moved_journal_stays_when_the_lock_date_moves_on(xero: Sandbox) -> None:
    """Sent again after the next month was locked too, it is unchanged, without a complaint."""
    xero.act("close_period", date=JANUARY)
    posted(xero, locked_period="first_open_day")
    xero.act("close_period", date=FEBRUARY)

    assert unchanged(post(xero, entry(), locked_period="first_open_day"))
    assert dates(xero) == ["2026-02-01"]


def test_a_posted_journal_stays_when_its_period_is_locked(xero: Sandbox) -> None:
    """A locked period says nothing about what is in it already, with either policy."""
    posted(xero)
    xero.act("close_period", date=JANUARY)

    assert unchanged(post(xero, entry()))
    assert unchanged(post(xero, entry(), locked_period="first_open_day"))


def test_a_journal_that_changed_in_a_locked_period_is_not_updated(xero: Sandbox) -> None:
    """With reject the update is refused, and what is locked stays as it was."""
    posted(xero)
    xero.act("close_period", date=JANUARY)
    before = balances(xero)

    assert refused(post(xero, entry(amount="120.00"), on_changed="update")) == ["DATE_LOCKED"]
    both = post(xero, entry(amount="120.00"), on_changed="update", locked_period="first_open_day")
    assert refused(both) == ["DATE_LOCKED"]
    assert balances(xero) == before


def test_the_difference_of_a_locked_period_goes_to_the_first_open_day(xero: Sandbox) -> None:
    """post_difference with first_open_day corrects a closed month in the open one, as accountants do."""
    posted(xero)
    xero.act("close_period", date=JANUARY)
    written = post(xero, entry(amount="120.00"), on_changed="post_difference", locked_period="first_open_day")

    assert written.failure is None
    assert dates(xero) == [JANUARY, "2026-02-01"]
    again = post(xero, entry(amount="120.00"), on_changed="post_difference", locked_period="first_open_day")
    assert unchanged(again)


def test_a_reopened_period_takes_what_was_refused(xero: Sandbox) -> None:
    """Once the lock date is moved back, the same input is posted on RevRec's own date."""
    xero.act("close_period", date=JANUARY)
    assert refused(post(xero, entry())) == ["DATE_LOCKED"]
    xero.act("close_period", date="2025-12-31")
    assert post(xero, entry()).failure is None

    assert dates(xero) == [JANUARY]


@pytest.mark.parametrize("policy", ["first_open_day", "reject"])
@pytest.mark.parametrize("lock", ["2025-12-31", JANUARY, FEBRUARY])
def test_a_moved_journal_stays_whatever_the_lock_dates_are_later(xero: Sandbox, lock: str, policy: str) -> None:
    """Its narration says from where to where it moved: a period that is reopened, or the other policy, is no change."""
    xero.act("close_period", date=JANUARY)
    journal = posted(xero, locked_period="first_open_day")
    xero.act("close_period", date=lock)

    assert journal["Narration"].endswith("(RevRec date 2026-01-31, moved to 2026-02-01) [RevRec JE-1]")
    assert unchanged(post(xero, entry(), locked_period=policy))
    assert unchanged(post(xero, entry(), locked_period=policy, on_changed="update"))
    assert dates(xero) == ["2026-02-01"]


def test_a_moved_journal_that_somebody_moved_on_is_changed(xero: Sandbox) -> None:
    """Another day than the narration says is a person's, also one that the lock dates cover by now."""
    xero.act("close_period", date=JANUARY)
    journal = posted(xero, locked_period="first_open_day")
    xero.act("edit_manual_journal_header", id=journal["ManualJournalID"], date="2026-02-15")
    xero.act("close_period", date=FEBRUARY)

    assert refused(post(xero, entry(), locked_period="first_open_day")) == ["CHANGED"]
    assert dates(xero) == ["2026-02-15"]


def test_a_moved_journal_of_another_date_in_revrec_is_changed(xero: Sandbox) -> None:
    """The move is of one date of RevRec's; with update the journal goes to the new one."""
    xero.act("close_period", date=JANUARY)
    posted(xero, locked_period="first_open_day")

    assert refused(post(xero, entry(day=FEBRUARY), locked_period="first_open_day")) == ["CHANGED"]
    written = post(xero, entry(day=FEBRUARY), locked_period="first_open_day", on_changed="update")
    assert written.failure is None
    (journal,) = in_books(xero)
    assert (str(journal["Date"]), "moved" in journal["Narration"]) == (FEBRUARY, False)


def test_a_text_that_changed_in_a_locked_period_is_left_in_peace(xero: Sandbox) -> None:
    """It moves no amount and nobody may change it: with every policy the journal is as good as unchanged."""
    posted(xero)
    xero.act("close_period", date=JANUARY)
    other = [row | {"Description": "Another text"} for row in entry()]

    for policy in ("fail", "update", "post_difference"):
        assert unchanged(post(xero, other, on_changed=policy))
    xero.act("close_period", date="2025-12-31")
    assert refused(post(xero, other)) == ["CHANGED"]


def test_an_amount_that_changed_in_a_locked_period_is_reported(xero: Sandbox) -> None:
    """The lock excuses texts alone."""
    posted(xero)
    xero.act("close_period", date=JANUARY)

    assert refused(post(xero, entry(amount="120.00"))) == ["CHANGED"]
