"""Manual journals by request: created, changed, posted, voided and deleted, one or many at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from xero_sandbox.answers import api_exceptions, errors
from xero_sandbox.answers.errors import Answer, Refusal
from xero_sandbox.answers.shapes import View, shape
from xero_sandbox.answers.wire import encode, envelope
from xero_sandbox.books.manual_journals import FEWEST_LINES, TOO_FEW_LINES, require_balance
from xero_sandbox.books.money import ZERO
from xero_sandbox.books.records import BooksError
from xero_sandbox.books.settings.organisation import local_day
from xero_sandbox.resources.line_tracking import LineTracking
from xero_sandbox.resources.request_body import elements, sent_journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xero_sandbox.books.records import Record
    from xero_sandbox.resources.asked import Asked

ZERO_GUID = "00000000-0000-0000-0000-000000000000"
_ARRAY = "ManualJournals"
_UNIT = Decimal(1)


@dataclass(slots=True)
class _Element:
    """One journal of a request: what was sent, what it would change, and what Xero says of it."""

    sent: Record
    before: Record | None = None
    after: Record | None = None
    saved: Record | None = None
    warnings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def messages(self) -> Record:
        """Return both lists as Xero writes them."""
        return {
            "ValidationErrors": [{"Message": text} for text in self.errors],
            "Warnings": [{"Message": text} for text in self.warnings],
        }


def answer(asked: Asked) -> Answer:
    """Answer a PUT, which creates, or a POST, which also changes what a ManualJournalID in body or URL names.

    Without `summarizeErrors=false` one refused journal makes the answer a 400 that echoes all of them; with it every
    journal is answered in its place, and those that Xero accepts are saved (Xero documentation).
    """
    rows = [sent_journal(row) for row in elements(asked.body, _ARRAY)]
    if not rows:
        raise Refusal(api_exceptions.post_data_invalid())
    if asked.parts:
        _take_identifier(asked, rows)
    reader = _Reader(asked, create_only=asked.method == "PUT")
    read = [reader.read(row) for row in rows]
    each_answered = asked.query.text("summarizeerrors").lower() == "false"
    failed = any(element.errors for element in read)
    if not failed or each_answered or asked.switches.batch_400_saves_valid:
        _keep(asked, read)
    if failed and not each_answered:
        return api_exceptions.validation_exception([_refused(element) for element in read])
    shown = _shown(asked, read, with_status=each_answered)
    return Answer(200, encode(envelope(_ARRAY, shown, asked.now, identifier=asked.identifier)))


def _keep(asked: Asked, read: Sequence[_Element]) -> None:
    for element in read:
        if element.after is not None:
            element.saved = asked.tenant.books.desk.manual_journals.keep(element.before, element.after)


def _shown(asked: Asked, read: Sequence[_Element], *, with_status: bool) -> list[Record]:
    show = shape(asked.endpoint, View(single=True))
    shown = [_refused(each) if each.saved is None else _saved(each, show(each.saved)) for each in read]
    if not with_status:
        return shown
    return [row | {"StatusAttributeString": _status(element)} for row, element in zip(shown, read, strict=True)]


def _take_identifier(asked: Asked, rows: list[Record]) -> None:
    """Put the id of the URL into the one element; another id in the body is refused (our choice)."""
    journal = asked.tenant.single(asked.endpoint, asked.parts[0])
    if journal is None or len(asked.parts) > 1:
        raise Refusal(errors.not_found())
    identifier = journal["ManualJournalID"]
    if len(rows) > 1 or rows[0].setdefault("ManualJournalID", identifier) != identifier:
        raise Refusal(api_exceptions.post_data_invalid())


def _refused(element: _Element) -> Record:
    return element.sent | {"ManualJournalID": ZERO_GUID} | element.messages()


def _saved(element: _Element, record: Record) -> Record:
    return record | {name: texts for name, texts in element.messages().items() if texts}


def _status(element: _Element) -> str:
    return "ERROR" if element.errors else "WARNING" if element.warnings else "OK"


class _Reader:
    """Holds each journal of one request against the books, and changes nothing."""

    def __init__(self, asked: Asked, *, create_only: bool) -> None:
        tenant = asked.tenant
        self._journals = tenant.books.desk.manual_journals
        self._kept = tenant.records(asked.endpoint)
        self._accounts = tenant.books.collection("Accounts")
        self._codes = {account["Code"]: account for account in self._accounts.values() if "Code" in account}
        self._tracking = LineTracking(tenant.books.collection("TrackingCategories").values(), asked.switches)
        self._switches = asked.switches
        self._create_only = create_only
        self._today = local_day(tenant.books.organisation, asked.now)
        self._named: set[str] = set()

    def read(self, sent: Record) -> _Element:
        """Return one journal as it would be, or all that is wrong with it."""
        element = _Element(sent)
        try:
            element.before = self._found(sent)
            changes = self._header(sent, element)
            if "JournalLines" in changes:
                changes["JournalLines"] = self._lines(sent["JournalLines"], changes["LineAmountTypes"], element)
            if not element.errors:
                after = self._journals.composed(element.before, changes)
                if after["Status"] == "DRAFT" and self._switches.unbalanced_draft == "refused":
                    require_balance(after)
                element.after = after
        except BooksError as error:
            element.errors.append(error.message)
        return element

    def _found(self, sent: Record) -> Record | None:
        identifier = sent.get("ManualJournalID")
        if identifier is None:
            return None
        if self._create_only:
            raise BooksError("A manual journal that has a ManualJournalID is changed by POST; PUT only creates.")
        if identifier not in self._kept:
            raise BooksError(f"There is no manual journal with the ManualJournalID '{identifier}'.")
        if identifier in self._named:
            raise BooksError(f"The manual journal '{identifier}' is in the request twice.")
        self._named.add(identifier)
        return self._kept[identifier]

    def _header(self, sent: Record, element: _Element) -> Record:
        changes = {key: value for key, value in sent.items() if key != "ManualJournalID"}
        if "Narration" in changes:
            changes["Narration"] = changes["Narration"].strip()
        if "Url" in changes and urlsplit(changes["Url"]).scheme not in ("http", "https"):
            element.errors.append("The Url must be an http or https address.")
        if changes.get("Status") == "ARCHIVED":
            element.errors.append("A manual journal can be archived in Xero's screens only.")
        if element.before is not None:
            return {"LineAmountTypes": element.before["LineAmountTypes"]} | changes
        defaults = {"Narration": "", "Date": self._today, "Status": "DRAFT", "LineAmountTypes": "NoTax"}
        return defaults | {"JournalLines": []} | changes

    def _lines(self, sent: list[Record], line_amount_types: str, element: _Element) -> list[Record]:
        if len(sent) < FEWEST_LINES:
            element.errors.append(TOO_FEW_LINES)
        known = [line for line in sent if self._has_account(line, element)]
        made: list[Record] = []
        for line in self._rounded(known, line_amount_types):
            tracking, warnings, problems = self._tracking.resolved(line.get("Tracking", ()))
            element.warnings += warnings
            element.errors += problems
            if "LineAmount" not in line:
                element.errors.append("The line amount must be specified.")
                continue
            try:
                made.append(self._journals.line(line | {"Tracking": tracking}, line_amount_types))
            except BooksError as error:
                element.errors.append(error.message)
        return made

    def _has_account(self, line: Record, element: _Element) -> bool:
        code = line.get("AccountCode") or line.get("AccountID")
        if not code or code in self._codes or code in self._accounts:
            return True
        if self._switches.unknown_journal_account == "refuse":
            element.errors.append(f"Account code '{code}' is not a valid code for this document.")
        else:
            text = f"Account code '{code}' has been removed as it does not match a recognised account."
            element.warnings.append(text)
        return False

    def _rounded(self, lines: list[Record], line_amount_types: str) -> list[Record]:
        """Return the lines as they are left by the two switches that change what was sent."""
        if self._switches.journal_tax_type == "account_default":
            lines = [line | {"TaxType": self._account_of(line).get("TaxType")} for line in lines]
        if self._switches.journal_amount_places != "0" or line_amount_types == "Exclusive":
            return lines
        whole = [line.get("LineAmount", ZERO).quantize(_UNIT, ROUND_HALF_UP) for line in lines]
        if sum(whole, ZERO):
            return lines
        return [line | {"LineAmount": amount} for line, amount in zip(lines, whole, strict=True)]

    def _account_of(self, line: Record) -> Record:
        code = line.get("AccountCode") or line.get("AccountID") or ""
        return self._codes.get(code) or self._accounts.get(code) or {}
