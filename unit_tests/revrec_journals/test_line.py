"""A record as a line: amounts, dates and texts exactly as they are written, or every fault at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.entry import EntryLine
from revrec_journals.line import (
    is_bare_key,
    journal_entry_id,
    organisation,
    period_status,
    read_line,
    unread_line,
    without_point_zero,
)
from revrec_journals.problem import Code, Problem
from revrec_journals.ready_made import READY_MADE
from unit_tests.revrec_journals.made_entries import the
from xero_api import money

if TYPE_CHECKING:
    from revrec_journals.layout import Layout

Row = dict[str, Any]
RIGHT: dict[str, Any] = {
    "Transaction Date": "2026-01-31",
    "Journal Entry Id": "JE-1",
    "Account Number": "4000",
    "Account Name": "Subscription Revenue",
    "Posting Type": "Debit",
    "Amount": "10.00",
    "Description": "Order 7",
    "Currency": "NZD",
    "Location": "North",
    "Entity": "Demo Company",
    "Period Status": "Closed",
}
COLUMNS = Columns(ColumnSettings(fields=("Location",), organisation="Entity"))


def read(**values: Any) -> EntryLine | list[Problem]:  # noqa: ANN401
    """Read the right record with these values in it; `account_number` stands for `Account Number`."""
    record = {**RIGHT, **{name.replace("_", " ").title(): value for name, value in values.items()}}
    return read_line(record, COLUMNS.recognise(record), 3)


def line(**values: Any) -> EntryLine:  # noqa: ANN401
    """Return the line that is read."""
    found = read(**values)
    assert isinstance(found, EntryLine), found
    return found


def fault(code: Code, **values: Any) -> Problem:  # noqa: ANN401
    """Return the one fault there is, which names the journal and the line."""
    found = read(**values)
    assert isinstance(found, list)
    problem = the(found, code)
    assert problem.message.startswith("Journal JE-1, line 3: ")
    assert problem.line == 3
    return problem


def test_a_line_is_read() -> None:
    """Every column ends up where it belongs."""
    found = line()

    assert found == EntryLine(
        3,
        date(2026, 1, 31),
        Decimal("10.00"),
        account_number="4000",
        account_name="Subscription Revenue",
        description="Order 7",
        currency="NZD",
        fields={"Location": "North"},
    )


def test_an_account_may_be_named_by_its_type() -> None:
    """Type and product code are read like any other column."""
    found = line(account_number="", account_name="", account_type=" Deferred Revenue", product_code="P-1")

    assert (found.account_number, found.account_name, found.account_type) == ("", "", "Deferred Revenue")
    assert found.product_code == "P-1"


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("1.500000000", "1.50"),
        (" 12 ", "12.00"),
        ("+3.5", "3.50"),
        (".5", "0.50"),
        ("7.", "7.00"),
        ("1E+3", "1000.00"),
        ("0E-9", "0.00"),
        ("-0.00", "0.00"),
        (5, "5.00"),
        (Decimal("0.1"), "0.10"),
        (Decimal("1E+3"), "1000.00"),
        (Decimal("999999999999999.99"), "999999999999999.99"),
    ],
)
def test_an_amount_is_exactly_what_is_written(value: Any, amount: str) -> None:  # noqa: ANN401
    """Trailing zeros and exponents, which warehouses write, are the same number."""
    assert str(line(amount=value).amount) == amount


@given(
    st.decimals(min_value=0, max_value=10**13, places=2),
    st.sampled_from(["Debit", "Credit"]),
    st.sampled_from([0, 2, 3, 7]),
)
def test_amounts_survive_as_text_and_as_json_numbers(amount: Decimal, side: str, zeros: int) -> None:
    """No float is on the way: the digits are the same, and the side gives the sign.

    Three decimals as text may be thousands, and are another test's.
    """
    signed = -amount if side == "Credit" else amount
    text = f"{amount}{'0' * zeros}"
    number = money.parse(f'{{"amount": {text}}}'.encode())["amount"]

    assert line(amount=text, posting_type=side).amount == signed
    assert line(amount=number, posting_type=side).amount == signed


@pytest.mark.parametrize(
    "value",
    ["1,000.00", "$10", "10 EUR", "(10.00", "NaN", "nan", "Infinity", "ten", "1.0.0", "0x10", "1_000", "\u0661\u0660",
     Decimal("NaN"), Decimal("Infinity"), float("nan"), 10.5, True, {}, [], "1E999", Decimal("1E+15"), "1e", "+"],
)  # fmt: skip
def test_an_amount_that_would_be_a_guess_is_unreadable(value: Any) -> None:  # noqa: ANN401
    """NaN, thousands separators, currency signs and floats are refused, never interpreted."""
    problem = fault(Code.AMOUNT_UNREADABLE, amount=value)

    assert problem.found == str(value)[:60]


@pytest.mark.parametrize("column", ["amount", "transaction_date", "posting_type"])
def test_of_a_long_text_the_first_sixty_characters_are_shown(column: str) -> None:
    """In what was found and in the message."""
    found = read(**{column: "x" * 61})

    assert isinstance(found, list)
    assert found[0].found == "x" * 60
    assert f"'{'x' * 60}'" in found[0].message


@pytest.mark.parametrize("value", ["0.001", "10.005", Decimal("1.999"), Decimal("1E-400"), "1e-3"])
def test_an_amount_finer_than_a_cent_is_refused(value: Any) -> None:  # noqa: ANN401
    """Nothing is rounded here, since the rest would be lost."""
    fault(Code.AMOUNT_TOO_FINE, amount=value)


def test_a_negative_amount_is_refused_with_its_remedy() -> None:
    """RevRec's old poster took the absolute value, so that a sign says nothing certain."""
    problem = fault(Code.AMOUNT_NEGATIVE, amount="-10.00")

    assert problem.found == "-10.00"
    assert fault(Code.AMOUNT_NEGATIVE, amount="-0.01").found == "-0.01"
    assert "Swap the Posting Type" in problem.fix


