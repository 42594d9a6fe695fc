"""Names that people take for one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.rules.resemblance import nearest
from revrec_journals.by_name import bare

ACCOUNTS = ("Sales", "Subscription Revenue", "Interest Income", "Bank Fees", "Rent")


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("Subscripton Revenue", "Subscription Revenue"),
        ("SALES ", "Sales"),
        ("Sales Revenue", "Sales"),
        ("Revenue", "Subscription Revenue"),
        ("Interest", "Interest Income"),
    ],
)
def test_the_nearest_name_comes_first(wanted: str, first: str) -> None:
    """A slip of the finger, and a name that is part of the other."""
    assert nearest(wanted, ACCOUNTS)[0] == first


def test_what_is_far_away_is_not_named() -> None:
    """A wrong hint is worse than none."""
    assert nearest("Xylophone", ACCOUNTS) == ()
    assert nearest("", ACCOUNTS) == ()
    assert nearest("Rent", ()) == ()


@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=12))
def test_three_at_most_are_named_each_once(wanted: str, names: list[str]) -> None:
    """And only names that there are; one that is the same but for spaces is always among them."""
    found = nearest(wanted, [*names, f" {wanted} "])

    assert len(found) <= 3
    assert len({*found}) == len(found)
    assert {*found} <= {*names, f" {wanted} "}
    if bare(wanted):
        assert any(bare(each)[:100] == bare(wanted)[:100] for each in found)
