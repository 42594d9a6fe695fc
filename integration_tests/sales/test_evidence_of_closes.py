"""What is left of a close: in a bucket as in a folder, on the posted journal, and by organisation."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from openpyxl import load_workbook

from integration_tests.support.controller import Controller, reasons
from integration_tests.support.posting import in_books
from integration_tests.support.scene import line, sell
from unit_tests.xero_connectors.places.made_sftp import serving
from unit_tests.xero_connectors.places.made_stores import BUCKET, amazon, as_a_user_of_amazon, azure, google
from xero_connectors.places.registry import folder
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEAR = "Platform Pro 01/01/2026 - 31/12/2026"
JANUARY, FEBRUARY = "2026-01", "2026-02"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Run an S3 server with a bucket; the environment points at it as a user's would."""
    with amazon() as url:
        as_a_user_of_amazon(monkeypatch, url, tmp_path)
        client = boto3.Session().client("s3")
        client.create_bucket(Bucket=BUCKET)
        yield client


class InABucket(Controller):
    """A controller whose closes and evidence lie in a bucket."""

    def output(self, period: str) -> Any:  # noqa: ANN401 - an address where a folder would be
        """Return the address of a month's files."""
        return f"s3://{BUCKET}/closes/{period}"


def test_a_close_lies_in_a_bucket_and_explains_the_next_one(xero: Sandbox, tmp_path: Path, bucket: Any) -> None:  # noqa: ANN401
    """Workbook, entries and schedule, the evidence beside the receipts; a late invoice is explained out of it."""
    controller = InABucket(xero, tmp_path)
    controller.closes.here["evidence"] = f"s3://{BUCKET}/receipts"
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    assert controller.close(JANUARY) == 0, controller.said
    late = sell(xero, line("600.00", YEAR), day=date(2026, 1, 20))
    controller.closes.read(JANUARY)
    tenant = controller.closes.reading.records("deferred_revenue")[0]["tenant_id"]

    keys = [found["Key"] for found in bucket.list_objects_v2(Bucket=BUCKET)["Contents"]]
    assert keys == [
        "closes/2026-01/JournalEntries.csv",
        "closes/2026-01/RevenueSchedule-2026-01.csv.gz",
        "closes/2026-01/close.xlsx",
        f"receipts/RevenueSchedule-2026-01-{tenant}.csv.gz",
    ]
    entries = bucket.get_object(Bucket=BUCKET, Key="closes/2026-01/JournalEntries.csv")["Body"].read()
    (tmp_path / JANUARY).mkdir()
    (tmp_path / JANUARY / "JournalEntries.csv").write_bytes(entries)
    assert Controller(xero, tmp_path).post(JANUARY).failure is None
    assert set(reasons(controller.changes(FEBRUARY))) == {("late_invoice", late["InvoiceNumber"])}


