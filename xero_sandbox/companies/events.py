"""What happened once at the demo company: credit, advances, journals, quotes, orders and second thoughts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from xero_sandbox.companies.service_periods import write_period

if TYPE_CHECKING:
    from xero_sandbox.books.people import Person
    from xero_sandbox.books.records import Record
    from xero_sandbox.companies.diary import Diary


def _line(text: str, price: str, account: str = "210", **more: object) -> Record:
    return {"Description": text, "Quantity": 1, "UnitAmount": price, "AccountCode": account, **more}


class Events:
    """Plans the single events in a diary."""

    def __init__(self, person: Person, diary: Diary) -> None:
        """Act as this person, at the diary's instants."""
        self._person = person
        self._diary = diary

    def plan(self) -> None:
        """Plan all of them."""
        plan, person = self._diary.plan, self._person
        for place in range(12):
            plan(date(2025, 2, 9) + timedelta(days=place * 40), partial(self._credit_note, place))
        for day, happening in (
            (date(2025, 3, 31), self._manual_journals),
            (date(2025, 4, 15), self._advances),
            (date(2025, 5, 20), self._payment_taken_back),
            (date(2025, 6, 10), self._supplier_credit),
            (date(2025, 9, 2), self._linked_expense),
            (date(2025, 11, 5), self._foreign_credit),
            (date(2026, 2, 12), self._advances),
            (date(2026, 3, 31), self._manual_journals),
        ):
            plan(day, partial(happening, day))
        for place, statuses in enumerate(
            ((), ("SENT",), ("SENT", "ACCEPTED"), ("SENT", "DECLINED"), ("SENT", "INVOICED"))
        ):
            plan(date(2025, 3, 5) + timedelta(days=90 * place), partial(self._quote, place, statuses))
        for place, statuses in enumerate(((), ("SUBMITTED",), ("AUTHORISED",), ("AUTHORISED", "BILLED"), ("DELETED",))):
            plan(date(2025, 4, 7) + timedelta(days=80 * place), partial(self._purchase_order, place, statuses))
        plan(date(2025, 7, 1), self._repeating)
        plan(
            date(2025, 8, 4),
            partial(person.transfer, "090", self._savings(), "5000.00", date(2025, 8, 4), reference="Reserve"),
        )
        plan(date(2025, 10, 1), partial(person.archive_account, "408"))
        plan(date(2026, 1, 1), partial(person.archive_tracking_option, "Product Line", "Legacy Print"))
        plan(date(2026, 6, 30), partial(person.rename_contact, "Boom FM", "Boom FM (2026) Ltd"))
        plan(date(2026, 5, 6), partial(person.archive_contact, "Hoyt Productions"))

    def _savings(self) -> str:
        """Return the savings account's id: it has no code."""
        identifier: str = self._person.account_named("Business Savings Account")["AccountID"]
        return identifier

    def _invoice(self, contact: str, day: date, price: str, currency: str | None = None) -> str:
        line = _line(f"Platform Pro {write_period(day.day, day)}".strip(), price)
        identifier: str = self._person.create_invoice(
            contact, [line], day, due_date=day + timedelta(days=30), currency=currency
        )["InvoiceID"]
        return identifier

    def _credit_note(self, place: int) -> None:
        """Allocate to one, to several, to no invoice; refund, void, delete and leave as draft."""
        person, day = self._person, date(2025, 2, 9) + timedelta(days=place * 40)
        contact = ("Ridgeway University", "Rex Media Group", "City Limousines")[place % 3]
        first = self._invoice(contact, day, "470.65")
        second = self._invoice(contact, day, "99.99")
        credit = person.create_credit_note(
            contact,
            [
                _line(
                    f"Seats returned {write_period(place, day)}".strip(),
                    "141.25",
                    Tracking=[{"Name": "Region", "Option": "North"}],
                )
            ],
            day + timedelta(days=1),
            status="DRAFT" if place in (4, 10) else "AUTHORISED",
            reference="Monthly support" if place % 2 else None,
        )
        identifier = credit["CreditNoteID"]
        if place % 6 == 0:
            person.allocate_credit_note(identifier, first, "162.44")
        elif place % 6 == 1:
            person.allocate_credit_note(identifier, first, "100.00")
            person.allocate_credit_note(identifier, second, "50.00")
        elif place == 3:
            person.refund_credit_note(identifier, "62.44", day + timedelta(days=1))
            taken = person.allocate_credit_note(identifier, first, "20.00")["Allocations"][0]["AllocationID"]
            person.unallocate(identifier, taken)
        elif place == 5:
            person.void(identifier)
        elif place == 10:
            person.delete(identifier)
        elif place == 9:
            person.refund_credit_note(identifier, None, day + timedelta(days=1))
        paid = day + timedelta(days=25)
        self._diary.plan(paid, partial(person.pay_invoice, second, None, paid))

    def _advances(self, day: date) -> None:
        person = self._person
        identifier = self._invoice("Marine Systems", day, "800.00")
        advance = person.receive_prepayment(
            "Marine Systems", "500.00", day, reference="Deposit", description="Deposit FY26"
        )
        person.allocate_credit_note(advance["PrepaymentID"], identifier, "320.00")
        over = person.receive_overpayment("Marine Systems", "75.10", day, reference="Paid twice")
        person.allocate_credit_note(over["OverpaymentID"], identifier, "25.10")
        person.refund_credit_note(over["OverpaymentID"], "50.00" if day.year == 2025 else "30.00", day)
        person.receive_prepayment("Rex Media Group", "250.00", day, currency="USD", reference="USD deposit")
        person.receive_prepayment("Gateway Motors", "150.00", day, type="SPEND-PREPAYMENT")
        unused = person.receive_overpayment("Basket Case", "10.00", day)
        person.void(unused["OverpaymentID"])

    def _payment_taken_back(self, day: date) -> None:
        identifier = self._invoice("Hamilton Smith Ltd", day, "234.56")
        payment = self._person.pay_invoice(identifier, None, day, reference="Bounced")
        self._person.remove_payment(payment["PaymentID"])
        self._person.pay_invoice(identifier, "200.00", day)

    def _supplier_credit(self, day: date) -> None:
        person = self._person
        bill = person.create_invoice(
            "PC Complete",
            [_line("Laptop", "1849.00", "720")],
            day,
            type="ACCPAY",
            number="PCC-881",
            line_amount_types="Inclusive",
        )
        credit = person.create_credit_note(
            "PC Complete",
            [_line("Missing charger", "89.00", "720")],
            day,
            type="ACCPAYCREDIT",
            line_amount_types="Inclusive",
            number="03391",
        )
        person.allocate_credit_note(credit["CreditNoteID"], bill["InvoiceID"], "89.00")

    def _foreign_credit(self, day: date) -> None:
        identifier = self._invoice("Young Bros Transport", day, "1000.00", "USD")
        credit = self._person.create_credit_note(
            "Young Bros Transport", [_line("Goodwill", "100.00")], day, currency="USD", rate="0.5555"
        )
        self._person.allocate_credit_note(credit["CreditNoteID"], identifier, "115.00")

    def _linked_expense(self, day: date) -> None:
        person = self._person
        flights = [_line("Flights", "610.00", "494"), _line("Hotel", "240.00", "494")]
        bill = person.create_invoice("SMART Agency", flights, day, type="ACCPAY", number="SM-0195")
        for place, target in enumerate(("BILLED", "APPROVED")):
            link = person.link_expense(bill["InvoiceID"], place, "City Limousines")
            if target == "BILLED":
                person.bill_expense(link["LinkedTransactionID"], self._invoice("City Limousines", day, "610.00"))

    def _manual_journals(self, day: date) -> None:
        person = self._person
        wages: list[Record] = [
            {
                "LineAmount": "4200.00",
                "AccountCode": "477",
                "Description": "Wages",
                "Tracking": [{"Name": "Region", "Option": "South"}],
            },
            {"LineAmount": "-3400.00", "AccountCode": "855", "Description": "Paid out"},
            {"LineAmount": "-800.00", "AccountCode": "825", "Description": "PAYE"},
        ]
        person.create_manual_journal("Wages", wages, day)
        deferral = [{"LineAmount": "1000.00", "AccountCode": "210"}, {"LineAmount": "-1000.00", "AccountCode": "835"}]
        person.create_manual_journal("Deferred revenue", deferral, day)
        person.create_manual_journal("Accrual, to be checked", deferral, day, status="DRAFT")
        posted = person.create_manual_journal("Posted by mistake", deferral, day)
        person.void(posted["ManualJournalID"])
        for ending in (person.delete, person.archive_manual_journal):
            draft = person.create_manual_journal("Not needed", deferral, day, status="DRAFT")
            ending(draft["ManualJournalID"])

    def _quote(self, place: int, statuses: tuple[str, ...]) -> None:
        day = date(2025, 3, 5) + timedelta(days=90 * place)
        lines = [_line(f"Platform Pro {write_period(place, day)}", "1188.00", DiscountRate="10")]
        quote = self._person.create_quote(
            "Bayside Club", lines, day, title="Platform", currency="EUR" if place == 2 else None
        )
        for status in statuses:
            self._person.set_status(quote["QuoteID"], status)

    def _purchase_order(self, place: int, statuses: tuple[str, ...]) -> None:
        day = date(2025, 4, 7) + timedelta(days=80 * place)
        order = self._person.create_purchase_order("ABC Furniture", [_line("Desk", "399.00", "710")], day)
        for status in statuses:
            self._person.set_status(order["PurchaseOrderID"], status)

    def _repeating(self) -> None:
        start = date(2025, 8, 1)
        self._person.create_repeating_invoice(
            "Rex Media Group", [_line("Retainer [Month] [Year]", "550.00", "200")], start
        )
        rent = self._person.create_repeating_invoice(
            "Truxton Property Management",
            [_line("Rent", "1181.25", "469")],
            start,
            type="ACCPAY",
            line_amount_types="Inclusive",
        )
        self._person.set_status(rent["RepeatingInvoiceID"], "DRAFT")
