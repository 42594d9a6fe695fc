"""Xero's error answers to any call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from xero_sandbox.answers import errors
from xero_sandbox.switches import Switches

if TYPE_CHECKING:
    from unit_tests.xero_sandbox.conftest import Xero


def test_the_gateway_has_one_form() -> None:
    """With an id of its own each time."""
    first, second = (json.loads(errors.unauthorized("TokenExpired").body) for _ in range(2))

    assert first | {"Instance": ""} == {
        "Type": None, "Title": "Unauthorized", "Status": 401, "Detail": "TokenExpired", "Instance": "",
        "Extensions": {},
    }  # fmt: skip
    assert first["Instance"] != second["Instance"]


@pytest.mark.parametrize(("switches", "status", "answered"), [
    (Switches(), None, (401, "Unauthorized", "insufficient_scope")),
    (Switches(scope_refusal="403", scope_refusal_word="insufficent_scope"), None,
     (403, "Forbidden", "insufficent_scope")),
    (Switches(), 403, (403, "Forbidden", "insufficient_scope")),
])  # fmt: skip
def test_a_missing_scope_is_named_in_the_way_of_the_switches(
    switches: Switches, status: int | None, answered: tuple[int, str, str]
) -> None:
    """Unless the status is given."""
    answer = errors.wrong_scope("accounting.invoices", switches, status)
    challenge = answer.headers["WWW-Authenticate"]

    assert (answer.status, json.loads(answer.body)["Title"]) == answered[:2]
    assert challenge == f'Bearer error="{answered[2]}", scope="accounting.invoices"'


@pytest.mark.parametrize(("body", "sent"), [
    ("text", b"Too many requests"), ("empty", b""), ("json", b'{"Title":"Too Many Requests","Status":429}'),
])  # fmt: skip
def test_a_refusal_by_the_limits_names_its_problem(body: str, sent: bytes) -> None:
    """Retry-After is there where Xero sends it, the body whatever the switch says."""
    timed = errors.rate_limited("minute", 7, Switches(rate_limit_body=body))
    untimed = errors.rate_limited("concurrent", None, Switches(rate_limit_body=body))

    assert timed.headers == {"X-Rate-Limit-Problem": "minute", "Retry-After": "7"}
    assert untimed.headers == {"X-Rate-Limit-Problem": "concurrent"}
    assert timed.body == sent


def test_a_token_error_may_have_a_description() -> None:
    """Xero's word alone is enough."""
    assert errors.token_error("invalid_grant").body == b'{"error":"invalid_grant"}'
    assert json.loads(errors.token_error("invalid_scope", "name none").body)["error_description"] == "name none"


@pytest.mark.parametrize(("switch", "body"), [("empty", b""), ("text", b"Too many requests")])
def test_the_body_of_a_429_is_a_switch(xero: Xero, switch: str, body: bytes) -> None:
    """Nobody should parse it."""
    xero.sandbox.set_switches(rate_limit_body=switch)
    xero.sandbox.fault("rate_minute")

    assert body == xero.get("Organisation").content
