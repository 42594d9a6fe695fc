"""Journal entries that were sent against the journals that people have worked on in Xero."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.poster import DEFERRED, JANUARY, SALES, Poster
from integration_tests.support.reading import UNHEARD, Connector, SandboxTime, catalog, counted, read_in_process
from revrec_journals.key import JournalKey
from source_xero_revrec.source import SourceXeroRevrec

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.reading import Reading
    from xero_sandbox import Sandbox

Row = dict[str, Any]


@pytest.fixture
def poster(xero: Sandbox, tmp_path: Path) -> Poster:
    """Give a test a company without journals, and who posts into it."""
    return Poster(xero, tmp_path)


def sync(xero: Sandbox, source: Row, *raw: str) -> Reading:
    """Read the stream, and raw streams beside it."""
    reading = read_in_process(
        xero, xero.source_config(journal_control=source), catalog(*raw, "journal_control", mode="full_refresh")
    )
    assert reading.failure is None, reading.errors() or reading.failure
    return reading


def rows(xero: Sandbox, source: Row) -> dict[tuple[str, str, str], Row]:
    """Return the rows by month, account and tracking."""
    found = sync(xero, source).records("journal_control")
    return {(row["period"], row["account_code"], row["tracking"]): row for row in found}


def test_what_was_posted_ties_and_both_streams_read_it_in_one_walk(xero: Sandbox, poster: Poster) -> None:
    """A row for each account, the Journal Entry Id on the raw journal, and one call for the journals."""
    poster.post("JE-1")
    poster.post("JE-2", "20.50")
    xero.act(
        "create_manual_journal",
        narration="Depreciation",
        lines=[{"AccountCode": "429", "LineAmount": "5"}, {"AccountCode": "855", "LineAmount": "-5"}],
        date=JANUARY,
    )
    before = counted(xero).count("ManualJournals")
    reading = sync(xero, poster.source, "manual_journals")

    assert counted(xero).count("ManualJournals") - before == 1
    assert [row.get("journal_entry_id") for row in reading.records("manual_journals")] == ["JE-1", "JE-2", None]
    found = reading.records("journal_control")
    assert [(row["account_code"], row["tracking"], row["status"], row["journals_found"]) for row in found] == [
        (SALES, "Region=North", "Ties", 2),
        (DEFERRED, "Region=North", "Ties", 2),
    ]
    assert [(row["found_debit"], row["found_credit"], row["difference"]) for row in found] == [
        (0.0, 120.5, 0.0),
        (120.5, 0.0, 0.0),
    ]


def test_whatever_people_do_to_posted_journals_shows_with_its_entry(xero: Sandbox, poster: Poster) -> None:
    """Voided, copied, edited, redated, stripped of its key, corrected, and one that no receipt knows."""
    names = ("voided", "copied", "edited", "redated", "stripped", "corrected", "fine")
    made = {name: poster.post(f"JE-{name}")["ManualJournalID"] for name in names}
    poster.receive("JE-dry", action="would_create")
    poster.receive("JE-held", action="held_back")
    untouched = rows(xero, poster.source)
    assert {row["status"] for row in untouched.values()} == {"Ties"}

    xero.act("void", id=made["voided"])
    xero.act("copy_manual_journal", id=made["copied"])
    xero.act("edit_manual_journal_line", id=made["edited"], line=1, AccountCode="260")
    xero.act("edit_manual_journal_header", id=made["redated"], date=date(2026, 2, 1))
    xero.act("edit_manual_journal_header", id=made["stripped"], narration="My own journal")
    poster.post("JE-corrected", "-20.00", correction=1)
    poster.receive("JE-corrected", "80.00", action="corrected")
    xero.act(
        "create_manual_journal",
        narration=f"By hand {JournalKey('JE-unknown').mark()}",
        lines=[{"AccountCode": DEFERRED, "LineAmount": "7"}, {"AccountCode": SALES, "LineAmount": "-7"}],
        date=JANUARY,
    )
    found = rows(xero, poster.source)

    january = found["2026-01", SALES, "Region=North"]
    assert january["status"] == "Does not tie"
    assert (january["reason"], january["severity"]) == ("MISSING", "error")
    assert january["missing"] == "JE-stripped, JE-voided"
    assert january["changed"] == "JE-edited, JE-redated"
    assert january["posted_twice"] == "JE-copied"
    assert (january["expected_credit"], january["found_debit"], january["found_credit"]) == (680.0, 20.0, 400.0)
    assert january["difference"] == 300.0
    assert found["2026-01", "260", "Region=North"]["changed"] == "JE-edited"
    assert found["2026-02", SALES, "Region=North"]["changed"] == "JE-redated"
    assert found["2026-01", SALES, ""]["unexpected"] == "JE-unknown"
    assert sum(Decimal(str(row["difference"])) for row in found.values()) == 0


def test_a_correction_in_another_month_is_explained(xero: Sandbox, poster: Poster) -> None:
    """Both rows tie, and say that time is the reason."""
    poster.post("JE-1")
    poster.post("JE-1", "-20.00", day=date(2026, 3, 1), correction=1)
    poster.receive("JE-1", "80.00", day=date(2026, 3, 1), action="corrected")

    found = rows(xero, poster.source)
    assert {(row["status"], row["reason"]) for row in found.values()} == {("Ties", "TIMING")}
    assert {period for period, _, _ in found} == {"2026-01", "2026-03"}


def test_a_process_compares_with_a_table(xero: Sandbox, poster: Poster, connector: Connector) -> None:
    """RevRec's own file, its accounts and its Location mapped; a draft counts and is named."""
    poster.post("JE-1")
    tracked = [{"Name": "Region", "Option": "North"}]
    xero.act(
        "create_manual_journal",
        narration="Draft [RevRec JE-2]",
        lines=[
            {"AccountCode": DEFERRED, "LineAmount": "30", "Tracking": tracked},
            {"AccountCode": SALES, "LineAmount": "-30", "Tracking": tracked},
        ],
        date=JANUARY,
        status="DRAFT",
    )
    table = connector.folder / "JournalEntries.csv"
    lines = [
        f"2026-01-31,{entry},{account},{side},{amount},North"
        for entry, amount in (("JE-1", "100.00"), ("JE-2", "30.00"))
        for account, side in (("2000", "Debit"), ("4000", "Credit"))
    ]
    heading = "Transaction Date,Journal Entry Id,Account Number,Posting Type,Amount,Location"
    table.write_text("\n".join([heading, *lines]))
    config = xero.source_config(
        custom_fields=[{"revrec_field": "Location", "xero_tracking_category": "Region"}],
        journal_control={
            "source": "table",
            "path": str(table),
            "account_mapping": [
                {"revrec_account": "2000", "xero_account": DEFERRED},
                {"revrec_account": "4000", "xero_account": SALES},
            ],
        },
    )
    paths = [
        connector.write("config.json", config),
        connector.write("catalog.json", catalog("journal_control", mode="full_refresh")),
    ]
    checked, messages, _ = connector.run("check", "--config", paths[0])
    code, read, printed = connector.run("read", "--config", paths[0], "--catalog", paths[1])

    assert (checked, messages[-1]["connectionStatus"]["status"]) == (0, "SUCCEEDED")
    assert code == 0, printed
    found = [message["record"]["data"] for message in read if message["type"] == "RECORD"]
    assert {(row["status"], row["reason"], row["drafts"]) for row in found} == {("Ties", "DRAFT", "JE-2")}
    assert [(row["expected_debit"], row["expected_credit"]) for row in found] == [(0.0, 130.0), (130.0, 0.0)]


