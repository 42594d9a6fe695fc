"""Manual journals of Xero whose narration bears the key of a RevRec journal entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from revrec_journals.key import JournalKey
from source_xero_revrec.rules.journals.balances import FoundJournal, Position, balances, tracking_text
from xero_api.unreadable import read_manual_journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from xero_api.models import ManualJournal


def found_journals(journals: Iterable[dict[str, Any]], base_currency: str) -> list[FoundJournal]:
    """Return the journals with a key, each as it was met last; amounts are in the base currency (ISO 4217)."""
    found: dict[str, FoundJournal] = {}
    for journal in journals:
        found.pop(journal["ManualJournalID"], None)
        key = JournalKey.found_in(journal.get("Narration") or "")
        if key:
            read = read_manual_journal(journal)
            sums = balances(_amounts(read, base_currency))
            found[read.manual_journal_id] = FoundJournal(read.manual_journal_id, key, read.status, sums)
    return list(found.values())


def _amounts(journal: ManualJournal, currency: str) -> Iterator[tuple[Position, Decimal]]:
    for line in journal.lines:
        options = tracking_text({each.category: each.option for each in line.tracking})
        place = Position(f"{journal.date:%Y-%m}", line.account_code or line.account_id, options, currency)
        # A person may have given a line tax, which goes to another account.
        yield place, line.line_amount - (line.tax_amount if journal.line_amount_types == "Inclusive" else 0)
