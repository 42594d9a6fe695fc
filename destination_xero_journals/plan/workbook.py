"""The plan as the Excel file that a controller reads and signs."""

from __future__ import annotations

import os
from datetime import UTC
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from destination_xero_journals.plan.document import REFUSED
from destination_xero_journals.plan.overview import Overview
from destination_xero_journals.plan.sheet import AMOUNT, COUNT, DAY, MOST_ROWS, Column, Link, Sheet
from destination_xero_journals.plan.summary import write_summary
from xero_connectors.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from destination_xero_journals.plan.document import PlannedJournal
    from destination_xero_journals.plan.sheet import Value
    from destination_xero_journals.plan.totals import AccountTotal, PlanTotals

_TOTALS = (
    Column("Organisation", 30),
    Column("State", 12),
    Column("Account", 11),
    Column("Account name in Xero", 32, wrapped=True),
    Column("Tracking", 46, wrapped=True),
    Column("Lines", 9, COUNT),
    Column("Debit", 18, AMOUNT),
    Column("Credit", 18, AMOUNT),
    Column("Difference", 14, AMOUNT),
    Column("Currency", 10, centred=True),
)
_JOURNALS = (
    Column("Organisation", 24),
    Column("Journal Entry Id", 22),
    Column("Period", 15),
    Column("Date in RevRec", 12, DAY),
    Column("Date in Xero", 12, DAY),
    Column("Action", 16, apart=True),
    Column("Lines", 9, COUNT),
    Column("Debit", 18, AMOUNT),
    Column("Credit", 18, AMOUNT),
    Column("Currency", 10, centred=True),
    Column("Status in Xero", 11),
    Column("In Xero", 8, centred=True),
    Column("Narration", 56, wrapped=True, apart=True),
    Column("Note", 26, wrapped=True),
    Column("Differences in Xero", 30, wrapped=True),
)
_LINES = (
    Column("Organisation", 24),
    Column("Journal Entry Id", 22),
    Column("State", 12),
    Column("Date", 12, DAY),
    Column("Line", 7, COUNT),
    Column("Account", 11, apart=True),
    Column("Account name", 32, wrapped=True),
    Column("Debit", 18, AMOUNT),
    Column("Credit", 18, AMOUNT),
    Column("Currency", 10, centred=True),
    Column("Tracking 1", 26, wrapped=True),
    Column("Tracking 2", 26, wrapped=True),
    Column("Description", 54, wrapped=True),
)
_PROBLEMS = (
    Column("Organisation", 24),
    Column("Journal Entry Id", 22),
    Column("Line", 7, COUNT),
    Column("What is wrong", 38, wrapped=True, apart=True),
    Column("Found", 30, wrapped=True, apart=True),
    Column("Expected", 26, wrapped=True),
    Column("Nearest in Xero", 24, wrapped=True),
    Column("What to do", 38, wrapped=True),
    Column("Code", 26, apart=True),
)
_TINTS = {"refused": "#FBE3E0", "changed": "#FFF3CD", "sum": "#EEF2F6"}


def write_plan(
    path: Path, planned: Iterable[PlannedJournal], fingerprint: str, made_at: datetime, *, overwrite: bool = False
) -> None:
    """Write the plan to `path`, which shows the whole file or what it was before; `made_at` is an aware instant.

    Amounts are base currency. Memory does not grow with the journals. Raises OSError, and FileExistsError unless
    `overwrite` says that a file there may be replaced.
    """
    with scratch_folder(path.parent) as folder:
        made = folder.joinpath("plan.xlsx")
        book = _Book(made, str(folder), made_at)
        for journal in planned:
            book.add(journal)
        book.close(fingerprint)
        with made.open("rb") as finished:
            os.fsync(finished.fileno())
        if not overwrite:
            # Whoever made such a file meanwhile keeps it.
            path.touch(exist_ok=False)
        made.replace(path)


