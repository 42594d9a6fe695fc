"""What a close does where people did something in Xero, or in the form: the books before and after, each time.

Books are the deferred balance and the revenue so far in the sandbox's own Trial Balance. All of them begin with an
invoice of 1,200.00 for the year, closed for January: 1,100.00 deferred, 100.00 earned.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.controller import ANYTHING, Controller, reasons
from integration_tests.support.posting import in_books
from integration_tests.support.recognition import DEFERRED
from integration_tests.support.scene import line, sell

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
YEAR = "Platform Pro 01/01/2026 - 31/12/2026"
JANUARY, FEBRUARY, MARCH = "2026-01", "2026-02", "2026-03"
LOCATION = {"revrec_field": "Location", "xero_tracking_category": "Region"}


def of(deferred: int, earned: int) -> tuple[Decimal, Decimal]:
    """Return books."""
    return Decimal(deferred), Decimal(earned)


@pytest.fixture
def controller(xero: Sandbox, tmp_path: Path) -> Controller:
    """Give a test a company that has sold nothing yet; it is April 2026."""
    return Controller(xero, tmp_path)


@pytest.fixture
def closed(xero: Sandbox, controller: Controller) -> Controller:
    """Give a test a company that closed January."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    assert controller.books(JANUARY) == of(0, 1200)
    controller.month(JANUARY)
    assert controller.books(JANUARY) == of(1100, 100)
    return controller


def journal(xero: Sandbox, key: str, *statuses: str) -> Row:
    """Return the journal of a key."""
    (found,) = (each for each in in_books(xero, *(statuses or ("POSTED",))) if f"[RevRec {key}]" in each["Narration"])
    return found


def ties(controller: Controller, period: str) -> None:
    """Hold the month against the ledger, every difference of which has a name."""
    assert controller.closes.tie(period)["tie_status"] == "Ties"


def test_closing_twice_adds_nothing(closed: Controller, xero: Sandbox) -> None:
    """The second close says so, and its file has no line that could be posted."""
    before = len(in_books(xero))
    closed.month(JANUARY)

    assert "none, all is in Xero" in closed.said
    assert (len(in_books(xero)), closed.books(JANUARY)) == (before, of(1100, 100))


def test_closing_late_gives_each_month_its_own_journals(closed: Controller) -> None:
    """February and March are closed on one day in April, in their order; out of it the close is refused."""
    assert closed.close(MARCH) == 3
    assert "journals of earlier months are not in Xero: REV-2026-02-RELEASE" in closed.said
    assert closed.books(MARCH) == of(1100, 100)
    closed.month(FEBRUARY)
    closed.month(MARCH)

    assert closed.books(FEBRUARY) == of(1000, 200)
    assert closed.books(MARCH) == of(900, 300)
    ties(closed, MARCH)


def test_drafts_count_as_done_and_are_named_until_somebody_approves_them(closed: Controller, xero: Sandbox) -> None:
    """The books have them when they are approved, and no other entry is given meanwhile."""
    closed.month(FEBRUARY, status="DRAFT")
    assert closed.books(FEBRUARY) == of(1100, 100)
    assert closed.close(FEBRUARY) == 0
    assert "journals in draft 100.00 NZD" in closed.said
    assert "Drafts in Xero: REV-2026-02-RELEASE. Approve them there" in closed.said
    assert closed.entries(FEBRUARY) == []
    xero.act("post_manual_journal", id=journal(xero, "REV-2026-02-RELEASE", "DRAFT")["ManualJournalID"])

    assert closed.books(FEBRUARY) == of(1000, 200)
    ties(closed, FEBRUARY)


def test_a_draft_that_was_deleted_is_given_again(closed: Controller, xero: Sandbox) -> None:
    """The destination posts it anew where its policy says so."""
    closed.month(FEBRUARY, status="DRAFT")
    xero.act("delete", id=journal(xero, "REV-2026-02-RELEASE", "DRAFT")["ManualJournalID"])
    assert closed.close(FEBRUARY) == 0
    assert {row["Journal Entry Id"] for row in closed.entries(FEBRUARY)} == {"REV-2026-02-RELEASE"}
    assert closed.books(FEBRUARY) == of(1100, 100)
    assert closed.post(FEBRUARY, on_voided="post_again").failure is None

    assert closed.books(FEBRUARY) == of(1000, 200)
    ties(closed, FEBRUARY)


