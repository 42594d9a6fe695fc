"""RevRec's JournalEntries.csv as journal entries: read exactly, or refused with the line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_xero_revrec.rules.journals.table import TableLine, TableRules, sent_by_table

from source_xero_revrec.rules.journals.balances import Balance, Position

ROW = {
    "transaction_date": "2026-01-31",
    "journal_entry_id": "JE-1",
    "account_number": "4000",
    "posting_type": "Credit",
    "amount": "100.00",
    "location": "North",
}


def rules() -> TableRules:
    """Return rules that post 4000 to Sales and Location as Region."""
    return TableRules({"4000": "200"}, [("location", "Region")])


def read(**changed: str) -> TableLine:
    """Return the line of one row."""
    reading = rules()
    (line,) = reading.lines([("line 2", ROW | changed)])
    assert reading.faults == []
    return line


def fault(**changed: str) -> str:
    """Return what is wrong with a row."""
    reading = rules()
    assert list(reading.lines([("line 2", ROW | changed)])) == []
    (told,) = reading.faults
    return told


def test_a_line_is_mapped_and_signed() -> None:
    """A credit is negative, the account is Xero's, and the custom field is a tracking option."""
    line = read()

    assert (line.account_code, line.tracking, line.amount) == ("200", "Region=North", Decimal("-100.00"))


@pytest.mark.parametrize(("number", "code"), [("840", "840"), ("840.0", "840"), ("4000.0", "200"), (" 4000 ", "200")])
def test_an_account_that_is_not_mapped_is_xeros_own_code(number: str, code: str) -> None:
    """A warehouse that took the column for a number is understood."""
    assert read(account_number=number).account_code == code


@pytest.mark.parametrize("text", ["2026-01-31", "2026-01-31T00:00:00", "2026-01-31 00:00:00+00:00"])
def test_a_day_may_stand_in_a_timestamp(text: str) -> None:
    """The day as it is written counts, without a zone."""
    assert read(transaction_date=text).date.isoformat() == "2026-01-31"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"amount": "-100.00"}, "line 2 has the amount '-100.00', which is no number without sign"),
        ({"amount": "1,000.00"}, "which is no number without sign and separators"),
        ({"amount": "NaN"}, "which is no number"),
        ({"transaction_date": "31/01/2026"}, "which is no day written as 2026-01-31"),
        ({"transaction_date": "2026-02-30"}, "which is no day written as 2026-01-31"),
        ({"posting_type": "Dr"}, "line 2 has the posting_type 'Dr', which is neither Debit nor Credit"),
        ({"journal_entry_id": " ", "amount": ""}, "line 2 has no journal_entry_id and no amount"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_never_guessed(changed: dict[str, str], sentence: str) -> None:
    """The sentence names the line and what was found."""
    assert sentence in fault(**changed)


def test_all_faults_are_told() -> None:
    """Reading goes on behind a fault."""
    reading = rules()
    rows = [("line 2", ROW | {"amount": "x"}), ("line 3", ROW), ("line 4", ROW | {"posting_type": "x"})]

    assert len(list(reading.lines(rows))) == 1
    assert [told.split(" has ")[0] for told in reading.faults] == ["line 2", "line 4"]


@pytest.mark.parametrize(
    ("status", "lines"), [("Closed", 1), ("", 1), ("closed ", 1), ("LOCKED", 1), ("Open", 0), ("In Progress", 0)]
)
def test_rows_of_an_open_period_are_not_expected(status: str, lines: int) -> None:
    """The destination holds them back as well."""
    assert len(list(rules().lines([("line 2", ROW | {"period_status": status})]))) == lines


def test_lines_of_one_id_are_one_entry_in_the_base_currency() -> None:
    """A line that names a currency keeps it."""
    debit = read(posting_type="DEBIT", account_number="840", location="")
    (entry,) = sent_by_table([debit, read(currency="usd")], "NZD")

    assert entry.balances == {
        Position("2026-01", "840", "", "NZD"): Balance(debit=Decimal("100.00")),
        Position("2026-01", "200", "Region=North", "USD"): Balance(credit=Decimal("100.00")),
    }


@given(st.lists(st.decimals(0, 10**12, places=2), min_size=1, max_size=30))
def test_amounts_are_summed_exactly(amounts: list[Decimal]) -> None:
    """From the digits of the text to the sum."""
    lines = [line for amount in amounts for line in rules().lines([("line", ROW | {"amount": f"{amount:f}"})])]
    (entry,) = sent_by_table(lines, "NZD")

    assert sum((balance.credit for balance in entry.balances.values()), Decimal(0)) == sum(amounts)
