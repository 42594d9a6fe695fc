"""The documents whose rows are not what Xero shows: told with the month that is counted anew, read by the next sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.ledger.sent_documents import beginning
from source_xero_revrec.rules.checks.sent_document import sent_document
from source_xero_revrec.rules.outcome import Outcome
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.identity import bears_no_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from source_xero_revrec.ledger.documents import Documents
    from source_xero_revrec.ledger.sent_documents import SentDocuments
    from source_xero_revrec.rules.outcome import Unread
    from xero_api.endpoints import Endpoint
    from xero_api.paging import Page

_NAMED = 10
_ENDPOINTS = {"ACCREC": INVOICES, "ACCRECCREDIT": CREDIT_NOTES}
# A state is to stay small; beyond this, all documents are read again.
_REMEMBERED_AT_MOST = 400
_ALL = "all"


class StaleDocuments:
    """Holds what Xero shows against what was sent, where documents are counted anew."""

    def __init__(self, documents: Documents, sent: SentDocuments, remembered: dict[str, str]) -> None:
        """Keep in `remembered`, by document id, kind and month of what is to be read again."""
        self._documents = documents
        self._sent = sent
        self._remembered = remembered
        self._before = dict(remembered)
        self._found: dict[tuple[str, str], dict[str, str]] = {}
        self._unmet: dict[str, tuple[str, str]] = {}
        self._period: str | None = None
        self._read_again: dict[str, str] = {}

    @property
    def periods(self) -> set[str]:
        """Return the months (YYYY-MM) that did not tie after the sync before."""
        return {period for known in self._before.values() if (period := known.partition(":")[2])}

    def pages(self) -> Iterator[tuple[Endpoint, Page]]:
        """Read what the sync before found to be stale; by now some of it may be current."""
        for kind, endpoint in _ENDPOINTS.items():
            ids = {each for each, known in self._before.items() if known.startswith(f"{kind}:")}
            if _ALL in self._before:
                pages = self._documents.every(endpoint)
            elif endpoint is INVOICES:
                pages = self._documents.invoices(ids)
            else:
                pages = self._documents.credit_notes(ids)
            for page in pages:
                yield endpoint, page

    def begin(self, period: str | None = None) -> None:
        """Begin to compare the documents of a month (YYYY-MM), or all."""
        self._period = period
        self._unmet = self._sent.of_period(period)
        self._found = {month: found for month, found in self._found.items() if period not in (None, month[0])}
        self._read_again = {
            each: known for each, known in self._read_again.items() if period and not known.endswith(f":{period}")
        }

    def meet(self, outcome: Outcome | Unread) -> None:
        """Compare a document as Xero shows it; one that cannot be understood is told as held."""
        document = outcome.document
        self._unmet.pop(beginning(document.document_id), None)
        if not isinstance(outcome, Outcome):
            return
        self._sent.adopt(outcome)
        if self._sent.is_current(outcome):
            return
        now, before = sent_document(outcome), self._sent.of(document.document_id)
        why = "changed" if now and before else "without rows" if now else "no rows any more"
        name = f"{document.number or document.document_id} ({why})"
        for each in (now, before):
            if each:
                self._found.setdefault((each.period, each.currency), {})[document.document_id] = name
        if not bears_no_id(document.document_id):
            self._read_again[document.document_id] = f"{document.type}:{document.date:%Y-%m}"

    def end(self) -> None:
        """Take what was sent and was not met for rows of documents that Xero does not show any more."""
        for begins, month in self._unmet.items():
            self._found.setdefault(month, {})[begins] = f"id {begins}... (not in Xero)"
        self._unmet = {}

    def told(self) -> dict[tuple[str, str], str]:
        """Return the end of a sentence for each month and currency that has stale documents."""
        return {month: _named(sorted(found.values())) for month, found in self._found.items() if found}

    def settle(self) -> None:
        """Keep what the next sync is to read again."""
        self._remembered.clear()
        few = len(self._read_again) <= _REMEMBERED_AT_MOST
        self._remembered.update(self._read_again if few else {_ALL: _ALL})


def _named(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"; the rows sent are not what Xero shows of {', '.join(names[:_NAMED])}{more}"
