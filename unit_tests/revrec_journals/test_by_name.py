"""Things are found by the name as it is spelled, or else by one that a person would take for it."""

from __future__ import annotations

from revrec_journals.by_name import ByName, folded

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
