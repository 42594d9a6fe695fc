"""An invoice and a credit note of one number: two orders, a finding on both, K1 names the number, in whatever sync."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.scene import CONTRACT, STREAMS, Scene, credit, identity, line, sell

if TYPE_CHECKING:
    from collections.abc import Callable

    from xero_sandbox import Sandbox

Row = dict[str, Any]


def own(note: Row) -> str:
    """Return the order number of a credit note whose number an invoice has."""
    return f"1001.{note['CreditNoteID'][:8]}"


def orders(scene: Scene, *documents: Row) -> list[str]:
    """Return the order of each document, which both streams of rows name alike."""
    found = []
    for document in documents:
        (order,) = scene.orders(document, "order_number")
        assert scene.billing(document, "order_number", "invoice_number") == [(order, order)]
        found.append(order)
    return found


def prove_shared(scene: Scene, sold: Row, note: Row) -> None:
    """Hold orders, findings, K1 and a full refresh against each other."""
    assert orders(scene, sold, note) == ["1001", own(note)]
    for document in (sold, note):
        found = scene.findings(document, "check", "status", "severity", "reason")
        assert [each for each in found if each[1] == "Open"] == [("K1", "Open", "warning", "DUPLICATE")]
    (total,) = scene.totals("K1")
    assert (total["status"], total["reason"]) == ("Ties", "DUPLICATE")
    assert "1001" in total["description"]
    fresh = scene.full_refresh()
    shown = {(row["document_id"], row["order_number"]) for row in fresh.records("order_details")}
    assert shown == {(sold["InvoiceID"], "1001"), (note["CreditNoteID"], own(note))}
    assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def renumber(xero: Sandbox, document: Row, number: str) -> None:
    """Let a person give a document another number, which stamps it."""
    kind = "Invoice" if "InvoiceID" in document else "CreditNote"
    xero.books.collection(f"{kind}s")[identity(document)][f"{kind}Number"] = number
    xero.act("edit_invoice", id=identity(document), reference=f"renumbered {number}")


def test_both_in_one_sync_are_two_orders_that_are_sent_once(xero: Sandbox) -> None:
    """The credit note's number is another from the start; a later sync has nothing to say."""
    sold, note = sell(xero, number="1001"), credit(xero, contact="Bayside Club", number="1001")
    xero.clock.advance(60)
    with Scene(xero) as scene:
        reading = scene.sync()

        assert len(reading.records("order_details")) == len(reading.records("billing_schedule")) == 2
        prove_shared(scene, sold, note)
        xero.clock.advance(60)
        again = scene.sync()
        assert not any(again.records(stream) for stream in ("order_details", "recon_errors", "control_totals"))
        assert scene.calls == 7


@pytest.mark.parametrize("first", ["invoice", "credit note"])
def test_a_number_of_an_earlier_sync_is_found(xero: Sandbox, first: str) -> None:
    """Whichever came first; where the invoice comes later, the credit note is sent again."""
    makers: dict[str, Callable[..., Row]] = {"invoice": sell, "credit note": credit}
    made = {first: makers.pop(first)(xero, number="1001")}
    xero.clock.advance(60)
    with Scene(xero) as scene:
        scene.sync()
        assert orders(scene, made[first]) == ["1001"]
        for name, make in makers.items():
            made[name] = make(xero, number="1001")
        xero.clock.advance(60)
        scene.sync()

        prove_shared(scene, made["invoice"], made["credit note"])


def test_a_number_that_is_given_up_is_the_other_ones_again(xero: Sandbox) -> None:
    """The credit note's order is its number, and both findings are resolved."""
    sold, note = sell(xero, number="1001"), credit(xero, number="1001")
    xero.clock.advance(60)
    with Scene(xero) as scene:
        scene.sync()
        renumber(xero, sold, "1003")
        scene.sync()

        assert orders(scene, sold, note) == ["1003", "1001"]
        assert [scene.findings(each, "check", "status") for each in (sold, note)] == [[("K1", "Resolved")]] * 2
        (total,) = scene.totals("K1")
        assert (total["status"], total["reason"]) == ("Ties", "")
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def test_a_draft_takes_no_number(xero: Sandbox) -> None:
    """It gives no rows until it is approved; then both are told."""
    note = credit(xero, number="1001")
    sold = sell(xero, number="1001", status="DRAFT")
    xero.clock.advance(60)
    with Scene(xero) as scene:
        scene.sync()
        assert orders(scene, note) == ["1001"]
        assert scene.findings(note) == []

        xero.act("approve", id=sold["InvoiceID"])
        scene.sync()
        prove_shared(scene, sold, note)


