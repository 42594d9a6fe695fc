"""What is held is looked at again in every sync, until it can be understood or is gone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pytest

from source_xero_revrec.ledger.held import HeldDocuments
from source_xero_revrec.rules.outcome import Bucket, Unread
from unit_tests.source_xero_revrec.fake_books import LONG_AGO, TENANT, FakeBooks, dated
from unit_tests.source_xero_revrec.ledger.made_ledger import current, rows_of, states_of, sync
from unit_tests.source_xero_revrec.rules.made_documents import emitted, invoice
from unit_tests.xero_api.fake_xero import guid
from xero_api.unreadable import UnreadableDocument, read_invoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from airbyte_cdk.models import AirbyteMessage

OLD = {"UpdatedDateUTC": dated(LONG_AGO)}


def findings(messages: Sequence[AirbyteMessage]) -> list[tuple[str, str, str | None]]:
    """Return document, status and field of each finding UNREADABLE."""
    rows = rows_of(messages, "recon_errors")
    return [(row["document_id"], row["status"], row.get("field")) for row in rows if row["check"] == "UNREADABLE"]


def completeness(messages: Sequence[AirbyteMessage]) -> list[dict[str, Any]]:
    """Return B1 of the months."""
    return [row for row in rows_of(messages, "control_totals") if row["check"] == "B1" and row["period"]]


def test_a_held_document_gives_no_rows_and_counts_as_held(books: FakeBooks) -> None:
    """The others give theirs; B1 ties over what can be read, and says what is held."""
    books.invoice(11, **OLD)
    books.invoice(12, CurrencyRate="high", **OLD)
    books.credit_note(21, "5.00", day=LONG_AGO.date().replace(month=1, day=20), Reference=7, **OLD)

    out = list(sync())

    assert current(rows_of(out, "billing_schedule")) == {"INV-11": Decimal("100.00")}
    assert findings(out) == [(guid(12), "Open", "CurrencyRate"), (guid(21), "Open", "Reference")]
    (month,) = completeness(out)
    assert (month["status"], month["reason"], month["difference"]) == ("Ties", "HELD", Decimal("0.00"))
    assert (month["expected_count"], month["held_count"], month["emitted_count"]) == (3, 2, 1)
    assert (month["expected_amount"], month["held_amount"]) == (Decimal("195.00"), Decimal("95.00"))


def test_a_total_that_cannot_be_read_is_not_zero(books: FakeBooks) -> None:
    """Then the month does not tie, and says how many totals are not known."""
    books.invoice(11, **OLD)
    books.invoice(12, SubTotal=None, **OLD)

    (month,) = completeness(list(sync()))

    assert (month["status"], month["reason"], month["held_count"]) == ("Does not tie", "HELD", 1)
    told = "1 document held, since not understood, 1 of them without a total that can be read"
    assert month["description"].endswith(told)


def test_a_held_document_without_a_date_stands_in_a_month_of_its_own(books: FakeBooks) -> None:
    """So do all documents of that kind; a draft counts as excluded. Repaired, it goes to its month."""
    books.invoice(11, **OLD)
    books.invoice(13, Status="DRAFT", Date=None, Contact=None, **OLD)
    books.invoice(12, Date=None, **OLD)
    first = list(sync())
    months = {row["period"]: (row["held_count"], row["excluded_count"], row["status"]) for row in completeness(first)}
    assert months == {"2026-01": (0, 0, "Ties"), "undated": (1, 1, "Ties")}
    assert (guid(12), "Open", "Date") in findings(first)

    books.invoice(12, **OLD)
    books.invoice(13, Status="DRAFT", **OLD)
    second = list(sync(states=states_of(first)))

    months = {row["period"]: (row["held_count"], row["emitted_count"], row["status"]) for row in completeness(second)}
    assert months["2026-01"] == (0, 2, "Ties")


def test_a_document_mended_without_a_timestamp_is_found(books: FakeBooks) -> None:
    """What is held is read again in each sync, and told again only where there is something new to say."""
    books.invoice(11, Contact={"ContactID": guid(1)}, **OLD)
    states = states_of(list(sync()))
    assert states["customers"][TENANT]["held"].keys() == {guid(11)}

    same = list(sync(states=states))
    assert (findings(same), rows_of(same, "billing_schedule")) == ([], [])

    books.invoice(11, Contact=None, **OLD)
    other = list(sync(states=states_of(same, states)))
    assert findings(other) == [(guid(11), "Open", "Contact")]

    books.invoice(11, **OLD)
    mended = list(sync(states=states_of(other, states)))
    assert findings(mended) == [(guid(11), "Resolved", None)]
    assert current(rows_of(mended, "billing_schedule")) == {"INV-11": Decimal("100.00")}
    assert "held" not in states_of(mended, states)["customers"][TENANT]


def test_credit_notes_are_held_and_found_alike(books: FakeBooks) -> None:
    """Each is asked for by its id, many by reading all; one that is gone is no error."""
    numbers = range(21, 36)
    for number in numbers:
        books.credit_note(number, Total="much", **OLD)
    states = states_of(list(sync()))
    for number in numbers:
        books.credit_note(number, Status="PAID", **OLD)

    some = {stream: {TENANT: {**state[TENANT]}} for stream, state in states.items()}
    for state in some.values():
        state[TENANT]["held"] = dict(list(state[TENANT]["held"].items())[:3])
    one_by_one, all_of_them = list(sync(states=some)), list(sync(states=states))

    assert len(current(rows_of(one_by_one, "billing_schedule"))) == 3
    assert len(current(rows_of(all_of_them, "billing_schedule"))) == 15


def test_rows_of_a_document_that_is_held_now_are_withdrawn(books: FakeBooks) -> None:
    """Its other findings are, too; without a sign of its version the rows cannot be withdrawn."""
    books.invoice(11, SubTotal=Decimal("90.00"), **OLD)
    states = states_of(first := list(sync()))
    assert [row["check"] for row in rows_of(first, "recon_errors")] == ["I1", "I2"]

    books.change("Invoices", 11, Status="FROZEN")
    held = list(sync(states=states))

    (row,) = rows_of(held, "billing_schedule")
    assert (row["withdrawn"], row["billing_id"], row["document_id"]) == (True, f"{guid(11)}:0", guid(11))
    assert [row["withdrawn"] for row in rows_of(held, "order_details")] == [True]
    status = {row["check"]: row["status"] for row in rows_of(held, "recon_errors")}
    assert status == {"UNREADABLE": "Open", "I1": "Resolved", "I2": "Resolved"}


def test_what_is_gone_is_withdrawn(books: FakeBooks) -> None:
    """Xero does not hand it out any more under the id that it had."""
    books.invoice(11, Total=None, **OLD)
    states = states_of(list(sync()))

    del books.records["Invoices"][guid(11)]
    out = list(sync(states=states))

    assert findings(out) == [(guid(11), "Resolved", None)]
    assert "held" not in states_of(out, states)["recon_errors"][TENANT]


def test_a_stream_that_was_left_out_meanwhile_hears_of_it_too(books: FakeBooks) -> None:
    """What any stream remembers as held is looked at again for all."""
    books.invoice(11, Total=None, **OLD)
    states = states_of(list(sync()))
    books.invoice(11, **OLD)
    alone = list(sync("billing_schedule", states=states))
    assert [row["document_number"] for row in rows_of(alone, "billing_schedule")] == ["INV-11"]

    books.now += timedelta(minutes=1)
    both = list(sync("billing_schedule", "recon_errors", states=states_of(alone, states)))

    assert findings(both) == [(guid(11), "Resolved", None)]


def test_one_that_breaks_while_a_sync_runs_is_news_once() -> None:
    """Its rows were sent before it broke, so that they must be withdrawn; after that it is held as any other."""
    broken = read_invoice({"InvoiceID": "invoice-1", "Type": "ACCREC", "Status": "AUTHORISED"})
    assert isinstance(broken, UnreadableDocument)
    unread = Unread(broken, Bucket.HELD)
    held = HeldDocuments(cast("Any", None), {})
    held.meet(emitted(invoice(document_id="invoice-1")))

    assert held.is_new(unread)

    held.meet(unread)
    assert not held.is_new(unread)


@pytest.mark.parametrize(("invoice_id", "nameless"), [("invoice-1", False), (None, True)])
def test_a_document_without_an_id_is_nameless(invoice_id: str | None, nameless: bool) -> None:  # noqa: FBT001
    """One that can be understood bears its own."""
    broken = read_invoice({"InvoiceID": invoice_id, "Type": "ACCREC", "Status": "AUTHORISED"})
    assert isinstance(broken, UnreadableDocument)
    held = HeldDocuments(cast("Any", None), {})

    assert held.is_nameless(Unread(broken, Bucket.HELD)) is nameless
    assert not held.is_nameless(emitted(invoice()))
