"""A prospective credit takes at most what the invoice has left; what is more counts at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.invoice_service import share_from
from unit_tests.source_xero_revrec.rules.made_conversions import SERVICES, YEAR, applied, billed, convert, item
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
    left = share_from(YEAR, day) * 1200
    assert abs(spread - min(Decimal(cents) * CENT, Decimal(left.numerator) / left.denominator)) <= CENT
