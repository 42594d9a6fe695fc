"""From pages of Xero's documents to their outcomes, with the invoices that credit notes refer to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from msgspec import structs

from source_xero_revrec.rules.identifiers import order_number
from source_xero_revrec.rules.invoice_service import InvoiceService, invoice_service
from xero_api.endpoints import INVOICES
from xero_api.models import NOT_SALES, CreditNote, Invoice
from xero_api.unreadable import UnreadableDocument, read_credit_note, read_invoice

if TYPE_CHECKING:
    from source_xero_revrec.ledger.documents import Documents
    from source_xero_revrec.ledger.shared_numbers import SharedNumbers
    from source_xero_revrec.rules.conversion import Conversion
    from source_xero_revrec.rules.outcome import Outcome, Unread
    from xero_api.endpoints import Endpoint
    from xero_api.paging import Page

_CREDITS_BEFORE_ALL = 10


class Outcomes:
    """What becomes of the sales documents of one organisation."""

    def __init__(
        self,
        conversion: Conversion,
        documents: Documents,
        *,
        services_matter: bool,
        credits_matter: bool = False,
        numbers: SharedNumbers | None = None,
    ) -> None:
        """Convert; where `services_matter`, an invoice that a credit note refers to is read if it was not met yet.

        Where `credits_matter`, so are the other credit notes of an invoice that has several. `numbers` tells which
        documents share theirs.
        """
        self._conversion = conversion
        self._documents = documents
        self._numbers = numbers
        self._services_matter = services_matter
        self._credits_matter = credits_matter
        self._services: dict[str, InvoiceService] = {}
        self._credits: dict[str, CreditNote] = {}
        self._credited_by: dict[str, tuple[str, ...]] = {}
        self._all_credits_read = False
        self.broken: list[Unread] = []
        """What other documents refer to and cannot be understood."""

    def of_page(self, endpoint: Endpoint, page: Page, *, learn: bool = True) -> list[Outcome | Unread]:
        """Return the outcome of each sales document on a page of Invoices or CreditNotes, in the page's order.

        What may be one and cannot be understood is among them.

        Unless it may `learn`, no invoice is read for a credit note's service dates; its amounts need none.
        """
        if endpoint.path == INVOICES.path:
            return [
                self._invoice(read_invoice(record, plain=page.plain))
                for record in page.records
                if _may_be_a_sale(record)
            ]
        notes = [read_credit_note(record, plain=page.plain) for record in page.records if _may_be_a_sale(record)]
        if learn:
            self._learn_services([note for note in notes if isinstance(note, CreditNote)])
        return [self._credit_note(note) for note in notes]

    def _invoice(self, invoice: Invoice | UnreadableDocument) -> Outcome | Unread:
        if isinstance(invoice, UnreadableDocument):
            return self._conversion.unread(invoice)
        if self._services_matter and (invoice.credit_notes or invoice.document_id in self._services):
            self._learn(invoice)
        return self._numbered(self._conversion.invoice(invoice))

    def _credit_note(self, note: CreditNote | UnreadableDocument) -> Outcome | Unread:
        if isinstance(note, UnreadableDocument):
            return self._conversion.unread(note)
        return self._numbered(self._conversion.credit_note(note, self._services))

    def _numbered(self, outcome: Outcome) -> Outcome:
        known = outcome.document.document_id
        if self._numbers is None or not self._numbers.shares(known):
            return outcome
        order = order_number(outcome.document.number, known, taken=self._numbers.has_own_order(known))
        return structs.replace(outcome, shares_number=True, order_number=order)

    def _learn_services(self, notes: list[CreditNote]) -> None:
        if not self._services_matter:
            return
        named = {allocation.invoice.invoice_id for note in notes for allocation in note.allocations}
        for page in self._documents.invoices(named - self._services.keys()):
            for record in page.records:
                invoice = read_invoice(record)
                if isinstance(invoice, Invoice):
                    self._learn(invoice)
                else:
                    # A credit note has its own dates alone until that is mended.
                    self.broken.append(self._conversion.unread(invoice))
        if self._credits_matter:
            self._learn_credits(named, notes)

    def _learn(self, invoice: Invoice) -> None:
        service = invoice_service(self._conversion.invoice_items(invoice))
        self._services[invoice.document_id] = service
        self._credited_by[invoice.document_id] = tuple(each.credit_note_id for each in invoice.credit_notes)

    def _learn_credits(self, invoice_ids: set[str], notes: list[CreditNote]) -> None:
        several = {each for each in invoice_ids if len(self._credited_by.get(each, ())) > 1}
        wanted = {note_id for each in several for note_id in self._credited_by[each]}
        self._credits.update((note.document_id, note) for note in notes if note.document_id in wanted)
        self._read_credits(wanted - self._credits.keys())
        for each in several:
            known = (self._credits.get(note_id) for note_id in self._credited_by[each])
            self._services[each] = replace(self._services[each], credits=tuple(note for note in known if note))

    def _read_credits(self, missing: set[str]) -> None:
        """Read credit notes, or all of them at once where that takes fewer calls."""
        if not missing or self._all_credits_read:
            return
        self._all_credits_read = len(missing) > _CREDITS_BEFORE_ALL
        read_all, read_some = self._documents.all_credit_notes, self._documents.credit_notes
        for page in read_all() if self._all_credits_read else read_some(missing):
            for note in map(read_credit_note, page.records):
                if isinstance(note, UnreadableDocument):
                    self.broken.append(self._conversion.unread(note))
                elif note.allocations:
                    self._credits[note.document_id] = note


def _may_be_a_sale(record: Any) -> bool:  # noqa: ANN401 - JSON is any of its types
    """Tell whether a record is a sales document, or one of which nobody can tell."""
    kind = record.get("Type") if isinstance(record, dict) else None
    return not (isinstance(kind, str) and kind in NOT_SALES)
