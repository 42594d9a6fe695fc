"""RevRec's streams: names, keys, cursors and schemas; what is in them is read by SalesLedger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from airbyte_cdk.sources.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from source_xero_revrec.ledger.settings import LedgerSettings, Mode

_TENANT = "tenant_id"
_READ = "document_read_at"
_OF_ORDERS = ("order_number", "order_item_number")


@dataclass(frozen=True)
class StreamKind:
    """What is fixed about one of RevRec's streams, whatever the configuration says.

    `key` and `cursor` are columns; `mode` is the only one that offers it, None: both do. `remembers` names what its
    state holds beside the places of the walks. Custom fields, where it has any, stand before the column that is named.
    One that `recognises` is offered only where revenue is recognised here.
    """

    key: tuple[str, ...]
    cursor: str
    mode: Mode | None = None
    remembers: tuple[str, ...] = ()
    custom_fields_before: str = ""
    recognises: bool = False


# Two documents may bear one number, and an item an account's code: neither must hide the other.
REVREC_STREAMS: Mapping[str, StreamKind] = {
    "customers": StreamKind((_TENANT, "customer_id"), "read_at", remembers=("customers",)),
    "products": StreamKind((_TENANT, "product_code", "product_rule"), "read_at", remembers=("products",)),
    "order_details": StreamKind(
        (_TENANT, *_OF_ORDERS, "document_id"),
        _READ,
        mode="invoice_equals_contract",
        custom_fields_before="amount",
    ),
    "billing_schedule": StreamKind((_TENANT, "billing_id"), _READ, custom_fields_before="service_start_date"),
    "revenue_schedule": StreamKind(
        (_TENANT, "document_id", "order_item_number", "period"), _READ, mode="invoice_equals_contract", recognises=True
    ),
    "pending_data": StreamKind((_TENANT, "document_id"), _READ, mode="customer_name_mapping", remembers=("pending",)),
    "recon_errors": StreamKind((_TENANT, "document_id", "check"), "checked_at", remembers=("findings",)),
    "control_totals": StreamKind(
        (_TENANT, "check", "period", "currency"),
        "reconciled_at",
        remembers=("tally", "sent", "sent_documents", "stale", "searched", "newest", "advances"),
    ),
}
"""RevRec's streams, in the order in which its tables refer to each other."""


class RevrecStream(Stream):
    """One of RevRec's streams; `rows` counts what it gave in this sync."""

    def __init__(self, name: str, settings: LedgerSettings) -> None:
        """Describe a stream as the settings make it."""
        self._name = name
        self._kind = REVREC_STREAMS[name]
        self._settings = settings
        self.rows = 0

    @cached_property
    def name(self) -> str:
        """Return the stream's name."""
        return self._name

    @property
    def primary_key(self) -> list[list[str]]:
        """Return the columns that tell rows apart in all organisations."""
        return [[column] for column in self._kind.key]

    @property
    def cursor_field(self) -> str:
        """Return the column that tells which of two rows with one key is newer."""
        return self._kind.cursor

    @property
    def state(self) -> Mapping[str, Any]:
        """Return nothing: the ledger keeps the state of all its streams. That it is here makes them incremental."""
        return {}

    def get_json_schema(self) -> Mapping[str, Any]:  # type: ignore[override] # the CDK's is cached
        """Return the columns, a custom field's among them, without orders' where orders come from the CRM."""
        schema = dict(super().get_json_schema())
        columns: dict[str, Any] = {}
        for name, column in schema["properties"].items():
            if name == self._kind.custom_fields_before:
                columns |= self._custom_fields()
            if self._name == "billing_schedule" and name in _OF_ORDERS and not self._settings.orders_from_invoices:
                continue
            columns[name] = column
        return {**schema, "properties": columns}

    def _custom_fields(self) -> dict[str, Any]:
        return {
            field.column: {
                "type": ["null", "string"],
                "description": f"RevRec's {field.revrec_field}: the line's option of the tracking category "
                f"{field.xero_tracking_category}.",
            }
            for field in self._settings.custom_fields
        }

    def read_records(self, *_: Any, **__: Any) -> Iterable[Mapping[str, Any]]:  # noqa: ANN401
        """Refuse: the streams of one ledger are read together."""
        raise TypeError("RevrecStream is read by SalesLedger")


def revrec_streams(settings: LedgerSettings) -> list[RevrecStream]:
    """Return the streams of the configured mode."""
    return [
        RevrecStream(name, settings)
        for name, kind in REVREC_STREAMS.items()
        if kind.mode in (None, settings.mode) and not (kind.recognises and settings.recognition is None)
    ]
