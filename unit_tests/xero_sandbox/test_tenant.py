"""One organisation as the service sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.conftest import NOON, TENANT, FakeBooks, invoice
from xero_sandbox.books import Books
from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.switches import Switches
from xero_sandbox.tenant import Tenant

if TYPE_CHECKING:
    from xero_sandbox.clock import SandboxClock

INVOICES = ENDPOINTS["Invoices"]


@pytest.fixture
def tenant(clock: SandboxClock) -> Tenant:
    """Return an organisation of two invoices."""
    books = FakeBooks(clock.now)
    books.add("Invoices", "InvoiceID", invoice(1), invoice(2))
    return Tenant(books)


def test_an_organisation_is_a_record_of_its_own(tenant: Tenant) -> None:
    """By its tenant id."""
    assert (tenant.tenant_id, tenant.name, tenant.base_currency) == (TENANT, "Fake Company", "NZD")
    assert list(tenant.records(ENDPOINTS["Organisation"])) == [TENANT]


def test_a_record_is_found_by_id_or_number(tenant: Tenant) -> None:
    """An endpoint without numbers is asked by id alone."""
    identifier = next(iter(tenant.records(INVOICES)))
    found = tenant.single(INVOICES, identifier.upper())

    assert found is tenant.single(INVOICES, "INV-0001")
    assert found is not None
    assert tenant.single(INVOICES, "INV-0009") is None
    assert tenant.single(ENDPOINTS["Payments"], "INV-0001") is None


def test_without_a_lag_a_list_is_of_the_records_themselves(tenant: Tenant) -> None:
    """With the orders that were kept of them."""
    first, second = tenant.listing(INVOICES, NOON), tenant.listing(INVOICES, NOON)

    assert first.records is tenant.records(INVOICES)
    assert first.kept is second.kept


def lag(tenant: Tenant, seconds: int) -> None:
    """Let lists lag, as the service does."""
    tenant.books.switches = Switches(lists_lag_seconds=seconds)
    tenant.note_changes()


def test_a_lagging_list_shows_what_was_there_before(tenant: Tenant, clock: SandboxClock) -> None:
    """Each change appears after its own so many seconds."""
    lag(tenant, 10)
    assert isinstance(tenant.books, FakeBooks)
    for number in (3, 4):
        tenant.books.add("Invoices", "InvoiceID", invoice(number))
        tenant.note_changes()
        clock.advance(5)

    assert [len(tenant.listing(INVOICES, clock.now()).records), len(tenant.records(INVOICES))] == [3, 4]
    clock.advance(5)
    assert len(tenant.listing(INVOICES, clock.now()).records) == 4


def test_a_lag_that_ends_forgets_the_past(tenant: Tenant, clock: SandboxClock) -> None:
    """Switched on again, everything of that moment has always been there."""
    lag(tenant, 10)
    assert isinstance(tenant.books, FakeBooks)
    tenant.books.add("Invoices", "InvoiceID", invoice(3))
    for seconds in (0, 10):
        lag(tenant, seconds)
        assert len(tenant.listing(INVOICES, clock.now()).records) == 3


def test_the_organisation_itself_never_lags(tenant: Tenant, clock: SandboxClock) -> None:
    """A period that was closed is closed."""
    lag(tenant, 10)

    assert list(tenant.listing(ENDPOINTS["Organisation"], clock.now()).records) == [TENANT]


def test_journals_lag_by_the_instant_they_were_posted(tenant: Tenant, clock: SandboxClock) -> None:
    """Those from before the lag are shown at once."""
    assert isinstance(tenant.books, FakeBooks)
    old, new = ({"JournalNumber": number, "CreatedDateUTC": NOON} for number in (1, 2))
    tenant.books.ledger.append(old)
    assert tenant.lists_journal(new, NOON)
    lag(tenant, 10)

    assert tenant.lists_journal(old, NOON)
    assert not tenant.lists_journal(new, NOON)
    clock.advance(10)
    assert tenant.lists_journal(new, clock.now())


def test_a_change_that_nobody_noted_is_dated_by_the_books(clock: SandboxClock) -> None:
    """A test may act on the books without the service."""
    books = Books(seed=1, now=clock.now)
    tenant = Tenant(books)
    lag(tenant, 10)
    books.person.create_contact("Ann")
    clock.advance(10)

    assert len(tenant.listing(ENDPOINTS["Contacts"], clock.now()).records) == 1