def test_a_negative_amount_with_a_third_decimal_has_two_faults() -> None:
    """Both are reported."""
    found = read(amount="-0.001")

    assert isinstance(found, list)
    assert [problem.code for problem in found] == [Code.AMOUNT_NEGATIVE, Code.AMOUNT_TOO_FINE]


def test_a_credit_of_nothing_is_no_negative_zero() -> None:
    """-0.00 would be written as such."""
    assert str(line(amount="0", posting_type="credit").amount) == "0.00"


@pytest.mark.parametrize("side", ["Credit", "credit", "CREDIT", " Credit "])
def test_a_posting_type_is_read_in_any_case(side: str) -> None:
    """Credits are negative."""
    assert line(posting_type=side).amount == Decimal("-10.00")


@pytest.mark.parametrize("side", ["Dr", "C", "Debits", 1])
def test_any_other_posting_type_is_unknown(side: Any) -> None:  # noqa: ANN401
    """An abbreviation is not guessed."""
    assert fault(Code.POSTING_TYPE_UNKNOWN, posting_type=side).found == str(side)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31",
        "2026-01-31T00:00:00",
        "2026-01-31T00:00",
        "2026-01-31T00:00:00.000000Z",
        "2026-01-31 00:00:00",
        "2026-01-31 00:00:00 UTC",
        "2026-01-31T00:00:00-11:00",
        "2026-01-31T00:00:00+1300",
        "2026-01-31 00:00:00.000 +13",
        " 2026-01-31 ",
    ],
)
def test_a_date_is_the_day_as_it_is_written(text: str) -> None:
    """A day that a warehouse keeps as a timestamp is still that day, whatever zone is written behind it."""
    assert line(transaction_date=text).date == date(2026, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31T11:00:00Z",
        "2026-01-31T23:59:59.999999Z",
        "2026-01-31T00:00:00.000001",
        "2026-01-31T00:30:00+1300",
        "2026-01-31 00:01",
        "2026-01-31T12:00:00",
    ],
)
def test_a_timestamp_with_a_time_of_day_is_no_day(text: str) -> None:
    """11:00 UTC on 31 January is 1 February in New Zealand: nobody guesses in whose month a journal belongs."""
    problem = fault(Code.DATE_UNREADABLE, transaction_date=text)

    assert problem.found == text
    assert "time of day" in problem.message
    assert problem.fix == "Cast the column to a date in RevRec's time zone"


@pytest.mark.parametrize(
    "value",
    ["01/31/2026", "31.01.2026", "2026-02-30", "20260131", "2026-W05-6", "2026-1-31", "Jan 2026", "2026-01-31X",
     "2026-01-31T25", 46053, "\u0662\u0660\u0662\u0666-01-31"],
)  # fmt: skip
def test_a_date_that_would_be_a_guess_is_unreadable(value: Any) -> None:  # noqa: ANN401
    """Days and months in another order, serial numbers of a spreadsheet and days that do not exist are refused."""
    assert fault(Code.DATE_UNREADABLE, transaction_date=value).found == str(value)


@pytest.mark.parametrize("column", ["Transaction Date", "Posting Type", "Amount"])
@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_missing_value_is_named(column: str, blank: str | None) -> None:
    """Null and blank text are no value."""
    assert column in fault(Code.VALUE_MISSING, **{column: blank}).message


def test_a_line_without_an_account_is_missing_one() -> None:
    """Number and name are blank, and there is no column for the type."""
    problem = fault(Code.VALUE_MISSING, account_number=None, account_name=" ")

    assert "Account Number or Account Name is empty" in problem.message


