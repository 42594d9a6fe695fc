"""Manual journals as Xero's API takes them, in batches that it takes at once. Source: Xero's OpenAPI file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from destination_xero_journals.rules.journal import Journal, PostingLine

MOST_JOURNALS = 50
"""As many as Xero recommends for one call."""
MOST_BYTES = 3_000_000
"""Below the 3.5 MB that Xero takes in one call."""


def journal_json(journal: Journal, status: str) -> dict[str, Any]:
    """Return a journal as it is created; amounts are base currency, debit positive, without tax."""
    return {
        "Narration": journal.narration,
        "Date": journal.date.isoformat(),
        "Status": status,
        "LineAmountTypes": "NoTax",
        "ShowOnCashBasisReports": journal.show_on_cash_basis,
        "JournalLines": [_line_json(line) for line in journal.lines],
    }


def status_json(manual_journal_id: str, status: str) -> dict[str, Any]:
    """Return a change of a journal's status alone."""
    return {"ManualJournalID": manual_journal_id, "Status": status}


def element_bytes(element: dict[str, Any]) -> bytes:
    """Return one journal's JSON."""
    return orjson.dumps(element)


def content(elements: Iterable[bytes]) -> bytes:
    """Return the body of one call."""
    return b'{"ManualJournals":[' + b",".join(elements) + b"]}"


def idempotency_key(tenant_id: str, method: str, body: bytes, known: Iterable[str], attempt: str) -> str:
    """Return a key that the same call has again after a crash, and no other call has.

    `known` are the ids of the journals that Xero held under the same keys before, and the stamps of those that are
    changed, so that posting anew what was voided, or mending what was edited once more, is another call. `attempt`
    counts the errors that Xero itself answered: it replays these.
    """
    parts = [tenant_id.encode(), method.encode(), body, ",".join(sorted(known)).encode(), attempt.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _line_json(line: PostingLine) -> dict[str, Any]:
    return {
        # The Decimal's own digits, not those of a float.
        "LineAmount": orjson.Fragment(format(line.amount, "f")),
        # An account without a code is named by its id.
        **({"AccountCode": line.account_code} if line.account_code else {"AccountID": line.account_id}),
        "Description": line.description,
        "TaxType": line.tax_type,
        "Tracking": [
            {
                "Name": tag.category,
                "Option": tag.option,
                "TrackingCategoryID": tag.category_id,
                "TrackingOptionID": tag.option_id,
            }
            for tag in line.tags
        ],
    }
