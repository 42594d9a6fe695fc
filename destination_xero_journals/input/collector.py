"""From Airbyte's messages to a collection: each record is put to its journal entry and organisation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from destination_xero_journals.input.messages import MalformedInput, Record, SourceIncomplete, State, incoming
from revrec_journals.columns import Columns, spelling
from revrec_journals.line import journal_entry_id, organisation
from xero_connectors.config_fault import ConfigFault
from xero_connectors.exact_json import exact_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from destination_xero_journals.input.collection import Collection
    from destination_xero_journals.options import PostingOptions
    from xero_connectors.organisations import Organisation

COMPLETE = "COMPLETE"
MODES = ("append", "append_dedup")
_OF_THE_ENTRY = ("Journal Entry Id", "Transaction Date", "Currency", "Period Status")


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of the configured catalog, told by its name and its namespace, which is empty where it has none.

    `key` are the paths of the columns that tell its rows apart, with append_dedup. `columns` are those of its schema,
    which need not be complete.
    """

    name: str
    namespace: str = ""
    key: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return what tells it from every other stream: a namespace cannot hold the character between the two."""
        return f"{self.namespace}\x1f{self.name}"


def streams(catalog: Mapping[str, Any], options: PostingOptions) -> list[Stream]:
    """Return a configured catalog's streams; raises ConfigFault where a ledger cannot do what is asked.

    Generation ids are not looked at: a ledger deletes nothing because a source starts anew.
    """
    found: list[Stream] = []
    for configured in catalog.get("streams") or ():
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
        if key and _whole_entries(key, options):
            raise ConfigFault(
                f"The stream {name} is to be written by append_dedup with the primary key "
                f"{', '.join(map(_named, key))}, which is the same on every line of a journal entry: one line of each "
                f"would be left. Add the column that numbers the lines, or choose append."
            )
        columns = (described.get("json_schema") or {}).get("properties") or ()
        found.append(Stream(name, namespace, key, tuple(columns)))
    return found


def _whole_entries(key: Iterable[Sequence[str]], options: PostingOptions) -> bool:
    """Tell whether a key has only columns that all lines of a journal entry share."""
    renamed = {spelling(column.revrec_column): column.column for column in options.columns}
    shared = {spelling(renamed.get(spelling(name), name)) for name in _OF_THE_ENTRY}
    if options.organisation_column:
        shared.add(spelling(options.organisation_column))
    return all(len(path) == 1 and spelling(path[0]) in shared for path in key)


class Collector:
    """Sorts records into a collection."""

    def __init__(
        self, options: PostingOptions, organisations: Sequence[Organisation], selected: Iterable[Stream]
    ) -> None:
        """Collect the selected streams for these organisations; a name that several of them have is nobody's."""
        self._columns = Columns(options.column_settings())
        self._by_column = options.organisation_column is not None
        names = Counter(each.name.casefold() for each in organisations)
        self._tenants = {
            each.name.casefold(): each.tenant_id for each in organisations if names[each.name.casefold()] == 1
        }
        self._tenants |= {each.tenant_id.casefold(): each.tenant_id for each in organisations}
        self._only = organisations[0].tenant_id if organisations else ""
        self._selected = {(each.namespace, each.name): each for each in selected}
        called = Counter(name for _, name in self._selected)
        # Some senders of records, PyAirbyte for one, leave the namespace out.
        self._by_name = {each.name: each for each in self._selected.values() if called[each.name] == 1}

    def collect(self, lines: Iterable[bytes], collection: Collection) -> None:
        """Take in everything up to the end of the input; raises MalformedInput and SourceIncomplete.

        A source that stopped half-way may have cut a journal entry where what is left of it still balances.
        """
        statuses: dict[tuple[str, str], str] = {}
        for stream in self._selected.values():
            collection.add_columns(stream.label, stream.columns)
        for message in incoming(lines):
            if isinstance(message, Record):
                self._add(message, collection)
            elif isinstance(message, State):
                collection.add_state(message.line)
            else:
                statuses[message.namespace, message.stream] = message.status
        cut = [f"{_named(stream)} ({status})" for stream, status in statuses.items() if status != COMPLETE]
        if cut:
            raise SourceIncomplete(
                f"The source did not come to the end of {', '.join(cut)}. A journal entry may lack lines, so that "
                f"nothing was posted. The next complete sync brings all of them."
            )

    def _add(self, record: Record, collection: Collection) -> None:
        stream = self._stream(record)
        collection.add_columns(stream.label, record.data)
        recognised = self._columns.recognise(record.data)
        tenant = self._only
        if self._by_column:
            named = organisation(record.data, recognised)
            tenant = self._tenants.get(named.casefold(), named)
        identity = _identity(record, stream) if stream.key else None
        collection.add_line(
            tenant, journal_entry_id(record.data, recognised), stream.label, record.line.strip(), identity
        )

    def _stream(self, record: Record) -> Stream:
        stream = self._selected.get((record.namespace, record.stream))
        if stream is None and not record.namespace:
            stream = self._by_name.get(record.stream)
        if stream is None:
            name = _named((record.namespace, record.stream))
            raise MalformedInput(
                f"The input holds a record of the stream {name[:100]!r}, which the catalog does not select "
                f"(selected: {', '.join(map(_named, self._selected)) or 'none'}). Nothing was posted."
            )
        return stream


def _identity(record: Record, stream: Stream) -> str:
    """Return what tells a record from the others of its stream; raises MalformedInput where a part of it is null."""
    parts = [_value(record.data, path) for path in stream.key]
    for path, part in zip(stream.key, parts, strict=True):
        # NaN, which is how data frames write a blank, equals nothing.
        if part is None or part != part:  # noqa: PLR0124
            raise MalformedInput(
                f"Line {record.number} of the input is a record of the stream {stream.name} without a value in "
                f"{_named(path)}, which is part of its primary key: with append_dedup, all lines without one would "
                f"become one line. Nothing was posted. Fill in the column, choose another primary key, or append."
            )
    return exact_json(parts).decode()


def _value(data: Mapping[str, Any], path: Sequence[str]) -> Any:  # noqa: ANN401 - any value of JSON
    """Return what is at a path, each step as it is spelled or else in the only other spelling that is there."""
    found: Any = data
    for step in path:
        if not isinstance(found, dict):
            return None
        spelled = [step] if step in found else [key for key in found if spelling(key) == spelling(step)]
        if len(spelled) != 1:
            return None
        found = found[spelled[0]]
    return found


def _named(path: Iterable[str]) -> str:
    return ".".join(filter(None, path))
