"""Weekdays beside dates: Mon 5 May 2026 is no day at all, since that day is a Tuesday."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.writings.weekday_names import WEEKDAY_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from source_xero_revrec.rules.periods.claims import Claim, Sentence

_NAME = "|".join(re.escape(name) for name in sorted(WEEKDAY_NUMBERS, key=len, reverse=True))
_before_dates = re.compile(
    rf"(?<![\w/])(?P<name>{_NAME})(?![\w-])\.?(?P<comma>,)? ?(?:(?:the|den|dem|le|el|il|de|dia) )?(?=\w)", re.IGNORECASE
).finditer
_behind_a_date = re.compile(rf" ?\((?P<name>{_NAME})\.?\)", re.IGNORECASE).match
# Mon-Fri, every Monday: the days of the week on which a service takes place.
_repeats = re.compile(
    rf"(?:(?<!\w)(?:{_NAME})s?\W*(?:(?:to|and|bis|und|au|et|a|y|al|e|t/m|tot|en)\W+|[-,/&+] ?)"
    r"|(?<!\w)(?:every|each|jeden|jede|chaque|cada|ogni|elke|weekly|w\u00f6chentlich) )$",
    re.IGNORECASE,
).search
_MONTHS, _DAYS = "Mml", "DpuNC"


def wrong_weekdays(sentence: Sentence, found: list[Claim]) -> list[str]:
    """Return the weekdays, as they were written, that the dates of a period beside them are not.

    A weekday beside a month is none of its days. A lone weekday behind which a comma stands may be that of the text.
    """
    periods = [claim for claim in found if claim.role == "period" and claim.span]
    told = _told_before(sentence)
    wrong = [match["name"] for place, match in told if _is_wrong(sentence, periods, place, match["name"])]
    return [*wrong, *_wrong_behind(sentence, periods)]


def _told_before(sentence: Sentence) -> list[tuple[int, re.Match[str]]]:
    """Return the weekdays that are told of the dates behind them, with the places of these."""
    by_begin = {token.begin: place for place, token in enumerate(sentence.tokens)}
    found = [(by_begin[match.end()], match) for match in _before_dates(sentence.text) if match.end() in by_begin]
    if len(found) == 1 and found[0][1]["comma"] and sentence.kinds[found[0][0]] in _DAYS:
        return []
    return [(place, match) for place, match in found if not _repeats(sentence.text, 0, match.start())]


def _wrong_behind(sentence: Sentence, periods: list[Claim]) -> Iterator[str]:
    """Yield the weekdays in brackets behind their dates."""
    for claim in periods:
        for place in range(claim.first, claim.last + 1):
            match = _behind_a_date(sentence.text, sentence.tokens[place].stop)
            if match and _is_wrong(sentence, [claim], place, match["name"]):
                yield match["name"]


def _is_wrong(sentence: Sentence, periods: list[Claim], place: int, name: str) -> bool:
    claim = next((claim for claim in periods if claim.explains(place)), None)
    if not claim:
        return False
    day = _day(sentence, claim, place)
    # A name in letters that only look like its own, such as the long s, is none of the table's.
    number = WEEKDAY_NUMBERS.get(name.lower())
    is_other_day = day is not None and number is not None and day.weekday() != number
    return is_other_day or sentence.kinds[place] in _MONTHS


def _day(sentence: Sentence, claim: Claim, place: int) -> date | None:
    """Return the day that a date of a period names: its own, or the end of the period at which it stands."""
    kind, named = sentence.kinds[place], sentence.span(place)
    if kind not in _DAYS or not claim.span:
        return None
    if named:
        return named[0]
    is_first = not any(other in _DAYS for other in sentence.kinds[claim.first : place])
    return claim.span[0] if is_first else claim.span[1]
