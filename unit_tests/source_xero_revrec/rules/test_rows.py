"""RevRec's rows have the columns of their schemas, and say where they come from."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from msgspec import structs

import source_xero_revrec
from source_xero_revrec.rules.chart import LineAccount
from source_xero_revrec.rules.customer_match import CrmCustomer
from source_xero_revrec.rules.outcome import Bucket, Outcome, Unread
from source_xero_revrec.rules.periods.service_period import ServicePeriod
from source_xero_revrec.rules.rows import Row, Rows
from unit_tests.source_xero_revrec.rules.made_documents import (
    credit_note,
    emitted,
    held,
    invoice,
    line,
    outcomes,
    with_item,
)
from unit_tests.xero_api.made_records import made
from xero_api.models import Tracking
from xero_api.money import ZERO
from xero_api.unreadable import UnreadableDocument

READ_AT = datetime(2026, 3, 2, 13, tzinfo=UTC)
BOOM = CrmCustomer("001-BOOM", "BOOM FM Ltd")
YEAR = ServicePeriod(date(2026, 1, 1), date(2026, 12, 31), "line_description")
SCHEMAS = Path(source_xero_revrec.__file__).with_name("schemas")

ORDERS = Rows("tenant-1", "NZD", orders=True, custom_fields=("region",))
MAPPED = Rows("tenant-1", "NZD", orders=False, custom_fields=())
MONEY = ("amount", "original_amount", "tax_amount", "home_amount")


def sold(document: Any = None, **changes: Any) -> Outcome:  # noqa: ANN401
    """Return an invoice of one line with a year of service."""
    outcome = emitted(document or invoice(), period=YEAR)  # type: ignore[arg-type]
    return with_item(outcome, 0, custom_fields={"region": "North"}, **changes)


def columns(stream: str) -> list[str]:
    """Return the columns of a stream's schema."""
    return list(json.loads(SCHEMAS.joinpath(f"{stream}.json").read_text(encoding="utf-8"))["properties"])


def without(names: list[str], *left_out: str) -> list[str]:
    """Return names without some of them."""
    return [name for name in names if name not in left_out]


def test_order_rows_have_the_columns_of_their_schema() -> None:
    """In its order, custom fields before the amount; a withdrawn row has the same."""
    (row,) = ORDERS.order_details(sold(), READ_AT)
    withdrawn = ORDERS.withdrawn_order(held(invoice(), Bucket.EXCLUDED), READ_AT)

    assert columns("order_details") == without(list(row), "region")
    assert list(row)[list(row).index("region") + 1] == "amount"
    assert sorted(row) == sorted(withdrawn)


def test_billing_rows_have_the_columns_of_their_schema() -> None:
    """In its order, custom fields before the service dates; a withdrawn row has the same."""
    (row,) = ORDERS.billing_schedule(sold(), READ_AT)
    withdrawn = ORDERS.withdrawn_billing(held(invoice(), Bucket.EXCLUDED), READ_AT)

    assert columns("billing_schedule") == without(list(row), "region")
    assert list(row)[list(row).index("region") + 1] == "service_start_date"
    assert sorted(row) == sorted(withdrawn)


def test_billing_rows_are_tied_to_the_customer_where_orders_come_from_the_crm() -> None:
    """They name no order of ours, and the customer is the CRM's."""
    outcome = structs.replace(emitted(invoice(), period=YEAR), customer=BOOM)  # type: ignore[arg-type]
    (row,) = MAPPED.billing_schedule(outcome, READ_AT)
    withdrawn = MAPPED.withdrawn_billing(outcome, READ_AT)

    assert columns("billing_schedule") == list(row)
    assert (row["order_number"], row["order_item_number"]) == (None, None)
    assert sorted(row) == sorted(withdrawn)
    assert (row["customer_id"], row["customer_name"]) == ("001-BOOM", "BOOM FM Ltd")
    assert row["contact_name"] == "Boom FM"


def test_a_document_that_is_held_names_its_order_only_where_orders_are_its_documents() -> None:
    """Beside orders of the CRM it has none of its own."""
    document = UnreadableDocument("id-1", "INV-1", "ACCREC", "", "NZD", None, READ_AT, None, ())
    unread = Unread(document, Bucket.HELD)

    assert ORDERS.held_billing(unread, READ_AT)["order_number"] == "INV-1"
    assert "order_number" not in MAPPED.held_billing(unread, READ_AT)
    assert MAPPED.held_billing(unread, READ_AT)["billing_id"] == "id-1:0"


