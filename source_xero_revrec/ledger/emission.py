"""Records of the selected RevRec streams, made from outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.ledger.customer_rows import CustomerRows
from source_xero_revrec.ledger.row_record import RowMessage
from source_xero_revrec.ledger.state import OF_TABLE, short
from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.rules.checks.document import NOT_BILLED, findings
from source_xero_revrec.rules.checks.unreadable import CHECK, held
from source_xero_revrec.rules.outcome import Bucket, DocumentType, Unread, document_type
from source_xero_revrec.rules.products import appearance
from source_xero_revrec.rules.recognition.intake import lines_of
from source_xero_revrec.rules.recognition.rows import held_row, schedule_rows, withdrawn_row
from source_xero_revrec.rules.recognition.treatment import recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from airbyte_cdk.models import AirbyteMessage

    from source_xero_revrec.ledger.contacts import ContactBook
    from source_xero_revrec.ledger.master_data import OrganisationFacts
    from source_xero_revrec.ledger.sent_documents import SentDocuments
    from source_xero_revrec.ledger.state import LedgerState
    from source_xero_revrec.ledger.streams import RevrecStream
    from source_xero_revrec.rules.checks.document import Finding
    from source_xero_revrec.rules.customer_match import CustomerMatch
    from source_xero_revrec.rules.outcome import Outcome
    from source_xero_revrec.rules.overrides.of_documents import OverrideFault
    from source_xero_revrec.rules.products import Products
    from source_xero_revrec.rules.recognition.settings import RecognitionSettings
    from source_xero_revrec.rules.rows import Row, Rows
    from xero_api.models import CreditNote, Invoice
    from xero_api.unreadable import UnreadableDocument

_HOLDS_AGAIN = "The check holds again."
_RESOLVED = {"check": CHECK, "severity": "info", "status": "Resolved"}
_NOT_CHECKED = "It is not checked while the document is held."

OF_DOCUMENTS = [check.code for check in CATALOGUE.values() if "document" in check.level]


class Emission:
    """The records that a document gives in each selected stream of one organisation."""

    def __init__(
        self,
        streams: dict[str, RevrecStream],
        *,
        facts: OrganisationFacts,
        rows: Rows,
        state: LedgerState,
        products: Products | None,
        contacts: ContactBook,
        customers: CustomerMatch | None,
        personal_data: bool,
        recognition: RecognitionSettings | None = None,
        sent: SentDocuments | None = None,
        known: frozenset[str],
        unfinished_since: datetime | None,
    ) -> None:
        """Emit for `streams`; those `known` to the warehouse are told what gives no rows any more.

        `sent` remembers what was sent of each document, where that is added up. `unfinished_since` is when an attempt
        began that did not come to its end: what it sent is not remembered.
        """
        self._streams = streams
        self._facts = facts
        self._rows = rows
        self._state = state
        self._products = products
        self._customers = customers
        self._customer_rows = CustomerRows(
            facts, state, contacts=contacts, customers=customers, personal_data=personal_data
        )
        self._recognition = recognition
        self._sent = sent
        self._known = known
        self._unfinished_since = unfinished_since
        self._told_meanwhile = False
        self._met: set[str] = set()
        self._hints: dict[str, list[str]] = {}
        self._each: dict[str, Callable[[Outcome, datetime], Iterator[Row]]] = {
            "order_details": self._order_details,
            "billing_schedule": self._billing_schedule,
            "revenue_schedule": self._revenue_schedule,
            "pending_data": self._pending_data,
            "recon_errors": self._recon_errors,
            "customers": self._customer_rows.of,
            "products": self._product,
        }

    def of(
        self, outcome: Outcome | Unread, read_at: datetime, due: frozenset[str], *, again: bool = True
    ) -> Iterator[AirbyteMessage]:
        """Yield the records of a document in the streams that are `due` to hear of it.

        Whenever it changed, an attempt that did not come to its end may have told of it, unless it is not read `again`.
        """
        updated_at, since = outcome.document.updated_at, self._unfinished_since
        self._told_meanwhile = since is not None and (again or updated_at is None or updated_at >= since)
        rows: dict[str, list[Row]] = {}
        for name in self._each:
            if name in self._streams and name in due:
                rows[name] = list(self._rows_of(name, outcome, read_at))
                for row in rows[name]:
                    yield RowMessage(name, row)
        if self._sent is not None:
            self._sent.take(outcome, rows)

    def of_number(self, outcome: Outcome | Unread, read_at: datetime) -> Iterator[AirbyteMessage]:
        """Yield what is found, or not any more, on the number of a document of which nothing else is news."""
        if "recon_errors" in self._streams:
            self._told_meanwhile = self._unfinished_since is not None
            for row in self._rows_of("recon_errors", outcome, read_at):
                if row["check"] == "K1":
                    yield RowMessage("recon_errors", row)

    def _rows_of(self, stream: str, outcome: Outcome | Unread, read_at: datetime) -> Iterator[Row]:
        if not isinstance(outcome, Unread):
            return self._each[stream](outcome, read_at)
        return self._held(stream, outcome, read_at)

    def _held(self, stream: str, unread: Unread, read_at: datetime) -> Iterator[Row]:
        """Yield the rows of a document that cannot be understood.

        What the warehouse has of it is withdrawn, unless nothing tells which of its versions this one is.
        """
        if stream == "recon_errors":
            yield from self._held_findings(unread, read_at)
        elif stream == "pending_data":
            if self._waited(unread.document):
                yield self._rows.no_longer_pending(unread, read_at)
        elif stream in self._known and unread.document.status not in NOT_BILLED and unread.document.updated_at:
            if stream == "order_details":
                yield self._rows.held_order(unread, read_at)
            elif stream == "billing_schedule":
                yield self._rows.held_billing(unread, read_at)
            elif stream == "revenue_schedule":
                tenant, currency = self._facts.tenant_id, self._facts.base_currency
                updated_at = unread.document.updated_at
                yield held_row(unread, updated_at, tenant_id=tenant, base_currency=currency, read_at=read_at)

    def _order_details(self, outcome: Outcome, read_at: datetime) -> Iterator[Row]:
        yield from self._rows.order_details(outcome, read_at)
        if self._gives_nothing_now(outcome, "order_details"):
            yield self._rows.withdrawn_order(outcome, read_at)

    def _billing_schedule(self, outcome: Outcome, read_at: datetime) -> Iterator[Row]:
        yield from self._rows.billing_schedule(outcome, read_at)
        if self._gives_nothing_now(outcome, "billing_schedule"):
            yield self._rows.withdrawn_billing(outcome, read_at)

    def _revenue_schedule(self, outcome: Outcome, read_at: datetime) -> Iterator[Row]:
        if self._recognition is None:
            return
        tenant, currency = self._facts.tenant_id, self._facts.base_currency
        lines = [recognise(line, self._recognition) for line in lines_of(outcome, lambda _: ())]
        yield from schedule_rows(outcome, lines, tenant_id=tenant, base_currency=currency, read_at=read_at)
        if self._gives_nothing_now(outcome, "revenue_schedule"):
            yield withdrawn_row(outcome, tenant_id=tenant, base_currency=currency, read_at=read_at)

    def _gives_nothing_now(self, outcome: Outcome, stream: str) -> bool:
        if outcome.items or stream not in self._known:
            return False
        document = outcome.document
        billed = self._told_meanwhile or bool(self._sent and self._sent.of(document.document_id))
        return billed or document.status not in NOT_BILLED

    def _pending_data(self, outcome: Outcome, read_at: datetime) -> Iterator[Row]:
        if outcome.bucket is Bucket.PENDING:
            self._state.pending[short(outcome.document.document_id)] = 1
            yield self._rows.pending(outcome, read_at, self._hints_for(outcome.document.contact.name))
        elif self._waited(outcome.document):
            yield self._rows.pending(outcome, read_at, [])

    def _waited(self, document: Invoice | CreditNote | UnreadableDocument) -> bool:
        """Tell whether the warehouse may have a document as pending that is so no longer, and forget it."""
        known = self._state.pending.pop(short(document.document_id), None)
        return bool(known or (self._unfinished_since and document.status not in NOT_BILLED))

    def _hints_for(self, name: str) -> list[str]:
        if name not in self._hints:
            self._hints[name] = self._customers.hints(name) if self._customers else []
        return self._hints[name]

    def _recon_errors(self, outcome: Outcome, read_at: datetime) -> Iterator[Row]:
        found = findings(outcome, base_currency=self._facts.base_currency)
        holds = outcome.reason if outcome.bucket is Bucket.EXCLUDED else _HOLDS_AGAIN
        yield from self._findings(outcome.document, found, holds, read_at)

    def _held_findings(self, unread: Unread, read_at: datetime) -> Iterator[Row]:
        found = [] if unread.bucket is Bucket.EXCLUDED else [held(unread.document)]
        yield from self._findings(unread.document, found, unread.reason or _NOT_CHECKED, read_at)

    def _findings(
        self,
        document: Invoice | CreditNote | UnreadableDocument,
        found: Sequence[Finding],
        otherwise: str,
        read_at: datetime,
    ) -> Iterator[Row]:
        key = short(document.document_id)
        before = self._state.findings.pop(key, [])
        if self._told_meanwhile:
            before = OF_DOCUMENTS
        if found:
            self._state.findings[key] = [finding.check for finding in found]
        elif not before:
            return
        about = {
            "tenant_id": self._facts.tenant_id,
            "document_id": document.document_id,
            "document_type": document_type(document).value,
            "document_number": document.number,
            "document_date": document.date,
            "currency": document.currency,
            "document_updated_at": document.updated_at,
            "checked_at": read_at,
        }
        for finding in found:
            yield {**about, "status": "Open", **finding.columns()}
        for check in sorted(set(before) - {finding.check for finding in found}):
            yield {**about, "check": check, "severity": "info", "status": "Resolved", "explanation": otherwise}

    def gone(self, document_id: str, kind: str, read_at: datetime) -> Iterator[AirbyteMessage]:
        """Withdraw what was found on a held document that is not among Xero's any more under its id."""
        if self._state.findings.pop(short(document_id), None) or self._unfinished_since:
            words = DocumentType.INVOICE if kind == "ACCREC" else DocumentType.CREDIT_MEMO
            told = {**_RESOLVED, "explanation": "Xero does not show it under this id any more."}
            yield from self._told_of(document_id, words.value, told, read_at)

    def of_records(
        self, news: Iterable[tuple[str, str, Finding | None]], read_at: datetime
    ) -> Iterator[AirbyteMessage]:
        """Tell which records that are no documents cannot be understood, by id and kind, and which can again."""
        for known, kind, found in news:
            told = {"status": "Open", **found.columns()} if found else {**_RESOLVED, "explanation": _HOLDS_AGAIN}
            yield from self._told_of(known, kind, told, read_at)

    def _told_of(self, known: str, kind: str, told: Row, read_at: datetime) -> Iterator[AirbyteMessage]:
        if "recon_errors" in self._streams:
            about = {"tenant_id": self._facts.tenant_id, "document_id": known, "document_type": kind}
            yield RowMessage("recon_errors", {**about, "checked_at": read_at, **told})

    def new_faults(self, faults: Iterable[str]) -> dict[str, list[str]]:
        """Return the names in the table of overrides of which no finding is open, as the state has findings."""
        return {key: [] for key in map(OF_TABLE.__add__, faults) if key not in self._state.findings}

    def overrides(self, faults: Mapping[str, OverrideFault], read_at: datetime) -> Iterator[AirbyteMessage]:
        """Yield what the table of overrides names that is no one document, and what it named so and does not any more.

        `faults` are by the document's name in the table; the row's document is that name.
        """
        if "recon_errors" not in self._streams:
            return
        named = {f"{OF_TABLE}{name}": (name, fault) for name, fault in faults.items()}
        for key in sorted(named.keys() | {key for key in self._state.findings if key.startswith(OF_TABLE)}):
            name = key.removeprefix(OF_TABLE)
            about = {"tenant_id": self._facts.tenant_id, "document_id": name, "check": "S3", "checked_at": read_at}
            if key in named:
                known = self._state.findings.get(key) == [named[key][1].text]
                self._state.findings[key] = [named[key][1].text]
                if not known:
                    yield RowMessage("recon_errors", {**about, **_told(named[key][1])})
            else:
                del self._state.findings[key]
                resolved = {"severity": "info", "status": "Resolved", "explanation": "The check holds again."}
                yield RowMessage("recon_errors", {**about, **resolved})

    def changed_customers(self, contact_ids: Iterable[str]) -> Iterator[AirbyteMessage]:
        """Yield the customers of earlier syncs that changed and have no document any more that tells so."""
        if "customers" in self._streams:
            for row in self._customer_rows.changed(contact_ids):
                yield RowMessage("customers", row)

    def earlier_customers(self, sent_before: Mapping[str, str]) -> Iterator[AirbyteMessage]:
        """Yield the customers of earlier syncs, by contact and id in the CRM, that nothing in this one told."""
        if "customers" in self._streams:
            for row in self._customer_rows.earlier(sent_before):
                yield RowMessage("customers", row)

    def _product(self, outcome: Outcome, read_at: datetime) -> Iterator[Row]:
        for item in outcome.items:
            key = f"{item.product_rule}:{item.xero_product_code}"
            if key not in self._met:
                self._met.add(key)
                yield from self._product_row(key, read_at)

    def renamed_products(self, read_at: datetime) -> Iterator[AirbyteMessage]:
        """Yield the products that rows of earlier syncs used and that look different now."""
        if "products" in self._streams:
            for key in sorted(self._state.products.keys() - self._met):
                for row in self._product_row(key, read_at):
                    yield RowMessage("products", row)

    def _product_row(self, key: str, read_at: datetime) -> Iterator[Row]:
        rule, _, code = key.partition(":")
        row = self._products.row(code, rule) if self._products else {}
        looks = appearance(row)
        if self._state.products.get(key) != looks:
            self._state.products[key] = looks
            yield {**row, "read_at": read_at}


def _told(fault: OverrideFault) -> Row:
    remedy = CATALOGUE["S3"].remedy(fault.reason)
    return {
        "severity": remedy.severity,
        "status": "Open",
        "reason": fault.reason,
        "explanation": f"Table of overrides: {fault.text}.",
        "proposed_fix": remedy.proposed_fix,
    }
