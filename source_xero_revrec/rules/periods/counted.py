"""Words beside which two numbers may be amounts and no days.

Nouns that a number counts or measures ("Users 3-5 March 2026"), and words of change ("raised from 10 to 20 Mar 2026").
"""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings.changes import unaccented
from source_xero_revrec.rules.periods.writings.phrase import phrases

_NUMBERED = frozenset(
    phrases("""
    user|seat|room|unit|licence|license|phase|level|floor|page|session|module|lot|item|week|day|desk|bay|zone
    sprint|ticket|server|site|class|chapter|table|stage|step|grade|version|release|lesson|part|plan|package|batch
    line|tier|visit|job|order|invoice|po|no|nr|number|qty|quantity|x|milestone|instalment|installment|section
    option|type|group|team|gate|block|building|suite|flat|apartment|plot|top|point|box|pack|kit|row|cabin|ward
    area|device|node|core|store|windows|ios|android|lane|track|round|cohort|intake|series|edition|volume|vol|issue
    episode|hole|key|slot|stand|booth|berth|locker|shelf|pitch|court|hall
    """)
)
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
    workshops|meetings|courses|events|services|fees|charges|costs|works|wages|expenses|sales|rentals|hours
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
_COUNTED_BEHIND = frozenset(
    phrases("""
    users|user|seats|seat|licences|licenses|licence|license|units|devices|agents|employees|staff|people|heads|persons
    members|gb|tb|nodes|servers|sites|desks|mailboxes|accounts|pcs|percent|%
    """)
)
_UP_OR_DOWN = frozenset({"up", "down", "over"})
_GOES = frozenset({"go", "goes", "going", "went", "gone", "is", "are", "was", "were"})
# "Dates may change" changes no amount.
_MAY = frozenset({"may", "might", "can", "could"})
_clause = re.compile(r"[.;:!?](?= )|[,|()\[\]]| - ").split
_words = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|%").findall
_next_word = re.compile(r" ?([^\W\d_]+|%)").match


def is_counted(word: str) -> bool:
    """Tell whether a number behind a word in lower case may count it, or be its number: users, room."""
    if word in _NUMBERED:
        return True
    plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(_NO_PLURALS)
    return plural and word not in _EVENTS


def is_lodging(word: str) -> bool:
    """Tell whether a number behind a word in lower case may be that of a house or room, beside whole months."""
    return word in _LODGINGS


def amounts(before: str, behind: str, *, after_from: bool, whole_month: bool) -> str:
    """Return the word by which two numbers before a month may be amounts; nothing where they are days.

    `before` and `behind` are the text on both sides of the range; `after_from` says that "from" begins it. In a whole
    month the numbers are its days, unless the word stands directly beside them.
    """
    follows = _next_word(behind.lower())
    if follows and (follows[1] in _COUNTED_BEHIND or _is_change(follows[1])):
        return str(follows[1])
    words: list[str] = _words(_last_clause(before.lower()))
    if not words or not _MAY.isdisjoint(words):
        return ""
    last = words[-1]
    if _is_amount(words, counts=after_from and not whole_month):
        return last
    if whole_month or last in _WORK:
        return ""
    return next((word for word in reversed(words) if _is_change(word)), "")


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