def test_a_line_without_a_journal_is_told_by_its_number() -> None:
    """No journal can be named."""
    found = read(journal_entry_id="  ")

    assert isinstance(found, list)
    assert the(found, Code.VALUE_MISSING).message == (
        "A line without Journal Entry Id (line 3): Journal Entry Id is empty"
    )


def test_all_faults_of_a_line_are_reported_at_once() -> None:
    """One run shows every one of them."""
    found = read(transaction_date="31/1", amount="$1", posting_type="x", account_number="", account_name="")

    assert isinstance(found, list)
    assert [problem.code for problem in found] == [
        Code.DATE_UNREADABLE,
        Code.AMOUNT_UNREADABLE,
        Code.POSTING_TYPE_UNKNOWN,
        Code.VALUE_MISSING,
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4000, "4000"),
        (Decimal("4000.0"), "4000"),
        (Decimal("4000.50"), "4000.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0"), "0"),
        (4000.0, "4000"),
        ("4000.0", "4000.0"),
        ("0400", "0400"),
        (" 4000 ", "4000"),
        (None, ""),
        (float("nan"), ""),
        (Decimal("NaN"), ""),
        (True, "true"),
        (Decimal("1E+59"), f"1{'0' * 59}"),
        (Decimal("1E+60"), "1E+60"),
        (Decimal("1E-59"), f"0.{'0' * 58}1"),
        (Decimal("1E-60"), "1E-60"),
        (Decimal("1E+999999"), "1E+999999"),
        ("\ud83d\ude00", "\U0001f600"),
        ("half \ud83d", "half \ufffd"),
        ("Übertrag", "Übertrag"),
    ],
)
def test_a_text_is_what_people_would_write(value: Any, text: str) -> None:  # noqa: ANN401
    """A number that a warehouse made of an id loses its `.0`; text stays as it is, half characters apart."""
    assert line(account_number=value).account_number == text
    assert line(location=value).fields == {"Location": text}


@pytest.mark.parametrize(
    "number",
    [
        Decimal("1.2345678901234567E+17"),
        Decimal("123456789012345680.0"),
        1.2345678901234567e17,
        123456789012345680,
        123456789012345677 - 13,
        -(2**53),
        2**53,
        Decimal("9007199254740992.0"),
        Decimal("2026.1"),
        1.5,
        Decimal("1E-400"),
        Decimal("1E+400"),
        float("inf"),
    ],
)
def test_an_id_that_is_a_number_of_which_digits_may_be_lost_is_refused(number: Any) -> None:  # noqa: ANN401
    """Two ids that a float has made one would be one journal, and 2026.10 comes as 2026.1."""
    found = read(journal_entry_id=number)

    assert isinstance(found, list)
    assert [problem.code for problem in found] == [Code.KEY_UNUSABLE]
    assert "Send the id as text" in found[0].fix


@pytest.mark.parametrize(
    "number",
    [7, 0, -7, Decimal("7.0"), 7.0, Decimal("7.002E+5"), 2**53 - 1, float(2**53 - 1), 2**53 + 1, 10**400, True],
)
def test_an_id_that_is_a_number_with_all_of_its_digits_is_one(number: Any) -> None:  # noqa: ANN401
    """As whole numbers are that a float holds, and those that none can hold, which were never one."""
    assert isinstance(read(journal_entry_id=number), EntryLine)


def test_ids_period_and_organisation_are_read_before_the_line_is() -> None:
    """So that a line that cannot be read is put to its journal."""
    record = {**RIGHT, "Journal Entry Id": Decimal("1001.0"), "Period Status": " Open ", "Amount": "?"}
    recognised = COLUMNS.recognise(record)

    assert journal_entry_id(record, recognised) == "1001"
    assert period_status(record, recognised) == "Open"
    assert organisation(record, recognised) == "Demo Company"


@pytest.mark.parametrize(
    ("record", "bare"),
    [
        ({"id": "7", "_ab_cdc_deleted_at": "2026-02-01"}, True),
        ({"id": "", "_ab_cdc_deleted_at": "2026-02-01", "_airbyte_raw_id": "9"}, False),
        ({"id": "", "__deleted": "true", "deleted": "true"}, False),
        ({"id": "7", "Amount": 0, "Account Number": "0", "_ab_cdc_deleted_at": "2026-02-01"}, True),
        ({"id": "7", "Amount": "10.00", "_ab_cdc_deleted_at": "2026-02-01"}, False),
        ({"id": "7", "Account Name": "Revenue", "_ab_cdc_deleted_at": "2026-02-01"}, False),
    ],
)
def test_a_deletion_may_bring_a_key_alone(record: dict[str, str], bare: bool) -> None:  # noqa: FBT001
    """What loaders add is no key, nor is the mark of the deletion itself."""
    assert is_bare_key(record, COLUMNS.recognise({**RIGHT, **record})) is bare


