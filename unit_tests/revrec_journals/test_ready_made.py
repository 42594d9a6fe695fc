"""The headings that other programs give their files are recognised by the layout of their name, and by no other."""

from __future__ import annotations

import pytest

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.ready_made import READY_MADE

HEADINGS = {
    "revrec": "Transaction Date,Journal Entry Id,Account Number,Account Name,Posting Type,Amount,Description,Currency",
    "xero_import": "*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount,TrackingName1,TrackingOption1,"
    "TrackingName2,TrackingOption2",
    "quickbooks": "*JournalNo,*JournalDate,*AccountName,*Debits,*Credits,Description,Name,Currency,Location,Class",
    "netsuite": "External ID,Date,Memo,Account,Debit,Credit,Line Memo,Department,Class,Location",
    "zuora": "Date,Journal Entry,Accounting Code,Debit,Credit",
    "stripe": "accounting_period,currency,debit,credit,amount",
}


@pytest.mark.parametrize("name", READY_MADE)
def test_a_programs_heading_is_recognised_by_its_layout_alone(name: str) -> None:
    """Lines below it could be read."""
    heading = HEADINGS[name].split(",")
    fitting = {
        each
        for each, layout in READY_MADE.items()
        if not Columns(ColumnSettings(layout=layout)).recognise(heading).problems
    }

    assert fitting == {name}


@pytest.mark.parametrize("name", ["xero_import", "quickbooks", "netsuite", "zuora", "stripe"])
def test_who_left_the_form_alone_is_told_which_layout_fits(name: str) -> None:
    """The remedy is one word of the configuration."""
    problems = Columns(ColumnSettings()).recognise(HEADINGS[name].split(",")).problems

    assert {problem.fix for problem in problems} == {
        f"Say in `format` that this is {name} (ready_made), whose columns these are"
    }


def test_what_a_column_is_called_otherwise_is_said_beside_the_layout() -> None:
    """`columns` counts before the layout's names; two names of one column are ambiguous."""
    quickbooks = READY_MADE["quickbooks"]
    said = Columns(ColumnSettings(renamed=(("Journal Entry Id", "Ref"),), layout=quickbooks))
    heading = ["Ref", "JournalDate", "Account", "Debit", "Credits"]

    assert said.recognise(heading).columns["Journal Entry Id"] == "Ref"
    (problem,) = said.recognise([*heading, "Debits"]).problems
    assert (problem.code, problem.found) == ("COLUMN_AMBIGUOUS", "Debits, Debit")


CALLED = {
    "xero_import": {
        "Date": "Transaction Date", "Account Code": "Account Number", "Tax Rate": "Tax Rate", "Tax Type": "Tax Rate",
        "Narration": "Journal Entry Id",
    },
    "quickbooks": {
        "Journal Date": "Transaction Date", "Journal No": "Journal Entry Id", "Account Name": "Account Name",
        "Account": "Account Name", "Debits": "Debit", "Debit": "Debit", "Credits": "Credit", "Credit": "Credit",
        "Narration": "Narration", "Memo": "Narration",
    },
    "netsuite": {
        "Date": "Transaction Date", "Tran Date": "Transaction Date", "External ID": "Journal Entry Id",
        "Tran ID": "Journal Entry Id", "Account Name": "Account Name", "Account": "Account Name",
        "Narration": "Narration", "Memo": "Narration", "Description": "Description", "Line Memo": "Description",
    },
    "zuora": {
        "Date": "Transaction Date", "Journal Entry Date": "Transaction Date", "Journal Entry": "Journal Entry Id",
        "Journal Entry Number": "Journal Entry Id", "Account Number": "Account Number",
        "GL Account Number": "Account Number", "Account Name": "Account Name", "Accounting Code": "Account Name",
        "GL Account Name": "Account Name", "Period Status": "Period Status",
        "Accounting Period Status": "Period Status",
    },
    "stripe": {
        "Accounting Period": "Transaction Date", "Transaction Date": "Transaction Date", "Debit": "Debit Account",
        "Debit Account": "Debit Account", "Credit": "Credit Account", "Credit Account": "Credit Account",
    },
}  # fmt: skip
"""What each program calls a column, and which one it is."""


@pytest.mark.parametrize(
    ("name", "called", "column"),
    [(name, called, column) for name, columns in CALLED.items() for called, column in columns.items()],
)
def test_each_name_of_a_column_is_known(name: str, called: str, column: str) -> None:
    """Versions and exports of one program differ."""
    layout = READY_MADE[name]
    found = Columns(ColumnSettings(layout=layout)).recognise([called])

    assert column in {*found.columns, *(each for half in found.halves for each in half.columns)} or (
        dict(layout.known_as)[column] and called in dict(layout.known_as)[column]
    )


def test_a_layout_says_how_its_programs_rows_are_meant() -> None:
    """Signs or columns, rows that go on, dates as journals of their own, and rates that are no tax."""
    said = {
        name: (each.amounts, each.continued, each.key_has_date, each.id_optional, each.tracking_named, each.narrated)
        for name, each in READY_MADE.items()
    }

    assert said == {
        "revrec": ("amount_and_side", False, False, False, False, False),
        "xero_import": ("signed_amount", True, True, False, True, True),
        "quickbooks": ("debit_and_credit", False, False, False, False, False),
        "netsuite": ("debit_and_credit", True, False, False, False, False),
        "zuora": ("debit_and_credit", False, False, False, False, False),
        "stripe": ("two_accounts", False, True, True, False, False),
    }
    assert {name: each.untaxed for name, each in READY_MADE.items() if each.untaxed} == {
        "xero_import": (
            "tax exempt", "tax exempt (0%)", "no tax", "no vat", "no gst", "bas excluded", "none"
        )
    }  # fmt: skip
