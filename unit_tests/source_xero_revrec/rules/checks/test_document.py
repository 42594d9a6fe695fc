"""Each check of a document, broken alone, and the sentence that it gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from msgspec import structs

from source_xero_revrec.rules.checks.check import GRAVITY
from source_xero_revrec.rules.checks.document import Finding, findings
from source_xero_revrec.rules.outcome import Bucket
from source_xero_revrec.rules.overrides.of_documents import OverrideFault
from unit_tests.source_xero_revrec.rules.made_documents import (
    ABSENT,
    AMBIGUOUS,
    Period,
    credit_note,
    emitted,
    held,
    invoice,
    line,
    outcomes,
    with_item,
    without_item,
)
from xero_api.unreadable import UnreadableField

if TYPE_CHECKING:
    from source_xero_revrec.rules.outcome import Outcome

ALLOCATED = {
    "Amount": Decimal("30.00"),
    "Date": "2026-01-20",
    "Invoice": {"InvoiceID": "i", "InvoiceNumber": "INV-7"},
}


def told(outcome: Outcome, **options: Any) -> list[Finding]:  # noqa: ANN401
    """Return the findings in an organisation that keeps its books in NZD."""
    return findings(outcome, base_currency="NZD", **options)


def only(outcome: Outcome) -> Finding:
    """Return the one finding that there is."""
    [finding] = told(outcome)
    return finding


def numbers(finding: Finding) -> tuple[str, str, str]:
    """Return expected, actual and difference as text."""
    return str(finding.expected), str(finding.actual), str(finding.difference)


@given(outcomes())
def test_documents_that_are_right_give_no_errors(outcome: Outcome) -> None:
    """What is on no line, ambiguous or without a rate is told; nothing else is found in sound documents."""
    expected = {"ROUNDING", "AMBIGUOUS_PERIOD", "MISSING_RATE", "RATE_OF_ONE"}

    assert {finding.reason for finding in told(outcome)} <= expected


@given(outcomes())
def test_a_check_speaks_once_for_each_document(outcome: Outcome) -> None:
    """However much is wrong, there is one finding for each code."""
    codes = [finding.check for finding in told(structs.replace(outcome, order_number="other", left_out=Decimal(7)))]

    assert len(codes) == len(set(codes))


def test_i1_finds_a_total_that_is_not_subtotal_and_tax() -> None:
    """The sentence has all three numbers and the invoice's."""
    finding = only(emitted(invoice(total=Decimal("115.01"))))

    assert (finding.check, finding.severity, finding.reason) == ("I1", "error", "HEADER")
    assert numbers(finding) == ("115.01", "115.00", "-0.01")
    assert finding.explanation == "Invoice INV-7: Total is 115.01 NZD, but SubTotal 100.00 + TotalTax 15.00 = 115.00."


@pytest.mark.parametrize(
    ("off", "severity", "reason"),
    [("0.10", "info", "ROUNDING"), ("-0.10", "info", "ROUNDING"), ("0.11", "error", "LINES")],
)
def test_i2_takes_a_tenth_off_the_lines_for_rounding(off: str, severity: str, reason: str) -> None:
    """Xero lets a person override a total by up to 0.10; beyond that a line is missing."""
    subtotal = Decimal("100.00") + Decimal(off)

    finding = only(emitted(invoice(sub_total=subtotal)))

    assert ("I2", severity, reason) == (finding.check, finding.severity, finding.reason)
    assert (str(subtotal), "100.00", str(-Decimal(off))) == numbers(finding)
    assert finding.explanation == (
        f"Invoice INV-7: SubTotal is {subtotal} NZD, but the lines (1) net of tax sum to 100.00."
    )


def test_i2_is_as_tolerant_as_it_is_told() -> None:
    """Without tolerance a cent is an error."""
    outcome = emitted(invoice(sub_total=Decimal("100.01")))

    assert [finding.reason for finding in told(outcome, tolerance=Decimal(0))] == ["LINES"]


def test_i3_finds_an_amount_due_that_does_not_follow_from_payments() -> None:
    """Payments and credits are taken off the total."""
    credits_ = ({"CreditNoteID": "c", "AppliedAmount": Decimal("5.00")},)
    document = invoice(amount_paid=Decimal("100.00"), amount_credited=Decimal("5.00"), credit_notes=credits_)

    finding = only(emitted(document))

    assert (finding.check, finding.severity, finding.reason) == ("I3", "error", "SETTLEMENT")
    assert numbers(finding) == ("115.00", "10.00", "-105.00")
    assert finding.explanation == (
        "Invoice INV-7: AmountDue is 115.00 NZD, but Total 115.00 - AmountPaid 100.00 - AmountCredited 5.00 = 10.00."
    )


