"""What Xero's Trial Balance says of Accounts Receivable, and how much of it is a revaluation of foreign currencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.checks.receivables import LedgerReceivable, in_base
from source_xero_revrec.streams.trial_balance import read_rows
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from source_xero_revrec.rules.checks.receivables import Advance
    from xero_api.client import Client

_OPEN = ("AUTHORISED", "PAID")
_SPENT = ("SPEND-", "AP")


class ReceivableAccount:
    """The balances of one day."""

    def __init__(self, client: Client, accounts: Iterable[Mapping[str, Any]], day: date) -> None:
        """Read them in one call; `accounts` is the chart. Raises XeroError where Xero does not give them."""
        self.day = day
        rows = read_rows(client, day)
        system = {account["AccountID"]: account.get("SystemAccount") or "" for account in accounts}
        self._balances: dict[str, Decimal] = {}
        for row in rows:
            name = system.get(row["AccountID"], "")
            self._balances[name] = self._balance(name) + row["YTDDebit"] - row["YTDCredit"]

    @property
    def alone(self) -> LedgerReceivable:
        """Return the balance as if all unrealised gains were on what customers owe."""
        return LedgerReceivable(self._balance("DEBTORS"), -self._balance("UNREALISEDCURRENCYGAIN"))

    def beside(self, payables: Iterable[Advance], advances: Iterable[Advance]) -> LedgerReceivable:
        """Return the balance with the unrealised gains that what is owed to suppliers does not explain.

        `payables` are open bills and suppliers' credit notes, positive where they are owed.
        """
        owed = sum((in_base(each.remaining_credit, each.currency_rate) for each in payables), ZERO)
        spent = (each for each in advances if each.type.startswith(_SPENT) and each.status in _OPEN)
        owed -= sum((in_base(each.remaining_credit, each.currency_rate) for each in spent), ZERO)
        on_payables = self._balance("CREDITORS") + owed
        return LedgerReceivable(self.alone.amount, self.alone.unrealised_gain - on_payables)

    def _balance(self, system_account: str) -> Decimal:
        return self._balances.get(system_account, ZERO)
