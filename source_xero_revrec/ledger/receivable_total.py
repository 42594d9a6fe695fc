"""Accounts Receivable of one organisation: what is open against what Xero's ledger says on the day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from source_xero_revrec.ledger.advances import Advances
from source_xero_revrec.ledger.receivable_account import ReceivableAccount
from source_xero_revrec.rules.checks.receivables import not_compared
from xero_api.errors import ScopeMissing, XeroError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from source_xero_revrec.ledger.documents import Documents
    from source_xero_revrec.rules.checks.control_totals import Tally
    from source_xero_revrec.rules.checks.tie_out import ControlTotal
    from xero_api.client import Client


class ReceivableTotal:
    """Makes the control total A1; the ledger is asked once for a day."""

    def __init__(
        self,
        client: Client,
        documents: Documents,
        advances: dict[str, Any],
        *,
        base_currency: str,
        today: date,
        accounts: Callable[[], list[dict[str, Any]]],
    ) -> None:
        """Compare at the end of `today` (UTC) or later; `advances` is what the state remembers of them.

        The base currency is an ISO 4217 code; `accounts` gives Xero's chart of accounts.
        """
        self._client = client
        self._documents = documents
        self._advances = Advances(client, advances)
        self._base_currency = base_currency
        self._today = today
        self._accounts = accounts
        self._read_account: ReceivableAccount | None = None
        self._told: tuple[str, ControlTotal] | None = None
        self.unread: XeroError | None = None
        """Why there is no balance to be held against, where asking for it failed; it is not asked for again then."""

    def forget(self) -> None:
        """Ask the ledger again: documents were counted since."""
        self._read_account = self._told = None

    def row(self, total: Tally) -> ControlTotal:
        """Return A1 of all documents."""
        if self._documents.since:
            return not_compared("START_DATE", self._base_currency)
        if self.unread:
            return not_compared("NOT_READ", self._base_currency)
        beside = str(total.to_json()["receivables"])
        try:
            if self._told is None or self._told[0] != beside:
                self._told = (beside, self._held_against_the_ledger(total))
            return self._told[1]
        except ScopeMissing:
            return not_compared("NOT_GRANTED", self._base_currency)
        except XeroError as error:
            self.unread = error
            return not_compared("NOT_READ", self._base_currency)

    def stands(self, total: Tally) -> bool:
        """Tell whether Debtors' balance is what it was beside the same open documents."""
        if self.unread:
            return False
        try:
            balance = self._account(self._day(total)).alone.amount
        except ScopeMissing:
            return False
        except XeroError as error:
            self.unread = error
            return False
        return self._advances.stand(balance, total.to_json()["receivables"])

    def _day(self, total: Tally) -> date:
        return max(self._today, total.last_day or self._today)

    def _account(self, day: date) -> ReceivableAccount:
        if self._read_account is None or self._read_account.day != day:
            self._read_account = ReceivableAccount(self._client, self._accounts(), day)
        return self._read_account

    def _held_against_the_ledger(self, total: Tally) -> ControlTotal:
        day = self._day(total)
        account = self._account(day)
        advances = self._advances.beside(account.alone.amount, total.to_json()["receivables"])
        told = partial(total.receivable, advances=advances, base_currency=self._base_currency, day=day)
        found = told(expected=account.alone)
        if found.reason == "UNEXPLAINED" and account.alone.unrealised_gain:
            # Bills are revalued too, and the gains on them stand on the same account.
            found = told(expected=account.beside(self._documents.payables(), advances))
        return found
