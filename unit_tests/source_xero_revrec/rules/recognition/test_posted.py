"""Keys name a month and a kind."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.recognition.posted import OPENING_KEY, Kind, journal_key, month_and_kind
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month


@pytest.mark.parametrize("kind", [Kind.PRIOR, Kind.DEFERRAL, Kind.RELEASE])
def test_a_key_reads_back(kind: Kind) -> None:
    """A journal in Xero tells which month it was made for, whatever its date is."""
    assert month_and_kind(journal_key("2026-01", kind)) == (month("2026-01"), kind)


@pytest.mark.parametrize(
    "key",
    ["JE-1", "REV-2026-13-RELEASE", "REV-2026-1-RELEASE", "REV-2026-01-OTHER", "REV-2026-01-OPENING", OPENING_KEY, ""],
)
def test_other_journals_are_none_of_recognition(key: str) -> None:
    """RevRec's own ids, and ids that look alike, name no month."""
    assert month_and_kind(key) is None
