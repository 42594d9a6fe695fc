"""What decides rows beside their document, and stamps none: other documents, the year, accounts, categories.

Each test holds rows in the warehouse, through the shipped views, against those of a full refresh.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.scene import Scene, credit, crm_list, identity, line, sell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
APRIL = date(2026, 4, 2)
COLUMNS = (
    "service_start_date", "service_end_date", "service_period_rule", "service_period_problem", "amount",
    "account_class", "deferred_or_revenue", "tracking_option_1", "tracking_option_id_1",
)  # fmt: skip


def a_minute_later(scene: Scene) -> Scene:
    """Let time pass: a walk looks back some seconds, and would meet again what was just done."""
    scene.xero.clock.advance(60)
    return scene


def told(row: Row) -> tuple[str, ...]:
    """Return what a row says, whichever way it was read."""
    amount = {"amount": float(row["amount"])}
    return tuple(str({**row, **amount}.get(column) or "")[:40] for column in COLUMNS)


def assert_as_in_a_full_refresh(scene: Scene, *documents: Row) -> None:
    """Hold the order rows of documents against those of a full refresh."""
    full = scene.full_refresh().records("order_details")
    for document in documents:
        expected = sorted(told(row) for row in full if row["document_id"] == identity(document))
        assert expected
        assert sorted(map(told, scene.orders(document))) == expected


def unreadable(xero: Sandbox, endpoint: str, record: str, path: str) -> None:
    """Let Xero send a record with a number that is none, unstamped."""
    xero.fault("mangled_field", endpoint, record=record, path=path, text="5" if path.endswith("Name") else "null")


def applied(xero: Sandbox, invoice: Row, *notes: Row, amount: str = "1200.00") -> None:
    """Let a person apply credit notes to an invoice."""
    for note in notes:
        xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount=amount)


@pytest.mark.parametrize("late", [False, True], ids=["at first", "while the note is edited"])
def test_a_credit_note_is_dated_once_its_invoice_can_be_understood(xero: Sandbox, late: bool) -> None:  # noqa: FBT001
    """The invoice is mended without a stamp, and the note bears none of it either."""
    invoice, note = sell(xero), credit(xero, line(text="Goodwill"), day=APRIL)
    applied(xero, invoice, note)
    with Scene(xero) as scene:
        if late:
            a_minute_later(scene).sync()
            xero.act("edit_invoice", id=note["CreditNoteID"], reference="touched")
        unreadable(xero, "Invoices", invoice["InvoiceID"], "LineItems.0.LineAmount")
        a_minute_later(scene).sync()
        assert scene.findings(invoice, "check", "status") == [("UNREADABLE", "Open")]
        xero.clear_faults()
        a_minute_later(scene).sync()

        assert scene.orders(note, "service_period_rule") == ["credit_note_retrospective"]
        assert_as_in_a_full_refresh(scene, invoice, note)


def two_notes(xero: Sandbox) -> tuple[Row, Row, Row]:
    """Let a person apply two credit notes to an invoice of a year with lines on two accounts."""
    year = "Licence 1 Jan 2026 to 31 Dec 2026"
    invoice = sell(xero, line(text=year), line(account="260", text=year), day=date(2026, 1, 5))
    first, second = (credit(xero, line("600.00", "Goodwill"), day=day) for day in (date(2026, 3, 2), APRIL))
    applied(xero, invoice, first, second, amount="600.00")
    return invoice, first, second


def test_a_credit_note_is_capped_by_what_another_takes_now(xero: Sandbox) -> None:
    """The other one was edited, which touches neither the invoice nor this one."""
    invoice, first, second = two_notes(xero)
    with Scene(xero, credit_note_treatment="prospective") as scene:
        a_minute_later(scene).sync()
        before = scene.orders(second)
        xero.act("edit_invoice_lines", id=first["CreditNoteID"], lines=[line("600.00", "Goodwill", account="260")])
        a_minute_later(scene).sync()

        assert scene.orders(second) != before
        assert_as_in_a_full_refresh(scene, invoice, first, second)


def test_a_credit_note_is_capped_by_another_that_can_be_understood_again(xero: Sandbox) -> None:
    """As long as it cannot, it takes nothing."""
    invoice, first, second = two_notes(xero)
    with Scene(xero, credit_note_treatment="prospective") as scene:
        unreadable(xero, "CreditNotes", first["CreditNoteID"], "LineItems.0.LineAmount")
        a_minute_later(scene).sync()
        xero.clear_faults()
        a_minute_later(scene).sync()

        assert_as_in_a_full_refresh(scene, invoice, first, second)


def test_a_credit_note_is_capped_by_another_that_a_person_dates(xero: Sandbox, tmp_path: Path) -> None:
    """The table of overrides is about the other one, and Xero stamps neither."""
    invoice, first, second = two_notes(xero)
    table = tmp_path / "overrides.csv"
    heading = "Document ID,Line Number,Service Start Date,Service End Date (last day)"
    table.write_text(heading)
    periods = {"overrides": {"location": str(table)}}
    with Scene(xero, credit_note_treatment="prospective", service_periods=periods) as scene:
        a_minute_later(scene).sync()
        before = scene.orders(second)
        table.write_text(f"{heading}\n{first['CreditNoteID']},1,2026-12-01,2026-12-31")
        a_minute_later(scene).sync()

        assert scene.orders(second) != before
        assert_as_in_a_full_refresh(scene, invoice, first, second)


def breaks_account(xero: Sandbox) -> None:
    """Let Xero send the account of sales without a name."""
    (account,) = (each for each in xero.books.collection("Accounts").values() if each.get("Code") == "200")
    unreadable(xero, "Accounts", account["AccountID"], "Name")


def breaks_category(xero: Sandbox) -> None:
    """Let Xero send a tracking category with an option that has no name."""
    (region,) = (each for each in xero.books.collection("TrackingCategories").values() if each["Name"] == "Region")
    unreadable(xero, "TrackingCategories", region["TrackingCategoryID"], "Options.0.Name")


@pytest.mark.parametrize("breaks", [breaks_account, breaks_category])
def test_rows_have_what_can_be_understood_again(xero: Sandbox, breaks: Callable[[Sandbox], None]) -> None:
    """In a sync that nothing else changed for; the finding is resolved."""
    invoice = sell(xero, line(Tracking=[{"Name": "Region", "Option": "North"}]))
    with Scene(xero) as scene:
        breaks(xero)
        a_minute_later(scene).sync()
        xero.clear_faults()
        a_minute_later(scene).sync()

        assert_as_in_a_full_refresh(scene, invoice)
        statuses = scene.look("SELECT status FROM {schema}.recon_errors")
        assert {row["status"] for row in statuses} == {"Resolved"}


def moves_year(xero: Sandbox) -> None:
    """Let the financial year end with June."""
    xero.books.organisation.update({"FinancialYearEndMonth": 6, "FinancialYearEndDay": 30})


def moves_class(xero: Sandbox) -> None:
    """Let the account of sales be a liability."""
    (account,) = (each for each in xero.books.collection("Accounts").values() if each.get("Code") == "200")
    account["Class"] = "LIABILITY"


def renames_option(xero: Sandbox) -> None:
    """Let an option be called otherwise, which shows on documents."""
    xero.act("rename_tracking_option", category="Region", option="North", name="Far North")


@pytest.mark.parametrize("moves", [moves_year, moves_class, renames_option])
@pytest.mark.parametrize("how", ["in the next sync", "after a broken-off one", "after one of some streams"])
def test_rows_are_made_anew_when_what_decides_all_of_them_is_another(
    xero: Sandbox, moves: Callable[[Sandbox], None], how: str
) -> None:
    """No document says so: the organisation does, or its chart of accounts, or its tracking categories."""
    invoice = sell(xero, line(text="Licence FY2026", Tracking=[{"Name": "Region", "Option": "North"}]))
    fields = [{"revrec_field": "Location", "xero_tracking_category": "Region"}]
    with Scene(xero, custom_fields=fields) as scene:
        a_minute_later(scene).sync()
        before = scene.orders(invoice)
        moves(xero)
        touched = sell(xero)
        if how == "after a broken-off one":
            a_minute_later(scene).break_off()
        elif how == "after one of some streams":
            a_minute_later(scene).sync("billing_schedule", "control_totals")
        last = a_minute_later(scene).sync()

        assert scene.orders(invoice) != before
        assert_as_in_a_full_refresh(scene, invoice, touched)
        if how == "in the next sync":
            # A warehouse that takes either of two rows of one key would lose some.
            sent = [(row["document_id"], row["order_item_number"]) for row in last.records("order_details")]
            assert len(sent) == len(set(sent)) == 2
        xero.clock.advance(60)
        assert scene.sync().records("order_details") == []


def test_documents_of_before_come_where_the_start_date_is_taken_out(xero: Sandbox) -> None:
    """No document changed, and streams without control totals have nothing else that would tell."""
    first = sell(xero)
    xero.clock.advance(40 * 86_400)
    second = sell(xero)
    rows = ("order_details", "billing_schedule")
    with Scene(xero, start_date="2026-05-01") as scene:
        a_minute_later(scene).sync(*rows)
        assert [bool(scene.orders(each)) for each in (first, second)] == [False, True]
        del scene.options["start_date"]
        a_minute_later(scene).sync(*rows)

        assert_as_in_a_full_refresh(scene, first, second)


def test_rows_that_a_later_start_date_leaves_are_told_with_it(xero: Sandbox) -> None:
    """They stay until a full refresh: B1 says how much they are, and what may have left them."""
    sell(xero)
    xero.clock.advance(40 * 86_400)
    start = f"{xero.clock.now():%Y-%m-%d}"
    xero.clock.advance(86_400)
    sell(xero, day=APRIL)
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        a_minute_later(scene).sync(start_date=start)

        (total,) = scene.totals("B1", period="2026-03")
        assert (total["status"], total["reason"]) == ("Does not tie", "ROWS")
        assert "after `start_date` was moved later" in total["proposed_fix"]


def test_customers_are_sent_again_where_personal_data_is_dropped(xero: Sandbox) -> None:
    """What the warehouse has of a contact is replaced by what may be there, although nobody touched it."""
    invoice = sell(xero)
    xero.act("edit_contact", id=invoice["Contact"]["ContactID"], EmailAddress="somebody@example.com")
    emails = "SELECT email FROM {schema}.customers"
    with Scene(xero) as scene:
        a_minute_later(scene).sync()
        assert scene.look(emails) == [{"email": "somebody@example.com"}]
        a_minute_later(scene).sync(drop_personal_data=True)

        assert scene.look(emails) == [{"email": None}]


@pytest.mark.parametrize(
    ("mode", "without"),
    [({}, {}), ({"mode": crm_list("Basket Case")}, {"mode": crm_list("Bayside Club")})],
    ids=["contracts", "CRM"],
)
def test_a_customer_whose_documents_left_it_is_sent_again_where_personal_data_is_dropped(
    xero: Sandbox, mode: Row, without: Row
) -> None:
    """Its one invoice is another contact's, and the CRM may know it no more: the state knows that it was sent."""
    invoice = sell(xero)
    xero.act("edit_contact", id=invoice["Contact"]["ContactID"], EmailAddress="somebody@example.com")
    emails = "SELECT customer_name, email FROM {schema}.customers WHERE customer_name = 'Basket Case'"
    with Scene(xero, **mode) as scene:
        a_minute_later(scene).sync()
        xero.act("edit_invoice", id=invoice["InvoiceID"], contact="Bayside Club")
        a_minute_later(scene).sync(**without)
        assert scene.look(emails) == [{"customer_name": "Basket Case", "email": "somebody@example.com"}]
        a_minute_later(scene).sync(drop_personal_data=True)

        assert scene.look(emails) == [{"customer_name": "Basket Case", "email": None}]
        assert a_minute_later(scene).sync().records("customers") == []
