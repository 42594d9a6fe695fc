"""The command `post`: a file into Xero in one process, told in sentences."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.commands.post import main
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_input import entry, line
from unit_tests.destination_xero_journals.made_sign_in import CUSTOM, OAUTH, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

    Row = dict[str, Any]


@pytest.fixture
def company(requests_mock: Mocker, clock: FakeClock) -> MadeCompany:
    """Give a test an organisation to sign in to."""
    sign_in(requests_mock, ("tenant-1", "Demo Company"))
    return MadeCompany(requests_mock, clock)


def files(folder: Path, rows: Iterable[Row], credentials: Row = CUSTOM) -> list[str]:
    """Write a configuration and JournalEntries.csv, and return the arguments that name them."""
    (folder / "config.json").write_text(json.dumps({"credentials": credentials}), encoding="utf-8")
    with (folder / "JournalEntries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(line()))
        writer.writeheader()
        writer.writerows(rows)
    return [str(folder / "JournalEntries.csv"), "--config", str(folder / "config.json")]


def test_a_file_is_posted_once_however_often_it_is_posted(
    company: MadeCompany, clock: FakeClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sentences say what was done, and no message of Airbyte's is printed."""
    typed = files(tmp_path, entry())

    assert main(typed, clock=clock) == 0
    first = capsys.readouterr()
    assert main(typed, clock=clock) == 0
    second = capsys.readouterr()

    assert len(company.journals) == 1
    assert "Posted 1 of 1 journal entry for " in first.out
    assert "in Xero already" in second.out
    assert first.err == second.err == ""
    assert "{" not in first.out


def test_nothing_is_posted_of_a_file_with_a_fault(
    company: MadeCompany, clock: FakeClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A good entry beside a bad one waits, and the last line says why; a file that cannot be read likewise."""
    typed = files(tmp_path, [*entry("JE-1"), line("JE-2")])

    assert main(typed, clock=clock) == 1
    assert "JE-2" in capsys.readouterr().err.splitlines()[-1]
    (tmp_path / "JournalEntries.csv").write_text("neither\n\x00nor\n")
    assert main(typed, clock=clock) == 1
    assert "JournalEntries.csv" in capsys.readouterr().err
    assert company.calls == []


def test_a_rotated_refresh_token_is_always_kept(company: MadeCompany, clock: FakeClock, tmp_path: Path) -> None:
    """Nobody else would keep it: no message that holds it is printed."""
    typed = files(tmp_path, entry(), OAUTH)

    assert main(typed, clock=clock) == 0
    assert json.loads((tmp_path / "config.json").read_text())["credentials"]["refresh_token"] == "not-a-real-second"
    assert len(company.journals) == 1