def test_c1_tells_all_faults_of_a_credit_note_in_one_sentence() -> None:
    """The gravest fault gives the numbers; a subtotal within the tolerance comes after it."""
    document = credit_note(sub_total=Decimal("40.05"), total=Decimal("46.00"))

    finding = only(emitted(document))

    assert (finding.check, finding.severity, finding.reason) == ("C1", "error", "HEADER")
    assert numbers(finding) == ("46.00", "46.05", "0.05")
    assert finding.explanation == (
        "Credit note CN-3: Total is 46.00 NZD, but SubTotal 40.05 + TotalTax 6.00 = 46.05; SubTotal is 40.05 NZD, but "
        "the lines (1) net of tax sum to 40.00."
    )


def test_c2_finds_credit_that_went_nowhere() -> None:
    """Deleted allocations do not count, refunds do."""
    refund = {"PaymentID": "p", "Date": "2026-01-21", "Amount": Decimal("10.00")}
    document = credit_note(
        allocations=(ALLOCATED, ALLOCATED | {"IsDeleted": True, "Amount": Decimal("3.00")}),
        payments=(refund,),
        remaining_credit=Decimal("5.00"),
    )

    finding = only(emitted(document))

    assert (finding.check, finding.severity, finding.reason) == ("C2", "error", "ALLOCATION")
    assert numbers(finding) == ("46.00", "45.00", "-1.00")
    assert finding.explanation == (
        "Credit note CN-3: Total is 46.00 NZD, but allocations 30.00 + refunds 10.00 + RemainingCredit 5.00 = 45.00."
    )


def test_c3_finds_credit_that_nothing_gives() -> None:
    """Credit notes, prepayments and overpayments are the sources of credit."""
    document = invoice(
        amount_credited=Decimal("60.00"),
        amount_due=Decimal("55.00"),
        credit_notes=({"CreditNoteID": "c", "AppliedAmount": Decimal("30.00")},),
        prepayments=({"AppliedAmount": Decimal("20.00")},),
        overpayments=({"AppliedAmount": Decimal("9.00")},),
    )

    finding = only(emitted(document))

    assert (finding.check, finding.severity, finding.reason) == ("C3", "error", "ALLOCATION")
    assert numbers(finding) == ("60.00", "59.00", "-1.00")
    assert finding.explanation == (
        "Invoice INV-7: AmountCredited is 60.00 NZD, but credit notes 30.00 + prepayments 20.00 + overpayments 9.00 = "
        "59.00."
    )


def test_b1_finds_a_row_that_was_lost() -> None:
    """A loss never passes for rounding: that follows from the document alone."""
    outcome = without_item(emitted(invoice(line("60.00"), line("0.05"))), 1)

    finding = only(outcome)

    assert (finding.check, finding.severity, finding.reason) == ("B1", "error", "ROWS")
    assert numbers(finding) == ("60.05", "60.00", "-0.05")
    assert finding.explanation == (
        "Invoice INV-7: what it bills net of tax is 60.05 NZD, but rows 60.00 + left out 0.00 + rounding 0.00 = 60.00."
    )


@pytest.mark.parametrize(
    ("price", "severity", "reason"), [("33.30", "warning", "ROUNDING"), ("30.00", "error", "ORDER_TOTAL")]
)
def test_b3_finds_an_order_that_is_not_what_is_billed(price: str, severity: str, reason: str) -> None:
    """Quantity times unit price is what RevRec takes for the order."""
    outcome = with_item(emitted(invoice(line("100.00"))), 0, quantity=Decimal(3), unit_price=Decimal(price))
    ordered = 3 * Decimal(price)

    finding = only(outcome)

    assert ("B3", severity, reason) == (finding.check, finding.severity, finding.reason)
    assert (str(ordered), "100.00", str(Decimal(100) - ordered)) == numbers(finding)
    assert finding.explanation == (
        f"Invoice INV-7: quantity x unit price gives {ordered} NZD, but the rows bill 100.00 (line 1: 3 x {price} = "
        f"{ordered}, billed 100.00)."
    )


