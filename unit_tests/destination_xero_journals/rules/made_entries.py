"""Books, entries and journals that are right, for the tests to break in one place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from destination_xero_journals.options import MappedAccount, MappedField, MappedValue, PostingOptions
from destination_xero_journals.rules.account_mapping import AccountMapping
from destination_xero_journals.rules.assembly import Assembled, assemble
from destination_xero_journals.rules.books import Account, Books, TrackingCategory, TrackingOption
from destination_xero_journals.rules.journal import POSTED, HeldJournal, Journal, JournalLine, Tag
from destination_xero_journals.rules.tracking_mapping import TrackingMapping
from revrec_journals.key import JournalKey
from unit_tests.revrec_journals.made_entries import DAY

if TYPE_CHECKING:
    from revrec_journals.entry import Entry

DEFERRED = Account(account_id="id-2400", code="2400", name="Deferred Revenue", type="CURRLIAB")
REVENUE = Account(account_id="id-4000", code="4000", name="Subscription Revenue", type="REVENUE")
ROUNDING = Account(account_id="id-860", code="860", name="Rounding", type="EXPENSE", system_account="ROUNDING")
NORTH = TrackingOption(option_id="option-north", name="North")
SOUTH = TrackingOption(option_id="option-south", name="South")
REGION = TrackingCategory(category_id="category-region", name="Region", options=(NORTH, SOUTH))
BOOKS = Books("tenant", "Demo Company", "NZD", (DEFERRED, REVENUE, ROUNDING), (REGION,))


def account(code: str, name: str, **fields: Any) -> Account:  # noqa: ANN401
    """Return an account of the profit and loss whose id is made of its code and name."""
    fields = {"account_id": f"id-{code}-{name}", "type": "REVENUE", **fields}
    return Account(code=code, name=name, **fields)


def books(*accounts: Account, **fields: Any) -> Books:  # noqa: ANN401
    """Return books with these accounts too."""
    return replace(BOOKS, accounts=(*BOOKS.accounts, *accounts), **fields)


def category(name: str, *options: str | TrackingOption, **fields: Any) -> TrackingCategory:  # noqa: ANN401
    """Return a tracking category with options by name."""
    made = (
        TrackingOption(option_id=f"option-{name}-{option}", name=option) if isinstance(option, str) else option
        for option in options
    )
    return TrackingCategory(**{"category_id": f"category-{name}", "name": name, "options": tuple(made), **fields})


def tracked(*categories: TrackingCategory) -> Books:
    """Return books with these tracking categories."""
    return replace(BOOKS, categories=categories)


def mapped_account(revrec_account: str, xero_account: str, product_code: str | None = None) -> MappedAccount:
    """Return an entry of the account mapping."""
    return MappedAccount(revrec_account=revrec_account, xero_account=xero_account, product_code=product_code)


def mapped_field(field: str, category: str, values: dict[str, str] | None = None, **fields: Any) -> MappedField:  # noqa: ANN401
    """Return an entry of the tracking mapping."""
    made = [MappedValue(revrec_value=value, xero_option=option) for value, option in (values or {}).items()]
    return MappedField(revrec_field=field, xero_tracking_category=category, values=made, **fields)


def assembled(entry: Entry, books: Books = BOOKS, options: PostingOptions | None = None) -> Assembled:
    """Assemble an entry with the mappings of these options."""
    options = options or PostingOptions()
    return assemble(entry, books, AccountMapping(options, books), TrackingMapping(options, books), options)


def tag(option: TrackingOption = NORTH, category: TrackingCategory = REGION) -> Tag:
    """Return the tag of an option."""
    return Tag(category.category_id, option.option_id, category.name, option.name)


def journal_line(amount: str, account: Account = DEFERRED, description: str = "", *tags: Tag) -> JournalLine:
    """Return a line of a manual journal, debit positive."""
    return JournalLine(account.account_id, account.code, Decimal(amount), description, tags)


def journal(*lines: JournalLine, **fields: Any) -> Journal:  # noqa: ANN401
    """Return the journal that the balanced entry asks for, or one of other lines."""
    key = JournalKey("JE-1")
    made = lines or (journal_line("100.00"), journal_line("-100.00", REVENUE))
    return replace(Journal(key, DAY, f"Revenue recognition January 2026 {key.mark()}", made), **fields)


def held(wanted: Journal, identity: str = "mj-1", status: str = POSTED, **fields: Any) -> HeldJournal:  # noqa: ANN401
    """Return a journal as Xero holds it after posting, changed in `fields`."""
    as_sent = HeldJournal(
        identity, wanted.key, status, wanted.date, wanted.narration, wanted.lines, wanted.show_on_cash_basis
    )
    return replace(as_sent, **fields)
