"""Notes on a tax or a discount that is in the price or comes on top: excl. 20% VAT, + IPT 12%, 5% discount applied."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.phrase import heads, phrases
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found

TAXES = phrases("""
    insurance premium tax|sales tax|value added tax|withholding tax|versicherungsteuer|versicherungssteuer|vat|ipt|gst
    hst|pst|qst|tax|mwst|mwst.|mehrwertsteuer|ust|ust.|umsatzsteuer|tva|iva|btw|igic|icms|iss|moms|taxe|imposta|impuesto
    imposto|belasting|assurantiebelasting
""")
DISCOUNTS = phrases("discount|rabatt|nachlass|skonto|remise|rabais|descuento|desconto|sconto|korting")
_EXCEPT = phrases("""
    excl|excl.|excluding|excludes|exclude|exclusive of|ex|ex.|net of|before|plus|and|without|zzgl|zzgl.
    zuz\u00fcglich|exkl
    exkl.|ohne|plus de|hors|sans|m\u00e1s|mas|sin|excluido|excluida|pi\u00f9|piu|oltre|senza|esclusa|escluso
    exclusief|zonder
    mais|sem|excluindo
""")
_WITH = phrases("""
    incl|incl.|including|includes|include|inclusive of|with|inkl|inkl.|inklusive|mit|inclus|dont|avec|incluido|incluida
    con|inclusa|incluso|compresa|inclusief|met|incluindo|com
""")
_PRICE = phrases(
    "prices|price|fees|fee|rates|charges|amounts|preise|preis|prix|precios|precio|prezzi|prezzo|prijzen|prijs|pre\u00e7os"
)
_APPLIED = phrases("""
    applied|applies|apply|included|excluded|extra|deducted|already applied|is included|is excluded|not included
    will be added|added|charged|inklusive|enthalten|inbegriffen|appliqu\u00e9e|appliqu\u00e9|incluse|inclus
    comprise|compris
    aplicado|incluido|applicato|incluso|inclusa|toegepast|inbegrepen|abgezogen|ber\u00fccksichtigt
""")


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_PERCENT = r"[0-9]{1,3}(?:[.,][0-9]+)? ?(?:%|percent\b|per cent\b)"
_TAX = rf"(?:{_PERCENT} ?(?:{_any(TAXES)})|(?:{_any(TAXES)}):? ?(?:(?:of|at|@|von|de|di|del|van) ?)?{_PERCENT})(?!\w)"
_APPLIES = rf"(?: (?:{_any(_APPLIED)})(?!\w))"
_LEAD = rf"(?P<price>{_any(_PRICE)}) (?:(?:are|is|shown|quoted|listed) )?"
_NOTE = re.compile(rf"(?:{_LEAD})?(?:(?:{_any(_EXCEPT + _WITH)}) )?{_TAX}{_APPLIES}?")
_NOTE_BEHIND_PLUS = re.compile(rf"\+ ?{_TAX}{_APPLIES}?")
# Plus tax return, and plus VAT period 06/26, are no taxes.
_OF_TAXES = "year|return|filing|advi|audit|refund|period|quarter|month|week|credit|erkl|jahr|aangifte|declar"
# A tax without its percentage, where the word before it would say something of a period.
_BARE_NOTE = re.compile(
    rf"(?:{_LEAD})?(?:{_any(_EXCEPT + _WITH)}) (?:{_any(TAXES)})(?!\w){_APPLIES}?(?! (?:{_OF_TAXES}))"
)
_DISCOUNT = (
    rf"(?:{_PERCENT} (?:[^\W\d_]+[ -]){{0,2}}(?:{_any(DISCOUNTS)})"
    rf"|(?:{_any(DISCOUNTS)}):? ?(?:of |von |de |di |van )?{_PERCENT})(?!\w)"
)
_IN_THE_PRICE = re.compile(rf"(?:{_any(_WITH)}) {_DISCOUNT}{_APPLIES}?|{_DISCOUNT}(?:{_APPLIES}|(?=\)))")
_in_brackets = re.compile(r"\([^()]*$").search


def _note(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read a note; "price excl. VAT June 2026" is none, but the price of a month."""
    has_a_price = match.groupdict().get("price") is not None
    return None if has_a_price and not _ends_there(match) else found("X", match)


def _ends_there(match: re.Match[str]) -> bool:
    return match.string[match.end() : match.end() + 1] in {"", ",", ")", ".", ";", "|"}


def _discount(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read a discount that is in the price of something named before it, and of which no period follows."""
    text, begin = match.string, match.start()
    is_noted = not match[0].endswith((*DISCOUNTS, "%")) or match[0].startswith(_WITH) or _in_brackets(text, 0, begin)
    if not is_noted or not any(sign.isalpha() for sign in text[:begin]):
        return None
    return found("X", match) if _ends_there(match) else None


TAXES_IN_FIGURES = (Writing(_NOTE, _note), Writing(_IN_THE_PRICE, _discount))
"""Writings that begin with a figure."""
TAXES_BEHIND_A_SIGN = (Writing(_NOTE_BEHIND_PLUS, _note),)
_HEADS = heads(*TAXES, *_EXCEPT, *_WITH, *_PRICE)
TAXES_IN_WORDS = (
    Writing(_NOTE, _note, _HEADS),
    Writing(_BARE_NOTE, _note, _HEADS),
    Writing(_IN_THE_PRICE, _discount, heads(*DISCOUNTS, *_WITH)),
)
"""Writings that begin with a letter."""