def test_b3_rounds_each_row_to_cents() -> None:
    """3 x 33.3333 is 100.00."""
    outcome = with_item(emitted(invoice(line("100.00"))), 0, quantity=Decimal(3), unit_price=Decimal("33.3333"))

    assert told(outcome) == []


def test_v1_finds_rows_of_a_voided_document() -> None:
    """The rows still bill: B1 and B3 say so too."""
    outcome = with_item(emitted(invoice(status="VOIDED")), 0, amount=Decimal("100.00"), unit_price=Decimal(100))

    first, second = told(outcome)

    assert (first.check, second.check) == ("B1", "V1")
    assert (second.severity, second.reason) == ("error", "VOIDED_ROWS")
    assert numbers(second) == ("0.00", "100.00", "100.00")
    assert second.explanation == "Invoice INV-7: it is VOIDED, but its rows sum to 100.00 NZD instead of 0.00."


def test_a_voided_document_has_no_settlement_and_no_use() -> None:
    """Xero keeps its total and sets what is open to zero."""
    credited = invoice(status="VOIDED", amount_credited=Decimal("5.00"), amount_due=Decimal("3.00"))
    used = credit_note(status="VOIDED", allocations=(ALLOCATED,))

    assert told(emitted(credited)) == told(emitted(used)) == []


def test_k1_tells_when_the_order_is_called_otherwise() -> None:
    """RevRec takes fewer characters than Xero."""
    finding = only(structs.replace(emitted(invoice(number="INV/7 #1")), order_number="INV-7-1.d0000000"))

    assert (finding.check, finding.severity, finding.reason) == ("K1", "info", "ILLEGAL_CHARACTERS")
    assert (finding.expected, finding.actual, finding.difference) == (None, None, None)
    assert finding.explanation == (
        "Invoice INV/7 #1: its number has characters that RevRec does not take, so the order is INV-7-1.d0000000."
    )


def test_k1_tells_of_a_missing_number_and_currency_in_one_sentence() -> None:
    """A document without a number is called by its id."""
    finding = only(emitted(invoice(number="", currency="")))

    assert (finding.check, finding.severity, finding.reason) == ("K1", "error", "MISSING_NUMBER")
    assert finding.explanation == (
        "Invoice with id d0000000-0000-4000-8000-000000000007: it has no number; it has no currency for its total of "
        "115.00."
    )


@pytest.mark.parametrize("rate", [None, Decimal(0)])
def test_k2_finds_a_foreign_document_without_a_rate(rate: Decimal | None) -> None:
    """RevRec Premium calls it Missing_Exch_Rate."""
    finding = only(emitted(invoice(currency="USD", currency_rate=rate)))

    assert (finding.check, finding.severity, finding.reason) == ("K2", "error", "MISSING_RATE")
    assert finding.explanation == "Invoice INV-7: its 115.00 USD have no CurrencyRate, so they cannot be given in NZD."


def test_a_document_in_base_currency_needs_no_rate() -> None:
    """Xero leaves it out at times."""
    assert told(emitted(invoice(currency_rate=None))) == []


def test_s1_lists_each_ambiguous_line_once() -> None:
    """A credit note's line has an item for each of its uses."""
    outcome = emitted(credit_note(line("10.00"), line("20.00")), period=AMBIGUOUS)
    shared = with_item(outcome, 1, line_number=1)
    third = structs.replace(shared, items=(*shared.items, *outcome.items[1:]), left_out=Decimal("20.00"))

    finding = only(third)

    assert (finding.check, finding.severity, finding.reason) == ("S1", "warning", "AMBIGUOUS_PERIOD")
    assert finding.explanation == (
        "Credit note CN-3: line 1: 01/02/2026 is 1 February or 2 January; line 2: 01/02/2026 is 1 February or 2 "
        "January."
    )


def test_s3_lists_each_row_of_the_table_that_does_nothing() -> None:
    """With the remedy of the first of the gravest."""
    faults = OverrideFault("NO_LINE", "row 2 names line 9"), OverrideFault("UNREADABLE", "row 3 has a start alone")

    finding = only(structs.replace(emitted(invoice()), override_faults=faults))

    assert (finding.check, finding.severity, finding.reason) == ("S3", "error", "NO_LINE")
    assert finding.explanation == "Invoice INV-7: row 2 names line 9; row 3 has a start alone."


