"""Prices for a time, in the languages that invoices are written in: per quarter, £500 pcm, par mois, /yr."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.calendar_dates import Term
from source_xero_revrec.rules.periods.writings.phrase import heads
from source_xero_revrec.rules.periods.writings.rhythms import BILLING, BILLING_HEADS
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found

_UNITS = {
    "years": (r"year|annum|yr|jahr|an|ann\u00e9e|a\u00f1o|anno|ano|jaar", Term(months=12)),
    "halves": (r"half[- ]year|halbjahr|semestre|halfjaar", Term(months=6)),
    "quarters": (r"quarter|qtr|quartal|trimestre|kwartaal", Term(months=3)),
    "months": (r"month|mo|mth|mnth|monat|mois|mes|mese|m\u00eas|maand|mnd", Term(months=1)),
    "weeks": (r"week|wk|woche|semaine|semana|settimana", Term(days=7)),
    "terms": (r"(?<!a )term", Term()),
}
_UNIT = "|".join(f"(?P<{name}>{words})" for name, (words, _) in _UNITS.items())
_ENDED = r"(?!\w| of(?!\w))"
_PER = (
    r"(?:(?:per|a|an|each|every|pro|je|jeden|jede|jedes|par|chaque|cada|ogni|elke|iedere|al|por|ao|\u00e0 la) "
    r"|per-|all'|\u00e0 l'|im (?=monat|quartal)|/ ?)"
)
_BY_TIME = re.compile(rf"{BILLING}{_PER}(?:calendar )?(?:{_UNIT}){_ENDED}|(?:{'|'.join(BILLING_HEADS)}) in "
                      r"(?:(?P<in_years>years)|(?P<in_quarters>quarters)|(?P<in_months>months))(?!\w)")  # fmt: skip
_SHORT = re.compile(
    rf"{BILLING}p(?:(?P<years>a|j|\. ?[aj]\.?|/[aj])|(?P<months>c?m|\. ?(?:c\. ?)?m\.?|/c?m|[/.]mnd)"
    r"|(?P<quarters>q|\. ?q\.?|/q)|(?P<weeks>w|\. ?w\.?|/w))(?![\w/])"
    r"(?! (?:systems?|speakers?|equipment|hire|services|support|to)(?!\w))"
)
_OTHER = re.compile(
    r"(?:(?:per|a|an|each|every|pro|par|por|al) |/ ?)"
    r"(?:day|hour|hr|tag|stunde|jour|heure|d\u00eda|hora|giorno|ora"
    r"|dia|dag|uur)"
    rf"{_ENDED}"
    r"|(?:per|each) (?:user|seat|licen[cs]e|device|agent|employee|site|unit|item|head|person|server|gb|tb|call)(?!\w)"
)


def _by_time(match: re.Match[str], _: tuple[int, int]) -> Token:
    """Read a price for a time; `number` is 1 where it tells the billing."""
    named = {name.removeprefix("in_") for name, words in match.groupdict().items() if words and name != "billing"}
    term = next(term for name, (_words, term) in _UNITS.items() if name in named)
    is_billing = bool(match["billing"]) or match["billing"] is None
    return Token("r", match.start(), match.end(), term=term, number=int(is_billing))


def _explained(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("X", match)


RATES = (Writing(_BY_TIME, _by_time), Writing(_OTHER, _explained))
"""Writings that begin with a stroke."""
_HEADS = heads("per", "a", "an", "each",
               "every", "pro", "je", "jeden", "jede", "jedes", "par", "chaque", "cada", "ogni",
               "elke", "iedere", "al", "por", "ao", "\u00e0", "all", "im", *BILLING_HEADS)  # fmt: skip
RATES_IN_WORDS = (
    Writing(_BY_TIME, _by_time, _HEADS),
    Writing(_OTHER, _explained, _HEADS),
    Writing(_SHORT, _by_time, heads("p", "pa", "pm", "pcm", "pq", "pw", "pj", *BILLING_HEADS)),
)
"""Writings that begin with a letter."""
