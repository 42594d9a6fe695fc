"""The tables of the About page: what is in Xero and where it is found, by currency and month, and sums to trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.workbook.book import Chart, Formula, Line, Look
from source_xero_revrec.workbook.sheets import SHEETS, letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from source_xero_revrec.workbook.contents import Contents
    from source_xero_revrec.workbook.sheets import Sheet
    from source_xero_revrec.workbook.tie import Side, Tie

# More charts below each other are not looked at any more.
MOST_CHARTS = 6
CHART_ROWS = 17
_SIDES = (
    "In Xero",
    "Rows for RevRec",
    "Pending",
    "Excluded",
    "Held",
    "Rounding",
    "Difference",
    "Rows without service dates",
)
_NO_CURRENCY = "no currency"
_MOST_LOOKED_AT = 20_000
"""Rows whose being shown Excel finds out one by one in no time."""


def section(heading: str) -> list[Line]:
    """Return a heading with the space above it."""
    return [Line(()), Line((heading,), Look.HEADING)]


def by_currency(contents: Contents) -> Iterator[Line]:
    """Yield where the documents of each currency are found, in money and in number."""
    currencies = contents.ties.currencies()
    if not currencies:
        return
    yield from section("Is everything here that is in Xero? By currency, net of tax")
    yield Line(("", "Currency", *_SIDES), Look.TABLE_HEADER)
    for currency, tie in currencies.items():
        look, verdict = _verdict(tie)
        yield Line((verdict, currency or _NO_CURRENCY, *(side.amount for side in _sides(tie))), look)
        yield Line(("", "documents", *(side.documents for side in _sides(tie))), Look.ROW)


def by_month(contents: Contents, first_row: int) -> tuple[list[Line], list[Chart]]:
    """Return the same of each month, by the documents' dates, and charts below it; `first_row` is where it begins."""
    lines: list[Line] = []
    charts: list[Chart] = []
    currencies = list(contents.ties.currencies())
    if currencies:
        lines += section("Documents in Xero by month, net of tax")
        lines.append(Line(("Month", "Currency", *_SIDES), Look.TABLE_HEADER))
    for currency in currencies:
        start = first_row + len(lines)
        lines += [
            Line((month, currency or _NO_CURRENCY, *(side.amount for side in _sides(tie))), Look.ROW)
            for month, tie in contents.ties.of(currency)
        ]
        charts.append(Chart(currency or _NO_CURRENCY, start, first_row + len(lines) - 1, 0))
        whole = contents.ties.currencies()[currency]
        lines.append(Line(("Total", currency or _NO_CURRENCY, *(side.amount for side in _sides(whole))), Look.SUM))
    largest = sorted(charts, key=lambda chart: (chart.first_row - chart.last_row, chart.currency))[:MOST_CHARTS]
    place = first_row + len(lines) + 1
    drawn = [
        Chart(chart.currency, chart.first_row, chart.last_row, place + number * CHART_ROWS)
        for number, chart in enumerate(sorted(largest, key=lambda chart: chart.currency))
    ]
    return lines + [Line(())] * (CHART_ROWS * len(drawn) + 1 if drawn else 0), drawn


def sums(sheets: Sequence[Sheet], contents: Contents) -> Iterator[Line]:
    """Yield the rows of each sheet, its sum in each currency, and what the sheet's filter leaves of both."""
    yield from section("Rows and sums of the sheets, net of tax")
    yield Line(("Sheet", "Currency", "Rows", "Sum", "Rows that its filter shows", "Their sum"), Look.TABLE_HEADER)
    for sheet in sheets:
        rows, amount = contents.rows[sheet.stream], SHEETS[sheet.stream].total
        totals = {code: total for (stream, code), total in sorted(contents.totals.items()) if stream == sheet.stream}
        filtered = Formula(f"SUBTOTAL(103,{_column(sheet, sheet.columns[0].field, rows)})", rows) if rows else 0
        if not totals:
            yield Line((sheet.name, "", rows, "", filtered), Look.ROW)
        for number, (code, total) in enumerate(totals.items()):
            first = (sheet.name, rows, filtered) if number == 0 else ("", "", "")
            made, left = _traced(sheet, amount, rows, code, total, alone=len(totals) == 1)
            yield Line((first[0], code or _NO_CURRENCY, first[1], made, first[2], left), Look.ROW)


def _traced(
    sheet: Sheet, amount: str, rows: int, code: str, total: Decimal, *, alone: bool
) -> tuple[Decimal | Formula, Formula | str]:
    """Return a currency's sum over all rows, and over those that the filter shows."""
    amounts, currencies = _column(sheet, amount, rows), _column(sheet, "currency", rows)
    quoted = code.replace('"', '""')
    if alone:
        return Formula(f"SUM({amounts})", total), Formula(f"SUBTOTAL(109,{amounts})", total)
    if rows > _MOST_LOOKED_AT:
        return Formula(f'SUMIFS({amounts},{currencies},"{quoted}")', total), "filter, and look at the sheet"
    top = amounts.partition(":")[0]
    seen = f"SUBTOTAL(103,OFFSET({top},ROW({amounts})-ROW({top}),0))"
    return (
        Formula(f'SUMIFS({amounts},{currencies},"{quoted}")', total),
        Formula(f'SUMPRODUCT({seen}*({currencies}="{quoted}"),{amounts})', total),
    )


def _column(sheet: Sheet, field: str, rows: int) -> str:
    """Return the cells of a column, as a formula on another sheet names them."""
    letter = next(letters(number) for number, column in enumerate(sheet.columns) if column.field == field)
    return f"'{sheet.name}'!${letter}$2:${letter}${rows + 1}"


def _sides(tie: Tie) -> tuple[Side, ...]:
    return (
        tie.in_xero,
        tie.rows,
        tie.pending,
        tie.excluded,
        tie.held,
        tie.rounding,
        tie.difference,
        tie.undated,
    )


def _verdict(tie: Tie) -> tuple[Look, str]:
    if tie.difference or tie.failing:
        return Look.BAD, "Does not tie"
    if tie.held:
        return Look.BAD, "Held documents"
    if tie.pending or tie.undated:
        return Look.WARN, "Ties; something is open"
    return Look.GOOD, "Ties"
