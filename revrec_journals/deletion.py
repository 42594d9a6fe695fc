"""Marks of deleted rows: what loaders write into a table in which nothing is ever removed.

A row that is marked is no line of a journal entry, nor is one that says of itself that a newer version has replaced it.
Sources: the documentation of Airbyte, Fivetran, Stitch and Singer, dlt, Debezium, Hevo, Estuary, Datastream, Hudi,
PeerDB, Delta, dbt, Snowflake streams, AWS DMS, Qlik Replicate and SQL Server; which names count is our choice.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Kind(Enum):
    """What a mark's value says."""

    FLAG = "whether, or when, the row was deleted"
    CURRENT = "whether the row is still current"
    END = "until when the row was current"
    OPERATION = "what was done to the row"
    OPERATION_CODE = "what was done to the row, as SQL Server's code"
    ENVELOPE = "further marks"


@dataclass(frozen=True, slots=True)
class Mark:
    """A column that may say that a row was deleted."""

    column: str
    kind: Kind


class UnclearMark(ValueError):
    """A mark whose value is not understood."""

    def __init__(self, column: str, value: object) -> None:
        """Name the column and the value."""
        super().__init__(column)
        self.column = column
        self.value = value


_WORDS = re.compile(r"[^A-Za-z0-9$]+|(?<=[a-z0-9])(?=[A-Z])|(?=\$)")
_WHEN = "(?:at|on|date|datetime|time|timestamp|ts|utc|flag|ind|indicator|mark|marker)"
_MARKED = rf"(?:(?:(?<!un)deleted|removed|tombstoned?){_WHEN}?|(?:delete|deletion|del){_WHEN})"
_QUALIFIERS = "(?:is|was|has|been|soft|hard|logical|logically|marked|as|row|record|source|src|cdc|etl|dbt|sf)*"
_PLAIN = re.compile(_QUALIFIERS + _MARKED)
_LOADERS = re.compile(f".*{_MARKED}")
_CURRENT = frozenset(
    {"iscurrent", "iscurrentrecord", "iscurrentrow", "currentflag", "iscurrentflag", "islatestversion"}
)
_LOADERS_CURRENT = _CURRENT | {"fivetranactive", "current"}
_ENDS = frozenset({"dbtvalidto"})
_LOADERS_ENDS = _ENDS | {"validto", "endat", "fivetranend"}
_OPERATIONS = frozenset({"op", "optype", "rowkind", "cdcop", "cdcoperation", "cdcoptype", "dmsop", "dmlop", "dmltype"})
_LOADERS_OPERATIONS = frozenset(
    {"op", "oper", "operation", "optype", "operationtype", "changetype", "changeoper", "rowkind", "dmltype", "action"}
)
_SQL_SERVER = "__$operation"
_SNOWFLAKE = "metadata$action"
_QLIK = "header__change_oper"
_ENVELOPES = frozenset({"meta", "metadata"})

_YES = frozenset({"true", "t", "yes", "y", "1", "x", "d", "deleted"})
_NO = frozenset({"", "false", "f", "no", "n", "0"})
_GONE = frozenset({"d", "del", "delete", "deleted", "-d", "remove", "removed", "tombstone"})
_REPLACED = frozenset({"b", "before", "update_preimage", "update_before", "-u"})
_THERE = frozenset(
    {
        "",
        "c",
        "create",
        "created",
        "i",
        "insert",
        "inserted",
        "+i",
        "u",
        "update",
        "updated",
        "+u",
        "upsert",
        "r",
        "read",
    }
    | {"snapshot", "l", "load", "merge", "update_postimage", "update_after", "refresh"}
)
_CODES = {"1": True, "2": False, "3": True, "4": False}
_MOMENT = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[t ,].*)?", re.DOTALL)
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_YEARS = range(1990, 2200)
"""Years in which a row may have been deleted; others are written for never, or not yet."""
_SECONDS = 631_152_000
"""The beginning of 1990 in seconds of Unix time; milliseconds and microseconds are larger still."""
_LATEST = Decimal(10) ** 19
_COMPACT_DAY = re.compile(r"(?:199[0-9]|20[0-9]{2}|21[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")


def marks_among(names: Iterable[str]) -> tuple[Mark, ...]:
    """Return which columns of a row may say that it was deleted; the configuration reads none of `names`."""
    found = ((name, _kind(name)) for name in names)
    return tuple(Mark(name, kind) for name, kind in found if kind is not None)


