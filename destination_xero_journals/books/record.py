"""A manual journal of Xero's JSON as one that is held under a key of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from destination_xero_journals.rules.journal import HeldJournal, PostingLine, Tag
from revrec_journals.keyed import KeyedJournal, keyed_journal
from xero_api.money import ZERO
from xero_api.unreadable import read_manual_journal

if TYPE_CHECKING:
    from typing import Any

    from revrec_journals.key import JournalKey
    from xero_api.models import JournalLine, ManualJournal


def held_journal(record: dict[str, Any], *, plain: bool = False) -> HeldJournal | None:
    """Return a manual journal of Xero's JSON that bears a key; None for every other one. Raises WalkIncomplete.

    `plain` tells that it is from an answer of plain texts and amounts.
    """
    keyed = keyed_journal(record, plain=plain)
    return None if keyed is None else _held(keyed, record)


def as_held(record: dict[str, Any], key: JournalKey, *, plain: bool = False) -> HeldJournal:
    """Return a manual journal of Xero's JSON under a key, as `held_journal` does. Raises WalkIncomplete."""
    return _held(KeyedJournal(key, read_manual_journal(record, plain=plain)), record)


def _held(keyed: KeyedJournal, record: dict[str, Any]) -> HeldJournal:
    journal = keyed.journal
    lines = tuple(
        PostingLine(
            line.account_id,
            line.account_code,
            line.line_amount,
            line.description,
            _tags(line) if line.tracking else (),
            line.tax_type,
        )
        for line in journal.lines
    )
    return HeldJournal(
        journal.manual_journal_id,
        keyed.key,
        journal.status,
        journal.date,
        journal.narration,
        lines,
        journal.show_on_cash_basis,
        str(record.get("UpdatedDateUTC", "")),
        _is_balanced(journal),
    )


def _is_balanced(journal: ManualJournal) -> bool:
    net = sum((line.line_amount for line in journal.lines), ZERO)
    return not net or not net + sum((line.tax_amount for line in journal.lines), ZERO)


def _tags(line: JournalLine) -> tuple[Tag, ...]:
    return tuple(
        sorted(
            Tag(element.category_id, element.option_id, element.category, element.option) for element in line.tracking
        )
    )
