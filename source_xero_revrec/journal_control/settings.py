"""Where the journal entries that were sent to Xero are known from, as the form in Airbyte asks for it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from revrec_journals.format import Column, Format


class NotCompared(BaseModel):
    """The stream journal_control is not offered."""

    model_config = ConfigDict(title="Do not compare", extra="forbid")

    source: Literal["none"] = Field("none", json_schema_extra={"order": 0})


class Receipts(BaseModel):
    """The receipts that destination-xero-journals keeps."""

    model_config = ConfigDict(title="Compare with the receipts of destination-xero-journals", extra="forbid")

    source: Literal["receipts"] = Field(json_schema_extra={"order": 0})
    path: str = Field(
        title="Path or address",
        description="The receipts.jsonl, the folder or the address (s3://, gs://, az:// or sftp://) where the "
        "destination keeps its receipts (in Airbyte's container, under a mounted folder). Of a folder, every file "
        "whose name begins with receipts and ends with .jsonl is read. Elsewhere is signed in to as the machine is.",
        min_length=1,
        examples=["/local/xero-journals", "s3://bucket/revrec/journals"],
        json_schema_extra={"order": 1},
    )


class TableRow(BaseModel):
    """A line of a journal entry, typed into the form; further columns may fill custom fields."""

    model_config = ConfigDict(title="Journal line", extra="allow")
    __pydantic_extra__: dict[str, str]

    transaction_date: str = Field(
        title="Transaction Date",
        description="The day of the journal entry.",
        pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        examples=["2026-01-31"],
        json_schema_extra={"order": 0, "pattern_descriptor": "YYYY-MM-DD"},
    )
    journal_entry_id: str = Field(
        title="Journal Entry Id",
        description="The id that all lines of one entry share.",
        min_length=1,
        examples=["JE-2026-01-12"],
        json_schema_extra={"order": 1},
    )
    account_number: str = Field(
        title="Account Number",
        description="The account's number in RevRec.",
        min_length=1,
        examples=["4000"],
        json_schema_extra={"order": 2},
    )
    posting_type: str = Field(
        title="Posting Type",
        description="Debit or Credit.",
        min_length=1,
        examples=["Debit", "Credit"],
        json_schema_extra={"order": 3},
    )
    amount: str = Field(
        title="Amount",
        description="The amount as text, without a sign.",
        min_length=1,
        examples=["1250.00"],
        json_schema_extra={"order": 4},
    )


class PostedAccount(BaseModel):
    """An account of RevRec and the account of Xero that its lines were posted to."""

    model_config = ConfigDict(title="Mapped account", extra="forbid")

    revrec_account: str = Field(
        title="RevRec account",
        description="The Account Number in RevRec.",
        min_length=1,
        examples=["4000"],
        json_schema_extra={"order": 0},
    )
    xero_account: str = Field(
        title="Xero account",
        description="The account's code in Xero.",
        min_length=1,
        examples=["200"],
        json_schema_extra={"order": 1},
    )


class Table(BaseModel):
    """Journal entries with the columns of RevRec's JournalEntries.csv."""

    model_config = ConfigDict(title="Compare with a table of journal entries", extra="forbid")

    source: Literal["table"] = Field(json_schema_extra={"order": 0})
    path: str | None = Field(
        None,
        title="File",
        description="The path or address (s3://, gs://, az:// or sftp://) of a JournalEntries.csv, or of an Excel or "
        "JSON file. If empty, the lines typed in below are taken.",
        min_length=1,
        examples=["/local/JournalEntries.csv"],
        json_schema_extra={"order": 1},
    )
    rows: list[TableRow] = Field(
        default_factory=list,
        title="Lines",
        description="The lines of the journal entries, where there is no file. If empty, the CSV file is read.",
        examples=[
            [
                {
                    "transaction_date": "2026-01-31",
                    "journal_entry_id": "JE-2026-01-12",
                    "account_number": "4000",
                    "posting_type": "Credit",
                    "amount": "1250.00",
                }
            ]
        ],
        json_schema_extra={"order": 2},
    )
    account_mapping: list[PostedAccount] = Field(
        default_factory=list,
        title="Account mapping",
        description="Which Xero account took the lines of which RevRec account. What is not listed went to the Xero "
        "account whose code is RevRec's Account Number; if empty, that is all of them.",
        examples=[[{"revrec_account": "4000", "xero_account": "200"}]],
        json_schema_extra={"order": 3},
    )
    format: Format = Field(
        default_factory=Format,
        title="Format",
        description="The same as in destination-xero-journals. By default, it is RevRec's JournalEntries.csv.",
        json_schema_extra={"order": 4},
    )
    columns: list[Column] = Field(
        default_factory=list,
        title="Columns",
        description="The same as in destination-xero-journals. If empty, columns are called as in RevRec.",
        examples=[[{"revrec_column": "Amount", "column": "amount_base"}]],
        json_schema_extra={"order": 5},
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Table:
        if (self.path is None) == (not self.rows):
            raise ValueError("needs a CSV file (path) or lines (rows), one of the two")
        return self


JournalControlSource = Receipts | Table
JournalControlChoice = Annotated[NotCompared | Receipts | Table, Field(discriminator="source")]
"""What the form offers; the first is what it means to choose nothing."""
