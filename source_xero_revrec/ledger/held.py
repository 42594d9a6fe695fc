"""The documents that are held because they cannot be understood, from sync to sync, until they can."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.outcome import Bucket, Unread
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.identity import bears_no_id, identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from source_xero_revrec.ledger.documents import Documents
    from source_xero_revrec.rules.outcome import Outcome
    from xero_api.endpoints import Endpoint
    from xero_api.paging import Page

_NAMED = 10
_ENDPOINTS = {"ACCREC": INVOICES, "ACCRECCREDIT": CREDIT_NOTES}


class HeldDocuments:
    """Knows what is held: a document may be mended without a timestamp that says so, so each is looked at again."""

    def __init__(self, documents: Documents, remembered: dict[str, str]) -> None:
        """Keep in `remembered`, by document id, kind, looks and number of each document that is held."""
        self._documents = documents
        self._held = remembered
        self._before = dict(remembered)
        self._met: set[str] = set()

    def meet(self, outcome: Outcome | Unread) -> None:
        """Take note of a document that was read, and of what became of it."""
        document = outcome.document
        # Nobody asks for the others, of which there may be very many.
        if isinstance(outcome, Unread) or document.document_id in self._before:
            self._met.add(document.document_id)
        if isinstance(outcome, Unread) and outcome.bucket is Bucket.HELD:
            self._held[document.document_id] = f"{document.type}:{_looks(outcome)}:{document.number}"
        else:
            self._held.pop(document.document_id, None)

    def is_known(self, outcome: Outcome | Unread) -> bool:
        """Tell whether a document is held as it was before, so that there is nothing new to say about it."""
        before = self._before.get(outcome.document.document_id, "").split(":")
        return isinstance(outcome, Unread) and before[1:2] == [_looks(outcome)]

    def is_new(self, unread: Unread) -> bool:
        """Tell whether a document is held now that this sync did not meet as such and that was not held before."""
        document_id = unread.document.document_id
        return unread.bucket is Bucket.HELD and document_id not in self._met and document_id not in self._before

    def is_nameless(self, outcome: Outcome | Unread) -> bool:
        """Tell whether a document is held without an id, by which nothing would lead back to it."""
        return isinstance(outcome, Unread) and bears_no_id(outcome.document.document_id)

    def pages(self) -> Iterator[tuple[Endpoint, Page]]:
        """Read again what was held before and was not met yet.

        One without an id can only be found by reading everything; what bears its number then is what it was. The
        caller passes a page's documents to `meet`.
        """
        for kind, endpoint in _ENDPOINTS.items():
            waiting = self._waiting(kind)
            nameless = {held for held in waiting if bears_no_id(held)}
            read = self._documents.invoices if endpoint is INVOICES else self._documents.credit_notes
            for page in read(waiting.keys() - nameless):
                yield endpoint, page
            if nameless:
                numbers = {waiting[held] for held in nameless}
                for page in self._documents.every(endpoint):
                    found = [each for each in page.records if _may_be(each, endpoint, nameless, numbers)]
                    yield endpoint, replace(page, records=found)

    def _waiting(self, kind: str) -> dict[str, str]:
        """Return the numbers of what was held before and was not met yet, by document id."""
        split = {held: looks.split(":", 2) for held, looks in self._before.items() if held not in self._met}
        return {held: looks[2] for held, looks in split.items() if looks[0] == kind}

    def named(self) -> str:
        """Return in words what is held, ten of many by name; empty where nothing is."""
        kinds = {"ACCREC": "invoice", "ACCRECCREDIT": "credit note"}
        split = {held: looks.split(":", 2) for held, looks in self._held.items()}
        names = sorted(f"{kinds[kind]} {number or held}" for held, (kind, _, number) in split.items() if kind in kinds)
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        return ", ".join(names[:_NAMED]) + more

    def gone(self) -> list[tuple[str, str]]:
        """Return id and kind of what was held and is not among Xero's documents any more, and forget it."""
        gone = [
            (held, looks)
            for held, looks in self._before.items()
            if held in self._held and held not in self._met and looks.partition(":")[0] in _ENDPOINTS
        ]
        for held, _ in gone:
            del self._held[held]
        return [(held, looks.partition(":")[0]) for held, looks in gone]


def _looks(unread: Unread) -> str:
    """Return a short text that changes when what is told about a held document does."""
    return hashlib.sha256(repr(unread).encode()).hexdigest()[:12]


def _may_be(record: Any, endpoint: Endpoint, nameless: set[str], numbers: set[str]) -> bool:  # noqa: ANN401 - JSON
    number = record.get(endpoint.id_field.replace("ID", "Number")) if isinstance(record, dict) else None
    return "" in numbers or number in numbers or identity(record, endpoint.id_field) in nameless
