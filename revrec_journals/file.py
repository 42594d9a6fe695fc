"""A file of journal entry lines: RevRec's JournalEntries.csv, or the JSON Lines of a rejects file."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from revrec_journals.reject import REJECT
from xero_api import money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_MOST_FAULTS = 20
_NOT_UTF8 = "is not UTF-8 (Excel: save as CSV UTF-8)"

Numbered = tuple[int, dict[str, Any]]


class UnreadableFile(ValueError):
    """A file that cannot be read completely; the message names its lines and quotes none of them."""


class EntryFile:
    """The lines of a file that was read through once without a fault, so that half a file never goes out.

    `columns` are all names in it in the order of their first appearance, `lines` counts what it hands out, `older`
    the refused lines that a later refusal of the same journal entry has replaced.
    """

    def __init__(self, address: str, opened: Callable[[], BinaryIO]) -> None:
        """Read the file at a path or an address through; `opened` opens it, once for each reading.

        Raises UnreadableFile with every fault (the first 20).
        """
        self._address = address
        self._opened = opened
        suffix = PurePath(address).suffix.casefold()
        self._csv = suffix == ".csv"
        if not self._csv and suffix not in (".jsonl", ".json", ".ndjson"):
            raise UnreadableFile(f"{address} is neither CSV (.csv) nor JSON Lines (.jsonl), by its name.")
        self._newest: dict[tuple[str, str], str] = {}
        self._faults: list[str] = []
        columns: dict[str, None] = {}
        counts: dict[tuple[str, str, str] | None, int] = {}
        for _, line in self._numbered():
            refusal = _refusal(line)
            if refusal is not None:
                of, made_at = refusal
                self._newest[of] = max(made_at, self._newest.get(of, ""))
            group = None if refusal is None else (*refusal[0], refusal[1])
            counts[group] = counts.get(group, 0) + 1
            columns.update(dict.fromkeys(name for name in line if name != REJECT))
        if self._faults:
            raise UnreadableFile(f"{address} cannot be read, and no line of it was taken: {'; '.join(self._faults)}.")
        newest = {None, *((*of, made_at) for of, made_at in self._newest.items())}
        self.columns = tuple(columns)
        self.lines = sum(count for group, count in counts.items() if group in newest)
        self.older = sum(counts.values()) - self.lines

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Hand out the lines in the file's order, without what a reject says about itself.

        Values of CSV are text; numbers of JSON are int or Decimal. Of a journal entry that was refused several times
        the lines of the last refusal alone: all of them together would be that journal several times over. Raises
        UnreadableFile where the file was changed meanwhile.
        """
        for _, line in self._numbered():
            refusal = _refusal(line)
            line.pop(REJECT, None)
            if refusal is None or self._newest.get(refusal[0]) == refusal[1]:
                yield line
        if self._faults:
            raise UnreadableFile(f"{self._address} was changed while it was read.")

    def _numbered(self) -> Iterator[Numbered]:
        yield from self._csv_lines() if self._csv else self._json_lines()

    def _json_lines(self) -> Iterator[Numbered]:
        with _readable(self._address), self._opened() as file:
            for number, text in enumerate(file, start=1):
                if not text.strip():
                    continue
                try:
                    line = money.parse(text.removeprefix(b"\xef\xbb\xbf") if number == 1 else text)
                except UnicodeDecodeError:
                    self._fault(f"line {number} is not UTF-8")
                except (ValueError, RecursionError):
                    self._fault(f"line {number} is no JSON")
                else:
                    if isinstance(line, dict):
                        yield number, line
                    else:
                        self._fault(f"line {number} is JSON, and no object")

    def _csv_lines(self) -> Iterator[Numbered]:
        with _readable(self._address), self._opened() as file:
            reader = csv.reader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""), strict=True)
            number = 0
            try:
                header = _header(next(reader, []))
                while True:
                    number = reader.line_num + 1
                    row = next(reader, None)
                    if row is None:
                        return
                    if not any(row):
                        continue
                    if any(row[len(header) :]) or len(row) < len(header):
                        self._fault(f"line {number} has {len(row)} values for {len(header)} columns")
                    else:
                        yield number, dict(zip(header, row, strict=False))
            except UnicodeDecodeError:
                self._fault(_NOT_UTF8)
            except csv.Error:
                self._fault(f"line {number} has quotation marks that do not match, or is no text")
            except UnreadableFile as fault:
                self._fault(str(fault))

    def _fault(self, sentence: str) -> None:
        if len(self._faults) == _MOST_FAULTS:
            self._faults.append("and more")
        elif len(self._faults) < _MOST_FAULTS:
            self._faults.append(sentence)


@contextmanager
def _readable(address: str) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        raise UnreadableFile(f"{address} cannot be read: {failure.strerror or failure}.") from None


def _header(names: list[str]) -> list[str]:
    # Excel writes commas after the last column where a cell further right was once used.
    while names and not names[-1].strip():
        names = names[:-1]
    if not names:
        raise UnreadableFile("line 1 has no names of columns")
    if any(not name.strip() for name in names):
        raise UnreadableFile("line 1 has a column without a name")
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        raise UnreadableFile("line 1 does not separate the columns by commas")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UnreadableFile(f"line 1 names {', '.join(twice)} more than once")
    return names


def _refusal(line: Mapping[str, Any]) -> tuple[tuple[str, str], str] | None:
    """Return which journal entry a reject's line belongs to, and when it was refused."""
    reject = line.get(REJECT)
    if not isinstance(reject, dict):
        return None
    return (str(reject.get("organisation")), str(reject.get("journal_entry_id"))), str(reject.get("made_at"))
