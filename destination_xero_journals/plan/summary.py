"""The first sheet of a plan: what would happen, what to look at, the totals, and where it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from destination_xero_journals.plan.sheet import (
    AMOUNT,
    COUNT,
    HEADING,
    Column,
    cell_look,
    lines_of,
    plain,
    printable_sheet,
    write_value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from destination_xero_journals.plan.overview import Overview
    from destination_xero_journals.plan.sheet import Value

_AMOUNTS = (
    Column("Lines", 9, COUNT),
    Column("Debit", 18, AMOUNT),
    Column("Credit", 18, AMOUNT),
    Column("Difference", 14, AMOUNT),
    Column("Currency", 10, centred=True),
)
_PERIODS = (
    Column("Organisation", 26, wrapped=True),
    Column("Period", 32),
    Column("Action", 16),
    Column("Journals", 11, COUNT),
    *_AMOUNTS,
)
_ACCOUNTS = (
    Column("Organisation", 26, wrapped=True),
    Column("Account in Xero", 32, wrapped=True),
    Column("State", 16),
    Column("", 11),
    *_AMOUNTS,
)
"""Both tables stand in the same columns of the sheet."""
_WIDTHS = [column.width for column in _PERIODS]
_LAST = len(_WIDTHS) - 1
_LINE_HEIGHT = 15
_WHOLE_WIDTH = sum(_WIDTHS)
_SIGNED_BY = ("Prepared by", "Reviewed by", "Approved by")
_GREEN, _AMBER, _RED, _GREY = "#D9EAD3", "#FFF3CD", "#F4CCCC", "#E8EAED"
_CAUSES_SHOWN, _NOTICES_SHOWN, _TOTALS_SHOWN = 12, 12, 24


def write_summary(
    file: Any,  # noqa: ANN401 - XlsxWriter has no types
    sheet: Any,  # noqa: ANN401
    overview: Overview,
    fingerprint: str,
    made_at: datetime,
) -> None:
    """Write the sheet, from the top down; `made_at` is UTC, without a zone as Excel has it."""
    _Summary(file, sheet).write(overview, fingerprint, made_at)


def verdict(overview: Overview) -> tuple[str, str]:
    """Return what somebody who signs should know first, and its colour."""
    totals, causes = overview.totals, overview.causes
    if not totals.journals:
        return "There are no journal entries in the input.", _GREY
    if causes.problems:
        journals = f"{causes.journals:,} of {totals.journals:,} journals are refused"
        return f"Not to be signed: {journals}, and nothing is posted unless on_invalid is post_the_valid.", _RED
    if overview.notices:
        return f"Can be posted: {totals.to_write:,} journals. Look at what is named below first.", _AMBER
    if not totals.to_write:
        return "Nothing would be posted: what is to be in Xero is there.", _GREY
    return f"Can be posted: {totals.to_write:,} journals, whose debits equal their credits.", _GREEN


class _Summary:
    def __init__(self, file: Any, sheet: Any) -> None:  # noqa: ANN401
        self._file, self._sheet = file, sheet
        self._row = 0
        self._bold = file.add_format({"bold": True, "valign": "top"})
        self._left = file.add_format({"align": "left", "valign": "top"})

    def write(self, overview: Overview, fingerprint: str, made_at: datetime) -> None:
        printable_sheet(self._sheet)
        for number, width in enumerate(_WIDTHS):
            self._sheet.set_column(number, number, width)
        self._sheet.set_row(0, 24)
        self._sheet.write_string(0, 0, "Plan of journals for Xero", self._file.add_format({"bold": 1, "font_size": 16}))
        self._row = 2
        said, colour = verdict(overview)
        self._paragraph(said, {"bold": True, "bg_color": colour, "border": 1})
        self._row += 1
        self._facts(overview, fingerprint, made_at)
        self._sign_off()
        self._list("What to look at", [notice.sentence() for notice in overview.notices], _NOTICES_SHOWN)
        self._list("What is wrong", [cause.sentence() for cause in overview.causes.all()], _CAUSES_SHOWN)
        self._totals(overview)
        self._accounts(overview)

    def _facts(self, overview: Overview, fingerprint: str, made_at: datetime) -> None:
        count = self._file.add_format({"num_format": COUNT, "align": "left"})
        totals = overview.totals
        for name, value in (
            ("Journal entries", totals.journals),
            ("To be written", totals.to_write),
            ("Refused", totals.refused),
            ("Problems", totals.problems),
        ):
            self._sheet.write_string(self._row, 0, name, self._bold)
            self._sheet.write_number(self._row, 1, value, count)
            self._row += 1
        self._sheet.write_string(self._row, 0, "Made at (UTC)", self._bold)
        instant = self._file.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})
        self._sheet.write_datetime(self._row, 1, made_at, instant)
        self._sheet.write_string(self._row + 1, 0, "Fingerprint", self._bold)
        fixed = self._file.add_format({"font_name": "Courier New"})
        self._sheet.write_string(self._row + 1, 1, fingerprint, fixed)
        self._sheet.write_string(
            self._row + 2,
            1,
            "A write whose option plan_fingerprint holds this fingerprint posts this plan and no other.",
        )
        self._row += 4

    def _sign_off(self) -> None:
        box = {"border": 1, "valign": "vcenter"}
        named = self._file.add_format({**box, "bold": True})
        blank = self._file.add_format(box)
        spans = ((1, 2), (3, 4), (5, _LAST))
        self._heading(("Sign-off", "Name", "", "Date", "", "Signature", *[""] * (_LAST - 5)))
        for role in _SIGNED_BY:
            self._sheet.set_row(self._row, 28)
            self._sheet.write_string(self._row, 0, role, named)
            for first, last in spans:
                self._sheet.merge_range(self._row, first, self._row, last, "", blank)
            self._row += 1
        self._row += 1

    def _list(self, title: str, sentences: Sequence[str], most: int) -> None:
        if not sentences:
            return
        self._heading((f"{title} ({len(sentences):,})", *[""] * _LAST))
        for sentence in sentences[:most]:
            self._paragraph(sentence, {})
        if len(sentences) > most:
            self._paragraph(f"… and {len(sentences) - most:,} more: see the other sheets.", {"italic": True})
        self._row += 1

    def _totals(self, overview: Overview) -> None:
        rows = [
            (
                each.organisation,
                each.period or "no period",
                each.action,
                each.journals,
                each.lines,
                each.debits,
                each.credits,
                each.debits - each.credits,
                each.currency,
            )
            for each in overview.totals.rows()
        ]
        self._table("By period and action", _PERIODS, rows, "see Journals")

    def _accounts(self, overview: Overview) -> None:
        rows: list[Sequence[Value]] = []
        for whole in overview.totals.currencies():
            for each in (*overview.totals.by_account(whole), whole):
                total = each is whole
                rows.append(
                    (
                        each.organisation,
                        "Total" if total else each.account,
                        each.state,
                        "",
                        each.lines,
                        each.debits or None,
                        each.credits or None,
                        each.debits - each.credits if total else None,
                        each.currency,
                    )
                )
        self._table("By account", _ACCOUNTS, rows, "see Totals")

    def _table(self, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]], where: str) -> None:
        self._sheet.write_string(self._row, 0, title, self._bold)
        self._row += 1
        self._heading([column.name for column in columns], columns)
        looks = [cell_look(self._file, column) for column in columns]
        for row in rows[:_TOTALS_SHOWN]:
            texts = [(str(value), column.width) for value, column in zip(row, columns, strict=True) if column.wrapped]
            self._sheet.set_row(self._row, max(lines_of(text, width) for text, width in texts) * _LINE_HEIGHT)
            for number, (value, look) in enumerate(zip(row, looks, strict=True)):
                write_value(self._sheet, self._row, number, value, look)
            self._row += 1
        if len(rows) > _TOTALS_SHOWN:
            self._paragraph(f"… and {len(rows) - _TOTALS_SHOWN:,} more: {where}.", {"italic": True})
        self._row += 1

    def _heading(self, names: Sequence[str], columns: Sequence[Column] = ()) -> None:
        for number, name in enumerate(names):
            aligned = columns[number].aligned if columns else {}
            self._sheet.write_string(self._row, number, name, self._file.add_format({**HEADING, **aligned}))
        self._row += 1

    def _paragraph(self, text: str, look: dict[str, object]) -> None:
        made = self._file.add_format({"text_wrap": True, "valign": "top", **look})
        self._sheet.set_row(self._row, lines_of(text, _WHOLE_WIDTH) * _LINE_HEIGHT + 2)
        self._sheet.merge_range(self._row, 0, self._row, _LAST, plain(text), made)
        self._row += 1
