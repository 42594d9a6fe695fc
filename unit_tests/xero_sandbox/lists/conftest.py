"""Lists of invoices, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unit_tests.xero_sandbox.conftest import Xero


def numbers(body: dict[str, Any]) -> list[int]:
    """Return the numbers of the invoices in an answer."""
    return [int(row["InvoiceNumber"][4:]) for row in body["Invoices"]]


def listed(xero: Xero, headers: dict[str, str] | None = None, **parameters: object) -> dict[str, Any]:
    """Return the body of a list of invoices."""
    answer = xero.get("Invoices", headers, **parameters)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body
