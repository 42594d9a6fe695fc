"""What is said of a line that cannot be read: word for word, since people search for these sentences."""

from __future__ import annotations

from typing import Any

import pytest

from revrec_journals.amounts import Notation
from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.layout import Layout
from revrec_journals.line import read_line
from revrec_journals.problem import Code, Problem

RIGHT: dict[str, Any] = {
    "Transaction Date": "2026-01-31",
    "Journal Entry Id": "JE-1",
    "Account Number": "4000",
    "Account Name": "Subscription Revenue",
    "Posting Type": "Debit",
    "Amount": "10.00",
    "Description": "Order 7",
}


def wrong(layout: dict[str, Any], values: dict[str, Any]) -> list[Problem]:
    """Return what is wrong with the third line of a journal, in a layout that differs from RevRec's."""
    columns = Columns(ColumnSettings(layout=Layout(**layout)))
    record = RIGHT | values
    found = read_line(record, columns.recognise(record), 3)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("layout", "values", "said"),
    [
        (
            {},
            {"Transaction Date": ""},
            Problem(
                Code.VALUE_MISSING,
                "Journal JE-1, line 3: Transaction Date is empty",
                "",
                "a value for Transaction Date",
                "Write the day as YYYY-MM-DD",
                3,
            ),
        ),
        (
            {},
            {"Transaction Date": "2026-01-31T11:00:00Z"},
            Problem(
                Code.DATE_UNREADABLE,
                "Journal JE-1, line 3: Transaction Date '2026-01-31T11:00:00Z' has a time of day, so "
                "that its day depends on the time zone",
                "2026-01-31T11:00:00Z",
                "a day as YYYY-MM-DD, or a timestamp at 00:00:00",
                "Cast the column to a date in RevRec's time zone",
                3,
            ),
        ),
        (
            {},
            {"Transaction Date": "31/01/2026"},
            Problem(
                Code.DATE_UNREADABLE,
                "Journal JE-1, line 3: Transaction Date '31/01/2026' is no date",
                "31/01/2026",
                "a day as YYYY-MM-DD, or a timestamp of it at 00:00:00",
                "Write the day as YYYY-MM-DD, or say in `format` how days are written (dates); "
                "01/02/2026 could be January or February",
                3,
            ),
        ),
        (
            {},
            {"Transaction Date": "01/02/2026"},
            Problem(
                Code.DATE_AMBIGUOUS,
                "Journal JE-1, line 3: Transaction Date '01/02/2026' reads as 2026-02-01 or 2026-01-02",
                "01/02/2026",
                "an order of day and month that somebody named",
                "Say in `format` which comes first (dates: day_first or month_first), or write the day as YYYY-MM-DD",
                3,
            ),
        ),
        (
            {"dates": "day_first"},
            {"Transaction Date": "31/01/99"},
            Problem(
                Code.DATE_AMBIGUOUS,
                "Journal JE-1, line 3: Transaction Date '31/01/99' reads as 1999-01-31 or 2099-01-31",
                "31/01/99",
                "a year of four digits, or of two up to 49",
                "Write the year with four digits",
                3,
            ),
        ),
        (
            {"dates": "day_first"},
            {"Transaction Date": "x"},
            Problem(
                Code.DATE_UNREADABLE,
                "Journal JE-1, line 3: Transaction Date 'x' is no date in the order day_first",
                "x",
                "a day as 31/01/2026 or YYYY-MM-DD, or a timestamp of it at 00:00:00",
                "Write the day as YYYY-MM-DD, or say in `format` how days are written (dates); "
                "01/02/2026 could be January or February",
                3,
            ),
        ),
        (
            {"dates": "month_first"},
            {"Transaction Date": ""},
            Problem(
                Code.VALUE_MISSING,
                "Journal JE-1, line 3: Transaction Date is empty",
                "",
                "a value for Transaction Date",
                "Write the day as 01/31/2026 or YYYY-MM-DD",
                3,
            ),
        ),
        (
            {"dates": "month_end"},
            {"Transaction Date": ""},
            Problem(
                Code.VALUE_MISSING,
                "Journal JE-1, line 3: Transaction Date is empty",
                "",
                "a value for Transaction Date",
                "Write the day as YYYY-MM",
                3,
            ),
        ),
        (
            {"dates": "DD.MM.YYYY"},
            {"Transaction Date": ""},
            Problem(
                Code.VALUE_MISSING,
                "Journal JE-1, line 3: Transaction Date is empty",
                "",
                "a value for Transaction Date",
                "Write the day as DD.MM.YYYY",
                3,
            ),
        ),
        (
            {},
            {"Account Number": "", "Account Name": ""},
            Problem(
                Code.VALUE_MISSING,
                "Journal JE-1, line 3: Account Number or Account Name is empty",
                "",
                "a value for Account Number or Account Name",
                "Fill in the account in RevRec's account mapping",
                3,
            ),
        ),
        (
            {},
            {"Description": {"a": 1}},
            Problem(
                Code.VALUE_NESTED,
                "Journal JE-1, line 3: Description holds nested JSON",
                '{"a":1}',
                "a text or a number",
                "Take the value that is meant out of it, in a column of its own",
                3,
            ),
        ),
        (
            {},
            {"Journal Entry Id": ""},
            Problem(
                Code.VALUE_MISSING,
                "A line without Journal Entry Id (line 3): Journal Entry Id is empty",
                "",
                "a value for Journal Entry Id",
                "Give every line of a journal the id of its journal, or say in `format` that rows go "
                "on from the row above (continued_rows)",
                3,
            ),
        ),
        (
            {"untaxed": ("none", "0")},
            {"Tax Rate": "GST"},
            Problem(
                Code.TAXED,
                "Journal JE-1, line 3: Tax Rate 'GST' may be a tax, and journals are posted without",
                "GST",
                "a tax rate that stands for none: none or 0",
                "Post the tax as a line of its own, or name the rate in `format` if it stands for none (untaxed_words)",
                3,
            ),
        ),
        (
            {},
            {"Posting Type": ""},
            Problem(
                Code.VALUE_MISSING,
                "Journal JE-1, line 3: Posting Type is empty",
                "",
                "a value for Posting Type",
                "Write Debit or Credit",
                3,
            ),
        ),
        (
            {},
            {"Posting Type": "Dr"},
            Problem(
                Code.POSTING_TYPE_UNKNOWN,
                "Journal JE-1, line 3: Posting Type 'Dr' is neither Debit nor Credit",
                "Dr",
                "Debit or Credit",
                "Write Debit or Credit, or say in `format` what stands for the sides (debit_words, credit_words)",
                3,
            ),
        ),
        (
            {"debit_words": ("d", "s"), "credit_words": ("c",)},
            {"Posting Type": "x"},
            Problem(
                Code.POSTING_TYPE_UNKNOWN,
                "Journal JE-1, line 3: Posting Type 'x' is no side",
                "x",
                "d, s or c",
                "Write d, s or c, or say in `format` what stands for the sides (debit_words, credit_words)",
                3,
            ),
        ),
        (
            {},
            {"Amount": ""},
            Problem(
                Code.VALUE_MISSING,
                "Journal JE-1, line 3: Amount is empty",
                "",
                "a value for Amount",
                "Write the amount, 0.00 where there is none",
                3,
            ),
        ),
        (
            {},
            {"Amount": "ten"},
            Problem(
                Code.AMOUNT_UNREADABLE,
                "Journal JE-1, line 3: Amount 'ten' is no number that can be read without a guess",
                "ten",
                "digits with a decimal point, such as 1234.50, 15 of them before the point at most",
                "Write the amount without thousands separators and currency signs, or say in `format` "
                "how amounts are written (decimal_mark, thousands_separator, currency_sign)",
                3,
            ),
        ),
        (
            {"notation": Notation(",", ".", "E")},
            {"Amount": "x"},
            Problem(
                Code.AMOUNT_UNREADABLE,
                "Journal JE-1, line 3: Amount 'x' is no number that can be read without a guess",
                "x",
                "digits with a decimal comma, such as E1.234,50, 15 of them before the comma at most",
                "Write the amount without thousands separators and currency signs, or say in `format` "
                "how amounts are written (decimal_mark, thousands_separator, currency_sign)",
                3,
            ),
        ),
        (
            {},
            {"Amount": "1.005"},
            Problem(
                Code.AMOUNT_TOO_FINE,
                "Journal JE-1, line 3: Amount 1.005 is finer than a cent",
                "1.005",
                "an amount with two decimals at most",
                "Round the lines to the cent so that debits and credits still agree, or say in "
                "`format` that they are to be rounded (finer_amounts), or which mark separates "
                "thousands (thousands_separator)",
                3,
            ),
        ),
        (
            {},
            {"Amount": "-1"},
            Problem(
                Code.AMOUNT_NEGATIVE,
                "Journal JE-1, line 3: Amount -1 is negative, so that its side is ambiguous",
                "-1",
                "an amount of 0.00 or more, whose side the Posting Type tells",
                "Swap the Posting Type and write the amount without its sign, or say in `format` that "
                "it is the other side (negative_amounts)",
                3,
            ),
        ),
        (
            {"amounts": "signed_amount", "rounded": True},
            {"Amount": "1.234"},
            Problem(
                Code.AMOUNT_AMBIGUOUS,
                "Journal JE-1, line 3: Amount '1.234' may be a whole number with a point between "
                "thousands, or a fraction that is to be rounded",
                "1.234",
                "an amount that can be read in one way",
                "Say in `format` which mark is the decimal one (decimal_mark)",
                3,
            ),
        ),
        (
            {"amounts": "debit_and_credit"},
            {"Debit": "", "Credit": ""},
            Problem(
                Code.VALUE_MISSING,
                "Journal JE-1, line 3: neither Debit nor Credit has a value",
                "",
                "an amount in Debit or Credit",
                "Write the amount into one of the two, or 0.00",
                3,
            ),
        ),
        (
            {"amounts": "debit_and_credit"},
            {"Debit": "1", "Credit": "2"},
            Problem(
                Code.AMOUNT_AMBIGUOUS,
                "Journal JE-1, line 3: there is a debit of 1.00 and a credit of 2.00, so that the side is ambiguous",
                "1.00 and 2.00",
                "an amount in one of the two columns",
                "Leave one of the two empty, or make two lines of it",
                3,
            ),
        ),
        (
            {"amounts": "debit_and_credit"},
            {"Debit": "-1", "Credit": ""},
            Problem(
                Code.AMOUNT_NEGATIVE,
                "Journal JE-1, line 3: Debit -1 is negative, so that its side is ambiguous",
                "-1",
                "an amount of 0.00 or more, whose side the column tells",
                "Swap the column and write the amount without its sign, or say in `format` that it is "
                "the other side (negative_amounts)",
                3,
            ),
        ),
    ],
)
def test_a_fault_says_what_was_found_what_would_be_right_and_what_to_do(
    layout: dict[str, Any], values: dict[str, Any], said: Problem
) -> None:
    """With the journal and the line; what nobody can post is never told by a code alone."""
    assert wrong(layout, values) == [said]


@pytest.mark.parametrize("column", ["Transaction Date", "Posting Type", "Amount"])
def test_of_a_long_value_sixty_letters_are_shown(column: str) -> None:
    """A message stays short."""
    (problem,) = wrong({}, {column: "x" * 61})

    assert problem.found == "x" * 60
    assert f"'{'x' * 60}'" in problem.message


def test_both_columns_of_an_amount_are_judged() -> None:
    """Each by itself."""
    both = wrong({"amounts": "debit_and_credit"}, {"Debit": "x", "Credit": "y"})

    assert [problem.found for problem in both] == ["x", "y"]
    (one,) = wrong({"amounts": "debit_and_credit"}, {"Debit": "1", "Credit": "y"})
    assert one.found == "y"
