"""A file of journal entry lines: CSV, Excel or JSON, RevRec's JournalEntries.csv or one that a layout describes."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from revrec_journals.columns import Columns
from revrec_journals.heading import find_heading, fitting_best
from revrec_journals.reject import REJECT
from revrec_journals.rows import Continuation, LeftOut, is_empty, is_like_a_line, is_total
from revrec_journals.sheets import TypedDates, plain_cells, sheet_of_entries, without_hidden
from revrec_journals.table import Table
from xero_connectors.file_failure import reading_remedy
from xero_connectors.tables import delimited, json_lines, spreadsheet
from xero_connectors.tables.encoding import as_utf8
from xero_connectors.tables.row import TableFault
from xero_connectors.tables.table import Kind, kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from revrec_journals.columns import ColumnSettings
    from revrec_journals.layout import TextFile
    from revrec_journals.sheets import EntrySheet
    from revrec_journals.table import PlacedCells
    from xero_connectors.tables.row import Row
    from xero_connectors.tables.sheet_marks import SheetMarks

_MOST_FAULTS = 20
_NO_COLUMN = "no object in it has a column of journal entries, by any name that RevRec or the configuration gives one"
_ONE_HEADING = "Put all lines below one heading, or give the tables one by one, each in a file of its own."
_TYPED = (
    "See which days are right, and make all dates days, or all of them texts: import the file with this column as text."
)
_HIDDEN = "say in `format` whether hidden cells count: hidden_cells"
_JSON = (".jsonl", ".json", ".ndjson")
_UNKNOWN = (float, dict, list)
"""What JSON Lines may hold NaN or Infinity in, which Python's reader takes for numbers and JSON does not know."""


class UnreadableFile(ValueError):
    """A file that cannot be read completely; the message names its lines and quotes none of them."""


