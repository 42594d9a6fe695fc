"""Lines and headers net of tax."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec import structs

from source_xero_revrec.rules.lines import billed, booked, header_net, net, total_net, unlined
from unit_tests.source_xero_revrec.rules.made_documents import credit_note, invoice, line


@pytest.mark.parametrize(("kind", "expected"), [("Exclusive", "115.00"), ("Inclusive", "100.00"), ("NoTax", "115.00")])
def test_tax_is_taken_off_inclusive_amounts_alone(kind: str, expected: str) -> None:
    """Exclusive and tax-free amounts hold no tax that could be taken off."""
    assert Decimal(expected) == net(line("115.00", "15.00"), kind)


def test_a_document_is_the_sum_of_its_lines() -> None:
    """Negative lines count as they are."""
    document = invoice(line("115.00", "15.00"), line("-11.50", "-1.50"), line_amount_types="Inclusive")

    assert Decimal("90.00") == total_net(document)


def test_a_credit_note_bills_less_than_nothing() -> None:
    """Xero writes a credit note's amounts without a sign."""
    assert (Decimal("100.00"), Decimal("-40.00")) == (billed(invoice()), billed(credit_note()))


def test_a_voided_document_bills_nothing() -> None:
    """Its header goes on to say what it was."""
    document = credit_note(status="VOIDED")

    assert (0, Decimal("-40.00"), 0) == (billed(document), header_net(document), unlined(document))


def test_what_is_on_no_line_has_the_sign_of_the_document() -> None:
    """An overridden total adds to what an invoice bills, and to what a credit note gives back."""
    assert Decimal("0.07") == unlined(invoice(sub_total=Decimal("100.07")))
    assert Decimal("-0.07") == unlined(credit_note(sub_total=Decimal("40.07")))


def test_nothing_of_a_voided_document_is_off_its_lines() -> None:
    """Its header counts for nothing, whatever it says."""
    assert unlined(invoice(line("100.00"), sub_total=Decimal("100.05"))) == Decimal("0.05")
    assert unlined(invoice(line("100.00"), sub_total=Decimal("100.05"), status="VOIDED")) == 0


def test_a_line_of_text_alone_books_nothing() -> None:
    """The others keep their places on the document."""
    text = structs.replace(line("0.00"), account_code="", account_id="")
    document = invoice(line("100.00"), text, line("7.00"))

    assert [(place, each.line_amount) for place, each in booked(document)] == [
        (1, Decimal("100.00")),
        (3, Decimal("7.00")),
    ]
