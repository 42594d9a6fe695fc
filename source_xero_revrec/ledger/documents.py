"""Documents that no walk over changes meets: those of certain contacts, and credit notes whose use may have changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from source_xero_revrec.rules.checks.receivables import Advance
from xero_api.endpoints import CONTACTS, CREDIT_NOTES, INVOICES, PAGE_SIZE, Endpoint
from xero_api.errors import RequestRefused, WalkIncomplete
from xero_api.identity import identity
from xero_api.pagination import Contradiction, Pagination
from xero_api.paging import Page, Walk
from xero_api.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from xero_api.client import Answer
    from xero_connectors.organisations import Organisation

SALES = {INVOICES.path: 'Type=="ACCREC"', CREDIT_NOTES.path: 'Type=="ACCRECCREDIT"'}

# Forty ids of 36 characters keep an address below the 2,000 characters that every proxy takes.
_IDS_A_CALL = 40
_CONDITIONS_A_CALL = 20
_CHARACTERS_OF_CONDITIONS = 1_400
_SINGLE_CALLS = 10
_CONTACTS_BEFORE_ALL = 400
_NOT_FOUND = 404
_LATER = "Try again later, and report it if it goes on."
_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def sales_only(endpoint: Endpoint, *conditions: str) -> Endpoint:
    """Return Invoices or CreditNotes without bills and suppliers' credits, and with further conditions."""
    where = " AND ".join([SALES[endpoint.path], *conditions])
    return replace(endpoint, params={**endpoint.params, "where": where})


@dataclass(frozen=True)
class Latest:
    """How many documents Xero counts, the timestamp of the one changed last as Xero writes it, and Xero's time."""

    count: int
    stamp: str
    given_at: datetime


