"""A company, the connection that reads it sync by sync, and the warehouse that shows what came."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.reading import api_calls, catalog, read_in_process
from integration_tests.support.warehouse import Table, Warehouse
from source_xero_revrec.config import read_config
from source_xero_revrec.ledger.streams import revrec_streams
from source_xero_revrec.views.statements import views

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Self

    from integration_tests.support.reading import Reading
    from xero_sandbox import Sandbox

Row = dict[str, Any]
CONTRACT, MAPPING = "invoice_equals_contract", "customer_name_mapping"
STREAMS = {
    CONTRACT: ("customers", "products", "order_details", "billing_schedule", "recon_errors", "control_totals"),
    MAPPING: ("customers", "products", "billing_schedule", "pending_data", "recon_errors", "control_totals"),
}
"""The RevRec streams of each mode, all of which every sync reads."""
DAY = date(2026, 3, 10)
YEAR = "Platform Pro 01/02/2026 - 31/01/2027"
FEBRUARY, JANUARY = date(2026, 2, 1), date(2027, 1, 31)
"""The first and the last day of YEAR."""


class Scene:
    """One connection of one company; every sync goes on from the state of the one before.

    Each sync is loaded by append and by append_dedup, and whatever is looked at must be the same in both.
    """

    def __init__(self, xero: Sandbox, *, raw: Sequence[str] = (), **options: Any) -> None:  # noqa: ANN401 - any option
        """Configure the connection, with raw streams beside RevRec's where some are named."""
        self.xero = xero
        self.options = options
        self.calls = 0
        """How many calls the latest sync made."""
        self.states: list[Row] = []
        self._mode: str = options.get("mode", {}).get("mode", CONTRACT)
        self._streams = (*raw, *STREAMS[self._mode])
        offered = revrec_streams(read_config(self.config(), xero.clock.now().date()).ledger_settings())
        self._warehouse = Warehouse([Table.of(vars(stream.as_airbyte_stream())) for stream in offered])

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the warehouse."""
        self._warehouse.close()

    def config(self) -> Row:
        """Return the connection's configuration as it is now."""
        return self.xero.source_config(**self.options)

    def try_sync(self, *only: str) -> Reading:
        """Read incrementally and load what came, whether or not the read succeeded; all streams, or `only` some."""
        return self._read(only or self._streams)

    def sync(self, *only: str, **changed: Any) -> Reading:  # noqa: ANN401 - any option
        """Read incrementally, with options changed for good, and load what came; a failed read fails the test."""
        self.options |= changed
        reading = self.try_sync(*only)
        assert reading.failure is None, reading.errors() or reading.failure
        return reading

    def break_off(self, *, after_states: int = 0, **changed: Any) -> None:  # noqa: ANN401 - any option
        """Read incrementally and load every record; whoever reads goes away before the states that cover them.

        States of before, which only say what is about to be told, are kept, and so are so many of those at the end.
        """
        self.options |= changed
        left = [after_states]

        def on_message(message: Row) -> bool:
            if message["type"] == "STATE" and not _is_under_way(message):
                left[0] -= 1
            return left[0] >= 0

        self._read(self._streams, on_message)

    def _read(self, streams: Sequence[str], on_message: Callable[[Row], bool] = lambda _: True) -> Reading:
        before = api_calls(self.xero)
        reading = read_in_process(self.xero, self.config(), catalog(*streams), self.states, on_message=on_message)
        if reading.messages and not on_message(reading.messages[-1]):
            reading.messages.pop()
        self.calls = api_calls(self.xero) - before
        kept = {_name(state): state for state in (*self.states, *reading.states())}
        self.states = list(kept.values())
        for stream in STREAMS[self._mode]:
            self._load(stream, reading.records(stream))
        for schema in ("append", "dedup"):
            self._warehouse.run(views(schema, self._mode))
        # Whatever is done next, Xero stamps later than this sync.
        self.xero.clock.advance(2)
        return reading

    def full_refresh(self) -> Reading:
        """Read everything anew; nothing is loaded."""
        reading = read_in_process(self.xero, self.config(), catalog(*self._streams, mode="full_refresh"))
        assert reading.failure is None, reading.errors() or reading.failure
        return reading

    def look(self, query: str) -> list[Row]:
        """Return what a query gives where the tables were deduplicated; `{schema}` is where the tables are."""
        return self._warehouse.rows(query.format(schema="dedup"))

    def orders(self, document: Mapping[str, Any], *columns: str) -> list[Any]:
        """Return the current order rows of a document by item number: the row, or the named columns of it."""
        return self._current("current_order_details", document, "order_item_number", columns)

    def billing(self, document: Mapping[str, Any], *columns: str) -> list[Any]:
        """Return the current billing rows of a document by billing id: the row, or the named columns of it."""
        return self._current("current_billing_schedule", document, "billing_id", columns)

    def pending(self, *columns: str) -> list[Any]:
        """Return what waits for a customer, by document number: the row, or the named columns of it."""
        return self._same("SELECT * FROM {schema}.revrec_pending ORDER BY document_number", columns)

    def totals(self, check: str, **where: str) -> list[Row]:
        """Return the control totals of a check as the warehouse has them, without months that no longer exist."""
        query = f"SELECT * FROM {{schema}}.control_totals WHERE \"check\" = '{check}' ORDER BY period, currency"
        rows = self.look(query)
        return [row for row in rows if all(row[name] == value for name, value in where.items())]

    def findings(self, document: Mapping[str, Any], *columns: str) -> list[Any]:
        """Return the findings on a document as the warehouse has them."""
        query = f"SELECT * FROM {{schema}}.recon_errors WHERE document_id = '{identity(document)}' ORDER BY \"check\""
        return [_picked(row, columns) for row in self.look(query)]

    def _load(self, stream: str, records: Sequence[Row]) -> None:
        self._warehouse.append("append", stream, records)
        self._warehouse.append_dedup("dedup", stream, records)

    def _current(self, view: str, document: Mapping[str, Any], order: str, columns: Sequence[str]) -> list[Any]:
        query = f"SELECT * FROM {{schema}}.{view} WHERE document_id = '{identity(document)}' ORDER BY {order}"
        return self._same(query, columns)

    def _same(self, query: str, columns: Sequence[str]) -> list[Any]:
        appended, deduplicated = (self._warehouse.rows(query.format(schema=each)) for each in ("append", "dedup"))
        assert appended == deduplicated
        return [_picked(row, columns) for row in deduplicated]


