"""From Airbyte's messages to a collection: each record is put to its journal entry and organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from destination_xero_journals.messages import MalformedInput, Record, SourceIncomplete, State, incoming
from destination_xero_journals.rules.columns import Columns
from destination_xero_journals.rules.entry_line import journal_entry_id, organisation
from xero_revrec.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from destination_xero_journals.collection import Collection
    from destination_xero_journals.options import PostingOptions
    from xero_revrec.organisations import Organisation

COMPLETE = "COMPLETE"
MODES = ("append", "append_dedup")


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of the configured catalog; `key` are the columns that tell its rows apart, with append_dedup."""

    name: str
    key: tuple[str, ...] = ()


def streams(catalog: Mapping[str, Any]) -> dict[str, Stream]:
    """Return a configured catalog's streams by name; raises ConfigFault where a ledger cannot do what is asked.

    Generation ids are not looked at: a ledger deletes nothing because a source starts anew.
    """
    found: dict[str, Stream] = {}
    for configured in catalog.get("streams") or ():
        name = str(configured["stream"]["name"])
        mode = configured.get("destination_sync_mode", "append")
        if mode not in MODES:
            raise ConfigFault(
                f"The stream {name} is to be written by {mode}, and a ledger takes {' or '.join(MODES)} alone: nothing "
                f"that was posted is ever deleted because a source starts anew. Choose another sync mode."
            )
        paths = configured.get("primary_key") or () if mode == "append_dedup" else ()
        found[name] = Stream(name, tuple(".".join(path) for path in paths))
    return found


class Collector:
    """Sorts records into a collection."""

    def __init__(
        self, options: PostingOptions, organisations: Sequence[Organisation], selected: Mapping[str, Stream]
    ) -> None:
        """Collect the selected streams for these organisations."""
        self._columns = Columns(options)
        self._by_column = options.organisation_column is not None
        self._tenants: dict[str, str] = {}
        for each in organisations:
            self._tenants[each.tenant_id.casefold()] = self._tenants[each.name.casefold()] = each.tenant_id
        self._only = organisations[0].tenant_id if organisations else ""
        self._selected = selected

    def collect(self, lines: Iterable[bytes], collection: Collection) -> None:
        """Take in everything up to the end of the input; raises MalformedInput and SourceIncomplete.

        A source that stopped half-way may have cut a journal entry where what is left of it still balances.
        """
        statuses: dict[str, str] = {}
        for message in incoming(lines):
            if isinstance(message, Record):
                self._add(message, collection)
            elif isinstance(message, State):
                collection.add_state(message.line)
            else:
                statuses[message.stream] = message.status
        cut = [f"{stream} ({status})" for stream, status in statuses.items() if status != COMPLETE]
        if cut:
            raise SourceIncomplete(
                f"The source did not come to the end of {', '.join(cut)}. A journal entry may lack lines, so that "
                f"nothing was posted. The next complete sync brings all of them."
            )

    def _add(self, record: Record, collection: Collection) -> None:
        stream = self._selected.get(record.stream)
        if stream is None:
            raise MalformedInput(
                f"The input holds a record of the stream {record.stream[:100]!r}, which the catalog does not select "
                f"(selected: {', '.join(self._selected) or 'none'}). Nothing was posted."
            )
        recognised = self._columns.recognise(record.data)
        tenant = self._only
        if self._by_column:
            named = organisation(record.data, recognised)
            tenant = self._tenants.get(named.casefold(), named)
        identity = None
        if stream.key:
            identity = "\x1f".join(str(record.data.get(column)) for column in stream.key)
        collection.add_line(
            tenant, journal_entry_id(record.data, recognised), stream.name, record.line.strip(), identity
        )
