"""Answers of a CRM or a file server: what they say, quoted without secrets."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xero_api import money
from xero_connectors.tables.row import digits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xero_api.transport import Reply

_PASSING = frozenset({408, 429, 500, 502, 503, 504})


def passes(reply: Reply) -> bool:
    """Tell whether the same call may well succeed a little later."""
    return reply.status in _PASSING


def json_of(reply: Reply) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Return the body as JSON with Decimal numbers, None where it is none (an error page, a cut answer)."""
    try:
        return money.parse(reply.content)
    except ValueError:
        return None


def without_secrets(text: str, secrets: Iterable[str | None]) -> str:
    """Return a text of somebody else's, shortened and with every secret blotted out."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "***")
    return " ".join(text.split())[:300]


def text_of(value: object) -> str:
    """Return an id or a name as a person reads it, empty where the CRM has none."""
    if isinstance(value, Decimal):
        return digits(value)
    return "" if value is None else str(value)
