"""The rows of customers in one sync: with their documents, where they changed, and where all is sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.ledger.state import sent_key
from source_xero_revrec.rules.customer_match import CrmCustomer
from source_xero_revrec.rules.customers import customer_row
from source_xero_revrec.rules.outcome import Bucket
from xero_api import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from source_xero_revrec.ledger.contacts import ContactBook
    from source_xero_revrec.ledger.master_data import OrganisationFacts
    from source_xero_revrec.ledger.state import LedgerState
    from source_xero_revrec.rules.customer_match import CustomerMatch
    from source_xero_revrec.rules.outcome import Outcome
    from source_xero_revrec.rules.rows import Row


class CustomerRows:
    """Makes a customer's row once in a sync, and knows by the state which were sent in earlier ones."""

    def __init__(
        self,
        facts: OrganisationFacts,
        state: LedgerState,
        *,
        contacts: ContactBook,
        customers: CustomerMatch | None,
        personal_data: bool,
    ) -> None:
        """Make rows of `contacts`; `customers` are the CRM's, None where invoices are contracts."""
        self._facts = facts
        self._state = state
        self._contacts = contacts
        self._customers = customers
        self._personal_data = personal_data
        self._met: set[str] = set()
        self._told: set[str] = set()

    def of(self, outcome: Outcome, read_at: datetime) -> Iterator[Row]:
        """Yield the customer of a document that gives rows, unless another document gave it."""
        contact_id = outcome.document.contact.contact_id
        # Contacts are read of documents that give rows: without them, what is known of one would be sent empty.
        if outcome.bucket is not Bucket.EMITTED or not outcome.items or contact_id in self._met:
            return
        self._met.add(contact_id)
        self._state.customers[sent_key(contact_id)] = outcome.customer.customer_id if outcome.customer else ""
        found = self._contacts.find(contact_id)
        contact, contact_read_at = found or ({"ContactID": contact_id, "Name": outcome.document.contact.name}, None)
        yield self._row(contact, outcome.customer, contact_read_at or dates.iso_instant(read_at))

    def changed(self, contact_ids: Iterable[str]) -> Iterator[Row]:
        """Yield the customers that were sent in earlier syncs, changed, and have no document any more that tells so.

        A contact that was merged into another has none. Where customers are the CRM's, it must be the one that was
        sent with the contact.
        """
        for contact_id in contact_ids:
            found, sent_as = self._contacts.find(contact_id), self._state.customers.get(sent_key(contact_id))
            if found is None or sent_as is None or contact_id in self._met:
                continue
            contact, read_at = found
            customer = self._customers.match(contact["Name"]).customer if self._customers else None
            if sent_as == (customer.customer_id if customer else ""):
                yield self._row(contact, customer, read_at)

    def earlier(self, sent_before: Mapping[str, str]) -> Iterator[Row]:
        """Yield the customers of earlier syncs, by contact and id in the CRM, that no other row of this one told.

        A customer that was the CRM's has its contact's name, by which it was found.
        """
        for contact_id, customer_id in sent_before.items():
            found = self._contacts.find(contact_id)
            if found and (customer_id or contact_id) not in self._told:
                contact, read_at = found
                customer = CrmCustomer(customer_id, contact["Name"]) if customer_id else None
                yield self._row(contact, customer, read_at)

    def _row(self, contact: dict[str, Any], customer: CrmCustomer | None, read_at: str) -> Row:
        self._told.add(customer.customer_id if customer else contact["ContactID"])
        return customer_row(
            contact,
            customer=customer,
            tenant_id=self._facts.tenant_id,
            base_currency=self._facts.base_currency,
            read_at=read_at,
            personal_data=self._personal_data,
        )
