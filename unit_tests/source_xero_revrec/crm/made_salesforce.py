"""A Salesforce organisation: where it answers, how one signs in, and what its records look like."""

from __future__ import annotations

from typing import Any

HOME = "https://mycompany.my.salesforce.com"
TOKEN = f"{HOME}/services/oauth2/token"
QUERY = f"{HOME}/services/data/v67.0/query"
NEXT = "/services/data/v67.0/query/01gD0000002HU6KIAW-2000"
CLIENT = {"auth_type": "client_credentials", "client_id": "key-1", "client_secret": "not-a-real-secret"}
REFRESH = {**CLIENT, "auth_type": "refresh_token", "refresh_token": "not-a-real-refresh-token"}
SETTINGS: dict[str, Any] = {"source": "salesforce", "instance_url": HOME, "auth": CLIENT}
EXPIRED = {"status_code": 401, "json": [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}]}


def record(number: int, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return an account as Salesforce writes it."""
    url = f"/services/data/v67.0/sobjects/Account/001{number:015d}"
    return {
        "attributes": {"type": "Account", "url": url},
        "Id": f"001{number:015d}",
        "Name": f"Account {number}",
        **fields,
    }


def page(*records: dict[str, Any], total: int | None = None, following: str | None = None) -> dict[str, Any]:
    """Return a page of a query."""
    answer = {"totalSize": len(records) if total is None else total, "done": following is None, "records": [*records]}
    return {**answer, "nextRecordsUrl": following} if following else answer


def refused(status: int, code: str, message: str) -> dict[str, Any]:
    """Return an error as Salesforce's REST API writes it."""
    return {"status_code": status, "json": [{"message": message, "errorCode": code}]}
