"""From the rows below a heading to lines: totals and empty rows are left out, and rows may go on from the one above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from revrec_journals.columns import ACCOUNT_COLUMNS, PLACE
from revrec_journals.layout import AMOUNT, CREDIT, CREDIT_ACCOUNT, DATE, DEBIT, DEBIT_ACCOUNT, ID, NARRATION, SIDE
from revrec_journals.line import journal_entry_id
from revrec_journals.reject import REJECT
from revrec_journals.value import text, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from revrec_journals.recognised import Recognised

OF_THE_ENTRY = (ID, DATE, NARRATION, "Currency", "Period Status")
_TOTAL = re.compile(r"(?:grand|sub|overall)?[ -]?totals?|gesamt(?:summe|betrag)?|(?:zwischen)?summe|sum", re.IGNORECASE)
_BEGINS_AS_TOTAL = re.compile(rf"(?:{_TOTAL.pattern})\b.*", re.IGNORECASE)
_NUMBER = re.compile("[^0-9]{0,6}[0-9][0-9.,' \N{NO-BREAK SPACE}\N{RIGHT SINGLE QUOTATION MARK}]*[^0-9]{0,6}")
_FEWEST_DIGITS_OF_A_DAY = 4
_ACCOUNTS = ("Account Type", DEBIT_ACCOUNT, CREDIT_ACCOUNT, *ACCOUNT_COLUMNS)
_NO_LINE = (ID, DATE, SIDE, *_ACCOUNTS)


@dataclass(slots=True)
class LeftOut:
    """How many rows were no lines, and which filled sheets of a workbook were not read."""

    totals: int = 0
    empty: int = 0
    hidden: int = 0
    headings: int = 0
    sheets: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Return what was left out, in words; empty where nothing was."""
        counts = {"total row": self.totals, "empty row": self.empty, "hidden row": self.hidden}
        counts["repeated heading"] = self.headings
        parts = [f"{count:,} {what}{'s' * (count > 1)}" for what, count in counts.items() if count]
        if self.sheets:
            parts.append(f"the sheet{'s' * (len(self.sheets) > 1)} {', '.join(self.sheets)}")
        return " and ".join(parts)


def is_empty(cells: Sequence[Any]) -> bool:
    """Tell whether a row has nothing but white space."""
    return not any(text(cell) for cell in cells)


def is_like_a_line(values: Mapping[str, Any], recognised: Recognised) -> bool:
    """Tell whether a row has what may be a day, an account and an amount, as a line has and a title has not."""
    digits = sum(letter.isdigit() for letter in text_of(DATE, values, recognised))
    has_account = any(text_of(column, values, recognised) for column in _ACCOUNTS)
    amounts = (text_of(column, values, recognised) for column in (AMOUNT, DEBIT, CREDIT))
    return digits >= _FEWEST_DIGITS_OF_A_DAY and has_account and any(map(_NUMBER.fullmatch, amounts))


def is_total(values: Mapping[str, Any], recognised: Recognised) -> bool:
    """Tell whether a row is a total: its first filled cell says so, all others are numbers, and it names no line.

    In an account's column the word must stand alone, since an account may be called Total Wine.
    """
    filled = ((name, told) for name, value in values.items() if (told := text(value)))
    name, word = next(filled, ("", ""))
    if not _says_total(name, word, recognised):
        return False
    of_a_line = {recognised.columns.get(column) for column in _NO_LINE}
    return all(other not in of_a_line and _NUMBER.fullmatch(told) for other, told in filled)


def _says_total(name: str, word: str, recognised: Recognised) -> bool:
    of_account = name in {recognised.columns.get(column) for column in ACCOUNT_COLUMNS}
    said = _TOTAL if of_account else _BEGINS_AS_TOTAL
    return said.fullmatch(word.removesuffix(":").strip()) is not None


class Continuation:
    """Rows that go on from the row above: the id and what belongs to a whole entry stand in its first row alone."""

    def __init__(self) -> None:
        """Begin with no row above."""
        self._above: dict[str, Any] = {}

    def end(self) -> None:
        """Note that the next row goes on from none: a total or an empty row is between."""
        self._above = {}

    def placed(self, place: str, values: dict[str, Any], recognised: Recognised) -> dict[str, Any]:
        """Return a line with what it takes from the row above, where the layout says that it may.

        One that has no id all the same bears its place.
        """
        if recognised.problems:
            return values
        # Refused lines stand one below the other as they were refused, and go on from none.
        if recognised.layout.continued and ID in recognised.columns and REJECT not in values:
            values = self._filled(values, recognised)
        return values if journal_entry_id(values, recognised) else {**values, PLACE: place}

    def _filled(self, values: dict[str, Any], recognised: Recognised) -> dict[str, Any]:
        keys = {name: key for name in OF_THE_ENTRY if (key := recognised.columns.get(name)) is not None}
        if self._goes_on(values, keys):
            blank = {key: self._above[name] for name, key in keys.items() if not text(values.get(key))}
            values = {**values, **blank}
        self._above = {name: values.get(key) for name, key in keys.items()} if text(values.get(keys[ID])) else {}
        return values

    def _goes_on(self, values: Mapping[str, Any], keys: Mapping[str, str]) -> bool:
        """Tell whether id and date are left blank, or the same as above."""
        given = {name: text(values.get(keys[name])) for name in (ID, DATE) if name in keys}
        same = all(not written or written == text(self._above.get(name)) for name, written in given.items())
        return same and self._above.keys() == keys.keys()
