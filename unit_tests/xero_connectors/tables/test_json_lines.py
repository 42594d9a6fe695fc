"""JSON Lines are read with every digit, or refused with their line."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest

from xero_connectors.tables.json_lines import objects, rows
from xero_connectors.tables.row import Row, TableFault, Unusable


def test_every_line_is_an_object_with_its_place() -> None:
    """A byte order mark and blank lines are none of it; no digit is lost."""
    file = io.BytesIO(b'\xef\xbb\xbf{"a": 10.10}\n\n{"b": 9007199254740993}')

    assert list(objects(file, title="The file")) == [
        ("line 1", {"a": Decimal("10.10")}),
        ("line 3", {"b": 9007199254740993}),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"a": 1', "The file is no JSON in line 2."),
        (b'{"a": "\xe9"}', "The file is not UTF-8 in line 2."),
        (b"[1]", "The file is JSON in line 2, but no object."),
        (b"[" * 100_000, "The file is no JSON in line 2."),
        (b'{"a": 1, "b": 2, "a": 3}', "The file has an object with two values under the name a in line 2."),
        (b'{"a": {"b" : 1, "b":2}}', "The file has an object with two values under the name b in line 2."),
    ],
)
def test_a_line_that_is_no_object_is_named(line: bytes, said: str) -> None:
    """The reading stops there, or goes on where the faults are collected."""
    content = b'{"a": 0}\n' + line + b'\n{"a": 2}\n'
    faults: list[TableFault] = []

    with pytest.raises(TableFault) as fault:
        list(objects(io.BytesIO(content), title="The file"))
    assert str(fault.value).startswith(said)
    read = list(objects(io.BytesIO(content), title="The file", report=faults.append))
    assert [place for place, _ in read] == ["line 1", "line 3"]
    assert [(each.place, str(each)) for each in faults] == [("line 2", str(fault.value))]
    assert faults[0].brief.split(",")[0] in said or "two values" in said


def test_a_text_that_looks_like_a_name_is_none() -> None:
    """Quotation marks and colons may stand in a value."""
    file = io.BytesIO(b'{"a": "he said \\"x\\": y", "b": [{"a": 1}, 2]}\n')

    assert [found for _, found in objects(file, title="The file")] == [{"a": 'he said "x": y', "b": [{"a": 1}, 2]}]


def test_rows_have_a_cell_for_every_name_that_occurs() -> None:
    """A name may come first in a later line; what is no text is written as a person would write it."""
    file = io.BytesIO(b'{"id": 1e3, "name": null}\n{"name": "Xero", "ok": true, "more": {"a": 1}}\n{"id": NaN}\n')

    assert list(rows(file, title="The file")) == [
        Row("line 1", ["id", "name", "ok", "more"]),
        Row("line 1", ["1000", "", "", ""]),
        Row("line 2", ["", "Xero", "TRUE", Unusable("an object or a list")]),
        Row("line 3", [Unusable("no number"), "", "", ""]),
    ]
