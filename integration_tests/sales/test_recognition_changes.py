"""Every cent that is made up for closed months has a row and a reason, against the schedule that the close kept."""

from __future__ import annotations

import gzip
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.controller import Controller, explained, reasons
from integration_tests.support.recognition import DEFERRED
from integration_tests.support.scene import credit, line, sell

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
YEAR = "Platform Pro 01/01/2026 - 31/12/2026"
JANUARY, FEBRUARY, MARCH = "2026-01", "2026-02", "2026-03"


@pytest.fixture
def controller(xero: Sandbox, tmp_path: Path) -> Controller:
    """Give a test a company that recognises here and has sold nothing yet; it is April 2026."""
    return Controller(xero, tmp_path)


def ours(xero: Sandbox, kind: str) -> Row:
    """Return the journal of recognition of a kind."""
    found = xero.books.collection("ManualJournals").values()
    (journal,) = (each for each in found if f"-{kind}]" in each["Narration"] and each["Status"] == "POSTED")
    return journal


def test_each_kind_of_change_is_told_with_before_and_after(xero: Sandbox, controller: Controller) -> None:
    """Late, credited late, voided, edited, re-dated, re-coded, another period, a line more, a line less."""
    kept = {
        name: sell(xero, line("1200.00", YEAR), line("120.00", YEAR), day=date(2026, 1, 5))
        for name in ("voided", "edited", "re-dated", "re-coded", "period", "more", "less", "left alone")
    }
    identity = {name: each["InvoiceID"] for name, each in kept.items()}
    number = {name: each["InvoiceNumber"] for name, each in kept.items()}
    controller.month(JANUARY)
    before = controller.books(JANUARY)

    late = sell(xero, line("600.00", YEAR), day=date(2026, 1, 20))
    note = credit(xero, line("240.00", YEAR), day=date(2026, 1, 25))
    xero.act("void", id=identity["voided"])
    second = line("120.00", YEAR)
    for name, lines in {
        "edited": [line("2400.00", YEAR), second],
        "re-coded": [line("1200.00", YEAR, "260"), second],
        "period": [line("1200.00", "Platform Pro 01/02/2026 - 31/01/2027"), second],
        "more": [line("1200.00", YEAR), second, line("12.00", YEAR)],
        "less": [line("1200.00", YEAR)],
    }.items():
        xero.act("edit_invoice_lines", id=identity[name], lines=lines)
    xero.act("edit_invoice", id=identity["re-dated"], date=date(2026, 2, 3))
    found = controller.changes(FEBRUARY)

    assert explained(found) == controller.prior(FEBRUARY)
    told = reasons(found)
    assert told[("late_invoice", late["InvoiceNumber"])] == Decimal(550)
    assert told[("late_credit_note", note["CreditNoteNumber"])] == Decimal(-220)
    assert told[("voided", number["voided"])] == Decimal(-1210)
    assert told[("amount_changed", number["edited"])] == Decimal(1100)
    assert told[("document_date_changed", number["re-dated"])] == Decimal(-1210)
    assert told[("period_changed", number["period"])] == Decimal(100)
    assert told[("line_added", number["more"])] == Decimal(11)
    assert told[("line_removed", number["less"])] == Decimal(-110)
    assert {row["account_code"] for row in found if row.get("document_number") == number["re-coded"]} == {"200", "260"}
    assert number["left alone"] not in {row.get("document_number") for row in found}
    (edited,) = (row for row in found if row["reason"] == "amount_changed" and row["account_code"] == DEFERRED)
    assert (edited["before"], edited["after"]) == ("1,200.00 NZD", "2,400.00 NZD")
    controller.month(FEBRUARY)
    assert controller.books(JANUARY)[0] == before[0], "a closed month stays as it was"
    assert controller.closes.tie(FEBRUARY)["tie_status"] == "Ties"


