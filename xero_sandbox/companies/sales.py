"""The demo company's sales: monthly rounds of subscriptions, written and paid in many ways."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from xero_sandbox.companies.service_periods import after_months, write_period
from xero_sandbox.companies.setup import CUSTOMERS, PRODUCT_LINES, REGIONS

if TYPE_CHECKING:
    from xero_sandbox.books.people import Person
    from xero_sandbox.books.records import Record
    from xero_sandbox.companies.diary import Diary

FIRST_MONTH = date(2025, 1, 1)
MONTHS = 18
SALES_A_MONTH = 13
LEGACY_UNTIL = 12
"""Month from which the option Legacy Print is archived."""

_PLANS = (
    ("Platform Pro, 12 seats", "1188.00", "210"),
    ("Platform Team", "349.3750", "210"),
    ("Analytics add-on", "99.95", "210"),
    ("Premium support", "612.40", "210"),
    ("Abonnement \u201cGr\u00f6\u00dfe L\u201d \U0001f680", "75.33", "210"),
)


class Sales:
    """Plans the sales of every month in a diary."""

    def __init__(self, person: Person, diary: Diary) -> None:
        """Act as this person, at the diary's instants."""
        self._person = person
        self._diary = diary

    def plan(self) -> None:
        """Plan all months."""
        for month in range(MONTHS):
            for slot in range(SALES_A_MONTH):
                day = after_months(FIRST_MONTH, month) + timedelta(days=(slot * 5 + month) % 27)
                self._diary.plan(day, partial(self._sell, month, slot, day))

    def _sell(self, month: int, slot: int, day: date) -> None:
        currency = {3: "USD", 7: "EUR"}.get(slot)
        status = "AUTHORISED"
        if slot == 11:
            status = "DRAFT" if month % 3 else "SUBMITTED"
        invoice = self._person.create_invoice(
            CUSTOMERS[(month + slot) % len(CUSTOMERS)],
            self._lines(month, slot, day),
            day,
            due_date=day + timedelta(days=20),
            currency=currency,
            line_amount_types={5: "Inclusive", 9: "NoTax"}.get(slot, "Exclusive"),
            status=status,
            reference=f"PO {2000 + month * 20 + slot}" if slot % 4 == 0 else None,
        )
        if invoice["Status"] == "AUTHORISED" and slot % 3 == 0:
            self._person.mark_sent(invoice["InvoiceID"])
        self._afterwards(month, slot, day, invoice["InvoiceID"])

    def _afterwards(self, month: int, slot: int, day: date, identifier: str) -> None:
        person, plan = self._person, self._diary.plan
        paid = day + timedelta(days=14 + (month * 7 + slot * 3) % 25)
        if slot == 11:
            if month % 3 == 1:
                plan(day + timedelta(days=2), partial(person.delete, identifier))
            elif month % 3 == 0 and month < MONTHS - 3:
                plan(day + timedelta(days=3), partial(person.approve, identifier))
        elif slot == 9 and month % 4 == 2:
            plan(day + timedelta(days=6), partial(person.void, identifier))
        elif slot == 10 and month % 3 == 0:
            plan(day + timedelta(days=4), partial(person.edit_invoice_lines, identifier, self._lines(month, 0, day)))
        elif slot == 6:
            plan(paid, partial(person.pay_invoice, identifier, "50.00", paid))
        elif slot != 8:
            plan(paid, partial(person.pay_invoice, identifier, None, paid, reference=f"Thanks {month:02d}-{slot:02d}"))

    def _lines(self, month: int, slot: int, day: date) -> list[Record]:
        name, price, account = _PLANS[(month + slot) % len(_PLANS)]
        text = f"{name} {write_period(month + slot * 5, day)}".strip()
        tracking = [{"Name": "Region", "Option": REGIONS[(month + slot) % 4]}] if slot % 3 else []
        if slot % 2:
            options = PRODUCT_LINES if month < LEGACY_UNTIL else PRODUCT_LINES[:-1]
            tracking.append({"Name": "Product Line", "Option": options[(month * 3 + slot) % len(options)]})
        first: Record = {
            "Description": text,
            "Quantity": 1,
            "UnitAmount": price,
            "AccountCode": account,
            "Tracking": tracking,
        }
        return [first, *self._more_lines(month, slot, day)]

    def _more_lines(self, month: int, slot: int, day: date) -> list[Record]:
        """Return what makes a slot special: discounts, items, text, credit, rounding."""
        sold = {"AccountCode": "200"}
        outage = "Credit for last month\u2019s outage"
        usage = f"Usage {write_period(2, day)}"
        zero_rated = {"Description": "Zero rated export", "UnitAmount": "25.63", "TaxType": "ZERORATED"}
        cases: dict[int, list[Record]] = {
            1: [{"Description": usage, "Quantity": "13.5", "UnitAmount": "0.1275", **sold}],
            2: [{"Description": "Seats", "Quantity": 3, "UnitAmount": "49.99", "DiscountRate": "12.5", **sold}],
            4: [{"ItemCode": "ONBOARD", "Quantity": "0.5"}, {"ItemCode": "GW-200", "Quantity": 2}],
            6: [{"Description": "Thank you for your business \u2013 n\u0101 mihi nui!"}],
            8: [{"Description": outage, "Quantity": -1, "UnitAmount": "15.05", **sold}],
            9: [{"ItemCode": "ANALYTICS", "DiscountAmount": "9.95"}],
            10: [{"Description": "Rounding", "UnitAmount": "-0.02", "AccountCode": "860", "TaxType": "NONE"}],
            12: [
                {"Description": write_period(month, day) or "Set-up", "UnitAmount": "25.06", **sold},
                {**zero_rated, **sold},
            ],
        }
        return cases.get(slot, [])
