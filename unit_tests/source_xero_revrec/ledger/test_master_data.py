"""What the accounting must know of an organisation is read once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.ledger.master_data import OrganisationFacts, read_accounts, read_facts, read_products
from source_xero_revrec.ledger.unread_records import UnreadRecords
from unit_tests.source_xero_revrec.fake_books import NOON, TENANT
from unit_tests.source_xero_revrec.ledger.made_ledger import reached

if TYPE_CHECKING:
    from unit_tests.source_xero_revrec.fake_books import FakeBooks


@pytest.mark.parametrize(("signing_in_read_them", "calls"), [(True, 1), (False, 2)])
def test_the_facts_are_read_once_at_xeros_own_time(
    books: FakeBooks,
    signing_in_read_them: bool,  # noqa: FBT001
    calls: int,
) -> None:
    """Signing in may have read them; a year ends in December where Xero says nothing, and no country is known."""
    (organisation,) = reached().all()
    if not signing_in_read_them:
        organisation = replace(organisation, record=None, read_at=None)

    assert read_facts(organisation) == OrganisationFacts(
        tenant_id=TENANT,
        name="Demo Company",
        base_currency="NZD",
        country="",
        year_end=(12, 31),
        read_at=NOON + timedelta(seconds=calls),
    )
    assert books.asked == ["Organisation"] * calls


@pytest.mark.parametrize(
    ("known", "country", "year_end"),
    [({"CountryCode": "AU", "FinancialYearEndMonth": 6, "FinancialYearEndDay": 30}, "AU", (6, 30)), ({}, "", (12, 31))],
)
def test_country_and_financial_year_are_xeros(
    books: FakeBooks, known: dict[str, Any], country: str, year_end: tuple[int, int]
) -> None:
    """Day and month are told apart by the country, and a year of service may be a financial one."""
    books.organisation |= known

    (organisation,) = reached().all()
    facts = read_facts(organisation)

    assert (facts.country, facts.year_end) == (country, year_end)


def test_products_are_items_and_accounts(books: FakeBooks) -> None:
    """An item's code is a product of its own; an account's is one for lines without an item."""
    books.item(1, "PLATFORM", Name="Platform")

    (organisation,) = reached().all()
    unread = UnreadRecords({})
    products = read_products(
        organisation, "NZD", unread.readable("Account", read_accounts(organisation), whole=True), unread
    )

    assert products.row("PLATFORM", "item")["product_name"] == "Platform"
    assert products.row("200", "account")["product_name"] == "Sales"
    assert books.asked[1:] == ["Accounts", "Items"]
