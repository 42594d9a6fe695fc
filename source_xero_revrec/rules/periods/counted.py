"""Words beside which two numbers may be amounts and no days.

Nouns that a number counts or measures ("Users 3-5 March 2026"), and words of change ("raised from 10 to 20 Mar 2026").
"""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings import numbered, occasions
from source_xero_revrec.rules.periods.writings.changes import unaccented
from source_xero_revrec.rules.periods.writings.phrase import Lexicon, phrases
from source_xero_revrec.rules.periods.writings.words import role

_NUMBERED, _GROUPS, _OF = (Lexicon(words) for words in (numbered.NUMBERED, numbered.GROUPS, numbered.OF))
_OCCASIONS, _THINGS = Lexicon(occasions.OCCASIONS), Lexicon(occasions.THINGS_THAT_END_SO)
_TIMES = Lexicon("week|weeks|month|months|days|dates|period|weekend|course")
_NO_NOUNS = Lexicon(numbered.NO_NOUNS)
_USED = Lexicon(numbered.USED)
# What is let by the night: Chalet 12 Dec 2026 - Feb 2027, though 3 to 10 July are days of a stay.
_LODGINGS = frozenset(
    phrases("""
    villa|villas|chalet|chalets|cottage|cottages|bungalow|lodge|condo|campsite|mooring|ferienhaus|ferienwohnung|zimmer
    chambre|g\u00eete|habitaci\u00f3n|casa|camera|kamer|vakantiehuis|quarto
    """)
)
_NO_PLURALS = ("ss", "us", "is", "ics", "ations", "utions", "ptions")
# What takes place, or is charged, in days.
_EVENTS = frozenset(
    phrases("""
    workshops|meetings|courses|events|services|fees|charges|costs|works|wages|expenses|sales|rentals
    trainings|dates|operations|premises|news|holidays|nights
    """)
)
_SHORTEST_PLURAL = 4
# What has a size, of which a range may tell the least and the most.
_MEASURED = frozenset(
    phrases("""
    headcount|temperature|temp|price|age|quantity|capacity|score|rating|ratio|discount|size|speed|weight|height|width
    depth|length|distance|count|memory|ram|bandwidth|people|persons|staff|fte|ftes|gb|tb|mb|mbps|kw|kwh|kg|km|amount
    band|percentage|minimum|maximum|pax|men|women|children|voltage|pressure|humidity|allowance|quota|occupancy
    """)
)
_CHANGES = frozenset(
    phrases("""
    raise|raises|raised|raising|grow|grows|grew|grown|growing|growth|rise|rises|rose|risen|rising|climb|climbs|climbed
    climbing|move|moves|moved|moving|change|changes|changed|changing|expand|expands|expanded|expanding|expansion
    expansions|extend|extends|extended|extending|extension|extensions|add|adds|added|adding|addition|additional
    additions|reduce|reduces|reduced|reducing|reduction|reductions|drop|drops|dropped|dropping|fall|falls|fell|fallen
    falling|cut|cuts|cutting|lower|lowers|lowered|lowering|double|doubled|triple|tripled|scale|scales|scaled|scaling
    resize|resized|resizing|boost|boosted|bump|bumped|jump|jumps|jumped|switch|switches|switched|switching|went|goes
    gone|gain|gains|gained|shrink|shrinks|shrank|shrunk|adjust|adjusts|adjusted|adjustment|widen|widened|broaden
    enlarge|enlarged|step-up|ramp|ramped|tops|topped|top-up|uplift|uplifted|verringert|reduziert|angehoben|gestiegen
    passage|passe|passes|passant|subida|sube|pasa|bajada|baja|aumenta|passa|salita|stijgt|gestegen
    """)
)
_CHANGES_BEGIN = (
    "increas", "decreas", "upgrad", "downgrad", "erhoh", "senkung", "erweiter", "aufstock", "augment", "reduction",
    "elargi", "aument", "ampliac", "reduccion", "riduzion", "verhog", "verlag", "uitbreid",
)  # fmt: skip
# What takes days, also where it is work on a change: upgrade works 3 to 12 March.
_WORK = frozenset(
    phrases("""
    work|works|services|service|management|training|project|labour|labor|support|onsite|hosting|hire|installation
    testing|consulting|consultancy|workshop|workshops|cleaning|maintenance|engineer|crew|scaffold|scaffolding|cover
    fee|fees|charge|charges|team|weekend
    """)
)
_COUNTED_BEHIND = Lexicon(numbered.COUNTED_BEHIND)
_UP_OR_DOWN = frozenset({"up", "down", "over"})
_GOES = frozenset({"go", "goes", "going", "went", "gone", "is", "are", "was", "were"})
# "Dates may change" changes no amount.
_MAY = frozenset({"may", "might", "can", "could"})
_clause = re.compile(r"[.;:!?](?= )|[,|()\[\]]| - ").split
_words = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|%").findall
_words_next = re.compile(r" ?(?P<first>[^\W\d_]+|%)(?: (?P<second>[^\W\d_]+)(?! [^\W\d_]))?").match
_directly_before = re.compile(r"[^\W\d_][ #.]*$").search
_NOUNS = "wKW"
_COUNTED_KINDS = "wKWV"


