"""Terms from a start or up to an end, halves of a period, and dates that stand alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.billing import bill, names_contract
from source_xero_revrec.rules.periods.claims import Claim, Role, Sentence, fault, period
from source_xero_revrec.rules.periods.loose import LOOSE
from source_xero_revrec.rules.periods.ranges import without_year
from source_xero_revrec.rules.periods.writings.calendar_dates import Term, months
from source_xero_revrec.rules.periods.writings.lengths import is_rhythm

if TYPE_CHECKING:
    from collections.abc import Callable

    from source_xero_revrec.rules.periods.writings.token import Token

_WHOLE_MONTHS = "MH"
_OF_BILLS = 'names a term, and with "{}" a date of bills'
_renewal = re.compile(r"(?<!\w)renew(?:s|al|als|ed|ing)?(?!\w)").search
_expiry = re.compile(
    r"(?<!\w)(?:(?:expir(?:e|es|ed|ing|y|ation)|exp\.?|laps(?:e|es|ed|ing))(?: date)?(?: on)?"
    r"|valid (?:to|until|till))[: -]*$"
).search
_NAMES_A_PERIOD = frozenset({"period", "month", "term", "for"})


def term_from(sentence: Sentence, match: re.Match[str]) -> Claim | None:
    """Read 12 months from 1 Feb 2026, and annual licence from 1 Feb 2026."""
    token, place = sentence.tokens[match.start("t")], match.start("a")
    if why := _untimely(sentence, match):
        return fault(match, why)
    if not token.term or (token.kind == "A" and not _is_sold_by_the_year(token)):
        return None
    start = sentence.tokens[place]
    if start.kind in _WHOLE_MONTHS and token.term.days:
        return None
    span = sentence.span(place)
    if not span:
        return fault(match, without_year(start)) if without_year(start) else period(match, None)
    end = token.term.last_day(span[0])
    if not end:
        return fault(match, "is a term that ends beyond the calendar")
    # What stands between a term and its start is none of the claim's: each word has to be looked at.
    gap = range(match.start("t") + 1, match.start("s"))
    return replace(period(match, (span[0], end)), gap=gap)


def _untimely(sentence: Sentence, match: re.Match[str]) -> str:
    """Say why a term and a start are none of the service: a rhythm, the start of bills, or a day without its year."""
    term = match.start("t")
    token = sentence.tokens[term]
    if token.kind == "A" and is_rhythm(sentence.quote(term, term)):
        return "tells how often, and not for how long"
    if not token.term or (token.kind == "A" and not _is_sold_by_the_year(token)):
        return ""
    if word := _billed_from(sentence, term, match.start("s")):
        return _OF_BILLS.format(word)
    return LOOSE if sentence.kinds[match.start("a")] == "l" else ""


def _billed_from(sentence: Sentence, term: int, start: int) -> str:
    """Return the word by which a start is that of bills: charged, between the term and "from", or before both."""
    if term < start:
        return bill(sentence, term + 1, start - 1)
    return bill(sentence, start - 1, start - 1, of_contract=names_contract(sentence, term)) if start else ""


def _is_sold_by_the_year(token: Token) -> bool:
    """Tell an annual licence from what is charged annually, or monthly."""
    return token.plain and token.term == Term(months=12)


def term_to(sentence: Sentence, match: re.Match[str]) -> Claim | None:
    """Read 12 months to 31 Jan 2027, year ended 31 March 2026, w/e 15 Feb 2026."""
    token, place = sentence.tokens[match.start("t")], match.start("z")
    end = sentence.tokens[place]
    if not token.term or end.kind == "l" or (end.kind in _WHOLE_MONTHS and token.term.days):
        return None
    if match.start("t") < place and (word := bill(sentence, match.start("t") + 1, place - 1)):
        return fault(match, _OF_BILLS.format(word))
    if token.kind == "T" and _is_renewed(sentence, match.start("t"), place):
        return fault(match, "may end there, or be the renewal of what ends there")
    span = sentence.span(place)
    if not span:
        return period(match, None)
    start = token.term.first_day(span[1])
    return period(match, (start, span[1])) if start else fault(match, "is an end on which no such term ends")


def _is_renewed(sentence: Sentence, term: int, end: int) -> bool:
    """Tell whether a date is the end of what is renewed, such as that of a licence expiring 31 March 2026.

    A renewal of 12 months ending 31 March 2027 ends then; where its term stands behind the end, or the end is an
    expiry, it is as likely to begin there.
    """
    before = sentence.text[: sentence.tokens[end].begin].lower()
    is_expiry = bool(_expiry(before))
    if not _renewal(before) or not (is_expiry or sentence.kinds[end - 1] == "E"):
        return False
    return end < term or is_expiry


def half(role: Role) -> Callable[[Sentence, re.Match[str]], Claim]:
    """Return the reader of a date that is a start or an end alone, or a point in time."""

    def read(sentence: Sentence, match: re.Match[str]) -> Claim:
        span = sentence.span(match.start("a"))
        return Claim(match.start(), match.end() - 1, role, span) if span else period(match, None)

    return read


def start(sentence: Sentence, match: re.Match[str]) -> Claim:
    """Read from 1 Feb 2026 as a start alone, and "de mayo de 2026" as the month that it is of."""
    place = match.start("a")
    is_of = sentence.tokens[place].kind == "M" and sentence.quote(match.start(), place - 1).lower() == "de"
    return period(match, sentence.span(place), strong=False) if is_of else half("start")(sentence, match)


def incomplete(_: Sentence, match: re.Match[str]) -> Claim:
    """Refuse 1 Feb 2026 - 31 Mar."""
    return fault(match, "is followed by an end that is not complete")


def vague(_: Sentence, match: re.Match[str]) -> Claim:
    """Refuse mid Feb 2026."""
    return fault(match, "is not the whole of it")


def alone(sentence: Sentence, match: re.Match[str]) -> Claim | None:
    """Read a month, a part of a year or a year that stands alone; a day alone is no period."""
    place = match.start()
    token, span = sentence.tokens[place], sentence.span(place)
    if token.kind == "l":
        return fault(match, LOOSE)
    if token.kind in "DC":
        return None if span else period(match, None)
    if token.kind == "H" and not (sentence.whole or sentence.word_before(place) in _NAMES_A_PERIOD):
        return None
    return period(match, span, strong=False) if span else fault(match, without_year(token))


def year_alone(sentence: Sentence, match: re.Match[str]) -> Claim | None:
    """Read 2026, where a text has no other purpose than to name a period."""
    return period(match, months(sentence.tokens[match.start()].number, 1, 12), strong=False) if sentence.whole else None
