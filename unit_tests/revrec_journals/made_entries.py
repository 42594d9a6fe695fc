"""Entries that are right, for the tests to break in one place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import structs

from revrec_journals.entry import Entry, EntryLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from revrec_journals.problem import Code, Problem

DAY = date(2026, 1, 31)


def line(amount: str, number: int = 1, **fields: Any) -> EntryLine:  # noqa: ANN401
    """Return a line on Deferred Revenue, debit positive; it reads like any other line of these fields."""
    made = {"date": DAY, "amount": Decimal(amount), "account_number": "2400", **fields}
    return EntryLine(number, **made)


def entry(*lines: EntryLine, journal_entry_id: str = "JE-1") -> Entry:
    """Return an entry of these lines, numbered as they come; a balanced one where there are none."""
    lines = lines or (line("100.00"), line("-100.00", account_number="4000"))
    return Entry(journal_entry_id, tuple(structs.replace(each, number=number) for number, each in enumerate(lines, 1)))


def the(problems: Sequence[Problem], code: Code) -> Problem:
    """Return the one problem there is, which says what it found, what would be right and what to do."""
    assert [problem.code for problem in problems] == [code]
    (problem,) = problems
    assert problem.message
    assert problem.expected
    assert problem.fix
    return problem
