"""Which documents and lines the options let through, and what is said of the others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.options import RevrecOptions
from source_xero_revrec.rules.conversion import ConversionSettings
from source_xero_revrec.rules.customer_match import CrmCustomer, CustomerMatch
from source_xero_revrec.rules.lines import billed
from source_xero_revrec.rules.outcome import Bucket
from unit_tests.source_xero_revrec.rules.made_conversions import (
    applied,
    conversion,
    convert,
    item,
    paid,
)
from unit_tests.source_xero_revrec.rules.made_documents import credit_note, invoice

if TYPE_CHECKING:
    from xero_api.models import CreditNote, Invoice

BOOM = CrmCustomer("001-BOOM", "Boom FM")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("DRAFT", "Draft in Xero"),
        ("SUBMITTED", "Waiting for approval in Xero"),
        ("DELETED", "Deleted in Xero"),
    ],
)
@pytest.mark.parametrize("make", [invoice, credit_note])
def test_what_was_never_approved_is_excluded(make: Any, status: str, reason: str) -> None:  # noqa: ANN401
    """It gives no rows, and says why."""
    outcome = convert(make(status=status))

    assert (outcome.bucket, outcome.reason, outcome.items) == (Bucket.EXCLUDED, reason, ())


def test_every_document_keeps_its_number() -> None:
    """In RevRec's characters; whatever bucket it is in."""
    for outcome in (convert(invoice()), convert(invoice(status="DRAFT"))):
        assert outcome.order_number == "INV-7"


def test_an_invoice_is_billed_on_its_own_date_unless_paid_invoices_alone_count() -> None:
    """When it was paid does not matter then."""
    (sold,) = convert(invoice(status="PAID", fully_paid_on="2026-03-09")).items

    assert sold.billing_date == date(2026, 1, 15)


def test_what_a_configuration_leaves_alone_is_as_the_form_says() -> None:
    """The rules have the form's defaults."""
    chosen = RevrecOptions().conversion_settings()

    assert ConversionSettings(chosen.periods) == chosen


def test_an_invoice_before_the_conversion_date_is_excluded() -> None:
    """The conversion date itself is in."""
    before, on = (convert(invoice(), conversion_date=day) for day in ("2026-01-16", "2026-01-15"))

    assert (before.bucket, before.reason) == (Bucket.EXCLUDED, "Before the conversion date")
    assert on.bucket is Bucket.EMITTED


@pytest.mark.parametrize("make", [invoice, credit_note])
@pytest.mark.parametrize("status", ["AUTHORISED", "VOIDED"])
def test_with_paid_invoices_only_what_is_open_waits(make: Any, status: str) -> None:  # noqa: ANN401
    """Neither part payment nor voiding is being fully paid."""
    outcome = convert(make(status=status, payments=(paid("1.00"),)), paid_invoices_only=True)

    assert outcome.bucket is Bucket.EXCLUDED
    assert outcome.reason in {"Not fully paid", "Not fully used"}


@pytest.mark.parametrize(
    ("document", "day"),
    [
        (invoice(status="PAID", fully_paid_on="2026-03-09", payments=(paid("115.00"),)), date(2026, 3, 9)),
        (
            invoice(status="PAID", payments=(paid("15.00", "2026-02-03"), paid("100.00", "2026-01-31"))),
            date(2026, 2, 3),
        ),
        (invoice(status="PAID"), date(2026, 1, 15)),
        (
            credit_note(status="PAID", allocations=(applied("A", "46.00", "2026-04-01"),), payments=(paid("1.00"),)),
            date(2026, 4, 1),
        ),
    ],
)
def test_with_paid_invoices_only_the_billing_date_is_when_it_was_settled(
    document: Invoice | CreditNote, day: date
) -> None:
    """As Xero says, or else the last payment or allocation; without either it is the document's own date."""
    outcome = convert(document, paid_invoices_only=True)

    assert {sold.billing_date for sold in outcome.items} == {day}


def test_the_conversion_date_looks_at_the_billing_date() -> None:
    """An old invoice that was paid after the conversion is billed after it."""
    document = invoice(status="PAID", fully_paid_on="2026-03-09")

    assert convert(document, paid_invoices_only=True, conversion_date="2026-03-01").bucket is Bucket.EMITTED


def test_excluded_products_are_left_out_and_counted() -> None:
    """Their amount is told; codes may be written as in Xero."""
    document = invoice(item("10.00"), item("5.00", item_code="SHIP PING"), item("3.00", account_code="860"))

    outcome = convert(document, excluded_products=["SHIP PING", "860"])

    assert [str(sold.amount) for sold in outcome.items] == ["10.00"]
    assert str(outcome.left_out) == "8.00"


def test_a_document_of_excluded_products_alone_is_excluded() -> None:
    """It is in the bucket that its rows are in: none."""
    outcome = convert(invoice(item("10.00")), excluded_products=["200"])

    assert (outcome.bucket, outcome.reason) == (Bucket.EXCLUDED, "The options leave out all of its lines")
    assert outcome.left_out == outcome.net == Decimal("10.00")


def test_zero_lines_are_discarded_where_wanted() -> None:
    """Left alone they give rows of zero; a voided document's lines are not zero lines."""
    document = invoice(item("0.00"), item("1.00"))

    assert len(convert(document).items) == 2
    assert [sold.item_number for sold in convert(document, discard_zero_lines=True).items] == ["2"]
    voided = invoice(item("1.00"), status="VOIDED")
    assert len(convert(voided, discard_zero_lines=True).items) == 1


def test_a_known_customer_is_the_crms() -> None:
    """The outcome carries the CRM's id."""
    outcome = convert(invoice(), rules=conversion(CustomerMatch([BOOM])))

    assert (outcome.bucket, outcome.customer) == (Bucket.EMITTED, BOOM)


@pytest.mark.parametrize("make", [invoice, credit_note])
def test_a_document_of_an_unknown_customer_is_pending(make: Any) -> None:  # noqa: ANN401
    """It waits with its amount and gives no rows."""
    outcome = convert(make(), rules=conversion(CustomerMatch([])))

    assert (outcome.bucket, outcome.items, outcome.net) == (Bucket.PENDING, (), billed(make()))


def test_a_document_voided_while_pending_waits_no_more() -> None:
    """There is nothing to bill any more, whoever the customer is."""
    outcome = convert(invoice(status="VOIDED"), rules=conversion(CustomerMatch([])))

    assert outcome.bucket is Bucket.EXCLUDED
    assert "Voided" in outcome.reason


def test_an_invoices_entries_are_known_whatever_its_bucket() -> None:
    """Credit notes refer to the service of invoices from before the conversion date, too."""
    rules = conversion(conversion_date="2030-01-01")
    document = invoice(item("1.00", description="Jan 2026"))

    assert rules.invoice(document).bucket is Bucket.EXCLUDED
    assert [sold.period.start for sold in rules.invoice_items(document)] == [date(2026, 1, 1)]
