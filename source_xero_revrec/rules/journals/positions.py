"""Where the lines of RevRec's journal entries stand in Xero: account, tracking options, month and currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revrec_journals.by_name import ByName
from revrec_journals.line import without_point_zero
from source_xero_revrec.rules.journals.balances import Position, SentEntry, balances, tracking_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from revrec_journals.entry import Entry, EntryLine
    from xero_api.models import Account

_ACTIVE = "ACTIVE"


class Positions:
    """Finds the position of a line, as the destination finds its account."""

    def __init__(self, accounts: Iterable[tuple[str, str]], categories: Iterable[tuple[str, str]]) -> None:
        """Map Account Numbers, Names or Types to Xero's account codes, and RevRec's fields to tracking categories.

        An Account Number that is not mapped is Xero's own code.
        """
        self._codes = ByName(((revrec_account.strip(),), code) for revrec_account, code in accounts)
        self._categories = tuple(categories)

    def is_known(self, line: EntryLine) -> bool:
        """Tell whether a line's account is known without Xero's chart of accounts: by the mapping, or by a number."""
        return bool(self._account(line))

    def sent(self, entry: Entry, base_currency: str, chart: Sequence[Account]) -> SentEntry:
        """Return what an entry debits and credits in Xero; a line without a currency is in the base currency.

        `chart` holds Xero's accounts, for lines that name theirs by Account Name alone. A name that none or several of
        them have stands for itself: nothing in Xero can be what it expects.
        """
        names = _names(chart)
        amounts = ((self._position(line, base_currency, names), line.amount) for line in entry.lines)
        return SentEntry(entry.journal_entry_id, balances(amounts))

    def accounts(self, chart: Sequence[Account]) -> Callable[[EntryLine], str]:
        """Return what tells the account of any line: its code in Xero, or what stands for it."""
        names = _names(chart)
        return lambda line: self._account(line) or _named(line, names)

    def _position(self, line: EntryLine, base_currency: str, names: Sequence[ByName[Account]]) -> Position:
        account = self._account(line) or _named(line, names)
        tracking: dict[str, str] = {}
        for field, category in self._categories:
            if line.fields.get(field):
                tracking.setdefault(category, line.fields[field])
        currency = line.currency.upper() or base_currency
        return Position(f"{line.date:%Y-%m}", account, tracking_text(tracking), currency)

    def _account(self, line: EntryLine) -> str:
        number = line.account_number
        whole = number if self._codes.exactly(number) else without_point_zero(number)
        for called in (whole, line.account_name, line.account_type):
            codes = self._codes.matching(called) if called else []
            if codes:
                return codes[-1]
        return whole


def _names(chart: Sequence[Account]) -> tuple[ByName[Account], ...]:
    active = [account for account in chart if account.status == _ACTIVE]
    archived = [account for account in chart if account.status != _ACTIVE]
    # An archived account counts only where no active one is meant.
    return tuple(ByName(((account.name,), account) for account in accounts) for accounts in (active, archived))


def _named(line: EntryLine, names: Sequence[ByName[Account]]) -> str:
    if not line.account_name:
        return line.account_type
    found = next((accounts for each in names if (accounts := each.matching(line.account_name))), [])
    if len(found) != 1:
        return line.account_name
    (account,) = found
    return account.code or account.account_id
