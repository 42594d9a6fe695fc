"""Goods that are delivered within some days, which are no time of a service: delivery 8 to 12 June 2026, 20 desks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.clauses import FIGURE, STOP
from source_xero_revrec.rules.periods.writings import goods
from source_xero_revrec.rules.periods.writings.phrase import Lexicon

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Claim, Sentence
    from source_xero_revrec.rules.periods.clauses import Words

_DELIVERED, _LEADING, _WORK = (Lexicon(words) for words in (goods.DELIVERED, goods.LEADING, goods.WORK))
_DAYS_OF_A_DELIVERY = 31


def goods_delivered(sentence: Sentence, claim: Claim, before: Words, after: Words) -> str:
    """Return the word for a delivery that begins its clause and has the days, where the text counts goods."""
    if not claim.strong or not claim.span or (claim.span[1] - claim.span[0]).days >= _DAYS_OF_A_DELIVERY:
        return ""
    stop = len(before.plain)
    while stop and before.plain[stop - 1] in _LEADING:
        stop -= 1
    first = _DELIVERED.start(before.plain, stop)
    begins_its_clause = first == 0 or (first > 0 and before.plain[first - 1] == STOP)
    if not begins_its_clause or not (_counts_goods(before.plain) or _counts_goods(after.plain)):
        return ""
    return before.quote(sentence.text, first, stop)


def _counts_goods(plain: tuple[str, ...]) -> bool:
    """Tell whether things are counted, and no days, hours or sessions of work."""
    return any(
        word == FIGURE and behind not in _WORK and behind not in {STOP, FIGURE} for word, behind in pairwise(plain)
    )
