"""The service that an invoice bills, as a credit note that was applied to it refers to it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from source_xero_revrec.rules.invoice_service import invoice_service, line_key, share_within
from source_xero_revrec.rules.periods.service_period import ServicePeriod
from unit_tests.source_xero_revrec.rules.made_documents import emitted, invoice

if TYPE_CHECKING:
    from source_xero_revrec.rules.outcome import OrderItem

(LINE,) = emitted(invoice()).items
JANUARY, FEBRUARY = (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))
YEAR = date(2026, 1, 1), date(2026, 12, 31)
END = date(2031, 1, 1)


def sold(
    product: str, span: tuple[date, date] | tuple[None, None], *, account: str = "200", amount: str = "10.00"
) -> OrderItem:
    """Return a line that bills a product for a period."""
    line = structs.replace(LINE.line, account_code=account)
    period = ServicePeriod(*span, "line_description")
    return structs.replace(LINE, line=line, product_code=product, period=period, original_amount=Decimal(amount))


def test_a_line_is_found_by_its_account_and_its_product() -> None:
    """Both: a product may be posted to two accounts, and an account may take two products."""
    service = invoice_service(
        [sold("SEATS", JANUARY), sold("SEATS", FEBRUARY, account="260"), sold("SUPPORT", YEAR), sold("SEATS", YEAR)]
    )

    assert [line.span for line in service.of(("200", "SEATS"))] == [JANUARY, YEAR]
    assert [line.span for line in service.of(("260", "SEATS"))] == [FEBRUARY]
    assert service.of(("260", "SUPPORT")) == ()
    assert len(service.lines) == 4


def test_a_line_without_a_period_is_a_line_all_the_same() -> None:
    """A credit may be for it: what it does not say is not taken from its neighbour."""
    service = invoice_service([sold("SETUP", (None, None)), sold("SETUP", YEAR)])

    assert [line.span for line in service.of(("200", "SETUP"))] == [None, YEAR]


def test_what_takes_something_off_cannot_be_credited() -> None:
    """A discount and a line of nothing are no service; the discount is known as one."""
    service = invoice_service([sold("SEATS", YEAR, amount="-5.00"), sold("SEATS", YEAR, amount="0.00")])

    assert service.lines == ()
    assert [(each.amount, each.span) for each in service.deductions] == [(Decimal("-5.00"), YEAR)]


def test_an_account_without_a_code_is_known_by_its_id() -> None:
    """Bank accounts may have none."""
    line = structs.replace(LINE.line, account_code="", account_id="id-bank")

    assert line_key(structs.replace(LINE, line=line)) == ("id-bank", "200")


@pytest.mark.parametrize(
    ("span", "day", "expected"),
    [
        (YEAR, date(2025, 6, 1), Fraction(1)),
        (YEAR, date(2026, 1, 1), Fraction(1)),
        (YEAR, date(2026, 7, 1), Fraction(1, 2)),
        (YEAR, date(2026, 12, 31), Fraction(1, 12 * 31)),
        (YEAR, date(2027, 1, 1), Fraction(0)),
        # Half of February, as the other half is: months count, not their days.
        ((date(2026, 2, 15), date(2026, 3, 31)), date(2026, 3, 1), Fraction(2, 3)),
        ((date(2026, 2, 3), date(2026, 2, 3)), date(2026, 2, 3), Fraction(1)),
    ],
)
def test_a_month_counts_by_the_share_of_its_days_that_are_served(
    span: tuple[date, date], day: date, expected: Fraction
) -> None:
    """Half a year is left on 1 July, although it has more days than the first half."""
    assert share_within(span, (day, END)) == expected


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 800), st.integers(-20, 820))
def test_what_is_left_of_a_service_never_grows(start: date, length: int, later: int) -> None:
    """Between all and nothing, and each day takes its share."""
    span = start, start + timedelta(days=length)
    day = start + timedelta(days=later)

    left, next_day = share_within(span, (day, END)), share_within(span, (day + timedelta(days=1), END))

    assert 0 <= next_day <= left <= 1
    assert (left == next_day) is not (span[0] <= day <= span[1])
