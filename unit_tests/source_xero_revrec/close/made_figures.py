"""Records of the streams, as a close meets them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from source_xero_revrec.close.figures import Figures
from unit_tests.source_xero_revrec.rules.recognition.made_lines import line, positions

Record = dict[str, Any]


def scheduled(recognised: str, deferred: str) -> Record:
    """Return a line of the month's schedule."""
    return {
        "document_number": "INV-1",
        "document_date": date(2026, 1, 5),
        "recognised_home_amount": Decimal(recognised),
        "deferred_home_amount": Decimal(deferred),
    }


def held(period: str, amount: str, home: str | None, reason: str = "no_period") -> Record:
    """Return a line that is held."""
    known = {"billed_amount": Decimal(amount), "held_reason": reason, "document_number": "INV-2", "period": period}
    return {**known, "billed_home_amount": None if home is None else Decimal(home)}


def entry(key: str, kind: str, period: str, side: str, amount: str, *, status: str = "Closed") -> Record:
    """Return a line of a journal entry."""
    return {
        "organisation": "Demo Company",
        "journal_entry_id": key,
        "kind": kind,
        "period": period,
        "transaction_date": f"{period}-28",
        "account_number": "835",
        "posting_type": side,
        "amount": Decimal(amount),
        "period_status": status,
    }


def balance(period: str, closing: str, **tie: str) -> Record:
    """Return a row of the roll-forward, tied where a tie is given."""
    held_against = {"tie_status": tie.pop("status", "Ties"), "unnamed_home_amount": Decimal(tie.pop("unnamed", "0"))}
    opening = Decimal(tie.pop("opening", "0"))
    named = {name: Decimal(value) for name, value in tie.items()}
    return {
        "opening_home_amount": opening,
        "account_code": "835",
        "period": period,
        "home_currency": "NZD",
        "currency": "NZD",
        "schedule_home_balance": Decimal(closing),
        "ledger_home_balance": Decimal(closing),
        "closing_home_amount": Decimal(closing),
        **(held_against | named if tie or named or closing == "1100" else {}),
    }


def revenue(account: str, recognised: str, **tie: str) -> Record:
    """Return January of a revenue account, tied to a ledger that has just this and what is named."""
    unnamed, named = Decimal(tie.pop("unnamed", "0")), {name: Decimal(value) for name, value in tie.items()}
    return {
        "account_code": account,
        "account_name": "Sales",
        "period": "2026-01",
        "home_currency": "NZD",
        "recognised_home_amount": Decimal(recognised),
        "prior_period_home_amount": Decimal(0),
        "other_home_amount": Decimal(0),
        "ledger_home_movement": Decimal(recognised) + sum(named.values()) + unnamed,
        **named,
        "unnamed_home_amount": unnamed,
        "tie_status": "Does not tie" if unnamed else "Ties",
    }


def change(reason: str, account: str, amount: str, **fields: Any) -> Record:  # noqa: ANN401
    """Return what January makes up for."""
    known = {"period": "2026-01", "document_number": "INV-1", "order_item_number": "1", "before": "", "after": ""}
    return {**known, "reason": reason, "account_code": account, "home_amount": Decimal(amount), **fields}


def january() -> Figures:
    """Return the figures of a January with 1,200.00 billed for the year."""
    figures = Figures("2026-01", currency="NZD")
    figures.take(positions([[line(120_000, "2026-01-05", "2026-01-01", "2026-12-31")]]))
    figures.add("journal_entries", entry("REV-2026-01-RELEASE", "RELEASE", "2026-01", "Debit", "100"))
    figures.add("deferred_revenue", balance("2026-01", "1100", journals_not_posted_home_amount="-1100"))
    return figures
