"""Open prepayments and overpayments of one organisation, read where the ledger or the documents moved."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from source_xero_revrec.ledger.digest import digest
from source_xero_revrec.rules.checks.receivables import Advance
from xero_api.endpoints import OVERPAYMENTS, PREPAYMENTS
from xero_api.master_data import AdvanceDetails
from xero_api.paging import Walk
from xero_api.progress import Progress
from xero_api.unreadable import read

if TYPE_CHECKING:
    from xero_api.client import Client

# A state is to stay small; so many open ones are read anew each time.
_REMEMBERED_AT_MOST = 200


class Advances:
    """Reads all advances, unless nothing that an advance could move has moved since they were read.

    What an advance takes or gives is in Debtors, and what of it is applied is on an invoice: with Debtors' balance and
    the open documents as they were, the open advances are worth what they were.
    """

    def __init__(self, client: Client, remembered: dict[str, Any]) -> None:
        """Keep in `remembered` the open advances, and a digest of what they were read for."""
        self._client = client
        self._remembered = remembered

    def beside(self, balance: Decimal, receivables: dict[str, Any]) -> list[Advance]:
        """Return the open advances beside Debtors' balance and the open documents, as a tally writes those.

        Raises WalkIncomplete where one of them cannot be understood.
        """
        beside = _digest(balance, receivables)
        if self._remembered.get("beside") == beside:
            return [_read(fields) for fields in self._remembered["open"]]
        found = [advance for advance in self._read_all() if advance.remaining_credit]
        self._remembered.clear()
        if len(found) <= _REMEMBERED_AT_MOST:
            self._remembered |= {"beside": beside, "open": [_written(advance) for advance in found]}
        return found

    def stand(self, balance: Decimal, receivables: dict[str, Any]) -> bool:
        """Tell whether Debtors' balance and the open documents are those that the advances were read for."""
        return self._remembered.get("beside") == _digest(balance, receivables)

    def _read_all(self) -> list[Advance]:
        return [
            Advance(found.type, found.status, found.currency, found.currency_rate, found.remaining_credit)
            for endpoint, kind in ((PREPAYMENTS, "prepayment"), (OVERPAYMENTS, "overpayment"))
            for page in Walk(self._client, endpoint).pages(Progress())
            for record in page.records
            for found in (read(AdvanceDetails, record, kind, endpoint.id_field),)
        ]


def _digest(balance: Decimal, receivables: dict[str, Any]) -> str:
    return digest(orjson.dumps([str(balance), receivables], option=orjson.OPT_SORT_KEYS))


def _written(advance: Advance) -> list[Any]:
    rate = None if advance.currency_rate is None else str(advance.currency_rate)
    return [advance.type, advance.status, advance.currency, rate, str(advance.remaining_credit)]


def _read(fields: list[Any]) -> Advance:
    kind, status, currency, rate, remaining = fields
    return Advance(kind, status, currency, None if rate is None else Decimal(rate), Decimal(remaining))
