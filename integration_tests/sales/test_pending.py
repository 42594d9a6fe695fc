"""Documents that wait for a customer of the CRM: how they come to wait, and everything that ends it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.scene import CrmFile, Scene, amounts, credit, crm_list, line, sell

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
KNOWN, UNKNOWN, THIRD = "Basket Case", "Bayside Club", "Rex Media Group"


@pytest.fixture(params=["list", "file"])
def crm(request: pytest.FixtureRequest, tmp_path: Path) -> Any:  # noqa: ANN401 - a function of names
    """Give a test a CRM whose customers are typed into the configuration, or exported to a file."""
    return crm_list if request.param == "list" else CrmFile(tmp_path / "customers.csv")


def rename(xero: Sandbox, name: str, new: str) -> None:
    """Let a person rename a contact in Xero, which touches none of its documents."""
    xero.act("rename_contact", id=name, name=new)


# -- waiting


def test_invoices_and_credit_notes_of_a_contact_that_the_crm_does_not_know_wait(xero: Sandbox, crm: Any) -> None:  # noqa: ANN401
    """No billing rows; what waits is shown with its amount, and P1 and B1 count it."""
    with Scene(xero, mode=crm(KNOWN)) as scene:
        sell(xero)
        scene.sync()
        invoice, note = sell(xero, contact=UNKNOWN), credit(xero, line("300.00"), contact=UNKNOWN)
        scene.sync()

        assert scene.pending("document_type", "document_id", "amount", "contact_name", "reason") == [
            ("Credit Memo", note["CreditNoteID"], Decimal(-300), UNKNOWN, "No CRM customer has this name"),
            ("Invoice", invoice["InvoiceID"], Decimal(1200), UNKNOWN, "No CRM customer has this name"),
        ]
        assert scene.billing(invoice) == scene.billing(note) == []
        (total,) = scene.totals("B1", period="2026-03")
        assert (total["pending_count"], total["pending_amount"], total["status"]) == (2, Decimal(900), "Ties")
        assert [(row["pending_count"], row["pending_amount"]) for row in scene.totals("P1")] == [(2, Decimal(900))]


def test_near_names_are_hints_and_never_matched(xero: Sandbox) -> None:
    """Case, a legal form, a space: each is offered, none is taken."""
    with Scene(xero, mode=crm_list("basket case", "Bayside Club Limited", "Quite Another")) as scene:
        sell(xero, contact=KNOWN)
        sell(xero, contact=UNKNOWN)
        scene.sync()

        assert scene.pending("contact_name", "hints") == [(KNOWN, "basket case"), (UNKNOWN, "Bayside Club Limited")]
        assert scene.look("SELECT * FROM {schema}.billing_schedule") == []


def test_case_and_spaces_are_ignored_on_demand(xero: Sandbox) -> None:
    """The option matches what differs in nothing else; a legal form more still waits."""
    mode = crm_list("basket  CASE", "Bayside Club Limited") | {"ignore_case_and_spaces": True}
    with Scene(xero, mode=mode) as scene:
        invoice = sell(xero, contact=KNOWN)
        sell(xero, contact=UNKNOWN)
        scene.sync()

        assert scene.billing(invoice, "customer_name", "contact_name") == [("basket  CASE", KNOWN)]
        assert scene.pending("contact_name") == [UNKNOWN]


def test_a_name_that_two_customers_bear_matches_neither(xero: Sandbox) -> None:
    """Which of them is meant is for a person to say; both ids are named."""
    mode = crm_list(KNOWN)
    mode["crm"]["customers"].append({"customer_id": "CRM-2", "name": KNOWN})
    with Scene(xero, mode=mode) as scene:
        sell(xero)
        scene.sync()

        (reason,) = scene.pending("reason")
        assert reason == "2 CRM customers have this name (ids CRM-2, CRM-Basket-Case)"


# -- clearing


def test_a_contact_renamed_in_xero_clears_its_documents(xero: Sandbox, crm: Any) -> None:  # noqa: ANN401
    """The rename touches no document. Each gets a row `Cleared`, and its billing rows follow under the CRM's id."""
    with Scene(xero, mode=crm(KNOWN, "Bayside Club Ltd")) as scene:
        invoice, note = sell(xero, contact=UNKNOWN), credit(xero, line("300.00"), contact=UNKNOWN)
        scene.sync()
        assert len(scene.pending()) == 2

        rename(xero, UNKNOWN, "Bayside Club Ltd")
        reading = scene.sync()

        assert scene.pending() == []
        assert {(row["document_id"], row["status"]) for row in reading.records("pending_data")} == {
            (invoice["InvoiceID"], "Cleared"),
            (note["CreditNoteID"], "Cleared"),
        }
        assert scene.billing(invoice, "customer_id", "billing_amount") == [("CRM-Bayside-Club-Ltd", Decimal(1200))]
        assert scene.billing(note, "customer_id", "billing_amount") == [("CRM-Bayside-Club-Ltd", Decimal(-300))]
        assert [row["pending_count"] for row in scene.totals("P1")] == [0]
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def test_a_customer_added_to_the_crm_clears_its_documents(xero: Sandbox, crm: Any) -> None:  # noqa: ANN401
    """Nothing happened in Xero at all."""
    with Scene(xero, mode=crm(KNOWN)) as scene:
        invoice, other = sell(xero, contact=UNKNOWN), sell(xero, contact=THIRD)
        scene.sync()

        scene.sync(mode=crm(KNOWN, UNKNOWN))

        assert scene.pending("document_id") == [other["InvoiceID"]]
        assert scene.billing(invoice, "customer_id") == ["CRM-Bayside-Club"]
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def test_a_rename_and_an_addition_at_once_clear_both(xero: Sandbox, crm: Any) -> None:  # noqa: ANN401
    """One contact takes the name of a customer that is new in the CRM, another is added as it is."""
    with Scene(xero, mode=crm(KNOWN)) as scene:
        renamed, added = sell(xero, contact=UNKNOWN), sell(xero, contact=THIRD)
        scene.sync()

        rename(xero, UNKNOWN, "Bayside Club Ltd")
        scene.sync(mode=crm(KNOWN, "Bayside Club Ltd", THIRD))

        assert scene.pending() == []
        assert scene.billing(renamed, "customer_name") == ["Bayside Club Ltd"]
        assert scene.billing(added, "customer_name") == [THIRD]


