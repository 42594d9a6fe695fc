"""The lines of an entry come to an entry, to all that is wrong with them, or to a period that is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.layout import Layout
from revrec_journals.problem import Code, Problem
from revrec_journals.reading import EntryReading
from unit_tests.revrec_journals.made_entries import the

if TYPE_CHECKING:
    from collections.abc import Mapping

LINE = {
    "Transaction Date": "2026-01-31",
    "Journal Entry Id": "JE-1",
    "Account Number": "4000",
    "Posting Type": "Debit",
    "Amount": "10.00",
}


def read(*lines: Mapping[str, Any], elsewhere: frozenset[str] = frozenset(), **settings: Any) -> EntryReading:  # noqa: ANN401
    """Read lines that differ from one that is right."""
    reading = EntryReading("JE-1", Columns(ColumnSettings(**settings)))
    for changed in lines:
        reading.add({name: value for name, value in (LINE | changed).items() if value is not ...}, elsewhere)
    return reading


def statuses(*found: str) -> EntryReading:
    """Read a line for each Period Status."""
    return read(*({"Period Status": status} for status in found))


def test_lines_are_an_entry_in_the_order_of_their_arrival() -> None:
    """Numbered from 1."""
    reading = read({}, {"Posting Type": "Credit"})

    assert reading.entry.journal_entry_id == "JE-1"
    assert [(line.number, str(line.amount)) for line in reading.entry.lines] == [(1, "10.00"), (2, "-10.00")]
    assert (reading.problems, reading.waits_for, reading.line_count) == ((), "", 2)


def test_every_line_that_cannot_be_read_is_told_by_its_number() -> None:
    """Lines that can be read are counted too."""
    reading = read({}, {"Amount": "ten"}, {}, {"Posting Type": "Dr"})

    assert [(problem.code, problem.line) for problem in reading.problems] == [
        (Code.AMOUNT_UNREADABLE, 2),
        (Code.POSTING_TYPE_UNKNOWN, 4),
    ]
    assert reading.line_count == 4


def test_what_else_an_unread_line_says_is_kept() -> None:
    """With its number and, where these can be read, its date and amount; it is no line of the entry."""
    reading = read({}, {"Amount": "ten", "Account Number": "9"}, {"Posting Type": "Credit", "Transaction Date": "?"})

    assert [(line.number, line.account_number, str(line.amount)) for line in reading.unread] == [
        (2, "9", "None"),
        (3, reading.entry.lines[0].account_number, "-10.00"),
    ]
    assert [line.date for line in reading.unread] == [reading.entry.lines[0].date, None]
    assert [line.number for line in reading.entry.lines] == [1]


def test_a_column_that_all_lines_lack_is_told_once() -> None:
    """It is one cause."""
    the(read({"Amount": ...}, {"Amount": ...}).problems, Code.COLUMN_MISSING)


def test_a_column_that_the_table_is_known_to_have_is_null_where_it_is_left_out() -> None:
    """As many sources leave it out."""
    assert read({}, fields=("Location",)).problems
    (line,) = read({}, fields=("Location",), elsewhere=frozenset({"location"})).entry.lines
    assert line.account_number == "4000"
    assert not line.fields.get("Location")


def test_a_column_that_may_mark_rows_is_told_once_with_its_lines() -> None:
    """One that marks none of them is nothing to speak of, and the remedy names both settings."""
    gone = read({"voided": "no"}, {"voided": "yes"}, {"voided": "yes"})
    problem = the(gone.problems, Code.DELETION_UNCLEAR)

    assert problem.message.startswith("Journal JE-1, lines 2 and 3: voided may say that such a row is no line")
    assert (problem.found, problem.line) == ("yes", 2)
    assert "deleted_by: ['voided']" in problem.fix
    assert "ignored_columns: ['voided']" in problem.fix
    assert read({"voided": "no"}, {"voided": ""}).problems == ()


BARE = {"Account Number": None, "Posting Type": None, "Amount": None, "_ab_cdc_deleted_at": "2026-02-01T00:00:00"}


def test_a_deletion_that_tells_nothing_but_its_key_is_refused_beside_lines() -> None:
    """Which of them it takes out nobody can say, unless older versions are known to be gone."""
    there = {"_ab_cdc_deleted_at": None}
    problem = the(read(there, there, BARE | {"Transaction Date": None}).problems, Code.DELETION_UNCLEAR)

    assert problem.message.startswith("Journal JE-1, line 3: marked as deleted, and too little is told")
    assert problem.found == "_ab_cdc_deleted_at"
    the(read(BARE, BARE).problems, Code.DELETED)
    without = EntryReading("JE-1", Columns(ColumnSettings()))
    for values in (there, BARE):
        without.add(LINE | values, versions=False)
    assert (without.problems, without.deleted) == ((), 1)


@pytest.mark.parametrize(
    "told",
    [
        {"Account Number": "", "Amount": 0},
        {"Account Number": 0, "Amount": "0.00", "Posting Type": ""},
        {"Account Number": "4000", "Amount": None},
        {"Account Number": "4000", "Amount": "ten"},
    ],
)
def test_a_deletion_that_cannot_be_held_against_a_line_is_refused_beside_lines(told: Mapping[str, Any]) -> None:
    """Loaders write zeros where a deletion brought nothing else, and half a line is like none."""
    problem = the(read({}, {}, BARE | told).problems, Code.DELETION_UNCLEAR)

    assert problem.message.startswith("Journal JE-1, line 3: marked as deleted, and too little is told")


def test_a_deletion_without_an_id_is_refused_where_it_tells_nothing() -> None:
    """A row that has its values is a deleted line of nobody's."""
    for values, code in ((BARE, [Code.DELETION_UNCLEAR]), (BARE | {"Amount": "10.00"}, [])):
        reading = EntryReading("", Columns(ColumnSettings()))
        reading.add(LINE | values | {"Journal Entry Id": None})
        assert [problem.code for problem in reading.problems] == code
        assert reading.is_nothing == (not code)


