"""Lengths of time: 12 months, one year, 4 weeks, annual, monthly, week ending, per month."""

from __future__ import annotations

import re
from dataclasses import replace

from source_xero_revrec.rules.periods.writings.calendar_dates import Term
from source_xero_revrec.rules.periods.writings.phrase import heads
from source_xero_revrec.rules.periods.writings.rates import RATES, RATES_IN_WORDS
from source_xero_revrec.rules.periods.writings.rhythms import RHYTHMS, RHYTHMS_IN_FIGURES
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found

__all__ = ["COUNTED_LENGTHS", "LENGTHS_IN_WORDS", "RATES", "is_rhythm", "is_unit", "months_written", "times"]

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "eighteen": 18, "twenty-four": 24, "thirty-six": 36,
    "ein": 1, "eine": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "sechs": 6, "neun": 9, "zw\u00f6lf": 12,
    "un": 1, "deux": 2, "trois": 3, "quatre": 4, "neuf": 9, "douze": 12, "una": 1, "uno": 1, "dos": 2, "tres": 3,
    "cuatro": 4, "seis": 6, "nueve": 9, "doce": 12, "due": 2, "tre": 3, "quattro": 4, "sei": 6, "nove": 9, "dodici": 12,
    "twee": 2, "drie": 3, "zes": 6, "negen": 9, "twaalf": 12, "um": 1, "dois": 2, "duas": 2, "tr\u00eas": 3, "doze": 12,
}  # fmt: skip
_NUMBER = rf"(?:[0-9]{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_UNITS = {
    "years": (r"years?|yrs?|y|jr|jahre?n?|ans?|ann[\u00e9e]es?|a\u00f1os?|anni|anno|jaar|jaren|anos?", Term(months=12)),
    "months": (
        r"months?|mths?|mnths?|mos?|mnds?|mens\.|monate?n?|mois|mes(?:es)?|mes[ei]|maand(?:en)?|m[\u00eae]s(?:es)?",
        Term(months=1),
    ),
    "quarters": (r"quarters?|quartale?n?|trimestres?|kwartaal|kwartalen|trimestri", Term(months=3)),
    "weeks": (r"weeks?|wks?|wochen?|semaines?|semanas?|settiman[ae]|weken", Term(days=7)),
    "fortnights": (r"fortnights?", Term(days=14)),
    "days": (r"days?|tage?n?|jours?|d\u00edas?|giorni|dagen|dias?", Term(days=1)),
}
_UNIT = "|".join(f"(?P<{name}>{words})" for name, (words, _) in _UNITS.items())
is_unit = re.compile(
    "|".join(words for words, _ in _UNITS.values()) + r"|per[i\u00ed]odo?e?|p\u00e9riode|part|stage|no", re.IGNORECASE
).fullmatch
"""Tell whether a word is a unit of time, or what is numbered as one."""
_OF_UNITS = rf"(?: ?\((?P<again>{_NUMBER})\))?[ -]?(?:calendar |full )?(?:{_UNIT})(?!\w)\.?"
_TERM_IN_FIGURES = re.compile(rf"(?P<count>[0-9]{{1,3}}){_OF_UNITS}")
_TERM_IN_WORDS = re.compile(rf"(?P<count>{'|'.join(sorted(_WORDS, key=len, reverse=True))}){_OF_UNITS}")
_ONE_OF_TWO = re.compile(
    rf"(?!due)(?:{'|'.join(_WORDS)})(?= ?(?:plus|or|to|and|[-+/]) ?{_NUMBER}[ -]| of {_NUMBER}(?!\w))"
)
_ARTICLE = re.compile(
    r"an? (?:(?P<years>year)|(?P<months>month)|(?P<quarters>quarter)|(?P<weeks>week)|(?P<fortnights>fortnight))"
    r"(?= (?:from|starting|commencing|beginning|to|ending|until)(?!\w))"
)
_EVERY = r"(?:every|each|alle|tous les|toutes les|cada|ogni|elke|om de) "
_RHYTHM = re.compile(rf"{_EVERY}(?P<count>{_NUMBER}){_OF_UNITS}")
is_rhythm = re.compile(_EVERY, re.IGNORECASE).match
_SPAN_UNITS = {
    "week": Term(days=7), "wk": Term(days=7), "fortnight": Term(days=14), "month": Term(months=1),
    "mth": Term(months=1), "quarter": Term(months=3), "qtr": Term(months=3), "half year": Term(months=6),
    "half-year": Term(months=6), "year": Term(months=12), "yr": Term(months=12), "quartal": Term(months=3),
    "trimestre": Term(months=3), "halbjahr": Term(months=6), "semestre": Term(months=6), "halfjaar": Term(months=6),
    "jahr": Term(months=12), "ann\u00e9e": Term(months=12), "a\u00f1o": Term(months=12), "anno": Term(months=12),
    "ano": Term(months=12), "jaar": Term(months=12),
}  # fmt: skip
_UNIT_ALONE = re.compile(rf"(?P<unit>{'|'.join(sorted(_SPAN_UNITS, key=len, reverse=True))})(?![\w-]| share(?!\w))")
_SHORT_ENDS = {
    "w/e": Term(days=7), "we": Term(days=7), "m/e": Term(months=1), "q/e": Term(months=3), "qe": Term(months=3),
    "y/e": Term(months=12), "ye": Term(months=12), "year end": Term(months=12), "year-end": Term(months=12),
    "month end": Term(months=1), "month-end": Term(months=1), "quarter-end": Term(months=3),
    "quarter end": Term(months=3), "week end": Term(days=7),
}  # fmt: skip
_SHORT_END = re.compile(rf"(?P<unit>{'|'.join(sorted(_SHORT_ENDS, key=len, reverse=True))})(?![\w-]):?")
_JOINED_UNITS = {"w": 7, "wk": 7, "week": 7, "f": 14, "fortnight": 14}
_JOINED_MONTHS = {"m": 1, "mth": 1, "month": 1, "q": 3, "qtr": 3, "quarter": 3, "y": 12, "yr": 12, "year": 12}
_JOINED = "|".join(sorted((*_JOINED_UNITS, *_JOINED_MONTHS), key=len, reverse=True))
_JOINED_END = re.compile(rf"(?P<unit>{_JOINED})[/-](?:ending|ended)(?![\w-]):?")
_SHORT_START = re.compile(
    r"w/[cb](?!\w):?|wc(?= [0-9])"
    r"|(?:w|wk|week)[/-](?:commencing|comm|commences|beginning|beg|starting|start)(?![\w-])[.:]?"
)


