"""The order of lists: the ids as SQL Server compares them, `order=`, and each endpoint's default."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from xero_sandbox.books.records import Record
    from xero_sandbox.endpoints import Endpoint

Keys = tuple[tuple[str, bool], ...]
"""Fields to order by, each with whether it descends."""

_KEY = re.compile(r"^\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\s+(asc|desc)\w*)?\s*$", re.IGNORECASE)
_GUID_LENGTH = 36
_QUESTIONS_KEPT = 8
_NEVER = datetime.min.replace(tzinfo=UTC)


class OrderError(ValueError):
    """An order that cannot be understood; the message is what the QueryParseException says."""


def parse_order(text: str) -> Keys:
    """Return the keys of `Date DESC, InvoiceID`. Raises OrderError."""
    keys = []
    for part in text.split(","):
        found = _KEY.match(part)
        if found is None:
            raise OrderError(f"Syntax error in order: {part.strip()!r}")
        keys.append((found[1], (found[2] or "").lower() == "desc"))
    return tuple(keys)


def default_order(endpoint: Endpoint) -> Keys:
    """Return Xero's documented default; lists without a time stamp keep the order of the books."""
    if not endpoint.stamp:
        return ()
    keys: Keys = ((endpoint.stamp, False),)
    return (*keys, (endpoint.id_field, False)) if endpoint.id_breaks_ties else keys


def sql_server_key(identifier: str) -> str:
    """Return what SQL Server compares of a uniqueidentifier: the last group first, the first three byte by byte."""
    text = identifier
    if len(text) != _GUID_LENGTH:
        return text
    last, third, second = text[24:] + text[19:23], text[16:18] + text[14:16], text[11:13] + text[9:11]
    return last + third + second + text[6:8] + text[4:6] + text[2:4] + text[:2]


class Sorted:
    """The ids of one collection in the orders and selections asked for last, kept until the collection changes.

    `changes` is the books' count of changes: while it stands still, everything kept is good. Beyond that, records
    never change their id and hardly ever disappear, so an order by id holds while their number and the newest of them
    stay the same; an order by time stamp holds while every stamp is what it was, and comparing 100,000 of them takes
    milliseconds.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Keep nothing yet."""
        self._endpoint = endpoint
        self._kept: dict[tuple[Keys, bool], tuple[int, object, list[str]]] = {}
        self._found: dict[Hashable, tuple[int, list[str]]] = {}

    def ids(self, records: Mapping[str, Record], keys: Keys, changes: int, *, as_text: bool) -> list[str] | None:
        """Return all ids in this order, or nothing when it is an order that is not kept."""
        if not keys:
            return list(records)
        names = {name for name, _ in keys}
        if not names <= {self._endpoint.id_field, self._endpoint.stamp}:
            return None
        kept = self._kept.get((keys, as_text))
        if kept is not None and kept[0] == changes:
            return kept[2]
        made = list(records)
        version: object = (len(made), made[-1:])
        if self._endpoint.stamp in names:
            version = [record.get(self._endpoint.stamp) for record in list(records.values())]
        if kept is not None and kept[1] == version:
            ids = kept[2]
        else:
            rows = in_order(list(records.values()), keys, self._endpoint, as_text=as_text)
            ids = [row[self._endpoint.id_field] for row in rows]
        self._kept[keys, as_text] = (changes, version, ids)
        return ids

    def found(self, question: Hashable, changes: int, search: Callable[[], list[str]]) -> list[str]:
        """Return the ids that a filter selects, searched for once a change: a walk asks the same for every page."""
        known = self._found.get(question)
        if known is None or known[0] != changes:
            self._found.pop(question, None)
            while len(self._found) >= _QUESTIONS_KEPT:
                del self._found[next(iter(self._found))]
            known = self._found[question] = (changes, search())
        return known[1]


def in_order(records: Sequence[Record], keys: Keys, endpoint: Endpoint, *, as_text: bool) -> list[Record]:
    """Return the records ordered by the keys; a missing value comes first, equal ones keep their order."""
    ordered = list(records)
    for name, descending in reversed(keys):
        if name == endpoint.stamp:
            ordered.sort(key=lambda record: record.get(endpoint.stamp) or _NEVER, reverse=descending)
            continue
        is_id = name.endswith("ID") and not as_text
        path = name.split(".")

        def key(record: Record, path: list[str] = path, is_id: bool = is_id) -> tuple[bool, Any]:  # noqa: FBT001
            value: Any = record
            for part in path:
                value = value.get(part) if isinstance(value, dict) else None
            if value is None:
                return (False, 0)
            return (True, sql_server_key(value) if is_id else value)

        try:
            ordered.sort(key=key, reverse=descending)
        except TypeError:
            raise OrderError(f"{name} cannot be ordered by") from None
    return ordered
