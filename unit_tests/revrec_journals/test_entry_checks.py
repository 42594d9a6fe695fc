"""Each rule that an entry must keep by itself, broken alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from revrec_journals.entry_checks import check_entry, check_lines, named_account, numbered, read_alike
from revrec_journals.problem import Code, Problem
from unit_tests.revrec_journals.made_entries import entry, line, the

CENTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def checked(*lines: Any, journal_entry_id: str = "JE-1", **options: Any) -> list[Problem]:  # noqa: ANN401
    """Return what is wrong with an entry of these lines."""
    return check_entry(entry(*lines, journal_entry_id=journal_entry_id), "NZD", **options)


def test_a_balanced_entry_of_one_day_in_base_currency_is_right() -> None:
    """Nothing is reported."""
    assert checked() == []


@pytest.mark.parametrize(
    ("journal_entry_id", "why"), [("x" * 201, "201 characters"), ("JE-\ud83d", "half a character"), ("", "empty")]
)
def test_an_id_that_no_narration_can_carry_is_refused(journal_entry_id: str, why: str) -> None:
    """Without its key the journal would never be found again."""
    problem = the(checked(journal_entry_id=journal_entry_id), Code.KEY_UNUSABLE)

    assert why in problem.message


def test_a_single_line_is_no_journal() -> None:
    """Xero takes two lines or more."""
    problem = the(checked(line("0.00")), Code.SINGLE_LINE)

    assert problem.message == "Journal JE-1 has 1 line, and Xero takes two or more"
    assert (problem.found, problem.line) == ("1 line", 1)


def test_an_entry_out_of_balance_is_refused_with_both_sides() -> None:
    """Debits, credits and the difference are shown; a cent is enough."""
    problem = the(checked(line("100.00"), line("-99.99")), Code.UNBALANCED)

    assert problem.message == "Journal JE-1 is out of balance by 0.01: debits 100.00, credits 99.99"
    assert problem.found == "debits 100.00, credits 99.99, difference 0.01"


def test_a_balance_that_a_float_would_miss_is_exact() -> None:
    """0.10 and 0.20 are 0.30 (medici#8, ERPNext#34406); and a cent beside a trillion is not lost."""
    assert checked(line("0.10"), line("0.20"), line("-0.30")) == []
    the(checked(line("1000000000000.01"), line("-1000000000000.00")), Code.UNBALANCED)


@given(st.lists(CENTS, min_size=1, max_size=20), st.decimals(min_value=-5, max_value=5, places=2))
def test_an_entry_is_balanced_exactly_when_its_lines_sum_to_nothing(amounts: list[Decimal], off: Decimal) -> None:
    """However many lines there are, in whatever order."""
    # Descriptions keep the lines apart: repetition is another rule.
    lines = [line(str(amount), description=str(number)) for number, amount in enumerate(amounts)]
    last = line(str(off - sum(amounts)), description="last")

    codes = [problem.code for problem in checked(*lines, last)]

    assert codes == ([Code.UNBALANCED] if off else [])


@pytest.mark.parametrize(("off", "refused"), [("0.05", False), ("-0.05", False), ("0.06", True), ("-0.06", True)])
def test_rounding_takes_a_difference_up_to_its_limit(off: str, refused: bool) -> None:  # noqa: FBT001
    """On either side; what is more is refused, and the limit is said."""
    problems = checked(line("100.00"), line(str(Decimal(off) - 100)), rounding_limit=Decimal("0.05"))

    if refused:
        assert "0.05 at most" in the(problems, Code.UNBALANCED).expected
    else:
        assert problems == []


def test_several_dates_are_shown_with_their_lines() -> None:
    """A journal has one date in Xero."""
    lines = (line("50.00"), line("50.00", date=date(2026, 2, 28)), line("-100.00"))

    problem = the(checked(*lines), Code.SEVERAL_DATES)

    assert problem.found == "2026-01-31 (lines 1 and 3), 2026-02-28 (line 2)"
    assert problem.message.startswith("Journal JE-1 has several dates")
    assert problem.line == 2


def test_another_currency_than_the_base_is_refused() -> None:
    """Xero's manual journals have no currency; nothing is converted."""
    lines = (line("100.00", currency="USD"), line("-100.00", currency="usd"))

    problem = the(checked(*lines), Code.CURRENCY_NOT_BASE)

    assert problem.message.startswith("Journal JE-1, lines 1 and 2: the Currency is USD")
    assert (problem.found, problem.expected) == ("USD", "NZD, or nothing")


def test_several_currencies_are_shown_with_their_lines_and_have_no_balance() -> None:
    """A blank one is the base currency."""
    lines = (line("100.00", currency="USD"), line("-60.00"), line("-30.00", currency="nzd"))

    assert the(checked(*lines), Code.SEVERAL_CURRENCIES).found == "USD (line 1), NZD (lines 2 and 3)"


@pytest.mark.parametrize("currency", ["", "NZD", "nzd"])
def test_the_base_currency_may_be_named_or_not(currency: str) -> None:
    """In any case of its letters."""
    assert checked(line("1.00", currency=currency), line("-1.00")) == []


@pytest.mark.parametrize("loads", [2, 3])
def test_an_entry_that_is_there_several_times_over_is_refused(loads: int) -> None:
    """An append-only table has every line once for each load; whole journals would be posted double."""
    once = (line("100.00"), line("-60.00", account_number="4000"), line("-40.00", account_number="4000"))

    problem = the(checked(*once * loads), Code.LINES_REPEATED)

    assert problem.found == f"3 different lines, {loads} times each"
    assert checked(*once * loads, repetition_refused=False) == []


def test_some_equal_lines_are_no_repetition() -> None:
    """Two orders may have the same amount."""
    assert checked(line("50.00"), line("50.00"), line("-100.00")) == []


def test_equal_lines_hide_no_second_load() -> None:
    """What was there twice is there four times after it."""
    problem = the(checked(*[line("50.00")] * 4, *[line("-100.00")] * 2), Code.LINES_REPEATED)

    assert problem.found == "2 different lines, 2 times or a multiple of it each"


OTHER_SPELLINGS: list[dict[str, Any]] = [
    {"account_number": "2400.0"},
    {"account_name": " deferred REVENUE"},
    {"account_type": "Deferred Revenue"},
    {"product_code": ""},
    {"description": "Order  7 "},
    {"description": "Order\N{NO-BREAK SPACE}7\N{ZERO WIDTH SPACE}"},
    {"currency": "nzd"},
    {"fields": {"Class": "A", "Location": "north"}},
    {"amount": Decimal(50)},
]
SPELLED: dict[str, Any] = {
    "account_name": "Deferred Revenue",
    "product_code": "p-1",
    "description": "Order 7",
    "fields": {"Location": "North", "Class": "a"},
}


@pytest.mark.parametrize("other", OTHER_SPELLINGS)
def test_the_spelling_of_another_load_tells_no_lines_apart(other: dict[str, Any]) -> None:
    """It is what is read that counts; a currency that is left out is the organisation's own."""
    once = [line("50.00", **SPELLED), line("-50.00")]
    again = [structs.replace(once[0], **other), once[1]]

    assert the(checked(*once, *again), Code.LINES_REPEATED)


@pytest.mark.parametrize(
    "other",
    [{"account_number": "2401"}, {"description": "Order 8"}, {"fields": {"Location": "South", "Class": "a"}}],
)
def test_lines_that_differ_in_what_is_read_are_no_repetition(other: dict[str, Any]) -> None:
    """Lines of two orders are two lines, and a mapped field is read."""
    once = [line("50.00", **SPELLED), line("-50.00")]

    assert checked(*once, structs.replace(once[0], **other), once[1]) == []


def test_the_name_of_an_account_hides_no_second_load_of_its_number() -> None:
    """Where it is known which account both are."""
    once = (line("50.00"), line("-50.00", account_number="4000"))
    again = (line("50.00", account_number="", account_name="Deferred Revenue"), once[1])
    known = {"": "2400"}

    assert checked(*once, *again) == []
    problem = the(
        checked(*once, *again, account_of=lambda each: known.get(each.account_number, each.account_number)),
        Code.LINES_REPEATED,
    )
    assert problem.found == "2 different lines, 2 times each"


@pytest.mark.parametrize("shortened", ["1.23457E+11", "1.234567e+100"])
def test_a_number_that_a_spreadsheet_shortened_is_no_id(shortened: str) -> None:
    """Another id may have become the same, and their lines would be one journal."""
    assert "shortened" in the(checked(journal_entry_id=shortened), Code.KEY_UNUSABLE).message
    assert checked(journal_entry_id="7.002E+05") == []


@pytest.mark.parametrize("none", ["NULL", "nan", "None", "#N/A", "n/a", "true", "#REF!", "#NAME?", "-"])
def test_what_a_program_writes_for_no_id_is_none(none: str) -> None:
    """Lines of several journals would be one."""
    assert "writes for none" in the(checked(journal_entry_id=none), Code.KEY_UNUSABLE).message
    assert checked(journal_entry_id=f"{none}1") == []


def test_every_fault_of_an_entry_is_reported_at_once() -> None:
    """No rule hides another."""
    lines = (line("1.00", currency="USD"), line("-2.00", currency="USD", date=date(2026, 2, 1)))

    assert {problem.code for problem in checked(*lines, journal_entry_id="x" * 300)} == {
        Code.KEY_UNUSABLE,
        Code.SEVERAL_DATES,
        Code.CURRENCY_NOT_BASE,
        Code.UNBALANCED,
    }


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([3], "line 3"),
        ([1, 2], "lines 1 and 2"),
        ([1, 2, 4], "lines 1, 2 and 4"),
        ([*range(1, 101)], "lines 1, 2, 3, 4, 5 and 95 more"),
    ],
)
def test_lines_are_named_as_people_do(numbers: list[int], text: str) -> None:
    """A message stays short however many lines it is about."""
    assert numbered(numbers) == text


