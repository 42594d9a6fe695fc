"""How a connector reaches Xero: the part of the form that both connectors share."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from xero_api.address import API_URL, IDENTITY_URL
from xero_api.auth import ClientCredentials, RotatingRefreshToken
from xero_connectors.web_address import WebAddress, link

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.config import JsonDict

    from xero_api.auth import Auth, TokenEndpoint
    from xero_api.patience import Patience

_MY_APPS = link("My Apps at developer.xero.com", "https://developer.xero.com/app/manage")
_CUSTOM_CONNECTION = link(
    "custom connection", "https://developer.xero.com/documentation/guides/oauth2/custom-connections/"
)
_TIER = link("tier", "https://developer.xero.com/documentation/guides/oauth2/limits/")

ADVANCED = {"group": "advanced"}
"""Marks a field that most people leave alone."""

ADVANCED_GROUP: JsonDict = {"id": "advanced", "title": "Advanced"}
"""How a form shows those fields: a card of their own."""

RADIO = {"display_type": "radio"}
"""Shows the ways of a choice side by side, where each is to be seen before one is taken."""

ALWAYS_SHOWN = {"always_show": True}
"""Marks a field that may be left alone and still is one that everybody should see."""

DAY = {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "pattern_descriptor": "YYYY-MM-DD"}
"""Tells a form how a day is written."""


def _written_day(value: object) -> object:
    """Pass on what is written as a day, perhaps with a midnight: a number would be taken for seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value, re.ASCII)):
        return value
    raise PydanticCustomError("date_parsing", "not written as a day")


WrittenDay = Annotated[date, BeforeValidator(_written_day)]
"""A day of a form."""


class CustomConnection(BaseModel):
    """Client credentials of a Xero app that is bound to one organisation."""

    model_config = ConfigDict(title="Sign in with a custom connection, for one organisation", extra="forbid")

    auth_type: Literal["custom_connection"] = Field(json_schema_extra={"order": 0})
    client_id: str = Field(
        title="Client ID",
        description=f"The client id on the Configuration page of your custom connection: {_MY_APPS}.",
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
    bound_to_one: ClassVar[bool] = True
    """Whether these credentials reach one organisation alone, without being told which."""

    def auth(self, endpoint: TokenEndpoint, patience: Patience, keep: Callable[[str], None]) -> Auth:  # noqa: ARG002
        """Return what signs in; nothing rotates that would have to be kept."""
        return ClientCredentials(endpoint, patience)


class OAuthApp(BaseModel):
    """A Xero web app that a user has authorised; its refresh token rotates."""

    model_config = ConfigDict(title="Sign in with an OAuth app that a user has authorised", extra="forbid")

    auth_type: Literal["oauth"] = Field(json_schema_extra={"order": 0})
    client_id: str = Field(
        title="Client ID",
        description=f"The client id on the Configuration page of your app: {_MY_APPS}.",
        min_length=1,
        json_schema_extra={"order": 1},
    )
    client_secret: str | None = Field(
        None,
        title="Client secret",
        description="The client secret on the same page. If empty, the app is taken for one that uses PKCE and has "
        "none.",
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
    bound_to_one: ClassVar[bool] = False
    """Several organisations may be connected, and each call says which it is about."""

    def auth(self, endpoint: TokenEndpoint, patience: Patience, keep: Callable[[str], None]) -> Auth:
        """Return what signs in; `keep` is called with every new refresh token."""
        return RotatingRefreshToken(endpoint, patience, refresh_token=self.refresh_token, keep=keep)


Credentials = Annotated[CustomConnection | OAuthApp, Field(discriminator="auth_type")]
"""The ways to sign in to Xero; another way is one more alternative here."""


class Limits(BaseModel):
    """How much of Xero's allowance this connector may use."""

    model_config = ConfigDict(title="Limits", extra="forbid")

    calls_per_minute: int = Field(
        60,
        title="Calls a minute",
        description="Xero takes 60 calls a minute for each organisation, from all programs together. By default, all "
        "60 are used; lower it to leave room for others.",
        ge=1,
        le=100_000,
        json_schema_extra={"order": 0},
    )
    concurrent_calls: int = Field(
        5,
        title="Calls at once",
        description="Xero takes 5 calls at once for each organisation, from all programs together. By default, all 5 "
        "are used.",
        ge=1,
        le=50,
        json_schema_extra={"order": 1},
    )
    day_reserve: int = Field(
        0,
        title="Calls a day left for others",
        description=f"Xero takes 1,000 or 5,000 calls a day, depending on your {_TIER}. The sync stops with its state "
        "saved when this many are left. By default, it uses all of them if it must.",
        ge=0,
        le=5_000,
        json_schema_extra={"order": 2},
    )


class XeroConnection(BaseModel):
    """Credentials, organisations, limits and addresses."""

    credentials: Credentials = Field(
        title="How to sign in to Xero",
        description=f"A {_CUSTOM_CONNECTION} is simplest: one organisation, no token to keep. An OAuth app can reach "
        "several.",
        json_schema_extra={"order": 0, **RADIO},
    )
    organisations: list[str] = Field(
        default_factory=list,
        title="Organisations",
        description="Names or ids of the Xero organisations to work with. If empty, it is the only one connected; "
        "when several are connected, the connection check names them.",
        examples=[["Demo Company (Global)"]],
        json_schema_extra={"order": 1, **ALWAYS_SHOWN},
    )
    limits: Limits = Field(
        default_factory=Limits,
        title="Limits",
        description="How much of Xero's allowance of calls the connector may use. By default, Xero's own limits hold.",
        json_schema_extra={"order": 90, **ADVANCED},
    )
    api_url: WebAddress = Field(
        API_URL,
        title="Address of the Accounting API",
        description="Xero's by default. Change it only to work with a sandbox.",
        pattern="^https?://[^ ]+$",
        json_schema_extra={"order": 91, "pattern_descriptor": "https://host/path", **ADVANCED},
    )
    identity_url: WebAddress = Field(
        IDENTITY_URL,
        title="Address of the identity server",
        description="Xero's by default. Change it only to sign in to a sandbox.",
        pattern="^https?://[^ ]+$",
        json_schema_extra={"order": 92, "pattern_descriptor": "https://host", **ADVANCED},
    )

    @field_validator("organisations")
    @classmethod
    def _no_blank_names(cls, names: list[str]) -> list[str]:
        if any(not name.strip() for name in names):
            raise ValueError("holds an empty name; take it out")
        return [name.strip() for name in names]

    @field_validator("api_url")
    @classmethod
    def _api_has_a_path(cls, address: str) -> str:
        if not urlsplit(address).path.strip("/"):
            raise ValueError(f"lacks the path of the API, as in {API_URL}")
        return address
