"""Writing journals into one organisation: each call answered, compared with what was sent, or settled by a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from destination_xero_journals.books.held_journals import HeldJournals, as_held, held_journal
from destination_xero_journals.posting.withdrawal import Withdrawal
from destination_xero_journals.rules.comparison import alterations
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import POSTED
from destination_xero_journals.rules.request import (
    MOST_BYTES,
    MOST_JOURNALS,
    content,
    element_bytes,
    idempotency_key,
    journal_json,
    status_json,
)
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code, Problem
from xero_api import scopes
from xero_api.endpoints import MANUAL_JOURNALS
from xero_api.errors import OutcomeUncertain, RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from destination_xero_journals.rules.journal import HeldJournal
    from xero_api.patience import Patience
    from xero_connectors.organisations import Organisation

_PATH = MANUAL_JOURNALS.path
Owner = TypeVar("Owner")


@dataclass
class Task:
    """One journal to be written, and what came of it: the journal that Xero holds now, or a problem."""

    decision: Decision
    element: bytes
    posted: HeldJournal | None = None
    problem: Problem | None = None
    refused_once: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def entry(self) -> str:
        """Return the Journal Entry Id."""
        return self.decision.journal.key.journal_entry_id

    @property
    def open(self) -> bool:
        """Tell whether nothing has come of it yet."""
        return self.posted is None and self.problem is None


class Poster:
    """The write calls of one organisation."""

    def __init__(self, organisation: Organisation, held: HeldJournals, patience: Patience, status: str) -> None:
        """Post with `status`; `held` is what the organisation's books hold, and learns what is posted."""
        self._organisation = organisation
        self._held = held
        self._patience = patience
        self._status = status
        self._withdrawal = Withdrawal(organisation, patience)
        self._started = patience.clock.now().isoformat()

    def task(self, decision: Decision) -> Task:
        """Return a decision as what is sent."""
        if decision.action is Action.APPROVE and decision.held:
            return Task(decision, element_bytes(status_json(decision.held.manual_journal_id, POSTED)))
        element = journal_json(decision.journal, self._wanted_status(decision))
        if decision.action is Action.UPDATE and decision.held:
            element["ManualJournalID"] = decision.held.manual_journal_id
        return Task(decision, element_bytes(element))

    def finish_withdrawals(self) -> None:
        """Void what an earlier sync found wrong but did not finish voiding; raises XeroUnavailable."""
        for wrong in list(self._held.taken_back.values()):
            self._withdrawal.finish(wrong)

    def withdraw(self, posted: HeldJournal) -> None:
        """Take back a journal of this sync, of which another program posted the same; raises XeroUnavailable."""
        self._withdrawal.take_back(posted)

    def post(self, tasks: Sequence[Task]) -> None:
        """Write one batch; afterwards each task has a posted journal or a problem.

        What Xero stored differently from what was sent is voided or deleted again. Raises what the client raises, and
        XeroUnavailable where an outcome stays uncertain; then nothing may be acknowledged.
        """
        for method in ("PUT", "POST"):
            chosen = [
                task for task in tasks if (task.decision.action in (Action.CREATE, Action.CORRECT)) == (method == "PUT")
            ]
            if chosen:
                self._settle(method, chosen)
        for task in tasks:
            if task.posted is not None:
                self._verify(task)

    def _settle(self, method: str, tasks: Sequence[Task]) -> None:
        """Send what is open until nothing is, with a look into Xero after every uncertain call."""
        pauses = self._patience.pauses()
        pending = list(tasks)
        while pending:
            try:
                elements = self._send(method, pending)
            except OutcomeUncertain:
                if not pauses.again():
                    raise
                found = self._look(pending)
                if len(found) < len(pending):
                    # The call, or one of a sync that was killed, may still be on its way: only the very same one cannot
                    # double it. An error that Xero replays under its key keeps this sync from posting, not the next.
                    continue
                for task, held in found:
                    task.posted = held
            except RequestRefused as refused:
                self._refused_whole(method, pending, refused)
            else:
                for task, element in zip(pending, _matched(pending, elements), strict=True):
                    self._take(task, element)
            pending = [task for task in pending if task.open]

    def _refused_whole(self, method: str, tasks: Sequence[Task], refused: RequestRefused) -> None:
        """Find the journal for which Xero refuses a whole call, by halving it, so that the others are posted."""
        if refused.status not in (400, 413):
            raise refused
        if len(tasks) == 1:
            tasks[0].problem = _refusal(tasks[0], str(refused))
            return
        middle = len(tasks) // 2
        self._settle(method, tasks[:middle])
        self._settle(method, tasks[middle:])

    def _send(self, method: str, tasks: Sequence[Task]) -> list[dict[str, Any]]:
        body = content(task.element for task in tasks)
        known = [identity for task in tasks for identity in task.decision.others]
        known += [identity for task in tasks for identity in self._held.given_up(task.entry)]
        # Xero replays an answer for six minutes: the same correction of another edit by hand is another call.
        known += [task.decision.held.stamp for task in tasks if task.decision.held]
        attempt = f"refused before {self._started}" if any(task.refused_once for task in tasks) else ""
        answer = self._organisation.client.write(
            method,
            _PATH,
            body,
            scope=scopes.WRITE_MANUAL_JOURNALS,
            idempotency_key=idempotency_key(self._organisation.tenant_id, method, body, known, attempt),
            params={"summarizeErrors": "false"},
        )
        found: list[dict[str, Any]] = answer.body.get(_PATH) or []
        if len(found) != len(tasks):
            # An answer that does not match the request says nothing about any journal of it.
            raise OutcomeUncertain(f"Xero answered {len(found)} journals, and {len(tasks)} were sent", answered=True)
        return found

    def _take(self, task: Task, element: dict[str, Any]) -> None:
        """Take in what Xero answered about one journal.

        A refused journal is sent once more under another key, since Xero replays the refusals of the last six minutes
        even when their cause has been mended.
        """
        errors = _messages(element, "ValidationErrors")
        task.warnings = tuple(_messages(element, "Warnings"))
        if element.get("StatusAttributeString") != "ERROR" and not errors:
            task.posted = held_journal(element)
            if task.posted is None:
                task.problem = self._lost_key(task, element)
            return
        if not task.refused_once:
            task.refused_once = True
            return
        task.problem = _refusal(task, "; ".join(errors) or "an ERROR without a text")

    def _lost_key(self, task: Task, element: dict[str, Any]) -> Problem:
        self._withdrawal.finish(as_held(element, task.decision.journal.key))
        return Problem(
            Code.ALTERED_BY_XERO,
            f"Xero changed the narration of journal {task.entry}, which is taken back",
            found=str(element.get("Narration"))[:200],
            expected=task.decision.journal.narration[:200],
            fix="Use a plainer narration",
        )

    def _look(self, tasks: Sequence[Task]) -> list[tuple[Task, HeldJournal]]:
        """Read what changed in Xero, and return the tasks of an uncertain call whose journals are there."""
        self._held.read()
        found = []
        for task in tasks:
            decision = task.decision
            for held in self._held.of(task.entry):
                if held.key != decision.journal.key:
                    continue
                if decision.action in (Action.CREATE, Action.CORRECT):
                    done = held.manual_journal_id not in decision.others and held.in_the_books
                else:
                    same = decision.held is not None and held.manual_journal_id == decision.held.manual_journal_id
                    done = same and not alterations(decision.journal, self._wanted_status(decision), held)
                if done:
                    found.append((task, held))
                    break
        return found

    def _verify(self, task: Task) -> None:
        """Compare what Xero stored with what was sent; take the journal back where they differ."""
        posted, decision = task.posted, task.decision
        if posted is None:
            return
        altered = alterations(decision.journal, self._wanted_status(decision), posted)
        if not altered:
            self._held.keep(posted)
            return
        task.posted = None
        found = "; ".join((*altered, *(f"Xero warns: {warning}" for warning in task.warnings)))
        fix = "Mend what Xero dropped or changed (accounts and tracking options must be active), and send it again"
        if decision.action in (Action.CREATE, Action.CORRECT):
            self._withdrawal.take_back(posted)
            consequence = "it was taken back"
        elif decision.action is Action.UPDATE and decision.held and self._withdrawal.restore(decision.held, posted):
            consequence = "it was written back as it was before"
        else:
            consequence = "it stands in the books like that"
            fix = "Look at the journal in Xero and correct or void it by hand"
        task.problem = Problem(
            Code.ALTERED_BY_XERO,
            f"Xero stored journal {task.entry} otherwise than it was sent, and {consequence}",
            found=found,
            expected="every line as it was sent",
            fix=fix,
        )

    def _wanted_status(self, decision: Decision) -> str:
        """Return the status that a journal is to have: an approved one is never taken back to a draft."""
        if decision.action is Action.APPROVE:
            return POSTED
        if decision.action is Action.UPDATE and decision.held and decision.held.status == POSTED:
            return POSTED
        return self._status


def batches(due: Iterable[tuple[Owner, Task]]) -> Iterator[list[tuple[Owner, Task]]]:
    """Yield tasks, each with what it belongs to, in batches that Xero takes in one call."""
    batch: list[tuple[Owner, Task]] = []
    size = 0
    for owner, task in due:
        if batch and (len(batch) == MOST_JOURNALS or size + len(task.element) + 1 > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append((owner, task))
        size += len(task.element) + 1
    if batch:
        yield batch


def _matched(tasks: Sequence[Task], elements: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the element of each task by the key in its narration, by its place where no element bears the key."""
    by_key = {JournalKey.found_in(str(element.get("Narration") or "")): element for element in elements}
    return [by_key.get(task.decision.journal.key, element) for task, element in zip(tasks, elements, strict=True)]


def _refusal(task: Task, found: str) -> Problem:
    return Problem(
        Code.REFUSED_BY_XERO,
        f"Xero refused journal {task.entry}",
        found=found,
        expected="a journal that Xero accepts",
        fix="Mend what Xero says in RevRec, in the mapping or in Xero's settings, and send the journal again",
    )


def _messages(element: dict[str, Any], kind: str) -> list[str]:
    return [str(each.get("Message", "")) for each in element.get(kind) or ()]
