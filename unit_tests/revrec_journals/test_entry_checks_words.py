"""What the checks of an entry say: word for word, since people search for these sentences."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from revrec_journals.entry import Entry
from revrec_journals.entry_checks import check_entry, numbered, out_of_balance
from revrec_journals.problem import Code, Problem
from unit_tests.revrec_journals.made_entries import DAY, entry, line

if TYPE_CHECKING:
    from revrec_journals.entry import EntryLine

ONE_DATE = "one Transaction Date in the whole journal"
A_DATE_EACH = "Give every line of the journal one date, or each date a Journal Entry Id of its own"
LOOK = (
    "See whether a line is missing or was sent twice; cents of rounding can go to an account that the option "
    "rounding names"
)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            [line("0.00", 7)],
            Problem(
                Code.SINGLE_LINE,
                "Journal JE-1 has 1 line, and Xero takes two or more",
                found="1 line",
                expected="two lines or more",
                fix="See whether the other lines have another Journal Entry Id, or were left out of the input",
                line=7,
            ),
        ),
        (
            [],
            Problem(
                Code.SINGLE_LINE,
                "Journal JE-1 has 0 line, and Xero takes two or more",
                found="0 line",
                expected="two lines or more",
                fix="See whether the other lines have another Journal Entry Id, or were left out of the input",
            ),
        ),
        (
            [line("1.00", 1), line("-1.00", 2, date=date(2026, 2, 28)), line("0.00", 3, date=date(2026, 2, 28))],
            Problem(
                Code.SEVERAL_DATES,
                "Journal JE-1 has several dates: 2026-01-31 (line 1), 2026-02-28 (lines 2 and 3)",
                found="2026-01-31 (line 1), 2026-02-28 (lines 2 and 3)",
                expected=ONE_DATE,
                fix=A_DATE_EACH,
                line=2,
            ),
        ),
        (
            [line("1.00", 1, currency="usd"), line("-1.00", 2)],
            Problem(
                Code.SEVERAL_CURRENCIES,
                "Journal JE-1 has several currencies: USD (line 1), NZD (line 2)",
                found="USD (line 1), NZD (line 2)",
                expected="NZD on every line, since Xero's manual journals are in base currency",
                fix="Have RevRec post in home currency, NZD",
                line=2,
            ),
        ),
        (
            [line("1.00", 4, currency="usd"), line("-1.00", 5, currency="USD")],
            Problem(
                Code.CURRENCY_NOT_BASE,
                "Journal JE-1, lines 4 and 5: the Currency is usd, and Xero's manual journals are in base currency, "
                "NZD",
                found="usd",
                expected="NZD, or nothing",
                fix="Have RevRec post in home currency, NZD; nothing is converted here",
                line=4,
            ),
        ),
        (
            [line("0.50", 1), line("2.00", 2), line("-0.40", 3), line("-3.10", 4), line("0.00", 5)],
            Problem(
                Code.UNBALANCED,
                "Journal JE-1 is out of balance by 1.00: debits 2.50, credits 3.50",
                found="debits 2.50, credits 3.50, difference -1.00",
                expected="debits that equal credits to the cent",
                fix=LOOK,
            ),
        ),
        (
            [line("2.00", 1, currency="nzd"), line("-1.00", 2)],
            Problem(
                Code.UNBALANCED,
                "Journal JE-1 is out of balance by 1.00: debits 2.00, credits 1.00",
                found="debits 2.00, credits 1.00, difference 1.00",
                expected="debits that equal credits to the cent",
                fix=LOOK,
            ),
        ),
        (
            [line("1.00", 1), line("-1.00", 2), line("1.00", 3), line("-1.00", 4)],
            Problem(
                Code.LINES_REPEATED,
                "Journal JE-1 has every line 2 times, as a table has after 2 loads",
                found="2 different lines, 2 times each",
                expected="lines that are there once; a column that is not read tells none apart",
                fix="Send the journal once (a table that is replaced at each load, not appended to), or set "
                "repeated_lines to post if the journal is meant so",
            ),
        ),
    ],
    ids=["single", "none", "dates", "currencies", "not base", "balance", "balance in base", "repeated"],
)
def test_a_fault_says_what_was_found_what_would_be_right_and_what_to_do(lines: list[EntryLine], said: Problem) -> None:
    """With the journal, and the line where there is one."""
    assert check_entry(Entry("JE-1", tuple(lines)), "nzd") == [said]


def test_an_id_that_stands_for_none_says_what_was_found_and_what_to_do() -> None:
    """As does one of which a spreadsheet has cut the digits."""
    assert check_entry(entry(journal_entry_id="#N/A"), "NZD") == [
        Problem(
            Code.KEY_UNUSABLE,
            "Journal #N/A: the Journal Entry Id is what a program writes for none",
            found="#N/A",
            expected="the id of the journal",
            fix="Fill in the id of each line; lines of several journals may have lost theirs",
        )
    ]
    assert check_entry(entry(journal_entry_id="1.23457E+11"), "NZD") == [
        Problem(
            Code.KEY_UNUSABLE,
            "Journal 1.23457E+11: the Journal Entry Id is a long number that a spreadsheet shortened, as it may have "
            "shortened others to the same",
            found="1.23457E+11",
            expected="the id with all its digits",
            fix="Export the journals again without saving them in Excel, or format the column as text",
        )
    ]


def test_an_id_that_is_too_long_is_shown_in_part() -> None:
    """A message stays short."""
    assert check_entry(entry(journal_entry_id="x" * 201), "NZD") == [
        Problem(
            Code.KEY_UNUSABLE,
            f"Journal {'x' * 60}: the Journal Entry Id has 201 characters, 200 at most",
            found="x" * 60,
            expected="an id of 1 to 200 characters",
            fix="Give the journal a shorter id, since it becomes part of the narration in Xero",
        )
    ]


@pytest.mark.parametrize(("count", "more"), [(5, ""), (6, " and 1 more"), (8, " and 3 more")])
def test_of_many_dates_the_first_five_are_shown(count: int, more: str) -> None:
    """And how many more there are."""
    days = [DAY + timedelta(days=number) for number in range(count)]
    lines = [line("0.00", number, date=day) for number, day in enumerate(days, 1)]
    shown = ", ".join(f"{day} (line {number})" for number, day in enumerate(days[:5], 1))

    (problem,) = check_entry(Entry("JE-1", tuple(lines)), "NZD")

    assert problem.found == f"{shown}{more}"
    assert problem.message == f"Journal JE-1 has several dates: {shown}{more}"


def test_the_limit_of_rounding_is_said_where_there_is_one() -> None:
    """Beside the rule that it relaxes."""
    lines = (line("1.00"), line("-0.90", 2))
    limited: dict[str, Any] = {"rounding_limit": Decimal("0.05")}

    (problem,) = check_entry(Entry("JE-1", lines), "NZD", **limited)

    assert problem.expected == "debits that equal credits to the cent, or a difference of 0.05 at most"


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "line 1"), (2, "lines 1 and 2"), (5, "lines 1, 2, 3, 4 and 5"), (6, "lines 1, 2, 3, 4, 5 and 1 more")],
)
def test_five_lines_are_named_and_the_rest_counted(count: int, said: str) -> None:
    """As people would say it."""
    assert numbered([*range(1, count + 1)]) == said


def test_what_is_in_balance_is_nought_with_its_cents() -> None:
    """Also without a line."""
    assert [str(out_of_balance(Entry("JE-1", lines))) for lines in ((), entry().lines)] == ["0.00", "0.00"]
