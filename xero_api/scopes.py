"""Xero's OAuth scopes: the granular ones of 2026, and the broad ones of older apps, good until September 2027."""

from __future__ import annotations

INVOICES = "accounting.invoices.read"
PAYMENTS = "accounting.payments.read"
BANK_TRANSACTIONS = "accounting.banktransactions.read"
MANUAL_JOURNALS = "accounting.manualjournals.read"
CONTACTS = "accounting.contacts.read"
SETTINGS = "accounting.settings.read"
TRIAL_BALANCE = "accounting.reports.trialbalance.read"
JOURNALS = "accounting.journals.read"
WRITE_MANUAL_JOURNALS = "accounting.manualjournals"
WRITE_SETTINGS = "accounting.settings"
WRITE_ATTACHMENTS = "accounting.attachments"

_BROAD = {
    INVOICES: "accounting.transactions.read",
    PAYMENTS: "accounting.transactions.read",
    BANK_TRANSACTIONS: "accounting.transactions.read",
    MANUAL_JOURNALS: "accounting.transactions.read",
    WRITE_MANUAL_JOURNALS: "accounting.transactions",
    TRIAL_BALANCE: "accounting.reports.read",
}


def covers(held: frozenset[str], scope: str) -> bool:
    """Tell whether scopes that are held cover one: it is among them, or the broad one is, or what also writes."""
    ways = (scope, broad(scope))
    return any(each in held or each.removesuffix(".read") in held for each in ways)


def broad(scope: str) -> str:
    """Return the deprecated scope that covers a granular one; scopes without such a pair are returned as they are."""
    return _BROAD.get(scope, scope)
