"""Goods that are delivered within some days."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.clauses import words_of
from source_xero_revrec.rules.periods.goods import goods_delivered
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.writings.lexer import tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Delivery 8 June 2026 - 12 June 2026, 20 desks", "Delivery"),
        ("40 chairs, delivery 1 June 2026 - 5 June 2026", "delivery"),
        ("20 Stühle, Lieferung vom 1. Juni 2026 bis 5. Juni 2026", "Lieferung"),
        ("Delivery 8 June 2026 - 12 June 2026", ""),
        ("Delivery 8 June 2026 - 12 June 2026, 20 days", ""),
        ("Course delivery 8 June 2026 - 12 June 2026, 20 desks", ""),
        ("Delivery 1 June 2026 - 1 July 2026, 20 desks", "Delivery"),
        ("Delivery 1 June 2026 - 2 July 2026, 20 desks", ""),
        ("Delivery of training 8 June 2026 - 12 June 2026, 20 desks", ""),
        ("Delivery June 2026, 20 desks", ""),
    ],
)
def test_goods_come_within_the_days(text: str, words: str) -> None:
    """What is counted is no work, and the delivery begins its clause."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    (claim,) = claims(sentence)
    before = words_of(text, 0, sentence.tokens[claim.first].begin)
    after = words_of(text, sentence.tokens[claim.last].stop, len(text))

    assert goods_delivered(sentence, claim, before, after) == words
