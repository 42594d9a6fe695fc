"""Balances of Xero's own ledger at the end of a day, from its Trial Balance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from revrec_journals.keyed import cents
from source_xero_revrec.streams.trial_balance import read_rows
from xero_api.errors import ScopeMissing, XeroError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from xero_api.client import Client
    from xero_api.models import Account


class AccountBalance(NamedTuple):
    """An account in cents of the base currency, credits positive.

    `movement` is what its month up to that day brought. `balance` is from the beginning for assets, liabilities and
    equity, and from the start of the financial year for revenue and expenses.
    """

    balance: int = 0
    movement: int = 0


@dataclass(frozen=True, slots=True)
class NotRead:
    """Xero's ledger is not known: the app may not read the report, or asking for it failed with `error`."""

    reason: Literal["NOT_GRANTED", "NOT_READ"]
    error: XeroError


class LedgerBalances:
    """Asks for each day once; every account without a row has no balance and no movement."""

    def __init__(self, client: Client, chart: Iterable[Account]) -> None:
        """Read of one organisation, whose accounts are `chart`: the report writes codes into names."""
        self._client = client
        self._codes = {account.account_id: account.code for account in chart}
        self._read: dict[date, Mapping[str, AccountBalance] | NotRead] = {}

    def at(self, day: date) -> Mapping[str, AccountBalance] | NotRead:
        """Return each account at the end of a day, by its code, or by its id where it has none."""
        if day not in self._read:
            self._read[day] = self._ask(day)
        return self._read[day]

    def _ask(self, day: date) -> Mapping[str, AccountBalance] | NotRead:
        try:
            return {
                self._codes.get(row["AccountID"]) or row["AccountID"]: AccountBalance(
                    cents(row["YTDCredit"] - row["YTDDebit"]), cents(row["Credit"] - row["Debit"])
                )
                for row in read_rows(self._client, day)
            }
        except ScopeMissing as error:
            return NotRead("NOT_GRANTED", error)
        except XeroError as error:
            return NotRead("NOT_READ", error)
