"""One sync: collect, check, plan, post, verify, acknowledge."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from destination_xero_journals.input.state_counts import with_counts
from destination_xero_journals.plan.fingerprint import approves
from destination_xero_journals.plan.store import PlannedEntry, Stage
from destination_xero_journals.posting.attachments import Attachments, supporting_workbook
from destination_xero_journals.posting.last_look import changed_meanwhile, last_look, listed
from destination_xero_journals.posting.missing_options import OptionIds, create_options, missing_tags, with_options
from destination_xero_journals.posting.poster import Poster, Task, batches
from destination_xero_journals.rules.decision import Action
from xero_connectors.terminal.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from destination_xero_journals.announcements import Announcements
    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.books.settling import Settling
    from destination_xero_journals.input.collection import Collection
    from destination_xero_journals.plan.preparation import Preparation
    from destination_xero_journals.posting.evidence import Evidence
    from destination_xero_journals.posting.intents import Intents
    from destination_xero_journals.settings import SyncSettings
    from xero_api.patience import Patience
    from xero_connectors.organisations import Organisation


class NotPosted(Exception):
    """Some journal entries were not posted; the message says how many, why the first, and what to do."""


class LeftOver(Exception):
    """Some journal entries need another sync; the message says how many, and what to do."""


class PlanNotApproved(Exception):
    """The plan is not the one whose fingerprint the configuration holds."""


class Sync:
    """The posting of one collection into the organisations that it names."""

    def __init__(
        self,
        settings: SyncSettings,
        preparation: Preparation,
        *,
        evidence: Evidence,
        patience: Patience,
        settling: Settling,
        announcements: Announcements,
        acknowledge: Callable[[bytes], None],
        progress: Progress | None = None,
    ) -> None:
        """Post what is prepared; `evidence` keeps receipts and rejects, `acknowledge` hands a state to the platform."""
        self._settings = settings
        self._preparation = preparation
        self._plan = preparation.plan
        self._evidence = evidence
        self._patience = patience
        self._settling = settling
        self._say = announcements
        self._acknowledge = acknowledge
        self._acknowledged = 0
        self._sent = False
        self._progress = progress or Progress()

    def run(self, collection: Collection) -> None:
        """Do the whole of it, and acknowledge each state when everything before it is safe.

        Raises NotPosted, LeftOver or PlanNotApproved, and what Xero's client raises; what was acknowledged by then is
        safe.
        """
        try:
            self._run(collection)
        finally:
            self._say.rest()

    def _run(self, collection: Collection) -> None:
        found = self._preparation.prepare(collection)
        approved = self._settings.approved
        self._say.left_out(self._preparation.deleted_rows)
        self._say.planned(self._plan, found)
        self._say.look(self._preparation.overview)
        for tenant_id, books in self._preparation.books.items():
            self._say.found(books.name, self._preparation.findings(tenant_id, collection))
        if approved and not approves(approved, found):
            raise PlanNotApproved(
                f"The plan is not the one that plan_fingerprint approves: the input, the mapping or Xero's books have "
                f"changed since. Nothing was posted. Look at the plan again with `destination-xero-journals plan`, and "
                f"approve the new one.\nfound    {found}\napproved {approved}"
            )
        rejected = self._plan.count(Stage.REJECTED)
        self._say.problems(self._plan.unrecorded_rejects())
        address = self._evidence.reject(collection, self._plan)
        if rejected and not self._settings.post_the_valid:
            self._give_receipts()
            raise NotPosted(self._say.refusal(self._plan, rejected, address))
        if self._settings.dry_run:
            self._give_receipts()
            self._say.dry_run(self._plan)
            return
        self._acknowledge_safe(collection)
        try:
            address = self._post(collection) or address
        except BaseException as failure:
            failure.add_note(self._say.posted_by_then(self._plan))
            raise
        refused = self._plan.count(Stage.REJECTED)
        if refused > rejected and not self._settings.post_the_valid:
            raise NotPosted(self._say.refusal(self._plan, refused, address, sent=self._sent))
        self._acknowledge_safe(collection)
        self._say.held_back(self._plan, kept_states=collection.state_count > 0)
        if self._plan.count(Stage.WAITING):
            raise LeftOver(self._say.left_over(self._plan))

    def _post(self, collection: Collection) -> str:
        """Post everything, and keep the evidence however it ends; returns where rejects went."""
        try:
            workbook = supporting_workbook(self._settings.supporting_workbook)
            for organisation in self._preparation.organisations:
                attachments = Attachments(organisation, note=self._settings.history_note, workbook=workbook)
                self._post_all(organisation, collection, attachments)
        finally:
            address = self._evidence.reject(collection, self._plan)
            self._progress.begins("Writing receipts")
            self._give_receipts()
        return address

    def _give_receipts(self) -> None:
        self._evidence.give(self._plan, self._preparation.books, Stage.DONE, Stage.WAITING)

    def _post_all(self, organisation: Organisation, collection: Collection, attachments: Attachments) -> None:
        held = self._preparation.held(organisation)
        poster = Poster(organisation, held, self._patience, self._settings.status)
        poster.finish_withdrawals()
        decisions = (planned.decision for planned in self._plan.creating(organisation.tenant_id) if planned.decision)
        made = create_options(organisation, missing_tags(decisions), self._patience)
        intents = self._evidence.intents(organisation.tenant_id, self._settling.waiting)
        self._progress.begins(f"Posting journals to {organisation.name}", self._plan.due(organisation.tenant_id))
        if self._post_batches(self._due(organisation, poster, made), poster, held, intents, attachments):
            self._progress.begins(f"Reading Xero: what was posted to {organisation.name}")
            listed(held, self._settling.waiting, organisation.name)
            intents.end()
            self._say.problems(self._refused(last_look(self._plan.written(organisation.tenant_id), held)))
        self._evidence.reject(collection, self._plan)
        self._acknowledge_safe(collection)

    def _post_batches(
        self,
        due: Iterable[tuple[PlannedEntry, Task]],
        poster: Poster,
        held: HeldJournals,
        intents: Intents,
        attachments: Attachments,
    ) -> bool:
        """Post what is due, and tell whether anything was."""
        written = False
        for batch in batches(due):
            tasks = [task for _, task in batch]
            intents.settle([task for task in tasks if task.creates], poster, held)
            for planned, _ in batch:
                self._say.begins(planned, self._plan)
            self._sent = True
            try:
                poster.post(tasks)
            finally:
                self._keep(batch)
            written = True
            for task in tasks:
                if task.posted is not None:
                    attachments.attach(task.posted, self._say.warn)
            self._progress.advances(len(batch))
        return written

    def _keep(self, batch: Sequence[tuple[PlannedEntry, Task]]) -> None:
        """Keep what came of a batch, also where its call failed: what a look then showed was posted."""
        for planned, task in batch:
            if task.left:
                self._say.left(planned, task.left)
        kept = [self._settled(planned, task) if task.verified or task.problem else planned for planned, task in batch]
        (tenant_id,) = {planned.entry.organisation for planned, _ in batch}
        self._evidence.postings(tenant_id).keep(kept)

    def _refused(self, found: Iterable[PlannedEntry]) -> Iterator[PlannedEntry]:
        """Keep and yield what the last look refuses."""
        for planned in found:
            self._plan.put(planned, Stage.REJECTED)
            yield planned

    def _settled(self, planned: PlannedEntry, task: Task) -> PlannedEntry:
        problems = (*planned.problems, *((task.problem,) if task.problem else ()))
        # Its lines are those of the decision, as was proved of the answer; kept twice they would be read twice.
        posted = replace(task.posted, lines=()) if task.posted else None
        settled = replace(planned, decision=task.decision, problems=problems, posted=posted)
        # What needs another sync is not safe yet.
        safe = Stage.WAITING if task.decision.unfinished else Stage.DONE
        self._plan.put(settled, Stage.REJECTED if problems else safe)
        self._say.ended(settled)
        return settled

    def _due(self, organisation: Organisation, poster: Poster, made: OptionIds) -> Iterator[tuple[PlannedEntry, Task]]:
        """Yield what is to be sent; what was posted or edited since it was planned is left to the next sync."""
        held = self._preparation.held(organisation)
        first = True
        for planned in self._plan.to_write(organisation.tenant_id):
            if first:
                # Planning took a while, and a list that left something out once may not do so twice.
                held.read(anew=True)
                self._settling.wait(held, organisation.name, lambda: self._created(organisation.tenant_id))
                first = False
            if planned.decision is None:
                continue
            if changed_meanwhile(planned, held):
                self._say.left(planned, "it was changed since it was planned")
            else:
                yield planned, poster.task(with_options(planned.decision, made))

    def _created(self, tenant_id: str) -> set[str]:
        """Return the entries for which a new journal is to be posted."""
        decisions = (planned.decision for planned in self._plan.to_write(tenant_id))
        return {
            each.journal.key.journal_entry_id
            for each in decisions
            if each and each.action in (Action.CREATE, Action.CORRECT)
        }

    def _acknowledge_safe(self, collection: Collection) -> None:
        """Hand out every state whose lines are all posted or there already, with a receipt, or recorded as rejected."""
        self._evidence.give(self._plan, self._preparation.books, Stage.DONE)
        refused = self._plan.firsts(Stage.REJECTED)
        for state in collection.states(self._acknowledged, self._plan.safe_before(), refused):
            self._acknowledge(with_counts(state.message, taken=state.taken, refused=state.refused))
            self._acknowledged = state.position
