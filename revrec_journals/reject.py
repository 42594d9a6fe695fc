"""Rejects as lines of JSON: a refused line keeps its columns, so that it can be sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from revrec_journals.columns import PLACE
from xero_connectors.exact_json import exact_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from revrec_journals.problem import Problem

REJECT = "_reject"
"""The column that says why a line was refused; whoever reads lines takes no column that begins with an underscore."""
_AIRBYTE = "_airbyte_"


def reject_lines(
    organisation: str,
    entry_id: str,
    problems: Sequence[Problem],
    input_lines: Iterable[Mapping[str, Any]],
    *,
    made_at: datetime,
) -> Iterator[bytes]:
    """Yield a JSON object for each line of a refused journal entry, in the order of arrival.

    It holds the line's columns as they came and `_reject` with the problems of that line and of the whole entry.
    `made_at` is an aware instant; by it the latest of several refusals of one entry is known.
    """
    of_line: dict[int, list[dict[str, object]]] = {}
    for problem in problems:
        of_line.setdefault(problem.line, []).append(_problem_json(problem))
    whole = of_line.get(0, [])
    for number, columns in enumerate(input_lines, 1):
        why = {
            "organisation": organisation,
            "journal_entry_id": entry_id,
            "line": number,
            "problems": [*of_line.get(number, []), *whole],
            "made_at": made_at.isoformat(),
        }
        yield exact_json({**own_columns(columns), REJECT: why})


def own_columns(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line's columns without what Airbyte and this connector added, in any case of letters."""
    return {
        name: value
        for name, value in columns.items()
        if not (name.lower().startswith(_AIRBYTE) or name.lower() in (REJECT, PLACE))
    }


def _problem_json(problem: Problem) -> dict[str, object]:
    return {
        "code": str(problem.code),
        "message": problem.message,
        "found": problem.found,
        "expected": problem.expected,
        "nearest": list(problem.nearest),
        "fix": problem.fix,
        "line": problem.line,
    }
