"""What recognition found in one organisation: its documents, entries, roll-forward and ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from source_xero_revrec.rules.recognition.month_row import month_row
from source_xero_revrec.rules.recognition.posted import month_and_kind
from source_xero_revrec.rules.recognition.treatment import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from source_xero_revrec.ledger.balances import NotRead
    from source_xero_revrec.ledger.master_data import OrganisationFacts
    from source_xero_revrec.recognition.closed_ledger import ClosedLedger
    from source_xero_revrec.recognition.document_lines import DocumentLines
    from source_xero_revrec.recognition.ledger_reading import Ties
    from source_xero_revrec.recognition.tracking import CarriedTracking
    from source_xero_revrec.rules.recognition.closed_line import Document
    from source_xero_revrec.rules.recognition.entries import Closing, Entries
    from source_xero_revrec.rules.recognition.line import Line, Recognised, Unscheduled
    from source_xero_revrec.rules.recognition.positions import Positions
    from source_xero_revrec.rules.recognition.revenue import RevenueMonth
    from source_xero_revrec.rules.recognition.roll_forward import RollForward
    from source_xero_revrec.rules.recognition.rows import Row
    from source_xero_revrec.rules.recognition.settings import RecognitionSettings


@dataclass(frozen=True)
class RecognisedBooks:
    """What recognition found in one organisation.

    `accounts` has the name and the class of each account by its code. `ties` are those of the month that was closed
    last and of the last month that is over; `ledger_unread` says why there are none, and `ledger` has what is in Xero's
    beside the journals of recognition. `documents` are all of them with
    their lines, which `rules` recognise. `drafts` are entries that wait for approval in Xero, `gone` those that were
    voided or deleted there.
    """

    facts: OrganisationFacts
    tracking: CarriedTracking
    accounts: dict[str, tuple[str, str]]
    closing: Closing
    positions: Positions
    entries: Entries
    roll_forward: tuple[RollForward, ...]
    revenue: tuple[RevenueMonth, ...]
    ties: Ties
    ledger_unread: NotRead | None
    ledger: ClosedLedger
    documents: DocumentLines[Line]
    rules: RecognitionSettings
    drafts: frozenset[str]
    gone: frozenset[str]

    @property
    def opening(self) -> int | None:
        """Return the month whose balance was taken as it is, None where every month has journals of its own."""
        first = self.closing.first
        return None if first is None or self.closing.opening_journal else first - 1

    def without_schedule(self, account: str, month: int) -> int:
        """Return what lines without a schedule have put on an account by the end of a month, in cents at home."""
        return sum(
            held.home
            for group, held in self.positions.held.items()
            if group.account == account and (self.closing.first or 0) <= group.billed <= month
        )

    @property
    def open_from(self) -> int:
        """Return the first month that nobody closed and posted."""
        through = self.closing.through
        if through is None or through < self.closing.given_from:
            return self.closing.given_from
        return through + 1 if self.has_posted(through) else through

    def has_posted(self, month: int) -> bool:
        """Tell whether any journal of a month is in Xero already, and not given to post."""
        given = {entry.key for entry in self.entries.journals}
        named = (month_and_kind(key) for key in self.entries.done.keys() - given)
        return any(each is not None and each[0] == month for each in named)

    def recognised(self) -> Iterator[tuple[Document, list[Recognised | Unscheduled]]]:
        """Yield every document with what is decided about its lines, in the order of the ids."""
        for about, lines in self.documents.documents():
            yield about, [recognise(line, self.rules) for line in lines]

    def listed(self, month: int) -> Iterator[Row]:
        """Yield each line that has something in a month or has no schedule by then, documents by date and number."""
        for about, lines in self.documents.by_date():
            rows = (month_row(about, recognise(line, self.rules), month) for line in lines)
            yield from filter(None, rows)
