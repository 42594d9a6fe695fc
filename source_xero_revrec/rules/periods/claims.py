"""What pieces of a text say about the service period, and what they say together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.writings.calendar_dates import Span, first_day_of_term, last_day_of_term, written

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.writings.mention import Mention


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: a period (both days inside it), or a note that says why it is ambiguous, or neither."""

    span: Span | None = None
    note: str = ""


NOTHING = Reading()


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of the text that names a period: from its first mention to its last, or a term from or up to one."""

    first: Mention
    last: Mention
    months: int = 0
    ends: bool = False
    fault: str = ""

    def span(self, *, day_first: bool) -> Span | None:
        """Return the period, each date in the order given, or in the only order in which that date exists."""
        first, last = _in_order(self.first, day_first=day_first), _in_order(self.last, day_first=day_first)
        if not first or not last:
            return None
        if self.ends:
            start = first_day_of_term(last[1], self.months)
            return (start, last[1]) if start else None
        return first[0], last_day_of_term(first[0], self.months) if self.months else last[1]


def settle(text: str, found: list[Mention], claims: list[Claim], *, day_first: bool | None) -> Reading:
    """Return the one period that all claims on a text name, or the reason why there is none.

    `found` is everything that the text mentions: its dates in numbers tell the order of day and month. `day_first`
    is the order of the organisation's country, None where that is unknown. A number that may be a day ("Feb 26") and
    a day that does not exist count only where nothing else names a period.
    """
    claims = [claim for claim in claims if _is_sure(claim)] or claims
    if not claims:
        return NOTHING
    spans: dict[Span, None] = {}
    for claim in claims:
        span, fault = _read(claim, found, country=day_first)
        if not span:
            return Reading(note=f'"{text[claim.first.begin : claim.last.stop]}" {fault}.')
        spans[span] = None
    if len(spans) > 1:
        first, second, *_ = spans
        return Reading(note=f"The text names different periods: {_shown(first)}, and {_shown(second)}.")
    return Reading(next(iter(spans)))


def _is_sure(claim: Claim) -> bool:
    """Tell a period from what may as well be a single day: "Feb 26", or 31/02/2026 on its own."""
    mention = claim.first
    if mention is not claim.last or claim.months:
        return True
    return not mention.loose and (mention.kind != "day" or bool(claim.fault))


def _read(claim: Claim, found: list[Mention], *, country: bool | None) -> tuple[Span | None, str]:
    if claim.fault:
        return None, claim.fault
    ends = (claim.first, claim.last)
    if any(not mention.day_first and not mention.month_first for mention in ends):
        return None, next((mention.fault for mention in ends if mention.fault), "names a day that does not exist")
    order = country
    if any(mention.day_first != mention.month_first for mention in ends):
        order, fault = _order(claim, found, country=country)
        if fault:
            return None, fault
    span = claim.span(day_first=order is not False)
    if not span:
        return None, "is an end on which no such term ends"
    start, end = span
    if start <= end:
        return span, ""
    other = claim.span(day_first=not order) if order is not None else None
    hint = f"; in the other order of day and month it is {_shown(other)}" if other and other[0] <= other[1] else ""
    return None, f"ends ({written(end)}) before it starts ({written(start)}){hint}"


def _in_order(mention: Mention, *, day_first: bool) -> Span | None:
    if day_first:
        return mention.day_first or mention.month_first
    return mention.month_first or mention.day_first


def _order(claim: Claim, found: list[Mention], *, country: bool | None) -> tuple[bool | None, str]:
    """Return the order of day and month for a claim: the country's, unless the text itself speaks against it."""
    forced = {
        mention.day_first is not None
        for mention in found
        if (mention.day_first is None) != (mention.month_first is None)
    }
    if len(forced) > 1:
        return None, "stands in a text where one date has the day first and another the month"
    ends = (claim.first, claim.last)
    free = any(m.day_first and m.month_first and m.day_first != m.month_first for m in ends)
    own = next(iter(forced), None)
    if not free:
        return (country if own is None else own), ""
    if own is not None and country in {None, own}:
        return own, ""
    if own is None and country is not None:
        return country, ""
    readings = [_shown(span) for order in (True, False) if (span := claim.span(day_first=order))]
    return None, f"is {readings[0]} with the day first, {readings[-1]} with the month first"


def _shown(span: Span) -> str:
    return f"{written(span[0])} to {written(span[1])}"