def test_a_document_voided_while_it_waits_waits_no_more(xero: Sandbox, crm: Any) -> None:  # noqa: ANN401
    """It is cleared without ever having been billed, and counts as excluded."""
    with Scene(xero, mode=crm(KNOWN)) as scene:
        invoice, waiting = sell(xero, contact=UNKNOWN), sell(xero, contact=UNKNOWN)
        scene.sync()

        xero.act("void", id=invoice["InvoiceID"])
        scene.sync()

        assert scene.pending("document_id") == [waiting["InvoiceID"]]
        assert scene.billing(invoice) == []
        (total,) = scene.totals("B1", period="2026-03")
        assert (total["pending_count"], total["excluded_count"], total["status"]) == (1, 1, "Ties")

        scene.sync(mode=crm(KNOWN, UNKNOWN))
        assert scene.billing(waiting, "billing_amount") == amounts("1200")
        assert sum(row["billing_amount"] for row in scene.billing(invoice)) == 0


def test_a_document_edited_while_it_waits_is_billed_as_it_is_then(xero: Sandbox) -> None:
    """What waits shows the new amount, and so do the rows when it clears."""
    with Scene(xero, mode=crm_list(KNOWN)) as scene:
        invoice = sell(xero, contact=UNKNOWN)
        scene.sync()
        xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=[line("900.00")])
        scene.sync()
        assert scene.pending("amount") == amounts("900")

        scene.sync(mode=crm_list(KNOWN, UNKNOWN))
        assert scene.billing(invoice, "billing_amount") == amounts("900")


