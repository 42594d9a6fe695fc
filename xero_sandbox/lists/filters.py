"""Which records a list shows: the filters of a request, and the records that switches keep out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.lists.where import WhereError, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from xero_sandbox.books.records import Record
    from xero_sandbox.endpoints import Endpoint
    from xero_sandbox.lists.query import Query
    from xero_sandbox.switches import Switches

    Condition = Callable[[Record], bool]

# Query parameter: the field that it compares, for the comma-separated filters of each endpoint.
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


def conditions(endpoint: Endpoint, records: Mapping[str, Record], query: Query, switches: Switches) -> list[Condition]:
    """Return the conditions that a record must meet to be in a list. Raises QueryError and WhereError."""
    lost = lost_ids(endpoint, records, switches)
    made: list[Condition] = [_is_not(endpoint, lost)] if lost else []
    since = query.instant_since(switches) if endpoint.modified_since else None
    if since is not None:
        made.append(_changed_since(endpoint.stamp, since))
    made += _parameters(endpoint, query)
    archived = _ARCHIVABLE.get(endpoint.name)
    if archived and not query.flag("includearchived"):
        made.append(lambda record: record.get(archived) != "ARCHIVED")
    if endpoint.name in _DELETABLE and not switches.deleted_drafts_in_lists and not query.text("statuses"):
        made.append(lambda record: record.get("Status") != "DELETED")
    if endpoint.where and query.text("where"):
        made.append(_where(endpoint, records, query.text("where")))
    return made


def _parameters(endpoint: Endpoint, query: Query) -> Iterator[Condition]:
    for parameter, field in _LIST_FILTERS.get(endpoint.name, {}).items():
        if query.text(parameter):
            yield _one_of(field, query.text(parameter))
    for low, high, field in _DAY_FILTERS.get(endpoint.name, ()):
        yield from _between(field, query.day(low), query.day(high))
    if query.text("searchterm") and endpoint.name in _SEARCHED:
        yield _searched(_SEARCHED[endpoint.name], query.text("searchterm").lower())


def lost_ids(endpoint: Endpoint, records: Mapping[str, Record], switches: Switches) -> set[str]:
    """Return the ids, in lower case, of the records that `lose_record` makes vanish altogether."""
    return _named_ids(endpoint, records, switches.lose_record)


def hidden_ids(endpoint: Endpoint, records: Mapping[str, Record], switches: Switches) -> set[str]:
    """Return the ids, in lower case, of the records that `hide_record` counts and does not show."""
    return _named_ids(endpoint, records, switches.hide_record)


def _named_ids(endpoint: Endpoint, records: Mapping[str, Record], names: str) -> set[str]:
    """Read `Invoices/<id>` or `Invoices/3` (the third record of the books), several separated by commas.

    Names of other endpoints are passed over.
    """
    ids = set()
    for name in names.split(","):
        wanted, _, which = name.strip().partition("/")
        if wanted.lower() != endpoint.name.lower() or not which:
            continue
        if which.isdecimal() and 1 <= int(which) <= len(records):
            which = list(records)[int(which) - 1]
        ids.add(which.lower())
    return ids


def _is_not(endpoint: Endpoint, ids: set[str]) -> Condition:
    return lambda record: str(record[endpoint.id_field]).lower() not in ids


def _changed_since(stamp: str, instant: object) -> Condition:
    return lambda record: bool(record[stamp] >= instant)


def _one_of(field: str, text: str) -> Condition:
    # Ids are kept in lower case and statuses in upper case, whatever the request writes.
    wanted = {form for part in text.split(",") for form in (part.strip(), part.strip().lower(), part.strip().upper())}
    if field == "Contact.ContactID":
        return lambda record: record.get("Contact", {}).get("ContactID") in wanted
    return lambda record: record.get(field) in wanted


def _between(field: str, low: date | None, high: date | None) -> list[Condition]:
    made: list[Condition] = []
    if low is not None:
        made.append(lambda record: record.get(field) is not None and record[field] >= low)
    if high is not None:
        made.append(lambda record: record.get(field) is not None and record[field] <= high)
    return made


def _searched(fields: tuple[str, ...], term: str) -> Condition:
    return lambda record: any(term in str(record.get(field, "")).lower() for field in fields)


def _where(endpoint: Endpoint, records: Mapping[str, Record], text: str) -> Condition:
    where = parse(text)
    for field in where.fields:
        if records and not any(field in record for record in list(records.values())):
            raise WhereError(f"No property or field '{field}' exists in type '{endpoint.name.removesuffix('s')}'")
    return where.matches