def test_lines_of_which_others_are_missing_are_judged_without_their_sum() -> None:
    """Dates, currencies and the id; neither balance, nor number, nor repetition."""
    lines = [line("10.00", currency="USD"), line("10.00", date=date(2026, 2, 1)), line("10.00")]
    made = entry(*lines, journal_entry_id="x" * 201)

    assert [problem.code for problem in check_lines(made, "NZD")] == [
        Code.KEY_UNUSABLE,
        Code.SEVERAL_DATES,
        Code.SEVERAL_CURRENCIES,
    ]
    assert check_lines(replace(made, journal_entry_id="JE-1", lines=()), "NZD") == []


def test_lines_without_an_id_are_no_entry() -> None:
    """Each of them stands for itself."""
    lines = [line("10.00", currency="USD"), line("10.00", date=date(2026, 2, 1))]

    assert check_lines(entry(*lines, journal_entry_id=""), "NZD") == []


@pytest.mark.parametrize(
    ("number", "name", "kind", "called"),
    [("4000.0", "Sales", "Revenue", "4000"), ("", "Sales", "Revenue", "Sales"), ("", "", "Revenue", "Revenue")],
)
def test_an_account_is_called_by_its_number_its_name_or_its_type(
    number: str, name: str, kind: str, called: str
) -> None:
    """Whichever is there first."""
    each = line("1.00", account_number=number, account_name=name, account_type=kind)

    assert named_account(each) == called


def test_lines_are_alike_in_what_is_read_of_them() -> None:
    """A currency that is left out is that of the books, where these are known."""
    each = line("1.00", currency="", description="a", fields={"b": "C", "a": "D"})

    assert read_alike(each) == (each.date, each.amount, "2400", "a", "", ("a", "d"), ("b", "c"))
    assert read_alike(each, "NZD") == read_alike(structs.replace(each, currency="nzd"))
