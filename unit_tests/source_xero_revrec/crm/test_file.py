"""Customers in CSV and Excel files, by path and by address."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
import requests
from openpyxl import Workbook

from source_xero_revrec.crm.source import CrmFault, CrmUnavailable
from unit_tests.xero_connectors.places.made_stores import BUCKET, google
from unit_tests.xero_connectors.tables.made_workbook import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock
    from unit_tests.source_xero_revrec.crm.conftest import Read

URL = "https://files.example.com/exports/customers.csv"
CSV = "Customer ID,Customer Name\n1001,Boom FM\n1002,Xero\n"
READ = [("1001", "Boom FM"), ("1002", "Xero")]


def archive(*names: str) -> bytes:
    """Return a zip archive with empty members of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as members:
        for name in names:
            members.writestr(name, "")
    return file.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        CSV,
        "\ufeff" + CSV,
        CSV.replace("\n", "\r\n"),
        CSV.replace(",", ";"),
        CSV.replace(",", "\t"),
        "sep=;\r\n" + CSV.replace(",", ";"),
        "\n\n" + CSV + "\n , \n",
        'Owner,"Customer Name","Customer ID"\nAnn,"Boom FM",1001\nBob,Xero, 1002 \n',
        "Customer ID,Customer Name,,\n1001,Boom FM,,\n1002,Xero,,,,\n",
        '{"Customer ID": 1001, "Customer Name": "Boom FM"}\n{"Customer ID": "1002", "Customer Name": "Xero"}\n',
    ],
    ids=[
        "plain",
        "BOM",
        "CRLF",
        "semicolons",
        "tabs",
        "sep line",
        "blank rows",
        "more columns",
        "trailing commas",
        "JSON",
    ],
)
def test_text_is_read_as_programs_write_it(read: Read, tmp_path: Path, text: str) -> None:
    """Delimiter, line ends, byte order mark, order of columns and blank rows do not matter."""
    file = tmp_path / "customers.csv"
    file.write_bytes(text.encode())

    assert read(source="file", location=str(file)) == READ


def test_names_keep_what_is_quoted(read: Read, tmp_path: Path) -> None:
    """Delimiters, quotes and line breaks inside quotes are part of the name, and so are letters beyond ASCII."""
    file = tmp_path / "customers.csv"
    file.write_text('Customer ID;Customer Name\n001;"Müller, Sohn; ""Nord""\nGmbH"\n', encoding="utf-8")

    assert read(source="file", location=str(file)) == [("001", 'Müller, Sohn; "Nord"\nGmbH')]


def test_columns_may_be_called_otherwise(read: Read, tmp_path: Path) -> None:
    """The headings come from the configuration."""
    file = tmp_path / "customers.csv"
    file.write_text("Account,Key\nBoom FM,A-1\n", encoding="utf-8")

    assert read(source="file", location=str(file), id_column="Key", name_column="Account") == [("A-1", "Boom FM")]


def test_excel_is_read_as_it_is_seen(read: Read, tmp_path: Path) -> None:
    """Numbers lose nothing and gain no decimals, zeros of the format are kept, other columns may hold anything."""
    file = tmp_path / "customers.xlsx"
    book = Workbook()
    book.active.append(["Since", "Customer ID", "Customer Name"])
    for customer_id, name in ((1001, "Boom FM"), (1002.0, 1984), (77, "Xero"), ("1003", "Bank West"), (1.5, True)):
        book.active.append([date(2026, 1, 1), customer_id, name])
    book.active["B4"].number_format = "00000"
    book.save(file)

    assert read(source="file", location=str(file)) == [
        ("1001", "Boom FM"),
        ("1002", "1984"),
        ("00077", "Xero"),
        ("1003", "Bank West"),
        ("1.5", "TRUE"),
    ]


def test_a_sheet_that_understates_its_size_is_read_whole(read: Read, tmp_path: Path) -> None:
    """Some programs write the size of the first cell into the sheet; every row is read all the same."""
    file = tmp_path / "customers.xlsx"
    sound = workbook(["Customer ID", "Customer Name"], ["1001", "Boom FM"], ["1002", "Xero"])
    with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1:A1"'))

    assert read(source="file", location=str(file)) == READ


