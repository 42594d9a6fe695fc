"""Which records a list answers with: filters, If-Modified-Since, order and pages, as Xero reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from xero_sandbox.answers.shapes import View
from xero_sandbox.endpoints import Endpoint, Paging
from xero_sandbox.lists.absences import absent
from xero_sandbox.lists.ordering import OrderError, Sorted, default_order, in_order, parse_order
from xero_sandbox.lists.where import WhereError, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xero_sandbox.switches import Switches

    Record = dict[str, Any]
    Test = Callable[[Record], bool]

DEFAULT_PAGE_SIZE = 100

_NAIVE_SECONDS = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$")
_FOUR_PLACES = "4"

# Query parameter -> field it compares, for the comma-separated filters of each endpoint.
_LIST_FILTERS = {
    "Invoices": {
        "ids": "InvoiceID",
        "invoicenumbers": "InvoiceNumber",
        "contactids": "Contact.ContactID",
        "statuses": "Status",
    },
    "Contacts": {"ids": "ContactID"},
    "Prepayments": {"invoicenumbers": "InvoiceNumber"},
    "Overpayments": {"references": "Reference"},
    "PurchaseOrders": {"status": "Status"},
    "Quotes": {"status": "Status", "contactid": "Contact.ContactID", "quotenumber": "QuoteNumber"},
    "LinkedTransactions": {
        "linkedtransactionid": "LinkedTransactionID",
        "sourcetransactionid": "SourceTransactionID",
        "targettransactionid": "TargetTransactionID",
        "contactid": "ContactID",
        "status": "Status",
    },
}
_DAY_FILTERS = {
    "PurchaseOrders": (("datefrom", "dateto", "Date"),),
    "Quotes": (("datefrom", "dateto", "Date"), ("expirydatefrom", "expirydateto", "ExpiryDate")),
}
_SEARCHED = {
    "Invoices": ("InvoiceNumber", "Reference"),
    "Contacts": ("Name", "FirstName", "LastName", "ContactNumber", "CompanyNumber", "EmailAddress"),
}
_ARCHIVABLE = {"Contacts": "ContactStatus", "TrackingCategories": "Status"}
_DELETABLE = ("Invoices", "CreditNotes")


class QueryError(ValueError):
    """A query that Xero refuses with a QueryParseException."""


@dataclass(frozen=True, slots=True)
class Query:
    """The parameters of one list request; names in lower case, because Xero does not mind the case."""

    parameters: Mapping[str, str]
    modified_since: str | None = None
    """The If-Modified-Since header as it came."""

    @property
    def question(self) -> tuple[object, ...]:
        """What is asked, whatever the page."""
        asked = sorted((name, value) for name, value in self.parameters.items() if name not in ("page", "pagesize"))
        return (*asked, self.modified_since)

    def text(self, name: str) -> str:
        """Return a parameter, empty when absent."""
        return self.parameters.get(name, "").strip()

    def flag(self, name: str) -> bool:
        """Return a boolean parameter; `True`, `true` and `TRUE` are all true."""
        return self.text(name).lower() == "true"

    def instant_since(self, switches: Switches) -> datetime | None:
        """Return the instant of If-Modified-Since in UTC; a malformed one is ignored: everything is returned."""
        return _since(self.modified_since, switches)

    def number(self, name: str) -> int | None:
        """Return a whole number, or nothing when absent. Raises QueryError."""
        text = self.text(name)
        if not text:
            return None
        try:
            return int(text)
        except ValueError:
            raise QueryError(f"The value '{text}' is not valid for {name}.") from None


@dataclass(frozen=True, slots=True)
class Collection:
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


def select(endpoint: Endpoint, collection: Collection, query: Query, switches: Switches) -> Selection:
    """Return what the list answers with. Raises QueryError for what cannot be understood."""
    cut = _Cut.of(endpoint, query, switches)
    records = collection.records
    try:
        ids = _ids(endpoint, collection, query, switches)
    except (WhereError, OrderError) as error:
        raise QueryError(str(error)) from None
    rows = [records[each] for each in cut.slice(ids)]
    if hidden := absent(endpoint, records, switches.hide_record):
        rows = [row for row in rows if str(row[endpoint.id_field]).lower() not in hidden]
    return Selection(rows, _view(endpoint, query, switches, cut), cut.pagination(len(ids)))


def _ids(endpoint: Endpoint, collection: Collection, query: Query, switches: Switches) -> list[str]:
    """Return the ids of every record that is asked for, in order, before pages are cut."""
    records, changes = collection.records, collection.changes
    as_text = switches.id_order == "text"
    order = parse_order(query.text("order")) if query.text("order") else default_order(endpoint)
    tests = _tests(endpoint, records, query, switches)
    ids = collection.kept.ids(records, order, changes, as_text=as_text)
    if ids is not None and not tests:
        return ids

    def search() -> list[str]:
        found = [records[each] for each in ids] if ids is not None else list(records.values())
        for test in tests:
            found = [record for record in found if test(record)]
        if ids is None:
            found = in_order(found, order, endpoint, as_text=as_text)
        return [record[endpoint.id_field] for record in found]

    return collection.kept.found((query.question, switches), changes, search)


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
        # These two enforce paging, so that lines can be shown.
        enforced = bool(endpoint.name == "Invoices" and query.text("statuses")) or (
            endpoint.name in ("Invoices", "Contacts") and query.flag("summaryonly")
        )
        ignored = (
            endpoint.name == "ManualJournals" and query.text("order") and switches.order_breaks_manual_journal_paging
        )
        if ignored or (page is None and size is None and not enforced):
            return _Cut(0, 0, shown=False)
        size = (
            min(DEFAULT_PAGE_SIZE, switches.largest_page) if size is None else min(max(size, 1), switches.largest_page)
        )
        return _Cut(max(page or 1, 1), size, shown=True)

    def slice(self, rows: list[Any]) -> list[Any]:
        return rows[(self.page - 1) * self.size : self.page * self.size] if self.page else rows

    def pagination(self, count: int) -> dict[str, int] | None:
        if not self.shown:
            return None
        pages = -(-count // self.size)
        return {"page": self.page, "pageSize": self.size, "pageCount": pages, "itemCount": count}


def _view(endpoint: Endpoint, query: Query, switches: Switches, cut: _Cut) -> View:
    return View(
        lines=cut.page > 0 or endpoint.paging is not Paging.PAGE_AND_SIZE or bool(query.text("page")),
        summary_only=endpoint.name in ("Invoices", "Contacts") and query.flag("summaryonly"),
        four_places=query.text("unitdp") == _FOUR_PLACES,
        option_ids=switches.tracking_option_id_on_lines,
        batch_texts=switches.batch_payment_texts,
        base_currency_rate=switches.base_currency_rate,
    )


def _tests(endpoint: Endpoint, records: Mapping[str, Record], query: Query, switches: Switches) -> list[Test]:
    tests = []
    if lost := absent(endpoint, records, switches.lose_record):
        tests.append(lambda record: str(record[endpoint.id_field]).lower() not in lost)
    since = query.instant_since(switches) if endpoint.modified_since else None
    if since is not None:
        stamp, instant = endpoint.stamp, since
        tests.append(lambda record: record[stamp] >= instant)
    for parameter, field in _LIST_FILTERS.get(endpoint.name, {}).items():
        if query.text(parameter):
            tests.append(_one_of(field, query.text(parameter)))
    for low, high, field in _DAY_FILTERS.get(endpoint.name, ()):
        tests += _between(field, _day(query, low), _day(query, high))
    if query.text("searchterm") and endpoint.name in _SEARCHED:
        tests.append(_searched(_SEARCHED[endpoint.name], query.text("searchterm").lower()))
    archived = _ARCHIVABLE.get(endpoint.name)
    if archived and not query.flag("includearchived"):
        tests.append(lambda record: record.get(archived) != "ARCHIVED")
    if endpoint.name in _DELETABLE and not switches.deleted_drafts_in_lists and not query.text("statuses"):
        tests.append(lambda record: record.get("Status") != "DELETED")
    if endpoint.where and query.text("where"):
        tests.append(_where(endpoint, records, query.text("where")))
    return tests


def _since(header: str | None, switches: Switches) -> datetime | None:
    text = (header or "").strip()
    naive = _NAIVE_SECONDS.match(text) is not None
    if not text or (not naive and switches.if_modified_since_variants != "read"):
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    return instant.replace(microsecond=0)


def _one_of(field: str, text: str) -> Test:
    # Ids are kept in lower case and statuses in upper case, whatever the request writes.
    wanted = {form for part in text.split(",") for form in (part.strip(), part.strip().lower(), part.strip().upper())}
    if field == "Contact.ContactID":
        return lambda record: record.get("Contact", {}).get("ContactID") in wanted
    return lambda record: record.get(field) in wanted


def _between(field: str, low: date | None, high: date | None) -> list[Test]:
    tests: list[Test] = []
    if low is not None:
        tests.append(lambda record: record.get(field) is not None and record[field] >= low)
    if high is not None:
        tests.append(lambda record: record.get(field) is not None and record[field] <= high)
    return tests


def _day(query: Query, name: str) -> date | None:
    text = query.text(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise QueryError(f"The value '{text}' is not valid for {name}.") from None


def _searched(fields: tuple[str, ...], term: str) -> Test:
    return lambda record: any(term in str(record.get(field, "")).lower() for field in fields)


def _where(endpoint: Endpoint, records: Mapping[str, Record], text: str) -> Test:
    where = parse(text)
    for field in where.fields:
        if records and not any(field in record for record in list(records.values())):
            raise WhereError(f"No property or field '{field}' exists in type '{endpoint.name.removesuffix('s')}'")
    return where.matches
