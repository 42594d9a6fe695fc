"""What is decided about a line: its accounts, its method, its months, or why it has none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from source_xero_revrec.rules.recognition.line import LIABILITY, REVENUE, Accounts, Held, Recognised, Unscheduled, Way
from source_xero_revrec.rules.recognition.months import month_of
from source_xero_revrec.rules.recognition.schedule import Schedule, schedule
from source_xero_revrec.rules.recognition.weights import at_once, weights

if TYPE_CHECKING:
    from source_xero_revrec.rules.recognition.line import Line
    from source_xero_revrec.rules.recognition.settings import RecognitionSettings
    from source_xero_revrec.rules.recognition.weights import Method, Weights

_AMBIGUOUS = "ambiguous"


def recognise(line: Line, settings: RecognitionSettings) -> Recognised | Unscheduled:
    """Return the schedule of a line, or why it has none.

    A line in another currency than the base needs a rate. One without a period is recognised at the document's date
    where its product or account is; the others follow the setting, but for those whose texts contradict each other:
    these are held.
    """
    if line.left_out:
        return Unscheduled(line, Held.LEFT_OUT)
    accounts = _accounts(line, settings)
    if isinstance(accounts, Held):
        return Unscheduled(line, accounts)
    if line.home is None:
        return Unscheduled(line, Held.NO_RATE)
    method, rule = settings.method_of(line.product, line.account)
    if method == "point_in_time" or not line.amount:
        once = _spread(line, accounts, method, rule, at_once(month_of(line.billed)))
        return once._replace(was_deferred=_was_deferred(line, accounts, settings)) if line.voided else once
    if line.start and line.end:
        return _spread(line, accounts, method, rule, weights(method, line.start, line.end))
    return _undated(line, accounts, method, settings)


def _was_deferred(line: Line, accounts: Accounts, settings: RecognitionSettings) -> bool:
    """Tell whether a voided line was on its deferred account."""
    if accounts.way is Way.LIABILITY or not line.voided:
        return accounts.way is Way.LIABILITY
    amount, home, _ = line.voided
    whole = recognise(replace(line, amount=amount, home=home, voided=None), settings)
    return isinstance(whole, Recognised) and whole.defers


def _accounts(line: Line, settings: RecognitionSettings) -> Accounts | Held:
    if line.account_class == REVENUE:
        return Accounts(settings.deferred_of(line.product, line.account), line.account, Way.REVENUE)
    if line.account_class != LIABILITY:
        return Held.NOT_REVENUE if line.account_class else Held.UNKNOWN_ACCOUNT
    if line.account in settings.other_liabilities:
        return Held.NOT_REVENUE
    revenue = settings.revenue_accounts.get(line.account)
    return Accounts(line.account, revenue, Way.LIABILITY) if revenue else Held.NO_REVENUE_ACCOUNT


def _undated(line: Line, accounts: Accounts, method: Method, settings: RecognitionSettings) -> Recognised | Unscheduled:
    if line.problem == _AMBIGUOUS:
        return Unscheduled(line, Held.AMBIGUOUS_PERIOD)
    if settings.undated == "at_invoice_date":
        return _spread(line, accounts, "point_in_time", "undated", at_once(month_of(line.billed)))
    if settings.undated == "defer":
        nothing = Schedule(month_of(line.billed), (0,))
        return Recognised(line, accounts, method, "undated", nothing, nothing, None)
    return Unscheduled(line, Held.NO_PERIOD)


def _spread(line: Line, accounts: Accounts, method: Method, rule: str, shares: Weights) -> Recognised:
    billed = month_of(line.billed)
    home = line.home or 0
    amounts = schedule(line.amount, shares, billed)
    homes = amounts if home == line.amount else schedule(home, shares, billed)
    return Recognised(line, accounts, method, rule, amounts, homes, shares)
