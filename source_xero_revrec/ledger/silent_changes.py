"""Documents that may look different although no timestamp of theirs says so."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from source_xero_revrec.ledger.digest import digest
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.identity import identity
from xero_api.models import CreditNote, Invoice
from xero_api.unreadable import UnreadableDocument, read_credit_note, read_invoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from source_xero_revrec.ledger.documents import Documents
    from xero_api.endpoints import Endpoint
    from xero_api.paging import Page


_USED_UP = "used up"


class SilentChanges:
    """Tells from the documents that were met which others must be read again."""

    def __init__(
        self,
        documents: Documents,
        open_credit_notes: dict[str, str],
        credited: dict[str, str],
        *,
        everything: bool,
        settled: Callable[[], bool],
        refunds_date_rows: bool = False,
        siblings_matter: bool = False,
    ) -> None:
        """Keep in `open_credit_notes` what each credit note looks like that is not used up, or was refunded.

        Keep in `credited`, by a digest of its id, digests of the credit notes that each invoice bears and of its
        contact. What is empty in either is not known. With `everything`, all documents must be read again. Where the
        ledger tells that all is `settled` as it was, no credit note was refunded. Where `refunds_date_rows`, a refund
        of another day than before makes other rows. Where `siblings_matter`, so does another credit note of the same
        invoice that looks otherwise.
        """
        self._documents = documents
        self._everything = everything
        self._settled = settled
        self._refunds_date_rows = refunds_date_rows
        self._siblings_matter = siblings_matter
        self._applied_to: set[str] = set()
        self._open = open_credit_notes
        self._credited = credited
        self._parted_from: set[str] = set()
        self._any_parted = False
        self._met: set[str] = set()
        self._named: set[str] = set()
        self._invoices_changed = False

    def meet(self, document: Invoice | CreditNote | UnreadableDocument, *, heard_by_all: bool) -> None:
        """Take note of a document that was read; a credit note counts as read where all streams heard of it.

        An invoice that cannot be understood may have used up any credit note.
        """
        if isinstance(document, UnreadableDocument):
            self._invoices_changed = True
            if document.type == "ACCREC":
                self._named |= self._open.keys()
                self._any_parted = self._any_parted or _key(document) in self._credited
                self._credited.setdefault(_key(document), "")
            self._open.pop(document.document_id, None)
            if heard_by_all:
                self._met.add(document.document_id)
        elif isinstance(document, Invoice):
            self._invoices_changed = True
            self._named |= {credit.credit_note_id for credit in document.credit_notes}
            if self._everything and heard_by_all:
                self._met.add(document.document_id)
            self._hold_credits(document)
        elif heard_by_all:
            self._hold_use(document)

    def _hold_use(self, note: CreditNote) -> None:
        self._met.add(note.document_id)
        if self._siblings_matter:
            self._applied_to |= {each.invoice.invoice_id for each in note.allocations if not each.is_deleted}
        if note.status == "AUTHORISED" or (note.status == "PAID" and note.payments):
            self._open[note.document_id] = _use(note)
        else:
            self._open.pop(note.document_id, None)

    def _hold_credits(self, invoice: Invoice) -> None:
        """Note whose credit notes an invoice may have lost: one that was refunded since is neither open nor stamped.

        They are those of the contact that it was made out to then.
        """
        if not self._credited and not invoice.credit_notes:
            return
        key = _key(invoice)
        before = self._credited.pop(key, None)
        if before is None and not invoice.credit_notes:
            return
        borne, contact = _borne(invoice), digest(invoice.contact.contact_id.encode("utf-8", "surrogatepass"))
        if invoice.credit_notes:
            self._credited[key] = borne + contact
        if before is None or before.startswith(borne):
            return
        if before.endswith(contact):
            self._parted_from.add(invoice.contact.contact_id)
        else:
            self._any_parted = True

    def pages(self, contacts: set[str]) -> Iterator[tuple[Endpoint, Page]]:
        """Read the documents of contacts that changed, and then credit notes whose use may have changed.

        The caller passes a page's documents to `meet` before it asks for the next page.
        """
        for endpoint in (INVOICES, CREDIT_NOTES):
            if self._everything:
                yield from self._others(endpoint)
            else:
                yield from ((endpoint, page) for page in self._of(endpoint, contacts))
        # One that an allocation was taken from is named by no invoice any more, and a refund touches no invoice.
        if self._invoices_changed or "" in self._open.values() or (self._open and not self._settled()):
            yield from self._open_credit_notes()
        if self._any_parted:
            yield from self._unmet(self._documents.every(CREDIT_NOTES))
        yield from self._unmet(self._of(CREDIT_NOTES, self._parted_from))
        self._name_siblings()
        for page in self._documents.credit_notes(self._named - self._met):
            yield CREDIT_NOTES, page

    def _others(self, endpoint: Endpoint) -> Iterator[tuple[Endpoint, Page]]:
        """Read all documents but those that this sync has told already."""
        for page in self._documents.every(endpoint):
            unmet = [each for each in page.records if identity(each, endpoint.id_field) not in self._met]
            yield endpoint, replace(page, records=unmet)

    def _name_siblings(self) -> None:
        for page in self._documents.invoices(self._applied_to):
            for invoice in map(read_invoice, page.records):
                if isinstance(invoice, Invoice):
                    self._named |= {credit.credit_note_id for credit in invoice.credit_notes}

    def _of(self, endpoint: Endpoint, contacts: set[str]) -> Iterator[Page]:
        return self._documents.of_contacts(endpoint, contacts)

    def _unmet(self, pages: Iterator[Page]) -> Iterator[tuple[Endpoint, Page]]:
        for page in pages:
            unmet = [each for each in page.records if identity(each, CREDIT_NOTES.id_field) not in self._met]
            yield CREDIT_NOTES, replace(page, records=[each for each in unmet if self._is_news(each)])

    def _open_credit_notes(self) -> Iterator[tuple[Endpoint, Page]]:
        """Read those that are open, or were refunded where that matters, and look for those that are not any more."""
        thought_open = {each for each, use in self._open.items() if not use.startswith(_USED_UP)}
        every = self._refunds_date_rows
        for page in self._documents.all_credit_notes() if every else self._documents.open_credit_notes():
            found = {identity(record, CREDIT_NOTES.id_field): record for record in page.records}
            thought_open -= found.keys()
            asked = [each for known, each in found.items() if not every or known in self._open or _is_open(each)]
            yield CREDIT_NOTES, replace(page, records=[each for each in asked if self._is_news(each)])
        self._named |= thought_open

    def _is_news(self, record: dict[str, object]) -> bool:
        note = read_credit_note(record)
        if isinstance(note, UnreadableDocument):
            return note.document_id not in self._met
        return self._open.get(note.document_id) != _use(note)


def _use(note: CreditNote) -> str:
    """Return a short text that changes when a credit note's allocations, refunds or remainder do."""
    used = (note.remaining_credit, note.allocations, note.payments)
    looks = hashlib.sha256(repr(used).encode()).hexdigest()[:12]
    return looks if note.status == "AUTHORISED" else f"{_USED_UP} {looks}"


def _is_open(record: object) -> bool:
    return isinstance(record, dict) and record.get("Status") == "AUTHORISED"


def _key(document: Invoice | UnreadableDocument) -> str:
    return digest(document.document_id.encode("utf-8", "surrogatepass"))


def _borne(invoice: Invoice) -> str:
    return digest(" ".join(sorted(credit.credit_note_id for credit in invoice.credit_notes)).encode())
