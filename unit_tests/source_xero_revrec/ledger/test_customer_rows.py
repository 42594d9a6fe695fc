"""A customer's row comes with its documents, where it changed, and where all is sent again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec import structs

from source_xero_revrec.ledger.contacts import ContactBook
from source_xero_revrec.ledger.customer_rows import CustomerRows
from source_xero_revrec.ledger.master_data import OrganisationFacts
from source_xero_revrec.ledger.state import LedgerState, sent_key
from source_xero_revrec.rules.customer_match import CrmCustomer, CustomerMatch
from unit_tests.source_xero_revrec.rules.made_documents import emitted, invoice

READ_AT = datetime(2026, 3, 2, 13, tzinfo=UTC)
BOOM = CrmCustomer("001-BOOM", "Boom FM")


def rows(*names: str, customers: CustomerMatch | None = None, state: LedgerState | None = None) -> CustomerRows:
    """Return the rows of customers whose contacts bear these names as ids, too."""
    book = ContactBook()
    book.enter([{"ContactID": name, "Name": name, "EmailAddress": "hello@example.com"} for name in names], READ_AT)
    facts = OrganisationFacts("tenant-1", "Demo Company", "NZD", "NZ", (3, 31), READ_AT)
    return CustomerRows(facts, state or LedgerState(), contacts=book, customers=customers, personal_data=False)


def shown(found: Any) -> list[tuple[str, str, str | None]]:  # noqa: ANN401 - an iterator of rows
    """Return id, name and e-mail address of customers."""
    return [(row["customer_id"], row["customer_name"], row["email"]) for row in found]


def test_a_document_without_rows_makes_no_customer() -> None:
    """Its contact is not read, so that nothing but its name would be known."""
    state = LedgerState()

    assert list(rows(state=state).of(structs.replace(emitted(invoice()), items=()), READ_AT)) == []
    assert state.customers == {}


@pytest.mark.parametrize(("sent_as", "told"), [("001-BOOM", 1), ("002", 0), (None, 0)])
def test_a_changed_customer_is_sent_as_the_one_that_it_was(sent_as: str | None, told: int) -> None:
    """Not under an id that another contact may have by now, and not where it never was one."""
    state = LedgerState(customers={} if sent_as is None else {sent_key("Boom FM"): sent_as})

    found = rows("Boom FM", customers=CustomerMatch([BOOM]), state=state).changed(["Boom FM", "nobody"])

    assert shown(found) == [("001-BOOM", "Boom FM", None)] * told


def test_customers_of_before_are_sent_once_under_the_ids_that_they_had() -> None:
    """Not those that another row of the sync told, nor one whose contact cannot be had."""
    state = LedgerState(customers={sent_key("Boom FM"): "001-BOOM"})
    made = rows("Boom FM", "Gone", "Plain", customers=CustomerMatch([BOOM]), state=state)
    list(made.changed(["Boom FM"]))

    found = made.earlier({"Boom FM": "001-BOOM", "Gone": "001-GONE", "Plain": "", "Unread": ""})

    assert shown(found) == [("001-GONE", "Gone", None), ("Plain", "Plain", None)]
