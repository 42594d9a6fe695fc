"""The text of a journal in Xero: the template filled in, and always the journal's key at its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from revrec_journals.entry import EntryLine
    from revrec_journals.key import JournalKey

LONGEST = 4_000
"""Characters of a narration at most; our choice, as Xero states no limit."""
PLACEHOLDERS = ("journal_entry_id", "period", "date", "organisation", "description", "narration")
_KNOWN = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_BRACED = re.compile(r"\{[^{}]*\}|[{}]")
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")
_REVERSED_BY_HAND = "Reversal:"
# Room for what may have to be added: the longer mark of a correction, and the note that the date was moved.
_LONGER_MARK = len("(RevRec date 2026-01-31, moved to 2026-02-01) ") + len(
    " correction 9999 taken back 0123456789abcdef0123456789abcdef"
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def narrate(template: str, *, key: JournalKey, date: date, organisation: str, first: EntryLine) -> str:
    """Return a journal's narration, which ends with its key's mark; raises UnusableId.

    `date` gives the period, for example January 2026; `first` is the entry's first line. A text that is too long is cut
    before the mark.
    """
    filled = {
        "journal_entry_id": key.journal_entry_id,
        "period": period_name(date),
        "date": date.isoformat(),
        "organisation": organisation,
        "description": first.description,
        "narration": first.narration,
    }
    text = _NOT_PRINTED.sub(" ", _KNOWN.sub(lambda match: filled[match[1]], template)).strip()
    if text.startswith(_REVERSED_BY_HAND):
        # Such a journal would be taken for a person's reversal of it, and posted again.
        text = f"RevRec: {text}"
    mark = key.mark()
    text = text[: LONGEST - _LONGER_MARK - len(mark) - 1].rstrip()
    return f"{text} {mark}" if text else mark


def unknown_placeholders(template: str) -> list[str]:
    """Return what a template has in braces that nothing fills in, and every brace without its other half."""
    return [*dict.fromkeys(braced for braced in _BRACED.findall(template) if not _KNOWN.fullmatch(braced))]


def period_name(day: date) -> str:
    """Return the accounting period of a day, for example January 2026, in English whatever the machine's locale is."""
    return f"{_MONTHS[day.month - 1]} {day.year}"
