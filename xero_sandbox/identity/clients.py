"""The apps that the sandbox knows, as Xero's developer portal would list them. Every secret is a fake."""

from __future__ import annotations

from dataclasses import dataclass, field

from xero_sandbox.identity.scopes import GRANULAR_SCOPES, IDENTITY_SCOPES, KNOWN_SCOPES

CUSTOM_CONNECTION = "custom_connection"
WEB_APP = "web_app"
NATIVE_APP = "native_app"


@dataclass(frozen=True, slots=True)
class Client:
    """An app of Xero's developer portal."""

    client_id: str
    kind: str
    """custom_connection, web_app or native_app (PKCE, without a secret)."""
    client_secret: str = field(default="", repr=False)
    scopes: frozenset[str] = GRANULAR_SCOPES | IDENTITY_SCOPES
    organisations: tuple[str, ...] | None = None
    """Tenant ids that it can be connected to; all when absent. A custom connection uses the first alone."""
    redirect_uris: tuple[str, ...] | None = None
    """Exactly these; any when absent."""


DEFAULT_CUSTOM_CONNECTION = Client(
    "sandbox-custom-connection", CUSTOM_CONNECTION, "not-a-real-secret", scopes=GRANULAR_SCOPES
)
DEFAULT_WEB_APP = Client("sandbox-web-app", WEB_APP, "not-a-real-secret-either", scopes=KNOWN_SCOPES)
DEFAULT_NATIVE_APP = Client("sandbox-native-app", NATIVE_APP, scopes=KNOWN_SCOPES)
DEFAULT_CLIENTS = (DEFAULT_CUSTOM_CONNECTION, DEFAULT_WEB_APP, DEFAULT_NATIVE_APP)
DEFAULT_REFRESH_TOKEN = "not-a-real-refresh-token"  # noqa: S105 - it is printed for everyone to use
