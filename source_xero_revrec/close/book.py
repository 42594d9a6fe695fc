"""close.xlsx: the verdict and the sign-off first, then what it rests on."""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from source_xero_revrec.close import sheets
from source_xero_revrec.close.summary import REFUSED, amounts, posting, ties, verdict
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from source_xero_revrec.close.figures import Figures
    from source_xero_revrec.close.sheets import Column
    from source_xero_revrec.rules.recognition.verdict import Refusal

MOST_ROWS = 1_048_570
_SHEETS = ("Summary", "Roll-forward", "Tie", "Entries", "Schedule", "Prior-period", "Held", "Waterfall")
_A4, _CHARACTERS = 9, 32_767
_SUMMARY = (40, 20, 40)
_TIE = 18
_MONTHS_BEFORE = 12
"""How many months before the one that is closed the charts show."""
_SIZE = {"x_scale": 1.6, "y_scale": 1.1}
_TITLE_POINTS, _HEADING_POINTS, _POINTS_A_LINE, _POINTS_BESIDE, _MOST_LINES = 26, 32, 15, 3, 6
_AMOUNTS = '#,##0.00;[Red]-#,##0.00;"-"'
_BORDERS = {"bold": True, "top": 1, "bottom": 6, "num_format": _AMOUNTS}
_HEADING = {"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
_GOOD = {"bold": True, "font_color": "#006100", "bg_color": "#C6EFCE"}
_BAD = {"bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"}
_LOOKS: dict[str, dict[str, Any]] = {
    "header": {**_HEADING, "align": "left", "indent": 1},
    "figure header": {**_HEADING, "align": "right"},
    "title": {"bold": True, "font_size": 16, "valign": "vcenter"},
    "good": _GOOD,
    "bad": _BAD,
    "good figure": {**_GOOD, "align": "right"},
    "bad figure": {**_BAD, "align": "right"},
    "bold": {"bold": True, "valign": "vcenter", "text_wrap": True},
    "name": {"bold": True, "valign": "vcenter", "align": "left", "indent": 1},
    "wrap": {"text_wrap": True, "valign": "vcenter"},
    # An indent keeps words off the figure before them.
    "remark": {"italic": True, "indent": 1},
    "text": {"text_wrap": True, "valign": "vcenter", "align": "left", "indent": 1},
    "amount": {"num_format": _AMOUNTS, "align": "right", "valign": "vcenter"},
    "total": {**_BORDERS, "align": "right"},
    "total name": {**_BORDERS, "align": "left", "indent": 1},
    "date": {"num_format": "yyyy-mm-dd", "align": "left", "indent": 1, "valign": "vcenter"},
    "line": {"bottom": 1},
}  # fmt: skip


class CloseBook:
    """The workbook of one close; the schedule is written row by row, so that memory does not grow with it."""

    def __init__(self, path: Path, scratch: Path, made_at: datetime) -> None:
        """Begin the file; `scratch` is a folder for what is written meanwhile, `made_at` an aware instant."""
        self._file = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "tmpdir": str(scratch),
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self._made_at = made_at
        created = made_at.astimezone(UTC).replace(tzinfo=None)
        self._file.set_properties({"title": "Close", "created": created, "author": ""})
        self._looks = {name: self._file.add_format(look) for name, look in _LOOKS.items()}
        self._sheets = {name: self._file.add_worksheet(name) for name in _SHEETS}
        for sheet in self._sheets.values():
            sheet.set_landscape()
            sheet.set_paper(_A4)
            sheet.fit_to_pages(1, 0)
        self._begin("Schedule", sheets.SCHEDULE)
        self._rows = 0
        self._sums: dict[str, Decimal] = {}
        self.left_out = 0
        """How many rows of the schedule a sheet of Excel could not take; the kept schedule has them."""

    def add_schedule(self, record: Mapping[str, Any]) -> None:
        """Write a row of the month's schedule."""
        if self._rows >= MOST_ROWS:
            self.left_out += 1
            return
        self._rows += 1
        self._row("Schedule", self._rows, record, sheets.SCHEDULE)
        self._count(record, sheets.SCHEDULE)

    def close(
        self,
        figures: Figures,
        refused: Sequence[Refusal],
        *,
        preview: bool,
        custom_fields: Mapping[str, str] | None = None,
    ) -> None:
        """Write the other sheets and finish the file; `custom_fields` has the name of each column of tracking."""
        about = f"&L{figures.organisation.replace('&', '&&')}, close of {figures.period}&C&A&RPage &P of &N"
        for sheet in self._sheets.values():
            sheet.set_footer(about)
        self._sheets["Schedule"].autofilter(0, 0, self._rows, len(sheets.SCHEDULE) - 1)
        if self._rows:
            self._total("Schedule", self._rows + 1, sheets.SCHEDULE, first=1)
        else:
            self._none("Schedule", 1)
        self._summary(figures, refused, preview=preview)
        last = self._table("Roll-forward", sheets.ROLL_FORWARD, figures.roll_forward)
        foreign = [row for row in figures.roll_forward if row.get("currency") != figures.currency]
        if foreign:
            self._sheets["Roll-forward"].write(last + 2, 0, "In the documents' currency", self._looks["name"])
            self._table("Roll-forward", sheets.IN_CURRENCY, foreign, first=last + 3)
        self._tie(figures)
        self._table("Entries", sheets.ENTRIES, sheets.with_sides(figures.entries, custom_fields or {}))
        self._table("Prior-period", sheets.PRIOR, sheets.with_signs(figures.changes))
        self._table("Held", sheets.HELD, sheets.with_reasons(figures.held))
        self._waterfall(figures)
        self._file.close()

    def _summary(self, figures: Figures, refused: Sequence[Refusal], *, preview: bool) -> None:
        sheet = self._sheets["Summary"]
        sheet.set_portrait()
        for place, width in enumerate(_SUMMARY):
            sheet.set_column(place, place, width)
        sheet.set_row(0, _TITLE_POINTS)
        sheet.write(0, 0, f"Close of {figures.period}", self._looks["title"])
        sheet.write(0, 1, figures.organisation, self._looks["title"])
        for number, (name, value, look) in enumerate(self._told(figures, refused, preview=preview), start=1):
            sheet.set_row(number, _height([(name, _SUMMARY[0]), (str(value), sum(_SUMMARY[1:]))]))
            sheet.write(number, 0, name, self._looks["bold"])
            if look == "amount":
                sheet.write_number(number, 1, value, self._looks[look])
            elif look:
                sheet.merge_range(number, 1, number, 2, value, self._looks[look])

    def _told(
        self, figures: Figures, refused: Sequence[Refusal], *, preview: bool
    ) -> Iterator[tuple[str, str | Decimal, str]]:
        """Yield the lines of the summary below its title: name, value and look; a gap has neither."""
        said, gap = verdict(refused, preview=preview), ("", "", "")
        yield "Verdict", said, "bad" if said == REFUSED else "good"
        yield "Made at (UTC)", self._made_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M"), "wrap"
        yield "Home currency", figures.currency, "wrap"
        yield gap
        yield from ((name, amount, "amount") for name, amount in amounts(figures))
        yield gap
        yield from ((f"Made up for: {why}", part, "amount") for _, why, part in figures.made_up(figures.changes))
        yield gap
        yield from ((name, tied, "wrap") for name, tied in ties(figures))
        yield gap
        yield "Entries", posting(figures, refused, preview=preview), "wrap"
        yield from (("Note", note, "wrap") for note in figures.notes)
        yield gap
        yield from ((f"Refused: {each.what}", f"What to do: {each.fix}", "wrap") for each in refused)
        yield gap
        yield from ((name, "", "line") for name in ("Prepared by", "Prepared on", "Reviewed by", "Reviewed on"))

    def _tie(self, figures: Figures) -> None:
        """Write the reconciliation of each deferred account downwards, as accountants read it, then revenue's month."""
        sheet = self._sheets["Tie"]
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, max(1, len(figures.ties)), _TIE)
        sheet.freeze_panes(1, 1)
        headings = (f"{row['account_code']} {row.get('account_name') or ''}".strip() for row in figures.ties)
        self._headings(sheet, 0, [f"{figures.period}, {figures.currency}", *headings])
        number = 0
        for number, (words, values) in enumerate(sheets.tie_lines(figures.ties), start=1):
            ledger = words == "Xero's Trial Balance"
            sheet.write(number, 0, words, self._looks["total name" if ledger else "name"])
            self._values(sheet, number, values, "total" if ledger else "amount")
        if figures.revenue_ties:
            first, (headings_of_revenue, *lines) = number + 3, sheets.revenue_lines(figures.revenue_ties)
            sheet.set_column(1, len(headings_of_revenue) - 1, _TIE)
            self._headings(sheet, first, headings_of_revenue)
            for number, (named, *values) in enumerate(lines, start=first + 1):
                total = number == first + len(lines)
                sheet.write(number, 0, named, self._looks["total name" if total else "name"])
                self._values(sheet, number, values, "total" if total else "amount")

    def _headings(self, sheet: Any, row: int, names: Iterable[str | Decimal]) -> None:  # noqa: ANN401 - it has no types
        sheet.set_row(row, _HEADING_POINTS)
        for place, name in enumerate(names):
            sheet.write(row, place, name, self._looks["figure header" if place else "header"])

    def _values(self, sheet: Any, row: int, values: Iterable[str | Decimal], look: str) -> None:  # noqa: ANN401
        for place, value in enumerate(values, start=1):
            if isinstance(value, str):
                said = {"Ties": "good figure", "": look}.get(value, "bad figure")
                sheet.write_string(row, place, value, self._looks[said])
            else:
                sheet.write_number(row, place, value, self._looks[look])

    def _table(
        self, name: str, columns: Sequence[Column], records: Sequence[Mapping[str, Any]], *, first: int = 0
    ) -> int:
        """Write a table from a row on, with its totals, and return the last row."""
        self._begin(name, columns, first=first)
        self._sums = {}
        number = first
        for number, record in enumerate(records[:MOST_ROWS], start=first + 1):
            self._row(name, number, record, columns)
            self._count(record, columns)
        if not records:
            self._none(name, first + 1)
        if not first:
            self._sheets[name].autofilter(0, 0, number, len(columns) - 1)
        if not any(column.summed for column in columns) or number == first:
            return number
        self._total(name, number + 1, columns, first=first + 1)
        return number + 1

    def _none(self, name: str, row: int) -> None:
        """Write that a table has no rows, so that nobody looks for them."""
        self._sheets[name].write_string(row, 0, "None", self._looks["text"])

    def _begin(self, name: str, columns: Sequence[Column], *, first: int = 0) -> None:
        sheet = self._sheets[name]
        if not first:
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
        sheet.set_row(first, _HEADING_POINTS)
        for number, column in enumerate(columns):
            if not first:
                sheet.set_column(number, number, column.width)
            is_figure = "amount" in column.field or column.field in ("debit", "credit")
            sheet.write(first, number, column.heading, self._looks["figure header" if is_figure else "header"])

    def _row(self, name: str, number: int, record: Mapping[str, Any], columns: Iterable[Column]) -> None:
        sheet = self._sheets[name]
        sheet.set_row(number, _height(_texts(record, columns)))
        for place, (field, *_) in enumerate(columns):
            value = record.get(field)
            if isinstance(value, Decimal | int) and not isinstance(value, bool):
                sheet.write_number(number, place, value, self._looks["amount"])
            elif value is not None and field.endswith("_date"):
                sheet.write_datetime(number, place, date.fromisoformat(str(value)), self._looks["date"])
            elif value is not None:
                sheet.write_string(number, place, str(value)[:_CHARACTERS], self._looks["text"])

    def _count(self, record: Mapping[str, Any], columns: Iterable[Column]) -> None:
        for column in columns:
            if column.summed:
                self._sums[column.field] = self._sums.get(column.field, ZERO) + (record.get(column.field) or ZERO)

    def _total(self, name: str, number: int, columns: Sequence[Column], *, first: int) -> None:
        """Write the sums as formulas, with what they come to for whoever does not calculate."""
        sheet = self._sheets[name]
        for place, column in enumerate(columns):
            if column.summed:
                cells = f"{xl_rowcol_to_cell(first, place)}:{xl_rowcol_to_cell(max(first, number - 1), place)}"
                come_to = self._sums.get(column.field, ZERO)
                sheet.write_formula(number, place, f"=SUM({cells})", self._looks["total"], come_to)
            else:
                sheet.write(number, place, "Total" if place == 0 else "", self._looks["total name"])

    def _waterfall(self, figures: Figures) -> None:
        sheet = self._sheets["Waterfall"]
        sheet.set_column(0, 2, 18)
        self._headings(sheet, 0, ("Month", "Recognised", "Deferred at the end"))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        earlier = figures.earlier
        balances = {**earlier, **figures.balances}
        months = _months(figures)
        for number, month in enumerate(months, start=1):
            sheet.write_string(number, 0, month, self._looks["text"])
            sheet.write_number(number, 1, figures.waterfall.get(month, 0), self._looks["amount"])
            if month in balances and month <= figures.period:
                sheet.write_number(number, 2, balances[month], self._looks["amount"])
        over = sum(month <= figures.period for month in months)
        balanced = min((number for number, month in enumerate(months, start=1) if month in balances), default=1)
        begin = max(1, over - _MONTHS_BEFORE)
        whole = all(amount >= ZERO for amount in (*figures.waterfall.values(), *balances.values()))
        if earlier:
            told = f"Up to {max(earlier)}, before the first month closed here, what is deferred is today's schedule."
            sheet.write_string(len(months) + 2, 0, told, self._looks["remark"])
        for place, (name, column, first, last) in enumerate(
            (
                ("Revenue by month", 1, begin, len(months)),
                ("Deferred revenue", 2, max(begin, balanced), over),
            )
        ):
            chart = self._chart(f"{name}, {figures.currency}", column, first, last, whole=whole)
            sheet.insert_chart(1 + 18 * place, 4, chart, _SIZE)

    def _chart(self, title: str, column: int, first: int, last: int, *, whole: bool) -> Any:  # noqa: ANN401
        """Return a chart of the waterfall's rows from a first to a last one; a `whole` one begins at 0."""
        chart = self._file.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": ["Waterfall", 0, column],
                "categories": ["Waterfall", first, 0, max(last, first), 0],
                "values": ["Waterfall", first, column, max(last, first), column],
            }
        )
        chart.set_title({"name": title})
        lines = {"visible": True, "line": {"color": "#D9D9D9"}}
        chart.set_y_axis({"num_format": "#,##0", "major_gridlines": lines, **({"min": 0} if whole else {})})
        chart.set_x_axis({"label_position": "low"})
        chart.set_legend({"none": True})
        return chart


def _months(figures: Figures) -> list[str]:
    """Return the months of the waterfall, in order.

    A contract that was credited whole leaves years behind in which nothing is recognised: they are left out.
    """
    last = max([figures.period, *(month for month, amount in figures.waterfall.items() if amount)])
    return [month for month in sorted({*figures.waterfall, *figures.balances}) if month <= last]


def _texts(record: Mapping[str, Any], columns: Iterable[Column]) -> Iterator[tuple[str, int]]:
    """Yield the cells of a row that may wrap, with their widths: an indent and a border take a character."""
    for column in columns:
        value = record.get(column.field)
        if isinstance(value, str) and not column.field.endswith("_date"):
            yield value, column.width - 1


def _height(texts: Iterable[tuple[str, int]]) -> int:
    """Return the height of a row in which each text has a width, in characters, and wraps."""
    lines = max((-(-len(text) // max(width, 1)) for text, width in texts), default=1)
    return _POINTS_A_LINE * min(max(lines, 1), _MOST_LINES) + _POINTS_BESIDE
