"""JSON that is nested too deep is cut where it becomes so, as text and as values, and the rest is read as ever."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_api.nesting import DEEPEST, TOO_DEEP, shallow, shallow_text

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner))


def nested(levels: int, *, objects: bool = False) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Return lists or objects within each other, with signs of JSON in a text at the bottom."""
    value: Any = '"]}[{\\'
    for _ in range(levels):
        value = {"a": value, "b": 1} if objects else [value, 1]
    return value


@given(JSON)
def test_what_is_not_deep_is_left_alone(value: Any) -> None:  # noqa: ANN401 - JSON is any of its types
    """As text and as values, whatever signs stand in its texts."""
    text = json.dumps(value).encode()

    assert shallow_text(text) == text
    assert shallow(value) == value


@pytest.mark.parametrize("objects", [False, True])
@pytest.mark.parametrize("levels", [DEEPEST, DEEPEST + 1, DEEPEST + 7, 500])
def test_the_levels_that_are_too_deep_are_one_text(levels: int, objects: bool) -> None:  # noqa: FBT001
    """Text and values are cut alike; what stands beside the deep part is kept."""
    value = [1, nested(levels - 1, objects=objects), {"after": [2]}]

    cut = shallow(value)

    assert json.loads(shallow_text(json.dumps(value).encode())) == cut
    assert (cut[0], cut[2]) == (1, {"after": [2]})
    assert (TOO_DEEP in json.dumps(cut)) == (levels > DEEPEST)


def test_what_is_cut_off_stays_no_json() -> None:
    """An answer that ends in the midst of its deepest part is not mended."""
    with pytest.raises(json.JSONDecodeError):
        json.loads(shallow_text(b"[" * 5_000))
