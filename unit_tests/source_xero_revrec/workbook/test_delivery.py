"""The finished file takes its name in its place, and what is there already is left alone unless told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.workbook.delivery import Target, Undeliverable, target
from xero_connectors.exit_code import WrongUse

if TYPE_CHECKING:
    from pathlib import Path


def place(output: Path | str, *, overwrite: bool = False) -> Target:
    """Return where an output goes, in an environment that says nothing."""
    return target(str(output), "revrec-now.xlsx", {}, overwrite=overwrite)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Hand out a finished file."""
    path = tmp_path / "made"
    path.write_text("this month")
    return path


def test_a_file_is_delivered_under_its_name(tmp_path: Path, made: Path) -> None:
    """The finished file is made beside it, from where one step gives it its name."""
    where = place(tmp_path / "a.xlsx")

    where.check()
    assert not (tmp_path / "a.xlsx").exists()
    where.deliver(made)

    assert (where.address, where.scratch_folder()) == (str(tmp_path / "a.xlsx"), tmp_path)
    assert (tmp_path / "a.xlsx").read_text() == "this month"


@pytest.mark.parametrize("ending", ["", "/"])
def test_a_folder_gets_a_file_that_is_named_after_the_time(tmp_path: Path, ending: str) -> None:
    """It ends in a slash or exists as one."""
    assert place(f"{tmp_path}{ending}").address == str(tmp_path / "revrec-now.xlsx")


def test_what_is_there_is_replaced_only_when_asked(tmp_path: Path, made: Path) -> None:
    """It is found before anything is read, and once more at the end."""
    older = tmp_path / "a.xlsx"
    late = place(older)
    late.check()
    older.write_text("last month")

    with pytest.raises(Undeliverable, match="exists already: use --overwrite to replace it"):
        place(older).check()
    with pytest.raises(Undeliverable, match="was made by somebody else meanwhile, and is left as it is"):
        late.deliver(made)
    assert older.read_text() == "last month"

    replacing = place(older, overwrite=True)
    replacing.check()
    replacing.deliver(made)
    assert older.read_text() == "this month"


def test_a_place_that_cannot_be_written_to_is_told_twice_alike(tmp_path: Path, made: Path) -> None:
    """Before Xero is asked, and where it came about afterwards."""
    missing = place(tmp_path / "missing" / "a.xlsx")

    with pytest.raises(Undeliverable) as before:
        missing.check()
    with pytest.raises(Undeliverable) as after:
        missing.deliver(made)
    assert str(tmp_path / "missing") in str(before.value)
    assert str(before.value) == str(after.value)


@pytest.mark.parametrize(
    "output", ["ftp://host/a.xlsx", "s3:///a.xlsx", "sftp://host/a.xlsx", "sftp://u:p@host/a.xlsx"]
)
def test_an_address_of_no_place_is_wrong_use(output: str) -> None:
    """The sentence begins with the option that it is about."""
    with pytest.raises(WrongUse, match=r"^--output "):
        place(output)
