"""A table with a heading for each column, from which the id and the name of each customer are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.crm.source import CrmFault, CrmRecord
from xero_connectors.tables.row import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xero_connectors.tables.row import Row


def records(rows: Iterable[Row], *, title: str, id_column: str, name_column: str) -> Iterator[CrmRecord]:
    """Yield the customer of each row below the headings; blank rows are passed over.

    The lines that a report has below its table, after a blank row and with one cell each, are records without id and
    name. Raises CrmFault for a missing or doubled heading, and for a cell that cannot be used.
    """
    going = iter(rows)
    heading = next((row for row in going if not row.is_blank()), None)
    if heading is None:
        raise CrmFault(f"{title} is empty. It must have a heading and a row for each customer: export it again.")
    headings = [cell.strip() if isinstance(cell, str) else cell.why for cell in heading.cells]
    id_index, name_index = (_index(headings, column, title) for column in (id_column, name_column))
    for row, is_footer in _told_apart(going):
        if is_footer:
            yield CrmRecord(row.place, "", "")
            continue
        yield CrmRecord(row.place, _text(row, id_index, id_column, title), _text(row, name_index, name_column, title))


def _told_apart(rows: Iterable[Row]) -> Iterator[tuple[Row, bool]]:
    """Yield the filled rows, and of each whether it belongs to the lines that a report has below its table."""
    footer: list[Row] = []
    below_a_blank_row = False
    for row in rows:
        filled = len(row.cells) - sum(isinstance(cell, str) and not cell.strip() for cell in row.cells)
        if not filled:
            below_a_blank_row = True
        elif filled == 1 and (footer or below_a_blank_row):
            footer.append(row)
        else:
            # A row of the table follows, so that those were rows of it as well.
            yield from ((each, False) for each in footer)
            yield row, False
            footer, below_a_blank_row = [], False
    yield from ((each, True) for each in footer)


def _index(headings: list[str], column: str, title: str) -> int:
    wanted = column.strip()
    if headings.count(wanted) == 1:
        return headings.index(wanted)
    if wanted in headings:
        raise CrmFault(
            f"{title} has {headings.count(wanted)} columns called {wanted!r}. Rename all but the one that is meant."
        )
    found = ", ".join(repr(heading) for heading in headings if heading)[:500]
    raise CrmFault(
        f"{title} has no column {wanted!r} (found: {found}). Rename the column in the file, or "
        f"give its heading in the configuration (id_column, name_column)."
    )


def _text(row: Row, index: int, column: str, title: str) -> str:
    cell = row.cells[index] if index < len(row.cells) else ""
    if isinstance(cell, Unusable):
        raise CrmFault(
            f"{title} has {cell.why} in column {column!r}, {row.place}. Format the column as text and type it again."
        )
    return cell
