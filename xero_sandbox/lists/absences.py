"""Records that switches keep out of the answers, so that a test of completeness has something to find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_sandbox.endpoints import Endpoint

    Record = dict[str, Any]


def absent(endpoint: Endpoint, records: Mapping[str, Record], names: str) -> set[str]:
    """Return the ids, in lower case, of an endpoint's records that a switch names.

    `names` is `Invoices/<id>` or `Invoices/3` (the third record of the books), several separated by commas; names of
    other endpoints and of nothing that exists are passed over.
    """
    ids = set()
    for name in names.split(","):
        wanted, _, which = name.strip().partition("/")
        if wanted.lower() != endpoint.name.lower() or not which:
            continue
        if which.isdecimal() and 1 <= int(which) <= len(records):
            which = list(records)[int(which) - 1]
        ids.add(which.lower())
    return ids
