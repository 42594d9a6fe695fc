"""Documents are read in order, and again where something else than their own timestamp says that they changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from unit_tests.source_xero_revrec.fake_books import LONG_AGO, TENANT, applied, dated
from unit_tests.source_xero_revrec.ledger.made_ledger import rows_of, states_of, sync, until_it_fails
from unit_tests.source_xero_revrec.made_organisation import mapping, options
from unit_tests.xero_api.fake_xero import guid

if TYPE_CHECKING:
    from decimal import Decimal

    from unit_tests.source_xero_revrec.fake_books import FakeBooks

OLD = {"UpdatedDateUTC": dated(LONG_AGO)}


def billed(messages: list[Any]) -> list[tuple[str, Decimal]]:
    """Return number and amount of each billing row, in the order in which they came."""
    return [(row["document_number"], row["billing_amount"]) for row in rows_of(messages, "billing_schedule")]


def test_invoices_come_before_credit_notes(books: FakeBooks) -> None:
    """A credit note's service dates are those of the invoice that it is applied to."""
    books.credit_note(11, applied_to=[21], **OLD)
    books.invoice(21, **OLD)

    out = list(sync("billing_schedule"))

    assert [number for number, _ in billed(out)] == ["INV-21", "CN-11", "CN-11"]
    assert rows_of(out, "billing_schedule")[1]["service_period_rule"] == "credit_note_retrospective"


def test_each_answer_is_read_later_than_the_one_before(books: FakeBooks) -> None:
    """Of two rows with one key, the one from the later answer wins, also where Xero's clock stands still."""
    for number in (11, 12, 13):
        books.invoice(number, **OLD)

    def stand_still(_: str) -> None:
        books.now -= timedelta(seconds=1)

    books.before = stand_still
    read_at = [row["document_read_at"] for row in rows_of(list(sync("billing_schedule")), "billing_schedule")]

    assert read_at == sorted(read_at)
    assert len(set(read_at)) == 2


def test_the_documents_of_a_renamed_contact_are_read_again(books: FakeBooks) -> None:
    """Renaming a contact touches no document, and rows carry its name."""
    for number in (11, 12):
        books.invoice(number, contact=number, **OLD)
    states = states_of(sync())

    books.contact(11, "Renamed Ltd")
    books.change("Invoices", 11, quietly=True, Contact={"ContactID": guid(11), "Name": "Renamed Ltd"})
    out = list(sync(states=states))

    assert [row["customer_name"] for row in rows_of(out, "billing_schedule")] == ["Renamed Ltd"]
    assert [row["customer_name"] for row in rows_of(out, "customers")] == ["Renamed Ltd"]


def test_a_customer_that_changes_without_a_document_is_sent_where_it_was_sent_before(books: FakeBooks) -> None:
    """Its invoice went to another contact, as a merge makes it; who was never a customer does not become one."""
    books.invoice(11, contact=11, **OLD)
    books.contact(13, "Supplier", UpdatedDateUTC=dated(LONG_AGO))
    states = states_of(sync())
    books.contact(12, "Survivor", UpdatedDateUTC=dated(LONG_AGO))
    books.change("Invoices", 11, quietly=True, Contact={"ContactID": guid(12), "Name": "Survivor"})
    books.contact(11, "Merged", ContactStatus="ARCHIVED", MergedToContactID=guid(12))
    books.contact(13, "Supplier", ContactStatus="ARCHIVED")

    out = list(sync(states=states))

    told = {(row["customer_name"], row.get("contact_status")) for row in rows_of(out, "customers")}
    assert told == {("Survivor", None), ("Merged", "ARCHIVED")}


def test_a_customer_of_the_crm_that_changes_is_sent_as_the_one_that_it_was(books: FakeBooks) -> None:
    """Archived under its name: the row of the CRM's customer says so; under a name of another customer it does not."""
    books.invoice(11, contact=11, **OLD)
    customers = [{"customer_id": "1", "name": "Contact 11"}, {"customer_id": "2", "name": "Contact 12"}]
    crm = options(mode={"mode": "customer_name_mapping", "crm": {"source": "list", "customers": customers}})
    states = states_of(sync(chosen=crm))
    books.change("Invoices", 11, quietly=True, Status="DELETED")

    for name, told in (("Contact 12", []), ("Contact 11", [("1", "ARCHIVED")])):
        books.contact(11, name, ContactStatus="ARCHIVED")
        out = list(sync(states=states, chosen=crm))
        assert [(row["customer_id"], row["contact_status"]) for row in rows_of(out, "customers")] == told