def test_an_order_row_is_the_line_that_was_sold() -> None:
    """Number, item, product, price and service, in the invoice's currency."""
    document = invoice(line("100.00", "15.00"), reference="PO 7", currency="USD", currency_rate=Decimal("0.60"))
    (row,) = ORDERS.order_details(sold(document, home_amount=Decimal("166.67")), READ_AT)

    expected = {
        "tenant_id": "tenant-1",
        "customer_id": document.contact.contact_id,
        "customer_name": "Boom FM",
        "order_number": "INV-7",
        "order_item_number": "1",
        "order_name": "PO 7",
        "product_code": "200",
        "order_start_date": date(2026, 1, 15),
        "service_start_date": date(2026, 1, 1),
        "service_end_date": date(2026, 12, 31),
        "currency": "USD",
        "quantity": Decimal(1),
        "unit_price": Decimal("100.00"),
        "region": "North",
        "amount": Decimal("100.00"),
        "home_amount": Decimal("166.67"),
        "home_currency": "NZD",
        "exchange_rate": Decimal("0.60"),
        "document_type": "Invoice",
        "withdrawn": False,
    }
    assert expected == {name: row[name] for name in expected}


def test_a_row_says_where_it_comes_from() -> None:
    """Document, line, and the rules that decided anything."""
    document = invoice(line("100.00", line_item_id="line-1"))
    (row,) = ORDERS.billing_schedule(sold(document, period_rule="line_description"), READ_AT)

    expected = {
        "billing_id": f"{document.document_id}:1",
        "contact_id": document.contact.contact_id,
        "document_id": document.document_id,
        "document_number": "INV-7",
        "document_status": "AUTHORISED",
        "document_date": date(2026, 1, 15),
        "document_updated_at": document.updated_at,
        "document_read_at": READ_AT,
        "line_item_id": "line-1",
        "line_description": "Subscription",
        "product_rule": "account",
        "service_period_rule": "line_description",
        "service_period_problem": None,
    }
    assert expected == {name: row[name] for name in expected}


@pytest.mark.parametrize("stream", ["order_details", "billing_schedule"])
def test_a_row_tells_what_its_line_was_posted_to_and_how_it_is_tracked(stream: str) -> None:
    """Account, class, whether Xero deferred it, and both tracking categories by name and id, as the line has them."""
    region, team = (
        {"Name": name, "Option": option, "TrackingCategoryID": f"id-{name}", "TrackingOptionID": f"id-{option}"}
        for name, option in (("Region", "North"), ("Team", "Red"))
    )
    tracking = tuple(made(Tracking, each) for each in (region, team))
    outcome = sold(invoice(due_date="2026-02-20"), account=LineAccount("835", "LIABILITY"), tracking=tracking)
    (row,) = getattr(ORDERS, stream)(outcome, READ_AT)

    expected = {
        "due_date": date(2026, 2, 20),
        "account_code": "835",
        "account_class": "LIABILITY",
        "deferred_or_revenue": "deferred",
        "tracking_category_1": "Region",
        "tracking_option_1": "North",
        "tracking_category_id_1": "id-Region",
        "tracking_option_id_1": "id-North",
        "tracking_category_2": "Team",
        "tracking_option_2": "Red",
        "tracking_category_id_2": "id-Team",
        "tracking_option_id_2": "id-Red",
    }
    assert expected == {name: row[name] for name in expected}


def test_a_row_that_withdraws_others_is_posted_nowhere() -> None:
    """It keeps what the document says of itself, and has no account, no class and no tracking."""
    document = invoice(due_date="2026-02-20")
    row = ORDERS.withdrawn_order(held(document, Bucket.EXCLUDED), READ_AT)

    assert row["due_date"] == date(2026, 2, 20)
    told = ("account_code", "account_class", "deferred_or_revenue", "tracking_category_1", "tracking_option_id_2")
    assert {row[name] for name in told} == {None}


def test_a_credit_row_names_what_it_was_used_for() -> None:
    """The invoice, its id, the allocation and the kind of use; other rows leave them empty."""
    use = {
        "reference_invoice_id": "id-7",
        "reference_invoice_number": "INV-7",
        "allocation_id": "allocation-1",
        "credit_use": "applied",
    }
    (credited,) = ORDERS.billing_schedule(sold(credit_note(), **use), READ_AT)
    (billed,) = ORDERS.billing_schedule(sold(), READ_AT)

    assert use == {name: credited[name] for name in use}
    assert [billed[name] for name in use] == [None] * 4
    assert credited["document_type"] == "Credit Memo"
    assert credited["billing_amount"] == Decimal("-40.00")


