"""The same journal entries in the ways in which programs and people write them, with what the configuration says."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from unit_tests.xero_connectors.tables.made_workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DEBITED, CREDITED = ("2400", "Deferred Revenue"), ("4000", "Subscription Revenue")


@dataclass(frozen=True)
class MadeEntry:
    """An entry from deferred revenue to revenue: its id, its day, and the cents of each pair of lines."""

    journal_entry_id: str
    day: date
    cents: tuple[int, ...]

    def lines(self) -> Iterable[tuple[bool, tuple[str, str], int, Decimal]]:
        """Yield for each line whether it is the entry's first, its account, the sign of its side, and its amount."""
        for number, cents in enumerate(self.cents):
            yield number == 0, DEBITED, 1, Decimal(cents).scaleb(-2)
            yield False, CREDITED, -1, Decimal(cents).scaleb(-2)


@dataclass(frozen=True)
class Written:
    """A file: how its name ends, its bytes, and the configuration for it."""

    ending: str
    content: bytes
    configuration: dict[str, Any]


ENTRIES = st.lists(
    st.builds(
        MadeEntry,
        st.from_regex(r"[A-Z]{2}-[0-9]{1,4}", fullmatch=True),
        st.dates(date(2020, 1, 1), date(2030, 12, 31)),
        st.lists(st.integers(1, 10**11), min_size=1, max_size=4, unique=True).map(tuple),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda each: each.journal_entry_id,
)


def xero_import(entries: list[MadeEntry]) -> Written:
    """Write Xero's template: the narration and the date in the first row alone."""
    rows = [["*Narration", "*Date", "Description", "*AccountCode", "*TaxRate", "*Amount"]]
    for each in entries:
        for first, (code, _), sign, amount in each.lines():
            begins = [each.journal_entry_id, each.day.strftime("%d/%m/%Y")] if first else ["", ""]
            rows.append([*begins, "", code, "Tax Exempt", f"{sign * amount}"])
    said = {"ready_made": "xero_import", "dates": "day_first", "journal_key": "id"}
    return Written(".csv", _csv(rows), {"format": said})


def quickbooks(entries: list[MadeEntry]) -> Written:
    """Write two columns, American dates and thousands."""
    rows = [["JournalNo", "JournalDate", "AccountName", "Debits", "Credits"]]
    for each in entries:
        for _, (_, name), sign, amount in each.lines():
            columns = [f"{amount:,}", ""] if sign > 0 else ["", f"{amount:,}"]
            rows.append([each.journal_entry_id, each.day.strftime("%m/%d/%Y"), name, *columns])
    said = {"ready_made": "quickbooks", "dates": "month_first", "thousands_separator": ","}
    return Written(".csv", _csv([["Example Ltd"], [], *rows, ["TOTAL", "", "", "1.00", "1.00"]]), {"format": said})


def german(entries: list[MadeEntry]) -> Written:
    """Write semicolons, commas before the cents, Soll and Haben, in Windows-1252."""
    rows = [["Journal Entry Id", "Transaction Date", "Account Number", "Posting Type", "Amount", "Währung"]]
    for each in entries:
        for _, (code, _), sign, amount in each.lines():
            text = f"{amount:,} €".translate({ord(","): ".", ord("."): ","})
            side = "Soll" if sign > 0 else "H"
            rows.append([each.journal_entry_id, each.day.strftime("%d.%m.%y"), code, side, text, "€"])
    said = {
        "dates": "day_first",
        "debit_words": ["S", "Soll"],
        "credit_words": ["H", "Haben"],
        "decimal_mark": ",",
        "thousands_separator": ".",
        "currency_sign": "€",
        "encoding": "windows-1252",
    }
    return Written(".txt", _csv(rows, ";", "windows-1252"), {"format": said})


def negative_debits(entries: list[MadeEntry]) -> Written:
    """Write everything as a debit, credits in brackets, in an encoding with a mark and with carets between."""
    rows = [["Transaction Date", "Journal Entry Id", "Account Number", "Posting Type", "Amount"]]
    for each in entries:
        for _, (code, _), sign, amount in each.lines():
            written = f"{amount}" if sign > 0 else f"({amount})"
            rows.append([each.day.isoformat(), each.journal_entry_id, code, "Debit", written])
    said = {"negative_amounts": "other_side", "delimiter": "^"}
    return Written(".csv", _csv(rows, "^", "utf-16"), {"format": said})


def excel(entries: list[MadeEntry]) -> Written:
    """Write a workbook with real days and numbers, and an id in the first row of each entry alone."""
    rows: list[list[Any]] = [["Title"], ["Transaction Date", "Journal Entry Id", "Account Number", "Amount"]]
    for each in entries:
        for first, (code, _), sign, amount in each.lines():
            begins = [each.day, each.journal_entry_id] if first else [None, None]
            rows.append([*begins, int(code), sign * amount])
    return Written(".xlsx", workbook(*rows), {"format": {"amounts": "signed_amount", "continued_rows": "fill_down"}})


def array(entries: list[MadeEntry]) -> Written:
    """Write a JSON array with numbers of too many digits, and columns of other names."""
    rows = [
        f'{{"day": "{each.day:%Y%m%d}", "voucher": "{each.journal_entry_id}", "gl": {code}.0, '
        f'"side": "{"D" if sign > 0 else "C"}", "value": {amount}0000001}}'
        for each in entries
        for _, (code, _), sign, amount in each.lines()
    ]
    names = {"Transaction Date": "day", "Journal Entry Id": "voucher", "Account Number": "gl"}
    names |= {"Posting Type": "side", "Amount": "value"}
    said = {"dates": "YYYYMMDD", "debit_words": ["D"], "credit_words": ["C"], "finer_amounts": "round"}
    columns = [{"revrec_column": revrec, "column": column} for revrec, column in names.items()]
    return Written(".json", f"[{','.join(rows)}]".encode(), {"format": said, "columns": columns})


DIALECTS: tuple[Callable[[list[MadeEntry]], Written], ...] = (
    xero_import,
    quickbooks,
    german,
    negative_debits,
    excel,
    array,
)


def _csv(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows(rows)
    return made.getvalue().encode(encoding)
