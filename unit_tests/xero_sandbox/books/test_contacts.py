"""Contacts: named, changed, archived, grouped and merged."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, LATER, LINE, UNTAXED, bill, credit_note, sale
from xero_sandbox.books import Books, BooksError
from xero_sandbox.switches import Switches

if TYPE_CHECKING:
    from xero_sandbox.clock import SandboxClock


def test_a_name_is_given_once_whatever_its_case(books: Books) -> None:
    """The sentence is Xero's; an empty name is refused too."""
    with pytest.raises(BooksError, match="The contact name ANN is already assigned to another contact"):
        books.person.create_contact("ANN")
    with pytest.raises(BooksError, match="cannot be empty"):
        books.person.create_contact(" ")
    assert books.person.rename_contact("Ann", "ANN")["Name"] == "ANN"


def test_a_contact_is_found_by_id_or_name(books: Books) -> None:
    """After a new name no longer by the old one."""
    contact = books.desk.contacts.find("bob")
    assert books.desk.contacts.find(contact["ContactID"]) is contact

    books.person.rename_contact("Bob", "Robert")
    with pytest.raises(BooksError, match="no contact with the id or name 'Bob'"):
        books.desk.contacts.find("Bob")


def test_a_new_name_shows_on_documents_without_a_stamp(books: Books, clock: SandboxClock) -> None:
    """A renamed contact or tracking option shows on old documents and payments; only the contact is stamped."""
    line = LINE | {"Tracking": [{"Name": "Region", "Option": "North"}]}
    invoice = books.person.create_invoice("Ann", [line], DAY)
    payment = books.person.pay_invoice("INV-0001", "5", DAY)
    stamp = invoice["UpdatedDateUTC"]
    clock.advance(60)
    contact = books.person.rename_contact("Ann", "Anna")
    books.person.rename_tracking_option("Region", "North", "Te Tai Tokerau")

    assert "Anna" == invoice["Contact"]["Name"] == payment["Invoice"]["Contact"]["Name"]
    assert invoice["LineItems"][0]["Tracking"][0]["Option"] == "Te Tai Tokerau"
    assert stamp == invoice["UpdatedDateUTC"] < contact["UpdatedDateUTC"]


def test_details_are_changed_by_xeros_names(books: Books, clock: SandboxClock) -> None:
    """The name is not a detail."""
    clock.advance(60)
    contact = books.person.edit_contact("Ann", EmailAddress="ann@example.com", TaxNumber="1")

    assert (contact["EmailAddress"], contact["UpdatedDateUTC"]) == ("ann@example.com", clock.now())
    with pytest.raises(BooksError, match="not Colour, Name"):
        books.person.edit_contact("Ann", Name="Anna", Colour="red")


def test_a_group_shows_on_its_members(books: Books) -> None:
    """And its members on the group."""
    group = books.person.create_contact_group("Training", ["Ann"])

    assert [each["Name"] for each in group["Contacts"]] == ["Ann"]
    assert [each["Name"] for each in books.desk.contacts.find("Ann")["ContactGroups"]] == ["Training"]


def test_balances_are_what_is_open_in_base_currency(books: Books) -> None:
    """Bills and invoices apart, overdue ones counted twice, nothing where nothing is open; no stamp moves."""
    sale(books, currency="USD", rate="0.50")
    sale(books, due_date="2026-12-31")
    bill(books)
    sale(books, status="DRAFT")
    stamp = books.desk.contacts.find("Ann")["UpdatedDateUTC"]

    ann, bob = books.collection("Contacts").values()
    assert ann["Balances"]["AccountsReceivable"] == {"Outstanding": Decimal("300.00"), "Overdue": Decimal("200.00")}
    assert bob["Balances"]["AccountsPayable"]["Outstanding"] == Decimal("100.00")
    assert ann["UpdatedDateUTC"] == stamp
    books.person.pay_invoice("INV-0001", None, LATER)
    books.person.pay_invoice("INV-0002", None, LATER)
    assert "Balances" not in next(iter(books.collection("Contacts").values()))


# -- merging


def test_a_merged_contact_is_archived_and_names_the_other(books: Books, clock: SandboxClock) -> None:
    """It is stamped; the other one is not, unless the switch says so."""
    clock.advance(60)
    merged, survivor = books.person.merge_contacts("Ann", into="Bob"), books.desk.contacts.find("Bob")

    assert (merged["Name"], merged["ContactStatus"]) == ("Ann", "ARCHIVED")
    assert merged["MergedToContactID"] == survivor["ContactID"]
    assert survivor["UpdatedDateUTC"] < merged["UpdatedDateUTC"] == clock.now()


def test_the_surviving_contact_is_stamped_by_switch(books: Books, clock: SandboxClock) -> None:
    """merge_bumps_surviving_contact."""
    books.switches = Switches(merge_bumps_surviving_contact=True)
    clock.advance(60)
    books.person.merge_contacts("Ann", into="Bob")

    assert books.desk.contacts.find("Bob")["UpdatedDateUTC"] == clock.now()


def test_documents_carry_the_surviving_contact_and_keep_their_stamps(books: Books, clock: SandboxClock) -> None:
    """Invoices, credit notes, advances, quotes, payments and batches; what the other contact had stays."""
    invoice, credit, others = sale(books), credit_note(books), bill(books)
    advance = books.person.receive_prepayment("Ann", "5.00", DAY)
    quote = books.person.create_quote("Ann", [LINE], DAY)
    payment = books.person.pay_invoice("INV-0001", "1.00", DAY)
    batch = books.person.pay_batch([invoice["InvoiceID"]], LATER)
    documents = (invoice, credit, others, advance, quote, payment, batch)
    stamps = [each["UpdatedDateUTC"] for each in documents]
    clock.advance(60)
    books.person.merge_contacts("Ann", into="Bob")

    survivor = books.desk.contacts.find("Bob")
    assert all(each["Contact"] is survivor for each in (invoice, credit, others, advance, quote))
    assert payment["Invoice"]["Contact"]["Name"] == batch["Payments"][0]["Invoice"]["Contact"]["Name"] == "Bob"
    assert [each["UpdatedDateUTC"] for each in documents] == stamps
    assert survivor["IsCustomer"]
    assert survivor["IsSupplier"]


def test_credit_of_one_pays_invoices_of_the_other_after_a_merge(books: Books) -> None:
    """They are one contact now; so are their billable expenses."""
    credit_note(books)
    link = books.person.link_expense(bill(books)["InvoiceID"], 0, "Ann")
    books.person.merge_contacts("Ann", into="Bob")
    invoice = books.person.create_invoice("Bob", [UNTAXED], DAY)

    assert books.person.allocate_credit_note("CN-0001", invoice["InvoiceID"], "5.00")["Allocations"]
    assert books.person.bill_expense(link["LinkedTransactionID"], invoice["InvoiceID"])["Status"] == "BILLED"


def test_a_merge_is_of_two_active_contacts(books: Books) -> None:
    """A contact that is archived or merged already is neither side of one."""
    books.person.create_contact("Cy")
    with pytest.raises(BooksError, match="into itself"):
        books.person.merge_contacts("Ann", into="ann")
    books.person.merge_contacts("Ann", into="Bob")

    for merged, into in (("Ann", "Bob"), ("Cy", "Ann")):
        with pytest.raises(BooksError, match="Ann is not active"):
            books.person.merge_contacts(merged, into=into)
