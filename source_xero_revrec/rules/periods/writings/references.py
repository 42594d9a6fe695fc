"""Documents that a text refers to without telling their date: as per contract, per attached timesheet, as agreed."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.phrase import first_word, phrases

_AS_PER = """
    as per|per|as agreed in|as set out in|according to|in line with|in accordance with|gem\u00e4\u00df|laut|lt.|selon
    conform\u00e9ment au|seg\u00fan|come da|secondo|volgens|conform|conforme
"""
_OUR = """
    the|our|your|attached|enclosed|signed|approved|agreed|ihrem|unserem|beiliegendem|le|notre|votre|el|nuestro|il|nostro
    vostro|ons|uw|het|de|o|nosso|vosso
"""
_AGREED = """
    contract|contracts|agreement|agreements|timesheet|timesheets|schedule|terms|sow|statement of work|vertrag
    vereinbarung|stundenzettel|contrat|accord|contrato|acuerdo|contratto|accordo|overeenkomst|urenstaat|acordo
"""
_SENT = """
    quote|quotes|quotation|proposal|offer|order|purchase order|po|email|e-mail|letter|angebot|bestellung|devis|commande
    presupuesto|pedido|offerta|ordine|offerte|bestelling|or\u00e7amento|encomenda
"""
"""What is dated itself, so that a month behind it may be its own."""
_AS_AGREED = """
    as agreed|as discussed|wie vereinbart|wie besprochen|comme convenu|seg\u00fan lo acordado|como acordado
    come concordato|zoals afgesproken|conforme acordado|conforme combinado
"""
_ENDS = r"(?=$|[.);])"
_ENDS_CLAUSE = r"(?=$|[.);]|,? - |, )"


def _any_of(words: str) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases(words), key=len, reverse=True))


_reference = re.compile(
    rf"(?:{_any_of(_AS_PER)})(?: (?:{_any_of(_OUR)}))*"
    rf" (?:(?:{_any_of(_AGREED)}){_ENDS_CLAUSE}|(?:{_any_of(_SENT)}){_ENDS})"
    rf"|(?:{_any_of(_AS_AGREED)}){_ENDS_CLAUSE}"
).match
_FIRST_WORDS = frozenset(first_word(phrase) for phrase in phrases(_AS_PER) + phrases(_AS_AGREED))
_names_something = re.compile(r"[^\W\d_]{3}").search


def reference(text: str, begin: int, stop: int) -> int:
    """Return where a reference ends whose first word stands in a lower-case text behind what is sold; else 0."""
    if text[begin:stop] not in _FIRST_WORDS or not _names_something(text, 0, begin):
        return 0
    match = _reference(text, begin)
    return match.end() if match else 0
