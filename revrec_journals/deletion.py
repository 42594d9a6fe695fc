"""Marks of deleted rows: what loaders write into a table in which nothing is ever removed.

A row that is marked is no line of a journal entry, nor is one that says of itself that a newer version has replaced it.
Where a name leaves it open whether it marks rows, a row that it may mark is refused until somebody says.
Sources: the documentation of Airbyte, Fivetran, Stitch, Singer and Meltano, dlt, Debezium, Hevo, Estuary, Datastream,
Hudi, PeerDB, Artie, Streamkap, Sling, Delta, dbt, Snowflake streams, AWS DMS, Qlik Replicate, Matillion, Striim,
Synapse Link, SQL Server, IBM's replication, HVR, Informatica, Materialize
and SAP's extractors; which names count is our choice.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from revrec_journals.doubtful_marks import GONE_WORDS, THERE_WORDS, Doubt, doubt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class Kind(Enum):
    """What a mark's value says."""

    FLAG = auto()
    """Whether, or when, the row was deleted."""
    CURRENT = auto()
    """Whether the row is still current."""
    END = auto()
    """Until when the row was current."""
    OPERATION = auto()
    """What was done to the row."""
    OPERATION_CODE = auto()
    """What was done to the row, in codes that the column alone has."""
    ENVELOPE = auto()
    """Further marks."""
    DOCUMENT = auto()
    """The whole row once more, with an envelope of further marks."""
    SAID = auto()
    """That the row was deleted, in any of these ways or as a status."""
    STATUS = auto()
    """What became of the row."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A column that may say that a row was deleted; only where it is not `sure`, it may say something else."""

    column: str
    kind: Kind
    sure: bool = True


class UnclearMark(ValueError):
    """A mark whose value is not understood, or one that may be none where it is not `sure`."""

    def __init__(self, column: str, value: object, *, sure: bool = True) -> None:
        """Name the column and the value."""
        super().__init__(column)
        self.column = column
        self.value = value
        self.sure = sure