class Documents:
    """The sales documents of one organisation, read for a reason; bills may be among invoices read by contact."""

    def __init__(self, organisation: Organisation, concurrent: int, *, since: datetime | None) -> None:
        """Keep up to `concurrent` pages of a walk under way; all means all that changed since `since` (None: ever)."""
        self._client = organisation.client
        self._concurrent = concurrent
        self.since = since

    def invoices(self, ids: Collection[str]) -> Iterator[Page]:
        """Return invoices by their ids."""
        for batch in _batches(sorted(ids), _IDS_A_CALL):
            yield from self._walk(_asking(INVOICES, IDs=",".join(batch)))

    def contacts(self, ids: Collection[str]) -> Iterator[Page]:
        """Return contacts by their ids."""
        for batch in _batches(sorted(ids), _IDS_A_CALL):
            yield from self._walk(_asking(CONTACTS, IDs=",".join(batch)))

    def all_contacts(self) -> Iterator[Page]:
        """Return every contact."""
        yield from self._walk(CONTACTS)

    def of_contacts(self, endpoint: Endpoint, contact_ids: Collection[str]) -> Iterator[Page]:
        """Return the sales documents of contacts; of very many contacts, by reading all documents once."""
        if len(contact_ids) > _CONTACTS_BEFORE_ALL:
            wanted = set(contact_ids)
            for page in self._walk(sales_only(endpoint)):
                yield replace(page, records=[each for each in page.records if _contact_of(each) in wanted])
        elif endpoint is INVOICES:
            for batch in _batches(sorted(contact_ids), _IDS_A_CALL):
                yield from self._walk(_asking(sales_only(INVOICES), ContactIDs=",".join(batch)))
        else:
            for batch in _batches(sorted(contact_ids), _CONDITIONS_A_CALL):
                of_these = " OR ".join(f'Contact.ContactID==guid("{contact_id}")' for contact_id in batch)
                yield from self._walk(sales_only(endpoint, f"({of_these})"))

    def credit_notes(self, ids: Collection[str]) -> Iterator[Page]:
        """Return credit notes by their ids: a few one by one, since Xero has no filter for ids, many by reading all."""
        if len(ids) > _SINGLE_CALLS:
            for page in self._walk(sales_only(CREDIT_NOTES)):
                found = [each for each in page.records if identity(each, CREDIT_NOTES.id_field) in ids]
                yield replace(page, records=found)
            return
        for credit_note_id in sorted(ids):
            try:
                answer = self._get(f"{CREDIT_NOTES.path}/{credit_note_id}", CREDIT_NOTES)
            except RequestRefused as refused:
                if refused.status != _NOT_FOUND:
                    raise
                continue
            yield Page(answer.records(CREDIT_NOTES), Progress(), answer.given_at, answer.plain)

    def all_credit_notes(self) -> Iterator[Page]:
        """Return every credit note to a customer, whenever it changed."""
        yield from self._walk(sales_only(CREDIT_NOTES))

    def bearing(
        self,
        endpoint: Endpoint,
        ids: Collection[str],
        number_field: str,
        numbers: Collection[str],
        *,
        recent: bool = False,
    ) -> Iterator[Page]:
        """Return the sales documents of these ids and of these numbers; what is no id is not asked for.

        Only those of all documents where they must be `recent`.
        """
        conditions = [f'{endpoint.id_field}==guid("{each}")' for each in sorted(ids) if _ID.fullmatch(each)]
        conditions += [f'{number_field}=="{_quoted(each)}"' for each in sorted(numbers)]
        for batch in _short(conditions):
            yield from self._walk(sales_only(endpoint, f"({' OR '.join(batch)})"), self.since if recent else None)

    def open_credit_notes(self) -> Iterator[Page]:
        """Return the approved credit notes that are not used up."""
        yield from self._walk(sales_only(CREDIT_NOTES, 'Status=="AUTHORISED"'))

    def between(self, endpoint: Endpoint, first: date, after: date) -> Iterator[Page]:
        """Return the sales documents dated from `first` to the day before `after`."""
        dated = sales_only(endpoint, f"Date>={date_time(first)}", f"Date<{date_time(after)}")
        yield from self._walk(dated, self.since)

    def every(self, endpoint: Endpoint) -> Iterator[Page]:
        """Return all sales documents."""
        yield from self._walk(sales_only(endpoint), self.since)

    def received(self, endpoint: Endpoint) -> Iterator[Page]:
        """Return all sales documents that Xero hands out, as many as it counts or not: nothing is proved here.

        It ends at the first page that holds none, whatever Xero counts. Raises WalkIncomplete where it does not count.
        """
        asked = {"pageSize": str(PAGE_SIZE), "order": endpoint.id_field}
        number = pages = 1
        while number <= pages:
            answer = self._get(endpoint.path, sales_only(endpoint), self.since, page=str(number), **asked)
            records = answer.records(endpoint)
            yield Page(records, Progress(), answer.given_at, answer.plain)
            if not records:
                return
            number, pages = number + 1, _counts(endpoint, answer).pages

    def payables(self) -> list[Advance]:
        """Return the open bills, and suppliers' open credit notes as less than nothing."""
        asked = ((INVOICES, "ACCPAY", "AmountDue", 1), (CREDIT_NOTES, "ACCPAYCREDIT", "RemainingCredit", -1))
        return [
            Advance(
                kind,
                record["Status"],
                record["CurrencyCode"],
                record.get("CurrencyRate"),
                sign * Decimal(record[field]),
            )
            for endpoint, kind, field, sign in asked
            for page in self._walk(_asking(endpoint, where=f'Type=="{kind}" AND Status=="AUTHORISED"'))
            for record in page.records
        ]

    def count(self, endpoint: Endpoint) -> int:
        """Return how many sales documents Xero counts; raises WalkIncomplete where it does not count."""
        answer = self._get(endpoint.path, sales_only(endpoint), self.since, page="1", pageSize="1")
        return _counts(endpoint, answer).items

    def latest(self, endpoint: Endpoint) -> Latest:
        """Return in one call how many sales documents Xero counts and when the latest of them was changed.

        Raises WalkIncomplete where Xero does not count.
        """
        order = {"page": "1", "pageSize": "1", "order": "UpdatedDateUTC DESC"}
        answer = self._get(endpoint.path, sales_only(endpoint), self.since, **order)
        found = answer.records(endpoint)[:1]
        stamp = "".join(str(each.get("UpdatedDateUTC") if isinstance(each, dict) else each) for each in found)
        return Latest(_counts(endpoint, answer).items, stamp, answer.given_at)

    def _walk(self, endpoint: Endpoint, since: datetime | None = None) -> Iterator[Page]:
        return Walk(self._client, endpoint, concurrent=self._concurrent).pages(Progress(modified_since=since))

    def _get(self, path: str, endpoint: Endpoint, since: datetime | None = None, **params: str) -> Answer:
        return self._client.get(path, scope=endpoint.scope, params={**endpoint.params, **params}, modified_since=since)


def _counts(endpoint: Endpoint, answer: Answer) -> Pagination:
    try:
        counts = Pagination.of(answer.body)
    except Contradiction as found:
        raise WalkIncomplete(f"Xero's {endpoint.path} cannot be counted: {found}. {_LATER}") from None
    if counts is None:
        raise WalkIncomplete(
            f"Xero's {endpoint.path} came without pagination, so that nothing tells how many it has. {_LATER}"
        )
    return counts


def _contact_of(record: Any) -> object:  # noqa: ANN401 - JSON is any of its types
    contact = record.get("Contact") if isinstance(record, dict) else None
    contact_id = contact.get("ContactID") if isinstance(contact, dict) else None
    return contact_id if isinstance(contact_id, str) else None


def _asking(endpoint: Endpoint, **params: str) -> Endpoint:
    return replace(endpoint, params={**endpoint.params, **params})


def date_time(day: date) -> str:
    """Return a day as Xero's filters write it."""
    return f"DateTime({day.year}, {day.month:02}, {day.day:02})"


def _short(conditions: list[str]) -> Iterator[list[str]]:
    """Yield conditions in batches that stay short however long the numbers in them are."""
    batch: list[str] = []
    for condition in conditions:
        if batch and len(quote(" OR ".join([*batch, condition]))) > _CHARACTERS_OF_CONDITIONS:
            yield batch
            batch = []
        batch.append(condition)
    if batch:
        yield batch


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _batches(ids: list[str], size: int) -> Iterator[list[str]]:
    for first in range(0, len(ids), size):
        yield ids[first : first + size]
