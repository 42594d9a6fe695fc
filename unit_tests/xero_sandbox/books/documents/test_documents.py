"""Invoices and credit notes: numbers, statuses, edits and what Xero refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from xero_sandbox.books import Books, BooksError

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2026, 2, 3)
LINE = {"Description": "Pro Feb 2026", "Quantity": "2", "UnitAmount": "50.00", "AccountCode": "200"}
FAR = date(2026, 3, 31)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start on a fixed morning."""
        self.at = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the instant."""
        return self.at

    def move(self) -> None:
        """Let a minute pass."""
        self.at += timedelta(minutes=1)


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the books."""
    return Clock()


@pytest.fixture
def books(clock: Clock) -> Books:
    """Return a company with one contact, one foreign currency and one tracking category."""
    books = Books(seed=7, now=clock)
    books.person.create_contact("Ann")
    books.person.add_currency("USD")
    books.person.create_tracking_category("Region", ["North", "South"])
    return books


def ledger(books: Books) -> dict[str, Decimal]:
    """Return the balance of each account by code."""
    return {row["Code"]: row["YTDDebit"] - row["YTDCredit"] for row in books.trial_balance(FAR)}


def test_an_approved_invoice_is_priced_numbered_and_posted(books: Books) -> None:
    """Totals follow the lines, the number is the next, and the ledger holds net, tax and receivable."""
    invoice = books.person.create_invoice("ann", [LINE], DAY)

    assert (invoice["InvoiceNumber"], invoice["Status"]) == ("INV-0001", "AUTHORISED")
    assert (Decimal("100.00"), Decimal("15.00"), Decimal("115.00")) == tuple(
        invoice[key] for key in ("SubTotal", "TotalTax", "AmountDue")
    )
    balances = ledger(books)
    assert {"610": Decimal("115.00"), "820": Decimal("-15.00")} == {key: balances[key] for key in ("610", "820")}


def test_stamps_are_whole_milliseconds(books: Books) -> None:
    """UpdatedDateUTC keeps the milliseconds of the clock and drops what is finer."""
    invoice = books.person.create_invoice("Ann", [LINE], DAY)

    assert invoice["UpdatedDateUTC"].microsecond == 123000
    assert UTC is invoice["UpdatedDateUTC"].tzinfo


def test_a_draft_posts_nothing_until_it_is_approved(books: Books) -> None:
    """Only approving puts a document into the ledger."""
    draft = books.person.create_invoice("Ann", [LINE], DAY, status="DRAFT")
    assert books.journals() == []

    books.person.submit(draft["InvoiceID"])
    assert books.person.approve("INV-0001")["Status"] == "AUTHORISED"
    assert len(books.journals()) == 1


@pytest.mark.parametrize(
    ("before", "action"),
    [
        ("AUTHORISED", "delete"),
        ("AUTHORISED", "approve"),
        ("DRAFT", "void"),
        ("VOIDED", "approve"),
        ("VOIDED", "delete"),
        ("DELETED", "void"),
    ],
)
def test_a_transition_xero_does_not_know_is_refused(books: Books, before: str, action: str) -> None:
    """DRAFT goes to AUTHORISED or DELETED, AUTHORISED to VOIDED, and nothing comes back."""
    invoice = books.person.create_invoice(
        "Ann", [LINE], DAY, status="DRAFT" if before in ("DRAFT", "DELETED") else "AUTHORISED"
    )
    if before in ("VOIDED", "DELETED"):
        getattr(books.person, {"VOIDED": "void", "DELETED": "delete"}[before])(invoice["InvoiceID"])

    with pytest.raises(BooksError, match="not of valid status"):
        getattr(books.person, action)(invoice["InvoiceID"])


def test_a_voided_invoice_keeps_its_total_and_owes_nothing(books: Books) -> None:
    """Voiding leaves the record with its total, zero open amounts and no balance in the ledger."""
    invoice = books.person.create_invoice("Ann", [LINE], DAY)
    books.person.void("INV-0001")

    assert ("VOIDED", Decimal("115.00"), Decimal("0.00")) == (invoice["Status"], invoice["Total"], invoice["AmountDue"])
    assert ledger(books) == {}
    first, second = books.journals()
    assert [-line["NetAmount"] for line in first["JournalLines"]] == [
        line["NetAmount"] for line in second["JournalLines"]
    ]


