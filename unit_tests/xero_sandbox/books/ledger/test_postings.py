"""What each kind of record posts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from unit_tests.xero_sandbox.books.conftest import DAY, LATER, LINE, UNTAXED, balances, bill, credit_note, sale
from xero_sandbox.books.ledger.ledger import Posting

if TYPE_CHECKING:
    from xero_sandbox.books import Books


def test_tax_is_posted_to_gst(books: Books) -> None:
    """A taxed line shows net, tax and gross, and the tax goes to the GST account."""
    books.person.create_invoice(
        "Ann", [{"UnitAmount": "115.00", "AccountCode": "200"}], date(2026, 4, 2), line_amount_types="Inclusive"
    )
    lines = {line["AccountCode"]: line for line in books.journals()[0]["JournalLines"]}

    assert (Decimal("-100.00"), Decimal("-15.00"), Decimal("-115.00")) == tuple(
        lines["200"][key] for key in ("NetAmount", "TaxAmount", "GrossAmount")
    )
    assert (Decimal("-15.00"), "15% GST on Income") == (lines["820"]["NetAmount"], lines["200"]["TaxName"])


def test_a_foreign_document_leaves_its_cent_on_rounding(books: Books) -> None:
    """Each line is turned into base currency on its own."""
    lines = [UNTAXED | {"Quantity": 1, "UnitAmount": "0.10"}] * 3
    books.person.create_invoice("Ann", lines, DAY, currency="USD", rate="0.6")

    assert balances(books) == {"610": Decimal("0.50"), "200": Decimal("-0.51"), "860": Decimal("0.01")}


def test_text_posts_nothing(books: Books) -> None:
    """A line without an account is passed over."""
    books.person.create_invoice("Ann", [LINE, {"Description": "Thanks"}], DAY)

    assert len(books.journals()[0]["JournalLines"]) == 3


def test_sources_are_named_as_xero_names_them(books: Books) -> None:
    """One name for each kind of document, payment and transaction."""
    sale(books)
    bill(books)
    credit_note(books)
    books.person.pay_invoice("INV-0001", "1.00", DAY)
    books.person.allocate_credit_note("CN-0001", "INV-0001", "1.00")
    books.person.receive_prepayment("Ann", "1.00", DAY)
    books.person.create_bank_transaction("Bob", [UNTAXED | {"AccountCode": "404"}], DAY)
    savings = books.person.account_named("Business Savings Account")["AccountID"]
    books.person.transfer("090", savings, "1.00", LATER)

    assert [journal["SourceType"] for journal in books.journals()] == [
        "ACCREC", "ACCPAY", "ACCRECCREDIT", "ACCRECPAYMENT", "ARCREDITPAYMENT", "ARPREPAYMENT", "CASHPAID", "TRANSFER",
    ]  # fmt: skip


def test_a_cent_of_rounding_is_two_lines_or_none(books: Books) -> None:
    """Between the document's control account and Rounding."""
    invoice = sale(books)
    lines = books.store.postings.rounding(invoice, Decimal("0.01"))

    assert [(line.account["Code"], line.net) for line in lines] == [("610", Decimal("0.01")), ("860", Decimal("-0.01"))]
    assert books.store.postings.rounding(invoice, Decimal("0.00")) == ()


def test_lines_of_nothing_are_left_out(books: Books) -> None:
    """A line that carries only tax is not one of them."""
    account = books.store.account("200")
    lines = [Posting(account, Decimal("0.00")), Posting(account, Decimal("0.00"), Decimal("1.00"))]

    assert len(books.store.postings.balanced(lines)) == 1
