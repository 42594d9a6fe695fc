"""A person's word on service periods: a table, and rules of products and accounts, seen in DuckDB sync by sync."""

from __future__ import annotations

import json
import subprocess
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from integration_tests.support.documentation import ROOT, blocks
from integration_tests.support.reading import COMMAND
from integration_tests.support.scene import DAY, FEBRUARY, JANUARY, Scene, credit, line, sell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
SERVICE = ("service_start_date", "service_end_date", "service_period_rule")
MARCH = date(2026, 3, 1), date(2026, 3, 31)
HEADING = "Document Number,Document ID,Line Number,Product Code,Service Start Date,Service End Date,Treatment"


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Row]:
    """Hand out what writes the table anew and returns the options that read it."""

    def write(*rows: str) -> Row:
        file = tmp_path / "overrides.csv"
        file.write_text("\n".join([HEADING, *rows]), encoding="utf-8")
        return {"service_periods": {"overrides": {"location": str(file)}}}

    return write


def s3(scene: Scene) -> list[tuple[str, str, str]]:
    """Return document, status and reason of each finding on the table, as the warehouse has them."""
    rows = scene.look("SELECT * FROM {schema}.recon_errors WHERE \"check\" = 'S3' ORDER BY document_id")
    return [(row["document_number"] or row["document_id"], row["status"], row["reason"]) for row in rows]


def test_a_persons_word_wins_over_the_text_and_settles_what_it_does_not_say(
    xero: Sandbox, table: Callable[..., Row]
) -> None:
    """By number or id, by line or product: dates, or the invoice date."""
    first = sell(xero, line(), line("300.00", "Set-up", ItemCode="ONBOARD"), line("50.00", "Fee", account="260"))
    second = sell(xero, line("80.00", "Support"))
    rows = (
        f"{first['InvoiceNumber']},,1,,2026-03-01,2026-03-31,",
        f"{first['InvoiceNumber']},,,ONBOARD,,,At invoice date",
        f",{second['InvoiceID']},1,200,1 Feb 2026,31 Jan 2027,",
    )
    with Scene(xero, **table(*rows)) as scene:
        scene.sync()

        assert scene.orders(first, *SERVICE) == [(*MARCH, "override"), (DAY, DAY, "override"), (None, None, None)]
        assert scene.billing(second, *SERVICE) == [(FEBRUARY, JANUARY, "override")]
        assert s3(scene) == []


def test_a_changed_table_moves_rows_of_documents_that_nobody_touched(xero: Sandbox, table: Callable[..., Row]) -> None:
    """Also of one that Xero has locked: added, changed, taken out, and each time the next sync shows it."""
    invoice, other = sell(xero), sell(xero)
    xero.act("close_period", date=date(2026, 3, 31))
    number = invoice["InvoiceNumber"]
    with Scene(xero, **table()) as scene:
        scene.sync()
        xero.clock.advance(3600)
        scene.sync()
        said = {
            f"{number},,1,,2026-03-01,2026-03-31,": (*MARCH, "override"),
            f"{number},,1,,,,at invoice date": (DAY, DAY, "override"),
            "": (FEBRUARY, JANUARY, "line_description"),
        }
        for row, expected in said.items():
            table(row)
            reading = scene.sync()
            assert scene.orders(invoice, *SERVICE) == scene.billing(invoice, *SERVICE) == [expected]
            assert {record["document_id"] for record in reading.records("order_details")} == {invoice["InvoiceID"]}
            xero.clock.advance(3600)
            assert scene.sync().records("order_details") == []
        assert scene.orders(other, *SERVICE) == [(FEBRUARY, JANUARY, "line_description")]
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}


def test_the_credit_notes_of_an_overridden_invoice_move_with_it(xero: Sandbox, table: Callable[..., Row]) -> None:
    """They have its dates, and a word on their own line wins over that."""
    invoice, note = sell(xero), credit(xero, line("300.00"))
    xero.act("allocate_credit_note", id=note["CreditNoteID"], invoice_id=invoice["InvoiceID"], amount="300.00")
    with Scene(xero, **table()) as scene:
        scene.sync()
        xero.clock.advance(3600)
        word = f"{invoice['InvoiceNumber']},,1,,2026-03-01,2026-03-31,"
        table(word)
        scene.sync()
        assert scene.orders(note, *SERVICE) == [(*MARCH, "credit_note_retrospective")]

        table(word, f"{note['CreditNoteNumber']},,1,,,,at invoice date")
        scene.sync()
        assert scene.orders(note, *SERVICE) == [(DAY, DAY, "override")]


