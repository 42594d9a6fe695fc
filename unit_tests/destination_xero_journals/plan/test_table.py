"""The plan on a terminal: aligned, complete, and as wide as asked."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.plan.table import plan_table, write_table
from unit_tests.destination_xero_journals.plan.made_plan import journal, line, refused

PRINT = "0" * 64
PLAN = [
    journal(1),
    journal(2, "unchanged", status_note=""),
    journal(3, "update", differences=("debit 12.00 on 2100 where debit 1234.50 is wanted",)),
    refused(4),
    journal(5, "held_back", status_note="Held back: the period is Open"),
    journal(6, organisation="Demo Australia", currency="AUD", date=date(2026, 2, 1)),
]

TABLE = """\
Demo Company, January 2026
  Journal Entry Id                           Date        Action              Lines            Debits
  JE-0001                                    2026-01-31  Create                  2          1,234.50
    Ready to Post
  JE-0002                                    2026-01-31  Already there           2          1,234.50
  JE-0003                                    2026-01-31  Update                  2          1,234.50
    Ready to Post
    debit 12.00 on 2100 where debit 1234.50 is wanted

Demo Company, no period
  Journal Entry Id                           Date        Action              Lines            Debits
  JE-0004                                                Refuse

Demo Company, January 2026
  Journal Entry Id                           Date        Action              Lines            Debits
  JE-0005                                    2026-01-31  Hold back               2          1,234.50
    Held back: the period is Open

Demo Australia, February 2026
  Journal Entry Id                           Date        Action              Lines            Debits
  JE-0006                                    2026-02-01  Create                  2          1,234.50
    Ready to Post
    Dated 2026-01-31 in RevRec

Totals
  Organisation            Period          Action           Journals     Lines            Debits
  Demo Australia          February 2026   Create                  1         2          1,234.50  AUD
  Demo Company            no period       Refuse                  1         0              0.00
  Demo Company            January 2026    Already there           1         2          1,234.50  NZD
  Demo Company            January 2026    Create                  1         2          1,234.50  NZD
  Demo Company            January 2026    Hold back               1         2          1,234.50  NZD
  Demo Company            January 2026    Update                  1         2          1,234.50  NZD

Problems (1)
  ACCOUNT_UNKNOWN  Demo Company, journal JE-0004, line 2
    Journal JE-0004, line 2: account 4999 is no account in Xero
      found     4999
      expected  the number of an active account
      fix       Add the account in Xero, or map it in account_mapping

Fingerprint  0000000000000000000000000000000000000000000000000000000000000000
With these problems nothing is posted, unless on_invalid is post_the_valid.
"""


def test_the_table_shows_journals_totals_problems_and_the_fingerprint() -> None:
    """All of it, as a person reads it."""
    out = io.StringIO()
    write_table(out, PLAN, PRINT)

    assert out.getvalue() == TABLE


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

    assert text.count("1,234,567,890,123,456.78") == 2


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