class _Book:
    def __init__(self, path: Path, scratch: str, made_at: datetime, most_rows: int = MOST_ROWS) -> None:
        self._made_at = made_at.astimezone(UTC).replace(tzinfo=None)
        self._file = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": scratch})
        self._file.set_properties(
            {"title": "Plan of journals for Xero", "subject": "", "author": "", "created": self._made_at}
        )
        # Sheets stand in the order in which they are begun.
        self._summary = self._file.add_worksheet("Summary")
        self._totals, self._journals, self._lines, self._problems = (
            Sheet(self._file, name, columns, _TINTS, most_rows=most_rows)
            for name, columns in (
                ("Totals", _TOTALS),
                ("Journals", _JOURNALS),
                ("Lines", _LINES),
                ("Problems", _PROBLEMS),
            )
        )
        self._overview = Overview()

    def add(self, journal: PlannedJournal) -> None:
        self._overview.add(journal)
        self._journals.write(_journal_cells(journal), _tint(journal))
        for row in _line_rows(journal):
            self._lines.write(row, "refused" if journal.state == REFUSED else "")
        for problem in journal.problems:
            self._problems.write(
                (
                    journal.organisation,
                    journal.journal_entry_id,
                    problem.line or None,
                    problem.message,
                    problem.found,
                    problem.expected,
                    "\n".join(problem.nearest),
                    problem.fix,
                    str(problem.code),
                )
            )

    def close(self, fingerprint: str) -> None:
        for row, tint in _total_rows(self._overview.totals):
            self._totals.write(row, tint)
        for sheet in (self._totals, self._journals, self._lines, self._problems):
            sheet.finish()
        write_summary(self._file, self._summary, self._overview, fingerprint, self._made_at)
        self._summary.activate()
        try:
            self._file.close()
        except FileCreateError as failure:
            raise OSError(str(failure)) from None


def _tint(journal: PlannedJournal) -> str:
    if journal.state == REFUSED:
        return "refused"
    return "changed" if journal.touches else ""


def _journal_cells(journal: PlannedJournal) -> tuple[Value | Link, ...]:
    return (
        journal.organisation,
        journal.journal_entry_id,
        journal.period,
        journal.revrec_date,
        journal.date,
        journal.action_word,
        len(journal.lines),
        journal.total,
        journal.credits,
        journal.currency,
        journal.xero_status if journal.writes or journal.link else "",
        Link("Open", journal.link) if journal.link else "",
        journal.narration,
        "\n".join((*journal.notes, *journal.warnings, *(option.sentence for option in journal.new_options))),
        "\n".join(journal.differences),
    )


def _line_rows(journal: PlannedJournal) -> Iterator[tuple[Value, ...]]:
    day = journal.date or journal.revrec_date
    for number, line in enumerate(journal.lines, start=1):
        tags = [f"{category}: {option}" for category, option in line.tags]
        yield (
            journal.organisation,
            journal.journal_entry_id,
            journal.state,
            day,
            number,
            line.account_code,
            line.account_name,
            line.debit,
            line.credit,
            journal.currency,
            *[*tags, "", ""][:2],
            line.description if line.amount is not None else f"(amount not readable) {line.description}",
        )


def _total_rows(totals: PlanTotals) -> Iterator[tuple[tuple[Value, ...], str]]:
    """Yield the sums of each organisation and state, and below them the whole, which ties."""
    for whole in totals.currencies():
        for each in totals.by_tracking(whole):
            yield _total_cells(each, each.account_code, each.account_name, each.tracking, None), ""
        yield _total_cells(whole, "Total", "", "", whole.debits - whole.credits), "sum"


def _total_cells(total: AccountTotal, code: str, name: str, tracking: str, difference: Value) -> tuple[Value, ...]:
    return (
        total.organisation,
        total.state,
        code,
        name,
        tracking,
        total.lines,
        total.debits or None,
        total.credits or None,
        difference,
        total.currency,
    )
