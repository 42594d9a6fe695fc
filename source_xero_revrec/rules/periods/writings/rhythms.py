"""How often something is done or paid, as one word says it: annual, mensualité, Monatsmiete, six-monthly.

The length is a number of months; 0 for what may be either of two.
"""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.calendar_dates import Term
from source_xero_revrec.rules.periods.writings.phrase import heads, phrases
from source_xero_revrec.rules.periods.writings.token import Token, Writing

_SOLD = {
    12: """
        annual|yearly|yrly|annl|j\u00e4hrlich|j\u00e4hrliche|j\u00e4hrlicher|j\u00e4hrliches|j\u00e4hrl|annuel|anual
    annuale|annuelle
        annuels|annuelles|annua|annuo|anuales|anuais|annuali|jaarlijks|jaarlijkse|\u00e5rlig|\u00e5rligt|roczna|roczny
        ro\u010dn\u00ed|y\u0131ll\u0131k
    """,
    1: """
        monthly|mthly|mnthly|monatlich|monatliche|monatlicher|monatliches|mtl|monatl|mensuel|mensual|mensile|mensili
        mensuelle|mensuels|mensuelles|mensuales|mensais|mensal|maandelijks|maandelijkse|m\u00e5nedlig|m\u00e5natlig
    """,
    2: "bimestral|bimestrale|bimestriel|bimestrielle|zweimonatlich|zweimonatliche|tweemaandelijks",
    3: """
        quarterly|qtrly|qtly|viertelj\u00e4hrlich|viertelj\u00e4hrliche|viertelj\u00e4hrl|trimestriel|trimestrielle
    trimestral
        trimestrale|trimestrali|trimestrales|trimestrais|kwartaal|quartalsweise|driemaandelijks|driemaandelijkse
    """,
    6: """
        semi-annual|semiannual|half-yearly|half yearly|halbj\u00e4hrlich|halbj\u00e4hrliche|halbj\u00e4hrl|semestriel
    semestrielle
        semestral|semestrale|semestrali|semestrales|semestrais|halfjaarlijks|halfjaarlijkse
    """,
    24: "biennial|zweij\u00e4hrlich|tweejaarlijks|bienal|biennale|biennal",
    36: "triennial|dreij\u00e4hrlich|driejaarlijks|trienal|triennale",
    0: "biannual|bi-annual|bi-monthly|bimonthly|termly|bimensuel|bimensual",
}
_SAID = {
    12: """
        annually|year-long|yearlong|annuellement|anualmente|annualmente|annualit\u00e9|anualidad|anualidades
    annualit\u00e0
        anuidade|jaarbedrag|ann.|annl.
    """,
    1: """
        month-long|mensuellement|mensualmente|mensilmente|mensalmente|mensualit\u00e9|mensualit\u00e9s|mensualidad
        mensualidades|mensilit\u00e0|mensalidade|mensalidades
    """,
    3: "quarter-long|trimestriellement|trimestralmente|trimestralit\u00e9|trimestralit\u00e0",
    6: "semestralmente|semestriellement|semestralit\u00e0",
}
# Monatsmiete, kwartaalhuur: the unit, and what is paid.
_UNITS_OF_COMPOUNDS = {1: "monats|maand", 3: "quartals|kwartaal", 6: "halbjahres|halfjaar", 12: "jahres|jaar"}
_PAID = """
    rate|raten|miete|mieten|beitrag|beitr\u00e4ge|geb\u00fchr|geb\u00fchren|pauschale|abo|abonnement|betrag|lizenz
    entgelt|honorar
    leasingrate|tarif|satz|pacht|pr\u00e4mie|bedrag|huur|termijn|tarief|licentie|bijdrage|kosten|vergoeding|premie
"""
SOLD_BY_THE_UNIT = frozenset(
    phrases("""
    licence|licences|license|licenses|subscription|subscriptions|sub|subs|fee|fees|membership|plan|contract|cover
    support|maintenance|rent|rental|rate|charge|charges|hosting|access|pass|premium|term|retainer|lease|hire|lizenz
    abo|miete|geb\u00fchr|abonnement|licence|loyer|cuota|alquiler|licencia|canone|affitto|licenza|licentie|huur|renda
    licen\u00e7a
    """)
)
"""What is sold for the unit of time that stands before it: yr licence, quarter rent."""
_NUMBERS = {"two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12}
_OFTEN = {"weekly": 7, "fortnightly": 14, "daily": 1, "bi-weekly": 14, "biweekly": 14}
_BILLINGS = "billed|invoiced|charged|paid|payable"
BILLING = rf"(?P<billing>(?:(?:{_BILLINGS}) )?)"
"""A pattern of the words that make a rhythm that of the billing."""
BILLING_HEADS = phrases(_BILLINGS)


def _by_word(lists: dict[int, str]) -> dict[str, int]:
    return {word: months for months, words in lists.items() for word in phrases(words)}


_COMPOUNDS = {
    unit + paid: months
    for months, units in _UNITS_OF_COMPOUNDS.items()
    for unit in phrases(units)
    for paid in phrases(_PAID)
}
_NUMBERED = {f"{number}{sign}monthly": count for number, count in _NUMBERS.items() for sign in "- "}
_HOW_OFTEN = _by_word(_SAID) | _NUMBERED
_MONTHS = _by_word(_SOLD) | _COMPOUNDS | _HOW_OFTEN
_FREQUENCY = re.compile(
    rf"{BILLING}(?P<word>{'|'.join(re.escape(word) for word in sorted(_MONTHS | _OFTEN, key=len, reverse=True))})"
    r"(?![\w-])"
)
# "Full year to 31 March 2027" is that year.
_WHOLE_YEAR = re.compile(
    r"(?:full|whole|entire)[- ]year(?![\w-]|[: ]+(?:to|from|end(?:ed|ing)?|starting|beginning|commencing|until)(?!\w))"
)
# Twelve months, and no metres: the numbers are those of terms.
_GLUED = re.compile(
    r"(?<![\w.,/])(?<!m x )(?<!h )(?:(?P<months>[1-9]|1[0-28]|24|30|36|48|60|72|84|96|120)"
    r"(?:m(?:on|ns)?|(?<=12|18|24|36|48|60) m)(?!\w)"
    r"(?! ?x ?[0-9]|[- ](?:cables?|run|ladders?|rope|hose|tower|pipe|lead|lengths?|high|wide|long|deep|tall|fence"
    r"|fencing|banner|boat|container|boom|pole|mast|stand|span|radius|depth|height|width|diameter|diving)(?!\w))"
    r"|(?P<weeks>[24-9]|1[0-3]|26|39|52|104)w|(?P<days>7|14|28|30|31|60|90|180|365|366|730)d|(?P<years>[1-9]|10)j)(?!\w)"
)
_NUMBER_LY = re.compile(r"(?P<count>[0-9]{1,2})[- ](?:(?P<months>monthly)|(?P<years>yearly))(?!\w)")


def _frequency(match: re.Match[str], _: tuple[int, int]) -> Token:
    """Read annual, which is a length, or annually, which says how often; `number` is 1 where it tells the billing."""
    word = match["word"]
    term = Term(days=_OFTEN[word]) if word in _OFTEN else Term(months=_MONTHS[word])
    billing = bool(match["billing"])
    return Token("A", *match.span(), term=term, number=int(billing), plain=not billing and word not in _HOW_OFTEN)


def _said(term: Term, match: re.Match[str]) -> Token:
    return Token("A", match.start(), match.end(), term=term)


def _whole_year(match: re.Match[str], _: tuple[int, int]) -> Token:
    return _said(Term(months=12), match)


def _glued(match: re.Match[str], _: tuple[int, int]) -> Token:
    """Read 12m and 52w: a length, but as it may be one of another measure no term that a period is made of."""
    months = int(match["months"] or 0) + 12 * int(match["years"] or 0)
    return _said(Term(months, int(match["days"] or 0) + 7 * int(match["weeks"] or 0)), match)


def _number_ly(match: re.Match[str], _: tuple[int, int]) -> Token:
    return _said(Term(months=int(match["count"]) * (1 if match["months"] else 12)), match)


RHYTHMS = (
    Writing(_WHOLE_YEAR, _whole_year, heads("full", "whole", "entire")),
    Writing(_FREQUENCY, _frequency, heads(*_MONTHS, *_OFTEN, *BILLING_HEADS)),
)
"""Writings that begin with a letter."""
RHYTHMS_IN_FIGURES = (Writing(_NUMBER_LY, _number_ly), Writing(_GLUED, _glued))
"""Writings that begin with a figure."""
