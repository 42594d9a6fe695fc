"""An organisation in NZD that recognises here: a few records behind the client's one method."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from source_xero_revrec.recognition.settings import Here
from xero_api.client import Answer

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
Record = dict[str, Any]


def dated(day: date) -> str:
    """Return a day as Xero writes it."""
    return f"/Date({int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())}000+0000)/"


def here(**answers: Any) -> Here:  # noqa: ANN401
    """Return the form's answers, closed through January 2026 unless said otherwise."""
    known = {
        "recognised_by": "here",
        "deferred_account": "835",
        "closing": {"closing": "through", "period": "2026-01"},
    }
    return Here.model_validate({**known, **answers})


def account(code: str, name: str, account_class: str, **fields: str) -> Record:
    """Return an account of the chart."""
    return {"AccountID": f"id-{code}", "Code": code, "Name": name, "Type": "X", "Class": account_class, **fields}


CHART = [account("200", "Sales", "REVENUE"), account("835", "Deferred", "LIABILITY")]


class FakeXero:
    """Answers what recognition asks; `asked` has each path in order."""

    def __init__(self, *documents: Record, journals: tuple[Record, ...] = (), balance: str = "0.00") -> None:
        """Hold invoices and journals; 835 has this balance, credits positive, at the end of every day."""
        self.asked: list[str] = []
        self.records = {
            "Invoices": [*documents],
            "CreditNotes": [],
            "ManualJournals": [*journals],
            "Accounts": CHART,
            "TrackingCategories": [
                {
                    "TrackingCategoryID": "region",
                    "Name": "Region",
                    "Options": [{"TrackingOptionID": "north", "Name": "North"}],
                }
            ],
            "Organisation": [
                {"OrganisationID": "tenant-1", "Name": "Demo Company", "BaseCurrency": "NZD", "CountryCode": "NZ"}
            ],
        }
        self._balance = balance

    def get(self, path: str, **_: object) -> Answer:
        """Answer a call."""
        self.asked.append(path)
        if path == "Reports/TrialBalance":
            cells = [{"Value": "Deferred (835)", "Attributes": [{"Id": "account", "Value": "id-835"}]}]
            cells += [{"Value": value} for value in ("", "", "", self._balance)]
            section = {"RowType": "Section", "Title": "Liabilities", "Rows": [{"RowType": "Row", "Cells": cells}]}
            return Answer({"Reports": [{"Rows": [section]}]}, NOW)
        found = self.records[path]
        counts = {"page": 1, "pageSize": 1000, "pageCount": 1, "itemCount": len(found)}
        return Answer({"Organisations" if path == "Organisation" else path: found, "pagination": counts}, NOW)


def invoice(number: int, amount: str, text: str, **fields: Any) -> Record:  # noqa: ANN401
    """Return an approved invoice of one line of 5 January 2026, coded to sales."""
    line = {"Description": text, "Quantity": Decimal(1), "LineAmount": Decimal(amount), "AccountCode": "200"}
    known = {
        "InvoiceID": f"invoice-{number}",
        "InvoiceNumber": f"INV-{number}",
        "Type": "ACCREC",
        "Status": "AUTHORISED",
        "Contact": {"ContactID": "contact-1", "Name": "Boom FM"},
        "Date": dated(date(2026, 1, 5)),
        "CurrencyCode": "NZD",
        "LineAmountTypes": "NoTax",
        "SubTotal": Decimal(amount),
        "Total": Decimal(amount),
        "UpdatedDateUTC": dated(date(2026, 1, 5)),
        "LineItems": [line],
    }
    return {**known, **fields}


def journal(key: str, *lines: tuple[str, str], status: str = "POSTED") -> Record:
    """Return a manual journal of 31 January 2026 with account and amount of each line, debits positive."""
    return {
        "ManualJournalID": f"journal-{key}",
        "Narration": f"Recognised [RevRec {key}]",
        "Date": dated(date(2026, 1, 31)),
        "Status": status,
        "UpdatedDateUTC": dated(date(2026, 2, 1)),
        "JournalLines": [{"AccountCode": code, "LineAmount": Decimal(amount)} for code, amount in lines],
    }
