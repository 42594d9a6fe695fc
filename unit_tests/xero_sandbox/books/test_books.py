"""The books of one organisation: whatever a person does, and whatever is refused, they tie."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from xero_sandbox.books import Books, BooksError
from xero_sandbox.companies.demo import demo_company, second_company
from xero_sandbox.companies.volume import volume_company
from xero_sandbox.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Callable

    from xero_sandbox.clock import SandboxClock

CENT, NIL, FAR = Decimal("0.01"), Decimal(0), date(2099, 12, 31)
CREDITS = ("CreditNotes", "Prepayments", "Overpayments")
SIGNS = {
    "ACCREC": ("610", 1), "ACCPAY": ("800", -1), "ACCRECCREDIT": ("610", -1), "ACCPAYCREDIT": ("800", 1),
    "RECEIVE-PREPAYMENT": ("610", -1), "SPEND-PREPAYMENT": ("800", 1),
    "RECEIVE-OVERPAYMENT": ("610", -1), "SPEND-OVERPAYMENT": ("800", 1),
}  # fmt: skip
IN = {"ACCRECPAYMENT", "APCREDITPAYMENT", "APPREPAYMENTPAYMENT", "APOVERPAYMENTPAYMENT"}


def rounded(value: Decimal) -> Decimal:
    """Round half up to cents."""
    return value.quantize(CENT, ROUND_HALF_UP)


def base(amount: Decimal, record: dict[str, Any]) -> Decimal:
    """Turn into base currency at the record's own rate."""
    return rounded(amount / record["CurrencyRate"])


def check_documents(books: Books, overridden: set[str] | frozenset[str]) -> None:
    """Totals tie to lines, but for the cents that a person has put into SubTotal or TotalTax."""
    rates = books.collection("TaxRates")
    for endpoint in ("Invoices", "CreditNotes", "BankTransactions", *CREDITS[1:]):
        for document in books.collection(endpoint).values():
            kind, lines = document["LineAmountTypes"], document["LineItems"]
            for line in lines:
                full = line["Quantity"] * line["UnitAmount"]
                expected = rounded(full * (100 - line.get("DiscountRate", NIL)) / 100) - line.get("DiscountAmount", NIL)
                rate = rates[line.get("TaxType", "NONE")]["EffectiveRate"]
                divisor = {"Exclusive": Decimal(100), "Inclusive": 100 + rate}
                tax = rounded(expected * rate / divisor[kind]) if kind in divisor else NIL
                assert (line["LineAmount"], line["TaxAmount"]) == (expected, tax)
            amount, tax = sum((x["LineAmount"] for x in lines), NIL), sum((x["TaxAmount"] for x in lines), NIL)
            own = document["SubTotal"] - (amount - tax if kind == "Inclusive" else amount), document["TotalTax"] - tax
            assert NIL in own
            assert abs(sum(own)) <= Decimal("0.10") * (document.get("InvoiceID", document.get("ID")) in overridden)
            assert document["Total"] == document["SubTotal"] + document["TotalTax"]


def check_open_amounts(books: Books) -> None:
    """Every nested payment and credit has its other half, and what is open is what they leave."""
    payments = books.collection("Payments")
    paid: dict[str, Decimal] = defaultdict(lambda: NIL)
    for payment in payments.values():
        if payment["Status"] == "AUTHORISED":
            paid[payment["Invoice"]["InvoiceID"]] += payment["Amount"]
    credited: dict[str, Decimal] = defaultdict(lambda: NIL)
    for endpoint in CREDITS:
        for credit in books.collection(endpoint).values():
            own = sum((each["Amount"] for each in credit["Allocations"]), NIL)
            for each in credit["Allocations"]:
                credited[each["Invoice"]["InvoiceID"]] += each["Amount"]
            alive = credit["Status"] not in ("VOIDED", "DELETED")
            assert credit["RemainingCredit"] == (credit["Total"] - own - paid[credit["ID"]] if alive else NIL)
            check_status(credit, credit["RemainingCredit"])
    for key, invoice in books.collection("Invoices").items():
        assert (paid[key], credited[key]) == (invoice["AmountPaid"], invoice["AmountCredited"])
        nested = [x["AppliedAmount"] for endpoint in CREDITS for x in invoice[endpoint]]
        assert sum(nested, NIL) == invoice["AmountCredited"]
        alive = invoice["Status"] not in ("VOIDED", "DELETED")
        assert invoice["AmountDue"] == (invoice["Total"] - paid[key] - credited[key] if alive else NIL)
        check_status(invoice, invoice["AmountDue"])