def test_the_sheet_can_be_named(read: Read, tmp_path: Path) -> None:
    """Another sheet than the first is read when it is named."""
    file = tmp_path / "customers.xlsx"
    book = Workbook()
    book.active.append(["nothing here"])
    book.create_sheet("CRM").append(["Customer ID", "Customer Name"])
    book["CRM"].append(["1", "Xero"])
    book.save(file)

    assert read(source="file", location=str(file), sheet="CRM") == [("1", "Xero")]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(read: Read, tmp_path: Path) -> None:
    """A wrong sheet is answered with the right ones."""
    file = tmp_path / "customers.xlsx"
    file.write_bytes(workbook(["Customer ID", "Customer Name"]))

    with pytest.raises(CrmFault, match=r"has no sheet 'CRM' \(found: 'Customers', 'Notes'\)"):
        read(source="file", location=str(file), sheet="CRM")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (date(2026, 1, 2), "a date or time"),
        ("#N/A", "the error #N/A"),
        (1234567890123456, "a number of 16 digits, of which Excel keeps only 15,"),
    ],
)
def test_an_id_that_excel_changed_is_refused(read: Read, tmp_path: Path, cell: object, found: str) -> None:
    """Excel takes 1-2 for a date and cuts long numbers; such an id is not what was typed."""
    file = tmp_path / "customers.xlsx"
    file.write_bytes(workbook(["Customer ID", "Customer Name"], ["1", "Xero"], [cell, "Boom FM"]))

    with pytest.raises(CrmFault) as fault:
        read(source="file", location=str(file))

    assert f"has {found} in column 'Customer ID', row 3. Format the column as text" in str(fault.value)


def test_a_missing_file_is_told_with_where_it_was_looked_for(read: Read, tmp_path: Path) -> None:
    """A wrong path is the commonest slip, and in Airbyte the path is one of the container."""
    with pytest.raises(
        CrmFault, match=r"nowhere\.csv does not exist \(looked for /.*nowhere\.csv\)\. .* mounted folder"
    ):
        read(source="file", location=str(tmp_path / "nowhere.csv"))


def test_a_folder_is_no_file(read: Read, tmp_path: Path) -> None:
    """A path to a folder is named as one."""
    with pytest.raises(CrmFault, match="is a folder"):
        read(source="file", location=str(tmp_path))


def test_other_schemes_are_refused(read: Read) -> None:
    """The address is shown without what may be a secret."""
    with pytest.raises(
        CrmFault, match=r"^The CRM file ftp://host/c\.csv cannot be read: its address begins with ftp://, and files lie"
    ) as fault:
        read(source="file", location="ftp://user:not-a-real-secret@host/c.csv?key=not-a-real-secret")

    assert "secret" not in str(fault.value)


