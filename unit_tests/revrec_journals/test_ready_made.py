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
