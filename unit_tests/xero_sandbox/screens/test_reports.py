"""The reports on the ledger are the ledger, to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from unit_tests.xero_sandbox.screens.made_view import rows, view
from xero_sandbox.screens.page import UnusableError
from xero_sandbox.screens.reports import journal_report, trial_balance


def amount(text: str) -> Decimal:
    """Return what a cell says."""
    return Decimal(text.replace(",", "") or 0)


def test_the_journal_report_has_the_journals_of_its_days_and_balances() -> None:
    """Both days are included; each line is a debit or a credit."""
    days = date(2025, 1, 1), date(2025, 1, 31)
    first, last = (day.isoformat() for day in days)
    _, *lines, total = rows(journal_report(view(**{"from": first, "to": last})).body)
    lines = [row for row in lines if len(row) == 7]
    found = [each for each in view().tenant.books.journals() if days[0] <= each["JournalDate"] <= days[1]]

    assert {row[0] for row in lines} - {""} == {f"{each['JournalNumber']:,}" for each in found}
    assert len(lines) == sum(len(each["JournalLines"]) for each in found)
    assert total[5] == total[6] == f"{sum(amount(row[5]) for row in lines):,.2f}"
    assert "Invoice INV-0001" in [row[2] for row in lines]


def test_what_posted_a_journal_is_said_in_words_and_leads_there() -> None:
    """Of every kind that the demo company has."""
    body = journal_report(view(**{"from": "2025-01-01", "to": "2026-12-31", "page": "1"})).body
    sources = {row[2] for row in rows(body) if len(row) == 7} - {"", "From"}

    assert not [source for source in sources if source.split()[0].isupper()]
    assert '<a href="/AccountsReceivable/View.aspx?InvoiceID=' in body
    journals = journal_report(view(**{"from": "2025-03-31", "to": "2025-03-31"})).body
    assert '<a href="/Journal/View.aspx?invoiceID=' in journals
    assert "Manual journal" in journals


def test_a_journal_report_without_days_is_of_the_latest_month() -> None:
    """There is something to see at once."""
    latest = max(each["JournalDate"] for each in view().tenant.books.journals())

    assert f'value="{latest.replace(day=1)}"' in journal_report(view()).body


def test_days_that_end_before_they_begin_are_told() -> None:
    """With both of them."""
    with pytest.raises(UnusableError, match="from is 2026-02-01, which is after to, 2026-01-31"):
        journal_report(view(**{"from": "2026-02-01", "to": "2026-01-31"}))


@pytest.mark.parametrize("on", ["2025-01-31", "2026-06-30"])
def test_the_trial_balance_is_the_books_and_balances(on: str) -> None:
    """Each account with its own balance, and the total of all."""
    expected = {row["Name"]: row for row in view().tenant.books.trial_balance(date.fromisoformat(on))}
    found = [row for row in rows(trial_balance(view(on=on)).body) if row[0] != "Code"]
    *accounts, total = found

    assert {row[1]: amount(row[4]) - amount(row[5]) for row in accounts} == {
        name: row["YTDDebit"] - row["YTDCredit"] for name, row in expected.items()
    }
    assert total[2] == total[3]
    assert total[4] == total[5] != "0.00"
