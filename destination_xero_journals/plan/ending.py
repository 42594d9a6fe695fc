"""What became of the journals of a plan, as a table for a person: a row for each organisation and month."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from destination_xero_journals.plan.store import Stage
from destination_xero_journals.rules.decision import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEADINGS = ("Organisation", "Month", "Posted", "There already", "Left", "Held back", "Refused", "Not posted")
_POSTED, _THERE, _LEFT, *_NOT_DONE = HEADINGS[2:]
_STAGES = dict(zip((Stage.HELD_BACK, Stage.REJECTED, Stage.WAITING), _NOT_DONE, strict=True))
_NO_MONTH = "(none)"


def ending(counts: Iterable[tuple[str, str, str, Stage, int]], names: Mapping[str, str]) -> list[tuple[str | int, ...]]:
    """Return the rows: how many journals are where; `counts` are by organisation, month, action and stage.

    Every journal is in one column. Left are those that the options leave as they are, and those without an amount.
    """
    rows: dict[tuple[str, str], Counter[str]] = {}
    for tenant, month, action, stage, count in counts:
        row = rows.setdefault((names.get(tenant, tenant), month or _NO_MONTH), Counter())
        row[_STAGES.get(stage) or _done(Action(action))] += count
    return [(*place, *(row[heading] for heading in HEADINGS[2:])) for place, row in rows.items()]


def _done(action: Action) -> str:
    if action.writes:
        return _POSTED
    return _THERE if action is Action.UNCHANGED else _LEFT
