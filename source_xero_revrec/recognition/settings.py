"""Whether and how revenue is recognised here, as the form in Airbyte asks for it."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from source_xero_revrec.rules.recognition.months import month_from
from source_xero_revrec.rules.recognition.settings import RecognitionSettings
from source_xero_revrec.rules.recognition.weights import Method  # noqa: TC001 - pydantic reads the annotations
from xero_api.money import ZERO
from xero_connectors.optional_part import absent_as_sent

_PERIOD = {"pattern": "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", "pattern_descriptor": "YYYY-MM"}


class ByRevRec(BaseModel):
    """RevRec recognises the revenue."""

    model_config = ConfigDict(title="RevRec does it", extra="forbid")

    recognised_by: Literal["revrec"] = Field("revrec", json_schema_extra={"order": 0})


class MethodOf(BaseModel):
    """A product or an account whose lines are recognised in a way of their own."""

    model_config = ConfigDict(title="Method of a product or account", extra="forbid")

    of: Literal["product", "account"] = Field(
        title="Product or account",
        description="Whether the code is a product's or that of the account on the line. A product's method wins.",
        json_schema_extra={"order": 0},
    )
    code: str = Field(
        title="Code",
        description="The product code of the rows, or the account's code in Xero.",
        min_length=1,
        examples=["ONBOARD"],
        json_schema_extra={"order": 1},
    )
    method: Method = Field(
        title="Method",
        description="`monthly`, `daily`, `at_start` or `at_end`, as for all lines, or `point_in_time`: at once, on the "
        "document's date.",
        json_schema_extra={"order": 2},
    )


class DeferredAccountOf(BaseModel):
    """A product or a revenue account whose deferred revenue has an account of its own."""

    model_config = ConfigDict(title="Deferred account of a product or account", extra="forbid")

    of: Literal["product", "account"] = Field(
        title="Product or account",
        description="Whether the code is a product's or that of a revenue account. A product's account wins.",
        json_schema_extra={"order": 0},
    )
    code: str = Field(
        title="Code",
        description="The product code of the rows, or the revenue account's code in Xero.",
        min_length=1,
        examples=["200"],
        json_schema_extra={"order": 1},
    )
    deferred_account: str = Field(
        title="Deferred account",
        description="The code of the liability account in Xero.",
        min_length=1,
        examples=["835"],
        json_schema_extra={"order": 2},
    )


class WayBack(BaseModel):
    """A liability that lines are sold straight into, and the revenue account that they are released to."""

    model_config = ConfigDict(title="Liability that is sold into", extra="forbid")

    deferred_account: str = Field(
        title="Deferred account",
        description="The code of the liability account on the lines.",
        min_length=1,
        examples=["835"],
        json_schema_extra={"order": 0},
    )
    revenue_account: str = Field(
        title="Revenue account",
        description="The code of the revenue account in Xero.",
        min_length=1,
        examples=["200"],
        json_schema_extra={"order": 1},
    )


class NoneClosed(BaseModel):
    """No month is closed, but for those that Xero's lock dates shut."""

    model_config = ConfigDict(title="None but those that Xero's lock dates shut", extra="forbid")

    closing: Literal["none"] = Field("none", json_schema_extra={"order": 0})


class Through(BaseModel):
    """A person says which months are closed."""

    model_config = ConfigDict(title="Through a month", extra="forbid")

    closing: Literal["through"] = Field(json_schema_extra={"order": 0})
    period: str = Field(
        title="Month",
        description="The last month that is closed. Its entries, and those of earlier months that are not in Xero yet, "
        "bear the Period Status Closed, so that they may be posted.",
        pattern=_PERIOD["pattern"],
        examples=["2026-01"],
        json_schema_extra={"order": 1, "pattern_descriptor": _PERIOD["pattern_descriptor"]},
    )


class ByItself(BaseModel):
    """Each month is closed on a day of the next one."""

    model_config = ConfigDict(title="By itself on a day of the next month", extra="forbid")

    closing: Literal["by_itself"] = Field(json_schema_extra={"order": 0})
    day: int = Field(
        title="Day",
        description="The day of the next month (UTC) from which on a month is closed.",
        ge=1,
        le=28,
        examples=[5],
        json_schema_extra={"order": 1},
    )


class CutOver(BaseModel):
    """The first month that is recognised here."""

    model_config = ConfigDict(title="Cut-over", extra="forbid")

    first_period: str = Field(
        title="First month",
        description="Entries begin with this month. Documents before it are read, for the part of their service that "
        "still runs. If empty, there is no cut-over.",
        pattern=_PERIOD["pattern"],
        examples=["2026-01"],
        json_schema_extra={"order": 0, "pattern_descriptor": _PERIOD["pattern_descriptor"]},
    )
    opening: Literal["in_ledger", "journal"] = Field(
        "in_ledger",
        title="Opening balance",
        description="`in_ledger` (the default): the deferred balance of earlier documents is in Xero already. "
        "`journal`: the journal REV-OPENING brings it in, dated the day before the first month, or its first day "
        "where that is locked.",
        json_schema_extra={"order": 1},
    )


