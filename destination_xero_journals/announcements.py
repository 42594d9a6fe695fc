"""What a sync says while it works, in the words of RevRec's home page."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

from destination_xero_journals.plan.document import TO_POST
from destination_xero_journals.plan.store import PlannedEntry, PlanStore, Stage
from destination_xero_journals.rules.causes import Causes, listed
from destination_xero_journals.rules.decision import Action
from destination_xero_journals.rules.narration import period_name
from revrec_journals.receipt import PostingStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from destination_xero_journals.plan.overview import Overview
    from destination_xero_journals.plan.planner import DeletedRows
    from destination_xero_journals.plan.preparation import Findings
    from destination_xero_journals.plan.totals import AccountTotal
    from destination_xero_journals.rules.journal import HeldJournal

_SENTENCES_SHOWN = 16
_NOTICES_SHOWN = 8
_ACCOUNTS_SHOWN = 12
_WARNINGS_SHOWN = 5
_NAMED, _ALL_NAMED = 5, 200
"""Journals in Xero that have a sentence each, and those that one sentence names."""
_DOING = {
    "create": "to create",
    "update": "to update",
    "approve": "to approve",
    "correct": "to correct by a difference",
    "unchanged": "in Xero already",
    "leave": "left as they are in Xero",
    "nothing_to_post": "without an amount",
}

_DONE = {"unchanged": "there already", "leave": "left as they are in Xero", "nothing_to_post": "without an amount"}
_NOT_DONE = {Stage.WAITING: "not posted", Stage.HELD_BACK: "held back", Stage.REJECTED: "refused"}


class Announcements:
    """The lines of the log of one sync."""

    def __init__(self, log: Callable[[str, str], None]) -> None:
        """Give `log` a level (INFO, WARN, ERROR) and a text; it is some lines, however many journals fail."""
        self._log = log
        self._causes = Causes()
        self._said = 0
        self._unsaid = 0
        self._unsaid_problems = 0
        self._warnings = 0
        self._due: dict[tuple[str, str], int] = {}
        self._left: dict[tuple[str, str], int] = {}
        self._failed: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._left_over: defaultdict[tuple[str, str], int] = defaultdict(int)

    def warn(self, text: str) -> None:
        """Say something that somebody should look at: the first few times, and at the end how often it was."""
        self._warnings += 1
        if self._warnings <= _WARNINGS_SHOWN:
            self._log("WARN", text)

    def rest(self) -> None:
        """Say what was kept back, also where the sync ends early."""
        self._say_causes()
        if self._unsaid:
            self._log("ERROR", f"{self._unsaid:,} more causes, of {self._unsaid_problems:,} problems.")
        more = self._warnings - _WARNINGS_SHOWN
        if more > 0:
            self._log("WARN", f"{more:,} more warnings of this kind.")
        self._unsaid = self._unsaid_problems = self._warnings = 0

    def left_out(self, deleted: DeletedRows) -> None:
        """Say how many rows are no lines, since their loader marked them as deleted or replaced."""
        if sentence := deleted.sentence():
            self._log("INFO", sentence)

    def planned(self, plan: PlanStore, fingerprint: str) -> None:
        """Say what is going to be done."""
        counts: Counter[str] = Counter()
        for action, stage, count in plan.counts():
            refused = stage in (Stage.REJECTED, Stage.HELD_BACK)
            counts[stage.value if refused else _DOING[action]] += count
        parts = ", ".join(f"{count} {text}" for text, count in counts.items()) or "nothing"
        self._log("INFO", f"{PostingStatus.READY_TO_POST}: {parts}.")
        # Alone, it fits a line of a terminal and can be copied from it.
        self._log("INFO", f"Fingerprint {fingerprint}")

    def found(self, organisation: str, findings: Findings) -> None:
        """Say what of an organisation's journals somebody should know, whatever the input is."""
        for each in findings.to_take_back[:_NAMED]:
            self._log(
                "WARN",
                f"Journal {each.manual_journal_id} in {organisation} was posted for {each.key.journal_entry_id} and "
                f"found wrong by an earlier sync that did not come to void it: it is voided before anything is posted.",
            )
        self._say_others("are voided for the same reason", organisation, findings.to_take_back)
        for each in findings.doubtful[:_NAMED]:
            self._log(
                "WARN",
                f"Journal {each.manual_journal_id} in {organisation} ({each.status}, {each.date}) says that "
                f"{each.key.journal_entry_id} was taken back, and is not the journal that was: it is left as it is. "
                f"Take the mark out of its narration if it is a journal of its own, or void it.",
            )
        self._say_others("are left as they are for the same reason", organisation, findings.doubtful)
        if findings.doubled:
            named = [f"{entry} ({', '.join(ids)})" for entry, ids in findings.doubled.items()]
            self._log(
                "WARN",
                f"Entries that are not in this input are in {organisation} more than once: "
                f"{listed(named, _ALL_NAMED)}. Look at the journals in Xero and void what is not wanted.",
            )

    def _say_others(self, what: str, organisation: str, journals: Sequence[HeldJournal]) -> None:
        others = [f"{each.manual_journal_id} ({each.key.journal_entry_id})" for each in journals[_NAMED:]]
        if others:
            self._log("WARN", f"Further journals in {organisation} {what}: {listed(others, _ALL_NAMED)}.")

    def look(self, overview: Overview) -> None:
        """Say what is posted by account, what of Xero is changed, and what somebody should look at."""
        for total in overview.totals.currencies():
            if total.state == TO_POST:
                accounts = [each for each in overview.totals.by_account(total) if each.debits or each.credits]
                said = listed([_sums(each) for each in accounts], _ACCOUNTS_SHOWN)
                self._log("INFO", f"To post to {total.organisation}, {total.currency}: {said}.")
        notices = overview.of_the_input
        for notice in notices[:_NOTICES_SHOWN]:
            self._log("WARN", notice.sentence())
        more = len(notices) - _NOTICES_SHOWN
        if more > 0:
            self._log("WARN", f"{more:,} more such warnings: `destination-xero-journals plan` shows them.")

    def problems(self, rejected: Iterable[PlannedEntry]) -> None:
        """Say why journals are refused, one sentence for one cause."""
        for planned in rejected:
            self._causes.add(planned.organisation, planned.entry.journal_entry_id, planned.problems)
        self._say_causes()

    def _say_causes(self) -> None:
        for cause in self._causes.all():
            sentences = cause.sentences()
            room = _SENTENCES_SHOWN - self._said
            if len(sentences) > room:
                sentences = [cause.sentence()]
            if len(sentences) > room:
                self._unsaid += 1
                self._unsaid_problems += cause.problems
                continue
            self._said += len(sentences)
            for sentence in sentences:
                self._log("ERROR", sentence)
        self._causes = Causes()

    def left(self, planned: PlannedEntry, why: str) -> None:
        """Say that an entry is left to the next sync, and why."""
        self._left_over[planned.entry.organisation, planned.month] += 1
        self.warn(
            f"Journal {planned.entry.journal_entry_id} in {planned.organisation} is left to the next sync: {why}."
        )

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
            self._causes.add(settled.organisation, settled.entry.journal_entry_id, settled.problems)
        left = self._left_over[period]
        if self._left[period] > left:
            return
        self._say_causes()
        due, failed = self._due[period], self._failed[period]
        level, status = "INFO", PostingStatus.SUCCESS
        if failed:
            level, status = "ERROR", PostingStatus.FAILED
        elif left:
            level, status = "WARN", PostingStatus.IN_PROGRESS
        done = f"{due - failed - left} of {_entries(due)}"
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

    def ended_with(self, plan: PlanStore) -> None:
        """Say what became of the journals of a plan, in one line; nothing where Xero could not be read for one."""
        counts = Counter(dict.fromkeys(("posted", "there already", "held back", "refused"), 0))
        for action, stage, count in plan.counts():
            if stage is Stage.DONE:
                counts["posted" if Action(action).writes else _DONE[action]] += count
            else:
                counts[_NOT_DONE[stage]] += count
        if not counts.total():
            return
        journals = "1 journal" if counts.total() == 1 else f"{counts.total():,} journals"
        parts = ", ".join(f"{count:,} {word}" for word, count in counts.items())
        self._log("INFO", f"Of {journals}: {parts}.")

    @staticmethod
    def left_over(plan: PlanStore) -> str:
        """Return the sentence with which a sync ends that leaves entries to the next one."""
        first = next(plan.at(Stage.WAITING)).entry.journal_entry_id
        return (
            f"Not done yet: {_entries(plan.count(Stage.WAITING))} (first {first}); posted: {_entries(_posted(plan))}. "
            f"Sync again: the next sync looks into Xero first."
        )

    @staticmethod
    def posted_by_then(plan: PlanStore) -> str:
        """Return what is known of the books where a sync fails while it posts."""
        return (
            f"By then Xero had confirmed {_entries(_posted(plan))}; the next sync looks into Xero before it posts "
            f"anything."
        )

    @staticmethod
    def refusal(plan: PlanStore, rejected: int, address: str, *, sent: bool = False) -> str:
        """Return the sentence with which a sync fails; `sent` tells whether anything was sent to Xero."""
        causes = Causes()
        for planned in plan.at(Stage.REJECTED):
            causes.add(planned.organisation, planned.entry.journal_entry_id, planned.problems)
        reason = next((cause.sentence() for cause in causes.all()), "")
        plan_file = "`destination-xero-journals plan --output plan.xlsx` names all of them."
        where = f" All of them are in {address}." if address else f" The log has every cause; {plan_file}"
        posted = _posted(plan)
        if posted:
            consequence = f"{_entries(posted)} {'was' if posted == 1 else 'were'} posted"
        else:
            consequence = "none is known to be in the books as it was sent" if sent else "nothing was posted"
        return f"{_entries(rejected)} cannot be posted, and {consequence}. {reason}{where}"


def _sums(total: AccountTotal) -> str:
    debits = f" debit {total.debits:,.2f}" if total.debits else ""
    credit = f" credit {total.credits:,.2f}" if total.credits else ""
    return f"{total.account}{debits}{credit}"


def _posted(plan: PlanStore) -> int:
    done = sum(
        count for action, stage, count in plan.counts() if stage is Stage.DONE and action and Action(action).writes
    )
    # Some need another sync after this one.
    return done + sum(planned.posted is not None for planned in plan.at(Stage.WAITING))


def _period(planned: PlannedEntry) -> str:
    return period_name(date.fromisoformat(f"{planned.month}-01"))


def _entries(count: int) -> str:
    return "1 journal entry" if count == 1 else f"{count:,} journal entries"
