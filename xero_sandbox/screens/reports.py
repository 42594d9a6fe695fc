"""The reports on the ledger: the Journal Report of some days, and the Trial Balance at the end of one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from xero_sandbox.books.money import ZERO
from xero_sandbox.screens.manual_journals import SCREEN as JOURNAL
from xero_sandbox.screens.manual_journals import debits_and_credits, sides
from xero_sandbox.screens.markup import Column, Html, table, tag, together, way
from xero_sandbox.screens.page import Screen, UnusableError, View, part_of
from xero_sandbox.screens.sales import CREDIT_NOTES, INVOICES, opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

JOURNAL_REPORT, TRIAL_BALANCE = "/journal-report", "/trial-balance"
_SECTIONS = ("Revenue", "Expenses", "Assets", "Liabilities", "Equity")
_LINES = (
    Column("No."),
    Column("Date"),
    Column("From"),
    Column("Account"),
    Column("Description"),
    Column("Debit", number=True),
    Column("Credit", number=True),
)
_BALANCE = (
    Column("Code"),
    Column("Account"),
    Column("Debit of the month", number=True),
    Column("Credit of the month", number=True),
    Column("Debit, year to date", number=True),
    Column("Credit, year to date", number=True),
)
_SOURCES = {
    **INVOICES.types,
    **CREDIT_NOTES.types,
    "MANJOURNAL": "Manual journal",
    "ACCRECPAYMENT": "Payment received",
    "ACCPAYPAYMENT": "Payment made",
    "CASHREC": "Money received",
    "CASHPAID": "Money spent",
    "TRANSFER": "Transfer",
    "ARCREDITPAYMENT": "Refund of a credit note",
    "APCREDITPAYMENT": "Refund of a bill credit note",
    "ARPREPAYMENT": "Prepayment received",
    "APPREPAYMENT": "Prepayment made",
    "AROVERPAYMENT": "Overpayment received",
    "APOVERPAYMENT": "Overpayment made",
}
"""What posted a journal, as a person says it."""
_SUMS = ("Debit", "Credit", "YTDDebit", "YTDCredit")


def journal_report(view: View) -> Screen:
    """Return the ledger's journals from a day to a day, both included, in base currency. Raises UnusableError.

    Without days, of the month of the latest journal.
    """
    books = view.tenant.books
    last = view.day("to", books.latest_day() or view.now.date())
    first = view.day("from", last.replace(day=1))
    if first > last:
        raise UnusableError(f"from is {first}, which is after to, {last}.")
    found = books.journals_of(first, last)
    rows, ways = part_of(view, JOURNAL_REPORT, found)
    total = debits_and_credits([line for each in found for line in each["JournalLines"]], "NetAmount")
    shown = table(
        _LINES, [row for each in rows for row in _posted(each)], ("", "", "", "", f"{first} to {last}", *total)
    )
    form = _days(view, JOURNAL_REPORT, {"from": first, "to": last})
    told = tag("p", f"All amounts in {view.tenant.base_currency}.", class_="small")
    return Screen("Journal Report", together((form, told, ways, shown, ways)))


def trial_balance(view: View) -> Screen:
    """Return the balances at the end of a day, in base currency. Raises UnusableError."""
    on = view.day("on", view.now.date())
    rows = view.tenant.books.trial_balance(on)
    rows.sort(key=lambda row: (_place(row["Section"]), row["Code"], row["Name"]))
    tables = [
        together((tag("h2", section), table(_BALANCE, [_balance(row) for row in members])))
        for section, members in groupby(rows, key=lambda row: str(row["Section"]))
    ]
    total = ("", "Total", *(sum((row[side] for row in rows), ZERO) for side in _SUMS))
    form = _days(view, TRIAL_BALANCE, {"on": on})
    told = tag("p", f"As at {on}, all amounts in {view.tenant.base_currency}.", class_="small")
    return Screen("Trial Balance", together((form, told, *tables, tag("h2", "Total"), table(_BALANCE, [total]))))


def _posted(journal: Mapping[str, Any]) -> list[tuple[object, ...]]:
    return [
        (
            journal["JournalNumber"] if place == 0 else "",
            journal["JournalDate"] if place == 0 else "",
            _source(journal) if place == 0 else "",
            f"{line['AccountCode']} {line['AccountName']}".strip(),
            line.get("Description"),
            *sides(line["NetAmount"]),
        )
        for place, line in enumerate(journal["JournalLines"])
    ]


def _source(journal: Mapping[str, Any]) -> Html | str:
    identity, kind = journal["SourceID"], journal["SourceType"]
    label = f"{_SOURCES.get(kind, kind)} {journal.get('Reference') or ''}".strip()
    if kind in INVOICES.types:
        return opened(INVOICES, identity, label)
    if kind in CREDIT_NOTES.types:
        return opened(CREDIT_NOTES, identity, label)
    return way(label, JOURNAL, invoiceID=identity) if kind == "MANJOURNAL" else label


def _place(section: str) -> int:
    return _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS)


def _balance(row: Mapping[str, Any]) -> tuple[object, ...]:
    def or_nothing(amount: Decimal) -> Decimal | None:
        return amount or None

    return row["Code"], row["Name"], *(or_nothing(row[side]) for side in _SUMS)


def _days(view: View, path: str, days: Mapping[str, date]) -> Html:
    kept = tag("input", type="hidden", name="organisation", value=view.organisation) if view.organisation else ""
    asked = (
        tag("label", name, " ", tag("input", type="date", name=name, value=day.isoformat()))
        for name, day in days.items()
    )
    return tag("form", kept, *asked, tag("button", "Show"), action=path, method="get")
