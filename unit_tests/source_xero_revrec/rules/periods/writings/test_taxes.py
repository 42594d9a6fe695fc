"""A note on a tax, or on a discount that is in the price, says nothing of a period."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.lexer import tokens


def kinds(text: str) -> str:
    """Return the kinds of a text's words."""
    return "".join(token.kind for token in tokens(text, (3, 31)))


@pytest.mark.parametrize(
    "text",
    [
        "excl. 20% VAT", "excl 21% btw", "incl. IPT 12%", "+ IPT 12%", "IPT 12%", "plus 12% IPT", "20% VAT applies",
        "Prices exclude 20% VAT", "zzgl. 19% MwSt", "hors TVA 20%", "m\u00e1s 21% IVA", "plus VAT",
        "prices are excluding GST",
    ],
)  # fmt: skip
def test_a_tax_is_explained(text: str) -> None:
    """With its percentage before or behind it, and with what says whether the price includes it."""
    assert kinds(text) == "X"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hosting, 10% discount applied", "wcX"), ("hosting (discount 10%)", "wX"), ("hosting incl. 5% discount", "wX"),
        ("10% discount applied", "XVG"), ("hosting, 10% discount", "wcXV"), ("hosting incl. 5% discount june", "wXVm"),
    ],
)  # fmt: skip
def test_a_discount_is_explained_that_is_in_the_price(text: str, expected: str) -> None:
    """Not one that is all that is sold, nor one that a month may follow."""
    assert kinds(text) == expected
