"""The documents of the table are found with few calls, and sent again when what is said of them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from source_xero_revrec.ledger.overridden import OverriddenDocuments
from source_xero_revrec.ledger.override_table import OverrideTable
from source_xero_revrec.rules.overrides.override import Override
from source_xero_revrec.rules.periods.service_period import DateOrder
from unit_tests.source_xero_revrec.made_organisation import organisation
from unit_tests.source_xero_revrec.rules.made_documents import NOON, invoice
from xero_api.endpoints import INVOICES
from xero_api.paging import Page
from xero_api.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from xero_api.endpoints import Endpoint

ORGANISATION = organisation(None)
AT_ONCE = "at invoice date"


class FakeDocuments:
    """Invoices that bear ids and numbers, and what was asked for."""

    def __init__(self, **numbers: str) -> None:
        """Hold an approved invoice for each id, with its number."""
        self.records = {
            name: {"InvoiceID": name, "InvoiceNumber": number, "Status": "AUTHORISED"}
            for name, number in numbers.items()
        }
        self.asked: list[list[str]] = []

    def bearing(
        self, endpoint: Endpoint, ids: Collection[str], number_field: str, numbers: Collection[str]
    ) -> Iterator[Page]:
        """Return those of an id or a number."""
        wanted = sorted({*ids, *numbers})
        if wanted and endpoint is INVOICES:
            self.asked.append(wanted)
            found = [each for each in self.records.values() if {each["InvoiceID"], each[number_field]} & set(wanted)]
            yield Page(found, Progress(), NOON)


def opened(documents: FakeDocuments, remembered: dict[str, list[str]], *rows: Override) -> OverriddenDocuments:
    """Return the documents of a table whose names have been looked for."""
    found = OverriddenDocuments(
        OverrideTable(rows, (ORGANISATION,)),
        ORGANISATION,
        cast("Any", documents),
        remembered,
        DateOrder(day_first=True, year_end=(3, 31)),
    )
    found.find()
    return found


def row(number: str, treatment: str = AT_ONCE) -> Override:
    """Return a row about the invoice of a number."""
    return Override("row 2", document_number=number, line="1", treatment=treatment)


def sent_again(found: OverriddenDocuments) -> list[str]:
    """Return the ids of what must be sent again."""
    return [record["InvoiceID"] for _, page in found.pages() for record in page.records]


def synced(documents: FakeDocuments, *rows: Override) -> dict[str, list[str]]:
    """Return what is remembered after a sync."""
    remembered: dict[str, list[str]] = {}
    opened(documents, remembered, *rows).settle()
    return remembered


def test_what_a_walk_has_sent_is_not_sent_again() -> None:
    """A first sync meets every document, after the table's were found."""
    found = opened(FakeDocuments(a="INV-1", b="INV-2"), {}, row("INV-1"), row("INV-2"))
    found.meet(invoice(document_id="a", number="INV-1"), heard_by_all=True)

    assert sent_again(found) == ["b"]


def test_a_document_that_only_some_streams_heard_of_is_sent_again() -> None:
    """The others have its old rows still."""
    found = opened(FakeDocuments(a="INV-1"), {}, row("INV-1"))
    found.meet(invoice(document_id="a", number="INV-1"), heard_by_all=False)

    assert sent_again(found) == ["a"]


def test_a_table_that_says_the_same_costs_nothing() -> None:
    """No call, and nothing is sent."""
    documents = FakeDocuments(a="INV-1")
    remembered = synced(documents, row("INV-1"))
    asked = list(documents.asked)

    again = opened(documents, remembered, row("INV-1"))

    assert sent_again(again) == []
    assert documents.asked == asked
    assert again.faults() == {}


def test_rows_that_are_new_changed_or_gone_send_their_documents_again() -> None:
    """Each, whoever touched it in Xero or not."""
    documents = FakeDocuments(a="INV-1", b="INV-2", c="INV-3")
    remembered = synced(documents, row("INV-1"), row("INV-2"))

    assert sent_again(opened(documents, remembered, row("INV-1"), row("INV-2", "x"), row("INV-3"))) == ["b", "c"]
    assert sent_again(opened(documents, remembered)) == ["a", "b"]


def test_a_name_that_nobody_bears_is_told_until_somebody_does() -> None:
    """It is not looked for in every sync: whoever gets the name is met by a walk."""
    documents = FakeDocuments()
    remembered = synced(documents, row("INV-1"))
    asked = len(documents.asked)
    found = opened(documents, remembered, row("INV-1"))
    assert [fault.reason for fault in found.faults().values()] == ["NO_DOCUMENT"]
    assert len(documents.asked) == asked

    documents.records |= FakeDocuments(a="INV-1").records
    found.meet(invoice(document_id="a", number="INV-1"), heard_by_all=True)

    assert sent_again(found) == ["a"]
    assert found.faults() == {}


def test_a_number_that_another_document_gets_is_nobodys() -> None:
    """Both are sent again, without a word."""
    documents = FakeDocuments(a="INV-1")
    found = opened(documents, synced(documents, row("INV-1")), row("INV-1"))
    documents.records |= FakeDocuments(b="INV-1").records

    found.meet(invoice(document_id="b", number="INV-1"), heard_by_all=True)

    assert sent_again(found) == ["a", "b"]
    assert [fault.reason for fault in found.faults().values()] == ["SEVERAL_DOCUMENTS"]


def test_a_document_that_was_renumbered_loses_the_word() -> None:
    """It is sent again without it, and the number is nobody's."""
    documents = FakeDocuments(a="INV-1")
    found = opened(documents, synced(documents, row("INV-1")), row("INV-1"))
    documents.records["a"]["InvoiceNumber"] = "INV-9"

    found.meet(invoice(document_id="a", number="INV-9"), heard_by_all=True)

    assert sent_again(found) == ["a"]
    assert [fault.reason for fault in found.faults().values()] == ["NO_DOCUMENT"]


def test_a_voided_document_leaves_its_number_to_another() -> None:
    """By its id it is meant still."""
    documents = FakeDocuments(a="INV-1", b="INV-1")
    documents.records["a"]["Status"] = "VOIDED"
    found = opened(documents, {}, row("INV-1"), Override("row 3", document_id="A", line="1", treatment=AT_ONCE))

    assert found.faults() == {}
    found.settle()
    found.meet(invoice(document_id="a", number="INV-1", status="VOIDED"), heard_by_all=True)
    assert sent_again(found) == ["b"]


def test_a_row_without_a_document_is_told_by_its_place() -> None:
    """There is nothing else to call it by."""
    found = opened(FakeDocuments(), {}, Override("row 7", line="1", treatment=AT_ONCE))

    assert {name: fault.text for name, fault in found.faults().items()} == {"row 7": "row 7 names no document"}


def test_rows_about_no_organisation_that_is_read_are_told() -> None:
    """A misspelled name must not swallow a person's word."""
    found = opened(FakeDocuments(), {}, Override("row 7", "Acne Ltd", document_number="INV-1", treatment=AT_ONCE))

    assert [fault.reason for fault in found.faults().values()] == ["NO_ORGANISATION"]