def test_an_edited_journal_is_shown_and_made_up_for_apart(closed: Controller, xero: Sandbox) -> None:
    """January stays as somebody made it; February brings the difference under its key."""
    edited = [
        {"AccountCode": "200", "LineAmount": "-60.00", "TaxType": "NONE"},
        {"AccountCode": DEFERRED, "LineAmount": "60.00", "TaxType": "NONE"},
    ]
    identity = journal(xero, "REV-2026-01-RELEASE")["ManualJournalID"]
    xero.act("edit_manual_journal", id=identity, lines=edited)
    assert closed.books(JANUARY) == of(1140, 60)
    assert closed.close(JANUARY) == 0
    assert "2026-02 makes up for -40.00 NZD of deferred revenue (journal edited: REV-2026-01-RELEASE)" in closed.said
    assert closed.close(FEBRUARY, restate_limit=0) == 3
    assert "the limit is 0.00 NZD (journal edited: REV-2026-01-RELEASE)" in closed.said
    closed.closes.here["restate_limit"] = ANYTHING
    assert reasons(closed.changes(FEBRUARY)) == {("journal_edited", "REV-2026-01-RELEASE"): Decimal(-40)}
    closed.month(FEBRUARY)

    assert (closed.books(JANUARY), closed.books(FEBRUARY)) == (of(1140, 60), of(1000, 200))
    ties(closed, FEBRUARY)


def test_a_voided_journal_is_given_again_while_its_month_is_the_last(closed: Controller, xero: Sandbox) -> None:
    """Posting it again is the destination's decision; left alone, February makes up for it."""
    xero.act("void", id=journal(xero, "REV-2026-01-RELEASE")["ManualJournalID"])
    assert closed.books(JANUARY) == of(1200, 0)
    assert closed.close(JANUARY) == 0
    assert {row["Journal Entry Id"] for row in closed.entries(JANUARY)} == {"REV-2026-01-RELEASE"}
    assert "Voided or deleted in Xero: REV-2026-01-RELEASE" in closed.said
    written = closed.post(JANUARY)
    assert written.failure is not None
    assert closed.books(JANUARY) == of(1200, 0)
    assert closed.post(JANUARY, on_voided="post_again").failure is None

    assert closed.books(JANUARY) == of(1100, 100)
    ties(closed, JANUARY)


def test_what_was_changed_in_the_ledger_of_a_closed_month_is_said(controller: Controller, xero: Sandbox) -> None:
    """Also where no journal follows from it: all of the invoice was revenue, and its month is still open in Xero."""
    visit = sell(xero, line("500.00", "Visits 05/01/2026 - 20/01/2026"), day=date(2026, 1, 6))
    controller.month(JANUARY)
    assert controller.close(JANUARY) == 0, controller.said
    assert "was changed after its close" not in controller.said
    xero.act("void", id=visit["InvoiceID"])
    assert controller.close(FEBRUARY) == 0, controller.said

    assert "ledger of 2026-01 was changed after its close" in controller.said
    assert "apart: 200 from 500.00 NZD to 0.00 NZD. Look" in controller.said
    assert controller.changes(FEBRUARY) == []


def test_a_renamed_option_is_the_same_option(xero: Sandbox, tmp_path: Path) -> None:
    """Nothing is made up for, and the next month bears the new name."""
    controller = Controller(xero, tmp_path, custom_fields=[LOCATION])
    mapping = [{**LOCATION, "when_empty": "post_untagged"}]
    north = {"Tracking": [{"Name": "Region", "Option": "North"}]}
    sell(xero, line("1200.00", YEAR, **north), day=date(2026, 1, 5))
    controller.month(JANUARY, tracking_mapping=mapping)
    assert controller.books(JANUARY) == of(1100, 100)
    xero.act("rename_tracking_option", category="Region", option="North", name="Upper North")
    assert controller.changes(FEBRUARY) == []
    controller.month(FEBRUARY, tracking_mapping=mapping)

    assert controller.books(FEBRUARY) == of(1000, 200)
    (release,) = {line["Tracking"][0]["Option"] for line in journal(xero, "REV-2026-02-RELEASE")["JournalLines"]}
    assert release == "Upper North"
    ties(controller, FEBRUARY)


