"""The verdict of the source's stream `journal_control` on what the destination's receipts say was posted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from integration_tests.demo.journal_report import side
from integration_tests.demo.journals import RECEIPTS, SCHEMA
from integration_tests.demo.stage import aside, progress, query, say

import airbyte  # isort: skip - after stage, which tells it to stay quiet

if TYPE_CHECKING:
    from pathlib import Path

    from airbyte.caches import DuckDBCache

    from xero_sandbox import Sandbox

TIES = "Ties"


def found_by_control(xero: Sandbox, cache: DuckDBCache, source: Path) -> set[str]:
    """Read the stream with PyAirbyte, show what does not tie, and return the Journal Entry Ids that were changed."""
    with progress(xero), aside():
        connector = airbyte.get_source(
            "source-xero-revrec",
            local_executable=source,
            config=xero.source_config(journal_control={"source": "receipts", "path": str(RECEIPTS)}),
            streams=["journal_control"],
            install_if_missing=False,
        )
        connector.read(cache=cache)
    rows = query(
        cache,
        "select status, changed, account_code, tracking, expected_debit - expected_credit, found_debit - found_credit, "
        f"reason, proposed_fix from {SCHEMA}.journal_control order by account_code, tracking",
    )
    apart = [row for row in rows if row[0] != TIES]
    say("control", f"{len(rows) - len(apart)} of {len(rows)} sums by month, account, tracking and currency tie")
    for _, changed, account, tracking, sent, found, reason, _ in apart:
        amounts = f"{side(Decimal(sent))} sent, {side(Decimal(found))} in Xero"
        say("control", f"{reason} {changed} on {account} ({tracking}): {amounts}")
    for remedy in dict.fromkeys(row[-1] for row in apart):
        say("to do", remedy)
    return {row[1] for row in apart}
