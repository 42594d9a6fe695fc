"""Keeps manual journals, contacts, the chart, tracking, the catalogue and the lock dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.money import cents, decimal_of
from xero_sandbox.books.people.role import Role, day_of
from xero_sandbox.books.records import BooksError
from xero_sandbox.books.settings.chart import account as account_record
from xero_sandbox.books.settings.currencies import currency as currency_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xero_sandbox.books.money import Amount
    from xero_sandbox.books.people.role import Day
    from xero_sandbox.books.records import Record


class Administrator(Role):
    """Keeps manual journals, contacts, the chart, tracking, the catalogue and the lock dates."""

    def create_manual_journal(
        self,
        narration: str,
        lines: Sequence[Record],
        date: Day | None = None,
        *,
        status: str = "POSTED",
        line_amount_types: str = "NoTax",
    ) -> Record:
        """Create a DRAFT or POSTED manual journal; LineAmount is positive for a debit."""
        return self._desk.manual_journals.create(
            narration, lines, on=self._day_or_today(date), status=status, line_amount_types=line_amount_types
        )

    def post_manual_journal(self, id: str) -> Record:  # noqa: A002
        """Post a draft manual journal."""
        return self._desk.manual_journals.post(self._store.find("ManualJournals", id))

    def edit_manual_journal(self, id: str, lines: Sequence[Record]) -> Record:  # noqa: A002
        """Replace the lines of a draft or posted manual journal."""
        return self._desk.manual_journals.edit(self._store.find("ManualJournals", id), lines)

    def edit_manual_journal_header(
        self,
        id: str,  # noqa: A002
        *,
        narration: str | None = None,
        date: Day | None = None,
        url: str | None = None,
    ) -> Record:
        """Change narration, date or address of a draft or posted manual journal; what is not given stays."""
        changes: Record = {"Narration": narration, "Date": None if date is None else day_of(date), "Url": url}
        return self._desk.manual_journals.change(
            self._store.find("ManualJournals", id), {key: value for key, value in changes.items() if value is not None}
        )

    def copy_manual_journal(self, id: str, date: Day | None = None, *, status: str = "POSTED") -> Record:  # noqa: A002
        """Copy a manual journal as DRAFT or POSTED: same narration, same lines, same date unless one is given."""
        journal = self._store.find("ManualJournals", id)
        on = journal["Date"] if date is None else day_of(date)
        return self._desk.manual_journals.copy(journal, on=on, status=status)

    def reverse_manual_journal(self, id: str, date: Day | None = None) -> Record:  # noqa: A002
        """Post the mirror of a posted manual journal as `Reversal: ...`, of the same date unless one is given."""
        journal = self._store.find("ManualJournals", id)
        return self._desk.manual_journals.mirror(journal, on=journal["Date"] if date is None else day_of(date))

    def edit_manual_journal_line(self, id: str, line: int | str, **changes: object) -> Record:  # noqa: A002
        """Change fields (Xero's names: AccountCode, Description, Tracking, LineAmount) of one line, counted from 0."""
        if not str(line).isdigit():
            raise BooksError(f"The manual journal has no line {line}.")
        return self._desk.manual_journals.edit_line(self._store.find("ManualJournals", id), int(line), dict(changes))

    def archive_manual_journal(self, id: str) -> Record:  # noqa: A002
        """Archive a draft manual journal."""
        return self._desk.manual_journals.end(self._store.find("ManualJournals", id), "ARCHIVED")

    def create_contact(self, name: str) -> Record:
        """Add a contact."""
        return self._desk.contacts.create(name)

    def rename_contact(self, id: str, name: str) -> Record:  # noqa: A002
        """Give a contact another name; its documents show it at once and are not stamped."""
        return self._desk.contacts.rename(id, name)

    def edit_contact(self, id: str, **details: object) -> Record:  # noqa: A002
        """Change a contact's details, by Xero's field names such as EmailAddress."""
        return self._desk.contacts.edit(id, dict(details))

    def archive_contact(self, id: str) -> Record:  # noqa: A002
        """Archive a contact."""
        return self._desk.contacts.archive(id)

    def merge_contacts(self, id: str, into: str) -> Record:  # noqa: A002
        """Merge a contact into another, which takes its documents; returns the one that is archived."""
        return self._desk.contacts.merge(id, into)

    def create_contact_group(self, name: str, members: Sequence[str]) -> Record:
        """Add a contact group with members."""
        return self._desk.contacts.group(name, list(members))

    def create_item(self, code: str, name: str, price: Amount, *, account: str = "200", cost: Amount = 0) -> Record:
        """Add an item."""
        return self._desk.catalogue.item(code, name, price, account=account, cost=cost)

    def create_branding_theme(self, name: str) -> Record:
        """Add a branding theme."""
        return self._desk.catalogue.branding_theme(name)

    def create_employee(self, first_name: str, last_name: str) -> Record:
        """Add an employee."""
        return self._desk.catalogue.employee(first_name, last_name)

    def invite_user(
        self, first_name: str, last_name: str, role: str = "STANDARD", *, subscriber: bool = False
    ) -> Record:
        """Add a user."""
        return self._desk.catalogue.user(first_name, last_name, role, subscriber=subscriber)

    def add_currency(self, code: str) -> Record:
        """Subscribe the organisation to a currency."""
        return self._store.add("Currencies", currency_record(code))

    def account_named(self, name: str) -> Record:
        """Look an account up by its name, as a person does in a list."""
        for account in self._store.records["Accounts"].values():
            if account["Name"] == name:
                return account
        raise BooksError(f"There is no account with the name '{name}'.")

    def create_account(self, code: str, name: str, type: str = "CURRLIAB") -> Record:  # noqa: A002 - Xero's word
        """Add an account of one of Xero's types but BANK, such as CURRLIAB, TERMLIAB, REVENUE, EXPENSE."""
        if code in (each.get("Code") for each in self._store.records["Accounts"].values()):
            raise BooksError("Please enter a unique Code.")
        if type == "BANK":
            raise BooksError("A bank account needs its number.")
        tax = "O" if type in ("REVENUE", "SALES", "OTHERINCOME") else "N"
        made = account_record(self._store.new_id(), code, name, type, self._store.instant(), tax=tax)
        return self._store.add_account(made)

    def enter_opening_balance(self, account: str, amount: Amount, date: Day) -> Record:
        """Enter what an account held before the books began, credit positive, against Historical Adjustment."""
        found, on = self._store.line_account(account), day_of(date)
        self._store.require_open(on)
        transaction = self._store.postings.opening_balance(self._store.new_id(), found, cents(decimal_of(amount)), on)
        self._store.ledger.post(transaction, self._store.instant())
        self._store.changes += 1
        return found

    def archive_account(self, code: str) -> Record:
        """Archive an account; a system account cannot be (the text is ours)."""
        account = self._store.account(code)
        if "SystemAccount" in account:
            raise BooksError(f"Account '{code}' is a system account and cannot be archived.")
        account["Status"] = "ARCHIVED"
        self._store.touch(account)
        return account

    def create_tracking_category(self, name: str, options: Sequence[str] = ()) -> Record:
        """Add a tracking category with options."""
        return self._desk.tracking.create_category(name, options)

    def create_tracking_option(self, category: str, name: str) -> Record:
        """Add an option to a tracking category; returns the option."""
        return self._desk.tracking.create_option(category, name)

    def rename_tracking_option(self, category: str, option: str, name: str) -> Record:
        """Rename a tracking option; returns the category."""
        return self._desk.tracking.rename_option(category, option, name)

    def archive_tracking_option(self, category: str, option: str) -> Record:
        """Archive a tracking option; returns the category."""
        return self._desk.tracking.archive_option(category, option)

    def archive_tracking_category(self, category: str) -> Record:
        """Archive a tracking category."""
        return self._desk.tracking.archive_category(category)

    def close_period(self, date: Day) -> Record:
        """Set PeriodLockDate: nothing dated on or before it can be changed; returns the Organisation."""
        return self._lock("PeriodLockDate", date)

    def end_of_year(self, date: Day) -> Record:
        """Set EndOfYearLockDate; returns the Organisation."""
        return self._lock("EndOfYearLockDate", date)

    def _lock(self, key: str, date: Day) -> Record:
        self._store.organisation[key] = day_of(date)
        self._store.changes += 1
        return self._store.organisation