def test_voiding_needs_the_payments_gone(books: Books) -> None:
    """An invoice with a payment cannot be voided; without it, it can."""
    invoice = books.person.create_invoice("Ann", [LINE], DAY)
    payment = books.person.pay_invoice("INV-0001", "15.00", DAY)

    with pytest.raises(BooksError, match="has a payment or credit note allocated"):
        books.person.void("INV-0001")
    books.person.remove_payment(payment["PaymentID"])
    assert books.person.void(invoice["InvoiceID"])["Status"] == "VOIDED"


def test_edited_lines_get_new_ids_and_the_ledger_a_reversal(books: Books) -> None:
    """An edit recreates the LineItemIDs and posts a reversal and a new entry."""
    invoice = books.person.create_invoice("Ann", [LINE], DAY)
    before = invoice["LineItems"][0]["LineItemID"]
    books.person.edit_invoice_lines("INV-0001", [LINE | {"Quantity": "3"}])

    assert before != invoice["LineItems"][0]["LineItemID"]
    assert len(books.journals()) == 3
    assert Decimal("172.50") == ledger(books)["610"]


def test_a_removed_line_leaves_the_others_ids(books: Books) -> None:
    """Taking one line off keeps the ids of the rest."""
    invoice = books.person.create_invoice("Ann", [LINE, LINE, LINE], DAY)
    first, second, third = (line["LineItemID"] for line in invoice["LineItems"])
    books.person.remove_line("INV-0001", second)

    assert [first, third] == [line["LineItemID"] for line in invoice["LineItems"]]
    assert Decimal("230.00") == invoice["AmountDue"]


def test_a_paid_invoice_can_change_its_tracking_but_no_amount(books: Books) -> None:
    """Description, account and tracking of a paid invoice may still change; amounts may not."""
    invoice = books.person.create_invoice("Ann", [LINE], DAY)
    books.person.pay_invoice("INV-0001", None, DAY)
    books.person.edit_invoice_lines(
        "INV-0001", [LINE | {"Tracking": [{"Name": "Region", "Option": "South"}], "AccountCode": "260"}]
    )

    assert (invoice["Status"], invoice["LineItems"][0]["Tracking"][0]["Option"]) == ("PAID", "South")
    assert {"260", "820", "090"} == set(ledger(books))
    with pytest.raises(BooksError, match="has a payment or credit note allocated"):
        books.person.edit_invoice_lines("INV-0001", [LINE | {"Quantity": "3"}])


def test_an_edit_down_to_what_is_paid_closes_the_invoice(books: Books) -> None:
    """A part-paid invoice whose total falls to the amount paid becomes PAID."""
    invoice = books.person.create_invoice("Ann", [LINE], DAY)
    books.person.pay_invoice("INV-0001", "57.50", DAY + timedelta(days=3))
    books.person.edit_invoice_lines("INV-0001", [LINE | {"Quantity": "1"}])

    assert ("PAID", DAY + timedelta(days=3)) == (invoice["Status"], invoice["FullyPaidOnDate"])
    with pytest.raises(BooksError):
        books.person.edit_invoice_lines("INV-0001", [LINE | {"Quantity": "0.5"}])


def test_a_cent_of_conversion_does_not_stay_on_the_control_account(books: Books) -> None:
    """A dollar invoice edited between a payment and its removal leaves nothing behind when it is voided."""
    invoice = books.person.create_invoice("Ann", [LINE], DAY, currency="USD", rate="0.6077")
    payment = books.person.pay_invoice("INV-0001", "0.01", DAY)
    books.person.edit_invoice_lines("INV-0001", [LINE | {"Quantity": "0.5", "UnitAmount": "20"}])
    books.person.remove_payment(payment["PaymentID"])
    books.person.void(invoice["InvoiceID"])

    assert "610" not in ledger(books)


