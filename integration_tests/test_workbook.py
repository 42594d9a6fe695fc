"""The workbook as a process makes it, and as LibreOffice opens it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from integration_tests.support.reading import COMMAND
from unit_tests.source_xero_revrec.workbook.made_records import lines, mapped
from unit_tests.source_xero_revrec.workbook.made_source import MadeUpSource
from unit_tests.source_xero_revrec.workbook.made_workbook import CONFIG, workbook
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.reading import Connector

SOFFICE = shutil.which("soffice")
# LibreOffice's CSV filter: comma, quotes, UTF-8, values as they are shown, every sheet a file.
CSV_OF_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
MEASURE = """
import pathlib, resource, sys
from unit_tests.source_xero_revrec.workbook.made_records import made_up
from unit_tests.source_xero_revrec.workbook.made_source import MadeUpSource
from unit_tests.source_xero_revrec.workbook.made_workbook import workbook
folder = pathlib.Path(sys.argv[1])
code, _, error = workbook(folder, "--output", str(folder / "a.xlsx"), source=MadeUpSource(made_up(int(sys.argv[2]))))
assert code == 0, error
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


def rows(made: Path, sheet: str) -> list[dict[str, Any]]:
    """Return a sheet's rows by header."""
    header, *values = openpyxl.load_workbook(made, read_only=True)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in values]


def opened(folder: Path, made: Path, target: str) -> list[Path]:
    """Let LibreOffice open a workbook and save it as something else; returns the files that it wrote."""
    out = folder / "opened"
    done = subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(out),
            str(made),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return sorted(out.iterdir())


@needs_libreoffice
def test_libreoffice_shows_every_sheet_with_dates_as_dates_and_amounts_to_the_cent(tmp_path: Path) -> None:
    """What an accountant sees is what Xero has."""
    workbook(tmp_path, "--output", str(tmp_path / "a.xlsx"))
    files = {path.stem.removeprefix("a-"): path for path in opened(tmp_path, tmp_path / "a.xlsx", CSV_OF_EVERY_SHEET)}
    with files["BillingSchedule"].open(encoding="utf-8", newline="") as file:
        shown = list(csv.DictReader(file))

    assert list(files) == [
        "About",
        "BillingSchedule",
        "Control Totals",
        "Customer",
        "OrderDetails",
        "Product",
        "Recon Errors",
    ]
    assert [line["day"].isoformat() for line in lines(40)] == [row["Billing Date"] for row in shown]
    assert [line["amount"] for line in lines(40)] == [Decimal(row["Billing Amount"].replace(",", "")) for row in shown]
    assert [line["customer"] for line in lines(40)] == [row["Customer Name"] for row in shown]


@needs_libreoffice
def test_libreoffice_prints_the_workbook_of_the_other_mode(tmp_path: Path) -> None:
    """It opens, lays out and prints, charts included."""
    workbook(tmp_path, "--output", str(tmp_path / "a.xlsx"), source=MadeUpSource(mapped()))
    (printed,) = opened(tmp_path, tmp_path / "a.xlsx", "pdf")

    assert printed.read_bytes().startswith(b"%PDF")


def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    """Fifteen times the documents take at most a few megabytes more."""

    def peak(documents: int) -> int:
        folder = tmp_path / str(documents)
        folder.mkdir()
        command = [sys.executable, "-c", MEASURE, str(folder), str(documents)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        return int(done.stdout)

    assert peak(1_500) - peak(100) < 8 * 1024


def test_the_command_line_shows_the_workbook_beside_airbytes_commands() -> None:
    """`--help` answers without loading the CDK, and names all five commands."""
    done = subprocess.run([COMMAND, "--help"], capture_output=True, text=True, timeout=60, check=True)

    assert [
        word for word in ("spec", "check", "discover", "read", "workbook") if f"\n  {word} " not in done.stdout
    ] == []
    assert done.stderr == ""


def test_a_wrong_configuration_ends_with_one_and_one_sentence(tmp_path: Path) -> None:
    """Standard output stays empty."""
    (tmp_path / "config.json").write_text(json.dumps({key: CONFIG[key] for key in ("mode",)}))
    arguments = ["workbook", "--config", str(tmp_path / "config.json"), "--output", str(tmp_path / "a.xlsx")]
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The configuration cannot be used: credentials is missing.\n"


def test_xero_that_refuses_is_one_sentence_and_no_file(connector: Connector, own_demo: Sandbox) -> None:
    """The connector's own words on standard error, nothing on standard output, nothing on the disk."""
    config = own_demo.source_config()
    config["credentials"]["client_secret"] = "not-the-secret"
    path = connector.write("config.json", config)
    done = subprocess.run(
        [COMMAND, "workbook", "--config", path, "--output", str(connector.folder / "a.xlsx")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "not-the-secret" not in done.stderr
    assert [found.name for found in connector.folder.iterdir()] == ["config.json"]


def test_a_companys_workbook_ties_to_its_control_totals(connector: Connector, own_demo: Sandbox) -> None:
    """From the sandbox's books to the file: billing by month and currency is what Control Totals says, to the cent."""
    path = connector.write("config.json", own_demo.source_config())
    made = connector.folder / "a.xlsx"
    done = subprocess.run(
        [COMMAND, "workbook", "--config", path, "--output", str(made)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    billed: dict[str, Decimal] = {}
    for row in rows(made, "BillingSchedule"):
        billed[row["Currency"]] = billed.get(row["Currency"], Decimal(0)) + Decimal(str(row["Billing Amount"]))
    controlled: dict[str, Decimal] = {}
    for row in rows(made, "Control Totals"):
        assert row["Status"] != "Does not tie"
        if row["Check"] == "B2":
            controlled[row["Currency"]] = controlled.get(row["Currency"], Decimal(0)) + Decimal(
                str(row["Expected Amount"])
            )

    assert len(billed) > 1
    assert controlled == billed


def test_a_terminated_command_leaves_nothing_behind(connector: Connector) -> None:
    """SIGTERM while Xero is read: one sentence, no file, no hidden one."""
    with Sandbox(invoices=20_000, limits=False) as company:
        path = connector.write("config.json", company.source_config())
        (connector.folder / "out").mkdir()
        running = subprocess.Popen(
            [COMMAND, "workbook", "--config", path, "--output", str(connector.folder / "out" / "a.xlsx")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 60
        while not list((connector.folder / "out").glob(".xero-revrec-*/*")) and time.monotonic() < deadline:
            assert running.poll() is None
        running.terminate()
        out, error = running.communicate(timeout=60)

    assert (running.returncode, out, error) == (130, "", "Stopped; nothing was written.\n")
    assert list((connector.folder / "out").iterdir()) == []
