"""Keys name a month and a kind."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.recognition.posted import OPENING_KEY, Kind, PostedLine, journal_key, month_and_kind
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month


@pytest.mark.parametrize("kind", [Kind.PRIOR, Kind.DEFERRAL, Kind.RELEASE])
def test_a_key_reads_back(kind: Kind) -> None:
    """A journal in Xero tells which month it was made for, whatever its date is."""
    assert month_and_kind(journal_key("2026-01", kind)) == (month("2026-01"), kind)


@pytest.mark.parametrize(
    "key",
    [
        "JE-1",
        "REV-2026-13-RELEASE",
        "REV-2026-1-RELEASE",
        "REV-2026-01-OTHER",
        "REV-2026-01-OPENING",
        "REV-0000-01-RELEASE",
        "REV-0001-01-RELEASE",
        "REV-9999-12-RELEASE",
        OPENING_KEY,
        "",
    ],
)
def test_other_journals_are_none_of_recognition(key: str) -> None:
    """RevRec's own ids, and ids that look alike, name no month."""
    assert month_and_kind(key) is None


def test_keys_are_what_they_always_were() -> None:
    """They are in Xero, and are found again by them."""
    assert [journal_key("2026-01", kind) for kind in Kind] == [
        "REV-2026-01-OPENING", "REV-2026-01-PRIOR", "REV-2026-01-DEFERRAL", "REV-2026-01-RELEASE"
    ]  # fmt: skip
    assert OPENING_KEY == "REV-OPENING"


def test_a_line_is_in_the_ledger_unless_it_is_said_to_be_a_draft() -> None:
    """Most are."""
    assert PostedLine("K", "200", (), 1) == PostedLine("K", "200", (), 1, is_draft=False)
