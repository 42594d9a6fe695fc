"""Comparing what Xero answered with what was sent: what went wrong is undone where it is provably this call's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from destination_xero_journals.books.held_journals import NO_KEY
from destination_xero_journals.rules.comparison import alterations
from destination_xero_journals.rules.decision import Action
from revrec_journals.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.posting.withdrawal import Withdrawal
    from destination_xero_journals.rules.decision import Decision
    from destination_xero_journals.rules.journal import HeldJournal

_BY_HAND = "Look at the journal in Xero and correct or void it by hand"
_SEND_AGAIN = "Mend what Xero dropped or changed (accounts and tracking options must be active), and send it again"
_PLAINER = "Use a plainer narration, and send it again"


class Verification:
    """The judgement of answers about the journals of one organisation."""

    def __init__(self, held: HeldJournals, withdrawal: Withdrawal) -> None:
        """Look journals up in `held`, and undo by `withdrawal`."""
        self._held = held
        self._withdrawal = withdrawal

    def outcome(
        self, decision: Decision, status: str, answered: HeldJournal, warnings: Sequence[str]
    ) -> tuple[HeldJournal | None, Problem | None]:
        """Return the journal in the books, or what is wrong with it once that was undone as far as it can be.

        `answered` is what the answer to the call says, `status` what was sent. Nothing is undone on the word of an
        answer alone: the journal is looked up first. Raises what the client raises.
        """
        altered = alterations(decision.journal, status, answered)
        if not altered:
            return answered, None
        there = self._held.look_up(answered.manual_journal_id)
        if there is not None and not alterations(decision.journal, status, there):
            return there, None
        consequence, fix = self._undone(decision, status, answered, there)
        entry = decision.journal.key.journal_entry_id
        return None, Problem(
            Code.ALTERED_BY_XERO,
            f"Xero stored journal {entry} otherwise than it was sent, and {consequence}",
            found="; ".join((*altered, *(f"Xero warns: {warning}" for warning in warnings))),
            expected="every line as it was sent",
            fix=fix,
        )

    def _undone(
        self, decision: Decision, status: str, answered: HeldJournal, there: HeldJournal | None
    ) -> tuple[str, str]:
        """Undo what can be undone; return what became of the journal, and what a person can do."""
        if there is None:
            return "has no such journal", _SEND_AGAIN
        if not there.in_the_books:
            return "it is out of the books again", _SEND_AGAIN
        if not _is_answered(answered, there):
            return "holds something else than it answered, which is left as it is", _BY_HAND
        if decision.action in (Action.CREATE, Action.CORRECT):
            if not _is_of_the_call(decision, status, there):
                return "names another journal, which is left as it is", _BY_HAND
            self._withdrawal.take_back(there)
            return "it was taken back", _PLAINER if there.key == NO_KEY else _SEND_AGAIN
        if decision.action is Action.UPDATE and decision.held and self._withdrawal.restore(decision.held, there):
            return "it was written back as it was before", _SEND_AGAIN
        return "it stands in the books like that", _BY_HAND


def _is_answered(answered: HeldJournal, there: HeldJournal) -> bool:
    """Tell whether Xero has what it answered: nobody has edited it since."""
    return replace(there, key=answered.key, stamp=answered.stamp) == answered


def _is_of_the_call(decision: Decision, status: str, there: HeldJournal) -> bool:
    """Tell whether a journal was made by the call that created `decision`'s.

    It bears the key, or has lost its key and nothing else; and it was not there before.
    """
    key = decision.journal.key
    bears = there.key == key or (
        there.key == NO_KEY and not alterations(decision.journal, status, replace(there, key=key))
    )
    return bears and there.manual_journal_id not in decision.others
