"""The schedule of an amount: what of it is recognised in which month, to the cent, in whole cents."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from source_xero_revrec.rules.recognition.weights import Weights


class Schedule(NamedTuple):
    """Cents that are recognised in the months from `first` on; their sum is the amount."""

    first: int
    amounts: tuple[int, ...]

    @property
    def last(self) -> int:
        """Return the last month in which anything is recognised."""
        return self.first + len(self.amounts) - 1

    def until(self, month: int) -> int:
        """Return what is recognised by the end of a month."""
        return sum(self.amounts[: max(0, month - self.first + 1)])


@lru_cache(maxsize=65_536)
def schedule(amount: int, shares: Weights, billed: int) -> Schedule:
    """Spread `amount` cents over the months: rounded cumulatives and their differences, nothing before `billed`.

    What is recognised by the end of a month is the amount times the shares up to it, rounded half away from zero; so
    months add up without a plug, and none is off by more than a cent. What was earned before the month of the document
    arrives in that month.
    """
    first = max(shares.first, billed)
    if first >= shares.last:
        return Schedule(first, (amount,))
    size, sign, whole = abs(amount), 1 if amount >= 0 else -1, shares.whole
    before = 0
    amounts = []
    for upto in shares.upto[first - shares.first :]:
        done = (2 * size * upto + whole) // (2 * whole)
        amounts.append(sign * (done - before))
        before = done
    return Schedule(first, tuple(amounts))


def earned_before(amount: int, shares: Weights, billed: int) -> Schedule | None:
    """Return what was earned in the months before the document, for those who accrue by hand; None where nothing was.

    The months keep their own shares of the amount; all of it is recognised in the month of the document.
    """
    if shares.first >= billed:
        return None
    whole = schedule(amount, shares, shares.first)
    return Schedule(whole.first, whole.amounts[: billed - whole.first])
