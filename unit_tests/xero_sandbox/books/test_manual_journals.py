"""Manual journals as a person makes, changes, copies and ends them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, JOURNAL_LINES
from xero_sandbox.books import Books, BooksError


def test_a_manual_journal_must_balance(books: Books) -> None:
    """The sentence is Xero's, and nothing is kept."""
    with pytest.raises(BooksError) as refusal:
        books.person.create_manual_journal(
            "n", [JOURNAL_LINES[0], JOURNAL_LINES[1] | {"LineAmount": "-10.00"}], date(2026, 4, 1)
        )

    assert refusal.value.message == "The total debits (100.00) must equal total credits (-10.00)"
    assert dict(books.collection("ManualJournals")) == {}


@pytest.mark.parametrize("code", ["090", "610", "800", "960"])
def test_control_bank_and_retained_earnings_accounts_are_refused(books: Books, code: str) -> None:
    """A person cannot journal into what Xero keeps itself."""
    with pytest.raises(BooksError):
        books.person.create_manual_journal(
            "n", [JOURNAL_LINES[0], JOURNAL_LINES[1] | {"AccountCode": code}], date(2026, 4, 1)
        )


def test_a_journals_life(books: Books) -> None:
    """Posted, edited and voided it leaves reversals; a draft leaves nothing."""
    person = books.person
    journal = person.create_manual_journal("Accrual", JOURNAL_LINES, date(2026, 4, 1))
    person.edit_manual_journal_line(journal["ManualJournalID"], 0, AccountCode="404", Description="moved")
    person.void(journal["ManualJournalID"])
    draft = person.create_manual_journal("Draft", JOURNAL_LINES, date(2026, 4, 1), status="DRAFT")
    person.delete(draft["ManualJournalID"])

    assert (journal["Status"], draft["Status"]) == ("VOIDED", "DELETED")
    assert [each["JournalNumber"] for each in books.journals()] == [1, 2, 3, 4]
    assert books.trial_balance(date(2026, 12, 31)) == []


def test_a_person_changes_what_stands_above_the_lines(books: Books) -> None:
    """Narration, date and address; the ledger follows, and what is not given stays."""
    journal = books.person.create_manual_journal("Accrual", JOURNAL_LINES, date(2026, 4, 1))
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
    journal = books.person.create_manual_journal("Accrual", JOURNAL_LINES, date(2026, 4, 1))
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
    journal = books.person.create_manual_journal("Accrual", JOURNAL_LINES, date(2026, 4, 1))
    books.person.edit_manual_journal(journal["ManualJournalID"], JOURNAL_LINES)

    assert len(books.journals()) == 1


def test_a_draft_is_posted_once(books: Books) -> None:
    """It may be unbalanced until then."""
    lopsided = [JOURNAL_LINES[0], JOURNAL_LINES[1] | {"LineAmount": "-1.00"}]
    draft = books.person.create_manual_journal("Accrual", lopsided, DAY, status="DRAFT")
    with pytest.raises(BooksError, match=r"\(100\.00\) must equal total credits \(-1\.00\)"):
        books.person.post_manual_journal(draft["ManualJournalID"])
    books.person.edit_manual_journal(draft["ManualJournalID"], JOURNAL_LINES)

    assert books.person.post_manual_journal(draft["ManualJournalID"])["Status"] == "POSTED"
    with pytest.raises(BooksError, match="not of valid status"):
        books.person.post_manual_journal(draft["ManualJournalID"])


def test_a_copy_can_be_a_draft_of_another_day(books: Books) -> None:
    """The first journal stays as it is, and the copy can be changed without it."""
    journal = books.person.create_manual_journal("Accrual", JOURNAL_LINES, DAY)
    before = dict(journal)
    copy = books.person.copy_manual_journal(journal["ManualJournalID"], "2026-03-01", status="DRAFT")
    books.person.edit_manual_journal_header(copy["ManualJournalID"], narration="Accrual, March")

    assert (copy["Status"], copy["Date"], copy["Narration"]) == ("DRAFT", date(2026, 3, 1), "Accrual, March")
    assert journal == before
    assert len(books.journals()) == 1


def test_a_copy_of_a_voided_journal_is_a_journal(books: Books) -> None:
    """Voiding ends the one, not what it says."""
    journal = books.person.create_manual_journal("Accrual", JOURNAL_LINES, DAY)
    books.person.void(journal["ManualJournalID"])

    assert books.person.copy_manual_journal(journal["ManualJournalID"])["Status"] == "POSTED"


@pytest.mark.parametrize(("line", "sentence"), [
    ({"AccountCode": ""}, "Account code or ID must be specified"),
    ({"TaxType": "OUTPUT2"}, "The TaxType code 'OUTPUT2' cannot be used with account code '400'."),
    ({"TaxType": "NOPE"}, "The TaxType code 'NOPE' cannot be used"),
])  # fmt: skip
def test_a_wrong_line_is_refused_with_a_sentence(books: Books, line: dict[str, str], sentence: str) -> None:
    """Nothing is kept of the journal."""
    with pytest.raises(BooksError, match=sentence):
        books.person.create_manual_journal("n", [JOURNAL_LINES[0] | line, JOURNAL_LINES[1]], DAY)
    assert dict(books.collection("ManualJournals")) == {}


def test_tax_counts_where_it_is_added(books: Books) -> None:
    """Other LineAmountTypes work the lines' tax out anew."""
    lines = [{"LineAmount": "115.00", "AccountCode": "400"}, {"LineAmount": "-115.00", "AccountCode": "855"}]
    journal = books.person.create_manual_journal("n", lines, DAY, line_amount_types="Inclusive")
    assert journal["JournalLines"][0]["TaxAmount"] == Decimal("15.00")

    books.desk.manual_journals.change(journal, {"LineAmountTypes": "NoTax"})
    assert journal["JournalLines"][0]["TaxAmount"] == Decimal("0.00")
    with pytest.raises(BooksError, match="must equal"):
        books.desk.manual_journals.change(journal, {"LineAmountTypes": "Exclusive"})


def test_a_line_that_is_not_there_is_said(books: Books) -> None:
    """Lines count from 0."""
    journal = books.person.create_manual_journal("n", JOURNAL_LINES, DAY)

    for line in (2, "x"):
        with pytest.raises(BooksError, match=f"no line {line}"):
            books.person.edit_manual_journal_line(journal["ManualJournalID"], line, Description="moved")


def test_a_journal_is_not_created_ended(books: Books) -> None:
    """DRAFT and POSTED are where it begins; one line is too few."""
    with pytest.raises(BooksError, match="cannot be created as VOIDED"):
        books.person.create_manual_journal("n", JOURNAL_LINES, DAY, status="VOIDED")
    with pytest.raises(BooksError, match="at least two lines"):
        books.person.create_manual_journal("n", JOURNAL_LINES[:1], DAY)
