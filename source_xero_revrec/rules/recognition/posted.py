"""What the journals of recognition have done in Xero already, by the month that their key names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from source_xero_revrec.rules.recognition.months import is_of_books, month_from

if TYPE_CHECKING:
    from source_xero_revrec.rules.recognition.line import Tracking

OPENING_KEY = "REV-OPENING"
_KEY = re.compile(r"REV-([1-9][0-9]{3}-(?:0[1-9]|1[0-2]))-([A-Z]+)")


class Kind(StrEnum):
    """What a journal of recognition does: opens the books, makes up for earlier months, takes in, or gives out."""

    OPENING = "OPENING"
    PRIOR = "PRIOR"
    DEFERRAL = "DEFERRAL"
    RELEASE = "RELEASE"


@dataclass(frozen=True, slots=True)
class PostedLine:
    """A line of a manual journal that bears a key of recognition and stands in Xero, its corrections included.

    `amount` is in cents of the base currency, credits positive. `is_draft` tells that no ledger has it yet.
    """

    journal_entry_id: str
    account: str
    tracking: Tracking
    amount: int
    is_draft: bool = False


def journal_key(month: str, kind: Kind) -> str:
    """Return the key of a journal: `REV-2026-01-RELEASE`."""
    return f"REV-{month}-{kind.value}"


def month_and_kind(journal_entry_id: str) -> tuple[int, Kind] | None:
    """Return the month and the kind that a key names, None where the journal is none of recognition's."""
    found = _KEY.fullmatch(journal_entry_id)
    if found is None or found[2] not in Kind.__members__ or found[2] == Kind.OPENING:
        return None
    month = month_from(found[1])
    return (month, Kind(found[2])) if is_of_books(month) else None
