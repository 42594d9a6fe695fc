"""What the journals of a plan come to, by organisation, period and action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xero_api.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from destination_xero_journals.plan.document import PlannedJournal


@dataclass(slots=True)
class PlanTotal:
    """Journals of one organisation and accounting period with one action; amounts are in `currency`, its base.

    `action` is the word that a person reads. The period is empty where an entry's date could not be read.
    """

    organisation: str
    period: str
    action: str
    currency: str
    journals: int = 0
    lines: int = 0
    debits: Decimal = ZERO
    credits: Decimal = ZERO


class PlanTotals:
    """Sums that grow with the journals that are added; memory grows with the periods alone."""

    def __init__(self) -> None:
        """Begin with none."""
        self._totals: dict[tuple[str, str, str, str], PlanTotal] = {}
        self.journals = 0
        self.problems = 0
        self.to_write = 0

    def add(self, journal: PlannedJournal) -> None:
        """Count a journal in."""
        self.journals += 1
        self.problems += len(journal.problems)
        self.to_write += journal.writes
        month = f"{journal.date:%Y-%m}" if journal.date else ""
        key = (journal.organisation, month, journal.action_word, journal.currency)
        total = self._totals.get(key)
        if total is None:
            total = PlanTotal(journal.organisation, journal.period, journal.action_word, journal.currency)
            self._totals[key] = total
        total.journals += 1
        total.lines += len(journal.lines)
        total.debits += journal.total
        total.credits += journal.credits

    def rows(self) -> list[PlanTotal]:
        """Return the sums by organisation, month and action."""
        return [self._totals[key] for key in sorted(self._totals)]
