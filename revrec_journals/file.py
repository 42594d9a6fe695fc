"""A file of journal entry lines: RevRec's JournalEntries.csv, or the JSON Lines of a rejects file."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from revrec_journals.columns import REVREC_COLUMNS, spelling
from revrec_journals.reject import REJECT
from xero_connectors.tables import delimited, json_lines
from xero_connectors.tables.row import TableFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from xero_connectors.tables.row import Row

_MOST_FAULTS = 20
_KNOWN = frozenset(map(spelling, REVREC_COLUMNS))
_UNKNOWN = (float, dict, list)
"""What JSON Lines may hold NaN or Infinity in, which Python's reader takes for numbers and JSON does not know."""


class UnreadableFile(ValueError):
    """A file that cannot be read completely; the message names its lines and quotes none of them."""


class EntryFile:
    """The lines of a file that was read through once without a fault, so that half a file never goes out.

    `columns` are all names in it in the order of their first appearance, `lines` counts what it hands out, `older`
    the refused lines that a later refusal of the same journal entry has replaced.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Read the file through, whose kind its name or address tells; it is read from its beginning each time.

        Raises UnreadableFile with every fault (the first 20).
        """
        self._file = file
        self._name = name
        suffix = PurePath(name).suffix.casefold()
        self._csv = suffix == ".csv"
        if not self._csv and suffix not in (".jsonl", ".json", ".ndjson"):
            raise UnreadableFile(f"{name} is neither CSV (.csv) nor JSON Lines (.jsonl), by its name.")
        self._newest: dict[tuple[str, str], str] = {}
        self._faults: list[str] = []
        self._columns: dict[str, None] = {}
        counts: dict[tuple[str, str, str] | None, int] = {}
        for line in self._lines():
            refusal = _refusal(line)
            if refusal is not None:
                of, made_at = refusal
                self._newest[of] = max(made_at, self._newest.get(of, ""))
            group = None if refusal is None else (*refusal[0], refusal[1])
            counts[group] = counts.get(group, 0) + 1
        if self._faults:
            raise UnreadableFile(f"{name} cannot be read, and no line of it was taken: {'; '.join(self._faults)}.")
        newest = {None, *((*of, made_at) for of, made_at in self._newest.items())}
        self.columns = tuple(column for column in self._columns if column != REJECT)
        self.lines = sum(count for group, count in counts.items() if group in newest)
        self.older = sum(counts.values()) - self.lines

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Hand out the lines in the file's order, without what a reject says about itself.

        Values of CSV are text; numbers of JSON are int or Decimal. Of a journal entry that was refused several times
        the lines of the last refusal alone: all of them together would be that journal several times over. Raises
        UnreadableFile where the file was changed meanwhile.
        """
        for line in self._lines():
            refusal = _refusal(line)
            line.pop(REJECT, None)
            if refusal is None or self._newest.get(refusal[0]) == refusal[1]:
                yield line
        if self._faults:
            raise UnreadableFile(f"{self._name} was changed while it was read.")

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            with _readable(self._name):
                yield from self._csv_lines() if self._csv else self._json_lines()
        except TableFault as fault:
            self._report(fault)

    def _json_lines(self) -> Iterator[dict[str, Any]]:
        for _, line in json_lines.objects(self._file, title=self._name, report=self._report):
            self._columns.update(dict.fromkeys(line))
            yield {name: _known(value) if type(value) in _UNKNOWN else value for name, value in line.items()}

    def _csv_lines(self) -> Iterator[dict[str, Any]]:
        rows = delimited.rows(self._file, title=self._name, choose=_delimiter, report=self._report)
        header = _header(next(rows, None))
        self._columns.update(dict.fromkeys(header))
        for row in rows:
            cells = [str(cell) for cell in row.cells]
            if not any(cells):
                continue
            if any(cells[len(header) :]) or len(cells) < len(header):
                self._fault(f"{row.place} has {len(cells)} values for {len(header)} columns")
            else:
                yield {name: cells[place] for place, name in enumerate(header)}

    def _report(self, fault: TableFault) -> None:
        self._fault(f"{fault.place} {fault.brief}")

    def _fault(self, sentence: str) -> None:
        if len(self._faults) <= _MOST_FAULTS:
            self._faults.append(sentence if len(self._faults) < _MOST_FAULTS else "and more")


@contextmanager
def entry_file(path: Path) -> Iterator[EntryFile]:
    """Open a file of this machine and read it through; raises UnreadableFile."""
    with _readable(str(path)):
        file = path.open("rb")
    with file:
        yield EntryFile(file, str(path))


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        raise UnreadableFile(f"{name} cannot be read: {failure.strerror or failure}.") from None


def _delimiter(headings: Mapping[str, Sequence[str]]) -> str:
    """Return the delimiter that separates the headings beyond doubt; RevRec's names tell, or else their number."""
    several = {delimiter: names for delimiter, names in headings.items() if len(names) > 1}
    fitting = [
        delimiter for delimiter, names in several.items() if any(spelling(name) in _KNOWN for name in names)
    ] or [*several]
    if len(fitting) > 1:
        either = " or ".join(delimited.DELIMITERS[delimiter] for delimiter in fitting)
        raise _heading_fault("the heading", f"can be separated by {either} (rename the column that holds one of them)")
    return next(iter(fitting or headings))


def _header(row: Row | None) -> list[str]:
    place, names = (row.place, [str(cell) for cell in row.cells]) if row else ("line 1", [])
    # Excel writes delimiters after the last column where a cell further right was once used.
    while names and not names[-1].strip():
        names = names[:-1]
    brief = _wrong_with(names)
    if brief:
        raise _heading_fault(place, brief)
    return names


def _wrong_with(names: Sequence[str]) -> str:
    """Return what is wrong with the names of columns; empty where nothing is."""
    if not names:
        return "has no names of columns"
    if any(not name.strip() for name in names):
        return "has a column without a name"
    if any("\0" in name for name in names):
        return "is no text in UTF-8"
    twice = sorted({name for name in names if names.count(name) > 1})
    return f"names {', '.join(twice)} more than once" if twice else ""


def _heading_fault(place: str, brief: str) -> TableFault:
    return TableFault(f"{place} {brief}", place=place, brief=brief)


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
