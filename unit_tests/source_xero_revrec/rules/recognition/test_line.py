"""What a line and its schedule say about themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from source_xero_revrec.rules.recognition.line import Held, Way
from unit_tests.source_xero_revrec.rules.recognition.made_lines import SETTINGS, line, month, recognised


@pytest.mark.parametrize(
    ("start", "end", "defers"),
    [
        ("2026-01-01", "2026-01-31", False),
        ("2025-11-01", "2026-01-31", False),
        ("2026-01-01", "2026-02-01", True),
        ("2026-02-01", "2026-02-28", True),
    ],
)
def test_a_line_defers_what_is_left_after_its_month(start: str, end: str, *, defers: bool) -> None:
    """Only what runs on after the month of the document needs a journal."""
    assert recognised(line(100, "2026-01-31", start, end)).defers is defers


def test_what_waits_for_a_period_is_deferred() -> None:
    """Without a date it stays on the liability."""
    waiting = recognised(line(100, "2026-01-31"), replace(SETTINGS, undated="defer"))

    assert waiting.defers
    assert waiting.billed == month("2026-01")


def test_only_what_is_no_revenue_lets_a_close_go_on() -> None:
    """Every other reason asks for a person."""
    assert [reason for reason in Held if not reason.refuses_a_close] == [Held.NOT_REVENUE, Held.LEFT_OUT]


def test_rows_call_ways_and_reasons_as_they_always_did() -> None:
    """A warehouse compares these texts, and a month that was frozen bears them."""
    assert [each.value for each in Way] == ["liability", "revenue"]
    assert [each.value for each in Held] == [
        "no_period",
        "ambiguous_period",
        "no_rate",
        "no_revenue_account",
        "unknown_account",
        "not_revenue",
        "left_out",
    ]
