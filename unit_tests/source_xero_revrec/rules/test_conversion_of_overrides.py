"""A person's word on a line wins over every rule, on invoices and on credit notes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from source_xero_revrec.rules.overrides.of_documents import Overrides
from source_xero_revrec.rules.overrides.override import Override
from source_xero_revrec.rules.periods.service_period import DateOrder
from unit_tests.source_xero_revrec.rules.made_conversions import applied, conversion, convert, item
from unit_tests.source_xero_revrec.rules.made_documents import credit_note, invoice
from xero_api.money import ZERO

MARCH = date(2026, 3, 1), date(2026, 3, 31)
YEAR = date(2026, 1, 1), date(2026, 12, 31)
RULES = {"service_periods": {"product_rules": [{"account_code": "200", "service": "at_invoice_date"}]}}


def overrides(line: str, document_id: str) -> Overrides:
    """Return a table that says March of a line."""
    row = Override("row 2", document_id=document_id, line=line, start="2026-03-01", end="2026-03-31")
    found = Overrides([row], DateOrder(day_first=True, year_end=(3, 31)))
    found.settle(row.document, [document_id])
    return found


@pytest.mark.parametrize("options", [{}, RULES])
def test_the_word_wins_over_rules_and_texts(options: dict[str, Any]) -> None:
    """Of its line; the others are as they were."""
    document = invoice(item("100.00", description="2026 Feb"), item("50.00"))

    first, second = convert(document, rules=conversion(overrides=overrides("1", document.document_id), **options)).items

    assert ((first.period.start, first.period.end), first.period_rule) == (MARCH, "override")
    assert second.period_rule != "override"


@pytest.mark.parametrize("treatment", ["retrospective", "prospective", "point_in_time"])
def test_the_word_on_a_credits_line_wins_over_the_treatment(treatment: str) -> None:
    """In each of its uses, in one piece."""
    note = credit_note(item("40.00"), remaining_credit=ZERO, allocations=(applied("A", "20.00"), applied("B", "20.00")))
    rules = conversion(overrides=overrides("1", note.document_id), credit_note_treatment=treatment)

    items = convert(note, rules=rules).items

    assert [(each.item_number, (each.period.start, each.period.end)) for each in items] == [
        ("1.1", MARCH),
        ("1.2", MARCH),
    ]
    assert {each.period_rule for each in items} == {"override"}


def test_a_discount_follows_the_word_on_the_line_that_it_is_taken_off() -> None:
    """Its neighbour has that period now."""
    document = invoice(item("100.00"), item("-10.00", description="Discount"))

    discount = convert(document, rules=conversion(overrides=overrides("1", document.document_id))).items[1]

    assert ((discount.period.start, discount.period.end), discount.period_rule) == (MARCH, "invoice_lines")


def test_a_row_that_does_nothing_is_told_with_the_document() -> None:
    """It has no line 7."""
    document = invoice(item("100.00"))

    outcome = convert(document, rules=conversion(overrides=overrides("7", document.document_id)))

    assert [fault.reason for fault in outcome.override_faults] == ["NO_LINE"]


def test_a_rule_of_the_account_wins_over_the_text() -> None:
    """The text names a year, and the account's rule one day."""
    (sold,) = convert(invoice(item("100.00", description="1 Jan 2026 to 31 Dec 2026")), **RULES).items

    assert (sold.period.start, sold.period.end, sold.period_rule) == (
        date(2026, 1, 15),
        date(2026, 1, 15),
        "account_rule",
    )
