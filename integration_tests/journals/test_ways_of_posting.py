"""What the options make of a journal on its way into Xero: rounding, sums, options, approval, dry runs, support."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.journals.syncs import (
    REGION,
    balances,
    codes,
    kept,
    post,
    posted,
    receipts,
    refused,
    unchanged,
    writes,
)
from integration_tests.support.posting import amounts, entry, in_books, line

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox

CENT = Decimal("0.01")


def tags(xero: Sandbox) -> list[list[tuple[str, str]]]:
    """Return category and option of each line of the only journal."""
    (journal,) = in_books(xero)
    return [[(tag["Name"], tag["Option"]) for tag in row["Tracking"]] for row in journal["JournalLines"]]


def options_of(xero: Sandbox, category: str) -> list[str]:
    """Return the active options of a tracking category."""
    found = xero.books.collection("TrackingCategories").values()
    (options,) = [each["Options"] for each in found if each["Name"] == category]
    return [each["Name"] for each in options if each["Status"] == "ACTIVE"]


# -- rounding


def test_a_cent_out_of_balance_is_refused_unless_an_account_takes_it(xero: Sandbox) -> None:
    """Without the option nothing is posted; with it the cent is a line of its own, and the next sync finds it."""
    rows = [line(side="Debit", amount="100.00"), line(side="Credit", amount="99.99", account="200")]
    rounding = {"account": "860", "limit": "0.05"}

    assert refused(post(xero, rows)) == ["UNBALANCED"]
    assert in_books(xero) == []
    journal = posted(xero, rows, rounding=rounding)
    assert amounts(journal) == [("200", Decimal("-99.99")), ("835", Decimal("100.00")), ("860", -CENT)]
    assert journal["JournalLines"][2]["Description"] == "Rounding of JE-1"
    assert unchanged(post(xero, rows, rounding=rounding))


def test_more_than_the_limit_is_refused(xero: Sandbox) -> None:
    """The rounding account takes cents, never a line that is missing."""
    rows = [line(side="Debit", amount="100.00"), line(side="Credit", amount="99.94", account="200")]

    assert refused(post(xero, rows, rounding={"account": "860", "limit": "0.05"})) == ["UNBALANCED"]
    assert in_books(xero) == []


# -- tracking options


def test_an_unknown_option_is_refused_by_default(xero: Sandbox) -> None:
    """Nothing is posted untagged, and no option is made up."""
    before = options_of(xero, "Region")
    written = post(xero, entry(Location="Far North"), tracking_mapping=[REGION])

    assert refused(written) == ["OPTION_UNKNOWN"]
    assert in_books(xero) == []
    assert options_of(xero, "Region") == before


def test_an_unknown_option_is_created_once_and_reused(xero: Sandbox) -> None:
    """With missing_option create, two spellings on four lines are one option, which the next sync uses."""
    create: dict[str, Any] = {"missing_option": "create", "tracking_mapping": [REGION]}
    rows = [*entry(Location="Far North"), *entry("JE-2", Location="far north ")]
    assert post(xero, rows, **create).failure is None
    assert options_of(xero, "Region").count("Far North") == 1
    assert len(options_of(xero, "Region")) == 5
    before = writes(xero)

    assert unchanged(post(xero, rows, **create), journals=2)
    assert post(xero, entry("JE-3", Location="Far North"), **create).failure is None
    assert writes(xero) == before + 1
    assert len(options_of(xero, "Region")) == 5
    assert all(row["Tracking"][0]["Option"] == "Far North" for each in in_books(xero) for row in each["JournalLines"])


def test_an_option_created_although_the_answer_was_lost_is_taken(xero: Sandbox) -> None:
    """Whether the answer was cut or was an error after the option was made: one option, one journal."""
    for place, kind in enumerate(("lost_answer", "applied_error", "reset")):
        xero.fault(kind, "TrackingCategories", method="PUT", count=1)
        name = f"Region {place}"
        written = post(xero, entry(f"JE-{place}", Location=name), missing_option="create", tracking_mapping=[REGION])

        assert written.failure is None
        assert options_of(xero, "Region").count(name) == 1
        assert len(in_books(xero)) == place + 1


def test_an_option_renamed_in_xero_does_not_change_what_is_posted(xero: Sandbox) -> None:
    """The journal holds the option, whatever its name; mapped to the new name it is unchanged."""
    mapping = REGION | {"values": [{"revrec_value": "North", "xero_option": "Northland"}]}
    posted(xero, entry(Location="North"), tracking_mapping=[REGION])
    xero.act("rename_tracking_option", category="Region", option="North", name="Northland")

    assert unchanged(post(xero, entry(Location="North"), tracking_mapping=[mapping]))
    assert tags(xero) == [[("Region", "Northland")]] * 2


def test_an_option_archived_after_posting_is_no_matter(xero: Sandbox) -> None:
    """What is posted stays unchanged; a new journal on the option is refused."""
    posted(xero, entry(Location="North"), tracking_mapping=[REGION])
    xero.act("archive_tracking_option", category="Region", option="North")

    assert unchanged(post(xero, entry(Location="North"), tracking_mapping=[REGION]))
    assert refused(post(xero, entry("JE-2", Location="North"), tracking_mapping=[REGION])) == ["OPTION_ARCHIVED"]


# -- approval and dry run


def fingerprint(xero: Sandbox, *rows: dict[str, Any], **options: Any) -> str:  # noqa: ANN401 - any option
    """Return the fingerprint that a dry run shows."""
    return post(xero, rows, dry_run=True, **options).log()[1].removeprefix("Fingerprint ")


def test_a_dry_run_writes_nothing_and_acknowledges_nothing(xero: Sandbox, tmp_path: Path) -> None:
    """It reads, checks and leaves a receipt of what would have been done."""
    written = post(xero, entry(), dry_run=True, object_storage_config=kept(tmp_path))

    assert written.failure is None
    assert written.states() == []
    assert writes(xero) == 0
    assert in_books(xero) == []
    (receipt,) = receipts(tmp_path)
    assert (receipt["action"], receipt["status"], receipt["manual_journal_id"]) == (
        "would_create",
        "Ready to Post",
        "",
    )


def test_a_dry_run_creates_no_option(xero: Sandbox) -> None:
    """Options that are missing are created with the journals, not before."""
    before = options_of(xero, "Region")
    post(xero, entry(Location="Far North"), dry_run=True, missing_option="create", tracking_mapping=[REGION])

    assert writes(xero) == 0
    assert options_of(xero, "Region") == before


def test_an_approved_plan_is_posted_in_whatever_order_it_comes(xero: Sandbox) -> None:
    """The fingerprint is of what is posted, so that another order of the lines is approved too."""
    rows = [*entry(), *entry("JE-2", "12.50")]
    approved = fingerprint(xero, *rows)
    written = post(xero, rows[::-1], plan_fingerprint=approved)

    assert written.failure is None
    assert len(in_books(xero)) == 2


def test_a_plan_that_nobody_approved_is_not_posted(xero: Sandbox) -> None:
    """A cent, a mapping or a lock date that changed since the approval keeps everything out of the books."""
    rows = [*entry(), *entry("JE-2", "12.50")]
    approved = fingerprint(xero, *rows)
    first = post(xero, [*entry(), *entry("JE-2", "12.51")], plan_fingerprint=approved)
    mapped = [{"revrec_account": "200", "xero_account": "260"}]
    second = post(xero, rows, plan_fingerprint=approved, account_mapping=mapped)
    xero.act("close_period", date="2026-01-31")
    third = post(xero, rows, plan_fingerprint=approved, locked_period="first_open_day")

    for written in (first, second, third):
        assert written.error()["internal_message"].startswith(
            "PlanNotApproved: The plan is not the one that plan_fingerprint approves: "
        )
        assert refused(written) == []
    assert writes(xero) == 0
    assert in_books(xero) == []


def test_an_approved_plan_stays_approved_until_it_is_carried_out(xero: Sandbox) -> None:
    """Where half of it was posted before an interruption, the rest is posted under the same approval, and no more."""
    rows = [*entry(), *entry("JE-2", "12.50")]
    approved = fingerprint(xero, *rows)
    posted(xero, entry())

    assert post(xero, rows, plan_fingerprint=approved).failure is None
    assert len(in_books(xero)) == 2
    assert unchanged(post(xero, rows, plan_fingerprint=approved), journals=2)


# -- narration, cash basis, support


def test_the_narration_says_what_the_option_says_and_ends_with_the_key(xero: Sandbox) -> None:
    """Placeholders are filled in, and the mark that identifies the journal follows."""
    journal = posted(xero, narration="{description} of {period} for {organisation}, {date}", show_on_cash_basis=False)

    assert journal["Narration"] == ("Debit of JE-1 of January 2026 for Demo Company (Global), 2026-01-31 [RevRec JE-1]")
    assert journal["ShowOnCashBasisReports"] is False


def test_a_note_and_a_workbook_support_each_new_journal(xero: Sandbox, tmp_path: Path) -> None:
    """The history names the source, the file is attached once, and an unchanged journal gets neither again."""
    workbook = tmp_path / "January close.xlsx"
    workbook.write_bytes(b"PK not a real workbook")
    support: dict[str, Any] = {"history_note": True, "supporting_workbook": str(workbook)}
    journal = posted(xero, **support)
    assert unchanged(post(xero, entry(), **support))

    desk = xero.books.desk
    notes = [note["Details"] for note in desk.history.of(journal["ManualJournalID"])]
    assert [note for note in notes if "RevRec" in note] == [
        "Posted from RevRec's journal entry JE-1 by destination-xero-journals."
    ]
    (attached,) = desk.attachments.of("ManualJournals", journal["ManualJournalID"])
    assert (attached["FileName"], attached["ContentLength"]) == (workbook.name, len(workbook.read_bytes()))


def test_a_support_that_fails_is_a_warning(xero: Sandbox, tmp_path: Path) -> None:
    """The journal is posted and acknowledged; what could not be attached is named."""
    workbook = tmp_path / "close.xlsx"
    workbook.write_bytes(b"x" * 2_000)
    xero.set_switches(largest_attachment="1000")
    written = post(xero, entry(), supporting_workbook=str(workbook))

    assert written.failure is None
    assert len(written.states()) == 1
    assert len(in_books(xero)) == 1
    assert any("attachments could not be written" in text for text in written.log("WARN"))


def test_a_workbook_that_is_not_there_is_said_before_anything_is_posted(xero: Sandbox, tmp_path: Path) -> None:
    """A wrong path ends the sync with the books as they were."""
    written = post(xero, entry(), supporting_workbook=str(tmp_path / "none.xlsx"))

    assert codes(written) == []
    assert written.error()["failure_type"] == "config_error"
    assert written.states() == []
    assert balances(xero) == {}
    assert writes(xero) == 0
