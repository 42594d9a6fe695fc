"""What says that it was taken back is voided only if it provably was: the rest is somebody's own, and is reported."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.syncs import codes, post, refused, statuses, unchanged, writes
from integration_tests.support.posting import entry, in_books

if TYPE_CHECKING:
    from integration_tests.support.journals.process import Destination
    from integration_tests.support.posting import Written
    from xero_sandbox import Sandbox

    Row = dict[str, Any]

BY_HAND = "Redone by hand, was [RevRec JE-1 taken back]"
LINES = [{"AccountCode": "835", "LineAmount": "100.00"}, {"AccountCode": "200", "LineAmount": "-100.00"}]


def by_hand(xero: Sandbox, narration: str = BY_HAND) -> str:
    """Have a journal in the books that somebody made; return its id."""
    return str(
        xero.act("create_manual_journal", narration=narration, lines=LINES, date="2026-01-31")["ManualJournalID"]
    )


def half_taken_back(xero: Sandbox) -> str:
    """Have JE-1 posted wrongly, and marked by a sync that does not come to void it; return its id."""
    xero.set_switches(journal_tax_type="account_default")
    xero.fault("server_error", "ManualJournals", method="POST", after=1)
    assert post(xero, entry()).failure is not None
    xero.clear_faults()
    xero.set_switches(journal_tax_type="as_sent")
    (journal,) = in_books(xero, "POSTED")
    assert " taken back " in journal["Narration"]
    return str(journal["ManualJournalID"])


def status_of(xero: Sandbox, identity: str) -> str:
    """Return a journal's status."""
    return str(xero.books.collection("ManualJournals")[identity]["Status"])


def approval(xero: Sandbox, *rows: list[Row]) -> str:
    """Return the fingerprint of a plan."""
    planned: Written = post(xero, *rows, dry_run=True)
    return planned.log()[1].removeprefix("Fingerprint ")


def test_a_journal_that_a_person_made_anew_stays(xero: Sandbox) -> None:
    """Whether another entry is posted, or nothing: it is said by its id, and nothing is done to it."""
    identity = by_hand(xero)
    created = post(xero, entry("JE-2"))
    nothing = post(xero, entry("JE-2"))

    assert created.failure is None
    assert unchanged(nothing)
    assert status_of(xero, identity) == "POSTED"
    for written in (created, nothing):
        (said,) = written.log("WARN")
        assert f"Journal {identity} in Demo Company (Global)" in said
        assert "left as it is" in said


def test_its_entry_is_refused_until_somebody_decides(xero: Sandbox) -> None:
    """Posted beside it the entry might count twice; voided, or without the mark, it does not matter any more."""
    identity = by_hand(xero)
    assert refused(post(xero, entry())) == ["TAKEN_BACK"]
    assert statuses(xero) == ["POSTED"]

    xero.act("edit_manual_journal_header", id=identity, narration="Redone by hand")
    assert post(xero, entry()).failure is None
    assert len(in_books(xero)) == 1


def test_what_is_voided_by_proof_is_in_log_plan_and_fingerprint(xero: Sandbox, destination: Destination) -> None:
    """A plan that was approved before does not cover it, one that shows it does."""
    rows = entry("JE-2")
    before = approval(xero, rows)
    identity = half_taken_back(xero)
    writes_before = writes(xero)
    not_approved = post(xero, rows, plan_fingerprint=before)
    assert not_approved.error()["internal_message"].startswith("PlanNotApproved: ")
    assert writes(xero) == writes_before

    table = plan(xero, destination, rows)
    assert "Take back" in table
    assert f"Voids POSTED journal {identity} of 100.00 NZD" in " ".join(table.split())
    approved = approval(xero, rows)
    assert approved in table
    assert status_of(xero, identity) == "POSTED"
    written = post(xero, rows, plan_fingerprint=approved)
    assert written.failure is None
    assert f"Journal {identity} in Demo Company (Global) was posted for JE-1" in written.log("WARN")[0]
    assert status_of(xero, identity) == "VOIDED"


def plan(xero: Sandbox, destination: Destination, rows: list[Row]) -> str:
    """Return what `plan` prints."""
    path = destination.folder / "entries.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    config = destination.file("config.json", xero.destination_config())
    printed = destination.run("plan", "--config", config, "--input", str(path))
    assert printed.code == 0, printed.everything
    return printed.out.decode()


def test_what_is_left_alone_is_in_the_plan_and_its_fingerprint(xero: Sandbox, destination: Destination) -> None:
    """Whoever approves the plan has seen it."""
    rows = entry("JE-2")
    before = approval(xero, rows)
    identity = by_hand(xero)
    table = " ".join(plan(xero, destination, rows).split())

    assert approval(xero, rows) != before
    assert f"POSTED journal {identity} of 100.00 NZD says that it was taken back" in table


@pytest.mark.parametrize("act", ["copy", "edit_line", "edit_narration", "edit_date"])
def test_a_copy_of_what_was_taken_back_and_what_was_edited_stay(xero: Sandbox, act: str) -> None:
    """The mark proves one journal, as it was: a copy has another id, an edit another content."""
    identity = half_taken_back(xero)
    if act == "copy":
        identity = str(xero.act("copy_manual_journal", id=identity)["ManualJournalID"])
    elif act == "edit_line":
        xero.act("edit_manual_journal_line", id=identity, line=0, Description="By hand")
    else:
        narration = xero.books.collection("ManualJournals")[identity]["Narration"]
        change = {"narration": f"Checked: {narration}"} if act == "edit_narration" else {"date": "2026-02-01"}
        xero.act("edit_manual_journal_header", id=identity, **change)

    for written in (post(xero, entry("JE-2")), post(xero, entry("JE-2"))):
        assert written.failure is None
        assert any("left as it is" in said for said in written.log("WARN"))
    assert status_of(xero, identity) == "POSTED"
    assert codes(post(xero, entry())) == ["TAKEN_BACK"]
    assert status_of(xero, identity) == "POSTED"


def test_a_draft_of_that_kind_that_somebody_approved_stays(xero: Sandbox) -> None:
    """It was a draft when it was marked."""
    xero.set_switches(journal_tax_type="account_default")
    xero.fault("server_error", "ManualJournals", method="POST", after=1)
    assert post(xero, entry(), status="DRAFT").failure is not None
    xero.clear_faults()
    xero.set_switches(journal_tax_type="as_sent")
    (journal,) = in_books(xero)
    xero.act("post_manual_journal", id=journal["ManualJournalID"])

    assert any("left as it is" in said for said in post(xero, entry("JE-2")).log("WARN"))
    assert status_of(xero, journal["ManualJournalID"]) == "POSTED"
