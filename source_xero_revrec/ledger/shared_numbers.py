"""Numbers that an invoice and a credit note bear both: unique in Xero each for itself, and one order in RevRec."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.checks.document import NOT_BILLED
from source_xero_revrec.rules.checks.duplicate_numbers import DuplicateNumbers, shared_numbers
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.identity import bears_no_id, identity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from source_xero_revrec.ledger.documents import Documents
    from xero_api.endpoints import Endpoint
    from xero_api.paging import Page

_NUMBER = {INVOICES.path: "InvoiceNumber", CREDIT_NOTES.path: "CreditNoteNumber"}
_KIND = {INVOICES.path: "ACCREC", CREDIT_NOTES.path: "ACCRECCREDIT"}
_OTHER = {INVOICES.path: CREDIT_NOTES, CREDIT_NOTES.path: INVOICES}
# Some thirty numbers are asked for in a call; beyond this, reading a whole collection takes fewer.
_ASKED_AT_MOST = 300


class SharedNumbers:
    """Tells which documents share their number with another.

    Where a walk meets all documents, it knows; else Xero is asked for the numbers that were met.
    """

    def __init__(self, documents: Documents, remembered: dict[str, list[Any]]) -> None:
        """Keep in `remembered`, by document id, the number of each that shares it, and whether its order is another.

        None stands for the latter where it is not known.
        """
        self._documents = documents
        self._shared = remembered
        self._before = {number for number, _ in remembered.values()}
        self._unsure = {known for known, (_, own) in remembered.items() if own is None}
        self._met: dict[str, set[str]] = {INVOICES.path: set(), CREDIT_NOTES.path: set()}
        self._all: dict[str, DuplicateNumbers] = {}
        self._suspects: set[str] = set()
        self._any_met = False
        self._reordered: set[str] = set()

    def shares(self, document_id: str) -> bool:
        """Tell whether another document bears the number of this one."""
        return document_id in self._shared

    def has_own_order(self, document_id: str) -> bool:
        """Tell whether the order of this document must be another than its number, which a document before it has."""
        return bool(self._shared.get(document_id, (None, False))[1])

    def is_reordered(self, document_id: str) -> bool:
        """Tell whether the order of a document is another than that of its rows so far."""
        return document_id in self._reordered

    @property
    def numbers(self) -> set[str]:
        """Return the numbers that are shared."""
        return {number for number, _ in self._shared.values()}

    def begin(self, endpoint: Endpoint, *, whole: bool) -> None:
        """Begin a walk over Invoices or CreditNotes, which may be `whole`."""
        if whole:
            self._all[endpoint.path] = DuplicateNumbers()

    def meet(self, endpoint: Endpoint, page: Page) -> None:
        """Look at the documents of a walk's page before they are converted."""
        numbers, invoices = self._all.get(endpoint.path), self._all.get(INVOICES.path)
        for record in page.records:
            self._any_met = True
            known, number = identity(record, endpoint.id_field), _number_of(record, endpoint)
            if known in self._shared and self._shared[known][0] != number:
                del self._shared[known]
            if not number:
                continue
            # Whether the walk over the other collection meets all of it may not be known yet.
            if numbers is None or len(self._met[endpoint.path]) <= _ASKED_AT_MOST:
                self._met[endpoint.path].add(number)
            # In the order of ids, in which Xero is asked, the one that keeps its number comes first.
            if numbers is not None and numbers.add(number, known):
                self._suspects.add(number)
                self._shared.setdefault(known, [number, True])
            if endpoint is CREDIT_NOTES and invoices is not None and number in invoices:
                self._suspects.add(number)
                self._shared[known] = [number, True]

    def pages(self) -> Iterator[tuple[Endpoint, Page]]:
        """Read the documents again of which something else was told: that they share their number, or do not."""
        suspects = self._to_look_at()
        if not suspects:
            return
        pages = [(each, page) for each in (INVOICES, CREDIT_NOTES) for page in self._bearing(each, suspects)]
        bearers = [(_KIND[each.path], *found) for each, page in pages for found in _numbered(page, each)]
        otherwise = self._learn({known: list(told) for known, told in shared_numbers(bearers).items()})
        for endpoint, page in pages:
            records = [each for each in page.records if identity(each, endpoint.id_field) in otherwise]
            if records:
                yield endpoint, replace(page, records=records)
        yield from self._renumbered(otherwise - {known for _, known, _ in bearers})

    def _renumbered(self, ids: set[str]) -> Iterator[tuple[Endpoint, Page]]:
        """Read documents that gave their number up: they bear another, which is none of those that were looked at."""
        for endpoint in (INVOICES, CREDIT_NOTES) if ids else ():
            for page in self._documents.bearing(endpoint, ids, _NUMBER[endpoint.path], ()):
                ids = ids - {identity(each, endpoint.id_field) for each in page.records}
                yield endpoint, page

    def _to_look_at(self) -> set[str]:
        known = self._before if self._any_met or self._unsure else set()
        return self._suspects | self._met_elsewhere() | known

    def _met_elsewhere(self) -> set[str]:
        """Return the numbers that documents of the other kind bear, unless the walks met all of both kinds."""
        if len(self._all) == len(self._met):
            return set()
        found: set[str] = set()
        for path, numbers in self._met.items():
            other, every = _OTHER[path], self._all.get(path)
            if every is not None and len(numbers) > _ASKED_AT_MOST:
                pages = self._documents.every(other)
                found |= {number for page in pages for _, number in _numbered(page, other) if number in every}
            else:
                found |= {number for page in self._bearing(other, numbers) for _, number in _numbered(page, other)}
        return found

    def _learn(self, shared: dict[str, list[Any]]) -> set[str]:
        """Take over what is shared now, and return the documents of which it was not known so."""
        before = dict(self._shared)
        self._shared.clear()
        self._shared.update(shared)
        otherwise = {each for each in shared.keys() | before.keys() if shared.get(each) != before.get(each)}
        moved = {each for each in otherwise if self.has_own_order(each) != before.get(each, ["", False])[1]}
        self._reordered = moved | self._unsure
        return otherwise | self._unsure

    def _bearing(self, endpoint: Endpoint, numbers: set[str]) -> Iterator[Page]:
        """Return the documents that bear one of some numbers, and no others."""
        if not numbers:
            return
        if len(numbers) > _ASKED_AT_MOST:
            pages = self._documents.every(endpoint)
        else:
            pages = self._documents.bearing(endpoint, (), _NUMBER[endpoint.path], numbers, recent=True)
        for page in pages:
            yield replace(page, records=[each for each in page.records if _number_of(each, endpoint) in numbers])


def _numbered(page: Page, endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    for record in page.records:
        known, number = identity(record, endpoint.id_field), _number_of(record, endpoint)
        if number and not bears_no_id(known):
            yield known, number


def _number_of(record: Any, endpoint: Endpoint) -> str:  # noqa: ANN401 - JSON is any of its types
    """Return the number of a sales document that may give rows, empty where it has none or gives none."""
    fields: Mapping[str, Any] = record if isinstance(record, dict) else {}
    number, status = fields.get(_NUMBER[endpoint.path]), fields.get("Status")
    if fields.get("Type") != _KIND[endpoint.path] or not isinstance(status, str) or status in NOT_BILLED:
        return ""
    return number if isinstance(number, str) and number.isprintable() else ""
