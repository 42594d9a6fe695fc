"""What a user says about service periods: which rules are tried, and what they look at."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

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


class ServicePeriods(BaseModel):
    """How the service period of an invoice line is found."""

    model_config = ConfigDict(title="Service periods", extra="forbid")

    rules: list[Rule] = Field(
        default_factory=lambda: list(DEFAULT_RULES),
        title="Rules, in their order",
        description="The first rule that finds a period decides; one that finds an ambiguous period stops the "
        "search, so that nothing is guessed, and the line is reported; so is a line whose texts contradict each "
        "other. Left alone: tracking option, line description, reference, item term. Add invoice_date at the end to "
        "recognise lines without a period on the day of the invoice; without it their service dates stay blank.",
        min_length=1,
        json_schema_extra={"order": 0, "uniqueItems": True},
    )
    tracking_category: str | None = Field(
        None,
        title="Tracking category with periods",
        description="Name of the Xero tracking category whose options name a period, such as 12 months from 1 Feb "
        "2026, Q1 2026 or 2026. Left empty, no tracking option is read.",
        examples=["Term"],
        json_schema_extra={"order": 1},
    )
    item_terms: list[ItemTerm] = Field(
        default_factory=list,
        title="Terms of items",
        description="Items that always cover the same number of months from the invoice date. Left empty, no item has "
        "a term.",
        examples=[[{"item_code": "SUPPORT-12", "months": 12}]],
        json_schema_extra={"order": 2},
    )
    patterns: list[str] = Field(
        default_factory=list,
        title="Your own patterns",
        description="Regular expressions (Python) with the named groups start and end, or start and months, tried in "
        "this order before the built-in ones, in tracking options, descriptions and references. Capitals do not "
        "matter, and every dash is a plain one. Left empty, the built-in writings alone are read.",
        examples=[[r"svc (?P<start>\S+) for (?P<months>\d+)M"]],
        json_schema_extra={"order": 3},
    )

    service_end: Literal["day_after", "last_day"] = Field(
        "day_after",
        title="End of a service in RevRec's file",
        description="What the workbook and its CSV files give RevRec as Service End Date: the day after the last day "
        "of service, since RevRec's pages call the end exclusive, or the last day itself. Left alone, the day after. "
        "The warehouse's column is always the last day.",
        json_schema_extra={"order": 4},
    )

    @field_validator("rules")
    @classmethod
    def _each_rule_once(cls, rules: list[Rule]) -> list[Rule]:
        twice = sorted({rule for rule in rules if rules.count(rule) > 1})
        if twice:
            raise ValueError(f"names {twice[0]} twice; name each rule once")
        return rules

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
