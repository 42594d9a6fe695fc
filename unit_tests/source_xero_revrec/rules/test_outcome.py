"""What becomes of a document: RevRec's word for it, its amount, and the row that withdraws it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from source_xero_revrec.rules.chart import NO_ACCOUNT
from source_xero_revrec.rules.outcome import Bucket, DocumentType, NoItem, Outcome, Unread, document_type
from unit_tests.source_xero_revrec.rules.made_documents import NOON, credit_note, emitted, held, invoice, line
from xero_api.unreadable import UnreadableDocument


def test_a_document_has_revrecs_word() -> None:
    """An invoice, or a credit memo."""
    assert document_type(invoice()) == "Invoice"
    assert document_type(credit_note()) == "Credit Memo"


def test_an_amount_is_the_sum_of_the_items() -> None:
    """A document that gives no rows has none."""
    assert emitted(invoice(line("60.00"), line("40.05"))).amount == Decimal("100.05")
    assert str(held(invoice(), Bucket.PENDING).amount) == "0.00"


@pytest.mark.parametrize(
    ("kind", "status", "net", "said"),
    [
        ("ACCREC", "PAID", "100.00", Decimal("100.00")),
        ("ACCRECCREDIT", "PAID", "100.00", Decimal("-100.00")),
        ("ACCREC", "VOIDED", "100.00", Decimal(0)),
        ("ACCREC", "PAID", None, None),
        ("ACCREC", "", "100.00", Decimal("100.00")),
    ],
)
def test_a_document_that_cannot_be_understood_says_its_net(
    kind: str, status: str, net: str | None, said: Decimal | None
) -> None:
    """Signed as its rows would be, nothing where it is voided, and unknown where the header cannot be read."""
    document = UnreadableDocument("id-1", "INV-1", kind, status, "NZD", None, NOON, net and Decimal(net), ())

    assert Unread(document, Bucket.HELD).net == said


def test_an_item_knows_its_line() -> None:
    """Its id and its text are Xero's, and it withdraws nothing."""
    [item] = emitted(invoice(line("60.00", line_item_id="l-1"))).items

    assert (item.line_item_id, item.description, item.withdrawn) == ("l-1", "Subscription", False)


@pytest.mark.parametrize("kind", DocumentType)
def test_what_withdraws_a_document_says_nothing_but_its_kind(kind: DocumentType) -> None:
    """Every column of an item is there, with zero, nothing or no text."""
    gone = NoItem(kind, {"Location": None})

    assert (gone.withdrawn, gone.document_type, gone.custom_fields) == (True, kind, {"Location": None})
    assert (gone.item_number, gone.line_number) == ("0", 0)
    assert {gone.product_code, gone.xero_product_code, gone.product_rule, gone.billing_date} == {None}
    assert (gone.account, gone.tracking, gone.period.note) == (NO_ACCOUNT, (), "")
    amounts = ("amount", "original_amount", "tax_amount", "quantity", "unit_price", "list_price", "home_amount")
    assert {str(getattr(gone, each)) for each in amounts} == {"0.00"}
    texts = ("period_rule", "line_item_id", "description", "reference_invoice_id", "reference_invoice_number",
             "allocation_id", "credit_use")  # fmt: skip
    assert {getattr(gone, each) for each in texts} == {""}
    assert (gone.period.start, gone.period.end, gone.period.rule, gone.period.problem) == (None, None, "", "")


def test_buckets_and_types_are_called_as_they_always_were() -> None:
    """States that were saved, rows that were sent, and RevRec itself go by these words."""
    assert [each.value for each in Bucket] == ["emitted", "pending", "excluded", "held"]
    assert [each.value for each in DocumentType] == ["Invoice", "Credit Memo", "Adjustment"]


def test_an_outcome_says_nothing_that_was_not_decided() -> None:
    """Neither reason nor customer nor order; no item, no amount, no fault."""
    document = UnreadableDocument("id-1", "INV-1", "ACCREC", "PAID", "NZD", None, NOON, None, ())

    assert Outcome(invoice(), Bucket.HELD) == Outcome(
        document=invoice(),
        bucket=Bucket.HELD,
        reason="",
        net=Decimal("0.00"),
        left_out=Decimal("0.00"),
        items=(),
        customer=None,
        order_number="",
        shares_number=False,
        override_faults=(),
        left_out_items=(),
    )
    assert Unread(document, Bucket.HELD) == Unread(document, Bucket.HELD, reason="")
    [item] = emitted(invoice()).items
    nothing = {
        "reference_invoice_id": "", "reference_invoice_number": "", "allocation_id": "", "credit_use": "",
        "account": NO_ACCOUNT, "tracking": (),
    }  # fmt: skip
    assert {name: getattr(item, name) for name in nothing} == nothing
