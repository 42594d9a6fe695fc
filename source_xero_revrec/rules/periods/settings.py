"""What a user says about service periods: which rules are tried, and what they look at."""

from __future__ import annotations

import re
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Rule = Literal["tracking_option", "line_description", "reference", "item_term", "invoice_date"]
DAY_AFTER = "day_after"
DEFAULT_RULES: tuple[Rule, ...] = ("tracking_option", "line_description", "reference", "item_term")


class ItemTerm(BaseModel):
    """The months that an item covers whenever it is sold."""

    model_config = ConfigDict(title="Term of an item", extra="forbid")

    item_code: str = Field(
        title="Item code",
        description="The Code of the item in Xero, in its own spelling.",
        min_length=1,
        examples=["SUPPORT-12"],
        json_schema_extra={"order": 0},
    )
    months: int = Field(
        title="Months",
        description="Months of service from the invoice date: 12 months from 1 Feb 2026 end on 31 Jan 2027.",
        ge=1,
        le=600,
        examples=[12],
        json_schema_extra={"order": 1},
    )


class ProductRule(BaseModel):
    """The service of all lines of a product, or of an account, whatever they say."""

    model_config = ConfigDict(title="Rule of a product or an account", extra="forbid")

    product_code: str | None = Field(
        None,
        title="Product code",
        description="The product code as it is on the rows. If empty, the rule is one of an account.",
        examples=["SETUP"],
        json_schema_extra={"order": 0},
    )
    account_code: str | None = Field(
        None,
        title="Account code",
        description="The code of the account that the line is posted to. If empty, the rule is one of a product.",
        examples=["260"],
        json_schema_extra={"order": 1},
    )
    service: Literal["at_invoice_date", "term"] = Field(
        title="Service",
        description="`at_invoice_date`: all of it on the day of the invoice. `term`: a number of months from the "
        "invoice date.",
        json_schema_extra={"order": 2},
    )
    months: int | None = Field(
        None,
        title="Months",
        description="For a term: months of service from the invoice date. Empty otherwise.",
        ge=1,
        le=600,
        examples=[12],
        json_schema_extra={"order": 3},
    )

    @field_validator("product_code", "account_code")
    @classmethod
    def _blank_is_none(cls, code: str | None) -> str | None:
        return (code or "").strip() or None

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if bool(self.product_code) == bool(self.account_code):
            raise ValueError("names one of product_code and account_code, and this names both or none")
        if (self.service == "term") != (self.months is not None):
            raise ValueError("has months with the service term, and only there")
        return self


class OverridesTable(BaseModel):
    """Where a person's own periods are kept."""

    model_config = ConfigDict(title="Table of overrides", extra="forbid")

    location: str = Field(
        title="Path or address",
        description="A CSV, Excel or JSON file: a path that the connector can read, an https address that answers "
        "with the file itself, or an address in S3 (s3://), Google Cloud Storage (gs://), Azure (az://) or on an SFTP "
        "server (sftp://). It has a heading and a row for each line: Document ID or Document Number, Line Number or "
        "Product Code, and Service Start Date with Service End Date (the last day), or Treatment (at invoice date). "
        "The workbook is such a file once its sheet Recon Errors is filled in. If empty, there is no table.",
        min_length=1,
        examples=["/local/overrides.csv", "s3://accounting/overrides.xlsx"],
        repr=False,
        json_schema_extra={"order": 0},
    )
    sheet: str | None = Field(
        None,
        title="Sheet",
        description="The sheet of an Excel file. If empty, Recon Errors is read, or else the first sheet.",
        examples=["Overrides"],
        json_schema_extra={"order": 1},
    )


