"""Customers in HubSpot: its companies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from source_xero_revrec.crm.answers import json_of, passes, text_of, without_secrets
from source_xero_revrec.crm.source import CrmFault, CrmRecord, CrmUnavailable
from xero_connectors.web_address import WebAddress, link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from source_xero_revrec.crm.calls import Calls
    from source_xero_revrec.crm.source import CrmSource, KeepToken
    from xero_api.transport import Reply

HUBSPOT_URL = "https://api.hubapi.com"

_NAME = "^[A-Za-z0-9_-]+$"
_PAGE = "100"
_SCOPE = "crm.objects.companies.read"
_PRIVATE_APP = link("private app", "https://developers.hubspot.com/docs/guides/apps/private-apps/overview")


class HubSpot(BaseModel):
    """Customers are the companies of a HubSpot account."""

    model_config = ConfigDict(title="Read them from HubSpot", extra="forbid")

    source: Literal["hubspot"] = Field(json_schema_extra={"order": 0})
    access_token: str = Field(
        title="Access token",
        description=f"The access token of a {_PRIVATE_APP} with the scope {_SCOPE}.",
        min_length=1,
        repr=False,
        json_schema_extra={"order": 1, "airbyte_secret": True},
    )
    id_property: str = Field(
        "hs_object_id",
        title="Property of the id",
        description="The internal name of the company property that RevRec knows the customer by. By default, it is "
        "hs_object_id, HubSpot's own record id.",
        pattern=_NAME,
        json_schema_extra={
            "order": 2,
            "pattern_descriptor": "letters, digits, hyphens and underscores, such as hs_object_id",
        },
    )
    name_property: str = Field(
        "name",
        title="Property of the name",
        description="The internal name of the company property that is compared with the contact's name in Xero. By "
        "default, it is name. Companies without a value in it match nothing and are left out.",
        pattern=_NAME,
        json_schema_extra={"order": 3, "pattern_descriptor": "letters, digits, hyphens and underscores, such as name"},
    )
    api_url: WebAddress = Field(
        HUBSPOT_URL,
        title="Address of the HubSpot API",
        description="HubSpot's by default. Change it only to read from a stand-in.",
        pattern="^https?://[^ ]+$",
        json_schema_extra={"order": 4, "pattern_descriptor": "https://host", "airbyte_hidden": True},
    )

    def reader(self, calls: Calls, keep_refresh_token: KeepToken | None) -> CrmSource:  # noqa: ARG002
        """Return what reads the customers."""
        return HubSpotCompanies(self, calls)


class HubSpotCompanies:
    """The companies that are not archived, 100 a page.

    HubSpot takes 100 calls or more in ten seconds from a private app, so the pages of 20,000 companies are soon read.
    """

    title = "HubSpot"
    nameless_records_match_nothing = True

    def __init__(self, settings: HubSpot, calls: Calls) -> None:
        """Ask for nothing yet."""
        self._settings = settings
        self._calls = calls

    def records(self) -> Iterator[CrmRecord]:
        """Yield every company."""
        after = ""
        while True:
            page = self._page(after)
            for company in page["results"]:
                properties = company.get("properties") or {}
                yield CrmRecord(
                    f"company {company.get('id')}",
                    text_of(properties.get(self._settings.id_property)),
                    text_of(properties.get(self._settings.name_property)),
                )
            following = str(((page.get("paging") or {}).get("next") or {}).get("after") or "")
            if not following:
                return
            if following == after:
                raise CrmUnavailable("HubSpot names the page just read as the next one. Try again.")
            after = following

    def _page(self, after: str) -> dict[str, Any]:
        wanted = dict.fromkeys((self._settings.name_property, self._settings.id_property))
        params = {"limit": _PAGE, "archived": "false", "properties": ",".join(wanted)}
        reply = self._calls.ask(
            "GET",
            f"{self._settings.api_url.rstrip('/')}/crm/v3/objects/companies",
            whom="HubSpot",
            headers={"Authorization": f"Bearer {self._settings.access_token}", "Accept": "application/json"},
            params={**params, "after": after} if after else params,
            again=lambda answer: passes(answer) and _policy(answer) != "DAILY",
        )
        page = json_of(reply)
        if reply.status == 200 and isinstance(page, dict) and isinstance(page.get("results"), list):
            return page
        raise self._refusal(reply)

    def _refusal(self, reply: Reply) -> CrmFault:
        error = _error(reply)
        category = str(error.get("category") or error.get("errorType") or "")
        said = without_secrets(str(error.get("message", "")), [self._settings.access_token])
        found = f"HTTP {reply.status}, found: {f'{category}: {said}' if error else 'no JSON of its API'}"
        if _policy(reply) == "DAILY":
            return CrmUnavailable(
                f"The HubSpot account has used up its API calls of the day ({found}). They are counted afresh at "
                f"midnight of the account's time zone: try again then."
            )
        if reply.status == 401:
            return CrmFault(
                f"HubSpot does not take the access token ({found}). Copy the token again from the private app's Auth "
                f"tab; a rotated or deleted one stops working."
            )
        if reply.status == 403 and category == "MISSING_SCOPES":
            return CrmFault(
                f"The HubSpot private app lacks the scope {_SCOPE} ({found}). Add the scope to the app (Scopes tab) "
                f"and save it; if HubSpot then shows a new token, copy that."
            )
        return CrmFault(
            f"HubSpot refused to list companies ({found}). Check the private app, and that the account has the CRM."
        )


def _error(reply: Reply) -> Mapping[str, Any]:
    body = json_of(reply) if reply.status >= 400 else None
    return body if isinstance(body, dict) else {}


def _policy(reply: Reply) -> str:
    return str(_error(reply).get("policyName", "")) if reply.status == 429 else ""
