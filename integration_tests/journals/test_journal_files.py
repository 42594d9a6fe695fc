"""People's own files are posted by configuration alone: every file of docs/journal-files.md, as the page says it."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.commands.replay import main
from integration_tests.support.posting import Written, amounts, in_books, records, write_in_process
from unit_tests.made_journal_examples import Example, examples
from unit_tests.xero_connectors.tables.made_workbook import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.journals.process import Destination
    from xero_sandbox import Sandbox

EXAMPLES = examples()


def replayed(xero: Sandbox, folder: Path, file: Path, configuration: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return what `replay` prints of a file, and the catalog for it."""
    config = folder / "destination.json"
    config.write_text(json.dumps(xero.destination_config(**configuration)), encoding="utf-8")
    printed = []
    for more in ([], ["--catalog-only"]):
        out, err = io.BytesIO(), io.StringIO()
        code = main([str(file), "--config", str(config), *more], stdout=out, stderr=err)
        assert code == 0, err.getvalue()
        printed.append(out.getvalue())
    return printed[0], printed[1]


def posted(xero: Sandbox, folder: Path, file: Path, configuration: dict[str, Any]) -> Written:
    """Post a file by `replay` and `write`."""
    lines, catalog = replayed(xero, folder, file, configuration)
    config = xero.destination_config(**configuration)
    return write_in_process(xero, config, lines.splitlines(), json.loads(catalog))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.section} {each.text[:30]}")
def test_a_file_of_the_page_is_posted_by_the_configuration_below_it(
    xero: Sandbox, tmp_path: Path, example: Example
) -> None:
    """One journal of 31 January from deferred revenue to sales, to the cent; a second time, nothing."""
    file = example.write(tmp_path)
    written = posted(xero, tmp_path, file, example.configuration)

    assert written.failure is None, written.log("ERROR")
    (journal,) = in_books(xero)
    (credit, amount), (debit, same) = amounts(journal)
    negative = "negative" in example.section
    assert (credit, debit) == ("200", "835")
    assert amount == -same
    assert same * (-1 if negative else 1) == money(example)
    assert journal["Date"].isoformat()[:10] == "2026-01-31"
    again = posted(xero, tmp_path, file, example.configuration)
    assert again.failure is None
    assert ": 1 in Xero already." in again.log()[0]


def money(example: Example) -> Decimal:
    """Return the amount of an example, which its text shows in one of these ways."""
    shown = {"1000.00": "1000", '"1,234.50"': "1234.50", "1234,50": "1234.50", "1.234,50": "1234.50", "0.3000": "0.30"}
    return next((Decimal(amount) for text, amount in shown.items() if text in example.text), Decimal(ten(example)))


def ten(example: Example) -> str:
    """Return 100 or 10, whichever an example shows."""
    return "100" if "100.00" in example.text else "10"


def test_xeros_template_brings_its_narration_and_tracking(xero: Sandbox, tmp_path: Path) -> None:
    """The journal is called as in the file, by narration and date, and tagged as there."""
    (template,) = [each for each in EXAMPLES if each.section == "Xero's import template"]
    posted(xero, tmp_path, template.write(tmp_path), template.configuration)

    (journal,) = in_books(xero)
    assert journal["Narration"] == "January deferral [RevRec January%20deferral%202026-01-31]"
    assert {tag["Option"] for line in journal["JournalLines"] for tag in line["Tracking"]} == {"North"}


def test_a_taxed_line_of_xeros_template_is_refused(xero: Sandbox, tmp_path: Path) -> None:
    """Journals are posted without tax, and a tax that is left out is missing in the return."""
    (template,) = [each for each in EXAMPLES if each.section == "Xero's import template"]
    taxed = Example("", "csv", template.text.replace("200,Tax Exempt", "200,15% GST on Income"), template.configuration)
    written = posted(xero, tmp_path, taxed.write(tmp_path), taxed.configuration)

    assert in_books(xero) == []
    assert "TAXED: Journal January deferral 2026-01-31, line 2: Tax Rate '15% GST on Income'" in written.log("ERROR")[0]


def test_a_blank_rate_of_xeros_template_is_that_of_the_account(xero: Sandbox, tmp_path: Path) -> None:
    """As in Xero's own import: posted to an account without tax, refused to one with a tax, where rates are read."""
    (template,) = [each for each in EXAMPLES if each.section == "Xero's import template"]
    untaxed = template.text.replace("835,Tax Exempt", "835,")
    blank = Example("", "csv", untaxed.replace("200,Tax Exempt", "200,"), template.configuration)
    written = posted(xero, tmp_path, blank.write(tmp_path), blank.configuration)
    assert in_books(xero) == []
    assert "TAXED: Journal January deferral 2026-01-31, line 2: Tax Rate is blank" in written.log("ERROR")[0]

    without = template.text.replace("*TaxRate,", "").replace("Tax Exempt,", "")
    said = {**template.configuration, "format": {**template.configuration["format"], "absent_columns": ["Tax Rate"]}}
    for text, configuration in ((untaxed, template.configuration), (without, said)):
        right = Example("", "csv", text, configuration)
        assert posted(xero, tmp_path, right.write(tmp_path), configuration).failure is None
        assert len(in_books(xero)) == 1