def test_a_credit_note_that_a_changed_invoice_names_is_read_again(books: FakeBooks) -> None:
    """Whether an allocation moves the credit note's own timestamp is not sure."""
    books.invoice(11, **OLD)
    books.credit_note(21, **OLD)
    states = states_of(sync())
    assert states["billing_schedule"][TENANT]["open_credit_notes"].keys() == {guid(21)}

    books.credit_note(21, applied_to=[11], Status="PAID", **OLD)
    books.invoice(11, CreditNotes=[applied(21)])
    out = list(sync(states=states))

    assert {number for number, _ in billed(out)} == {"INV-11", "CN-21"}
    assert f"CreditNotes/{guid(21)}" in books.asked
    assert "open_credit_notes" not in states_of(out)["billing_schedule"][TENANT]


def test_a_credit_note_that_an_allocation_was_taken_from_is_found(books: FakeBooks) -> None:
    """No invoice names it any more; it looks different among those that are open."""
    books.invoice(11, CreditNotes=[applied(21)], **OLD)
    books.credit_note(21, applied_to=[11], **OLD)
    books.credit_note(22, **OLD)
    states = states_of(sync())

    books.credit_note(21, **OLD)
    books.invoice(11, "100.00")
    out = list(sync(states=states))

    assert [number for number, _ in billed(out)] == ["INV-11", "CN-21"]


def test_a_document_that_changed_silently_brings_its_customer_as_a_whole(books: FakeBooks) -> None:
    """The contact did not change, so it is read for the address: a row without would blank what is in the warehouse."""
    books.contact(2, "Boom FM", EmailAddress="boom@example.com", **OLD)
    books.invoice(11, **OLD)
    books.credit_note(21, contact=2, **OLD)
    states = states_of(sync())

    books.credit_note(21, contact=2, applied_to=[11], **OLD)
    books.invoice(11, "100.00")
    out = list(sync(states=states))

    assert {row["customer_name"]: row.get("email") for row in rows_of(out, "customers")} == {
        "Contact 1": None,
        "Boom FM": "boom@example.com",
    }


def test_a_first_sync_reads_nothing_twice(books: FakeBooks) -> None:
    """What no timestamp shows is of no concern where nothing was known before."""
    books.invoice(11)
    books.credit_note(21)

    list(sync("billing_schedule"))

    assert not [asked for asked in books.asked if "ContactIDs" in asked or "AUTHORISED" in asked]


def test_a_customer_that_the_crm_gives_another_id_is_told_with_its_documents(books: FakeBooks) -> None:
    """The CRM has no timestamps: all contacts are looked at when its customers are others than before."""
    books.contact(1, "Boom FM", **OLD)
    books.contact(2, "Young Bros", **OLD)
    books.invoice(11, **OLD)
    books.invoice(12, contact=2, **OLD)

    def customers(**ids: str) -> Any:  # noqa: ANN401 - options
        listed = [{"customer_id": identity, "name": name.replace("_", " ")} for name, identity in ids.items()]
        return options(mode={"mode": "customer_name_mapping", "crm": {"source": "list", "customers": listed}})

    states = states_of(sync(chosen=customers(Boom_FM="001", Young_Bros="002")))
    out = list(sync(states=states, chosen=customers(Boom_FM="007", Young_Bros="002")))

    assert [row["customer_id"] for row in rows_of(out, "billing_schedule")] == ["007"]
    again = list(sync(states=states_of(out, states), chosen=customers(Boom_FM="007", Young_Bros="002")))
    assert rows_of(again, "billing_schedule") == []


def test_an_incomplete_walk_fails_and_its_control_totals_say_what_is_missing(books: FakeBooks) -> None:
    """What was received is told against what Xero counts; the rows that came are out."""
    for number in (11, 12, 13):
        books.invoice(number, **OLD)
    books.hidden.add(guid(13))

    out, failure = until_it_fails(sync("billing_schedule", "control_totals"))

    assert "came incomplete twice" in str(failure.message)
    assert {number for number, _ in billed(out)} == {"INV-11", "INV-12"}
    totals = {(row["check"], row["period"]): row for row in rows_of(out, "control_totals")}
    assert (totals["B1", ""]["expected_count"], totals["B1", ""]["actual_count"]) == (3, 2)
    assert totals["B1", ""]["status"] == "Does not tie"


def test_a_product_that_was_renamed_is_told_again_without_a_document(books: FakeBooks) -> None:
    """Rows of earlier syncs point at it."""
    books.invoice(11, **OLD)
    states = states_of(sync("products"))

    books.change("Accounts", 200, Name="Subscriptions")
    out = list(sync("products", states=states))

    assert [row["product_name"] for row in rows_of(out, "products")] == ["Subscriptions"]


def test_orders_of_the_crm_are_told_with_nobody_waiting(books: FakeBooks) -> None:
    """Where the customer is known, billing alone is due."""
    books.contact(1, "Boom FM", **OLD)
    books.invoice(11, **OLD)

    out = list(sync(chosen=mapping()))

    assert (len(rows_of(out, "billing_schedule")), rows_of(out, "pending_data")) == (1, [])
