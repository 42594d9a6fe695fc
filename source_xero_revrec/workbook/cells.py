"""From a record's values to the values of cells: Decimal for money, dates for dates, instants in UTC."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Link:
    """A text that opens an address, or a sheet where the address begins with `internal:`."""

    address: str
    text: str = "Open"


CellValue = str | bool | int | Decimal | date | datetime | Link | None
"""What a cell holds. Instants are UTC and no longer say so: a workbook knows no time zones."""


class ColumnKind(StrEnum):
    """What a column holds, which decides its format, its width and its side."""

    TEXT = "text"
    WORDS = "words"
    LINK = "link"
    DATE = "date"
    DAY_AFTER = "day after"
    INSTANT = "instant"
    AMOUNT = "amount"
    UNIT = "unit"
    RATE = "rate"
    COUNT = "count"
    BOOLEAN = "boolean"


class Remark(StrEnum):
    """What had to happen to a value on its way into a cell; each is counted and reported, none happens silently."""

    MISFIT = "not what the column holds, written as text as they came"
    CONTROL_CHARACTERS = "with characters that Excel refuses, which were removed"
    CUT = "longer than the 32,767 characters that Excel takes, cut"
    LONG_NUMBER = "with more than the 15 digits that Excel keeps, written as text so that no digit is lost"
    OLD_DATE = "before March 1900, which Excel cannot tell, written as text"
    FORMULA = "beginning like a formula; RevRec reads them as text, Excel would calculate them"


_CODE_WORD = re.compile("[A-Z]+(_[A-Z]+)*|[a-z]+(_[a-z]+)*")
_WORDS = {
    "AUTHORISED": "Approved",
    "GDPRREQUEST": "GDPR request",
    "absent": "Nothing states a period",
    "ambiguous": "Can be read in two ways",
    "ABSENT_PERIOD": "No period",
    "AMBIGUOUS_PERIOD": "Period in doubt",
}


class Remarks:
    """How often each remark was made about each column."""

    def __init__(self) -> None:
        """Begin with none."""
        self._counts: Counter[tuple[str, str, Remark]] = Counter()

    def note(self, sheet: str, header: str, remark: Remark) -> None:
        """Count one value."""
        self._counts[sheet, header, remark] += 1

    def sentences(self) -> list[str]:
        """Return one sentence for each column and remark, in the order in which they came up."""
        return [
            f"{sheet}, {header}: {count:,} value{'s' if count > 1 else ''} {remark}."
            for (sheet, header, remark), count in self._counts.items()
        ]


class Misfit(ValueError):
    """A value is not of its column's kind."""


def cell(kind: ColumnKind, value: Any) -> CellValue:  # noqa: ANN401 - a JSON value
    """Return a record's value as a cell.

    Amounts arrive as Decimal, int, or their digits as text. Raises Misfit where the value is not what the column holds;
    a float is a programmer's error and raises TypeError, since money never is one.
    """
    return conversion(kind)(value)


def conversion(kind: ColumnKind) -> Callable[[Any], CellValue]:
    """Return what makes cells of a column's values, as `cell` does."""
    convert = _CONVERSIONS[kind]

    def made(value: Any) -> CellValue:  # noqa: ANN401
        if value is None:
            return None
        if type(value) is float:
            raise TypeError("A float reached the workbook, where every number is Decimal or int.")
        return convert(value)

    return made


def as_text(value: Any) -> str:  # noqa: ANN401 - a JSON value
    """Return any JSON value as the text of a cell."""
    if isinstance(value, str):
        return value
    return orjson.dumps(value, default=str).decode()


@lru_cache(maxsize=1024)
def in_words(value: str) -> str:
    """Return a code word of Xero's or ours as a person says it; what is no code word stays as it is."""
    return _WORDS.get(value) or (value.replace("_", " ").capitalize() if _CODE_WORD.fullmatch(value) else value)


def _words(value: Any) -> CellValue:  # noqa: ANN401
    return in_words(as_text(value))


def _link(value: Any) -> CellValue:  # noqa: ANN401
    return Link(as_text(value))


def _number(value: Any) -> CellValue:  # noqa: ANN401
    if isinstance(value, bool):
        raise Misfit
    if isinstance(value, (int, Decimal)):
        return value
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        raise Misfit from None
    if not number.is_finite():
        raise Misfit
    return number


def _date(value: Any) -> CellValue:  # noqa: ANN401
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Misfit from None


def _day_after(value: Any) -> CellValue:  # noqa: ANN401
    """Return the day after a last day, which RevRec takes as the end."""
    try:
        return date.fromisoformat(value) + timedelta(days=1)
    except (TypeError, ValueError, OverflowError):
        raise Misfit from None


def _instant(value: Any) -> CellValue:  # noqa: ANN401
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Misfit from None
    if instant.tzinfo is None:
        raise Misfit
    return instant.astimezone(UTC).replace(tzinfo=None)


def _boolean(value: Any) -> CellValue:  # noqa: ANN401
    if isinstance(value, bool):
        return value
    raise Misfit


_CONVERSIONS: dict[ColumnKind, Callable[[Any], CellValue]] = {
    ColumnKind.TEXT: as_text,
    ColumnKind.WORDS: _words,
    ColumnKind.LINK: _link,
    ColumnKind.DATE: _date,
    ColumnKind.DAY_AFTER: _day_after,
    ColumnKind.INSTANT: _instant,
    ColumnKind.AMOUNT: _number,
    ColumnKind.UNIT: _number,
    ColumnKind.RATE: _number,
    ColumnKind.COUNT: _number,
    ColumnKind.BOOLEAN: _boolean,
}
