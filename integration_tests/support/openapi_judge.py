"""A client that holds every answer against Xero's OpenAPI file, of which somebody has a copy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests
import yaml  # type: ignore[import-untyped]
from openapi_core import OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

VARIABLE = "XERO_OPENAPI_FILE"
FILE = os.environ.get(VARIABLE, "")
SCOPES = (
    "accounting.invoices.read accounting.payments.read accounting.contacts.read accounting.settings.read "
    "accounting.manualjournals accounting.banktransactions.read accounting.journals.read "
    "accounting.reports.trialbalance.read"
)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads YAML without making times of text: the file's examples are text."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def _with_boolean_defaults(node: Any) -> Any:  # noqa: ANN401 - a piece of the file
    """Return the file with its boolean defaults as booleans; it writes "false" as text in many places."""
    if isinstance(node, list):
        return [_with_boolean_defaults(each) for each in node]
    if not isinstance(node, dict):
        return node
    mended = {key: _with_boolean_defaults(value) for key, value in node.items()}
    if mended.get("type") == "boolean" and isinstance(mended.get("default"), str):
        mended["default"] = mended["default"].lower() == "true"
    return mended


class Judge:
    """A client of the sandbox that holds every answer against the file."""

    def __init__(self, sandbox: Sandbox) -> None:
        """Read the file and log in."""
        self.sandbox = sandbox
        document = _with_boolean_defaults(yaml.load(Path(FILE).read_text(encoding="utf-8"), _Loader))
        document["servers"] = [{"url": sandbox.api_url}]
        self._openapi = OpenAPI.from_dict(document)
        self._http = requests.Session()
        credentials = sandbox.source_config()["credentials"]
        answer = self._http.post(
            f"{sandbox.identity_url}/connect/token",
            data={"grant_type": "client_credentials", "scope": SCOPES},
            auth=(credentials["client_id"], credentials["client_secret"]),
            timeout=10,
        )
        self._headers = {
            "Authorization": f"Bearer {answer.json()['access_token']}",
            "Accept": "application/json",
            "xero-tenant-id": sandbox.organisations[0]["OrganisationID"],
        }

    def valid(self, path: str, **query: str) -> dict[str, Any]:
        """Return an answer that the file allows; anything else raises what is wrong with it."""
        return self._held("GET", path, query)

    def written(self, method: str, path: str, sent: object, **query: str) -> dict[str, Any]:
        """Return the answer to a write, held against the file in the same way."""
        return self._held(method, path, query, sent)

    def _held(self, method: str, path: str, query: dict[str, str], sent: object = None) -> dict[str, Any]:
        url = f"{self.sandbox.api_url}/{path}"
        request = requests.Request(method, url, params=query, headers=self._headers, json=sent)
        answer = self._http.send(self._http.prepare_request(request), timeout=30)
        self._openapi.validate_response(RequestsOpenAPIRequest(request), RequestsOpenAPIResponse(answer))
        body: dict[str, Any] = answer.json()
        return body
