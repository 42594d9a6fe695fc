"""A file of journal lines becomes the input of `write`: all of it, or nothing."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.commands.replay import main
from revrec_journals.problem import Code, Problem
from revrec_journals.reject import reject_lines

if TYPE_CHECKING:
    from pathlib import Path

    from unit_tests.conftest import FakeClock

PROBLEM = Problem(Code.UNBALANCED, "Journal JE-1 does not balance")


def run(clock: FakeClock, *arguments: str | Path) -> tuple[int, list[dict[str, Any]], str]:
    """Run the command and return its exit code, its messages and what it said."""
    out, err = io.BytesIO(), io.StringIO()
    code = main([str(argument) for argument in arguments], clock=clock, stdout=out, stderr=err)
    return code, [json.loads(line, parse_float=Decimal) for line in out.getvalue().splitlines()], err.getvalue()


def records(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the data of the records."""
    return [message["record"]["data"] for message in messages if message["type"] == "RECORD"]


def test_a_csv_becomes_records_of_text(tmp_path: Path, clock: FakeClock) -> None:
    """Cells are text as they stand, quoted line breaks too, between the statuses of the stream."""
    (tmp_path / "JournalEntries.csv").write_bytes(
        b'\xef\xbb\xbfJournal Entry Id,Amount,Description\r\nJE-1,10.50,\r\n\r\nJE-1,0010,"one,\r\ntwo"\r\n'
    )
    code, messages, said = run(clock, tmp_path / "JournalEntries.csv")
    at = int(datetime(2026, 1, 5, 9, tzinfo=UTC).timestamp()) * 1000

    assert (code, said) == (0, "")
    assert [message["type"] for message in messages] == ["TRACE", "RECORD", "RECORD", "TRACE"]
    assert messages[1]["record"] == {
        "stream": "JournalEntries",
        "data": {"Journal Entry Id": "JE-1", "Amount": "10.50", "Description": ""},
        "emitted_at": at,
    }
    assert records(messages)[1] == {"Journal Entry Id": "JE-1", "Amount": "0010", "Description": "one,\r\ntwo"}
    statuses = [message["trace"]["stream_status"]["status"] for message in (messages[0], messages[-1])]
    assert statuses == ["STARTED", "COMPLETE"]


def test_corrected_rejects_become_the_records_that_they_were(tmp_path: Path, clock: FakeClock) -> None:
    """Without what the refusal said, numbers with their digits."""
    lines = [{"Journal Entry Id": "JE-1", "Amount": Decimal("1.50")}, {"Journal Entry Id": "JE-1", "Amount": 2}]
    rejects = reject_lines("Demo Company", "JE-1", [PROBLEM], lines, made_at=clock.now())
    (tmp_path / "rejects.jsonl").write_bytes(b"".join(line + b"\n" for line in rejects))
    code, messages, _ = run(clock, tmp_path / "rejects.jsonl", "--stream", "journals")

    assert (code, records(messages)) == (0, lines)
    assert {message["record"]["stream"] for message in messages if message["type"] == "RECORD"} == {"journals"}
    assert str(records(messages)[0]["Amount"]) == "1.50"


