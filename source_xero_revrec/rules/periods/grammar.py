"""The grammar of service periods: which words, in which order, say what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.claims import Claim, Role, Sentence
from source_xero_revrec.rules.periods.writings.calendar_dates import Span, day_of, months
from source_xero_revrec.rules.periods.writings.token import DATED, UNDATED
from source_xero_revrec.rules.periods.writings.year_parts import CALENDAR, part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from source_xero_revrec.rules.periods.writings.token import MonthDay, Token

_DATE = f"[{DATED}]"
_TIGHT = "[R-]+E?[R-]*"
_JOIN = "(?:c?[R-]+c?E?[R-]*|c?L?E[R-]*|cL?R)"
_FROM = "(?:b|S+-?)?"
_ENDS = "(?:[RE]-?)+"
_LISTED = "(?:cL?|L)"


@dataclass(frozen=True, slots=True)
class Rule:
    """Words in an order, by their kinds, and what they say; None where they do not say it after all."""

    pattern: re.Pattern[str]
    read: Callable[[Sentence, re.Match[str], bool], Claim | None]


def claims(sentence: Sentence, *, day_first: bool) -> list[Claim]:
    """Return what the words of a text say, each word being part of one claim at most."""
    found: list[Claim] = []
    if _SIGNS_OF_A_CLAIM.isdisjoint(sentence.kinds):
        return found
    used: set[int] = set()
    for rule in _RULES:
        for match in rule.pattern.finditer(sentence.kinds):
            if used.isdisjoint(range(match.start(), match.end())) and (claim := rule.read(sentence, match, day_first)):
                found.append(claim)
                used.update(range(claim.first, claim.last + 1))
    return found


def _fault(match: re.Match[str], fault: str) -> Claim:
    return Claim(match.start(), match.end() - 1, "period", fault=fault)


def _period(match: re.Match[str], span: Span | None, *, ranged: bool = False, strong: bool = True) -> Claim:
    if span is None:
        return _fault(match, "names a day that does not exist")
    return Claim(match.start(), match.end() - 1, "period", span, ranged=ranged, strong=strong)


def _joined(_: Sentence, match: re.Match[str], __: bool) -> Claim:  # noqa: FBT001 - a rule's reader
    return _fault(match, "joins more than two dates")


def _range(sentence: Sentence, match: re.Match[str], day_first: bool) -> Claim:  # noqa: FBT001 - a rule's reader
    first, last = sentence.tokens[match.start("a")], sentence.tokens[match.start("z")]
    if fault := _loose(first, last) or _miscounted(sentence, match.start("a"), last) or _year_later(first, last):
        return _fault(match, fault)
    if fault := _impossible(first) or _impossible(last):
        return _fault(match, fault)
    start, end = first.span(day_first=day_first), last.span(day_first=day_first)
    return _period(match, (start[0], end[1]) if start and end else None, ranged=True)


def _impossible(token: Token) -> str:
    if token.spans != (None, None) or token.kind not in "QF":
        return ""
    return "names years that are not one financial year of this organisation"


def _loose(first: Token, last: Token) -> str:
    """Say why "Jan 10 - Jan 17" is not read: it may be days of one year; "Feb 26 - Jan 27" can only be months."""
    if "l" not in first.kind + last.kind:
        return ""
    if first.place[1] and last.place[1]:  # quarters are no days
        return ""
    if first.kind == last.kind == "l" and not first.place[1] and not last.place[1]:
        days = [token.month_days[0] for token in (first, last)]
        if not all(day_of(2024, *day) for day in days) or days[0] > days[1] or days[0][1] == days[1][1]:
            return ""
    return "may hold a day without its year"


def _miscounted(sentence: Sentence, place: int, last: Token) -> str:
    """Say why "Users 3-5 March 2026" is not read: the first number may count what stands before it."""
    token = sentence.tokens[place]
    mixed = token.kind == "D" and last.kind in "MH"
    if (token.kind != "N" and not mixed) or sentence.kinds[:place].endswith("X"):
        return ""
    word = sentence.word_before(place)
    return f"may be days, or {word} that are counted" if _is_counted(word) else ""


def _is_counted(word: str) -> bool:
    if word in _NUMBERED:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURALS) and word not in _EVENTS


# fmt: off
_NUMBERED = frozenset({
    "user", "seat", "room", "unit", "licence", "license", "phase", "level", "floor", "page", "session", "module", "lot",
    "item", "week", "day", "desk", "bay", "zone", "sprint", "ticket", "server", "site", "class", "chapter", "table",
    "stage", "step", "grade", "version", "release", "lesson", "part", "plan", "package", "batch", "line", "tier", "visit",
    "job", "order", "invoice", "po", "no", "nr", "number", "qty", "quantity", "x", "milestone", "instalment", "section",
    "installment", "option", "type", "group", "team", "gate", "block", "building", "suite", "flat", "apartment", "plot",
    "top", "point", "points", "box", "pack", "kit", "row", "cabin", "ward", "area", "device", "node", "core", "store",
    "windows", "ios", "android", "lane", "track", "round", "cohort", "intake", "series", "edition", "volume", "vol",
    "issue", "episode", "hole", "key", "slot", "stand", "booth", "berth", "locker", "shelf", "pitch", "court", "hall",
})
_NO_PLURALS = ("ss", "us", "is", "ics", "ations", "utions", "ptions")
_EVENTS = frozenset({
    "workshops", "meetings", "courses", "events", "services", "fees", "charges", "costs", "works", "wages", "expenses",
    "sales", "rentals", "hours", "trainings", "dates", "operations", "premises", "news", "holidays",
})
# fmt: on


def _year_later(first: Token, last: Token) -> str:
    """Say why "Feb 2026 to Feb 2027" is not read: people mean a year, and write a month more."""
    if first.kind not in "MHl" or last.kind not in "MHl" or not first.spans[0] or not last.spans[0]:
        return ""
    start, end = first.spans[0][0], last.spans[0][0]
    return "may end before its last month" if start.month == end.month and start.year < end.year else ""


def _in_its_year(year: int, first: MonthDay, last: MonthDay) -> Span | None:
    """Return a range whose year stands behind its end alone: 15 Nov - 14 Jan 2027 begins in 2026."""
    start = day_of(year if first[0] <= last[0] else year - 1, *first)
    end = day_of(year, *last)
    return (start, end) if start and end else None


def _days_of_a_year(sentence: Sentence, match: re.Match[str], day_first: bool) -> Claim:  # noqa: FBT001
    """Read 1 - 28 Feb 2026, 1 Feb - 31 Mar 2026, 01/02 - 31/03/2026."""
    first, last = sentence.tokens[match.start("a")], sentence.tokens[match.start("z")]
    if fault := _miscounted(sentence, match.start("a"), last):
        return _fault(match, fault)
    span = last.span(day_first=day_first)
    if not span:
        return _period(match, None)
    end = span[1]
    month_day = (end.month, first.number) if first.kind == "N" else first.month_day(day_first=day_first)
    return _period(match, _in_its_year(end.year, month_day, (end.month, end.day)), ranged=True)


def _year_at_the_end(sentence: Sentence, match: re.Match[str], day_first: bool) -> Claim:  # noqa: FBT001
    """Read Feb 1 - 28, 2026."""
    first = sentence.tokens[match.start("a")].month_day(day_first=day_first)
    last = (first[0], sentence.tokens[match.start("d")].number)
    return _period(match, _in_its_year(sentence.tokens[match.start("y")].number, first, last), ranged=True)


def _months_of_a_year(sentence: Sentence, match: re.Match[str], _: bool) -> Claim:  # noqa: FBT001
    """Read Jan - Mar 2026, Nov - Jan 2027."""
    last = sentence.tokens[match.start("z")]
    if last.kind == "l":
        return _fault(match, "may hold a day without its year")
    return _period(match, _from_month(sentence.tokens[match.start("a")].number, last.spans[0]), ranged=True)


def _from_month(first: int, last: Span | None) -> Span | None:
    if not last:
        return None
    end = last[1]
    return months(end.year if first <= end.month else end.year - 1, first)[0], end


def _parts_of_a_year(sentence: Sentence, match: re.Match[str], _: bool) -> Claim:  # noqa: FBT001
    """Read Q1 - Q3 2026, Q1/Q2 FY27."""
    first, last = sentence.tokens[match.start("a")], sentence.tokens[match.start("z")]
    span = last.spans[0]
    if not span:
        return _fault(match, _impossible(last))
    if last.kind == "l" or not last.place[1]:
        return _fault(match, "may hold a day without its year")
    if not {"L", "c"}.isdisjoint(match[0]) and sum(first.place) % 12 != last.place[0]:
        return _fault(match, "names parts of a year that do not follow each other")
    back = (last.place[0] - first.place[0]) % 12
    return _period(match, (_months_back(span[0], back), span[1]), ranged=True)


def _months_back(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return day.replace(year=year, month=month + 1)


def _listed_months(sentence: Sentence, match: re.Match[str], _: bool) -> Claim:  # noqa: FBT001
    """Read Jan, Feb & Mar 2026 as one period, and Jan & Mar 2026 as none."""
    tokens = [token for token in sentence.tokens[match.start() : match.end()] if token.kind in "mMl"]
    if tokens[-1].kind == "l" or not tokens[-1].spans[0]:
        return _fault(match, "may hold a day without its year")
    named = [token.number or _month_of(token) for token in tokens]
    if any((later - sooner) % 12 != 1 for sooner, later in pairwise(named)):
        return _fault(match, "names months that do not follow each other")
    return _period(match, _from_month(named[0], tokens[-1].spans[0]), strong=False)


def _month_of(token: Token) -> int:
    return token.spans[0][0].month if token.spans[0] else 0


def _listed_periods(sentence: Sentence, match: re.Match[str], _: bool) -> Claim | None:  # noqa: FBT001
    """Read Jan 2026, Feb 2026 as one period where each begins when the one before it ends."""
    spans = [token.spans[0] for token in sentence.tokens[match.start() : match.end()] if token.kind in "MQFH"]
    named = [span for span in spans if span]
    if len(named) < len(spans) or any(a[1].toordinal() + 1 != b[0].toordinal() for a, b in pairwise(named)):
        return None
    return _period(match, (named[0][0], named[-1][1]), strong=False)


def _slash(sentence: Sentence, match: re.Match[str], day_first: bool) -> Claim | None:  # noqa: FBT001
    """Read 2026-02-01/2027-01-31."""
    first, last = sentence.tokens[match.start("a")], sentence.tokens[match.start("z")]
    if not (first.plain and last.plain and sentence.quote(match.start("j"), match.start("j")) == "/"):
        return None
    return _range(sentence, match, day_first)


def _part_in_brackets(sentence: Sentence, match: re.Match[str], _: bool) -> Claim:  # noqa: FBT001
    """Read Q1 (Jan-Mar) 2026, in which the months must be those of the quarter."""
    year = sentence.tokens[match.start("y")]
    first, last = sentence.tokens[match.start("m")], sentence.tokens[match.start("n")]
    place = sentence.tokens[match.start("q")].place
    span = part(year.number, place, CALENDAR) if year.kind == "Y" or year.plain else _part_of(year.spans[0], place)
    if not span or (first.number, last.number) != (span[0].month, span[1].month):
        return _fault(match, "names a part of a year and other months")
    return _period(match, span)


def _part_of(year: Span | None, place: tuple[int, int]) -> Span | None:
    return part(year[1].year, place, (year[1].month, year[1].day)) if year else None


def _term_from(sentence: Sentence, match: re.Match[str], day_first: bool) -> Claim | None:  # noqa: FBT001
    """Read 12 months from 1 Feb 2026, and annual licence from 1 Feb 2026."""
    token, start = sentence.tokens[match.start("t")], sentence.tokens[match.start("a")]
    if not token.term or (token.kind == "A" and (not token.plain or token.term.months != 12)):
        return None
    if start.kind == "l":
        return _fault(match, "may hold a day without its year")
    if start.kind in "MH" and token.term.days:
        return None
    span = start.span(day_first=day_first)
    if not span:
        return _fault(match, _impossible(start) or "names a day that does not exist")
    end = token.term.last_day(span[0])
    if not end:
        return _fault(match, "is a term that ends beyond the calendar")
    # What stands between a term and its start is none of the claim's: each word has to be looked at.
    gap = range(match.start("t") + 1, match.start("s"))
    return replace(_period(match, (span[0], end)), gap=gap)


def _term_to(sentence: Sentence, match: re.Match[str], day_first: bool) -> Claim | None:  # noqa: FBT001
    """Read 12 months to 31 Jan 2027, year ended 31 March 2026, w/e 15 Feb 2026."""
    token, end = sentence.tokens[match.start("t")], sentence.tokens[match.start("z")]
    if not token.term or end.kind == "l" or (end.kind in "MH" and token.term.days):
        return None
    span = end.span(day_first=day_first)
    if not span:
        return _fault(match, "names a day that does not exist")
    start = token.term.first_day(span[1])
    if not start:
        return _fault(match, "is an end on which no such term ends")
    return _period(match, (start, span[1]))


def _half(role: Role) -> Callable[[Sentence, re.Match[str], bool], Claim]:
    def read(sentence: Sentence, match: re.Match[str], day_first: bool) -> Claim:  # noqa: FBT001 - a rule's reader
        span = sentence.tokens[match.start("a")].span(day_first=day_first)
        if not span:
            return _fault(match, "names a day that does not exist")
        return Claim(match.start(), match.end() - 1, role, span)

    return read


def _incomplete(_: Sentence, match: re.Match[str], __: bool) -> Claim:  # noqa: FBT001
    return _fault(match, "is followed by an end that is not complete")


def _vague(_: Sentence, match: re.Match[str], __: bool) -> Claim:  # noqa: FBT001
    return _fault(match, "is not the whole of it")


def _without_start_year(_: Sentence, match: re.Match[str], __: bool) -> Claim:  # noqa: FBT001
    return _fault(match, "begins on a day without its year")


def _alone(sentence: Sentence, match: re.Match[str], day_first: bool) -> Claim | None:  # noqa: FBT001
    """Read a month, a part of a year or a year that stands alone; a day alone is no period."""
    token = sentence.tokens[match.start()]
    span = token.span(day_first=day_first)
    if token.kind in "DC":
        return None if span else _fault(match, "names a day that does not exist")
    if token.kind == "l":
        return _fault(match, "may hold a day without its year")
    if token.kind == "H" and not (sentence.whole or sentence.word_before(match.start()) in _NAMES_A_PERIOD):
        return None
    if not span:
        return _fault(match, _impossible(token))
    return _period(match, span, strong=False)


_NAMES_A_PERIOD = frozenset({"period", "month", "term", "for"})


def _year_alone(sentence: Sentence, match: re.Match[str], _: bool) -> Claim | None:  # noqa: FBT001
    if not sentence.whole:
        return None
    return _period(match, months(sentence.tokens[0].number, 1, 12), strong=False)


def _rules() -> Iterator[Rule]:
    """Yield the rules, of which the first has the first choice of words."""
    dated = f"(?P<a>{_DATE}){_JOIN}(?P<z>{_DATE})"
    for pattern, read in (
        (f"{_FROM}{_DATE}(?:{_JOIN}{_DATE}){{2,}}", _joined),
        (f"{_FROM}[Npumq](?:{_JOIN}{_DATE}){{2,}}", _joined),
        (f"{_FROM}m(?:{_TIGHT}m)+{_TIGHT}[Ml]", _joined),
        (f"{_FROM}{dated}", _range),
        (f"b(?P<a>{_DATE})L(?P<z>{_DATE})", _range),
        (f"{_ENDS}(?P<z>{_DATE})c?L?S+-?(?P<a>{_DATE})", _range),
        (f"{_FROM}(?P<a>[Npu]){_TIGHT}(?P<z>D)", _days_of_a_year),
        (f"{_FROM}(?P<a>[pl]){_TIGHT}(?P<d>N)c?(?P<y>Y)", _year_at_the_end),
        (f"{_FROM}p{_TIGHT}[MHQFl]", _without_start_year),
        (f"{_FROM}(?P<a>m){_TIGHT}(?P<z>[Ml])", _months_of_a_year),
        (f"{_FROM}(?P<a>q)(?:{_TIGHT}|{_LISTED})(?P<z>[Ql])", _parts_of_a_year),
        ("(?P<a>D)(?P<j>L)(?P<z>D)", _slash),
        (f"m(?:{_LISTED}m)*{_LISTED}[Ml]", _listed_months),
        (f"[MQFH](?:{_LISTED}[MQFH])+", _listed_periods),
        (f"(?P<q>q)(?:(?P<m>m){_TIGHT})?(?P<n>m)(?P<y>[YF])", _part_in_brackets),
        (f"(?P<t>[kT])[wV]{{0,3}}{_ENDS}(?P<z>{_DATE})", _term_to),
        (f"{_ENDS}(?P<z>{_DATE})[cL-]?(?P<t>T)", _term_to),
        (f"(?P<t>g)-?(?P<z>{_DATE})", _term_to),
        (f"(?P<t>[TA])[wcXxkLVZfNE-]*?(?P<s>S)S*-?(?P<a>{_DATE})", _term_from),
        (f"(?P<t>k)(?P<s>S)S*-?(?P<a>{_DATE})", _term_from),
        (f"(?P<t>(?P<s>h))-?(?P<a>{_DATE})", _term_from),
        (f"(?P<s>S)S*-?(?P<a>{_DATE})[cL-]?(?P<t>T)", _term_from),
        ("(?<![PUERO])(?P<s>(?P<a>D))[cL-]?(?P<t>T)", _term_from),
        (f"(?P<a>{_DATE})(?:[LR-]*O|R(?![E-]*[{DATED}{UNDATED}])|-$)", _half("open")),
        (f"S+-?(?P<a>{_DATE})", _half("start")),
        (f"{_ENDS}(?P<a>{_DATE})", _half("end")),
        (f"U-?(?P<a>[MQFH])", _vague),
        (f"[PU]-?(?P<a>{_DATE})", _half("point")),
        (f"{_DATE}[R-]+E?[pmquNYB]", _incomplete),
        ("[MHQFlDC]", _alone),
        ("^Y$", _year_alone),
    ):
        yield Rule(re.compile(pattern), read)


_RULES = tuple(_rules())
_SIGNS_OF_A_CLAIM = frozenset(DATED + "Y")