@pytest.mark.parametrize(
    ("currency", "rate", "shown"),
    [
        ("NZD", None, 1),
        ("NZD", Decimal("1.000000"), Decimal(1)),
        ("USD", None, None),
        ("USD", Decimal("0.6"), Decimal("0.6")),
    ],
)
def test_the_rate_is_xeros_or_one_at_home(currency: str, rate: Decimal | None, shown: Decimal | None) -> None:
    """A foreign document without a rate has none: nothing is guessed."""
    (row,) = ORDERS.order_details(sold(invoice(currency=currency, currency_rate=rate)), READ_AT)

    assert shown == row["exchange_rate"]


@given(outcomes())
def test_order_and_billing_rows_tell_the_same_amounts(outcome: Outcome) -> None:
    """Row for row, and each sums to the document's items, whatever the document."""
    orders = ORDERS.order_details(_with_fields(outcome), READ_AT)
    billing = ORDERS.billing_schedule(_with_fields(outcome), READ_AT)

    assert [row["amount"] for row in orders] == [row["billing_amount"] for row in billing]
    assert [(row["order_number"], row["order_item_number"]) for row in orders] == [
        (row["order_number"], row["order_item_number"]) for row in billing
    ]
    assert sum((row["amount"] for row in orders), ZERO) == outcome.amount
    assert len({row["billing_id"] for row in billing}) == len(outcome.items)


def _with_fields(outcome: Outcome) -> Outcome:
    items = tuple(structs.replace(sold, period=YEAR, custom_fields={"region": None}) for sold in outcome.items)
    return structs.replace(outcome, items=items)


def test_a_voided_invoice_keeps_its_rows_with_nothing_on_them() -> None:
    """The same keys, amount zero, what it was beside it, and the status."""
    (row,) = ORDERS.order_details(sold(invoice(status="VOIDED")), READ_AT)
    (before,) = ORDERS.order_details(sold(), READ_AT)
    key = ("tenant_id", "order_number", "order_item_number", "document_id")

    assert [row[name] for name in key] == [before[name] for name in key]
    assert (row["amount"], row["unit_price"], row["original_amount"]) == (0, 0, Decimal("100.00"))
    assert (row["document_status"], row["withdrawn"]) == ("VOIDED", False)


def test_two_documents_with_one_number_have_rows_of_their_own() -> None:
    """The key of a row holds the document's id."""
    twins = [sold(invoice(document_id=f"{number}0000000-0000-4000-8000-000000000000")) for number in (1, 2)]

    for rows, key in ((ORDERS.order_details, "document_id"), (ORDERS.billing_schedule, "billing_id")):
        assert len({row[key] for twin in twins for row in rows(twin, READ_AT)}) == 2


@pytest.mark.parametrize("make", ["withdrawn_order", "withdrawn_billing"])
def test_a_withdrawn_row_makes_older_rows_of_its_document_out_of_date(make: str) -> None:
    """It is worth nothing, is marked, and has the document's newest times; no line has its number."""
    document = invoice(updated_at=(READ_AT - timedelta(hours=1)).isoformat())
    row: Row = getattr(ORDERS, make)(held(document, Bucket.EXCLUDED), READ_AT)

    assert row["withdrawn"] is True
    assert not any(row.get(name) for name in (*MONEY, "billing_amount", "quantity", "unit_price"))
    assert row["order_item_number"] == "0"
    assert (row["document_id"], row["document_updated_at"], row["document_read_at"]) == (
        document.document_id,
        document.updated_at,
        READ_AT,
    )
    assert row["region"] is None


def test_a_pending_row_has_the_columns_of_its_schema() -> None:
    """In its order."""
    row = MAPPED.pending(held(invoice(), Bucket.PENDING), READ_AT, [])

    assert columns("pending_data") == list(row)


def test_a_pending_row_says_what_waits_and_for_whom() -> None:
    """Net amount, reason, and names that may have been meant."""
    outcome = structs.replace(held(credit_note(), Bucket.PENDING), net=Decimal("-40.00"), reason="No such name")
    row = MAPPED.pending(outcome, READ_AT, ["Boom F.M.", "Boom"])

    expected = {
        "document_type": "Credit Memo",
        "document_number": "CN-3",
        "contact_name": "Boom FM",
        "amount": Decimal("-40.00"),
        "currency": "NZD",
        "status": "Pending",
        "reason": "No such name",
        "hints": "Boom F.M., Boom",
        "customer_id": None,
    }
    assert expected == {name: row[name] for name in expected}
    assert MAPPED.pending(outcome, READ_AT, [])["hints"] is None


