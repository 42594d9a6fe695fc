"""Nouns that a number counts: "Users 3-5 March 2026" may speak of users three to five."""

from __future__ import annotations

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
_NO_PLURALS = ("ss", "us", "is", "ics", "ations", "utions", "ptions")
# What takes place, or is charged, in days.
_EVENTS = frozenset(
    phrases("""
    workshops|meetings|courses|events|services|fees|charges|costs|works|wages|expenses|sales|rentals|hours
    trainings|dates|operations|premises|news|holidays|nights
    """)
)
_SHORTEST_PLURAL = 4


def is_counted(word: str) -> bool:
    """Tell whether a number behind a word in lower case may count it, or be its number: users, room."""
    if word in _NUMBERED:
        return True
    plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(_NO_PLURALS)
    return plural and word not in _EVENTS
