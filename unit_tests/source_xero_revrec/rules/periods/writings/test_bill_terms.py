"""Terms of payment."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.lexer import tokens


def terms(text: str) -> list[str]:
    """Return the numbers of a text that are explained, as they are written."""
    return [text[token.begin : token.stop] for token in tokens(text, (3, 31)) if token.kind == "X"]


@pytest.mark.parametrize(
    "text",
    [
        "net 30 days",
        "payable within 14 days",
        "Payment terms: 30 days from invoice date",
        "Terms 20 days",
        "30 days net",
        "zahlbar innerhalb von 14 Tagen",
        "14 Tage netto",
        "paiement \u00e0 30 jours",
        "pago a 30 d\u00edas",
        "pagamento a 30 giorni",
        "betaling binnen 14 dagen",
        "due in 7 days",
    ],
)
def test_days_in_which_a_bill_is_paid_are_explained(text: str) -> None:
    """In seven languages."""
    assert terms(f"Support, {text}.") == [text]


@pytest.mark.parametrize(
    "text",
    ["Net 30 days from 1 May 2026", "Payment 12 months", "30 days", "Notice 30 days", "Terms 20 days to 1 May 2026"],
)
def test_days_from_a_date_and_other_lengths_are_not(text: str) -> None:
    """They are terms of something."""
    assert terms(text) == []
