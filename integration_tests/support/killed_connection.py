"""A connection whose syncs of RevRec's streams are killed at random."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integration_tests.support.reading import catalog, read_in_process
from integration_tests.support.scene import STREAMS
from integration_tests.support.trials import CustomerList, configuration
from integration_tests.support.warehouse import Table, Warehouse
from source_xero_revrec.config import read_config
from source_xero_revrec.ledger.streams import revrec_streams

if TYPE_CHECKING:
    import random

    from integration_tests.support.reading import Reading
    from xero_sandbox import Sandbox

Row = dict[str, Any]
RAW = ("invoices", "credit_notes", "contacts")


class Connection:
    """A connection whose syncs are killed at random and whose platform keeps what it likes of them."""

    def __init__(self, xero: Sandbox, mode: str, chance: random.Random, customers: CustomerList) -> None:
        """Read into an empty warehouse."""
        self.streams = list(STREAMS[mode])
        self._xero, self._mode, self._chance, self._customers = xero, mode, chance, customers
        self._states: dict[str, Row] = {}
        offered = revrec_streams(read_config(self.config(), xero.clock.now().date()).ledger_settings())
        self.warehouse = Warehouse([Table.of(vars(stream.as_airbyte_stream())) for stream in offered])

    def config(self) -> Row:
        """Return the configuration with the CRM as it is now."""
        return configuration(self._xero, self._mode, self._customers)

    def attempt(self) -> None:
        """Sync some of the streams, beside some raw ones, and be killed more often than not.

        A destination may keep rows that no state covers, and the platform may have got fewer states than were sent.
        """
        some = [name for name in self.streams if self._chance.random() < 0.6] or self.streams
        chosen = self.streams if self._chance.random() < 0.5 else some
        kill_at = self._chance.randint(1, 250) if self._chance.random() < 0.75 else None
        reading = self._read(chosen, kill_at)
        states = [message["state"] for message in reading.messages if message["type"] == "STATE"]
        for name in chosen:
            sent = [state for state in states if state["stream"]["stream_descriptor"]["name"] == name]
            kept = self._chance.randint(0, len(sent)) if kill_at else len(sent)
            if kept:
                self._states[name] = sent[kept - 1]
            if kill_at is None or self._chance.random() < 0.5:
                self._load(reading, [name])
            else:
                self._load(reading, [name], before=sent[kept - 1] if kept else None)

    def sync(self) -> Reading:
        """Sync all streams to the end."""
        reading = self._read(self.streams, None)
        self._load(reading, self.streams)
        return reading

    def _read(self, chosen: list[str], kill_at: int | None) -> Reading:
        left = [kill_at]

        def go_on(_: Row) -> bool:
            if left[0] is not None:
                left[0] -= 1
            return left[0] is None or left[0] > 0

        raw = [name for name in RAW if self._chance.random() < 0.3]
        names = [*raw, *chosen] if self._chance.random() < 0.5 else [*chosen, *raw]
        reading = read_in_process(
            self._xero, self.config(), catalog(*names), list(self._states.values()), on_message=go_on
        )
        assert reading.failure is None, reading.errors() or reading.failure
        self._xero.clock.advance(self._chance.choice((0.004, 2, 30)))
        return reading

    def _load(self, reading: Reading, names: list[str], *, before: Row | None = None) -> None:
        messages = reading.messages
        if before is not None:
            messages = messages[: next(at for at, message in enumerate(messages) if message.get("state") is before)]
        for name in names:
            rows = [m["record"]["data"] for m in messages if m["type"] == "RECORD" and m["record"]["stream"] == name]
            self.warehouse.append("append", name, rows)
            self.warehouse.append_dedup("dedup", name, rows)
