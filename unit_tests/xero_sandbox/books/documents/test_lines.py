"""The lines of documents: priced, taxed, coded, or refused."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, LINE, cents
from xero_sandbox.books import Books, BooksError
from xero_sandbox.books.documents.lines import discount_of, sums

if TYPE_CHECKING:
    from collections.abc import Sequence

Record = dict[str, Any]


def priced(books: Books, given: Sequence[Record], types: str = "Exclusive", *, selling: bool = True) -> list[Record]:
    """Return the lines as a document would keep them."""
    return books.desk.lines.price(given, types, selling=selling)


def test_a_line_is_quantity_times_unit_amount_with_its_accounts_tax(books: Books) -> None:
    """Four places for what is multiplied, cents for what comes of it."""
    (line,) = priced(books, [LINE | {"Quantity": "1.5", "UnitAmount": "9.99995"}])

    assert (str(line["Quantity"]), str(line["UnitAmount"])) == ("1.5000", "10.0000")
    assert cents("15.00", "2.25") == (line["LineAmount"], line["TaxAmount"])
    assert (line["AccountCode"], line["TaxType"]) == ("200", "OUTPUT2")


def test_a_description_alone_is_text(books: Books) -> None:
    """It has no account, no tax and no amount."""
    (line,) = priced(books, [{"Description": "Thank you"}])

    assert "AccountID" not in line
    assert cents("0.00", "0.00") == (line["LineAmount"], line["TaxAmount"])


def test_a_line_amount_alone_is_one_of_that_price(books: Books) -> None:
    """Where a unit amount is given too, they must agree."""
    (line,) = priced(books, [{"LineAmount": "12.00", "AccountCode": "200"}])

    assert (line["Quantity"], line["UnitAmount"]) == (1, Decimal("12.0000"))


def test_without_tax_there_is_none_whatever_the_account_says(books: Books) -> None:
    """NoTax goes before the account's own TaxType."""
    (line,) = priced(books, [LINE], "NoTax")

    assert (line["TaxType"], line["TaxAmount"]) == ("NONE", Decimal("0.00"))


@pytest.mark.parametrize("types", ["exclusive", ""])
def test_an_unknown_way_of_taxing_is_refused(books: Books, types: str) -> None:
    """Xero has three, with capitals."""
    with pytest.raises(BooksError, match="not one of Exclusive, Inclusive, NoTax"):
        priced(books, [LINE], types)


def test_what_is_approved_needs_lines_and_accounts(books: Books) -> None:
    """A draft needs neither."""
    with pytest.raises(BooksError, match="One or more line items"):
        priced(books, [])
    with pytest.raises(BooksError, match="Account code or ID must be specified"):
        priced(books, [{"UnitAmount": "5"}])

    (line,) = books.desk.lines.price([{"UnitAmount": "5"}], "Exclusive", selling=True, complete=False)
    assert (line["TaxType"], "AccountID" in line) == ("NONE", False)


def test_an_account_without_a_code_is_named_by_its_id(books: Books) -> None:
    """The line then has no AccountCode."""
    account = books.store.account("260")
    del account["Code"]
    (line,) = priced(books, [LINE | {"AccountCode": "", "AccountID": account["AccountID"]}])

    assert line["AccountID"] == account["AccountID"]
    assert "AccountCode" not in line


@pytest.mark.parametrize("discount", [{"DiscountRate": "101"}, {"DiscountRate": "-1"}, {"DiscountAmount": "100.01"}])
def test_a_discount_takes_off_the_whole_line_at_most(books: Books, discount: Record) -> None:
    """As a rate or as an amount."""
    with pytest.raises(BooksError, match="between nothing and the whole line"):
        priced(books, [LINE | discount])


def test_a_discount_can_be_an_amount(books: Books) -> None:
    """It is kept on the line, and counts in the document's discount."""
    lines = priced(books, [LINE | {"DiscountAmount": "9.95"}, LINE])

    assert cents("90.05", "9.95") == (lines[0]["LineAmount"], lines[0]["DiscountAmount"])
    assert discount_of(lines) == Decimal("9.95")


