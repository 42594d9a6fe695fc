"""The chart of accounts of a new organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from xero_sandbox.books.records import Record

_CLASS = {
    "BANK": "ASSET", "CURRENT": "ASSET", "FIXED": "ASSET", "INVENTORY": "ASSET", "PREPAYMENT": "ASSET",
    "CURRLIAB": "LIABILITY", "TERMLIAB": "LIABILITY", "EQUITY": "EQUITY",
    "DIRECTCOSTS": "EXPENSE", "EXPENSE": "EXPENSE", "OVERHEADS": "EXPENSE", "DEPRECIATN": "EXPENSE",
    "REVENUE": "REVENUE", "SALES": "REVENUE", "OTHERINCOME": "REVENUE",
}  # fmt: skip

# Code, Name, Type, tax (O output, I input, N none), SystemAccount
_CHART = """
090|Business Bank Account|BANK|N|
091|Business Savings Account|BANK|N|
200|Sales|REVENUE|O|
210|Subscription Revenue|REVENUE|O|
260|Other Revenue|REVENUE|O|
270|Interest Income|REVENUE|N|
300|Purchases|DIRECTCOSTS|I|
310|Cost of Goods Sold|DIRECTCOSTS|I|
400|Advertising|EXPENSE|I|
404|Bank Fees|EXPENSE|N|
408|Cleaning|EXPENSE|I|
412|Consulting & Accounting|EXPENSE|I|
416|Depreciation|EXPENSE|N|
420|Entertainment|EXPENSE|I|
425|Freight & Courier|EXPENSE|I|
429|General Expenses|EXPENSE|I|
433|Insurance|EXPENSE|I|
437|Interest Expense|EXPENSE|N|
441|Legal expenses|EXPENSE|I|
445|Light, Power, Heating|EXPENSE|I|
449|Motor Vehicle Expenses|EXPENSE|I|
453|Office Expenses|EXPENSE|I|
461|Printing & Stationery|EXPENSE|I|
469|Rent|EXPENSE|I|
473|Repairs and Maintenance|EXPENSE|I|
477|Wages and Salaries|EXPENSE|N|
478|Superannuation|EXPENSE|N|
485|Subscriptions|EXPENSE|I|
489|Telephone & Internet|EXPENSE|I|
493|Travel - National|EXPENSE|I|
494|Travel - International|EXPENSE|N|
497|Bank Revaluations|EXPENSE|N|BANKCURRENCYGAIN
498|Unrealised Currency Gains|EXPENSE|N|UNREALISEDCURRENCYGAIN
499|Realised Currency Gains|EXPENSE|N|REALISEDCURRENCYGAIN
505|Income Tax Expense|EXPENSE|N|
610|Accounts Receivable|CURRENT|N|DEBTORS
620|Prepayments|CURRENT|N|
630|Inventory|INVENTORY|N|
710|Office Equipment|FIXED|I|
711|Less Accumulated Depreciation on Office Equipment|FIXED|N|
720|Computer Equipment|FIXED|I|
721|Less Accumulated Depreciation on Computer Equipment|FIXED|N|
800|Accounts Payable|CURRLIAB|N|CREDITORS
801|Unpaid Expense Claims|CURRLIAB|N|UNPAIDEXPCLM
820|GST|CURRLIAB|N|GST
825|Employee Tax Payable|CURRLIAB|N|
826|Superannuation Payable|CURRLIAB|N|
830|Income Tax Payable|CURRLIAB|N|
835|Revenue Received in Advance|CURRLIAB|N|
840|Historical Adjustment|CURRLIAB|N|HISTORICAL
850|Suspense|CURRLIAB|N|
855|Clearing Account|CURRLIAB|N|
860|Rounding|CURRLIAB|N|ROUNDING
877|Tracking Transfers|CURRLIAB|N|TRACKINGTRANSFERS
880|Owner A Drawings|CURRLIAB|N|
881|Owner A Funds Introduced|CURRLIAB|N|
900|Loan|TERMLIAB|N|
960|Retained Earnings|EQUITY|N|RETAINEDEARNINGS
970|Owner A Share Capital|EQUITY|N|
"""

_PAYMENTS_ENABLED = {"855", "880", "881"}
_BANK_NUMBERS = {"090": "0602008745785", "091": "0602008745700"}
_TAX_TYPES = {"O": "OUTPUT2", "I": "INPUT2", "N": "NONE"}


def accounts(new_id: Callable[[], str], base_currency: str, at: datetime, tax_name: str) -> list[Record]:
    """Return the account records; the savings account has no Code, as bank accounts in Xero may."""
    made = []
    for row in _CHART.strip().splitlines():
        code, name, kind, tax, system = row.split("|")
        record = account(new_id(), code, tax_name if system == "GST" else name, kind, at, tax=tax, system=system)
        if kind == "BANK":
            record |= {"BankAccountNumber": _BANK_NUMBERS[code], "BankAccountType": "BANK"}
            record["CurrencyCode"] = base_currency
            if code == "091":
                del record["Code"]
        made.append(record)
    return made


def account(
    account_id: str, code: str, name: str, kind: str, at: datetime, *, tax: str = "N", system: str = ""
) -> Record:
    """Return an account of a Type; `tax` is O for output, I for input and N for none, `system` its SystemAccount.

    Raises BooksError for a Type that Xero does not have.
    """
    if kind not in _CLASS:
        raise BooksError(f"'{kind}' is not a type of account.")
    record: Record = {
        "AccountID": account_id,
        "Code": code,
        "Name": name,
        "Status": "ACTIVE",
        "Type": kind,
        "TaxType": _TAX_TYPES[tax],
        "Class": _CLASS[kind],
        "EnablePaymentsToAccount": code in _PAYMENTS_ENABLED,
        "ShowInExpenseClaims": kind == "EXPENSE" and not system,
        "ReportingCode": {"ASSET": "ASS", "LIABILITY": "LIA", "EQUITY": "EQU", "EXPENSE": "EXP", "REVENUE": "REV"}[
            _CLASS[kind]
        ],
        "HasAttachments": False,
        "AddToWatchlist": code == "200",
        "UpdatedDateUTC": at,
    }
    if system:
        record["SystemAccount"] = system
    return record
