"""The streams that a configured catalog selects, and what a ledger can do with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from revrec_journals.by_name import spelling
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from revrec_journals.columns import ColumnSettings

MODES = ("append", "append_dedup")
_SOURCE_MODES = ("full_refresh", "incremental")
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


def selected_streams(
    catalog: Mapping[str, Any], columns: ColumnSettings, *, whole_journals: bool = False
) -> list[Stream]:
    """Return a configured catalog's streams; raises ConfigFault where a ledger cannot do what is asked.

    An incremental sync brings the lines that changed, and `whole_journals` says that it brings all lines of a journal
    of which one changed. Generation ids are ignored: a ledger deletes nothing because a source starts anew.
    """
    streams = catalog.get("streams") or ([] if catalog.keys() <= {"streams"} else None)
    if not isinstance(streams, list):
        raise _no_configured_catalog("it has no list of streams")
    return [_stream(configured, columns, whole_journals=whole_journals) for configured in streams]


def _no_configured_catalog(why: str) -> ConfigFault:
    return ConfigFault(
        f"The file after --catalog is no configured catalog: {why}. Nothing was posted. It takes the streams that are "
        f"selected, each as `stream` with its `destination_sync_mode`, and not what `discover` of a source prints; "
        f"`destination-xero-journals replay FILE --catalog-only` makes one for a file."
    )


def sync_id(catalog: Mapping[str, Any]) -> str:
    """Return the platform's number of the sync, or one of our own where there is none."""
    streams = [each for each in catalog.get("streams") or () if isinstance(each, dict)]
    found = {str(each["sync_id"]) for each in streams if each.get("sync_id") is not None}
    return found.pop() if len(found) == 1 else uuid4().hex


def dotted(path: Iterable[str]) -> str:
    """Return a path as a message names it, without the parts that are empty."""
    return ".".join(filter(None, path))


def _stream(configured: object, columns: ColumnSettings, *, whole_journals: bool) -> Stream:
    chosen, described = _parts(configured)
    name, namespace = str(described["name"]), str(described.get("namespace") or "")
    _check_modes(name, chosen)
    if chosen.get("sync_mode") == "incremental" and not whole_journals:
        raise ConfigFault(
            f"The stream {name} is synced incrementally, so that a sync brings the lines that changed, and a part of a "
            f"journal would pass for the whole. Nothing was posted. Choose Full Refresh, Append; or, if each sync "
            f"brings all lines of every journal of which one line changed, set incremental_streams to whole_journals."
        )
    mode = chosen.get("destination_sync_mode", "append")
    if mode not in MODES:
        raise ConfigFault(
            f"The stream {name} is to be written by {mode}, and a ledger takes {' or '.join(MODES)} alone: nothing "
            f"that was posted is ever deleted because a source starts anew. Choose another sync mode "
            f"(destination_sync_mode)."
        )
    key = _key(chosen) if mode == "append_dedup" else ()
    if key and _whole_entries(key, columns):
        raise ConfigFault(
            f"The stream {name} is to be written by append_dedup with the primary key "
            f"{', '.join(map(dotted, key))}, which is the same on every line of a journal entry: one line of each "
            f"would be left. Add the column that numbers the lines, or choose append."
        )
    properties = (described.get("json_schema") or {}).get("properties") or ()
    return Stream(name, namespace, key, tuple(properties))


def _check_modes(name: str, chosen: Mapping[str, Any]) -> None:
    """Refuse a mode that nobody knows, which would pass for a full refresh, and one that is spelled otherwise."""
    for known in ("sync_mode", "destination_sync_mode"):
        otherwise = [key for key in chosen if key != known and spelling(key) == spelling(known)]
        if otherwise:
            raise ConfigFault(
                f"The stream {name} has {otherwise[0]!r} in the catalog, which is read as {known}. Nothing was posted. "
                f"Write {known}."
            )
    mode = chosen.get("sync_mode", "full_refresh")
    if mode not in _SOURCE_MODES:
        raise ConfigFault(
            f"The stream {name} has the sync_mode {mode!r} in the catalog, which is none of "
            f"{' and '.join(_SOURCE_MODES)}, so that nobody knows whether a sync brings whole journals or parts. "
            f"Nothing was posted. Write full_refresh, or incremental where incremental_streams is whole_journals."
        )


def _parts(configured: object) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return how a stream was chosen, and how its source describes it; raises ConfigFault where it was not chosen."""
    if not isinstance(configured, dict):
        raise _no_configured_catalog("one of its streams is no object")
    described = configured.get("stream")
    if not isinstance(described, dict) or not isinstance(described.get("name"), str):
        raise _no_configured_catalog(
            "it is what `discover` prints" if "name" in configured else "one of its streams has no `stream` with a name"
        )
    return configured, described


def _key(chosen: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(part) for part in path) for path in chosen.get("primary_key") or ())


def _whole_entries(key: Iterable[Sequence[str]], columns: ColumnSettings) -> bool:
    """Tell whether a key has only columns that all lines of a journal entry share."""
    called = {spelling(name): names for name, names in columns.layout.known_as}
    called |= {spelling(revrec_column): (column,) for revrec_column, column in columns.renamed}
    shared = {spelling(each) for name in _OF_THE_ENTRY for each in called.get(spelling(name), (name,))}
    if columns.organisation:
        shared.add(spelling(columns.organisation))
    return all(len(path) == 1 and spelling(path[0]) in shared for path in key)
