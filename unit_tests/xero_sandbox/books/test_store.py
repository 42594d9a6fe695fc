"""Records found, numbered and stamped, and periods that are locked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, LINE, bill, sale
from xero_sandbox.books import Books, BooksError
from xero_sandbox.books.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from xero_sandbox.clock import SandboxClock


def test_stamps_are_whole_milliseconds() -> None:
    """UpdatedDateUTC keeps the milliseconds of the clock and drops what is finer."""
    at = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)
    store = Store(seed=1, now=lambda: at, name="A", base_currency="NZD", country="NZ")

    assert store.instant() == at.replace(microsecond=123000)


def test_every_change_is_counted_and_dated(books: Books, clock: SandboxClock) -> None:
    """A change without a stamp counts as well."""
    before = books.store.changes
    clock.advance(60)
    books.person.create_tracking_option("Region", "East")

    assert books.store.changes > before
    assert books.store.changed_at == clock.now()


def test_a_record_is_found_by_id_and_by_number(books: Books) -> None:
    """A sales invoice goes before a bill of the same number."""
    invoice = sale(books, number="X-1")
    bill(books, number="X-1")

    assert books.store.find("Invoices", invoice["InvoiceID"]) is invoice
    assert books.store.find("Invoices", "X-1") is invoice


def test_what_is_not_there_or_not_alone_is_said(books: Books) -> None:
    """In both cases the id settles it."""
    for _ in range(2):
        bill(books, number="RPT")

    with pytest.raises(BooksError, match="several carry that number, give the id"):
        books.store.find("Invoices", "RPT")
    with pytest.raises(BooksError, match="none has that id or number"):
        books.store.find("Invoices", "nowhere")
    with pytest.raises(BooksError, match="None of Invoices, CreditNotes has"):
        books.store.document("nowhere")


def test_the_next_number_passes_over_those_that_are_taken(books: Books) -> None:
    """A number that a person chose is not given twice."""
    sale(books, number="INV-0002")

    assert books.store.next_number("Invoices", "INV-") == "INV-0003"


@pytest.mark.parametrize("code", ["090", "610", "800", "960"])
def test_no_line_is_coded_to_bank_or_control_accounts(books: Books, code: str) -> None:
    """Bank, receivable, payable and retained earnings are Xero's own."""
    with pytest.raises(BooksError, match=f"Account code '{code}' is not a valid code for this document."):
        books.store.line_account(code)


def test_an_account_is_known_by_code_and_by_id(books: Books) -> None:
    """An archived one is known still, but not usable."""
    account = books.store.account("200")
    assert books.store.account(account["AccountID"]) is account

    books.person.archive_account("200")
    assert books.store.account("200")["Status"] == "ARCHIVED"
    with pytest.raises(BooksError, match="has been archived, or has been deleted"):
        books.store.usable_account("200")
    with pytest.raises(BooksError, match="not a valid code"):
        books.store.account("999")


def test_a_currency_must_be_subscribed_to(books: Books) -> None:
    """The sentence is Xero's."""
    books.store.require_currency("USD")
    with pytest.raises(BooksError, match="Organisation is not subscribed to currency EUR"):
        books.store.require_currency("EUR")


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
