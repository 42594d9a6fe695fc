"""How much is sold is no date."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.lexer import plain, tokens


def kinds(text: str) -> str:
    """Return the kinds of a text's words."""
    return "".join(token.kind for token in tokens(plain(text), (3, 31)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1-10 users", "X"), ("11-50 employees", "X"), ("upgrade 5-10 users", "wN-X"), ("6 x 75cl", "X"),
        ("2 x 12hr", "X"), ("3 x 12m", "NXw"), ("1/2 inch", "X"), ('3/4"', "X"), ("3/4", "u"), ("24.1p", "X"),
        ("12.5c", "X"), ("24.1", "u"), ("@ 24.1", "X"), ("@ 50%", "Z"), ("pack of 10", "X"), ("pack of 10 June", "wp"),
        ("cable 10m", "X"), ("10m", "A"), ("15 nutzer", "X"), ("1 subscription,", "Xc"), ("1 payment,", "NVc"),
        ("1 part,", "NUc"), ("qty: 3 - 1 July 2026 to 31 July 2026", "X-DRD"), ("qty: 3 - 10 July 2026", "wN-D"),
        ("users: 12 - 01/07/2026 to 31/07/2026", "X-DRD"), ("seats July 2026 x 12", "wMX"), ("rent July 2026 x 12",
        "wMN"),
        ("2 \u00d7 Pro", "Xw"),
    ],
)  # fmt: skip
def test_an_amount_is_explained_and_a_number_that_may_be_a_day_is_not(text: str, expected: str) -> None:
    """By its unit, by what it counts, or by the whole dates behind it."""
    assert kinds(text) == expected
