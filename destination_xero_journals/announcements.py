"""What a sync says while it works, in the words of RevRec's home page."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from destination_xero_journals.plan_file import PlanFile, Planned, Stage
from xero_revrec.receipt import PostingStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from destination_xero_journals.rules.problem import Problem

_JOURNALS_SHOWN = 100
_DOING = {
    "create": "to create",
    "update": "to update",
    "approve": "to approve",
    "correct": "to correct by a difference",
    "unchanged": "in Xero already",
    "leave": "left as they are in Xero",
    "nothing_to_post": "without an amount",
}


class Announcements:
    """Lines of the log; `log` takes a level (INFO, WARN, ERROR) and a text."""

    def __init__(self, log: Callable[[str, str], None]) -> None:
        """Say it to `log`."""
        self._log = log
        self._due: dict[tuple[str, str], int] = {}
        self._left: dict[tuple[str, str], int] = {}
        self._failed: defaultdict[tuple[str, str], int] = defaultdict(int)

    def warn(self, text: str) -> None:
        """Say something that somebody should look at."""
        self._log("WARN", text)

    def planned(self, plan: PlanFile, fingerprint: str) -> None:
        """Say what is going to be done."""
        counts: Counter[str] = Counter()
        for action, stage, count in plan.counts():
            refused = stage in (Stage.REJECTED, Stage.HELD_BACK)
            counts[stage.value if refused else _DOING[action]] += count
        parts = ", ".join(f"{count} {text}" for text, count in counts.items()) or "nothing"
        self._log("INFO", f"{PostingStatus.READY_TO_POST}: {parts}. Fingerprint of the plan: {fingerprint}.")

    def problems(self, rejected: Iterable[Planned], count: int) -> None:
        """Say every problem of the first hundred journals, and how many more there are."""
        for planned in islice(rejected, _JOURNALS_SHOWN):
            for problem in planned.problems:
                self._log("ERROR", sentence(problem))
        if count > _JOURNALS_SHOWN:
            self._log("ERROR", f"{count - _JOURNALS_SHOWN} more journal entries have problems: see the rejects.")

    def begins(self, planned: Planned, plan: PlanFile) -> None:
        """Say that the posting of a period begins, when its first journal is sent."""
        period = (planned.organisation, planned.month)
        if period not in self._due:
            self._due[period] = self._left[period] = plan.writes_in(planned.entry.organisation, planned.month)
            entries = _entries(self._due[period])
            self._log("INFO", f"Posting {entries} for {month_name(planned.month)} to {planned.organisation}")

    def ended(self, settled: Planned) -> None:
        """Say how the posting of a period went, when its last journal is settled."""
        period = (settled.organisation, settled.month)
        period = period if period in self._left else next(iter(self._left), period)
        self._left[period] -= 1
        if settled.problems:
            self._failed[period] += 1
            for problem in settled.problems:
                self._log("ERROR", sentence(problem))
        if self._left[period]:
            return
        due, failed = self._due[period], self._failed[period]
        status = PostingStatus.FAILED if failed else PostingStatus.SUCCESS
        level = "ERROR" if failed else "INFO"
        organisation, month = period
        self._log(
            level, f"Posted {due - failed} of {_entries(due)} for {month_name(month)} to {organisation}: {status}"
        )

    def held_back(self, plan: PlanFile, *, kept_states: bool) -> None:
        """Say what waits for its period to be closed."""
        waiting = Counter((planned.organisation, planned.period_status) for planned in plan.at(Stage.HELD_BACK))
        for (organisation, status), count in waiting.items():
            consequence = (
                " The state stays before them, so that the next sync brings them again." if kept_states else ""
            )
            self._log(
                "WARN",
                f"Held back {_entries(count)} for {organisation}: the period's status is {status}, and only closed "
                f"periods are posted.{consequence}",
            )

    def dry_run(self, plan: PlanFile) -> None:
        """Say that nothing was posted, and why."""
        count = plan.count(Stage.WAITING)
        self._log("INFO", f"Dry run: nothing was posted, {_entries(count)} would have been.")

    @staticmethod
    def refusal(plan: PlanFile, rejected: int, address: str, *, posted: bool) -> str:
        """Return the sentence with which a sync fails."""
        first = next(plan.at(Stage.REJECTED), None)
        reason = sentence(first.problems[0]) if first else ""
        where = f" All of them are in the log and in {address}." if address else " All of them are in the log."
        consequence = "the others were posted" if posted else "nothing was posted"
        return f"{_entries(rejected)} cannot be posted, and {consequence}. {reason}{where}"


def sentence(problem: Problem) -> str:
    """Return a problem in one line: code, what and where, found, expected, what to do."""
    found = f" Found: {problem.found.rstrip('.')}." if problem.found else ""
    expected = f" Expected: {problem.expected.rstrip('.')}." if problem.expected else ""
    fix = f" {problem.fix.rstrip('.')}." if problem.fix else ""
    return f"{problem.code}: {problem.message.rstrip('.')}.{found}{expected}{fix}"


def month_name(month: str) -> str:
    """Return a month such as 2026-01 as a person writes it."""
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}" if month else "an unknown period"


def _entries(count: int) -> str:
    return "1 journal entry" if count == 1 else f"{count:,} journal entries"