def test_a_reopened_month_gives_what_was_shut_out_of_it(closed: Controller, xero: Sandbox) -> None:
    """March made up for February, which was locked; once it is unlocked it has its own entry, and April evens out."""
    xero.act("close_period", date=date(2026, 2, 28))
    assert closed.close(FEBRUARY) == 0
    assert "none, the month is locked in Xero" in closed.said
    closed.month(MARCH)
    assert (closed.books(FEBRUARY), closed.books(MARCH)) == (of(1100, 100), of(900, 300))
    xero.act("close_period", date=date(2026, 1, 31))
    assert closed.close(MARCH) == 3
    assert "journals of earlier months are not in Xero: REV-2026-02-RELEASE" in closed.said
    closed.month(FEBRUARY)
    assert (closed.books(FEBRUARY), closed.books(MARCH)) == (of(1000, 200), of(800, 400))
    found = closed.changes("2026-04")

    assert reasons(found) == {("journal_added", "REV-2026-02-RELEASE"): Decimal(100)}
    assert closed.prior("2026-04") == {DEFERRED: Decimal(100), "200": Decimal(-100)}


def test_a_changed_method_is_refused_by_name_until_somebody_confirms_it(closed: Controller, xero: Sandbox) -> None:
    """Which line, before and after; the books move in the open month alone."""
    sell(xero, line("1200.00", "Platform Pro 10/02/2026 - 31/12/2026"), day=date(2026, 2, 3))
    closed.month(FEBRUARY)
    before = closed.books(FEBRUARY)
    assert closed.close(MARCH, method="daily") == 3
    assert "the form recognises 2 lines otherwise than closed months did" in closed.said
    assert "INV-0001 line 1 from monthly to daily" in closed.said
    assert closed.entries(MARCH) == []
    assert closed.books(MARCH) == before
    closed.month(MARCH, "--accept-settings")

    assert closed.books(FEBRUARY) == before
    assert {reason for reason, _ in reasons(closed.changes(MARCH))} <= {"method_changed"}
    ties(closed, MARCH)


def test_a_method_that_only_later_months_feel_is_refused_too(controller: Controller, xero: Sandbox) -> None:
    """Nothing of the closed month moves, and yet its line was closed with another method."""
    sell(xero, line("1200.00", "Platform Pro 10/02/2026 - 31/12/2026"), day=date(2026, 1, 5))
    controller.month(JANUARY)
    assert controller.books(JANUARY) == of(1200, 0)

    assert controller.close(FEBRUARY, methods=[{"of": "account", "code": "200", "method": "at_end"}]) == 3
    assert "the form recognises 1 line otherwise than closed months did" in controller.said
    assert "INV-0001 line 1 from monthly to at_end" in controller.said
    assert controller.close(FEBRUARY, methods=[]) == 0, controller.said


def test_another_deferred_account_in_the_form_is_refused_by_name(closed: Controller, xero: Sandbox) -> None:
    """Both accounts, before and after."""
    xero.act("create_account", code="836", name="Deferred Support")
    assert closed.close(FEBRUARY, deferred_account="836") == 3

    assert "INV-0001 line 1 from 835 and 200 to 836 and 200" in closed.said
    assert closed.books(FEBRUARY) == of(1100, 100)


def test_a_preview_keeps_no_schedule(controller: Controller, xero: Sandbox) -> None:
    """What is not closed is no evidence of a close; nor is a refused one."""
    sell(xero, line("1200.00", YEAR), line("50.00", "Something"), day=date(2026, 4, 1))
    assert controller.close("2026-03") == 0, controller.said
    kept = sorted(controller.evidence.iterdir())
    assert controller.close("2026-04") == 3
    assert controller.close("2026-04", "--preview", held_limit=50) == 0, controller.said

    assert sorted(controller.evidence.iterdir()) == kept
    assert not (controller.output("2026-04") / "RevenueSchedule-2026-04.csv.gz").exists()
