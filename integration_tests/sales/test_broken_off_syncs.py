"""What a sync told that was broken off before its states, and what syncs of some streams alone leave to the next.

Each test holds the rows in the warehouse, through the shipped views, against those of a full refresh.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.scene import DAY, Scene, credit, crm_list, identity, line, sell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
APRIL = date(2026, 4, 2)
"""The day of credit notes, in another month than that of invoices, whose control totals would name them too."""
BILLING = ("billing_schedule", "control_totals")


def a_minute_later(scene: Scene) -> Scene:
    """Let time pass: a walk looks back some seconds, and would meet again what was just done."""
    scene.xero.clock.advance(60)
    return scene


def allocate(xero: Sandbox, note: Row, invoice: Row) -> None:
    """Let a person apply the whole of a credit note to an invoice."""
    xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="1200.00")


def unallocate(xero: Sandbox, note: Row) -> None:
    """Let a person take the one allocation of a credit note off again."""
    (allocation,) = xero.books.collection("CreditNotes")[note["CreditNoteID"]]["Allocations"]
    xero.act("unallocate", credit_note_id=note["CreditNoteID"], allocation_id=allocation["AllocationID"])


def shown(rows: list[Row]) -> list[tuple[str, ...]]:
    """Return what rows say of use, status, dates and amount, whichever way they were read."""
    columns = ("document_status", "credit_use", "service_start_date", "service_end_date", "billing_amount")
    told = [{**row, "billing_amount": float(row["billing_amount"])} for row in rows if not row["withdrawn"]]
    return sorted(tuple(str(row.get(column) or "")[:10] for column in columns) for row in told)


def assert_whole(scene: Scene, *documents: Mapping[str, Any]) -> None:
    """Hold the billing rows of documents, and the number of their order rows, against those of a full refresh."""
    full = scene.full_refresh()
    for document in documents:
        own = {
            stream: [row for row in full.records(stream) if row["document_id"] == identity(document)]
            for stream in ("billing_schedule", "order_details")
        }
        assert shown(scene.billing(document)) == shown(own["billing_schedule"])
        if own["order_details"]:
            assert scene.orders(document, "document_status") == [
                row["document_status"] for row in own["order_details"] if not row["withdrawn"]
            ]


@pytest.fixture(params=[False, True], ids=["all", "paid alone"])
def books(request: pytest.FixtureRequest, xero: Sandbox) -> Scene:
    """Begin a connection that takes all documents, or those alone that are fully paid."""
    return Scene(xero, paid_invoices_only=request.param)


def test_a_finding_of_a_broken_off_sync_is_resolved(xero: Sandbox) -> None:
    """The credit note had it while it was applied to an invoice of two periods, and bears no stamp of either."""
    invoice = sell(xero, line("600.00"), line("600.00", "Support, February 2026"))
    note = credit(xero, line(text="Goodwill"), day=APRIL)
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        assert scene.findings(note) == []
        allocate(xero, note, invoice)
        a_minute_later(scene).break_off()
        assert scene.findings(note, "check", "status") == [("S1", "Open")]
        unallocate(xero, note)
        a_minute_later(scene).sync()

        assert set(scene.findings(note, "status")) == {"Resolved"}


@pytest.mark.parametrize("first", [allocate, None], ids=["applied", "open"])
def test_what_a_broken_off_sync_told_of_a_credit_note_is_told_anew(
    books: Scene, first: Callable[..., None] | None
) -> None:
    """It was applied, or taken off, and is as before now: nothing in it differs from what is remembered."""
    xero = books.xero
    with books as scene:
        invoice, note = sell(xero), credit(xero, day=APRIL)
        if first:
            first(xero, note, invoice)
        a_minute_later(scene).sync()

        if first:
            unallocate(xero, note)
        else:
            allocate(xero, note, invoice)
        a_minute_later(scene).break_off()
        if first:
            allocate(xero, note, invoice)
        else:
            unallocate(xero, note)
        a_minute_later(scene).sync()

        assert_whole(scene, invoice, note)


def test_a_refund_that_only_a_broken_off_sync_did_not_see_is_shown_again(books: Scene) -> None:
    """It was taken back and made again; the note is as it was, and its rows must be, too."""
    xero = books.xero
    with books as scene:
        note = credit(xero, day=APRIL)
        refund = xero.act("refund_credit_note", id=note["CreditNoteID"], date=DAY)
        a_minute_later(scene).sync()

        xero.act("remove_payment", id=refund["PaymentID"])
        a_minute_later(scene).break_off()
        xero.act("refund_credit_note", id=note["CreditNoteID"], date=DAY)
        a_minute_later(scene).sync()

        assert_whole(scene, note)


def test_what_a_product_was_called_meanwhile_is_told_anew(xero: Sandbox) -> None:
    """Renamed and renamed back around a sync that was broken off, it is called what it was."""
    xero.act("create_item", code="PLAN", name="First", price="10")
    sell(xero, line(ItemCode="PLAN"))
    (item,) = (each for each in xero.books.collection("Items").values() if each["Code"] == "PLAN")
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        item["Name"] = "Second"
        a_minute_later(scene).break_off()
        item["Name"] = "First"
        a_minute_later(scene).sync()

        assert scene.look("SELECT product_name FROM {schema}.products WHERE xero_product_code = 'PLAN'") == [
            {"product_name": "First"}
        ]


def test_a_document_that_was_mended_for_a_broken_off_sync_alone_is_held_again(xero: Sandbox) -> None:
    """Its rows are withdrawn once more, and the finding is open."""
    invoice = sell(xero)
    with Scene(xero) as scene:
        hold(xero, invoice)
        a_minute_later(scene).sync()
        xero.clear_faults()
        a_minute_later(scene).break_off()
        hold(xero, invoice)
        a_minute_later(scene).sync()

        assert scene.billing(invoice) == []
        assert ("UNREADABLE", "Open") in scene.findings(invoice, "check", "status")


def hold(xero: Sandbox, invoice: Row) -> None:
    """Let Xero send an invoice without the amount of its line, unstamped."""
    xero.fault("mangled_field", "Invoices", record=invoice["InvoiceID"], path="LineItems.0.LineAmount", text="null")


@pytest.mark.parametrize(
    ("before", "meanwhile"),
    [
        ({"discard_zero_lines": False}, {"discard_zero_lines": True}),
        ({"mode": crm_list("Basket Case")}, {"mode": crm_list("Somebody else")}),
    ],
    ids=["an option", "the CRM"],
)
def test_what_the_form_said_meanwhile_is_told_anew(xero: Sandbox, before: Row, meanwhile: Row) -> None:
    """Changed for a sync that was broken off, and changed back: every row is as the form says now."""
    invoice = sell(xero, line(), line("0.00", "Included"))
    with Scene(xero, **before) as scene:
        a_minute_later(scene).sync()
        rows = scene.billing(invoice, "customer_id", "billing_amount")
        assert len(rows) == 2

        a_minute_later(scene).break_off(**meanwhile)
        a_minute_later(scene).sync(**before)

        assert scene.billing(invoice, "customer_id", "billing_amount") == rows


def test_a_refund_that_some_streams_saw_reaches_the_others(books: Scene) -> None:
    """No stamp tells of it, and those that saw it know nothing of the note any more."""
    xero = books.xero
    with books as scene:
        note = credit(xero, day=APRIL)
        a_minute_later(scene).sync()
        xero.act("refund_credit_note", id=note["CreditNoteID"], date=DAY)
        a_minute_later(scene).sync(*BILLING)
        a_minute_later(scene).sync()

        assert_whole(scene, note)


def test_a_document_that_broke_while_some_streams_were_read_is_told_to_the_others(xero: Sandbox) -> None:
    """Its order rows are withdrawn, and it is among the findings."""
    invoice = sell(xero)
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        hold(xero, invoice)
        xero.act("edit_invoice", id=sell(xero)["InvoiceID"], reference="touched")
        a_minute_later(scene).sync(*BILLING)
        a_minute_later(scene).sync()

        assert scene.orders(invoice) == []
        assert scene.findings(invoice, "check", "status") == [("UNREADABLE", "Open")]


@pytest.mark.parametrize("held", [False, True])
def test_a_credit_note_is_followed_whosever_the_invoice_is_that_lost_it(books: Scene, held: bool) -> None:  # noqa: FBT001
    """Taken off and refunded, while the invoice went to another contact, or could not be understood when it bore it."""
    xero = books.xero
    with books as scene:
        invoice, note = sell(xero), credit(xero, day=APRIL)
        allocate(xero, note, invoice)
        if held:
            hold(xero, invoice)
        a_minute_later(scene).sync()

        unallocate(xero, note)
        xero.act("refund_credit_note", id=note["CreditNoteID"], date=DAY)
        xero.clear_faults()
        if not held:
            xero.act("edit_invoice", id=invoice["InvoiceID"], contact="Bayside Club")
        a_minute_later(scene).sync()

        assert_whole(scene, invoice, note)


@pytest.mark.parametrize("fields", [7, [], {"invoices": 5}], ids=str)
def test_rows_are_withdrawn_whatever_became_of_the_state(xero: Sandbox, fields: object) -> None:
    """A state that cannot be read says that there are rows: what gives none any more is withdrawn."""
    invoice = sell(xero)
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        for state in scene.states:
            kept = state["stream"]["stream_state"]
            kept.update(dict.fromkeys(kept, fields))
        xero.act("void", id=invoice["InvoiceID"])
        a_minute_later(scene).sync(excluded_products=["200"])

        assert scene.billing(invoice) == []
        assert scene.orders(invoice) == []


def test_what_a_table_said_meanwhile_is_told_anew(xero: Sandbox, tmp_path: Path) -> None:
    """A row that only a broken-off sync had is as if it never were, and so is one that only some streams lost."""
    invoice = sell(xero)
    table = tmp_path / "overrides.csv"
    heading = "Document Number,Line Number,Treatment"
    row = f"{invoice['InvoiceNumber']},1,at invoice date"
    table.write_text(heading)
    with Scene(xero, service_periods={"overrides": {"location": str(table)}}) as scene:
        a_minute_later(scene).sync()
        assert rules(scene, invoice) == ["line_description"] * 2

        table.write_text(f"{heading}\n{row}")
        a_minute_later(scene).break_off()
        assert rules(scene, invoice) == ["override"] * 2
        table.write_text(heading)
        a_minute_later(scene).sync()
        assert rules(scene, invoice) == ["line_description"] * 2

        table.write_text(f"{heading}\n{row}")
        a_minute_later(scene).sync()
        table.write_text(heading)
        a_minute_later(scene).sync(*BILLING)
        assert rules(scene, invoice) == ["override", "line_description"]
        a_minute_later(scene).sync()
        assert rules(scene, invoice) == ["line_description"] * 2


@pytest.mark.parametrize("after_states", [0, 1])
def test_a_row_that_leaves_the_table_after_the_first_sync_broke_off_is_told_no_more(
    xero: Sandbox, tmp_path: Path, after_states: int
) -> None:
    """The first sync goes on behind the page that has the document."""
    invoice, other = sell(xero), sell(xero)
    table = tmp_path / "overrides.csv"
    heading = "Document Number,Line Number,Treatment"
    table.write_text(f"{heading}\n{invoice['InvoiceNumber']},1,at invoice date")
    with Scene(xero, service_periods={"overrides": {"location": str(table)}}) as scene:
        a_minute_later(scene).break_off(after_states=after_states)
        assert rules(scene, invoice) == ["override"] * 2
        table.write_text(heading)
        a_minute_later(scene).sync()

        assert rules(scene, invoice) == ["line_description"] * 2
        assert_whole(scene, invoice, other)


def rules(scene: Scene, document: Row) -> list[str]:
    """Return what gave the service period of the order row and the billing row of a document of one line."""
    return [*scene.orders(document, "service_period_rule"), *scene.billing(document, "service_period_rule")]


def test_a_document_that_broke_for_a_broken_off_sync_alone_has_its_rows(xero: Sandbox) -> None:
    """It was met while another one's month was counted anew, and bears no stamp of what became of it."""
    invoice, other = sell(xero), sell(xero)
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        hold(xero, invoice)
        xero.act("edit_invoice", id=other["InvoiceID"], reference="touched")
        a_minute_later(scene).break_off()
        assert scene.billing(invoice) == []
        xero.clear_faults()
        a_minute_later(scene).sync()

        assert_whole(scene, invoice, other)
        assert set(scene.findings(invoice, "status")) == {"Resolved"}