def test_a_workbook_is_posted_as_excel_keeps_it(xero: Sandbox, tmp_path: Path) -> None:
    """Numbers are numbers whatever the format says of text, and a sum of Excel's is what Excel shows."""
    file = tmp_path / "Journals.xlsx"
    file.write_bytes(
        workbook(
            ["Example Ltd"],
            ["Transaction Date", "Journal Entry Id", "Account Number", "Amount"],
            [46053, 1001.0, 835, 0.1 + 0.2],
            [46053, 1001, 200, "(0,30)"],
            ["Total", None, None, 0],
        )
    )
    said = {"format": {"amounts": "signed_amount", "decimal_mark": ",", "thousands_separator": "."}}
    written = posted(xero, tmp_path, file, said)

    assert written.failure is None, written.log("ERROR")
    (journal,) = in_books(xero)
    assert amounts(journal) == [("200", Decimal("-0.30")), ("835", Decimal("0.30"))]
    assert journal["Narration"].endswith("[RevRec 1001]")


def test_records_of_a_warehouse_have_the_same_freedom(xero: Sandbox) -> None:
    """Columns, sides, dates and amounts are read as `format` says; what is null is left out of a record."""
    rows = [
        {"journal_no": 1001.0, "journal_date": "01/31/2026", "account_name": "Sales", "credits": "$1,000.00"},
        {"journal_no": 1001, "journal_date": "1/31/26", "account_name": "Revenue Received in Advance", "debits": 1000},
    ]
    said = {"ready_made": "quickbooks", "dates": "month_first", "thousands_separator": ",", "currency_sign": "$"}
    written = write_in_process(xero, xero.destination_config(format=said), records(rows))

    assert written.failure is None, written.log("ERROR")
    (journal,) = in_books(xero)
    assert amounts(journal) == [("200", Decimal("-1000.00")), ("835", Decimal("1000.00"))]


def test_a_file_without_a_line_gives_a_warning(xero: Sandbox, tmp_path: Path) -> None:
    """From `replay` and from `write`: a green sync of nothing is seldom meant."""
    file = tmp_path / "empty.csv"
    file.write_text("Transaction Date,Journal Entry Id,Account Number,Posting Type,Amount\n,,,,\n")
    out, err = io.BytesIO(), io.StringIO()

    assert main([str(file)], stdout=out, stderr=err) == 0
    assert err.getvalue() == (
        f"WARNING: {file} holds no line of a journal entry, so that there is nothing to post.\n"
        f"Left out of {file}: 1 empty row.\n"
    )
    written = posted(xero, tmp_path, file, {})
    assert written.log("WARN")[-1].startswith("Read 0 lines.")


def test_two_accounts_in_a_row_are_refused_until_somebody_says_so(xero: Sandbox, tmp_path: Path) -> None:
    """The remedy names the format."""
    file = tmp_path / "stripe.csv"
    file.write_text(
        "accounting_period,currency,debit,credit,amount\n2026-01-31,nzd,Revenue Received in Advance,Sales,100.00\n"
    )
    written = posted(xero, tmp_path, file, {})

    assert {text.partition(":")[0] for text in written.log("ERROR")} >= {"COLUMN_MISSING"}
    assert any("this is stripe (ready_made)" in text for text in written.log("ERROR"))
    assert in_books(xero) == []


def test_the_two_commands_do_it_in_a_pipe(xero: Sandbox, tmp_path: Path, destination: Destination) -> None:
    """As a person types them, with what was left out said on standard error."""
    (titles,) = [each for each in EXAMPLES if each.section == "Titles and totals"]
    file = titles.write(tmp_path)
    config = destination.file("destination.json", xero.destination_config())
    replay = destination.run("replay", str(file), "--config", config)
    catalog = destination.run("replay", str(file), "--catalog-only")
    plan = destination.run("plan", "--config", config, "--input", str(file))

    assert replay.err.decode() == f"Left out of {file}: 1 total row.\n"
    assert f"Left out of {file}: 1 total row.\n" in plan.err.decode()
    written = write_in_process(xero, xero.destination_config(), replay.out.splitlines(), json.loads(catalog.out))
    assert written.failure is None
    assert len(in_books(xero)) == 1
