"""What the tables of a close show."""

from __future__ import annotations

from decimal import Decimal

from source_xero_revrec.close.sheets import revenue_lines, tie_lines, with_reasons, with_sides, with_signs
from unit_tests.source_xero_revrec.close.made_figures import balance, change, entry, held, revenue


def test_debits_and_credits_stand_apart() -> None:
    """With the options of tracking beside the description."""
    lines = [
        {**entry("REV-2026-01-RELEASE", "RELEASE", "2026-01", "Debit", "100"), "description": "Released"},
        {**entry("REV-2026-01-RELEASE", "RELEASE", "2026-01", "Credit", "100"), "location": "North"},
    ]
    debit, credit = with_sides(lines, {"location": "Location"})

    assert (debit["debit"], debit.get("credit"), debit["description"]) == (Decimal(100), None, "Released")
    assert (credit["credit"], credit["description"]) == (Decimal(100), "Location: North")


def test_what_is_made_up_for_has_its_side_and_its_reason_in_words() -> None:
    """Credits are positive in the stream."""
    late, voided = with_signs([change("late_invoice", "835", "550"), change("voided", "835", "-440")])

    assert (late["reason"], late["credit"], "debit" in late) == ("late invoice", Decimal(550), False)
    assert voided["debit"] == Decimal(440)


def test_what_is_made_up_for_is_listed_by_document() -> None:
    """By date and number, the lines of one in their order; journals come last."""
    dated = [
        change("late_invoice", "835", "1", document_number="INV-10", document_date="2026-01-05", order_item_number="2"),
        change("late_invoice", "835", "1", document_number="INV-9", document_date="2026-01-05"),
        change("late_invoice", "835", "1", document_number="INV-8", document_date="2026-01-06"),
    ]
    journals = change(
        "journal_edited", "835", "1", document_number=None, changed_journal_entry_id="REV-2026-01-RELEASE"
    )

    assert [row["document_number"] for row in with_signs([journals, *dated])] == ["INV-9", "INV-10", "INV-8", None]


def test_why_a_line_is_held_is_said_in_words() -> None:
    """As a person writes them."""
    assert [row["held_reason"] for row in with_reasons([held("2026-01", "5", "5")])] == ["no period"]


def test_a_tie_shows_the_differences_that_there_are() -> None:
    """Of any account; the others have nothing in that line."""
    ties = [balance("2026-01", "1100", bills_home_amount="-12"), balance("2026-01", "1100")]
    told = dict(tie_lines(ties))

    assert told["Bills"] == [Decimal(-12), Decimal(0)]
    assert "Journals in draft" not in told
    assert told["Verdict"] == ["Ties", "Ties"]


def test_revenue_goes_from_the_schedule_to_the_movement_account_by_account() -> None:
    """With the differences that there are, and sums."""
    lines = revenue_lines([revenue("200", "100"), revenue("210", "5", bills_home_amount="-2")])
    headings, sales, other, total = lines

    assert headings[4:] == ["Bills", "Without a name", "Xero's movement of the month", "Verdict"]
    assert (sales[0], sales[1], sales[4], sales[-2:]) == ("200 Sales", 100, 0, [100, "Ties"])
    assert (other[4], total) == (-2, ["Total", 105, 0, 0, -2, 0, 103, ""])
