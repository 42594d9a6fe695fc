"""Numbers of houses: 14 High Street, Hauptstr. 8, Via Roma 22."""

from __future__ import annotations

import re

_STREETS_BEHIND = (
    "street|st|road|rd|lane|ln|avenue|ave|close|drive|way|place|square|sq|court|gardens|terrace|hill|park|crescent|row"
    "|mews|quay|parade|grove|walk|wharf|gate|rise|view|yard|house|boulevard|blvd|broadway|highway|esplanade"
)
_STREETS_BEFORE = (
    r"via|viale|piazza|corso|calle|c/|avda\.?|avenida|paseo|plaza|rua|pra\u00e7a|travessa"
    r"|[^\W\d_]*(?:str\.|stra\u00dfe|strasse|weg|platz|allee|gasse|ring|damm|ufer|straat|laan|plein|gracht|kade)"
)
_STREETS_AT_ONCE = "rue|avenue|boulevard|bd|place|all\u00e9e|chemin|quai|impasse|cours"
_begins_an_address = re.compile(
    rf"[0-9]+[a-z]?(?:-[0-9]+[a-z]?)?,? (?:(?:{_STREETS_AT_ONCE}) [^\W\d_]"
    rf"|(?:[^\W\d_][\w'.]* ){{1,3}}(?:{_STREETS_BEHIND})(?!\w))",
    re.IGNORECASE,
).match
_ends_an_address = re.compile(
    rf"(?<![^\W_])(?:{_STREETS_BEFORE})(?: [^\W\d_][\w'.]*){{0,3}},? (?:[0-9]+-)?$", re.IGNORECASE
).search
_LONGEST = 60


def is_house_number(text: str, begin: int) -> bool:
    """Tell whether the number that begins at a place of a text is that of a house."""
    return bool(_begins_an_address(text, begin) or _ends_an_address(text, max(0, begin - _LONGEST), begin))