def test_sums_are_of_lines_and_their_taxes(books: Books) -> None:
    """Inclusive lines hold their tax already."""
    assert cents("200.00", "30.00", "230.00") == tuple(sums(priced(books, [LINE, LINE]), "Exclusive").values())
    assert cents("86.96", "13.04", "100.00") == tuple(sums(priced(books, [LINE], "Inclusive"), "Inclusive").values())


def test_what_is_bought_takes_the_items_cost(books: Books) -> None:
    """Price, text, account and tax are those of purchases."""
    books.person.create_item("GW", "Gateway", "219.00", cost="131.45")
    (line,) = priced(books, [{"ItemCode": "GW"}], selling=False)

    assert (line["UnitAmount"], line["AccountCode"], line["TaxType"]) == (Decimal("131.4500"), "300", "INPUT2")


def test_an_item_that_is_not_bought_says_nothing_of_a_purchase(books: Books) -> None:
    """What the line lacks then is asked for, as of a line without an item."""
    books.person.create_item("GW", "Gateway", "219.00")
    (line,) = priced(books, [{"ItemCode": "GW", "UnitAmount": "5", "AccountCode": "400"}], selling=False)

    assert (line["UnitAmount"], line["AccountCode"], line["ItemCode"]) == (Decimal("5.0000"), "400", "GW")
    with pytest.raises(BooksError, match="Account code or ID must be specified"):
        priced(books, [{"ItemCode": "GW"}], selling=False)


@pytest.mark.parametrize("cost", ["0", "131.45"])
@pytest.mark.parametrize("kind", ["ACCREC", "ACCRECCREDIT", "RECEIVE"])
def test_what_is_sold_and_what_is_given_back_of_it_takes_the_items_price(books: Books, kind: str, cost: str) -> None:
    """Whether or not the item is bought too: an invoice, a customer's credit note, money received."""
    books.person.create_item("GW", "Gateway", "219.00", cost=cost)
    given = [{"ItemCode": "GW", "Quantity": 2}]
    if kind == "ACCREC":
        document = books.person.create_invoice("Ann", given, DAY)
    elif kind == "ACCRECCREDIT":
        document = books.person.create_credit_note("Ann", given, DAY)
    else:
        document = books.person.create_bank_transaction("Ann", given, DAY, type="RECEIVE")
    (line,) = document["LineItems"]

    assert (line["LineAmount"], line["AccountCode"], line["TaxType"]) == (Decimal("438.00"), "200", "OUTPUT2")
    assert line["Description"] == "Gateway"


@pytest.mark.parametrize("cost", ["0", "131.45"])
def test_lines_that_replace_a_credit_notes_take_the_items_price_too(books: Books, cost: str) -> None:
    """An edit is as good as the first writing."""
    books.person.create_item("GW", "Gateway", "219.00", cost=cost)
    note = books.person.create_credit_note("Ann", [LINE], DAY)
    books.person.edit_invoice_lines(note["CreditNoteID"], [{"ItemCode": "GW"}])

    (line,) = note["LineItems"]
    assert (line["LineAmount"], line["AccountCode"]) == (Decimal("219.00"), "200")


@pytest.mark.parametrize("kind", ["ACCREC", "ACCRECCREDIT", "ACCPAY", "ACCPAYCREDIT"])
def test_discounts_are_a_customers_invoices_alone(books: Books, kind: str) -> None:
    """A credit note gives back what was paid."""
    person, line = books.person, LINE | {"DiscountRate": "10"}
    create = person.create_credit_note if kind.endswith("CREDIT") else person.create_invoice
    if kind == "ACCREC":
        assert create("Ann", [line], DAY, type=kind)["IsDiscounted"]
        return
    with pytest.raises(BooksError, match="Discounts can be given on sales invoices and quotes only"):
        create("Ann", [line], DAY, type=kind)


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
