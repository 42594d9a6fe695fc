"""From pages of Xero's documents to their outcomes, with the invoices that credit notes refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.invoice_service import InvoiceService, invoice_service
from xero_api.endpoints import INVOICES
from xero_api.models import NOT_SALES, CreditNote
from xero_api.unreadable import UnreadableDocument, read_credit_note, read_invoice

if TYPE_CHECKING:
    from source_xero_revrec.ledger.documents import Documents
    from source_xero_revrec.rules.conversion import Conversion
    from source_xero_revrec.rules.outcome import Outcome, Unread
    from xero_api.endpoints import Endpoint
    from xero_api.models import Invoice
    from xero_api.paging import Page


class Outcomes:
    """What becomes of the sales documents of one organisation."""

    def __init__(self, conversion: Conversion, documents: Documents, *, services_matter: bool) -> None:
        """Convert; where `services_matter`, an invoice that a credit note refers to is read if it was not met yet."""
        self._conversion = conversion
        self._documents = documents
        self._services_matter = services_matter
        self._services: dict[str, InvoiceService] = {}

    def of_page(self, endpoint: Endpoint, page: Page, *, learn: bool = True) -> list[Outcome | Unread]:
        """Return the outcome of each sales document on a page of Invoices or CreditNotes, in the page's order.

        What may be one and cannot be understood is among them.

        Unless it may `learn`, no invoice is read for a credit note's service dates; its amounts need none.
        """
        if endpoint.path == INVOICES.path:
            return [self._invoice(read_invoice(record)) for record in page.records if _may_be_a_sale(record)]
        notes = [read_credit_note(record) for record in page.records if _may_be_a_sale(record)]
        if learn:
            self._learn_services([note for note in notes if isinstance(note, CreditNote)])
        return [self._credit_note(note) for note in notes]

    def _invoice(self, invoice: Invoice | UnreadableDocument) -> Outcome | Unread:
        if isinstance(invoice, UnreadableDocument):
            return self._conversion.unread(invoice)
        if self._services_matter and (invoice.credit_notes or invoice.document_id in self._services):
            self._services[invoice.document_id] = invoice_service(self._conversion.invoice_items(invoice))
        return self._conversion.invoice(invoice)

    def _credit_note(self, note: CreditNote | UnreadableDocument) -> Outcome | Unread:
        if isinstance(note, UnreadableDocument):
            return self._conversion.unread(note)
        return self._conversion.credit_note(note, self._services)

    def _learn_services(self, notes: list[CreditNote]) -> None:
        if not self._services_matter:
            return
        named = {allocation.invoice.invoice_id for note in notes for allocation in note.allocations}
        for page in self._documents.invoices(named - self._services.keys()):
            for record in page.records:
                invoice = read_invoice(record)
                if isinstance(invoice, UnreadableDocument):
                    # It is held by itself; a credit note then has no dates but its own.
                    continue
                self._services[invoice.document_id] = invoice_service(self._conversion.invoice_items(invoice))


def _may_be_a_sale(record: Any) -> bool:  # noqa: ANN401 - JSON is any of its types
    """Tell whether a record is a sales document, or one of which nobody can tell."""
    kind = record.get("Type") if isinstance(record, dict) else None
    return not (isinstance(kind, str) and kind in NOT_SALES)
