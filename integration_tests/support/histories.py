"""Random histories of a company: what people do to sales documents in Xero, seeded, allowed moves and refused ones."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xero_sandbox import Sandbox
from xero_sandbox.books import BooksError
from xero_sandbox.clock import SandboxClock

if TYPE_CHECKING:
    from collections.abc import Callable

Record = dict[str, Any]

CUSTOMERS = ("Basket Case", "Bayside Club", "Rex Media Group", "Newcomer")
"""How the names of the contacts begin that are sold to."""
CURRENCIES = ("NZD", "NZD", "NZD", "USD", "EUR")
AMOUNTS = ("Exclusive", "Inclusive", "NoTax")
STATUSES = ("AUTHORISED", "AUTHORISED", "AUTHORISED", "DRAFT", "SUBMITTED")
DESCRIPTIONS = (
    "Platform Pro 01/02/2026 - 31/01/2027",
    "Platform Pro 1 Mar 2026 to 28 Feb 2027",
    "Analytics, Feb 2026",
    "12 months from 1 Feb 2026",
    "Licence Q1 2026",
    "Onboarding and training",
    "Support 03/04/2026",
    "Hosting 2026-02-01..2026-07-31",
    "",
)
REFERENCES = ("", "PO 4711", "Term 1 Feb 2026 - 31 Jan 2027")
ACCOUNTS = ("200", "200", "210", "260", "855")
TAXES = (None, None, None, "NONE", "ZERORATED", "TAX001")
ALIKE = ("SEAT/M", "SEAT M", "SEAT-M", "A-1", "Ä-1", "200", "260")
"""Codes of items, and of accounts, that differ in signs alone or are an account's."""
REGIONS = ("Eastside", "North", "South", "West Coast")
PRODUCT_LINES = ("Platform", "Analytics", "Services")
PAUSES = (0.0, 0.0, 0.05, 0.4, 1.0, 7.0, 3_600.0, 86_400.0)
"""Seconds between two acts; several acts fall within one second."""
LEAST_PAUSE = 0.002
START = datetime(2026, 4, 1, 9, 0, 0, 250_000, tzinfo=UTC)
FIRST_DAY, DAYS = date(2026, 1, 5), 85


def company() -> Sandbox:
    """Return a sandbox where nothing has happened yet, whose clock moves only when it is moved."""
    return Sandbox(invoices=0, limits=False, clock=SandboxClock(START, frozen=True))