def test_an_account_that_broke_for_a_broken_off_sync_alone_is_no_finding(xero: Sandbox) -> None:
    """Nothing but the attempt knew of it."""
    sell(xero)
    (account,) = (each for each in xero.books.collection("Accounts").values() if each.get("Code") == "200")
    statuses = f"SELECT status FROM {{schema}}.recon_errors WHERE document_id = '{account['AccountID']}'"
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        xero.fault("mangled_field", "Accounts", record=account["AccountID"], path="Name", text="5")
        a_minute_later(scene).break_off()
        assert scene.look(statuses) == [{"status": "Open"}]
        xero.clear_faults()
        a_minute_later(scene).sync()

        assert scene.look(statuses) == [{"status": "Resolved"}]


def test_a_month_of_a_broken_off_sync_may_be_in_any_words_for_a_currency(xero: Sandbox) -> None:
    """Xero sends them; the next sync knows the month by them."""
    sell(xero)
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        strange = sell(xero, day=APRIL)
        xero.fault("mangled_field", "Invoices", record=strange["InvoiceID"], path="CurrencyCode", text='"N Z D"')
        a_minute_later(scene).break_off()
        xero.clear_faults()
        xero.act("edit_invoice", id=strange["InvoiceID"], reference="mended")
        a_minute_later(scene).sync()

        (total,) = scene.totals("B1", period="2026-04", currency="N Z D")
        assert total["description"] == "No documents are left"


