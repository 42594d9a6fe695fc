"""The tie of the schedule to Xero's ledger: every difference has a name, or is an error."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Difference(StrEnum):
    """Why the ledger may hold something else than the schedule."""

    NOT_POSTED = "journals_not_posted"
    DRAFTS = "journals_in_draft"
    OTHER_DATE = "journals_of_another_date"
    OTHER_JOURNALS = "other_journals"
    BILLS = "bills"
    BANK = "bank_transactions"
    WITHOUT_SCHEDULE = "lines_without_a_schedule"
    OPENING = "opening_balance"
    VOIDS = "voids_of_another_date"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class Tie:
    """A deferred account at the end of a month, or a revenue account's month, in cents of the base currency.

    Credits are positive. `ledger` is `schedule`, all `named` differences and what is `unnamed`.
    """

    account: str
    month: int
    schedule: int
    ledger: int
    named: Mapping[Difference, int]
    unnamed: int

    @property
    def ties(self) -> bool:
        """Tell whether every difference has a name."""
        return not self.unnamed

    @property
    def is_exact(self) -> bool:
        """Tell whether there is no difference at all."""
        return self.schedule == self.ledger


def tie(
    account: str,
    month: int,
    *,
    schedule: int,
    ledger: int,
    differences: Mapping[Difference, int],
    rounding_limit: int,
    voids: int = 0,
) -> Tie:
    """Hold the schedule's amount of an account against Xero's; `differences` are ledger less schedule.

    What is left is rounding as long as it is no more than `rounding_limit`: a cent for each line that Xero converted by
    itself. `voids` is what the ledger has more where Xero takes voided documents out on the day and not at their own
    date; that it does so is not known, and shows in that nothing but this explains what is left. Anything else has no
    name.
    """
    named = {name: amount for name, amount in differences.items() if amount}
    left = ledger - schedule - sum(named.values())
    if voids and abs(left) > rounding_limit >= abs(left - voids):
        named[Difference.VOIDS] = voids
        left -= voids
    if left and abs(left) <= rounding_limit:
        named[Difference.ROUNDING] = left
        left = 0
    return Tie(account, month, schedule, ledger, named, left)
