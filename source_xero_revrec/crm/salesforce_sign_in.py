"""Signing in to Salesforce, by client credentials or a refresh token."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from source_xero_revrec.crm.answers import json_of, without_secrets
from source_xero_revrec.crm.source import CrmFault, CrmUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from source_xero_revrec.crm.calls import Calls
    from source_xero_revrec.crm.source import KeepToken
    from xero_api.transport import Reply

_REMEDIES = {
    "expired access/refresh token": "The refresh token has expired, was revoked, or was replaced by another one: "
    "authorise the app again and give the new refresh token",
    "no client credentials user enabled": "The app has no user to run as: enable the client credentials flow in its "
    "policies and choose a Run As user",
    "request not supported on this domain": "Client credentials are taken only at the organisation's own address: give "
    "the My Domain address (https://mycompany.my.salesforce.com), not login or test.salesforce.com",
    "ip restricted": "The app's policies do not allow the connector's IP address: relax the IP restrictions",
}
_REMEDIES_BY_ERROR = {
    "invalid_client": "Copy the consumer key and secret again from the app's settings",
    "invalid_client_id": "Copy the consumer key again from the app's settings",
    "invalid_app_access": "Let an administrator authorise the app for its user",
    "inactive_user": "The app's user is deactivated: activate it or choose another",
    "inactive_org": "The Salesforce organisation is not active: give the address of one that is",
    "unsupported_grant_type": "Enable the chosen flow in the app's settings",
}


class SalesforceClientCredentials(BaseModel):
    """An app that signs in as itself, through its Run As user."""

    model_config = ConfigDict(title="Sign in as the app itself, with client credentials", extra="forbid")

    auth_type: Literal["client_credentials"] = Field(json_schema_extra={"order": 0})
    client_id: str = Field(
        title="Consumer key",
        description="The consumer key of an external client app with the client credentials flow and a Run As user.",
        min_length=1,
        json_schema_extra={"order": 1},
    )
    client_secret: str = Field(
        title="Consumer secret",
        description="The consumer secret of the same app.",
        min_length=1,
        repr=False,
        json_schema_extra={"order": 2, "airbyte_secret": True},
    )


class SalesforceRefreshToken(BaseModel):
    """An app that a user has authorised."""

    model_config = ConfigDict(title="Sign in as a user, with a refresh token", extra="forbid")

    auth_type: Literal["refresh_token"] = Field(json_schema_extra={"order": 0})
    client_id: str = Field(
        title="Consumer key",
        description="The consumer key of the app that the user authorised.",
        min_length=1,
        json_schema_extra={"order": 1},
    )
    client_secret: str | None = Field(
        None,
        title="Consumer secret",
        description="The consumer secret of the same app. If empty, none is sent, for apps that do not require it.",
        repr=False,
        json_schema_extra={"order": 2, "airbyte_secret": True},
    )
    refresh_token: str = Field(
        title="Refresh token",
        description="A refresh token of that app, granted with the scopes api and refresh_token.",
        min_length=1,
        repr=False,
        json_schema_extra={"order": 3, "airbyte_secret": True},
    )


SalesforceAuth = Annotated[SalesforceClientCredentials | SalesforceRefreshToken, Field(discriminator="auth_type")]
"""The ways to sign in to Salesforce."""


@dataclass(frozen=True, slots=True)
class Session:
    """An access token and the address at which it is good."""

    access_token: str = field(repr=False)
    instance_url: str


class SalesforceSignIn:
    """Asks for an access token when one is needed, and once more when Salesforce no longer takes it."""

    def __init__(
        self, instance_url: str, auth: SalesforceAuth, calls: Calls, keep_refresh_token: KeepToken | None
    ) -> None:
        """Hold no token yet."""
        self._instance_url = instance_url
        self._auth = auth
        self._calls = calls
        self._keep = keep_refresh_token
        self._session: Session | None = None
        self._refresh_token = auth.refresh_token if isinstance(auth, SalesforceRefreshToken) else None

    def session(self) -> Session:
        """Return the session, opened when first asked for; raises CrmFault where Salesforce opens none."""
        if self._session is None:
            self._session = self._opened()
        return self._session

    def renew(self) -> None:
        """Open another session at the next call."""
        self._session = None

    def secrets(self) -> tuple[str | None, ...]:
        """Return what no message may hold."""
        token = self._session.access_token if self._session else None
        return self._auth.client_secret, self._refresh_token, token

    def _opened(self) -> Session:
        reply = self._calls.ask(
            "POST",
            f"{self._instance_url}/services/oauth2/token",
            whom="Salesforce",
            headers={"Accept": "application/json"},
            form=self._form(),
        )
        answer = json_of(reply)
        if reply.status != 200 or not isinstance(answer, dict) or not answer.get("access_token"):
            raise self._refusal(reply, answer if isinstance(answer, dict) else {})
        self._rotate(answer.get("refresh_token"))
        return Session(str(answer["access_token"]), str(answer.get("instance_url") or self._instance_url))

    def _form(self) -> dict[str, str]:
        auth = self._auth
        secret = {"client_secret": auth.client_secret} if auth.client_secret else {}
        token = {"refresh_token": self._refresh_token} if self._refresh_token else {}
        return {"grant_type": auth.auth_type, "client_id": auth.client_id, **secret, **token}

    def _rotate(self, issued: object) -> None:
        if self._refresh_token is None or not isinstance(issued, str) or issued == self._refresh_token:
            return
        self._refresh_token = issued
        if self._keep is None:
            raise CrmFault(
                "Salesforce has replaced the refresh token (Refresh Token Rotation), and the new one cannot be kept "
                "here, so the next sync could not sign in. Sign in with client credentials, or turn the rotation off "
                "in the app's settings and authorise it again."
            )
        self._keep(issued)

    def _refusal(self, reply: Reply, answer: Mapping[str, Any]) -> CrmFault:
        address = self._instance_url
        if "error" not in answer:
            return CrmFault(
                f"{address} does not answer as Salesforce does when signing in (HTTP {reply.status}). Give the My "
                f"Domain address of your organisation (Setup, My Domain), such as https://mycompany.my.salesforce.com."
            )
        error = str(answer["error"])
        said = without_secrets(str(answer.get("error_description", "")), self.secrets())
        found = f"found: {without_secrets(error, self.secrets())}: {said}"
        if "rate" in said.lower() and "exceeded" in said.lower():
            return CrmUnavailable(
                f"Salesforce took too many sign-ins of this user within the hour ({found}). Try again in an hour."
            )
        remedy = next((remedy for text, remedy in _REMEDIES.items() if text in said.lower()), None)
        remedy = remedy or _REMEDIES_BY_ERROR.get(error) or "Check the app and its user in Salesforce's login history"
        return CrmFault(f"Salesforce refused to sign in at {address} ({found}). {remedy}.")
