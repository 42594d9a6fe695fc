"""Pages of documents become outcomes, and credit notes know the invoices that they were applied to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pytest

from source_xero_revrec.ledger.outcomes import Outcomes
from source_xero_revrec.rules.conversion import Conversion
from source_xero_revrec.rules.outcome import Bucket, Outcome, Unread
from unit_tests.source_xero_revrec.made_organisation import options
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.paging import Page
from xero_api.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Record = dict[str, Any]

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def page(*records: Record) -> Page:
    """Return a page as a walk hands it out."""
    return Page(list(records), Progress(), datetime(2026, 1, 5, 9, tzinfo=UTC))


def record(**fields: Any) -> Record:  # noqa: ANN401
    """Return what invoices and credit notes share in Xero's JSON."""
    return {
        "Status": "AUTHORISED",
        "Contact": {"ContactID": "contact-1", "Name": "Boom FM"},
        "Date": "/Date(1768435200000+0000)/",
        "UpdatedDateUTC": "/Date(1768435200000+0000)/",
        "CurrencyCode": "NZD",
        "LineAmountTypes": "NoTax",
        "SubTotal": Decimal("100.00"),
        "TotalTax": Decimal("0.00"),
        "Total": Decimal("100.00"),
        **fields,
    }


def invoice(name: str, text: str = "Jan 2026 - Dec 2026", **fields: Any) -> Record:  # noqa: ANN401
    """Return an invoice of one line."""
    line = {"Description": text, "LineAmount": Decimal("100.00"), "AccountCode": "200"}
    sums = {"AmountDue": Decimal("100.00"), "AmountPaid": Decimal("0.00"), "AmountCredited": Decimal("0.00")}
    return record(Type="ACCREC", InvoiceID=name, InvoiceNumber=f"INV-{name}", LineItems=[line], **sums, **fields)


def note(name: str, *invoices: str) -> Record:
    """Return a credit note that was applied to invoices."""
    return record(
        Type="ACCRECCREDIT",
        CreditNoteID=name,
        RemainingCredit=Decimal("0.00"),
        LineItems=[{"LineAmount": Decimal("10.00"), "AccountCode": "200"}],
        Allocations=[
            {"Amount": Decimal("5.00"), "Date": "/Date(1768435200000+0000)/", "Invoice": {"InvoiceID": each}}
            for each in invoices
        ],
    )


class FakeDocuments:
    """Invoices and credit notes that can be read by their ids, and which ids were asked for."""

    def __init__(self, *invoices: Record, notes: tuple[Record, ...] = ()) -> None:
        """Hold documents."""
        self._invoices = {each["InvoiceID"]: each for each in invoices}
        self._notes = {each["CreditNoteID"]: each for each in notes}
        self.asked: list[set[str]] = []

    def credit_notes(self, ids: Collection[str]) -> Iterator[Page]:
        """Return those that are there, a page each."""
        self.asked.append(set(ids))
        yield from (page(self._notes[each]) for each in sorted(ids))

    def all_credit_notes(self) -> Iterator[Page]:
        """Return all."""
        self.asked.append({"all"})
        yield page(*self._notes.values())

    def invoices(self, ids: Collection[str]) -> Iterator[Page]:
        """Return those that are there."""
        if ids:
            self.asked.append(set(ids))
            yield page(*(self._invoices[each] for each in sorted(ids) if each in self._invoices))


def outcomes(
    documents: FakeDocuments | None = None, *, services_matter: bool = True, treatment: str = "retrospective"
) -> Outcomes:
    """Return the outcomes of a company in New Zealand."""
    settings = options(credit_note_treatment=treatment).conversion_settings()
    conversion = Conversion(settings, base_currency="NZD", country="NZ", year_end=(3, 31))
    return Outcomes(
        conversion,
        cast("Any", documents or FakeDocuments()),
        services_matter=services_matter,
        credits_matter=treatment == "prospective",
    )


def spans(found: list[Outcome | Unread]) -> list[tuple[date | None, date | None]]:
    """Return the service of each item."""
    return [
        (sold.period.start, sold.period.end)
        for outcome in found
        if isinstance(outcome, Outcome)
        for sold in outcome.items
    ]


def test_sales_documents_have_outcomes_in_the_order_of_the_page() -> None:
    """Bills and suppliers' credits, which raw streams want on the same pages, have none."""
    bill, credit = {"Type": "ACCPAY"}, {"Type": "ACCPAYCREDIT"}
    found = outcomes()

    invoices = found.of_page(INVOICES, page(invoice("2"), bill, invoice("1", Status="DRAFT")))
    notes = found.of_page(CREDIT_NOTES, page(credit, note("3")))

    assert [(each.document.document_id, each.bucket) for each in invoices] == [
        ("2", Bucket.EMITTED),
        ("1", Bucket.EXCLUDED),
    ]
    assert [each.document.document_id for each in notes] == ["3"]


def test_a_credit_note_takes_the_service_of_an_invoice_that_was_met() -> None:
    """It costs no call: invoices are read first."""
    documents = FakeDocuments()
    found = outcomes(documents)
    found.of_page(INVOICES, page(invoice("1", CreditNotes=[{"CreditNoteID": "9", "AppliedAmount": Decimal("5.00")}])))

    assert spans(found.of_page(CREDIT_NOTES, page(note("9", "1")))) == [YEAR]
    assert documents.asked == []


