"""A trial whose syncs are broken off, or read some streams alone, while credit notes change hands without a stamp.

Invoices and credit notes also take each other's numbers and give them up, and what decides all rows changes.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

from integration_tests.support.histories import ACCOUNTS, History, company
from integration_tests.support.reading import catalog, read_in_process
from integration_tests.support.trials import (
    CustomerList,
    compare,
    configuration,
    load,
    read,
    tables,
    tie,
    up_to_date,
)
from integration_tests.support.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from integration_tests.support.reading import Reading
    from xero_sandbox import Sandbox

Row = dict[str, Any]
SYNCS = 5
LONGEST = 60
"""Messages after which a sync is broken off at the latest."""
_ANOTHER = "/A"


class CreditHistory(History):
    """People who apply credit notes, take them off, move them and refund them, and leave little else as it was."""

    def __init__(self, xero: Sandbox, seed: int) -> None:
        """Work in this company."""
        super().__init__(xero, seed)
        self._acts |= {
            self._allocate: 9,
            self._unallocate: 4,
            self._refund: 3,
            self._remove_payment: 3,
            self._move: 6,
            self._refund_instead: 6,
            self._give_away: 5,
            self._take_number: 4,
            self._renumber: 5,
            self._rename_option: 2,
            self._reclassify: 1,
            self._move_year: 1,
        }

    def _taken_off(self) -> tuple[Row, Row]:
        """Take an allocation off its credit note; returns the note and what was applied."""
        notes = [note for note in self._xero.books.collection("CreditNotes").values() if note["Allocations"]]
        note = self._chance.choice(notes)
        allocation = self._chance.choice(note["Allocations"])
        self._act("unallocate", credit_note_id=note["CreditNoteID"], allocation_id=allocation["AllocationID"])
        return note, allocation

    def _move(self) -> Row:
        note, allocation = self._taken_off()
        open_ = [
            invoice
            for invoice in self._found("Invoices", "AUTHORISED", type="ACCREC")
            if invoice["Contact"] is note["Contact"] and invoice["CurrencyCode"] == note["CurrencyCode"]
        ]
        invoice = self._chance.choice(open_)
        amount = min(allocation["Amount"], invoice["AmountDue"])
        return self._act(
            "allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount=amount
        )

    def _refund_instead(self) -> Row:
        note, _ = self._taken_off()
        return self._act("refund_credit_note", id=note["CreditNoteID"])

    def _give_away(self) -> Row:
        """Let another contact have the invoice that lost its credit."""
        _, allocation = self._taken_off()
        contact = self._chance.choice(self._customers())["ContactID"]
        return self._act("edit_invoice", id=allocation["Invoice"]["InvoiceID"], contact=contact)

    def _take_number(self) -> Row:
        """Write a credit note with the number of an invoice."""
        number = self._chance.choice(self._found("Invoices", "AUTHORISED", type="ACCREC"))["InvoiceNumber"]
        document = self._document(self._lines(selling=False, accounts=("200",)))
        return self._act("create_credit_note", **document, number=number)

    def _renumber(self) -> Row:
        """Give a document a number of its own, preferably one that shares its number, or the one back that it had."""
        kinds = ("Invoice", "CreditNote")
        numbers = {kind: [each[f"{kind}Number"] for each in self._documents(kind)] for kind in kinds}
        shared = set(numbers["Invoice"]) & set(numbers["CreditNote"])
        kind = self._chance.choice(kinds)
        column = f"{kind}Number"
        document = self._chance.choice(
            [each for each in self._documents(kind) if each[column] in shared or _was(each[column]) != each[column]]
        )
        self._act("edit_invoice", id=document[f"{kind}ID"], reference=self._chance.choice(self._references))
        number = _was(document[column])
        while number in numbers[kind]:
            number += _ANOTHER
        document[column] = number
        return document

    def _rename_option(self) -> Row:
        """Call an option of Region otherwise, or as it was, which shows on documents and stamps none."""
        categories = self._xero.books.collection("TrackingCategories").values()
        (region,) = (each for each in categories if each["Name"] == "Region")
        name = self._chance.choice(region["Options"])["Name"]
        called = _was(name) if _was(name) != name else f"{name}{_ANOTHER}"
        return self._act("rename_tracking_option", category="Region", option=name, name=called)

    def _reclassify(self) -> Row:
        """Make an account one of another class, or what it was."""
        accounts = [each for each in self._xero.books.collection("Accounts").values() if each.get("Code") in ACCOUNTS]
        account = self._chance.choice(accounts)
        account["Class"] = "REVENUE" if account["Class"] == "LIABILITY" else "LIABILITY"
        return account

    def _move_year(self) -> Row:
        """Let the financial year end with another month."""
        organisation = self._xero.books.organisation
        organisation["FinancialYearEndMonth"] = 9 if organisation["FinancialYearEndMonth"] != 9 else 3
        return organisation

    def _documents(self, kind: str) -> list[Row]:
        return list(self._xero.books.collection(f"{kind}s").values())


def _was(number: str) -> str:
    """Return the number that a document had before it got another."""
    return number.partition(_ANOTHER)[0]


class Connection:
    """What the platform keeps of a company's syncs: the latest state of each stream, and the warehouse."""

    def __init__(self, xero: Sandbox, warehouse: Warehouse) -> None:
        """Begin with neither states nor rows."""
        self._xero = xero
        self._states: dict[str, Row] = {}
        self.warehouse = warehouse

    def part(self, config: Row, streams: Sequence[str], messages: int) -> None:
        """Read some streams, up to so many messages (0: all of them), and keep what came."""
        known = [state for name, state in self._states.items() if name in streams]
        reading = read_in_process(self._xero, config, catalog(*streams), known, on_message=_up_to(messages))
        if reading.failure is not None:
            raise AssertionError(f"the read of {streams} failed: {reading.errors() or reading.failure!r}")
        self._xero.clock.advance(0.004)
        for stream in streams:
            self.warehouse.append("append", stream, reading.records(stream))
            self.warehouse.append_dedup("dedup", stream, reading.records(stream))
        self._keep(reading)

    def whole(self, config: Row) -> None:
        """Read all streams, and a full refresh beside it."""
        reading = read(self._xero, config, self.warehouse, list(self._states.values()))
        load(self.warehouse, reading, read(self._xero, config, self.warehouse, None))
        self._keep(reading)

    def _keep(self, reading: Reading) -> None:
        self._states |= {state["stream"]["stream_descriptor"]["name"]: state for state in reading.states()}


