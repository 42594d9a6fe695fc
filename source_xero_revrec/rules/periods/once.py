"""What is paid, or done, once beside a period that is that of something else: set-up fee for a subscription."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.clauses import STOP, words_of
from source_xero_revrec.rules.periods.writings import once
from source_xero_revrec.rules.periods.writings.phrase import Lexicon

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Claim, Sentence
    from source_xero_revrec.rules.periods.clauses import Words

_ONCE, _BEGINNINGS, _CONTRACTS = (Lexicon(words) for words in (once.ONCE, once.BEGINNINGS, once.CONTRACTS))
_LETTINGS, _DEEDS, _THINGS, _SOLD = (Lexicon(words) for words in (once.LETTINGS, once.DEEDS, once.THINGS, once.SOLD))
_CHARGED_FOR, _CHARGES = Lexicon(once.CHARGED_FOR), Lexicon(once.CHARGES)
_WITH, _AGREED, _ABOUT = (Lexicon(words) for words in (once.WITH, once.AGREED, once.ABOUT))
_RENEWALS = Lexicon(once.RENEWALS)
_CHARGED_ONCE = Lexicon(once.CHARGED_ONCE)
_SERVICES = Lexicon(once.SERVICES)
_FOR = Lexicon("for|of|fur|pour|para|per|voor")
_ARTICLES = Lexicon("#|x|the|your|a|an|new|den|die|das|le|la|un|une|el|il|de|het|o")
_DAYS_OF_WORK = 31


def paid_once(sentence: Sentence, claim: Claim, before: Words, after: Words) -> str:
    """Return the words that say so; nothing for work that takes the days of the period, or no contract has them."""
    if not claim.strong or not claim.span:
        return ""
    words = before + after
    is_work = (claim.span[1] - claim.span[0]).days < _DAYS_OF_WORK
    is_agreed = not _CONTRACTS.isdisjoint(words.plain)
    ways = [_charged_once] if is_work and not is_agreed else [_charged_once, _ONCE.stop, _beginning_of_contract]
    if is_agreed or not _LETTINGS.isdisjoint(words.plain):
        ways.append(_deed_about_contract)
    stops = (
        (place, stop) for place in range(len(words.plain)) for way in ways if (stop := way(words.plain, place)) > 0
    )
    place, stop = next(stops, (0, 0))
    return words.quote(sentence.text, place, stop) if stop else _thing_with_contract(sentence, before)


def _charged_once(plain: tuple[str, ...], place: int) -> int:
    """Return the place behind a charge that ends its clause, or leads to what it is for; -1 where none begins."""
    return _alone(plain, _CHARGED_ONCE.stop(plain, place))


def _deed_about_contract(plain: tuple[str, ...], place: int) -> int:
    """Return the place behind a deed that ends its clause, or leads to a contract; -1 where none begins at a place."""
    return _alone(plain, max(_DEEDS.stop(plain, place), _charge(plain, place)))


def _alone(plain: tuple[str, ...], stop: int) -> int:
    """Return the place behind a charge if its clause ends there, or leads to what it is for; else -1."""
    behind = plain[stop : stop + 1] if stop > 0 else ()
    return stop if not behind or behind[0] == STOP or behind[0] in _ABOUT or behind[0] in _FOR else -1


def _charge(plain: tuple[str, ...], place: int) -> int:
    """Return the place behind "survey fee" that begins at a place; -1 where none does."""
    stop = _CHARGED_FOR.stop(plain, place)
    return stop + 1 if 0 < stop < len(plain) and plain[stop] in _CHARGES else -1


def _thing_with_contract(sentence: Sentence, before: Words) -> str:
    """Return a thing with which a text begins, and which is sold beside a contract: router supplied, contract."""
    plain = before.plain
    first = _behind(plain, 0, _ARTICLES)
    stop = next((place + 1 for place in range(first, min(first + 2, len(plain))) if plain[place] in _THINGS), 0)
    if any(word in _AGREED or word in _LETTINGS or word in _SERVICES for word in plain[first:stop]):
        return ""
    link = plain[_behind(plain, stop, _SOLD) :][:1] if stop else ()
    if not link or not (link[0] == STOP or link[0] in _WITH):
        return ""
    words = words_of(sentence.text, before.places[stop - 1][1], len(sentence.text))
    return "" if _AGREED.isdisjoint(words.plain) else before.quote(sentence.text, first, stop)


def _behind(plain: tuple[str, ...], place: int, passed: Lexicon) -> int:
    """Return the place of the first word from a place on that is none of a list."""
    return next((behind for behind in range(place, len(plain)) if plain[behind] not in passed), len(plain))


def _beginning_of_contract(plain: tuple[str, ...], place: int) -> int:
    """Return the place behind "installation for the lease" that begins at a place; -1 where nothing such does."""
    stop = _BEGINNINGS.stop(plain, place)
    if not 0 < stop < len(plain) or plain[stop] not in _FOR:
        return -1
    behind = _behind(plain, stop + 1, _ARTICLES)
    is_contract = behind < len(plain) and any(plain[behind] in words for words in (_CONTRACTS, _LETTINGS, _RENEWALS))
    return behind + 1 if is_contract else -1
