"""A reject keeps what came in, says what is wrong with it, and can be sent again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from revrec_journals.columns import PLACE
from revrec_journals.problem import Code, Problem
from revrec_journals.reject import reject_lines
from xero_api import money
from xero_connectors.exact_json import exact_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOW = datetime(2026, 2, 2, 9, 30, tzinfo=UTC)
UNBALANCED = Problem(
    Code.UNBALANCED, "Journal JE-1 does not balance", "debits 10.00, credits 9.00", "equal sums", "Mend"
)
UNKNOWN = Problem(
    Code.ACCOUNT_UNKNOWN,
    "Journal JE-1, line 2: no account 4999",
    "4999",
    "an account",
    "Map it",
    2,
    nearest=("400 Advertising", "40 Sales"),
)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def rejects(problems: Sequence[Problem], *lines: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rejects of a journal as a reader gets them."""
    return [
        json.loads(line, parse_float=Decimal)
        for line in reject_lines("Demo Company", "JE-1", problems, lines, made_at=NOW)
    ]


def test_a_reject_holds_the_columns_as_they_came_and_why() -> None:
    """A line is told its own problems first and those of the whole journal, never those of another line."""
    first, second = rejects(
        [UNBALANCED, UNKNOWN],
        {"Journal Entry Id": "JE-1", "Amount": "10.00"},
        {"Journal Entry Id": "JE-1", "Amount": "9.00"},
    )
    whole = {
        "code": "UNBALANCED",
        "message": "Journal JE-1 does not balance",
        "found": "debits 10.00, credits 9.00",
        "expected": "equal sums",
        "nearest": [],
        "fix": "Mend",
        "line": 0,
    }

    assert first == {
        "Journal Entry Id": "JE-1",
        "Amount": "10.00",
        "_reject": {
            "organisation": "Demo Company",
            "journal_entry_id": "JE-1",
            "line": 1,
            "problems": [whole],
            "made_at": "2026-02-02T09:30:00+00:00",
        },
    }
    assert [problem["code"] for problem in second["_reject"]["problems"]] == ["ACCOUNT_UNKNOWN", "UNBALANCED"]
    assert second["_reject"]["problems"][0]["nearest"] == ["400 Advertising", "40 Sales"]
    assert (second["_reject"]["line"], second["_reject"]["problems"][0]["line"]) == (2, 2)


def test_columns_of_airbyte_and_of_an_older_refusal_are_left_out() -> None:
    """In any case of letters that a warehouse makes of them; other columns with underscores stay."""
    (line,) = rejects(
        [UNBALANCED],
        {
            "_airbyte_raw_id": "1",
            "_AIRBYTE_META": {},
            "_REJECT": {"line": 9},
            "_reject": {"line": 9},
            "_ours": "x",
            "Amount": 1,
        },
    )

    assert list(line) == ["_ours", "Amount", "_reject"]
    assert line["_reject"]["line"] == 1


@given(st.dictionaries(st.text(min_size=1).filter(lambda name: name[0] != "_"), VALUES, max_size=4))
def test_every_value_comes_back_as_it_came(columns: dict[str, Any]) -> None:
    """Digits of numbers, order of keys, half characters and all."""
    came = money.parse(exact_json(columns))
    (line,) = rejects([UNBALANCED], came)
    del line["_reject"]

    assert list(line.items()) == list(came.items())
    assert came == columns


def test_where_a_line_stood_in_its_file_is_left_out() -> None:
    """In the rejects it stands elsewhere, and whoever reads them says where."""
    (line,) = rejects([], {"Amount": "1", PLACE: "line 4"})

    assert PLACE not in line
    assert line["Amount"] == "1"
