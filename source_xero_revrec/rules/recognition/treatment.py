"""What is decided about each line of a document: its accounts, its method, its months, or why it has none."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from source_xero_revrec.rules.recognition.line import LIABILITY, REVENUE, Accounts, Held, Recognised, Unscheduled, Way
from source_xero_revrec.rules.recognition.months import month_of
from source_xero_revrec.rules.recognition.schedule import Schedule, schedule
from source_xero_revrec.rules.recognition.weights import at_once, mixed, weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from source_xero_revrec.rules.recognition.line import Line
    from source_xero_revrec.rules.recognition.settings import RecognitionSettings
    from source_xero_revrec.rules.recognition.weights import Method, Weights

_AMBIGUOUS = "ambiguous"


def recognise(lines: Sequence[Line], settings: RecognitionSettings) -> Iterator[Recognised | Unscheduled]:
    """Yield the schedule of each line of one document, in order, or why it has none.

    A line in another currency than the base needs a rate. One without a period is recognised at the document's date
    where its product or account is; a negative one on an invoice with dated lines takes their months by amount; the
    others follow the setting, but for those whose texts contradict each other: these are held.
    """
    document = _Document(lines, settings)
    for line in lines:
        yield document.decided(line)


class _Document:
    def __init__(self, lines: Sequence[Line], settings: RecognitionSettings) -> None:
        self._lines = lines
        self._settings = settings

    def decided(self, line: Line) -> Recognised | Unscheduled:
        accounts = self._accounts(line)
        if isinstance(accounts, Held):
            return Unscheduled(line, accounts)
        if line.home is None:
            return Unscheduled(line, Held.NO_RATE)
        method, rule = self._method(line)
        shares = self._own_shares(line, method)
        if shares is None:
            return self._undated(line, accounts, method)
        return _spread(line, accounts, method, rule, shares)

    def _accounts(self, line: Line) -> Accounts | Held:
        settings = self._settings
        if line.account_class == REVENUE:
            return Accounts(settings.deferred_of(line.product, line.account), line.account, Way.REVENUE)
        if line.account_class != LIABILITY:
            return Held.NOT_REVENUE if line.account_class else Held.UNKNOWN_ACCOUNT
        if line.account in settings.other_liabilities:
            return Held.NOT_REVENUE
        revenue = settings.revenue_accounts.get(line.account)
        return Accounts(line.account, revenue, Way.LIABILITY) if revenue else Held.NO_REVENUE_ACCOUNT

    def _method(self, line: Line) -> tuple[Method, str]:
        if line.method:
            return line.method, "override"
        return self._settings.method_of(line.product, line.account)

    @staticmethod
    def _own_shares(line: Line, method: Method) -> Weights | None:
        if method == "point_in_time" or not line.amount:
            return at_once(month_of(line.billed))
        if line.start and line.end:
            return weights(method, line.start, line.end)
        return None

    def _undated(self, line: Line, accounts: Accounts, method: Method) -> Recognised | Unscheduled:
        if line.amount < 0 and not line.of_credit_note and self._dated:
            return _spread(line, accounts, method, "lines_of_the_invoice", self._dated)
        if line.problem == _AMBIGUOUS:
            return Unscheduled(line, Held.AMBIGUOUS_PERIOD)
        if self._settings.undated == "at_invoice_date":
            return _spread(line, accounts, "point_in_time", "undated", at_once(month_of(line.billed)))
        if self._settings.undated == "defer":
            nothing = Schedule(month_of(line.billed), (0,))
            return Recognised(line, accounts, method, "undated", nothing, nothing, None)
        return Unscheduled(line, Held.NO_PERIOD)

    @cached_property
    def _dated(self) -> Weights | None:
        """The months of the document's dated lines, each counting by its amount."""
        dated = [
            (line.amount, shares)
            for line in self._lines
            if line.amount > 0 and line.start and not isinstance(self._accounts(line), Held)
            if (shares := self._own_shares(line, self._method(line)[0]))
        ]
        return mixed(dated) if dated else None


def _spread(line: Line, accounts: Accounts, method: Method, rule: str, shares: Weights) -> Recognised:
    billed = month_of(line.billed)
    home = line.home or 0
    amounts = schedule(line.amount - line.at_once, shares, billed)
    if line.at_once or line.home_at_once:
        return Recognised(
            line,
            accounts,
            method,
            rule,
            _with(line.at_once, billed, amounts),
            _with(line.home_at_once, billed, schedule(home - line.home_at_once, shares, billed)),
            shares,
        )
    homes = amounts if home == line.amount else schedule(home, shares, billed)
    return Recognised(line, accounts, method, rule, amounts, homes, shares)


def _with(at_once_too: int, billed: int, rest: Schedule) -> Schedule:
    amounts = [0] * (rest.first - billed) + [*rest.amounts]
    amounts[0] += at_once_too
    return Schedule(billed, tuple(amounts))
