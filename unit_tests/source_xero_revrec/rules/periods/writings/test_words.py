"""The words that say what a date is."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.words import DROPPED, role


def test_each_list_has_its_kind() -> None:
    """One word of each stands for it."""
    words = {
        "from": "S", "vanaf": "S", "ending": "E", "exp.": "E", "to": "R", "t/m": "R", "and": "L", "between": "b",
        "dated": "P", "before": "U", "onwards": "O", "cancelled": "Z", "po": "V", "pro-rata": "f", "the": DROPPED,
        "may": "w", "hosting": "w",
    }  # fmt: skip

    for word, kind in words.items():
        letters = next((place for place, sign in enumerate(word) if not sign.isalpha()), len(word))
        assert role(word, 0, letters) == (kind, len(word)), word


@pytest.mark.parametrize(
    ("text", "kind", "phrase"),
    [
        ("up to and including x", "R", "up to and including"),
        ("up to x", "R", "up to"),
        ("up x", DROPPED, "up"),
        ("end of march", "E", "end of"),
        ("end user", "w", "end user"),
        ("price list", "Z", "price list"),
        ("price", "V", "price"),
        ("pricelists", "w", "pricelists"),
        ("half-month", "Z", "half-month"),
    ],
)
def test_the_longest_phrase_decides(text: str, kind: str, phrase: str) -> None:
    """A phrase ends where a word ends."""
    letters = next((place for place, sign in enumerate(text) if not sign.isalpha()), len(text))

    assert role(text, 0, letters) == (kind, len(phrase))
