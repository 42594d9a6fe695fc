"""The plan of a sync as a document: what would be done with each journal entry, line by line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec import Struct

from destination_xero_journals.rules.decision import Action
from destination_xero_journals.rules.journal import Journal
from destination_xero_journals.rules.narration import period_name
from xero_api.money import ZERO
from xero_api.screens import journal_link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from decimal import Decimal

    from destination_xero_journals.plan.store import PlannedEntry
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.decision import Decision
    from destination_xero_journals.rules.journal import HeldJournal, PostingLine
    from destination_xero_journals.rules.new_option import NewOption
    from destination_xero_journals.rules.refused_line import RefusedLine
    from revrec_journals.problem import Problem

    Tags = tuple[tuple[str, str], ...]

HELD_BACK, REJECTED = "held_back", "rejected"
TAKE_BACK, LEFT_ALONE = "take_back", "left_alone"
_WRITES = frozenset(str(action) for action in Action if action.writes) | {TAKE_BACK}
_WORDS = {
    Action.CREATE: "Create",
    Action.UPDATE: "Update",
    Action.APPROVE: "Approve",
    Action.CORRECT: "Correct",
    Action.UNCHANGED: "Already there",
    Action.LEAVE: "Leave",
    Action.NOTHING_TO_POST: "Nothing to post",
    HELD_BACK: "Hold back",
    TAKE_BACK: "Take back",
    LEFT_ALONE: "Leave",
}
TO_POST, IN_XERO, NOT_POSTED, REFUSED = "To post", "In Xero already", "Not posted", "Refused"
"""What becomes of an amount, in the order in which a person asks."""


# As PostingLine.
class PlannedLine(Struct, frozen=True, gc=False):
    """A line of a planned journal. `amount` is base currency, debit positive, None where it could not be read.

    The account's code and name are Xero's; of a line that no account of Xero takes, RevRec's own. `tags` are pairs of
    tracking category and option.
    """

    account_code: str
    account_name: str
    amount: Decimal | None
    description: str = ""
    tags: Tags = ()

    @property
    def debit(self) -> Decimal | None:
        """Return the amount of a debit, and nothing for a credit."""
        return self.amount if self.amount is not None and self.amount >= 0 else None

    @property
    def credit(self) -> Decimal | None:
        """Return the amount of a credit as a positive amount, and nothing for a debit."""
        return -self.amount if self.amount is not None and self.amount < 0 else None

    @property
    def account(self) -> str:
        """Return code and name together."""
        return f"{self.account_code} {self.account_name}".strip()


@dataclass(frozen=True, slots=True)
class PlannedJournal:
    """What would be done with one journal entry. Amounts are in `currency`, the base currency, debit positive.

    `action` is one of Action, or `held_back` or `rejected`; or it is about a journal that stands in Xero whatever the
    input is: `take_back` voids what an earlier sync found wrong, `left_alone` is what says so without proof. `date` is
    the journal's date in Xero and `revrec_date` the one that RevRec gave it; both are missing where the entry could not
    be read. `differences` say what differs in Xero, `status_note` why the entry waits. `xero_status` is the status that
    the journal is to have in Xero, POSTED or DRAFT. `wanted` is the whole journal; where a difference is posted,
    `lines` are the difference alone. `overwrites` names the journals of Xero, as they were, that would be changed or
    posted anew, and `touches` says so to a person. `link` opens the journal that is in Xero. `warnings` are what
    somebody should look at though nothing is refused for it.
    """

    organisation: str
    journal_entry_id: str
    action: str
    date: dt.date | None
    revrec_date: dt.date | None
    narration: str
    lines: tuple[PlannedLine, ...] = ()
    differences: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    status_note: str = ""
    xero_status: str = ""
    currency: str = ""
    wanted: Journal | None = None
    overwrites: str = ""
    touches: str = ""
    link: str = ""
    warnings: tuple[str, ...] = ()
    new_options: tuple[NewOption, ...] = ()

    @property
    def writes(self) -> bool:
        """Tell whether something would be sent to Xero."""
        return self.action in _WRITES and not self.problems

    @property
    def action_word(self) -> str:
        """Return what would be done, in a person's word: `Refuse` where there is a problem."""
        return _WORDS.get(self.action, "Refuse") if not self.problems else "Refuse"

    @property
    def state(self) -> str:
        """Return what becomes of the amounts: `To post`, `In Xero already`, `Not posted` or `Refused`."""
        if self.problems or self.action == REJECTED:
            return REFUSED
        if self.writes:
            return TO_POST
        return IN_XERO if self.action == Action.UNCHANGED else NOT_POSTED

    @property
    def total(self) -> Decimal:
        """Return the sum of the debits, base currency."""
        return sum((line.debit or ZERO for line in self.lines), ZERO)

    @property
    def credits(self) -> Decimal:
        """Return the sum of the credits as a positive amount, base currency."""
        return sum((line.credit or ZERO for line in self.lines), ZERO)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return why the entry waits, what of Xero it changes, and whether its date had to move."""
        moved = self.date is not None and self.revrec_date is not None and self.date != self.revrec_date
        dated = f"Dated {self.revrec_date} in RevRec" if moved else ""
        return tuple(note for note in (self.status_note, self.touches, dated) if note)

    @property
    def period(self) -> str:
        """Return the accounting period, for example January 2026; empty where there is no date."""
        day = self.date or self.revrec_date
        return period_name(day) if day else ""


def planned_journal(
    planned: PlannedEntry, books: Books | None, xero_status: str, accounts: Mapping[str, str]
) -> PlannedJournal:
    """Return a planned entry as the plan's document shows it; `accounts` are Xero's names of accounts by id.

    `books` are those of its organisation, None where it is not known.
    """
    shown = PlannedJournal(
        planned.organisation,
        planned.entry.journal_entry_id,
        HELD_BACK if planned.period_status else REJECTED,
        None,
        planned.revrec_date,
        "",
        tuple(map(_refused, planned.refused)),
        problems=planned.problems,
        status_note=f"Held back: the period is {planned.period_status}" if planned.period_status else "",
        xero_status=xero_status,
        currency=books.base_currency if books else "",
        wanted=planned.wanted,
        warnings=planned.warnings,
        new_options=planned.new_options,
    )
    decision = planned.decision
    if decision is None:
        return shown
    there = decision.held
    return replace(
        shown,
        action=shown.action if planned.problems else str(decision.action),
        date=decision.journal.date,
        narration=decision.journal.narration,
        lines=tuple(_posted(line, accounts) for line in decision.journal.lines),
        differences=decision.differences,
        overwrites=_overwritten(decision),
        touches="" if planned.problems else _touched(decision),
        link=journal_link(books.screens, books.short_code, there.manual_journal_id) if books and there else "",
    )


def standing_journal(found: HeldJournal, books: Books, action: str) -> PlannedJournal:
    """Return a journal that bears the mark of what is taken back as the plan's document shows it."""
    wanted = Journal(found.key, found.date, found.narration, found.lines, found.show_on_cash_basis)
    what = f"{found.status} journal {found.manual_journal_id} of {wanted.total:,.2f} {books.base_currency}"
    touches = {
        TAKE_BACK: f"Voids {what}, which an earlier sync found wrong and marked",
        LEFT_ALONE: f"{what} says that it was taken back, and is not the journal that was: it stays as it is",
    }
    return PlannedJournal(
        books.name,
        found.key.journal_entry_id,
        action,
        found.date,
        None,
        found.narration,
        xero_status=found.status,
        currency=books.base_currency,
        wanted=wanted,
        overwrites=f"{action} {found.manual_journal_id} {found.stamp}",
        touches=touches[action],
        link=journal_link(books.screens, books.short_code, found.manual_journal_id),
    )


