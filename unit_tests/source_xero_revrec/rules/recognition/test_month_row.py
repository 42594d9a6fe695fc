"""A line in one month, as a close lists it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from source_xero_revrec.rules.recognition.closed_line import Document
from source_xero_revrec.rules.recognition.month_row import month_row
from unit_tests.source_xero_revrec.rules.recognition.made_lines import decided, line, month

if TYPE_CHECKING:
    from source_xero_revrec.rules.recognition.line import Line
    from source_xero_revrec.rules.recognition.rows import Row

DOCUMENT = Document("document-1", "INV-1", "Invoice", "AUTHORISED", date(2026, 1, 5), "Boom FM")
QUARTER = line(30_000, "2026-01-05", "2026-02-01", "2026-04-30", currency="USD", home=60_000, description="Plan")


def row(at: str, each: Line = QUARTER) -> Row | None:
    """Return a line in a month."""
    return month_row(DOCUMENT, decided(each), month(at))


def test_a_month_shows_what_it_recognises_and_what_is_left() -> None:
    """In the document's currency and at home, from the document's month to the last one."""
    found = {at: row(at) for at in ("2025-12", "2026-01", "2026-02", "2026-04", "2026-05")}

    assert (found["2025-12"], found["2026-05"]) == (None, None)
    january, february, april = (found[at] or {} for at in ("2026-01", "2026-02", "2026-04"))
    assert (january["recognised_amount"], january["deferred_home_amount"]) == (0, 600)
    assert (february["recognised_amount"], february["recognised_home_amount"]) == (100, 200)
    assert (april["recognised_amount"], april["deferred_home_amount"], april["period"]) == (100, 0, "2026-04")
    assert (february["contact_name"], february["line_description"], february["booked_to"]) == (
        "Boom FM", "Plan", "revenue"
    )  # fmt: skip


def test_a_held_line_is_shown_from_its_month_on() -> None:
    """It waits for a person, and says why; without a rate it has no amount at home."""
    undated = line(5_000, "2026-01-05")
    found = row("2026-03", undated) or {}

    assert row("2025-12", undated) is None
    assert (found["held_reason"], found["period"], found["billed_amount"]) == ("no_period", "2026-01", 50)
    unrated = row("2026-01", line(5_000, "2026-01-05", currency="USD", home=None)) or {}
    assert (unrated["held_reason"], unrated["billed_home_amount"]) == ("no_rate", None)
