"""A prospective credit takes at most what the invoice has left; what is more counts at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.invoice_service import share_within
from source_xero_revrec.rules.overrides.of_documents import Overrides
from source_xero_revrec.rules.overrides.override import Override
from source_xero_revrec.rules.periods.service_period import DateOrder
from unit_tests.source_xero_revrec.rules.made_conversions import (
    SERVICES,
    YEAR,
    applied,
    billed,
    conversion,
    convert,
    item,
)
from unit_tests.source_xero_revrec.rules.made_documents import credit_note
from xero_api.money import CENT, ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from source_xero_revrec.rules.invoice_service import InvoiceService
    from xero_api.models import CreditNote

JULY, END = date(2026, 7, 1), date(2026, 12, 31)

Told = list[tuple[str, str, date | None, date | None]]


def note(amount: str, day: str, name: str = "A", *, number: int = 3, **fields: Any) -> CreditNote:  # noqa: ANN401
    """Return a credit note that was applied to the invoice of that name, which bills 1200.00 for 2026."""
    line = item(amount, **fields)
    uses = {"remaining_credit": ZERO, "allocations": (applied(name, amount, day),)}
    return credit_note(line, date=day, document_id=f"note-{number}", **uses)


def told(
    document: CreditNote, services: Mapping[str, InvoiceService] = SERVICES, treatment: str = "prospective"
) -> Told:
    """Return number, amount and period of each item of a credit note."""
    return [
        (each.item_number, str(each.amount), each.period.start, each.period.end)
        for each in convert(document, services=services, credit_note_treatment=treatment).items
    ]


def test_a_credit_within_what_is_left_is_spread_over_the_months_to_come() -> None:
    """Half of 1200.00 is left on 1 July, to the cent."""
    assert told(note("600.00", "2026-07-01")) == [("1.1", "-600.00", JULY, END)]


def test_the_excess_of_a_credit_counts_at_once() -> None:
    """Revenue never turns negative in the months to come."""
    assert told(note("900.00", "2026-07-01")) == [
        ("1.1.1", "-600.00", JULY, END),
        ("1.1.2", "-300.00", JULY, JULY),
    ]


@pytest.mark.parametrize("day", ["2027-01-01", "2028-05-05"])
def test_nothing_is_left_after_the_service(day: str) -> None:
    """All of it counts at the credit note's date."""
    at = date.fromisoformat(day)

    assert told(note("900.00", day)) == [("1.1", "-900.00", at, at)]


def test_a_credit_before_the_service_leaves_all_of_it_to_credit() -> None:
    """It begins with the service; the excess counts when it is written."""
    before = date(2025, 11, 3)

    assert told(note("1250.00", "2025-11-03")) == [
        ("1.1.1", "-1200.00", *YEAR),
        ("1.1.2", "-50.00", before, before),
    ]


def test_the_lines_of_a_credit_note_share_what_is_left() -> None:
    """In their order: the first takes 400.00, the second the 200.00 that remain and 50.00 at once."""
    lines = item("400.00"), item("250.00")
    document = credit_note(
        *lines, date="2026-07-01", remaining_credit=ZERO, allocations=(applied("A", "650.00", "2026-07-01"),)
    )

    assert told(document) == [
        ("1.1", "-400.00", JULY, END),
        ("2.1.1", "-200.00", JULY, END),
        ("2.1.2", "-50.00", JULY, JULY),
    ]


def test_earlier_credits_of_the_invoice_leave_less() -> None:
    """360.00 went over April to December, 240.00 of it from July on: 360.00 are left. A later one takes none."""
    earlier, later = note("360.00", "2026-04-01", number=1), note("500.00", "2026-08-01", number=2)
    services = {"id-A": replace(SERVICES["id-A"], credits=(later, earlier))}

    assert told(note("600.00", "2026-07-01"), services) == [
        ("1.1.1", "-360.00", JULY, END),
        ("1.1.2", "-240.00", JULY, JULY),
    ]


def test_credits_of_other_lines_leave_it_alone() -> None:
    """What another account's line was credited is not missing here."""
    other = note("1000.00", "2026-02-01", number=1, account_code="260")
    mixed = billed(YEAR).lines + billed(YEAR, account="260").lines
    services = {"id-A": replace(SERVICES["id-A"], lines=mixed, credits=(other,))}

    assert told(note("600.00", "2026-07-01"), services) == [("1.1", "-600.00", JULY, END)]


HALVES = (date(2026, 1, 1), date(2026, 6, 30)), (JULY, END)


