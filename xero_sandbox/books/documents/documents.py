"""Invoices, bills and credit notes: their records, their statuses and the edits Xero allows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xero_sandbox.books.documents.lines import discount_of, sums
from xero_sandbox.books.documents.settlement import applied, close, is_untouched, settle, take_back
from xero_sandbox.books.kinds import KINDS, POSTED, blank, kind_of, open_balance
from xero_sandbox.books.money import ZERO, cents, rate_of
from xero_sandbox.books.records import BooksError
from xero_sandbox.books.settings.currencies import rate_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xero_sandbox.books.documents.lines import Lines
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store

DRAFTS = ("DRAFT", "SUBMITTED")
WRONG_STATUS = "Invoice not of valid status for modification"
HAS_PAYMENTS = "This document cannot be edited as it has a payment or credit note allocated to it."
MOST_OVERRIDDEN = Decimal("0.10")
_PREFIXES = {"Invoices": "INV-", "CreditNotes": "CN-"}


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the lines of a new document."""

    on: date
    due: date | None = None
    """The day of the document when absent."""
    currency: str | None = None
    """The base currency when absent."""
    rate: Decimal | None = None
    """Foreign units for one unit of base currency; the day's when absent."""
    line_amount_types: str = "Exclusive"
    status: str = "AUTHORISED"
    reference: str | None = None
    number: str | None = None
    """The next free one when absent; bills have none of their own."""


