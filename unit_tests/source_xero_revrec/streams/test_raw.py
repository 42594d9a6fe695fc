"""The raw streams are a drop-in for Airbyte's source-xero."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from airbyte_cdk.models import SyncMode

from source_xero_revrec.streams.raw import RAW_STREAMS, journal_columns
from source_xero_revrec.streams.stream import CollectionStream
from xero_api import endpoints

# Name, key and cursor of each of its 21 streams (version 2.1.5).
AIRBYTES_SOURCE_XERO = [
    ("accounts", "AccountID", "UpdatedDateUTC"),
    ("bank_transactions", "BankTransactionID", "UpdatedDateUTC"),
    ("bank_transfers", "BankTransferID", "CreatedDateUTC"),
    ("branding_themes", "BrandingThemeID", ""),
    ("contact_groups", "ContactGroupID", ""),
    ("contacts", "ContactID", "UpdatedDateUTC"),
    ("credit_notes", "CreditNoteID", "UpdatedDateUTC"),
    ("currencies", "Code", ""),
    ("employees", "EmployeeID", "UpdatedDateUTC"),
    ("invoices", "InvoiceID", "UpdatedDateUTC"),
    ("items", "ItemID", "UpdatedDateUTC"),
    ("manual_journals", "ManualJournalID", "UpdatedDateUTC"),
    ("organisations", "OrganisationID", ""),
    ("overpayments", "OverpaymentID", "UpdatedDateUTC"),
    ("payments", "PaymentID", "UpdatedDateUTC"),
    ("prepayments", "PrepaymentID", "UpdatedDateUTC"),
    ("purchase_orders", "PurchaseOrderID", "UpdatedDateUTC"),
    ("repeating_invoices", "RepeatingInvoiceID", ""),
    ("tax_rates", "Name", ""),
    ("tracking_categories", "TrackingCategoryID", ""),
    ("users", "UserID", "UpdatedDateUTC"),
]


def offered(name: str, *, several: bool = False) -> CollectionStream:
    """Return a stream as `discover` describes it; nothing is asked of Xero."""
    (raw,) = (stream for stream in RAW_STREAMS if stream.name == name)
    organisations = cast("Any", None)
    return CollectionStream(
        raw, organisations, logging.getLogger("airbyte"), several=several, start=datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(("name", "key", "cursor"), AIRBYTES_SOURCE_XERO)
def test_name_key_and_cursor_are_those_of_airbytes_source_xero(name: str, key: str, cursor: str) -> None:
    """Whoever comes from Airbyte's source-xero keeps tables, keys and sync modes."""
    described = offered(name).as_airbyte_stream()

    assert described.source_defined_primary_key == [[key]]
    assert described.default_cursor_field == ([cursor] if cursor else None)
    assert (SyncMode.incremental in (described.supported_sync_modes or [])) is bool(cursor)
    assert described.source_defined_cursor in (True, None if not cursor else True)


def test_streams_have_distinct_names_and_read_distinct_collections() -> None:
    """No collection is read twice under two names."""
    assert len({raw.name for raw in RAW_STREAMS}) == len(RAW_STREAMS)
    assert len({raw.endpoint.path for raw in RAW_STREAMS}) == len(RAW_STREAMS)
    assert len(AIRBYTES_SOURCE_XERO) == 21


@pytest.mark.parametrize(("name", "field"), [("tax_rates", "Name"), ("currencies", "Code")])
def test_a_key_that_organisations_may_share_grows_by_the_organisation(name: str, field: str) -> None:
    """Two organisations both have the currency NZD; with several, the organisation is part of the key."""
    assert offered(name, several=True).primary_key == [["tenant_id"], [field]]
    assert offered("invoices", several=True).primary_key == [["InvoiceID"]]


def test_only_bank_transfers_have_a_cursor_and_are_read_whole() -> None:
    """They have a cursor for source-xero's sake, and Xero cannot tell which of them changed."""
    by_number = endpoints.Order.BY_NUMBER
    whole = {
        raw.name
        for raw in RAW_STREAMS
        if raw.cursor and not raw.endpoint.modified_since and raw.endpoint.order is not by_number
    }

    assert whole == {"bank_transfers"}


@pytest.mark.parametrize(
    ("narration", "entry", "correction"),
    [
        ("Revenue recognition January 2026 [RevRec JE-0001]", "JE-0001", 0),
        ("Revenue recognition January 2026 [RevRec JE-0001 correction 2]", "JE-0001", 2),
        ("Revenue [RevRec Jul25%20Comm]", "Jul25 Comm", 0),
        ("Reversal: Revenue [RevRec JE-0001]", None, None),
        ("Depreciation", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_the_raw_stream_tells_the_journal_entry(
    narration: str | None, entry: str | None, correction: int | None
) -> None:
    """Null where no key was written, or where a person reversed the journal."""
    assert journal_columns({"Narration": narration}) == {"journal_entry_id": entry, "journal_correction": correction}
