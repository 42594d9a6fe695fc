"""The streams that a configured catalog selects, and what a ledger can do with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from revrec_journals.columns import spelling
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from revrec_journals.columns import ColumnSettings

MODES = ("append", "append_dedup")
_OF_THE_ENTRY = ("Journal Entry Id", "Transaction Date", "Currency", "Period Status")


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of the configured catalog, identified by its name and its namespace (empty where it has none).

    `key` holds the paths of the columns that tell its rows apart, with append_dedup. `columns` are those of its
    schema, which need not be complete.
    """

    name: str
    namespace: str = ""
    key: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return a text that no other stream has: a namespace cannot hold the character between the two."""
        return f"{self.namespace}\x1f{self.name}"


def selected_streams(catalog: Mapping[str, Any], columns: ColumnSettings) -> list[Stream]:
    """Return a configured catalog's streams; raises ConfigFault where a ledger cannot do what is asked.

    Generation ids are ignored: a ledger deletes nothing because a source starts anew.
    """
    return [_stream(configured, columns) for configured in catalog.get("streams") or ()]


def sync_id(catalog: Mapping[str, Any]) -> str:
    """Return the platform's number of the sync, or one of our own where there is none."""
    found = {str(each["sync_id"]) for each in catalog.get("streams") or () if each.get("sync_id") is not None}
    return found.pop() if len(found) == 1 else uuid4().hex


def dotted(path: Iterable[str]) -> str:
    """Return a path as a message names it, without the parts that are empty."""
    return ".".join(filter(None, path))


def _stream(configured: Mapping[str, Any], columns: ColumnSettings) -> Stream:
    described = configured["stream"]
    name, namespace = str(described["name"]), str(described.get("namespace") or "")
    mode = configured.get("destination_sync_mode", "append")
    if mode not in MODES:
        raise ConfigFault(
            f"The stream {name} is to be written by {mode}, and a ledger takes {' or '.join(MODES)} alone: nothing "
            f"that was posted is ever deleted because a source starts anew. Choose another sync mode."
        )
    paths = configured.get("primary_key") or () if mode == "append_dedup" else ()
    key = tuple(tuple(str(part) for part in path) for path in paths)
    if key and _whole_entries(key, columns):
        raise ConfigFault(
            f"The stream {name} is to be written by append_dedup with the primary key "
            f"{', '.join(map(dotted, key))}, which is the same on every line of a journal entry: one line of each "
            f"would be left. Add the column that numbers the lines, or choose append."
        )
    properties = (described.get("json_schema") or {}).get("properties") or ()
    return Stream(name, namespace, key, tuple(properties))


def _whole_entries(key: Iterable[Sequence[str]], columns: ColumnSettings) -> bool:
    """Tell whether a key has only columns that all lines of a journal entry share."""
    called = {spelling(name): names for name, names in columns.layout.known_as}
    called |= {spelling(revrec_column): (column,) for revrec_column, column in columns.renamed}
    shared = {spelling(each) for name in _OF_THE_ENTRY for each in called.get(spelling(name), (name,))}
    if columns.organisation:
        shared.add(spelling(columns.organisation))
    return all(len(path) == 1 and spelling(path[0]) in shared for path in key)
