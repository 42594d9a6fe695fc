"""The general ledger, its reports and manual journals."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from xero_sandbox.books import Books, BooksError
from xero_sandbox.books.ledger.ledger import Ledger, Posting, Transaction

LINES: list[dict[str, Any]] = [
    {"LineAmount": "100.00", "AccountCode": "400", "Tracking": [{"Name": "Region", "Option": "North"}]},
    {"LineAmount": "-100.00", "AccountCode": "855"},
]


@pytest.fixture
def books() -> Books:
    """Return a company with tracking."""
    books = Books(seed=7, now=lambda: datetime(2026, 5, 1, tzinfo=UTC))
    books.person.create_contact("Ann")
    books.person.create_tracking_category("Region", ["North"])
    return books


def test_an_unbalanced_entry_never_reaches_the_ledger() -> None:
    """The ledger itself holds the rule, whoever posts."""
    one = Transaction("x", "MANJOURNAL", date(2026, 1, 1), "", (Posting({"AccountID": "a"}, Decimal("0.01")),))

    with pytest.raises(ValueError, match=r"out of balance by 0\.01"):
        Ledger().post(one, datetime(2026, 1, 1, tzinfo=UTC))


def test_a_manual_journal_must_balance(books: Books) -> None:
    """The sentence is Xero's, and nothing is kept."""
    with pytest.raises(BooksError) as refusal:
        books.person.create_manual_journal("n", [LINES[0], LINES[1] | {"LineAmount": "-10.00"}], date(2026, 4, 1))

    assert refusal.value.message == "The total debits (100.00) must equal total credits (-10.00)"
    assert dict(books.collection("ManualJournals")) == {}


@pytest.mark.parametrize("code", ["090", "610", "800", "960"])
def test_control_bank_and_retained_earnings_accounts_are_refused(books: Books, code: str) -> None:
    """A person cannot journal into what Xero keeps itself."""
    with pytest.raises(BooksError):
        books.person.create_manual_journal("n", [LINES[0], LINES[1] | {"AccountCode": code}], date(2026, 4, 1))


def test_a_journals_life(books: Books) -> None:
    """Posted, edited and voided it leaves reversals; a draft leaves nothing."""
    person = books.person
    journal = person.create_manual_journal("Accrual", LINES, date(2026, 4, 1))
    person.edit_manual_journal_line(journal["ManualJournalID"], 0, AccountCode="404", Description="moved")
    person.void(journal["ManualJournalID"])
    draft = person.create_manual_journal("Draft", LINES, date(2026, 4, 1), status="DRAFT")
    person.delete(draft["ManualJournalID"])

    assert (journal["Status"], draft["Status"]) == ("VOIDED", "DELETED")
    assert [each["JournalNumber"] for each in books.journals()] == [1, 2, 3, 4]
    assert books.trial_balance(date(2026, 12, 31)) == []


def test_a_person_changes_what_stands_above_the_lines(books: Books) -> None:
    """Narration, date and address; the ledger follows, and what is not given stays."""
    journal = books.person.create_manual_journal("Accrual", LINES, date(2026, 4, 1))
    identifier = journal["ManualJournalID"]
    books.person.edit_manual_journal_header(identifier, narration="Accrual, checked")
    books.person.edit_manual_journal_header(identifier, date="2026-04-30", url="https://example.com/1")

    assert (journal["Narration"], journal["Date"]) == ("Accrual, checked", date(2026, 4, 30))
    assert journal["Url"] == "https://example.com/1"
    assert [entry["JournalDate"] for entry in books.journals()] == [date(2026, 4, 1)] * 4 + [date(2026, 4, 30)]
    with pytest.raises(BooksError, match="narration must be specified"):
        books.person.edit_manual_journal_header(identifier, narration="")


def test_a_copy_and_a_reversal_are_journals_of_their_own(books: Books) -> None:
    """One has the same narration and lines, the other the mirrored ones; together they leave the first."""
    journal = books.person.create_manual_journal("Accrual", LINES, date(2026, 4, 1))
    copied = books.person.copy_manual_journal(journal["ManualJournalID"])
    mirror = books.person.reverse_manual_journal(journal["ManualJournalID"], date="2026-05-01")

    same = ("Narration", "Date", "Status", "JournalLines")
    assert [copied[field] for field in same] == [journal[field] for field in same]
    assert (mirror["Narration"], mirror["Date"]) == ("Reversal: Accrual", date(2026, 5, 1))
    assert [line["LineAmount"] for line in mirror["JournalLines"]] == [Decimal("-100.00"), Decimal("100.00")]
    assert mirror["JournalLines"][0]["Tracking"] == journal["JournalLines"][0]["Tracking"]
    rows = books.trial_balance(date(2026, 5, 31))
    assert [row["YTDDebit"] for row in rows] == [Decimal("100.00"), Decimal("0.00")]
    draft = books.person.copy_manual_journal(journal["ManualJournalID"], status="DRAFT")
    with pytest.raises(BooksError):
        books.person.reverse_manual_journal(draft["ManualJournalID"])


def test_an_edit_that_changes_nothing_posts_nothing(books: Books) -> None:
    """The ledger has one entry still."""
    journal = books.person.create_manual_journal("Accrual", LINES, date(2026, 4, 1))
    books.person.edit_manual_journal(journal["ManualJournalID"], LINES)

    assert len(books.journals()) == 1


def test_journal_lines_carry_account_tracking_and_source(books: Books) -> None:
    """A GL line names its account, its tracking and the record that it comes from."""
    journal = books.person.create_manual_journal("Accrual", LINES, date(2026, 4, 1))
    (entry,) = books.journals()
    line = entry["JournalLines"][0]

    assert (journal["ManualJournalID"], "MANJOURNAL") == (entry["SourceID"], entry["SourceType"])
    assert (
        line["AccountCode"],
        line["AccountName"],
        line["TrackingCategories"][0]["Option"],
    ) == ("400", "Advertising", "North")


def test_last_years_result_lies_in_retained_earnings(books: Books) -> None:
    """Revenue and expenses start at zero on 1 April; what they were is equity."""
    line = {"UnitAmount": "100.00", "AccountCode": "200", "TaxType": "NONE"}
    books.person.create_invoice("Ann", [line], date(2026, 3, 31))
    books.person.create_invoice("Ann", [line | {"UnitAmount": "7.00"}], date(2026, 4, 2))
    rows = {row["Code"]: row for row in books.trial_balance(date(2026, 4, 30))}

    assert (Decimal("7.00"), Decimal("100.00")) == (rows["200"]["YTDCredit"], rows["960"]["YTDCredit"])
    assert (Decimal("107.00"), Decimal("7.00")) == (rows["610"]["YTDDebit"], rows["610"]["Debit"])
    assert [row["Code"] for row in books.trial_balance(date(2026, 3, 31))] == ["200", "610"]


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
