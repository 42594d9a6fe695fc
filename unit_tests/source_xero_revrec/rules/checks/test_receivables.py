"""Open documents against the ledger's Accounts Receivable."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.rules.checks.control_totals import Tally
from source_xero_revrec.rules.checks.receivables import (
    Advance,
    LedgerReceivable,
    Receivables,
    in_base,
    not_compared,
)
from source_xero_revrec.rules.outcome import Bucket
from unit_tests.source_xero_revrec.rules.made_documents import credit_note, emitted, held, invoice, line
from xero_api import money
from xero_api.unreadable import read_credit_note, read_invoice
from xero_sandbox.answers.wire import encode
from xero_sandbox.companies.demo import demo_company

if TYPE_CHECKING:
    from source_xero_revrec.rules.checks.tie_out import ControlTotal
    from xero_api.models import CreditNote, Invoice
    from xero_sandbox.books.books import Books

DAY = date(2026, 1, 31)
PREPAYMENT = Advance("RECEIVE-PREPAYMENT", "AUTHORISED", "NZD", None, Decimal("15.00"))


def told(
    *documents: Invoice | CreditNote,
    expected: str,
    advances: tuple[Advance, ...] = (),
    day: date = DAY,
    gain: str = "0",
) -> ControlTotal:
    """Return A1 for documents, in an organisation that keeps its books in NZD."""
    tally = Tally()
    for document in documents:
        tally.add(emitted(document))
    tally = Tally.from_json(json.loads(json.dumps(tally.to_json())))
    return tally.receivable(
        expected=LedgerReceivable(Decimal(expected), Decimal(gain)), advances=advances, base_currency="NZD", day=day
    )


def verdict(found: ControlTotal) -> tuple[str, str, str]:
    """Return what an accountant sees first."""
    return found.status, found.severity, found.reason


def test_a1_ties_open_documents_and_unapplied_credit() -> None:
    """Gross amounts: invoices less credit notes less prepayments and overpayments."""
    found = told(invoice(), credit_note(), expected="54.00", advances=(PREPAYMENT,))

    assert verdict(found) == ("Ties", "info", "")
    assert (found.period, found.currency, found.actual_count, str(found.difference)) == ("", "NZD", 3, "0.00")
    assert found.description == (
        "Accounts Receivable on 2026-01-31: 54.00 NZD in the Trial Balance; open invoices 115.00 - open credit notes "
        "46.00 - unapplied prepayments and overpayments 15.00 = 54.00"
    )


def test_a1_says_by_how_much_a_document_is_missing() -> None:
    """Without foreign currencies nothing but a missing document can be the cause."""
    found = told(invoice(), expected="230.00")

    assert verdict(found) == ("Does not tie", "error", "UNEXPLAINED")
    assert str(found.difference) == "-115.00"
    assert "manual journal" in found.proposed_fix


def test_pending_and_excluded_documents_are_owed_too() -> None:
    """The ledger knows nothing of CRM customers or conversion dates."""
    tally = Tally()
    for bucket in (Bucket.PENDING, Bucket.EXCLUDED):
        tally.add(held(invoice(), bucket))

    found = tally.receivable(expected=LedgerReceivable(Decimal("230.00")), advances=(), base_currency="NZD", day=DAY)

    assert found.status == "Ties"


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "VOIDED", "DELETED"])
def test_documents_that_are_not_approved_owe_nothing(status: str) -> None:
    """Xero shows an amount due on a draft, but the ledger has none."""
    assert told(invoice(status=status, amount_due=Decimal(9)), expected="0.00").status == "Ties"


@pytest.mark.parametrize(
    "advance",
    [
        Advance("SPEND-PREPAYMENT", "AUTHORISED", "NZD", None, Decimal(9)),
        Advance("RECEIVE-OVERPAYMENT", "VOIDED", "NZD", None, Decimal(9)),
        Advance("RECEIVE-OVERPAYMENT", "PAID", "NZD", None, Decimal(0)),
    ],
    ids=["spent", "voided", "used up"],
)
def test_advances_that_are_not_the_customers_are_passed_over(advance: Advance) -> None:
    """What was paid to suppliers lies on another account."""
    found = told(expected="0.00", advances=(advance,))

    assert (found.status, found.actual_count) == ("Ties", 0)


def test_each_document_is_converted_at_its_own_rate_and_rounded_by_itself() -> None:
    """Two amounts of 0.01 USD at 0.6 are 0.02 NZD each, together 0.04 and not 0.03."""
    cent = invoice(line("0.01"), currency="USD", currency_rate=Decimal("0.6"))

    assert told(cent, cent, expected="0.04").status == "Ties"


def test_amounts_are_rounded_half_up() -> None:
    """Xero's rate is foreign units for one unit of base currency; without a rate an amount is in base currency."""
    assert in_base(Decimal("0.01"), Decimal(2)) == Decimal("0.01")
    assert in_base(Decimal("0.01"), None) == Decimal("0.01")


