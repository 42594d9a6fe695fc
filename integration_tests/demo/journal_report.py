"""The demo's Journal Report: RevRec's journal entries against Xero's own manual journals and Trial Balance."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from integration_tests.demo.journals import CALLED_OTHERWISE, TABLE
from integration_tests.demo.stage import console, query, say, table
from integration_tests.support.posting import in_books

if TYPE_CHECKING:
    from airbyte.caches import DuckDBCache

    from xero_sandbox import Sandbox

MONTH_END = date(2026, 1, 31)
ZERO = Decimal(0)
Sums = dict[tuple[str, str], tuple[Decimal, Decimal]]
"""Debits and credits by account and Region, in the base currency."""


class JournalReport:
    """What should be in Xero and what is, from the moment it was begun; amounts in the base currency."""

    def __init__(self, xero: Sandbox, cache: DuckDBCache) -> None:
        """Remember the Trial Balance of the month as it is before anything is posted."""
        self._xero = xero
        self._cache = cache
        self._before = self._balances()

    def ties(self) -> bool:
        """Return whether entries, debits, credits and the movement of every account in Xero are RevRec's."""
        ours = self._in_revrec()
        return ours == self._in_xero() and _by_account(ours) == self._moved() and len(set(self._counts())) == 1

    def show(self) -> bool:
        """Print both sides by account and Region, then the Trial Balance by account; return whether all ties."""
        ours, theirs = self._in_revrec(), self._in_xero()
        shown = table(("account", 7), ("Region", 10), *_SIDES, ("", 1))
        for place in sorted(ours | theirs):
            (debit, credit), (found, other) = ours.get(place, (ZERO, ZERO)), theirs.get(place, (ZERO, ZERO))
            equal = (debit, credit) == (found, other)
            figures = map(_figure, (debit, found, credit, other))
            shown.add_row(*place, *figures, "=" if equal else "≠", style="" if equal else "red")
        console.print(shown)
        entries, posted = self._counts()
        say("journals", f"{entries} in RevRec, {posted} in Xero")
        self._show_trial_balance(_by_account(ours))
        return self.ties()

    def _show_trial_balance(self, due: dict[str, Decimal]) -> None:
        after, moved = self._balances(), self._moved()
        for account in sorted(due | moved):
            expected, found = due.get(account, ZERO), moved.get(account, ZERO)
            was, now = side(self._before.get(account, ZERO)), side(after.get(account, ZERO))
            sign = "=" if expected == found else "≠"
            say(
                f"TB {account}",
                f"{MONTH_END:%B}: {was} before, {now} after; {side(found)} {sign} RevRec's {side(expected)}",
            )

    def _counts(self) -> tuple[int, int]:
        ((entries,),) = query(self._cache, f"select count(distinct journal_entry_id) from {TABLE}")
        return int(entries), len(in_books(self._xero, "POSTED"))

    def _balances(self) -> dict[str, Decimal]:
        """Return the month's movement of each account in the Trial Balance, debit positive."""
        return {row["Code"]: row["Debit"] - row["Credit"] for row in self._xero.books.trial_balance(MONTH_END)}

    def _moved(self) -> dict[str, Decimal]:
        after = self._balances()
        moved = {code: after.get(code, ZERO) - self._before.get(code, ZERO) for code in after | self._before}
        return {code: amount for code, amount in moved.items() if amount}

    def _in_revrec(self) -> Sums:
        found = query(
            self._cache,
            "select account_number, location, sum(case posting_type when 'Debit' then amount else 0 end), "
            f"sum(case posting_type when 'Credit' then amount else 0 end) from {TABLE} group by all",
        )
        return {
            (account, CALLED_OTHERWISE.get(location, location)): (Decimal(debit), Decimal(credit))
            for account, location, debit, credit in found
        }

    def _in_xero(self) -> Sums:
        sums: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
        for journal in in_books(self._xero, "POSTED"):
            for line in journal["JournalLines"]:
                region = next((each["Option"] for each in line["Tracking"] if each["Name"] == "Region"), "none")
                sums[line["AccountCode"], region][line["LineAmount"] < 0] += abs(line["LineAmount"])
        return {place: (debit, credit) for place, (debit, credit) in sums.items()}


def side(amount: Decimal) -> str:
    """Return an amount as accountants say it; debit positive."""
    return f"{'credit' if amount < 0 else 'debit'} {abs(amount):,.2f}" if amount else "nothing"


_SIDES = (("debit in RevRec", 15), ("in Xero", 9), ("credit in RevRec", 16), ("in Xero", 9))


def _figure(amount: Decimal) -> str:
    return f"{amount:,.2f}" if amount else "-"


def _by_account(sums: Sums) -> dict[str, Decimal]:
    accounts: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for (account, _), (debit, credit) in sums.items():
        accounts[account] += debit - credit
    return {account: amount for account, amount in accounts.items() if amount}
