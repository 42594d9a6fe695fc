"""Manual journals: a person's own debits and credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.documents.arithmetic import tax_amount
from xero_sandbox.books.money import ZERO, cents, decimal_of
from xero_sandbox.books.records import BooksError
from xero_sandbox.books.settings.tax import applies_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store
    from xero_sandbox.books.tracking import Tracking

FEWEST_LINES = 2
TOO_FEW_LINES = "A manual journal needs at least two lines."
_WRONG_STATUS = "The manual journal is not of valid status for modification"
_MOVES = {"DRAFT": ("DRAFT", "POSTED", "DELETED", "ARCHIVED"), "POSTED": ("POSTED", "VOIDED")}
_ENDINGS = ("DELETED", "ARCHIVED", "VOIDED")
_IN_LEDGER = ("Narration", "Date", "LineAmountTypes", "JournalLines", "Status")


class ManualJournals:
    """Manual journals in base currency, debit positive; posted ones are in the ledger.

    A change is made in two steps: `composed` says what the journal would be, or why not, and `keep` makes it so.
    """

    def __init__(self, store: Store, tracking: Tracking) -> None:
        """Work on the records of this store."""
        self._store = store
        self._tracking = tracking

    def create(
        self, narration: str, lines: Sequence[Record], *, on: date, status: str, line_amount_types: str = "NoTax"
    ) -> Record:
        """Add a DRAFT or POSTED journal."""
        made = {
            "Narration": narration,
            "Date": on,
            "LineAmountTypes": line_amount_types,
            "Status": status,
            "JournalLines": [self.line(line, line_amount_types) for line in lines],
        }
        return self.keep(None, self.composed(None, made))

    def change(self, journal: Record, changes: Record) -> Record:
        """Change a journal's fields, by Xero's names; lines as `line` makes them."""
        return self.keep(journal, self.composed(journal, changes))

    def post(self, journal: Record) -> Record:
        """Post a draft."""
        if journal["Status"] != "DRAFT":
            raise BooksError(_WRONG_STATUS)
        return self.change(journal, {"Status": "POSTED"})

    def end(self, journal: Record, status: str) -> Record:
        """Void a posted journal, delete a draft, or archive a draft (which posts nothing: our choice)."""
        return self.change(journal, {"Status": status})

    def edit(self, journal: Record, lines: Sequence[Record]) -> Record:
        """Replace every line of a draft or posted journal."""
        return self.change(journal, {"JournalLines": [self.line(line, journal["LineAmountTypes"]) for line in lines]})

    def edit_line(self, journal: Record, place: int, changes: Record) -> Record:
        """Change some fields of one line, counted from 0."""
        lines = [_as_given(line) for line in journal["JournalLines"]]
        if not 0 <= place < len(lines):
            raise BooksError(f"The manual journal has no line {place}.")
        lines[place] |= changes
        return self.edit(journal, lines)

    def copy(self, journal: Record, *, on: date, status: str) -> Record:
        """Add a journal of the same narration and lines."""
        lines = [_as_given(line) for line in journal["JournalLines"]]
        return self.create(
            journal["Narration"], lines, on=on, status=status, line_amount_types=journal["LineAmountTypes"]
        )

    def mirror(self, journal: Record, *, on: date) -> Record:
        """Post the journal that takes a posted one back, named as Xero names a reversal."""
        if journal["Status"] != "POSTED":
            raise BooksError(_WRONG_STATUS)
        lines = [_as_given(line) | {"LineAmount": -line["LineAmount"]} for line in journal["JournalLines"]]
        narration = f"Reversal: {journal['Narration']}"
        return self.create(narration, lines, on=on, status="POSTED", line_amount_types=journal["LineAmountTypes"])

    def line(self, given: Record, line_amount_types: str) -> Record:
        """Return a line as it is kept; its TaxType defaults to the account's, or to NONE where there is no tax."""
        code: str = given.get("AccountCode") or given.get("AccountID") or ""
        if not code:
            raise BooksError("Account code or ID must be specified")
        account = self._store.line_account(code)
        tax_type = given.get("TaxType") or ("NONE" if line_amount_types == "NoTax" else account["TaxType"])
        rate = self._store.records["TaxRates"].get(str(tax_type))
        if rate is None or not applies_to(rate, account):
            raise BooksError(f"The TaxType code '{tax_type}' cannot be used with account code '{code}'.")
        amount = cents(decimal_of(given["LineAmount"]))
        line: Record = {"LineAmount": amount, "AccountID": account["AccountID"]}
        if "Code" in account:
            line["AccountCode"] = account["Code"]
        return line | {
            "Description": given.get("Description") or "",
            "TaxType": tax_type,
            "TaxAmount": tax_amount(amount, rate["EffectiveRate"], line_amount_types),
            "Tracking": self._tracking.elements(given.get("Tracking", ())),
            "IsBlank": False,
        }

    def composed(self, before: Record | None, changes: Record) -> Record:
        """Return the journal that these changes would make of `before`, or a new one; nothing is kept.

        A change of status that ends the journal changes nothing else. Raises BooksError for what Xero refuses: a posted
        journal needs two lines that balance, and a date after the lock dates, before and after the change.
        """
        if before is None:
            after: Record = {"ShowOnCashBasisReports": True, "HasAttachments": False, "Attachments": []} | changes
            if after["Status"] not in ("DRAFT", "POSTED"):
                raise BooksError(f"A manual journal cannot be created as {after['Status']}.")
        else:
            after = self._changed(before, changes)
            if before["Status"] == "POSTED":
                self._store.require_open(before["Date"])
            if after["Status"] in _ENDINGS:
                return after
        if not after["Narration"]:
            raise BooksError("The narration must be specified.")
        if after["Status"] == "POSTED":
            self._store.require_open(after["Date"])
            require_balance(after)
        return after

    def keep(self, before: Record | None, after: Record) -> Record:
        """Keep a new journal, or what `before` has become, in the ledger too."""
        if before is None:
            journal = {"ManualJournalID": self._store.new_id()} | after
        else:
            journal = before
            if before["Status"] == "POSTED" and _moves_ledger(before, after):
                self._store.ledger.reverse(before["ManualJournalID"], self._store.instant())
            journal.update(after)
        self._store.touch(journal)
        if journal["Status"] == "POSTED" and self._store.ledger.live(journal["ManualJournalID"]) is None:
            self._store.ledger.post(self._store.postings.manual_journal(journal), self._store.instant())
        return self._store.add("ManualJournals", journal) if before is None else journal

    def _changed(self, before: Record, changes: Record) -> Record:
        status = changes.get("Status", before["Status"])
        if status not in _MOVES.get(before["Status"], ()):
            raise BooksError(_WRONG_STATUS)
        if status in _ENDINGS:
            return before | {"Status": status}
        after = before | changes
        if "JournalLines" not in changes and after["LineAmountTypes"] != before["LineAmountTypes"]:
            after["JournalLines"] = [
                self.line(_as_given(line), after["LineAmountTypes"]) for line in before["JournalLines"]
            ]
        return after


def require_balance(journal: Record) -> None:
    """Refuse a journal of fewer than two lines, or one whose debits are not its credits, tax included."""
    lines = journal["JournalLines"]
    if len(lines) < FEWEST_LINES:
        raise BooksError(TOO_FEW_LINES)
    with_tax = journal["LineAmountTypes"] == "Exclusive"
    amounts = [line["LineAmount"] + (line["TaxAmount"] if with_tax else ZERO) for line in lines]
    debits = sum((amount for amount in amounts if amount > 0), ZERO)
    credit_sum = sum((amount for amount in amounts if amount < 0), ZERO)
    if debits + credit_sum:
        raise BooksError(f"The total debits ({debits}) must equal total credits ({credit_sum})")


def _moves_ledger(before: Record, after: Record) -> bool:
    return any(before[field] != after[field] for field in _IN_LEDGER)


def _as_given(line: Record) -> Record:
    given = {key: line[key] for key in ("LineAmount", "Description", "TaxType", "Tracking")}
    return given | {"AccountCode": line.get("AccountCode", line["AccountID"])}
