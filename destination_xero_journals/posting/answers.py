"""Xero's answer to a call that writes several journals: what it says of each, or that it cannot be about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from destination_xero_journals.books.held_journals import NO_KEY
from destination_xero_journals.books.record import as_held
from destination_xero_journals.rules.decision import Action
from revrec_journals.key import JournalKey
from xero_api.errors import OutcomeUncertain, WalkIncomplete

if TYPE_CHECKING:
    from collections.abc import Sequence

    from destination_xero_journals.rules.decision import Decision
    from destination_xero_journals.rules.journal import HeldJournal

    Row = dict[str, Any]

_NO_ID = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer says of one journal: as Xero holds it now, or None and why Xero refused it."""

    held: HeldJournal | None
    refusal: str
    warnings: tuple[str, ...]


def answered(decisions: Sequence[Decision], found: object, *, plain: bool = False) -> list[Answered]:
    """Return what the list of an answer says of each journal that was sent, in the order of sending.

    `plain` tells that all texts and amounts of the answer are plain.
    Raises OutcomeUncertain where it says nothing certain: of other journals, of one of them twice, or under an id that
    cannot be its own.
    """
    if not isinstance(found, list) or not all(isinstance(element, dict) for element in found):
        raise _unclear("holds no list of journals")
    if len(found) != len(decisions):
        raise _unclear(f"holds {len(found)} journals, and {len(decisions)} were sent")
    answers = [_read(element, plain=plain) for element in _paired(decisions, found)]
    ids: set[str] = set()
    for decision, answer in zip(decisions, answers, strict=True):
        if answer.held:
            _check_id(decision, answer.held.manual_journal_id, ids)
    return answers


def _paired(decisions: Sequence[Decision], found: Sequence[Row]) -> list[Row]:
    """Return the element of each decision by the key in its narration, by its place where it bears none."""
    keys = [JournalKey.found_in(str(element.get("Narration") or "")) for element in found]
    named = {key: element for key, element in zip(keys, found, strict=True) if key is not None}
    wanted = {decision.journal.key for decision in decisions}
    if len(named) < len(keys) - keys.count(None) or not named.keys() <= wanted:
        raise _unclear("names other journals than were sent, or one of them twice")
    paired = []
    for place, decision in enumerate(decisions):
        element = named.get(decision.journal.key, found[place] if keys[place] is None else None)
        if element is None:
            raise _unclear(f"does not name journal {decision.journal.key.journal_entry_id}")
        paired.append(element)
    return paired


def _read(element: Row, *, plain: bool) -> Answered:
    errors = _messages(element, "ValidationErrors")
    warnings = tuple(_messages(element, "Warnings"))
    if element.get("StatusAttributeString") == "ERROR" or errors:
        return Answered(None, "; ".join(errors) or "an ERROR without a text", warnings)
    try:
        key = JournalKey.found_in(str(element.get("Narration") or ""))
        return Answered(as_held(element, key or NO_KEY, plain=plain), "", warnings)
    except WalkIncomplete as unreadable:
        raise _unclear(f"cannot be read: {unreadable}") from None


def _check_id(decision: Decision, manual_journal_id: str, ids: set[str]) -> None:
    changes = decision.action in (Action.UPDATE, Action.APPROVE) and decision.held
    its_own = (
        manual_journal_id == decision.held.manual_journal_id
        if changes and decision.held
        else manual_journal_id not in (*decision.others, "", _NO_ID)
    )
    if not its_own or manual_journal_id in ids:
        raise _unclear(f"gives journal {decision.journal.key.journal_entry_id} the id {manual_journal_id!r} of another")
    ids.add(manual_journal_id)


def _messages(element: Row, kind: str) -> list[str]:
    found = element.get(kind)
    if not isinstance(found, list):
        return []
    return [str(each.get("Message", "")) if isinstance(each, dict) else str(each) for each in found]


def _unclear(why: str) -> OutcomeUncertain:
    return OutcomeUncertain(
        f"Xero's answer to what was sent {why}, so that the journals may or may not be there. The next sync looks into "
        f"Xero before it posts anything.",
        answered=True,
    )
