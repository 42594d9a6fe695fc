"""An object of JSON has each name once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_connectors.tables.json_names import UNIQUE, NamedTwice, check_names, unique


def objects(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects of these values."""
    return st.dictionaries(st.text(max_size=4), values, max_size=4)


VALUES = st.recursive(st.text(max_size=8) | st.integers() | st.none(), lambda each: st.lists(each) | objects(each))


@given(objects(VALUES))
def test_names_that_are_there_once_are_taken(made: dict[str, Any]) -> None:
    """Whatever values look like."""
    text = json.dumps(made)

    check_names(text.encode(), made)
    assert UNIQUE.decode(text) == made


@given(objects(VALUES), st.text(max_size=4))
def test_a_name_that_is_there_twice_is_found(made: dict[str, Any], name: str) -> None:
    """However deep it lies."""
    deep = {"deep": [made, {name: 1}]}
    text = json.dumps(deep).replace(json.dumps({name: 1}), f"{{{json.dumps(name)}: 1, {json.dumps(name)}:2}}")

    with pytest.raises(NamedTwice) as twice:
        check_names(text.encode(), deep)
    assert str(twice.value) == name
    with pytest.raises(NamedTwice):
        UNIQUE.decode(text)


def test_the_name_is_told() -> None:
    """The first that is there again."""
    with pytest.raises(NamedTwice, match=r"^b$"):
        unique([("a", 1), ("b", 2), ("b", 3)])
    assert unique([("a", 1), ("b", 2)]) == {"a": 1, "b": 2}
