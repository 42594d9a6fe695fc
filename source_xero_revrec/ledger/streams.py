"""RevRec's streams: names, keys, cursors and schemas; what is in them is read by SalesLedger."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from airbyte_cdk.sources.streams import Stream

from source_xero_revrec.rules.identifiers import column_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from source_xero_revrec.options import RevrecOptions

READ = "document_read_at"
_TENANT = "tenant_id"

# Two documents may bear one number, and an item an account's code: neither must hide the other.
KEYS = {
    "customers": (_TENANT, "customer_id"),
    "products": (_TENANT, "product_code", "product_rule"),
    "order_details": (_TENANT, "order_number", "order_item_number", "document_id"),
    "billing_schedule": (_TENANT, "billing_id"),
    "pending_data": (_TENANT, "document_id"),
    "recon_errors": (_TENANT, "document_id", "check"),
    "control_totals": (_TENANT, "check", "period", "currency"),
}
CURSORS = {
    "customers": "read_at",
    "products": "read_at",
    "order_details": READ,
    "billing_schedule": READ,
    "pending_data": READ,
    "recon_errors": "checked_at",
    "control_totals": "reconciled_at",
}
_OF_ONE_MODE = {"order_details": "invoice_equals_contract", "pending_data": "customer_name_mapping"}
_WITH_CUSTOM_FIELDS = {"order_details": "amount", "billing_schedule": "service_start_date"}
_OF_ORDERS = ("order_number", "order_item_number")


class RevrecStream(Stream):
    """One of RevRec's streams; `rows` counts what it gave in this sync."""

    def __init__(self, name: str, options: RevrecOptions) -> None:
        """Describe a stream as the options make it."""
        self._name = name
        self._options = options
        self.rows = 0

    @cached_property
    def name(self) -> str:
        """Return the stream's name."""
        return self._name

    @property
    def primary_key(self) -> list[list[str]]:
        """Return the columns that tell rows apart in all organisations."""
        return [[column] for column in KEYS[self._name]]

    @property
    def cursor_field(self) -> str:
        """Return the column that tells which of two rows with one key is newer."""
        return CURSORS[self._name]

    @property
    def state(self) -> Mapping[str, Any]:
        """Return nothing: the ledger keeps the state of all its streams. That it is here makes them incremental."""
        return {}

    def get_json_schema(self) -> Mapping[str, Any]:  # type: ignore[override] # the CDK's is cached
        """Return the columns, a custom field's among them, without orders' where orders come from the CRM."""
        schema = dict(super().get_json_schema())
        columns: dict[str, Any] = {}
        for name, column in schema["properties"].items():
            if name == _WITH_CUSTOM_FIELDS.get(self._name):
                columns |= self._custom_fields()
            if self._name == "billing_schedule" and name in _OF_ORDERS and not self._options.orders_from_invoices:
                continue
            columns[name] = column
        return {**schema, "properties": columns}

    def _custom_fields(self) -> dict[str, Any]:
        return {
            column_name(field.revrec_field): {
                "type": ["null", "string"],
                "description": f"RevRec's {field.revrec_field}: the line's option of the tracking category "
                f"{field.xero_tracking_category}.",
            }
            for field in self._options.custom_fields
        }

    def read_records(self, *_: Any, **__: Any) -> Iterable[Mapping[str, Any]]:  # noqa: ANN401
        """Refuse: the streams of one ledger are read together."""
        raise TypeError("RevrecStream is read by SalesLedger")


def revrec_streams(options: RevrecOptions) -> list[RevrecStream]:
    """Return the streams of the configured mode, in the order in which RevRec's tables refer to each other."""
    return [
        RevrecStream(name, options) for name in KEYS if _OF_ONE_MODE.get(name, options.mode.mode) == options.mode.mode
    ]
