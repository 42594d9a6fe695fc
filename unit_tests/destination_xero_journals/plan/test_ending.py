"""What became of the journals of a plan is a row for each organisation and month."""

from __future__ import annotations

from destination_xero_journals.plan.ending import HEADINGS, ending
from destination_xero_journals.plan.store import Stage


def test_every_journal_is_in_one_column() -> None:
    """Months in their order, and what could not be read without one."""
    counts = [
        ("t-1", "2026-01", "create", Stage.DONE, 5),
        ("t-1", "2026-01", "update", Stage.DONE, 1),
        ("t-1", "2026-01", "unchanged", Stage.DONE, 2),
        ("t-1", "2026-01", "nothing_to_post", Stage.DONE, 3),
        ("t-1", "2026-02", "create", Stage.WAITING, 4),
        ("t-1", "2026-02", "", Stage.HELD_BACK, 7),
        ("t-2", "", "", Stage.REJECTED, 9),
    ]

    rows = ending(counts, {"t-1": "Demo Company"})

    assert [dict(zip(HEADINGS, row, strict=True)) for row in rows] == [
        {
            "Organisation": "Demo Company",
            "Month": "2026-01",
            "Posted": 6,
            "There already": 2,
            "Left": 3,
            "Held back": 0,
            "Refused": 0,
            "Not posted": 0,
        },
        {
            "Organisation": "Demo Company",
            "Month": "2026-02",
            "Posted": 0,
            "There already": 0,
            "Left": 0,
            "Held back": 7,
            "Refused": 0,
            "Not posted": 4,
        },
        {
            "Organisation": "t-2",
            "Month": "(none)",
            "Posted": 0,
            "There already": 0,
            "Left": 0,
            "Held back": 0,
            "Refused": 9,
            "Not posted": 0,
        },
    ]
