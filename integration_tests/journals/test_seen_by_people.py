"""What people see before anything is posted: names beside numbers, what is created, one sentence for one cause."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import openpyxl

from integration_tests.support.journals.syncs import PLANNED, REGION, post, post_while, writes
from integration_tests.support.posting import amounts, entry, in_books, line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integration_tests.support.journals.process import Destination, Printed
    from xero_sandbox import Sandbox

    Row = dict[str, Any]

CREATE = {"tracking_mapping": [REGION], "missing_option": "create"}
PAGE = 40
"""Lines."""


def plan(destination: Destination, xero: Sandbox, rows: Iterable[Row], *arguments: str, **options: Any) -> Printed:  # noqa: ANN401
    """Show the plan of a file."""
    path = destination.folder / "JournalEntries.csv"
    found = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    config = destination.file("config.json", xero.destination_config(**options))
    return destination.run("plan", "--config", config, "--input", str(path), *arguments)


def fingerprint(printed: Printed) -> str:
    """Return the fingerprint that a plan shows."""
    (found,) = [line.split()[1] for line in printed.out.decode().splitlines() if line.startswith("Fingerprint")]
    return found


def options_of(xero: Sandbox) -> list[str]:
    """Return the names of the regions in Xero."""
    found = xero.books.collection("TrackingCategories").values()
    (options,) = [each["Options"] for each in found if each["Name"] == "Region"]
    return [each["Name"] for each in options]


def test_a_number_and_a_name_of_two_accounts_are_said_once(destination: Destination, xero: Sandbox) -> None:
    """It is posted by its numbers, with Xero's names in plan and log, and one warning for the pair."""
    rows = [
        line("JE-B1", "Debit", "100.00", "200", **{"Account Name": "Deferred Revenue"}),
        line("JE-B1", "Credit", "100.00", "835", **{"Account Name": "Subscription Revenue"}),
    ]
    more = [{**row, "Journal Entry Id": f"JE-{number}"} for number in range(5) for row in rows]
    shown = plan(destination, xero, [*rows, *more])
    written = post(xero, [*rows, *more])

    out = " ".join(shown.out.decode().split())
    assert shown.code == 0
    assert "200 Sales 600.00 " in out
    assert "835 Revenue Received in Advance 600.00 " in out
    assert "To look at (1)" in out
    said = "RevRec calls account 835 'Subscription Revenue', which is 210 Subscription Revenue in Demo Company (Global)"
    assert said in out
    (warning,) = written.log("WARN")
    assert warning.startswith(said)
    assert "6 journals: JE-B1, JE-0, JE-1 and 3 more" in warning
    assert any(
        "200 Sales debit 600.00 and 835 Revenue Received in Advance credit 600.00" in text for text in written.log()
    )
    assert {tuple(account for account, _ in amounts(journal)) for journal in in_books(xero)} == {("200", "835")}


def test_an_option_that_differs_in_white_space_alone_is_the_one_that_is_there(
    destination: Destination, xero: Sandbox
) -> None:
    """No look-alike is created; one that is a letter away is announced, with what is near it."""
    before = options_of(xero)
    alike = entry("JE-B2", Location="West\u00a0 Coast")
    shown = plan(destination, xero, alike, **CREATE)
    assert "would be created" not in shown.out.decode()
    assert post(xero, alike, **CREATE).log("WARN") == []
    assert options_of(xero) == before
    (journal,) = in_books(xero)
    assert {tag["Option"] for row in journal["JournalLines"] for tag in row["Tracking"]} == {"West Coast"}

    other = entry("JE-B3", Location="West Coats")
    said = "Tracking option 'West Coats' of Region would be created; near it in Xero: 'West Coast' (journal JE-B3)"
    assert said in " ".join(plan(destination, xero, other, **CREATE).out.decode().split())
    (warning,) = post(xero, other, **CREATE).log("WARN")
    assert warning.startswith(said)
    assert options_of(xero) == [*before, "West Coats"]


def test_an_approval_is_for_the_options_that_the_plan_announced(destination: Destination, xero: Sandbox) -> None:
    """Approved while the option was there, none is created; approved with it, the sync may be repeated."""
    rows = entry("JE-1", Location="Far North")
    announced = fingerprint(plan(destination, xero, rows, **CREATE))
    assert post(xero, rows, plan_fingerprint=announced, **CREATE).failure is None
    assert post(xero, rows, plan_fingerprint=announced, **CREATE).failure is None

    more = entry("JE-2", Location="Deep South")
    xero.act("create_tracking_option", category="Region", name="Deep South")
    there = fingerprint(plan(destination, xero, more, **CREATE))
    xero.act("rename_tracking_option", category="Region", option="Deep South", name="Deepest South")
    before = options_of(xero)
    refused = post(xero, more, plan_fingerprint=there, **CREATE)

    assert refused.error()["internal_message"].startswith("PlanNotApproved: ")
    assert options_of(xero) == before


