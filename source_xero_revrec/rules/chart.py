"""The accounts that lines are posted to, as the chart of accounts describes them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xero_api.models import LineItem

_SOLD_INTO: Mapping[str, str] = MappingProxyType({"LIABILITY": "deferred", "REVENUE": "revenue"})


class LineAccount(Struct, frozen=True, gc=False):
    """The account of one line: Xero's code and class, each empty where Xero does not tell."""

    code: str = ""
    account_class: str = ""

    @property
    def deferred_or_revenue(self) -> str | None:
        """Return whether a sale on it is deferred in Xero (a liability) or revenue there, `neither`, None if unknown.

        It follows from the account's class alone, never from a configuration (our choice).
        """
        return _SOLD_INTO.get(self.account_class, "neither") if self.account_class else None


NO_ACCOUNT = LineAccount()


class Chart:
    """An organisation's accounts by id and by code; a line's own account counts, never that of its item."""

    def __init__(self, accounts: Iterable[Mapping[str, Any]]) -> None:
        """Know Xero's Account records, as Accounts gives them."""
        self._classes: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._met: dict[tuple[str, str], LineAccount] = {}
        for account in accounts:
            code = account.get("Code") or ""
            self._codes[account["AccountID"]] = code
            self._classes[account["AccountID"]] = account.get("Class") or ""
            if code:
                self._classes[code] = account.get("Class") or ""

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of all accounts that have one, archived ones too."""
        return frozenset(code for code in self._codes.values() if code)

    @property
    def classes(self) -> dict[str, str]:
        """Return the class of each account that has a code, archived ones too, by code."""
        return {code: self._classes.get(code, "") for code in sorted(self.codes)}

    def of(self, line: LineItem) -> LineAccount:
        """Return a line's account, with the code that stands on the line where one does."""
        key = (line.account_code, line.account_id)
        if key not in self._met:
            self._met[key] = self._account(*key)
        return self._met[key]

    def _account(self, line_code: str, account_id: str) -> LineAccount:
        code = line_code or self._codes.get(account_id, "")
        found = self._classes.get(account_id) or self._classes.get(code, "")
        return LineAccount(code, found) if code or found else NO_ACCOUNT


NO_CHART = Chart(())