class History:
    """A company's people at work; the same seed on the same company does the same."""

    def __init__(self, xero: Sandbox, seed: int) -> None:
        """Work in this company."""
        self._xero, self._act = xero, xero.act
        self._chance = random.Random(seed)
        self._descriptions, self._references = DESCRIPTIONS, REFERENCES
        self.done: list[str] = []
        """What was done, in order, for whoever looks into a failed trial."""
        self._acts: dict[Callable[[], Record], float] = {
            self._invoice: 9,
            self._credit_note: 5,
            self._edit: 5,
            self._edit_header: 4,
            self._remove_line: 2,
            self._override: 2,
            self._approve: 3,
            self._back_to_draft: 1,
            self._delete: 1,
            self._void: 3,
            self._pay: 4,
            self._remove_payment: 2,
            self._allocate: 6,
            self._unallocate: 3,
            self._refund: 2,
            self._rename_contact: 1,
            self._create_contact: 1,
            self._archive_account: 0.3,
            self._merge_contacts: 0.6,
            self._create_item: 1,
            self._create_account: 0.3,
        }

    def live(self, acts: int) -> None:
        """Do so many things, with pauses between them; what Xero refuses counts too."""
        choices, weights = list(self._acts), list(self._acts.values())
        while acts:
            act = self._chance.choices(choices, weights)[0]
            self._xero.clock.advance(LEAST_PAUSE + self._chance.choice(PAUSES))
            try:
                record = act()
            except LookupError:
                continue  # there is nothing yet that this could be done to
            except BooksError as refusal:
                what = f"refused: {refusal}"
            else:
                names = ("InvoiceNumber", "CreditNoteNumber", "Name", "PaymentID")
                what = next((record[name] for name in names if name in record), "")
            acts -= 1
            self.done.append(f"{self._xero.clock.now():%d %H:%M:%S.%f} {act.__name__.strip('_')} {what}")
        self._xero.clock.advance(LEAST_PAUSE)

    # -- documents

    def _invoice(self) -> Record:
        kind = "ACCPAY" if self._chance.random() < 0.06 else "ACCREC"
        accounts = ("429",) if kind == "ACCPAY" else ACCOUNTS
        return self._act(
            "create_invoice",
            **self._document(self._lines(selling=kind == "ACCREC", accounts=accounts)),
            type=kind,
            reference=self._chance.choice(self._references),
        )

    def _credit_note(self) -> Record:
        document = self._document(self._lines(selling=False, accounts=ACCOUNTS))
        open_invoices = self._found("Invoices", "AUTHORISED", type="ACCREC")
        if open_invoices and self._chance.random() < 0.8:
            # A credit note is mostly meant for an invoice that is there.
            invoice = self._chance.choice(open_invoices)
            document |= {"contact": invoice["Contact"]["ContactID"], "currency": invoice["CurrencyCode"]}
        return self._act("create_credit_note", **document)

    def _document(self, lines: list[Record]) -> Record:
        currency = self._chance.choice(CURRENCIES)
        return {
            "contact": self._chance.choice(self._customers())["ContactID"],
            "lines": lines,
            "date": self._day(),
            "currency": currency,
            "rate": None if self._chance.random() < 0.7 else f"{self._chance.uniform(0.4, 1.7):.6f}",
            "line_amount_types": self._chance.choice(AMOUNTS),
            "status": self._chance.choice(STATUSES),
        }

    def _day(self) -> date:
        return FIRST_DAY + timedelta(days=self._chance.randrange(DAYS))

    def _lines(self, *, selling: bool, accounts: tuple[str, ...]) -> list[Record]:
        lines = [self._line(selling=selling, accounts=accounts) for _ in range(self._chance.choice((1, 1, 2, 2, 3, 4)))]
        if self._chance.random() < 0.25:
            lines.append(self._special_line(accounts))
        self._chance.shuffle(lines)
        return lines

    def _line(self, *, selling: bool, accounts: tuple[str, ...]) -> Record:
        chance = self._chance
        line: Record = {
            "Description": chance.choice(self._descriptions),
            "Quantity": chance.choice(("1", "1", "2", "12", f"{chance.uniform(0.01, 9):.4f}")),
            "UnitAmount": chance.choice(
                (f"{chance.uniform(1, 900):.2f}", f"{chance.uniform(0.01, 90):.4f}", "33.3333")
            ),
            "AccountCode": chance.choice(accounts),
        }
        if (tax := chance.choice(TAXES)) is not None and selling:
            line["TaxType"] = tax
        if selling and chance.random() < 0.2:
            line["DiscountRate"] = chance.choice(("10", "33.33", "100", "2.5"))
        if selling and chance.random() < 0.2:
            line = {"ItemCode": self._item(), "Quantity": line["Quantity"], "Description": line["Description"]}
        if chance.random() < 0.3:
            line["Tracking"] = [{"Name": "Region", "Option": chance.choice(REGIONS)}]
            if chance.random() < 0.5:
                line["Tracking"].append({"Name": "Product Line", "Option": chance.choice(PRODUCT_LINES)})
        return line

    def _special_line(self, accounts: tuple[str, ...]) -> Record:
        cents = f"-{self._chance.uniform(0.01, 25):.2f}"
        return self._chance.choice(
            (
                {"Description": "Goodwill", "UnitAmount": cents, "AccountCode": accounts[0]},
                {
                    "Description": "Correction Jan 2026",
                    "Quantity": "-1",
                    "UnitAmount": "12.5",
                    "AccountCode": accounts[0],
                },
                {"Description": "Rounding", "UnitAmount": "-0.02", "AccountCode": "860", "TaxType": "NONE"},
                {"Description": "Included", "UnitAmount": "0", "AccountCode": accounts[0]},
                {"Description": "A note without an amount"},
            )
        )

    def _edit(self) -> Record:
        document = self._any(("Invoices", "CreditNotes"), "AUTHORISED", "DRAFT", "SUBMITTED", "PAID")
        accounts = ("429",) if document["Type"] == "ACCPAY" else ACCOUNTS
        lines = self._lines(selling=document["Type"] == "ACCREC", accounts=accounts)
        if self._chance.random() < 0.4:
            # The same amounts in other words, which Xero allows on a paid document too.
            kept = ("Quantity", "UnitAmount", "AccountCode", "TaxType", "DiscountRate", "Tracking")
            lines = [
                {key: line[key] for key in kept if key in line}
                | {"Description": self._chance.choice(self._descriptions)}
                for line in document["LineItems"]
            ]
        return self._act("edit_invoice_lines", id=_identity(document), lines=lines)

    def _edit_header(self) -> Record:
        document = self._any(("Invoices", "CreditNotes"), "AUTHORISED", "DRAFT", "PAID")
        change = self._chance.choice(
            (
                {"date": self._day()},
                {"contact": self._chance.choice(self._customers())["ContactID"]},
                {"reference": self._chance.choice(self._references)},
            )
        )
        return self._act("edit_invoice", id=_identity(document), **change)

    def _remove_line(self) -> Record:
        document = self._any(("Invoices", "CreditNotes"), "AUTHORISED", "DRAFT")
        return self._act("remove_line", id=_identity(document), line=self._chance.randrange(3))

    def _override(self) -> Record:
        document = self._any(("Invoices", "CreditNotes"), "AUTHORISED", "DRAFT")
        total = document["Total"] + Decimal(self._chance.randint(-11, 11)) / 100
        return self._act(
            "override_total", id=_identity(document), total=total, onto=self._chance.choice(("SubTotal", "TotalTax"))
        )

    def _approve(self) -> Record:
        return self._act("approve", id=_identity(self._any(("Invoices", "CreditNotes"), "DRAFT", "SUBMITTED")))

    def _back_to_draft(self) -> Record:
        return self._act("back_to_draft", id=_identity(self._any(("Invoices", "CreditNotes"), "SUBMITTED")))

    def _delete(self) -> Record:
        return self._act("delete", id=_identity(self._any(("Invoices", "CreditNotes"), "DRAFT", "SUBMITTED")))

    def _void(self) -> Record:
        return self._act("void", id=_identity(self._any(("Invoices", "CreditNotes"), "AUTHORISED", "PAID")))

    # -- money

    def _pay(self) -> Record:
        invoice = self._any(("Invoices",), "AUTHORISED")
        part = self._part(invoice["AmountDue"])
        return self._act("pay_invoice", id=invoice["InvoiceID"], amount=part, date=self._day_after(invoice))

    def _refund(self) -> Record:
        note = self._any(("CreditNotes",), "AUTHORISED")
        part = self._part(note["RemainingCredit"])
        return self._act("refund_credit_note", id=note["CreditNoteID"], amount=part, date=self._day_after(note))

    def _remove_payment(self) -> Record:
        return self._act("remove_payment", id=self._any(("Payments",), "AUTHORISED")["PaymentID"])

    def _allocate(self) -> Record:
        pairs = [
            (note, invoice)
            for note in self._found("CreditNotes", "AUTHORISED")
            for invoice in self._found("Invoices", "AUTHORISED", type="ACCREC")
            if note["Contact"] is invoice["Contact"] and note["CurrencyCode"] == invoice["CurrencyCode"]
        ]
        note, invoice = self._chance.choice(pairs)
        most = min(note["RemainingCredit"], invoice["AmountDue"])
        amount = self._part(most) or most
        return self._act(
            "allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount=amount
        )

    def _unallocate(self) -> Record:
        allocated = [note for note in self._xero.books.collection("CreditNotes").values() if note["Allocations"]]
        note = self._chance.choice(allocated)
        allocation = self._chance.choice(note["Allocations"])
        return self._act("unallocate", credit_note_id=note["CreditNoteID"], allocation_id=allocation["AllocationID"])

    def _part(self, amount: Any) -> str | None:  # noqa: ANN401 - the sandbox's Decimal
        """Return a part of an amount, or nothing for all of it."""
        cents = int(amount * 100)
        return None if self._chance.random() < 0.5 or cents < 2 else f"{self._chance.randint(1, cents) / 100:.2f}"

    def _day_after(self, document: Record) -> date:
        day: date = document["Date"] + timedelta(days=self._chance.randrange(30))
        return day

    # -- everything else

    def _rename_contact(self) -> Record:
        contact = self._chance.choice(self._customers())
        plain = contact["Name"].removesuffix(" (Holdings)")
        name = plain if contact["Name"] != plain else f"{plain} (Holdings)"
        return self._act("rename_contact", id=contact["ContactID"], name=name)

    def _create_contact(self) -> Record:
        return self._act("create_contact", name=f"Newcomer {self._chance.randrange(100)}")

    def _archive_account(self) -> Record:
        return self._act("archive_account", code=self._chance.choice(("260", "855")))

    def _merge_contacts(self) -> Record:
        customers = self._customers()
        if len(customers) < 2:
            raise LookupError("there is nobody left to merge")
        merged, into = self._chance.sample(customers, 2)
        return self._act("merge_contacts", id=merged["ContactID"], into=into["ContactID"])

    def _create_item(self) -> Record:
        return self._act("create_item", code=self._chance.choice(ALIKE), name="An item", price="10")

    def _create_account(self) -> Record:
        code = self._chance.choice(ALIKE)
        return self._act("create_account", code=code, name=f"Sales {code}", type="REVENUE")

    def _item(self) -> str:
        return self._chance.choice([record["Code"] for record in self._xero.books.collection("Items").values()])

    def _customers(self) -> list[Record]:
        contacts = self._xero.books.collection("Contacts").values()
        return [each for each in contacts if each["Name"].startswith(CUSTOMERS) and each["ContactStatus"] == "ACTIVE"]

    def _found(self, endpoint: str, *statuses: str, type: str = "") -> list[Record]:  # noqa: A002 - Xero's word
        records = self._xero.books.collection(endpoint).values()
        return [each for each in records if each["Status"] in statuses and type in ("", each.get("Type"))]

    def _any(self, endpoints: tuple[str, ...], *statuses: str) -> Record:
        return self._chance.choice([record for endpoint in endpoints for record in self._found(endpoint, *statuses)])


def _identity(document: Record) -> str:
    identity: str = document["InvoiceID"] if "InvoiceID" in document else document["CreditNoteID"]
    return identity
