"""A close's figures come from the records that pass by."""

from __future__ import annotations

from decimal import Decimal

import pytest

from source_xero_revrec.close.figures import Figures
from source_xero_revrec.rules.recognition.months import period
from unit_tests.source_xero_revrec.close.made_figures import balance, change, entry, held, january, revenue
from unit_tests.source_xero_revrec.rules.recognition.made_lines import line, month, positions


def test_a_months_sums_are_of_that_month() -> None:
    """Billed, recognised and deferred in January; the waterfall has all months."""
    figures = january()

    assert (figures.billed, figures.recognised, figures.deferred) == (1200, 100, 1100)
    assert figures.waterfall == {period(month("2026-01") + place): 100 for place in range(12)}
    assert (figures.currency, figures.organisation) == ("NZD", "Demo Company")
    assert len(figures.ties) == 1


def test_held_lines_count_up_to_the_month_and_from_the_cut_over() -> None:
    """What is no revenue, or nothing, is not held."""
    figures = Figures("2026-02", "2026-01")
    for row in (
        held("2025-12", "1", "1"),
        held("2026-01", "-2", "-2"),
        held("2026-02", "4", "4", "ambiguous_period"),
        held("2026-02", "8", None, "no_rate"),
        held("2026-02", "16", "16", "not_revenue"),
        held("2026-02", "0", "0"),
        held("2026-03", "32", "32"),
    ):
        figures.hold(row)
    found = figures.findings(is_over=True)

    assert (found.held_lines, found.held, found.held_without_rate) == (3, Decimal(6), 1)
    assert found.held_where == {"no_period": ["INV-2"], "ambiguous_period": ["INV-2"], "no_rate": ["INV-2"]}


def test_entries_of_earlier_closed_months_are_not_posted() -> None:
    """Those of the month, and the opening, are what the close posts; open months are a preview."""
    figures = Figures("2026-02")
    for key, kind, at, status in (
        ("REV-OPENING", "OPENING", "2025-12", "Closed"),
        ("REV-2026-01-RELEASE", "RELEASE", "2026-01", "Closed"),
        ("REV-2026-02-PRIOR", "PRIOR", "2026-02", "Closed"),
        ("REV-2026-03-RELEASE", "RELEASE", "2026-03", "Open"),
    ):
        figures.add("journal_entries", entry(key, kind, at, "Debit", "5", status=status))
        figures.add("journal_entries", entry(key, kind, at, "Credit", "5", status=status))
    found = figures.findings(is_over=True)

    assert found.unposted == ["REV-2026-01-RELEASE"]
    assert {row["journal_entry_id"] for row in figures.entries} == {"REV-OPENING", "REV-2026-02-PRIOR"}
    assert found.prior == 5


@pytest.mark.parametrize(
    ("check", "severity", "status", "refuses"),
    [
        ("B1", "error", "Does not tie", True),
        ("A1", "error", "Does not tie", True),
        ("K2", "error", "Open", True),
        ("J3", "error", "Does not tie", True),
        ("B1", "warning", "Does not tie", False),
        ("K2", "error", "Resolved", False),
        ("S2", "error", "Does not tie", False),
    ],
)
def test_only_some_checks_refuse_a_close(check: str, severity: str, status: str, *, refuses: bool) -> None:
    """Completeness, receivables, rates and posted journals, where they are in error."""
    figures = Figures("2026-01")
    figures.add("control_totals", {"check": check, "severity": severity, "status": status, "period": "2026-01"})

    assert bool(figures.findings(is_over=True).failing) is refuses


def test_a_ledger_that_was_not_read_ties_nothing() -> None:
    """There is a roll-forward and no tie of it."""
    figures = Figures("2026-01")
    figures.add("deferred_revenue", balance("2026-01", "5"))

    assert not figures.findings(is_over=True).tied
    assert figures.findings(is_over=False).tied
    assert january().findings(is_over=True).tied


def test_what_cancels_out_says_how_much_goes_each_way() -> None:
    """A reason of nothing at all would say that nothing happened."""
    figures = january()
    changes = [
        change("allocation_changed", "835", "45"),
        change("allocation_changed", "835", "-45"),
        change("late_invoice", "835", "10"),
        change("late_invoice", "200", "-10"),
    ]

    assert [*figures.made_up(changes)] == [
        ("allocation_changed", "allocation changed, 45.00 each way", 0),
        ("late_invoice", "late invoice", 10),
    ]


def test_what_is_made_up_for_names_its_causes() -> None:
    """On deferred accounts, by reason, documents in their order and each once."""
    figures = january()
    for account, number in (("835", "INV-10"), ("200", "INV-10"), ("835", "INV-9"), ("200", "INV-11")):
        figures.add("recognition_changes", change("late_invoice", account, "5", document_number=number))

    assert figures.findings(is_over=True).prior_where == {"late_invoice": ["INV-9", "INV-10"]}


def test_a_revenue_account_that_does_not_tie_refuses_like_a_deferred_one() -> None:
    """Of the month itself; without a tie it says nothing."""
    figures = january()
    figures.add("recognised_revenue", revenue("200", "100", unnamed="-3"))
    figures.add("recognised_revenue", {**revenue("200", "100", unnamed="-4"), "period": "2025-12"})
    untied = revenue("210", "100")
    del untied["tie_status"]
    figures.add("recognised_revenue", untied)

    assert figures.findings(is_over=True).unnamed == [("835", 0), ("200", -3)]


def test_months_before_the_first_close_have_the_schedules_balance_where_it_leads_to_the_opening() -> None:
    """Another opening, as one taken from the ledger, is no schedule's: nothing is shown then."""
    figures = Figures("2026-03")
    figures.take(positions([[line(120_000, "2026-01-05", "2026-01-01", "2026-12-31")]]))
    assert figures.earlier == {}
    figures.add("deferred_revenue", balance("2026-03", "900", opening="1000"))
    assert figures.earlier == {"2026-01": Decimal(1100), "2026-02": Decimal(1000)}
    figures.add("deferred_revenue", balance("2026-04", "800", opening="900"))
    assert [*figures.earlier] == ["2026-01", "2026-02"]

    other = Figures("2026-03")
    other.take(positions([[line(120_000, "2026-01-05", "2026-01-01", "2026-12-31")]]))
    other.add("deferred_revenue", balance("2026-03", "900", opening="1000.01"))
    assert other.earlier == {}
