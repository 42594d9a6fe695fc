"""The source's configuration: one model, from which the form in Airbyte is made."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from source_xero_revrec.options import ADVANCED, RevrecOptions
from xero_api.client import API_URL, IDENTITY_URL


class CustomConnection(BaseModel):
    """Client credentials of a Xero app that is bound to one organisation."""

    model_config = ConfigDict(title="Custom connection (one organisation)", extra="forbid")

    auth_type: Literal["custom_connection"] = Field(json_schema_extra={"order": 0})
    client_id: str = Field(
        title="Client ID",
        description="The client id on the Configuration page of your custom connection at developer.xero.com.",
        min_length=1,
        json_schema_extra={"order": 1},
    )
    client_secret: str = Field(
        title="Client secret",
        description="The client secret on the same page. Xero shows it once; make a new one if it is lost.",
        min_length=1,
        repr=False,
        json_schema_extra={"order": 2, "airbyte_secret": True},
    )


class OAuthApp(BaseModel):
    """A Xero web app that a user has authorised; its refresh token rotates."""

    model_config = ConfigDict(title="OAuth app (authorised by a user)", extra="forbid")

    auth_type: Literal["oauth"] = Field(json_schema_extra={"order": 0})
    client_id: str = Field(
        title="Client ID",
        description="The client id on the Configuration page of your app at developer.xero.com.",
        min_length=1,
        json_schema_extra={"order": 1},
    )
    client_secret: str | None = Field(
        None,
        title="Client secret",
        description="The client secret on the same page. Leave it empty for an app that uses PKCE.",
        repr=False,
        json_schema_extra={"order": 2, "airbyte_secret": True},
    )
    refresh_token: str = Field(
        title="Refresh token",
        description="Made by signing in with the button above, with the scope offline_access. Xero replaces it at "
        "every use, so no other program may hold the same one; the connector keeps the new one in this configuration.",
        min_length=1,
        repr=False,
        json_schema_extra={"order": 3, "airbyte_secret": True},
    )


class Limits(BaseModel):
    """How much of Xero's allowance this connector may use."""

    model_config = ConfigDict(title="Limits", extra="forbid")

    calls_per_minute: int = Field(
        60,
        title="Calls a minute",
        description="Xero takes 60 calls a minute for each organisation, from all programs together. Lower it to leave "
        "room for others.",
        ge=1,
        le=100_000,
        json_schema_extra={"order": 0},
    )
    concurrent_calls: int = Field(
        5,
        title="Calls at once",
        description="Xero takes 5 calls at once for each organisation, from all programs together.",
        ge=1,
        le=50,
        json_schema_extra={"order": 1},
    )
    day_reserve: int = Field(
        0,
        title="Calls a day left for others",
        description="Xero takes 1,000 or 5,000 calls a day, depending on your tier. The sync stops with its state "
        "saved when this many are left. Left alone, it uses all of them if it must.",
        ge=0,
        le=5_000,
        json_schema_extra={"order": 2},
    )


class Config(RevrecOptions):
    """What a connection of source-xero-revrec is told."""

    model_config = ConfigDict(title="Xero to RevRec", extra="ignore")

    credentials: Annotated[CustomConnection | OAuthApp, Field(discriminator="auth_type")] = Field(
        title="How to sign in to Xero",
        description="A custom connection is simplest: one organisation, no token to keep. An OAuth app reads several.",
        json_schema_extra={"order": 0},
    )
    organisations: list[str] = Field(
        default_factory=list,
        title="Organisations",
        description="Names or ids of the Xero organisations to read. Left empty, the only one connected is read; "
        "when several are connected, the connection check names them.",
        examples=[["Demo Company (Global)"]],
        json_schema_extra={"order": 1},
    )
    start_date: date | None = Field(
        None,
        title="Start date",
        description="Read only records that were created or changed on or after this day (UTC). Leave it empty to read "
        "everything, which a complete reconciliation needs.",
        examples=["2025-01-01"],
        json_schema_extra={"order": 2},
    )
    limits: Limits = Field(
        default_factory=Limits,
        title="Limits",
        description="How much of Xero's allowance of calls the connector may use. Left alone, Xero's own limits hold.",
        json_schema_extra={"order": 13, **ADVANCED},
    )
    api_url: str = Field(
        API_URL,
        title="Address of the Accounting API",
        description="Change it only to read from a sandbox.",
        pattern="^https?://[^ ]+$",
        json_schema_extra={"order": 14, "pattern_descriptor": "https://host/path", **ADVANCED},
    )
    identity_url: str = Field(
        IDENTITY_URL,
        title="Address of the identity server",
        description="Change it only to sign in to a sandbox.",
        pattern="^https?://[^ ]+$",
        json_schema_extra={"order": 15, "pattern_descriptor": "https://host", **ADVANCED},
    )

    @field_validator("organisations")
    @classmethod
    def _no_blank_names(cls, names: list[str]) -> list[str]:
        if any(not name.strip() for name in names):
            raise ValueError("holds an empty name; take it out")
        return [name.strip() for name in names]


_WAYS = {
    "credentials": {"custom_connection", "oauth"},
    "mode": {"invoice_equals_contract", "customer_name_mapping"},
    "crm": {"list", "file", "salesforce", "hubspot"},
    "auth": {"client_credentials", "refresh_token"},
}


class ConfigFault(ValueError):
    """The configuration is not what the form describes; the message lists every fault, and no value of a secret."""


def read_config(raw: dict[str, Any], today: date) -> Config:
    """Check a configuration against the form; raises ConfigFault with all faults in one message."""
    settings = {key: value for key, value in raw.items() if value is not None}
    try:
        config = Config.model_validate(settings)
    except ValidationError as invalid:
        faults = [_sentence(fault) for fault in invalid.errors(include_input=False, include_url=False)]
        raise ConfigFault("The configuration cannot be used: " + "; ".join(faults) + ".") from None
    if config.start_date and config.start_date > today:
        raise ConfigFault(
            f"The configuration cannot be used: start_date is {config.start_date}, which lies in the future (today is "
            f"{today}, UTC), so nothing would ever be read. Choose an earlier day or leave it empty."
        )
    return config


def _sentence(fault: Any) -> str:  # noqa: ANN401 - pydantic's error dictionaries
    place = _place(fault["loc"])
    if fault["type"] == "missing":
        return f"{place} is missing"
    if fault["type"] == "extra_forbidden":
        return f"{place} is not known here"
    if fault["type"].startswith("union_tag"):
        told_apart_by = str(fault["ctx"]["discriminator"]).strip("'")
        tags = sorted(_WAYS[place.rpartition(".")[2]])
        return f"{place}.{told_apart_by} must be {', '.join(tags[:-1])} or {tags[-1]}"
    return f"{place}: {fault['msg'].removeprefix('Value error, ')[:200]}"


def _place(location: tuple[str | int, ...]) -> str:
    """Return where a fault is as the form shows it: pydantic also names the alternative that was chosen."""
    parts: list[str] = []
    for part in location:
        if not (parts and part in _WAYS.get(parts[-1], ())):
            parts.append(str(part))
    return ".".join(parts) or "the whole of it"
