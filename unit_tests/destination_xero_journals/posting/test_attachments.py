"""What supports a journal for an auditor stands beside it in Xero, and never keeps it from being posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.posting.attachments import Attachments, UnreadableSupport, supporting_workbook
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_xero import answer, held, wanted

if TYPE_CHECKING:
    from pathlib import Path

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

NOTE = "Posted from RevRec's journal entry JE-1 by destination-xero-journals."


@pytest.fixture
def company(requests_mock: Mocker, clock: FakeClock) -> MadeCompany:
    """Give a test an organisation."""
    return MadeCompany(requests_mock, clock)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Give a test a supporting workbook."""
    path = tmp_path / "January close 100%.xlsx"
    path.write_bytes(b"PK not a real workbook")
    return path


def attach(company: MadeCompany, *, note: bool = False, workbook: Path | None = None) -> list[str]:
    """Support the journal JE-1 and return the warnings."""
    posted = company.held.of("JE-1") or [held(company, wanted())]
    warned: list[str] = []
    attachments = Attachments(company.organisation, note=note, workbook=supporting_workbook(workbook))
    attachments.attach(posted[0], warned.append)
    return warned


def test_a_note_and_a_workbook_stand_beside_the_journal(
    company: MadeCompany, workbook: Path, requests_mock: Mocker
) -> None:
    """The file under its own name, whatever letters that has."""
    assert attach(company, note=True, workbook=workbook) == []

    assert company.notes == {"mj-1": [NOTE]}
    assert company.attached == {"mj-1": [(workbook.name, b"PK not a real workbook")]}
    note, file = requests_mock.request_history[-2:]
    assert note.headers["Content-Type"] == "application/json"
    assert file.headers["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_nothing_is_written_unless_it_is_asked_for(company: MadeCompany, workbook: Path) -> None:
    """Each is a call more."""
    assert attach(company) == []
    assert company.beside_keys == []
    attach(company, note=True)
    attach(company, workbook=workbook)

    assert (len(company.notes["mj-1"]), len(company.attached["mj-1"]), len(company.beside_keys)) == (1, 1, 2)


def test_the_same_support_is_the_same_call(company: MadeCompany, workbook: Path) -> None:
    """Xero answers it from memory; another file of the same name is another call."""
    attach(company, note=True, workbook=workbook)
    attach(company, note=True, workbook=workbook)
    workbook.write_bytes(b"PK another one")
    attach(company, workbook=workbook)
    first, file, again, same_file, other = company.beside_keys

    assert (first, file) == (again, same_file)
    assert len({first, file, other}) == 3


@pytest.mark.parametrize("status", [400, 503])
def test_what_cannot_be_written_is_a_warning(company: MadeCompany, workbook: Path, status: int) -> None:
    """The journal is posted; the other part of its support is written all the same."""
    company.beside += [answer(status)]
    (warning,) = attach(company, note=True, workbook=workbook)

    assert warning.startswith("Journal JE-1 is posted, but its history could not be written: ")
    assert list(company.attached) == ["mj-1"]
    company.beside += [answer(status)]
    (warning,) = attach(company, workbook=workbook)
    assert warning.startswith("Journal JE-1 is posted, but its attachments could not be written: ")


def test_a_workbook_that_is_not_there_is_said_before_anything_is_posted(tmp_path: Path) -> None:
    """The message names the path and the reason."""
    with pytest.raises(UnreadableSupport, match=r"none\.xlsx cannot be read \(No such file or directory\)"):
        supporting_workbook(tmp_path / "none.xlsx")
    with pytest.raises(UnreadableSupport, match="Is a directory"):
        supporting_workbook(tmp_path)
    assert supporting_workbook(None) is None