def sell(xero: Sandbox, *lines: Row, contact: str = "Basket Case", day: date = DAY, **more: Any) -> Row:  # noqa: ANN401
    """Let a person create and approve a sales invoice."""
    return xero.act("create_invoice", contact=contact, lines=lines or [line()], date=day, **more)


def credit(xero: Sandbox, *lines: Row, contact: str = "Basket Case", day: date = DAY, **more: Any) -> Row:  # noqa: ANN401
    """Let a person create and approve a credit note to a customer."""
    return xero.act("create_credit_note", contact=contact, lines=lines or [line()], date=day, **more)


def line(amount: str = "1200.00", text: str = YEAR, account: str = "200", **more: object) -> Row:
    """Return a line of one piece, net of tax, without tax unless told otherwise."""
    coded = {} if "ItemCode" in more else {"AccountCode": account}
    return {"Description": text, "Quantity": "1", "UnitAmount": amount, "TaxType": "NONE", **coded, **more}


def crm_list(*names: str) -> Row:
    """Return the mode that maps these customers by name, each with an id made of its name."""
    customers = [{"customer_id": f"CRM-{name.replace(' ', '-')}", "name": name} for name in names]
    return {"mode": MAPPING, "crm": {"source": "list", "customers": customers}}


class CrmFile:
    """A CSV file that the CRM writes anew whenever its customers change."""

    def __init__(self, path: Path) -> None:
        """Write to this path."""
        self._path = path

    def __call__(self, *names: str) -> Row:
        """Write the customers and return the mode that reads them."""
        rows = [f'CRM-{name.replace(" ", "-")},"{name}"' for name in names]
        self._path.write_text("\n".join(["Customer ID,Customer Name", *rows]), encoding="utf-8")
        return {"mode": MAPPING, "crm": {"source": "file", "location": str(self._path)}}


def amounts(*texts: str) -> list[Decimal]:
    """Return amounts as the warehouse has them."""
    return [Decimal(text) for text in texts]


def whole(totals: list[Row]) -> Row:
    """Return B1's row of Xero's own counts, which has neither month nor currency."""
    (row,) = (row for row in totals if not row["period"])
    return row


def identity(document: Mapping[str, Any]) -> str:
    """Return the id of an invoice or a credit note."""
    found: str = document["InvoiceID"] if "InvoiceID" in document else document["CreditNoteID"]
    return found


def _picked(row: Row, columns: Sequence[str]) -> Any:  # noqa: ANN401 - a row, a value or several
    if not columns:
        return row
    values = tuple(row[name] for name in columns)
    return values if len(values) > 1 else values[0]


def _is_under_way(message: Row) -> bool:
    return all("under_way" in fields for fields in message["state"]["stream"]["stream_state"].values())


def _name(state: Row) -> str:
    name: str = state["stream"]["stream_descriptor"]["name"]
    return name