def test_an_absent_period_is_no_finding() -> None:
    """It is left blank and counted by S2."""
    assert told(emitted(invoice(), period=ABSENT)) == []


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "DELETED"])
def test_documents_that_bill_nothing_are_not_checked(status: str) -> None:
    """Their sums may be anything."""
    broken = invoice(status=status, number="", total=Decimal(1))

    assert told(held(broken, Bucket.EXCLUDED)) == told(emitted(broken)) == []


def test_what_waits_for_its_customer_has_no_rows_to_miss() -> None:
    """Its header and its lines are checked all the same."""
    assert told(held(invoice(), Bucket.PENDING)) == []
    assert [each.check for each in told(held(invoice(total=Decimal(1)), Bucket.PENDING))] == ["I1"]


def test_findings_come_in_the_catalogue_s_order_with_their_remedy() -> None:
    """Everything broken at once: each finding has a known severity and says what to do."""
    broken = invoice(total=Decimal(1), sub_total=Decimal(2), amount_credited=Decimal(3), currency="USD", number="")
    found = told(with_item(emitted(broken, period=AMBIGUOUS), 0, amount=Decimal(9)))

    assert [each.check for each in found] == ["I1", "I2", "I3", "C3", "B1", "B3", "K1", "K2", "S1"]
    assert all(each.severity in GRAVITY and each.proposed_fix for each in found)


def test_a_finding_is_told_with_the_remedy_of_its_reason() -> None:
    """Every column of the row; what is read of a document is told by another check."""
    finding = only(emitted(invoice(total=Decimal("115.01"))))
    fix = "Open the document in Xero, compare its total with subtotal and tax, save it again and sync."

    assert finding.columns() == {
        "check": "I1",
        "severity": "error",
        "expected": Decimal("115.01"),
        "actual": Decimal("115.00"),
        "difference": Decimal("-0.01"),
        "reason": "HEADER",
        "explanation": "Invoice INV-7: Total is 115.01 NZD, but SubTotal 100.00 + TotalTax 15.00 = 115.00.",
        "proposed_fix": fix,
    }
    unread = replace(finding, unreadable=UnreadableField("Total", "x", "a number"))
    assert unread.columns() == {**finding.columns(), "field": "Total", "found": "x", "needed": "a number"}


def test_i3_takes_off_what_a_contractor_deducts() -> None:
    """It is named where there is one."""
    right = invoice(amount_due=Decimal("95.00"), cis_deduction=Decimal("20.00"))
    wrong = invoice(amount_due=Decimal("94.00"), cis_deduction=Decimal("20.00"))

    assert told(emitted(right)) == []
    assert only(emitted(wrong)).explanation == (
        "Invoice INV-7: AmountDue is 94.00 NZD, but Total 115.00 - AmountPaid 0.00 - AmountCredited 0.00 - "
        "CISDeduction 20.00 = 95.00."
    )


@pytest.mark.parametrize("credit", ["credit_notes", "prepayments", "overpayments"])
def test_c3_finds_credit_that_the_invoice_does_not_count(credit: str) -> None:
    """Of each kind, though the invoice says that there is none."""
    given = {"CreditNoteID": "c", "AppliedAmount": Decimal("5.00")}
    finding = only(emitted(invoice(**{credit: (given,)})))

    assert (finding.check, *numbers(finding)) == ("C3", "0.00", "5.00", "5.00")


def test_b1_counts_what_is_left_out_and_what_is_on_no_line() -> None:
    """Together with the rows they are what the document bills."""
    document = invoice(line("60.00"), line("40.00"), sub_total=Decimal("100.03"))
    whole = emitted(document)
    left_out = structs.replace(without_item(whole, 1), left_out=Decimal("40.00"))

    assert [each.check for each in told(whole)] == [each.check for each in told(left_out)] == ["I2"]
    _, finding = told(structs.replace(left_out, left_out=Decimal("39.00")))
    assert (finding.check, *numbers(finding)) == ("B1", "100.03", "99.03", "-1.00")
    assert finding.explanation.endswith("but rows 60.00 + left out 39.00 + rounding 0.03 = 99.03.")


