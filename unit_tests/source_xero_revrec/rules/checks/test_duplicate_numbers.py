"""Numbers that are used more than once."""

from __future__ import annotations

import tracemalloc
from types import SimpleNamespace

from source_xero_revrec.rules.checks.duplicate_numbers import DuplicateNumbers
from source_xero_revrec.rules.outcome import Bucket, Outcome
from unit_tests.source_xero_revrec.rules.made_documents import credit_note, emitted, held, invoice


def counted(*outcomes: Outcome) -> DuplicateNumbers:
    """Return the numbers of outcomes."""
    numbers = DuplicateNumbers()
    for outcome in outcomes:
        numbers.add(outcome)
    return numbers


def test_k1_names_numbers_that_are_used_twice() -> None:
    """Case does not tell two numbers apart."""
    found = counted(*(emitted(invoice(number=number)) for number in ("INV-1", "inv-1", "INV-2", "INV-1"))).row()

    assert (found.check, found.period, found.currency) == ("K1", "", "")
    assert (found.expected_count, found.actual_count) == (4, 2)
    assert (found.status, found.severity, found.reason) == ("Does not tie", "error", "DUPLICATE")
    assert found.description == "4 numbered documents, 2 of them with a number used before, such as INV-1, inv-1"


def test_an_invoice_and_a_credit_note_of_one_number_are_told() -> None:
    """Xero numbers them apart, and RevRec would make one order of both."""
    found = counted(emitted(invoice(number="1")), emitted(credit_note(number="1"))).row()

    assert (found.status, found.severity, found.reason) == ("Does not tie", "error", "DUPLICATE")


def test_documents_that_give_no_rows_and_those_without_a_number_do_not_count() -> None:
    """A deleted draft leaves its number free."""
    found = counted(
        held(invoice(status="DELETED"), Bucket.EXCLUDED), emitted(invoice()), *[emitted(invoice(number=""))] * 2
    ).row()

    assert (found.expected_count, found.actual_count, found.status) == (1, 1, "Ties")


def test_ten_numbers_are_named_at_most() -> None:
    """The first of them by the alphabet, each once."""
    found = counted(*(emitted(invoice(number=f"INV-{number:02}")) for number in [*range(11, 0, -1)] * 3)).row()

    assert found.description.endswith("such as " + ", ".join(f"INV-{number:02}" for number in range(1, 11)))


def test_a_hundred_thousand_numbers_take_less_than_ten_megabytes() -> None:
    """Numbers are remembered by a hash, not as text."""
    numbers = DuplicateNumbers()
    tracemalloc.start()
    for number in range(100_000):
        document = SimpleNamespace(type="ACCREC", number=f"INV-{number:06}")
        numbers.add(Outcome(document, Bucket.PENDING))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 9_500_000
    assert numbers.row().status == "Ties"
