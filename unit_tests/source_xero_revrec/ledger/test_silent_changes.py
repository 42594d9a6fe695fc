"""What no timestamp shows is found by what was met, and by what credit notes looked like before."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.ledger.documents import Documents
from source_xero_revrec.ledger.silent_changes import SilentChanges
from unit_tests.source_xero_revrec.fake_books import applied
from unit_tests.source_xero_revrec.ledger.made_ledger import reached
from unit_tests.source_xero_revrec.rules.made_conversions import applied as applied_to
from unit_tests.source_xero_revrec.rules.made_conversions import paid
from unit_tests.source_xero_revrec.rules.made_documents import credit_note
from unit_tests.xero_api.fake_xero import guid
from unit_tests.xero_api.made_records import made
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.models import CreditNote, Invoice
from xero_api.unreadable import read_credit_note, read_invoice

if TYPE_CHECKING:
    from unit_tests.source_xero_revrec.fake_books import FakeBooks


def changes(
    remembered: dict[str, str] | None = None,
    credited: dict[str, str] | None = None,
    *,
    everything: bool = False,
    settled: bool = False,
    refunds_date_rows: bool = False,
) -> SilentChanges:
    """Return the silent changes of an organisation."""
    (organisation,) = reached().all()
    known, borne = ({} if each is None else each for each in (remembered, credited))
    documents = Documents(organisation, 1, since=None)
    return SilentChanges(
        documents,
        known,
        borne,
        everything=everything,
        settled=lambda: settled,
        refunds_date_rows=refunds_date_rows,
    )


def found(silent: SilentChanges, *contacts: int) -> list[tuple[str, str]]:
    """Return collection and id of everything that is read again, each document being met as it is read."""
    out = []
    for endpoint, page in silent.pages({guid(number) for number in contacts}):
        for record in page.records:
            out.append((endpoint.path, record[endpoint.id_field]))
            silent.meet(read_invoice(record) if endpoint is INVOICES else read_credit_note(record), heard_by_all=True)
    return out


def met_invoice(books: FakeBooks, number: int) -> Invoice:
    """Return an invoice as it stands in the books."""
    return made(Invoice, books.read("Invoices", number))


def met_note(books: FakeBooks, number: int) -> CreditNote:
    """Return a credit note as it stands in the books."""
    return made(CreditNote, books.read("CreditNotes", number))


def test_the_documents_of_contacts_are_read_again(books: FakeBooks) -> None:
    """Invoices and credit notes of those contacts, of no others."""
    books.invoice(11, contact=1)
    books.credit_note(21, contact=1)
    books.invoice(12, contact=2)

    assert found(changes(), 1) == [(INVOICES.path, guid(11)), (CREDIT_NOTES.path, guid(21))]


def test_where_nothing_was_met_nothing_is_asked(books: FakeBooks) -> None:
    """A sync without changes costs no call here."""
    books.credit_note(21)
    silent = changes()
    asked = len(books.asked)

    assert found(silent) == []
    assert len(books.asked) == asked


def test_a_credit_note_that_an_invoice_names_is_read_unless_it_was_met(books: FakeBooks) -> None:
    """It may have been used for the invoice without being stamped."""
    for number in (21, 22):
        books.credit_note(number, Status="PAID")
    books.invoice(11, CreditNotes=[applied(21), applied(22)])
    silent = changes()

    silent.meet(met_invoice(books, 11), heard_by_all=True)
    silent.meet(met_note(books, 22), heard_by_all=True)

    assert found(silent) == [(CREDIT_NOTES.path, guid(21))]


def test_a_credit_note_that_some_streams_have_not_heard_of_counts_as_unmet(books: FakeBooks) -> None:
    """A stream that begins anew hears of it in its own walk; the others still have to."""
    books.credit_note(21, Status="PAID")
    books.invoice(11, CreditNotes=[applied(21)])
    silent = changes()

    silent.meet(met_invoice(books, 11), heard_by_all=False)
    silent.meet(met_note(books, 21), heard_by_all=False)

    assert found(silent) == [(CREDIT_NOTES.path, guid(21))]


def test_an_open_credit_note_is_news_where_its_use_looks_different(books: FakeBooks) -> None:
    """After any invoice changed, those that are open are compared with what they looked like."""
    books.invoice(11)
    for number in (21, 22):
        books.credit_note(number, applied_to=[11])
    remembered: dict[str, str] = {}
    before = changes(remembered)
    for number in (21, 22):
        before.meet(met_note(books, number), heard_by_all=True)

    books.credit_note(22)
    silent = changes(remembered)
    silent.meet(met_invoice(books, 11), heard_by_all=True)

    assert found(silent) == [(CREDIT_NOTES.path, guid(22))]
    assert found(silent) == []


def test_a_credit_note_that_is_used_up_is_forgotten(books: FakeBooks) -> None:
    """The state does not grow with every credit note that ever was."""
    remembered: dict[str, str] = {}
    silent = changes(remembered)
    books.credit_note(21)
    silent.meet(met_note(books, 21), heard_by_all=True)
    assert list(remembered) == [guid(21)]

    books.credit_note(21, Status="PAID")
    silent.meet(met_note(books, 21), heard_by_all=True)

    assert remembered == {}


def test_a_credit_note_that_left_the_open_list_is_read_again(books: FakeBooks) -> None:
    """A refund stamps neither the note nor any invoice; taking the refund back shows in the open list."""
    remembered: dict[str, str] = {}
    books.credit_note(21)
    changes(remembered).meet(met_note(books, 21), heard_by_all=True)

    refund = {"PaymentID": guid(51), "Date": "2026-03-03", "Amount": 1}
    books.credit_note(21, Status="PAID", Payments=[refund])

    assert found(changes(remembered, settled=True)) == []
    assert found(changes(remembered)) == [(CREDIT_NOTES.path, guid(21))]
    assert found(changes(remembered)) == []

    books.credit_note(21)

    assert found(changes(remembered)) == [(CREDIT_NOTES.path, guid(21))]


@pytest.mark.parametrize(("matters", "again"), [(True, [(CREDIT_NOTES.path, guid(21))]), (False, [])])
def test_a_refund_of_another_day_is_news_where_it_dates_rows(
    books: FakeBooks,
    matters: bool,  # noqa: FBT001
    again: list[tuple[str, str]],
) -> None:
    """It replaced the one of before, which stamps nothing; what was applied or voided meanwhile is no news."""
    remembered: dict[str, str] = {}
    refund = {"PaymentID": guid(51), "Date": "2026-03-03", "Amount": 1}
    books.credit_note(21, Status="PAID", Payments=[refund])
    changes(remembered).meet(met_note(books, 21), heard_by_all=True)
    books.credit_note(22, Status="PAID", applied_to=[11])
    books.credit_note(23, Status="VOIDED")

    assert found(changes(remembered, refunds_date_rows=matters)) == []

    books.credit_note(21, Status="PAID", Payments=[{**refund, "PaymentID": guid(52), "Date": "2026-03-09"}])

    assert found(changes(remembered, refunds_date_rows=matters)) == again
    assert found(changes(remembered, refunds_date_rows=matters)) == []


def credited_once(books: FakeBooks) -> dict[str, str]:
    """Return what is remembered of invoice 11, to which credit note 21 was applied; both are its contact's."""
    books.credit_note(21, applied_to=[11], Status="PAID")
    books.credit_note(22, contact=2, Status="PAID")
    books.invoice(11, CreditNotes=[applied(21)])
    credited: dict[str, str] = {}
    changes(credited=credited).meet(met_invoice(books, 11), heard_by_all=True)
    return credited


