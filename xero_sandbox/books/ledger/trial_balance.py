"""Reports from the ledger: the trial balance and the journals, both sums of the same postings."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from xero_sandbox.books.identifiers import derived_guid
from xero_sandbox.books.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from xero_sandbox.books.ledger.ledger import Entry, Posting
    from xero_sandbox.books.records import Record

_SECTIONS = {
    "ASSET": "Assets",
    "LIABILITY": "Liabilities",
    "EQUITY": "Equity",
    "EXPENSE": "Expenses",
    "REVENUE": "Revenue",
}
_INCOME_STATEMENT = ("REVENUE", "EXPENSE")


def trial_balance(
    entries: Iterable[Entry], organisation: Record, retained: Record, on: date, revalued: Iterable[Posting] = ()
) -> list[Record]:
    """Return one row per account with a balance or a movement, in chart order, base currency.

    Debit and Credit are the movement of the month of `on`; YTDDebit and YTDCredit the balance at `on`: from the
    start of the financial year for revenue and expenses, from the beginning for the others. Earlier results lie in
    Retained Earnings. Each pair of columns balances. What is `revalued` is on no entry and is added to the balances.
    """
    month_start, year_start = on.replace(day=1), _year_start(organisation, on)
    movement: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    balance: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    accounts: dict[str, Record] = {}
    for entry in entries:
        day = entry.transaction.on
        if day > on:
            continue
        for line in entry.transaction.postings:
            account = line.account
            if day < year_start and account["Class"] in _INCOME_STATEMENT:
                account = retained
            identifier = account["AccountID"]
            accounts[identifier] = account
            balance[identifier] += line.net
            if day >= month_start:
                movement[identifier] += line.net
    for line in revalued:
        accounts[line.account["AccountID"]] = line.account
        balance[line.account["AccountID"]] += line.net
    rows = [_row(accounts[key], movement[key], balance[key]) for key in accounts if movement[key] or balance[key]]
    return sorted(rows, key=lambda row: (row["Code"], row["Name"]))


def _row(account: Record, movement: Decimal, balance: Decimal) -> Record:
    return {
        "AccountID": account["AccountID"],
        "Code": account.get("Code", ""),
        "Name": account["Name"],
        "Class": account["Class"],
        "Section": _SECTIONS[account["Class"]],
        "Debit": max(movement, ZERO),
        "Credit": max(-movement, ZERO),
        "YTDDebit": max(balance, ZERO),
        "YTDCredit": max(-balance, ZERO),
    }


def _year_start(organisation: Record, on: date) -> date:
    month = organisation["FinancialYearEndMonth"] % 12 + 1
    start = date(on.year, month, 1)
    return start if start <= on else date(on.year - 1, month, 1)


def journal(entry: Entry, tax_rates: Mapping[str, Record]) -> Record:
    """Return the Journal record of an entry; its identifiers follow from its number and source."""
    transaction = entry.transaction
    return {
        "JournalID": derived_guid("journal", entry.number, transaction.source_id),
        "JournalDate": transaction.on,
        "JournalNumber": entry.number,
        "CreatedDateUTC": entry.at,
        "Reference": transaction.reference,
        "SourceID": transaction.source_id,
        "SourceType": transaction.source_type,
        "JournalLines": [
            _journal_line(derived_guid("line", entry.number, place, transaction.source_id), line, tax_rates)
            for place, line in enumerate(transaction.postings)
        ],
    }


def _journal_line(identifier: str, line: Posting, tax_rates: Mapping[str, Record]) -> Record:
    account = line.account
    record: Record = {
        "JournalLineID": identifier,
        "AccountID": account["AccountID"],
        "AccountCode": account.get("Code", ""),
        "AccountType": account["Type"],
        "AccountName": account["Name"],
        "Description": line.description,
        "NetAmount": line.net,
        "GrossAmount": line.net + line.tax,
        "TaxAmount": line.tax,
        "TrackingCategories": list(line.tracking),
    }
    if line.tax_type:
        record |= {"TaxType": line.tax_type, "TaxName": tax_rates[line.tax_type]["Name"]}
    return record
