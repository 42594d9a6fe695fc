"""Invoices, bills and credit notes: numbers, statuses, edits, and totals that a person overrides."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, FAR, LINE, balances, cents
from xero_sandbox.books import Books, BooksError

if TYPE_CHECKING:
    from xero_sandbox.clock import SandboxClock

Record = dict[str, Any]


def test_an_approved_invoice_is_priced_numbered_and_posted(books: Books) -> None:
    """Totals follow the lines, the number is the next, and the ledger holds net, tax and receivable."""
    invoice = books.person.create_invoice("ann", [LINE], DAY)

    assert (invoice["InvoiceNumber"], invoice["Status"]) == ("INV-0001", "AUTHORISED")
    assert (Decimal("100.00"), Decimal("15.00"), Decimal("115.00")) == tuple(
        invoice[key] for key in ("SubTotal", "TotalTax", "AmountDue")
    )
    assert balances(books) == {"610": Decimal("115.00"), "820": Decimal("-15.00"), "200": Decimal("-100.00")}


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
    assert balances(books) == {}
    first, second = books.journals()
    assert [-line["NetAmount"] for line in first["JournalLines"]] == [
        line["NetAmount"] for line in second["JournalLines"]
    ]


@pytest.mark.parametrize(
    ("void_date", "in_january", "in_march"), [("document", None, "100.00"), ("day_of_void", "100.00", "0.00")]
)
def test_a_void_leaves_the_ledger_at_the_documents_date_or_on_the_day(
    books: Books, void_date: str, in_january: str | None, in_march: str
) -> None:
    """Which of them Xero does is not known: a reported month loses the sale, or the present one bears it."""
    books.switches = books.switches.changed(void_date=void_date)
    invoice = books.person.create_invoice("Ann", [LINE], date(2026, 1, 5))
    books.person.create_invoice("Ann", [LINE], date(2026, 3, 2))
    books.person.void(invoice["InvoiceID"])
    january = {row["Code"]: row["YTDCredit"] for row in books.trial_balance(date(2026, 1, 31))}
    march = {row["Code"]: (row["Debit"], row["Credit"]) for row in books.trial_balance(date(2026, 3, 31))}

    assert january.get("200") == (Decimal(in_january) if in_january else None)
    assert march["200"] == (0, Decimal(in_march))


def test_a_void_on_the_day_of_an_invoice_of_tomorrow_is_tomorrow(books: Books) -> None:
    """Nothing leaves the ledger before it came in."""
    books.switches = books.switches.changed(void_date="day_of_void")
    invoice = books.person.create_invoice("Ann", [LINE], FAR)
    books.person.void(invoice["InvoiceID"])

    assert books.trial_balance(FAR - timedelta(days=1)) == []
    assert balances(books) == {}


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
    assert Decimal("172.50") == balances(books)["610"]


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
    assert {"260", "820", "090"} == set(balances(books))
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

    assert "610" not in balances(books)


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


def test_an_invoice_of_nothing_is_paid_at_once(books: Books) -> None:
    """A document without an amount has nothing open."""
    invoice = books.person.create_invoice("Ann", [LINE | {"UnitAmount": "0"}], DAY)

    assert (invoice["Status"], invoice["FullyPaidOnDate"]) == ("PAID", DAY)


def test_a_submitted_document_goes_forward_or_back(books: Books) -> None:
    """A draft can be handed in, and what was handed in given back."""
    books.person.create_invoice("Ann", [LINE], DAY, status="SUBMITTED")

    assert books.person.back_to_draft("INV-0001")["Status"] == "DRAFT"
    with pytest.raises(BooksError, match="not of valid status"):
        books.person.back_to_draft("INV-0001")
    assert books.person.submit("INV-0001")["Status"] == "SUBMITTED"


@pytest.mark.parametrize(("how", "sentence"), [
    ({"status": "PAID"}, "cannot be created as PAID"),
    ({"due_date": "2026-01-01"}, "due date cannot be before"),
    ({"currency": "EUR"}, "not subscribed to currency EUR"),
    ({"type": "ACCPAYABLE"}, "not a type of invoice or credit note"),
])  # fmt: skip
def test_a_document_that_makes_no_sense_is_refused(books: Books, how: dict[str, str], sentence: str) -> None:
    """Before anything is kept."""
    with pytest.raises(BooksError, match=sentence):
        books.person.create_invoice("Ann", [LINE], DAY, **how)


def test_a_draft_is_complete_before_it_is_approved(books: Books) -> None:
    """It needs lines, each with an account that is in use."""
    books.person.create_invoice("Ann", [], DAY, status="DRAFT")
    books.person.create_invoice("Ann", [{"UnitAmount": "5"}], DAY, status="DRAFT")
    books.person.create_invoice("Ann", [LINE | {"AccountCode": "408"}, {"Description": "text"}], DAY, status="DRAFT")
    books.person.archive_account("408")

    for number, sentence in (
        ("INV-0001", "One or more line items"),
        ("INV-0002", "Account code or ID"),
        ("INV-0003", "has been archived"),
    ):
        with pytest.raises(BooksError, match=sentence):
            books.person.approve(number)


def test_the_last_line_of_an_approved_document_stays(books: Books) -> None:
    """A draft may lose it; a line that is not there is said."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.create_invoice("Ann", [LINE], DAY, status="DRAFT")

    with pytest.raises(BooksError, match="One or more line items"):
        books.person.remove_line("INV-0001", 0)
    with pytest.raises(BooksError, match="no line '7'"):
        books.person.remove_line("INV-0001", "7")
    assert books.person.remove_line("INV-0002", "0")["LineItems"] == []


