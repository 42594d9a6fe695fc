"""How much of a thing is sold, beside a period: 1-10 users, pack of 10, 6 x 75cl, 1/2 inch, 24.1p, Qty 3 - 1 July."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.changes import unaccented
from source_xero_revrec.rules.periods.writings.lengths import is_unit
from source_xero_revrec.rules.periods.writings.month_names import MONTH_WITH_A_YEAR
from source_xero_revrec.rules.periods.writings.numbered import COUNTED_BEHIND
from source_xero_revrec.rules.periods.writings.phrase import Lexicon, heads, phrases
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found
from source_xero_revrec.rules.periods.writings.whole_dates import RANGE_OF_DATES
from source_xero_revrec.rules.periods.writings.words import role

_BANDS = phrases("""
    users?|seats?|licen[cs]es?|agents?|employees?|staff|people|persons?|pax|attendees?|members?|devices?|contacts
    subscribers|emails|mailboxes|servers?|sites?|rooms?|beds?|bedrooms?|units?|vehicles?|pages|gb|tb|mb|kg|km|kwh|mbps|guests
    nutzer|benutzer|lizenzen|mitarbeiter|personen|teilnehmer|pl\u00e4tze|utilisateurs|salari\u00e9s|employ\u00e9s|licences|personnes
    postes|usuarios|empleados|licencias|personas|utenti|dipendenti|licenze|persone|postazioni|gebruikers|medewerkers|licenties
    utilizadores|usu\u00e1rios|funcion\u00e1rios|colaboradores|licen\u00e7as|pessoas
""")
_PACKS = phrases("""
    pack|packs|box|boxes|case|cases|bag|bags|carton|cartons|crate|crates|pallet|pallets|bundle|bundles|tray|trays|roll
    rolls|set|sets|pair|pairs|bottle|bottles|packung|kiste|karton|paquet|bo\u00eete|carton|lot|paquete|caja|pacco|scatola
    confezione|doos|pak|pacote|caixa
""")
_MEASURES = (
    r"hrs?|hours?|min|mins|minutes|std|stunden|heures|horas|ore|uur|uren|ml|cl|l|litres?|liters?|liter|kg|g|mm|cm|inch|in"
    r"|gb|tb|mb|w|kw|v|pcs|packs?|users?|seats?"
)
# What is sold by the metre, of which 10m is a length in another sense.
_LONG_THINGS = phrases("""
    cable|cables|cabling|hose|pipe|piping|rope|wire|fence|fencing|trunking|conduit|ducting|hdmi|cat5|cat6|kabel
    schlauch|rohr|seil|c\u00e2ble|tuyau|corde|manguera|tubo|cuerda|cavo|corda|slang|buis|touw|cabo|mangueira
""")
_QUANTITIES = phrases(
    "qty|quantity|anzahl|menge|qt\u00e9|quantit\u00e9|cantidad|cant|quantit\u00e0|q.t\u00e0|aantal|quantidade|qtd|x|pcs"
)
_SOLD_BY_COUNT = phrases("""
    user|users|seat|seats|licence|licences|license|licenses|agents|employees|members|devices|sessions|lessons|visits|calls
    phones|handsets|extensions|mailboxes|sims|sites|rooms|desks|units|bins|vehicles|servers|subscriptions|nutzer|benutzer
    lizenz|lizenzen|pl\u00e4tze|sitzungen|utilisateurs|licences|s\u00e9ances|usuarios|licencia|licencias|sesiones|utenti|licenza
    licenze|sessioni|sedute|gebruikers|licentie|licenties|sessies|utilizadores|licen\u00e7a|licen\u00e7as|sess\u00f5es
