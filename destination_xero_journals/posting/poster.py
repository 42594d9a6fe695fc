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
from xero_api.errors import OutcomeUncertain, RequestRefused, WayBlocked, XeroError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.rules.journal import HeldJournal
    from destination_xero_journals.rules.sighting import Sighting
    from xero_api.patience import Patience, Pauses
    from xero_connectors.organisations import Organisation

_PATH = MANUAL_JOURNALS.path
_UNSEEN = "its call got no answer, and Xero shows other journals of it"
Owner = TypeVar("Owner")


@dataclass
class Task:
    """One journal to be written, and what came of it: the journal that Xero holds now, or a problem.

    `looked_up` tells that no answer named the journal: it was found in Xero. `verified` tells that it is as it was
    sent. `left` says why nothing came of it: the next sync looks again.
    """

    decision: Decision
    element: bytes
    posted: HeldJournal | None = None
    problem: Problem | None = None
    looked_up: bool = False
    verified: bool = False
    left: str = ""
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
        Raises what the client raises, and OutcomeUncertain where an outcome stays uncertain; what a look shows of the
        call is settled by then, and nothing else may be acknowledged.
        """
        try:
            for method in ("PUT", "POST"):
                chosen = [task for task in tasks if task.open and task.creates == (method == "PUT")]
                if chosen:
                    self._settle(method, chosen)
        except XeroError as failure:
            self._look_after(failure, tasks)
            raise
        for task in tasks:
            self._verify(task)

    def _look_after(self, failure: XeroError, tasks: Sequence[Task]) -> None:
        """Find out what a call that failed stored all the same, before anything is said of it."""
        try:
            self._settle_seen([task for task in tasks if task.open])
            for task in tasks:
                self._verify(task)
            seen = "a look right after it does not show them"
        except XeroError:
            seen = "Xero could not be read after it"
        unknown = [task for task in tasks if not (task.verified or task.problem or task.left)]
        if unknown:
            failure.add_note(
                f"Of the last call {_journals(len(unknown))} (first {unknown[0].entry}) may be in Xero or not: {seen}."
            )

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
                # Where nothing of it shows, the call, or one of a sync that was killed, may still be on its way: only
                # the very same one cannot double it. An error that Xero replays under its key keeps this sync from
                # posting, not the next.
                self._settle_uncertain(pending, pauses)
            except (RequestRefused, WayBlocked) as refused:
                self._refused_whole(method, pending, refused)
            else:
                self._take(pending, answers)
            pending = [task for task in pending if task.open]

    def _refused_whole(self, method: str, tasks: Sequence[Task], refused: RequestRefused | WayBlocked) -> None:
        """Find the journal for which Xero refuses a whole call, by halving it, so that the others are posted.

        A look comes first: whether a refused call left something in the books is not documented. Any other refusal than
        of what is in the call is raised, unless all of it is there.
        """
        self._settle_seen(tasks)
        left = [task for task in tasks if task.open]
        if not left:
            return
        if not isinstance(refused, RequestRefused) or refused.status not in (400, 413):
            raise refused
        if len(tasks) == 1:
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
        return self._sighted(task) is not None

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
        return answered([task.decision for task in tasks], answer.body.get(_PATH), plain=answer.plain)

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
        """Read what changed in Xero, and settle those that it holds by now; the others stay open."""
        self._held.read()
        for task in tasks:
            seen = self._sighted(task)
            if seen is not None:
                task.settle(seen)

    def _sighted(self, task: Task) -> Sighting | None:
        decision = task.decision
        if task.creates:
            # What is listed as voided would be posted again.
            self._held.confirm_gone(task.entry)
        return sighted(decision, self._wanted_status(decision), self._held.of(task.entry))

    def _settle_uncertain(self, tasks: Sequence[Task], pauses: Pauses) -> None:
        """Settle an uncertain call by what Xero shows since; where that is nothing of it, all of it stays open.

        What shows may be another program's. So once a part of the call shows, it is never sent again: the same call
        would post that part twice if it never arrived, and another one would post the rest twice if it is on its way.
        The rest may appear in a while, and is left to the next sync where it does not.
        """
        while True:
            self._settle_seen([task for task in tasks if task.open])
            unseen = [task for task in tasks if task.open]
            if len(unseen) in (0, len(tasks)):
                return
            differs = any(task.problem for task in tasks)
            if differs or not pauses.again():
                for task in unseen:
                    task.left = _UNSEEN
                return

    def _verify(self, task: Task) -> None:
        """Compare what Xero answered with what was sent; what was looked up has been compared."""
        if task.posted is None or task.verified:
            return
        if not task.looked_up:
            task.posted, task.problem = self._verification.outcome(
                task.decision, self._wanted_status(task.decision), task.posted, task.warnings
            )
        if task.posted is not None:
            task.verified = True
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


def _journals(count: int) -> str:
    return "1 journal" if count == 1 else f"{count} journals"


def _refusal(task: Task, found: str) -> Problem:
    return Problem(
        Code.REFUSED_BY_XERO,
        f"Xero refused journal {task.entry}",
        found=found,
        expected="a journal that Xero accepts",
        fix="Mend what Xero says in RevRec, in the mapping or in Xero's settings, and send the journal again",
    )
