"""The command writes the whole file: its sheets, where it is asked to, and what the terminal shows."""

from __future__ import annotations

import csv
import io
import json
import signal
import zipfile
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from source_xero_revrec.workbook.command import _ended_by_signal, main
from unit_tests.conftest import FakeClock
from unit_tests.source_xero_revrec.workbook.made_records import lines, made_up, mapped
from unit_tests.source_xero_revrec.workbook.made_source import MadeUpSource
from unit_tests.source_xero_revrec.workbook.made_workbook import (
    CONFIG,
    NOON,
    SECRET,
    column,
    left_behind,
    workbook,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def test_invoice_equals_contract_gives_its_sheets_in_order(tmp_path: Path) -> None:
    """Orders, billing, customers and products as the template has them, then ours."""
    code, out, _ = workbook(tmp_path, "--output", str(tmp_path / "a.xlsx"))

    assert code == 0
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == [
        "About",
        "OrderDetails",
        "BillingSchedule",
        "Customer",
        "Product",
        "Recon Errors",
        "Control Totals",
    ]
    assert out.splitlines()[0] == f"Wrote {tmp_path / 'a.xlsx'}"
    assert "  OrderDetails      120\n" in out
    assert left_behind(tmp_path) == ["a.xlsx"]


def test_customer_name_mapping_gives_pending_data_and_no_orders(tmp_path: Path) -> None:
    """Orders come from the CRM; what waits for a customer is a sheet of its own."""
    workbook(tmp_path, "--output", str(tmp_path / "a.xlsx"), source=MadeUpSource(mapped()))
    made = openpyxl.load_workbook(tmp_path / "a.xlsx")

    assert made.sheetnames == [
        "About",
        "BillingSchedule",
        "Customer",
        "Product",
        "Pending Data",
        "Recon Errors",
        "Control Totals",
    ]
    assert "Order Number" not in [cell.value for cell in made["BillingSchedule"][1]]
    assert made["About"]["A2"].value.startswith("Not to be imported yet: ")


def test_template_only_leaves_ours_out_and_reads_less(tmp_path: Path) -> None:
    """The file is only what RevRec's template has."""
    source = MadeUpSource()
    workbook(tmp_path, "--template-only", "--output", str(tmp_path / "a.xlsx"), source=source)
    made = openpyxl.load_workbook(tmp_path / "a.xlsx")

    assert made.sheetnames == ["OrderDetails", "BillingSchedule", "Customer", "Product"]
    assert [cell.value for cell in made["Customer"][1]][-1] == "Currency"
    assert source.read_streams == ["organisations", "order_details", "billing_schedule", "customers", "products"]


def test_the_sheets_total_is_the_control_total(tmp_path: Path) -> None:
    """Billing by currency on the sheet is the sum of what Control Totals says of the rows, to the cent."""
    path = tmp_path / "a.xlsx"
    workbook(tmp_path, "--output", str(path), source=MadeUpSource(made_up(60)))
    billed: dict[str, Decimal] = {}
    for currency, amount in zip(
        column(path, "BillingSchedule", "Currency"), column(path, "BillingSchedule", "Billing Amount"), strict=True
    ):
        billed[currency] = billed.get(currency, Decimal(0)) + Decimal(str(amount))
    controlled: dict[str, Decimal] = {}
    checks = zip(
        column(path, "Control Totals", "Check"),
        column(path, "Control Totals", "Currency"),
        column(path, "Control Totals", "Actual Amount"),
        strict=True,
    )
    for check, currency, amount in checks:
        if check == "B2":
            controlled[currency] = controlled.get(currency, Decimal(0)) + Decimal(str(amount))

    assert controlled == billed
    assert sum(billed.values()) == sum(line["amount"] for line in lines(60))


def test_control_totals_have_a_chart_for_each_currency(tmp_path: Path) -> None:
    """Who would rather look than read finds the months drawn, there and on the About page."""
    workbook(tmp_path, "--output", str(tmp_path / "a.xlsx"))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as made:
        charts = [made.read(name).decode() for name in made.namelist() if name.startswith("xl/charts/chart")]

    assert len(charts) == 4
    assert all("Documents in Xero" in chart and "Rows for RevRec" in chart for chart in charts)


def test_a_zip_holds_a_file_for_each_table(tmp_path: Path) -> None:
    """--zip writes what RevRec imports as CSV files."""
    code, _, _ = workbook(tmp_path, "--zip", "--template-only", "--output", str(tmp_path / "a.zip"))

    assert code == 0
    assert zipfile.ZipFile(tmp_path / "a.zip").namelist() == [
        "OrderDetails.csv",
        "BillingSchedule.csv",
        "Customer.csv",
        "Product.csv",
    ]


@pytest.mark.parametrize(("service_end", "days"), [("day_after", 365), ("last_day", 364), (None, 365)])
def test_revrec_is_given_the_day_after_the_last_day_or_the_last_day(
    tmp_path: Path, service_end: str | None, days: int
) -> None:
    """Its pages call the end exclusive; the choice is the configuration's, for Excel and CSV alike."""
    config = CONFIG if service_end is None else {**CONFIG, "service_periods": {"service_end": service_end}}
    for name, options in (("a.xlsx", ()), ("a.zip", ("--zip",))):
        workbook(tmp_path, *options, "--output", str(tmp_path / name), config=config)
    path = tmp_path / "a.xlsx"
    starts = column(path, "OrderDetails", "Service Start Date")
    ends = column(path, "OrderDetails", "Service End Date")

    assert {(end - start).days for start, end in zip(starts, ends, strict=True)} == {days}
    with zipfile.ZipFile(tmp_path / "a.zip") as made, made.open("OrderDetails.csv") as file:
        (first, *_) = csv.DictReader(io.TextIOWrapper(file, "utf-8-sig"))
    assert date.fromisoformat(first["Service End Date"]) == ends[0].date()


def test_a_folder_gets_a_file_named_after_the_time(tmp_path: Path) -> None:
    """Each delivery into a folder is a new file, so a scheduled import never meets the same name again."""
    (tmp_path / "exports").mkdir()
    workbook(tmp_path, "--output", str(tmp_path / "exports"))

    assert left_behind(tmp_path / "exports") == [f"revrec-{NOON:%Y%m%dT%H%M%SZ}.xlsx"]


def test_a_value_that_is_not_what_its_column_holds_is_kept_and_reported(tmp_path: Path) -> None:
    """Nothing is lost and nothing is hidden: the text is in the cell, the sentence on the terminal and in About."""
    streams = {**made_up(), "products": lambda: [{"product_code": "A", "list_price": "on request"}]}
    path = tmp_path / "a.xlsx"
    code, _, error = workbook(tmp_path, "--output", str(path), source=MadeUpSource(streams))

    assert code == 0
    assert column(path, "Product", "List Price") == ["on request"]
    assert "Product, List Price: 1 value not what the column holds" in error
    assert any("Product, List Price" in str(row[1].value) for row in openpyxl.load_workbook(path)["About"])


def test_no_secret_is_in_the_file_or_on_the_terminal(tmp_path: Path) -> None:
    """Not in any part of the archive."""
    _, out, error = workbook(tmp_path, "--output", str(tmp_path / "a.xlsx"))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as made:
        content = b"".join(made.read(name) for name in made.namelist())

    assert SECRET.encode() not in content
    assert SECRET not in out + error


def test_a_rotated_refresh_token_is_written_back_and_never_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next command finds the token that Xero gave, beside what the file held before."""
    credentials = {"auth_type": "oauth", "client_id": "client", "refresh_token": "not-a-real-token-1"}
    path = tmp_path / "config.json"
    path.write_text(json.dumps({**CONFIG, "credentials": credentials}))
    seen: list[Any] = []

    class Rotating(MadeUpSource):
        def __init__(self, keep: Callable[[Mapping[str, Any]], None]) -> None:
            super().__init__()
            self._keep = keep

        def read(self, logger: Any, config: Any, catalog: Any, state: Any = None) -> Any:  # noqa: ANN401
            seen.append(config["credentials"]["refresh_token"])
            print("not-a-real-token-2")  # noqa: T201 - as the source tells Airbyte
            self._keep({**config, "credentials": {**credentials, "refresh_token": "not-a-real-token-2"}})
            yield from super().read(logger, config, catalog, state)

    code = main(
        ["--config", str(path), "--output", str(tmp_path / "a.xlsx"), "--organisation", "Demo Company (UK)"],
        keep_config=lambda path, current: path.write_text(json.dumps(current)) and None,
        open_source=Rotating,
        clock=FakeClock(NOON),
        stdout=io.StringIO(),
        stderr=io.StringIO(),
    )

    assert code == 0
    assert seen == ["not-a-real-token-1", "not-a-real-token-2"]
    assert json.loads(path.read_text()) == {
        **CONFIG,
        "credentials": {**credentials, "refresh_token": "not-a-real-token-2"},
    }
    assert "not-a-real-token" not in "".join(capsys.readouterr())


def test_progress_is_shown_only_to_somebody_who_watches(tmp_path: Path) -> None:
    """A terminal sees the rows grow on one line; a log file sees none of it."""

    class Watched(io.StringIO):
        def isatty(self) -> bool:
            return True

    path = tmp_path / "config.json"
    path.write_text(json.dumps(CONFIG))
    seen: dict[bool, str] = {}
    for watched, error in ((True, Watched()), (False, io.StringIO())):
        main(
            ["--config", str(path), "--output", str(tmp_path / "a.xlsx"), "--overwrite"],
            keep_config=lambda *_: None,
            open_source=lambda _: MadeUpSource(made_up(400)),
            stdout=io.StringIO(),
            stderr=error,
        )
        seen[watched] = error.getvalue()

    assert "\r\033[KOrderDetails 1,000" in seen[True]
    assert "\r" not in seen[False]


def test_help_names_every_place_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Who reads only --help can deliver to S3 and SFTP."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"], keep_config=lambda *_: None)
    shown = capsys.readouterr().out

    assert ended.value.code == 0
    for word in (
        "s3://",
        "AWS_ENDPOINT_URL_S3",
        "sftp://",
        "SFTP_PASSWORD",
        "known_hosts",
        "--template-only",
        "Exit code",
    ):
        assert word in shown


def test_a_signal_that_python_drops_still_ends_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """What is raised while an object is cleaned up goes nowhere, so the command looks again at the next record."""

    class Cleaned:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGTERM)

    with _ended_by_signal() as ending:
        Cleaned()
        with pytest.raises(KeyboardInterrupt):
            ending.heed()

    assert capsys.readouterr().err == ""
