"""Words that are no months, where a text may be English."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.month_words import words_for_months
from source_xero_revrec.rules.periods.writings.lexer import tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kit set 2026", ["Kit set 2026"]),
        ("Time out 2026 - Dec 2026", ["Time out 2026"]),
        ("Next gen 2026", ["Next gen 2026"]),
        ("set 2026", []),
        ("Set 2026: 6 chairs", ["Set 2026"]),
        ("Lug 2026 nuts", ["Lug 2026"]),
        ("Lug 2026 affitto", []),
        ("Set 2026 - Dic 2026", []),
        ("Kit, set 2026", []),
        ("Kit set-2026", []),
        ("Kit sep 2026", []),
        ("Canone set 2026", []),
        ("Aluguel out 2026", []),
        ("Kit di pulizia set 2026", []),
        ("Kit set 2026, due out 2026", ["Kit set 2026"]),
    ],
)
def test_a_word_before_such_a_month_may_belong_to_it(text: str, words: list[str]) -> None:
    """Directly, and in a text without a word that tells its language."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))

    assert words_for_months(sentence, claims(sentence)) == words
