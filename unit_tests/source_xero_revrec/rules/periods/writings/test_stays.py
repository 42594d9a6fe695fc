"""A stay begins and ends with a word."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.lexer import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("check in 8 June 2026, check out 11 June 2026", "SDcED"),
        ("Check-in: Mon 8 June 2026, check-out: Thu 11 June 2026", "SDcED"),
        ("Anreise 08.06.2026, Abreise 11.06.2026", "SDcED"),
        ("departure lounge 8 June 2026", "VwD"),
    ],
)
def test_days_of_a_stay_are_its_first_and_last(text: str, expected: str) -> None:
    """Where a day stands behind the word."""
    assert "".join(token.kind for token in tokens(text, (3, 31))) == expected