_WORDS = re.compile(r"[^A-Za-z0-9$]+|(?<=[a-z0-9])(?=[A-Z])|(?=\$)")
_WHEN = "(?:at|on|date|datetime|time|timestamp|ts|utc|flag|ind|indicator|yn|boolean|bool|c|mark|marker)"
_MARKED = rf"(?:(?:(?<!un)deleted|removed|tombstoned?){_WHEN}?|(?:delete|deletion|del){_WHEN})"
_QUALIFIERS = (
    "(?:is|was|has|been|soft|hard|logical|logically|marked|as|row|record|source|src|cdc|etl|elt|dbt|sf|dw|dwh|edw|wh|"
    "ods|stg|staging|raw|lake|meta|sys|system|tech|sync|audit)*"
)
_PLAIN = re.compile(_QUALIFIERS + _MARKED)
_LOADERS = re.compile(f".*{_MARKED}")
_CURRENT = frozenset(
    {"iscurrent", "iscurrentrecord", "iscurrentrow", "currentflag", "iscurrentflag", "islatestversion"}
)
_LOADERS_CURRENT = _CURRENT | {"fivetranactive", "current"}
_ENDS = frozenset({"dbtvalidto"})
_LOADERS_ENDS = _ENDS | {"validto", "endat", "fivetranend"}
_FLAGS = frozenset(
    {"isdelete", "isdel", "softdelete", "issoftdelete", "logicaldelete", "islogicaldelete", "loekz", "mtlncdcdeleted"}
)
_LOADERS_FLAGS = _FLAGS | {"delete", "artiedelete", "artieonlysetdelete"}
_OPERATIONS_OF = frozenset(
    {"syschangeoperation", "ibmsnapoperation", "dioperationtype", "odqchangemode", "iuucoperation", "iuucoperatflag"}
    | {"mtlncdclastchangetype", "datastreammetadatachangetype", "metadataaction", "striimoptype", "striimoperation"}
)
"""Of one loader each, spelled in any way."""
_OPERATIONS = _OPERATIONS_OF | frozenset(
    {"op", "optype", "rowkind", "cdcop", "cdcoperation", "cdcoptype", "dmsop", "dmlop", "dmltype"}
)
_LOADERS_OPERATIONS = frozenset(
    {"op", "oper", "operation", "optype", "operationtype", "changetype", "changeoper", "rowkind", "dmltype", "action"}
    | {"eventtype", "crud", "mutationtype"}
)
_SNOWFLAKE = "metadata$action"
_QLIK = "header__change_oper"
_ENVELOPES = frozenset({"meta", "metadata", "cdc"})
_DOCUMENT, _IN_DOCUMENT = "flow_document", "_meta"

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
_RECORD_MODE = {"": False, "n": False, "x": True, "d": True, "r": True}
"""SAP's: new, before a change, deleted, reversed; A adds to what was there, so that the row is no whole line."""
_CODES = {
    "__$operation": {"1": True, "2": False, "3": True, "4": False},
    "hvr_op": {"0": True, "1": False, "2": False, "3": True, "4": True},
    "_mz_diff": {"-1": True, "1": False},
    "odq_entitycntr": {"-1": True, "0": False, "1": False},
    "recordmode": _RECORD_MODE,
    "0recordmode": _RECORD_MODE,
    "rocancel": _RECORD_MODE,
    "a_enttyp": {"dl": True, "ub": True, "pt": False, "px": False, "up": False, "rr": False},
}
_NOTHING = frozenset({"", "n/a", "na", "nan", "none", "null", "never", "-"})
_IN_DOUBT = {
    Doubt.GONE: Kind.FLAG,
    Doubt.ACTIVE: Kind.CURRENT,
    Doubt.ENDED: Kind.END,
    Doubt.STATUS: Kind.STATUS,
    Doubt.OPERATION: Kind.OPERATION,
}
_MOMENT = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[t ,].*)?", re.DOTALL)
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_YEARS = range(1990, 2200)
"""Years in which a row may have been deleted; others are written for never, or not yet."""
_SECONDS = 631_152_000
"""The beginning of 1990 in seconds of Unix time; milliseconds and microseconds are larger still."""
_FAR = 2099
"""The year of days that are written for none in columns of anybody's own."""
_LATEST = Decimal(10) ** 19
_COMPACT_DAY = re.compile(r"(?:199[0-9]|20[0-9]{2}|21[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")


def marks_among(names: Iterable[str], said: Collection[str] = ()) -> tuple[Mark, ...]:
    """Return which columns of a row may say that it was deleted; the configuration reads none of `names`.

    Of those that were `said` to do so, it is certain.
    """
    found = (_said(name) if name in said else _mark(name) for name in names)
    return tuple(mark for mark in found if mark is not None)


def is_deleted(values: Mapping[str, Any], marks: Iterable[Mark]) -> bool:
    """Tell whether a row was deleted or replaced; raises UnclearMark where one of its marks is not understood."""
    # Every mark is read, so that none is passed over that is not understood.
    said = {_says_deleted(mark, values.get(mark.column)) for mark in marks}
    return True in said


def _mark(name: str) -> Mark | None:
    if (kind := _kind(name)) is not None:
        return Mark(name, kind)
    what = doubt(_words(name))
    return None if what is None else Mark(name, _IN_DOUBT[what], sure=False)


def _said(name: str) -> Mark:
    kind = _kind(name)
    if kind is None and (what := doubt(_words(name))):
        kind = _IN_DOUBT[what]
    return Mark(name, kind if kind not in (None, Kind.FLAG, Kind.STATUS) else Kind.SAID)


def _words(name: str) -> list[str]:
    return [word.casefold() for word in _WORDS.split(name) if word]


