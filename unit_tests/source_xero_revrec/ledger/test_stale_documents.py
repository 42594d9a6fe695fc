"""Documents whose rows are not what Xero shows are named, and read again by the next sync."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unit_tests.source_xero_revrec.fake_books import LONG_AGO, TENANT, dated
from unit_tests.source_xero_revrec.ledger.made_ledger import rows_of, states_of, sync
from unit_tests.xero_api.fake_xero import guid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from airbyte_cdk.models import AirbyteMessage

    from unit_tests.source_xero_revrec.fake_books import FakeBooks

OLD = {"UpdatedDateUTC": dated(LONG_AGO)}
STREAMS = ("billing_schedule", "control_totals")


def completeness(messages: Iterable[AirbyteMessage]) -> dict[str, tuple[str, str, str]]:
    """Return status, reason and description of each month's B1 that was sent."""
    rows = rows_of(messages, "control_totals")
    return {
        row["period"]: (row["status"], row["reason"], row["description"])
        for row in rows
        if row["check"] == "B1" and row["period"]
    }


def test_what_changed_unseen_is_named_then_read_again_by_its_id(books: FakeBooks) -> None:
    """An invoice and a credit note; the month ties again, and the state forgets them."""
    books.invoice(11, **OLD)
    books.credit_note(21, "30.00", Status="PAID", RemainingCredit=Decimal(0), **OLD)
    books.debtors = Decimal("100.00")
    states = states_of(sync(*STREAMS))
    books.invoice(11, "150.00", **OLD)
    books.credit_note(21, "20.00", Status="PAID", RemainingCredit=Decimal(0), **OLD)
    books.debtors = Decimal("150.00")

    found = list(sync(*STREAMS, states=states))

    assert rows_of(found, "billing_schedule") == []
    assert completeness(found)["2026-01"][:2] == ("Does not tie", "STALE")
    assert "INV-11 (changed)" in completeness(found)["2026-01"][2]
    assert "CN-21 (changed)" in completeness(found)["2026-02"][2]
    states = states_of(found, states)
    assert states["control_totals"][TENANT]["stale"] == {guid(11): "ACCREC:2026-01", guid(21): "ACCRECCREDIT:2026-02"}

    books.asked.clear()
    mended = list(sync(*STREAMS, states=states))

    assert {row["document_number"] for row in rows_of(mended, "billing_schedule")} == {"INV-11", "CN-21"}
    assert {each[0] for each in completeness(mended).values()} == {"Ties"}
    assert f"Invoices IDs={guid(11)}" in books.asked
    assert "stale" not in states_of(mended, states)["control_totals"][TENANT]


def test_many_stale_documents_are_named_in_part_and_all_are_read_again(books: FakeBooks) -> None:
    """A state is to stay small."""
    books.page_size = 1_000
    for number in range(500):
        books.invoice(1_000 + number, **OLD)
    states = states_of(sync(*STREAMS))
    for number in range(500):
        books.invoice(1_000 + number, "101.00", **OLD)
    books.debtors = Decimal(500 * 101)

    found = list(sync(*STREAMS, states=states))

    assert "and 490 more" in completeness(found)["2026-01"][2]
    states = states_of(found, states)
    assert states["control_totals"][TENANT]["stale"] == {"all": "all"}
    mended = list(sync(*STREAMS, states=states))
    assert len(rows_of(mended, "billing_schedule")) == 500
    assert completeness(mended)["2026-01"][0] == "Ties"


def test_what_cannot_be_read_again_stays_stale(books: FakeBooks) -> None:
    """Its month is counted again, and still names it."""
    books.invoice(11, **OLD)
    books.invoice(12, **OLD)
    states = states_of(sync(*STREAMS))
    books.invoice(11, "150.00", **OLD)
    books.debtors = Decimal("250.00")
    states = states_of(sync(*STREAMS, states=states), states)
    states["control_totals"][TENANT]["stale"] = {guid(99): "ACCREC:2026-01"}

    again = list(sync(*STREAMS, states=states))

    assert states_of(again, states)["control_totals"][TENANT]["stale"] == {guid(11): "ACCREC:2026-01"}


def test_an_invoice_that_bills_no_more_unseen_is_told_and_withdrawn(books: FakeBooks) -> None:
    """Its rows count until they are withdrawn."""
    books.invoice(11, **OLD)
    books.invoice(12, **OLD)
    books.debtors = Decimal("200.00")
    states = states_of(sync(*STREAMS))
    books.change("Invoices", 11, quietly=True, Status="DELETED")
    books.debtors = Decimal("100.00")

    found = list(sync(*STREAMS, states=states))
    assert "INV-11 (no rows any more)" in completeness(found)["2026-01"][2]

    mended = list(sync(*STREAMS, states=states_of(found, states)))
    assert [(row["document_number"], row["withdrawn"]) for row in rows_of(mended, "billing_schedule")] == [
        ("INV-11", True)
    ]
    assert completeness(mended)["2026-01"][0] == "Ties"


def test_very_many_documents_are_counted_anew_only_for_a_difference_that_stays(books: FakeBooks) -> None:
    """People may have worked between the documents and the report: the sync after it looks for what changed unseen."""
    books.page_size = 1_000
    books.invoice(11, **OLD)
    draft = {**books.records["Invoices"][guid(11)], "Status": "DRAFT", "LineItems": []}
    books.records["Invoices"] |= {
        guid(number): {**draft, "InvoiceID": guid(number), "InvoiceNumber": f"INV-{number}"}
        for number in range(20_000, 30_001)
    }
    books.debtors = Decimal("100.00")
    states = states_of(sync("control_totals"))
    books.invoice(11, "150.00", **OLD)
    books.debtors = Decimal("150.00")

    first = list(sync("control_totals", states=states))
    second = list(sync("control_totals", states=states_of(first, states)))

    assert completeness(first) == {}
    assert completeness(second)["2026-01"][:2] == ("Does not tie", "STALE")
