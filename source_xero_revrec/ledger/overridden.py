"""The documents of one organisation that the table of overrides is about, whether Xero stamped them lately or not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.overrides.of_documents import OverrideFault, Overrides
from source_xero_revrec.rules.overrides.override import digest
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.identity import identity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping

    from source_xero_revrec.ledger.documents import Documents
    from source_xero_revrec.ledger.override_table import OverrideTable
    from source_xero_revrec.rules.overrides.override import Override
    from source_xero_revrec.rules.periods.service_period import DateOrder
    from xero_api.endpoints import Endpoint
    from xero_api.models import CreditNote, Invoice
    from xero_api.paging import Page
    from xero_api.unreadable import UnreadableDocument
    from xero_connectors.organisations import Organisation

_GONE = frozenset({"VOIDED", "DELETED"})
_NUMBER = {INVOICES.path: "InvoiceNumber", CREDIT_NOTES.path: "CreditNoteNumber"}


class OverriddenDocuments:
    """Finds documents by what the table calls them, and remembers what it said when their rows were sent.

    `overrides` are the rows of the organisation, by which its documents are converted.
    """

    def __init__(
        self,
        table: OverrideTable,
        organisation: Organisation,
        documents: Documents,
        remembered: MutableMapping[str, list[str]],
        order: DateOrder,
    ) -> None:
        """Take the rows of an organisation, whose dates are read in its order.

        `remembered` has, for each name of a document, what its rows said and the ids of what bore it.
        """
        rows = table.rows_of(organisation)
        self.overrides = Overrides((row for row in rows if row.document), order)
        self._faults = _amiss(table, rows)
        self._documents = documents
        self._remembered = remembered
        self._said = {name: digest(found) for name, found in self.overrides.rows.items()}
        self._to_find = {name for name, said in self._said.items() if remembered.get(name, [""])[0] != said}
        self._found: dict[str, set[str]] = {name: set() for name in self._said}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._to_send: set[str] = set()
        self._recall()

    def _recall(self) -> None:
        for name, (_, *ids) in self._remembered.items():
            if name in self._said and name not in self._to_find:
                self._bear(name, ids)
            else:
                self._to_send.update(ids)

    def find(self) -> None:
        """Ask Xero for the documents of names that are new, whose rows changed, or that another bears now."""
        if not self._to_find:
            return
        found: dict[str, set[str]] = {name: set() for name in self._to_find}
        ids = {name.partition(" ")[2] for name in self._to_find if name.startswith("id ")}
        numbers = {name.partition(" ")[2] for name in self._to_find if name.startswith("number ")}
        for endpoint, page in self._pages(ids, numbers):
            for record in page.records:
                for name in _borne(endpoint, record) & found.keys():
                    found[name].add(identity(record, endpoint.id_field))
        for name, bearers in found.items():
            self._to_send |= self._found[name] | bearers
            self._bear(name, bearers)
        self._to_find = set()

    def meet(self, document: Invoice | CreditNote | UnreadableDocument, *, heard_by_all: bool) -> None:
        """Take note of a document that was read: another one than before may bear a name now, or none."""
        if not self._said:
            if heard_by_all:
                self._to_send.discard(document.document_id)
            return
        names = {f"id {document.document_id.lower()}"}
        if document.status not in _GONE:
            names.add(f"number {document.number}")
        borne = self._names.get(document.document_id, set())
        changed = (names & self._said.keys()) ^ borne
        self._to_find |= changed
        if heard_by_all and not changed:
            self._to_send.discard(document.document_id)

    def pages(self) -> Iterator[tuple[Endpoint, Page]]:
        """Return the documents whose rows must be sent again."""
        self.find()
        yield from self._pages(set(self._to_send), set())

    def settle(self) -> None:
        """Remember what was said, now that every row has been sent."""
        self._remembered.clear()
        self._remembered.update({name: [said, *sorted(self._found[name])] for name, said in self._said.items()})

    def note(self) -> None:
        """Remember the documents that are or were overridden, while they are told: not what is said of them."""
        self._remembered.update(self.foretold())

    def foretold(self) -> dict[str, list[str]]:
        """Return the documents that were overridden before or are now, without what is said of them."""
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for name, (_, *before) in self._remembered.items():
            ids[name].update(before)
        for name, found in self._found.items():
            ids[name] |= found
        return {name: ["", *sorted(found)] for name, found in ids.items()}

    def faults(self) -> Mapping[str, OverrideFault]:
        """Return what the table names that is not exactly one document, by its name or, without one, its row."""
        faults = dict(self._faults)
        for name, found in self._found.items():
            rows = ", ".join(row.place for row in self.overrides.rows[name])
            if not found:
                faults[name] = OverrideFault("NO_DOCUMENT", f"{rows}: no document has the {name}")
            elif len(found) > 1:
                faults[name] = OverrideFault("SEVERAL_DOCUMENTS", f"{rows}: {len(found)} documents have the {name}")
        return faults

    def _bear(self, name: str, document_ids: Collection[str]) -> None:
        for before in self._found[name]:
            self._names[before].discard(name)
        self._found[name] = set(document_ids)
        for now in document_ids:
            self._names[now].add(name)
        self.overrides.settle(name, document_ids)

    def _pages(self, ids: set[str], numbers: set[str]) -> Iterator[tuple[Endpoint, Page]]:
        for endpoint in (INVOICES, CREDIT_NOTES):
            for page in self._documents.bearing(endpoint, ids, _NUMBER[endpoint.path], numbers):
                ids = ids - {record[endpoint.id_field].lower() for record in page.records}
                yield endpoint, page


def _amiss(table: OverrideTable, rows: Iterable[Override]) -> dict[str, OverrideFault]:
    """Return what is wrong with rows that name no organisation or no document, by the place of the row."""
    faults = {
        row.place: OverrideFault("NO_ORGANISATION", f"{row.place} names no organisation that is read")
        for row in table.homeless
    }
    nameless = (row.place for row in rows if not row.document)
    return faults | {place: OverrideFault("NO_DOCUMENT", f"{place} names no document") for place in nameless}


def _borne(endpoint: Endpoint, record: Any) -> set[str]:  # noqa: ANN401 - JSON is any of its types
    names = {f"id {identity(record, endpoint.id_field).lower()}"}
    if isinstance(record, dict) and str(record.get("Status")) not in _GONE:
        names.add(f"number {record.get(_NUMBER[endpoint.path])}")
    return names
