"""Contacts that changed are read first and say whose documents must be read again; a book finds them by their id."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.ledger.contacts import ContactBook, Contacts
from source_xero_revrec.ledger.documents import Documents
from source_xero_revrec.ledger.heard import Heard
from source_xero_revrec.ledger.state import LedgerState, Places, StreamPlaces, sent_key
from source_xero_revrec.ledger.unread_records import UnreadRecords
from source_xero_revrec.rules.customer_match import CrmCustomer, CustomerMatch
from source_xero_revrec.rules.outcome import Bucket
from unit_tests.source_xero_revrec.fake_books import LONG_AGO, NOON, dated
from unit_tests.source_xero_revrec.ledger.made_ledger import reached
from unit_tests.source_xero_revrec.rules.made_documents import emitted, held, invoice
from unit_tests.xero_api.fake_xero import guid
from xero_api.endpoints import CONTACTS
from xero_api.paging import Walk
from xero_api.progress import Progress

if TYPE_CHECKING:
    from unit_tests.source_xero_revrec.fake_books import FakeBooks

YESTERDAY = NOON - timedelta(days=1)
KNOWN = StreamPlaces({"billing_schedule": Places(contacts=Progress(modified_since=YESTERDAY))})
FIRST = StreamPlaces({"billing_schedule": None})


def crm(*names: str) -> CustomerMatch:
    """Return a CRM of customers."""
    return CustomerMatch([CrmCustomer(f"00{number}", name) for number, name in enumerate(names)])


def contacts(
    before: StreamPlaces, state: LedgerState | None = None, customers: CustomerMatch | None = None
) -> Contacts:
    """Return the contacts of an organisation, of which a walk asks for those that changed since yesterday."""
    (organisation,) = reached().all()
    since = Progress(modified_since=before.known_since)
    remembered = state or LedgerState()
    return Contacts(
        lambda: Walk(organisation.client, CONTACTS, concurrent=1).pages(since),
        Documents(organisation, 1, since=None),
        remembered,
        before,
        customers,
        heard=Heard(remembered),
        unread=UnreadRecords(remembered.held),
    )


@pytest.fixture
def two(books: FakeBooks) -> FakeBooks:
    """Hand out books in which one of two contacts changed today."""
    books.contact(1, "Boom FM")
    books.contact(2, "Young Bros", UpdatedDateUTC=dated(LONG_AGO))
    return books


@pytest.mark.usefixtures("two")
def test_contacts_that_changed_are_kept_and_named() -> None:
    """The book has them, and their documents must be read again."""
    found = contacts(KNOWN)

    assert found.read_changed() == {guid(1)}
    assert found.book.find(guid(1)) is not None
    assert found.book.find(guid(2)) is None
    assert found.read_to.modified_since is not None


@pytest.mark.usefixtures("two")
def test_in_a_first_sync_no_document_is_read_again() -> None:
    """All of them are on their way."""
    assert contacts(FIRST).read_changed() == set()


def test_a_crm_with_other_customers_makes_all_contacts_be_looked_at(two: FakeBooks) -> None:
    """Those whose names the CRM may have given to another customer are named; the state forgets which CRM it was."""
    two.contact(1, "Boom FM", UpdatedDateUTC=dated(LONG_AGO))
    state = LedgerState(crm=crm("Boom FM").digest)

    assert contacts(KNOWN, state, crm("Boom FM", "Young Bros")).read_changed() == {guid(2)}
    assert state.crm == ""


def test_the_same_customers_are_nothing_new(two: FakeBooks) -> None:
    """Xero is asked for what changed alone."""
    two.contact(1, "Boom FM", UpdatedDateUTC=dated(LONG_AGO))
    customers = crm("Boom FM")
    state = LedgerState(crm=customers.digest)

    assert contacts(KNOWN, state, customers).read_changed() == set()
    assert state.crm == customers.digest


def test_the_customers_are_remembered_when_all_is_done(two: FakeBooks) -> None:  # noqa: ARG001
    """A first sync remembers them from its beginning, for it meets every document anyway."""
    customers, state = crm("Boom FM"), LedgerState()

    contacts(FIRST, state, customers).read_changed()
    assert state.crm == customers.digest

    other = crm("Young Bros")
    found = contacts(KNOWN, state, other)
    found.read_changed()
    found.settle()
    assert state.crm == other.digest


def test_the_contact_of_a_document_is_read_once_where_it_gives_rows(two: FakeBooks) -> None:
    """One that is in the book already, or whose document waits, costs no call."""
    found = contacts(KNOWN)
    found.read_changed()
    asked = len(two.asked)
    sold = emitted(invoice(contact={"ContactID": guid(2), "Name": "Young Bros"}))

    found.read_of([sold, held(invoice(contact={"ContactID": guid(3), "Name": "Waiting"}), Bucket.PENDING)])
    found.read_of([sold])

    assert two.asked[asked:] == [f"Contacts IDs={guid(2)}"]
    assert found.book.find(guid(2)) is not None


NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)


def entered(number: int, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a contact as a book has it."""
    return {"ContactID": f"contact-{number}", "Name": f"Company {number}", **fields}


def test_a_contact_is_found_with_the_time_at_which_it_was_read() -> None:
    """The time is ISO text in UTC with milliseconds, of one width, so that it sorts as a cursor."""
    book = ContactBook()

    book.enter([entered(1), entered(2)], NINE)

    assert book.find("contact-2") == (entered(2), "2026-01-05T09:00:00.000+00:00")


def test_a_contact_that_was_not_entered_is_not_found() -> None:
    """Nor in an empty book."""
    assert ContactBook().find("contact-1") is None


def test_the_last_entry_counts() -> None:
    """A contact that was renamed meanwhile has one name."""
    book = ContactBook()
    book.enter([entered(1), entered(1, Name="Renamed")], NINE)
    book.enter([entered(1, Name="Renamed twice")], NINE + timedelta(milliseconds=1500))

    assert book.find("contact-1") == (entered(1, Name="Renamed twice"), "2026-01-05T09:00:01.500+00:00")


def test_amounts_keep_their_digits() -> None:
    """A contact's balances come out as they went in."""
    balances = {"AccountsReceivable": {"Outstanding": Decimal("12345678901234567.8900"), "Overdue": Decimal("0.10")}}
    book = ContactBook()

    book.enter([entered(1, Balances=balances)], NINE)

    found = book.find("contact-1")
    assert found is not None
    assert repr(found[0]["Balances"]) == repr(balances)


def test_two_books_know_nothing_of_each_other() -> None:
    """Each organisation has its own."""
    one, other = ContactBook(), ContactBook()

    one.enter([entered(1)], NINE)

    assert other.find("contact-1") is None


@pytest.mark.usefixtures("two")
def test_the_contact_that_another_was_merged_into_has_other_documents(two: FakeBooks) -> None:
    """Neither its own timestamp nor those of the documents say so."""
    two.contact(1, "Boom FM", ContactStatus="ARCHIVED", MergedToContactID=guid(2))

    assert contacts(KNOWN).read_changed() == {guid(1), guid(2)}


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("resend", [True, False])
def test_where_all_is_sent_again_the_contacts_that_were_sent_are_known(resend: bool) -> None:  # noqa: FBT001
    """Each with its customer in the CRM; those that never were sent are not among them."""
    state = LedgerState(customers={sent_key(guid(1)): "001-BOOM", sent_key("another"): ""})
    read = contacts(replace(FIRST if resend else KNOWN, resend=resend), state)
    read.read_changed()

    assert read.sent_before == ({guid(1): "001-BOOM"} if resend else {})
