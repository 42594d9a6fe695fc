"""Things are found by the name as it is spelled, or else by one that a person would take for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrec_journals.by_name import ByName, bare, folded, spelling

THINGS = ByName([(("Sales",), 1), (("SALES ",), 2), (("Deferred", "P-1"), 3), (("deferred", "p-1"), 4)])


def test_the_exact_spelling_counts_before_any_other() -> None:
    """Two accounts may differ in case alone."""
    assert THINGS.matching("Sales") == [1]
    assert THINGS.exactly("sales") == []


def test_without_it_case_and_outer_space_do_not_matter() -> None:
    """All that are meant come back, in their order."""
    assert THINGS.matching(" sales") == [1, 2]
    assert THINGS.matching("DEFERRED", "P-1 ") == [3, 4]
    assert THINGS.matching("Deferred") == []


def test_a_folded_name_is_without_case_and_outer_space() -> None:
    """Inner space stays."""
    assert folded("  Straße  1 ") == "strasse  1"


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


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_plain_text_is_bared_as_any_other(name: str) -> None:
    """What is of ASCII alone is read at a glance, and comes to the same beside a letter that is not."""
    assert bare(f"{name}\u00e9") == f"{bare(name)}\u00e9"


def test_a_letter_and_its_accent_may_be_put_together_in_two_ways() -> None:
    """Files from a Mac have them apart, and nobody sees it."""
    assert folded("Oce\u0301an ") == folded("oc\u00e9an")
    assert ByName([(("Oc\u00e9an",), 1)]).matching("Oce\u0301an") == [1]


def test_a_column_is_known_however_its_accents_are_put_together() -> None:
    """As a Mac writes them, and as everybody else does."""
    assert spelling("Re\u0301gion") == spelling("R\u00c9GION")
