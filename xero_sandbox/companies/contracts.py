"""Contracts over time, how each is invoiced, and what happens to its invoices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from xero_sandbox.companies.contract import Contract
from xero_sandbox.companies.credits import Credits
from xero_sandbox.companies.service_periods import after_months, end_after, write_days
from xero_sandbox.companies.setup import REGIONS

if TYPE_CHECKING:
    from random import Random

    from xero_sandbox.books.people import Person
    from xero_sandbox.books.records import Record
    from xero_sandbox.companies.diary import Diary

FIRST_DAY, LAST_DAY = date(2023, 7, 1), date(2026, 6, 30)
CUSTOMERS = 12
"""As many as a company has when nobody asks for more: each kind of contract in each currency."""
_YEAR = 12
_CURRENCIES = ("NZD", "NZD", "USD", "EUR")
_FIRST_DAYS = (1, 1, 15, 31, 10, 29)
"""Days of the month on which terms begin; the last of a shorter month where it has no such day."""


@dataclass(frozen=True, slots=True)
class _Period:
    """A period of a contract, its number there and among all invoices, and the date of its invoice."""

    contract: Contract
    number: int
    place: int
    start: date
    end: date
    day: date


class Contracts:
    """Plans contracts and their invoices in a diary."""

    def __init__(self, person: Person, diary: Diary, chance: Random) -> None:
        """Act as this person, at the diary's instants; `chance` decides amounts and days."""
        self._person = person
        self._diary = diary
        self._chance = chance
        self._credits = Credits(person, diary)
        self._invoices = 0
        self._set_ups = 0

    def plan(self, customers: list[str]) -> None:
        """Give each customer contracts, and plan their invoices."""
        for place, customer in enumerate(customers):
            for contract in self._of(place, customer):
                self._plan_invoices(contract)

    def _of(self, place: int, customer: str) -> list[Contract]:
        """Return a customer's contracts: way A (835, 836) and way B (200, 210) by turns, every kind within six."""
        straight = (place + place // len(_CURRENCIES)) % 2 == 0
        day = _FIRST_DAYS[place % len(_FIRST_DAYS)]
        month = after_months(FIRST_DAY, place * 5 % 12)
        begins = min(month + timedelta(days=day - 1), end_after(month, 1))
        licence, support = ("835", "836") if straight else ("210", "200")
        currency, region = _CURRENCIES[place % len(_CURRENCIES)], REGIONS[place % len(REGIONS)]

        def contract(name: str, account: str, months: int, about: int, *, in_arrears: bool = False) -> Contract:
            price = self._chance.randint(about // 2, about * 3 // 2)
            return Contract(customer, name, account, months, price, begins, currency, region, in_arrears)

        found = [contract("Platform licence", licence, _YEAR, 600_000)]
        if place % 3 == 0:
            found.append(contract("Support", support, 3, 90_000))
        if place % 3 == 1:
            found.append(contract("Usage", "210", 1, 20_000, in_arrears=True))
        if place % 6 == 5:
            found.append(contract("Maintenance", "836", 6, 80_000))
        return found

    def _plan_invoices(self, contract: Contract) -> None:
        number = 0
        while True:
            start = after_months(contract.begins, number * contract.months)
            end = end_after(contract.begins, (number + 1) * contract.months)
            # Every fourth period in arrears is invoiced two months late, every other one in advance a week early.
            late = 60 if number % 4 == 3 else 3
            day = end + timedelta(days=late) if contract.in_arrears else start - timedelta(days=number % 2 * 7)
            if day > LAST_DAY:
                return
            self._invoices += 1
            self._plan_invoice(_Period(contract, number, self._invoices, start, end, max(day, FIRST_DAY)))
            number += 1

    def _plan_invoice(self, period: _Period) -> None:
        """Plan an invoice; every ninth is written weeks after the date that it bears."""
        written_on = period.day + timedelta(days=40) if period.place % 9 == 4 else period.day
        self._diary.plan(written_on, partial(self._invoice, period))

    def _invoice(self, period: _Period) -> None:
        contract, place, day = period.contract, period.place, period.day
        lines = [_line(contract, period.start, period.end, contract.price, place + period.number)]
        if period.number == 0:
            lines.append(self._set_up(contract, day))
        if place % 8 == 3:
            lines.append(_plain(contract, "Travel and expenses", 4_000 + place * 7))
        if place % 10 == 6:
            lines.append(_plain(contract, "Loyalty discount", -contract.price // 20))
        invoice = self._sell(contract, lines, day)
        identifier = invoice["InvoiceID"]
        if place % 13 == 7:
            self._diary.plan(day + timedelta(days=9), partial(self._person.void, identifier))
        elif place % 11 == 5:
            self._plan_edit(period, identifier, lines)
        elif place % 4 == 2:
            self._credits.plan(contract, invoice, lines[0], day)
        else:
            if contract.months == _YEAR and place % 2:
                self._plan_upgrade(period)
            paid = day + timedelta(days=20 + place % 15)
            self._diary.plan(paid, partial(self._person.pay_invoice, identifier, None, paid))

    def _sell(self, contract: Contract, lines: list[Record], day: date) -> Record:
        return self._person.create_invoice(
            contract.customer,
            lines,
            day,
            due_date=day + timedelta(days=20),
            currency=contract.currency,
            line_amount_types="Inclusive" if contract.name == "Support" else "Exclusive",
        )

    def _plan_edit(self, period: _Period, identifier: str, lines: list[Record]) -> None:
        """Plan a second thought, weeks later: another price, another account, another day, or other dates."""
        contract, later = period.contract, period.day + timedelta(days=35)
        other = {"UnitAmount": f"{contract.price * 9 // 10 / 100:.2f}"}
        coded = {"AccountCode": "835" if contract.account != "835" else "210"}
        moved = {"Description": _text(contract, later, after_months(later, 6), period.place)}
        thoughts = (
            partial(self._person.edit_invoice, identifier, date=period.day + timedelta(days=33)),
            *(
                partial(self._person.edit_invoice_lines, identifier, [lines[0] | change, *lines[1:]])
                for change in (other, coded, moved)
            ),
        )
        self._diary.plan(later, thoughts[period.place // 11 % len(thoughts)])

    def _plan_upgrade(self, period: _Period) -> None:
        """Plan more seats in mid-term: what is left of the term at the new price, and the old price back."""
        contract, start, end = period.contract, period.start, period.end
        day = start + timedelta(days=100 + period.place % 60)
        left = (end - day).days + 1
        back = -contract.price * left // ((end - start).days + 1)
        # The negative line has no dates of its own.
        lines = [
            _line(contract, day, end, -back * 3 // 2, period.place),
            _plain(contract, f"Unused part of {contract.name}", back),
        ]
        self._diary.plan(day, partial(self._sell, contract, lines, day))

    def _set_up(self, contract: Contract, day: date) -> Record:
        """Return a set-up fee: by item, with its day, or in words alone."""
        self._set_ups += 1
        line = _plain(contract, "Set-up", 95_000) | {"AccountCode": "200"}
        dated = {"Description": f"Set-up {write_days(self._set_ups, day, day)}"}
        return line | ({"ItemCode": "SETUP"}, dated, {})[self._set_ups % 3]


def _line(contract: Contract, start: date, end: date, price: int, writing: int) -> Record:
    return _plain(contract, _text(contract, start, end, writing), price)


def _text(contract: Contract, start: date, end: date, writing: int) -> str:
    return f"{contract.name} {write_days(writing, start, end)}"


def _plain(contract: Contract, text: str, price: int) -> Record:
    return {
        "Description": text,
        "Quantity": 1,
        "UnitAmount": f"{price / 100:.2f}",
        "AccountCode": contract.account,
        "TaxType": "OUTPUT2" if contract.currency == "NZD" else "NONE",
        "Tracking": [{"Name": "Region", "Option": contract.region}],
    }
