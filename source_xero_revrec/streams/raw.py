"""The raw streams that are offered: names, keys and cursors are those of Airbyte's source-xero, then our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from source_xero_revrec.journal_control.found import key_columns
from xero_api import endpoints

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

UPDATED = "UpdatedDateUTC"


def _nothing(_: Mapping[str, Any]) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class RawStream:
    """One collection of Xero as a stream; `cursor` is empty where Xero cannot tell what changed.

    `added` gives the columns of ours that stand behind Xero's own.
    """

    name: str
    endpoint: endpoints.Endpoint
    cursor: str = ""
    added: Callable[[Mapping[str, Any]], dict[str, Any]] = _nothing

    @property
    def key_is_global(self) -> bool:
        """Tell whether the key is a GUID, which no two organisations share."""
        return self.endpoint.id_field not in ("Name", "Code")


RAW_STREAMS: tuple[RawStream, ...] = (
    RawStream("invoices", endpoints.INVOICES, UPDATED),
    RawStream("credit_notes", endpoints.CREDIT_NOTES, UPDATED),
    RawStream("contacts", endpoints.CONTACTS, UPDATED),
    RawStream("accounts", endpoints.ACCOUNTS, UPDATED),
    RawStream("items", endpoints.ITEMS, UPDATED),
    RawStream("payments", endpoints.PAYMENTS, UPDATED),
    RawStream("prepayments", endpoints.PREPAYMENTS, UPDATED),
    RawStream("overpayments", endpoints.OVERPAYMENTS, UPDATED),
    RawStream("manual_journals", endpoints.MANUAL_JOURNALS, UPDATED, key_columns),
    RawStream("tracking_categories", endpoints.TRACKING_CATEGORIES),
    RawStream("tax_rates", endpoints.TAX_RATES),
    RawStream("currencies", endpoints.CURRENCIES),
    RawStream("organisations", endpoints.ORGANISATION),
    RawStream("bank_transactions", endpoints.BANK_TRANSACTIONS, UPDATED),
    RawStream("bank_transfers", endpoints.BANK_TRANSFERS, "CreatedDateUTC"),
    RawStream("purchase_orders", endpoints.PURCHASE_ORDERS, UPDATED),
    RawStream("employees", endpoints.EMPLOYEES, UPDATED),
    RawStream("users", endpoints.USERS, UPDATED),
    RawStream("branding_themes", endpoints.BRANDING_THEMES),
    RawStream("contact_groups", endpoints.CONTACT_GROUPS),
    RawStream("repeating_invoices", endpoints.REPEATING_INVOICES),
    RawStream("quotes", endpoints.QUOTES, UPDATED),
    RawStream("batch_payments", endpoints.BATCH_PAYMENTS, UPDATED),
    RawStream("linked_transactions", endpoints.LINKED_TRANSACTIONS),
    RawStream("journals", endpoints.JOURNALS, "JournalNumber"),
)

# The streams that a sync of the sales ledger needs; the connection check proves that these can be read.
CORE = (endpoints.INVOICES, endpoints.CONTACTS, endpoints.PAYMENTS)
