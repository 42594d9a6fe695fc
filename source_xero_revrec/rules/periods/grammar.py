"""The grammar of service periods: which kinds of words, in which order, say what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.rules.periods import ranges, terms
from source_xero_revrec.rules.periods.writings.token import DATED, UNDATED

if TYPE_CHECKING:
    from collections.abc import Callable

    from source_xero_revrec.rules.periods.claims import Claim, Sentence

_DATE = f"[{DATED}]"
_TIGHT = "[R-]+E?[R-]*"
_JOIN = "(?:c?[R-]+c?E?[R-]*|c?L?E[R-]*|cL?R)"
_FROM = "(?:b|S+-?)?"
_ENDS = "(?:[RE]-?)+"
_LISTED = "(?:cL?|L)"
_BETWEEN_TERM_AND_START = "[wcXxkrLVZGWKJefNE-]*?"


class Rule(NamedTuple):
    """Words in an order, by their kinds, and what they say; None where they do not say it after all."""

    pattern: re.Pattern[str]
    read: Callable[[Sentence, re.Match[str]], Claim | None]


# The first rule has the first choice of words.
_RULES = tuple(
    Rule(re.compile(pattern), read)
    for pattern, read in (
        (f"{_FROM}(?:{_DATE}|[Npumq])(?:{_JOIN}{_DATE}){{2,}}", ranges.joined),
        (f"{_FROM}m(?:{_TIGHT}m)+{_TIGHT}[Ml]", ranges.joined),
        (f"{_FROM}(?P<a>{_DATE}){_JOIN}(?P<z>{_DATE})", ranges.of_two_dates),
        (f"b(?P<a>{_DATE})L(?P<z>{_DATE})", ranges.of_two_dates),
        (f"{_ENDS}(?P<z>{_DATE})c?L?S+-?(?P<a>{_DATE})", ranges.of_two_dates),
        (f"{_FROM}(?P<a>[Npu]){_TIGHT}(?P<z>D)", ranges.of_days),
        (f"{_FROM}(?P<a>[pl]){_TIGHT}(?P<d>N)c?(?P<y>Y)", ranges.of_days_before_a_year),
        (f"{_FROM}p{_TIGHT}[MHQFl]", ranges.without_start_year),
        (f"{_FROM}(?P<a>m){_TIGHT}(?P<z>[Ml])", ranges.of_months),
        (f"{_FROM}(?P<a>q)(?:{_TIGHT}|{_LISTED})(?P<z>[Ql])", ranges.of_parts),
        ("(?P<a>[DH])(?P<j>L)(?P<z>[DH])", ranges.with_a_slash),
        (f"m(?:{_LISTED}m)*{_LISTED}[Ml]", ranges.of_listed_months),
        (f"[MQFH](?:{_LISTED}[MQFH])+", ranges.of_listed_periods),
        (f"(?P<q>q)(?:(?P<m>m){_TIGHT})?(?P<n>m)(?P<y>[YF])", ranges.of_months_in_brackets),
        (f"(?P<t>[kT])[wV]{{0,3}}{_ENDS}(?P<z>{_DATE})", terms.term_to),
        (f"{_ENDS}(?P<z>{_DATE})[cL-]?(?P<t>T)", terms.term_to),
        (f"(?P<t>g)-?(?P<z>{_DATE})", terms.term_to),
        (f"(?P<t>[TA]){_BETWEEN_TERM_AND_START}(?P<s>S)S*-?(?P<a>{_DATE})", terms.term_from),
        (f"(?P<t>k)(?P<s>S)S*-?(?P<a>{_DATE})", terms.term_from),
        (f"(?P<t>(?P<s>h))-?(?P<a>{_DATE})", terms.term_from),
        (f"(?P<s>S)S*-?(?P<a>{_DATE})[cL-]?(?P<t>T)", terms.term_from),
        ("(?<![PUERO])(?P<s>(?P<a>D))[cL-]?(?P<t>T)", terms.term_from),
        (f"(?P<a>{_DATE})(?:[LR-]*O|R(?![E-]*[{DATED}{UNDATED}])|-$)", terms.half("open")),
        (f"S+-?(?P<a>{_DATE})", terms.start),
        (f"{_ENDS}(?P<a>{_DATE})", terms.half("end")),
        ("[UJ]-?[MQFH]", terms.vague),
        (f"[PUJ]-?(?P<a>{_DATE})", terms.half("point")),
        (f"{_DATE}[R-]+E?[{UNDATED}]", terms.incomplete),
        (_DATE, terms.alone),
        ("^Y$", terms.year_alone),
    )
)
_MAY_CLAIM = frozenset(DATED + "Y")


def claims(sentence: Sentence) -> list[Claim]:
    """Return what the words of a text say, each word being part of one claim at most."""
    found: list[Claim] = []
    if _MAY_CLAIM.isdisjoint(sentence.kinds):
        return found
    used: set[int] = set()
    for rule in _RULES:
        for match in rule.pattern.finditer(sentence.kinds):
            if used.isdisjoint(range(match.start(), match.end())) and (claim := rule.read(sentence, match)):
                found.append(claim)
                used.update(range(claim.first, claim.last + 1))
    return found
