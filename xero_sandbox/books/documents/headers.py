"""What stands above the lines of an invoice or credit note, and how a person changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.documents.documents import DRAFTS, HAS_PAYMENTS, WRONG_STATUS
from xero_sandbox.books.documents.settlement import is_untouched
from xero_sandbox.books.kinds import POSTED, kind_of
from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from xero_sandbox.books.documents.documents import Documents
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store


class Headers:
    """Changes what stands above the lines; the rate stays what it was where none is given (our choice)."""

    def __init__(self, store: Store, documents: Documents) -> None:
        """Work on the records of this store."""
        self._store = store
        self._documents = documents

    def edit(
        self,
        document: Record,
        *,
        contact: Record | None,
        on: date | None,
        due: date | None,
        reference: str | None,
        rate: Decimal | None,
    ) -> Record:
        """Change what is given; with anything paid or credited, the reference and the due date alone."""
        day: date = on or document["Date"]
        self._require_editable(document, day, moved=any(each is not None for each in (contact, on, rate)))
        if rate is not None and document["CurrencyCode"] == self._store.base_currency:
            raise BooksError("A document in the base currency has no rate of its own.")
        _set_due(document, day, due)
        document["Date"] = day
        if reference is not None:
            document["Reference"] = reference
        if contact is not None:
            document["Contact"] = contact
            if document["Status"] in POSTED:
                contact["IsCustomer" if kind_of(document).control == "DEBTORS" else "IsSupplier"] = True
        totals = {key: document[key] for key in ("SubTotal", "TotalTax", "Total")}
        self._documents.repost(document, document["LineItems"], totals, rate)
        self._store.touch(document)
        return document

    def _require_editable(self, document: Record, day: date, *, moved: bool) -> None:
        if document["Status"] not in (*DRAFTS, *POSTED):
            raise BooksError(WRONG_STATUS)
        if moved and not is_untouched(document):
            raise BooksError(HAS_PAYMENTS)
        if document["Status"] in POSTED:
            self._store.require_open(document["Date"])
            self._store.require_open(day)


def _set_due(document: Record, day: date, due: date | None) -> None:
    """Set the due date, which is never before the document's; a credit note has none."""
    if kind_of(document).is_credit:
        if due is not None:
            raise BooksError("A credit note has no due date.")
        return
    due = due or max(day, document["DueDate"])
    if due < day:
        raise BooksError("The due date cannot be before the document date.")
    document["DueDate"] = due
