"""From RevRec's account to the account of Xero that takes its lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from destination_xero_journals.rules.books import ACTIVE
from destination_xero_journals.rules.resemblance import MOST_NEAREST, nearest
from revrec_journals.by_name import ByName
from revrec_journals.line import without_point_zero
from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.settings import AccountRoute, AccountSettings
    from revrec_journals.entry import EntryLine, UnreadLine
    from xero_api.models import Account

_SYSTEM_ACCOUNTS_TO_POST_TO = ("", "ROUNDING")
_MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class _Chart:
    """Accounts by what a person calls them."""

    codes: ByName[Account]
    ids: ByName[Account]
    names: ByName[Account]

    def written(self, text: str) -> Sequence[Account]:
        """Return the accounts that a person may mean: exact spellings come first, and codes before names."""
        return (
            self.codes.exactly(text)
            or self.ids.matching(text)
            or self.names.exactly(text)
            or self.codes.matching(text)
            or self.names.matching(text)
        )


class AccountMapping:
    """Finds the Xero account for a line: in the configured mapping, or by Xero's own code.

    The most specific entry wins: number, name or type with a product code, then without one. A line that no entry names
    goes to the account whose code is its number; only a line without a number goes to the account of its name.
    """

    def __init__(self, settings: AccountSettings, books: Books) -> None:
        """Take the configured mapping and the organisation's accounts."""
        self._routes = settings.routes
        self._rounding = settings.rounding
        self._books = books.name
        # Archived accounts count only where no active one fits.
        self._active = _chart([account for account in books.accounts if account.status == ACTIVE])
        self._all = _chart(books.accounts)
        self._mapped = ByName((_key(route), route) for route in self._routes)
        self._numbers = {route.revrec_account.strip() for route in self._routes}
        self._remembered = lru_cache(maxsize=_MOST_REMEMBERED)(self._find)
        self._contradictions = lru_cache(maxsize=_MOST_REMEMBERED)(self._contradiction)
        self._choice = [account for account in books.accounts if account.status == ACTIVE and _takes_journals(account)]

    def account(self, line: EntryLine | UnreadLine) -> Account | Problem:
        """Return the account for a line, archived ones included, or why there is none.

        The problem names neither journal nor line, since it is the same on every line of the account.
        """
        return self._remembered(line.account_number, line.account_name, line.account_type, line.product_code)

    def rounding(self) -> Account | Problem:
        """Return the account for rounding differences, or why there is none."""
        return self._one(self._named(self._rounding), "rounding", self._rounding)

    def write_problems(self, account: Account) -> list[Problem]:
        """Return what forbids posting to an account that a journal in Xero may keep: it is archived."""
        if account.status == ACTIVE:
            return []
        return [
            Problem(
                Code.ACCOUNT_ARCHIVED,
                f"account {_shown(account)} of {self._books} is archived",
                found=f"{_shown(account)}, {account.status}",
                expected="an ACTIVE account",
                fix="Restore the account in Xero (Accounting, Chart of accounts), or map the RevRec account to another",
                subject=_shown(account),
                nearest=self._nearest("", account.name),
            )
        ]

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with the configured accounts, before any line is seen."""
        keys: dict[tuple[str, str], list[AccountRoute]] = {}
        for route in self._routes:
            keys.setdefault(_key(route), []).append(route)
        found = [_named_twice(routes) for routes in keys.values() if len(routes) > 1]
        accounts = [self._target(route) for route in self._routes]
        if self._rounding:
            accounts.append(self.rounding())
        for account in accounts:
            found += [account] if isinstance(account, Problem) else self.write_problems(account)
        return list(dict.fromkeys(found))

    def called(self, line: EntryLine | UnreadLine) -> Account | None:
        """Return the one account of Xero that has a line's number, whether journals may be posted to it or not."""
        found = self._by_code(self._as_known(line.account_number)) if line.account_number else ()
        return found[0] if len(found) == 1 else None

    def contradiction(self, line: EntryLine) -> str:
        """Return a warning where a line's number and name are two accounts of Xero's; empty where they are not.

        What account_mapping decides is nobody's mistake.
        """
        return self._contradictions(line.account_number, line.account_name, line.account_type, line.product_code)

    def _find(self, number: str, name: str, kind: str, product: str) -> Account | Problem:
        number = self._as_known(number)
        routes = self._routes_of(number, name, kind, product)
        if len({route.xero_account for route in routes}) > 1:
            return _named_twice(routes)
        if routes:
            return self._target(routes[0])
        if number:
            return self._identity(number, name)
        if name:
            return self._one(self._by_name(name), f"RevRec's Account Name {name!r}, without a number,", name)
        return self._unknown(f"RevRec's Account Type {kind!r}", kind)

    def _contradiction(self, number: str, name: str, kind: str, product: str) -> str:
        number = self._as_known(number)
        if not name or self._routes_of(number, name, kind, product):
            return ""
        by_number, by_name = self._by_code(number), self._active.names.matching(name)
        if len(by_number) != 1 or not by_name or by_number[0] in by_name:
            return ""
        (there,) = by_number
        return (
            f"RevRec calls account {number} {name!r}, which is {' or '.join(map(_shown, by_name))} in {self._books}; "
            f"the number decides, and {_shown(there)} is posted to. If that is wrong, map {number} in account_mapping"
        )

    def _routes_of(self, number: str, name: str, kind: str, product: str) -> Sequence[AccountRoute]:
        for wanted in dict.fromkeys((product, "")):
            for called in (number, name, kind):
                routes = self._mapped.matching(called, wanted) if called else []
                if routes:
                    return routes
        return ()

    def _identity(self, number: str, name: str) -> Account | Problem:
        said = f"RevRec's Account Number {number}{_called(name)}"
        accounts = self._by_code(number)
        if accounts:
            return self._one(accounts, said, number)
        same_name = self._by_name(name)
        hint = f"; by its name it may be {_listed(same_name)}" if same_name else ""
        return self._unknown(said, number, hint, name=name)

    def _as_known(self, number: str) -> str:
        """Return a number that a warehouse made a float (`4000.0`) as it was, unless it is known as it stands."""
        if number in self._numbers or self._by_code(number):
            return number
        return without_point_zero(number)

    def _target(self, route: AccountRoute) -> Account | Problem:
        said = f"account_mapping of {route.revrec_account}{_with_product(route)}"
        return self._one(self._named(route.xero_account), said, route.xero_account)

    def _named(self, text: str) -> Sequence[Account]:
        """Return the accounts whose code, id or name is `text`."""
        return self._active.written(text) or self._all.written(text)

    def _by_code(self, number: str) -> Sequence[Account]:
        return self._active.codes.matching(number) or self._all.codes.matching(number)

    def _by_name(self, name: str) -> Sequence[Account]:
        return self._active.names.matching(name) or self._all.names.matching(name)

    def _one(self, accounts: Sequence[Account], said: str, text: str) -> Account | Problem:
        if not accounts:
            return self._unknown(said, text)
        if len(accounts) > 1:
            return Problem(
                Code.ACCOUNT_AMBIGUOUS,
                f"{said} fits {len(accounts)} accounts of {self._books}",
                found=_listed(accounts),
                expected="one account",
                fix="Map the RevRec account in account_mapping to the code or the id of one of them",
            )
        (account,) = accounts
        return self._unpostable(account, said) or account

    def _nearest(self, number: str, name: str) -> tuple[str, ...]:
        """Return the accounts that may be meant: those of a similar name before those of a similar code."""
        named = {account.name: account for account in self._choice}
        coded = {account.code: account for account in self._choice if account.code}
        found = [named[each] for each in nearest(name, named)] + [coded[each] for each in nearest(number, coded)]
        return tuple(map(_shown, dict.fromkeys(found)))[:MOST_NEAREST]

    def _unknown(self, said: str, text: str, hint: str = "", *, name: str = "") -> Problem:
        return Problem(
            Code.ACCOUNT_UNKNOWN,
            f"{said} has no account in Xero: {self._books} has none with {text!r}",
            found=text,
            expected=f"an account of {self._books}",
            fix=f"Map the RevRec account in account_mapping, or create the account in Xero{hint}",
            subject=f"{text}{_called(name)}",
            nearest=self._nearest(text, name or text),
        )

    def _unpostable(self, account: Account, said: str) -> Problem | None:
        if account.type == "BANK":
            what = "a bank account, which Xero refuses in manual journals"
        elif account.system_account not in _SYSTEM_ACCOUNTS_TO_POST_TO:
            what = f"Xero's system account {account.system_account}, which Xero itself keeps"
        else:
            return None
        return Problem(
            Code.ACCOUNT_NOT_POSTABLE,
            f"{said} leads to {_shown(account)} of {self._books}, {what}",
            found=f"{_shown(account)}, type {account.type}, system account {account.system_account or 'none'}",
            expected="an account that is neither a bank nor a system account",
            fix="Map the RevRec account in account_mapping to another account, for example a clearing account",
            subject=_shown(account),
            nearest=self._nearest("", account.name),
        )