def test_what_the_table_cannot_mean_is_reported_and_the_other_rows_count(
    xero: Sandbox, table: Callable[..., Row]
) -> None:
    """Each with its code, and resolved once it is put right."""
    invoice, note = sell(xero, line(), line("50.00"), line("9.00")), credit(xero)
    number = invoice["InvoiceNumber"]
    good = f"{number},,1,,2026-03-01,2026-03-31,"
    wrong = {
        f"{number},,7,,2026-03-01,2026-03-31,": (number, "NO_LINE"),
        f"{number},,2,SEATS,2026-03-01,2026-03-31,": (number, "NO_LINE"),
        f"{number},,,200,2026-03-01,2026-03-31,": (number, "SEVERAL_LINES"),
        f"{number},,2,,03/04/2026,,": (number, "UNREADABLE"),
        f"{number},,2,,31 March 2026,1 March 2026,": (number, "UNREADABLE"),
        f"{number},,2,,2026-03-01,whenever,": (number, "UNREADABLE"),
        f"{number},,2,,,,someday": (number, "UNREADABLE"),
        f"{number},,two,,2026-03-01,2026-03-31,": (number, "UNREADABLE"),
        f"{number},,2,,2026-03-01,2026-03-31,at invoice date": (number, "CONTRADICTION"),
        f"{number},,2,,,,at invoice date\n{number},,2,,2026-03-01,2026-03-31,": (number, "CONTRADICTION"),
        "INV-none,,2,,,,at invoice date": ("number INV-none", "NO_DOCUMENT"),
        ",4711,2,,,,at invoice date": ("id 4711", "NO_DOCUMENT"),
        ",,2,,,,at invoice date": ("line 3", "NO_DOCUMENT"),
    }
    with Scene(xero, **table(good)) as scene:
        scene.sync()
        for row, (document, reason) in wrong.items():
            table(good, row)
            scene.sync()
            assert (document, "Open", reason) in s3(scene), row
            assert scene.orders(invoice, *SERVICE)[:2] == [
                (*MARCH, "override"),
                (FEBRUARY, JANUARY, "line_description"),
            ]
        table(good)
        scene.sync()
        assert {status for _, status, _ in s3(scene)} == {"Resolved"}
        assert scene.orders(note, *SERVICE) == [(FEBRUARY, JANUARY, "line_description")]


def test_a_number_that_two_documents_bear_is_nobodys_word(xero: Sandbox, table: Callable[..., Row]) -> None:
    """An invoice and a credit note of one number: reported until the id says which is meant."""
    invoice = sell(xero, number="2026-7")
    row = "2026-7,{},1,,2026-03-01,2026-03-31,"
    with Scene(xero, **table(row.format(""))) as scene:
        scene.sync()
        assert scene.orders(invoice, *SERVICE) == [(*MARCH, "override")]

        xero.clock.advance(60)
        note = credit(xero, number="2026-7")
        scene.sync()
        text = (FEBRUARY, JANUARY, "line_description")
        assert scene.orders(invoice, *SERVICE) == scene.orders(note, *SERVICE) == [text]
        assert s3(scene) == [("number 2026-7", "Open", "SEVERAL_DOCUMENTS")]

        table(row.format(note["CreditNoteID"]))
        scene.sync()
        assert scene.orders(invoice, *SERVICE) == [text]
        assert scene.orders(note, *SERVICE) == [(*MARCH, "override")]
        assert s3(scene) == [("number 2026-7", "Resolved", None)]


def test_a_row_may_be_written_before_its_invoice(xero: Sandbox, table: Callable[..., Row]) -> None:
    """It is reported until the document is there, and then it counts."""
    with Scene(xero, **table("INV-9001,,1,,,,at invoice date")) as scene:
        scene.sync()
        assert s3(scene) == [("number INV-9001", "Open", "NO_DOCUMENT")]

        invoice = sell(xero, number="INV-9001")
        scene.sync()
        assert scene.orders(invoice, *SERVICE) == [(DAY, DAY, "override")]
        assert s3(scene) == [("number INV-9001", "Resolved", None)]


def test_a_rule_of_a_product_or_an_account_wins_over_the_text(xero: Sandbox, table: Callable[..., Row]) -> None:
    """A product's before its account's, and a person's word before both."""
    rules = [
        {"product_code": "ONBOARD", "service": "at_invoice_date"},
        {"account_code": "260", "service": "term", "months": 12},
    ]
    invoice = sell(
        xero,
        line(ItemCode="ONBOARD"),
        line(account="260"),
        line(ItemCode="ONBOARD", AccountCode="260"),
        line(account="260"),
        line(),
    )
    options = table(f"{invoice['InvoiceNumber']},,4,,2026-03-01,2026-03-31,")
    options["service_periods"]["product_rules"] = rules
    with Scene(xero, **options) as scene:
        scene.sync()

        assert scene.orders(invoice, *SERVICE) == [
            (DAY, DAY, "product_rule"),
            (DAY, date(2027, 3, 9), "account_rule"),
            (DAY, DAY, "product_rule"),
            (*MARCH, "override"),
            (FEBRUARY, JANUARY, "line_description"),
        ]


