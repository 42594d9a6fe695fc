"""The records of one answer: filtered, ordered, and cut into pages as Xero cuts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xero_sandbox.answers.shapes import View
from xero_sandbox.endpoints import Endpoint, Paging
from xero_sandbox.lists.filters import conditions, hidden_ids
from xero_sandbox.lists.ordering import OrderError, Sorted, default_order, in_order, parse_order
from xero_sandbox.lists.query import Query, QueryError
from xero_sandbox.lists.where import WhereError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_sandbox.switches import Switches

    Record = dict[str, Any]

DEFAULT_PAGE_SIZE = 100
_FOUR_PLACES = "4"


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of one endpoint in one organisation."""

    records: Mapping[str, Record]
    changes: int
    """How often the books have been changed."""
    kept: Sorted


@dataclass(frozen=True, slots=True)
class Selection:
    """The records of one answer, not yet shaped."""

    rows: list[Record]
    view: View
    pagination: dict[str, int] | None


def select(endpoint: Endpoint, listing: Listing, query: Query, switches: Switches) -> Selection:
    """Return what the list answers with. Raises QueryError for what cannot be understood."""
    cut = _Cut.of(endpoint, query, switches)
    records = listing.records
    try:
        ids = _ids(endpoint, listing, query, switches)
    except (WhereError, OrderError) as error:
        raise QueryError(str(error)) from None
    rows = [records[each] for each in cut.slice(ids)]
    if hidden := hidden_ids(endpoint, records, switches):
        rows = [row for row in rows if str(row[endpoint.id_field]).lower() not in hidden]
    return Selection(rows, _view(endpoint, query, switches, cut), cut.pagination(len(ids)))


def shows_four_places(query: Query) -> bool:
    """Return whether unit prices are asked for as they are kept (unitdp=4)."""
    return query.text("unitdp") == _FOUR_PLACES


def _ids(endpoint: Endpoint, listing: Listing, query: Query, switches: Switches) -> list[str]:
    """Return the ids of every record that is asked for, in order, before pages are cut."""
    records, changes = listing.records, listing.changes
    as_text = switches.id_order == "text"
    order = parse_order(query.text("order")) if query.text("order") else default_order(endpoint)
    required = conditions(endpoint, records, query, switches)
    ids = listing.kept.ids(records, order, changes, as_text=as_text)
    if ids is not None and not required:
        return ids

    def search() -> list[str]:
        found = [records[each] for each in ids] if ids is not None else list(records.values())
        for condition in required:
            found = [record for record in found if condition(record)]
        if ids is None:
            found = in_order(found, order, endpoint, as_text=as_text)
        return [record[endpoint.id_field] for record in found]

    return listing.kept.found((query.question, switches), changes, search)


@dataclass(frozen=True, slots=True)
class _Cut:
    page: int
    """0: everything."""
    size: int
    shown: bool
    """Whether the answer has a pagination object."""

    @staticmethod
    def of(endpoint: Endpoint, query: Query, switches: Switches) -> _Cut:
        page, size = query.number("page"), query.number("pagesize")
        if endpoint.paging is Paging.NONE:
            return _Cut(0, 0, shown=False)
        if endpoint.paging is Paging.PAGE:
            return _Cut(0 if page is None else max(page, 1), DEFAULT_PAGE_SIZE, shown=False)
        asked = page is not None or size is not None or _enforces_paging(endpoint, query)
        ignored = (
            endpoint.name == "ManualJournals" and query.text("order") and switches.order_breaks_manual_journal_paging
        )
        if ignored or not asked:
            return _Cut(0, 0, shown=False)
        most = switches.largest_page
        size = min(DEFAULT_PAGE_SIZE, most) if size is None else min(max(size, 1), most)
        return _Cut(max(page or 1, 1), size, shown=True)

    def slice(self, rows: list[Any]) -> list[Any]:
        return rows[(self.page - 1) * self.size : self.page * self.size] if self.page else rows

    def pagination(self, count: int) -> dict[str, int] | None:
        if not self.shown:
            return None
        pages = -(-count // self.size)
        return {"page": self.page, "pageSize": self.size, "pageCount": pages, "itemCount": count}


def _enforces_paging(endpoint: Endpoint, query: Query) -> bool:
    """Return whether a parameter brings paging with it, so that lines can be shown (Xero documentation)."""
    if endpoint.name == "Invoices" and query.text("statuses"):
        return True
    return endpoint.name in ("Invoices", "Contacts") and query.flag("summaryonly")


def _view(endpoint: Endpoint, query: Query, switches: Switches, cut: _Cut) -> View:
    return View(
        lines=cut.page > 0 or endpoint.paging is not Paging.PAGE_AND_SIZE or bool(query.text("page")),
        summary_only=endpoint.name in ("Invoices", "Contacts") and query.flag("summaryonly"),
        four_places=shows_four_places(query),
        switches=switches,
    )