def _takes_journals(account: Account) -> bool:
    return account.type != "BANK" and account.system_account in _SYSTEM_ACCOUNTS_TO_POST_TO


def _chart(accounts: Sequence[Account]) -> _Chart:
    return _Chart(
        ByName(((account.code,), account) for account in accounts if account.code),
        ByName(((account.account_id,), account) for account in accounts),
        ByName(((account.name,), account) for account in accounts),
    )


def _key(route: AccountRoute) -> tuple[str, str]:
    return route.revrec_account.strip(), route.product_code.strip()


def _with_product(route: AccountRoute) -> str:
    return f" with product {route.product_code}" if route.product_code else ""


def _named_twice(routes: Sequence[AccountRoute]) -> Problem:
    return Problem(
        Code.ACCOUNT_AMBIGUOUS,
        f"account_mapping names {routes[0].revrec_account}{_with_product(routes[0])} {len(routes)} times",
        found="; ".join(f"{route.revrec_account} to {route.xero_account}" for route in routes),
        expected="one entry for each RevRec account and product",
        fix="Leave one of the entries in account_mapping",
    )


def _listed(accounts: Iterable[Account]) -> str:
    return "; ".join(f"{_shown(account)}, id {account.account_id}" for account in accounts)


def _called(name: str) -> str:
    return f" ({name})" if name else ""


def _shown(account: Account) -> str:
    return f"{account.code} {account.name}" if account.code else account.name