class ServicePeriods(BaseModel):
    """How the service period of an invoice line is found."""

    model_config = ConfigDict(title="Service periods", extra="forbid")

    rules: list[Rule] = Field(
        default_factory=lambda: list(DEFAULT_RULES),
        title="Rules, in their order",
        description="The first rule that finds a period decides; one that finds an ambiguous period stops the search, "
        "so that nothing is guessed, and the line is reported; so is a line whose texts contradict each other. By "
        "default: tracking option, line description, reference, item term. Add invoice_date at the end to recognise "
        "lines without a period on the day of the invoice; without it their service dates stay blank.",
        min_length=1,
        json_schema_extra={"order": 0, "uniqueItems": True, "default": list(DEFAULT_RULES)},
    )
    tracking_category: str | None = Field(
        None,
        title="Tracking category with periods",
        description="Name of the Xero tracking category whose options name a period, such as 12 months from 1 Feb "
        "2026, Q1 2026 or 2026. If empty, no tracking option is read.",
        examples=["Term"],
        json_schema_extra={"order": 1},
    )
    item_terms: list[ItemTerm] = Field(
        default_factory=list,
        title="Terms of items",
        description="Items that always cover the same number of months from the invoice date. If empty, no item has a "
        "term.",
        examples=[[{"item_code": "SUPPORT-12", "months": 12}]],
        json_schema_extra={"order": 2},
    )
    patterns: list[str] = Field(
        default_factory=list,
        title="Your own patterns",
        description="Regular expressions (Python) with the named groups start and end, or start and months, tried in "
        "this order before the built-in ones, in tracking options, descriptions and references. Capitals do not "
        "matter, and every dash is a plain one. If empty, the built-in writings alone are read.",
        examples=[[r"svc (?P<start>\S+) for (?P<months>\d+)M"]],
        json_schema_extra={"order": 3},
    )

    service_end: Literal["day_after", "last_day"] = Field(
        "day_after",
        title="End of a service in RevRec's file",
        description="What the workbook and its CSV files give RevRec as Service End Date: the day after the last day "
        "of service, since RevRec's pages call the end exclusive, or the last day itself. By default, the day after. "
        "The warehouse's column is always the last day.",
        json_schema_extra={"order": 4},
    )

    product_rules: list[ProductRule] = Field(
        default_factory=list,
        title="Rules of products and accounts",
        description="Products or accounts whose lines have one service, whatever their texts say: at the invoice "
        "date, or a term from it. If empty, texts decide.",
        examples=[[{"product_code": "SETUP", "service": "at_invoice_date"}]],
        json_schema_extra={"order": 5},
    )
    overrides: OverridesTable | None = Field(
        None,
        title="Overrides",
        description="A table of documents' lines whose service a person has decided, also where Xero is locked. It "
        "wins over every rule, and rows that match no line are reported. If empty, there is none.",
        json_schema_extra={"order": 6},
    )

    @field_validator("rules")
    @classmethod
    def _each_rule_once(cls, rules: list[Rule]) -> list[Rule]:
        twice = sorted({rule for rule in rules if rules.count(rule) > 1})
        if twice:
            raise ValueError(f"names {twice[0]} twice; name each rule once")
        return rules

    @field_validator("overrides", mode="before")
    @classmethod
    def _nothing_is_none(cls, given: Any) -> Any:  # noqa: ANN401 - what a configuration may hold
        return None if given == {} else given

    @field_validator("tracking_category")
    @classmethod
    def _empty_is_none(cls, name: str | None) -> str | None:
        return (name or "").strip() or None

    @field_validator("item_terms")
    @classmethod
    def _one_term_an_item(cls, terms: list[ItemTerm]) -> list[ItemTerm]:
        codes = [term.item_code.strip() for term in terms]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"gives the item {twice[0]!r} two terms; keep one")
        return terms

    @field_validator("product_rules")
    @classmethod
    def _one_rule_each(cls, rules: list[ProductRule]) -> list[ProductRule]:
        keys = [
            f"product {rule.product_code}" if rule.product_code else f"account {rule.account_code}" for rule in rules
        ]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"gives the {twice[0]} two rules; keep one")
        return rules

    @field_validator("patterns")
    @classmethod
    def _usable_patterns(cls, patterns: list[str]) -> list[str]:
        for pattern in patterns:
            shown = pattern if len(pattern) <= 80 else pattern[:77] + "..."
            try:
                groups = set(re.compile(pattern).groupindex)
            except (re.error, OverflowError, RecursionError) as broken:
                raise ValueError(f"the pattern {shown} does not compile: {broken}") from None
            if "start" not in groups or not groups & {"end", "months"}:
                raise ValueError(f"the pattern {shown} needs the named groups start and end, or start and months")
        return patterns
