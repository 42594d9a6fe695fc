"""Columns that may say that a row is no line, and of which only the user can tell whether they do.

`customer_is_deleted` may be about the customer or about the row, `valid_to` about a version of the row or a service,
`Status` about the journal or an invoice. What such names look like is our choice.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Doubt(Enum):
    """What a column's value may say."""

    GONE = auto()
    """Whether, when or by whom the row was deleted, voided or replaced."""
    ACTIVE = auto()
    """Whether the row still counts."""
    ENDED = auto()
    """Until when the row counted."""
    STATUS = auto()
    """What became of the row."""
    OPERATION = auto()
    """What was done to the row."""


_WHEN = (
    "(?:_?(?:at|on|date|datetime|dt|time|timestamp|ts|utc|flag|flg|ind|indicator|mark|marker|yn|y_n|boolean|bool|"
    "value))"
)
_WHO = r"(?:_?(?:by|user|reason|in_?source(?:_?system)?|in_?src))"
_ROW = (
    "(?:(?:is|was|has|been|row|record|rec|line|entry|journal|je|jnl|gl|txn|trx|transaction|doc|document|posting|dw|dwh|"
    "edw|etl|src|source|sys|system|data|version)_?)*"
)
_DELETED = rf".*(?<!un)(?:deleted|removed|tombstoned?|purged)(?:{_WHEN}|{_WHO})?"
_DELETION = rf"(?:.*_)?(?:delete|deletion|del|removal|purge)(?:{_WHEN}|{_WHO})"
_WITHDRAWN = (
    "(?:void|voided|cancell?ed|archived|superseded|obsolete|invalid|invalidated|expired|inactive|inactivated|"
    "deactivated|disabled|retired|trashed|discarded|withdrawn|rejected|replaced)"
)
_IS_ACTIVE = rf"(?:.*_)?is_?(?:active|current|valid|live|latest)(?:_?(?:row|record|version))?{_WHEN}?"
_ACTIVE_FLAG = rf"(?:.*_)?(?:active|current|valid|latest)(?:_?(?:row|record|version))?{_WHEN}"
_TO = rf"(?:.*_)?(?:valid|effective|eff)_?(?:to|until|till|thru|through|end){_WHEN}?"
_END_OF_ROW = rf"(?:.*_)?(?:row|record|rec|version|scd|sys|system)_?(?:end|expiry|expiration|to){_WHEN}?"
_STATUS = rf"(?:{_ROW}|(?:accounting_?)?period_?|accounting_?)(?:status|state)(?:_?(?:code|name))?"
_OPERATION = (
    "(?:.*_)?(?:op|oper|operation|change|event|mutation|dml|crud|cdc|update)_?"
    "(?:type|name|code|flag|flg|ind|indicator|mode|kind|action|op|oper|operation)|(?:.*_)(?:op|oper)|crud|dml|"
    "(?:.*_)?(?:operation|(?:capx)?action)"
)
_NAMES = {
    Doubt.GONE: re.compile(rf"delete|deletion|del|{_DELETED}|{_DELETION}|{_ROW}{_WITHDRAWN}(?:{_WHEN}|{_WHO})?"),
    Doubt.ACTIVE: re.compile(rf"{_IS_ACTIVE}|{_ACTIVE_FLAG}|{_ROW}active"),
    Doubt.ENDED: re.compile(f"{_TO}|{_END_OF_ROW}"),
    Doubt.STATUS: re.compile(_STATUS),
    Doubt.OPERATION: re.compile(_OPERATION),
}
_NEVER = frozenset({"state", "change_type"})
"""A column State alone is where a customer lives, and Change Type a field of contracts."""

GONE_WORDS = frozenset(
    {"deleted", "delete", "removed", "void", "voided", "cancelled", "canceled", "archived", "superseded", "replaced"}
    | {"inactive", "expired", "obsolete", "withdrawn", "discarded", "tombstone"}
)
"""What a status says of a row that is no line any more."""
THERE_WORDS = frozenset(
    {"posted", "closed", "close", "locked", "final", "finalized", "finalised", "complete", "completed", "approved"}
    | {"active", "current", "valid", "created", "booked", "processed", "ready to post", "authorised", "authorized"}
    | {"paid", "billed", "invoiced", "recognized", "recognised", "published"}
)
"""What a status says of a row that counts."""


def doubt(words: list[str]) -> Doubt | None:
    """Return what a column may say, by the words of its name in small letters; None where it says nothing of a row."""
    name = "_".join(filter(None, (word.strip("$") for word in words)))
    if name in _NEVER:
        return None
    return next((what for what, names in _NAMES.items() if names.fullmatch(name)), None)
