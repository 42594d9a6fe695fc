"""The first and the last day of a stay: check in 8 June, check out 11 June; Anreise, Abreise."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.phrase import heads, phrases
from source_xero_revrec.rules.periods.writings.token import Token, Writing, found

_ARRIVALS = phrases("""
    check in|check-in|checkin|checking in|arrival|arrive|arriving|anreise|arriv\u00e9e|llegada|arrivo|aankomst|chegada
""")
_DEPARTURES = phrases("""
    check out|check-out|checkout|checking out|departure|depart|departing|abreise|d\u00e9part|salida|partenza
    vertrek|partida
""")
# Before anything else than a day these are words: check-in desk, departure lounge.
_BEFORE_A_DAY = r":?(?: on)?(?= (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?[0-9])"
_ARRIVAL = re.compile(rf"(?:{'|'.join(_ARRIVALS)}){_BEFORE_A_DAY}")
_DEPARTURE = re.compile(rf"(?:{'|'.join(_DEPARTURES)}){_BEFORE_A_DAY}")


def _arrival(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("S", match)


def _departure(match: re.Match[str], _: tuple[int, int]) -> Token:
    return found("E", match)


STAYS = (
    Writing(_ARRIVAL, _arrival, heads(*_ARRIVALS)),
    Writing(_DEPARTURE, _departure, heads(*_DEPARTURES)),
)
"""Writings that begin with a letter."""
