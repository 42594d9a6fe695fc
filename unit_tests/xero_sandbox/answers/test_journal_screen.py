"""A manual journal as a person sees it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from xero_sandbox.answers.journal_screen import journal_screen

JOURNAL: dict[str, Any] = {
    "ManualJournalID": "mj-1",
    "Narration": "Revenue <January> [RevRec JE-1]",
    "Date": date(2026, 1, 31),
    "Status": "POSTED",
    "JournalLines": [
        {"LineAmount": Decimal("100.00"), "AccountCode": "835", "Description": None, "Tracking": []},
        {
            "LineAmount": Decimal("-100.00"),
            "AccountCode": "200",
            "Description": "Release & more",
            "Tracking": [{"Name": "Region", "Option": "South"}],
        },
    ],
}


def test_debits_and_credits_stand_side_by_side() -> None:
    """Each with account, text and tracking."""
    page = journal_screen(JOURNAL, "Demo Company")

    assert "<tr><td><td>835<td><td class=amount>100.00<td class=amount></tr>" in page
    assert "<td>Release &amp; more<td>200<td>Region: South<td class=amount><td class=amount>100.00</tr>" in page
    assert "<h1>Revenue &lt;January&gt; [RevRec JE-1]</h1><p>Demo Company, 2026-01-31, POSTED, mj-1</p>" in page
