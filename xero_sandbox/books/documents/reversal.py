"""Taking a posting back without leaving a cent behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.documents.kinds import kind_of
from xero_sandbox.books.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store


def take_back(store: Store, source_id: str, document: Record, change: Decimal) -> None:
    """Reverse a posting so that the document's control account moves by exactly `change` (base currency).

    At a foreign rate what is open rounds differently before and after other payments; the cent goes to Rounding.
    """
    control = store.system_account(kind_of(document).control)
    posted = store.ledger.live(source_id)
    rest = change + (posted.net_on(control) if posted else ZERO)
    store.ledger.reverse(source_id, store.instant(), store.postings.rounding(document, rest))