def check_status(document: dict[str, Any], open_amount: Decimal) -> None:
    """PAID means nothing open, AUTHORISED something; nothing is over-applied; the date goes with PAID."""
    status = document["Status"]
    if status in ("AUTHORISED", "PAID"):
        assert open_amount >= 0
        assert (status == "PAID") == (open_amount == 0)
    dated = document["Type"].startswith("ACC")
    assert ("FullyPaidOnDate" in document) == (status == "PAID" and dated)


def check_ledger(books: Books) -> None:
    """Every journal and both halves of the trial balance balance; control and bank accounts tie to the records."""
    balance: dict[str, Decimal] = defaultdict(lambda: NIL)
    for number, journal in enumerate(books.journals(), 1):
        assert journal["JournalNumber"] == number
        assert sum((line["NetAmount"] for line in journal["JournalLines"]), NIL) == 0
        for line in journal["JournalLines"]:
            assert line["GrossAmount"] == line["NetAmount"] + line["TaxAmount"]
            balance[line["AccountID"]] += line["NetAmount"]
    rows = books.trial_balance(FAR)
    for on in (FAR, date(2026, 2, 10)):
        for debit, credit in (("Debit", "Credit"), ("YTDDebit", "YTDCredit")):
            report = books.trial_balance(on)
            assert sum((row[debit] for row in report), NIL) == sum((row[credit] for row in report), NIL)
    sheet = {row["AccountID"]: row["YTDDebit"] - row["YTDCredit"] for row in rows}
    accounts = books.collection("Accounts")
    for key, account in accounts.items():
        if account["Class"] not in ("REVENUE", "EXPENSE", "EQUITY"):
            assert sheet.get(key, NIL) == balance[key]
    by_code = {account.get("Code"): sheet.get(key, NIL) for key, account in accounts.items()}
    control: dict[str, Decimal] = {"610": NIL, "800": NIL}
    for endpoint in ("Invoices", *CREDITS):
        for document in books.collection(endpoint).values():
            if document["Status"] in ("AUTHORISED", "PAID"):
                code, sign = SIGNS[document["Type"]]
                control[code] += sign * base(
                    document["AmountDue" if endpoint == "Invoices" else "RemainingCredit"], document
                )
    assert control == {code: by_code[code] for code in control}
    bank = sum((sheet.get(key, NIL) for key, account in accounts.items() if account["Type"] == "BANK"), NIL)
    moved = sum((p["BankAmount"] * (1 if p["PaymentType"] in IN else -1) for p in live(books, "Payments")), NIL)
    moved += sum(
        (base(t["Total"], t) * (1 if t["Type"][0] == "R" else -1) for t in live(books, "BankTransactions")), NIL
    )
    assert bank == moved


def live(books: Books, endpoint: str) -> list[dict[str, Any]]:
    """Return the records that are not deleted."""
    return [record for record in books.collection(endpoint).values() if record["Status"] == "AUTHORISED"]


def check_control_totals(books: Books) -> None:
    """Hold counts and sums of the control totals against the collections."""
    rows = books.control_totals()
    for endpoint in ("Invoices", "CreditNotes", "Payments", "ManualJournals", "BankTransactions", "Contacts"):
        own = [row for row in rows if row["Endpoint"] == endpoint]
        records = list(books.collection(endpoint).values())
        assert sum(row["Count"] for row in own) == len(records)
        amount = "Amount" if endpoint == "Payments" else "Total"
        assert sum((row["Amount"] for row in own), NIL) == sum((record.get(amount, NIL) for record in records), NIL)
        lines = [line for record in records for line in record.get("LineItems") or record.get("JournalLines") or []]
        assert sum(row["Lines"] for row in own) == len(lines)


def check(books: Books, overridden: set[str] | frozenset[str] = frozenset()) -> None:
    """Hold everything against everything; the totals of overridden documents may differ from their lines a little."""
    check_documents(books, overridden)
    check_open_amounts(books)
    check_ledger(books)
    check_control_totals(books)


