"""Accounts Receivable is asked once for a day, and again after documents were counted anew."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from source_xero_revrec.ledger.documents import Documents
from source_xero_revrec.ledger.receivable_total import ReceivableTotal
from source_xero_revrec.rules.checks.control_totals import Tally
from unit_tests.source_xero_revrec.ledger.made_ledger import reached
from unit_tests.source_xero_revrec.rules.made_documents import emitted, invoice

if TYPE_CHECKING:
    from unit_tests.source_xero_revrec.fake_books import FakeBooks

REPORT = "Reports/TrialBalance date=2026-03-02"


def test_the_ledger_is_asked_once_until_it_is_forgotten(books: FakeBooks) -> None:
    """The same documents have the same total; others have another, beside the same balance."""
    (organisation,) = reached().connected().organisations
    total = ReceivableTotal(
        organisation.client,
        Documents(organisation, 1, since=None),
        {},
        base_currency="NZD",
        today=date(2026, 3, 2),
        accounts=lambda: list(books.records["Accounts"].values()),
    )
    books.debtors = Decimal("115.00")
    sold = Tally()
    sold.add(emitted(invoice()))

    assert [total.row(each).status for each in (sold, sold, Tally(), sold)] == [
        "Ties",
        "Ties",
        "Does not tie",
        "Ties",
    ]
    assert books.asked.count(REPORT) == 1
    assert total.stands(sold)

    books.debtors = Decimal("100.00")
    total.forget()
    assert not total.stands(sold)
    assert total.row(sold).difference == Decimal("15.00")
    assert books.asked.count(REPORT) == 2
