"""The demo company's bills, bank lines and batches."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from xero_sandbox.companies.sales import FIRST_MONTH, MONTHS
from xero_sandbox.companies.service_periods import after_months, write_period

if TYPE_CHECKING:
    from xero_sandbox.books.people import Person
    from xero_sandbox.books.records import Record
    from xero_sandbox.companies.diary import Diary

CLEANING_UNTIL = 9
"""Month from which the account Cleaning is archived."""

# Supplier, number (the same every month for some), gross amount, account, text
_BILLS = (
    ("PowerDirect", "RPT445-1", "108.6000", "445", "Power"),
    ("Central Copiers", "", "163.5600", "453", "Copier lease"),
    ("MCO Cleaning Services", "RPT408-1", "150.0000", "408", "Office cleaning"),
    ("Net Connect", "RPT489-1", "54.1300", "489", "Monthly Internet"),
    ("Truxton Property Management", "Rent", "1181.2500", "469", "Rent"),
    ("Swanston Security", "SW-{:03d}", "59.5400", "412", "Site monitoring"),
    ("Gateway Motors", "AP-{:03d}", "411.3500", "449", "Lease of van"),
)


class Purchases:
    """Plans the purchases of every month in a diary."""

    def __init__(self, person: Person, diary: Diary) -> None:
        """Act as this person, at the diary's instants."""
        self._person = person
        self._diary = diary
        self._held: list[str] = []

    def plan(self) -> None:
        """Plan all months."""
        for month in range(MONTHS):
            first = after_months(FIRST_MONTH, month)
            for slot in range(len(_BILLS)):
                day = first + timedelta(days=(slot * 3 + month) % 26)
                self._diary.plan(day, partial(self._buy, month, slot, day))
            self._diary.plan(first + timedelta(days=27), partial(self._bank, month, first + timedelta(days=27)))

    def _buy(self, month: int, slot: int, day: date) -> None:
        supplier, number, *_ = _BILLS[slot]
        foreign = slot == 6
        bill = self._person.create_invoice(
            supplier,
            [_line(month, slot, day)],
            day,
            due_date=day + timedelta(days=10),
            currency="USD" if foreign else None,
            line_amount_types="Exclusive" if foreign else "Inclusive",
            type="ACCPAY",
            status="DRAFT" if slot == 5 and month % 6 == 5 else "AUTHORISED",
            number=number.format(month + 1),
        )
        paid = day + timedelta(days=12)
        if slot == 1 and month % 6 == 3:
            self._diary.plan(day + timedelta(days=1), partial(self._person.void, bill["InvoiceID"]))
        elif slot in (2, 3):
            self._hold(month, bill["InvoiceID"], day)
        elif bill["Status"] == "AUTHORISED" and not (slot == 1 and month % 5 == 4):
            self._diary.plan(paid, partial(self._person.pay_invoice, bill["InvoiceID"], None, paid))

    def _hold(self, month: int, identifier: str, day: date) -> None:
        """Pay the cleaners and the internet by batch, every second month."""
        held = self._held
        held.append(identifier)
        if len(held) == 4:
            paid = day + timedelta(days=9)
            batch = partial(self._person.pay_batch, tuple(held), paid, reference=f"Batch {month:02d}")
            self._diary.plan(paid, batch)
            held.clear()

    def _bank(self, month: int, day: date) -> None:
        person = self._person
        person.create_bank_transaction(
            "Bank West",
            [{"Description": "Account fees", "Quantity": 1, "UnitAmount": "15.00", "AccountCode": "404"}],
            day,
            reference="Fee",
        )
        if month % 3 == 0:
            person.create_bank_transaction(
                "Capital Cab Co",
                [{"Description": "Taxi", "Quantity": 1, "UnitAmount": "24.50", "AccountCode": "493"}],
                day,
                reference=f"Eft {month}",
            )
        if month % 4 == 1:
            person.create_bank_transaction(
                "Bank West",
                [{"Description": "Interest", "Quantity": 1, "UnitAmount": "3.17", "AccountCode": "270"}],
                day,
                type="RECEIVE",
            )


def _line(month: int, slot: int, day: date) -> Record:
    _, _, price, account, text = _BILLS[slot]
    line: Record = {
        "Description": f"{text} {write_period(month + slot, day)}".strip(),
        "Quantity": 1,
        "UnitAmount": price,
        "AccountCode": "429" if account == "408" and month >= CLEANING_UNTIL else account,
    }
    if slot % 2 == 0:
        line["Tracking"] = [{"Name": "Region", "Option": "North" if month % 2 else "South"}]
    return line
