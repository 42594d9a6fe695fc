"""The plan of a sync as a document: what would be done with each journal entry, and the fingerprint of it all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from destination_xero_journals.rules.decision import Action
from destination_xero_journals.rules.journal import Journal
from destination_xero_journals.rules.narration import period_name
from xero_api.money import ZERO
from xero_connectors.exact_json import exact_json

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from decimal import Decimal

    from destination_xero_journals.plan.store import PlannedEntry
    from destination_xero_journals.rules.decision import Decision
    from destination_xero_journals.rules.journal import HeldJournal, PostingLine, Tag
    from revrec_journals.problem import Problem

HELD_BACK, REJECTED = "held_back", "rejected"
TAKE_BACK, LEFT_ALONE = "take_back", "left_alone"
_WRITES = frozenset(str(action) for action in Action if action.writes) | {TAKE_BACK}
_COUNTED = _WRITES | {str(Action.UNCHANGED), LEFT_ALONE}
_VERSION = "destination-xero-journals plan 1"
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


@dataclass(frozen=True, slots=True)
class PlannedJournal:
    """What would be done with one journal entry. Amounts are in `currency`, the base currency, debit positive.

    `action` is one of Action, or `held_back` or `rejected`; or it is about a journal that stands in Xero whatever the
    input is: `take_back` voids what an earlier sync found wrong, `left_alone` is what says so without proof. `date` is
    the journal's date in Xero and `revrec_date` the one that RevRec gave it; both are missing where the entry could not
    be read. `differences` say what differs in Xero, `status_note` why the entry waits. `xero_status` is the status that
    the journal is to have in Xero, POSTED or DRAFT. `wanted` is the whole journal; where a difference is posted,
    `lines` are the difference alone. `overwrites` names the journals of Xero, as they were, that would be changed or
    posted anew.
    """

    organisation: str
    journal_entry_id: str
    action: str
    date: dt.date | None
    revrec_date: dt.date | None
    narration: str
    lines: tuple[PostingLine, ...] = ()
    differences: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    status_note: str = ""
    xero_status: str = ""
    currency: str = ""
    wanted: Journal | None = None
    overwrites: str = ""

    @property
    def writes(self) -> bool:
        """Tell whether something would be sent to Xero."""
        return self.action in _WRITES and not self.problems

    @property
    def action_word(self) -> str:
        """Return what would be done, in a person's word: `Refuse` where there is a problem."""
        return _WORDS.get(self.action, "Refuse") if not self.problems else "Refuse"

    @property
    def total(self) -> Decimal:
        """Return the sum of the debits, base currency."""
        return sum((line.amount for line in self.lines if line.amount > 0), ZERO)

    @property
    def credits(self) -> Decimal:
        """Return the sum of the credits as a positive amount, base currency."""
        return -sum((line.amount for line in self.lines if line.amount < 0), ZERO)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return why the entry waits, and whether its date had to move."""
        moved = self.date is not None and self.revrec_date is not None and self.date != self.revrec_date
        return tuple(
            note for note in (self.status_note, f"Dated {self.revrec_date} in RevRec" if moved else "") if note
        )

    @property
    def period(self) -> str:
        """Return the accounting period, for example January 2026; empty where there is no date."""
        day = self.date or self.revrec_date
        return period_name(day) if day else ""


def planned_journal(planned: PlannedEntry, currency: str, xero_status: str) -> PlannedJournal:
    """Return a planned entry as the plan's document shows it."""
    decision = planned.decision
    note = f"Held back: the period is {planned.period_status}" if planned.period_status else ""
    if decision is None or planned.problems:
        action = HELD_BACK if planned.period_status else REJECTED
    else:
        action = str(decision.action)
    journal = decision.journal if decision else None
    return PlannedJournal(
        planned.organisation,
        planned.entry.journal_entry_id,
        action,
        journal.date if journal else None,
        planned.revrec_date,
        journal.narration if journal else "",
        journal.lines if journal else (),
        decision.differences if decision else (),
        planned.problems,
        note,
        xero_status,
        currency,
        planned.wanted,
        _overwritten(decision) if decision else "",
    )


def standing_journal(found: HeldJournal, organisation: str, currency: str, action: str) -> PlannedJournal:
    """Return a journal that bears the mark of what is taken back as the plan's document shows it."""
    wanted = Journal(found.key, found.date, found.narration, found.lines, found.show_on_cash_basis)
    what = f"{found.status} journal {found.manual_journal_id} of {wanted.total:,.2f} {currency}"
    notes = {
        TAKE_BACK: f"Voids {what}, which an earlier sync found wrong and marked",
        LEFT_ALONE: f"{what} says that it was taken back, and is not the journal that was: it stays as it is",
    }
    return PlannedJournal(
        organisation,
        found.key.journal_entry_id,
        action,
        found.date,
        None,
        found.narration,
        status_note=notes[action],
        xero_status=found.status,
        currency=currency,
        wanted=wanted,
        overwrites=f"{action} {found.manual_journal_id} {found.stamp}",
    )


def fingerprint(planned: Iterable[PlannedJournal]) -> str:
    """Return the SHA-256, in hexadecimal, of what is in Xero when the plan is carried out, whatever the order.

    A journal that is created counts the same before and after it is posted, so that an approved plan stays approved
    while an interrupted sync is repeated. A change to a journal that Xero holds is approved for that state of the
    journal alone. What is left alone, held back or rejected does not count. Memory grows by 32 bytes a journal.
    """
    digests = sorted(
        _digest(journal, journal.wanted)
        for journal in planned
        if journal.wanted and journal.action in _COUNTED and not journal.problems
    )
    whole = hashlib.sha256(_VERSION.encode())
    for digest in digests:
        whole.update(digest)
    return whole.hexdigest()


def printable(text: str) -> str:
    """Return a text on one line without what a terminal or Excel would take for a command or refuse."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _overwritten(decision: Decision) -> str:
    """Return what of Xero a decision changes, or posts anew after it was voided."""
    if decision.action is Action.CREATE:
        return ",".join(decision.others)
    if decision.action in (Action.UPDATE, Action.CORRECT) and decision.held:
        return f"{decision.action} {decision.held.manual_journal_id} {decision.held.stamp}"
    return ""


def _digest(journal: PlannedJournal, wanted: Journal) -> bytes:
    content = {
        "organisation": journal.organisation,
        "journal_entry_id": journal.journal_entry_id,
        "date": str(journal.revrec_date if journal.action == Action.CORRECT else journal.date),
        "overwrites": journal.overwrites,
        "narration": wanted.narration,
        "status": journal.xero_status,
        "currency": journal.currency,
        # Lines arrive in any order, and their order means nothing to the books.
        "lines": sorted(_line_content(line) for line in wanted.lines),
    }
    return hashlib.sha256(exact_json(content)).digest()


def _line_content(line: PostingLine) -> list[str]:
    return [
        line.account_id,
        line.account_code,
        format(line.amount.normalize(), "f"),
        line.description,
        line.tax_type,
        *sorted(_tag_content(tag) for tag in line.tags),
    ]


def _tag_content(tag: Tag) -> str:
    return f"{tag.category_id} {tag.option}"
