"""Documents that a text refers to without telling their date."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.references import reference


@pytest.mark.parametrize(
    ("text", "word", "said"),
    [
        ("retainer june 2026 as per contract", "as", "as per contract"),
        ("fees for may 2026 per attached timesheet", "per", "per attached timesheet"),
        ("retainer as agreed - june 2026", "as", "as agreed"),
        ("support june 2026 as per quote", "as", "as per quote"),
        ("support as per quote, june 2026", "as", ""),
        ("support as per contract of march 2026", "as", ""),
        ("support as per contract march 2026", "as", ""),
        ("as per contract, march 2026", "as", ""),
        ("beratung juni 2026 laut vertrag", "laut", "laut vertrag"),
    ],
)
def test_what_is_referred_to_has_no_date_behind_it(text: str, word: str, said: str) -> None:
    """Where a date follows, it may be that of what is referred to."""
    begin = text.index(word)

    assert text[begin : reference(text, begin, begin + len(word))] == said
