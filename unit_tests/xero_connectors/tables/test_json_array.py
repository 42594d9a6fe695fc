"""A JSON array is read object by object, and refused where it breaks."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_connectors.tables.json_array import objects

if TYPE_CHECKING:
    from xero_connectors.tables.row import TableFault

OBJECTS = st.lists(
    st.dictionaries(st.text(max_size=5), st.text(max_size=9) | st.none() | st.booleans() | st.integers(), max_size=4),
    max_size=9,
)


def read(content: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the objects, and what is wrong."""
    faults: list[TableFault] = []
    found = [found for _, found in objects(io.BytesIO(content), title="The file", report=faults.append)]
    return found, [f"{fault.place} {fault.brief}" for fault in faults]


@given(OBJECTS, st.sampled_from([None, 1]), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_an_array_is_its_objects(made: list[dict[str, Any]], indent: int | None, encoding: str) -> None:
    """However it is laid out."""
    assert read(json.dumps(made, indent=indent).encode(encoding)) == (made, [])


def test_numbers_keep_every_digit() -> None:
    """As they are written."""
    assert read(b'[{"a": 10.10, "b": 9007199254740993}]')[0] == [{"a": Decimal("10.10"), "b": 9007199254740993}]


def test_an_array_that_is_larger_than_a_piece_is_read_whole() -> None:
    """Objects lie over the borders of pieces; each is told by its number."""
    made = [{"text": "x" * 1_000, "number": number} for number in range(1_000)]
    content = io.BytesIO(json.dumps(made).encode())
    found = [*objects(content, title="The file", report=pytest.fail)]

    assert [each for _, each in found] == made
    assert found[-1][0] == "object 1000"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b'[{"a": 1}, 2]', "object 2 is JSON, and no object"),
        (b'[{"a": 1}, {"a"', "object 2 is no JSON"),
        (b'[{"a": 1}', "what follows object 1 is no JSON: the array is cut off or broken"),
        (b'[{"a": 1} {"a": 2}]', "what follows object 1 is no JSON: the array is cut off or broken"),
        (b'[{"a": 1},]', "object 2 is no JSON"),
        (b'[{"a": 1}] x', "what follows the array is no part of it"),
        (b'[{"a": 1}, {"b": 1, "b": 1}]', "object 2 names b more than once"),
        (b'[{"a": {"b": 1, "b": 2}}]', "object 1 names b more than once"),
        (b'[{"a": "\xff"}]', "what follows object 0 is not UTF-8"),
    ],
)
def test_a_broken_array_says_where(content: bytes, fault: str) -> None:
    """Nothing after it is taken."""
    assert read(content)[1] == [fault]
