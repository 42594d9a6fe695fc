"""Prices for a time beside a period: £310 per month in a lease of three years is one month's, or it is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.clauses import words_of
from source_xero_revrec.rules.periods.writings.calendar_dates import Term
from source_xero_revrec.rules.periods.writings.phrase import Lexicon

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Sentence
    from source_xero_revrec.rules.periods.writings.calendar_dates import Span
    from source_xero_revrec.rules.periods.writings.token import Token

# What has its own dates, and is paid at its own times.
_CONTRACTS = Lexicon("""
    contract|agreement|lease|leasing|tenancy|letting|rent|rental|commitment|deal|finance|facility|*vertrag|miete
    *miete|pacht|*contrat|bail|loyer|location|contrato|arrendamiento|alquiler|contratto|locazione|affitto|canone
    noleggio|*contract|huur|*huur|pacht|*huurovereenkomst|overeenkomst|arrendamento|aluguel|renda
""")
_TIMES = frozenset({"once", "twice", "times", "time", "einmal", "zweimal", "mal", "fois", "veces", "volte", "vezes"})
_ABBREVIATED_NAMES = frozenset({"PA", "PM", "PQ", "PW", "PJ"})
_DAYS_OF_A_MONTH = 31
_per_thing = re.compile(r"(?:(?:per|each|every|pro|par|por)(?= )|/) ?[^\W\d_]+$").search
_is_of_things = re.compile(
    r"(?:per|each) \w+|[0-9]+[ -]?(?!k\b|usd|eur|gbp|nzd|aud|chf|euros?|dollars?|pounds?)[^\W\d_]{2}"
).match


def is_a_price(sentence: Sentence, place: int, span: Span) -> bool:
    """Tell whether a price for a time leaves a period as it is: for that very time, or of what is counted.

    $20 per user per month is the price of a year's licence; where a contract is named, the range is the contract's.
    """
    token = sentence.tokens[place]
    term = token.term or Term()
    before = sentence.tokens[place - 1] if place else None
    if term.fits(span) or _is_no_rate(sentence, place, before):
        return True
    if term.months != 1 and not term.days:
        return _is_counted(sentence, before) and _is_shorter(term, span)
    if _is_priced(sentence, before):
        return not _names_a_contract(sentence)
    return bool(term.days) and (span[1] - span[0]).days < _DAYS_OF_A_MONTH


def _is_no_rate(sentence: Sentence, place: int, before: Token | None) -> bool:
    """Tell interest, pro rata of a year, and PA and PM, which are names unless they stand behind a number."""
    if before and sentence.text[before.begin : before.stop].endswith(("%", "percent", "per cent")):
        return True
    is_name = sentence.quote(place, place) in _ABBREVIATED_NAMES
    return (is_name and not _is_priced(sentence, before)) or "f" in sentence.kinds


def _is_priced(sentence: Sentence, before: Token | None) -> bool:
    """Tell an amount or a count directly before: £50 per month, £3 per mailbox per month, twice a month."""
    if not before:
        return False
    words = sentence.text[: before.stop].lower()
    return before.kind in "XN" or words[before.begin :] in _TIMES or bool(_per_thing(words))


def _is_counted(sentence: Sentence, before: Token | None) -> bool:
    """Tell a count of things, such as 2 visits or per user, from an amount of money."""
    if not before or before.kind != "X":
        return False
    return bool(_is_of_things(sentence.text[before.begin : before.stop].lower()))


def _is_shorter(term: Term, span: Span) -> bool:
    end = term.last_day(span[0])
    return end is not None and end < span[1]


def _names_a_contract(sentence: Sentence) -> bool:
    return not _CONTRACTS.isdisjoint(words_of(sentence.text, 0, len(sentence.text)).plain)
