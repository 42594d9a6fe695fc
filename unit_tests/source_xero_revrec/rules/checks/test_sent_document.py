"""What a document that was sent adds to the totals, and how it is known to look otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from source_xero_revrec.rules.chart import LineAccount
from source_xero_revrec.rules.checks.control_totals import Tally
from source_xero_revrec.rules.checks.month_figures import MonthFigures
from source_xero_revrec.rules.checks.sent_document import WAITS, SentDocument, add, sent_document
from source_xero_revrec.rules.customer_match import CrmCustomer
from source_xero_revrec.rules.outcome import Bucket, Outcome
from unit_tests.source_xero_revrec.rules.made_documents import (
    Period,
    emitted,
    held,
    invoice,
    line,
    outcomes,
    with_item,
    without_item,
)
from xero_api.models import Tracking

TODAY = date(2026, 3, 1)


def looks(outcome: Outcome) -> str:
    """Return what a document that is sent looks like."""
    sent = sent_document(outcome)
    assert sent is not None
    return sent.looks


@given(st.lists(outcomes(), max_size=6))
def test_totals_of_what_was_sent_are_those_of_what_there_is_to_send(given_: list[Outcome]) -> None:
    """Whatever the documents are, where each was sent as it is."""
    tally = Tally()
    sums: dict[tuple[str, str], MonthFigures] = {}
    for outcome in given_:
        tally.add(outcome)
        if sent := sent_document(outcome):
            add(sums, sent)

    told = [total.row() for total in tally.rows(today=TODAY, sent=sums)]

    assert told == [total.row() for total in tally.rows(today=TODAY)]


def test_what_is_excluded_is_not_sent_and_what_waits_has_no_rows() -> None:
    """A pending document counts with its own net amount."""
    waits = sent_document(held(invoice(), Bucket.PENDING))

    assert sent_document(held(invoice(), Bucket.EXCLUDED)) is None
    assert waits is not None
    assert (waits.rows, waits.net, waits.period, waits.billed) == (WAITS, Decimal("100.00"), "2026-01", "2026-01")


def test_a_row_that_was_not_sent_leaves_the_month_short() -> None:
    """B1 and B2 say by how much, whatever the document would give now."""
    whole = emitted(invoice(line("60.00"), line("40.00")))
    tally, sums = Tally(), {}
    tally.add(whole)
    sent = sent_document(without_item(whole, 1))
    assert sent is not None
    add(sums, sent)

    found = {total.check: total for total in tally.rows(today=TODAY, sent=sums)}

    assert {code: (found[code].status, found[code].difference) for code in ("B1", "B2")} == {
        "B1": ("Does not tie", Decimal("-40.00")),
        "B2": ("Does not tie", Decimal("-40.00")),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": Decimal("100.01")},
        {"tax_amount": Decimal("1.00")},
        {"home_amount": Decimal("50.00")},
        {"quantity": Decimal(2)},
        {"product_code": "210"},
        {"item_number": "2"},
        {"period": Period(start=date(2026, 1, 1))},
        {"period": Period(end=date(2026, 1, 1))},
        {"period_rule": "override"},
        {"reference_invoice_id": "i"},
        {"credit_use": "refunded"},
        {"account": LineAccount("200")},
        {"account": LineAccount("", "REVENUE")},
        {"tracking": (Tracking(category="Region", option="North"),)},
    ],
    ids=str,
)
def test_an_item_that_differs_in_anything_looks_different(changes: dict[str, Any]) -> None:
    """A row may be stale although its amount is right."""
    before = emitted(invoice())

    assert looks(with_item(before, 0, **changes)) != looks(before) == looks(emitted(invoice()))


@pytest.mark.parametrize(
    "fields",
    [
        {"contact": {"ContactID": "c0000000-0000-4000-8000-000000000001", "Name": "Renamed"}},
        {"contact": {"ContactID": "c0000000-0000-4000-8000-000000000002", "Name": "Boom FM"}},
        {"reference": "PO 1"},
        {"currency_rate": Decimal("0.5")},
        {"due_date": "2026-02-01"},
        {"number": "INV-8"},
    ],
    ids=str,
)
def test_a_header_that_differs_in_anything_looks_different(fields: dict[str, Any]) -> None:
    """Contacts are renamed and merged without a timestamp on their documents."""
    assert looks(emitted(invoice(**fields))) != looks(emitted(invoice()))


def test_another_customer_of_the_crm_looks_different() -> None:
    """By id and by name."""
    found = {
        looks(structs.replace(emitted(invoice()), customer=customer))
        for customer in (None, CrmCustomer("1", "A"), CrmCustomer("2", "A"), CrmCustomer("1", "B"))
    }

    assert len(found) == 4


def test_a_document_looks_as_it_did_to_the_last_release() -> None:
    """What was sent is remembered in the state: reckoned otherwise, all of it would be stale at once."""
    item = {"period_rule": "override", "tracking": (Tracking(category="Region", option="North"),)}
    told = with_item(emitted(invoice(line("60.00"), line("40.00"), reference="PO 7")), 0, **item)

    assert looks(structs.replace(told, customer=CrmCustomer("1", "A"))) == "7ac1"


def test_a_document_is_sent_with_what_its_month_counts() -> None:
    """Its rows may be billed in another month."""
    later = emitted(invoice(line("60.00"), line("40.00")), billed_on=date(2026, 2, 3))
    sums: dict[tuple[str, str], MonthFigures] = {}
    sent = sent_document(later)
    assert sent is not None
    add(sums, sent)
    add(sums, sent)

    assert sent == SentDocument("2026-01", "NZD", 2, Decimal("100.00"), "2026-02", sent.looks)
    assert sums == {
        ("2026-01", "NZD"): MonthFigures(emitted=2, rows=4, rows_net=Decimal(200), moved=Decimal(200)),
        ("2026-02", "NZD"): MonthFigures(billed_rows=4, billed_net=Decimal(200), moved=Decimal(-200)),
    }
