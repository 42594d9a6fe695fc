"""What else a period belongs to than the service: a bill, a warranty, a delivery, the object of work, a fee paid once.

In "Hosting 12 months from 1 May 2026" the term is the service's; in "Payment terms 30 days from 1 May 2026" it is not.
What a service is called by decides nothing: a payment gateway has a term as any other service.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.clauses import FIGURE, NO_WORDS, STOP, Words, words_of
from source_xero_revrec.rules.periods.goods import goods_delivered
from source_xero_revrec.rules.periods.once import paid_once
from source_xero_revrec.rules.periods.validity import held_good
from source_xero_revrec.rules.periods.works import object_of_work
from source_xero_revrec.rules.periods.writings import owners as lists
from source_xero_revrec.rules.periods.writings import validity
from source_xero_revrec.rules.periods.writings.phrase import Lexicon

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Claim, Sentence


@dataclass(frozen=True, slots=True)
class _Kind:
    """Words that own a term, except behind what names a service with them.

    With `dates` they own two dates as well, with `days` a term of days alone. Those of `bills` may stand behind the
    service's own term, and say when it is paid; where they `lead`, their object may stand between: warranty on parts.
    """

    words: Lexicon
    not_behind: Lexicon
    dates: bool = False
    days: bool = False
    bills: bool = False
    leads: bool = False


_NOTHING = Lexicon("")
_KINDS = (
    _Kind(Lexicon(lists.PAYMENTS), _NOTHING, bills=True),
    _Kind(Lexicon(lists.DAYS_NET), _NOTHING, days=True, bills=True),
    _Kind(Lexicon(lists.TERMS), Lexicon(lists.TERMS_OF_CONTRACTS), bills=True),
    _Kind(Lexicon(lists.DELIVERIES), Lexicon(lists.DELIVERED_OFTEN)),
    _Kind(Lexicon(lists.WARRANTIES), Lexicon(lists.EXTENDED), dates=True, leads=True),
    _Kind(Lexicon(lists.LIVES), Lexicon(lists.NAMES_OF_LIVES), dates=True, leads=True),
    _Kind(Lexicon(lists.KEPT), Lexicon(lists.KEPT_FOR_HIRE), leads=True),
    _Kind(Lexicon(validity.WINDOWS), _NOTHING, dates=True),
    _Kind(Lexicon(validity.BASE_PERIODS), _NOTHING, dates=True),
    _Kind(Lexicon(validity.BASES), _NOTHING, dates=True, leads=True),
    _Kind(Lexicon(validity.FORBIDDEN), _NOTHING, dates=True),
    _Kind(Lexicon(validity.REVIEWED), _NOTHING),
)
_KINDS_OF_DATES = [kind for kind in _KINDS if kind.dates]
_BETWEEN = _Kind(Lexicon(validity.BETWEEN), Lexicon(lists.DELIVERED_OFTEN))
_BESIDE, _FILLERS, _IN = (Lexicon(words) for words in (lists.BESIDE, lists.FILLERS, lists.IN))
_OF, _LINKS, _DURATIONS = (Lexicon(words) for words in (lists.OF, lists.LINKS, lists.DURATIONS))


def owners(sentence: Sentence, found: list[Claim]) -> list[str]:
    """Return the words, as they were written, to which the periods of a text belong, each once."""
    periods = [claim for claim in found if claim.role == "period"]
    words = [_owner(sentence, claim) for claim in periods]
    for place, token in enumerate(sentence.tokens):
        if token.kind == "T" and not any(claim.explains(place) for claim in periods):
            words.append(_owner_of_term(sentence, place))
    return list(dict.fromkeys(word for word in words if word))


def _owner(sentence: Sentence, claim: Claim) -> str:
    tokens, text = sentence.tokens, sentence.text
    before = words_of(text, 0, tokens[claim.first].begin)
    after = words_of(text, tokens[claim.last].stop, len(text))
    gap = words_of(text, tokens[claim.gap[0]].begin, tokens[claim.gap[-1]].stop) if claim.gap else NO_WORDS
    for kind in _kinds(sentence, claim):
        words = _owner_before(text, kind, before + gap) or _owner_that_leads(text, kind, before + gap)
        if words := words or _owner_between(text, kind, gap) or _owner_behind(text, kind, before + gap, after):
            return words
    return (
        goods_delivered(sentence, claim, before, after)
        or held_good(sentence, claim)
        or object_of_work(sentence, claim, before, after)
        or paid_once(sentence, claim, before, after)
    )


def _owner_of_term(sentence: Sentence, place: int) -> str:
    """Return what a term beside a period belongs to: 1 May 2026 to 30 April 2028, 24 months warranty."""
    text, token = sentence.text, sentence.tokens[place]
    before, after = words_of(text, 0, token.begin), words_of(text, token.stop, len(text))
    owned = (_owner_before(text, kind, before) or _phrase_at_start(text, kind, after) for kind in _KINDS)
    return next((words for words in owned if words), "")


def _kinds(sentence: Sentence, claim: Claim) -> list[_Kind]:
    """Return the kinds of words that may own what a period is named by: a term, of days or not, or two dates."""
    terms = [token.term for token in sentence.tokens[claim.first : claim.last + 1] if token.kind == "T" and token.term]
    if terms:
        return [kind for kind in _KINDS if not kind.days or any(term.days for term in terms)]
    between = [_BETWEEN] if sentence.kinds[claim.first] == "b" else []
    return [*between, *_KINDS_OF_DATES] if claim.strong else between


def _owner_before(text: str, kind: _Kind, before: Words) -> str:
    """Return what stands directly before a term: terms, in payment terms of 30 days."""
    plain, stop = before.plain, len(before.plain)
    while (first := kind.words.start(plain, stop)) < 0 < stop and plain[stop - 1] in _FILLERS:
        stop -= 1
    return _unless_a_service(text, kind, before, (first, stop))


def _owner_that_leads(text: str, kind: _Kind, before: Words) -> str:
    """Return what has its own object between itself and a term, in the same clause: warranty on parts."""
    clause = before.plain[::-1].index(STOP) if STOP in before.plain else len(before.plain)
    for stop in range(len(before.plain) - 1, len(before.plain) - clause, -1) if kind.leads else ():
        is_a_number = before.plain[stop + 1 : stop + 2] == (FIGURE,)
        if before.plain[stop] in _OF and not is_a_number:
            place = kind.words.start(before.plain, stop), stop
            if words := _unless_a_service(text, kind, before, place):
                return words
    return ""


def _unless_a_service(text: str, kind: _Kind, words: Words, found: tuple[int, int]) -> str:
    """Return the words from one place up to another, if there are any and they name no service."""
    first, stop = found
    return "" if first < 0 or _names_a_service(kind, words.plain, first, stop) else words.quote(text, first, stop)


def _names_a_service(kind: _Kind, plain: tuple[str, ...], first: int, stop: int) -> bool:
    """Tell a service, such as an extended warranty, from what stands beside a thing that is sold."""
    if first > 1 and plain[first - 1] in _LINKS:
        return plain[first - 2] not in _DURATIONS
    name = kind.not_behind.start(plain, first)
    is_sold_beside = name > 0 and plain[name - 1] in _BESIDE
    return name >= 0 and not is_sold_beside and not (stop < len(plain) and plain[stop] in _IN)


def _owner_between(text: str, kind: _Kind, gap: Words) -> str:
    """Return what stands directly behind a term and before its start: 24 months warranty on the pump from."""
    stop = kind.words.stop(gap.plain, 0)
    return gap.quote(text, 0, stop) if 0 < stop < len(gap.plain) and gap.plain[stop] in _OF else ""


def _owner_behind(text: str, kind: _Kind, before: Words, after: Words) -> str:
    """Return what stands directly behind a period, or behind a colon where nothing stands before the period."""
    is_first = not before.plain
    if kind.bills and not is_first:
        return ""
    return _phrase_at_start(text, kind, after.named() if is_first else after)


def _phrase_at_start(text: str, kind: _Kind, behind: Words) -> str:
    """Return what owns a term and begins some words, unless it begins the name of a service."""
    stop = kind.words.stop(behind.plain, 0)
    rest = behind.plain[stop : stop + 1]
    return behind.quote(text, 0, stop) if stop > 0 and (not rest or rest[0] == STOP or rest[0] in _OF) else ""