def test_a_credit_note_that_an_invoice_lost_is_read_again_though_it_is_used_up(books: FakeBooks) -> None:
    """Refunded since, it is not open, nothing names it, and it bears no stamp: the notes of its contact are read."""
    credited = credited_once(books)
    silent = changes(credited=credited)
    silent.meet(met_invoice(books, 11), heard_by_all=True)
    silent.meet(met_note(books, 21), heard_by_all=True)
    assert found(silent) == []

    books.invoice(11)
    silent = changes(credited=credited)
    silent.meet(met_invoice(books, 11), heard_by_all=True)

    assert found(silent) == [(CREDIT_NOTES.path, guid(21))]
    assert credited == {}


def test_a_credit_note_of_an_invoice_that_nobody_knows_about_is_read_again(books: FakeBooks) -> None:
    """Streams that were not read together do not agree on what the invoice bore, nor on whose it was."""
    credited = dict.fromkeys(credited_once(books), "")
    books.invoice(11)
    silent = changes(credited=credited)
    silent.meet(met_invoice(books, 11), heard_by_all=True)

    assert found(silent) == [(CREDIT_NOTES.path, guid(21)), (CREDIT_NOTES.path, guid(22))]


def test_a_credit_note_is_read_again_though_the_invoice_that_lost_it_is_another_contacts_now(books: FakeBooks) -> None:
    """The note stayed with the contact of before, whom nothing names: every note is read."""
    credited = credited_once(books)
    books.invoice(11, contact=3)
    silent = changes(credited=credited)
    silent.meet(met_invoice(books, 11), heard_by_all=True)

    assert found(silent) == [(CREDIT_NOTES.path, guid(21)), (CREDIT_NOTES.path, guid(22))]


