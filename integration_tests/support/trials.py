"""A trial: a history with syncs in it, each held against what a full refresh gives at that moment."""

from __future__ import annotations

import random
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.histories import CUSTOMERS, History, company
from integration_tests.support.reading import UNHEARD, SandboxTime, catalog, read_in_process
from integration_tests.support.warehouse import Table, Warehouse
from source_xero_revrec.source import SourceXeroRevrec
from source_xero_revrec.views.statements import VIEWS, views

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from integration_tests.support.reading import Reading
    from xero_sandbox import Sandbox

Row = dict[str, Any]
Sums = dict[tuple[str, str], Decimal]
CONTRACT, MAPPING = "invoice_equals_contract", "customer_name_mapping"
SHOWN = {
    "current_order_details": "order_details",
    "current_billing_schedule": "billing_schedule",
    "revrec_pending": "pending_data",
}
"""Each view and the stream that it shows."""
MAY_DIFFER = {"document_read_at", "reconciled_at", "hints"}
"""When a row was read or counted, and the names that looked like a pending contact's when it was."""
SYNCS = 4


class CustomerList:
    """The CRM's customers as they change between syncs: added, removed, renamed; some contacts never are one."""

    def __init__(self, seed: int) -> None:
        """Start with about half of the company's customers."""
        self._chance = random.Random(seed)
        self._names = {f"CRM-{number}": name for number, name in enumerate(CUSTOMERS[::2])}

    def change(self, contacts: Iterable[Mapping[str, Any]]) -> None:
        """Let the people who keep the CRM do up to two things."""
        names = sorted(contact["Name"] for contact in contacts if contact["Name"].startswith(CUSTOMERS))
        for _ in range(self._chance.randrange(3)):
            act = self._chance.choice(("add", "add", "remove", "rename", "follow"))
            known = self._chance.choice(sorted(self._names)) if self._names else ""
            free = [name for name in names if name not in self._names.values()]
            if act == "remove" and len(self._names) > 1:
                del self._names[known]
            elif act == "rename" and known:
                self._names[known] += " Ltd"
            elif free and (act == "add" or known):
                self._names[known if act == "follow" else f"CRM-{len(self._names)}-{free[0]}"] = free[0]

    def setting(self) -> Row:
        """Return the list as the configuration has it."""
        customers = [{"customer_id": identity, "name": name} for identity, name in self._names.items()]
        return {"source": "list", "customers": customers}


def trial(mode: str, seed: int, look: Callable[[Warehouse], None] = lambda _: None) -> int:
    """Live a history with a sync after each chapter and hold every sync against a full refresh.

    Returns the rows held; `look` is shown the warehouse at the end. Raises AssertionError with the seed and the story.
    """
    chance = random.Random(seed)
    with company() as xero:
        history, customers = History(xero, seed), CustomerList(seed)
        states: list[Row] = []
        warehouse: Warehouse | None = None
        held = 0
        for sync in range(SYNCS):
            history.live(chance.randint(10, 25))
            customers.change(xero.books.collection("Contacts").values())
            history.done.append(f"sync {sync}; the CRM has {customers.setting()['customers']}")
            config = configuration(xero, mode, customers)
            warehouse = warehouse or Warehouse(tables(xero, config, mode))
            reading = read(xero, config, warehouse, states)
            fresh = read(xero, config, warehouse, None)
            states = reading.states() or states
            try:
                load(warehouse, reading, fresh)
                held += sum(compare(warehouse, schema, mode) for schema in ("append", "dedup"))
                tie(warehouse, mode, "the table", warehouse.rows("SELECT * FROM dedup.control_totals"))
                up_to_date(warehouse)
            except AssertionError as difference:
                story = "\n".join(history.done)
                raise AssertionError(f"mode {mode}, seed {seed}, sync {sync}: {difference}\n{story}") from None
        if warehouse is not None:
            look(warehouse)
            warehouse.close()
    return held


def configuration(xero: Sandbox, mode: str, customers: CustomerList) -> Row:
    """Return the source's configuration of a mode, with a column from a tracking category."""
    modes = {CONTRACT: {"mode": CONTRACT}, MAPPING: {"mode": MAPPING, "crm": customers.setting()}}
    fields = [{"revrec_field": "Location", "xero_tracking_category": "Region"}]
    return xero.source_config(mode=modes[mode], custom_fields=fields)


def tables(xero: Sandbox, config: Row, mode: str) -> list[Table]:
    """Return the tables of the mode's views and of the control totals, as `discover` describes them."""
    source = SourceXeroRevrec(clock=SandboxTime(xero), randomness=random.Random(0))
    wanted = {SHOWN[view] for view in VIEWS[mode]} | {"control_totals"}
    offered = source.discover(UNHEARD, config).streams
    return [Table.of(vars(stream)) for stream in offered if stream.name in wanted]


