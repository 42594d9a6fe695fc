"""Writing journals into one organisation: each call answered, compared with what was sent, or settled by a look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from destination_xero_journals.held_journals import HeldJournals, held_journal
from destination_xero_journals.rules.comparison import alterations
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import DELETED, DRAFT, POSTED, VOIDED
from destination_xero_journals.rules.problem import Code, Problem
from destination_xero_journals.rules.request import content, element_bytes, idempotency_key, journal_json, status_json
from xero_api import scopes
from xero_api.endpoints import MANUAL_JOURNALS
from xero_api.errors import OutcomeUncertain, XeroUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from destination_xero_journals.rules.journal import HeldJournal
    from xero_api.patience import Patience
    from xero_revrec.organisations import Organisation

_PATH = MANUAL_JOURNALS.path


@dataclass
class Task:
    """One journal to be written, and what came of it: the journal that Xero holds now, or a problem."""

    decision: Decision
    element: bytes
    posted: HeldJournal | None = None
    problem: Problem | None = None
    refused_once: bool = field(default=False)

    @property
    def entry(self) -> str:
        """Return the Journal Entry Id."""
        return self.decision.journal.key.journal_entry_id

    @property
    def open(self) -> bool:
        """Tell whether nothing has come of it yet."""
        return self.posted is None and self.problem is None


class Posting:
    """The write calls of one organisation."""

    def __init__(self, organisation: Organisation, held: HeldJournals, patience: Patience, status: str) -> None:
        """Post with `status`; `held` is what the organisation's books hold, and learns what is posted."""
        self._organisation = organisation
        self._held = held
        self._patience = patience
        self._status = status
        self.calls = 0

    def task(self, decision: Decision) -> Task:
        """Return a decision as what is sent."""
        if decision.action is Action.APPROVE and decision.held:
            return Task(decision, element_bytes(status_json(decision.held.manual_journal_id, POSTED)))
        element = journal_json(decision.journal, self._wanted_status(decision))
        if decision.action is Action.UPDATE and decision.held:
            element["ManualJournalID"] = decision.held.manual_journal_id
        return Task(decision, element_bytes(element))

    def post(self, tasks: Sequence[Task]) -> None:
        """Write one batch; afterwards each task has a posted journal or a problem.

        What Xero stored otherwise than it was sent is voided or deleted again. Raises what the client raises, and
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
        attempt = 0
        while True:
            pending = [task for task in tasks if task.open]
            if not pending:
                return
            try:
                elements = self._send(method, pending, attempt)
            except OutcomeUncertain as uncertain:
                attempt += uncertain.answered
                self._pause(pauses, uncertain)
                self._look(pending)
                continue
            if len(elements) != len(pending):
                # An answer that does not match the request says nothing about any journal of it.
                attempt += 1
                self._pause(pauses, OutcomeUncertain("Xero answered another number of journals", answered=True))
                self._look(pending)
                continue
            for task, element in zip(pending, elements, strict=True):
                self._take(task, element)
            if all(task.refused_once for task in pending):
                # The same body would be the same call, whose refusal Xero replays.
                attempt += 1

    def _send(self, method: str, tasks: Sequence[Task], attempt: int) -> list[dict[str, Any]]:
        body = content(task.element for task in tasks)
        known = [identity for task in tasks for identity in task.decision.others]
        # Xero replays an answer for six minutes: the same correction of another edit by hand is another call.
        known += [task.decision.held.stamp for task in tasks if task.decision.held]
        self.calls += 1
        answer = self._organisation.client.write(
            method,
            _PATH,
            body,
            scope=scopes.WRITE_MANUAL_JOURNALS,
            idempotency_key=idempotency_key(self._organisation.tenant_id, method, body, known, attempt),
            params={"summarizeErrors": "false"},
        )
        found: list[dict[str, Any]] = answer.body.get(_PATH) or []
        return found

    def _take(self, task: Task, element: dict[str, Any]) -> None:
        """Take in what Xero answered about one journal.

        A refusal is asked for once more under another key, since Xero replays the refusals of the last six minutes
        although their cause may be mended.
        """
        errors = [str(error.get("Message", "")) for error in element.get("ValidationErrors") or ()]
        if element.get("StatusAttributeString") != "ERROR" and not errors:
            task.posted = held_journal(element)
            if task.posted is None:
                task.problem = self._lost_key(task, element)
            return
        if not task.refused_once:
            task.refused_once = True
            return
        task.problem = Problem(
            Code.REFUSED_BY_XERO,
            f"Xero refused journal {task.entry}",
            found="; ".join(errors) or "an ERROR without a text",
            expected="a journal that Xero accepts",
            fix="Mend what Xero says in RevRec, in the mapping or in Xero's settings, and send the journal again",
        )

    def _lost_key(self, task: Task, element: dict[str, Any]) -> Problem:
        identity = str(element.get("ManualJournalID"))
        self._undo(identity, str(element.get("Status") or self._status))
        return Problem(
            Code.ALTERED_BY_XERO,
            f"Xero changed the narration of journal {task.entry}, which is taken back",
            found=str(element.get("Narration"))[:200],
            expected=task.decision.journal.narration[:200],
            fix="Use a plainer narration",
        )

    def _look(self, tasks: Sequence[Task]) -> None:
        """Find out what an uncertain call did: read what changed in Xero, and take what is there as posted."""
        self._held.read()
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
                    task.posted = held

    def _verify(self, task: Task) -> None:
        """Compare what Xero stored with what was sent; take the journal back where they differ."""
        posted = task.posted
        if posted is None:
            return
        altered = alterations(task.decision.journal, self._wanted_status(task.decision), posted)
        if not altered:
            self._held.keep(posted)
            return
        self._undo(posted.manual_journal_id, posted.status)
        task.posted = None
        task.problem = Problem(
            Code.ALTERED_BY_XERO,
            f"Xero stored journal {task.entry} otherwise than it was sent, so that it was taken back",
            found="; ".join(altered),
            expected="every line as it was sent",
            fix="See what Xero dropped or changed: accounts, tracking options and tax types must be active in Xero",
        )

    def _undo(self, manual_journal_id: str, status: str) -> None:
        """Void a posted journal or delete a draft; raises XeroUnavailable where Xero does neither."""
        target = DELETED if status == DRAFT else VOIDED
        body = content([element_bytes(status_json(manual_journal_id, target))])
        pauses = self._patience.pauses()
        attempt = 0
        while True:
            key = idempotency_key(self._organisation.tenant_id, "POST", body, (), attempt)
            self.calls += 1
            try:
                answer = self._organisation.client.write(
                    "POST",
                    _PATH,
                    body,
                    scope=scopes.WRITE_MANUAL_JOURNALS,
                    idempotency_key=key,
                    params={"summarizeErrors": "false"},
                )
            except OutcomeUncertain as uncertain:
                attempt += uncertain.answered
                self._pause(pauses, uncertain)
                continue
            (element,) = answer.body.get(_PATH) or [{}]
            if element.get("Status") == target or self._status_of(manual_journal_id) == target:
                return
            attempt += 1
            found = XeroUnavailable(
                f"Journal {manual_journal_id} was stored by Xero otherwise than it was sent and could not be taken "
                f"back (found: {str(element.get('ValidationErrors'))[:200]}). Void it in Xero by hand."
            )
            self._pause(pauses, found)

    def _status_of(self, manual_journal_id: str) -> str:
        answer = self._organisation.client.get(f"{_PATH}/{manual_journal_id}", scope=scopes.WRITE_MANUAL_JOURNALS)
        (journal,) = answer.body[_PATH]
        return str(journal["Status"])

    def _pause(self, pauses: Iterator[None], failure: Exception) -> None:
        if next(pauses, self) is self:
            raise failure

    def _wanted_status(self, decision: Decision) -> str:
        """Return the status that a journal is to have: an approved one is never taken back to a draft."""
        if decision.action is Action.APPROVE:
            return POSTED
        if decision.action is Action.UPDATE and decision.held and decision.held.status == POSTED:
            return POSTED
        return self._status
