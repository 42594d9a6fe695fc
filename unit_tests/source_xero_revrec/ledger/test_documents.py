"""Documents that no walk over changes meets are read with few calls, and only sales documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import requests

from source_xero_revrec.ledger.documents import Documents, sales_only
from unit_tests.source_xero_revrec.made_organisation import organisation
from xero_api.address import API_URL
from xero_api.client import Answer
from xero_api.endpoints import CONTACTS, CREDIT_NOTES, INVOICES
from xero_api.errors import WalkIncomplete

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xero_api.endpoints import Endpoint
    from xero_api.paging import Page

START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def guids(count: int) -> list[str]:
    """Return that many ids."""
    return [f"{number:08}-0000-4000-8000-000000000000" for number in range(count)]


class FakeCalls:
    """Answers each call with the same records, all on one page, and remembers what it was asked."""

    def __init__(self, *records: dict[str, Any]) -> None:
        """Hold what every answer brings."""
        self._records = list(records)
        self.asked: list[tuple[str, dict[str, str], datetime | None]] = []

    def get(
        self,
        path: str,
        *,
        scope: str,
        params: Mapping[str, str],
        modified_since: datetime | None = None,
        number: object = None,  # noqa: ARG002 - records are made here, not parsed
    ) -> Answer:
        """Answer as Xero does."""
        assert scope
        self.asked.append((path, dict(params), modified_since))
        name = path.partition("/")[0]
        count = len(self._records)
        pagination = {"page": 1, "pageSize": 1000, "pageCount": 1, "itemCount": count}
        return Answer({name: self._records, "pagination": pagination}, NOW)

    def values(self, name: str) -> list[str]:
        """Return what each call said for a parameter."""
        return [params[name] for _, params, _ in self.asked]


def documents(calls: FakeCalls, since: datetime | None = None) -> Documents:
    """Return the documents of an organisation."""
    return Documents(organisation(calls), 1, since=since)


def records(pages: Iterable[Page]) -> list[dict[str, Any]]:
    """Return all records."""
    return [record for page in pages for record in page.records]


@pytest.mark.parametrize(("endpoint", "kind"), [(INVOICES, 'Type=="ACCREC"'), (CREDIT_NOTES, 'Type=="ACCRECCREDIT"')])
def test_bills_and_suppliers_credits_are_left_out(endpoint: Endpoint, kind: str) -> None:
    """By Xero's own filter; the collection's parameters stay, further conditions follow."""
    narrowed = sales_only(endpoint, 'Status=="PAID"')

    assert narrowed.params == {**endpoint.params, "where": f'{kind} AND Status=="PAID"'}
    assert (narrowed.path, narrowed.order) == (endpoint.path, endpoint.order)
    assert "where" not in endpoint.params


@pytest.mark.parametrize("count", [0, 1, 40, 41, 100])
@pytest.mark.parametrize("what", ["invoices", "contacts"])
def test_records_are_read_by_their_ids_forty_a_call(what: str, count: int) -> None:
    """Each id once; none, no call."""
    calls = FakeCalls()

    list(getattr(documents(calls), what)(set(guids(count))))

    batches = [ids.split(",") for ids in calls.values("IDs")]
    assert [each for batch in batches for each in batch] == guids(count)
    assert len(batches) == -(-count // 40)


@pytest.mark.parametrize("endpoint", [INVOICES, CREDIT_NOTES])
def test_no_address_is_longer_than_proxies_take(endpoint: Endpoint) -> None:
    """Two thousand characters with everything percent-encoded, whatever is asked for."""
    calls = FakeCalls()
    asking = documents(calls)
    numbers = [f"Überweisung {number:03} {'#' * 20}" for number in range(60)]
    for pages in (
        asking.invoices(guids(40)),
        asking.contacts(guids(40)),
        asking.of_contacts(endpoint, guids(400)),
        asking.bearing(endpoint, guids(50), "InvoiceNumber", numbers),
    ):
        list(pages)

    for path, params, _ in calls.asked:
        url = requests.Request("GET", f"{API_URL}/{path}", params=params).prepare().url
        assert url is not None
        assert len(url) < 2000


def test_documents_are_asked_for_by_id_and_by_number() -> None:
    """What is no id would be refused as a whole, and quotes in a number are the number's own."""
    calls = FakeCalls()

    list(documents(calls).bearing(CREDIT_NOTES, {guids(1)[0], "4711"}, "CreditNoteNumber", {"CN-1", 'a "b" \\c'}))
    list(documents(calls).bearing(INVOICES, {"4711"}, "InvoiceNumber", ()))

    assert calls.values("where") == [
        (
            f'Type=="ACCRECCREDIT" AND (CreditNoteID==guid("{guids(1)[0]}") OR CreditNoteNumber=="CN-1" OR '
            'CreditNoteNumber=="a \\"b\\" \\\\c")'
        )
    ]


