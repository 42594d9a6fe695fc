"""A record that names two accounts is two lines, one on each side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.layout import Layout
from revrec_journals.line import journal_entry_id
from revrec_journals.problem import Code
from revrec_journals.reading import EntryReading
from revrec_journals.ready_made import READY_MADE
from revrec_journals.recognised import halved
from unit_tests.revrec_journals.made_entries import the

RECORD = {
    "Transaction Date": "2026-01-31",
    "Journal Entry Id": "JE-1",
    "debit_account": "835",
    "credit_account": "Sales",
    "Amount": "10.00",
    "Location": "North",
}
TWO = Layout(amounts="two_accounts")


def read(*records: dict[str, Any], layout: Layout = TWO) -> EntryReading:
    """Read records that differ from one that is right."""
    reading = EntryReading("JE-1", Columns(ColumnSettings(fields=("Location",), layout=layout)))
    for changed in records:
        reading.add(RECORD | changed)
    return reading


def test_a_record_is_a_debit_and_a_credit() -> None:
    """With all else on both; an account that begins with a digit is a number, any other a name."""
    reading = read({}, {"debit_account": "4000 Deferred", "credit_account": 200})

    assert reading.problems == ()
    assert [
        (line.number, line.account_number, line.account_name, line.amount, line.fields["Location"])
        for line in reading.entry.lines
    ] == [
        (1, "835", "", Decimal("10.00"), "North"),
        (2, "", "Sales", Decimal("-10.00"), "North"),
        (3, "", "4000 Deferred", Decimal("10.00"), "North"),
        (4, "200", "", Decimal("-10.00"), "North"),
    ]


def test_a_negative_amount_is_refused_until_it_is_the_other_side() -> None:
    """As beside a Posting Type."""
    assert {problem.code for problem in read({"Amount": "-1"}).problems} == {Code.AMOUNT_NEGATIVE}
    turned = read({"Amount": "-1"}, layout=Layout(amounts="two_accounts", negative_is_other_side=True))
    assert [line.amount for line in turned.entry.lines] == [Decimal("-1.00"), Decimal("1.00")]


def test_a_side_without_an_account_is_told() -> None:
    """The other side is a line."""
    reading = read({"credit_account": None})
    problem = the(reading.problems, Code.VALUE_MISSING)

    assert problem.message == "Journal JE-1, line 2: Credit Account is empty"
    assert (len(reading.entry.lines), len(reading.unread)) == (1, 1)


@pytest.mark.parametrize("lacks", ["debit_account", "credit_account", "Amount"])
def test_all_three_columns_are_needed(lacks: str) -> None:
    """Half a row is no journal."""
    record = {name: value for name, value in RECORD.items() if name != lacks}

    the(Columns(ColumnSettings(layout=TWO)).recognise(record).problems, Code.COLUMN_MISSING)


def test_a_deleted_record_is_one_row() -> None:
    """And neither of its lines is there."""
    reading = read({"_fivetran_deleted": True}, {"_fivetran_deleted": False, "Amount": "12"})

    assert (reading.deleted, len(reading.entry.lines), reading.problems) == (1, 2, ())


def test_stripes_rows_are_a_journal_for_each_date_or_for_each_id_and_date() -> None:
    """Whichever columns are there."""
    stripe = {"accounting_period": "2026-01", "currency": "nzd", "debit": "A", "credit": "B", "amount": 1}
    columns = Columns(ColumnSettings(layout=replace(READY_MADE["stripe"], dates="month_end")))

    assert journal_entry_id(stripe, columns.recognise(stripe)) == "2026-01-31"
    named = stripe | {"journal_entry_id": "S-1"}
    assert journal_entry_id(named, columns.recognise(named)) == "S-1 2026-01-31"
    nameless = stripe | {"journal_entry_id": ""}
    assert journal_entry_id(nameless, columns.recognise(nameless)) == ""


def test_other_layouts_have_no_halves() -> None:
    """A record is a line."""
    found = Columns(ColumnSettings()).recognise(("Amount",))

    assert halved(found) is found
    assert found.halves == ()