def _kind(name: str, *, loaders: bool = False) -> Kind | None:
    """Return what a column says by its name; of a loader's own, such as `_deleted`, any beginning is taken."""
    loaders = loaders or name.startswith("_")
    folded = name.casefold()
    words = _words(name)
    compact = "".join(words)
    known = {
        Kind.OPERATION_CODE: folded in _CODES,
        Kind.DOCUMENT: folded == _DOCUMENT,
        Kind.FLAG: compact in (_LOADERS_FLAGS if loaders else _FLAGS)
        or (_LOADERS if loaders else _PLAIN).fullmatch(compact) is not None,
        Kind.CURRENT: compact in (_LOADERS_CURRENT if loaders else _CURRENT),
        Kind.END: compact in (_LOADERS_ENDS if loaders else _ENDS),
        Kind.OPERATION: folded in (_SNOWFLAKE, _QLIK) or _is_operation(words, loaders=loaders),
        Kind.ENVELOPE: _is_envelope(words, loaders=loaders),
    }
    return next((kind for kind, fits in known.items() if fits), None)


def _is_operation(words: list[str], *, loaders: bool) -> bool:
    if not loaders or "".join(words) in _OPERATIONS_OF:
        return "".join(words) in _OPERATIONS or (words[-1:] == ["op"] and "meta" in words)
    return any("".join(words[-count:]) in _LOADERS_OPERATIONS for count in (1, 2))


def _is_envelope(words: list[str], *, loaders: bool) -> bool:
    return words[-1:] != [] and words[-1] in _ENVELOPES and (loaders or words[0] == "datastream")


def _says_deleted(mark: Mark, value: Any) -> bool:  # noqa: ANN401 - any value of JSON
    if mark.kind is Kind.ENVELOPE:
        return _inside(mark.column, value)
    if mark.kind is Kind.DOCUMENT:
        found = _object(mark.column, value)
        return found is not None and _inside(mark.column, found.get(_IN_DOCUMENT))
    text = _text(value)
    if not mark.sure:
        if _says_nothing(mark.kind, text):
            return False
        raise UnclearMark(mark.column, value, sure=False)
    said = _CODES.get(mark.column.casefold(), {}).get(text, _says(mark.kind, text))
    if said is None:
        raise UnclearMark(mark.column, value)
    return said


def _says_nothing(kind: Kind, text: str) -> bool:
    """Tell whether a column in doubt, whatever it is about, cannot say here that its row is gone."""
    if kind is Kind.OPERATION:
        return not _operation(text)
    return text in _NOTHING or _says(kind, text) is False or (kind is Kind.END and _is_far(text))


def _says(kind: Kind, text: str) -> bool | None:
    match kind:
        case Kind.FLAG:
            said = _flag(text)
        case Kind.END:
            said = _end(text)
        case Kind.CURRENT:
            current = _flag(text) if text else None
            said = None if current is None else not current
        case Kind.STATUS:
            said = _status(text)
        case Kind.SAID:
            said = next((each for read in (_flag, _operation, _status) if (each := read(text)) is not None), None)
        case _:
            said = _operation(text)
    return said


def _status(text: str) -> bool | None:
    if text in GONE_WORDS:
        return True
    return False if not text or text in THERE_WORDS else None


def _is_far(text: str) -> bool:
    """Tell whether a day is so far away that it is written for none."""
    years = [int(year) for year in _YEAR.findall(text)]
    return bool(years) and years[0] >= _FAR


def _inside(column: str, value: Any) -> bool:  # noqa: ANN401 - any value of JSON
    """Read the marks of an object."""
    found = _object(column, value)
    if found is None:
        return False
    inner = ((name, _kind(str(name), loaders=True)) for name in found)
    marks = [Mark(name, kind) for name, kind in inner if kind not in (None, Kind.ENVELOPE, Kind.DOCUMENT)]
    return is_deleted(found, marks)


def _object(column: str, value: Any) -> dict[str, Any] | None:  # noqa: ANN401 - any value of JSON
    """Return an object, which a warehouse may keep as text; None where it is none."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value, parse_float=Decimal)
        except (ValueError, RecursionError):
            raise UnclearMark(column, value) from None
    return value if isinstance(value, dict) else None


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
