"""Signing in to the made-up Xero, and an output that keeps what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from destination_xero_journals.input.messages import Output

if TYPE_CHECKING:
    from requests_mock import Mocker

Row = dict[str, Any]
CUSTOM = {"auth_type": "custom_connection", "client_id": "client-1", "client_secret": "not-a-real-secret"}
OAUTH = {
    "auth_type": "oauth",
    "client_id": "client-1",
    "client_secret": "not-a-real-secret",
    "refresh_token": "not-a-real-refresh-token",
}


def sign_in(requests_mock: Mocker, *connected: tuple[str, str]) -> None:
    """Let Xero accept every credential, and rotate the refresh token; `connected` are organisations by id and name."""
    requests_mock.post(
        "https://identity.xero.com/connect/token",
        json={"access_token": "not-a-real-token", "expires_in": 1800, "refresh_token": "not-a-real-second"},
    )
    requests_mock.get(
        "https://api.xero.com/connections",
        json=[{"tenantId": tenant, "tenantType": "ORGANISATION", "tenantName": name} for tenant, name in connected],
    )


class Heard(Output):
    """Keeps messages instead of printing them."""

    def __init__(self) -> None:
        """Keep none yet."""
        self.lines: list[bytes] = []

    def line(self, message: bytes) -> None:
        """Keep a message."""
        self.lines.append(message)

    def messages(self, kind: str) -> list[Row]:
        """Return the messages of a kind."""
        found: list[Row] = [orjson.loads(line) for line in self.lines]
        return [message for message in found if message["type"] == kind]

    def said(self, level: str) -> list[str]:
        """Return the log's lines of a level."""
        logs = [message["log"] for message in self.messages("LOG")]
        return [each["message"] for each in logs if each["level"] == level]