def of_semicolons(folder: Path, *rows: str) -> Row:
    """Return the option that points at a table of Excel's, whose accounts are known by name alone."""
    table = folder / "JournalEntries.csv"
    heading = "sep=;\nTransactionDate;journal_entry_id;Account Name;POSTING TYPE;Amount;Period Status"
    table.write_text("\n".join([heading, *rows]))
    return {"source": "table", "path": str(table)}


def test_a_table_is_read_as_the_destination_reads_it(xero: Sandbox, tmp_path: Path) -> None:
    """Names are looked up in Xero's chart, amounts are what their writing says, an open period is not expected."""
    untracked = [{"AccountCode": DEFERRED, "LineAmount": "1000"}, {"AccountCode": SALES, "LineAmount": "-1000"}]
    xero.act("create_manual_journal", narration="January [RevRec JE-1]", lines=untracked, date=JANUARY)
    source = of_semicolons(
        tmp_path,
        "2026-01-31 00:00:00Z;JE-1;Revenue received in advance;DEBIT;1E+3;Closed",
        "2026-01-31;JE-1;Sales;credit;1000.000;Closed",
        "2026-02-28;JE-2;Sales;credit;5;Open",
    )

    found = rows(xero, source)
    assert {(row["status"], row["expected_debit"] - row["expected_credit"]) for row in found.values()} == {
        ("Ties", 1000.0),
        ("Ties", -1000.0),
    }
    assert set(found) == {("2026-01", DEFERRED, ""), ("2026-01", SALES, "")}


def test_what_the_destination_refuses_is_refused_by_check_and_by_read(xero: Sandbox, tmp_path: Path) -> None:
    """In its words, before a journal is read; nothing is compared with half a table."""
    source = of_semicolons(tmp_path, "2026-01-31T23:30:00Z;JE-1;Sales;Debit;5;", "2026-01-31;JE-2;Sales;Debit;5;")
    config = xero.source_config(journal_control=source)
    reading = read_in_process(xero, config, catalog("journal_control", mode="full_refresh"))
    status = SourceXeroRevrec(clock=SandboxTime(xero), randomness=random.Random(0)).check(UNHEARD, config)

    (error,) = reading.errors()
    for told in (status.message or "", error["message"]):
        assert told.startswith(
            f"The journal entries of {source['path']} cannot be taken. DATE_UNREADABLE: Journal JE-1"
        )
        assert "SINGLE_LINE: Journal JE-2 has 1 line, and Xero takes two or more." in told
    assert reading.records("journal_control") == []
    assert error["failure_type"] == "config_error"
