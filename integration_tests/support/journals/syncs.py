"""Syncs of a company's journal entries, and what they leave in its books."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.posting import Heard, Written, amounts, entry, in_books, records, state, write_in_process
from integration_tests.support.reading import counted
from revrec_journals.key import JournalKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
REGION = {"revrec_field": "Location", "xero_tracking_category": "Region"}
"""The mapping of RevRec's Location to the demo company's category."""


class Meanwhile(Heard):
    """Lets somebody act in Xero when the log first says something."""

    def __init__(self, said: str, act: Callable[[], object]) -> None:
        """Wait for a message that begins with `said`."""
        super().__init__()
        self._said = f'"message":"{said}'.encode()
        self._act = act

    def line(self, message: bytes) -> None:
        """Keep a message; act at the first one that is waited for."""
        if self._said in message and not any(self._said in each for each in self.lines):
            self._act()
        super().line(message)


# When a plan is made, when its first journal is about to be sent, and when the last one of a month is there.
PLANNED, SENDING, SENT = "Ready to Post", "Posting ", "Posted "


def post_while(xero: Sandbox, said: str, act: Callable[[], object], *rows: Row, **options: Any) -> Written:  # noqa: ANN401
    """Post rows and a state, while somebody acts in Xero when the log says something."""
    config = xero.destination_config(**options)
    return write_in_process(xero, config, [*records(rows), state(1)], heard=Meanwhile(said, act))


def post(xero: Sandbox, *entries: Iterable[Row], **options: Any) -> Written:  # noqa: ANN401 - any option
    """Post entries followed by a state, a minute after whatever was done before."""
    xero.clock.advance(60)
    return write_in_process(xero, xero.destination_config(**options), [*records(*entries), state(1)])


def posted(xero: Sandbox, *entries: Iterable[Row], **options: Any) -> Row:  # noqa: ANN401 - any option
    """Post entries (JE-1 of 100.00 unless others are given) and return the only journal that Xero then has."""
    written = post(xero, *(entries or [entry()]), **options)
    assert written.failure is None, written.log("ERROR")
    (journal,) = in_books(xero)
    return journal


def refused(written: Written) -> list[str]:
    """Return the codes of what a sync refused; it failed and acknowledged nothing."""
    assert written.failure is not None
    assert written.states() == []
    return codes(written)


def codes(written: Written) -> list[str]:
    """Return the codes that the log's errors begin with, in their order."""
    named = [text.partition(":")[0] for text in written.log("ERROR")]
    return [code for code in named if code.isupper()]


def unchanged(written: Written, journals: int = 1) -> bool:
    """Tell whether a sync succeeded, acknowledged its state and found this many journals as they should be."""
    plan = written.log()[0]
    there = f": {journals} in Xero already." in plan
    return written.failure is None and len(written.states()) == 1 and there and not written.log("ERROR")


def balances(xero: Sandbox) -> dict[str, Decimal]:
    """Return the net of each account over RevRec's posted journals, debit positive, without zeros."""
    sums: dict[str, Decimal] = {}
    for journal in in_books(xero, "POSTED"):
        for code, amount in amounts(journal):
            sums[code] = sums.get(code, Decimal(0)) + amount
    return {code: amount for code, amount in sums.items() if amount}


def statuses(xero: Sandbox) -> list[str]:
    """Return the status of every journal that ever bore a key, sorted."""
    found = in_books(xero, "POSTED", "DRAFT", "VOIDED", "DELETED", "ARCHIVED")
    return sorted(str(journal["Status"]) for journal in found)


def names(xero: Sandbox) -> list[str]:
    """Return the Journal Entry Ids of the journals in the books, sorted, one for each journal."""
    keys = [JournalKey.found_in(journal["Narration"]) for journal in in_books(xero)]
    return sorted(key.journal_entry_id for key in keys if key)


def writes(xero: Sandbox) -> int:
    """Return how many calls so far could have changed something in Xero."""
    return sum(call.method != "GET" for call in counted(xero).calls if call.place not in ("token", "connections"))


def kept(folder: Path) -> Row:
    """Return the option by which receipts and rejects are kept in a folder."""
    return {"storage_type": "Local", "path": str(folder)}


def receipts(folder: Path) -> list[Row]:
    """Return the receipts in a folder, in their order."""
    return _lines(folder / "receipts.jsonl")


def rejects(folder: Path) -> list[Row]:
    """Return the rejects in a folder, in their order."""
    return _lines(folder / "rejects.jsonl")


def _lines(path: Path) -> list[Row]:
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
