"""close.xlsx: the verdict and the sign-off first, then what it rests on."""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]

from source_xero_revrec.close.summary import REFUSED, amounts, ties, verdict
from source_xero_revrec.workbook.sheets import title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from source_xero_revrec.close.figures import Figures
    from source_xero_revrec.rules.recognition.verdict import Refusal

MOST_ROWS = 1_048_575
_SCHEDULE = (
    "document_number", "document_type", "document_date", "contact_name", "product_code", "line_description",
    "account_code", "deferred_account", "revenue_account", "recognition_method", "service_start_date",
    "service_end_date", "currency", "billed_amount", "recognised_amount", "deferred_amount", "billed_home_amount",
    "recognised_home_amount", "deferred_home_amount",
)  # fmt: skip
_ROLL_FORWARD = (
    "account_code", "account_name", "currency", "opening_home_amount", "billed_home_amount", "credited_home_amount",
    "released_from_opening_home_amount", "released_from_billing_home_amount", "prior_period_home_amount",
    "closing_home_amount", "due_within_year_home_amount", "due_later_home_amount", "opening_amount", "billed_amount",
    "credited_amount", "released_from_opening_amount", "released_from_billing_amount", "closing_amount",
)  # fmt: skip
_TIE = (
    "account_code", "account_name", "schedule_home_balance", "ledger_home_balance",
    "journals_not_posted_home_amount", "journals_in_draft_home_amount", "journals_of_another_date_home_amount",
    "other_journals_home_amount", "lines_without_a_schedule_home_amount", "opening_balance_home_amount",
    "rounding_home_amount", "unnamed_home_amount", "tie_status",
)  # fmt: skip
_ENTRIES = (
    "journal_entry_id", "transaction_date", "account_number", "account_name", "account_type", "posting_type", "amount",
    "currency", "description", "period_status",
)  # fmt: skip
_PRIOR = (
    "reason", "document_number", "document_type", "document_date", "contact_name", "order_item_number",
    "changed_journal_entry_id", "before", "after", "account_code", "account_name", "home_amount",
)  # fmt: skip
_HELD = (
    "held_reason", "period", "document_number", "document_date", "contact_name", "product_code", "line_description",
    "account_code", "currency", "billed_amount", "billed_home_amount",
)  # fmt: skip
_SHEETS = ("Summary", "Roll-forward", "Tie", "Entries", "Schedule", "Prior-period", "Held", "Waterfall")
_HEADER = {"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
_CHARACTERS = 32_767


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
        self._sheets = {name: self._file.add_worksheet(name) for name in _SHEETS}
        for sheet in self._sheets.values():
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
        self._looks = {
            "header": self._file.add_format(_HEADER),
            "title": self._file.add_format({"bold": True, "font_size": 16}),
            "good": self._file.add_format({"bold": True, "font_color": "#006100", "bg_color": "#C6EFCE"}),
            "bad": self._file.add_format({"bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"}),
            "bold": self._file.add_format({"bold": True}),
            "wrap": self._file.add_format({"text_wrap": True, "valign": "top"}),
            "amount": self._file.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"}),
            "date": self._file.add_format({"num_format": "yyyy-mm-dd"}),
            "line": self._file.add_format({"bottom": 1}),
        }
        self._begin("Schedule", _SCHEDULE)
        self._rows = 0
        self.left_out = 0
        """How many rows of the schedule a sheet of Excel could not take; the frozen schedule has them."""

    def add_schedule(self, record: Mapping[str, Any]) -> None:
        """Write a row of the month's schedule."""
        if self._rows >= MOST_ROWS:
            self.left_out += 1
            return
        self._rows += 1
        self._row("Schedule", self._rows, record, _SCHEDULE)

    def close(self, figures: Figures, refused: Sequence[Refusal], *, preview: bool) -> None:
        """Write the other sheets and finish the file."""
        self._summary(figures, refused, preview=preview)
        self._table("Roll-forward", _ROLL_FORWARD, figures.roll_forward)
        self._table("Tie", _TIE, figures.ties)
        self._table("Entries", _ENTRIES, figures.entries)
        self._table("Prior-period", _PRIOR, figures.changes)
        self._table("Held", _HELD, figures.held)
        self._waterfall(figures)
        self._file.close()

    def _summary(self, figures: Figures, refused: Sequence[Refusal], *, preview: bool) -> None:
        sheet = self._sheets["Summary"]
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 60)
        said = verdict(refused, preview=preview)
        lines: list[tuple[Any, Any, str]] = [
            (f"Close of {figures.period}", figures.organisation, "title"),
            ("Verdict", said, "bad" if said == REFUSED else "good"),
            ("Made at (UTC)", self._made_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M"), ""),
            ("Home currency", figures.currency, ""),
            ("", "", ""),
            *((name, amount, "amount") for name, amount in amounts(figures)),
            ("", "", ""),
            *((name, tied, "") for name, tied in ties(figures)),
            ("", "", ""),
            *((f"Refused: {each.what}", f"What to do: {each.fix}", "wrap") for each in refused),
            ("", "", ""),
            *((name, "", "line") for name in ("Prepared by", "Prepared on", "Reviewed by", "Reviewed on")),
        ]
        for number, (name, value, look) in enumerate(lines):
            first = self._looks[look] if look in ("title", "wrap") else self._looks["bold"]
            sheet.write(number, 0, name, first)
            sheet.write(number, 1, value, self._looks.get(look))

    def _table(self, name: str, columns: Sequence[str], records: Sequence[Mapping[str, Any]]) -> None:
        self._begin(name, columns)
        for number, record in enumerate(records[:MOST_ROWS], start=1):
            self._row(name, number, record, columns)

    def _begin(self, name: str, columns: Sequence[str]) -> None:
        sheet = self._sheets[name]
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 45)
        for number, column in enumerate(columns):
            wide = column.endswith(("name", "description"))
            sheet.set_column(number, number, 30 if wide else 16)
            sheet.write(
                0,
                number,
                title(column.replace("_home_amount", "").replace("_home_balance", " balance")),
                self._looks["header"],
            )

    def _row(self, name: str, number: int, record: Mapping[str, Any], columns: Sequence[str]) -> None:
        sheet = self._sheets[name]
        for place, column in enumerate(columns):
            value = record.get(column)
            if isinstance(value, Decimal | int) and not isinstance(value, bool):
                sheet.write_number(number, place, value, self._looks["amount"])
            elif value is not None and column.endswith("_date"):
                sheet.write_datetime(number, place, date.fromisoformat(str(value)), self._looks["date"])
            elif value is not None:
                sheet.write_string(number, place, str(value)[:_CHARACTERS])

    def _waterfall(self, figures: Figures) -> None:
        sheet = self._sheets["Waterfall"]
        sheet.set_column(0, 2, 18)
        for number, name in enumerate(("Month", "Recognised", "Deferred at the end")):
            sheet.write(0, number, name, self._looks["header"])
        months = sorted({*figures.waterfall, *figures.balances})
        for number, month in enumerate(months, start=1):
            sheet.write_string(number, 0, month)
            sheet.write_number(number, 1, figures.waterfall.get(month, 0), self._looks["amount"])
            if month in figures.balances and month <= figures.period:
                sheet.write_number(number, 2, figures.balances[month], self._looks["amount"])
        for place, (name, kind, column) in enumerate(
            (("Revenue by month", "column", 1), ("Deferred revenue", "line", 2))
        ):
            chart = self._file.add_chart({"type": kind})
            last = max(len(months), 1)
            chart.add_series(
                {
                    "name": ["Waterfall", 0, column],
                    "categories": ["Waterfall", 1, 0, last, 0],
                    "values": ["Waterfall", 1, column, last, column],
                }
            )
            chart.set_title({"name": name})
            chart.set_legend({"none": True})
            sheet.insert_chart(1 + 18 * place, 4, chart, {"x_scale": 1.6, "y_scale": 1.1})