def test_a_walk_over_several_pages_knows_the_numbers_of_all(xero: Sandbox) -> None:
    """Invoices on pages before, and a first sync that goes on where it was broken off."""
    sold = [sell(xero, number=f"{1_000 + number}") for number in range(5)]
    note = credit(xero, number="1001")
    xero.set_switches(largest_page=2)
    xero.clock.advance(60)
    with Scene(xero) as scene:
        scene.sync()

        assert orders(scene, *sold, note) == ["1000", "1001", "1002", "1003", "1004", own(note)]
        assert scene.findings(sold[1], "reason") == ["DUPLICATE"]
        assert scene.findings(sold[0]) == []


def used_up(xero: Sandbox) -> Row:
    """Let a person use up a credit note, which no sync looks at any more unless something leads to it."""
    note, invoice = credit(xero, number="1001"), sell(xero)
    xero.act("allocate_credit_note", id=identity(note), invoice_id=identity(invoice), amount="1200.00")
    return note


@pytest.mark.parametrize("first", ["invoice", "credit note"])
def test_a_number_that_was_shared_for_a_broken_off_sync_alone_is_its_owners(xero: Sandbox, first: str) -> None:
    """The other document bears another number by then, and nothing but the attempt knew that it was this one."""
    owner = sell(xero, number="1001") if first == "invoice" else used_up(xero)
    with Scene(xero) as scene:
        xero.clock.advance(60)
        scene.sync()
        other = credit(xero, number="1001") if first == "invoice" else sell(xero, number="1001")
        xero.clock.advance(60)
        scene.break_off()
        assert scene.findings(owner, "check", "status") == [("K1", "Open")]

        renumber(xero, other, "1003")
        xero.clock.advance(60)
        scene.sync()

        assert orders(scene, owner, other) == ["1001", "1003"]
        for document in (owner, other):
            assert set(scene.findings(document, "status")) == {"Resolved"}


def test_a_number_that_was_free_for_a_broken_off_sync_alone_is_shared(xero: Sandbox) -> None:
    """Taken back before the next sync, it is as it was before the attempt, which told otherwise."""
    sold, note = sell(xero, number="1001"), used_up(xero)
    with Scene(xero) as scene:
        xero.clock.advance(60)
        scene.sync()
        renumber(xero, sold, "1003")
        xero.clock.advance(60)
        scene.break_off()
        assert orders(scene, sold, note) == ["1003", "1001"]

        renumber(xero, sold, "1001")
        xero.clock.advance(60)
        scene.sync()

        assert orders(scene, sold, note) == ["1001", own(note)]
        for document in (sold, note):
            assert ("K1", "Open") in scene.findings(document, "check", "status")


def test_what_some_streams_know_of_a_number_reaches_the_others(xero: Sandbox) -> None:
    """A sync of the billing schedule alone saw that the number was given up, which moves the order of the other."""
    sold, note = sell(xero, number="1001"), credit(xero, number="1001")
    with Scene(xero) as scene:
        xero.clock.advance(60)
        scene.sync()
        renumber(xero, sold, "1003")
        xero.clock.advance(60)
        scene.sync("billing_schedule", "control_totals")
        xero.clock.advance(60)
        scene.sync()

        assert orders(scene, sold, note) == ["1003", "1001"]
        assert [scene.findings(each, "check", "status") for each in (sold, note)] == [[("K1", "Resolved")]] * 2


def test_a_number_is_found_that_an_invoice_has_which_a_failed_first_sync_has_sent(xero: Sandbox) -> None:
    """The walk over invoices goes on behind it, that over credit notes meets all of them."""
    sold = sell(xero, number="1001")
    with Scene(xero) as scene:
        xero.clock.advance(60)
        xero.fault("server_error", "CreditNotes")
        assert scene.try_sync().failure is not None
        assert orders(scene, sold) == ["1001"]
        xero.clear_faults()
        note = credit(xero, number="1001")
        xero.clock.advance(60)
        scene.sync()

        prove_shared(scene, sold, note)


def test_a_number_is_found_where_the_walk_over_invoices_alone_begins_anew(xero: Sandbox) -> None:
    """A raw stream that is new reads every invoice; the credit note was used up long ago."""
    note = used_up(xero)
    with Scene(xero, raw=("invoices",)) as scene:
        xero.clock.advance(60)
        scene.sync(*STREAMS[CONTRACT])
        sold = sell(xero, number="1001")
        xero.clock.advance(60)
        scene.sync()

        assert orders(scene, sold, note) == ["1001", own(note)]
        for document in (sold, note):
            assert ("K1", "Open") in scene.findings(document, "check", "status")


