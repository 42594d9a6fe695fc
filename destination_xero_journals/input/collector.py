"""From Airbyte's messages to a collection: each record goes to its organisation and its journal entry."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from destination_xero_journals.input.messages import (
    MalformedInput,
    Record,
    SourceFailure,
    SourceIncomplete,
    State,
    incoming,
)
from destination_xero_journals.input.streams import dotted
from revrec_journals.by_name import folded, spelling
from revrec_journals.columns import Columns
from revrec_journals.deletion import UnclearMark, is_deleted
from revrec_journals.line import is_bare_key, journal_entry_id, organisation
from xero_connectors.config_fault import ConfigFault
from xero_connectors.exact_json import exact_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from destination_xero_journals.input.collection import Collection
    from destination_xero_journals.input.streams import Stream
    from revrec_journals.columns import ColumnSettings
    from revrec_journals.recognised import Recognised
    from xero_connectors.organisations import Organisation

COMPLETE = "COMPLETE"


class Collector:
    """Sorts records into a collection."""

    def __init__(
        self, columns: ColumnSettings, organisations: Sequence[Organisation], selected: Iterable[Stream]
    ) -> None:
        """Collect the selected streams for these organisations; a name that several of them share is nobody's."""
        self._columns = Columns(columns)
        self._by_column = columns.organisation is not None
        names = Counter(folded(each.name) for each in organisations)
        self._tenants = {folded(each.name): each.tenant_id for each in organisations if names[folded(each.name)] == 1}
        self._tenants |= {each.tenant_id.casefold(): each.tenant_id for each in organisations}
        self._only = organisations[0].tenant_id if organisations else ""
        self._selected = {(each.namespace, each.name): each for each in selected}
        called = Counter(name for _, name in self._selected)
        # Some senders of records, PyAirbyte for one, leave the namespace out.
        self._by_name = {each.name: each for each in self._selected.values() if called[each.name] == 1}

    def collect(self, lines: Iterable[bytes], collection: Collection) -> None:
        """Take in the whole input; raises MalformedInput, SourceIncomplete and ConfigFault.

        A source that stopped half-way may have cut a journal entry where what is left of it still balances.
        """
        statuses: dict[tuple[str, str], str] = {}
        failed: dict[str, None] = {}
        for each in self._selected.values():
            collection.add_columns(each.label, each.columns)
        for message in incoming(lines):
            if isinstance(message, Record):
                self._add(message, collection)
            elif isinstance(message, State):
                stream = self._selected.get(self._named(message.namespace, message.stream))
                collection.add_state(message.line, stream.label if stream else "")
            elif isinstance(message, SourceFailure):
                named = dotted(self._named(message.namespace, message.stream))
                failed[f"{message.called}{' in ' + named if named else ''}"] = None
            else:
                statuses[self._named(message.namespace, message.stream)] = message.status
        self._check_ended(statuses, failed)

    def _add(self, record: Record, collection: Collection) -> None:
        stream = self._stream(record)
        collection.add_columns(stream.label, record.data)
        recognised = self._columns.recognise(record.data)
        tenant = self._only
        if self._by_column:
            named = organisation(record.data, recognised)
            tenant = self._tenants.get(folded(named), named)
        entry = journal_entry_id(record.data, recognised)
        if not entry and not stream.key:
            _check_told(record, recognised)
        identity = _identity(record, stream) if stream.key else None
        collection.add_line(tenant, entry, stream.label, record.line.strip(), identity)

    def _check_ended(self, statuses: Mapping[tuple[str, str], str], failed: Iterable[str]) -> None:
        """Refuse what may be a part, by what the source said of its streams and of its failures."""
        if failed:
            raise SourceIncomplete(
                f"The source says that it failed ({', '.join(failed)}), so that what came may be a part, and nothing "
                f"was posted; see in its log what it said, and sync again, which brings all lines."
            )
        if statuses:
            # A source that tells how far its streams are tells it of each that it came to.
            statuses = {**dict.fromkeys(self._selected, "not begun"), **statuses}
        cut = [f"{dotted(stream)} ({status})" for stream, status in statuses.items() if status != COMPLETE]
        if cut:
            raise SourceIncomplete(
                f"The source did not come to the end of {', '.join(cut)}. A journal entry may lack lines, so that "
                f"nothing was posted. The next complete sync brings all of them."
            )

    def _named(self, namespace: str, name: str) -> tuple[str, str]:
        """Return which stream is meant, by namespace and name."""
        if namespace or (namespace, name) in self._selected or name not in self._by_name:
            return namespace, name
        return self._by_name[name].namespace, name

    def _stream(self, record: Record) -> Stream:
        stream = self._selected.get(self._named(record.namespace, record.stream))
        if stream is None:
            name = dotted((record.namespace, record.stream))
            raise MalformedInput(
                f"The input holds a record of the stream {name[:100]!r}, which the catalog does not select "
                f"(selected: {', '.join(map(dotted, self._selected)) or 'none'}). Nothing was posted."
            )
        return stream


def _check_told(record: Record, recognised: Recognised) -> None:
    """Refuse a deletion that tells neither its journal nor its line: either may be in the input and look alive."""
    try:
        if not is_deleted(record.data, recognised.marks) or not is_bare_key(record.data, recognised):
            return
    except UnclearMark:
        return
    raise ConfigFault(
        f"Line {record.number} of the input is a row of {record.stream} that is marked as deleted and tells nothing "
        f"but its key, so that nobody can say which line of which journal is gone. Nothing was posted. Choose Append + "
        f"Deduped with the primary key of the rows, or send the rows that are not deleted alone."
    )


def _identity(record: Record, stream: Stream) -> str:
    """Return what tells a record from the others of its stream; raises MalformedInput where a part of it is null."""
    parts = [_value(record.data, path) for path in stream.key]
    for path, part in zip(stream.key, parts, strict=True):
        # NaN, which is how data frames write a blank, equals nothing.
        if part is None or part != part:  # noqa: PLR0124
            raise MalformedInput(
                f"Line {record.number} of the input is a record of the stream {stream.name} without a value in "
                f"{dotted(path)}, which is part of its primary key: with append_dedup, all lines without one would "
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
