"""Linked transactions: bill lines that a customer is to be charged for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.documents.documents import DRAFTS
from xero_sandbox.books.kinds import POSTED
from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store


class LinkedTransactions:
    """Billable expenses and the sales invoices they were put on."""

    def __init__(self, store: Store) -> None:
        """Work on the records of this store."""
        self._store = store

    def create(self, bill: Record, line: str | int, contact: Record) -> Record:
        """Assign a line of a bill, by LineItemID or by place from 0, to a customer."""
        lines = bill["LineItems"]
        found = next(
            (each for place, each in enumerate(lines) if line in (place, str(place), each["LineItemID"])), None
        )
        if found is None or bill["Type"] != "ACCPAY" or bill["Status"] not in (*DRAFTS, *POSTED):
            raise BooksError("A billable expense needs a line of a bill that is not voided or deleted.")
        link: Record = {
            "LinkedTransactionID": self._store.new_id(),
            "SourceTransactionID": bill["InvoiceID"],
            "SourceLineItemID": found["LineItemID"],
            "SourceTransactionTypeCode": "ACCPAY",
            "ContactID": contact["ContactID"],
            "Status": "DRAFT" if bill["Status"] in DRAFTS else "APPROVED",
            "Type": "BILLABLEEXPENSE",
        }
        self._store.touch(link)
        return self._store.add("LinkedTransactions", link)

    def bill_to(self, link: Record, invoice: Record, line: int) -> Record:
        """Put a billable expense on a line of its customer's sales invoice."""
        if link["Status"] not in ("APPROVED", "DRAFT") or invoice["Type"] != "ACCREC":
            raise BooksError("Only an open billable expense can be put on a sales invoice.")
        if invoice["Contact"]["ContactID"] != link["ContactID"]:
            raise BooksError("The sales invoice belongs to another contact.")
        if not 0 <= line < len(invoice["LineItems"]):
            raise BooksError(f"The document has no line '{line}'.")
        link["TargetTransactionID"] = invoice["InvoiceID"]
        link["TargetLineItemID"] = invoice["LineItems"][line]["LineItemID"]
        self._store.touch(link)
        self.follow(invoice)
        return link

    def follow(self, document: Record) -> None:
        """Bring the links of a changed document in line with its status and remaining lines; credit notes have none."""
        if "InvoiceID" not in document:
            return
        identifier = document["InvoiceID"]
        alive = document["Status"] not in ("VOIDED", "DELETED")
        lines = {line["LineItemID"] for line in document["LineItems"]} if alive else set()
        for link in self._store.records["LinkedTransactions"].values():
            status = link["Status"]
            if link["SourceTransactionID"] == identifier and status != "VOIDED":
                if link["SourceLineItemID"] not in lines:
                    status = "VOIDED"
                elif status == "DRAFT" and document["Status"] in POSTED:
                    status = "APPROVED"
            elif link.get("TargetTransactionID") == identifier and status != "VOIDED":
                if link["TargetLineItemID"] in lines:
                    status = "ONDRAFT" if document["Status"] in DRAFTS else "BILLED"
                else:
                    status = "APPROVED"
                    del link["TargetTransactionID"], link["TargetLineItemID"]
            if status != link["Status"]:
                link["Status"] = status
                self._store.touch(link)
