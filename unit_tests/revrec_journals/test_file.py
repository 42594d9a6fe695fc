"""A file of journal entry lines is read whole or refused, line by line and as often as it is asked for."""

from __future__ import annotations

import io
import json
import os
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from revrec_journals.columns import PLACE, Columns, ColumnSettings
from revrec_journals.file import EntryFile, UnreadableFile, entry_file
from revrec_journals.layout import Layout, TextFile
from revrec_journals.reject import REJECT

if TYPE_CHECKING:
    from pathlib import Path

AS_REVREC = Columns(ColumnSettings())
NEEDED = "Transaction Date,Journal Entry Id,Account Number,Posting Type,Amount"


def unplaced(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return lines without where those stand that have no id."""
    return [{name: value for name, value in line.items() if name != PLACE} for line in lines]


def read(content: bytes, name: str = "a.csv") -> list[dict[str, Any]]:
    """Return the lines of a file."""
    return list(EntryFile(io.BytesIO(content), name, AS_REVREC))


def refused(content: bytes, name: str = "a.csv") -> str:
    """Return why a file cannot be read."""
    with pytest.raises(UnreadableFile) as refusal:
        EntryFile(io.BytesIO(content), name, AS_REVREC)
    return str(refusal.value)


def rejects(*refusals: tuple[str, str, str]) -> bytes:
    """Return a line for each journal entry, time of refusal, and amount."""
    lines = [
        {"Amount": amount, REJECT: {"organisation": "Demo", "journal_entry_id": entry, "made_at": made_at}}
        for entry, made_at, amount in refusals
    ]
    return b"\n".join(json.dumps(line).encode() for line in lines)


@pytest.mark.parametrize("delimiter", [b",", b";", b"\t", b"|"])
@pytest.mark.parametrize("first", [b"", b"\xef\xbb\xbf"])
def test_a_csv_may_be_separated_in_four_ways(delimiter: bytes, first: bytes) -> None:
    """Its heading tells; Excel chooses by the country."""
    content = first + b'Amount|Description\r\n1.50|"one|\ntwo"\r\n'.replace(b"|", delimiter)
    text = f"one{delimiter.decode()}\ntwo"

    assert unplaced(read(content)) == [{"Amount": "1.50", "Description": text}]


def test_any_other_delimiter_is_said() -> None:
    """It is then asked of nobody else, but for the line in which Excel names one."""
    said = Columns(ColumnSettings(layout=Layout(file=TextFile(delimiter="^"))))

    assert EntryFile(io.BytesIO(b"Amount^Description\n1,5^a;b\n"), "a.csv", said).columns == ("Amount", "Description")
    assert EntryFile(io.BytesIO(b"sep=;\nAmount;Description\n"), "a.csv", said).columns == ("Amount", "Description")


def test_the_delimiter_that_excel_names_counts_before_the_heading() -> None:
    """Lines are counted with it."""
    assert unplaced(read(b"sep=;\r\nAmount;A,B,C\n1;2\n")) == [{"Amount": "1", "A,B,C": "2"}]
    assert "line 3 has 1 value for 2 columns" in refused(b"sep=|\nAmount|A\n1\n")
    assert "line 2 names Amount more than once" in refused(b"sep=|\nAmount|Amount\n")


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        (b"Amount,Net; Gross", ("Amount", "Net; Gross")),
        (b"Amount;Net, Gross;A,B,C", ("Amount", "Net, Gross", "A,B,C")),
        (b"booked;voucher,gl", ("booked", "voucher,gl")),
        (b"Amount", ("Amount",)),
        (b"transaction_date\tJOURNAL-ENTRY-ID", ("transaction_date", "JOURNAL-ENTRY-ID")),
        (NEEDED.encode() + b",Class;Currency", (*NEEDED.split(","), "Class;Currency")),
    ],
)
def test_the_names_that_are_known_tell_the_delimiter(heading: bytes, columns: tuple[str, ...]) -> None:
    """In any spelling, RevRec's and those of the configuration; where only one lets lines be read, it is that one."""
    known = Columns(ColumnSettings(renamed=(("Transaction Date", "booked"),)))
    plain = known if heading.startswith(b"booked") else AS_REVREC

    assert EntryFile(io.BytesIO(heading + b"\n"), "a.csv", plain).columns == columns


def test_a_heading_that_fits_two_delimiters_is_refused() -> None:
    """A guess would put amounts under other names; what decides is named."""
    assert "the heading can be separated by commas or semicolons (say in `format` by which: delimiter)" in refused(
        b"Amount,Currency;Description\n1,2;3\n"
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "it has no heading of journal entries as it is empty. "),
        (b",,\n , \n", "it has no heading of journal entries as it is empty. "),
        (b"Access denied\n", "it has no heading of journal entries in its first filled row. "),
        (b"a,b\n1,2\n3,4\n", "it has no heading of journal entries among its first 3 filled rows. "),
        (b"<html>", "it is a web page or XML, and no table"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"A\0m\0,\0I\0d\0\n", "it is binary data"),
        (b"Amount,,Id\n1,,2\n1,x,2\n", "line 3 has a value in column 2, which has no name"),
        (b"Amount,Id,Amount\n", "line 1 names Amount more than once"),
        (b"Amount,Id\n1\n2,3,4\n", "line 2 has 1 value for 2 columns; line 3 has 3 values for 2 columns"),
        (b"Amount,Id,,\n1,2,,3\n", "line 2 has 4 values for 2 columns"),
        (b'Amount,Id\n1,2\n"1,2\n', "line 3 has quotation marks that do not match, or is no text"),
        (b"Amount,Id\n1,2,3\n4,5,6\n", "line 2 has 3 values for 2 columns; line 3 has 3 values for 2 columns"),
        (b"Amount,Id\n1,\xe9\n", "line 2 is not UTF-8 (Excel: save as CSV UTF-8, or name its encoding in `format`)"),
    ],
)
def test_a_file_with_a_fault_is_refused_with_its_line(content: bytes, fault: str) -> None:
    """No line of it is taken, and none is quoted."""
    assert refused(content).startswith(f"a.csv cannot be read, and no line of it was taken: {fault}")


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"<html>", "Give the file itself"),
        (b"A\0m\0,\0I\0d\0\n", "Save it as .xlsx without a password, or as CSV in UTF-8"),
        (b"Amount,,Id\n1,x,2\n", "Give the column a name, or empty it."),
        (b"Amount,Id,Amount\n", "Give each column one name of its own."),
        (b"Amount,Id\n1,2,3\n4,5,6\n", "Put what holds the separator"),
        (b'Amount,Id\n1,2\n"1,2\n', "Often a double quote is left open there"),
        (b'{"Amount": 1}\n[1]\n{"b":\n', "Export it again as JSON Lines"),
        (b'{"Sum": 1}\n', "Say in `columns` of the configuration"),
    ],
)
def test_what_to_do_about_faults_of_one_kind_is_said_once(content: bytes, remedy: str) -> None:
    """After all of them."""
    assert refused(content).count(remedy) == 1
    assert ". " + remedy in refused(content)