def interrupted(mode: str, seed: int) -> Counter[str]:
    """Live a history whose whole syncs are held against full refreshes, whatever other syncs came before them.

    Returns what was done. Raises AssertionError with the seed and the story.
    """
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    with company() as xero:
        history, customers = CreditHistory(xero, seed), CustomerList(seed)
        warehouse = Warehouse(tables(xero, configuration(xero, mode, customers), mode))
        connection, every = Connection(xero, warehouse), list(warehouse.tables)
        for sync in range(SYNCS):
            history.live(chance.randint(6, 16))
            customers.change(xero.books.collection("Contacts").values())
            config = configuration(xero, mode, customers)
            for what, streams, messages in (
                ("syncs of some streams", chance.sample(every, chance.randint(1, len(every))), 0),
                ("syncs broken off", every, chance.randint(1, LONGEST)),
            ):
                if chance.random() < 0.5:
                    # Later than a walk looks back, or at once.
                    xero.clock.advance(chance.choice((0.1, 60.0)))
                    history.done.append(f"{what}: {', '.join(streams)}, {messages} messages")
                    connection.part(config, streams, messages)
                    done[what] += 1
                    history.live(chance.randint(0, 8))
            history.done.append(f"sync {sync}; the CRM has {customers.setting()['customers']}")
            connection.whole(config)
            try:
                done["rows"] += sum(compare(warehouse, schema, mode) for schema in ("append", "dedup"))
                tie(warehouse, mode, "the table", warehouse.rows("SELECT * FROM dedup.control_totals"))
                up_to_date(warehouse)
            except AssertionError as difference:
                story = "\n".join(history.done)
                raise AssertionError(f"mode {mode}, seed {seed}, sync {sync}: {difference}\n{story}") from None
            done["syncs"] += 1
        warehouse.close()
    return done


def _up_to(messages: int) -> Callable[[Row], bool]:
    """Return what goes away after so many messages, 0: never."""
    left = [messages]

    def on_message(_: Row) -> bool:
        left[0] -= 1
        return left[0] != 0

    return on_message
