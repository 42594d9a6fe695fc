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
        """Hold invoices and journals; 835 has this balance, credits positive, at the end of every day.

        What they put on 200 is its movement in their month.
        """
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

    def get(self, path: str, **asked: Any) -> Answer:  # noqa: ANN401 - as the client takes it
        """Answer a call."""
        self.asked.append(path)
        if path == "Reports/TrialBalance":
            month = str(asked["params"]["date"])[:7]
            rows = [_row("Deferred", "835", "", self._balance), _row("Sales", "200", str(self._sales(month)), "")]
            return Answer({"Reports": [{"Rows": [{"RowType": "Section", "Title": "", "Rows": rows}]}]}, NOW)
        found = self.records[path]
        counts = {"page": 1, "pageSize": 1000, "pageCount": 1, "itemCount": len(found)}
        return Answer({"Organisations" if path == "Organisation" else path: found, "pagination": counts}, NOW)

    def _sales(self, month: str) -> Decimal:
        if month != "2026-01":
            return Decimal(0)
        booked = [line for each in self.records["Invoices"] for line in each["LineItems"]]
        posted = [line for each in self.records["ManualJournals"] for line in each["JournalLines"]]
        return _on_sales(booked) - _on_sales(posted)


def _on_sales(lines: list[Record]) -> Decimal:
    return sum((line["LineAmount"] for line in lines if line.get("AccountCode") == "200"), Decimal(0))


def _row(name: str, code: str, credit: str, balance: str) -> Record:
    about = {"Value": f"{name} ({code})", "Attributes": [{"Id": "account", "Value": f"id-{code}"}]}
    return {"RowType": "Row", "Cells": [about, *({"Value": value} for value in ("", credit, "", balance))]}


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
        "TotalTax": Decimal(0),
        "Total": Decimal(amount),
        "AmountDue": Decimal(amount),
        "AmountPaid": Decimal(0),
        "AmountCredited": Decimal(0),
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
