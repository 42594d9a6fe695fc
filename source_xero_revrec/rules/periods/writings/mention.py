"""One date or period that stands in a text, and the ways in which people write one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from datetime import date

    from source_xero_revrec.rules.periods.writings.calendar_dates import Span

Kind = Literal["day", "range", "month", "quarter", "year"]

MONTH = (
    r"(?:jan(?:uary)?|feb(?:r(?:uary)?)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
RANGE = r"(?:-+>?|\.{2,}|up to|to|until|till?|through|thru|bis)"
ORDINAL = r"(?:st|nd|rd|th)?"
YEAR4 = r"(?:19|20)[0-9]{2}"
# Two digits that are neither a price's nor followed by the real year, as in "Feb 1, 2026".
YEAR2 = r"[0-9]{2}(?![.,][0-9]|,? ?(?:19|20)[0-9]{2})"
ENDED = r"(?![\w%]|:[0-9])"


@dataclass(frozen=True, slots=True)
class Mention:
    """One date or period that stands in a text, from character `begin` up to `stop`.

    The two readings are the same unless the date is written in numbers alone; None is a day that the calendar does not
    have. `loose` is a number after a month's name that may be a year or a day, as in "Feb 26". A `quiet` mention says
    nothing when it stands alone; `fault` says why a mention cannot be read.
    """

    begin: int
    stop: int
    kind: Kind
    day_first: Span | None
    month_first: Span | None
    loose: int = 0
    quiet: bool = False
    iso: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """A way to write a date or period; `read` gives None where the text only looks like it.

    `sign` is a cheap search: a text in which it finds nothing cannot hold the writing.
    """

    sign: Callable[[str], object]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], tuple[int, int]], Mention | None]


def spelt(match: re.Match[str], kind: Kind, span: Span | None, *, loose: int = 0, fault: str = "") -> Mention:
    """Return the mention of a whole match that has one reading, whichever comes first, day or month."""
    return Mention(match.start(), match.end(), kind, span, span, loose=loose, fault=fault)


def from_to(start: date | None, end: date | None) -> Span | None:
    """Return a period, or None where either day does not exist."""
    return (start, end) if start and end else None
