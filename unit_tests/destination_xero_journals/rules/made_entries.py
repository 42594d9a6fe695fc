"""Books, entries and journals that are right, for the tests to break in one place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from destination_xero_journals.rules.account_mapping import AccountMapping
from destination_xero_journals.rules.assembly import Assembled, assemble
from destination_xero_journals.rules.books import Books
from destination_xero_journals.rules.journal import POSTED, HeldJournal, Journal, PostingLine, Tag
from destination_xero_journals.rules.settings import (
    AccountSettings,
    FieldRoute,
    JournalSettings,
    TrackingSettings,
)
from destination_xero_journals.rules.tracking_mapping import TrackingMapping
from revrec_journals.key import JournalKey
from unit_tests.revrec_journals.made_entries import DAY
from xero_api.models import Account, TrackingCategory, TrackingOption

if TYPE_CHECKING:
    from revrec_journals.entry import Entry

DEFERRED = Account(account_id="id-2400", code="2400", name="Deferred Revenue", type="CURRLIAB")
REVENUE = Account(account_id="id-4000", code="4000", name="Subscription Revenue", type="REVENUE")
ROUNDING = Account(account_id="id-860", code="860", name="Rounding", type="EXPENSE", system_account="ROUNDING")
NORTH = TrackingOption(option_id="option-north", name="North")
SOUTH = TrackingOption(option_id="option-south", name="South")
REGION = TrackingCategory(category_id="category-region", name="Region", options=(NORTH, SOUTH))
NARRATION = "Revenue recognition {period}"
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


def mapped_field(field: str, category: str, values: dict[str, str] | None = None, **fields: Any) -> FieldRoute:  # noqa: ANN401
    """Return an entry of the tracking mapping."""
    return FieldRoute(field, category, tuple((values or {}).items()), **fields)


def assembled(
    entry: Entry,
    books: Books = BOOKS,
    *fields: FieldRoute,
    rounding: str = "",
    **settings: Any,  # noqa: ANN401
) -> Assembled:
    """Assemble an entry with these fields as tracking, and these settings of a journal."""
    accounts = AccountMapping(AccountSettings((), rounding), books)
    tracking = TrackingMapping(TrackingSettings(fields), books)
    return assemble(entry, books, accounts, tracking, JournalSettings(**{"narration": NARRATION, **settings}))


def tag(option: TrackingOption = NORTH, category: TrackingCategory = REGION) -> Tag:
    """Return the tag of an option."""
    return Tag(category.category_id, option.option_id, category.name, option.name)


def journal_line(amount: str, account: Account = DEFERRED, description: str = "", *tags: Tag) -> PostingLine:
    """Return a line of a manual journal, debit positive."""
    return PostingLine(account.account_id, account.code, Decimal(amount), description, tags)


def journal(*lines: PostingLine, **fields: Any) -> Journal:  # noqa: ANN401
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