def test_a_cent_for_each_foreign_document_is_rounding() -> None:
    """It is shown and not called a tie."""
    foreign = invoice(currency="USD", currency_rate=Decimal("0.6"))

    assert verdict(told(foreign, expected="191.66")) == ("Information", "info", "ROUNDING")
    assert verdict(told(foreign, expected="191.65")) == ("Does not tie", "error", "UNEXPLAINED")


def test_half_a_cent_more_for_each_part_payment_is_rounding() -> None:
    """Each is rounded by itself in the ledger, whether the invoice is paid up by now or not; nothing else is."""
    payments = tuple({"PaymentID": f"p{each}", "Date": "2026-01-20", "Amount": Decimal("10.00")} for each in range(7))
    abroad = {"currency": "USD", "currency_rate": Decimal("0.6"), "payments": payments}
    partly = invoice(**abroad, amount_due=Decimal("45.00"), amount_paid=Decimal("70.00"))
    settled = invoice(**abroad, status="PAID", amount_due=Decimal(0), amount_paid=Decimal("70.00"))
    at_home = invoice(payments=payments, amount_due=Decimal("45.00"), amount_paid=Decimal("70.00"))

    assert verdict(told(partly, expected="75.05")) == ("Information", "info", "ROUNDING")
    assert verdict(told(partly, expected="75.06")) == ("Does not tie", "error", "UNEXPLAINED")
    assert verdict(told(settled, expected="0.03")) == ("Information", "info", "ROUNDING")
    assert verdict(told(settled, expected="0.05")) == ("Does not tie", "error", "UNEXPLAINED")
    assert verdict(told(at_home, expected="45.03")) == ("Does not tie", "error", "UNEXPLAINED")


@pytest.mark.parametrize(
    ("payments", "expected", "status"),
    [
        (1, "0.01", "Does not tie"),
        (2, "0.01", "Information"),
        (2, "-0.01", "Information"),
        (2, "0.02", "Does not tie"),
    ],
)
def test_what_was_paid_at_once_is_not_rounded_twice(payments: int, expected: str, status: str) -> None:
    """Only parts are: two of a whole are three roundings of half a cent."""
    paid = tuple({"PaymentID": f"p{each}", "Date": "2026-01-20", "Amount": Decimal(1)} for each in range(payments))
    settled = invoice(currency="USD", currency_rate=Decimal("0.6"), payments=paid, status="PAID", amount_due=Decimal(0))

    assert told(settled, expected=expected).status == status


def test_each_credit_that_was_used_on_an_invoice_is_a_part_of_it() -> None:
    """Credit notes, prepayments and overpayments, beside payments."""
    paid = ({"PaymentID": "p", "Date": "2026-01-20", "Amount": Decimal(1)},)
    credits_ = {
        "credit_notes": ({"CreditNoteID": "c", "AppliedAmount": Decimal(1)},),
        "prepayments": ({"AppliedAmount": Decimal(1)},) * 2,
        "overpayments": ({"AppliedAmount": Decimal(1)},) * 3,
    }
    abroad = {"currency": "USD", "currency_rate": Decimal("0.6"), "status": "PAID", "amount_due": Decimal(0)}
    settled = invoice(**abroad, **credits_, payments=paid)

    assert told(settled, expected="0.04").status == "Information"
    assert told(settled, expected="0.05").status == "Does not tie"


def test_each_use_of_a_credit_note_is_a_part_of_it() -> None:
    """But not one that was taken back."""
    use = {"Amount": Decimal(1), "Date": "2026-01-20", "Invoice": {"InvoiceID": "i", "InvoiceNumber": "INV-7"}}
    uses = (use, use, use | {"IsDeleted": True}, use | {"IsDeleted": True})
    abroad = {"currency": "USD", "currency_rate": Decimal("0.6"), "status": "PAID", "remaining_credit": Decimal(0)}
    used = credit_note(**abroad, allocations=uses)

    assert told(used, expected="0.01").status == "Information"
    assert told(used, expected="0.02").status == "Does not tie"


def test_what_nobody_can_read_is_named_as_the_cause() -> None:
    """Each held document once, in whatever part of the tally it was counted, and across a restart."""
    held_by = []
    for _ in range(2):
        part = Receivables()
        part.hold()
        held_by.append(part)
    held_by[0].take(held_by[1])
    kept = Receivables.from_json(json.loads(json.dumps(held_by[0].to_json())))
    found = kept.row(expected=LedgerReceivable(Decimal(5)), advances=(), base_currency="NZD", day=DAY)

    assert verdict(found) == ("Does not tie", "error", "HELD")
    assert found.description.endswith(" = 0.00; what is open on 2 held documents is not known")
    assert kept.to_json() == {"last_day": None, "held": 2, "invoices": {}, "credit_notes": {}}
    assert "held" not in Receivables().to_json()


def test_a_ledger_that_was_not_asked_is_said() -> None:
    """With the reason, and without an amount."""
    found = not_compared("NOT_READ", "NZD")

    assert (found.check, found.period, found.currency) == ("A1", "", "NZD")
    assert verdict(found) == ("Information", "warning", "NOT_READ")
    assert found.description == "Accounts Receivable was not held against the open documents"
    assert found.actual_amount is None


