"""Short names of months that are English words, too: a kit set 2026 is not of September."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.writings.changes import unaccented

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Claim, Sentence

_is_a_word = re.compile(r"(?:set|out|ago|mag|gen|lug|ene) [0-9]", re.IGNORECASE).match
_word_before = re.compile(r"[^\W\d_]+ $").search
# What stands beside such a month in Italian, Spanish and Portuguese, and hardly in English.
_WORDS = frozenset("wWGKVZXxNA")
_romance = re.compile(
    r"(?<!\w)(?:di|del|della|dei|dal|al|de|do|da|dos|em|para|por|mes[ei]?|periodo|canon\w*|affitt\w*|nolegg\w*"
    r"|manuten\w*|mantenim\w*|abbonam\w*|licen[zc][ae]|licencia\w*|serviz\w*|servic(?:o|os|io|ios)|alugu\w*|alquiler\w*|assinat\w*"
    r"|mensal\w*|suport[eo]|supporto|soporte|assist[ei]nc?z?ia|assistenza|consul(?:enza|toria)|gestion[ei]|gestao"
    r"|pulizi\w*|limp(?:eza|ieza)|contabil\w*|pacchett\w*|quota|cuota|renda|arriendo|suscripc\w*|iscrizion\w*|formazion[ei]"
    r"|formacao|treinamento|stipendi\w*|telefon[eoi]\w*|luce|energia|agua|acqua|condomini\w*|hospedagem|hosting)(?!\w)"
).search


def words_for_months(sentence: Sentence, found: list[Claim]) -> list[str]:
    """Return the words that a period takes for months, with the word before them, in a text that may be English.

    A month that stands alone is one; before other words, as in "Set 2026: 6 chairs", it may be what is sold.
    """
    places = [place for claim in found if claim.role == "period" for place in range(claim.first, claim.last + 1)]
    words = [word for place in places if (word := _word_for_month(sentence, place))]
    return [] if words and _romance(unaccented(sentence.text.lower())) else words


def _word_for_month(sentence: Sentence, place: int) -> str:
    token = sentence.tokens[place]
    if token.kind not in "Ml" or not _is_a_word(sentence.text, token.begin):
        return ""
    before = _word_before(sentence.text, 0, token.begin)
    if before:
        return sentence.text[before.start() : token.stop]
    is_first = not any(sign.isalpha() for sign in sentence.text[: token.begin])
    return sentence.quote(place, place) if is_first and _WORDS.intersection(sentence.kinds) else ""
