"""What the journals of a plan come to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.plan.totals import PlanTotals
from unit_tests.destination_xero_journals.plan.made_plan import NORTH, UNKNOWN, journal, line, refused


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


def test_totals_by_account_tell_what_becomes_of_the_amounts() -> None:
    """What would be posted is never summed with what is there or refused, and each whole ties."""
    totals = PlanTotals()
    for planned in (journal(1), journal(2), journal(3, "unchanged"), journal(4, problems=(UNKNOWN,))):
        totals.add(planned)
    wholes = totals.currencies()

    assert [(each.state, each.lines, each.debits, each.credits) for each in wholes] == [
        ("To post", 4, Decimal(2469), Decimal(2469)),
        ("In Xero already", 2, Decimal("1234.50"), Decimal("1234.50")),
        ("Refused", 2, Decimal("1234.50"), Decimal("1234.50")),
    ]
    assert [(each.account, each.tracking, each.debits, each.credits) for each in totals.by_tracking(wholes[0])] == [
        ("2100 Name of 2100", "", Decimal(2469), Decimal(0)),
        ("4000 Name of 4000", "Region: North", Decimal(0), Decimal(2469)),
    ]


@given(st.lists(st.tuples(st.sampled_from("123"), st.integers(-500, 500), st.booleans()), max_size=30))
def test_by_account_comes_to_the_same_as_by_tracking(found: list[tuple[str, int, bool]]) -> None:
    """Nothing is lost on the way from lines to the whole."""
    totals = PlanTotals()
    lines = tuple(line(account, str(cents), *([NORTH] if tagged else [])) for account, cents, tagged in found)
    totals.add(journal(lines=lines))
    for whole in totals.currencies():
        for parts in (totals.by_account(whole), totals.by_tracking(whole)):
            assert sum(each.lines for each in parts) == whole.lines == len(lines)
            assert sum(each.debits - each.credits for each in parts) == sum(each.amount for each in lines)
            assert sum(each.debits for each in parts) == whole.debits