def test_rows_without_a_text_and_cells_beyond_the_headings_are_nothing() -> None:
    """Excel leaves them behind."""
    file = EntryFile(io.BytesIO(b"Amount,Id,,\n1,2,,\n\n, ,,\n3,4,,\n"), "a.csv", AS_REVREC)

    assert unplaced([*file]) == [{"Amount": "1", "Id": "2"}, {"Amount": "3", "Id": "4"}]
    assert file.left_out.sentence() == "1 empty row"


def test_the_heading_once_more_is_no_line() -> None:
    """Pages or files were put together; what differs from it in one cell is a line."""
    file = EntryFile(io.BytesIO(b"Amount,Id,,\n1,2,,\nAmount,Id,,\n3,4,,\nAmount,4,,\n"), "a.csv", AS_REVREC)

    assert [line["Amount"] for line in file] == ["1", "3", "Amount"]
    assert file.left_out.sentence() == "1 repeated heading"


DEBIT = "2026-01-31,JE-1,835,Debit,5.00\n"


@pytest.mark.parametrize(
    ("above", "faults"),
    [
        (DEBIT + DEBIT, "line 1 stands above the heading and looks like a part of a table; line 2 stands above"),
        ("Example Ltd\n" + DEBIT, "line 2 stands above the heading and looks like a part of a table. Put"),
        ("Transaction Date,Journal Entry Id,Account Number\n", "line 1 stands above the heading and looks like"),
        ("From,2026-01-01,To,2026-01-31\n2026-01-31,,Total,,5.00\n", "line 2 stands above"),
    ],
)
def test_lines_above_the_heading_are_no_titles(above: str, faults: str) -> None:
    """A file that was sorted, or two that were put together, would lose them."""
    said = refused(f"{above}{NEEDED}\n{DEBIT}".encode())

    assert said.startswith(f"a.csv cannot be read, and no line of it was taken: {faults}")
    assert said.endswith("Put all lines below one heading, or give the tables one by one, each in a file of its own.")
    assert "above the heading" in refused(f"{above}{NEEDED}\n".encode())


