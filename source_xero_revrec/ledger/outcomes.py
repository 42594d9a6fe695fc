"""From pages of Xero's documents to their outcomes, with the invoices that credit notes refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.invoice_service import InvoiceService, invoice_service
from xero_api.endpoints import INVOICES
from xero_api.models import CreditNote, read_credit_note, read_invoice

if TYPE_CHECKING:
    from source_xero_revrec.ledger.documents import Documents
    from source_xero_revrec.rules.conversion import Conversion
    from source_xero_revrec.rules.outcome import Outcome
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

    def of_page(self, endpoint: Endpoint, page: Page, *, learn: bool = True) -> list[Outcome]:
        """Return the outcome of each sales document on a page of Invoices or CreditNotes, in the page's order.

        Unless it may `learn`, no invoice is read for a credit note's service dates; its amounts need none.
        """
        if endpoint.path == INVOICES.path:
            return [self._invoice(read_invoice(record)) for record in page.records if record["Type"] == "ACCREC"]
        notes = [read_credit_note(record) for record in page.records if record["Type"] == "ACCRECCREDIT"]
        if learn:
            self._learn_services(notes)
        return [self._conversion.credit_note(note, self._services) for note in notes]

    def _invoice(self, invoice: Invoice) -> Outcome:
        if self._services_matter and (invoice.credit_notes or invoice.document_id in self._services):
            self._services[invoice.document_id] = invoice_service(self._conversion.invoice_items(invoice))
        return self._conversion.invoice(invoice)

    def _learn_services(self, notes: list[CreditNote]) -> None:
        if not self._services_matter:
            return
        named = {allocation.invoice.invoice_id for note in notes for allocation in note.allocations}
        for page in self._documents.invoices(named - self._services.keys()):
            for record in page.records:
                invoice = read_invoice(record)
                self._services[invoice.document_id] = invoice_service(self._conversion.invoice_items(invoice))
