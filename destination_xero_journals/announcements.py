"""What a sync says while it works, in the words of RevRec's home page."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

from destination_xero_journals.plan.store import PlannedEntry, PlanStore, Stage
from destination_xero_journals.rules.decision import Action
from destination_xero_journals.rules.narration import period_name
from revrec_journals.receipt import PostingStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from destination_xero_journals.plan.preparation import Findings
    from revrec_journals.problem import Problem

_JOURNALS_SHOWN = 100
_PROBLEMS_SHOWN = 20
_PROBLEMS_SHOWN_ALONE = 200
_IDS_SHOWN = 3
_LONGEST_ID_SHOWN = 60
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
    """The lines of the log of one sync."""

    def __init__(self, log: Callable[[str, str], None], *, log_alone: bool) -> None:
        """Give `log` a level (INFO, WARN, ERROR) and a text; with `log_alone` it names every refused journal."""
        self._log = log
        self._log_alone = log_alone
        self._due: dict[tuple[str, str], int] = {}
        self._left: dict[tuple[str, str], int] = {}
        self._failed: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._overtaken: defaultdict[tuple[str, str], int] = defaultdict(int)

    def warn(self, text: str) -> None:
        """Say something that somebody should look at."""
        self._log("WARN", text)

    def planned(self, plan: PlanStore, fingerprint: str) -> None:
        """Say what is going to be done."""
        counts: Counter[str] = Counter()
        for action, stage, count in plan.counts():
            refused = stage in (Stage.REJECTED, Stage.HELD_BACK)
            counts[stage.value if refused else _DOING[action]] += count
        parts = ", ".join(f"{count} {text}" for text, count in counts.items()) or "nothing"
        self._log("INFO", f"{PostingStatus.READY_TO_POST}: {parts}. Fingerprint of the plan: {fingerprint}.")

    def found(self, organisation: str, findings: Findings) -> None:
        """Say what of an organisation's journals somebody should know, whatever the input is."""
        for each in findings.to_take_back:
            self.warn(
                f"Journal {each.manual_journal_id} in {organisation} was posted for {each.key.journal_entry_id} and "
                f"found wrong by an earlier sync that did not come to void it: it is voided before anything is posted."
            )
        for each in findings.doubtful:
            self.warn(
                f"Journal {each.manual_journal_id} in {organisation} ({each.status}, {each.date}) says that "
                f"{each.key.journal_entry_id} was taken back, and is not the journal that was: it is left as it is. "
                f"Take the mark out of its narration if it is a journal of its own, or void it."
            )
        if findings.doubled:
            named = [f"{entry} ({', '.join(ids)})" for entry, ids in findings.doubled.items()]
            more = f" and {len(named) - _IDS_SHOWN:,} more" if len(named) > _IDS_SHOWN else ""
            self.warn(
                f"Entries that are not in this input are in {organisation} more than once: "
                f"{'; '.join(named[:_IDS_SHOWN])}{more}. Look at the journals in Xero and void what is not wanted."
            )

    def problems(self, rejected: Iterable[PlannedEntry], count: int) -> None:
        """Say what is wrong with each of the first hundred of `count` journals, and how many more there are.

        A problem of the whole input, such as a missing column, is said once, with the journals that it concerns.
        """
        shared: dict[tuple[str, str], _SharedProblem] = {}
        said = shown = 0
        for planned in rejected:
            name = planned.entry.journal_entry_id[:_LONGEST_ID_SHOWN]
            own = [problem for problem in planned.problems if name in problem.message]
            inputs = {(each.code, each.message): each for each in planned.problems if name not in each.message}
            for key, problem in inputs.items():
                shared.setdefault(key, _SharedProblem(problem)).add(name)
            if not own:
                said += 1
            elif self._log_alone or shown < _JOURNALS_SHOWN:
                self._say_all(planned, own)
                shown += 1
                said += 1
        for each in shared.values():
            self._log("ERROR", each.sentence())
        self._say_the_rest(count - said)

    def _say_the_rest(self, more: int) -> None:
        if more:
            entries = "journal entry has" if more == 1 else "journal entries have"
            self._log("ERROR", f"{more} more {entries} problems: see the rejects.")

    def _say_all(self, planned: PlannedEntry, problems: Sequence[Problem]) -> None:
        most = _PROBLEMS_SHOWN_ALONE if self._log_alone else _PROBLEMS_SHOWN
        for problem in problems[:most]:
            self._log("ERROR", problem.sentence())
        more = len(problems) - most
        if more > 0:
            name = planned.entry.journal_entry_id[:_LONGEST_ID_SHOWN]
            where = "object_storage_config keeps them all" if self._log_alone else "see the rejects"
            self._log("ERROR", f"Journal {name} has {more:,} more problems: {where}.")

    def overtaken(self, planned: PlannedEntry) -> None:
        """Say that an entry is left to the next sync, since somebody was faster."""
        self._overtaken[planned.entry.organisation, planned.month] += 1
        entry, organisation = planned.entry.journal_entry_id, planned.organisation
        self._log("WARN", f"Journal {entry} was changed in {organisation} since it was planned: left to the next sync.")

    def begins(self, planned: PlannedEntry, plan: PlanStore) -> None:
        """Say that the posting of a period begins, when its first journal is sent."""
        period = (planned.entry.organisation, planned.month)
        if period not in self._due:
            self._due[period] = self._left[period] = plan.writes_in(*period)
            entries = _entries(self._due[period])
            self._log("INFO", f"Posting {entries} for {_period(planned)} to {planned.organisation}")

    def ended(self, settled: PlannedEntry) -> None:
        """Say how the posting of a period went, when its last journal is settled."""
        period = (settled.entry.organisation, settled.month)
        self._left[period] -= 1
        if settled.problems:
            self._failed[period] += 1
            self._say_all(settled, settled.problems)
        overtaken = self._overtaken[period]
        if self._left[period] > overtaken:
            return
        due, failed = self._due[period], self._failed[period]
        status = PostingStatus.FAILED if failed else PostingStatus.SUCCESS
        level = "ERROR" if failed else "INFO"
        done = f"{due - failed - overtaken} of {_entries(due)}"
        self._log(level, f"Posted {done} for {_period(settled)} to {settled.organisation}: {status}")

    def held_back(self, plan: PlanStore, *, kept_states: bool) -> None:
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

    def dry_run(self, plan: PlanStore) -> None:
        """Say that nothing was posted, and why."""
        count = plan.count(Stage.WAITING)
        self._log("INFO", f"Dry run: nothing was posted, {_entries(count)} would have been.")

    @staticmethod
    def refusal(plan: PlanStore, rejected: int, address: str) -> str:
        """Return the sentence with which a sync fails."""
        first = next(plan.at(Stage.REJECTED), None)
        reason = first.problems[0].sentence() if first else ""
        log = "the log and in " if rejected <= _JOURNALS_SHOWN else ""
        where = f" All of them are in {log}{address}." if address else " All of them are in the log."
        posted = sum(
            count for action, stage, count in plan.counts() if stage is Stage.DONE and action and Action(action).writes
        )
        consequence = (
            f"{_entries(posted)} {'was' if posted == 1 else 'were'} posted" if posted else "nothing was posted"
        )
        return f"{_entries(rejected)} cannot be posted, and {consequence}. {reason}{where}"


class _SharedProblem:
    """A problem that several journal entries have, with how many and the first of them."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._count = 0
        self._first: list[str] = []

    def add(self, journal_entry_id: str) -> None:
        self._count += 1
        if len(self._first) < _IDS_SHOWN:
            self._first.append(journal_entry_id)

    def sentence(self) -> str:
        more = self._count - len(self._first)
        rest = f" and {more:,} more" if more else ""
        return f"{self._problem.sentence()} This concerns {_entries(self._count)}: {', '.join(self._first)}{rest}."


def _period(planned: PlannedEntry) -> str:
    return period_name(date.fromisoformat(f"{planned.month}-01"))


def _entries(count: int) -> str:
    return "1 journal entry" if count == 1 else f"{count:,} journal entries"
