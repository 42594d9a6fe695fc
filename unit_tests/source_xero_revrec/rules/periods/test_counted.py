"""A number behind a noun may count it."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.counted import is_counted


@pytest.mark.parametrize("word", ["user", "room", "phase", "hall", "users", "kits", "rows", "widgets", "sessions"])
def test_what_is_counted_is_known_by_itself_or_as_a_plural(word: str) -> None:
    """Any plural that is no event; four letters are enough."""
    assert is_counted(word)


@pytest.mark.parametrize(
    "word",
    ["", "bus", "gas", "access", "campus", "analysis", "logistics", "renovations", "solutions", "subscriptions",
     "workshops", "nights", "hosting", "onsite", "workshop"],
)  # fmt: skip
def test_what_takes_place_or_is_no_plural_is_not_counted(word: str) -> None:
    """Workshops 3-5 March are days of March."""
    assert not is_counted(word)
