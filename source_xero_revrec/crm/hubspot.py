"""Customers in HubSpot: its companies."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.crm.calls import json_of, passes, without_secrets
from source_xero_revrec.crm.faults import CrmFault, CrmUnavailable
from source_xero_revrec.crm.source import Entry, digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from source_xero_revrec.crm.calls import Calls
    from source_xero_revrec.crm.settings import HubSpot
    from xero_api.transport import Reply

_PAGE = "100"
_SCOPE = "crm.objects.companies.read"


class HubSpotCompanies:
    """The companies that are not archived, 100 a page.

    HubSpot takes 100 calls or more in ten seconds from a private app, so the pages of 20,000 companies are soon read.
    """

    title = "HubSpot"
    nameless_entries_match_nothing = True

    def __init__(self, settings: HubSpot, calls: Calls) -> None:
        """Ask for nothing yet."""
        self._settings = settings
        self._calls = calls

    def entries(self) -> Iterator[Entry]:
        """Yield every company."""
        after = ""
        while True:
            page = self._page(after)
            for company in page["results"]:
                properties = company.get("properties") or {}
                yield Entry(
                    f"company {company.get('id')}",
                    _text(properties.get(self._settings.id_property)),
                    _text(properties.get(self._settings.name_property)),
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


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return digits(value)
    return "" if value is None else str(value)
