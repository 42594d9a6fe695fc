"""What is wrong with one line, before it is known how the line is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SHOWN = 60
"""Characters of a value that a message shows."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason why a line cannot be read: what is wrong, what was found, what would be right, and what to do."""

    code: Code
    what: str
    found: Any
    expected: str
    fix: str

    def of_line(self, where: str, number: int) -> Problem:
        """Return it as a problem of the line that `where` names and that has this number in its entry."""
        shown = "" if self.found is None else str(self.found)[:MOST_SHOWN]
        return Problem(self.code, f"{where}: {self.what}", shown, self.expected, self.fix, number)


def absent(column: str, fix: str) -> Fault:
    """Return that a column is empty where a value is needed."""
    return Fault(Code.VALUE_MISSING, f"{column} is empty", None, f"a value for {column}", fix)


def either(words: Iterable[str]) -> str:
    """Return words as a choice: `A`, `A or B`, `A, B or C`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
