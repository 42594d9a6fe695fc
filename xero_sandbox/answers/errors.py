"""Xero's error answers to any call: status, body and headers as clients meet them in the field."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xero_sandbox.switches import Switches

JSON_TYPE = "application/json; charset=utf-8"
TEXT_TYPE = "text/plain; charset=utf-8"
HTML_TYPE = "text/html; charset=utf-8"
NOT_FOUND_TEXT = "The resource you're looking for cannot be found"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer before it goes out; `headers` come on top of those that every answer has."""

    status: int
    body: bytes
    content_type: str = JSON_TYPE
    headers: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """An error answer, raised to leave a handler early."""

    def __init__(self, answer: Answer) -> None:
        """Carry the answer."""
        super().__init__(answer.status)
        self.answer = answer


def json_answer(status: int, body: object, **headers: str) -> Answer:
    """Return compact JSON, as everything in front of the Accounting API writes it."""
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, text.encode(), headers=named)


def _gateway(status: int, title: str, detail: str, **headers: str) -> Answer:
    body: dict[str, object] = {
        "Type": None,
        "Title": title,
        "Status": status,
        "Detail": detail,
        "Instance": str(uuid.uuid4()),
        "Extensions": {},
    }
    return json_answer(status, body, **headers)


def unauthorized(detail: str = "AuthenticationUnsuccessful") -> Answer:
    """401: no token, an unknown one, or one that has expired."""
    return _gateway(401, "Unauthorized", detail)


def wrong_scope(scope: str, switches: Switches, status: int | None = None) -> Answer:
    """401 or 403 (a switch, unless the status is given): the token lacks the scope; WWW-Authenticate says so."""
    status = int(switches.scope_refusal) if status is None else status
    title = "Unauthorized" if status == 401 else "Forbidden"
    challenge = f'Bearer error="{switches.scope_refusal_word}", scope="{scope}"'
    return _gateway(status, title, "AuthorizationUnsuccessful", WWW_Authenticate=challenge)


def forbidden_organisation() -> Answer:
    """403: the organisation of xero-tenant-id is not connected to this token."""
    return _gateway(403, "Forbidden", "AuthenticationUnsuccessful")


def forbidden_transient() -> Answer:
    """403 from the gateway although the organisation is connected; seen in the field, gone on the next try."""
    return _gateway(403, "Forbidden", "An unexpected error occurred while checking access.")


def not_found() -> Answer:
    """404: plain text, with the content type that Xero gives it."""
    return Answer(404, NOT_FOUND_TEXT.encode(), HTML_TYPE)


def json_only() -> Answer:
    """406: this sandbox serves JSON alone; the real Xero would answer XML."""
    text = "This sandbox serves JSON only. Xero answers XML unless the request says: Accept: application/json\n"
    return Answer(406, text.encode(), TEXT_TYPE)


def idempotency_problem(message: str) -> Answer:
    """400: the Idempotency-Key itself is refused; the text is Xero's where it is known, the shape is our choice."""
    return _gateway(400, "Bad Request", message)


def too_large() -> Answer:
    """413: the body is larger than Xero takes; plain text, in our words."""
    return Answer(413, b"Request Entity Too Large", TEXT_TYPE)


def server_error() -> Answer:
    """500, in Xero's own words."""
    page = "http://status.developer.xero.com"  # ignore-https-check: so Xero writes it
    detail = f"An error occurred in Xero. Check the API Status page {page} for current service status."
    return _gateway(500, "An error occurred", detail)


def bad_gateway() -> Answer:
    """502 from something in front of Xero."""
    html = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
    return Answer(502, html, "text/html")


def unavailable() -> Answer:
    """503: maintenance, or the organisation is offline."""
    return Answer(503, b"The Organisation is offline", HTML_TYPE)


def html_page() -> Answer:
    """200 with a web page instead of JSON."""
    html = b"<!DOCTYPE html><html><head><title>Xero</title></head><body>We'll be right back.</body></html>"
    return Answer(200, html, HTML_TYPE)


def rate_limited(problem: str, retry_after: int | None, switches: Switches) -> Answer:
    """429 with X-Rate-Limit-Problem; Retry-After in seconds where Xero sends it; the body is a switch."""
    headers = {"X-Rate-Limit-Problem": problem}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    match switches.rate_limit_body:
        case "empty":
            return Answer(429, b"", "text/plain", headers)
        case "json":
            return json_answer(429, {"Title": "Too Many Requests", "Status": 429}, **headers)
    return Answer(429, b"Too many requests", TEXT_TYPE, headers)


def token_error(error: str, description: str = "") -> Answer:
    """400 of the token endpoint: invalid_client, invalid_grant, invalid_scope, unauthorized_client, ..."""
    body = {"error": error} | ({"error_description": description} if description else {})
    return json_answer(400, body)