def read(xero: Sandbox, config: Row, warehouse: Warehouse, states: list[Row] | None) -> Reading:
    """Read every table's stream: from the states, or with none given by full refresh through a fresh source."""
    mode = "full_refresh" if states is None else "incremental"
    reading = read_in_process(xero, config, catalog(*warehouse.tables, mode=mode), states)
    if reading.failure is not None:
        raise AssertionError(f"the {mode} read failed: {reading.errors() or reading.failure!r}")
    xero.clock.advance(0.004)
    return reading


def load(warehouse: Warehouse, reading: Reading, fresh: Reading) -> None:
    """Load a sync in both ways that an incremental sync is loaded, and the full refresh over the last one."""
    for stream in warehouse.tables:
        warehouse.append("append", stream, reading.records(stream))
        warehouse.append_dedup("dedup", stream, reading.records(stream))
        warehouse.overwrite("fresh", stream, fresh.records(stream))


def compare(warehouse: Warehouse, schema: str, mode: str, *, but: Collection[str] = ()) -> int:
    """Hold each view's rows against those of the full refresh, column by column; returns how many there were.

    Documents whose ids are in `but` are left out.
    """
    warehouse.run(views(schema, mode))
    held = 0
    for view in VIEWS[mode]:
        stream = SHOWN[view]
        expected = keyed(warehouse, stream, warehouse.rows(f"SELECT * FROM fresh.{stream}"))
        actual = keyed(warehouse, stream, warehouse.rows(f"SELECT * FROM {schema}.{view}"))
        expected, actual = (
            {key: row for key, row in rows.items() if row["document_id"] not in but} for rows in (expected, actual)
        )
        if stream == "pending_data":
            expected = {key: row for key, row in expected.items() if row["status"] == "Pending"}
        assert not [row for row in expected.values() if row.get("withdrawn")], "a full refresh withdraws nothing"
        missing, extra = sorted(expected.keys() - actual.keys()), sorted(actual.keys() - expected.keys())
        assert not missing, f"{schema}.{view} lacks {[expected[key] for key in missing]}"
        assert not extra, f"{schema}.{view} still shows {[actual[key] for key in extra]}"
        for key, row in expected.items():
            other = {name: (value, actual[key][name]) for name, value in row.items() if actual[key][name] != value}
            assert not other, f"{schema}.{view}, row {key}: (full refresh, shown) {other}"
        held += len(actual)
    return held


def keyed(warehouse: Warehouse, stream: str, rows: list[Row]) -> dict[tuple[Any, ...], Row]:
    """Return rows by their primary key, without what may differ."""
    key = warehouse.tables[stream].key
    found = {tuple(row[name] for name in key): {k: v for k, v in row.items() if k not in MAY_DIFFER} for row in rows}
    assert len(found) == len(rows), f"{stream} has a key twice"
    return found


def tie(warehouse: Warehouse, mode: str, which: str, totals: list[Row]) -> None:
    """Hold the completeness check of control totals, and its amounts against the views', by month and currency."""
    rows = [row for row in totals if row["check"] == "B1"]
    untied = [row["description"] for row in rows if row["status"] != "Ties"]
    assert rows, "there is no B1"
    assert not untied, f"B1 does not tie in {which}: {untied}"
    as_shown(warehouse, mode, which, rows)


def as_shown(warehouse: Warehouse, mode: str, which: str, rows: list[Row]) -> None:
    """Hold B1's amounts of rows and pending documents against the views', by month and currency."""
    emitted, pending = by_month(rows, "emitted_amount"), by_month(rows, "pending_amount")
    month = "SELECT STRFTIME({}, '%Y-%m') AS period, currency, SUM({}) AS amount FROM {}.{} GROUP BY ALL"
    for schema in ("append", "dedup"):
        sums = [("current_billing_schedule", "billing_date", "billing_amount", emitted)]
        if mode == CONTRACT:
            sums.append(("current_order_details", "order_start_date", "amount", emitted))
        else:
            sums.append(("revrec_pending", "document_date", "amount", pending))
        for view, day, amount, expected in sums:
            shown = by_month(warehouse.rows(month.format(day, amount, schema, view)), "amount")
            other = {key: (expected.get(key), shown.get(key)) for key in expected.keys() | shown.keys()}
            other = {key: pair for key, pair in other.items() if pair[0] != pair[1]}
            assert not other, f"{schema}.{view} by month and currency: (B1 in {which}, shown) {other}"


def up_to_date(warehouse: Warehouse, *, but: Collection[str] = ()) -> None:
    """Hold every control total of the full refresh against the table, where one that did not change was not sent.

    Months in `but` are left out.
    """
    fresh, table = (
        keyed(warehouse, "control_totals", warehouse.rows(f"SELECT * FROM {schema}.control_totals"))
        for schema in ("fresh", "dedup")
    )
    stale = {
        key: (row, table.get(key)) for key, row in fresh.items() if row["period"] not in but and row != table.get(key)
    }
    assert not stale, f"control totals are stale: (full refresh, table) {stale}"


def by_month(rows: list[Row], column: str) -> Sums:
    """Return the sums by month and currency that are not zero."""
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["period"], row["currency"]] += Decimal(str(row.get(column) or 0))
    return {key: amount.quantize(Decimal("0.01")) for key, amount in sums.items() if amount}
