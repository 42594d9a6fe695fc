"""The service that an invoice bills, as a credit note that was applied to it refers to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from source_xero_revrec.rules.invoice_service import invoice_service
from source_xero_revrec.rules.periods.service_period import ServicePeriod
from unit_tests.source_xero_revrec.rules.made_documents import emitted, invoice

if TYPE_CHECKING:
    from source_xero_revrec.rules.outcome import OrderItem

(LINE,) = emitted(invoice()).items


def sold(product: str, start: date | None, end: date | None) -> OrderItem:
    """Return a line that bills a product for a period."""
    return replace(LINE, product_code=product, period=ServicePeriod(start, end, "line_description"))


JANUARY, FEBRUARY, JUNE = (
    (date(2026, 1, 1), date(2026, 1, 31)),
    (date(2026, 2, 1), date(2026, 2, 28)),
    (date(2026, 6, 1), date(2026, 6, 30)),
)


def test_a_product_has_the_periods_of_its_lines() -> None:
    """Each once, in the order of the lines: nothing is joined, since nobody bills the days between."""
    service = invoice_service(
        [sold("SEATS", *FEBRUARY), sold("SEATS", *JANUARY), sold("SUPPORT", *JUNE), sold("SEATS", *FEBRUARY)]
    )

    assert service.of("SEATS") == (FEBRUARY, JANUARY)
    assert service.of("SUPPORT") == (JUNE,)
    assert service.whole == (FEBRUARY, JANUARY, JUNE)


def test_a_product_that_is_not_on_the_invoice_gets_the_invoices_service() -> None:
    """A credit note's line may be booked to an account of its own."""
    assert invoice_service([sold("SEATS", *JANUARY)]).of("GOODWILL") == (JANUARY,)


def test_a_line_without_a_period_says_nothing() -> None:
    """It neither shortens nor lengthens what others say, and an invoice of such lines has no service."""
    blank = sold("SETUP", None, None)

    assert invoice_service([blank, sold("SEATS", *JANUARY)]).of("SETUP") == (JANUARY,)
    assert invoice_service([blank]).of("SETUP") == ()
    assert invoice_service([]).whole == ()