class Documents:
    """Creates documents and moves them through their statuses; approved ones are posted to the ledger."""

    def __init__(self, store: Store, lines: Lines) -> None:
        """Work on the records of this store."""
        self._store = store
        self._lines = lines

    def create(self, kind: str, contact: Record, lines: Sequence[Record], heading: Heading) -> Record:
        """Add an invoice, bill or credit note as DRAFT, SUBMITTED or AUTHORISED."""
        if kind not in ("ACCREC", "ACCPAY", "ACCRECCREDIT", "ACCPAYCREDIT"):
            raise BooksError(f"'{kind}' is not a type of invoice or credit note.")
        numbered = replace(heading, number=self._number(kind, heading.number))
        document = self.compose(kind, contact, lines, numbered)
        self._approve(document)
        self._store.touch(document)
        return self._store.add(KINDS[kind].endpoint, document)

    def compose(self, kind: str, contact: Record, lines: Sequence[Record], heading: Heading) -> Record:
        """Return the checked and priced record, neither kept nor posted nor stamped."""
        status, on, due = heading.status, heading.on, heading.due
        if status not in (*DRAFTS, "AUTHORISED"):
            raise BooksError(f"A document cannot be created as {status}.")
        if status == "AUTHORISED":
            self._store.require_open(on)
        if due is not None and due < on:
            raise BooksError("The due date cannot be before the document date.")
        money = self._currency(heading.currency, heading.rate, on)
        types = heading.line_amount_types
        priced = self._priced(kind, lines, types, complete=status != "DRAFT")
        totals = sums(priced, types)
        if status == "AUTHORISED":
            require_not_negative(totals["Total"])
        document = self._headed(kind, contact, heading)
        document |= money | {"Status": status, "LineAmountTypes": types}
        self._set_lines(document, priced, totals)
        return document

    def _priced(self, kind: str, lines: Sequence[Record], types: str, *, complete: bool) -> list[Record]:
        # Xero lets a customer's invoices have discounts, and credit notes none (its page on invoices, DiscountRate).
        selling, discounts = kind.startswith("ACCREC"), not KINDS[kind].is_credit
        return self._lines.price(lines, types, selling=selling, complete=complete, discounts=discounts)

    def _headed(self, kind: str, contact: Record, heading: Heading) -> Record:
        document = blank(kind, self._store.new_id(), heading.number or "", contact, heading.on)
        if not kind.endswith("CREDIT"):
            document["DueDate"] = heading.due or heading.on
        if kind != "ACCPAY":
            document["Reference"] = heading.reference or ""
        if kind.startswith("ACCREC") and (theme := next(iter(self._store.records["BrandingThemes"]), None)):
            document["BrandingThemeID"] = theme
        return document

    def submit(self, document: Record) -> Record:
        """Hand a draft in for approval."""
        return self._move(document, ("DRAFT",), "SUBMITTED")

    def back_to_draft(self, document: Record) -> Record:
        """Give a submitted document back."""
        return self._move(document, ("SUBMITTED",), "DRAFT")

    def approve(self, document: Record) -> Record:
        """Approve a draft or submitted document, which posts it."""
        if document["Status"] not in DRAFTS:
            raise BooksError(WRONG_STATUS)
        self._store.require_open(document["Date"])
        if not document["LineItems"]:
            raise BooksError("One or more line items must be specified")
        for line in document["LineItems"]:
            if "AccountID" in line:
                self._store.usable_account(line["AccountID"])
            elif "TaxType" in line:
                raise BooksError("Account code or ID must be specified")
        require_not_negative(document["Total"])
        document["Status"] = "AUTHORISED"
        self._approve(document)
        self._store.touch(document)
        return document

    def edit_lines(self, document: Record, lines: Sequence[Record]) -> Record:
        """Replace every line; each gets a new LineItemID, as an update without LineItemIDs does."""
        self._require_editable(document)
        complete = document["Status"] != "DRAFT"
        priced = self._priced(document["Type"], lines, document["LineAmountTypes"], complete=complete)
        return self._replace(document, priced, _totals(document, priced))

    def remove_line(self, document: Record, line: str | int) -> Record:
        """Take one line off, by LineItemID or by place from 0; the others keep their ids."""
        self._require_editable(document)
        rest = [
            each
            for place, each in enumerate(document["LineItems"])
            if line not in (place, str(place), each["LineItemID"])
        ]
        if len(rest) == len(document["LineItems"]):
            raise BooksError(f"The document has no line '{line}'.")
        if not rest and document["Status"] != "DRAFT":
            raise BooksError("One or more line items must be specified")
        return self._replace(document, rest, _totals(document, rest))

    def override_total(self, document: Record, total: Decimal, onto: str) -> Record:
        """Give a document a total that differs from its lines; a later change of amounts undoes it.

        The difference is on no line. In SubTotal it is posted to Rounding, in TotalTax to the tax account; more than
        0.10 is refused (the text is ours).
        """
        self._require_editable(document)
        if onto not in ("SubTotal", "TotalTax"):
            raise BooksError(f"'{onto}' is not one of SubTotal, TotalTax.")
        lines = document["LineItems"]
        totals = sums(lines, document["LineAmountTypes"])
        difference = cents(total) - totals["Total"]
        if abs(difference) > MOST_OVERRIDDEN:
            raise BooksError(f"The total can differ from the lines by at most {MOST_OVERRIDDEN}.")
        totals[onto] += difference
        totals["Total"] += difference
        if document["Status"] == "PAID" and totals["Total"] != document["Total"]:
            raise BooksError(HAS_PAYMENTS)
        return self._replace(document, lines, totals)

    def mark_sent(self, document: Record) -> Record:
        """Note that a sales invoice went out; as in Xero, this stamps it only while nothing is applied to it."""
        if document["Type"] != "ACCREC" or document["Status"] not in POSTED:
            raise BooksError(WRONG_STATUS)
        document["SentToContact"] = True
        if is_untouched(document):
            self._store.touch(document)
        return document

    def void(self, document: Record) -> Record:
        """Void an approved document that has no payments or credits."""
        if document["Status"] not in POSTED:
            raise BooksError(WRONG_STATUS)
        if not is_untouched(document):
            raise BooksError(HAS_PAYMENTS)
        self._store.require_open(document["Date"])
        on = None
        if self._store.switches.void_date == "day_of_void":
            on = max(self._store.today(), document["Date"])
        take_back(self._store, document[kind_of(document).id_field], document, -open_balance(document), on)
        close(document, "VOIDED")
        self._store.touch(document)
        return document

    def delete(self, document: Record) -> Record:
        """Delete a draft or submitted document; its record stays with Status DELETED."""
        if document["Status"] not in DRAFTS:
            raise BooksError(WRONG_STATUS)
        close(document, "DELETED")
        self._store.touch(document)
        return document

    def _move(self, document: Record, before: tuple[str, ...], after: str) -> Record:
        if document["Status"] not in before:
            raise BooksError(WRONG_STATUS)
        document["Status"] = after
        self._store.touch(document)
        return document

    def _require_editable(self, document: Record) -> None:
        if document["Status"] in DRAFTS:
            return
        if document["Status"] not in POSTED:
            raise BooksError(WRONG_STATUS)
        self._store.require_open(document["Date"])

    def _replace(self, document: Record, priced: list[Record], totals: Record) -> Record:
        if document["Status"] in POSTED:
            require_not_negative(totals["Total"])
            fully_applied = document["Status"] == "PAID" and applied(document)
            if fully_applied and _amounts(priced) != _amounts(document["LineItems"]):
                raise BooksError(HAS_PAYMENTS)
            if totals["Total"] < applied(document):
                raise BooksError("The document's total cannot be less than what has been paid or credited.")
        self.repost(document, priced, totals)
        self._store.touch(document)
        return document

    def repost(self, document: Record, priced: list[Record], totals: Record, rate: Decimal | None = None) -> None:
        """Reverse and post again, at another `rate` where one is given; the control account then holds what is open."""
        ledger, identifier = self._store.ledger, document[kind_of(document).id_field]
        posted = ledger.live(identifier)
        before = open_balance(document)
        if posted is not None:
            ledger.reverse(identifier, self._store.instant())
        if rate is not None:
            document["CurrencyRate"] = rate
        self._set_lines(document, priced, totals)
        settle(document)
        if document["Status"] not in POSTED:
            return
        control_account = self._store.system_account(kind_of(document).control)
        control = open_balance(document) - before + (posted.net_on(control_account) if posted else ZERO)
        ledger.post(self._store.postings.document(document, control), self._store.instant())

    def _set_lines(self, document: Record, priced: list[Record], totals: Record) -> None:
        discount = discount_of(priced)
        document |= totals | {"LineItems": priced}
        if document["Type"] == "ACCREC":
            document["IsDiscounted"] = bool(discount)
            document.pop("TotalDiscount", None)
            if discount:
                document["TotalDiscount"] = discount
        settle(document)

    def _approve(self, document: Record) -> None:
        """Post an approved document; one without an amount is PAID at once."""
        if document["Status"] != "AUTHORISED":
            return
        settle(document)
        receivable = kind_of(document).control == "DEBTORS"
        document["Contact"]["IsCustomer" if receivable else "IsSupplier"] = True
        self._store.ledger.post(self._store.postings.document(document), self._store.instant())

    def _number(self, kind: str, number: str | None) -> str:
        endpoint = KINDS[kind].endpoint
        if not number:
            return "" if kind.startswith("ACCPAY") else self._store.next_number(endpoint, _PREFIXES[endpoint])
        same = self._store.numbered(endpoint, number)
        if kind.startswith("ACCREC") and any(each["Type"] == kind and each["Status"] != "DELETED" for each in same):
            raise BooksError("Invoice # must be unique." if kind == "ACCREC" else "Credit note # must be unique.")
        return number

    def _currency(self, currency: str | None, rate: Decimal | None, on: date) -> Record:
        code = currency or self._store.base_currency
        self._store.require_currency(code)
        if code == self._store.base_currency:
            return {"CurrencyCode": code, "CurrencyRate": rate_of("1")}
        return {"CurrencyCode": code, "CurrencyRate": rate or rate_on(self._store.base_currency, code, on)}


def require_not_negative(total: Decimal) -> None:
    """Refuse an approved document below zero (the text is ours)."""
    if total < 0:
        raise BooksError("The document total cannot be negative.")


def _totals(document: Record, lines: Sequence[Record]) -> Record:
    """Return the sums of the lines; where no amount changes, the document's own, which a person may have overridden."""
    if _amounts(lines) == _amounts(document["LineItems"]):
        return {key: document[key] for key in ("SubTotal", "TotalTax", "Total")}
    return sums(lines, document["LineAmountTypes"])


def _amounts(lines: Sequence[Record]) -> list[tuple[Decimal, Decimal]]:
    return [(line["LineAmount"], line["TaxAmount"]) for line in lines]
