"""What the form says to the flow: how a plan is made, and how it is carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from destination_xero_journals.rules.settings import (
        AccountSettings,
        JournalSettings,
        PostingPolicy,
        TrackingSettings,
        XeroStatus,
    )
    from revrec_journals.columns import ColumnSettings


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What decides about each journal entry: the settings of every rule."""

    columns: ColumnSettings
    accounts: AccountSettings
    tracking: TrackingSettings
    journal: JournalSettings
    policy: PostingPolicy


@dataclass(frozen=True, slots=True)
class SyncSettings:
    """How a plan is carried out.

    `status` is what journals are to have in Xero. `post_the_valid` posts beside entries that are refused. A `dry_run`
    posts nothing. `approved` is the fingerprint of the only plan that may be posted, empty where any may.
    `history_note` and `supporting_workbook` are what stands beside each journal for an auditor.
    """

    status: XeroStatus = "POSTED"
    post_the_valid: bool = False
    dry_run: bool = False
    approved: str = ""
    history_note: bool = False
    supporting_workbook: Path | None = None