def test_an_unrealised_gain_of_the_same_amount_explains_revalued_documents() -> None:
    """The home currency ties to the cent; what is open abroad stands apart, with the rate that the ledger implies."""
    abroad = invoice(currency="USD", currency_rate=Decimal("0.6"))

    found = told(invoice(), abroad, expected="345.00", gain="38.33")

    assert verdict(found) == ("Ties", "info", "UNREALISED")
    assert (str(found.difference), str(found.explained_amount)) == ("0.00", "38.33")
    assert found.description.endswith(
        "; NZD ties, and what is open in other currencies is revalued: 115.00 USD are 191.67 at their own rates and "
        "230.00 at the implied rate of 0.500000"
    )


def test_credit_in_a_foreign_currency_is_taken_off_what_is_revalued() -> None:
    """Of credit notes, and of what was paid in advance."""
    abroad = {"currency": "USD", "currency_rate": Decimal("0.6")}
    advance = Advance("RECEIVE-PREPAYMENT", "AUTHORISED", "USD", Decimal("0.6"), Decimal("15.00"))

    found = told(invoice(**abroad), credit_note(**abroad), advances=(advance,), expected="108.00", gain="18.00")

    assert verdict(found) == ("Ties", "info", "UNREALISED")
    assert found.description.endswith(
        ": 54.00 USD are 90.00 at their own rates and 108.00 at the implied rate of 0.500000"
    )


def test_a_missing_document_does_not_hide_behind_a_revaluation() -> None:
    """Where the gain is another amount than the difference, or nothing is open abroad, it is unexplained."""
    abroad = invoice(currency="USD", currency_rate=Decimal("0.6"))

    assert verdict(told(abroad, expected="345.00", gain="38.33")) == ("Does not tie", "error", "UNEXPLAINED")
    assert verdict(told(invoice(), expected="153.33", gain="38.33")) == ("Does not tie", "error", "UNEXPLAINED")


def test_of_several_foreign_currencies_the_gain_is_told_together() -> None:
    """No single balance tells which of them moved."""
    dollars = invoice(currency="USD", currency_rate=Decimal("0.6"))
    euros = invoice(currency="EUR", currency_rate=Decimal("0.5"))

    found = told(dollars, euros, expected="430.67", gain="9.00")

    assert verdict(found) == ("Ties", "info", "UNREALISED")
    assert found.description.endswith(
        "115.00 EUR are 230.00 at their own rates, 115.00 USD are 191.67 at their own rates, 9.00 more in all at the "
        "rates of the day"
    )


def test_a_foreign_document_without_a_rate_is_named_as_the_cause() -> None:
    """Its finding is K2."""
    assert verdict(told(invoice(currency="USD"), expected="1.00")) == ("Does not tie", "error", "MISSING_RATE")


def test_a_trial_balance_of_too_early_a_day_is_named_as_the_cause() -> None:
    """A payment after its day is not in it; the tally knows the latest day."""
    payment = {"PaymentID": "p", "Date": "2026-02-07", "Amount": Decimal("15.00")}
    paid = invoice(payments=(payment,), amount_paid=Decimal("15.00"), amount_due=Decimal("100.00"))
    tally = Tally()
    tally.add(emitted(paid))

    assert verdict(told(paid, expected="115.00")) == ("Does not tie", "warning", "LATER_DATES")
    assert tally.last_day == date(2026, 2, 7)


def rows(books: Books, endpoint: str) -> list[dict[str, Any]]:
    """Return an endpoint's sales records as Xero's JSON has them."""
    records = [record for record in books.collection(endpoint).values() if not record["Type"].startswith("ACCPAY")]
    parsed: list[dict[str, Any]] = money.parse(encode({"rows": records}))["rows"]
    return parsed


def test_a1_ties_on_the_sandbox_s_demo_company() -> None:
    """Three currencies, part payments, allocations, refunds, prepayments and overpayments: to the cent."""
    books = demo_company(lambda: datetime(2026, 7, 15, tzinfo=UTC))
    tally = Tally()
    for document in map(read_invoice, rows(books, "Invoices")):
        tally.add(held(document, Bucket.PENDING))
    for note in map(read_credit_note, rows(books, "CreditNotes")):
        tally.add(held(note, Bucket.PENDING))
    advances = [
        Advance(each["Type"], each["Status"], each["CurrencyCode"], each["CurrencyRate"], each["RemainingCredit"])
        for endpoint in ("Prepayments", "Overpayments")
        for each in rows(books, endpoint)
    ]
    debtors = next(
        each["AccountID"] for each in books.collection("Accounts").values() if each.get("SystemAccount") == "DEBTORS"
    )
    [balance] = [row for row in books.trial_balance(tally.last_day) if row["AccountID"] == debtors]

    found = tally.receivable(
        expected=LedgerReceivable(balance["YTDDebit"] - balance["YTDCredit"]),
        advances=advances,
        base_currency="NZD",
        day=tally.last_day,
    )

    assert found.status == "Ties"
    assert found.actual_amount == found.expected_amount > 0