def times(unit: Term, count: int) -> Term:
    """Return a term that is several times as long."""
    return Term(unit.months * count, unit.days * count)


def _counted(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read a term; its number may stand there again in brackets, if it is the same."""
    groups = match.groupdict()
    count = _number(groups.get("count") or "1")
    if groups.get("again") and _number(groups["again"] or "") != count:
        return None
    unit = next(term for name, (_words, term) in _UNITS.items() if groups.get(name))
    return Token("T", match.start(), match.end(), term=times(unit, count))


def _rhythm(match: re.Match[str], year_end: tuple[int, int]) -> Token | None:
    """Read every 3 months, which says how often and not for how long."""
    token = _counted(match, year_end)
    return token and replace(token, kind="A")


def _number(word: str) -> int:
    return _WORDS.get(word) or int(word)


def _one_of_two(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("N", match)


def _unit(match: re.Match[str], _: tuple[int, int]) -> Token:
    return Token("k", match.start(), match.end(), term=_SPAN_UNITS[match["unit"]])


def _short_end(match: re.Match[str], _: tuple[int, int]) -> Token:
    return Token("g", match.start(), match.end(), term=_SHORT_ENDS[match["unit"]])


def _joined_end(match: re.Match[str], _: tuple[int, int]) -> Token:
    """Read wk/ending, and month-ended."""
    unit = match["unit"]
    return Token("g", match.start(), match.end(), term=Term(_JOINED_MONTHS.get(unit, 0), _JOINED_UNITS.get(unit, 0)))


def _short_start(match: re.Match[str], _: tuple[int, int]) -> Token:
    return Token("h", match.start(), match.end(), term=Term(days=7))


COUNTED_LENGTHS = (Writing(_TERM_IN_FIGURES, _counted), *RHYTHMS_IN_FIGURES)
"""Writings that begin with a figure."""
LENGTHS_IN_WORDS = (
    Writing(_RHYTHM, _rhythm, heads("every", "each", "alle", "tous", "toutes", "cada", "ogni", "elke", "om")),
    Writing(_TERM_IN_WORDS, _counted, heads(*_WORDS)),
    Writing(_ONE_OF_TWO, _one_of_two, heads(*_WORDS)),
    Writing(_SHORT_END, _short_end, heads(*_SHORT_ENDS)),
    Writing(_JOINED_END, _joined_end, heads(*_JOINED_UNITS, *_JOINED_MONTHS)),
    Writing(_SHORT_START, _short_start, heads("w/c", "wc", "wk", "week")),
    Writing(_ARTICLE, _counted, heads("a", "an")),
    *RATES_IN_WORDS,
    *RHYTHMS,
    Writing(_UNIT_ALONE, _unit, heads(*_SPAN_UNITS)),
)
"""Writings that begin with a letter."""


def months_written(words: str) -> int | None:
    """Return a number of months from figures or a number word, or from a whole term; None where it is neither."""
    plain = words.strip().lower()
    if plain.isascii() and plain.isdigit() and len(plain) <= 3:
        return int(plain) or None
    if plain in _WORDS:
        return _WORDS[plain]
    match = _TERM_IN_FIGURES.fullmatch(plain) or _TERM_IN_WORDS.fullmatch(plain)
    token = _counted(match, (12, 31)) if match else None
    return (token.term.months or None) if token and token.term else None
