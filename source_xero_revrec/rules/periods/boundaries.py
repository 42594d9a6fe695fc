"""Last days that may be the first of the next period: from 1 May 2026 until 1 June 2026."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from source_xero_revrec.rules.periods.claims import Claim, Sentence

_includes = re.compile(
    r"(?<!\w)(?:through|thru|incl|inkl|in[ck]lu\w+|t/m|t\.o\.m|tom|til og med|till och med|tot en met|einschl\w*"
    r"|compris\w*|both days|beide tage|ambos)(?!\w)",
    re.IGNORECASE,
).search
_FIRST, _LAST = "Dpul", "D"


def boundary(sentence: Sentence, found: Iterable[Claim]) -> str:
    """Return the range that may end on the day before its last date; nothing where none does.

    Words such as "until" may exclude the day to which they lead, unless the text includes it. A dash joins two days
    that are both meant.
    """
    return next((sentence.quote(claim.first, claim.last) for claim in found if _may_exclude(sentence, claim)), "")


def _may_exclude(sentence: Sentence, claim: Claim) -> bool:
    if not claim.ranged or not claim.span:
        return False
    start, end = claim.span
    if start.day != end.day or (start.year, start.month) == (end.year, end.month):
        return False
    dates = [place for place in range(claim.first, claim.last + 1) if sentence.kinds[place] in _FIRST + "MHQF"]
    if not dates:  # 20260501-20260601
        return False
    first, last = dates[0], dates[-1]
    if sentence.kinds[first] not in _FIRST or sentence.kinds[last] not in _LAST:
        return False
    between = sentence.text[sentence.tokens[first].stop : sentence.tokens[last].begin]
    return any(sign.isalpha() for sign in between) and not _includes(sentence.text)