def test_journals_that_somebody_touched_are_told_by_their_key(xero: Sandbox, controller: Controller) -> None:
    """One that was edited and one that was voided; documents have no part in it."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    controller.month(JANUARY)
    lines = [
        {"AccountCode": "200", "LineAmount": "-60.00", "TaxType": "NONE"},
        {"AccountCode": DEFERRED, "LineAmount": "60.00", "TaxType": "NONE"},
    ]
    xero.act("edit_manual_journal", id=ours(xero, "RELEASE")["ManualJournalID"], lines=lines)
    xero.act("void", id=ours(xero, "DEFERRAL")["ManualJournalID"])
    found = controller.changes(FEBRUARY)

    assert reasons(found) == {
        ("journal_edited", "REV-2026-01-RELEASE"): Decimal(-40),
        ("journal_not_in_xero", "REV-2026-01-DEFERRAL"): Decimal(1200),
    }
    assert explained(found) == controller.prior(FEBRUARY)


def test_what_an_override_says_is_told_as_one(xero: Sandbox, tmp_path: Path) -> None:
    """A person's table, and not Xero, changed the period."""
    table = tmp_path / "overrides.csv"
    table.write_text("Document Number,Line Number,Service Start Date,Service End Date\n", encoding="utf-8")
    controller = Controller(xero, tmp_path, service_periods={"overrides": {"location": str(table)}})
    invoice = sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    controller.month(JANUARY)
    with table.open("a", encoding="utf-8") as file:
        file.write(f"{invoice['InvoiceNumber']},1,2026-02-01,2026-12-31\n")
    found = controller.changes(FEBRUARY)

    assert reasons(found) == {("override", invoice["InvoiceNumber"]): Decimal(100)}
    assert explained(found) == controller.prior(FEBRUARY)


def test_tracking_that_moved_is_told_although_no_account_moves(xero: Sandbox, tmp_path: Path) -> None:
    """A profit and loss by region changes, and its rows come to nothing by account."""
    controller = Controller(
        xero, tmp_path, custom_fields=[{"revrec_field": "Location", "xero_tracking_category": "Region"}]
    )
    north, south = ({"Tracking": [{"Name": "Region", "Option": option}]} for option in ("North", "South"))
    invoice = sell(xero, line("1200.00", YEAR, **north), day=date(2026, 1, 5))
    fields = [{"revrec_field": "Location", "xero_tracking_category": "Region", "when_empty": "post_untagged"}]
    controller.month(JANUARY, tracking_mapping=fields)
    xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=[line("1200.00", YEAR, **south)])
    found = controller.changes(FEBRUARY)

    assert {
        (row["reason"], row["location"], row["home_amount"]) for row in found if row["account_code"] == DEFERRED
    } == {
        ("tracking_changed", "North", -1100),
        ("tracking_changed", "South", 1100),
    }
    assert explained(found) == controller.prior(FEBRUARY) == {}


def test_without_a_kept_schedule_nothing_is_made_up(xero: Sandbox, controller: Controller) -> None:
    """The amount is there, and the reason says that nothing explains it."""
    del controller.closes.here["evidence"]
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    controller.month(JANUARY)
    sell(xero, line("600.00", YEAR), day=date(2026, 1, 20))
    found = controller.changes(FEBRUARY)

    assert reasons(found) == {("no_frozen_schedule", ""): Decimal(550)}
    assert explained(found) == controller.prior(FEBRUARY)


def test_the_kept_schedule_stays_once_its_month_is_posted(xero: Sandbox, controller: Controller) -> None:
    """Closed again before the posting there is a second one, which counts; closed again after it there is none."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    controller.close(JANUARY)
    controller.close(JANUARY)
    assert len([*controller.evidence.iterdir()]) == 1, "the same schedule is kept once"
    first = next(controller.evidence.iterdir()).read_bytes()
    sell(xero, line("600.00", YEAR), day=date(2026, 1, 20))
    controller.month(JANUARY)
    kept = sorted(controller.evidence.iterdir())
    assert len(kept) == 2
    assert first in {path.read_bytes() for path in kept}

    sell(xero, line("60.00", YEAR), day=date(2026, 1, 21))
    assert controller.close(JANUARY) == 0, controller.said
    assert "Schedule kept at the first close, whose entries are in Xero" in controller.said
    assert sorted(controller.evidence.iterdir()) == kept
    assert reasons(controller.changes(FEBRUARY)).keys() == {("late_invoice", "INV-0003")}


def test_a_kept_schedule_that_was_spoilt_is_refused(xero: Sandbox, controller: Controller) -> None:
    """Half a file explains nothing."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    controller.month(JANUARY)
    (path,) = controller.evidence.iterdir()
    path.write_bytes(path.read_bytes()[:-40])

    assert controller.close(FEBRUARY) == 1
    assert "is no frozen schedule that can be read" in controller.said
    assert str(path) in controller.said
    path.write_bytes(gzip.compress(b"document_id,amount\n"))
    assert controller.close(FEBRUARY) == 1


def test_two_organisations_share_one_place(xero: Sandbox, controller: Controller) -> None:
    """Each has its own schedules, by its id."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    controller.month(JANUARY)

    (kept,) = controller.evidence.iterdir()
    (connection,) = controller.closes.read(JANUARY).records("deferred_revenue")[:1]
    assert kept.name == f"RevenueSchedule-2026-01-{connection['tenant_id']}.csv.gz"
