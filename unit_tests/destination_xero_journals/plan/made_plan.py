"""Plans of made-up journals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from destination_xero_journals.plan.document import PlannedJournal, PlannedLine
from destination_xero_journals.rules.journal import Journal, PostingLine, Tag
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code, Problem

NORTH = Tag("region", "north", "Region", "North")
UNKNOWN = Problem(
    Code.ACCOUNT_UNKNOWN,
    "Journal JE-0004, line 2: account 4999 is no account in Xero",
    "4999",
    "the number of an active account",
    "Add the account in Xero, or map it in account_mapping",
    2,
)
UNREAD: dict[str, Any] = {
    "date": None,
    "revrec_date": None,
    "narration": "",
    "lines": (),
    "problems": (UNKNOWN,),
    "status_note": "",
    "xero_status": "",
    "currency": "",
}


def line(account: str, amount: str, *tags: Tag, text: str = "") -> PostingLine:
    """Return a line, debit positive."""
    return PostingLine(f"id-{account}", account, Decimal(amount), text, tags)


def shown(made: PostingLine) -> PlannedLine:
    """Return a line as a plan shows it, with a name of its account."""
    tags = tuple((tag.category, tag.option) for tag in made.tags)
    return PlannedLine(made.account_code, f"Name of {made.account_code}", made.amount, made.description, tags)


def journal(number: int = 1, action: str = "create", **changed: Any) -> PlannedJournal:  # noqa: ANN401 - any field
    """Return a planned journal of two lines that would be created in January 2026."""
    entry = f"JE-{number:04}"
    fields: dict[str, Any] = {
        "organisation": "Demo Company",
        "journal_entry_id": entry,
        "action": action,
        "date": date(2026, 1, 31),
        "revrec_date": date(2026, 1, 31),
        "narration": f"Revenue recognition January 2026 [RevRec {entry}]",
        "lines": (line("2100", "1234.50"), line("4000", "-1234.50", NORTH)),
        "status_note": "Ready to Post",
        "xero_status": "POSTED",
        "currency": "NZD",
    }
    fields |= changed
    wanted = Journal(JournalKey(entry), date(2026, 1, 31), fields["narration"], fields["lines"])
    return PlannedJournal(**{"wanted": wanted, **fields, "lines": tuple(map(shown, fields["lines"]))})


def refused(number: int = 4, **changed: Any) -> PlannedJournal:  # noqa: ANN401 - any field
    """Return a journal that no mapping fits, of which nothing is known but its id."""
    return journal(number, "rejected", **{**UNREAD, **changed})
