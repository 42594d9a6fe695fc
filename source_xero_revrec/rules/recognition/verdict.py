"""Whether a month may be closed: each reason against it says what, how much, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from source_xero_revrec.rules.amounts import written
from source_xero_revrec.rules.recognition.line import Held
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

_MOST_SHOWN = 3
_HELD_ALL = "or raise held_limit; sheet Held has every line"
_HELD_FIX = {
    Held.NO_PERIOD: "give the line a period in Xero or in the overrides, or choose what `undated` says",
    Held.AMBIGUOUS_PERIOD: "say in Xero or in the overrides which period is meant",
    Held.NO_RATE: "enter the exchange rate in Xero",
    Held.NO_REVENUE_ACCOUNT: "name the line's account in sold_into, or in other_liabilities",
    Held.UNKNOWN_ACCOUNT: "give the line an account of the chart in Xero",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason against a close: what was found, and what to do."""

    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class CloseFindings:
    """What a close looks at; amounts are in the home currency.

    `is_over` tells whether the month is. `failing` names checks in error, each with its sentence, `unposted` the
    journals of earlier closed months that are not in Xero, `unnamed` the differences to the ledger that nothing
    explains, by account. `tied` tells whether Xero's ledger was read. `restated` are lines of closed months that the
    form recognises otherwise than they were closed with: which, before and after. `held_where` names the documents of
    held lines by their reason, `prior_where` the documents and journals that are made up for by theirs.
    `first_period` is the month of a cut-over.
    """

    period: str
    currency: str
    is_over: bool
    failing: Sequence[tuple[str, str]]
    held_lines: int
    held: Decimal
    held_without_rate: int
    unposted: Sequence[str]
    prior: Decimal
    unnamed: Sequence[tuple[str, Decimal]]
    tied: bool
    restated: Sequence[tuple[str, str, str]] = ()
    held_where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    prior_where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first_period: str = ""


def refusals(
    found: CloseFindings, *, held_limit: Decimal, restate_limit: Decimal, preview: bool, accepted: bool = False
) -> list[Refusal]:
    """Return every reason against the close, none where it may go on.

    A preview may be made of a month not over. `accepted`: a person confirmed that the form decides otherwise now.
    """
    return [
        *_readiness(found, preview=preview),
        *_amounts(found, held_limit, restate_limit),
        *(() if accepted else _settings(found)),
        *_ties(found),
    ]


def _readiness(found: CloseFindings, *, preview: bool) -> Iterator[Refusal]:
    if found.period < found.first_period:
        yield Refusal(
            f"{found.period} is before the cut-over, {found.first_period}",
            "close from that month on, or set cut_over to an earlier one",
        )
    if not (found.is_over or preview):
        yield Refusal(f"{found.period} is not over", "wait for its last day, or look at it with --preview")
    for check, sentence in found.failing:
        yield Refusal(f"{check}: {sentence}", "see control_totals, recon_errors or journal_control; docs/checks.md")
    if found.unposted:
        shown = ", ".join(found.unposted[:_MOST_SHOWN])
        more = len(found.unposted) - _MOST_SHOWN
        yield Refusal(
            f"journals of earlier months are not in Xero: {shown}{f' and {more} more' if more > 0 else ''}",
            "close and post those months first, or set cut_over to the first month that is recognised here",
        )


def _amounts(found: CloseFindings, held_limit: Decimal, restate_limit: Decimal) -> Iterator[Refusal]:
    if found.held > held_limit or found.held_without_rate:
        unknown = f", {found.held_without_rate} of them without a rate" if found.held_without_rate else ""
        lines = "1 line is" if found.held_lines == 1 else f"{found.held_lines:,} lines are"
        yield Refusal(
            f"{lines} held, {written(found.held, found.currency)}{unknown}, and the limit is "
            f"{written(held_limit, found.currency)}{_where(found.held_where)}",
            "; ".join([*dict.fromkeys(_HELD_FIX[Held(reason)] for reason in found.held_where), _HELD_ALL]),
        )
    if found.prior > restate_limit:
        yield Refusal(
            f"{written(found.prior, found.currency)} would be made up for closed months, and the limit is "
            f"{written(restate_limit, found.currency)}{_where(found.prior_where)}",
            "look at sheet Prior-period and decide whether those months are restated (IAS 8, ASC 250); else raise "
            "restate_limit for this close",
        )


def _where(named: Mapping[str, Sequence[str]]) -> str:
    told = []
    for reason, documents in named.items():
        more = len(documents) - _MOST_SHOWN
        shown = ", ".join(documents[:_MOST_SHOWN])
        told.append(f"{reason.replace('_', ' ')}: {shown}{f' and {more:,} more' if more > 0 else ''}")
    return f" ({'; '.join(told)})" if told else ""


def _settings(found: CloseFindings) -> Iterator[Refusal]:
    if found.restated:
        shown = ", ".join(f"{which} from {before} to {after}" for which, before, after in found.restated[:_MOST_SHOWN])
        more = len(found.restated) - _MOST_SHOWN
        lines = "1 line" if len(found.restated) == 1 else f"{len(found.restated):,} lines"
        yield Refusal(
            f"the form recognises {lines} otherwise than closed months did: {shown}"
            f"{f' and {more:,} more' if more > 0 else ''}",
            "put the form back, or confirm the change with --accept-settings (IAS 8, ASC 250)",
        )


def _ties(found: CloseFindings) -> Iterator[Refusal]:
    if not found.tied:
        yield Refusal(
            "Xero's Trial Balance was not read, so that nothing ties",
            "grant accounting.reports.trialbalance.read if the app lacks it, and try again",
        )
    for account, amount in found.unnamed:
        if amount != ZERO:
            yield Refusal(
                f"account {account} does not tie: {written(amount, found.currency)} has no name",
                "hold the account's transactions in Xero against sheet Tie for what else was posted to it",
            )