def test_invoices_that_were_not_met_are_read_once_for_a_page() -> None:
    """All that a page of credit notes names in one go, and never again."""
    documents = FakeDocuments(invoice("1"), invoice("2"))
    found = outcomes(documents)

    notes = found.of_page(CREDIT_NOTES, page(note("8", "1"), note("9", "1", "2")))
    found.of_page(CREDIT_NOTES, page(note("7", "2")))

    assert spans(notes) == [YEAR] * 3
    assert documents.asked == [{"1", "2"}]


def test_an_invoice_that_cannot_be_read_leaves_the_credit_note_to_itself() -> None:
    """The credit note's own lines say what they can."""
    assert spans(outcomes().of_page(CREDIT_NOTES, page(note("9", "gone")))) == [(None, None)]


def credited(*names: str) -> Record:
    """Return an invoice of 100.00 to which credit notes of these names were applied."""
    return invoice("1", CreditNotes=[{"CreditNoteID": name, "AppliedAmount": Decimal("1.00")} for name in names])


def test_a_prospective_credit_knows_the_earlier_ones_of_its_invoice() -> None:
    """They are read once, and only where an invoice has several: nine leave it a tenth of 96.77."""
    earlier = tuple(note(str(number), "1") for number in range(1, 10))
    documents = FakeDocuments(credited(*(each["CreditNoteID"] for each in earlier), "x"), notes=earlier)
    found = outcomes(documents, treatment="prospective")

    (last,) = found.of_page(CREDIT_NOTES, page(note("x", "1")))
    found.of_page(CREDIT_NOTES, page(note("x", "1")))

    assert [str(each.amount) for each in last.items] == ["-6.24", "-3.76"]
    assert documents.asked == [{"1"}, {each["CreditNoteID"] for each in earlier}]


def test_very_many_other_credits_are_read_at_once() -> None:
    """One walk over all of them takes fewer calls than one call for each, and is never made again."""
    earlier = tuple(note(f"{number:02}", "1") for number in range(11))
    documents = FakeDocuments(credited(*(each["CreditNoteID"] for each in earlier), "x"), notes=earlier)
    found = outcomes(documents, treatment="prospective")

    found.of_page(CREDIT_NOTES, page(note("x", "1")))
    found.of_page(CREDIT_NOTES, page(note("x", "1")))

    assert documents.asked == [{"1"}, {"all"}]


@pytest.mark.parametrize(("treatment", "several"), [("retrospective", True), ("prospective", False)])
def test_other_credits_are_read_where_they_matter_alone(treatment: str, several: bool) -> None:  # noqa: FBT001
    """A credit that is alone on its invoice, or that is not capped, needs none."""
    names = ("8", "9") if several else ("9",)
    documents = FakeDocuments(credited(*names), notes=(note("8", "1"),))

    outcomes(documents, treatment=treatment).of_page(CREDIT_NOTES, page(note("9", "1")))

    assert documents.asked == [{"1"}]


def test_a_newer_reading_of_an_invoice_counts() -> None:
    """Its service may have been corrected since a credit note asked for it."""
    found = outcomes(FakeDocuments(invoice("1", "Feb 2026")))
    found.of_page(CREDIT_NOTES, page(note("9", "1")))
    found.of_page(INVOICES, page(invoice("1")))

    assert spans(found.of_page(CREDIT_NOTES, page(note("9", "1")))) == [YEAR]


def test_where_services_do_not_matter_no_invoice_is_read() -> None:
    """A credit note at its own date needs nothing from its invoices."""
    documents = FakeDocuments(invoice("1"))

    outcomes(documents, services_matter=False).of_page(CREDIT_NOTES, page(note("9", "1")))

    assert documents.asked == []


def test_a_document_that_cannot_be_understood_is_held_beside_the_others() -> None:
    """So is one that does not say what it is, or is no document at all; of a draft nothing would come anyway."""
    strange = [invoice("1", Status="FROZEN"), {"InvoiceID": "2"}, {"InvoiceID": "3", "Type": 7}, None]
    draft = invoice("4", Status="DRAFT") | {"Date": None}

    found = outcomes().of_page(INVOICES, page(*cast("Any", strange), invoice("5"), draft))
    notes = outcomes().of_page(CREDIT_NOTES, page(note("6") | {"RemainingCredit": None}))

    assert [each.bucket for each in found] == [*[Bucket.HELD] * 4, Bucket.EMITTED, Bucket.EXCLUDED]
    assert [each.document.document_id for each in (*found[:3], *notes)] == ["1", "2", "3", "6"]
    assert [each.bucket for each in notes] == [Bucket.HELD]


def test_a_held_invoice_gives_no_dates_to_a_credit_note() -> None:
    """The credit note's own lines say what they can."""
    documents = FakeDocuments(invoice("1", CurrencyRate="high"))

    assert spans(outcomes(documents).of_page(CREDIT_NOTES, page(note("9", "1")))) == [(None, None)]