def test_three_hundred_refused_journals_are_a_page_on_the_terminal_and_in_the_log(
    destination: Destination, xero: Sandbox
) -> None:
    """One cause is one sentence with what is near; the Excel file has all of them with their amounts."""
    accounts = ["4000", "4010", "4020"]
    rows = [
        row
        for number in range(300)
        for row in (
            line(f"JE-{number + 1}", "Debit", "10.00"),
            line(f"JE-{number + 1}", "Credit", "10.00", accounts[number % 3]),
        )
    ]
    output = destination.folder / "plan.xlsx"
    shown = plan(destination, xero, rows, "--output", str(output))
    written = post(xero, rows)

    said = "accounts 4000, 4010 and 4020 are not mapped in Demo Company (Global) (300 journals, first JE-1)"
    assert shown.code == 3
    assert len(shown.everything.splitlines()) <= PAGE
    assert said in " ".join(shown.out.decode().split())
    assert f"{said}; nearest in Xero: 400 Advertising" in written.log("ERROR")[0]
    assert len(written.lines) <= PAGE
    assert writes(xero) == 0
    book = openpyxl.load_workbook(output)
    states = [row[2].value for row in book["Lines"].iter_rows(min_row=2)]
    assert states == ["Refused"] * 600
    assert [book[name].max_row for name in ("Journals", "Problems")] == [301, 301]


def test_three_hundred_journals_that_xero_refuses_are_a_page_of_log(xero: Sandbox) -> None:
    """What Xero says of them all is said once: the option was archived after the plan."""
    rows = [row for number in range(300) for row in entry(f"JE-{number + 1}", "10.00", Location="North")]

    def archive() -> None:
        xero.act("archive_tracking_option", category="Region", option="North")

    xero.set_switches(unknown_tracking_option="refuse")
    written = post_while(xero, PLANNED, archive, *rows, tracking_mapping=[REGION])

    assert written.failure is not None
    assert len(written.lines) <= PAGE
    assert "300 journal entries: " in written.log("ERROR")[0]
    assert in_books(xero) == []


def test_every_kind_of_problem_in_one_month_is_a_page(destination: Destination, xero: Sandbox) -> None:
    """Whatever is wrong, and however often."""
    wrong: list[Row] = []
    for number in range(40):
        name = f"JE-{number}"
        wrong += [line(f"{name}-single")]
        wrong += entry(f"{name}-amount", "1.250,00")
        wrong += entry(f"{name}-option", Location=f"Nowhere {number}")
        wrong += entry(f"{name}-date", day="31/01/2026")
        wrong += entry(f"{name}-locked", day="2019-12-31")
        wrong += [line(f"{name}-bank", account="090"), line(f"{name}-bank", "Credit", account=f"9{number:03}")]
        wrong += [{**row, "Currency": "USD"} for row in entry(f"{name}-usd")]
    rows = [{"Location": "North", **row} for row in [*entry("JE-right"), *wrong]]
    shown = plan(destination, xero, rows, tracking_mapping=[REGION])
    written = post(xero, rows, tracking_mapping=[REGION])

    assert len(shown.everything.splitlines()) <= PAGE
    assert len(written.lines) <= PAGE


def test_a_plan_eats_neither_its_input_nor_its_configuration(destination: Destination, xero: Sandbox) -> None:
    """Nothing that is there is replaced unless that is asked for."""
    for name in ("JournalEntries.csv", "config.json"):
        refused = plan(destination, xero, entry(), "--output", str(destination.folder / name))
        assert refused.code == 2
        assert "let the name end in .xlsx" in refused.err.decode()
    assert (destination.folder / "JournalEntries.csv").read_bytes().startswith(b"Transaction Date")
    signed = destination.folder / "signed.xlsx"
    signed.write_bytes(b"signed")

    assert plan(destination, xero, entry(), "--output", str(signed)).code == 1
    assert signed.read_bytes() == b"signed"
    assert plan(destination, xero, entry(), "--output", str(signed), "--overwrite").code == 0
    assert signed.read_bytes().startswith(b"PK")
