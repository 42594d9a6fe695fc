"""Xero's official SDK, pointed at a sandbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xero_python.accounting import AccountingApi
from xero_python.api_client import ApiClient
from xero_python.api_client.configuration import Configuration
from xero_python.api_client.oauth2 import OAuth2Token
from xero_python.identity import IdentityApi

if TYPE_CHECKING:
    from xero_sandbox import Sandbox


@dataclass
class Sdk:
    """The SDK's APIs on one client, and the token that it holds."""

    sandbox: Sandbox
    client: ApiClient
    accounting: AccountingApi
    identity: IdentityApi
    held: dict[str, Any]

    @property
    def tenant(self) -> str:
        """The first organisation."""
        return str(self.sandbox.organisations[0]["OrganisationID"])


def official_sdk(sandbox: Sandbox, client_id: str, client_secret: str) -> Sdk:
    """Return the SDK as an app that holds no token yet."""
    held: dict[str, Any] = {}
    token = OAuth2Token(client_id=client_id, client_secret=client_secret)
    # Every Configuration is a copy of the first one, the token included.
    configuration = Configuration()
    configuration.oauth2_token = token
    client = ApiClient(configuration)
    client.oauth2_token_getter(lambda: held or None)

    def save(new: dict[str, Any]) -> None:
        held.clear()
        held.update(new)

    client.oauth2_token_saver(save)
    accounting = AccountingApi(client, base_url=sandbox.api_url)
    return Sdk(sandbox, client, accounting, IdentityApi(client, base_url=sandbox.url), held)
