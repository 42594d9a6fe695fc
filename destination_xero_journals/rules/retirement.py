"""What proves that a journal in Xero is one that this program took back: a digest of it in its own mark.

A copy of such a journal has another id, and one that a person edited has another content: neither fits its mark.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from revrec_journals.key import UnusableId, proof_in

if TYPE_CHECKING:
    from destination_xero_journals.rules.journal import HeldJournal, PostingLine

_DIGITS = 32


def retired(wrong: HeldJournal) -> HeldJournal | None:
    """Return a journal with its mark changed to one that says and proves that it was taken back.

    None where its narration does not bear its mark, so that there is nothing to change.
    """
    try:
        mark = wrong.key.mark()
    except UnusableId:
        return None
    if mark not in wrong.narration:
        return None
    proof = _digest(wrong, wrong.narration.replace(mark, ""))
    return replace(wrong, narration=wrong.narration.replace(mark, wrong.key.taken_back_mark(proof)))


def is_ours_to_void(found: HeldJournal) -> bool:
    """Tell whether a journal that says it was taken back is the very one, unchanged since."""
    proof = proof_in(found.narration)
    try:
        mark = found.key.taken_back_mark(proof)
    except UnusableId:
        return False
    return bool(proof) and _digest(found, found.narration.replace(mark, "")) == proof


def _digest(journal: HeldJournal, text: str) -> str:
    content = {
        "id": journal.manual_journal_id,
        "entry": journal.key.journal_entry_id,
        "correction": journal.key.correction,
        "status": journal.status,
        "date": journal.date.isoformat(),
        "cash_basis": journal.show_on_cash_basis,
        "text": text.split(),
        "lines": sorted(map(_line, journal.lines)),
    }
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:_DIGITS]


def _line(line: PostingLine) -> list[str]:
    account, tags, tax = line.place
    options = [text for tag in tags for text in tag]
    # White space is Xero's to change.
    return [account, format(line.amount.normalize(), "f"), tax, str(len(options)), *options, *line.description.split()]
