"""Values that a platform changed on the way, as its own note beside the row says: blanked or cut, for a reason.

Source: Airbyte's protocol, `meta.changes` of a record and the column `_airbyte_meta` that warehouses keep of it, in its
older form with `errors`.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from revrec_journals.by_name import spelling
from revrec_journals.fault import MOST_SHOWN, Fault
from revrec_journals.problem import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from revrec_journals.recognised import Recognised

COLUMNS = ("_airbyte_meta", "_AIRBYTE_META", "_Airbyte_Meta", "airbyte_meta", "AIRBYTE_META")
_AIRBYTES_OWN = "_airbyte"
_UNREADABLE = "a note that cannot be read"
_QUOTED = re.compile(r"`([^`]+)`")


class Change(NamedTuple):
    """What was done to a field and why; the field is empty where the note does not say which it was."""

    field: str
    change: str
    reason: str

    def __str__(self) -> str:
        """Return it as a message shows it."""
        said = " ".join(filter(None, (self.field, self.change)))
        return f"{said} ({self.reason})" if self.reason else said


def lost_values(values: Mapping[str, Any], recognised: Recognised, meta: object = None) -> list[Fault]:
    """Return what is lost of a row in columns that are read; `meta` is the note of the record's message."""
    if not meta and values.keys().isdisjoint(COLUMNS):
        return []
    notes = [note for note in (meta, *(values.get(column) for column in COLUMNS)) if note]
    changes = dict.fromkeys(change for note in notes for change in _changes(note))
    if not changes:
        return []
    read = _read(recognised)
    unread = {spelling(key) for key in values} - read
    return [_fault(change) for change in changes if not _is_unread(change.field, read, unread)]


def _is_unread(field: str, read: set[str], unread: set[str]) -> bool:
    """Tell whether a field is none that a line is read from; what a row lacks may have been, before it was blanked."""
    named = _spellings(field)
    return named.isdisjoint(read) and (not named.isdisjoint(unread) or field.startswith(_AIRBYTES_OWN))


def _fault(change: Change) -> Fault:
    return Fault(
        Code.VALUE_LOST,
        f"{change.field[:MOST_SHOWN] or 'a value'} was changed on the way by the platform that brought it",
        change,
        "the value as the source has it",
        "Mend in the source or in its connection what the reason says, and send the row again whole",
    )


def _changes(note: object) -> Iterator[Change]:
    """Yield what a note says, which may be text; what is not understood is a change of nobody knows what."""
    if isinstance(note, str):
        try:
            note = json.loads(note, parse_float=Decimal)
        except (ValueError, RecursionError):
            note = ()
    if note is None or note != note:  # noqa: PLR0124 - NaN, which is how data frames write a blank
        return
    if not isinstance(note, dict):
        yield Change("", _UNREADABLE, "")
        return
    for each in _listed(note.get("changes")):
        match each:
            case {"field": str(field)} if field:
                yield Change(field, _text(each.get("change")), _text(each.get("reason")))
            case _:
                yield Change("", _UNREADABLE, "")
    for each in _listed(note.get("errors")):
        named = _QUOTED.findall(each) if isinstance(each, str) else []
        yield from (Change(field, "error", "") for field in named or ("",))


def _listed(found: object) -> list[Any]:
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def _text(value: object) -> str:
    return value[:MOST_SHOWN] if isinstance(value, str) else ""


def _read(recognised: Recognised) -> set[str]:
    """Return the keys that a line is read from, by their spelling; a mark that was blanked says nothing any more."""
    keys: Iterable[str | None] = (
        *recognised.columns.values(),
        *(key for half in recognised.halves for key in half.columns.values()),
        *recognised.fields.values(),
        recognised.organisation,
        *(mark.column for mark in recognised.marks),
    )
    return {spelling(key) for key in keys if key}


def _spellings(field: str) -> set[str]:
    """Return how a column may be called of which a field, or a field in it, was changed."""
    path = field.removeprefix("$.")
    return {spelling(path), spelling(path.partition(".")[0])}