@pytest.fixture(params=["gs", "az", "sftp"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Run a store or a server that is not Amazon's, and hand out the address of a folder in it."""
    with ExitStack() as running:
        if request.param == "sftp":
            server = running.enter_context(serving(tmp_path / "server"))
            (server.folder / "closes" / JANUARY).mkdir(parents=True)
            (server.folder / "closes" / "receipts").mkdir()
            for name, value in server.known_hosts(tmp_path).items():
                monkeypatch.setenv(name, value)
            yield server.address("/closes")
        else:
            running.enter_context((google if request.param == "gs" else azure)(monkeypatch))
            yield f"{request.param}://{BUCKET}/closes"


class Elsewhere(Controller):
    """A controller whose closes lie at an address."""

    where = ""

    def output(self, period: str) -> Any:  # noqa: ANN401 - an address where a folder would be
        """Return the address of a month's files."""
        return f"{self.where}/{period}"


def test_a_close_lies_anywhere_and_explains_the_next_one(xero: Sandbox, tmp_path: Path, elsewhere: str) -> None:
    """What was kept is read back, is not written over by a second close, and explains a late invoice."""
    controller = Elsewhere(xero, tmp_path)
    controller.where = elsewhere
    controller.closes.here["evidence"] = f"{elsewhere}/receipts"
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    assert controller.close(JANUARY) == 0, controller.said
    late = sell(xero, line("600.00", YEAR), day=date(2026, 1, 20))
    assert controller.close(JANUARY) == 0, controller.said
    place = folder(elsewhere)

    names = [name for name in place.names() if name.startswith(JANUARY)]
    assert {f"{JANUARY}/JournalEntries.csv", f"{JANUARY}/close.xlsx"} < {*names}
    (tmp_path / JANUARY).mkdir()
    entries = b"".join(place.read(f"{JANUARY}/JournalEntries.csv"))
    (tmp_path / JANUARY / "JournalEntries.csv").write_bytes(entries)
    assert Controller(xero, tmp_path).post(JANUARY).failure is None
    edited = {"Description": YEAR, "Quantity": "1", "UnitAmount": "900.00", "AccountCode": "200"}
    xero.act("edit_invoice_lines", id=late["InvoiceID"], lines=[edited])

    assert set(reasons(controller.changes(FEBRUARY))) == {("amount_changed", late["InvoiceNumber"])}
    kept = [name.rpartition("/")[2] for name in place.names() if name.startswith("receipts/")]
    assert [name.endswith("-2.csv.gz") for name in sorted(kept, key=len)] == [False, True]


def test_a_bucket_that_is_not_there_is_said_before_xero_is_asked(xero: Sandbox, tmp_path: Path, bucket: Any) -> None:  # noqa: ANN401
    """Nothing is read for what could not be kept."""
    bucket.delete_bucket(Bucket=BUCKET)
    before = xero.counters.count("Invoices")

    assert InABucket(xero, tmp_path).close(JANUARY) == 1
    assert xero.counters.count("Invoices") == before


def test_the_workbook_of_a_close_is_attached_to_its_journals(xero: Sandbox, tmp_path: Path) -> None:
    """Where the destination's `supporting_workbook` names it: an auditor opens it from the journal."""
    controller = Controller(xero, tmp_path)
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    workbook = controller.output(JANUARY) / "close.xlsx"
    controller.month(JANUARY, supporting_workbook=str(workbook))

    journals = in_books(xero)
    assert len(journals) == 2
    for journal in journals:
        (attached,) = xero.books.desk.attachments.of("ManualJournals", journal["ManualJournalID"])
        assert (attached["FileName"], attached["ContentLength"]) == ("close.xlsx", workbook.stat().st_size)
    assert load_workbook(workbook)["Summary"]["B2"].value == "May be closed"


def test_a_close_is_of_one_organisation_and_so_is_what_it_keeps(tmp_path: Path) -> None:
    """One configuration reads both; the schedule that was kept explains the one that it is of, and no other."""
    with Sandbox(invoices=0, organisations=2, limits=False) as xero:
        demo, british = (each["Name"] for each in xero.organisations)
        controller = Controller(xero, tmp_path, auth_type="oauth", organisations=[demo, british])
        sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
        assert controller.close(JANUARY) == 2
        assert f"reads 2 organisations ({demo}, {british})" in controller.said
        assert "choose it with --organisation" in controller.said
        assert controller.close(JANUARY, "--organisation", demo) == 0, controller.said
        assert controller.post(JANUARY).failure is None
        sell(xero, line("600.00", YEAR), day=date(2026, 1, 20))
        changes = Controller(xero, tmp_path).changes(FEBRUARY)

    (kept,) = controller.evidence.iterdir()
    (tenant,) = {row["tenant_id"] for row in changes}
    assert kept.name == f"RevenueSchedule-2026-01-{tenant}.csv.gz"
    assert {row["reason"] for row in changes} == {"late_invoice"}