def test_a_file_is_read_from_a_bucket(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place's fault is the file's; what another time may mend is told as such."""
    with google(monkeypatch) as store:
        store.objects["crm/customers.csv"] = CSV.encode()
        assert read(source="file", location=f"gs://{BUCKET}/crm/customers.csv") == READ

        with pytest.raises(
            CrmFault, match=r"^The CRM file gs://journals/b\.csv cannot be read: there is no such file\."
        ):
            read(source="file", location=f"gs://{BUCKET}/b.csv")
    with pytest.raises(CrmUnavailable, match="nothing answers at that host and port"):
        read(source="file", location=f"gs://{BUCKET}/crm/customers.csv")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty. It must have a heading"),
        (b"Customer ID,Customer Name\n", "holds no customer (found: none)"),
        (b"Id,Name\n1,Xero\n", "has no column 'Customer ID' (found: 'Id', 'Name')"),
        (b"Customer ID;Name\n1;Xero\n", "has no column 'Customer Name' (found: 'Customer ID', 'Name')"),
        (b"Customer ID,Customer Name,Customer ID\n", "has 2 columns called 'Customer ID'"),
        (b"Customer ID,Customer Name\n1,Xero\n,Boom\n", "has 1 customer without id (line 3)"),
        (b"Customer ID,Customer Name\n1\n", "holds no customer (found: 1 without a name)"),
        (b"Customer ID,Customer Name\n1,Smith, Sons\n", "has 3 cells in line 2 and only 2 headings"),
        (b'Customer ID,Customer Name\n1,"Smith\n2,Xero\n', "is broken CSV near line"),
        (b"Customer ID,Customer Name\n1,Xero\n2,Caf\xe9\n", "is not UTF-8 (found: byte 0xE9 in line 3)"),
        (b"Customer ID\0\0", "is binary data"),
        (b"<!DOCTYPE html><html></html>", "is a web page, not a file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an Excel workbook of the old .xls kind, or one with a password"),
        (b"%PDF-1.7", "is a PDF"),
        (archive("Index/Document.iwa"), "is an Apple Numbers document"),
        (archive("content.xml"), "is an OpenDocument spreadsheet"),
        (archive("customers.csv"), "is a zip archive"),
        (archive("xl/workbook.xml"), "cannot be read as an Excel workbook"),
        (workbook(["Customer ID"])[:900], "is a damaged or cut-off .xlsx file"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(read: Read, tmp_path: Path, content: bytes, sentence: str) -> None:
    """Each kind of wrong file has its own sentence, whatever its name ends in."""
    file = tmp_path / "customers.csv"
    file.write_bytes(content)

    with pytest.raises(CrmFault) as fault:
        read(source="file", location=str(file))

    assert str(fault.value).startswith(f"The CRM file {file} {sentence}")


def test_text_has_no_sheets(read: Read, tmp_path: Path) -> None:
    """A sheet in the configuration and a CSV file contradict each other."""
    file = tmp_path / "customers.csv"
    file.write_text(CSV, encoding="utf-8")

    with pytest.raises(CrmFault, match=r"is text, which has no sheet \(configured: 'CRM'\)"):
        read(source="file", location=str(file), sheet="CRM")


def test_a_file_is_read_from_an_address_through_redirects(read: Read, requests_mock: Mocker) -> None:
    """Links of file services lead to where the file lies; what it is, is seen from its content."""
    requests_mock.get(URL, status_code=302, headers={"Location": "/elsewhere?signature=abc"})
    requests_mock.get(
        "https://files.example.com/elsewhere?signature=abc",
        content=workbook(["Customer ID", "Customer Name"], [1, "Xero"]),
    )

    assert read(source="file", location=URL) == [("1", "Xero")]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, "is not there (HTTP 404). Check the address."),
        (403, "may not be read (HTTP 403). Share it"),
        (418, "was not handed out (HTTP 418). Open the address"),
    ],
)
def test_a_refused_address_says_why(read: Read, requests_mock: Mocker, status: int, sentence: str) -> None:
    """The status is told, and the query of the address, which may be a signature, is not."""
    requests_mock.get(URL, status_code=status)

    with pytest.raises(CrmFault) as fault:
        read(source="file", location=f"{URL}?signature=not-a-real-secret")

    assert str(fault.value).startswith(f"The CRM file {URL} {sentence}")
    assert "secret" not in str(fault.value)


def test_a_sign_in_page_in_place_of_the_file_is_recognised(read: Read, requests_mock: Mocker) -> None:
    """A shared link often answers with a page and status 200."""
    requests_mock.get(URL, text="\n<html><title>Sign in</title></html>")

    with pytest.raises(CrmFault, match=r"is a web page, not a file .* sign-in or preview page"):
        read(source="file", location=URL)


def test_a_redirect_to_plain_http_is_not_followed(read: Read, requests_mock: Mocker) -> None:
    """What began encrypted stays encrypted."""
    requests_mock.get(URL, status_code=302, headers={"Location": "http://files.example.com/customers.csv"})

    with pytest.raises(
        CrmFault, match=r"redirects to http://files\.example\.com/customers\.csv, which is not followed"
    ):
        read(source="file", location=URL)


def test_plain_http_is_taken_from_this_machine_alone(read: Read, requests_mock: Mocker) -> None:
    """Customers' names do not cross a network readable; a server on this machine crosses none."""
    requests_mock.get("http://localhost:8000/customers.csv", text="Id,Name\nC-1,Acme\n")

    assert read(source="file", location="http://localhost:8000/customers.csv", id_column="Id", name_column="Name")
    with pytest.raises(CrmFault, match=r"plain http is taken from this machine alone.*Give an https address\.$"):
        read(source="file", location="http://files.example.com/customers.csv")


def test_redirects_in_a_circle_end(read: Read, requests_mock: Mocker) -> None:
    """An address that leads to itself is given up."""
    requests_mock.get(URL, status_code=302, headers={"Location": URL})

    with pytest.raises(CrmFault, match=r"5 redirects were followed"):
        read(source="file", location=URL)


def test_passing_trouble_is_waited_out(read: Read, requests_mock: Mocker, clock: FakeClock) -> None:
    """A 503 and a 429 with Retry-After are tried again after the time that is asked for."""
    requests_mock.get(
        URL, [{"status_code": 503}, {"status_code": 429, "headers": {"Retry-After": "20"}}, {"text": CSV}]
    )

    assert read(source="file", location=URL) == READ
    assert 20.0 in clock.slept


def test_lasting_trouble_ends_as_try_later(read: Read, requests_mock: Mocker) -> None:
    """After six tries the last trouble is told, as something that another sync may mend."""
    requests_mock.get(URL, exc=requests.ReadTimeout)

    with pytest.raises(CrmUnavailable, match=r"in 6 tries \(last: ReadTimeout\)"):
        read(source="file", location=URL)
    assert requests_mock.call_count == 6


def test_a_wait_beyond_reason_is_not_waited(read: Read, requests_mock: Mocker, clock: FakeClock) -> None:
    """A Retry-After of hours ends the sync with its number instead of sleeping."""
    requests_mock.get(URL, status_code=429, headers={"Retry-After": "7200"})

    with pytest.raises(CrmUnavailable, match="asks to wait for 7200 seconds"):
        read(source="file", location=URL)
    assert clock.slept == []


def test_an_address_that_is_none_is_told_without_its_secrets(read: Read) -> None:
    """What cannot be called is named without user, password and query."""
    with pytest.raises(CrmFault, match="is no address that can be called") as fault:
        read(source="file", location="https://user:not-a-real-secret@.bad..host./x?key=not-a-real-secret")

    assert "secret" not in str(fault.value)


SALESFORCE = """\
"Account ID","Account Name"
"001AAA","Boom FM Ltd"
"001AAB","Marine Systems"


"My report"
"Copyright (c) 2000-2026 example, inc."
"Confidential Information"
"Generated By:  A User  28/11/2026 10:15"
"""


def test_what_a_report_has_below_its_table_is_left_out_and_counted(
    read: Read, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Salesforce signs its exports."""
    (tmp_path / "report.csv").write_text(SALESFORCE)

    with caplog.at_level("INFO", logger="airbyte"):
        found = read(
            source="file",
            location=str(tmp_path / "report.csv"),
            id_column="Account ID",
            name_column="Account Name",
        )
    assert found == [("001AAA", "Boom FM Ltd"), ("001AAB", "Marine Systems")]
    assert "4 without a name left out (line 6, line 7, line 8, line 9)" in caplog.text


def test_a_company_without_a_name_is_left_out_and_counted(
    read: Read, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """HubSpot's users save such companies, and export them."""
    (tmp_path / "hubspot.csv").write_text("Record ID,Company name\n12345678901,Boom FM Ltd\n12345678902,\n")

    with caplog.at_level("INFO", logger="airbyte"):
        found = read(
            source="file",
            location=str(tmp_path / "hubspot.csv"),
            id_column="Record ID",
            name_column="Company name",
        )
    assert found == [("12345678901", "Boom FM Ltd")]
    assert "1 without a name left out (line 3)" in caplog.text


@pytest.mark.parametrize("spoiled", ["1.23457E+11", "1,23457E+11", "1E+15", "########", "#NAME?", "#N/A"])
def test_an_id_that_excel_spoiled_is_refused_with_its_line(read: Read, tmp_path: Path, spoiled: str) -> None:
    """Its digits are lost, and no invoice would find the customer."""
    (tmp_path / "customers.csv").write_text(f'Customer ID,Customer Name\n1001,Xero\n"{spoiled}",Boom FM Ltd\n')

    with pytest.raises(CrmFault, match=r"has 1 id that a spreadsheet took for a number and spoiled \(line 3\)"):
        read(source="file", location=str(tmp_path / "customers.csv"))


def test_an_id_that_was_made_a_float_is_the_number_that_it_was(read: Read, tmp_path: Path) -> None:
    """As an id of a journal is; one number under two names is refused, however it is written."""
    file = tmp_path / "customers.csv"
    file.write_text("Customer ID,Customer Name\n1002.0,Boom FM Ltd\n1003.00,Xero\n1002,Boom FM Ltd\n")

    assert read(source="file", location=str(file)) == [("1002", "Boom FM Ltd"), ("1003", "Xero")]
    file.write_text("Customer ID,Customer Name\n1002.0,Boom FM Ltd\n1002,Xero\n")
    with pytest.raises(CrmFault, match="gives the customer id 1002 to two names"):
        read(source="file", location=str(file))


@pytest.mark.parametrize("sound", ["001E11", "1E5", "0010E00000123", "1002.01", "12E+1", "#12", "A1.0"])
def test_an_id_that_only_looks_odd_is_taken(read: Read, tmp_path: Path, sound: str) -> None:
    """Excel would have written it otherwise."""
    (tmp_path / "customers.csv").write_text(f"Customer ID,Customer Name\n{sound},Boom FM Ltd\n")

    assert read(source="file", location=str(tmp_path / "customers.csv")) == [(sound, "Boom FM Ltd")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("row", r"has a row that is hidden or filtered away \(row 2\)"),
        ("column", r"has no column 'Customer ID' \(found: 'a value in a hidden column', 'Customer Name'\)"),
    ],
)
def test_what_nobody_sees_of_a_workbook_is_refused_by_name(read: Read, tmp_path: Path, change: str, said: str) -> None:
    """As journals' files are."""
    book = Workbook()
    for row in (["Customer ID", "Customer Name"], ["1001", "Boom FM"], ["1002", "Xero"]):
        book.active.append(row)
    if change == "row":
        book.active.row_dimensions[2].hidden = True
    else:
        book.active.column_dimensions["A"].hidden = True
    book.save(tmp_path / "customers.xlsx")

    with pytest.raises(CrmFault, match=said):
        read(source="file", location=str(tmp_path / "customers.xlsx"))