def test_sales_numbers_are_unique_and_bill_numbers_are_not(books: Books) -> None:
    """Two sales invoices cannot share a number; two bills can, and have no Reference."""
    books.person.create_invoice("Ann", [LINE], DAY, number="A-1")
    with pytest.raises(BooksError, match="must be unique"):
        books.person.create_invoice("Ann", [LINE], DAY, number="A-1")
    line = LINE | {"AccountCode": "445"}
    first, second = (
        books.person.create_invoice("Ann", [line], DAY, type="ACCPAY", number="RPT445-1") for _ in range(2)
    )

    assert first["InvoiceNumber"] == second["InvoiceNumber"]
    assert "Reference" not in first
    with pytest.raises(BooksError, match="several carry that number"):
        books.person.void("RPT445-1")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"AccountCode": "999"}, "Account code '999' is not a valid code for this document."),
        ({"AccountCode": "610"}, "Account code '610' is not a valid code for this document."),
        ({"AccountCode": "090"}, "Account code '090' is not a valid code for this document."),
        ({"AccountCode": "408"}, "Account code '408' has been archived, or has been deleted."),
        ({"TaxType": "INPUT2"}, "The TaxType code 'INPUT2' cannot be used with account code '200'."),
        ({"TaxType": "NOPE"}, "The TaxType code 'NOPE' does not exist"),
        ({"LineAmount": "99.99"}, "does not match the expected line total 100.00"),
        (
            {"Tracking": [{"Name": "Area", "Option": "North"}]},
            "There is no ACTIVE tracking category with the name 'Area'",
        ),
        ({"Tracking": [{"Name": "Region", "Option": "West"}]}, "There is no tracking option 'West'"),
        ({"UnitAmount": "-1"}, "The document total cannot be negative."),
    ],
)
def test_a_wrong_line_is_refused_with_a_sentence(books: Books, line: dict[str, Any], sentence: str) -> None:
    """Each wrong line gives its own sentence and leaves no document."""
    books.person.archive_account("408")

    with pytest.raises(BooksError) as refusal:
        books.person.create_invoice("Ann", [LINE | line], DAY)
    assert sentence in refusal.value.message
    assert dict(books.collection("Invoices")) == {}


def test_nothing_changes_in_a_locked_period(books: Books) -> None:
    """Creating, editing, voiding, paying and un-paying on or before the lock date are refused; drafts are not."""
    books.person.create_invoice("Ann", [LINE], DAY)
    payment = books.person.pay_invoice("INV-0001", "1.00", DAY)
    books.person.close_period(DAY)
    text = "The document date cannot be before the period lock date, currently set at 03-Feb-2026"
    actions: list[Callable[[], object]] = [
        lambda: books.person.create_invoice("Ann", [LINE], DAY),
        lambda: books.person.edit_invoice_lines("INV-0001", [LINE]),
        lambda: books.person.remove_line("INV-0001", 0),
        lambda: books.person.pay_invoice("INV-0001", "1.00", DAY),
        lambda: books.person.remove_payment(payment["PaymentID"]),
        lambda: books.person.receive_prepayment("Ann", "1.00", DAY),
        lambda: books.person.create_manual_journal(
            "n", [{"LineAmount": 1, "AccountCode": "200"}, {"LineAmount": -1, "AccountCode": "400"}], DAY
        ),
    ]
    for action in actions:
        with pytest.raises(BooksError) as refusal:
            action()
        assert text == refusal.value.message

    assert books.person.create_invoice("Ann", [LINE], DAY, status="DRAFT")["Status"] == "DRAFT"
    assert books.person.create_invoice("Ann", [LINE], DAY + timedelta(days=1))["Status"] == "AUTHORISED"
    assert Decimal("2.00") == books.person.pay_invoice("INV-0001", "2.00", DAY + timedelta(days=1))["Amount"]


def test_the_end_of_year_lock_says_so(books: Books) -> None:
    """The end of year lock date has its own sentence."""
    books.person.end_of_year("2026-03-31")

    with pytest.raises(BooksError, match="before the end of year lock date, currently set at 31-Mar-2026"):
        books.person.create_invoice("Ann", [LINE], DAY)


def test_a_new_name_shows_on_documents_without_a_stamp(books: Books, clock: Clock) -> None:
    """A renamed contact or tracking option shows on old documents and payments; only the contact is stamped."""
    line = LINE | {"Tracking": [{"Name": "Region", "Option": "North"}]}
    invoice = books.person.create_invoice("Ann", [line], DAY)
    payment = books.person.pay_invoice("INV-0001", "5", DAY)
    stamp = invoice["UpdatedDateUTC"]
    clock.move()
    contact = books.person.rename_contact("Ann", "Anna")
    books.person.rename_tracking_option("Region", "North", "Te Tai Tokerau")

    assert "Anna" == invoice["Contact"]["Name"] == payment["Invoice"]["Contact"]["Name"]
    assert invoice["LineItems"][0]["Tracking"][0]["Option"] == "Te Tai Tokerau"
    assert stamp == invoice["UpdatedDateUTC"] < contact["UpdatedDateUTC"]


