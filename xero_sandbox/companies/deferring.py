"""A company that sells services over time: three years of everything that deferred revenue is made of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from xero_sandbox.books.books import Books
from xero_sandbox.companies.contracts import CUSTOMERS, FIRST_DAY, LAST_DAY, Contracts
from xero_sandbox.companies.diary import Diary
from xero_sandbox.companies.setup import REGIONS

if TYPE_CHECKING:
    from collections.abc import Callable


def deferring_company(now: Callable[[], datetime], customers: int = CUSTOMERS, seed: int = 1) -> Books:
    """Return a company with this many customers, NZD with USD and EUR, documents of July 2023 to June 2026.

    Lines are annual, quarterly, in arrears, at once or without a period; they are coded to revenue (200, 210) or
    straight to a liability (835, 836). There are upgrades, credits of every kind, voids, edits, late and backdated
    invoices. Nothing is locked and no journal of recognition is made. `seed` decides amounts and days.
    """
    diary = Diary(now() - timedelta(days=1), datetime(FIRST_DAY.year, 1, 1, tzinfo=UTC))
    books = Books(seed=20250404, now=diary.now, name="Deferring Company (Global)")
    person = books.person
    for code in ("USD", "EUR"):
        person.add_currency(code)
    person.create_tracking_category("Region", REGIONS)
    person.create_branding_theme("Standard")
    person.create_account("836", "Deferred Support")
    person.create_item("SETUP", "Set-up", "950.00", account="200")
    names = [f"Subscriber {place:02d}" for place in range(1, customers + 1)]
    for name in names:
        person.create_contact(name)
    Contracts(person, diary, Random(seed)).plan(names)  # noqa: S311 - a past that repeats
    for day, lines, status in (
        (date(2024, 3, 31), (("835", "120.00"), ("200", "-120.00")), "POSTED"),
        (date(2025, 3, 31), (("835", "75.50"), ("200", "-75.50")), "DRAFT"),
    ):
        journal = [{"AccountCode": account, "LineAmount": amount} for account, amount in lines]
        diary.plan(day, partial(person.create_manual_journal, f"By hand, {day:%B %Y}", journal, day, status=status))
    diary.live(LAST_DAY)
    books.now = now
    return books
