"""What an administrator's actions take, and where they go."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, JOURNAL_LINES, LATER, balances
from xero_sandbox.books import Books, BooksError

if TYPE_CHECKING:
    from xero_sandbox.clock import SandboxClock


def test_a_header_keeps_what_is_not_given(books: Books) -> None:
    """A copy and a reversal have the first journal's date unless they are given one."""
    person = books.person
    journal = person.create_manual_journal("Accrual", JOURNAL_LINES, DAY)
    identifier = journal["ManualJournalID"]
    person.edit_manual_journal_header(identifier, date="2026-02-20")

    assert (journal["Narration"], journal["Date"]) == ("Accrual", LATER)
    assert person.copy_manual_journal(identifier)["Date"] == person.reverse_manual_journal(identifier)["Date"] == LATER
    assert person.copy_manual_journal(identifier, DAY)["Date"] == person.reverse_manual_journal(identifier, DAY)["Date"]


def test_an_account_is_looked_up_by_its_name(books: Books) -> None:
    """As a person does in a list."""
    assert books.person.account_named("Sales")["Code"] == "200"
    with pytest.raises(BooksError, match="no account with the name 'Sails'"):
        books.person.account_named("Sails")


def test_an_account_is_added_with_the_class_of_its_type(books: Books) -> None:
    """Documents can be coded to it at once; a code is given once, a type is one of Xero's, a bank needs more."""
    deferred = books.person.create_account("836", "Deferred support")

    assert (deferred["Class"], deferred["TaxType"], deferred["Status"]) == ("LIABILITY", "NONE", "ACTIVE")
    assert books.person.create_account("280", "Support", "REVENUE")["TaxType"] == "OUTPUT2"
    assert books.store.line_account("836") is deferred
    for code, kind, refusal in (
        ("836", "CURRLIAB", "unique Code"),
        ("1", "CASH", "type of account"),
        ("1", "BANK", "its number"),
    ):
        with pytest.raises(BooksError, match=refusal):
            books.person.create_account(code, "Other", kind)


def test_an_opening_balance_is_in_the_ledger_alone(books: Books) -> None:
    """No manual journal shows it; Historical Adjustment is the other side, and a locked day is refused."""
    books.person.enter_opening_balance("835", "250.00", DAY)

    assert balances(books) == {"835": Decimal("-250.00"), "840": Decimal("250.00")}
    assert books.collection("ManualJournals") == {}
    books.person.close_period(DAY)
    with pytest.raises(BooksError, match="lock date"):
        books.person.enter_opening_balance("835", "1.00", DAY)


def test_a_system_account_is_never_archived(books: Books, clock: SandboxClock) -> None:
    """Any other is, and stamped."""
    clock.advance(60)
    assert books.person.archive_account("408")["UpdatedDateUTC"] == clock.now()
    with pytest.raises(BooksError, match="is a system account"):
        books.person.archive_account("610")


def test_a_lock_date_is_absent_until_it_is_set(books: Books) -> None:
    """Two dates, each with its own action; both count as changes."""
    assert not {"PeriodLockDate", "EndOfYearLockDate"} & books.organisation.keys()
    before = books.store.changes
    books.person.close_period("2026-01-31")

    assert books.person.end_of_year(date(2025, 3, 31))["PeriodLockDate"] == date(2026, 1, 31)
    assert books.store.changes == before + 2


def test_everything_that_can_be_listed_can_be_added(books: Books) -> None:
    """Currencies, themes, employees, users, groups, items, categories and options."""
    person = books.person
    person.add_currency("EUR")
    person.create_branding_theme("Standard")
    person.create_employee("Ana", "Lima")
    person.invite_user("Uma", "Keeper", subscriber=True)
    person.create_contact_group("All", ["Ann", "Bob"])
    person.create_item("A", "Thing", "1.00")
    person.create_tracking_category("Product")
    person.archive_tracking_option("Region", "North")
    person.archive_tracking_category("Region")
    person.archive_contact("Ann")

    for endpoint in ("BrandingThemes", "Employees", "Users", "ContactGroups", "Items"):
        assert len(books.collection(endpoint)) == 1
    assert [each["Status"] for each in books.collection("TrackingCategories").values()] == ["ARCHIVED", "ACTIVE"]
