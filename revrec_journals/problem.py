"""What keeps a journal entry from being posted, as values that are collected and reported together."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_SAID = 10
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Zs"})
"""Categories of Unicode whose letters leave no mark, or the mark of a space."""


class Code(StrEnum):
    """Every reason for which a journal entry is refused."""

    COLUMN_MISSING = "COLUMN_MISSING"
    COLUMN_AMBIGUOUS = "COLUMN_AMBIGUOUS"
    VALUE_MISSING = "VALUE_MISSING"
    VALUE_NESTED = "VALUE_NESTED"
    VALUE_LOST = "VALUE_LOST"
    DELETED = "DELETED"
    DELETION_UNCLEAR = "DELETION_UNCLEAR"
    DATE_UNREADABLE = "DATE_UNREADABLE"
    DATE_AMBIGUOUS = "DATE_AMBIGUOUS"
    AMOUNT_UNREADABLE = "AMOUNT_UNREADABLE"
    AMOUNT_AMBIGUOUS = "AMOUNT_AMBIGUOUS"
    AMOUNT_TOO_FINE = "AMOUNT_TOO_FINE"
    AMOUNT_NEGATIVE = "AMOUNT_NEGATIVE"
    POSTING_TYPE_UNKNOWN = "POSTING_TYPE_UNKNOWN"
    TAXED = "TAXED"
    ORGANISATION_UNKNOWN = "ORGANISATION_UNKNOWN"
    KEY_UNUSABLE = "KEY_UNUSABLE"
    KEY_RESPELLED = "KEY_RESPELLED"
    SINGLE_LINE = "SINGLE_LINE"
    UNBALANCED = "UNBALANCED"
    SEVERAL_DATES = "SEVERAL_DATES"
    SEVERAL_CURRENCIES = "SEVERAL_CURRENCIES"
    SEVERAL_PERIOD_STATUSES = "SEVERAL_PERIOD_STATUSES"
    CURRENCY_NOT_BASE = "CURRENCY_NOT_BASE"
    LINES_REPEATED = "LINES_REPEATED"
    DATE_LOCKED = "DATE_LOCKED"
    JOURNAL_TOO_LARGE = "JOURNAL_TOO_LARGE"
    ACCOUNT_UNKNOWN = "ACCOUNT_UNKNOWN"
    ACCOUNT_AMBIGUOUS = "ACCOUNT_AMBIGUOUS"
    ACCOUNT_ARCHIVED = "ACCOUNT_ARCHIVED"
    ACCOUNT_NOT_POSTABLE = "ACCOUNT_NOT_POSTABLE"
    CATEGORY_UNKNOWN = "CATEGORY_UNKNOWN"
    CATEGORY_ARCHIVED = "CATEGORY_ARCHIVED"
    OPTION_UNKNOWN = "OPTION_UNKNOWN"
    OPTION_ARCHIVED = "OPTION_ARCHIVED"
    UNTAGGED = "UNTAGGED"
    TOO_MANY_CATEGORIES = "TOO_MANY_CATEGORIES"
    CHANGED = "CHANGED"
    VOIDED = "VOIDED"
    POSTED_TWICE = "POSTED_TWICE"
    CONTRADICTED = "CONTRADICTED"
    TAKEN_BACK = "TAKEN_BACK"
    REFUSED_BY_XERO = "REFUSED_BY_XERO"
    ALTERED_BY_XERO = "ALTERED_BY_XERO"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a journal entry cannot be posted.

    `line` counts the entry's lines from 1 in the order of arrival, 0 where the whole entry is meant. `found` is what
    the input or Xero has, `expected` what would be right, `fix` what a person does about it. `subject` is what the
    problem is about where others of its kind may share one cause, such as an account's number; `nearest` are the things
    in Xero that may be meant, the likeliest first.
    """

    code: Code
    message: str
    found: str = ""
    expected: str = ""
    fix: str = ""
    line: int = 0
    subject: str = field(default="", compare=False)
    nearest: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        """Make letters visible that nobody sees, so that what was found never looks like what is expected."""
        object.__setattr__(self, "found", visible(self.found))
        object.__setattr__(self, "message", visible(self.message))

    def sentence(self) -> str:
        """Return it in one line: code, what and where, found, expected, what to do."""
        found = f" Found: {self.found.rstrip('.')}." if self.found else ""
        expected = f" Expected: {self.expected.rstrip('.')}." if self.expected else ""
        nearest = f" Nearest in Xero: {'; '.join(self.nearest)}." if self.nearest else ""
        fix = f" {self.fix.rstrip('.')}." if self.fix else ""
        return f"{self.code}: {self.message.rstrip('.')}.{found}{expected}{nearest}{fix}"


def visible(text: str) -> str:
    """Return a text in which no-break spaces, marks without width and the like are written as their number."""
    if text.isascii():
        return text
    return "".join(
        letter if letter == " " or unicodedata.category(letter) not in _UNSEEN else f"\\u{ord(letter):04x}"
        for letter in text
    )


def refusal(title: str, problems: Iterable[Problem]) -> str:
    """Return why the journal entries of a file or table cannot be taken: the first ten problems, each said once."""
    told = [problem.sentence() for problem in dict.fromkeys(problems)]
    more = len(told) - _MOST_SAID
    rest = f" And {more:,} more." if more > 0 else ""
    return f"The journal entries of {title} cannot be taken. {' '.join(told[:_MOST_SAID])}{rest}"
