"""The About page: what the workbook is, how it was made, and what an accountant checks first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.workbook.book import AboutPage, Chart, Line, Look
from source_xero_revrec.workbook.cells import ColumnKind
from source_xero_revrec.workbook.contents import DOES_NOT_TIE
from source_xero_revrec.workbook.sheets import SERVICE_END, SHEETS, title
from xero_api.address import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from source_xero_revrec.workbook.cells import CellValue
    from source_xero_revrec.workbook.contents import Contents
    from source_xero_revrec.workbook.sheets import Sheet

# More charts below each other are not looked at any more.
MOST_CHARTS = 6
_LONG_LIST = 12
_DAY_AFTER = (
    "The day after the last day of service: RevRec's pages say that a start is inclusive and an end exclusive "
    "(service_end: day_after). The warehouse's column is the last day itself."
)
_LAST_DAY = "The last day of service, as in the warehouse (service_end: last_day)."


@dataclass(frozen=True)
class Origin:
    """Where the figures come from: the organisation's name, mode, version, and the instant (aware, UTC)."""

    organisation: str
    base_currency: str
    mode: str
    made_at: datetime
    version: str
    choices: Sequence[tuple[str, str]]


def page(origin: Origin, sheets: Sequence[Sheet], contents: Contents, remarks: Sequence[str]) -> AboutPage:
    """Return the About page of a workbook that holds what `contents` counted."""
    lines = [
        Line(("RevRec import from Xero",), Look.TITLE),
        Line(
            ("Sales invoices and credit notes as RevRec's bulk import takes them, and the proof that all are there.",)
        ),
        *_section("Source"),
        _fact("Organisation", origin.organisation),
        _fact("Base currency", origin.base_currency),
        _fact("Mode", origin.mode),
        _fact("Made at (UTC)", origin.made_at.replace(tzinfo=None)),
        _fact("Connector", f"source-xero-revrec {origin.version}"),
        *_section("Does it tie?"),
        *_verdict(contents),
        *_held(contents),
        *_section("Rows"),
        *(_fact(sheet.name, contents.rows[sheet.stream]) for sheet in sheets),
        *_section("Totals, net of tax"),
        *_totals(sheets, contents),
        *_section("Changes on the way"),
        *_changes(contents, remarks),
        *_section("Configuration"),
        *(_fact(name, value) for name, value in origin.choices),
        *_section("Columns"),
        *_columns(sheets),
    ]
    if contents.checks:
        lines += [*_section("Checks"), *_checks(contents)]
    months, charts = _months(contents, first_row=len(lines) + 3)
    if months:
        lines += [*_section("Billed by month, net of tax"), *months]
    return AboutPage(tuple(lines), tuple(charts))