@pytest.mark.parametrize(
    "title",
    [
        "Example Ltd\nJournal entries\nJanuary 2026\n",
        "From,2026-01-01,To,2026-01-31\n",
        "Account Number,Amount\n",
        "2026-01-31,Printed,,,1\n",
        "FY 26,A,835,Debit,5.00\n",
        "2026-01-31,A,835,Debit,five\n",
    ],
)
def test_titles_stand_above_the_heading(title: str) -> None:
    """Also those that have a day or a number."""
    assert [line["Amount"] for line in read(f"{title}{NEEDED}\n{DEBIT}".encode())] == ["5.00"]


@pytest.mark.parametrize(
    "again",
    [
        "Transaction Date,Journal Entry Id,Account Number,Amount,Posting Type",
        "Journal Entry Id,Transaction Date,Account Number,Posting Type,Amount",
        NEEDED.lower(),
        f"\ufeff{NEEDED}",
        "Posting Type,Amount,Description,Memo,x",
    ],
)
def test_another_heading_below_the_first_is_refused(again: str) -> None:
    """The lines below it would be read by the names of the first."""
    assert refused(f"{NEEDED}\n{DEBIT}{again}\n{DEBIT}".encode()).startswith(
        "a.csv cannot be read, and no line of it was taken: line 3 is another heading, with other names or in another "
        "order. Put all lines below one heading"
    )


def test_a_line_may_have_words_that_columns_have() -> None:
    """Two of them, or beside a day that begins with a digit."""
    lines = (
        f"{NEEDED},Description\nJan 31 2026,Amount,Account Name,Debit,5.00,x\n1 Jan,Amount,Currency,Amount,5,Amount\n"
    )

    assert len(read(lines.encode())) == 2


@pytest.mark.parametrize(("between", "place"), [(b"", ""), (b",,,,\n", "line 4"), (b"Total,,,,5\n", "line 4")])
def test_nothing_goes_on_from_above_an_empty_row_or_a_total(between: bytes, place: str) -> None:
    """The row below has no id then, and is named by its line; below its own row it goes on."""
    columns = Columns(ColumnSettings(layout=Layout(continued=True)))
    head = b"Transaction Date,Journal Entry Id,Account Number,Posting Type,Amount\n"
    rows = head + b"2026-01-31,JE-1,835,Debit,5\n" + between + b",,200,Credit,5\n"

    _, below = [*EntryFile(io.BytesIO(rows), "a.csv", columns)]

    assert (below["Journal Entry Id"], below.get(PLACE, "")) == ("" if place else "JE-1", place)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_mark_at_the_beginning_tells_the_encoding(encoding: str) -> None:
    """Excel's Unicode text is UTF-16."""
    assert unplaced(read("Amount\tDescription\n1\tCafé\n".encode(encoding), "a.txt")) == [
        {"Amount": "1", "Description": "Café"}
    ]