def test_a_month_that_only_a_broken_off_sync_had_has_no_documents_left(xero: Sandbox) -> None:
    """Its totals would count a document a second time that is of another month now."""
    sell(xero)
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        moved = sell(xero, day=APRIL, currency="USD")
        a_minute_later(scene).break_off()
        assert scene.totals("B1", period="2026-04", currency="USD")[0]["expected_count"] == 1
        xero.act("edit_invoice", id=moved["InvoiceID"], date=DAY)
        a_minute_later(scene).sync()

        for check in ("B1", "B2", "S2"):
            (total,) = scene.totals(check, period="2026-04", currency="USD")
            assert total["description"] == "No documents are left"
        (total,) = scene.totals("B1", period="2026-03", currency="USD")
        assert (total["status"], total["expected_count"]) == ("Ties", 1)


def test_a_fault_of_the_table_that_only_a_broken_off_sync_met_is_resolved(xero: Sandbox, tmp_path: Path) -> None:
    """And one that the attempt told as mended is open again."""
    sell(xero)
    table = tmp_path / "overrides.csv"
    heading, faulty = "Document Number,Line Number,Treatment\n", "NOPE,1,at invoice date\n"
    statuses = "SELECT status FROM {schema}.recon_errors WHERE \"check\" = 'S3'"
    table.write_text(heading)
    with Scene(xero, service_periods={"overrides": {"location": str(table)}}) as scene:
        a_minute_later(scene).sync()
        table.write_text(heading + faulty)
        a_minute_later(scene).break_off()
        assert scene.look(statuses) == [{"status": "Open"}]
        table.write_text(heading)
        a_minute_later(scene).sync()
        assert scene.look(statuses) == [{"status": "Resolved"}]

        table.write_text(heading + faulty)
        a_minute_later(scene).sync()
        table.write_text(heading)
        a_minute_later(scene).break_off()
        table.write_text(heading + faulty)
        a_minute_later(scene).sync()
        assert scene.look(statuses) == [{"status": "Open"}]


