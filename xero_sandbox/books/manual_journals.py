"""Manual journals: a person's own debits and credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.arithmetic import tax_amount
from xero_sandbox.books.errors import BooksError
from xero_sandbox.books.money import ZERO, cents, decimal_of
from xero_sandbox.books.tax import applies_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store
    from xero_sandbox.books.tracking import Tracking

FEWEST_LINES = 2
_REFUSED_SYSTEM = ("DEBTORS", "CREDITORS", "RETAINEDEARNINGS")
_WRONG_STATUS = "The manual journal is not of valid status for modification"


class ManualJournals:
    """Manual journals in base currency, debit positive; posted ones are in the ledger."""

    def __init__(self, store: Store, tracking: Tracking) -> None:
        """Work on the records of this store."""
        self._store = store
        self._tracking = tracking

    def create(
        self, narration: str, lines: Sequence[Record], *, on: date, status: str, line_amount_types: str = "NoTax"
    ) -> Record:
        """Add a DRAFT or POSTED journal."""
        if not narration:
            raise BooksError("The narration must be specified.")
        if status not in ("DRAFT", "POSTED"):
            raise BooksError(f"A manual journal cannot be created as {status}.")
        journal: Record = {
            "ManualJournalID": self._store.new_id(),
            "Narration": narration,
            "Date": on,
            "LineAmountTypes": line_amount_types,
            "Status": status,
            "ShowOnCashBasisReports": True,
            "HasAttachments": False,
            "Attachments": [],
            "JournalLines": [self._line(line, line_amount_types) for line in lines],
        }
        self._post(journal)
        self._store.touch(journal)
        return self._store.add("ManualJournals", journal)

    def post(self, journal: Record) -> Record:
        """Post a draft."""
        if journal["Status"] != "DRAFT":
            raise BooksError(_WRONG_STATUS)
        self._require_postable(journal)
        journal["Status"] = "POSTED"
        self._post(journal)
        self._store.touch(journal)
        return journal

    def edit(self, journal: Record, lines: Sequence[Record]) -> Record:
        """Replace every line of a draft or posted journal."""
        if journal["Status"] not in ("DRAFT", "POSTED"):
            raise BooksError(_WRONG_STATUS)
        changed = journal | {"JournalLines": [self._line(line, journal["LineAmountTypes"]) for line in lines]}
        if journal["Status"] == "POSTED":
            self._require_postable(changed)
            self._store.ledger.reverse(journal["ManualJournalID"], self._store.instant())
        journal["JournalLines"] = changed["JournalLines"]
        self._post(journal)
        self._store.touch(journal)
        return journal

    def edit_line(self, journal: Record, place: int, changes: Record) -> Record:
        """Change some fields of one line, counted from 0."""
        lines = list(journal["JournalLines"])
        if not 0 <= place < len(lines):
            raise BooksError(f"The manual journal has no line {place}.")
        kept = {key: value for key, value in lines[place].items() if key not in ("AccountID", "TaxAmount", "IsBlank")}
        if "AccountCode" not in kept:
            kept["AccountCode"] = lines[place]["AccountID"]
        lines[place] = kept | changes
        return self.edit(journal, lines)

    def end(self, journal: Record, status: str) -> Record:
        """Void a posted journal, delete a draft, or archive a draft (which posts nothing: our choice)."""
        if journal["Status"] != ("POSTED" if status == "VOIDED" else "DRAFT"):
            raise BooksError(_WRONG_STATUS)
        if status == "VOIDED":
            self._store.require_open(journal["Date"])
            self._store.ledger.reverse(journal["ManualJournalID"], self._store.instant())
        journal["Status"] = status
        self._store.touch(journal)
        return journal

    def _post(self, journal: Record) -> None:
        if journal["Status"] == "POSTED":
            self._require_postable(journal)
            self._store.ledger.post(self._store.postings.manual_journal(journal), self._store.instant())

    def _line(self, given: Record, line_amount_types: str) -> Record:
        code: str = given.get("AccountCode") or given.get("AccountID") or ""
        if not code:
            raise BooksError("Account code or ID must be specified")
        account = self._store.usable_account(code)
        if account.get("SystemAccount") in _REFUSED_SYSTEM or account["Type"] == "BANK":
            raise BooksError(f"Account code '{code}' is not a valid code for this document.")
        tax_type = "NONE" if line_amount_types == "NoTax" else given.get("TaxType", account["TaxType"])
        rate = self._store.records["TaxRates"].get(str(tax_type))
        if rate is None or not applies_to(rate, account):
            raise BooksError(f"The TaxType code '{tax_type}' cannot be used with account code '{code}'.")
        amount = cents(decimal_of(given["LineAmount"]))
        line: Record = {"LineAmount": amount, "AccountID": account["AccountID"]}
        if "Code" in account:
            line["AccountCode"] = account["Code"]
        return line | {
            "Description": given.get("Description", ""),
            "TaxType": tax_type,
            "TaxAmount": tax_amount(amount, rate["EffectiveRate"], line_amount_types),
            "Tracking": self._tracking.elements(given.get("Tracking", ())),
            "IsBlank": False,
        }

    def _require_postable(self, journal: Record) -> None:
        self._store.require_open(journal["Date"])
        lines = journal["JournalLines"]
        if len(lines) < FEWEST_LINES:
            raise BooksError("A manual journal needs at least two lines.")
        with_tax = journal["LineAmountTypes"] == "Exclusive"
        amounts = [line["LineAmount"] + (line["TaxAmount"] if with_tax else ZERO) for line in lines]
        debits = sum((amount for amount in amounts if amount > 0), ZERO)
        credit_sum = sum((amount for amount in amounts if amount < 0), ZERO)
        if debits + credit_sum:
            raise BooksError(f"The total debits ({debits}) must equal total credits ({credit_sum})")