def test_another_encoding_is_said() -> None:
    """What its bytes are not is refused."""
    said = Columns(ColumnSettings(layout=Layout(file=TextFile(encoding="windows-1252"))))

    (line,) = EntryFile(io.BytesIO(b"Amount,Description\n1,Caf\xe9 \x80\n"), "a.csv", said)
    assert line["Description"] == "Café €"
    with pytest.raises(UnreadableFile, match="the text is not written in windows-1252"):
        EntryFile(io.BytesIO(b"Amount,Description\n1,\x81\n"), "a.csv", said)


@pytest.mark.parametrize("name", ["a.jsonl", "A.JSON", "s3://bucket/folder/a.ndjson", "a"])
def test_json_lines_keep_every_digit(name: str) -> None:
    """Blank lines and a byte order mark are nothing."""
    lines = read(b'\xef\xbb\xbf{"Amount": 10.10}\n\n{"Amount": 9007199254740993, "Id": null}', name)

    assert unplaced(lines) == [{"Amount": Decimal("10.10")}, {"Amount": 9007199254740993, "Id": None}]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a"])
def test_an_array_is_read_object_by_object(name: str) -> None:
    """As programs write a whole answer into one file."""
    assert unplaced(read(b'[\n {"Amount": 10.10},\n {"Amount": "1"}\n]\n', name)) == [
        {"Amount": Decimal("10.10")},
        {"Amount": "1"},
    ]


def test_objects_of_something_else_are_refused() -> None:
    """An error of a server is no file of journal entries."""
    assert refused(b'{"error": "Access denied"}', "a.json") == (
        "a.json cannot be read, and no line of it was taken: no object in it has a column of journal entries, by any "
        "name that RevRec or the configuration gives one. Say in `columns` of the configuration what its columns are "
        "called."
    )


def test_what_data_frames_write_for_a_blank_is_none() -> None:
    """JSON has no NaN, and no Infinity, which becomes text that no amount is; at any depth."""
    (line,) = read(b'{"Amount": NaN, "b": [Infinity, {"c": NaN, "d": 1.5}], "e": -Infinity}', "a.jsonl")

    assert line == {"Amount": None, "b": ["Infinity", {"c": None, "d": Decimal("1.5")}], "e": "-Infinity"}


def test_all_faults_of_json_lines_are_told_up_to_twenty() -> None:
    """Each with its line, and none with its text."""
    told = refused(b'{"a": "\xff"}\n{"secret\n["secret"]\n' + b"1\n" * 20, "a.jsonl")

    assert "line 1 is not UTF-8; line 2 is no JSON; line 3 is JSON, and no object; line 4 is JSON" in told
    assert told.endswith(
        "line 20 is JSON, and no object; and more. Save it as UTF-8. Export it again as JSON Lines: an object in each "
        "line, each name once."
    )
    assert "secret" not in told


def test_columns_are_all_names_in_the_order_of_their_first_line() -> None:
    """Those of the heading where there is one, and never what a reject says about itself."""
    assert EntryFile(io.BytesIO(b"Amount,Id\n"), "a.csv", AS_REVREC).columns == ("Amount", "Id")
    lines = b'{"Amount": 1, "_reject": {}}\n{"a": 1, "Amount": 2}\n'
    assert EntryFile(io.BytesIO(lines), "a.jsonl", AS_REVREC).columns == ("Amount", "a")


def test_of_several_refusals_of_an_entry_the_lines_of_the_last_are_handed_out() -> None:
    """The others are counted; a line that was never refused is always handed out."""
    content = rejects(("JE-1", "2026-02-02", "1"), ("JE-1", "2026-02-03", "2"), ("JE-2", "2026-02-01", "3"))
    file = EntryFile(io.BytesIO(content + b'\n{"Amount": "4", "_reject": "mine"}'), "rejects.jsonl", AS_REVREC)

    assert [line["Amount"] for line in file] == ["2", "3", "4"]
    assert all(REJECT not in line for line in file)
    assert (file.lines, file.older) == (3, 1)


