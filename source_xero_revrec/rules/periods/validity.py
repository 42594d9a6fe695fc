"""What holds good in a period: a licence is had as long as it is valid, a certificate's test was done in a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.clauses import STOP, words_of
from source_xero_revrec.rules.periods.writings import owners as fillers
from source_xero_revrec.rules.periods.writings import validity as lists
from source_xero_revrec.rules.periods.writings.phrase import Lexicon
from source_xero_revrec.rules.periods.writings.token import DATED, LENGTHS, UNDATED

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Claim, Sentence
    from source_xero_revrec.rules.periods.clauses import Words

_VALID, _RIGHTS, _OFFERS = (Lexicon(words) for words in (lists.VALID, lists.RIGHTS, lists.OFFERS))
_PAPERS, _PAPERS_HAD = Lexicon(lists.PAPERS), Lexicon(lists.PAPERS_HAD)
_IS = Lexicon("is|are|remains|ist|bleibt|est|es|e|is|blijft")
_FILLERS = Lexicon(fillers.FILLERS)
_LEADING = Lexicon("from|between|starting|runs|running|only|ab|vom|du|desde|del|dal|dall|vanaf|van|a partir de")
_NAMES_DAYS = frozenset(DATED + UNDATED + LENGTHS)


def held_good(sentence: Sentence, claim: Claim) -> str:
    """Return the words by which two dates, or a term, are those of an offer, or of what is no right that is had."""
    if not claim.strong:
        return ""
    lead = words_of(sentence.text, 0, _begin_of_days(sentence, claim))
    stop, valid = _tail(lead.plain)
    first = _OFFERS.start(lead.plain, stop)
    if first >= 0:
        return lead.quote(sentence.text, first, stop)
    if paper := _paper(sentence.text, lead):
        return paper
    named = _clause_before(lead.plain, stop)
    if valid < 0 or not named or _is_a_right(named):
        return ""
    return lead.quote(sentence.text, valid, valid + 1)


def _paper(text: str, lead: Words) -> str:
    """Return what says that a certificate is valid, unless it is had as a right, as one of a server is."""
    plain = lead.plain
    if not _PAPERS_HAD.isdisjoint(plain):
        return ""
    for place, word in enumerate(plain):
        named = plain[place - 2 if plain[place - 1] in _IS else place - 1] if place > 1 else plain[0]
        if word in _VALID and named in _PAPERS:
            return lead.quote(text, place, place + 1)
    return ""


def _is_a_right(named: tuple[str, ...]) -> bool:
    """Tell whether a clause names what is had while it is valid, and no discount on it."""
    return not _RIGHTS.isdisjoint(named) and all(_OFFERS.stop(named, place) < 0 for place in range(len(named)))


def _begin_of_days(sentence: Sentence, claim: Claim) -> int:
    places = range(claim.first, claim.last + 1)
    return next(sentence.tokens[place].begin for place in places if sentence.kinds[place] in _NAMES_DAYS)


def _tail(plain: tuple[str, ...]) -> tuple[int, int]:
    """Return the place behind the last word that names something, and that of the word behind it that says valid."""
    stop, valid = len(plain), -1
    while stop and any(plain[stop - 1] in words for words in (_FILLERS, _LEADING, _VALID)):
        stop -= 1
        valid = stop if plain[stop] in _VALID else valid
    return stop, valid


def _clause_before(plain: tuple[str, ...], stop: int) -> tuple[str, ...]:
    """Return the words of the last clause before a place."""
    first = next((place + 1 for place in range(stop - 1, -1, -1) if plain[place] == STOP), 0)
    return plain[first:stop]