# -- back to waiting


def test_a_matched_contact_renamed_away_is_withdrawn_and_waits(xero: Sandbox, crm: Any) -> None:  # noqa: ANN401
    """Its rows are gone from the view, its documents wait; renamed back, all is as it was."""
    with Scene(xero, mode=crm(KNOWN)) as scene:
        invoice = sell(xero)
        scene.sync()
        before = scene.billing(invoice, "billing_id", "customer_id", "billing_amount")

        rename(xero, KNOWN, "Basket Case (Holdings)")
        scene.sync()
        assert scene.billing(invoice) == []
        assert scene.pending("document_id", "contact_name", "hints") == [
            (invoice["InvoiceID"], "Basket Case (Holdings)", KNOWN)
        ]
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}

        rename(xero, "Basket Case (Holdings)", KNOWN)
        scene.sync()
        assert scene.billing(invoice, "billing_id", "customer_id", "billing_amount") == before
        assert scene.pending() == []


def test_a_customer_removed_from_the_crm_is_withdrawn_and_waits(xero: Sandbox, crm: Any) -> None:  # noqa: ANN401
    """Nothing happened in Xero at all; the other customer's rows stay."""
    with Scene(xero, mode=crm(KNOWN, UNKNOWN)) as scene:
        stays, goes = sell(xero), sell(xero, contact=UNKNOWN)
        note = credit(xero, line("300.00"), contact=UNKNOWN)
        scene.sync()

        scene.sync(mode=crm(KNOWN))

        assert scene.billing(stays, "billing_amount") == amounts("1200")
        assert scene.billing(goes) == scene.billing(note) == []
        assert set(scene.pending("document_id")) == {goes["InvoiceID"], note["CreditNoteID"]}
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def test_a_customer_replaced_by_a_namesake_gives_the_rows_its_id(xero: Sandbox) -> None:
    """The CRM merged two records: the name stays, the id is another."""
    with Scene(xero, mode=crm_list(KNOWN)) as scene:
        invoice = sell(xero)
        scene.sync()

        mode = crm_list(KNOWN)
        mode["crm"]["customers"][0]["customer_id"] = "CRM-MERGED"
        scene.sync(mode=mode)

        assert scene.billing(invoice, "customer_id") == ["CRM-MERGED"]
        assert scene.look("SELECT customer_id FROM {schema}.customers ORDER BY read_at DESC LIMIT 1") == [
            {"customer_id": "CRM-MERGED"}
        ]


def test_a_document_given_to_a_contact_that_waits_already_is_withdrawn(xero: Sandbox) -> None:
    """It was billed to one customer, then a person gave it to a contact whose other documents wait."""
    with Scene(xero, mode=crm_list(KNOWN)) as scene:
        invoice = sell(xero)
        sell(xero, contact=UNKNOWN)
        scene.sync()

        xero.act("edit_invoice", id=invoice["InvoiceID"], contact=UNKNOWN)
        scene.sync()

        assert scene.billing(invoice) == []
        assert len(scene.pending()) == 2


def test_a_waiting_document_given_to_a_known_customer_is_cleared(xero: Sandbox) -> None:
    """The contact that it leaves goes on waiting with its other document."""
    with Scene(xero, mode=crm_list(KNOWN)) as scene:
        sell(xero)
        invoice, left = sell(xero, contact=UNKNOWN), sell(xero, contact=UNKNOWN)
        scene.sync()

        xero.act("edit_invoice", id=invoice["InvoiceID"], contact=KNOWN)
        scene.sync()

        assert scene.billing(invoice, "customer_id") == ["CRM-Basket-Case"]
        assert scene.pending("document_id") == [left["InvoiceID"]]
