"""The plan as the Excel file that a controller reads and signs."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from destination_xero_journals.plan.totals import PlanTotals
from xero_connectors.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from destination_xero_journals.plan.document import PlannedJournal
    from destination_xero_journals.rules.journal import PostingLine

MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 16_000
_MOST_DIGITS = 15
_FIRST_YEAR = 1901
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_AMOUNT, _DAY, _COUNT, _TEXT = "#,##0.00", "yyyy-mm-dd", "#,##0", ""

Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    width: int
    look: str = _TEXT
    wrapped: bool = False


_PLAN = (
    _Column("Organisation", 20),
    _Column("Journal Entry Id", 18),
    _Column("Period", 14),
    _Column("Transaction Date", 12, _DAY),
    _Column("Date in Xero", 12, _DAY),
    _Column("Action", 12),
    _Column("Lines", 7, _COUNT),
    _Column("Debits", 14, _AMOUNT),
    _Column("Credits", 14, _AMOUNT),
    _Column("Currency", 9),
    _Column("Status in Xero", 9),
    _Column("Narration", 50),
    _Column("Note", 20, wrapped=True),
    _Column("Differences in Xero", 36, wrapped=True),
)
_LINES = (
    _Column("Organisation", 20),
    _Column("Journal Entry Id", 18),
    _Column("Date in Xero", 12, _DAY),
    _Column("Line", 8, _COUNT),
    _Column("Account", 10),
    _Column("Debit", 14, _AMOUNT),
    _Column("Credit", 14, _AMOUNT),
    _Column("Tracking 1", 18),
    _Column("Tracking 2", 18),
    _Column("Description", 40, wrapped=True),
)
_PROBLEMS = (
    _Column("Organisation", 20),
    _Column("Journal Entry Id", 18),
    _Column("Line", 8, _COUNT),
    _Column("Code", 24),
    _Column("Message", 44, wrapped=True),
    _Column("Found", 28, wrapped=True),
    _Column("Expected", 28, wrapped=True),
    _Column("Fix", 44, wrapped=True),
)
_SIGN_OFF_WIDTHS = (28, 18, 18, 12, 12, 20, 20, 10)
_SIGNED_BY = ("Prepared by", "Reviewed by", "Approved by")


def write_plan(path: Path, planned: Iterable[PlannedJournal], fingerprint: str, made_at: datetime) -> None:
    """Write the plan to `path`, which shows the whole file or what it was before; `made_at` is an aware instant.

    Amounts are base currency. Memory does not grow with the journals. Raises OSError.
    """
    with scratch_folder(path.parent) as folder:
        made = folder.joinpath("plan.xlsx")
        book = _Book(made, str(folder), made_at)
        for journal in planned:
            book.add(journal)
        book.close(fingerprint)
        with made.open("rb") as finished:
            os.fsync(finished.fileno())
        made.replace(path)


class _Book:
    def __init__(self, path: Path, scratch: str, made_at: datetime, most_rows: int = MOST_ROWS) -> None:
        self._made_at = made_at.astimezone(UTC).replace(tzinfo=None)
        self._file = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": scratch})
        self._file.set_properties(
            {"title": "Plan of journals for Xero", "subject": "", "author": "", "created": self._made_at}
        )
        self._header = self._file.add_format({"bold": True, "bottom": 1, "bg_color": "#EEEEEE", "text_wrap": True})
        self._plan = _Sheet(self._file, "Plan", _PLAN, self._header, most_rows)
        self._lines = _Sheet(self._file, "Lines", _LINES, self._header, most_rows)
        self._problems = _Sheet(self._file, "Problems", _PROBLEMS, self._header, most_rows)
        self._totals = PlanTotals()

    def add(self, journal: PlannedJournal) -> None:
        self._totals.add(journal)
        self._plan.write(
            (
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
                journal.xero_status,
                journal.narration,
                "\n".join(journal.notes),
                "\n".join(journal.differences),
            )
        )
        for number, line in enumerate(journal.lines, start=1):
            self._lines.write(_line_cells(journal, number, line))
        for problem in journal.problems:
            self._problems.write(
                (
                    journal.organisation,
                    journal.journal_entry_id,
                    problem.line or None,
                    str(problem.code),
                    problem.message,
                    problem.found,
                    problem.expected,
                    problem.fix,
                )
            )

    def close(self, fingerprint: str) -> None:
        for sheet in (self._plan, self._lines, self._problems):
            sheet.finish()
        self._sign_off(fingerprint)
        try:
            self._file.close()
        except FileCreateError as failure:
            raise OSError(str(failure)) from None

    def _sign_off(self, fingerprint: str) -> None:
        sheet = self._file.add_worksheet("Sign-off")
        _printable(sheet)
        for number, width in enumerate(_SIGN_OFF_WIDTHS):
            sheet.set_column(number, number, width)
        title = self._file.add_format({"bold": True, "font_size": 16})
        bold = self._file.add_format({"bold": True})
        fixed = self._file.add_format({"font_name": "Courier New"})
        instant = self._file.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})
        count = self._file.add_format({"num_format": _COUNT})
        count_beside = self._file.add_format({"num_format": _COUNT, "align": "left"})
        amount = self._file.add_format({"num_format": _AMOUNT})
        to_sign = self._file.add_format({"bottom": 1})
        sheet.write_string(0, 0, "Plan of journals for Xero", title)
        sheet.write_string(2, 0, "Fingerprint", bold)
        sheet.write_string(2, 1, fingerprint, fixed)
        sheet.write_string(3, 0, "Made at (UTC)", bold)
        sheet.write_datetime(3, 1, self._made_at, instant)
        sheet.write_string(4, 0, "Journal entries", bold)
        sheet.write_number(4, 1, self._totals.journals, count_beside)
        sheet.write_string(5, 0, "Problems", bold)
        sheet.write_number(5, 1, self._totals.problems, count_beside)
        sheet.write_string(6, 0, "Journals to write", bold)
        sheet.write_number(6, 1, self._totals.to_write, count_beside)
        sheet.write_string(
            7, 0, "A write whose option plan_fingerprint holds this fingerprint posts this plan and no other."
        )
        row = 9
        for number, name in enumerate(
            ("Organisation", "Period", "Action", "Journals", "Lines", "Debits", "Credits", "Currency")
        ):
            sheet.write_string(row, number, name, self._header)
        for total in self._totals.rows():
            row += 1
            for number, text in enumerate((total.organisation, total.period, total.action)):
                sheet.write_string(row, number, _text(text))
            sheet.write_number(row, 3, total.journals, count)
            sheet.write_number(row, 4, total.lines, count)
            _write_amount(sheet, row, 5, total.debits, amount)
            _write_amount(sheet, row, 6, total.credits, amount)
            sheet.write_string(row, 7, _text(total.currency))
        row += 3
        for number, name in ((1, "Name"), (3, "Date"), (5, "Signature")):
            sheet.write_string(row, number, name, bold)
        for by, role in enumerate(_SIGNED_BY, start=1):
            sheet.set_row(row + by, 30)
            sheet.write_string(row + by, 0, role, bold)
            for number in range(1, len(_SIGN_OFF_WIDTHS)):
                sheet.write_blank(row + by, number, None, to_sign)


class _Sheet:
    """A table that goes on in a further sheet where Excel's rows end."""

    def __init__(
        self,
        file: Any,  # noqa: ANN401 - XlsxWriter has no types
        name: str,
        columns: Sequence[_Column],
        header: Any,  # noqa: ANN401
        most_rows: int,
    ) -> None:
        self._most_rows = most_rows
        self._file, self._name, self._columns, self._header = file, name, columns, header
        self._formats = [
            file.add_format(
                {"valign": "top", "text_wrap": column.wrapped, **({"num_format": column.look} if column.look else {})}
            )
            for column in columns
        ]
        self._sheets = 0
        self._begin()

    def write(self, values: Sequence[Value]) -> None:
        if self._row == self._most_rows:
            self.finish()
            self._begin()
        for number, (value, look) in enumerate(zip(values, self._formats, strict=True)):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                self._sheet.write_string(self._row, number, _text(value), look)
            elif isinstance(value, date):
                if value.year < _FIRST_YEAR:
                    self._sheet.write_string(self._row, number, value.isoformat(), look)
                else:
                    self._sheet.write_datetime(self._row, number, value, look)
            else:
                _write_amount(self._sheet, self._row, number, Decimal(value), look)
        self._row += 1

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(1, self._row - 1), len(self._columns) - 1)

    def _begin(self) -> None:
        self._sheets += 1
        self._sheet = self._file.add_worksheet(self._name if self._sheets == 1 else f"{self._name} {self._sheets}")
        _printable(self._sheet)
        self._sheet.freeze_panes(1, 2)
        self._sheet.repeat_rows(0)
        for number, column in enumerate(self._columns):
            self._sheet.set_column(number, number, column.width)
            self._sheet.write_string(0, number, column.name, self._header)
        self._row = 1


def _line_cells(journal: PlannedJournal, number: int, line: PostingLine) -> tuple[Value, ...]:
    tags = [f"{tag.category}: {tag.option}" for tag in line.tags]
    return (
        journal.organisation,
        journal.journal_entry_id,
        journal.date,
        number,
        line.account_code or line.account_id,
        line.amount if line.amount >= 0 else None,
        -line.amount if line.amount < 0 else None,
        *[*tags, "", ""][:2],
        line.description,
    )


def _printable(sheet: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&F&C&A&RPage &P of &N")


def _write_amount(sheet: Any, row: int, column: int, amount: Decimal, look: Any) -> None:  # noqa: ANN401
    if len(amount.normalize().as_tuple().digits) > _MOST_DIGITS:
        # Excel would round what it cannot hold.
        sheet.write_string(row, column, format(amount, ",f"), look)
    else:
        sheet.write_number(row, column, amount, look)


def _text(text: str) -> str:
    plain = _UNPRINTABLE.sub(" ", text)
    return plain if len(plain) <= _MOST_CHARACTERS else f"{plain[:_MOST_CHARACTERS]} ..."
