"""Control totals are summed from what was sent: a row that is stale, missing or of nothing shows in B1, by name."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.scene import DAY, Scene, amounts, crm_list, line, sell

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

Row = dict[str, Any]
MARCH = f"{DAY:%Y-%m}"


def edit_unseen(xero: Sandbox, invoice: Row, *lines: Row) -> None:
    """Let a person edit an invoice, and Xero keep the timestamp that it had."""
    record = xero.books.collection("Invoices")[invoice["InvoiceID"]]
    stamp = record["UpdatedDateUTC"]
    xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=list(lines))
    record["UpdatedDateUTC"] = stamp


def settle(scene: Scene) -> None:
    """Sync so long after everything was done that no later sync looks back so far."""
    scene.xero.clock.advance(60)
    scene.sync()


def completeness(scene: Scene, period: str = MARCH) -> tuple[str, str, str]:
    """Return status, reason and description of a month's B1."""
    (total,) = scene.totals("B1", period=period)
    return total["status"], total["reason"], total["description"]


def sent(scene: Scene) -> dict[str, str]:
    """Return what the state remembers of the documents that were sent; a change of it changes the state."""
    (state,) = (each for each in scene.states if each["stream"]["stream_descriptor"]["name"] == "control_totals")
    (fields,) = state["stream"]["stream_state"].values()
    found: dict[str, str] = fields["sent_documents"]
    return found


def test_an_amount_that_changes_unseen_does_not_tie_and_is_sent_by_the_next_sync(xero: Sandbox) -> None:
    """The ledger moved and no document did: all are counted, B1 names the one whose rows are stale, by its number."""
    sold, other = sell(xero, line("100.00")), sell(xero, line("50.00"))
    with Scene(xero) as scene:
        settle(scene)
        edit_unseen(xero, sold, line("175.00"))
        scene.sync()

        status, reason, told = completeness(scene)
        assert (status, reason) == ("Does not tie", "STALE")
        assert "75.00 NZD too little" in told
        assert f"{sold['InvoiceNumber']} (changed)" in told
        assert other["InvoiceNumber"] not in told
        (billed,) = scene.totals("B2", period=MARCH)
        assert (billed["status"], billed["reason"], billed["difference"]) == ("Does not tie", "STALE", Decimal(-75))
        assert scene.billing(sold, "billing_amount") == amounts("100.00")

        scene.sync()
        assert completeness(scene)[:2] == ("Ties", "")
        assert scene.billing(sold, "billing_amount") == amounts("175.00")
        xero.clock.advance(60)
        idle = scene.sync()
        assert [row for stream in ("billing_schedule", "control_totals") for row in idle.records(stream)] == []
        assert scene.calls == 7


def test_a_text_that_changes_unseen_shows_where_its_month_is_counted_anew(xero: Sandbox) -> None:
    """No amount differs and Debtors stand; the service period on the row is another."""
    sold = sell(xero, line("100.00"))
    with Scene(xero) as scene:
        settle(scene)
        edit_unseen(xero, sold, line("100.00", text="Platform, March 2026"))
        sell(xero, line("50.00"))
        scene.sync()

        assert completeness(scene)[:2] == ("Does not tie", "STALE")
        assert f"{sold['InvoiceNumber']} (changed)" in completeness(scene)[2]
        scene.sync()
        assert completeness(scene)[0] == "Ties"
        assert [f"{day}" for day in scene.billing(sold, "service_start_date")] == ["2026-03-01"]


def test_an_invoice_that_appears_unseen_has_no_rows_and_b1_says_so(xero: Sandbox) -> None:
    """Its timestamp is older than the sync that did not meet it."""
    sold = sell(xero, line("100.00"))
    stamp = xero.books.collection("Invoices")[sold["InvoiceID"]]["UpdatedDateUTC"]
    with Scene(xero) as scene:
        settle(scene)
        late = sell(xero, line("7.00"))
        xero.books.collection("Invoices")[late["InvoiceID"]]["UpdatedDateUTC"] = stamp
        sell(xero, line("50.00"))
        scene.sync()

        status, reason, told = completeness(scene)
        assert (status, reason) == ("Does not tie", "STALE")
        assert f"{late['InvoiceNumber']} (without rows)" in told
        scene.sync()
        assert completeness(scene)[0] == "Ties"
        assert scene.billing(late, "billing_amount") == amounts("7.00")


def test_a_row_that_was_sent_otherwise_than_xero_has_it_does_not_tie(xero: Sandbox) -> None:
    """A state that knows of 900.00 where Xero has 100.00: the next count of that month finds the row."""
    sold = sell(xero, line("100.00"))
    with Scene(xero) as scene:
        settle(scene)
        known = sent(scene)
        known[f"{MARCH} NZD"] = known[f"{MARCH} NZD"].replace(":10000", ":90000")
        sell(xero, line("50.00"))
        scene.sync()

        status, reason, told = completeness(scene)
        assert (status, reason) == ("Does not tie", "STALE")
        assert "rows 950.00" in told
        assert "800.00 NZD too much" in told
        assert sold["InvoiceNumber"] in told


def test_rows_of_a_document_that_xero_does_not_show_any_more_do_not_tie(xero: Sandbox) -> None:
    """Neither list nor count has it: it is named by how its id begins, in the sync that sees it and in later ones."""
    sold, other = sell(xero, line("100.00")), sell(xero, line("50.00"))
    xero.act("pay_invoice", id=sold["InvoiceID"])
    with Scene(xero) as scene:
        settle(scene)
        xero.set_switches(lose_record=f"Invoices/{sold['InvoiceID']}")
        for _ in range(2):
            xero.act("edit_invoice_lines", id=other["InvoiceID"], lines=[line("60.00")])
            scene.sync()

            status, reason, told = completeness(scene)
            assert (status, reason) == ("Does not tie", "STALE")
            assert f"id {sold['InvoiceID'][:13]}... (not in Xero)" in told
            assert "100.00 NZD too much" in told


def test_a_document_that_waits_counts_as_it_was_told(xero: Sandbox) -> None:
    """Pending documents are part of what was sent, with what they wait with."""
    sold = sell(xero, line("100.00"))
    with Scene(xero, mode=crm_list("Nobody in particular")) as scene:
        settle(scene)
        edit_unseen(xero, sold, line("120.00"))
        scene.sync()

        (total,) = scene.totals("B1", period=MARCH)
        assert (total["status"], total["reason"], total["pending_amount"]) == ("Does not tie", "STALE", Decimal(100))
        scene.sync()
        (total,) = scene.totals("B1", period=MARCH)
        assert (total["status"], total["pending_amount"]) == ("Ties", Decimal(120))
        assert scene.pending("amount") == amounts("120.00")


def test_what_was_sent_is_remembered_in_few_characters(xero: Sandbox) -> None:
    """Some twenty for each document, in the state of the control totals alone."""
    for number in range(40):
        sell(xero, line(f"{number + 1}234.56"))
    with Scene(xero) as scene:
        scene.sync()

        assert len(sent(scene)[f"{MARCH} NZD"]) < 40 * 23
        assert sum("sent_documents" in json.dumps(state) for state in scene.states) == 1