def snapshot(books: Books) -> tuple[list[dict[str, Any]], int]:
    """Return what a refusal must leave as it was."""
    return books.control_totals(), len(books.journals())


TEXT = st.just("x")
SOUND_LINE = st.fixed_dictionaries(
    {
        "Description": TEXT,
        "Quantity": st.decimals("0.5", "7", places=2),
        "UnitAmount": st.decimals("20", "900.00", places=4),
        "AccountCode": st.sampled_from(["210", "200"]),
    },
)
SPECIAL_LINE = st.sampled_from(
    [
        {"Description": "text"},
        {"Description": "credit", "UnitAmount": "-7.77", "AccountCode": "200"},
        {"Description": "rounding", "UnitAmount": "-0.02", "AccountCode": "860", "TaxType": "NONE"},
        {"Description": "levy", "Quantity": "3", "UnitAmount": "0.3333", "AccountCode": "820", "TaxType": "TAX001"},
        {"Description": "half a cent", "UnitAmount": "0.0050", "AccountCode": "850"},
        {"Description": "discount", "UnitAmount": "49.99", "AccountCode": "200", "DiscountRate": "33.33"},
    ]
)
SOUND_LINES = (
    st.tuples(SOUND_LINE).map(list)
    | st.tuples(SOUND_LINE, SPECIAL_LINE).map(list)
    | st.lists(SOUND_LINE, min_size=2, max_size=3)
)
BAD_LINES = st.sampled_from(
    [
        [],
        [{"UnitAmount": "5", "AccountCode": "999"}],
        [{"UnitAmount": "5", "AccountCode": "090"}],
        [{"UnitAmount": "-5", "AccountCode": "200"}],
        [{"UnitAmount": "5"}],
        [{"UnitAmount": "5", "AccountCode": "200", "TaxType": "INPUT2"}],
    ]
)
LINES = SOUND_LINES | SOUND_LINES | SOUND_LINES | BAD_LINES
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 28))
CURRENCY = st.sampled_from(["NZD", "NZD", "USD", "USD", "EUR"])
KINDS = st.sampled_from(["Exclusive", "Inclusive", "NoTax"])
RATE = st.none() | st.decimals("0.3", "1.9", places=4)
STATUS = st.sampled_from(["DRAFT", "SUBMITTED", "AUTHORISED", "AUTHORISED", "AUTHORISED"])
PICK = st.integers(0, 30)
AMOUNT = st.none() | st.decimals("0.01", "60", places=2)