def test_recon_errors_is_filled_in_and_given_back(xero: Sandbox, tmp_path: Path) -> None:
    """The workbook as it is, saved by another program with some rows filled in, is the table of overrides."""
    undated = [sell(xero, line(text="Platform")), sell(xero, line("90.00", "Workshops 3 Feb, 10-12 Feb 2026"))]
    untold = sell(xero, line(), line("5.00", "Fee"))
    config, made, given = (tmp_path / name for name in ("config.json", "revrec.xlsx", "given back.xlsx"))
    config.write_text(json.dumps(xero.source_config()), encoding="utf-8")
    done = subprocess.run(
        [COMMAND, "workbook", "--config", str(config), "--output", str(made)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    book = openpyxl.load_workbook(made)
    sheet = book["Recon Errors"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    found = {}
    for row in range(2, sheet.max_row + 1):
        key = tuple(sheet.cell(row, columns[name]).value for name in ("Document Number", "Line Number", "Reason"))
        found[key] = row
    first, second = (
        found[undated[place]["InvoiceNumber"], 1, reason]
        for place, reason in enumerate(("No period", "Period in doubt"))
    )
    assert (untold["InvoiceNumber"], 2, "No period") in found
    assert (untold["InvoiceNumber"], 1, "No period") not in found
    sheet.cell(first, columns["Service Start Date"]).value = datetime(2026, 2, 1)  # noqa: DTZ001 - as Excel has days
    sheet.cell(first, columns["Service End Date (last day)"]).value = date(2027, 1, 31)
    sheet.cell(second, columns["Treatment"]).value = "at invoice date"
    book.save(given)

    with Scene(xero, service_periods={"overrides": {"location": str(given)}}) as scene:
        scene.sync()
        assert scene.orders(undated[0], *SERVICE) == [(FEBRUARY, JANUARY, "override")]
        assert scene.orders(undated[1], *SERVICE) == [(DAY, DAY, "override")]
        assert scene.orders(untold, *SERVICE) == [(FEBRUARY, JANUARY, "line_description"), (None, None, None)]
        assert s3(scene) == []


def test_the_configuration_in_the_documentation_works(xero: Sandbox, tmp_path: Path) -> None:
    """Table and configuration are pasted from the page; the credentials and the path are the reader's own."""
    page = (ROOT / "docs" / "service-periods.md").read_text(encoding="utf-8")
    (rows,) = (block.text for block in blocks(page) if block.text.startswith("Document Number,"))
    (config,) = (json.loads(block.text) for block in blocks(page) if block.text.startswith("{"))
    file = tmp_path / "overrides.csv"
    file.write_text(rows, encoding="utf-8")
    assert config.pop("credentials")["auth_type"] == "custom_connection"
    config["service_periods"]["overrides"]["location"] = str(file)
    xero.act("create_item", code="TRAINING", name="Training", price="10.00", account="200")
    lines = line(text="Platform"), line(ItemCode="ONBOARD"), line(ItemCode="TRAINING"), line(account="260")
    invoice = sell(xero, *lines, number="INV-0042")

    with Scene(xero, **config) as scene:
        scene.sync()
        assert scene.orders(invoice, *SERVICE) == [
            (FEBRUARY, JANUARY, "override"),
            (DAY, DAY, "override"),
            (DAY, DAY, "product_rule"),
            (DAY, date(2027, 3, 9), "account_rule"),
        ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "is empty"),
        (
            "Document Number,Line Number,Service Start Date\nINV-1,1,2026-01-01\n",
            "no column Service End Date (last day)",
        ),
        ("Line Number,Treatment\n1,at invoice date\n", "no column Document ID or Document Number"),
        ("Document Number,Line,Line Number,Treatment\nINV-1,1,1,x\n", "which say the same"),
        (None, "does not exist"),
    ],
)
def test_a_table_that_is_none_stops_before_anything_is_sent(
    xero: Sandbox, tmp_path: Path, text: str | None, expected: str
) -> None:
    """Rows that silently lost their overrides would be wrong: the sync says what to mend, and so does check."""
    file = tmp_path / "overrides.csv"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with Scene(xero, service_periods={"overrides": {"location": str(file)}}) as scene:
        reading = scene.try_sync()

        assert reading.records("order_details") == []
        assert any(expected in error["message"] for error in reading.errors())


def test_a_changed_setting_moves_the_rows_of_documents_that_nobody_touched(xero: Sandbox) -> None:
    """A new rule, another treatment: the next sync sends every document again, and the one after is idle."""
    invoice = sell(xero)
    rule = {"product_rules": [{"account_code": "200", "service": "at_invoice_date"}]}
    with Scene(xero) as scene:
        scene.sync()
        xero.clock.advance(3600)
        assert scene.sync().records("order_details") == []

        for periods, expected in (
            (rule, (DAY, DAY, "account_rule")),
            ({"service_end": "last_day", **rule}, (DAY, DAY, "account_rule")),
            ({}, (FEBRUARY, JANUARY, "line_description")),
        ):
            xero.clock.advance(3600)
            sent = scene.sync(service_periods=periods).records("order_details")
            assert (sent == []) is ("service_end" in periods)
            assert scene.orders(invoice, *SERVICE) == scene.billing(invoice, *SERVICE) == [expected]
            xero.clock.advance(3600)
            assert scene.sync().records("order_details") == []
        assert {row["status"] for row in scene.totals("B1")} == {"Ties"}
