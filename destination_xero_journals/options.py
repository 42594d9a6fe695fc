"""What a posting is told: columns, mappings and policies. RevRec's and Xero's own words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from destination_xero_journals.mappings import (
    MappedAccount,
    MappedField,
    Rounding,
)
from destination_xero_journals.object_storage import NoStorage, ObjectStorage
from destination_xero_journals.rules.settings import (
    AccountSettings,
    JournalSettings,
    OnChanged,
    OnVoided,
    PostingPolicy,
    TrackingSettings,
    XeroStatus,
)
from destination_xero_journals.settings import PlanSettings, SyncSettings
from revrec_journals.columns import ColumnSettings
from revrec_journals.format import Column, Format
from xero_api.money import ZERO
from xero_connectors.connection import ADVANCED, ALWAYS_SHOWN
from xero_connectors.optional_part import absent_as_sent

_NARRATION, _NARRATED = "Revenue recognition {period}", "{narration}"

POLICIES = {"group": "policies"}
"""Marks a field that decides what happens in a case that not everybody meets."""


class PostingOptions(BaseModel):
    """How journal entries become manual journals."""

    status: XeroStatus = Field(
        "POSTED",
        title="Status in Xero",
        description="`POSTED` (the default) puts the journals into the books; `DRAFT` leaves them for somebody to "
        "approve in Xero.",
        json_schema_extra={"order": 2, **ALWAYS_SHOWN},
    )
    dry_run: bool = Field(
        default=False,
        title="Dry run",
        description="Check and plan everything and write the receipts, but post nothing. By default, journals are "
        "posted.",
        json_schema_extra={"order": 3, **ALWAYS_SHOWN},
    )
    plan_fingerprint: str | None = Field(
        None,
        title="Fingerprint of the approved plan",
        description="Post only if the plan is the one that `destination-xero-journals plan` showed with this "
        "fingerprint. If empty, no approval is needed.",
        examples=["5f7c" * 16],
        pattern="^[0-9a-f]{64}$",
        json_schema_extra={"order": 4, "pattern_descriptor": "64 digits of 0-9 and a-f", **ALWAYS_SHOWN},
    )
    account_mapping: list[MappedAccount] = Field(
        default_factory=list,
        title="Account mapping",
        description="Which Xero account takes the lines of which RevRec account. What is not listed goes to the Xero "
        "account whose code is RevRec's Account Number; if empty, that is all of them.",
        examples=[[{"revrec_account": "Deferred Revenue", "xero_account": "835"}]],
        json_schema_extra={"order": 5, **ALWAYS_SHOWN},
    )
    tracking_mapping: list[MappedField] = Field(
        default_factory=list,
        title="Custom fields as tracking categories",
        description="Which RevRec field fills which Xero tracking category; Xero takes two on a line. If empty, "
        "journals are posted without tracking.",
        examples=[[{"revrec_field": "Location", "xero_tracking_category": "Region"}]],
        json_schema_extra={"order": 6, **ALWAYS_SHOWN},
    )
    object_storage_config: ObjectStorage = Field(
        title="Receipts and rejects",
        description="Where a receipt for each journal and a reject for each refused line are kept, as JSON Lines. A "
        "corrected reject file can be sent through this destination again. By default, the log alone tells of them.",
        default_factory=NoStorage,
        json_schema_extra={"order": 7, **ALWAYS_SHOWN},
    )
    missing_option: Literal["reject", "create"] = Field(
        "reject",
        title="Tracking options that Xero does not have",
        description="`reject` (the default) refuses the journal; `create` adds the option to the category before "
        "posting.",
        json_schema_extra={"order": 8, **POLICIES},
    )
    narration: str = Field(
        _NARRATION,
        title="Narration",
        description="The text of a journal. {journal_entry_id}, {period}, {date}, {organisation}, {description} and "
        "{narration} (a column of that name) are filled in. The journal's key, for example [RevRec JE-0001], always "
        "follows it. By default, it is Revenue recognition and the month, or the narration of Xero's import template.",
        max_length=500,
        examples=["Revenue recognition {period}"],
        json_schema_extra={"order": 9, **POLICIES},
    )
    on_invalid: Literal["post_nothing", "post_the_valid"] = Field(
        "post_nothing",
        title="When some journals cannot be posted",
        description="`post_nothing` (the default) fails the sync before anything is posted; `post_the_valid` posts "
        "the others and records the refused ones, for which a place for receipts and rejects is needed.",
        json_schema_extra={"order": 10, **POLICIES},
    )
    on_changed: OnChanged = Field(
        "fail",
        title="When a posted journal differs from RevRec's",
        description="It was changed in RevRec after posting, or edited by hand in Xero. `fail` (the default) reports "
        "the difference; `update` makes Xero's journal RevRec's again; `post_difference` leaves it and posts the "
        "difference as a journal of its own.",
        json_schema_extra={"order": 11, **POLICIES},
    )
    on_voided: OnVoided = Field(
        "fail",
        title="When a posted journal was voided or deleted in Xero",
        description="`fail` (the default) reports it; `post_again` posts the journal anew; `leave` takes it as meant.",
        json_schema_extra={"order": 12, **POLICIES},
    )
    incremental_streams: Literal["reject", "whole_journals"] = Field(
        "reject",
        title="Streams that are synced incrementally",
        description="An incremental sync brings the lines that changed, and a part of a journal would pass for the "
        "whole. `reject` (the default) refuses such a stream; `whole_journals` takes your word that each sync brings "
        "all lines of every journal of which one line changed.",
        json_schema_extra={"order": 13, **POLICIES},
    )
    locked_period: Literal["reject", "first_open_day"] = Field(
        "reject",
        title="Journals dated in a locked period",
        description="`reject` (the default) refuses them; `first_open_day` dates them on the day after the lock date.",
        json_schema_extra={"order": 14, **POLICIES},
    )
    aggregation: Literal["lines", "account_and_tracking"] = Field(
        "lines",
        title="Aggregation",
        description="`lines` (the default) posts RevRec's lines as they come; `account_and_tracking` sums them by "
        "account and tracking, so that a month of ten thousand orders is one readable journal.",
        json_schema_extra={"order": 15, **POLICIES},
    )
    format: Format = Field(
        default_factory=Format,
        title="Format",
        description="How the lines are written, where it is not as RevRec writes them: another program's columns, "
        "debit and credit columns, dates, amounts, words. By default, it is RevRec's JournalEntries.csv.",
        json_schema_extra={"order": 16, **ADVANCED},
    )
    columns: list[Column] = Field(
        default_factory=list,
        title="Columns",
        description="Columns that are called differently from RevRec's JournalEntries.csv. If empty, RevRec's names "
        "are recognised in any spelling that a warehouse makes of them.",
        examples=[[{"revrec_column": "Amount", "column": "amount_base"}]],
        json_schema_extra={"order": 17, **ADVANCED},
    )
    organisation_column: str | None = Field(
        None,
        title="Organisation column",
        description="The column that holds the name or id of the Xero organisation of each line. If empty, all lines "
        "go to the only organisation.",
        examples=["Entity"],
        json_schema_extra={"order": 18, **ADVANCED},
    )
    rounding: Annotated[Rounding | None, absent_as_sent(Rounding)] = Field(
        None,
        title="Rounding",
        description="The account that takes a difference of some cents. If empty, a journal that is out of balance by "
        "a cent is refused.",
        json_schema_extra={"order": 19, **ADVANCED},
    )
    repeated_lines: Literal["reject", "post"] = Field(
        "reject",
        title="Journals in which every line is there several times",
        description="This is what an append-only table looks like after two loads. `reject` (the default) refuses "
        "such a journal; `post` takes it as meant.",
        json_schema_extra={"order": 20, **ADVANCED},
    )
    show_on_cash_basis: bool = Field(
        default=True,
        title="Show on cash basis reports",
        description="By default, the journals are part of reports on cash basis too, as Xero does by itself.",
        json_schema_extra={"order": 21, **ADVANCED},
    )
    history_note: bool = Field(
        default=False,
        title="History note",
        description="Write a note into the history of each journal that says where it comes from; one more call each. "
        "By default, none is written.",
        json_schema_extra={"order": 22, **ADVANCED},
    )
    supporting_workbook: str | None = Field(
        None,
        title="Supporting workbook",
        description="Path of a file, for example RevRec's workbook, that is attached to each journal; one more call "
        "each. If empty, nothing is attached.",
        examples=["/local/revrec.xlsx"],
        json_schema_extra={"order": 23, **ADVANCED},
    )

    def plan_settings(self) -> PlanSettings:
        """Return what the options say about the plan."""
        return PlanSettings(
            self.column_settings(),
            self.account_settings(),
            self.tracking_settings(),
            self.journal_settings(),
            self.policy(),
        )

    def sync_settings(self) -> SyncSettings:
        """Return what the options say about carrying the plan out."""
        return SyncSettings(
            status=self.status,
            post_the_valid=self.on_invalid == "post_the_valid",
            dry_run=self.dry_run,
            approved=self.plan_fingerprint or "",
            history_note=self.history_note,
            supporting_workbook=Path(self.supporting_workbook) if self.supporting_workbook else None,
        )

    def column_settings(self) -> ColumnSettings:
        """Return what the options say about the input's columns."""
        return ColumnSettings(
            renamed=tuple((column.revrec_column, column.column) for column in self.columns),
            fields=tuple(mapped.revrec_field for mapped in self.tracking_mapping),
            organisation=self.organisation_column,
            accounts_mapped=bool(self.account_mapping),
            products_mapped=any(mapped.product_code for mapped in self.account_mapping),
            layout=self.format.layout(),
        )

    def account_settings(self) -> AccountSettings:
        """Return what the options say about accounts."""
        routes = tuple(mapped.route() for mapped in self.account_mapping)
        return AccountSettings(routes, self.rounding.account if self.rounding else "")

    def tracking_settings(self) -> TrackingSettings:
        """Return what the options say about tracking categories."""
        routes = tuple(mapped.route() for mapped in self.tracking_mapping)
        return TrackingSettings(routes, create_missing=self.missing_option == "create")

    def journal_settings(self) -> JournalSettings:
        """Return what the options say about a journal by itself."""
        return JournalSettings(
            narration=_NARRATED if self.narration == _NARRATION and self.format.layout().narrated else self.narration,
            status=self.status,
            show_on_cash_basis=self.show_on_cash_basis,
            summed=self.aggregation == "account_and_tracking",
            rounding_limit=self.rounding.limit if self.rounding else ZERO,
            repetition_refused=self.repeated_lines == "reject",
        )

    def policy(self) -> PostingPolicy:
        """Return what the options say about journals that Xero holds, and about locked periods."""
        return PostingPolicy(
            self.status,
            self.on_changed,
            self.on_voided,
            move_out_of_lock=self.locked_period == "first_open_day",
        )
