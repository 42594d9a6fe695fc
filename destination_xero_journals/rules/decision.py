"""What to do with a journal entry, given what Xero holds of it: a table of cases and policies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from destination_xero_journals.rules import reasons
from destination_xero_journals.rules.lock_dates import dated, locked, open_day
from destination_xero_journals.rules.standing import Standing
from revrec_journals.key import JournalKey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.journal import HeldJournal, Journal
    from destination_xero_journals.rules.settings import OnChanged, OnVoided, PostingPolicy, XeroStatus
    from revrec_journals.problem import Problem


class Action(StrEnum):
    """What a sync does with a journal entry; the first four write into Xero."""

    CREATE = "create"
    UPDATE = "update"
    APPROVE = "approve"
    CORRECT = "correct"
    UNCHANGED = "unchanged"
    LEAVE = "leave"
    NOTHING_TO_POST = "nothing_to_post"

    @property
    def writes(self) -> bool:
        """Tell whether something is sent to Xero."""
        return self in (Action.CREATE, Action.UPDATE, Action.APPROVE, Action.CORRECT)


@dataclass(frozen=True, slots=True)
class Decision:
    """An action with the journal that it writes, or the problems that forbid it.

    `held` is the journal that is updated, approved or left, `others` the ids of every journal that Xero already holds
    under the same key, voided ones included. `differences` says how Xero differs. `unfinished` tells that the
    entry needs another sync after this one.
    """

    action: Action
    journal: Journal
    held: HeldJournal | None = None
    others: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    unfinished: bool = False


def decide(
    wanted: Journal,
    held: Sequence[HeldJournal],
    books: Books,
    policy: PostingPolicy,
    write_problems: tuple[Problem, ...] = (),
) -> Decision:
    """Return what to do with `wanted`, of which Xero holds `held`: the first row that fits decides.

    `write_problems` forbid writing it, and do not matter to what is there already.
    """
    case = _Case(Standing(wanted, held, books), policy, write_problems)
    return next(row.answer(case) for row in _TABLE if row.fits(case))


@dataclass(frozen=True, slots=True)
class _Case:
    """What a decision rests on."""

    standing: Standing
    policy: PostingPolicy
    write_problems: tuple[Problem, ...]

    def open_day(self) -> date:
        """Return the day for something new."""
        day = self.standing.wanted.date
        return open_day(day, self.standing.books) if self.policy.move_out_of_lock else day

    def forbidden(self, day: date) -> tuple[Problem, ...]:
        """Return what forbids writing the journal on a day."""
        entry = self.standing.wanted.key.journal_entry_id
        return (*self.write_problems, *locked(entry, day, self.standing.books))


def _refuse(reason: Callable[[Standing], Problem]) -> Callable[[_Case], Decision]:
    """Report an entry that has no journal in the books, or more than one."""

    def answer(case: _Case) -> Decision:
        standing = case.standing
        return Decision(Action.LEAVE, standing.wanted, others=standing.others, problems=(reason(standing),))

    return answer


def _report(reason: Callable[[Standing], Problem]) -> Callable[[_Case], Decision]:
    """Report a journal that differs, and leave it as it is."""

    def answer(case: _Case) -> Decision:
        return replace(_leave(case), problems=(reason(case.standing),))

    return answer


def _leave(case: _Case) -> Decision:
    standing = case.standing
    return Decision(Action.LEAVE, standing.wanted, standing.there, standing.others, standing.differences)


def _leave_gone(case: _Case) -> Decision:
    standing = case.standing
    return Decision(Action.LEAVE, standing.wanted, standing.gone[-1], standing.others)


def _post_nothing(case: _Case) -> Decision:
    return Decision(Action.NOTHING_TO_POST, case.standing.wanted, others=case.standing.others)


def _create(case: _Case) -> Decision:
    made = dated(case.standing.wanted, case.open_day())
    return Decision(Action.CREATE, made, others=case.standing.others, problems=case.forbidden(made.date))


def _approve(case: _Case) -> Decision:
    """Approve the first draft as it is: only its status changes."""
    standing = case.standing
    draft = standing.drafts[0]
    made = replace(
        standing.wanted,
        key=draft.key,
        date=draft.date,
        lines=draft.lines,
        narration=draft.narration,
        show_on_cash_basis=draft.show_on_cash_basis,
    )
    return Decision(
        Action.APPROVE,
        made,
        draft,
        standing.others,
        problems=case.forbidden(draft.date),
        unfinished=len(standing.drafts) > 1,
    )


def _keep(case: _Case) -> Decision:
    standing = case.standing
    kept = replace(standing.wanted, date=standing.there.date)
    return Decision(Action.UNCHANGED, kept, standing.there, standing.others, standing.differences)


def _update(case: _Case) -> Decision:
    standing = case.standing
    wanted, there = standing.wanted, standing.there
    made = dated(wanted, wanted.date if wanted.date == there.date else case.open_day())
    # Neither its present day nor its new one may be locked.
    problems = case.forbidden(min(made.date, there.date))
    return Decision(Action.UPDATE, made, there, standing.others, standing.differences, problems)


def _correct(case: _Case) -> Decision:
    """Post the difference as a journal of its own, numbered after every earlier correction."""
    standing = case.standing
    wanted = standing.wanted
    key = JournalKey(wanted.key.journal_entry_id, max(each.key.correction for each in standing.held) + 1)
    narration = wanted.narration.removesuffix(wanted.key.mark()) + key.mark()
    correction = replace(wanted, key=key, lines=standing.remaining, narration=narration)
    made = dated(correction, case.open_day())
    problems = case.forbidden(made.date)
    return Decision(Action.CORRECT, made, standing.there, standing.others, standing.differences, problems)


@dataclass(frozen=True, slots=True)
class _Row:
    """How an entry stands in Xero, and what is done then; where policies are named, only under these."""

    stands: Callable[[Standing], bool]
    answer: Callable[[_Case], Decision]
    status: XeroStatus | None = None
    on_changed: OnChanged | None = None
    on_voided: OnVoided | None = None

    def fits(self, case: _Case) -> bool:
        policy = case.policy
        return (
            self.status in (None, policy.status)
            and self.on_changed in (None, policy.on_changed)
            and self.on_voided in (None, policy.on_voided)
            and self.stands(case.standing)
        )


_TABLE = (
    _Row(Standing.is_twice,           _refuse(reasons.posted_twice)),
    _Row(Standing.is_unread,          _refuse(reasons.unread)),
    # The journal is not in the books.
    _Row(Standing.is_orphaned,        _refuse(reasons.corrections_alone)),
    _Row(Standing.is_archived,        _refuse(reasons.archived)),
    _Row(Standing.is_voided,          _refuse(reasons.voided), on_voided="fail"),
    _Row(Standing.is_voided,          _leave_gone, on_voided="leave"),
    _Row(Standing.is_nothing,         _post_nothing),
    _Row(Standing.is_absent,          _create),
    # It is, and nothing has to be changed.
    _Row(Standing.is_draft,           _approve, status="POSTED"),
    _Row(Standing.is_as_wanted,       _keep),
    _Row(Standing.is_locked_text,     _keep),
    # It is, and differs.
    _Row(Standing.is_changed,         _report(reasons.changed), on_changed="fail"),
    _Row(Standing.is_corrected,       _report(reasons.corrected), on_changed="update"),
    _Row(Standing.is_emptied,         _report(reasons.changed), on_changed="update"),
    _Row(Standing.is_changed,         _update, on_changed="update"),
    _Row(Standing.is_correction_gone, _report(reasons.correction_gone), on_changed="post_difference", on_voided="fail"),
    _Row(Standing.is_correction_gone, _leave, on_changed="post_difference", on_voided="leave"),
    _Row(Standing.is_beyond_amounts,  _report(reasons.beyond_amounts), on_changed="post_difference"),
    _Row(Standing.is_changed,         _correct, on_changed="post_difference"),
)  # fmt: skip
"""The first row that fits decides."""