def test_sending_stamps_only_what_nothing_is_applied_to(books: Books, clock: SandboxClock) -> None:
    """As Xero documents it; a bill or a draft is not sent at all."""
    invoice = books.person.create_invoice("Ann", [LINE], DAY)
    clock.advance(60)
    assert books.person.mark_sent("INV-0001")["UpdatedDateUTC"] == clock.now()
    books.person.pay_invoice("INV-0001", "1.00", DAY)
    clock.advance(60)

    assert books.person.mark_sent("INV-0001")["UpdatedDateUTC"] < clock.now()
    assert invoice["SentToContact"]
    books.person.create_invoice("Ann", [LINE], DAY, status="DRAFT")
    with pytest.raises(BooksError, match="not of valid status"):
        books.person.mark_sent("INV-0002")


def test_an_ended_document_is_not_edited(books: Books) -> None:
    """Neither its lines nor its total."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.void("INV-0001")

    with pytest.raises(BooksError, match="not of valid status"):
        books.person.edit_invoice_lines("INV-0001", [LINE])


def test_a_branding_theme_goes_on_sales_documents(books: Books) -> None:
    """The first one, and never on bills."""
    theme = books.person.create_branding_theme("Standard")["BrandingThemeID"]

    assert books.person.create_invoice("Ann", [LINE], DAY)["BrandingThemeID"] == theme
    assert "BrandingThemeID" not in books.person.create_invoice(
        "Bob", [LINE | {"AccountCode": "400"}], DAY, type="ACCPAY"
    )


# -- totals that a person overrides


def posted(books: Books) -> tuple[Decimal, ...]:
    """Return receivable, sales, tax and rounding, debit positive."""
    found = balances(books)
    return tuple(found.get(code, Decimal("0.00")) for code in ("610", "200", "820", "860"))


def sums(document: Record) -> tuple[object, ...]:
    """Return the three sums of a document."""
    return tuple(document[key] for key in ("SubTotal", "TotalTax", "Total"))


def test_a_difference_in_the_subtotal_is_on_no_line_and_goes_to_rounding(books: Books) -> None:
    """SubTotal and Total move, lines and tax do not, and the ledger has the cents on 860."""
    books.person.create_invoice("Ann", [LINE], DAY)
    invoice = books.person.override_total("INV-0001", "115.10")

    assert (Decimal("100.10"), Decimal("15.00"), Decimal("115.10")) == sums(invoice)
    assert Decimal("100.00") == invoice["LineItems"][0]["LineAmount"]
    assert Decimal("115.10") == invoice["AmountDue"]
    assert posted(books) == cents("115.10", "-100.00", "-15.00", "-0.10")


def test_a_difference_in_the_tax_goes_to_the_tax_account(books: Books) -> None:
    """TotalTax and Total move; at a foreign rate the difference is turned into base currency."""
    books.person.create_invoice("Ann", [LINE], DAY, currency="USD", rate="0.5")
    invoice = books.person.override_total("INV-0001", "114.97", onto="TotalTax")

    assert (Decimal("100.00"), Decimal("14.97"), Decimal("114.97")) == sums(invoice)
    assert posted(books) == cents("229.94", "-200.00", "-29.94", "0.00")


def test_more_than_ten_cents_is_refused(books: Books) -> None:
    """0.10 from what the lines make is the most, however often it is overridden."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.override_total("INV-0001", "114.90")

    for total in ("114.89", "115.11"):
        with pytest.raises(BooksError, match=r"at most 0\.10"):
            books.person.override_total("INV-0001", total)
    with pytest.raises(BooksError, match="not one of SubTotal, TotalTax"):
        books.person.override_total("INV-0001", "115.01", onto="Total")
    assert Decimal("115.00") == books.person.override_total("INV-0001", "115.00")["Total"]


def test_what_is_paid_cannot_be_overridden(books: Books) -> None:
    """A paid invoice keeps its total, and a partly paid one owes what it lacks."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.pay_invoice("INV-0001", "100.00", DAY)
    assert Decimal("15.05") == books.person.override_total("INV-0001", "115.05")["AmountDue"]
    books.person.pay_invoice("INV-0001", None, DAY)

    with pytest.raises(BooksError, match="payment or credit note"):
        books.person.override_total("INV-0001", "115.00")


def test_other_words_keep_the_override_and_other_amounts_undo_it(books: Books) -> None:
    """An edit that changes no amount leaves the total, paid or not; any other works it out anew."""
    books.person.create_invoice("Ann", [LINE], DAY)
    books.person.override_total("INV-0001", "115.07")
    words = books.person.edit_invoice_lines("INV-0001", [LINE | {"Description": "Pro, February"}])
    assert Decimal("115.07") == words["Total"]

    books.person.edit_invoice_lines("INV-0001", [LINE, LINE])
    assert Decimal("230.00") == books.person.remove_line("INV-0001", 0)["Total"] * 2


def test_a_draft_and_a_credit_note_can_be_overridden_too(books: Books) -> None:
    """The draft posts its total when it is approved; voiding leaves nothing in the ledger."""
    books.person.create_invoice("Ann", [LINE], DAY, status="DRAFT")
    books.person.create_credit_note("Ann", [LINE], DAY)
    books.person.override_total("INV-0001", "115.02")
    note = books.person.override_total("CN-0001", "114.99")
    assert Decimal("114.99") == note["RemainingCredit"]

    books.person.approve("INV-0001")
    assert balances(books)["610"] == Decimal("0.03")
    books.person.void("INV-0001")
    books.person.void("CN-0001")
    assert balances(books) == {}
