"""The plan on a terminal: aligned, complete, and as wide as asked."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.plan.table import plan_table, write_table
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.plan.made_plan import UNKNOWN, journal, line, refused

PRINT = "0" * 64
OVERWRITES = "Overwrites the POSTED journal of 2026-01-31 with debits of 12.00"
PLAN = [
    refused(4),
    journal(1),
    journal(3, "update", differences=("debit 12.00 on 2100 where debit 1234.50 is wanted",), touches=OVERWRITES),
    journal(5, "held_back", status_note="Held back: the period is Open", lines=()),
    journal(6, organisation="Other Company", currency="AUD", date=date(2026, 2, 1), warnings=("Look at 835.",)),
]

TABLE = """\
Demo Company, no period
  Journal Entry Id                           Date        Action              Lines            Debits
  JE-0004                                                Refuse

Demo Company, January 2026
  Journal Entry Id                           Date        Action              Lines            Debits
  JE-0001                                    2026-01-31  Create                  2          1,234.50
    Ready to Post
  JE-0003                                    2026-01-31  Update                  2          1,234.50
    Ready to Post
    Overwrites the POSTED journal of 2026-01-31 with debits of 12.00
    debit 12.00 on 2100 where debit 1234.50 is wanted
  JE-0005                                    2026-01-31  Hold back
    Held back: the period is Open

Totals
  Organisation            Period          Action           Journals     Lines            Debits
  Demo Company            no period       Refuse                  1         0              0.00
  Demo Company            January 2026    Create                  1         2          1,234.50  NZD
  Demo Company            January 2026    Hold back               1         0              0.00  NZD
  Demo Company            January 2026    Update                  1         2          1,234.50  NZD

To post by account, Demo Company, NZD
  Account in Xero                       Tracking                             Debit            Credit
  2100 Name of 2100                                                       2,469.00
  4000 Name of 4000                     Region: North                                       2,469.00
  Total                                 difference 0.00                   2,469.00          2,469.00

To look at (1)
  What Xero holds would be overwritten with RevRec's (journal JE-0003).

Problems (1 in 1 journal, by cause)
  ACCOUNT_UNKNOWN: Demo Company, Journal JE-0004, line 2: account 4999 is no account in Xero
      found     4999
      expected  the number of an active account
      fix       Add the account in Xero, or map it in account_mapping

Fingerprint  0000000000000000000000000000000000000000000000000000000000000000
With these problems nothing is posted, unless on_invalid is post_the_valid.
"""


def test_the_table_shows_journals_totals_problems_and_the_fingerprint() -> None:
    """All of it, as a person reads it."""
    out = io.StringIO()
    write_table(out, PLAN[:4], PRINT)

    assert out.getvalue() == TABLE


@pytest.mark.parametrize("count", [30, 300, 3_000])
def test_it_is_forty_lines_at_most_however_many_journals_fail(count: int) -> None:
    """One line of these is the command's; the cause, how many and the first of them are said."""
    causes = [replace(UNKNOWN, subject=str(4_000 + number % 3), nearest=("400 Advertising",)) for number in range(3)]
    many = [refused(number, problems=(causes[number % 3],)) for number in range(count)]
    mixed = [journal(number, warnings=(f"Look at {number}",)) for number in range(count)]
    lines = list(plan_table([*many, *mixed], PRINT))

    assert len(lines) <= 39
    text = " ".join(" ".join(lines).split())
    assert f"accounts 4000, 4001 and 4002 are not mapped in Demo Company ({count:,} journals, first JE-0000)" in text
    assert "400 Advertising" in text
    assert "the file of --output has all of them" in text
    assert f"To look at ({count})" in text or f"To look at ({count:,})" in text
    assert "difference 0.00" in text


@given(st.lists(st.sampled_from([*Code]), max_size=40, unique=True), st.integers(1, 4), st.integers(60, 130))
def test_many_causes_are_forty_lines_too(codes: list[Code], journals: int, width: int) -> None:
    """Whatever is wrong, however long it is said, and wherever."""
    problems = tuple(Problem(code, f"{code} " * 30, "found " * 30, "expected " * 30, "fix " * 60) for code in codes)
    planned = [refused(number, problems=problems, organisation=f"Company {number}") for number in range(journals)]
    lines = list(plan_table([journal(), *planned], PRINT, width=width))

    assert len(lines) <= (39 if problems else 100)


def test_a_plan_without_problems_has_a_hundred_lines() -> None:
    """More is for the file."""
    lines = list(plan_table([journal(number, status_note="") for number in range(300)], PRINT))

    assert len(lines) == 100
    (more,) = [line for line in lines if "more journals" in line]
    assert int(more.split()[2]) + sum("Create   " in line for line in lines) == 301


@pytest.mark.parametrize("problems", [(), (UNKNOWN,)])
def test_many_organisations_are_a_page_too(problems: tuple[Problem, ...]) -> None:
    """Each has totals of its own, which give way where there is no room."""
    many = [journal(number, organisation=f"Company {number}") for number in range(60)]

    assert len(list(plan_table([*many, journal(99, problems=problems)], PRINT))) <= (39 if problems else 100)


@given(
    width=st.integers(20, 200),
    organisation=st.text(max_size=90),
    entry=st.text(max_size=200),
    note=st.text(st.characters(codec="ascii"), max_size=300),
)
def test_no_line_is_wider_than_asked(width: int, organisation: str, entry: str, note: str) -> None:
    """Between 80 and 120 characters, whatever names and ids are like."""
    planned = journal(organisation=organisation, journal_entry_id=entry, status_note=note)
    lines = list(plan_table([planned, refused()], PRINT, width=width))

    assert max(map(len, lines)) <= min(max(width, 80), 120)
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("entry", ["JE-1", "仕訳-0001", "e\u0301-1"])
def test_columns_stand_below_each_other_in_every_script(entry: str) -> None:
    """Chinese letters take two columns, and combining accents none."""
    (row,) = [each for each in plan_table([journal(journal_entry_id=entry)], PRINT) if "2026-01-31" in each]
    before = row.partition("2026-01-31")[0]
    wide, combining = sum(letter in "仕訳" for letter in before), before.count("\u0301")

    assert len(before) + wide - combining == 45


def test_a_large_amount_is_whole() -> None:
    """Nothing of a figure is ever cut."""
    lines = (line("1", "1234567890123456.78"), line("2", "-1234567890123456.78"))
    text = "\n".join(plan_table([journal(lines=lines)], PRINT, width=80))

    assert text.count("1,234,567,890,123,456.78") == 6


def test_an_empty_plan_says_so() -> None:
    """The fingerprint of nothing is a fingerprint too."""
    assert list(plan_table([], PRINT)) == [
        "There are no journal entries in the input.",
        "",
        f"Fingerprint  {PRINT}",
        "Nothing would be posted.",
    ]


def test_a_plan_without_problems_says_how_it_is_approved() -> None:
    """With the option that takes the fingerprint."""
    assert list(plan_table([journal()], PRINT))[-1] == (
        "With it as plan_fingerprint in the configuration, a sync posts this plan and no other."
    )