def test_a_number_that_some_streams_know_as_shared_is_so_for_all_in_a_sync_without_changes(xero: Sandbox) -> None:
    """Control totals meet the credit note alone, and its rows go on with the order that it has."""
    sold = sell(xero, number="1001")
    others = sell(xero, number="1002"), credit(xero, number="1002")
    with Scene(xero) as scene:
        xero.clock.advance(60)
        scene.sync()
        note = credit(xero, number="1001")
        xero.clock.advance(60)
        scene.sync(*(each for each in STREAMS[CONTRACT] if each != "control_totals"))
        assert orders(scene, sold, note) == ["1001", own(note)]
        xero.clock.advance(60)
        scene.sync()

        assert orders(scene, sold, note) == ["1001", own(note)]
        assert [scene.findings(each, "check", "status") for each in (sold, note)] == [[("K1", "Open")]] * 2
        assert [scene.findings(each, "check", "status") for each in others] == [[("K1", "Open")]] * 2
        (total,) = scene.totals("K1")
        assert "several bear 1001, 1002:" in total["description"]


def test_numbers_that_differ_in_case_are_two_in_every_sync(xero: Sandbox) -> None:
    """Each is an order of its own, whose rows are sent once."""
    sold = sell(xero, number="SI-1001a")
    with Scene(xero) as scene:
        xero.clock.advance(60)
        scene.sync()
        note = credit(xero, number="SI-1001A")
        xero.clock.advance(60)
        scene.sync()

        assert orders(scene, sold, note) == ["SI-1001a", "SI-1001A"]
        fresh = scene.full_refresh().records("billing_schedule")
        assert sorted(row["invoice_number"] for row in fresh) == ["SI-1001A", "SI-1001a"]


@pytest.mark.parametrize("make", [sell, credit])
def test_two_of_one_kind_are_two_orders_that_are_sent_once(xero: Sandbox, make: Callable[..., Row]) -> None:
    """Xero refuses such numbers; where it has them all the same, a full refresh does not tell one of them twice."""
    documents = [make(xero, number=number) for number in ("1001", "1002")]
    field = "InvoiceNumber" if make is sell else "CreditNoteNumber"
    documents[1][field] = "1001"
    first, second = sorted(documents, key=identity)
    xero.clock.advance(60)
    with Scene(xero) as scene:
        full = scene.full_refresh()
        found = {row["document_id"]: row["order_number"] for row in full.records("order_details")}
        assert found == {identity(first): "1001", identity(second): f"1001.{identity(second)[:8]}"}
        for stream in ("order_details", "billing_schedule", "recon_errors"):
            assert len(full.records(stream)) == 2
        scene.sync()
        assert orders(scene, first, second) == [found[identity(each)] for each in (first, second)]


def test_a_document_is_told_once_of_what_has_nothing_to_do_with_its_number(xero: Sandbox) -> None:
    """The invoice is told before it is known that the credit note shares its number: that alone is told later."""
    sold = sell(xero, line(text="Support in Feb 2026 or so"), number="1001")
    credit(xero, contact="Bayside Club", number="1001")
    xero.clock.advance(60)
    with Scene(xero) as scene:
        found = [
            row["check"] for row in scene.full_refresh().records("recon_errors") if row["document_id"] == identity(sold)
        ]

        assert found == ["S1", "K1"]


def test_a_number_given_up_in_a_sync_of_some_streams_is_free_in_the_next(xero: Sandbox) -> None:
    """The others still remember the number of before, and the document is read again for its contact alone."""
    sold, note = sell(xero, number="1001"), credit(xero, contact="Bayside Club", number="1001")
    xero.clock.advance(60)
    with Scene(xero) as scene:
        scene.sync()
        xero.clock.advance(60)
        renumber(xero, note, "1002")
        xero.clock.advance(60)
        scene.sync(*(stream for stream in STREAMS[CONTRACT] if stream != "control_totals"))
        xero.clock.advance(60)
        xero.act("rename_contact", id="Bayside Club", name="Bayside Yacht Club")
        xero.clock.advance(60)
        scene.sync()

        assert orders(scene, sold, note) == ["1001", "1002"]
        assert [set(scene.findings(each, "status")) for each in (sold, note)] == [{"Resolved"}] * 2