def is_counted(word: str) -> bool:
    """Tell whether a number behind a word in lower case may count it, or be its number: users, room."""
    return unaccented(word) in _NUMBERED or (_is_plural(word) and word not in _EVENTS and word not in _OCCASIONS)


def is_used(word: str) -> bool:
    """Tell whether a word in lower case counts what is used in a time, of which nobody gives the numbers: calls."""
    return unaccented(word) in _USED


def numbered_thing(before: str, behind: str) -> str:
    """Return the noun directly before two numbers that may be its own, since it is none that takes days.

    "Kiosk 3-5 March 2026" may be kiosks 3 to 5, and "crew of 4-6 June 2026" four to six people; a workshop takes days,
    and so does what stands beside one, such as the town in "Workshop Berlin 3-5 March 2026".
    """
    words: list[str] = _words(unaccented(_last_clause(before.lower())))
    if not _directly_before(before) or not words:
        return ""
    *others, noun = words
    if others and noun in _OF:
        group = others.pop()
        if group in _GROUPS:
            return group
        noun = group if noun == "of" else noun
    beside = (*others, *_words(unaccented(_clause(behind.lower())[0])))
    is_beside_an_event = any(word in _OCCASIONS or _takes_days(word) for word in beside)
    return "" if is_beside_an_event or _takes_days(noun) or not _is_noun(noun) else noun


def _is_noun(word: str) -> bool:
    return word not in _TIMES and word not in _NO_NOUNS and role(word, 0, len(word))[0] in _NOUNS


def is_lodging(word: str) -> bool:
    """Tell whether a number behind a word in lower case may be that of a house or room, beside whole months."""
    return word in _LODGINGS


def amounts(before: str, behind: str, *, after_from: bool, whole_month: bool) -> str:
    """Return the word by which two numbers before a month may be amounts; nothing where they are days.

    `before` and `behind` are the text on both sides of the range; `after_from` says that "from" begins it. In a whole
    month the numbers are its days, unless the word stands directly beside them.
    """
    if word := _counted_behind(behind, whole_month=whole_month):
        return word
    words: list[str] = _words(_last_clause(before.lower()))
    if not words or not _MAY.isdisjoint(words):
        return ""
    last = words[-1]
    if _is_amount(words, counts=after_from and not whole_month):
        return last
    if whole_month or last in _WORK:
        return ""
    return next((word for word in reversed(words) if _is_change(word)), "")


def _counted_behind(behind: str, *, whole_month: bool) -> str:
    """Return what stands directly behind the range and may be counted by it: leads, blog posts."""
    follows = _words_next(behind.lower())
    if not follows:
        return ""
    first = str(follows["first"])
    if unaccented(first) in _COUNTED_BEHIND or _is_change(first):
        return first
    return "" if whole_month else _plural_behind(first, _common_noun(behind, follows))


def _common_noun(behind: str, follows: re.Match[str]) -> str:
    """Return the second word, if it ends its clause and is no name: posts, and not Edwards."""
    second = follows["second"] or ""
    return second if behind[follows.start("second") : follows.end("second")].islower() else ""


def _plural_behind(first: str, second: str) -> str:
    """Return the one of two words that is a plural of what takes no days: posts in blog posts."""
    plain = unaccented(first)
    if plain in _OCCASIONS or plain in _WORK or role(first, 0, len(first))[0] not in _COUNTED_KINDS:
        return ""
    return next((word for word in (first, second) if _is_plural(word) and not _takes_days(word)), "")


def _is_plural(word: str) -> bool:
    return len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(_NO_PLURALS)


def _takes_days(word: str) -> bool:
    """Tell whether a word without accents is an event, a stay, a service or work."""
    if word in _NUMBERED or word in _THINGS:
        return False
    listed = any(word in words for words in (_OCCASIONS, _LODGINGS, _EVENTS, _WORK))
    return listed or word.endswith(occasions.ENDINGS)


def _last_clause(text: str) -> str:
    """Return the clause that leads to a range: "Memory extended: " too, since nothing stands behind its colon."""
    clauses: list[str] = _clause(text)
    if clauses[-1].strip(" #") or not text.rstrip().endswith(":"):
        return clauses[-1]
    return clauses[-2]


def _is_amount(words: list[str], *, counts: bool) -> bool:
    """Tell whether the last of the words makes numbers amounts; with `counts`, what can be counted does as well."""
    *_, before, last = ["", *words]
    if last in _UP_OR_DOWN:
        return before in _GOES | _MEASURED or is_counted(before)
    return last in _MEASURED or _is_change(last) or (counts and last.endswith("s") and is_counted(last))


def _is_change(word: str) -> bool:
    plain = unaccented(word)
    return plain in _CHANGES or plain.startswith(_CHANGES_BEGIN)
