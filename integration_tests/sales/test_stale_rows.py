"""What happens in Xero without a stamp on the document: the next sync sees it all the same."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.scene import Scene, credit, crm_list, line, sell

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

Row = dict[str, Any]
MERGED, SURVIVOR = "Bayside Club", "Rex Media Group"


@pytest.mark.parametrize("stamped", [False, True])
def test_the_documents_of_a_merged_contact_follow_it(xero: Sandbox, stamped: bool) -> None:  # noqa: FBT001
    """Rows, amounts and the customer, whether Xero stamps the surviving contact or not."""
    xero.set_switches(merge_bumps_surviving_contact=stamped)
    sold, note = sell(xero, contact=MERGED), credit(xero, line("30.00"), contact=MERGED)
    with Scene(xero) as scene:
        scene.sync()
        assert scene.orders(sold, "contact_name") == [MERGED]

        xero.act("merge_contacts", id=MERGED, into=SURVIVOR)
        scene.sync()

        assert scene.orders(sold, "contact_name", "customer_name") == [(SURVIVOR, SURVIVOR)]
        assert scene.billing(note, "contact_id") == [sold["Contact"]["ContactID"]]
        names = scene.look("SELECT customer_name FROM {schema}.customers")
        assert {"customer_name": SURVIVOR} in names


@pytest.mark.parametrize("stamped", [False, True])
def test_a_merge_into_a_customer_of_the_crm_clears_what_was_pending(xero: Sandbox, stamped: bool) -> None:  # noqa: FBT001
    """And the other way round, what was billed to a customer waits again."""
    xero.set_switches(merge_bumps_surviving_contact=stamped)
    waiting = sell(xero, contact=MERGED)
    with Scene(xero, mode=crm_list(SURVIVOR)) as scene:
        scene.sync()
        assert scene.pending("document_id") == [waiting["InvoiceID"]]

        xero.act("merge_contacts", id=MERGED, into=SURVIVOR)
        scene.sync()

        assert scene.pending("document_id") == []
        assert scene.billing(waiting, "contact_name", "billing_amount") == [(SURVIVOR, Decimal(1200))]
        xero.act("merge_contacts", id=SURVIVOR, into="Basket Case")
        scene.sync()
        assert scene.pending("document_id", "contact_name") == [(waiting["InvoiceID"], "Basket Case")]
        assert scene.billing(waiting) == []


@pytest.mark.parametrize("stamped", [False, True])
@pytest.mark.parametrize("mode", [None, crm_list(MERGED, SURVIVOR)], ids=["contracts", "CRM"])
def test_a_merged_contact_is_archived_among_the_customers(xero: Sandbox, stamped: bool, mode: Row | None) -> None:  # noqa: FBT001
    """It has no document any more that would tell so; a contact that was never sold to is not added."""
    xero.set_switches(merge_bumps_surviving_contact=stamped)
    xero.act("create_contact", name="Never sold to")
    sell(xero, contact=MERGED)
    sell(xero, contact=SURVIVOR)
    xero.clock.advance(60)
    with Scene(xero, **({"mode": mode} if mode else {})) as scene:
        scene.sync()
        xero.act("merge_contacts", id=MERGED, into=SURVIVOR)
        xero.act("archive_contact", id="Never sold to")
        xero.clock.advance(60)
        scene.sync()

        shown = {row["contact_name"]: row["contact_status"] for row in scene.look("SELECT * FROM {schema}.customers")}
        assert shown == {MERGED: "ARCHIVED", SURVIVOR: "ACTIVE"}
        assert scene.sync().records("customers") == []


@pytest.mark.parametrize("mode", [None, crm_list(MERGED)], ids=["contracts", "CRM"])
def test_a_document_without_rows_leaves_a_customer_as_it_is(xero: Sandbox, mode: Row | None) -> None:
    """An invoice of a text alone is approved, and its contact did not change: nothing is read of it, nor said."""
    customers = "SELECT customer_name, contact_status, email FROM {schema}.customers"
    sell(xero, contact=MERGED)
    xero.act("edit_contact", id=MERGED, EmailAddress="club@example.com")
    xero.clock.advance(60)
    with Scene(xero, **({"mode": mode} if mode else {})) as scene:
        scene.sync()
        xero.clock.advance(60)
        sell(xero, {"Description": "Thank you"}, contact=MERGED)
        scene.sync()

        assert scene.look(customers) == [
            {"customer_name": MERGED, "contact_status": "ACTIVE", "email": "club@example.com"}
        ]


def test_a_contact_that_is_archived_after_its_last_document_left_it_says_so(xero: Sandbox) -> None:
    """The invoice was given to another contact before; its status comes from the walk over contacts alone."""
    sold = sell(xero, contact=MERGED)
    xero.clock.advance(60)
    with Scene(xero) as scene:
        scene.sync()
        xero.act("edit_invoice", id=sold["InvoiceID"], contact=SURVIVOR)
        scene.sync()
        xero.act("archive_contact", id=MERGED)
        scene.sync()

        shown = {row["contact_name"]: row["contact_status"] for row in scene.look("SELECT * FROM {schema}.customers")}
        assert shown == {MERGED: "ARCHIVED", SURVIVOR: "ACTIVE"}


@pytest.mark.parametrize("stamped", [False, True])
def test_a_refund_that_stamps_nothing_gives_its_rows(xero: Sandbox, stamped: bool) -> None:  # noqa: FBT001
    """Where only paid documents count: refunded in full it has rows, and none when the refund is taken back."""
    xero.set_switches(refund_bumps_credit_note=stamped)
    note = credit(xero, line("100.00"))
    with Scene(xero, paid_invoices_only=True) as scene:
        scene.sync()
        assert scene.orders(note) == []

        refund = xero.act("refund_credit_note", id=note["CreditNoteID"], date="2026-03-20")
        scene.sync()

        assert scene.orders(note, "amount", "credit_use") == [(Decimal(-100), "refunded")]
        (total,) = scene.totals("B1", period="2026-03")
        assert (total["emitted_amount"], total["status"]) == (Decimal(-100), "Ties")

        xero.act("remove_payment", id=refund["PaymentID"])
        scene.sync()

        assert scene.orders(note) == []
        (total,) = scene.totals("B1", period="2026-03")
        assert (total["emitted_amount"], total["excluded_amount"], total["status"]) == (0, Decimal(-100), "Ties")


def test_an_item_whose_code_an_account_takes_is_another_product_from_then_on(xero: Sandbox) -> None:
    """Its rows of earlier syncs are sent again, although nothing stamped their documents."""
    xero.act("create_item", code="NEW-1", name="Something", price="10")
    sold = sell(xero, line("10.00", ItemCode="NEW-1"))
    with Scene(xero) as scene:
        scene.sync()
        assert scene.orders(sold, "product_code") == ["NEW-1"]

        xero.act("create_account", code="NEW-1", name="Something else", type="REVENUE")
        scene.sync()

        (code,) = scene.orders(sold, "product_code")
        assert code.startswith("NEW-1.")


def test_days_written_with_an_offset_are_the_days_on_the_documents(xero: Sandbox) -> None:
    """In rows, raw records and control totals, on the first and the last day of a month."""
    days = ("2026-01-31", "2026-02-01", "2026-07-31")
    documents = [sell(xero, day=day) for day in days]
    note = credit(xero, line("100.00"), day="2026-03-31")
    xero.act("refund_credit_note", id=note["CreditNoteID"], date="2026-04-30")
    xero.set_switches(business_date_offset="+1300")
    with Scene(xero, raw=("invoices", "payments"), paid_invoices_only=False) as scene:
        reading = scene.sync()

        found = [f"{day}" for document in documents for day in scene.orders(document, "document_date")]
        assert found == list(days)
        raw = {record["InvoiceID"]: record["Date"] for record in reading.records("invoices")}
        assert [raw[document["InvoiceID"]] for document in documents] == list(days)
        assert {record["Date"] for record in reading.records("payments") if record["Amount"] == 100} == {"2026-04-30"}


def test_a_state_from_the_future_hides_no_edit(xero: Sandbox) -> None:
    """Raw and RevRec: what was changed before that moment is read all the same, and the state is right again."""
    sold = sell(xero)
    with Scene(xero, raw=("invoices",)) as scene:
        scene.sync()
        year = f"{xero.clock.now():%Y-}"
        scene.states = json.loads(json.dumps(scene.states).replace(f'"{year}', f'"{int(year[:-1]) + 1}-'))

        xero.act("edit_invoice_lines", id=sold["InvoiceID"], lines=[line("700.00")])
        reading = scene.sync()

        assert scene.orders(sold, "amount") == [Decimal(700)]
        assert [record["SubTotal"] for record in reading.records("invoices")] == [Decimal("700.00")]
        xero.act("edit_invoice_lines", id=sold["InvoiceID"], lines=[line("800.00")])
        scene.sync()
        assert scene.orders(sold, "amount") == [Decimal(800)]


def test_another_organisation_behind_the_same_connection_is_refused_until_it_is_named(xero: Sandbox) -> None:
    """Its rows would be added to the tables of the one before; a name in `organisations` says that it is meant."""
    sell(xero)
    with Scene(xero, raw=("invoices",)) as scene:
        scene.sync()
        other = "00000000-0000-4000-8000-000000000001"
        (tenant,) = {row["tenant_id"] for row in scene.look("SELECT DISTINCT tenant_id FROM {schema}.order_details")}
        scene.states = json.loads(json.dumps(scene.states).replace(tenant, other))

        refused = scene.try_sync()

        assert refused.failure is not None
        told = json.dumps(refused.errors())
        assert other in told
        assert "`organisations`" in told
        assert not refused.records("order_details")
        assert not refused.records("invoices")
        scene.sync(organisations=[tenant])