class EntryFile:
    """The lines of a file that was read through once without a fault, so that half a file never goes out.

    `columns` are all names in it in the order of their first appearance, `lines` counts what it hands out, `older`
    the refused lines that a later refusal of the same journal entry has replaced, `left_out` the rows that are no
    lines.
    """

    def __init__(self, file: BinaryIO, name: str, columns: Columns) -> None:
        """Read the file through, whose columns `columns` recognises; it is read from its beginning each time.

        Raises UnreadableFile with every fault (the first 20).
        """
        self._file = file
        self._name = name
        self._recognising = columns
        self._newest: dict[tuple[str, str], str] = {}
        self._faults: list[str] = []
        self._remedies: dict[str, None] = {}
        self._columns: dict[str, None] = {}
        self.left_out = LeftOut()
        counts = self._counted()
        if counts and not self._faults and not columns.known_among(self._columns):
            self._fault(_NO_COLUMN, "Say in `columns` of the configuration what its columns are called.")
        if self._faults:
            faults = "; ".join(self._faults)
            told = [f"{name} cannot be read, and no line of it was taken: {faults}.", *self._remedies]
            raise UnreadableFile(" ".join(told))
        newest = {None, *((*of, made_at) for of, made_at in self._newest.items())}
        self.columns = tuple(column for column in self._columns if column != REJECT)
        self.lines = sum(count for group, count in counts.items() if group in newest)
        self.older = sum(counts.values()) - self.lines

    def _counted(self) -> dict[tuple[str, str, str] | None, int]:
        """Read the file through; return how many lines each refusal has, by journal entry and time, None for none."""
        counts: dict[tuple[str, str, str] | None, int] = {}
        for line in self._lines():
            refusal = _refusal(line)
            if refusal is not None:
                of, made_at = refusal
                self._newest[of] = max(made_at, self._newest.get(of, ""))
            group = None if refusal is None else (*refusal[0], refusal[1])
            counts[group] = counts.get(group, 0) + 1
        return counts

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Hand out the lines in the file's order, without what a reject says about itself.

        Values of CSV are text; numbers of JSON and Excel are int or Decimal, days of Excel YYYY-MM-DD. A line without
        an id says in PLACE where it stands. Of a journal entry that was refused several times the lines of the last
        refusal alone: all of them together would be that journal several times over. Raises UnreadableFile where the
        file was changed meanwhile.
        """
        for line in self._lines():
            refusal = _refusal(line)
            line.pop(REJECT, None)
            if refusal is None or self._newest.get(refusal[0]) == refusal[1]:
                yield line
        if self._faults:
            raise UnreadableFile(f"{self._name} was changed while it was read. Read it again when it is finished.")

    def _lines(self) -> Iterator[dict[str, Any]]:
        self.left_out = LeftOut()
        try:
            with _readable(self._name):
                yield from self._of_its_kind()
        except TableFault as fault:
            self._report(fault)

    def _of_its_kind(self) -> Iterator[dict[str, Any]]:
        said = self._recognising.layout.file
        found = kind(self._file, title=self._name)
        continuation = Continuation()
        if found is Kind.EXCEL:
            yield from self._sheet_lines(said, continuation)
            return
        text = as_utf8(self._file, title=self._name, encoding=said.encoding)
        if found is Kind.JSON or PurePath(self._name).suffix.casefold() in _JSON:
            yield from self._json_lines(text, continuation)
            return
        found_rows = delimited.cells(text, title=self._name, choose=self._delimiter)
        table = Table(((row.place, row.cells) for _, row in found_rows), self._recognising)
        self._refuse_above(table, table.above)
        yield from self._table_lines(
            table, table.below, continuation, lambda _, cells: table.heading.misfit(cells, cut_short=True)
        )

    def _sheet_lines(self, said: TextFile, continuation: Continuation) -> Iterator[dict[str, Any]]:
        sheets = spreadsheet.sheets(self._file, title=self._name, sheet=said.sheet)
        found = sheet_of_entries(without_hidden(sheets) if said.hidden == "leave_out" else sheets, self._recognising)
        marks = found.sheet.marks()
        self.left_out.sheets = found.others
        if not said.hidden and (column := found.hidden_column(marks)):
            self._fault(f"the column {column} is hidden ({_HIDDEN})")
        typed = TypedDates(found.table)
        above, rows = (
            ((place, plain_cells(cells, found.table, found.sheet.epoch)) for place, cells in part)
            for part in (found.table.above, typed.noted(found.table.below))
        )
        self._refuse_above(found.table, above)
        yield from self._table_lines(
            found.table,
            self._seen(rows, marks, said.hidden),
            continuation,
            partial(_wrong_with, found, marks),
        )
        if wrong := typed.fault():
            self._fault(wrong, _TYPED)

    def _seen(self, rows: Iterable[PlacedCells], marks: SheetMarks, hidden: str) -> Iterator[PlacedCells]:
        """Hand out the rows that count; hidden ones are refused until somebody says whether they do."""
        first, unseen = "", 0
        for place, cells in rows:
            if hidden == "read" or not marks.row_is_hidden(_row(place)) or is_empty(cells):
                yield place, cells
            elif hidden:
                self.left_out.hidden += 1
            else:
                first, unseen = first or place, unseen + 1
        if unseen:
            which = f"{first} and {unseen - 1:,} more are" if unseen > 1 else f"{first} is"
            self._fault(f"{which} hidden or filtered away ({_HIDDEN})")

    def _json_lines(self, text: BinaryIO, continuation: Continuation) -> Iterator[dict[str, Any]]:
        for place, line in json_lines.objects(text, title=self._name, report=self._report):
            self._columns.update(dict.fromkeys(line))
            values = {name: _known(value) if type(value) in _UNKNOWN else value for name, value in line.items()}
            yield continuation.placed(place, values, self._recognising.recognise(values))

    def _table_lines(
        self,
        table: Table,
        below: Iterable[PlacedCells],
        continuation: Continuation,
        wrong_with: Callable[[str, Sequence[Any]], tuple[str, str]],
    ) -> Iterator[dict[str, Any]]:
        heading = table.heading
        self._columns.update(dict.fromkeys(name for name in heading.names if name.strip()))
        for place, cells in below:
            if is_empty(cells):
                self.left_out.empty += bool(cells)
                continuation.end()
                continue
            values = heading.named(cells)
            if self._is_no_line(values, cells, table):
                continuation.end()
                continue
            wrong, remedy = wrong_with(place, cells)
            if table.is_another_heading(cells):
                wrong, remedy = "is another heading, with other names or in another order", _ONE_HEADING
            if wrong:
                self._fault(f"{place} {wrong}", remedy)
            else:
                yield continuation.placed(place, values, table.recognised)

    def _refuse_above(self, table: Table, above: Iterable[PlacedCells]) -> None:
        """Refuse rows above the heading that are no titles: a sorted file, or two that were put together."""
        for place, cells in above:
            if table.names_columns(cells) or is_like_a_line(table.heading.named(cells), table.recognised):
                self._fault(f"{place} stands above the heading and looks like a part of a table", _ONE_HEADING)

    def _is_no_line(self, values: Mapping[str, Any], cells: Sequence[Any], table: Table) -> bool:
        """Count a row that is a total, or the heading once more."""
        total, repeated = is_total(values, table.recognised), table.heading.is_repeated(cells)
        self.left_out.totals += total
        self.left_out.headings += repeated
        return total or repeated

    def _delimiter(self, beginnings: Mapping[str, Sequence[Row]]) -> str:
        """Return the delimiter that separates the cells beyond doubt."""
        if said := self._recognising.layout.file.delimiter:
            return said
        headings = {
            delimiter: find_heading(((row.place, row.cells) for row in rows), self._recognising)
            for delimiter, rows in beginnings.items()
        }
        fitting = fitting_best(headings)
        if len(fitting) > 1:
            either = " or ".join(delimited.DELIMITERS[delimiter] for delimiter in fitting)
            brief = f"can be separated by {either} (say in `format` by which: delimiter)"
            raise TableFault(f"the heading {brief}", place="the heading", brief=brief)
        return fitting[0] if fitting else next(iter(delimited.DELIMITERS))

    def _report(self, fault: TableFault) -> None:
        self._fault(f"{fault.place} {fault.brief}".strip() or str(fault), fault.remedy)

    def _fault(self, sentence: str, remedy: str = "") -> None:
        """Note a fault; what to do about those of one kind is said once."""
        if remedy:
            self._remedies[remedy] = None
        if len(self._faults) <= _MOST_FAULTS:
            self._faults.append(sentence if len(self._faults) < _MOST_FAULTS else "and more")


@contextmanager
def entry_file(path: Path, settings: ColumnSettings) -> Iterator[EntryFile]:
    """Open a file of this machine and read it through by what is said of its columns; raises UnreadableFile."""
    with _readable(str(path)):
        file = path.open("rb")
    with file:
        if not file.seekable():
            raise UnreadableFile(
                f"{path} is a pipe, and a file is read twice: save what comes out of it, and name that."
            )
        yield EntryFile(file, str(path), Columns(settings))


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        raise UnreadableFile(
            f"{name} cannot be read ({failure.strerror or failure}): {reading_remedy(failure)}."
        ) from None


def _wrong_with(found: EntrySheet, marks: SheetMarks, place: str, cells: Sequence[Any]) -> tuple[str, str]:
    """Return why a row of a sheet is no line, and what to do where that is not said with it."""
    wrong, remedy = found.table.heading.misfit(cells, cut_short=False)
    return (wrong, remedy) if wrong else (found.fault(marks, _row(place)), "")


def _row(place: str) -> int:
    return int(place.rpartition(" ")[2])


def _known(value: Any) -> Any:  # noqa: ANN401 - any value of JSON
    """Return a value in what JSON knows: NaN, which is how data frames write a blank, as null; Infinity as text."""
    match value:
        case float():
            return None if value != value else str(Decimal(value))  # noqa: PLR0124 - NaN equals nothing
        case dict():
            return {name: _known(each) for name, each in value.items()}
        case list():
            return [*map(_known, value)]
        case _:
            return value


def _refusal(line: Mapping[str, Any]) -> tuple[tuple[str, str], str] | None:
    """Return which journal entry a reject's line belongs to, and when it was refused."""
    reject = line.get(REJECT)
    if not isinstance(reject, dict):
        return None
    return (str(reject.get("organisation")), str(reject.get("journal_entry_id"))), str(reject.get("made_at"))
