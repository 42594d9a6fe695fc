"""Where the schedules of closes are kept, and which one counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.recognition.evidence import Evidence, evidence, make_folder
from source_xero_revrec.recognition.frozen_schedule import write_frozen
from source_xero_revrec.rules.recognition.closed_line import Closed
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month
from xero_connectors.config_fault import ConfigFault
from xero_connectors.places.folder import Folder
from xero_connectors.places.reasons import PlaceFault

if TYPE_CHECKING:
    from pathlib import Path

JANUARY = month("2026-01")


def made(folder: Path, amount: int) -> Path:
    """Return a schedule that tells itself apart by what a journal had done."""
    path = folder / f"made-{amount}"
    write_frozen(path, [], {"REV-2026-01-RELEASE": {("835", ()): amount}}, JANUARY, {"200": amount})
    return path


def counts(kept: Evidence) -> int:
    """Return what tells the schedule apart that counts."""
    found = kept.read(Closed(JANUARY))
    assert found is not None
    return found.journals["REV-2026-01-RELEASE"]["835", ()]


def test_nothing_is_there_before_the_first_close(tmp_path: Path) -> None:
    """Nor of another month, or another organisation."""
    kept = Evidence(Folder(tmp_path), "one")
    assert kept.read(Closed(JANUARY)) is None
    kept.keep(JANUARY, made(tmp_path, 1), posted=False)

    assert counts(kept) == 1
    assert kept.read(Closed(JANUARY + 1)) is None
    assert Evidence(Folder(tmp_path), "two").read(Closed(JANUARY)) is None
    assert kept.names(JANUARY) == ["RevenueSchedule-2026-01-one.csv.gz"]


def test_the_newest_counts_and_nothing_is_written_over(tmp_path: Path) -> None:
    """Before anything is posted a month may be closed again; the same schedule is kept once."""
    kept = Evidence(Folder(tmp_path))
    for amount, is_new in ((1, True), (1, False), (2, True)):
        before = kept.names(JANUARY)
        assert kept.keep(JANUARY, made(tmp_path, amount), posted=False).is_given
        assert (len(kept.names(JANUARY)) > len(before)) == is_new

    assert kept.names(JANUARY) == ["RevenueSchedule-2026-01.csv.gz", "RevenueSchedule-2026-01-2.csv.gz"]
    assert counts(kept) == 2


def test_once_a_month_is_posted_its_schedule_stays(tmp_path: Path) -> None:
    """What came since is made up for later; a month that was never kept is kept as it is."""
    kept = Evidence(Folder(tmp_path))
    assert kept.keep(JANUARY, made(tmp_path, 1), posted=True).is_given
    found = kept.keep(JANUARY, made(tmp_path, 2), posted=True)

    assert (found.is_given, found.address) == (False, f"{tmp_path}/RevenueSchedule-2026-01.csv.gz")
    assert counts(kept) == 1


def test_a_month_without_its_own_has_that_of_the_next_close(tmp_path: Path) -> None:
    """It was closed with it; an earlier month's says nothing, and one after the last that was asked for is none."""
    kept = Evidence(Folder(tmp_path))
    kept.keep(JANUARY, made(tmp_path, 1), posted=False)

    for asked, until, is_there in ((-2, 0, True), (-2, 3, True), (-2, -1, False), (1, 3, False)):
        assert (kept.read(Closed(JANUARY + asked), JANUARY + until) is not None) == is_there


def test_the_ledger_of_a_close_is_that_of_its_own_month(tmp_path: Path) -> None:
    """Of the newest schedule; nothing where none was kept."""
    kept = Evidence(Folder(tmp_path))
    kept.keep(JANUARY, made(tmp_path, 1), posted=False)
    kept.keep(JANUARY, made(tmp_path, 2), posted=False)

    assert [kept.ledger(each) for each in (JANUARY - 1, JANUARY, JANUARY + 1)] == [{}, {"200": 2}, {}]


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    """With the ways that there are; a folder of this machine is made."""
    with pytest.raises(ConfigFault, match="evidence begins with ftp://"):
        evidence("ftp://somewhere", "one")
    make_folder("s3://bucket/closes")
    make_folder(str(tmp_path / "a" / "b"))

    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("where", ["file", "file/below"])
def test_a_file_where_a_folder_should_be_is_told(where: str, tmp_path: Path) -> None:
    """With what to do, and in no library's words."""
    (tmp_path / "file").touch()

    with pytest.raises(PlaceFault, match=r"cannot be written: Not a directory\. Correct the path: a file stands where"):
        make_folder(str(tmp_path / where))
