"""Journal entries as they were sent, and journals as Xero holds them, in a few words."""

from __future__ import annotations

from decimal import Decimal

from revrec_journals.key import JournalKey
from source_xero_revrec.rules.journals.balances import Balances, FoundJournal, Position, SentEntry, balances


def on(account: str, amount: str, *, month: str = "2026-01", tracking: str = "") -> tuple[Position, Decimal]:
    """Return a signed amount in NZD, debit positive, on an account."""
    return Position(month, account, tracking, "NZD"), Decimal(amount)


def revenue(amount: str = "100.00", *, month: str = "2026-01", tracking: str = "") -> Balances:
    """Return what recognises revenue: a debit to deferred revenue (840) and a credit to sales (200)."""
    return balances(
        [on("840", amount, month=month, tracking=tracking), on("200", f"-{amount}", month=month, tracking=tracking)]
    )


def sent(entry_id: str = "JE-1", posted: Balances | None = None) -> SentEntry:
    """Return an entry that was sent, of a hundred dollars unless told otherwise."""
    return SentEntry(entry_id, revenue() if posted is None else posted)


def found(
    entry_id: str = "JE-1",
    held: Balances | None = None,
    *,
    correction: int = 0,
    status: str = "POSTED",
    journal_id: str = "",
) -> FoundJournal:
    """Return a journal that Xero holds, of a hundred dollars unless told otherwise."""
    return FoundJournal(
        journal_id or f"{entry_id}/{correction}",
        JournalKey(entry_id, correction),
        status,
        revenue() if held is None else held,
    )
