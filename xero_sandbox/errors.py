"""Xero's error answers: status, body and headers as clients meet them in the field."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

import orjson

from xero_sandbox.wire import encode

JSON_TYPE = "application/json; charset=utf-8"
TEXT_TYPE = "text/html; charset=utf-8"
NOT_FOUND_TEXT = "The resource you're looking for cannot be found"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer before it goes out: status, body and headers beside those that every answer has."""

    status: int
    body: bytes
    content_type: str = JSON_TYPE
    headers: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """An error answer, raised to leave the handler early."""

    def __init__(self, answer: Answer) -> None:
        """Carry the answer."""
        super().__init__(answer.status)
        self.answer = answer


def _json(status: int, body: object, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, orjson.dumps(body), headers=named)


def _gateway(status: int, title: str, detail: str, **headers: str) -> Answer:
    body: dict[str, object] = {
        "Type": None,
        "Title": title,
        "Status": status,
        "Detail": detail,
        "Instance": str(uuid.uuid4()),
        "Extensions": {},
    }
    return _json(status, body, **headers)


def unauthorized(detail: str = "AuthenticationUnsuccessful") -> Answer:
    """401: no token, an unknown one, or one that has expired."""
    return _gateway(401, "Unauthorized", detail)


def wrong_scope(status: int, word: str, scope: str) -> Answer:
    """401 or 403 (a switch): the token lacks the scope; WWW-Authenticate says so."""
    title = "Unauthorized" if status == 401 else "Forbidden"
    return _gateway(
        status, title, "AuthorizationUnsuccessful", WWW_Authenticate=f'Bearer error="{word}", scope="{scope}"'
    )


def forbidden_organisation() -> Answer:
    """403: the organisation of xero-tenant-id is not connected to this token."""
    return _gateway(403, "Forbidden", "AuthenticationUnsuccessful")


def forbidden_transient() -> Answer:
    """403 from the gateway although the organisation is connected; seen in the field, gone on the next try."""
    return _gateway(403, "Forbidden", "An unexpected error occurred while checking access.")


def not_found() -> Answer:
    """404 as plain text, with Xero's content type."""
    return Answer(404, NOT_FOUND_TEXT.encode(), TEXT_TYPE)


def json_only() -> Answer:
    """406: this sandbox serves JSON alone; the real Xero would answer XML."""
    text = "This sandbox serves JSON only. Xero answers XML unless the request says: Accept: application/json\n"
    return Answer(406, text.encode(), "text/plain; charset=utf-8")


def query_error(message: str) -> Answer:
    """400: a where, order or page that cannot be understood."""
    return _json(400, {"ErrorNumber": 16, "Type": "QueryParseException", "Message": message})


def validation_error(message: str, element: dict[str, object] | None = None) -> Answer:
    """400: what was asked for or sent breaks a rule; the message is in the element's ValidationErrors."""
    return validation_exception([(element or {}) | {"ValidationErrors": [{"Message": message}]}])


def validation_exception(elements: list[dict[str, Any]]) -> Answer:
    """400: elements that break a rule, each with its own ValidationErrors; values as `wire` writes them."""
    body = {"ErrorNumber": 10, "Type": "ValidationException", "Message": "A validation exception occurred"}
    return Answer(400, encode({**body, "Elements": elements}))


def post_data_invalid() -> Answer:
    """400: the body is no JSON, or a value in it is of the wrong kind (the sentence is ours)."""
    message = "The request body could not be understood"
    return _json(400, {"ErrorNumber": 14, "Type": "PostDataInvalidException", "Message": message})


def idempotency_problem(message: str) -> Answer:
    """400: the Idempotency-Key itself is refused; the text is Xero's where it is known, the shape is our choice."""
    return _gateway(400, "Bad Request", message)


def too_large() -> Answer:
    """413 as plain text: the body is larger than Xero takes; the words are ours."""
    return Answer(413, b"Request Entity Too Large", "text/plain; charset=utf-8")


def server_error() -> Answer:
    """500 in Xero's own words."""
    page = "http://status.developer.xero.com"  # ignore-https-check: so Xero writes it
    detail = f"An error occurred in Xero. Check the API Status page {page} for current service status."
    return _gateway(500, "An error occurred", detail)


def not_implemented() -> Answer:
    """501: the method does not exist here (yet)."""
    message = "The Api Method called is not implemented"
    return _json(501, {"ErrorNumber": 20, "Type": "ApiMethodNotImplementedException", "Message": message})


def bad_gateway() -> Answer:
    """502 from something in front of Xero."""
    html = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
    return Answer(502, html, "text/html")


def unavailable() -> Answer:
    """503: maintenance, or the organisation is offline."""
    return Answer(503, b"The Organisation is offline", "text/html; charset=utf-8")


def html_page() -> Answer:
    """200 with a web page instead of JSON."""
    html = b"<!DOCTYPE html><html><head><title>Xero</title></head><body>We'll be right back.</body></html>"
    return Answer(200, html, "text/html; charset=utf-8")


def rate_limited(problem: str, retry_after: int | None, body: str) -> Answer:
    """429 with X-Rate-Limit-Problem; Retry-After in seconds where Xero sends it."""
    headers = {"X-Rate-Limit-Problem": problem}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    if body == "empty":
        return Answer(429, b"", "text/plain", headers)
    if body == "json":
        return Answer(429, orjson.dumps({"Title": "Too Many Requests", "Status": 429}), headers=headers)
    return Answer(429, b"Too many requests", "text/plain; charset=utf-8", headers)


def token_error(error: str, description: str = "") -> Answer:
    """400 of the token endpoint: invalid_client, invalid_grant, invalid_scope, unauthorized_client, ..."""
    body: dict[str, str] = {"error": error} | ({"error_description": description} if description else {})
    return _json(400, body)
