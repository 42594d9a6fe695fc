"""A row of recognition_changes: cents that an open month makes up for in closed ones, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.recognition.months import period
from source_xero_revrec.rules.recognition.posted import Kind, journal_key
from source_xero_revrec.rules.recognition.rows import amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from source_xero_revrec.rules.recognition.changes import Change
    from source_xero_revrec.rules.recognition.rows import Row


def change_row(
    month: int,
    change: Change,
    *,
    accounts: Mapping[str, tuple[str, str]],
    fields: Mapping[str, str],
    options: Mapping[str, str],
    currency: str,
) -> Row:
    """Return what an entry of a month makes up for.

    `accounts`, `fields` and `options` are as for the lines of entries; `currency` is the base currency.
    """
    account, tracking = change.place
    chosen = dict(tracking)
    document = change.document
    about: Row = {}
    if document:
        about = {
            "document_id": document.document_id,
            "document_number": document.number or None,
            "document_type": document.type or None,
            "document_status": document.status or None,
            "document_date": document.date,
            "contact_name": document.contact or None,
            "order_item_number": change.item_number,
        }
    return {
        "period": period(month),
        "closed_period": period(month - 1),
        "journal_entry_id": journal_key(period(month), Kind.PRIOR),
        "reason": change.reason.value,
        **about,
        "changed_journal_entry_id": change.key or None,
        "before": change.before or None,
        "after": change.after or None,
        "account_code": account,
        "account_name": accounts.get(account, ("", ""))[0] or None,
        **{column: options.get(chosen.get(category, "")) for column, category in fields.items()},
        "home_amount": amount(change.amount),
        "home_currency": currency,
    }
