"""What the journals of a plan come to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from destination_xero_journals.plan.totals import PlanTotals
from unit_tests.destination_xero_journals.plan.made_plan import journal, line, refused


def test_totals_are_by_organisation_period_and_action() -> None:
    """In the order of the months, whatever the order of arrival; the debits and credits of each."""
    totals = PlanTotals()
    february: dict[str, Any] = {"date": date(2026, 2, 28), "lines": (line("1", "0.10"), line("2", "-0.10"))}
    for planned in (journal(6, **february), journal(1), journal(2, "unchanged"), refused(), journal(7, **february)):
        totals.add(planned)

    assert [
        (each.period, each.action, each.journals, each.lines, each.debits, each.credits) for each in totals.rows()
    ] == [
        ("", "Refuse", 1, 0, Decimal(0), Decimal(0)),
        ("January 2026", "Already there", 1, 2, Decimal("1234.50"), Decimal("1234.50")),
        ("January 2026", "Create", 1, 2, Decimal("1234.50"), Decimal("1234.50")),
        ("February 2026", "Create", 2, 4, Decimal("0.20"), Decimal("0.20")),
    ]
    assert (totals.journals, totals.problems, totals.to_write) == (5, 1, 3)


def test_no_amounts_of_two_currencies_or_organisations_are_summed() -> None:
    """Each has a row of its own."""
    totals = PlanTotals()
    for planned in (journal(1), journal(2, currency="AUD"), journal(3, organisation="Another Company")):
        totals.add(planned)

    assert [(each.organisation, each.currency, each.journals) for each in totals.rows()] == [
        ("Another Company", "NZD", 1),
        ("Demo Company", "AUD", 1),
        ("Demo Company", "NZD", 1),
    ]
