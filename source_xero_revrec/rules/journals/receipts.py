"""What the destination's receipts say should stand in Xero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revrec_journals.receipt import PostingStatus
from source_xero_revrec.rules.journals.balances import Position, SentEntry, balances, tracking_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from decimal import Decimal

    from revrec_journals.receipt import Receipt

_PLANNED = "would_"
_HELD_BACK = "held_back"
_NOTHING = "nothing_to_post"
_ENDED = frozenset({"VOIDED", "DELETED", "ARCHIVED"})


def sent_by_receipts(receipts: Iterable[Receipt]) -> dict[str, list[SentEntry]]:
    """Return the entries that were sent to each organisation, by its Xero id, each as its latest posting left it.

    A dry run, an entry that was held back and a posting without success say nothing about Xero. An entry that was left
    voided there, and one with nothing to post, is expected with nothing.
    """
    latest: dict[tuple[str, str], tuple[datetime, SentEntry]] = {}
    for receipt in receipts:
        if _is_posting(receipt):
            key = receipt.tenant_id, receipt.journal_entry_id
            if key not in latest or receipt.made_at >= latest[key][0]:
                latest[key] = receipt.made_at, SentEntry(receipt.journal_entry_id, balances(_amounts(receipt)))
    sent: dict[str, list[SentEntry]] = {}
    for (tenant_id, _), (_, entry) in latest.items():
        sent.setdefault(tenant_id, []).append(entry)
    return sent


def _is_posting(receipt: Receipt) -> bool:
    planned = receipt.action.startswith(_PLANNED) or receipt.action == _HELD_BACK
    return receipt.status is PostingStatus.SUCCESS and not planned


def _amounts(receipt: Receipt) -> Iterator[tuple[Position, Decimal]]:
    if receipt.action == _NOTHING or receipt.manual_journal_status in _ENDED:
        return
    for each in receipt.totals:
        place = Position(f"{receipt.date:%Y-%m}", each.account_code, tracking_text(each.tracking), receipt.currency)
        yield place, each.debit
        yield place, -each.credit