def test_an_invoice_that_could_not_be_understood_may_have_borne_any_credit_note(books: FakeBooks) -> None:
    """Once it can be and bears none, what it bore is read, whichever that was."""
    books.credit_note(21, Status="PAID")
    books.invoice(11, Total=None)
    credited: dict[str, str] = {}
    silent = changes(credited=credited)
    silent.meet(read_invoice(books.read("Invoices", 11)), heard_by_all=True)
    assert found(silent) == []

    books.invoice(11)
    silent = changes(credited=credited)
    silent.meet(met_invoice(books, 11), heard_by_all=True)

    assert found(silent) == [(CREDIT_NOTES.path, guid(21))]
    assert credited == {}


def test_a_credit_note_whose_look_nobody_knows_is_read_again_whatever_else_happened(books: FakeBooks) -> None:
    """After a sync that was broken off nothing need have changed since, and yet its rows may be others."""
    for number in (21, 22):
        books.credit_note(number)
    remembered = {guid(21): "", guid(22): "", guid(23): ""}
    books.credit_note(23, Status="PAID", Payments=[{"PaymentID": guid(51), "Date": "2026-03-03", "Amount": 1}])

    assert found(changes(remembered, settled=True)) == [(CREDIT_NOTES.path, guid(each)) for each in (21, 22, 23)]
    assert found(changes(remembered, settled=True)) == []


def test_of_a_credited_invoice_that_cannot_be_understood_every_credit_note_is_read(books: FakeBooks) -> None:
    """It may have lost any; what it bore is remembered until it can be understood again."""
    credited = credited_once(books)
    remembered = dict(credited)
    books.invoice(11, Total=None)
    silent = changes(credited=credited)
    silent.meet(read_invoice(books.read("Invoices", 11)), heard_by_all=True)

    assert found(silent) == [(CREDIT_NOTES.path, guid(21)), (CREDIT_NOTES.path, guid(22))]
    assert credited == remembered


def test_everything_is_read_again_where_it_must_be(books: FakeBooks) -> None:
    """Such as when the rows' codes may stand for other products than before."""
    books.invoice(11)
    books.credit_note(21)

    assert found(changes(everything=True)) == [(INVOICES.path, guid(11)), (CREDIT_NOTES.path, guid(21))]


def test_a_credit_note_that_cannot_be_understood_is_news_until_it_was_met(books: FakeBooks) -> None:
    """Among the open ones, and where an invoice that cannot be understood may have used up one that was open."""
    books.invoice(11, Total=None)
    books.credit_note(21, Total="much")
    books.credit_note(22, Status="PAID")
    unreadable = read_invoice(books.read("Invoices", 11))

    silent = changes({guid(22): "as it was"})
    silent.meet(unreadable, heard_by_all=True)
    assert found(silent) == [(CREDIT_NOTES.path, guid(21)), (CREDIT_NOTES.path, guid(22))]

    silent = changes()
    silent.meet(unreadable, heard_by_all=True)
    silent.meet(read_credit_note(books.read("CreditNotes", 21)), heard_by_all=True)
    assert found(silent) == []


@pytest.mark.usefixtures("books")
def test_a_credit_note_looks_as_it_did_to_the_last_release() -> None:
    """What it looked like is remembered in the state: written otherwise, all open ones would be sent again at once."""
    remembered: dict[str, str] = {}
    use = {"allocations": (applied_to("A", "40.00"),), "payments": (paid("1.50"),), "remaining_credit": Decimal("4.50")}

    changes(remembered).meet(credit_note(document_id="n-1", **use), heard_by_all=True)

    assert remembered == {"n-1": "ccf2ea1fd5e0"}
