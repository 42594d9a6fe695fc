"""Names that people take for one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.rules.resemblance import bare, nearest

ACCOUNTS = ("Sales", "Subscription Revenue", "Interest Income", "Bank Fees", "Rent")


@pytest.mark.parametrize(
    "other",
    [
        "West Coast",
        "west  coast",
        " West\u00a0Coast ",
        "WestCoast",
        "West\u200b Coast",
        "West\tCoast",
        "WEST\u2003COAST",
    ],
)
def test_white_space_and_case_make_no_other_name(other: str) -> None:
    """Of whatever kind, and those that nobody sees."""
    assert bare(other) == bare("West Coast")


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2212")
def test_a_kind_of_dash_makes_no_other_name(dash: str) -> None:
    """Yet a dash is not nothing."""
    assert bare(f"North {dash} East") == bare("North-East")
    assert bare(f"North{dash}East") != bare("NorthEast")


def test_other_letters_are_another_name() -> None:
    """An accent, a digit or a comma may be all the difference that there is."""
    assert len({bare(name) for name in ("Cafe", "Café", "Cafe 1", "Cafe,", "Cafes")}) == 5


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
