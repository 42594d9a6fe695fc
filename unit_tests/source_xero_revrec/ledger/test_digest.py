"""Digests are short and tell contents apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.ledger.digest import digest


@given(st.binary(), st.binary())
def test_contents_have_one_digest_exactly_where_they_are_equal(one: bytes, other: bytes) -> None:
    """In any process, since a state outlives it."""
    assert (digest(one) == digest(other)) is (one == other)


def test_a_digest_is_eight_characters_that_a_state_can_hold() -> None:
    """It is the same in a year."""
    assert digest(b"10.00") == "qJlKkCDE"
