"""Writing journals into one organisation: each call answered, compared with what was sent, or settled by a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from destination_xero_journals.posting.answers import Answered, answered
from destination_xero_journals.posting.verification import Verification
from destination_xero_journals.posting.withdrawal import Withdrawal
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
from destination_xero_journals.rules.retirement import is_ours_to_void
from destination_xero_journals.rules.sighting import sighted
from revrec_journals.problem import Code, Problem
from xero_api import scopes
from xero_api.endpoints import MANUAL_JOURNALS
from xero_api.errors import OutcomeUncertain, RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.rules.journal import HeldJournal
    from destination_xero_journals.rules.sighting import Sighting
    from xero_api.patience import Patience
    from xero_connectors.organisations import Organisation

_PATH = MANUAL_JOURNALS.path
Owner = TypeVar("Owner")


@dataclass
class Task:
    """One journal to be written, and what came of it: the journal that Xero holds now, or a problem.

    `looked_up` tells that no answer named the journal: it was found in Xero. `left` is what nothing came of, since
    another program posts too: the next sync looks again.
    """

    decision: Decision
    element: bytes
    posted: HeldJournal | None = None
    problem: Problem | None = None
    looked_up: bool = False
    left: bool = False
    refused_once: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def entry(self) -> str:
        """Return the Journal Entry Id."""
        return self.decision.journal.key.journal_entry_id

    @property
    def creates(self) -> bool:
        """Tell whether it makes a new journal."""
        return self.decision.action in (Action.CREATE, Action.CORRECT)

    @property
    def open(self) -> bool:
        """Tell whether nothing has come of it yet."""
        return self.posted is None and self.problem is None and not self.left

    def settle(self, seen: Sighting) -> None:
        """Take what was found in Xero for what came of it."""
        self.looked_up = True
        if seen.problem:
            self.problem = seen.problem
        else:
            self.posted = seen.held


class Poster:
    """The write calls of one organisation."""

    def __init__(self, organisation: Organisation, held: HeldJournals, patience: Patience, status: str) -> None:
        """Post with `status`; `held` is what the organisation's books hold, and learns what is posted."""
        self._organisation = organisation
        self._held = held
        self._patience = patience
        self._status = status
        self._withdrawal = Withdrawal(organisation, patience)
        self._verification = Verification(held, self._withdrawal)
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
        for wrong in self._held.to_take_back():
            # Somebody may have edited it, or voided it, since it was read.
            now = self._held.look_up(wrong.manual_journal_id)
            if now and now.in_the_books and is_ours_to_void(now):
                self._withdrawal.finish(now)

    def post(self, tasks: Sequence[Task]) -> None:
        """Write one batch; afterwards each task has a posted journal or a problem.

        Some may be left to the next sync. What Xero stored differently from what was sent is voided or deleted again.
        Raises what the client raises, and XeroUnavailable where an outcome stays uncertain; then nothing may be
        acknowledged.
        """
        for method in ("PUT", "POST"):
            chosen = [task for task in tasks if task.open and task.creates == (method == "PUT")]
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
                answers = self._send(method, pending)
            except OutcomeUncertain:
                if not pauses.again():
                    raise
                if not self._settled_by_look(pending):
                    # The call, or one of a sync that was killed, may still be on its way: only the very same one cannot
                    # double it. An error that Xero replays under its key keeps this sync from posting, not the next.
                    continue
            except RequestRefused as refused:
                self._refused_whole(method, pending, refused)
            else:
                self._take(pending, answers)
            pending = [task for task in pending if task.open]

    def _refused_whole(self, method: str, tasks: Sequence[Task], refused: RequestRefused) -> None:
        """Find the journal for which Xero refuses a whole call, by halving it, so that the others are posted.

        A look comes first: whether a refused call left something in the books is not documented.
        """
        if refused.status not in (400, 413):
            raise refused
        self._settle_seen(tasks)
        left = [task for task in tasks if task.open]
        if len(tasks) == 1 and left:
            tasks[0].problem = _refusal(tasks[0], str(refused))
            return
        middle = len(left) // 2
        self._settle(method, left[:middle])
        self._settle(method, left[middle:])

    def call(self, tasks: Sequence[Task]) -> str:
        """Return what tells the call that creates these journals from every other: its idempotency key."""
        return self._key("PUT", content(task.element for task in tasks), tasks)

    def sees(self, task: Task) -> bool:
        """Tell whether Xero, as it was read last, shows what a task is to post."""
        decision = task.decision
        return sighted(decision, self._wanted_status(decision), self._held.of(task.entry)) is not None

    def _key(self, method: str, body: bytes, tasks: Sequence[Task]) -> str:
        known = [identity for task in tasks for identity in task.decision.others]
        known += [identity for task in tasks for identity in self._held.given_up(task.entry)]
        # Xero replays an answer for six minutes: the same correction of another edit by hand is another call.
        known += [task.decision.held.stamp for task in tasks if task.decision.held]
        attempt = f"refused before {self._started}" if any(task.refused_once for task in tasks) else ""
        return idempotency_key(self._organisation.tenant_id, method, body, known, attempt)

    def _send(self, method: str, tasks: Sequence[Task]) -> list[Answered]:
        body = content(task.element for task in tasks)
        answer = self._organisation.client.write(
            method,
            _PATH,
            body,
            scope=scopes.WRITE_MANUAL_JOURNALS,
            idempotency_key=self._key(method, body, tasks),
            params={"summarizeErrors": "false"},
        )
        return answered([task.decision for task in tasks], answer.body.get(_PATH))

    def _take(self, tasks: Sequence[Task], answers: Sequence[Answered]) -> None:
        """Take in what Xero answered about each journal.

        What it refused is looked for all the same, and sent once more under another key, since Xero replays the
        refusals of the last six minutes even when their cause has been mended.
        """
        refused = []
        for task, answer in zip(tasks, answers, strict=True):
            task.warnings, task.posted = answer.warnings, answer.held
            if answer.held is None:
                refused.append((task, answer.refusal))
        if not refused:
            return
        self._settle_seen([task for task, _ in refused])
        for task, refusal in refused:
            if task.open and task.refused_once:
                task.problem = _refusal(task, refusal)
            task.refused_once = True

    def _settle_seen(self, tasks: Sequence[Task]) -> None:
        """Settle those of refused journals that Xero holds all the same; the others stay open."""
        for task, each in zip(tasks, self._seen(tasks), strict=True):
            if each is not None:
                task.settle(each)

    def _seen(self, tasks: Sequence[Task]) -> list[Sighting | None]:
        self._held.read()
        return [sighted(task.decision, self._wanted_status(task.decision), self._held.of(task.entry)) for task in tasks]

    def _settled_by_look(self, tasks: Sequence[Task]) -> bool:
        """Read what changed in Xero and settle an uncertain call by it; False where it is to be sent again.

        What is found may be another program's: where it differs, the same call would surely post it a second time, and
        what was not found waits for the next sync.
        """
        found = self._seen(tasks)
        if None in found and not any(each and each.problem for each in found):
            return False
        for task, each in zip(tasks, found, strict=True):
            if each is None:
                task.left = True
            else:
                task.settle(each)
        return True

    def _verify(self, task: Task) -> None:
        """Compare what Xero answered with what was sent; what was looked up has been compared."""
        if task.posted is None:
            return
        if not task.looked_up:
            task.posted, task.problem = self._verification.outcome(
                task.decision, self._wanted_status(task.decision), task.posted, task.warnings
            )
        if task.posted is not None:
            self._held.keep(task.posted)

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


def _refusal(task: Task, found: str) -> Problem:
    return Problem(
        Code.REFUSED_BY_XERO,
        f"Xero refused journal {task.entry}",
        found=found,
        expected="a journal that Xero accepts",
        fix="Mend what Xero says in RevRec, in the mapping or in Xero's settings, and send the journal again",
    )
