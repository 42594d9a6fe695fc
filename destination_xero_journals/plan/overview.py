"""A plan seen from above: totals, causes of refusal, and what somebody should look at before it is signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from destination_xero_journals.plan.document import LEFT_ALONE, TAKE_BACK
from destination_xero_journals.plan.totals import PlanTotals
from destination_xero_journals.rules.causes import Causes
from destination_xero_journals.rules.decision import Action

if TYPE_CHECKING:
    from destination_xero_journals.plan.document import PlannedJournal

_IDS_SHOWN = 3
_STANDING = {
    TAKE_BACK: "What an earlier sync found wrong in Xero and marked would be voided",
    LEFT_ALONE: "Journals in Xero say that they were taken back, and are not those that were: they stay as they are",
}
_TOUCHES = {
    Action.CREATE: "What was voided or deleted in Xero would be posted anew",
    Action.UPDATE: "What Xero holds would be overwritten with RevRec's",
    Action.APPROVE: "Drafts in Xero would be approved as they are",
    Action.CORRECT: "Differences to what Xero holds would be posted",
}


@dataclass(slots=True)
class Notice:
    """Something to look at, for which no entry is refused, with how many entries it concerns and the first of them."""

    organisation: str
    text: str
    journals: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, journal_entry_id: str) -> None:
        """Count an entry in."""
        self.journals += 1
        if len(self.first) < _IDS_SHOWN:
            self.first.append(journal_entry_id[:60])

    @property
    def whom(self) -> str:
        """Return which entries it concerns."""
        if self.journals == 1:
            return f"journal {self.first[0]}"
        rest = self.journals - len(self.first)
        return f"{self.journals:,} journals: {', '.join(self.first)}{f' and {rest:,} more' if rest else ''}"

    def sentence(self) -> str:
        """Return it in one line."""
        return f"{self.text.rstrip('.')} ({self.whom})."


class Overview:
    """What a plan comes to; memory grows with periods, accounts, causes and notices alone."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.totals = PlanTotals()
        self.causes = Causes()
        self._warnings: dict[tuple[str, str], Notice] = {}
        self._options: dict[tuple[str, str], Notice] = {}
        self._touches: dict[tuple[str, str], Notice] = {}
        self._standing: dict[tuple[str, str], Notice] = {}

    def add(self, journal: PlannedJournal) -> None:
        """Count a journal in."""
        self.totals.add(journal)
        self.causes.add(journal.organisation, journal.journal_entry_id, journal.problems)
        for warning in journal.warnings:
            _note(self._warnings, journal, warning)
        for option in journal.new_options if journal.writes else ():
            _note(self._options, journal, option.sentence)
        if journal.action in _STANDING:
            _note(self._standing, journal, _STANDING[journal.action])
        elif journal.touches:
            _note(self._touches, journal, _TOUCHES[Action(journal.action)])

    @property
    def warnings(self) -> list[Notice]:
        """Return where a number and a name are two accounts of Xero's, once for each pair."""
        return list(self._warnings.values())

    @property
    def new_options(self) -> list[Notice]:
        """Return the tracking options that would be created, with those that are near."""
        return list(self._options.values())

    @property
    def touches(self) -> list[Notice]:
        """Return what would be done to journals that Xero holds already."""
        return list(self._touches.values())

    @property
    def of_the_input(self) -> list[Notice]:
        """Return what follows from the input, what changes Xero first."""
        return [*self.touches, *self.new_options, *self.warnings]

    @property
    def notices(self) -> list[Notice]:
        """Return all of these, before them what stands in Xero whatever the input is."""
        return [*self._standing.values(), *self.of_the_input]


def _note(notices: dict[tuple[str, str], Notice], journal: PlannedJournal, text: str) -> None:
    key = (journal.organisation, text)
    notices.setdefault(key, Notice(journal.organisation, text)).add(journal.journal_entry_id)
