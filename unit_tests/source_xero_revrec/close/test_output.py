"""The files of a close in a folder, or in any other place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.close.output import BOOK, ENTRIES, Output
from source_xero_revrec.recognition.evidence import Evidence
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month
from xero_connectors.exit_code import WrongUse
from xero_connectors.places.folder import Folder

if TYPE_CHECKING:
    from pathlib import Path

JANUARY = month("2026-01")
FROZEN = "RevenueSchedule-2026-01.csv.gz"


def scratch(folder: Path, text: str) -> Path:
    """Return a folder with the files of a close."""
    made = folder / text
    made.mkdir()
    for name in (BOOK, ENTRIES, "schedule"):
        (made / name).write_text(text)
    return made


def test_a_close_arrives_whole_and_is_found_the_next_time(tmp_path: Path) -> None:
    """The folder is made; nothing is taken before."""
    place = tmp_path / "closes" / "january"
    output = Output(str(place), JANUARY)
    assert output.taken() == []
    assert output.scratch_folder() == place
    made = scratch(tmp_path, "first")
    (kept,) = output.freeze(made / "schedule", [], posted=False)
    output.deliver(made, entries=True)

    assert kept.address == f"{place}/{FROZEN}"
    assert sorted(path.name for path in place.iterdir()) == sorted([BOOK, ENTRIES, FROZEN])
    assert output.taken() == [BOOK, ENTRIES, FROZEN]


def test_entries_of_an_earlier_close_are_not_left_to_be_posted(tmp_path: Path) -> None:
    """A close that gives none writes the file without lines over them, and none where there was none."""
    output = Output(str(tmp_path / "out"), JANUARY)
    output.scratch_folder()
    output.deliver(scratch(tmp_path, "refused"), entries=False)
    assert output.taken() == [BOOK]
    output.deliver(scratch(tmp_path, "closed"), entries=True)
    output.deliver(scratch(tmp_path, "all in Xero"), entries=False)

    assert (tmp_path / "out" / ENTRIES).read_text() == "all in Xero"


def test_the_schedule_is_kept_as_evidence_too(tmp_path: Path) -> None:
    """Under the organisation's id, before the folder has it."""
    output = Output(str(tmp_path / "out"), JANUARY)
    output.scratch_folder()
    (tmp_path / "kept").mkdir()
    made = scratch(tmp_path, "first")
    output.freeze(made / "schedule", [Evidence(Folder(tmp_path / "kept"), "one")], posted=False)

    assert (tmp_path / "kept" / "RevenueSchedule-2026-01-one.csv.gz").read_text() == "first"
    assert (tmp_path / "out" / FROZEN).read_text() == "first"


def test_a_place_that_is_none_is_refused() -> None:
    """With the ways that there are."""
    with pytest.raises(WrongUse, match="--output begins with ftp://"):
        Output("ftp://somewhere", JANUARY)
