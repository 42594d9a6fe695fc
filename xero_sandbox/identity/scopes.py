"""Xero's scopes, broad and granular, and what a token may read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xero_sandbox.endpoints import ATTACHMENTS_SCOPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xero_sandbox.endpoints import Endpoint

_TRANSACTIONS = (
    "accounting.invoices",
    "accounting.payments",
    "accounting.banktransactions",
    "accounting.manualjournals",
)
_REPORTS = (
    "aged",
    "balancesheet",
    "banksummary",
    "budgetsummary",
    "executivesummary",
    "profitandloss",
    "trialbalance",
    "taxreports",
)
IDENTITY_SCOPES = frozenset({"openid", "profile", "email", "offline_access"})
READ_AND_WRITE = (*_TRANSACTIONS, "accounting.settings", "accounting.contacts", ATTACHMENTS_SCOPE)
GRANULAR_SCOPES = frozenset(
    [name + ending for name in READ_AND_WRITE for ending in ("", ".read")]
    + [f"accounting.reports.{report}.read" for report in _REPORTS]
    + ["accounting.budgets.read", "accounting.journals.read"],
)
BROAD_SCOPES = {
    "accounting.transactions": frozenset(_TRANSACTIONS),
    "accounting.transactions.read": frozenset(f"{name}.read" for name in _TRANSACTIONS),
    "accounting.reports.read": frozenset(f"accounting.reports.{report}.read" for report in _REPORTS),
}
"""Deprecated by Xero, good until September 2027 for apps made before March 2026: each stands for granular ones."""

KNOWN_SCOPES = IDENTITY_SCOPES | GRANULAR_SCOPES | frozenset(BROAD_SCOPES)

EVERYDAY_SCOPES = (
    "offline_access",
    "accounting.invoices.read",
    "accounting.payments.read",
    "accounting.contacts.read",
    "accounting.banktransactions.read",
    "accounting.reports.trialbalance.read",
    "accounting.manualjournals",
    "accounting.manualjournals.read",
    "accounting.settings",
    "accounting.settings.read",
    "accounting.attachments",
)
"""What an app needs that reads sales, posts manual journals, and looks at the ledger: those of the printed link."""


def granted(scopes: Iterable[str]) -> frozenset[str]:
    """Return the scopes with each broad one replaced by the granular ones that it stands for."""
    return frozenset().union(*(BROAD_SCOPES.get(scope, {scope}) for scope in scopes))


def scoped(endpoint: Endpoint, parts: Sequence[str]) -> Endpoint:
    """Return the endpoint with the scopes of this place under it: attachments have one of their own."""
    attached = len(parts) > 1 and parts[1].lower() == "attachments"
    return replace(endpoint, scopes=(ATTACHMENTS_SCOPE,), read_only_scope=False) if attached else endpoint


def may_call(scopes: Iterable[str], endpoint: Endpoint, *, write: bool) -> bool:
    """Return whether a token with these scopes may read (or write) the endpoint."""
    held = granted(scopes)
    if endpoint.read_only_scope:
        return not write and any(scope in held for scope in endpoint.scopes)
    return any(scope in held or (not write and f"{scope}.read" in held) for scope in endpoint.scopes)


def wanted_scope(endpoint: Endpoint, *, write: bool) -> str:
    """Return the scope to ask for, as an error message names it."""
    first = endpoint.scopes[0]
    return first if write or endpoint.read_only_scope else f"{first}.read"
