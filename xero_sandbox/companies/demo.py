"""Deterministic demo companies, built by a person's actions over their past."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from xero_sandbox.books.books import Books
from xero_sandbox.companies.diary import Diary
from xero_sandbox.companies.events import Events
from xero_sandbox.companies.purchases import Purchases
from xero_sandbox.companies.sales import Sales
from xero_sandbox.companies.service_periods import after_months, write_period
from xero_sandbox.companies.setup import set_up

if TYPE_CHECKING:
    from collections.abc import Callable

LAST_DAY = date(2026, 6, 30)


def demo_company(now: Callable[[], datetime]) -> Books:
    """Return Demo Company (Global): New Zealand, NZD with USD and EUR, documents of 2025-01-01 to 2026-06-30.

    Every instant lies near its document's day and at least a day before now; afterwards `now` stamps changes.
    """
    diary = Diary(now() - timedelta(days=1))
    books = Books(seed=20250101, now=diary.now)
    set_up(books.person)
    Sales(books.person, diary).plan()
    Purchases(books.person, diary).plan()
    Events(books.person, diary).plan()
    diary.live(LAST_DAY)
    books.person.close_period(date(2024, 12, 31))
    books.now = now
    return books


def empty_company(now: Callable[[], datetime]) -> Books:
    """Return the demo company before its first document: chart, contacts, currencies, tracking and items.

    It was set up a day before now; afterwards `now` stamps changes.
    """
    books = Books(seed=20250101, now=lambda: now() - timedelta(days=1))
    set_up(books.person)
    books.now = now
    return books


def second_company(now: Callable[[], datetime]) -> Books:
    """Return a small organisation in the United Kingdom: GBP, one tracking category, about forty documents."""
    diary = Diary(now() - timedelta(days=1))
    books = Books(seed=20250202, now=diary.now, name="Second Example Ltd (UK)", base_currency="GBP", country="GB")
    person = books.person
    person.create_tracking_category("Department", ("Sales", "Delivery"))
    person.invite_user("Uma", "Keeper", "STANDARD", subscriber=True)
    person.create_branding_theme("Standard")
    for name in ("Thames Bakery", "Llan\u00b4s Books", "Border Power", "\u00c9cosse Tours"):
        person.create_contact(name)
    for place in range(36):
        day = after_months(date(2025, 1, 1), place // 2) + timedelta(days=place % 2 * 9)
        diary.plan(day, partial(_trade, books, diary, place, day))
    diary.live(LAST_DAY)
    books.now = now
    return books


def _trade(books: Books, diary: Diary, place: int, day: date) -> None:
    buys = place % 6 == 5
    line = {
        "Description": f"Hosting {write_period(place, day)}".strip(),
        "Quantity": 1,
        "UnitAmount": f"{80 + place}.35",
        "AccountCode": "445" if buys else "200",
        "Tracking": [{"Name": "Department", "Option": ("Sales", "Delivery")[place % 2]}],
    }
    contact = "Border Power" if buys else ("Thames Bakery", "Llan\u00b4s Books", "\u00c9cosse Tours")[place % 3]
    invoice = books.person.create_invoice(
        contact, [line], day, type="ACCPAY" if buys else "ACCREC", number=f"BP{place}" if buys else None
    )
    if place % 4:
        paid = day + timedelta(days=21)
        diary.plan(paid, partial(books.person.pay_invoice, invoice["InvoiceID"], None, paid))
    elif place % 8 == 0:
        credit = books.person.create_credit_note(contact, [line | {"UnitAmount": "10.00"}], day)
        books.person.allocate_credit_note(credit["CreditNoteID"], invoice["InvoiceID"], "12.00")
