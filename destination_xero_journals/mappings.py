"""The lists of the form: accounts, fields and their values, rounding. RevRec's and Xero's own words."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - pydantic reads the annotations
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from destination_xero_journals.rules.settings import AccountRoute, FieldRoute


class MappedAccount(BaseModel):
    """An account of RevRec and the account of Xero that its lines go to."""

    model_config = ConfigDict(title="Mapped account", extra="forbid")

    revrec_account: str = Field(
        title="RevRec account",
        description="The Account Number, the Account Name or the Account Type (such as Deferred Revenue) in RevRec.",
        min_length=1,
        examples=["Deferred Revenue", "4000"],
        json_schema_extra={"order": 0},
    )
    product_code: str | None = Field(
        None,
        title="Product code",
        description="Only lines of this product. If empty, lines of every product that no other entry names.",
        examples=["SUPPORT-12"],
        json_schema_extra={"order": 1},
    )
    xero_account: str = Field(
        title="Xero account",
        description="The code, the name or the id of the account in Xero.",
        min_length=1,
        examples=["835"],
        json_schema_extra={"order": 2},
    )

    def route(self) -> AccountRoute:
        """Return the entry as the mapping of accounts takes it."""
        return AccountRoute(self.revrec_account, self.xero_account, self.product_code or "")


class MappedValue(BaseModel):
    """A value in RevRec and the tracking option that it stands for."""

    model_config = ConfigDict(title="Mapped value", extra="forbid")

    revrec_value: str = Field(
        title="RevRec value",
        description="The value in RevRec's column.",
        min_length=1,
        examples=["Auckland"],
        json_schema_extra={"order": 0},
    )
    xero_option: str = Field(
        title="Xero tracking option",
        description="The name of the option of the tracking category.",
        min_length=1,
        examples=["North"],
        json_schema_extra={"order": 1},
    )


class MappedField(BaseModel):
    """A custom field of RevRec and the tracking category that it fills."""

    model_config = ConfigDict(title="Custom field", extra="forbid")

    revrec_field: str = Field(
        title="RevRec field",
        description="The column with the value.",
        min_length=1,
        examples=["Location", "Class", "Department"],
        json_schema_extra={"order": 0},
    )
    xero_tracking_category: str = Field(
        title="Xero tracking category",
        description="The category's name in Xero (Settings, Tracking categories).",
        min_length=1,
        examples=["Region"],
        json_schema_extra={"order": 1},
    )
    values: list[MappedValue] = Field(
        default_factory=list,
        title="Values",
        description="Values that are called differently in Xero. Every other value is looked up under its own name; "
        "if empty, all are.",
        examples=[[{"revrec_value": "Auckland", "xero_option": "North"}]],
        json_schema_extra={"order": 2},
    )
    when_empty: Literal["reject", "post_untagged"] = Field(
        "reject",
        title="Lines without a value",
        description="`reject` (the default) refuses a journal with a line that has no value here; `post_untagged` "
        "posts the line without this category.",
        json_schema_extra={"order": 3},
    )

    def route(self) -> FieldRoute:
        """Return the entry as the mapping of tracking takes it."""
        return FieldRoute(
            self.revrec_field,
            self.xero_tracking_category,
            tuple((value.revrec_value, value.xero_option) for value in self.values),
            may_be_empty=self.when_empty == "post_untagged",
        )


class Rounding(BaseModel):
    """The account that takes what a journal entry is out of balance by."""

    model_config = ConfigDict(title="Rounding", extra="forbid")

    account: str = Field(
        title="Rounding account",
        description="The code, the name or the id of the Xero account that takes the difference. If empty, none does.",
        min_length=1,
        examples=["860"],
        json_schema_extra={"order": 0},
    )
    limit: Decimal = Field(
        title="Largest difference",
        description="A journal that is out of balance by more is refused. Base currency. If empty, none is taken.",
        gt=0,
        le=100,
        examples=[0.05],
        json_schema_extra={"order": 1},
    )