def test_what_has_no_column_is_empty() -> None:
    """No period and no organisation are told apart by the caller."""
    recognised = Columns(ColumnSettings()).recognise(())

    assert (journal_entry_id({}, recognised), period_status({}, recognised), organisation({}, recognised)) == ("",) * 3


@pytest.mark.parametrize("column", ["description", "account_name", "journal_entry_id", "location"])
@pytest.mark.parametrize("value", [{"customer": "Acme", "n": Decimal("1.0")}, ["Acme"]])
def test_nested_json_is_no_text(column: str, value: Any) -> None:  # noqa: ANN401 - any value of JSON
    """No ledger is to show a program's way of writing an object; the column is named, and what it holds as JSON."""
    found = read(**{column: value})

    assert isinstance(found, list)
    assert [problem.code for problem in found] == [Code.VALUE_NESTED]
    assert "holds nested JSON" in found[0].message
    assert found[0].found in ('{"customer":"Acme","n":1.0}', '["Acme"]')


def test_a_nested_period_status_is_no_period_to_wait_for() -> None:
    """It is a fault, which would be hidden if the line were held back."""
    record = {**RIGHT, "Period Status": {"name": "Open"}}

    assert period_status(record, COLUMNS.recognise(record)) == ""
    found = read_line(record, COLUMNS.recognise(record), 1)
    assert isinstance(found, list)
    assert [problem.code for problem in found] == [Code.VALUE_NESTED]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("700200.0", "700200"), (Decimal("700200.00"), "700200"), ("JE-7.0", "JE-7.0"), ("07.0", "07")],
)
def test_an_id_that_became_a_float_is_known_as_it_was(written: Any, meant: str) -> None:  # noqa: ANN401
    """In text as in numbers."""
    record = {**RIGHT, "Journal Entry Id": written}

    assert journal_entry_id(record, COLUMNS.recognise(record)) == meant


@pytest.mark.parametrize(
    ("number", "before"),
    [("4000.0", "4000"), ("0400.000", "0400"), ("4000", "4000"), ("4000.5", "4000.5"), ("4000.", "4000."), ("", "")],
)
def test_an_account_number_that_became_a_float_is_known_as_it_was(number: str, before: str) -> None:
    """A warehouse writes `4000.0` as text too."""
    assert without_point_zero(number) == before


@pytest.mark.parametrize(
    ("values", "amount", "day"),
    [
        ({"amount": "ten"}, None, date(2026, 1, 31)),
        ({"posting_type": "Dr"}, None, date(2026, 1, 31)),
        ({"transaction_date": "31/01/2026"}, Decimal("10.00"), None),
        ({"transaction_date": "31/01/2026", "posting_type": "CREDIT"}, Decimal("-10.00"), None),
        ({"transaction_date": "", "posting_type": "credit", "amount": "0"}, Decimal("0.00"), None),
    ],
)
def test_an_unread_line_says_what_can_be_read(values: dict[str, str], amount: Decimal | None, day: date | None) -> None:
    """Never half of an amount, and every other column as a line has it."""
    record = {**RIGHT, **{name.replace("_", " ").title(): value for name, value in values.items()}}
    found = unread_line(record, COLUMNS.recognise(record), 3)

    assert (found.number, found.amount, found.date) == (3, amount, day)
    right = line()
    for name in ("account_number", "account_name", "account_type", "product_code", "description", "currency", "fields"):
        assert getattr(found, name) == getattr(right, name)


XERO = READY_MADE["xero_import"]


@pytest.mark.parametrize(
    ("layout", "rate", "blank"),
    [
        (XERO, {"Tax Rate": ""}, True),
        (XERO, {"Tax Rate": None}, True),
        (XERO, {}, True),
        (XERO, {"Tax Rate": "Tax Exempt"}, False),
        (replace(XERO, absent=("Tax Rate",)), {}, False),
        (replace(XERO, untaxed=()), {"Tax Rate": ""}, False),
    ],
)
def test_a_rate_is_blank_where_rates_are_read_and_there_is_none(layout: Layout, rate: Row, *, blank: bool) -> None:
    """Unless it was said that the input has no rates."""
    record = {"Narration": "January", "Date": "2026-01-31", "Account Code": "4000", "Amount": "10.00", **rate}
    recognised = Columns(ColumnSettings(layout=layout)).recognise(record)
    found = read_line(record, recognised, 1)

    assert isinstance(found, EntryLine), found
    assert found.rate_is_blank is blank
    assert unread_line(record, recognised, 1).rate_is_blank is blank
