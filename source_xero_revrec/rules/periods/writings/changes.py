"""Words that change what a period means, in the languages that invoices are written in."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

from source_xero_revrec.rules.periods.writings import deductions, purposes
from source_xero_revrec.rules.periods.writings.phrase import phrases

_LISTS = (
    ("Z", deductions.SHARES),
    ("Z", deductions.DEDUCTIONS),
    ("Z", deductions.CONDITIONS),
    ("Z", deductions.MONTHS_ELSEWHERE),
    ("V", purposes.EVENTS),
    ("V", purposes.PURPOSES),
    ("G", purposes.DEEDS),
    ("W", purposes.BRANDS),
    ("K", purposes.THINGS),
)
# "Collected Aug 2026" tells when something was done; these say what kind of service it is.
_HARMLESS_PARTICIPLES = frozenset(
    phrases("""
    limited|unlimited|managed|unmanaged|hosted|dedicated|shared|advanced|fixed|combined|metered|unmetered|furnished
    unfurnished|serviced|united|rendered|provided|worked|performed|consumed|incurred|supplied|earned|covered|included
    carried|licensed|rented|leased|incorporated|outsourced|embedded|related|based
    """)
)
_SHORTEST_PARTICIPLE = 6
_SHORTEST_COMPOUND = 9
_is_phrase = re.compile(r"[ .'/&-]").search
# Letters that are none with an accent.
_LETTERS = str.maketrans({"\u00f8": "o", "\u0142": "l", "\u0131": "i", "\u0111": "d", "\u00df": "ss", "\u00e6": "ae"})


def unaccented(word: str) -> str:
    """Return a word in lower case without its accents."""
    if word.isascii():
        return word
    return "".join(sign for sign in normalize("NFD", word) if not combining(sign)).translate(_LETTERS)


PHRASES = tuple((kind, phrase) for kind, words in _LISTS for phrase in phrases(words) if _is_phrase(phrase))
"""What consists of more than one word, with its kind."""
# The first list that holds a word decides, hence the order.
_SINGLE = [
    (kind, unaccented(word)) for kind, words in reversed(_LISTS) for word in phrases(words) if not _is_phrase(word)
]
_WORDS = {word: kind for kind, word in _SINGLE if "*" not in word}
_STEMS = {word[:-1]: kind for kind, word in _SINGLE if word.endswith("*")}
_LONGEST_STEM = max(map(len, _STEMS))
_PIECES = {
    kind: re.compile("|".join(word[1:] for each, word in _SINGLE if word.startswith("*") and each == kind)).search
    for kind in "ZV"
}


@lru_cache(maxsize=16_384)
def change(word: str) -> str:
    """Return the kind (see Token) of a word in lower case: Z or V for one that changes what a period means, else w.

    G is what was done, where the period would be the time of it; W and K are makes and things, where it would
    be a model.
    """
    plain = unaccented(word)
    if kind := _WORDS.get(plain):
        return kind
    kinds = {_STEMS[plain[:stop]] for stop in range(1, min(len(plain), _LONGEST_STEM) + 1) if plain[:stop] in _STEMS}
    if len(plain) >= _SHORTEST_COMPOUND:
        kinds |= {kind for kind, has_a_piece in _PIECES.items() if has_a_piece(plain)}
    if kinds:
        return max(kinds)
    is_participle = len(plain) >= _SHORTEST_PARTICIPLE and plain.endswith("ed") and not plain.endswith("eed")
    return "G" if is_participle and plain not in _HARMLESS_PARTICIPLES else "w"