def test_what_is_said_of_a_column_decides() -> None:
    """It marks rows, or it is about something else."""
    rows = ({"is_active": "true"}, {"is_active": "false", "Amount": "12.00"})

    said = read(*rows, layout=Layout(deleted_by=("Is Active",)))
    assert (len(said.entry.lines), said.deleted, said.problems) == (1, 1, ())
    ignored = read(*rows, layout=Layout(ignored=("Is Active",)))
    assert (len(ignored.entry.lines), ignored.deleted, ignored.problems) == (2, 0, ())


def test_a_column_that_is_to_mark_rows_must_be_there() -> None:
    """Without it deleted rows would be lines; it may be null where the table has it."""
    assert "voided" in the(read({}, layout=Layout(deleted_by=("voided",))).problems, Code.COLUMN_MISSING).message
    assert read({}, elsewhere=frozenset({"Voided"}), layout=Layout(deleted_by=("voided",))).problems == ()


def test_a_status_that_is_read_as_the_period_status_holds_back() -> None:
    """It is no mark then."""
    rows = ({"Status": "Open"}, {"Status": "Open"})

    assert read(*rows, renamed=(("Period Status", "Status"),)).waits_for == "Open"
    the(read(*rows).problems, Code.DELETION_UNCLEAR)


@pytest.mark.parametrize("status", ["Open", "In Progress", "open"])
def test_an_entry_of_a_period_that_is_not_closed_waits_for_it(status: str) -> None:
    """The case of its letters is no other status, and what is wrong with its lines waits as well."""
    assert statuses(status, status.upper()).waits_for == status
    assert read({"Period Status": status, "Amount": "ten"}).waits_for == status


@pytest.mark.parametrize("status", ["Closed", "closed ", "LOCKED", ""])
def test_an_entry_of_a_closed_period_waits_for_nothing(status: str) -> None:
    """Nor one without a status."""
    assert (statuses(status, status).waits_for, statuses(status, status).problems) == ("", ())


@pytest.mark.parametrize(("one", "other"), [("Open", "Closed"), ("Open", ""), ("Open", "In Progress")])
def test_lines_of_different_statuses_are_refused_where_one_is_not_closed(one: str, other: str) -> None:
    """Half an entry would be posted."""
    reading = statuses(one, other)

    assert reading.waits_for == ""
    problem = the(reading.problems, Code.SEVERAL_PERIOD_STATUSES)
    assert problem.message == "Journal JE-1 has lines of different Period Status"
    assert problem.found == f"{one}, {other or 'none'}"


def test_lines_of_different_closed_statuses_are_one_entry() -> None:
    """Closed and locked periods are posted alike."""
    reading = statuses("Closed", "Locked", "")

    assert (reading.waits_for, reading.problems, len(reading.entry.lines)) == ("", (), 3)


# -- deleted rows

GONE = {"_fivetran_deleted": True}
THERE = {"_fivetran_deleted": False}


def test_a_deleted_row_is_no_line_whatever_it_lacks() -> None:
    """Loaders keep of it what they like; the numbers of the other lines are those of the input."""
    reading = read(GONE | {"Amount": None, "Posting Type": ...}, THERE, THERE | {"Posting Type": "Credit"})

    assert reading.problems == ()
    assert [line.number for line in reading.entry.lines] == [2, 3]
    assert (reading.line_count, reading.deleted, reading.is_nothing) == (3, 1, False)


def test_an_entry_of_deleted_rows_alone_is_refused_by_name() -> None:
    """With the marks; deleted rows that name no entry are nothing."""
    problem = the(read(GONE, GONE).problems, Code.DELETED)
    nobodys = EntryReading("", Columns(ColumnSettings()))
    nobodys.add(GONE)

    assert problem.message == "Journal JE-1 has no line that is not marked as deleted"
    assert problem.found == "2 rows, all of them marked (by _fivetran_deleted)"
    assert nobodys.is_nothing
    assert not read(GONE).is_nothing


