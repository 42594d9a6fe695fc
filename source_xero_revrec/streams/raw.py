"""The raw streams that are offered: names, keys and cursors are those of Airbyte's source-xero, then our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from revrec_journals.key import JournalKey
from xero_api import endpoints

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

UPDATED = "UpdatedDateUTC"


def journal_columns(journal: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is added to a manual journal: its Journal Entry Id, and the number of the correction."""
    narration = journal.get("Narration")
    key = JournalKey.found_in(narration) if isinstance(narration, str) else None
    return {
        "journal_entry_id": key.journal_entry_id if key else None,
        "journal_correction": key.correction if key else None,
    }


def _nothing(_: Mapping[str, Any]) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class RawStream:
    """One collection of Xero as a stream; `cursor` is empty where Xero cannot tell what changed.

    `added` gives the columns of ours that stand behind Xero's own. `own_key` names the columns that tell rows apart
    where they are no records of Xero's.
    """

    name: str
    endpoint: endpoints.Endpoint
    cursor: str = ""
    added: Callable[[Mapping[str, Any]], dict[str, Any]] = _nothing
    own_key: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """Return the columns that tell the records of one organisation apart."""
        return self.own_key or (self.endpoint.id_field,)

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
    RawStream("manual_journals", endpoints.MANUAL_JOURNALS, UPDATED, journal_columns),
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
    RawStream("trial_balance", endpoints.TRIAL_BALANCE, own_key=("tenant_id", "Date", "AccountID")),
)

# The streams that a sync of the sales ledger needs; the connection check proves that these can be read.
CORE = (endpoints.INVOICES, endpoints.CONTACTS, endpoints.PAYMENTS)
