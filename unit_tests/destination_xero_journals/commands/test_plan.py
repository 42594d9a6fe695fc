"""The command `plan`: what would be posted, on the terminal and in Excel, with nothing written in Xero."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from destination_xero_journals.commands.plan import main
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_input import entry, line, records
from unit_tests.destination_xero_journals.made_sign_in import CUSTOM, OAUTH, sign_in
from unit_tests.destination_xero_journals.made_sync import sync
from xero_connectors.exit_code import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

    Row = dict[str, Any]


@pytest.fixture
def company(requests_mock: Mocker, clock: FakeClock) -> MadeCompany:
    """Give a test an organisation to sign in to."""
    sign_in(requests_mock, ("tenant-1", "Demo Company"))
    return MadeCompany(requests_mock, clock)


def files(folder: Path, rows: Iterable[Row], config: Row | None = None) -> list[str]:
    """Write a configuration and JournalEntries.csv, and return the arguments that name them."""
    (folder / "config.json").write_text(json.dumps(config or {"credentials": CUSTOM}), encoding="utf-8")
    with (folder / "JournalEntries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(line()))
        writer.writeheader()
        writer.writerows(rows)
    return ["--config", str(folder / "config.json"), "--input", str(folder / "JournalEntries.csv")]


def test_the_plan_is_shown_with_the_fingerprint_that_approves_it(
    company: MadeCompany, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is posted by it; `write` with its fingerprint posts it."""
    assert main(files(tmp_path, [*entry("JE-1"), *entry("JE-2", "0.10")])) == ExitCode.DONE
    out, err = capsys.readouterr()

    assert err == ""
    assert "JE-1              " in out
    assert out.count("Create") == 3
    assert [text.split() for text in out.splitlines() if "Revenue" in text] == [
        ["2400", "Deferred", "Revenue", "100.10"],
        ["4000", "Subscription", "Revenue", "100.10"],
    ]
    assert company.calls == []
    (fingerprint,) = [text.split()[1] for text in out.splitlines() if text.startswith("Fingerprint")]
    approved = sync(company, records(entry("JE-1"), entry("JE-2", "0.10")), plan_fingerprint=fingerprint)
    assert approved.failure is None


