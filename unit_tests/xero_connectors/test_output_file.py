"""A file that a command is asked to write takes nobody's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from xero_connectors.config_fault import ConfigFault
from xero_connectors.exit_code import WrongUse
from xero_connectors.output_file import check_output

if TYPE_CHECKING:
    from pathlib import Path


def test_a_free_name_of_the_right_kind_is_taken(tmp_path: Path) -> None:
    """In any case of letters."""
    check_output(tmp_path / "Plan.XLSX", ".xlsx", "an Excel workbook", overwrite=False)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_is_not_there_is_told_before_the_work(tmp_path: Path) -> None:
    """Its name may be misspelt."""
    with pytest.raises(ConfigFault, match=r"there is no folder .*none: make it, or name another"):
        check_output(tmp_path / "none" / "plan.xlsx", ".xlsx", "an Excel workbook", overwrite=False)


def test_what_is_read_is_never_replaced(tmp_path: Path) -> None:
    """Whatever is asked for, and by whatever name."""
    there, linked, gone = tmp_path / "journals.xlsx", tmp_path / "plan.xlsx", tmp_path / "gone.json"
    there.write_text("lines")
    linked.symlink_to(there)

    for output in (there, linked):
        with pytest.raises(WrongUse, match="which is to be read: choose another name"):
            check_output(output, ".xlsx", "an Excel workbook", overwrite=True, read=(gone, there))
    check_output(tmp_path / "free.xlsx", ".xlsx", "an Excel workbook", overwrite=True, read=(gone, there))


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("name", ["plan.csv", "plan", "config.json", ".xlsx", "plan.xlsx.bak"])
def test_an_ending_that_does_not_fit_is_refused(tmp_path: Path, name: str, *, overwrite: bool) -> None:
    """Whether or not a file may be replaced; the command line is wrong then."""
    with pytest.raises(WrongUse, match=r"what is written is an Excel workbook: let the name end in \.xlsx\."):
        check_output(tmp_path / name, ".xlsx", "an Excel workbook", overwrite=overwrite)


def test_a_file_is_replaced_only_where_that_is_asked_for(tmp_path: Path) -> None:
    """And what is there stays as it is until then."""
    there = tmp_path / "plan.xlsx"
    there.write_text("signed")

    with pytest.raises(ConfigFault, match="which exists: choose another name, or add --overwrite") as caught:
        check_output(there, ".xlsx", "an Excel workbook", overwrite=False)
    assert not isinstance(caught.value, WrongUse)
    check_output(there, ".xlsx", "an Excel workbook", overwrite=True)
    assert there.read_text() == "signed"


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    """Whatever it is called."""
    (tmp_path / "plan.xlsx").mkdir()
    with pytest.raises(WrongUse, match="which is a folder"):
        check_output(tmp_path / "plan.xlsx", ".xlsx", "an Excel workbook", overwrite=True)
