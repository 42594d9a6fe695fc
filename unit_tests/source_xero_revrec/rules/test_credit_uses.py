"""A credit note's uses are its allocations, its refunds and what remains, always in the same order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.credit_uses import CreditUse, credit_uses
from unit_tests.source_xero_revrec.rules.made_documents import credit_note
from unit_tests.xero_api.made_records import made
from xero_api.models import Allocation, Payment


def allocation(name: str, amount: str, day: str, **fields: Any) -> Allocation:  # noqa: ANN401
    """Return an allocation to the invoice of that name."""
    return made(
        Allocation,
        {
            "AllocationID": f"allocation-{name}",
            "Amount": Decimal(amount),
            "Date": day,
            "Invoice": {"InvoiceID": f"id-{name}", "InvoiceNumber": f"INV-{name}"},
            **fields,
        },
    )


def refund(amount: str) -> Payment:
    """Return a refund."""
    return made(Payment, {"Amount": Decimal(amount), "Date": "2026-02-01"})


def test_a_credit_note_that_nobody_used_is_unallocated() -> None:
    """There is always a use, so that there are always rows."""
    assert [CreditUse("unallocated", Decimal("46.00"))] == credit_uses(credit_note())


def test_a_credit_note_worth_nothing_still_has_a_use() -> None:
    """A voided one has neither allocations nor a remainder."""
    assert [CreditUse("unallocated", Decimal(0))] == credit_uses(credit_note(status="VOIDED"))


def test_uses_come_as_allocations_refunds_and_remainder() -> None:
    """Allocations by date, refunds as one, the remainder last."""
    note = credit_note(
        allocations=(allocation("B", "10.00", "2026-03-01"), allocation("A", "20.00", "2026-02-01")),
        payments=(refund("3.00"), refund("4.00")),
        remaining_credit=Decimal("9.00"),
    )

    assert credit_uses(note) == [
        CreditUse("applied", Decimal("20.00"), "id-A", "INV-A", "allocation-A"),
        CreditUse("applied", Decimal("10.00"), "id-B", "INV-B", "allocation-B"),
        CreditUse("refunded", Decimal("7.00"), "", "", ""),
        CreditUse("unallocated", Decimal("9.00")),
    ]


def test_an_allocation_that_was_taken_back_is_no_use() -> None:
    """Xero still lists it, as deleted."""
    note = credit_note(allocations=(allocation("A", "46.00", "2026-02-01", IsDeleted=True),))

    assert [use.kind for use in credit_uses(note)] == ["unallocated"]


def test_a_credit_note_that_is_used_up_has_no_remainder() -> None:
    """A use of nothing would only be a row of zero."""
    note = credit_note(allocations=(allocation("A", "46.00", "2026-02-01"),), remaining_credit=Decimal("0.00"))

    assert [use.kind for use in credit_uses(note)] == ["applied"]


@given(st.permutations([("A", "2026-02-01"), ("B", "2026-02-01"), ("C", "2026-01-31"), ("D", "2026-03-01")]))
def test_the_order_in_which_xero_lists_allocations_does_not_matter(listed: list[tuple[str, str]]) -> None:
    """The same state of a credit note gives the same rows under the same keys."""
    note = credit_note(allocations=tuple(allocation(name, "1.00", day) for name, day in listed))

    assert [use.invoice_number for use in credit_uses(note)][:-1] == ["INV-C", "INV-A", "INV-B", "INV-D"]
