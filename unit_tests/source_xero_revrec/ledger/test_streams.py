"""The streams that each mode offers, with the keys, cursors and columns that a destination needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from airbyte_cdk.models import SyncMode
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from source_xero_revrec.ledger.streams import RevrecStream, revrec_streams
from unit_tests.source_xero_revrec.made_organisation import mapping, options

if TYPE_CHECKING:
    from source_xero_revrec.options import RevrecOptions

REGION = [{"revrec_field": "Sales Region", "xero_tracking_category": "Region"}]
BOTH = pytest.mark.parametrize("chosen", [options(custom_fields=REGION), mapping(custom_fields=REGION)])


def columns(stream: RevrecStream) -> list[str]:
    """Return the columns of a stream."""
    return list(stream.get_json_schema()["properties"])


def offered(chosen: RevrecOptions) -> dict[str, RevrecStream]:
    """Return the streams of the mode by name."""
    return {stream.name: stream for stream in revrec_streams(chosen.ledger_settings())}


def test_invoices_that_are_contracts_give_orders() -> None:
    """And nothing waits for a customer."""
    names = ["customers", "products", "order_details", "billing_schedule", "recon_errors", "control_totals"]

    assert names == list(offered(options()))


def test_with_orders_from_the_crm_documents_may_be_pending() -> None:
    """And no order is made of an invoice."""
    names = ["customers", "products", "billing_schedule", "pending_data", "recon_errors", "control_totals"]

    assert names == list(offered(mapping()))


@BOTH
def test_keys_and_cursors_are_columns(chosen: RevrecOptions) -> None:
    """Every stream can be merged by key and ordered by cursor, in all organisations at once."""
    for stream in revrec_streams(chosen.ledger_settings()):
        keys = [column for (column,) in stream.primary_key]
        assert keys[0] == "tenant_id"
        assert {*keys, stream.cursor_field} <= set(columns(stream))


@BOTH
def test_every_stream_is_incremental_and_can_be_refreshed(chosen: RevrecOptions) -> None:
    """With a cursor that the source defines."""
    for stream in revrec_streams(chosen.ledger_settings()):
        described = stream.as_airbyte_stream()
        assert described.supported_sync_modes == [SyncMode.full_refresh, SyncMode.incremental]
        assert described.source_defined_cursor
        assert described.default_cursor_field == [stream.cursor_field]
        Draft7Validator.check_schema(described.json_schema)


def test_custom_fields_are_columns_where_lines_are() -> None:
    """Where the template has them: before the amount, and before the service dates; described by their category."""
    streams = offered(options(custom_fields=REGION))

    for name, after in (("order_details", "amount"), ("billing_schedule", "service_start_date")):
        found = columns(streams[name])
        assert found[found.index("sales_region") + 1] == after
        described = streams[name].get_json_schema()["properties"]["sales_region"]
        assert described["type"] == ["null", "string"]
        assert "Region" in described["description"]
    assert [name for name, stream in streams.items() if "sales_region" in columns(stream)] == [
        "order_details",
        "billing_schedule",
    ]


def test_billing_without_orders_has_no_columns_of_orders() -> None:
    """Rows are tied to the customer instead."""
    with_orders, without = (set(columns(offered(each)["billing_schedule"])) for each in (options(), mapping()))

    assert with_orders - without == {"order_number", "order_item_number"}


def test_an_order_row_is_known_by_its_document_too() -> None:
    """Two documents may bear one number, and one must never hide the other."""
    assert ["document_id"] in offered(options())["order_details"].primary_key


def test_a_stream_is_not_read_on_its_own() -> None:
    """One pass over the documents gives the rows of all of them."""
    stream, *_ = revrec_streams(options().ledger_settings())

    with pytest.raises(TypeError, match="SalesLedger"):
        stream.read_records()
    assert stream.state == {}
