"""What an organisation's books allow: accounts, tracking, lock dates, base currency. Source: Xero's settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from msgspec import structs

from xero_api.screens import SCREENS

if TYPE_CHECKING:
    from datetime import date

    from destination_xero_journals.rules.journal import HeldJournal, Journal
    from xero_api.models import Account, TrackingCategory

ACTIVE = "ACTIVE"
AnyJournal = TypeVar("AnyJournal", "Journal", "HeldJournal")


@dataclass(frozen=True, slots=True)
class Books:
    """One organisation's settings; lock dates are the last locked day, None where nothing is locked.

    `short_code` is how Xero's own links name the organisation, `screens` the address that they begin with.
    """

    tenant_id: str
    name: str
    base_currency: str
    accounts: tuple[Account, ...]
    categories: tuple[TrackingCategory, ...] = ()
    period_lock_date: date | None = None
    end_of_year_lock_date: date | None = None
    short_code: str = ""
    screens: str = SCREENS

    def named(self, journal: AnyJournal) -> AnyJournal:
        """Return a journal whose lines bear Xero's names of their accounts, for people to read."""
        names = {account.account_id: account.name for account in self.accounts}
        lines = tuple(structs.replace(line, account_name=names.get(line.account_id, "")) for line in journal.lines)
        return replace(journal, lines=lines)

    @property
    def locked_until(self) -> date | None:
        """Return the later lock date: no journal may be dated on it or before."""
        return max((day for day in (self.period_lock_date, self.end_of_year_lock_date) if day), default=None)
