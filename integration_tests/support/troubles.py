"""A troubled trial: documents break and are mended, an organisation fails, changes come without a stamp."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

from integration_tests.support.histories import History, company
from integration_tests.support.reading import catalog, read_in_process
from integration_tests.support.trials import (
    CustomerList,
    as_shown,
    compare,
    configuration,
    load,
    read,
    tables,
    up_to_date,
)
from integration_tests.support.warehouse import Warehouse
from source_xero_revrec.views.statements import views
from xero_sandbox.books import BooksError

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

Row = dict[str, Any]
SYNCS = 6
BREAKS = (
    ("Contact", ""),
    ("Status", '"FROZEN"'),
    ("CurrencyCode", "{}"),
    ("LineItems.0.LineAmount", "null"),
    ("LineAmountTypes", "[7]"),
    ("LineItems", '{"0": []}'),
    ("Total", "9" * 40),
    ("Contact.Name", r'"half \ud83d"'),
)
"""Fields of a document and what Xero sends in their place, none of which hides its month or its net total."""
FAILURES = (
    ("forbidden_organisation", "*"),
    ("server_error", "*"),
    ("server_error", "Invoices"),
    ("server_error", "CreditNotes"),
    ("server_error", "Contacts"),
    ("rate_day", "CreditNotes"),
)
UNTOLD = ("changed", "without rows", "no rows any more")


class Troubles:
    """What befalls a company between its syncs."""

    def __init__(self, xero: Sandbox, chance: random.Random) -> None:
        """Begin with everything in order."""
        self._xero = xero
        self._chance = chance
        self._broken: dict[str, tuple[str, str, str]] = {}
        self.counts: Counter[str] = Counter()

    def befall(self) -> None:
        """Break documents or mend them, and change one without a stamp."""
        if self._broken and self._chance.random() < 0.5:
            mended = self._chance.choice(sorted(self._broken))
            del self._broken[mended]
            self.counts["documents mended"] += 1
        if self._chance.random() < 0.5:
            self._break()
        if self._chance.random() < 0.6:
            self._change_unseen()
        self.mangle()

    def mangle(self) -> None:
        """Send every broken document as it is broken, and answer everything else as ever."""
        self._xero.clear_faults()
        for known, (endpoint, path, text) in self._broken.items():
            self._xero.fault("mangled_field", endpoint, record=known, path=path, text=text)

    def fail(self) -> None:
        """Let the organisation fail until it is mangled anew."""
        fault, endpoint = self._chance.choice(FAILURES)
        self._xero.fault(fault, endpoint)

    def mend_all(self) -> None:
        """Mend what is broken."""
        self.counts["documents mended"] += len(self._broken)
        self._broken = {}
        self.mangle()

    def _break(self) -> None:
        endpoint, id_field = self._chance.choice((("Invoices", "InvoiceID"), ("CreditNotes", "CreditNoteID")))
        records = [
            each
            for each in self._xero.books.collection(endpoint).values()
            if each["Type"] in ("ACCREC", "ACCRECCREDIT")
        ]
        if records:
            self._broken[self._chance.choice(records)[id_field]] = (endpoint, *self._chance.choice(BREAKS))
            self.counts["documents broken"] += 1

    def _change_unseen(self) -> None:
        sold = [
            each
            for each in self._xero.books.collection("Invoices").values()
            if each["Type"] == "ACCREC" and each["Status"] == "AUTHORISED" and each["AmountDue"] == each["Total"] != 0
        ]
        if not sold:
            return
        # The older half: what was touched since the last sync is read anyway.
        sold.sort(key=lambda each: each["UpdatedDateUTC"])
        invoice = self._chance.choice(sold[: 1 + len(sold) // 2])
        stamp = invoice["UpdatedDateUTC"]
        line = {
            "Description": "Unseen",
            "UnitAmount": f"{self._chance.randint(1_000, 99_999)}.37",
            "AccountCode": "200",
        }
        try:
            self._xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=[line])
        except BooksError:
            return
        invoice["UpdatedDateUTC"] = stamp
        self.counts["unseen changes"] += 1


def troubled(mode: str, seed: int) -> Counter[str]:
    """Live a history with troubles between its syncs, and hold every sync that ends against a full refresh.

    A document whose rows are not what Xero shows must be named by a B1 that does not tie, and be right one sync later;
    everything else must be equal at once. What B1 says was sent is what the views show, always. Returns counts of what
    was done and seen. Raises AssertionError with the seed and the story.
    """
    chance = random.Random(seed)
    with company() as xero:
        trial = _Trial(xero, mode, seed, chance)
        try:
            for sync in range(SYNCS):
                trial.go_on(last=sync == SYNCS - 1)
        except AssertionError as difference:
            story = "\n".join(trial.history.done)
            raise AssertionError(f"mode {mode}, seed {seed}: {difference}\n{story}") from None
        finally:
            trial.close()
        return trial.troubles.counts


class _Trial:
    def __init__(self, xero: Sandbox, mode: str, seed: int, chance: random.Random) -> None:
        self._xero, self._mode, self._chance = xero, mode, chance
        self.history, self._customers = History(xero, seed), CustomerList(seed)
        self.troubles = Troubles(xero, chance)
        self._states: list[Row] = []
        self._warehouse: Warehouse | None = None
        self._stale: set[str] = set()

    def close(self) -> None:
        if self._warehouse is not None:
            self._warehouse.close()

    def go_on(self, *, last: bool) -> None:
        self.history.live(self._chance.randint(8, 20))
        self._customers.change(self._xero.books.collection("Contacts").values())
        self._xero.clock.advance(self._chance.choice((0.1, 60.0, 60.0)))
        self.troubles.befall()
        if last:
            self.troubles.mend_all()
        config = configuration(self._xero, self._mode, self._customers)
        self._warehouse = self._warehouse or Warehouse(tables(self._xero, config, self._mode))
        if not last and self._chance.random() < 0.4:
            self._fail(config, self._warehouse)
        self.history.done.append("sync")
        reading = read(self._xero, config, self._warehouse, self._states)
        fresh = read(self._xero, config, self._warehouse, None)
        self._states = _kept(self._states, reading.states())
        load(self._warehouse, reading, fresh)
        self.troubles.counts["syncs"] += 1
        self._hold(self._warehouse)

    def _fail(self, config: Row, warehouse: Warehouse) -> None:
        self.history.done.append("a sync that fails")
        self.troubles.fail()
        reading = read_in_process(self._xero, config, catalog(*warehouse.tables), self._states)
        self.troubles.mangle()
        assert reading.failure is not None, "an organisation failed without a word"
        self._states = _kept(self._states, reading.states())
        for stream in warehouse.tables:
            warehouse.append("append", stream, reading.records(stream))
            warehouse.append_dedup("dedup", stream, reading.records(stream))
        self.troubles.counts["syncs that failed"] += 1
        self._xero.clock.advance(0.004)
        if self._chance.random() < 0.5:
            self.history.live(self._chance.randint(0, 5))

    def _hold(self, warehouse: Warehouse) -> None:
        for schema in ("append", "dedup"):
            warehouse.run(views(schema, self._mode))
        totals = [row for row in warehouse.rows("SELECT * FROM dedup.control_totals") if row["check"] == "B1"]
        as_shown(warehouse, self._mode, "the table", totals)
        untied = [row for row in totals if row["status"] != "Ties"]
        assert {row["reason"] for row in untied} <= {"STALE"}, [row["description"] for row in untied]
        stale = self._named(untied)
        again = stale & self._stale
        assert not again, f"still stale one sync later: {again}"
        self._stale = stale
        for schema in ("append", "dedup"):
            self.troubles.counts["rows"] += compare(warehouse, schema, self._mode, but=stale)
        up_to_date(warehouse, but={"", *(row["period"] for row in untied)} if stale else ())
        self.troubles.counts["stale documents named"] += len(stale)
        self.troubles.counts["documents held"] += sum(row["held_count"] or 0 for row in totals)

    def _named(self, untied: list[Row]) -> set[str]:
        """Return the ids of the documents that B1 names."""
        told = " ".join(row["description"] for row in untied)
        return {
            each[id_field]
            for endpoint, id_field, number in (
                ("Invoices", "InvoiceID", "InvoiceNumber"),
                ("CreditNotes", "CreditNoteID", "CreditNoteNumber"),
            )
            for each in self._xero.books.collection(endpoint).values()
            if any(f"{each[number]} ({why})" in told for why in UNTOLD)
        }


def _kept(before: list[Row], now: list[Row]) -> list[Row]:
    """Return the last state of each stream, as Airbyte keeps them."""
    named = {state["stream"]["stream_descriptor"]["name"]: state for state in (*before, *now)}
    return list(named.values())
