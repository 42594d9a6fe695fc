"""The schedule of a close comes back as it was kept."""

from __future__ import annotations

import gzip
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.recognition.frozen_schedule import COLUMNS, read_frozen, read_ledger, write_frozen
from source_xero_revrec.rules.recognition.closed_line import Closed, Document, closed_line
from unit_tests.source_xero_revrec.rules.recognition.made_lines import decided, line, month, sold_into
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from pathlib import Path

    from source_xero_revrec.rules.recognition.line import Recognised, Unscheduled

ABOUT = Document("id-1", 'INV "1", 2', "Invoice", "AUTHORISED", date(2026, 1, 5), "Café; Zoë = 1")
OTHER = Document("id-2", "CN-1", "Credit Memo", "VOIDED", None, "")
NORTH = (("region", "North; = 1"),)
LINES: list[Recognised | Unscheduled] = [
    decided(line(120_000, "2026-01-05", "2026-01-01", "2026-12-31", tracking=NORTH, period_rule="text")),
    decided(sold_into(-7_777, "2026-01-05", "2025-11-15", "2026-03-14", home=-5_001, currency="USD", item_number="2")),
    decided(line(5_000, "2026-01-05", home=None, currency="AUD", item_number="3")),
]
LEDGER = {"835": 110_000, "200": -5}
DONE = {
    "REV-2026-01-RELEASE": {("835", NORTH): -10_000, ("200", ()): 10_000},
    "REV-2026-02-RELEASE": {("835", ()): -1},
    "REV-OPENING": {("835", ()): 7},
}


def kept(folder: Path) -> bytes:
    """Return the file of a close of January."""
    path = folder / "made"
    write_frozen(path, [(ABOUT, LINES), (OTHER, [LINES[2]])], DONE, month("2026-01"), LEDGER)
    return path.read_bytes()


@pytest.mark.parametrize("closed", [Closed(month("2026-01")), Closed(month("2026-03"), month("2026-01"))])
def test_every_line_comes_back_as_it_stood(tmp_path: Path, closed: Closed) -> None:
    """At the end of any month, before and after the close, and since recognition began."""
    found = read_frozen([kept(tmp_path)], closed, "kept")

    assert [*found.documents.documents()] == [
        (ABOUT, [closed_line(each, closed) for each in LINES]),
        (OTHER, [closed_line(LINES[2], closed)]),
    ]


def test_what_the_ledger_had_comes_back(tmp_path: Path) -> None:
    """By account, whatever else the file holds."""
    assert read_ledger([kept(tmp_path)], "kept") == LEDGER


def test_what_journals_had_done_comes_back_by_key(tmp_path: Path) -> None:
    """Those of the month and before it; a later one is a preview, and no part of the close."""
    found = read_frozen([kept(tmp_path)], Closed(month("2026-01")), "kept")

    assert found.journals == {key: amounts for key, amounts in DONE.items() if key != "REV-2026-02-RELEASE"}


def test_the_same_schedule_makes_the_same_bytes(tmp_path: Path) -> None:
    """So that a second close of the same month finds its own file."""
    assert kept(tmp_path) == kept(tmp_path)
    assert gzip.decompress(kept(tmp_path)).decode().splitlines()[0] == ",".join(COLUMNS)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda packed: packed[:-9],
        lambda packed: packed[:20] + b"\0\0\0\0" + packed[24:],
        lambda _: b"document_id\n",
        lambda _: gzip.compress(b"document_id\n"),
        lambda packed: gzip.compress(gzip.decompress(packed).replace(b"1200.00", b"1200.001")),
        lambda packed: gzip.compress(gzip.decompress(packed).replace(b"1200.00", b"many")),
        lambda packed: gzip.compress(gzip.decompress(packed).replace(b"2026-01-05", b"January")),
        lambda packed: gzip.compress(gzip.decompress(packed).replace(b"Caf\xc3\xa9", b"Caf\xe9")),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, spoil: Any) -> None:  # noqa: ANN401 - a way to spoil it
    """By its name, since it would explain something else."""
    with pytest.raises(ConfigFault, match="s3://kept/it is no frozen schedule"):
        read_frozen([spoil(kept(tmp_path))], Closed(month("2026-01")), "s3://kept/it")
