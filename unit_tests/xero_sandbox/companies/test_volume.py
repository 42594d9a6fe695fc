"""The volume company: as many invoices as asked for, of the shape of real ones."""

from __future__ import annotations

import gc
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.companies.conftest import NOW
from xero_sandbox.companies.volume import volume_company

if TYPE_CHECKING:
    from xero_sandbox.books import Books

GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def volume() -> Books:
    """Return a volume company of 500 invoices."""
    return volume_company(500, lambda: NOW)


def test_volume_has_what_was_asked_for(volume: Books) -> None:
    """500 invoices of three lines, a credit note for every fifty, nothing in the last day, instants shared."""
    invoices = list(volume.collection("Invoices").values())
    stamps = [each["UpdatedDateUTC"] for each in invoices]

    assert (len(invoices), len(volume.collection("CreditNotes"))) == (500, 10)
    assert {3} == {len(each["LineItems"]) for each in invoices}
    assert len(set(stamps)) < len(stamps)
    assert timedelta(days=540) < max(stamps) - min(stamps) < timedelta(days=548)
    assert max(stamps) < NOW - timedelta(days=1)
    assert all(GUID.fullmatch(each["InvoiceID"]) for each in invoices)


def test_volume_records_have_the_shape_of_real_ones(volume: Books) -> None:
    """Invoices, lines and payments of the fast path have the same fields and types as a person's."""
    person = volume.person
    made = person.create_invoice(
        "Customer 001", [{"Description": "x", "UnitAmount": "5", "AccountCode": "200"}], date(2026, 1, 1)
    )
    payment = person.pay_invoice(made["InvoiceID"], None, date(2026, 1, 2))
    fast = next(each for each in volume.collection("Invoices").values() if each["Status"] == "PAID")
    quick = next(iter(volume.collection("Payments").values()))

    for one, other in (
        (made, fast),
        (made["LineItems"][0], fast["LineItems"][0]),
        (payment, quick),
        (made["Payments"][0], fast["Payments"][0]),
    ):
        assert {key: type(value) for key, value in one.items()} == {key: type(value) for key, value in other.items()}


def test_volume_is_deterministic() -> None:
    """The same number, clock and seed give the same records."""
    first, second = (volume_company(60, lambda: NOW) for _ in range(2))

    assert dict(first.collection("Invoices")) == dict(second.collection("Invoices"))


def test_most_invoices_are_paid_and_some_are_foreign(volume: Books) -> None:
    """Three of four, and one of ten; two of three credit notes are allocated."""
    invoices = list(volume.collection("Invoices").values())
    notes = list(volume.collection("CreditNotes").values())

    assert 0.7 < sum(each["Status"] == "PAID" for each in invoices) / len(invoices) < 0.8
    assert 0.05 < sum(each["CurrencyCode"] == "USD" for each in invoices) / len(invoices) < 0.15
    assert 0 < sum(bool(each["Allocations"]) for each in notes) < len(notes)


def test_the_garbage_collector_goes_on_as_it_was() -> None:
    """It rests while the company is built."""
    for switch in (gc.disable, gc.enable):
        switch()
        before = gc.isenabled()
        assert len(volume_company(0, lambda: NOW).collection("Contacts")) == 200
        assert gc.isenabled() == before