class History(RuleBasedStateMachine):
    """A person who tries anything, allowed or not."""

    @initialize()
    def open_books(self) -> None:
        """Start an empty company with two contacts and two foreign currencies."""
        self.at = datetime(2026, 4, 1, tzinfo=UTC)
        self.overridden: set[str] = set()
        self.books = Books(seed=1, now=self.tick)
        for code in ("USD", "EUR"):
            self.books.person.add_currency(code)
        for name in ("Ann", "Bob"):
            self.books.person.create_contact(name)

    def tick(self) -> datetime:
        """Let a second pass."""
        self.at += timedelta(seconds=1)
        return self.at

    def attempt(self, action: Callable[[], object]) -> None:
        """Act; what is refused must leave everything as it was."""
        before = snapshot(self.books)
        try:
            action()
        except BooksError:
            assert before == snapshot(self.books)

    def pick(self, place: int, *endpoints: str, status: str = "") -> str:
        """Return the id of one of the records, two times of three one with this status if there is any."""
        found = [item for endpoint in endpoints for item in self.books.collection(endpoint).items()]
        keys = [key for key, _ in found]
        if status and place % 3:
            keys = [key for key, record in found if record["Status"] == status] or keys
        return keys[-1 - place % len(keys)] if keys else "none"

    def has(self, *endpoints: str) -> bool:
        """Say whether there is anything to act on."""
        return any(self.books.collection(endpoint) for endpoint in endpoints)

    @rule(lines=LINES, on=DAYS, currency=CURRENCY, rate=RATE, kind=KINDS, status=STATUS, buys=st.booleans(), who=PICK)
    def invoice(
        self,
        *,
        lines: list[Any],
        on: date,
        currency: str,
        rate: Decimal | None,
        kind: str,
        status: str,
        buys: bool,
        who: int,
    ) -> None:
        """Create an invoice or a bill."""
        self.attempt(
            lambda: self.books.person.create_invoice(
                ("Ann", "Bob")[who % 7 == 6],
                lines,
                on,
                currency=currency,
                rate=rate,
                line_amount_types=kind,
                status=status,
                type="ACCPAY" if buys else "ACCREC",
            )
        )

    @rule(lines=LINES, on=DAYS, currency=CURRENCY, rate=RATE, kind=KINDS, status=STATUS, buys=st.booleans(), who=PICK)
    def credit_note(
        self,
        *,
        lines: list[Any],
        on: date,
        currency: str,
        rate: Decimal | None,
        kind: str,
        status: str,
        buys: bool,
        who: int,
    ) -> None:
        """Create a credit note."""
        self.attempt(
            lambda: self.books.person.create_credit_note(
                ("Ann", "Bob")[who % 7 == 6],
                lines,
                on,
                currency=currency,
                rate=rate,
                line_amount_types=kind,
                status=status,
                type="ACCPAYCREDIT" if buys else "ACCRECCREDIT",
            )
        )

    @rule(amount=AMOUNT, on=DAYS, currency=CURRENCY, rate=RATE, over=st.booleans(), spend=st.booleans(), who=PICK)
    def advance(
        self,
        *,
        amount: Decimal | None,
        on: date,
        currency: str,
        rate: Decimal | None,
        over: bool,
        spend: bool,
        who: int,
    ) -> None:
        """Receive or spend an advance."""
        person, way = self.books.person, "SPEND" if spend else "RECEIVE"
        act, kind = (person.receive_overpayment, "OVERPAYMENT") if over else (person.receive_prepayment, "PREPAYMENT")
        self.attempt(
            lambda: act(
                ("Ann", "Bob")[who % 7 == 6], amount or 1, on, currency=currency, rate=rate, type=f"{way}-{kind}"
            )
        )

    @precondition(lambda self: self.has("Invoices"))
    @rule(which=PICK, amount=AMOUNT, on=DAYS, rate=RATE)
    def pay(self, which: int, amount: Decimal | None, on: date, rate: Decimal | None) -> None:
        """Pay an invoice, in full or in part."""
        self.attempt(
            lambda: self.books.person.pay_invoice(
                self.pick(which, "Invoices", status="AUTHORISED"), amount, on, rate=rate
            )
        )

    @precondition(lambda self: self.has(*CREDITS))
    @rule(which=PICK, amount=AMOUNT, on=DAYS, rate=RATE)
    def refund(self, which: int, amount: Decimal | None, on: date, rate: Decimal | None) -> None:
        """Refund credit."""
        self.attempt(
            lambda: self.books.person.refund_credit_note(
                self.pick(which, *CREDITS, status="AUTHORISED"), amount, on, rate=rate
            )
        )

    @precondition(lambda self: self.has("Payments"))
    @rule(which=PICK)
    def unpay(self, which: int) -> None:
        """Take a payment away."""
        self.attempt(lambda: self.books.person.remove_payment(self.pick(which, "Payments", status="AUTHORISED")))

    def pairs(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """Return each credit with each invoice of the same side and currency, both open; contacts may differ."""
        credit = [x for endpoint in CREDITS for x in live(self.books, endpoint)]
        return [
            (one, other)
            for one in credit
            for other in live(self.books, "Invoices")
            if SIGNS[one["Type"]][0] == SIGNS[other["Type"]][0] and one["CurrencyCode"] == other["CurrencyCode"]
        ]

    @rule(
        which=PICK,
        share=st.sampled_from(["0.01", "0.33", "1", "1", "1.01"]),
        price=st.decimals("1", "99", places=2),
        rate=RATE,
    )
    def allocate(self, which: int, share: str, price: Decimal, rate: Decimal | None) -> None:
        """Allocate credit to an invoice; where there is none that it fits, make one first."""
        person = self.books.person
        if not self.pairs():
            lines, code = [{"UnitAmount": price, "AccountCode": "210"}], ("NZD", "USD")[which % 2]
            self.attempt(lambda: person.create_invoice("Ann", lines, "2026-02-01", currency=code, rate=rate))
            self.attempt(lambda: person.create_credit_note("Ann", lines, "2026-02-02", currency=code))
        pairs = self.pairs()
        if pairs:
            credit, invoice = pairs[which % len(pairs)]
            amount = rounded(min(credit["RemainingCredit"], invoice["AmountDue"]) * Decimal(share))
            self.attempt(lambda: person.allocate_credit_note(credit["ID"], invoice["InvoiceID"], amount))

    @rule(which=PICK)
    def unallocate(self, which: int) -> None:
        """Take an allocation back."""
        found = [
            (key, each["AllocationID"])
            for endpoint in CREDITS
            for key, credit in self.books.collection(endpoint).items()
            for each in credit["Allocations"]
        ]
        if found:
            self.attempt(lambda: self.books.person.unallocate(*found[which % len(found)]))

    @precondition(lambda self: self.has("Invoices", "CreditNotes"))
    @rule(which=PICK, on=st.none() | DAYS, who=st.sampled_from([None, "Ann", "Bob"]))
    def edit_header(self, which: int, on: date | None, who: str | None) -> None:
        """Change the date or the contact of a document."""
        self.attempt(
            lambda: self.books.person.edit_invoice(self.pick(which, "Invoices", "CreditNotes"), contact=who, date=on)
        )

    @precondition(lambda self: self.has("Invoices", "CreditNotes"))
    @rule(which=PICK, cents=st.integers(-11, 11), onto=st.sampled_from(["SubTotal", "TotalTax"]))
    def override(self, which: int, cents: int, onto: str) -> None:
        """Override the total of a document."""
        key = self.pick(which, "Invoices", "CreditNotes", status="AUTHORISED")
        document = self.books.store.document(key)
        self.overridden.add(key)
        self.attempt(lambda: self.books.person.override_total(key, document["Total"] + CENT * cents, onto=onto))

    @precondition(lambda self: self.has("Invoices", "CreditNotes"))
    @rule(which=PICK, lines=LINES)
    def edit(self, which: int, lines: list[Any]) -> None:
        """Edit the lines of a document."""
        self.attempt(lambda: self.books.person.edit_invoice_lines(self.pick(which, "Invoices", "CreditNotes"), lines))

    @precondition(lambda self: self.has("Invoices", "CreditNotes"))
    @rule(which=PICK, line=st.integers(0, 2))
    def remove_line(self, which: int, line: int) -> None:
        """Remove a line."""
        self.attempt(lambda: self.books.person.remove_line(self.pick(which, "Invoices", "CreditNotes"), line))

    @precondition(lambda self: self.has("Invoices", *CREDITS))
    @rule(which=PICK, end=st.sampled_from(["approve", "void", "delete", "submit"]))
    def move(self, which: int, end: str) -> None:
        """Move a document to another status."""
        endpoints = ("Invoices", "CreditNotes") if end != "void" else ("Invoices", *CREDITS)
        self.attempt(
            lambda: getattr(self.books.person, end)(
                self.pick(which, *endpoints, status="AUTHORISED" if end == "void" else "DRAFT")
            )
        )

    @rule(lines=LINES, on=DAYS, kind=KINDS, receive=st.booleans())
    def bank(self, *, lines: list[Any], on: date, kind: str, receive: bool) -> None:
        """Spend or receive money."""
        self.attempt(
            lambda: self.books.person.create_bank_transaction(
                "Ann", lines, on, type="RECEIVE" if receive else "SPEND", line_amount_types=kind
            )
        )

    @rule(amount=AMOUNT, on=DAYS, which=PICK)
    def journal(self, amount: Decimal | None, on: date, which: int) -> None:
        """Post, edit, copy, reverse or void a manual journal."""
        person = self.books.person
        lines = [
            {"LineAmount": amount or 5, "AccountCode": "400"},
            {"LineAmount": -(amount or 5) - (which % 5 == 0), "AccountCode": "855"},
        ]
        act: list[Callable[[], object]] = [
            lambda: person.create_manual_journal("n", lines, on),
            lambda: person.edit_manual_journal(self.pick(which, "ManualJournals", status="POSTED"), lines),
            lambda: person.edit_manual_journal_header(self.pick(which, "ManualJournals", status="POSTED"), date=on),
            lambda: person.copy_manual_journal(self.pick(which, "ManualJournals", status="POSTED"), on),
            lambda: person.reverse_manual_journal(self.pick(which, "ManualJournals", status="POSTED"), on),
            lambda: person.void(self.pick(which, "ManualJournals", status="POSTED")),
        ]
        self.attempt(act[which % len(act)])

    @precondition(lambda self: self.has("Invoices"))
    @rule(first=PICK, second=PICK, on=DAYS, removes=st.booleans())
    def batch(self, *, first: int, second: int, on: date, removes: bool) -> None:
        """Pay a batch or take one back."""
        person = self.books.person
        if removes:
            self.attempt(lambda: person.remove_batch_payment(self.pick(first, "BatchPayments")))
        else:
            self.attempt(
                lambda: person.pay_batch(
                    self.open_bills()[: 1 + first % 3] + [self.pick(second, "Invoices")] * (second % 4 == 0), on
                )
            )

    def open_bills(self) -> list[str]:
        """Return the open bills in base currency."""
        bills = self.books.collection("Invoices").items()
        return [k for k, x in bills if (x["Type"], x["Status"], x["CurrencyCode"]) == ("ACCPAY", "AUTHORISED", "NZD")]

    @precondition(lambda self: self.at > datetime(2026, 4, 1, 0, 1, tzinfo=UTC))
    @rule(on=st.dates(date(2025, 12, 1), date(2026, 1, 20)))
    def close(self, on: date) -> None:
        """Close a period."""
        self.attempt(lambda: self.books.person.close_period(on))

    @invariant()
    def ties(self) -> None:
        """Hold the books against themselves after every step."""
        if hasattr(self, "books"):
            check(self.books, self.overridden)


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


def now() -> datetime:
    """Return an instant after the demo companies' documents."""
    return datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_the_demo_company_ties() -> None:
    """Every check holds for the demo company."""
    check(demo_company(now))


def test_the_second_company_ties() -> None:
    """Every check holds for the second company."""
    check(second_company(now))


def test_the_volume_company_ties_after_edits() -> None:
    """Postings that are built late are those of the documents as they were, and edits reverse them."""
    books = volume_company(400, now)
    person, keys = books.person, list(books.collection("Invoices"))
    opens = [key for key in keys if books.collection("Invoices")[key]["Status"] == "AUTHORISED"]
    person.edit_invoice_lines(opens[0], [{"UnitAmount": "12.34", "AccountCode": "200"}])
    person.void(next(key for key in opens if not books.collection("Invoices")[key]["CreditNotes"] and key != opens[0]))
    person.remove_payment(next(iter(books.collection("Payments"))))
    foreign = [p for p in books.collection("Payments").values() if p["Invoice"]["CurrencyCode"] == "USD"]
    person.remove_payment(foreign[0]["PaymentID"])

    check(books)


def test_an_unknown_endpoint_is_refused(clock: SandboxClock) -> None:
    """By its name."""
    with pytest.raises(BooksError, match="no endpoint 'Elephants'"):
        Books(seed=1, now=clock.now).collection("Elephants")


def test_switches_are_those_of_the_store(clock: SandboxClock) -> None:
    """And the clock that stamps can be set too."""
    books = Books(seed=1, now=clock.now)
    books.switches = Switches(allocation_bumps_credit_note=True)
    books.now = now

    assert books.store.switches.allocation_bumps_credit_note
    assert books.now() == books.store.instant() == now()


def test_journals_of_some_days_are_those_of_the_ledger(clock: SandboxClock) -> None:
    """Both days are included, by date and number; books without a journal have no latest day."""
    books = demo_company(clock.now)
    every = books.journals()
    first, last = date(2025, 3, 1), date(2025, 3, 31)

    assert books.journals_of(first, last) == sorted(
        (each for each in every if first <= each["JournalDate"] <= last),
        key=lambda each: (each["JournalDate"], each["JournalNumber"]),
    )
    assert {each["JournalDate"] for each in books.journals_of(first, last)} >= {last}
    assert books.latest_day() == max(each["JournalDate"] for each in every)
    assert Books(seed=1, now=clock.now).latest_day() is None