def test_of_several_refusals_of_a_journal_the_latest_is_sent(tmp_path: Path, clock: FakeClock) -> None:
    """A file that grew over three syncs would otherwise hold the journal three times."""
    with (tmp_path / "rejects.jsonl").open("wb") as file:
        for day, amount in enumerate(["1", "2", "3"]):
            for entry in ("JE-1", "JE-2")[: 2 - day // 2]:
                made_at = datetime(2026, 2, 1 + day, tzinfo=UTC)
                for line in reject_lines("Demo", entry, [PROBLEM], [{"Id": entry, "Amount": amount}], made_at=made_at):
                    file.write(line + b"\n")
        file.write(b'{"Id":"JE-3","Amount":"9"}\n')
    code, messages, said = run(clock, tmp_path / "rejects.jsonl")

    assert code == 0
    assert records(messages) == [
        {"Id": "JE-2", "Amount": "2"},
        {"Id": "JE-1", "Amount": "3"},
        {"Id": "JE-3", "Amount": "9"},
    ]
    assert said == f"3 lines of {tmp_path / 'rejects.jsonl'} were refused again later and left out.\n"


def test_the_catalog_fits_the_records(tmp_path: Path, clock: FakeClock) -> None:
    """One stream of the same name, appended."""
    (tmp_path / "JournalEntries.csv").write_text("Journal Entry Id,Amount\nJE-1,1\n")
    code, (catalog,), _ = run(clock, tmp_path / "JournalEntries.csv", "--catalog-only")
    (configured,) = catalog["streams"]

    assert code == 0
    assert configured["stream"]["name"] == "JournalEntries"
    assert list(configured["stream"]["json_schema"]["properties"]) == ["Journal Entry Id", "Amount"]
    assert (configured["sync_mode"], configured["destination_sync_mode"]) == ("full_refresh", "append")


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.jsonl", b'{"Id":"secret"}\n{"Id":"sec', "line 2 is no JSON"),
        ("a.jsonl", b'{"Id":"secret"}\n["secret"]\n', "line 2 is JSON, and no object"),
        ("a.jsonl", b'{"Id":"\xff"}\n', "line 1 is not UTF-8"),
        ("a.csv", b"Id,Amount\nsecret,1\n\nsecret\n", "line 4 has 1 value for 2 columns"),
        ("a.csv", b"Id,Amount\nsecret,1,2\n", "line 2 has 3 values for 2 columns"),
        ("a.csv", b'Id,Amount\n"secret,1\nsecret,2\n', "line 2 has quotation marks that do not match"),
        ("a.csv", b"Id,Amount\nsecr\xe9t,1\n", "line 2 is not UTF-8 (Excel: save as CSV UTF-8"),
        ("a.csv", b"Amount,Currency;Description\nsecret,1;2\n", "can be separated by commas or semicolons"),
        ("a.csv", b"Id,Amount,Id\nsecret,1,2\n", "line 1 names Id more than once"),
        ("a.csv", b"Id,,Amount\nsecret,1,2\n", "line 2 has a value in column 2, which has no name"),
        ("a.csv", b"", "it has no heading of journal entries"),
        ("a.csv", b"secret\n", "it has no heading of journal entries"),
        ("a.json", b'{"secret": 1}\n', "no object in it has a column of journal entries"),
        ("a.xlsx", b"PK\x03\x04", "it is a damaged or cut-off .xlsx file"),
    ],
)
def test_of_a_faulty_file_nothing_is_sent(
    tmp_path: Path, clock: FakeClock, name: str, content: bytes, found: str
) -> None:
    """The sentence names the line and quotes nothing of it."""
    (tmp_path / name).write_bytes(content)
    code, messages, said = run(clock, tmp_path / name)

    assert (code, messages) == (1, [])
    assert found in said
    assert "secret" not in said
    assert said.count("\n") == 1


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path, clock: FakeClock) -> None:
    """The first twenty of them."""
    (tmp_path / "a.jsonl").write_bytes(b"[]\n" * 30)
    _, _, said = run(clock, tmp_path / "a.jsonl")

    assert "line 20 is JSON" in said
    assert "line 21 is JSON" not in said
    assert "; and more. Export it again as JSON Lines" in said


def test_cells_beyond_the_last_heading_may_be_empty(tmp_path: Path, clock: FakeClock) -> None:
    """Excel leaves commas behind where a cell was once used."""
    (tmp_path / "a.csv").write_bytes(b"Id,Amount,,\nJE-1,1,,\n")
    code, messages, _ = run(clock, tmp_path / "a.csv")

    assert (code, records(messages)) == (0, [{"Id": "JE-1", "Amount": "1"}])


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, clock: FakeClock) -> None:
    """It names the file."""
    assert run(clock, tmp_path / "a.csv") == (
        1,
        [],
        f"{tmp_path / 'a.csv'} cannot be read (No such file or directory): correct the path.\n",
    )