""")
_IS_COUNTED = Lexicon(COUNTED_BEHIND)
_NO_THINGS = frozenset(
    phrases("""
    part|share|phase|stage|half|third|fifth|tranche|term|season|semester|semestre|trimester|halbjahr|quarter|fortnight
    night|session|round|credit|avoir|abono|extra|rate|rata|cuota|quota|teil|parte|partie|deel|other|more|less|only|bis|to
    """)
)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_END = r"(?!\w)"
_NO_DATE = rf"(?![0-9.,/:-]*[0-9])(?!st|nd|rd|th)(?! ?[-.]? ?(?:of |de )?{MONTH_WITH_A_YEAR})"
_BAND = re.compile(rf"[0-9]{{1,6}} ?- ?[0-9]{{1,6}}\+?[ -]?(?:{_any(_BANDS)}){_END}")
_changes_before = re.compile(
    r"(?<!\w)(?:upgrad|downgrad|increas|decreas|rais|reduc|expan|exten|chang|grow|from|erh\u00f6h|aufstock|erweiter|augment"
    r"|pass|de |von |aument|ampli|verhog|uitbreid|van |add)"
).search
_OF_EACH = re.compile(rf"[0-9]{{1,4}} ?x ?[0-9]{{1,4}}(?:[.,][0-9]{{1,3}})?[ -]?(?:{_MEASURES}){_END}(?! [0-9])")
_FRACTION = re.compile(
    r"(?:[0-9]{1,2}[ -])?[0-9]{1,2}/(?:2|3|4|8|16|32)(?:[ -]?(?:inch(?:es)?"
    r"|zoll|pouces?|pulgadas?|pollici|polegadas?|duim"
    r"|bsp|npt|ply)(?!\w)|[ ]?[\"\u201d\u2033])"
)
_PENCE = re.compile(
    r"[0-9]{1,3}[.,][0-9]{1,4}(?:p|c|ct|cts|ppkwh| ?(?:pence|cents?|ct|cts|p/kwh|c/kwh)|[ ]?\u00a2)(?!\w)"
)
_EACH_PRICE = re.compile(
    rf"(?<=@ )[0-9]+(?:[.,][0-9]+)?{_END}{_NO_DATE}(?! ?%| (?!(?:per|each|p|c|cents?|pence)(?!\w))[^\W\d_])"
)
_THING = re.compile(r"(?P<n>[0-9]{1,4}) (?P<word>[^\W\d_]{2,})(?!\w)(?P<ended>(?= ?[,;:|()@]|\.? - |\.?$))?")
_NO_TIME = r"(?! [^\W\d_]*(?:month|week|day|year|monat|mois|mes|maand))"
_PACK = re.compile(rf"(?:{_any(_PACKS)}) (?:of|de|di|von|van|da|mit|met|\u00e0) [0-9]{{1,4}}{_END}{_NO_DATE}{_NO_TIME}")
_LONG = re.compile(rf"(?:{_any(_LONG_THINGS)}),? [0-9]{{1,4}}(?:\.[0-9])? ?m{_END}")
# "3 - 1 July 2026 to 31 July 2026" joins nothing: the number is what the word before it counts.
_BEFORE_A_RANGE = re.compile(
    rf"(?:{_any(_QUANTITIES + _SOLD_BY_COUNT)})[.:]? ?[0-9]{{1,4}}(?= - {RANGE_OF_DATES}(?!\w))"
)
_TIMES_BEHIND = re.compile(rf"x ?[0-9]{{1,4}}{_END}{_NO_DATE}(?! ?(?:%|[^\W\d_]+))")
_counts_before = re.compile(rf"(?<!\w)(?:{_any(_SOLD_BY_COUNT)})(?!\w)").search


def _explained(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("X", match)


def _band(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read 1-10 users, but not behind "upgrade", where these may be the users before and after it."""
    return None if _changes_before(match.string, 0, match.start()) else found("X", match)


def _thing(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read 15 Nutzer, and "1 subscription," where nothing else stands behind it."""
    word = match["word"]
    if unaccented(word) in _IS_COUNTED:
        return found("X", match)
    is_one = match["n"] == "1" and match["ended"] is not None
    is_a_thing = word not in _NO_THINGS and not is_unit(word) and role(word, 0, len(word))[0] in "wWK"
    return found("X", match) if is_one and is_a_thing else None


def _times_behind(match: re.Match[str], _: tuple[int, int]) -> Token | None:
    """Read "x 12" behind a period of what is sold by the piece: licence July 2026 x 12."""
    return found("X", match) if _counts_before(match.string, 0, match.start()) else None


AMOUNTS = (
    Writing(_BAND, _band),
    Writing(_OF_EACH, _explained),
    Writing(_FRACTION, _explained),
    Writing(_PENCE, _explained),
    Writing(_EACH_PRICE, _explained),
)
"""What may look like a date, or the length of a term."""
THINGS = (Writing(_THING, _thing),)
"""A number and what it counts."""
AMOUNTS_IN_WORDS = (
    Writing(_BEFORE_A_RANGE, _explained, heads(*_QUANTITIES, *_SOLD_BY_COUNT)),
    Writing(_TIMES_BEHIND, _times_behind, heads("x")),
    Writing(_PACK, _explained, heads(*_PACKS)),
    Writing(_LONG, _explained, heads(*_LONG_THINGS)),
)
"""Writings that begin with a letter."""
