"""Customers in Salesforce, by its REST query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin

from pydantic import BaseModel, ConfigDict, Field, field_validator

from source_xero_revrec.crm.answers import json_of, passes, text_of, without_secrets
from source_xero_revrec.crm.salesforce_sign_in import SalesforceAuth, SalesforceSignIn
from source_xero_revrec.crm.source import CrmFault, CrmRecord, CrmUnavailable
from xero_connectors.web_address import WebAddress, link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from source_xero_revrec.crm.calls import Calls
    from source_xero_revrec.crm.source import CrmSource, KeepToken
    from xero_api.transport import Reply


_NAME = "^[A-Za-z][A-Za-z0-9_]*$"
_SOQL = link(
    "SOQL condition",
    "https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/"
    "sforce_api_calls_soql_select_conditionexpression.htm",
)


class Salesforce(BaseModel):
    """Customers are accounts, or another object, of a Salesforce organisation."""

    model_config = ConfigDict(title="Read them from Salesforce", extra="forbid")

    source: Literal["salesforce"] = Field(json_schema_extra={"order": 0})
    instance_url: WebAddress = Field(
        title="My Domain address",
        description="The address of your Salesforce organisation (Setup, My Domain).",
        pattern="^https?://[^ ]+$",
        examples=["https://mycompany.my.salesforce.com"],
        json_schema_extra={"order": 1, "pattern_descriptor": "https://mycompany.my.salesforce.com"},
    )
    auth: SalesforceAuth = Field(
        title="How to sign in to Salesforce",
        description="Client credentials are simplest: no token to keep. A refresh token reads as the user who "
        "authorised the app.",
        json_schema_extra={"order": 2},
    )
    object: str = Field(
        "Account",
        title="Object",
        description="The API name of the object that holds the customers. By default, it is Account.",
        pattern=_NAME,
        json_schema_extra={"order": 3, "pattern_descriptor": "letters, digits and underscores, such as Account"},
    )
    id_field: str = Field(
        "Id",
        title="Field of the id",
        description="The API name of the field that RevRec knows the customer by. By default, it is Id, Salesforce's "
        "18-character record id.",
        pattern=_NAME,
        examples=["Id", "Customer_Number__c"],
        json_schema_extra={
            "order": 4,
            "pattern_descriptor": "letters, digits and underscores, such as Customer_Number__c",
        },
    )
    name_field: str = Field(
        "Name",
        title="Field of the name",
        description="The API name of the field that is compared with the contact's name in Xero. By default, it is "
        "Name. Records without a value in it match nothing and are left out.",
        pattern=_NAME,
        json_schema_extra={"order": 5, "pattern_descriptor": "letters, digits and underscores, such as Name"},
    )
    where: str | None = Field(
        None,
        title="Condition",
        description=f"A {_SOQL} that a record must meet, without the word WHERE. If empty, all are read.",
        examples=["Type = 'Customer'"],
        json_schema_extra={"order": 6},
    )
    api_version: str = Field(
        "67.0",
        title="API version",
        description="The version of Salesforce's REST API. By default, it is 67.0 (Summer '26).",
        pattern=r"^[0-9]{2,3}\.0$",
        json_schema_extra={"order": 7, "pattern_descriptor": "67.0"},
    )

    @field_validator("instance_url")
    @classmethod
    def _api_address(cls, address: str) -> str:
        # What a browser shows is the Lightning address of the same organisation; the API lives beside it.
        return address.rstrip("/").replace(".lightning.force.com", ".my.salesforce.com")

    def reader(self, calls: Calls, keep_refresh_token: KeepToken | None) -> CrmSource:
        """Return what reads the customers, and keeps a rotated refresh token."""
        return SalesforceRecords(self, calls, keep_refresh_token)


class SalesforceRecords:
    """The accounts, or the records of another object, that meet the condition.

    Salesforce hands out 2,000 records a page and keeps the rest for two days; `totalSize` says how many there are.
    """

    title = "Salesforce"
    nameless_records_match_nothing = True

    def __init__(self, settings: Salesforce, calls: Calls, keep_refresh_token: KeepToken | None) -> None:
        """Ask for nothing yet."""
        self._settings = settings
        self._calls = calls
        self._sign_in = SalesforceSignIn(settings.instance_url, settings.auth, calls, keep_refresh_token)

    def records(self) -> Iterator[CrmRecord]:
        """Yield every record; raises CrmFault when Salesforce hands out fewer than it counts."""
        page = self._get(f"/services/data/v{self._settings.api_version}/query", {"q": self._soql()})
        total, received = page["totalSize"], 0
        while True:
            for record in page["records"]:
                received += 1
                yield self._record(record)
            if page.get("done", True):
                break
            page = self._get(str(page.get("nextRecordsUrl")), {})
        if received != total:
            raise CrmUnavailable(
                f"Salesforce counts {total} records of {self._settings.object} but handed out {received}. Try again; "
                f"if it goes on, narrow the condition."
            )

    def _soql(self) -> str:
        settings = self._settings
        fields = ", ".join(dict.fromkeys(self._fields()))
        # In parentheses a condition cannot smuggle in a LIMIT, which would leave customers out without a word.
        where = f" WHERE ({settings.where})" if settings.where and settings.where.strip() else ""
        return f"SELECT {fields} FROM {settings.object}{where}"  # noqa: S608 - SOQL only reads, names are checked

    def _record(self, record: Mapping[str, Any]) -> CrmRecord:
        # SOQL takes a field in any case, and the answer spells it as Salesforce does.
        values = {field.lower(): value for field, value in record.items()}
        attributes = values.get("attributes")
        url = str(attributes.get("url", "")) if isinstance(attributes, dict) else ""
        place = f"record {url.rpartition('/')[2] or '?'}"
        return CrmRecord(place, *(text_of(values.get(field.lower())) for field in self._fields()))

    def _fields(self) -> tuple[str, str]:
        return self._settings.id_field, self._settings.name_field

    def _get(self, path: str, params: Mapping[str, str]) -> dict[str, Any]:
        reply = self._ask(path, params)
        if _code(reply) == "INVALID_SESSION_ID":
            self._sign_in.renew()
            reply = self._ask(path, params)
        page = json_of(reply)
        if reply.status == 200 and isinstance(page, dict) and {"totalSize", "records"} <= page.keys():
            return page
        raise self._refusal(reply)

    def _ask(self, path: str, params: Mapping[str, str]) -> Reply:
        session = self._sign_in.session()
        if not path.startswith("/services/data/"):
            raise CrmFault(
                f"{self._settings.instance_url} names a next page outside Salesforce's REST API. Check the My Domain "
                f"address."
            )
        return self._calls.ask(
            "GET",
            urljoin(session.instance_url, path),
            whom="Salesforce",
            headers={"Authorization": f"Bearer {session.access_token}", "Accept": "application/json"},
            params=params,
            again=_passes,
        )

    def _refusal(self, reply: Reply) -> CrmFault:
        code = _code(reply)
        settings = self._settings
        said = without_secrets(_message(reply), self._sign_in.secrets())
        fields = " and ".join(dict.fromkeys(self._fields()))
        match code:
            case "INVALID_SESSION_ID":
                return CrmFault(
                    f"Salesforce refused an access token that it had just issued (found: {code}: {said}). Give the app "
                    f"the scope api, allow its user API access, and check that no policy restricts where it calls from."
                )
            case "REQUEST_LIMIT_EXCEEDED":
                return CrmUnavailable(
                    f"The Salesforce organisation has used up its API calls of the last 24 hours (found: {code}: "
                    f"{said}). Try again later, or ask its administrator which program uses them."
                )
            case "API_DISABLED_FOR_ORG" | "API_CURRENTLY_DISABLED" | "FUNCTIONALITY_NOT_ENABLED":
                return CrmFault(
                    f"The Salesforce organisation, or the user of the app, has no API access (found: {code}: {said}). "
                    f"Use an edition with API access and grant its user the permission API Enabled, or export a file."
                )
            case "INVALID_TYPE":
                return CrmFault(
                    f"Salesforce knows no object {settings.object}, or the user of the app may not read it (found: "
                    f"{code}: {said}). Correct `object` (custom objects end in __c), or grant read access."
                )
            case "INVALID_FIELD":
                return CrmFault(
                    f"Salesforce knows no such field of {settings.object}, or the user of the app may not read it "
                    f"(asked for: {fields}; found: {code}: {said}). Correct `id_field`, `name_field` or the condition, "
                    f"or grant read access."
                )
            case "MALFORMED_QUERY":
                return CrmFault(
                    f"Salesforce does not understand the condition {settings.where!r} (found: {code}: {said}). Write "
                    f"it as in SOQL after WHERE, for example Type = 'Customer'."
                )
            case "INVALID_QUERY_LOCATOR":
                return CrmUnavailable("Salesforce let the query expire while its pages were read. Try again.")
        if reply.status in (404, 410):
            return CrmFault(
                f"Salesforce has no REST API of version {settings.api_version} at {settings.instance_url} (HTTP "
                f"{reply.status}). Correct the My Domain address or the API version."
            )
        return CrmFault(
            f"Salesforce refused to list {settings.object} (HTTP {reply.status}, found: "
            f"{f'{code}: {said}' if code else 'no JSON of its API'}). Check the My Domain address and what the user of "
            f"the app may read."
        )


def _first_error(reply: Reply) -> Mapping[str, Any]:
    body = json_of(reply) if reply.status >= 400 else None
    return body[0] if isinstance(body, list) and body and isinstance(body[0], dict) else {}


def _code(reply: Reply) -> str:
    return str(_first_error(reply).get("errorCode", ""))


def _message(reply: Reply) -> str:
    return str(_first_error(reply).get("message", ""))


def _passes(reply: Reply) -> bool:
    # The code is the same for the day's allowance, which waiting does not help, and for calls at once, which it does.
    return passes(reply) or (_code(reply) == "REQUEST_LIMIT_EXCEEDED" and _message(reply).startswith("Concurrent"))