@pytest.mark.parametrize(
    ("outcome", "customer_id", "reason"),
    [
        (structs.replace(emitted(invoice()), customer=BOOM), "001-BOOM", "Matched with CRM customer 001-BOOM"),
        (held(invoice(status="VOIDED"), Bucket.EXCLUDED), None, "told by the test"),
    ],
)
def test_a_cleared_row_says_why_nothing_waits_any_more(outcome: Outcome, customer_id: str | None, reason: str) -> None:
    """It has the key of the pending row, the status Cleared, and no hints."""
    row = MAPPED.pending(outcome, READ_AT, ["Boom"])

    assert (row["status"], row["customer_id"], row["reason"], row["hints"]) == ("Cleared", customer_id, reason, None)
    assert (row["tenant_id"], row["document_id"]) == ("tenant-1", outcome.document.document_id)


EVERYTHING: dict[str, Any] = {
    "product_code": "a-b.1",
    "xero_product_code": "a/b",
    "product_rule": "item",
    "billing_date": date(2026, 2, 3),
    "tax_amount": Decimal("15.00"),
    "quantity": Decimal(2),
    "unit_price": Decimal("50.00"),
    "list_price": Decimal("60.00"),
    "home_amount": Decimal("166.67"),
    "original_amount": Decimal("100.01"),
    "period": ServicePeriod(date(2026, 1, 1), date(2026, 12, 31), "line_description", "ambiguous", "a note"),
    "period_rule": "override",
    "reference_invoice_id": "id-9",
    "reference_invoice_number": "INV-9",
    "allocation_id": "allocation-1",
    "credit_use": "applied",
    "account": LineAccount("260", "REVENUE"),
    "tracking": (Tracking(category="Region", option="North"),),
}
SHARED = {
    "reference_invoice_number": "INV-9",
    "reference_invoice_id": "id-9",
    "credit_use": "applied",
    "original_amount": Decimal("100.01"),
    "tax_amount": Decimal("15.00"),
    "home_amount": Decimal("166.67"),
    "document_type": "Invoice",
    "withdrawn": False,
    "home_currency": "NZD",
    "exchange_rate": Decimal("0.60"),
    "contact_id": invoice().contact.contact_id,
    "contact_name": "Boom FM",
    "document_id": invoice().document_id,
    "document_number": "INV-7",
    "document_status": "AUTHORISED",
    "document_date": date(2026, 1, 15),
    "due_date": date(2026, 2, 20),
    "document_updated_at": invoice().updated_at,
    "document_read_at": READ_AT,
    "line_item_id": "line-1",
    "line_description": "Subscription",
    "account_code": "260",
    "account_class": "REVENUE",
    "deferred_or_revenue": "revenue",
    "tracking_category_1": "Region",
    "tracking_option_1": "North",
    "tracking_category_id_1": None,
    "tracking_option_id_1": None,
    "tracking_category_2": None,
    "tracking_option_2": None,
    "tracking_category_id_2": None,
    "tracking_option_id_2": None,
    "xero_product_code": "a/b",
    "product_rule": "item",
    "service_period_rule": "override",
    "service_period_problem": "ambiguous",
    "service_period_note": "a note",
    "allocation_id": "allocation-1",
}
CUSTOMER = {"tenant_id": "tenant-1", "customer_id": "001-BOOM", "customer_name": "BOOM FM Ltd"}


def everything() -> Outcome:
    """Return an invoice of which every column of its rows has something to say."""
    document = invoice(
        line("100.00", "15.00", line_item_id="line-1"),
        reference="PO 7",
        currency="USD",
        currency_rate=Decimal("0.60"),
        due_date="2026-02-20",
    )
    return structs.replace(sold(document, **EVERYTHING), customer=BOOM, order_number="INV-7.1")


def test_every_column_of_an_order_row_has_its_own_value() -> None:
    """Of the document, its line, and what was decided about both."""
    (row,) = ORDERS.order_details(everything(), READ_AT)

    assert dict(row) == {
        **CUSTOMER,
        "order_number": "INV-7.1",
        "order_item_number": "1",
        "order_name": "PO 7",
        "product_code": "a-b.1",
        "order_start_date": date(2026, 2, 3),
        "service_start_date": date(2026, 1, 1),
        "service_end_date": date(2026, 12, 31),
        "currency": "USD",
        "quantity": Decimal(2),
        "unit_price": Decimal("50.00"),
        "list_price": Decimal("60.00"),
        "region": "North",
        "amount": Decimal("100.00"),
        **SHARED,
    }