def test_a_refusal_is_one_of_an_organisation() -> None:
    """Two companies may have an entry of the same id, and neither replaces the other's."""
    lines = [
        {"Amount": amount, REJECT: {"organisation": company, "journal_entry_id": "JE-1", "made_at": made_at}}
        for company, made_at, amount in (("Demo", "2026-02-02", "1"), ("Other", "2026-02-03", "2"))
    ]
    content = b"\n".join(json.dumps(line).encode() for line in lines)

    assert [line["Amount"] for line in read(content, "rejects.jsonl")] == ["1", "2"]


def test_a_file_is_handed_out_as_often_as_it_is_asked_for() -> None:
    """From its beginning, wherever it was left."""
    file = EntryFile(io.BytesIO(b"Amount,Id\n1,2\n3,4\n"), "a.csv", AS_REVREC)

    assert next(iter(file)) == {"Amount": "1", "Id": "2"}
    assert [line["Id"] for line in file] == ["2", "4"]
    assert [line["Id"] for line in file] == ["2", "4"]


def test_no_line_is_handed_out_before_all_are_read() -> None:
    """The fault in the last line of a million is told first; the lines themselves are not kept."""
    content = io.BytesIO(b"Amount,Id\n" + b"1,2\n" * 10_000 + b"1\n")

    with pytest.raises(UnreadableFile, match="line 10002 has 1 value for 2 columns"):
        EntryFile(content, "a.csv", AS_REVREC)


def test_a_file_that_is_changed_between_two_readings_is_refused() -> None:
    """What was handed out by then is half a file."""
    content = io.BytesIO(b"Amount,Id\n1,2\n3,4\n")
    file = EntryFile(content, "a.csv", AS_REVREC)
    content.seek(14)
    content.write(b"3;4\n")

    with pytest.raises(UnreadableFile, match=r"^a\.csv was changed while it was read\. Read it again when"):
        list(file)


class Failing(io.BytesIO):
    """A file on a disk that fails."""

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 - the base class's signature
        """Fail."""
        raise OSError(5, "Input/output error")


def test_a_disk_that_fails_is_one_sentence() -> None:
    """It names the file."""
    with pytest.raises(
        UnreadableFile,
        match=r"^a\.jsonl cannot be read \(Input/output error\): try again; ",
    ):
        EntryFile(Failing(), "a.jsonl", AS_REVREC)


def test_a_pipe_is_refused_as_a_file_is_read_twice(tmp_path: Path) -> None:
    """With what to do; nothing of it is lost."""
    pipe = tmp_path / "lines"
    os.mkfifo(pipe)
    # Open at both ends, so that opening it waits for nobody.
    both = os.open(pipe, os.O_RDWR)

    with (
        pytest.raises(UnreadableFile, match="is a pipe, and a file is read twice: save what comes out of it"),
        entry_file(pipe, ColumnSettings()),
    ):
        pass
    os.close(both)


def test_a_file_of_this_machine_is_opened_and_closed(tmp_path: Path) -> None:
    """One that is not there is one sentence."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"Amount,Id\n1,2\n")
    with entry_file(path, ColumnSettings()) as file:
        assert [line["Id"] for line in file] == ["2"]
    with pytest.raises(ValueError, match="closed"):
        list(file)

    with (
        pytest.raises(UnreadableFile, match=r"cannot be read \(Is a directory\): name the file in it\.$"),
        entry_file(tmp_path, ColumnSettings()),
    ):
        pass
    with (
        pytest.raises(
            UnreadableFile,
            match=r"b\.csv cannot be read \(No such file or directory\): correct the path\.$",
        ),
        entry_file(tmp_path / "b.csv", ColumnSettings()),
    ):
        pass