@pytest.mark.parametrize("states", range(6))
def test_a_finding_is_resolved_whichever_states_of_a_broken_off_sync_were_kept(xero: Sandbox, states: int) -> None:
    """The streams stand at two places, so that everything is read from the beginning."""
    invoice = sell(xero)
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        hold(xero, invoice)
        xero.act("edit_invoice", id=invoice["InvoiceID"], reference="touched")
        a_minute_later(scene).break_off(after_states=states)
        assert ("UNREADABLE", "Open") in scene.findings(invoice, "check", "status")
        xero.clear_faults()
        a_minute_later(scene).sync()

        assert set(scene.findings(invoice, "status")) == {"Resolved"}
        assert_whole(scene, invoice)


def test_a_document_that_only_a_broken_off_sync_told_as_pending_waits_no_longer_once_it_is_held(xero: Sandbox) -> None:
    """It cannot be understood when it is read again, and its customer is there when it can."""
    note = credit(xero, day=APRIL)
    with Scene(xero, mode=crm_list("Basket Case")) as scene:
        a_minute_later(scene).sync()
        a_minute_later(scene).break_off(mode=crm_list("Somebody else"))
        assert scene.pending("document_number") == [note["CreditNoteNumber"]]
        xero.fault("mangled_field", "CreditNotes", record=note["CreditNoteID"], path="CurrencyCode", text="{}")
        a_minute_later(scene).sync()
        assert scene.pending() == []
        xero.clear_faults()
        a_minute_later(scene).sync(mode=crm_list("Basket Case"))

        assert scene.pending() == []
        assert_whole(scene, note)


@pytest.mark.parametrize("touched", [0, 1], ids=["itself", "another one"])
def test_a_finding_of_a_broken_off_sync_on_a_document_without_an_id_is_resolved(xero: Sandbox, touched: int) -> None:
    """It was met where it changed, or while another one's month was counted anew, and has its id again."""
    invoices = [sell(xero), sell(xero)]
    found = "SELECT DISTINCT status FROM {schema}.recon_errors WHERE \"check\" = 'UNREADABLE'"
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        xero.fault("mangled_field", "Invoices", record=invoices[0]["InvoiceID"], path="InvoiceID", text="null")
        xero.act("edit_invoice", id=invoices[touched]["InvoiceID"], reference="touched")
        a_minute_later(scene).break_off()
        assert scene.look(found) == [{"status": "Open"}]
        xero.clear_faults()
        a_minute_later(scene).sync()

        assert scene.look(found) == [{"status": "Resolved"}]
