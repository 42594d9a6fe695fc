"""The names of weekdays in the languages that invoices are written in."""

from __future__ import annotations

# English, German, French, Spanish, Italian, Dutch and Portuguese; short names that are words, with a point.
_NAMES = (
    "monday|mon|montag|mo|lundi|lunes|luned\u00ec|lunedi|maandag|segunda-feira",
    "tuesday|tues|tue|dienstag|di.|mardi|martes|marted\u00ec|martedi|dinsdag|ter\u00e7a-feira",
    "wednesday|weds|wed|mittwoch|mi.|mercredi|mi\u00e9rcoles|miercoles|mercoled\u00ec|mercoledi|woensdag|quarta-feira",
    "thursday|thurs|thur|thu|donnerstag|do.|jeudi|jueves|gioved\u00ec|giovedi|donderdag|quinta-feira",
    "friday|fri|freitag|fr.|vendredi|viernes|venerd\u00ec|venerdi|vrijdag|sexta-feira",
    "saturday|sat|samstag|sonnabend|sa.|samedi|s\u00e1bado|sabado|sabato|zaterdag",
    "sunday|sun|sonntag|so.|dimanche|domingo|domenica|zondag",
)
WEEKDAY_NUMBERS = {name: number for number, names in enumerate(_NAMES) for name in names.split("|")}
"""0 for Monday to 6 for Sunday, as in Python, for a name in lower case."""
DROPPED_WEEKDAYS = "|".join(name for name in WEEKDAY_NUMBERS if name.isalpha() and name != "mo")
"""The names that are no words of their own."""
