"""Accounts Receivable is asked once for a day, and again after documents were counted anew."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.ledger.documents import Documents
from source_xero_revrec.ledger.receivable_total import ReceivableTotal
from source_xero_revrec.rules.checks.control_totals import Tally
from unit_tests.source_xero_revrec.ledger.made_ledger import reached
from unit_tests.source_xero_revrec.rules.made_documents import emitted, invoice
from xero_api.errors import ScopeMissing, XeroError

if TYPE_CHECKING:
    from collections.abc import Callable

    from unit_tests.source_xero_revrec.fake_books import FakeBooks

REPORT = "Reports/TrialBalance date=2026-03-02"


def receivable(accounts: Callable[[], list[dict[str, Any]]]) -> ReceivableTotal:
    """Return the total of the one organisation."""
    (organisation,) = reached().connected().organisations
    return ReceivableTotal(
        organisation.client,
        Documents(organisation, 1, since=None),
        {},
        base_currency="NZD",
        today=date(2026, 3, 2),
        accounts=accounts,
    )


def test_the_ledger_is_asked_once_until_it_is_forgotten(books: FakeBooks) -> None:
    """The same documents have the same total; others have another, beside the same balance."""
    total = receivable(lambda: list(books.records["Accounts"].values()))
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


@pytest.mark.usefixtures("books")
def test_a_ledger_that_fails_is_asked_once() -> None:
    """Each time would be six tries; whether it stands is not known, and A1 says that it was not read."""
    asked = []

    def accounts() -> list[dict[str, Any]]:
        asked.append("Accounts")
        raise XeroError("it failed")

    total = receivable(accounts)

    assert not total.stands(Tally())
    assert {total.row(Tally()).reason, total.row(Tally()).reason} == {"NOT_READ"}
    assert not total.stands(Tally())
    assert len(asked) == 1
    assert str(total.unread) == "it failed"


@pytest.mark.usefixtures("books")
def test_a_ledger_that_may_not_be_read_is_no_failure() -> None:
    """Without the scope A1 says so, and nothing is unread."""

    def accounts() -> list[dict[str, Any]]:
        raise ScopeMissing("reports")

    total = receivable(accounts)

    assert not total.stands(Tally())
    assert total.row(Tally()).reason == "NOT_GRANTED"
    assert total.unread is None