def test_every_column_of_a_billing_row_has_its_own_value() -> None:
    """Tied to the order's item."""
    (row,) = ORDERS.billing_schedule(everything(), READ_AT)

    assert dict(row) == {
        **CUSTOMER,
        "billing_id": f"{invoice().document_id}:1",
        "order_number": "INV-7.1",
        "order_item_number": "1",
        "invoice_number": "INV-7.1",
        "invoice_line_number": 1,
        "product_code": "a-b.1",
        "billing_date": date(2026, 2, 3),
        "billing_amount": Decimal("100.00"),
        "currency": "USD",
        "region": "North",
        "service_start_date": date(2026, 1, 1),
        "service_end_date": date(2026, 12, 31),
        **SHARED,
    }
    assert len(row) == len(dict(row))


def test_what_a_line_does_not_say_is_no_text() -> None:
    """Neither the order's name, nor an id, nor a rule."""
    nothing = sold(invoice(structs.replace(line("1.00"), description="")))
    (row,) = ORDERS.order_details(nothing, READ_AT)
    empty = (
        "order_name", "line_item_id", "line_description", "account_code", "account_class", "service_period_rule",
        "service_period_problem", "service_period_note", "allocation_id", "credit_use", "reference_invoice_id",
        "reference_invoice_number", "deferred_or_revenue",
    )  # fmt: skip

    assert {row[name] for name in empty} == {None}


def test_rows_of_another_reading_are_made_anew() -> None:
    """Also where the document is the very same: the newest row wins by its time."""
    outcome = sold()
    later = READ_AT + timedelta(hours=1)

    assert [ORDERS.order_details(outcome, at)[0]["document_read_at"] for at in (READ_AT, later)] == [READ_AT, later]


HELD = {
    "tenant_id": "tenant-1",
    "currency": "USD",
    "document_id": "id-1",
    "document_type": "Credit Memo",
    "document_number": "CN-1",
    "document_status": "PAID",
    "document_date": date(2026, 1, 15),
    "document_updated_at": READ_AT,
    "document_read_at": READ_AT + timedelta(hours=1),
}


def test_rows_of_a_document_that_is_held_withdraw_what_it_gave_before() -> None:
    """With what can be read of it."""
    document = UnreadableDocument("id-1", "CN-1", "ACCRECCREDIT", "PAID", "USD", date(2026, 1, 15), READ_AT, None, ())
    unread, read_at = Unread(document, Bucket.HELD), READ_AT + timedelta(hours=1)
    order = {"order_number": "CN-1", "order_item_number": "0", "withdrawn": True}

    assert ORDERS.held_order(unread, read_at) == {**HELD, **order}
    assert ORDERS.held_billing(unread, read_at) == {
        **HELD, "order_number": "CN-1", "billing_id": "id-1:0", "withdrawn": True
    }  # fmt: skip
    assert MAPPED.held_billing(unread, read_at) == {**HELD, "billing_id": "id-1:0", "withdrawn": True}
    cleared = {**HELD, "status": "Cleared", "reason": "It cannot be understood: see recon_errors"}
    assert MAPPED.no_longer_pending(unread, read_at) == cleared
    excluded = replace(unread, bucket=Bucket.EXCLUDED, reason="Not fully used")
    assert MAPPED.no_longer_pending(excluded, read_at) == {**cleared, "reason": "Not fully used"}


def test_a_document_that_says_nothing_of_itself_is_held_without_texts() -> None:
    """It has an id."""
    unread = Unread(UnreadableDocument("id-1", "", "ACCREC", "", "", None, READ_AT, None, ()), Bucket.HELD)
    row = ORDERS.held_order(unread, READ_AT)

    assert {row[name] for name in ("currency", "document_number", "document_status", "document_date")} == {None}


def test_every_column_of_a_pending_row_has_its_own_value() -> None:
    """A document of the CRM's customer, or of none."""
    outcome = structs.replace(held(credit_note(), Bucket.PENDING), net=Decimal("-40.00"), reason="No such name")
    document = credit_note()

    assert MAPPED.pending(outcome, READ_AT, ["Boom"]) == {
        "tenant_id": "tenant-1",
        "document_id": document.document_id,
        "document_type": "Credit Memo",
        "document_number": "CN-3",
        "document_date": date(2026, 1, 15),
        "document_status": "AUTHORISED",
        "contact_id": document.contact.contact_id,
        "contact_name": "Boom FM",
        "amount": Decimal("-40.00"),
        "currency": "NZD",
        "status": "Pending",
        "reason": "No such name",
        "hints": "Boom",
        "customer_id": None,
        "document_updated_at": document.updated_at,
        "document_read_at": READ_AT,
    }