@pytest.mark.parametrize(
    ("price", "reason"),
    [("100.10", "ROUNDING"), ("99.90", "ROUNDING"), ("100.11", "ORDER_TOTAL"), ("99.89", "ORDER_TOTAL")],
)
def test_b3_takes_a_tenth_for_rounding(price: str, reason: str) -> None:
    """On either side, over all the lines together; only lines that are off are shown."""
    outcome = with_item(emitted(invoice(line("100.00"), line("7.00"))), 0, unit_price=Decimal(price))

    finding = only(outcome)

    assert reason == finding.reason
    assert finding.explanation.endswith(f"bill 107.00 (line 1: 1 x {price} = {price}, billed 100.00).")


def test_b3_lets_lines_that_make_up_for_each_other_be() -> None:
    """The order is what is billed."""
    outcome = emitted(invoice(line("100.00"), line("7.00")))

    assert told(with_item(with_item(outcome, 0, unit_price=Decimal(99)), 1, unit_price=Decimal(8))) == []


@pytest.mark.parametrize(
    ("order_number", "text"),
    [
        ("INV-7", "another document bears its number, which has an order number of its own"),
        ("INV-7.d0000000", "another document bears its number, so its order is INV-7.d0000000"),
    ],
)
def test_k1_tells_of_a_number_that_another_document_bears(order_number: str, text: str) -> None:
    """And which order is its own."""
    finding = only(structs.replace(emitted(invoice()), order_number=order_number, shares_number=True))

    assert (finding.check, finding.severity, finding.reason) == ("K1", "warning", "DUPLICATE")
    assert finding.explanation == f"Invoice INV-7: {text}."


def test_k1_asks_for_no_order_where_there_is_none() -> None:
    """A document that waits has no order, and says nothing of its number."""
    assert told(structs.replace(emitted(invoice()), order_number="")) == []


def test_k1_finds_a_document_without_a_currency() -> None:
    """Its total is of nothing; it asks for no rate."""
    finding = only(emitted(invoice(currency="", currency_rate=None)))

    assert (finding.check, finding.reason) == ("K1", "MISSING_CURRENCY")
    assert finding.explanation == "Invoice INV-7: it has no currency for its total of 115.00."


@pytest.mark.parametrize(
    ("rate", "reasons"), [("-0.5", ["MISSING_RATE"]), ("0.5", []), ("1", ["RATE_OF_ONE"]), ("1.01", [])]
)
def test_k2_doubts_a_rate_that_none_has(rate: str, reasons: list[str]) -> None:
    """Of one as of none, which a voided document may have."""
    abroad = {"currency": "USD", "currency_rate": Decimal(rate)}

    assert [each.reason for each in told(emitted(invoice(**abroad)))] == reasons
    assert told(emitted(invoice(**abroad, status="VOIDED"))) == []


def test_k2_says_what_a_rate_of_one_comes_to() -> None:
    """The amounts are the same in both currencies."""
    finding = only(emitted(invoice(currency="USD", currency_rate=Decimal("1.0"))))

    assert (finding.check, finding.severity) == ("K2", "warning")
    assert finding.explanation == "Invoice INV-7: its 115.00 USD are the same amount in NZD, at a CurrencyRate of 1."


def test_k3_tells_each_product_that_is_called_otherwise_once() -> None:
    """Whatever the lines that bear it; a code that RevRec takes was shared with an account."""
    outcome = emitted(invoice(*[line("1.00")] * 5))
    shared = {"product_code": "200.157ca6bf", "xero_product_code": "200"}
    spelled = {"product_code": "a-b.1", "xero_product_code": "a/b"}
    for place, codes in enumerate((shared, spelled, shared, spelled)):
        outcome = with_item(outcome, place, **codes)

    finding = only(outcome)

    assert (finding.check, finding.severity, finding.reason) == ("K3", "warning", "SHARED_CODE")
    assert finding.explanation == (
        "Invoice INV-7: item 200 has the code of an account, so the product is 200.157ca6bf; code 'a/b' has "
        "characters that RevRec does not take, so the product is a-b.1."
    )
    assert only(with_item(emitted(invoice()), 0, **spelled)).reason == "ILLEGAL_CHARACTERS"


def test_s1_says_that_a_period_is_ambiguous_where_nothing_else_is_known() -> None:
    """But not of a voided document, which has no service."""
    ambiguous = Period("ambiguous")

    assert only(emitted(invoice(), period=ambiguous)).explanation == (
        "Invoice INV-7: line 1: the period can be read in two ways."
    )
    assert told(emitted(invoice(status="VOIDED"), period=ambiguous)) == []