class Here(BaseModel):
    """Revenue is recognised here, from Xero to Xero."""

    model_config = ConfigDict(title="Recognise it here, from Xero to Xero", extra="forbid")

    recognised_by: Literal["here"] = Field(json_schema_extra={"order": 0})
    deferred_account: str = Field(
        title="Deferred account",
        description="The code of the liability account in Xero that takes what is not earned yet of lines that were "
        "booked to revenue.",
        min_length=1,
        examples=["835"],
        json_schema_extra={"order": 1},
    )
    method: Literal["monthly", "daily", "at_start", "at_end"] = Field(
        "monthly",
        title="Method",
        description="`monthly` (the default): whole months are equal, parts of a month count by its days. `daily`: "
        "every day is equal. `at_start`, `at_end`: all in the first or the last month of service.",
        json_schema_extra={"order": 2},
    )
    methods: list[MethodOf] = Field(
        default_factory=list,
        title="Methods of products and accounts",
        description="Where lines are recognised in another way. If empty, all have the method above.",
        examples=[[{"of": "product", "code": "ONBOARD", "method": "point_in_time"}]],
        json_schema_extra={"order": 3},
    )
    deferred_accounts: list[DeferredAccountOf] = Field(
        default_factory=list,
        title="Deferred accounts of products and accounts",
        description="Where deferred revenue goes to another account. If empty, all goes to the account above.",
        examples=[[{"of": "account", "code": "260", "deferred_account": "836"}]],
        json_schema_extra={"order": 4},
    )
    sold_into: list[WayBack] = Field(
        default_factory=list,
        title="Liabilities that are sold into",
        description="For lines that are coded straight to a liability: the revenue account that they are released to. "
        "If empty, such lines are held.",
        examples=[[{"deferred_account": "835", "revenue_account": "200"}]],
        json_schema_extra={"order": 5},
    )
    other_liabilities: list[str] = Field(
        default_factory=list,
        title="Other liabilities",
        description="Codes of liability accounts on sales lines that hold no deferred revenue, such as deposits. If "
        "empty, lines on liabilities that are not listed above are held.",
        examples=[["850"]],
        json_schema_extra={"order": 6},
    )
    undated: Literal["hold", "at_invoice_date", "defer"] = Field(
        "hold",
        title="Lines without a period",
        description="`hold` (the default): no entry, and a close is refused. `at_invoice_date`: recognised on the "
        "document's date. `defer`: deferred until a period is known. A period that can be read in several ways is "
        "held whatever this says.",
        json_schema_extra={"order": 7},
    )
    closing: Annotated[NoneClosed | Through | ByItself, Field(discriminator="closing")] | None = Field(
        default_factory=NoneClosed,
        title="Closed months",
        description="Which months are closed, so that their entries may be posted and later changes go to the next "
        "month. If empty, none is, but for those that Xero's lock dates shut.",
        json_schema_extra={"order": 8},
    )
    cut_over: Annotated[CutOver | None, absent_as_sent(CutOver)] = Field(
        None,
        title="Cut-over",
        description="Where recognition here begins. If empty, it begins with the first document.",
        json_schema_extra={"order": 9},
    )

    evidence: str | None = Field(
        None,
        title="Evidence",
        description="The folder or the address (s3://, gs://, az:// or sftp://) where `close` keeps the schedule of "
        "each close, such as that of the destination's receipts (in Airbyte's container, under a mounted folder). What "
        "closed months are made up for is explained against it. If empty, it is not explained. Elsewhere is signed "
        "in to as the machine is.",
        min_length=1,
        examples=["/local/xero-journals", "s3://bucket/revrec/closes"],
        json_schema_extra={"order": 10},
    )

    held_limit: Decimal = Field(
        ZERO,
        title="Held limit",
        description="A close is refused while more than this is held, in home currency. By default, it is 0.",
        ge=0,
        examples=[0],
        json_schema_extra={"order": 11},
    )
    restate_limit: Decimal = Field(
        ZERO,
        title="Restatement limit",
        description="A close is refused where it would catch up more than this for closed months, in home currency: a "
        "person must decide whether they are restated. By default, it is 0.",
        ge=0,
        examples=[1000],
        json_schema_extra={"order": 12},
    )

    @field_validator("methods", "deferred_accounts")
    @classmethod
    def _each_once(cls, entries: list[MethodOf] | list[DeferredAccountOf]) -> list[MethodOf] | list[DeferredAccountOf]:
        _refuse_double([f"{each.of} {each.code}" for each in entries])
        return entries

    @model_validator(mode="after")
    def _each_liability_once(self) -> Here:
        _refuse_double([*(each.deferred_account for each in self.sold_into), *self.other_liabilities])
        return self

    def rules(self) -> RecognitionSettings:
        """Return what the rules need to know."""
        return RecognitionSettings(
            deferred_account=self.deferred_account,
            method=self.method,
            methods_of_products={each.code: each.method for each in self.methods if each.of == "product"},
            methods_of_accounts={each.code: each.method for each in self.methods if each.of == "account"},
            deferred_of_products={
                each.code: each.deferred_account for each in self.deferred_accounts if each.of == "product"
            },
            deferred_of_accounts={
                each.code: each.deferred_account for each in self.deferred_accounts if each.of == "account"
            },
            revenue_accounts={each.deferred_account: each.revenue_account for each in self.sold_into},
            other_liabilities=frozenset(self.other_liabilities),
            undated=self.undated,
        )

    def first_month(self) -> int | None:
        """Return the month of the cut-over, None where recognition begins with the first document."""
        return month_from(self.cut_over.first_period) if self.cut_over else None


Recognition = Annotated[ByRevRec | Here, Field(discriminator="recognised_by")]


def _refuse_double(names: list[str]) -> None:
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise ValueError(f"names {', '.join(double)} twice; keep one")
