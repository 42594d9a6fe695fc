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


def test_a_product_is_served_from_its_first_day_to_its_last() -> None:
    """Lines of one product are joined; the whole invoice goes from the first day of all to the last."""
    service = invoice_service(
        [
            sold("SEATS", date(2026, 2, 1), date(2026, 4, 30)),
            sold("SEATS", date(2026, 1, 1), date(2026, 1, 31)),
            sold("SUPPORT", date(2026, 6, 1), date(2026, 6, 30)),
        ]
    )

    assert service.of("SEATS") == (date(2026, 1, 1), date(2026, 4, 30))
    assert service.of("SUPPORT") == (date(2026, 6, 1), date(2026, 6, 30))
    assert service.whole == (date(2026, 1, 1), date(2026, 6, 30))


def test_a_product_that_is_not_on_the_invoice_gets_the_invoices_service() -> None:
    """A credit note's line may be booked to an account of its own."""
    service = invoice_service([sold("SEATS", date(2026, 1, 1), date(2026, 1, 31))])

    assert service.of("GOODWILL") == (date(2026, 1, 1), date(2026, 1, 31))


def test_a_line_without_a_period_says_nothing() -> None:
    """It neither shortens nor lengthens what others say, and an invoice of such lines has no service."""
    blank = sold("SETUP", None, None)

    assert invoice_service([blank, sold("SEATS", date(2026, 1, 1), date(2026, 1, 31))]).of("SETUP") == (
        date(2026, 1, 1),
        date(2026, 1, 31),
    )
    assert invoice_service([blank]).of("SETUP") is None
    assert invoice_service([]).whole is None
