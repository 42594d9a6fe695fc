"""Decisions about one journal, of which Xero holds what a test says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from destination_xero_journals.rules.decision import Decision, decide
from destination_xero_journals.rules.settings import PostingPolicy
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.rules.made_entries import BOOKS, REVENUE, books, held, journal, journal_line
from unit_tests.revrec_journals.made_entries import DAY

if TYPE_CHECKING:
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.journal import HeldJournal, Journal

WANTED = journal()
FEBRUARY = date(2026, 2, 1)
LOCKED = books(period_lock_date=DAY, end_of_year_lock_date=date(2025, 3, 31))
ACCOUNT_ARCHIVED = Problem(Code.ACCOUNT_ARCHIVED, "Journal JE-1, line 1: archived", "x", "y", "z", 1)
OTHER_LINES = (journal_line("90.00"), journal_line("-90.00", REVENUE))


def decided(
    *there: HeldJournal,
    wanted: Journal = WANTED,
    in_books: Books = BOOKS,
    archived: bool = False,
    **policy: Any,  # noqa: ANN401
) -> Decision:
    """Return what is done with the journal, of which Xero holds these."""
    forbidden = (ACCOUNT_ARCHIVED,) if archived else ()
    return decide(wanted, there, in_books, PostingPolicy(**policy), forbidden)


def correction(number: int = 1, amount: str = "10.00", **fields: Any) -> HeldJournal:  # noqa: ANN401
    """Return a journal that corrected the first one by an amount."""
    lines = (journal_line(amount), journal_line(str(-Decimal(amount)), REVENUE))
    key = JournalKey("JE-1", number)
    return held(replace(WANTED, key=key, lines=lines), **{"identity": f"mj-c{number}", **fields})
