"""Terms of payment beside a service's period: net 30 days, payable within 14 days, 14 Tage netto."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.phrase import heads, phrases
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found

_TERMS = phrases("""
    net|strictly net|payment terms|payment term|terms of payment|terms|credit terms|payable|netto|rein netto|zahlbar
    f\u00e4llig|zahlungsziel|zahlungsbedingungen|pagadero|pagabile|betaalbaar|betalingstermijn|pag\u00e1vel
""")
# Payment 5 days may be that of five days.
_PAYMENTS = phrases("""
    payment|payment due|due|due for payment|invoice due|to be paid|zahlung|paiement|r\u00e8glement|pago|vencimiento
    pagamento|scadenza|betaling|te betalen|vencimento
""")
_IN = r"(?: (?:is|are|of|in|within|by|after|innerhalb von|innerhalb|binnen|sous|\u00e0|en|dans|a|entro|in|em|na|nach))"
_COUNTED = r" ?[0-9]{1,3} ?(?:days?|tagen?|jours?|d[i\u00ed]as?|giorni|dagen)"
_NET = r" (?:net|netto|netti|nets|netos|strictly net)"
_OF_INVOICE = (
    r"(?: (?:from|of|after|ab|nach|na|de|da|del|van) (?:the |la |de |data |date )?"
    r"(?:invoice|rechnung\w*|facture|factura|fattura|factuur\w*|fatura|receipt|erhalt)(?: date)?)?"
)
# Days from a date are a term of something, whose words have to be seen.
_NO_START = (
    r"(?!\w| (?:from|of|after|to|until|starting|commencing|beginning|ab|vom|bis|du|\u00e0|del|dal|desde|van|vanaf"
    r"|a partir)(?!\w))"
)
_ENDS = rf"{_OF_INVOICE}{_NO_START}"
_NET_DAYS = re.compile(
    rf"(?:(?:{'|'.join(sorted(_TERMS, key=len, reverse=True))})(?: ?:)?{_IN}?"
    rf"|(?:{'|'.join(sorted(_PAYMENTS, key=len, reverse=True))}){_IN}){_COUNTED}(?:{_NET})?{_ENDS}"
)
_DAYS_NET = re.compile(rf"{_COUNTED[2:]}{_NET}{_ENDS}")


def _terms(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("X", match)


TERMS_OF_PAYMENT = (Writing(_NET_DAYS, _terms, heads(*_TERMS, *_PAYMENTS)),)
"""Those that begin with a word."""
DAYS_NET = (Writing(_DAYS_NET, _terms),)
"""Those that begin with a figure."""