def test_a_mark_that_is_not_understood_is_told_by_its_line() -> None:
    """With its column and its value; the line may be there or not."""
    problem = the(read(THERE, {"_fivetran_deleted": "perhaps"}).problems, Code.DELETION_UNCLEAR)

    assert "_fivetran_deleted" in problem.message
    assert (problem.found, problem.line) == ("perhaps", 2)


def test_a_row_that_was_deleted_after_it_came_may_be_the_one_before() -> None:
    """Unless it was put in again, or came once alone, or each row is there once, as it is now."""
    problem = the(read({}, {"Posting Type": "Credit"}, GONE).problems, Code.DELETION_UNCLEAR)

    assert problem.line == 3
    assert read(GONE, THERE).problems == ()
    assert read({}, GONE, {"Amount": "10"}).problems == ()
    assert read({}, GONE | {"Amount": "11.00"}).problems == ()
    single = EntryReading("JE-1", Columns(ColumnSettings()))
    for changed in ({}, GONE):
        single.add(LINE | changed, versions=False)
    assert single.problems == ()
    again = {"Amount": "12.00"}
    assert [each.line for each in read({}, GONE, again, GONE | again).problems] == [2, 4]


ONCE = "each row once, as it is now"
DEDUPE = "Choose Append + Deduped with the primary key of the rows, or send the rows that are not deleted alone"
BARELY = "marked as deleted, and too little is told to say which line is gone"
MARKS = {"_fivetran_deleted": True, "_ab_cdc_deleted_at": "2026-02-01T00:00:00"}
"""A row that two loaders have marked."""


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            [{}, MARKS],
            Problem(
                Code.DELETION_UNCLEAR,
                "Journal JE-1, line 2 is marked as deleted and reads like a line before it, which may be an older "
                "version of the same row",
                found="_fivetran_deleted, _ab_cdc_deleted_at",
                expected=ONCE,
                fix=DEDUPE,
                line=2,
            ),
        ),
        (
            [{}, {}, MARKS | BARE, MARKS | BARE],
            Problem(
                Code.DELETION_UNCLEAR,
                f"Journal JE-1, lines 3 and 4: {BARELY}",
                found="_fivetran_deleted, _ab_cdc_deleted_at",
                expected=ONCE,
                fix=DEDUPE,
                line=3,
            ),
        ),
        (
            [MARKS],
            Problem(
                Code.DELETED,
                "Journal JE-1 has no line that is not marked as deleted",
                found="1 row, all of them marked (by _fivetran_deleted, _ab_cdc_deleted_at)",
                expected="lines that are there",
                fix="Void the journal in Xero if it is there, and leave the deleted rows out of the input",
            ),
        ),
        (
            [THERE, {"_fivetran_deleted": "x" * 61}],
            Problem(
                Code.DELETION_UNCLEAR,
                "Journal JE-1, line 2: _fivetran_deleted may say that the row was deleted, and its value is not "
                "understood",
                found="x" * 60,
                expected="true or false, 1 or 0, a timestamp or nothing; of an operation insert, update or delete",
                fix="Write one of these, leave the column and the deleted rows out of the input, or say in `format` "
                "that the column is about something else (ignored_columns)",
                line=2,
            ),
        ),
        (
            [{}, {"voided": "yes"}],
            Problem(
                Code.DELETION_UNCLEAR,
                "Journal JE-1, line 2: voided may say that such a row is no line, or something else",
                found="yes",
                expected="a word from you which of them it says",
                fix="Say in `format` deleted_by: ['voided'] if it marks rows that are no lines, or ignored_columns: "
                "['voided'] if it is about something else; name it in `columns` if it is the Period Status",
                line=2,
            ),
        ),
        (
            [{"Period Status": "Open"}, {}],
            Problem(
                Code.SEVERAL_PERIOD_STATUSES,
                "Journal JE-1 has lines of different Period Status",
                found="Open, none",
                expected="one status on all lines",
                fix="Send the journal entry again when its period is closed",
            ),
        ),
    ],
    ids=["older version", "bare", "all", "not understood", "in doubt", "statuses"],
)
def test_what_is_wrong_is_told_with_what_was_found_and_what_to_do(lines: list[dict[str, Any]], said: Problem) -> None:
    """Word for word, since people search for these sentences."""
    assert read(*lines).problems == (said,)


def test_bare_deletions_without_an_id_are_counted() -> None:
    """They belong to no journal that could be named."""
    reading = EntryReading("", Columns(ColumnSettings()))
    for _ in range(1_001):
        reading.add(LINE | BARE | {"Journal Entry Id": None})
    (problem,) = reading.problems

    assert problem.message == f"1,001 rows without an id: {BARELY}"
    assert (problem.found, problem.line) == ("_ab_cdc_deleted_at", 1)
