"""How much of a line belongs to each month of its service: exact shares, as whole numbers over their sum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from source_xero_revrec.rules.recognition.months import days_in, month_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

Method = Literal["monthly", "daily", "at_start", "at_end", "point_in_time"]
METHODS: tuple[Method, ...] = get_args(Method)

# A month of any length divides it evenly: the least common multiple of 28, 29, 30 and 31.
_MONTH = 377_580


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What belongs to the months from `first` on: `upto[n]` of `whole` by the end of the n-th; the last is `whole`."""

    first: int
    upto: tuple[int, ...]
    whole: int

    @property
    def last(self) -> int:
        """Return the last month that has a share."""
        return self.first + len(self.upto) - 1

    def until(self, month: int) -> int:
        """Return how much of `whole` belongs to the months up to and including one."""
        if month < self.first:
            return 0
        return self.upto[min(month, self.last) - self.first]


@lru_cache(maxsize=65_536)
def weights(method: Method, start: date, end: date) -> Weights:
    """Return the shares of the months from a first to a last day of service, both inside.

    `monthly`: the share of each month's days, of all such shares (a year from 15 Oct is 17/31, eleven months, 14/31).
    `daily`: the days in each month of all days. `at_start`, `at_end`: everything in one month; `point_in_time` is that
    of the document, given as both days.
    Raises ValueError where the service ends before it starts.
    """
    if end < start:
        raise ValueError(f"service from {start} to {end} ends before it starts")
    if method in ("at_start", "point_in_time"):
        return at_once(month_of(start))
    if method == "at_end":
        return at_once(month_of(end))
    first, upto, whole = month_of(start), [], 0
    for month, days in _days(start, end):
        whole += days * (_MONTH // days_in(month)) if method == "monthly" else days
        upto.append(whole)
    return Weights(first, tuple(upto), whole)


def _days(start: date, end: date) -> Iterator[tuple[int, int]]:
    """Yield each month of a service and how many days of it are served."""
    first, last = month_of(start), month_of(end)
    for month in range(first, last + 1):
        begin = start.day if month == first else 1
        stop = end.day if month == last else days_in(month)
        yield month, stop - begin + 1


@lru_cache(maxsize=4_096)
def at_once(month: int) -> Weights:
    """Return the shares of what belongs to one month."""
    return Weights(month, (1,), 1)