def _posted(line: PostingLine, accounts: Mapping[str, str]) -> PlannedLine:
    name = accounts.get(line.account_id, "")
    code = line.account_code or ("" if name else line.account_id)
    tags = tuple((tag.category, tag.option) for tag in line.tags) if line.tags else ()
    return PlannedLine(code, name, line.amount, line.description, tags)


def _refused(line: RefusedLine) -> PlannedLine:
    return PlannedLine(line.account_code, line.account_name, line.amount, line.description, line.tags)


def _overwritten(decision: Decision) -> str:
    """Return what of Xero a decision changes, or posts anew after it was voided."""
    if decision.action is Action.CREATE:
        return ",".join(decision.others)
    if decision.action in (Action.UPDATE, Action.CORRECT) and decision.held:
        return f"{decision.action} {decision.held.manual_journal_id} {decision.held.stamp}"
    return ""


def _touched(decision: Decision) -> str:
    """Return what a decision does to a journal that Xero holds, for a person."""
    there = decision.held
    if decision.action is Action.CREATE and decision.others:
        voided = "a journal that was voided or deleted" if len(decision.others) == 1 else "voided or deleted journals"
        return f"Posts anew what Xero holds as {voided}: {', '.join(decision.others)}"
    if there is None:
        return ""
    if decision.action is Action.UPDATE:
        return f"Overwrites {_described(there)}"
    if decision.action is Action.CORRECT:
        return f"Posts the difference to {_described(there)}"
    return f"Approves {_described(there)}" if decision.action is Action.APPROVE else ""


def _described(held: HeldJournal) -> str:
    debits = sum((line.amount for line in held.lines if line.amount > 0), ZERO)
    return f"the {held.status} journal of {held.date} with debits of {debits:,.2f}"
