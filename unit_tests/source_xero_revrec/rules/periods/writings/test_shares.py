"""Numbers of one payment among several."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.lexer import tokens


def shares(text: str) -> list[str]:
    """Return the shares of a text, as they are written."""
    return [text[token.begin : token.stop] for token in tokens(text, (3, 31)) if token.kind == "Z"]


@pytest.mark.parametrize(
    "text",
    [
        "Payment 1/4",
        "Payment #2",
        "Payment (2)",
        "payment no. 2",
        "Payment two",
        "Claim 1/4",
        "Part 1/4",
        "Paiement 1/4",
        "Pago n\u00ba 2",
        "Zahlung Nr. 2",
        "Betaling 3",
        "Invoice 2/4",
        "Inv 2/12",
        "Inv. 2-12",
        "Invoice no. 2/12",
        "Rechnung 1/4",
        "Facture 1/4",
        "Factura 1/4",
        "Stage 2 fee",
        "Phase 2 of",
        "Milestone 3 payment",
        "\u00c9tape 2 facture",
    ],
)
def test_a_payment_of_several_is_a_share(text: str) -> None:
    """By a number behind it, in words, or as a fraction."""
    assert shares(f"{text}, support") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Payment 1 April 2026",
        "Payment 2 weeks",
        "Payment 1.5.2026",
        "Payment 30 days",
        "Payment 1-31 May 2026",
        "Invoice 31/12",
        "Invoice 4711",
        "Invoice 2",
        "Part-time",
        "Part IV",
        "Phase 2 hosting",
        "Stage 2: support",
        "Payment platform",
    ],
)
def test_a_date_a_term_and_a_number_of_a_document_are_none(text: str) -> None:
    """Nor is a phase that is sold whole."""
    assert shares(text) == []