def choices(config: Mapping[str, Any], specification: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the configuration as label and value, without anything that the specification calls a secret.

    What the specification does not name is left out, since nobody knows what it is; so are credentials as a whole.
    """
    secrets = set(_secret_names(specification))
    titles = specification.get("properties", {})
    return [
        (titles[name].get("title", title(name)), _described(value, secrets))
        for name, value in config.items()
        if name in titles and name != "credentials" and name not in secrets and not _is_empty(value)
    ]


def _described(value: Any, secrets: set[str]) -> str:  # noqa: ANN401 - a JSON value
    if isinstance(value, dict):
        return "; ".join(
            f"{title(name)}: {_described(part, secrets)}"
            for name, part in value.items()
            if name not in secrets and not _is_empty(part)
        )
    if isinstance(value, list):
        if len(value) > _LONG_LIST:
            return f"{len(value):,} entries"
        return " | ".join(_described(part, secrets) for part in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    text = str(value)
    return shown(text) if "://" in text else text


def _is_empty(value: Any) -> bool:  # noqa: ANN401 - a JSON value
    return value in (None, [], {}, "")


def _secret_names(node: Any) -> Iterator[str]:  # noqa: ANN401 - a walk over JSON
    if isinstance(node, dict):
        for name, part in node.items():
            if isinstance(part, dict) and part.get("airbyte_secret"):
                yield name
            yield from _secret_names(part)
    elif isinstance(node, list):
        for part in node:
            yield from _secret_names(part)


def _section(heading: str) -> list[Line]:
    return [Line(()), Line((heading, ""), Look.HEADING)]


def _fact(label: str, value: CellValue) -> Line:
    return Line((label, f"{value:,}" if isinstance(value, int) else value))


def _verdict(contents: Contents) -> list[Line]:
    failing = contents.statuses[DOES_NOT_TIE]
    if not contents.statuses:
        return [_fact("Control totals", "None were made.")]
    if failing:
        return [
            Line(
                ("Control totals", f"{failing:,} of {contents.statuses.total():,} do not tie: see Control Totals."),
                Look.BAD,
            )
        ]
    return [Line(("Control totals", f"Nothing out of {contents.statuses.total():,} fails to tie."), Look.GOOD)]


def _held(contents: Contents) -> list[Line]:
    if not contents.held:
        return []
    told = f"{contents.held:,} cannot be understood and have no rows here: see UNREADABLE in Recon Errors."
    return [Line(("Held documents", told), Look.BAD)]


def _totals(sheets: Sequence[Sheet], contents: Contents) -> Iterator[Line]:
    names = {sheet.stream: sheet.name for sheet in sheets}
    for (stream, currency), total in sorted(
        contents.totals.items(), key=lambda item: (list(SHEETS).index(item[0][0]), item)
    ):
        yield _fact(f"{names[stream]}, {title(SHEETS[stream].total)}", f"{currency or 'no currency'} {total:,.2f}")


def _changes(contents: Contents, remarks: Sequence[str]) -> Iterator[Line]:
    if contents.changed_numbers:
        examples = ", ".join(contents.changed_examples)
        yield _fact(
            "Document numbers",
            f"{contents.changed_numbers:,} changed to the characters that RevRec takes in identifiers (letters, "
            f"digits, hyphen, underscore, colon, period), for example {examples}.",
        )
    else:
        yield _fact("Document numbers", "None had to be changed.")
    for name, count in contents.refused.items():
        yield Line(
            (
                title(name),
                (
                    f"{count:,} rows hold characters that RevRec refuses in identifiers, for example "
                    f"{contents.refused_examples[name]}."
                ),
            ),
            Look.BAD,
        )
    for sentence in remarks:
        yield _fact("Values", sentence)


def _columns(sheets: Sequence[Sheet]) -> Iterator[Line]:
    yield _fact(
        "Template",
        "Names of RevRec's bulk import as its help pages and RevLock's published code spell them. Of BillingSchedule "
        "only Billing Date and Currency are public; the others are in the same style.",
    )
    yield _fact("Ours", "Columns and sheets that this connector adds; --template-only leaves them out.")
    ends = {column.kind for sheet in sheets for column in sheet.columns if column.field == SERVICE_END}
    for kind in ends:
        yield _fact(title(SERVICE_END), _DAY_AFTER if kind is ColumnKind.DAY_AFTER else _LAST_DAY)
    for sheet in sheets:
        for label, template in (("template", True), ("ours", False)):
            headers = ", ".join(column.header for column in sheet.columns if column.template == template)
            if headers:
                yield _fact(f"{sheet.name}, {label}", headers)


def _checks(contents: Contents) -> Iterator[Line]:
    for code in sorted(contents.checks):
        known = CATALOGUE.get(code)
        yield _fact(code, f"{known.title}: {known.compares}" if known else "")


def _months(contents: Contents, first_row: int) -> tuple[list[Line], list[Chart]]:
    lines: list[Line] = []
    charts: list[Chart] = []
    if contents.billed:
        lines.append(
            Line(("Month", "Currency", "Documents in Xero", "Rows for RevRec", "Difference"), Look.TABLE_HEADER)
        )
    currencies = sorted({currency for currency, _ in contents.billed})
    for currency in currencies:
        months = sorted((period, billed) for (code, period), billed in contents.billed.items() if code == currency)
        start = first_row + len(lines) - 1
        lines += [
            Line((period, currency, billed.documents, billed.rows, billed.documents - billed.rows))
            for period, billed in months
        ]
        charts.append(Chart(currency or "no currency", start, start + len(months) - 1))
    largest = sorted(charts, key=lambda chart: (chart.first_row - chart.last_row, chart.currency))[:MOST_CHARTS]
    return lines, sorted(largest, key=lambda chart: chart.currency)
