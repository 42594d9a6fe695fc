"""What a close says besides its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.close.figures import Figures
from source_xero_revrec.close.notes import is_shut, named, notes
from source_xero_revrec.recognition.closed_ledger import Moved
from unit_tests.source_xero_revrec.close.made_figures import balance, change, entry
from unit_tests.source_xero_revrec.recognition.made_xero import FakeXero, invoice, journal
from unit_tests.source_xero_revrec.recognition.test_reading import YEAR, read
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month

if TYPE_CHECKING:
    from source_xero_revrec.recognition.books import RecognisedBooks

KEY = "REV-2026-01-RELEASE"


def books(status: str = "POSTED", locked_to: str = "") -> RecognisedBooks:
    """Return a January whose release stands so in Xero, or that is locked and has no journals at all."""
    posted = () if locked_to else (journal(KEY, ("200", "-100.00"), ("835", "100.00"), status=status),)
    xero = FakeXero(invoice(1, "1200.00", YEAR), journals=posted)
    xero.records["Organisation"][0]["PeriodLockDate"] = locked_to or None
    return read(xero)


def figures() -> Figures:
    """Return a January that gives its release."""
    found = Figures("2026-01")
    found.add("journal_entries", entry(KEY, "RELEASE", "2026-01", "Debit", "100"))
    found.add("deferred_revenue", balance("2026-01", "1100"))
    return found


def test_what_stands_in_xero_needs_no_word() -> None:
    """Nor does an entry that was never there."""
    assert [*notes(figures(), books(), {})] == []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("VOIDED", f"Voided or deleted in Xero: {KEY}. "),
        ("DELETED", f"deleted in Xero: {KEY}. "),
        ("DRAFT", "Drafts in"),
    ],
)
def test_a_journal_that_was_taken_back_or_waits_is_named(status: str, said: str) -> None:
    """With what to do about it."""
    (note,) = notes(figures(), books(status), {})

    assert said in note
    assert "post_again" in note or "Approve" in note


def test_a_draft_of_a_later_month_is_not_spoken_of() -> None:
    """Its own close does."""
    assert [*notes(Figures("2025-12"), books("DRAFT"), {})] == []


def test_a_locked_month_that_lacks_something_says_so() -> None:
    """Nothing can be posted into it; one that lacks nothing is at rest."""
    shut = books(locked_to="2026-01-31")

    assert is_shut(shut, month("2026-01"))
    assert not is_shut(books(), month("2026-01"))
    assert any("Xero's lock date shuts 2026-01" in note for note in notes(Figures("2026-01"), shut, {}))


def test_what_the_next_month_makes_up_for_is_said_with_its_cause() -> None:
    """By reason, on deferred accounts; what this month makes up for stands among its figures."""
    found = figures()
    for number in range(5):
        late = change("late_invoice", "835", "10", document_number=f"INV-{number}", period="2026-02")
        found.add("recognition_changes", {**late, "closed_period": "2026-01"})
    found.add(
        "recognition_changes", {**change("late_invoice", "200", "-50", period="2026-02"), "closed_period": "2026-01"}
    )
    found.add("recognition_changes", {**change("voided", "835", "-10"), "closed_period": "2025-12"})
    (note,) = notes(found, books(), {})

    assert note == (
        "2026-02 makes up for 50.00 NZD of deferred revenue (late invoice: INV-0, INV-1, INV-2 and 2 more)"
    )  # fmt: skip


def test_few_names_are_all_told() -> None:
    """Of many, how many more there are."""
    assert (named(["A", "B"]), named("ABCD")) == ("A, B", "A, B, C and 1 more")


def test_a_ledger_that_was_changed_after_its_close_is_told() -> None:
    """By account, with what it was and is; a month that is as it was needs no word."""
    changed = [Moved("200", 110_000, -5), Moved("835", 0, 1_234)]

    (note,) = notes(figures(), books(), {month("2025-12"): [], month("2026-01"): changed})

    assert note == (
        "Xero's ledger of 2026-01 was changed after its close, the journals of recognition apart: 200 from "
        "1,100.00 NZD to -0.05 NZD, 835 from 0.00 NZD to 12.34 NZD. Look at the transactions of these accounts in Xero"
    )
