"""Numbers of one payment among several: invoice 2/4, payment #2, payment two, fee of stage 2."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.month_names import MONTH_WITH_A_YEAR
from source_xero_revrec.rules.periods.writings.phrase import heads, phrases
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found

_PAYMENTS = phrases("""
    payment|pymt|pmt|part payment|claim|stage payment|progress payment|bill|zahlung|paiement|versement
    \u00e9ch\u00e9ance|pago|plazo|cuota|pagamento|rata|betaling|termijn|deelfactuur|presta\u00e7\u00e3o|parcela|teilrechnung|abschlag
""")
# Behind these a number may as well count what follows: charge 2 users.
_PARTS = phrases("part|share|charge|rate|teil|parte|quota|deel|partie")
_DOCUMENTS = phrases("""
    invoice|inv|tax invoice|rechnung|rg|re|facture|fact|factura|fattura|factuur|fatura|credit note|gutschrift|avoir
""")
_STAGES = phrases("stage|phase|milestone|etappe|\u00e9tape|etapa|fase|tappa|fas|meilenstein")
_SHARED = phrases("""
    fee|fees|payment|claim|charge|charges|invoice|bill|cost|costs|amount|deposit|of|zahlung|rechnung|paiement|facture
    pago|factura|pagamento|fattura|betaling|factuur|fatura|von|du|de|del|di|da|van|do
""")
_ORDINALS = phrases("""
    one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eins|zwei|drei|vier|deux|trois|quatre|dos|tres
    cuatro|tre|quattro|twee|drie|dois|duas|tr\u00eas|quatro
""")
_UNITS = (
    "months?|mths?|years?|yrs?|weeks?|wks?|days?|quarters?|terms?|hours?|monate?n?|jahre?n?|wochen?|tage?n?|mois|ans?|ann\u00e9es?|jours?|semaines?"
    "|mes(?:es)?|a\u00f1os?|d[i\u00ed]as?|semanas?|mes[ei]|ann[io]|giorni|settiman[ae]|maand(?:en)?|ja(?:ar|ren)|dag(?:en)?|we(?:ek|ken)|anos?"
)
_NOT_A_DATE = (
    rf"(?![\w%]|[.,:/-][0-9]| ?(?:-+|to|bis|au|al|tot) ?[0-9]| ?[-.]? ?(?:of |de )?{MONTH_WITH_A_YEAR}"
    rf"|[ -]?(?:{_UNITS})(?!\w))"
)
_NUMBER = r" ?\.? ?(?:(?:no|nr|num|number|n)\b[.\u00b0\u00ba]?|n[\u00b0\u00ba])?[ :]{0,2}[#(]? ?"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_OF_PAYMENT = re.compile(rf"(?:{_any(_PAYMENTS)}){_NUMBER}[0-9]{{1,2}}(?: ?[/-] ?[0-9]{{1,2}})?\)?{_NOT_A_DATE}")
_MARKED = r"(?= ?(?:no|nr|n\u00ba|n\u00b0|[#(]))"
_OF_PART = re.compile(
    rf"(?:{_any(_PARTS)})(?:{_NUMBER}[0-9]{{1,2}} ?/ ?[0-9]{{1,2}}|{_MARKED}{_NUMBER}[0-9]{{1,2}})\)?{_NOT_A_DATE}"
)
_IN_WORDS = re.compile(rf"(?:{_any(_PAYMENTS)}) (?:{_any(_ORDINALS)})(?![\w-]| ?(?:{_UNITS})(?!\w))")
_OF_DOCUMENT = re.compile(
    rf"(?:{_any(_DOCUMENTS)}){_NUMBER}(?P<n>[0-9]{{1,2}}) ?[/-] ?(?P<m>[0-9]{{1,2}})\)?{_NOT_A_DATE}"
)
_OF_STAGE = re.compile(rf"(?:{_any(_STAGES)}) ?#?(?:[0-9]{{1,2}}|{_any(_ORDINALS)}) (?:{_any(_SHARED)})(?!\w)")


def _share(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("Z", match)


def _of_several(match: re.Match[str], year_end: tuple[int, int]) -> Token | None:
    """Read invoice 2/4; what is no part of its second number may be a number of its own: invoice 31/12."""
    return _share(match, year_end) if int(match["n"]) <= int(match["m"]) else None


SHARES = (
    Writing(_OF_PAYMENT, _share, heads(*_PAYMENTS)),
    Writing(_OF_PART, _share, heads(*_PARTS)),
    Writing(_IN_WORDS, _share, heads(*_PAYMENTS)),
    Writing(_OF_DOCUMENT, _of_several, heads(*_DOCUMENTS)),
    Writing(_OF_STAGE, _share, heads(*_STAGES)),
)
"""What says that a part of the whole is billed."""