def test_invoices_of_contacts_are_asked_for_by_contact() -> None:
    """Without bills; forty contacts a call."""
    calls = FakeCalls({"InvoiceID": "invoice-1", "UpdatedDateUTC": "/Date(1)/"})

    found = records(documents(calls).of_contacts(INVOICES, guids(41)))

    assert calls.values("ContactIDs") == [",".join(guids(40)), guids(41)[-1]]
    assert set(calls.values("where")) == {'Type=="ACCREC"'}
    assert len(found) == 2


def test_credit_notes_of_contacts_are_asked_for_by_condition() -> None:
    """Xero has no list filter there; twenty conditions a call."""
    calls = FakeCalls()

    list(documents(calls).of_contacts(CREDIT_NOTES, guids(21)))

    first, last = calls.values("where")
    assert first.count("Contact.ContactID==guid(") == 20
    assert last == f'Type=="ACCRECCREDIT" AND (Contact.ContactID==guid("{guids(21)[-1]}"))'


@pytest.mark.parametrize("endpoint", [INVOICES, CREDIT_NOTES])
def test_documents_of_very_many_contacts_are_read_once(endpoint: Endpoint) -> None:
    """One walk over all sales documents, of which theirs are kept."""
    mine, other = (
        {endpoint.id_field: name, "Contact": {"ContactID": contact}, "UpdatedDateUTC": "/Date(1)/"}
        for name, contact in (("mine", guids(1)[0]), ("other", "somebody-else"))
    )
    calls = FakeCalls(mine, other)

    assert records(documents(calls).of_contacts(endpoint, guids(401))) == [mine]
    assert len(calls.asked) == 1


@pytest.mark.parametrize("count", [0, 3, 10])
def test_a_few_credit_notes_are_read_one_by_one(count: int) -> None:
    """Each at its own address, with unit prices of 4 decimals as everywhere."""
    calls = FakeCalls({"CreditNoteID": "any"})

    assert len(records(documents(calls).credit_notes(set(guids(count))))) == count
    assert [path for path, _, _ in calls.asked] == [f"CreditNotes/{each}" for each in guids(count)]
    assert all(params["unitdp"] == "4" for _, params, _ in calls.asked)


def test_many_credit_notes_are_read_with_all() -> None:
    """A walk costs less than a call for each; the others on its pages are left out."""
    notes = [{"CreditNoteID": each, "UpdatedDateUTC": "/Date(1)/"} for each in guids(30)]
    calls = FakeCalls(*notes)

    assert records(documents(calls).credit_notes(guids(11))) == notes[:11]
    assert len(calls.asked) == 1


def test_open_credit_notes_are_the_approved_ones() -> None:
    """Xero's status says so: a credit note that is used up is PAID."""
    calls = FakeCalls()

    list(documents(calls).open_credit_notes())

    assert calls.values("where") == ['Type=="ACCRECCREDIT" AND Status=="AUTHORISED"']


@pytest.mark.parametrize("since", [None, START])
def test_a_month_is_asked_for_by_document_date(since: datetime | None) -> None:
    """First day in, the day after out, and only what the configuration reads at all."""
    calls = FakeCalls()

    list(documents(calls, since).between(INVOICES, date(2025, 12, 1), date(2026, 1, 1)))

    ((_, params, modified_since),) = calls.asked
    assert params["where"] == 'Type=="ACCREC" AND Date>=DateTime(2025, 12, 01) AND Date<DateTime(2026, 01, 01)'
    assert modified_since == since


@pytest.mark.parametrize("since", [None, START])
def test_all_documents_and_their_count_are_of_the_same(since: datetime | None) -> None:
    """The same filter and start for both, else they could not be compared."""
    calls = FakeCalls({"CreditNoteID": "any", "UpdatedDateUTC": "/Date(1)/"})
    asking = documents(calls, since)

    assert len(records(asking.every(CREDIT_NOTES))) == asking.count(CREDIT_NOTES) == 1
    walked, counted = calls.asked
    assert walked[1]["where"] == counted[1]["where"] == 'Type=="ACCRECCREDIT"'
    assert walked[2] == counted[2] == since
    assert counted[1]["pageSize"] == "1"


def test_all_contacts_are_all() -> None:
    """Archived ones, too, whenever they were changed."""
    calls = FakeCalls()

    list(documents(calls, START).all_contacts())

    ((path, params, since),) = calls.asked
    assert (path, since) == (CONTACTS.path, None)
    assert params["includeArchived"] == "true"


@pytest.mark.parametrize("counts", [None, {"itemCount": 1}])
def test_what_xero_does_not_count_is_not_counted_as_nothing(counts: object) -> None:
    """The number of documents is what everything that was read is held against."""

    class Uncounted(FakeCalls):
        def get(self, *path: str, **asked: Any) -> Answer:  # noqa: ANN401 - as the client is called
            answer = super().get(*path, **asked)
            return replace(answer, body={**answer.body, "pagination": counts})

    asking = documents(Uncounted({"InvoiceID": "1"}))
    with pytest.raises(WalkIncomplete, match="pagination"):
        asking.count(INVOICES)
    with pytest.raises(WalkIncomplete, match="pagination"):
        records(asking.received(INVOICES))
