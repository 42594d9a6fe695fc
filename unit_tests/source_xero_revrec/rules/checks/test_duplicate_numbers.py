"""Numbers that several documents bear: found, told, and each document but one given an order of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.checks.duplicate_numbers import DuplicateNumbers, key_total, shared_numbers
from source_xero_revrec.rules.checks.tie_out import ControlTotal, verdict
from source_xero_revrec.rules.identifiers import order_number

if TYPE_CHECKING:
    from random import Random

INVOICE, CREDIT = "ACCREC", "ACCRECCREDIT"
BEARERS = st.lists(
    st.tuples(st.sampled_from([INVOICE, CREDIT]), st.uuids(version=4).map(str), st.sampled_from(["1001", "a1", "A1"])),
    max_size=6,
    unique_by=lambda bearer: bearer[1][:8],
)


def test_the_invoice_keeps_a_number_that_a_credit_note_bears_too() -> None:
    """Whichever id comes first; the credit note's order is another."""
    found = shared_numbers([(CREDIT, "a", "1001"), (INVOICE, "b", "1001"), (INVOICE, "c", "1002")])

    assert found == {"a": ("1001", True), "b": ("1001", False)}


def test_numbers_that_differ_in_case_are_two() -> None:
    """Of two invoices of one number the first by id keeps it."""
    assert shared_numbers([(INVOICE, "b", "INV-1"), (INVOICE, "c", "inv-1"), (INVOICE, "a", "INV-1")]) == {
        "a": ("INV-1", False),
        "b": ("INV-1", True),
    }


@given(BEARERS, st.randoms())
def test_no_two_documents_have_one_order_in_whatever_order_they_come(
    bearers: list[tuple[str, str, str]], chance: Random
) -> None:
    """And nobody but a document that shares its number has another order than its number."""
    found = shared_numbers(bearers)
    chance.shuffle(bearers)
    assert found == shared_numbers(bearers)
    orders = [order_number(number, known, taken=found.get(known, ("", False))[1]) for _, known, number in bearers]

    assert len(set(orders)) == len(bearers)
    assert all(order == number for order, (_, known, number) in zip(orders, bearers, strict=True) if known not in found)


def test_a_number_that_two_documents_bear_shows_at_the_second() -> None:
    """In the case of the number; a document that a walk meets twice shares it with nobody."""
    numbers = DuplicateNumbers()
    met = [("INV-1", "a"), ("INV-2", "b"), ("INV-1", "a"), ("INV-1", "c"), ("INV-1", "a"), ("INV-1", "c")]

    assert [numbers.add(*each) for each in met] == [False, False, False, True, False, True]
    assert "INV-2" in numbers
    assert "inv-2" not in numbers


def test_k1_names_numbers_that_are_shared() -> None:
    """Each has an order of its own, so that nothing is joined; without any there is nothing to say."""
    found = key_total(7, {"1001", "1000"})

    assert found == ControlTotal(
        check="K1",
        period="",
        currency="",
        description="7 numbered documents; several bear 1000, 1001: all but one of them have an order number of their "
        "own",
        expected_count=7,
        actual_count=7,
        **verdict("K1", "Ties", "DUPLICATE"),
    )
    assert (key_total(7, ()).description, key_total(7, ()).severity) == ("7 numbered documents", "info")
    assert (key_total(7, ()).status, key_total(7, ()).reason) == ("Ties", "")


def test_k1_names_ten_numbers_at_most() -> None:
    """A sentence stays readable."""
    described = key_total(99, {f"{number:04}" for number in range(20)}).description

    assert "several bear 0000, 0001, 0002, 0003, 0004, 0005, 0006, 0007, 0008, 0009: " in described
