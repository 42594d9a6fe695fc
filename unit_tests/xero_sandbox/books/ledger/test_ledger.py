"""The general ledger: balanced entries, corrected only by reversal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from xero_sandbox.books.ledger.ledger import Ledger, Posting, Transaction

AT = datetime(2026, 1, 1, tzinfo=UTC)
SALES, BANK = {"AccountID": "sales"}, {"AccountID": "bank"}


def sale(amount: str = "5.00", source: str = "x") -> Transaction:
    """Return money for a sale."""
    postings = (Posting(BANK, Decimal(amount)), Posting(SALES, -Decimal(amount), Decimal("-0.50")))
    return Transaction(source, "ACCREC", date(2026, 1, 1), "INV-1", postings)


def test_an_unbalanced_entry_never_reaches_the_ledger() -> None:
    """The ledger itself holds the rule, whoever posts."""
    one = Transaction("x", "MANJOURNAL", date(2026, 1, 1), "", (Posting(BANK, Decimal("0.01")),))

    with pytest.raises(ValueError, match=r"out of balance by 0\.01"):
        Ledger().post(one, AT)


def test_a_source_is_posted_once_at_a_time() -> None:
    """After a reversal it can be posted again."""
    ledger = Ledger()
    ledger.post(sale(), AT)
    with pytest.raises(ValueError, match="ACCREC x is posted already"):
        ledger.post(sale(), AT)
    ledger.reverse("x", AT)
    ledger.post(sale("7.00"), AT)

    assert [entry.number for entry in ledger.entries()] == [1, 2, 3]
    assert [entry.transaction.net_on(BANK) for entry in ledger.entries()] == [5, -5, 7]


def test_what_posts_nothing_takes_no_number() -> None:
    """Neither does taking back what was never posted."""
    ledger = Ledger()
    ledger.post(Transaction("x", "ACCREC", date(2026, 1, 1), "", ()), AT)
    ledger.reverse("y", AT)

    assert list(ledger.entries()) == []
    assert ledger.live("x") is None


def test_a_reversal_turns_every_sign() -> None:
    """Net and tax."""
    reversed_ = Posting(SALES, Decimal("5.00"), Decimal("0.75"), "OUTPUT2", "Pro").reversed()

    assert (reversed_.net, reversed_.tax, reversed_.description) == (Decimal("-5.00"), Decimal("-0.75"), "Pro")


def test_a_deferred_entry_is_built_once_when_somebody_looks() -> None:
    """It has kept its number; entries can be read from any number on."""
    ledger, built = Ledger(), []

    def build(record: dict[str, str]) -> Transaction:
        built.append(record["InvoiceID"])
        return sale(source=record["InvoiceID"])

    ledger.defer("late", build, {"InvoiceID": "late"}, AT)
    ledger.post(sale(), AT)
    assert built == []

    assert [entry.transaction.source_id for entry in ledger.entries()] == ["late", "x"]
    assert [entry.number for entry in ledger.entries(after=1)] == [2]
    assert ledger.live("late") is not None
    assert built == ["late"]