def is_deleted(values: Mapping[str, Any], marks: Iterable[Mark]) -> bool:
    """Tell whether a row was deleted or replaced; raises UnclearMark where one of its marks is not understood."""
    # Every mark is read, so that none is passed over that is not understood.
    said = {_says_deleted(mark, values.get(mark.column)) for mark in marks}
    return True in said


def _kind(name: str, *, loaders: bool = False) -> Kind | None:
    """Return what a column says by its name; of a loader's own, such as `_deleted`, any beginning is taken."""
    loaders = loaders or name.startswith("_")
    folded = name.casefold()
    words = [word.casefold() for word in _WORDS.split(name) if word]
    compact = "".join(words)
    known = {
        Kind.OPERATION_CODE: folded == _SQL_SERVER,
        Kind.FLAG: (_LOADERS if loaders else _PLAIN).fullmatch(compact) is not None,
        Kind.CURRENT: compact in (_LOADERS_CURRENT if loaders else _CURRENT),
        Kind.END: compact in (_LOADERS_ENDS if loaders else _ENDS),
        Kind.OPERATION: folded in (_SNOWFLAKE, _QLIK) or _is_operation(words, loaders=loaders),
        Kind.ENVELOPE: _is_envelope(words, loaders=loaders),
    }
    return next((kind for kind, fits in known.items() if fits), None)


def _is_operation(words: list[str], *, loaders: bool) -> bool:
    if not loaders:
        return "".join(words) in _OPERATIONS or (words[-1:] == ["op"] and "meta" in words)
    return any("".join(words[-count:]) in _LOADERS_OPERATIONS for count in (1, 2))


def _is_envelope(words: list[str], *, loaders: bool) -> bool:
    return words[-1:] != [] and words[-1] in _ENVELOPES and (loaders or words[0] == "datastream")


def _says_deleted(mark: Mark, value: Any) -> bool:  # noqa: ANN401 - any value of JSON
    if mark.kind is Kind.ENVELOPE:
        return _inside(mark.column, value)
    text = _text(value)
    match mark.kind:
        case Kind.FLAG:
            said = _flag(text)
        case Kind.END:
            said = _end(text)
        case Kind.CURRENT:
            current = _flag(text) if text else None
            said = None if current is None else not current
        case Kind.OPERATION_CODE:
            said = _CODES.get(text, _operation(text))
        case _:
            said = _operation(text)
    if said is None:
        raise UnclearMark(mark.column, value)
    return said


def _inside(column: str, value: Any) -> bool:  # noqa: ANN401 - any value of JSON
    """Read the marks of an object, which a warehouse may keep as text."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value, parse_float=Decimal)
        except (ValueError, RecursionError):
            raise UnclearMark(column, value) from None
    if not isinstance(value, dict):
        return False
    inner = ((name, _kind(str(name), loaders=True)) for name in value)
    return is_deleted(value, [Mark(name, kind) for name, kind in inner if kind not in (None, Kind.ENVELOPE)])


def _flag(text: str) -> bool | None:
    if text in _YES:
        return True
    if text in _NO:
        return False
    return True if _is_moment(text) else None


def _end(text: str) -> bool | None:
    """Tell whether a row's time has ended; a year beyond all others is how tables write that it has not."""
    years = [int(year) for year in _YEAR.findall(text)]
    if not text or (_MOMENT.fullmatch(text) and years and years[0] >= _YEARS.stop):
        return False
    return True if _is_moment(text) else None


def _operation(text: str) -> bool | None:
    if text in _GONE or text in _REPLACED:
        return True
    return False if text in _THERE else None


def _is_moment(text: str) -> bool:
    """Tell whether a text is a day or an instant, in any order or as a number, that a row may have been deleted at."""
    if _MOMENT.fullmatch(text):
        years = _YEAR.findall(text)
        return bool(years) and int(years[0]) in _YEARS
    if _COMPACT_DAY.fullmatch(text):
        return True
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and _SECONDS <= number < _LATEST


def _text(value: Any) -> str:  # noqa: ANN401 - any value of JSON
    """Return a value in lower case, a whole number without zeros after the point; blank where it is none."""
    if value is None or value != value:  # noqa: PLR0124 - NaN, which is how data frames write a blank
        return ""
    text = str(value).strip().casefold()
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if number.is_finite() and abs(number) < _LATEST and number == number.to_integral_value():
        return str(int(number))
    return text