def test_the_plan_goes_into_excel_for_a_signature(
    company: MadeCompany, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same entries under the same fingerprint."""
    output = tmp_path / "plan.xlsx"
    assert main([*files(tmp_path, entry()), "--output", str(output)]) == ExitCode.DONE
    out = capsys.readouterr().out

    assert out.endswith(f"Wrote {output}\n")
    book = openpyxl.load_workbook(output)
    assert book["Journals"]["B2"].value == "JE-1"
    (fingerprint,) = [row[1] for row in book["Summary"].iter_rows(values_only=True) if row[0] == "Fingerprint"]
    assert f"Fingerprint  {fingerprint}" in out
    assert company.journals == {}


def test_an_entry_that_cannot_be_posted_is_shown_and_told_by_the_exit_code(
    company: MadeCompany, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its problem and what to do."""
    assert main(files(tmp_path, [*entry("JE-1"), line("JE-2")])) == ExitCode.REFUSED
    out = capsys.readouterr().out

    assert "SINGLE_LINE" in out
    assert "UNBALANCED" in out
    assert company.calls == []


def test_a_dry_run_is_never_a_posting_whatever_the_configuration_says(
    company: MadeCompany, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even the receipts of a dry run are written."""
    kept = tmp_path / "kept"
    config = {
        "credentials": CUSTOM,
        "dry_run": False,
        "plan_fingerprint": "0" * 64,
        "object_storage_config": {"storage_type": "Local", "path": str(kept)},
    }
    assert main(files(tmp_path, entry(), config)) == ExitCode.DONE

    assert "Fingerprint" in capsys.readouterr().out
    assert company.calls == []
    assert not kept.exists()


def test_a_rotated_refresh_token_is_saved_and_not_printed(
    company: MadeCompany, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output is the table's alone."""
    kept: list[Mapping[str, Any]] = []
    assert main(files(tmp_path, entry(), {"credentials": OAUTH}), kept.append) == ExitCode.DONE
    assert main(files(tmp_path, entry(), {"credentials": OAUTH})) == ExitCode.DONE

    assert [each["credentials"]["refresh_token"] for each in kept] == ["not-a-real-second"]
    assert "CONTROL" not in capsys.readouterr().out
    assert company.calls == []


@pytest.mark.parametrize(
    ("config", "content", "said"),
    [
        ({"credentials": {"auth_type": "pigeon"}}, "", "The configuration cannot be used: "),
        ({"credentials": CUSTOM}, "Amount\n\xff", "JournalEntries.csv cannot be read, and no line of it was taken: "),
    ],
    ids=["configuration", "input"],
)
@pytest.mark.usefixtures("company")
def test_what_cannot_be_read_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], config: Row, content: str, said: str
) -> None:
    """On standard error; the table stays empty."""
    arguments = files(tmp_path, entry(), config)
    if content:
        (tmp_path / "JournalEntries.csv").write_text(content, encoding="latin-1")

    assert main(arguments) == ExitCode.FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_credentials_that_xero_refuses_are_one_sentence(
    requests_mock: Mocker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one that `check` says too."""
    requests_mock.post("https://identity.xero.com/connect/token", json={"error": "invalid_client"}, status_code=400)

    assert main(files(tmp_path, entry())) == ExitCode.FAILED
    assert capsys.readouterr().err.startswith("Xero refused the client id and secret")


@pytest.mark.parametrize("theirs", ["JournalEntries.csv", "config.json", "notes.xlsx"])
@pytest.mark.usefixtures("company")
def test_no_file_is_overwritten_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str], theirs: str) -> None:
    """Neither the input nor the configuration nor any other; nothing is read before that is said."""
    arguments = files(tmp_path, entry())
    (tmp_path / "notes.xlsx").write_text("theirs")
    before = (tmp_path / theirs).read_bytes()

    expected = ExitCode.FAILED if theirs == "notes.xlsx" else ExitCode.WRONG_USE
    assert main([*arguments, "--output", str(tmp_path / theirs)]) == expected
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert (tmp_path / theirs).read_bytes() == before
    assert ("add --overwrite" in err) is (theirs == "notes.xlsx")


@pytest.mark.usefixtures("company")
def test_a_plan_is_replaced_where_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Yet never another kind of file."""
    arguments = files(tmp_path, entry())
    (tmp_path / "plan.xlsx").write_text("older")

    assert main([*arguments, "--output", str(tmp_path / "plan.xlsx"), "--overwrite"]) == ExitCode.DONE
    assert (tmp_path / "plan.xlsx").read_bytes().startswith(b"PK")
    assert main([*arguments, "--output", str(tmp_path / "config.json"), "--overwrite"]) == ExitCode.WRONG_USE
    assert "let the name end in .xlsx" in capsys.readouterr().err


def test_three_hundred_refused_journals_are_a_page(
    company: MadeCompany, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One cause, one sentence; the file has every journal, line and problem."""
    rows = [
        row
        for number in range(300)
        for row in (line(f"JE-{number}"), line(f"JE-{number}", "Credit", account=str(5000 + number % 3 * 10)))
    ]
    output = tmp_path / "plan.xlsx"
    assert main([*files(tmp_path, rows), "--output", str(output)]) == ExitCode.REFUSED
    out = capsys.readouterr().out

    assert len(out.splitlines()) <= 40
    said = " ".join(out.split())
    assert "accounts 5000, 5010 and 5020 are not mapped in Demo Company (300 journals, first JE-0)" in said
    book = openpyxl.load_workbook(output)
    assert [book[name].max_row - 1 for name in ("Journals", "Lines", "Problems")] == [300, 600, 300]
    assert company.calls == []


@pytest.mark.usefixtures("company")
def test_an_excel_file_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is read."""
    output = tmp_path / "nowhere" / "plan.xlsx"

    assert main([*files(tmp_path, entry()), "--output", str(output)]) == ExitCode.FAILED
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"--output is {output}, and there is no folder {output.parent}: make it, or name another.\n"


@pytest.mark.usefixtures("company")
def test_neither_the_input_nor_the_configuration_is_ever_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where a file may be replaced."""
    asked = files(tmp_path, entry())
    for option in ("--config", "--input"):
        read = Path(asked[asked.index(option) + 1])
        named = read.rename(tmp_path / f"{read.stem}.xlsx")
        asked[asked.index(option) + 1] = str(named)
        before = named.read_bytes()

        assert main([*asked, "--output", str(named), "--overwrite"]) == ExitCode.WRONG_USE
        assert capsys.readouterr().err == f"--output is {named}, which is to be read: choose another name.\n"
        assert named.read_bytes() == before
