"""Which rows of the table of overrides are about which documents of an organisation, and about which of their lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from source_xero_revrec.rules.overrides.override import Override
    from source_xero_revrec.rules.periods.service_period import DateOrder, ServicePeriod


class OverrideFault(NamedTuple):
    """Why a row of the table does nothing: a reason of check S3, and a sentence without its end."""

    reason: str
    text: str


class Line(NamedTuple):
    """A line of a document: its place, from 1, and its product code."""

    place: int
    product_code: str


@dataclass(frozen=True, slots=True)
class Word:
    """What the table says of one document: periods by the place of the line, and the rows that do nothing."""

    periods: Mapping[int, ServicePeriod]
    faults: tuple[OverrideFault, ...]


NO_WORD = Word({}, ())


class Overrides:
    """The rows of one organisation by the document that they name; `settle` says which document that is."""

    def __init__(self, rows: Iterable[Override], order: DateOrder) -> None:
        """Take rows that say something; dates are read in the organisation's order."""
        self._order = order
        self._rows: defaultdict[str, list[Override]] = defaultdict(list)
        for row in rows:
            self._rows[row.document].append(row)
        self._documents: defaultdict[str, set[str]] = defaultdict(set)

    @property
    def rows(self) -> Mapping[str, Sequence[Override]]:
        """Return the rows by what they call their document."""
        return self._rows

    def settle(self, named: str, document_ids: Collection[str]) -> None:
        """Say which documents bear a name: the rows count where it is exactly one."""
        for names in self._documents.values():
            names.discard(named)
        if len(document_ids) == 1:
            self._documents[next(iter(document_ids))].add(named)

    def are_about(self, document_id: str) -> bool:
        """Tell whether any row is about a document."""
        return bool(self._documents.get(document_id))

    def of(self, document_id: str, document_date: date, lines: Sequence[Line]) -> Word:
        """Return what the table says of a document with these lines."""
        names = self._documents.get(document_id, ())
        said: defaultdict[int, list[tuple[Override, ServicePeriod]]] = defaultdict(list)
        faults: list[OverrideFault] = []
        for row in (row for name in sorted(names) for row in self._rows[name]):
            found = self._said(row, document_date, lines)
            if isinstance(found, OverrideFault):
                faults.append(found)
            else:
                said[found[0]].append((row, found[1]))
        periods = {}
        for place, each in said.items():
            if len({period for _, period in each}) == 1:
                periods[place] = each[0][1]
            else:
                rows = ", ".join(row.place for row, _ in each)
                faults.append(OverrideFault("CONTRADICTION", f"{rows} say different things of line {place}"))
        return Word(periods, tuple(faults))

    def _said(
        self, row: Override, document_date: date, lines: Sequence[Line]
    ) -> tuple[int, ServicePeriod] | OverrideFault:
        period = row.period(document_date, self._order)
        if isinstance(period, str):
            both = "both dates and a treatment" in period
            return OverrideFault("CONTRADICTION" if both else "UNREADABLE", f"{row.place} {period}")
        if not row.line_is_readable:
            return OverrideFault("UNREADABLE", f'{row.place} has the line number "{row.line}", which is none')
        matching = [line.place for line in lines if row.names_line(*line)]
        if len(matching) == 1:
            return matching[0], period
        wanted = " and ".join(
            f"{what} {value}" for what, value in (("line", row.line), ("product", row.product)) if value
        )
        if not matching:
            return OverrideFault("NO_LINE", f"{row.place} names {wanted or 'a line'}, which it does not have")
        places = ", ".join(map(str, matching))
        return OverrideFault("SEVERAL_LINES", f"{row.place} names {wanted or 'no line'}, which may be lines {places}")
