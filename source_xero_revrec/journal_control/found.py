"""Manual journals of Xero whose narration bears the key of a RevRec journal entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from revrec_journals.keyed import account_of, keyed_journals, net
from source_xero_revrec.rules.journals.balances import FoundJournal, Position, balances, tracking_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from xero_api.models import ManualJournal


def found_journals(journals: Iterable[dict[str, Any]], base_currency: str) -> list[FoundJournal]:
    """Return the journals with a key, each as it was met last; amounts are in the base currency (ISO 4217)."""
    return [
        FoundJournal(
            keyed.journal.manual_journal_id,
            keyed.key,
            keyed.journal.status,
            balances(_amounts(keyed.journal, base_currency)),
        )
        for keyed in keyed_journals(journals)
    ]


def _amounts(journal: ManualJournal, currency: str) -> Iterator[tuple[Position, Decimal]]:
    for line in journal.lines:
        options = tracking_text({each.category: each.option for each in line.tracking})
        yield Position(f"{journal.date:%Y-%m}", account_of(line), options, currency), net(journal, line)