def test_a_credit_that_says_which_line_it_is_for_is_capped_by_what_that_line_bills() -> None:
    """Of two lines of 600.00, one a half of the year: 600.00 go over the second half, the rest counts at once."""
    services = {"id-A": billed(*HALVES, amount="600.00")}
    october = date(2026, 10, 1)

    assert told(note("900.00", "2026-10-01", description="1 Jul 2026 to 31 Dec 2026"), services) == [
        ("1.1.1", "-600.00", JULY, END),
        ("1.1.2", "-300.00", october, october),
    ]


def test_a_credit_for_a_part_of_several_lines_is_capped_by_what_they_bill_of_it() -> None:
    """The last quarter is half of the second half: 300.00 of 600.00."""
    services = {"id-A": billed(*HALVES, amount="600.00")}
    october = date(2026, 10, 1)

    assert told(note("400.00", "2026-10-01", description="Oct - Dec 2026"), services) == [
        ("1.1.1", "-300.00", october, END),
        ("1.1.2", "-100.00", october, october),
    ]


def test_earlier_credits_that_say_their_line_leave_less() -> None:
    """The second of two credits of the same half finds nothing left."""
    text = "1 Jul 2026 to 31 Dec 2026"
    earlier, later = (note("600.00", f"2026-07-0{n}", number=n, description=text) for n in (1, 2))
    services = {"id-A": replace(billed(*HALVES, amount="600.00"), credits=(earlier, later))}

    assert told(later, services) == [("1.1", "-600.00", date(2026, 7, 2), date(2026, 7, 2))]


@pytest.mark.parametrize("account", ["200", "260"])
def test_a_discount_leaves_less_to_credit(account: str) -> None:
    """Of 1200.00 less 600.00 for the year 300.00 are left in July, whatever account the discount is on."""
    services = {"id-A": replace(billed(YEAR), deductions=billed(YEAR, account=account, amount="-600.00").lines)}

    assert told(note("600.00", "2026-07-01"), services) == [
        ("1.1.1", "-300.00", JULY, END),
        ("1.1.2", "-300.00", JULY, JULY),
    ]


def test_a_deduction_without_a_period_leaves_less_of_every_day() -> None:
    """Nobody knows which months it is taken off."""
    services = {"id-A": replace(billed(YEAR), deductions=billed(None, amount="-500.00").lines)}

    assert told(note("600.00", "2026-07-01"), services)[0][:2] == ("1.1.1", "-100.00")


def test_a_credit_that_a_person_dated_leaves_less() -> None:
    """Its own dates stand, and the one after it finds nothing left."""
    earlier, later = (note("600.00", "2026-07-01", number=n) for n in (1, 2))
    services = {"id-A": replace(SERVICES["id-A"], credits=(earlier, later))}
    row = Override("row 2", document_id="note-1", line="1", start="2026-07-01", end="2026-12-31")
    overrides = Overrides([row], DateOrder(day_first=True, year_end=(3, 31)))
    overrides.settle(row.document, ["note-1"])
    rules = conversion(overrides=overrides, credit_note_treatment="prospective")

    (settled,), (after,) = (convert(each, services=services, rules=rules).items for each in (earlier, later))

    assert (settled.period_rule, settled.period.start, settled.period.end) == ("override", JULY, END)
    assert (after.amount, after.period.start, after.period.end) == (-600, JULY, JULY)


@pytest.mark.parametrize("treatment", ["retrospective", "point_in_time"])
def test_only_prospective_credits_are_capped(treatment: str) -> None:
    """The others stay one row, whatever the invoice has left."""
    assert [each[:2] for each in told(note("5000.00", "2026-07-01"), treatment=treatment)] == [("1.1", "-5000.00")]


@given(st.dates(date(2025, 11, 1), date(2027, 2, 1)), st.integers(1, 200_000))
def test_months_to_come_are_never_credited_more_than_they_were_billed(day: date, cents: int) -> None:
    """All of the credit is there, and what is spread is at most the invoice's share of those days."""
    items = convert(note(str(cents * CENT), day.isoformat()), credit_note_treatment="prospective").items

    assert sum(each.amount for each in items) == -cents * CENT
    spread = -sum((each.amount for each in items if each.period.end == END and day < END), ZERO)
    left = share_within(YEAR, (day, END)) * 1200
    assert abs(spread - min(Decimal(cents) * CENT, Decimal(left.numerator) / left.denominator)) <= CENT
