"""What an entry makes up for in closed months, row by row with its reason, against the frozen schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.rules.recognition.changes import (
    Change,
    Reason,
    changes_of_document,
    changes_of_journals,
    difference,
    restated_by_settings,
)
from source_xero_revrec.rules.recognition.closed_line import Closed, closed_line
from source_xero_revrec.rules.recognition.months import period
from source_xero_revrec.rules.recognition.posted import Kind, journal_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from source_xero_revrec.recognition.books import RecognisedBooks
    from source_xero_revrec.recognition.evidence import Evidence
    from source_xero_revrec.recognition.frozen_schedule import Frozen
    from source_xero_revrec.rules.recognition.closed_line import ClosedLine, Document
    from source_xero_revrec.rules.recognition.entries import Amounts

_NOT_THERE = "not in Xero"


class MonthChange(NamedTuple):
    """A change that an open month makes up for."""

    month: int
    change: Change


def restatements(books: RecognisedBooks, kept: Evidence | None) -> Iterator[MonthChange]:
    """Yield every cent that the given entries make up for in closed months; their sum is that of the PRIOR entries.

    The first open month is looked at even where nothing is left in sum. Raises ConfigFault where a frozen schedule
    cannot be read.
    """
    prior = {entry.month: entry for entry in books.entries.journals if entry.kind is Kind.PRIOR}
    # Where nothing was closed ever, there is nothing to look back at.
    for month in sorted({*prior, *filter(None, [books.open_from])}):
        closed = Closed(month - 1, books.opening)
        wanted = {(line.account, line.tracking): line.amount for line in prior[month].lines} if month in prior else {}
        frozen = kept.read(closed, books.closing.until) if kept else None
        for change in _changes(books, frozen, wanted, closed):
            yield MonthChange(month, change)


def _changes(books: RecognisedBooks, frozen: Frozen | None, wanted: Amounts, closed: Closed) -> Iterator[Change]:
    sums: Amounts = {}
    if frozen:
        given = {entry.key for entry in books.entries.journals}
        for found in (
            _of_documents(books, frozen, closed),
            changes_of_journals(frozen.journals, books.entries.done, given, closed),
            _voided_since(frozen, given, closed),
        ):
            for change in found:
                sums[change.place] = sums.get(change.place, 0) + change.amount
                yield change
    reason = Reason.OWED if frozen else Reason.NOT_FROZEN
    for place, amount in sorted(difference(wanted, sums).items()):
        yield Change(reason, place, amount)


def _voided_since(frozen: Frozen, given: AbstractSet[str], closed: Closed) -> Iterator[Change]:
    """Yield what the entry of the month after did already, where the schedule is a later month's and has it."""
    key = journal_key(period(closed.month + 1), Kind.PRIOR)
    for place, cents in sorted(frozen.journals.get(key, {}).items() if key in given else ()):
        yield Change(Reason.JOURNAL_GONE, place, cents, key=key)


def _of_documents(books: RecognisedBooks, frozen: Frozen, closed: Closed) -> Iterator[Change]:
    met = set[str]()
    for document, lines in books.recognised():
        after = [closed_line(each, closed) for each in lines]
        before = frozen.documents.of(document.document_id)
        if before is not None:
            met.add(document.document_id)
        yield from _of_document(document, before or [], after, closed)
    for document, before in frozen.documents.documents():
        if document.document_id not in met:
            yield from _of_document(document._replace(status=_NOT_THERE), before, [], closed)


def _of_document(
    document: Document, before: list[ClosedLine], after: list[ClosedLine], closed: Closed
) -> Iterator[Change]:
    if before != after:
        yield from changes_of_document(document, before, after, closed)
        yield from restated_by_settings(document, before, after, closed)
