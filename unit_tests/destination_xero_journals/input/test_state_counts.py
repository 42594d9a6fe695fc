"""A state is handed back as it came, with the counts that Airbyte shows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.input.state_counts import with_counts
from unit_tests.destination_xero_journals.made_input import without_counts

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
STATES = (
    b'{"type": "STATE", "state": {"type":"STREAM",  "stream":{"stream_descriptor":{"name":"journal_entries"}}}}',
    b'{"state":{"stream":{"stream_state":{"b":1.0,"a":1e2,"c":12345678901234567890}},"type":"STREAM"},"type":"STATE"}',
    b'{"type":"STATE","state":{"global":{"shared_state":{"lsn":0.10}}},"id":7,"unknown":[null,{"state":{}}]}',
    b'  { "type":"STATE" , "state" : {"data":{"name":"Z\\u00fcrich \xc3\xa9 \\/ \\ud83d"}} , "type":"STATE"}\t',
    b'{"type":"STATE","state":{}}',
    b'{"state":{"a":1},"type":"STATE","state":{"b":2}}',
)
"""Other order of keys, spaces, digits, escapes, unknown fields, a field twice, half a character, nothing."""


def counted(message: bytes) -> Any:  # noqa: ANN401 - JSON
    """Return the counts that a state was given."""
    return json.loads(with_counts(message, taken=2, refused=1))["state"]["destinationStats"]


@pytest.mark.parametrize("message", STATES)
def test_a_state_comes_out_byte_for_byte_but_for_its_counts(message: bytes) -> None:
    """Nothing of it is read, rounded, sorted or left out."""
    assert without_counts(with_counts(message, taken=12_345, refused=0)) == message
    assert counted(message) == {"recordCount": 2.0, "rejectedRecordCount": 1.0}


def test_counts_are_written_with_a_decimal_point() -> None:
    """As the protocol asks."""
    assert b'{"recordCount":2.0,"rejectedRecordCount":1.0}' in with_counts(STATES[0], taken=2, refused=1)


def test_counts_that_a_state_came_with_are_replaced() -> None:
    """They were not the destination's."""
    given_counts = b'{"type":"STATE","state":{"destinationStats":{"recordCount":7.0},"data":{"a":1.10}}}'

    assert counted(given_counts) == {"recordCount": 2.0, "rejectedRecordCount": 1.0}
    assert b'"data":{"a":1.10}' in with_counts(given_counts, taken=2, refused=1)


@pytest.mark.parametrize("message", [b'{"type":"STATE"}', b'{"type":"STATE","state":null}'])
def test_a_state_that_is_no_object_is_left_alone(message: bytes) -> None:
    """There is no place for counts in it."""
    assert with_counts(message, taken=2, refused=1) == message


@given(st.dictionaries(st.text(), JSON), st.dictionaries(st.text(), JSON), st.sampled_from([None, 1]), st.booleans())
def test_any_state_keeps_its_content(
    state: dict[str, Any],
    beside: dict[str, Any],
    indent: int | None,
    ascii_alone: bool,  # noqa: FBT001 - hypothesis passes it by name
) -> None:
    """However it is written."""
    state.pop("destinationStats", None)
    message = {**beside, "state": state, "type": "STATE"}
    found = json.loads(
        with_counts(
            json.dumps(message, indent=indent, ensure_ascii=ascii_alone).encode("utf-8", "surrogatepass"),
            taken=3,
            refused=0,
        )
    )
    assert found.pop("state") == {**state, "destinationStats": {"recordCount": 3.0, "rejectedRecordCount": 0.0}}
    assert found == {key: value for key, value in message.items() if key != "state"}
