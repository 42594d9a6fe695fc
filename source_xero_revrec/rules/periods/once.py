"""What is paid, or done, once beside a period that is that of something else: set-up fee for a subscription."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.writings import once
from source_xero_revrec.rules.periods.writings.phrase import Lexicon

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Claim, Sentence
    from source_xero_revrec.rules.periods.clauses import Words

_ONCE, _BEGINNINGS, _CONTRACTS = (Lexicon(words) for words in (once.ONCE, once.BEGINNINGS, once.CONTRACTS))
_LETTINGS = Lexicon(once.LETTINGS)
_FOR = Lexicon("for|of|fur|pour|para|per|voor")
_ARTICLES = Lexicon("the|your|a|an|new|den|die|das|le|la|un|une|el|il|de|het|o")
_DAYS_OF_WORK = 31


def paid_once(sentence: Sentence, claim: Claim, before: Words, after: Words) -> str:
    """Return the words that say so; nothing for work that takes the days of the period, or no contract has them."""
    if not claim.strong or not claim.span:
        return ""
    words = before + after
    is_work = (claim.span[1] - claim.span[0]).days < _DAYS_OF_WORK
    if is_work and not any(word in _CONTRACTS for word in words.plain):
        return ""
    for place in range(len(words.plain)):
        stop = _ONCE.stop(words.plain, place)
        if stop < 0:
            stop = _beginning_of_contract(words, place)
        if stop > 0:
            return words.quote(sentence.text, place, stop)
    return ""


def _beginning_of_contract(words: Words, place: int) -> int:
    """Return the place behind "installation for the lease" that begins at a place; -1 where nothing such does."""
    plain = words.plain
    stop = _BEGINNINGS.stop(plain, place)
    if not 0 < stop < len(plain) or plain[stop] not in _FOR:
        return -1
    behind = stop + 1
    while behind < len(plain) and plain[behind] in _ARTICLES:
        behind += 1
    is_contract = behind < len(plain) and (plain[behind] in _CONTRACTS or plain[behind] in _LETTINGS)
    return behind + 1 if is_contract else -1