def test_an_invoice_of_nothing_is_paid_at_once(books: Books) -> None:
    """A document without an amount has nothing open."""
    invoice = books.person.create_invoice("Ann", [LINE | {"UnitAmount": "0"}], DAY)

    assert (invoice["Status"], invoice["FullyPaidOnDate"]) == ("PAID", DAY)


def test_discounts_show_on_the_line_and_the_document(books: Books) -> None:
    """DiscountRate lies on the line, TotalDiscount on the document, and bills take none."""
    line = LINE | {"DiscountRate": "10"}
    invoice = books.person.create_invoice("Ann", [line], DAY)

    assert (Decimal("10.00"), True) == (invoice["TotalDiscount"], invoice["IsDiscounted"])
    with pytest.raises(BooksError, match="Discounts"):
        books.person.create_invoice("Ann", [line | {"AccountCode": "400"}], DAY, type="ACCPAY")


def test_an_item_gives_what_the_line_leaves_out(books: Books) -> None:
    """Price, text, account and tax come from the item unless the line has its own."""
    books.person.create_item("GW", "Gateway", "219.00")
    line = books.person.create_invoice("Ann", [{"ItemCode": "GW", "Quantity": 2}], DAY)["LineItems"][0]

    assert ("Gateway", "200", Decimal("438.00")) == (line["Description"], line["AccountCode"], line["LineAmount"])
    assert {"ItemID", "Name", "Code"} == line["Item"].keys()


def test_what_stands_above_the_lines_can_be_changed(books: Books, clock: Clock) -> None:
    """A new date moves the posting and the due date, a new contact takes the debt, and the lines keep their ids."""
    books.person.create_contact("Bob")
    before = dict(books.person.create_invoice("Ann", [LINE], DAY))
    clock.move()
    invoice = books.person.edit_invoice("INV-0001", contact="Bob", date="2026-03-30", reference="PO 7")

    assert (date(2026, 3, 30), date(2026, 3, 30), "PO 7") == tuple(
        invoice[key] for key in ("Date", "DueDate", "Reference")
    )
    assert (invoice["Contact"]["Name"], invoice["Contact"]["IsCustomer"]) == ("Bob", True)
    assert before["LineItems"] == invoice["LineItems"]
    assert before["UpdatedDateUTC"] < invoice["UpdatedDateUTC"]
    assert books.trial_balance(date(2026, 2, 28)) == []
    assert ledger(books)["610"] == Decimal("115.00")


def test_a_paid_document_keeps_date_and_contact(books: Books) -> None:
    """Reference and due date can be changed still; a voided document keeps everything."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.pay_invoice("INV-0001", None, DAY)
    assert books.person.edit_invoice("INV-0001", reference="PO 8", due_date=FAR)["Status"] == "PAID"

    for change in ({"date": FAR}, {"contact": "Ann"}):
        with pytest.raises(BooksError, match="payment or credit note"):
            books.person.edit_invoice("INV-0001", **change)
    books.person.create_credit_note("Ann", [LINE], DAY)
    with pytest.raises(BooksError, match="no due date"):
        books.person.edit_invoice("CN-0001", due_date=FAR)
    with pytest.raises(BooksError, match="due date cannot be before"):
        books.person.edit_invoice("INV-0001", due_date="2026-01-01")
    books.person.void("CN-0001")
    with pytest.raises(BooksError, match="not of valid status"):
        books.person.edit_invoice("CN-0001", reference="x")


def test_a_date_cannot_leave_or_enter_a_locked_period(books: Books) -> None:
    """Neither side of the move may be locked."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.create_invoice("Ann", [LINE], FAR)
    books.person.close_period(DAY)

    for number, day in (("INV-0001", FAR), ("INV-0002", DAY)):
        with pytest.raises(BooksError, match="period lock date"):
            books.person.edit_invoice(number, date=day)
