"""Thousands of documents that wait for a customer of the CRM: what they cost in state and in calls."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.histories import company
from integration_tests.support.scene import DAY, Scene, crm_list, line

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY = 5_000
PAGES = MANY // 1_000
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def crowd() -> Iterator[Scene]:
    """Give the tests a company whose 5,000 contacts, a document each, all wait after the first sync."""
    with company() as xero:
        person = xero.books.person
        for number in range(MANY):
            contact = person.create_contact(f"Customer {number:04d}")
            person.create_invoice(contact["ContactID"], [line("10.00")], DAY - timedelta(days=number % 360))
            xero.clock.advance(0.01)
        xero.clock.advance(3_600)
        with Scene(xero, mode=crm_list("Nobody in particular")) as scene:
            scene.sync()
            yield scene


def test_thousands_of_waiting_contacts_cost_little_state_and_few_calls(crowd: Scene) -> None:
    """5,000 wait. State stays below a megabyte, an idle sync costs no call for them, and clearing all costs few."""
    xero, everyone = crowd.xero, [f"Customer {number:04d}" for number in range(MANY)]
    waiting = "SELECT COUNT(*) AS waiting FROM {schema}.revrec_pending"
    assert crowd.look(waiting) == [{"waiting": MANY}]
    assert sum(len(json.dumps(state)) for state in crowd.states) < MEGABYTE

    xero.clock.advance(3_600)
    crowd.sync()
    idle = crowd.calls
    assert crowd.look(waiting) == [{"waiting": MANY}]

    xero.act("rename_contact", id="Customer 0007", name="Nobody in particular")
    xero.clock.advance(1)
    crowd.sync()
    assert crowd.look(waiting) == [{"waiting": MANY - 1}]
    # Its invoices and its credit notes; the open credit notes, since an invoice is sent again; its month counted anew,
    # invoices and credit notes, which are a page each; and then what Xero counts of both.
    assert crowd.calls <= idle + 2 + 1 + 2 + 2

    xero.clock.advance(3_600)
    crowd.sync(mode=crm_list("Nobody in particular", *everyone))
    assert crowd.look(waiting) == [{"waiting": 0}]
    # A walk of several pages asks once more for what changed behind it. All contacts fill a page beyond the customers,
    # since the company has suppliers too, and stand for the page of changes that an idle sync asks for.
    contacts = PAGES + 1 + 1 - 1
    # All invoices and credit notes for the rows, and the open credit notes; all once more, to count every month anew,
    # and what Xero counts of both.
    documents = (PAGES + 1) + 1
    assert crowd.calls <= idle + contacts + documents + 1 + documents + 2
    billed = "SELECT COUNT(*) AS documents, SUM(billing_amount) AS billed FROM {schema}.current_billing_schedule"
    assert crowd.look(billed) == [{"documents": MANY, "billed": Decimal(10 * MANY)}]

    xero.clock.advance(3_600)
    crowd.sync()
    assert crowd.calls == idle
