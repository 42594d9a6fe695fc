"""How sales documents become RevRec's records: the part of the configuration that the accounting reads."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from source_xero_revrec.crm.settings import Crm  # noqa: TC001 - pydantic reads the annotations
from source_xero_revrec.journal_control.settings import JournalControlChoice, JournalControlSource, NotCompared
from source_xero_revrec.ledger.custom_fields import CustomField  # noqa: TC001 - as above
from source_xero_revrec.ledger.settings import LedgerSettings
from source_xero_revrec.recognition.settings import ByRevRec, Here, Recognition
from source_xero_revrec.rules.conversion import ConversionSettings
from source_xero_revrec.rules.periods.settings import ServicePeriods
from xero_connectors.connection import ADVANCED, ALWAYS_SHOWN, DAY, RADIO, WrittenDay
from xero_connectors.web_address import link

RECORDS = {"group": "records"}
"""Marks a field that says what becomes of a document."""

RECOGNITION = {"group": "recognition"}
"""Marks a field of what happens after the rows: recognition, and journal entries."""

_IN_REVRECS_WORDS = link("In RevRec's words", "https://www.chargebee.com/docs/revrec/xero.html")


class InvoiceEqualsContract(BaseModel):
    """Each invoice is an independent contract: orders are made from the invoices."""

    model_config = ConfigDict(title="Invoice Equals Contract: orders are made from invoices", extra="forbid")

    mode: Literal["invoice_equals_contract"] = Field(
        "invoice_equals_contract", json_schema_extra={"order": 2, **ALWAYS_SHOWN, **RADIO}
    )


class CustomerNameMapping(BaseModel):
    """Orders come from the CRM; invoices are tracked for the CRM customer whose name the Xero contact has."""

    model_config = ConfigDict(title="Use Customer Name Mapping: orders come from the CRM", extra="forbid")

    mode: Literal["customer_name_mapping"] = Field(json_schema_extra={"order": 0})
    crm: Crm = Field(
        title="Customers of the CRM",
        description="Where the names and ids of the customers come from that invoices are tracked for.",
        json_schema_extra={"order": 1},
    )
    ignore_case_and_spaces: bool = Field(
        default=False,
        title="Ignore case and spaces",
        description="Take 'ACME  ltd' for 'Acme Ltd'. By default, names must be equal to the letter. Near names are "
        "shown as hints and never matched.",
        json_schema_extra={"order": 2},
    )


class RevrecOptions(BaseModel):
    """What RevRec's connections let a revenue accountant choose."""

    mode: Annotated[InvoiceEqualsContract | CustomerNameMapping, Field(discriminator="mode")] = Field(
        default_factory=InvoiceEqualsContract,
        title="How invoices become RevRec's records",
        description=f"{_IN_REVRECS_WORDS}. By default, each invoice is a contract.",
        json_schema_extra={"order": 2, **ALWAYS_SHOWN, **RADIO},
    )
    conversion_date: WrittenDay | None = Field(
        None,
        title="Conversion date",
        description="Documents whose billing date lies before this day give no rows, as in RevRec. If empty, all "
        "documents do.",
        examples=["2026-01-01"],
        json_schema_extra={"order": 13, **DAY, **RECORDS},
    )
    paid_invoices_only: bool = Field(
        default=False,
        title="Paid invoices only",
        description="Send an invoice when it is fully paid (a credit note when it is fully used); order and billing "
        "date are that day. By default, they are sent when approved, with their own date.",
        json_schema_extra={"order": 14, **RECORDS},
    )
    custom_fields: list[CustomField] = Field(
        default_factory=list,
        title="Custom fields",
        description="RevRec fields that Xero's tracking categories fill, a column each. If empty, there are none.",
        examples=[[{"revrec_field": "Location", "xero_tracking_category": "Region"}]],
        json_schema_extra={"order": 10, **RECORDS},
    )
    service_periods: ServicePeriods = Field(
        default_factory=ServicePeriods,
        title="Service periods",
        description="How the period of a line is found, since Xero's lines have none. By default, tracking options, "
        "descriptions and references are read.",
        json_schema_extra={"order": 11, **RECORDS},
    )
    credit_note_treatment: Literal["retrospective", "prospective", "point_in_time"] = Field(
        "retrospective",
        title="Credit note treatment",
        description="Service dates of a credit note's rows. `retrospective` (the default): those of the invoice that "
        "it was applied to. `prospective`: from the credit note's date to the end of that invoice's service. "
        "`point_in_time`: the credit note's date. Where no invoice is known, the credit note's own lines are read.",
        json_schema_extra={"order": 30, **ADVANCED},
    )
    product_code: Literal["item_or_account", "account"] = Field(
        "item_or_account",
        title="Product code",
        description="`item_or_account` (the default): the product code of a line is its item's code, or its account's "
        "where it has no item. `account`: it always is the account's.",
        json_schema_extra={"order": 31, **ADVANCED},
    )
    excluded_products: list[str] = Field(
        default_factory=list,
        title="Excluded products",
        description="Codes of items or accounts whose lines give no rows, exactly as Xero has them, or as "
        "product_code on the rows; their amounts are shown as excluded in the control totals. If empty, all lines "
        "count.",
        examples=[["SHIPPING", "860"]],
        json_schema_extra={"order": 32, **ADVANCED},
    )
    discard_zero_lines: bool = Field(
        default=False,
        title="Discard zero lines",
        description="Leave out lines with an amount of zero. By default, they give rows of zero.",
        json_schema_extra={"order": 33, **ADVANCED},
    )
    drop_personal_data: bool = Field(
        default=False,
        title="Drop personal data",
        description="Leave out addresses, telephone numbers and e-mail addresses of customers in RevRec's streams; "
        "the raw streams have them still, so do not select contacts. By default, they are there.",
        json_schema_extra={"order": 34, **ADVANCED},
    )
    recognition: Recognition = Field(
        default_factory=ByRevRec,
        title="Recognise revenue",
        description="`RevRec does it`, or here: adds the revenue schedule, journal entries for "
        "destination-xero-journals, and the roll-forward of deferred revenue tied to Xero's Trial Balance. By "
        "default, RevRec does it.",
        json_schema_extra={"order": 20, **RECOGNITION, **RADIO},
    )
    journal_control: JournalControlChoice = Field(
        default_factory=NotCompared,
        title="Journal entries that were posted",
        description="Adds the stream journal_control, which compares the journal entries that were sent to Xero with "
        "the manual journals found there. By default, nothing is compared and the stream is not offered.",
        json_schema_extra={"order": 21, **RECOGNITION, **RADIO},
    )

    @field_validator("custom_fields")
    @classmethod
    def _one_column_each(cls, fields: list[CustomField]) -> list[CustomField]:
        columns = [field.column for field in fields]
        double = {column for column in columns if columns.count(column) > 1}
        if double:
            raise ValueError(f"fills the column {', '.join(sorted(double))} twice; name each RevRec field once")
        taken = set(columns) & _columns()
        if taken:
            raise ValueError(f"fills the column {', '.join(sorted(taken))}, which holds something else already")
        return fields

    @model_validator(mode="after")
    def _recognised_from_all_invoices(self) -> RevrecOptions:
        if isinstance(self.recognition, Here):
            excluded = [name for name, chosen in self._not_with_recognition() if chosen]
            if excluded:
                raise ValueError(
                    f"recognition is here, which needs every invoice at its own date as a contract of its own; take "
                    f"out {', '.join(excluded)}, or let RevRec do it"
                )
        return self

    def _not_with_recognition(self) -> list[tuple[str, bool]]:
        return [
            ("mode customer_name_mapping", isinstance(self.mode, CustomerNameMapping)),
            ("paid_invoices_only", self.paid_invoices_only),
            ("conversion_date (use cut_over)", self.conversion_date is not None),
        ]

    @property
    def posted(self) -> JournalControlSource | None:
        """Where the journal entries that were sent are known from; None where they are not compared."""
        return None if isinstance(self.journal_control, NotCompared) else self.journal_control

    def ledger_settings(self) -> LedgerSettings:
        """Return what the options say to the ledger."""
        mapped = self.mode if isinstance(self.mode, CustomerNameMapping) else None
        return LedgerSettings(
            conversion=self.conversion_settings(),
            mode=self.mode.mode,
            crm=mapped.crm if mapped else None,
            ignore_case_and_spaces=mapped is not None and mapped.ignore_case_and_spaces,
            custom_fields=tuple(self.custom_fields),
            invoices_date_credit_notes=self.credit_note_treatment != "point_in_time",
            personal_data=not self.drop_personal_data,
            recognition=self.recognition.rules() if isinstance(self.recognition, Here) else None,
        )

    def conversion_settings(self) -> ConversionSettings:
        """Return what the options say about documents and their rows."""
        return ConversionSettings(
            periods=self.service_periods,
            conversion_date=self.conversion_date,
            paid_invoices_only=self.paid_invoices_only,
            custom_fields=tuple((field.revrec_field, field.xero_tracking_category) for field in self.custom_fields),
            credit_note_treatment=self.credit_note_treatment,
            product_code=self.product_code,
            excluded_products=tuple(self.excluded_products),
            discard_zero_lines=self.discard_zero_lines,
        )


@cache
def _columns() -> frozenset[str]:
    """Return the columns beside which a custom field gets its own."""
    schemas = Path(__file__).with_name("schemas")
    return frozenset(
        column
        for stream in ("order_details", "billing_schedule")
        for column in json.loads(schemas.joinpath(f"{stream}.json").read_text(encoding="utf-8"))["properties"]
    )
