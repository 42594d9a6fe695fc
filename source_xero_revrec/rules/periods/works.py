"""The object of work: an audit for the year ended 31 March 2026 is not done in that year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.clauses import NO_WORDS, STOP, Words
from source_xero_revrec.rules.periods.writings import owners, works
from source_xero_revrec.rules.periods.writings.phrase import Lexicon

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Claim, Sentence

_OBJECTS, _AUDITS, _LOOKED_AT = (Lexicon(words) for words in (works.OBJECTS, works.AUDITS, works.LOOKED_AT))
_YEAR_OBJECTS, _FEES, _NAMES = (Lexicon(words) for words in (works.YEAR_OBJECTS, works.FEES, works.NAMES_OF_SERVICES))
_PREPARED, _YEARS = Lexicon(works.PREPARED), Lexicon(works.YEARS)
_OF, _FILLERS = Lexicon(owners.OF), Lexicon(owners.FILLERS)
_AND = Lexicon("and|for|of|und|fur|et|pour|y|para|e|per|en|voor")
_SHORTEST_YEAR_PART = 28


def object_of_work(sentence: Sentence, claim: Claim, before: Words, after: Words) -> str:
    """Return what is made about a period, or out of what it left behind; nothing where it is the time of service."""
    of_a_year = _names_an_end(sentence, claim)
    days = (claim.span[1] - claim.span[0]).days + 1 if claim.span else 0
    if all(word in _FILLERS for word in before.plain):
        before, after = NO_WORDS, after.named()
    for objects in (_OBJECTS, _AUDITS) if of_a_year or days >= _SHORTEST_YEAR_PART else (_OBJECTS,):
        if words := _beside(sentence.text, objects, before, after):
            return words
    if words := _led_to(sentence.text, _LOOKED_AT, before):
        return words
    return _of_a_year(sentence.text, before if before.plain else after) if of_a_year else ""


def _beside(text: str, objects: Lexicon, before: Words, after: Words) -> str:
    return _directly_before(text, objects, before) or _behind(text, objects, after) or _led_to(text, objects, before)


def _names_an_end(sentence: Sentence, claim: Claim) -> bool:
    """Tell whether a period is named by its unit and its end: year ended 31 March 2026, y/e 31 March 2026."""
    kinds = sentence.kinds[claim.first : claim.last + 1]
    return "g" in kinds or ("E" in kinds and not {"k", "T"}.isdisjoint(kinds))


def _directly_before(text: str, objects: Lexicon, before: Words) -> str:
    """Return an object, or the fee for it, behind which nothing but the period stands."""
    stop = len(before.plain)
    words = _object(text, objects, before, stop)
    while not words and stop and any(before.plain[stop - 1] in passed for passed in (_FILLERS, _FEES, _YEARS)):
        stop -= 1
        words = _object(text, objects, before, stop)
    return words


def _led_to(text: str, objects: Lexicon, before: Words) -> str:
    """Return an object behind which its own is named, in the same clause: report on energy use."""
    plain, last = before.plain, len(before.plain) - 1
    while last > 0 and plain[last] == STOP:
        last -= 1
    for stop in range(last, 0, -1):
        if plain[stop] == STOP:
            break
        if plain[stop] in _OF and (words := _object(text, objects, before, stop)):
            return words
    return ""


def _object(text: str, objects: Lexicon, before: Words, stop: int) -> str:
    """Return the object that ends before a place, unless a service is named by it: support with the audit."""
    first = objects.start(before.plain, stop)
    of_a_service = first > 1 and before.plain[first - 1] in _OF and before.plain[first - 2] in _NAMES
    return before.quote(text, first, stop) if first >= 0 and not of_a_service else ""


def _behind(text: str, objects: Lexicon, after: Words) -> str:
    """Return an object directly behind a period, as in Jan-Jun 2026 report."""
    stop = objects.stop(after.plain, 0)
    rest = after.plain[stop : stop + 1]
    ends = not rest or rest[0] == STOP or rest[0] in _AND or rest[0] in _FEES
    return after.quote(text, 0, stop) if stop > 0 and ends else ""


def _of_a_year(text: str, before: Words) -> str:
    """Return an object anywhere before the end of a year, unless a service is named behind it: audit support."""
    plain = before.plain
    for stop in range(len(plain), 0, -1):
        is_prepared = plain[stop - 1] in _PREPARED and plain[stop : stop + 1] != ("of",)
        if is_prepared or plain[stop - 1] in _NAMES:
            return ""
        for objects in (_OBJECTS, _AUDITS, _YEAR_OBJECTS):
            if words := _object(text, objects, before, stop):
                return words
    return ""
