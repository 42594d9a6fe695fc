"""The lasting records of a sync: a receipt for each journal entry, and a reject for each refused line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from destination_xero_journals.plan.store import PlannedEntry, Stage
from destination_xero_journals.posting.intents import Intents
from destination_xero_journals.posting.postings import Postings
from destination_xero_journals.posting.storage import RECEIPTS, REJECTS
from destination_xero_journals.rules.decision import Action
from revrec_journals.receipt import PostingStatus, Receipt, ReceiptTotal, receipt_line
from revrec_journals.reject import reject_lines
from xero_api.money import ZERO
from xero_api.screens import journal_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from decimal import Decimal
    from typing import Self

    from destination_xero_journals.input.collection import Collection
    from destination_xero_journals.plan.store import PlanStore
    from destination_xero_journals.posting.storage import Storage
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.journal import Journal
    from destination_xero_journals.waiting import Waiting
    from xero_api.clock import Clock

_DONE = {
    Action.CREATE: "created",
    Action.UPDATE: "updated",
    Action.APPROVE: "approved",
    Action.CORRECT: "corrected",
}


class Evidence:
    """The receipts and rejects of one sync, in their storage."""

    def __init__(self, storage: Storage, clock: Clock, warn: Callable[[str], object]) -> None:
        """Keep them in `storage`, stamped by `clock`; `warn` is told of a line there that is passed over."""
        self._storage = storage
        self._clock = clock
        self._warn = warn
        self._postings: dict[str, Postings] = {}

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the temporary files."""
        for each in self._postings.values():
            each.close()

    def intents(self, tenant_id: str, waiting: Waiting) -> Intents:
        """Return what is about to be posted to an organisation, kept with the receipts."""
        return Intents(self._storage, waiting, tenant_id, self._warn)

    def postings(self, tenant_id: str) -> Postings:
        """Return what was posted to an organisation, kept with the receipts."""
        if tenant_id not in self._postings:
            self._postings[tenant_id] = Postings(self._storage, self._clock, tenant_id, self._warn)
        return self._postings[tenant_id]

    def remembered(self, tenant_id: str, journal_entry_id: str, day: date) -> list[str]:
        """Return the ids of the journals that were posted for an entry of the month of `day`. Raises StorageFault."""
        return self.postings(tenant_id).ids(journal_entry_id, day)

    def check(self) -> None:
        """Prove that they can be kept; raises StorageFault."""
        self._storage.check()

    def reject(self, collection: Collection, plan: PlanStore) -> str:
        """Record every rejected entry that is not recorded yet, and return where; raises StorageFault.

        Where rejects are kept nowhere they stay unrecorded, so that no state passes them.
        """
        address = self._storage.append(REJECTS, self._reject_lines(collection, plan))
        if address:
            plan.rejects_recorded()
        return address

    def give(self, plan: PlanStore, books: dict[str, Books], *stages: Stage) -> None:
        """Record what became of the entries at these stages that have no receipt yet; raises StorageFault."""
        now = self._clock.now()
        for stage in stages:
            given = (
                receipt(planned, stage, books[planned.entry.organisation], now)
                for planned in plan.without_receipt(stage)
                if planned.decision is not None
            )
            self._storage.append(RECEIPTS, map(receipt_line, given))
            plan.receipts_given(stage)

    def _reject_lines(self, collection: Collection, plan: PlanStore) -> Iterator[bytes]:
        now = self._clock.now()
        for planned in plan.unrecorded_rejects():
            yield from reject_lines(
                planned.organisation,
                planned.entry.journal_entry_id,
                planned.problems,
                collection.data_of(planned.entry),
                made_at=now,
            )


def receipt(planned: PlannedEntry, stage: Stage, books: Books, made_at: datetime) -> Receipt:
    """Return the receipt of a planned entry; `made_at` is UTC."""
    decision, wanted = planned.decision, planned.wanted
    if decision is None or wanted is None or planned.revrec_date is None:
        raise ValueError("an entry that was not assembled has no receipt")
    action = decision.action
    in_xero = planned.posted or decision.held
    waiting = stage is Stage.WAITING
    identity = in_xero.manual_journal_id if in_xero else ""
    return Receipt(
        journal_entry_id=planned.entry.journal_entry_id,
        tenant_id=books.tenant_id,
        organisation=books.name,
        action=f"would_{action}" if waiting else _DONE.get(action, str(action)),
        status=PostingStatus.READY_TO_POST if waiting else PostingStatus.SUCCESS,
        manual_journal_id=identity,
        manual_journal_status=in_xero.status if in_xero else "",
        link=journal_link(books.screens, books.short_code, identity) if identity else "",
        date=in_xero.date if in_xero else decision.journal.date,
        revrec_date=planned.revrec_date,
        currency=books.base_currency,
        lines=len(wanted.lines),
        entry_lines=planned.entry_lines,
        total=wanted.total,
        rounding=planned.rounding or ZERO,
        totals=list(_totals(wanted)),
        made_at=made_at,
    )


def _totals(journal: Journal) -> Iterator[ReceiptTotal]:
    sums: defaultdict[tuple[str, tuple[tuple[str, str], ...]], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for line in journal.lines:
        place = (line.account_code or line.account_id, tuple((tag.category, tag.option) for tag in line.tags))
        sums[place][line.amount < 0] += abs(line.amount)
    for (account, tracking), (debit, credit) in sums.items():
        yield ReceiptTotal(account_code=account, tracking=dict(tracking), debit=debit, credit=credit)
