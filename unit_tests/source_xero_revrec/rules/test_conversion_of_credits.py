"""From a credit note to its items: one for each line and use, with the days that its treatment gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from source_xero_revrec.rules.outcome import DocumentType
from unit_tests.source_xero_revrec.rules.made_conversions import (
    applied,
    convert,
    item,
)
from unit_tests.source_xero_revrec.rules.made_documents import credit_note
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping


def test_a_credit_notes_entries_are_numbered_by_line_and_use() -> None:
    """Two lines applied to two invoices are four items, each of which names its invoice."""
    note = credit_note(
        item("30.00"), item("10.00"), remaining_credit=ZERO, allocations=(applied("A", "30.00"), applied("B", "10.00"))
    )

    items = convert(note).items

    assert [(sold.item_number, sold.reference_invoice_number, str(sold.amount)) for sold in items] == [
        ("1.1", "INV-A", "-22.50"),
        ("1.2", "INV-B", "-7.50"),
        ("2.1", "INV-A", "-7.50"),
        ("2.2", "INV-B", "-2.50"),
    ]
    assert {sold.document_type for sold in items} == {DocumentType.CREDIT_MEMO}


def test_net_and_tax_of_each_use_are_what_was_used() -> None:
    """Where the net of one use is rounded up, its tax is rounded down."""
    uses = (applied("A", "16.51"), applied("B", "16.51"))
    items = convert(credit_note(item("28.71", "4.31"), remaining_credit=ZERO, allocations=uses)).items

    assert [(str(sold.amount), str(sold.tax_amount)) for sold in items] == [("-14.36", "-2.15"), ("-14.35", "-2.16")]


def test_a_credit_note_worth_nothing_owes_no_negative_zero() -> None:
    """-0.00 is no amount that an accountant writes."""
    assert str(convert(credit_note(item("0.00"))).net) == "0.00"


@pytest.mark.parametrize(
    ("treatment", "days"),
    [
        ("retrospective", [(date(2026, 1, 1), date(2026, 12, 31)), (date(2025, 7, 1), date(2025, 12, 31))]),
        ("prospective", [(date(2026, 1, 15), date(2026, 12, 31)), (date(2026, 1, 15), date(2026, 1, 15))]),
        ("point_in_time", [(date(2026, 1, 15), date(2026, 1, 15))] * 2),
    ],
)
def test_a_credit_note_is_treated_as_the_options_say(treatment: str, days: list[tuple[date, date]]) -> None:
    """The invoice's days, what is left of them from the credit note's date, or that date alone."""
    note = credit_note(item("40.00"), remaining_credit=ZERO, allocations=(applied("A", "20.00"), applied("B", "20.00")))

    items = convert(note, credit_note_treatment=treatment).items

    assert days == [(sold.period.start, sold.period.end) for sold in items]
    assert {sold.period_rule for sold in items} == {f"credit_note_{treatment}"}


def test_a_prospective_credit_never_begins_before_the_invoices_service() -> None:
    """A credit note written before the service begins takes effect when it does."""
    note = credit_note(item("40.00"), date="2025-12-01", remaining_credit=ZERO, allocations=(applied("A", "40.00"),))

    (sold,) = convert(note, credit_note_treatment="prospective").items

    assert (sold.period.start, sold.period.end) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("treatment", ["retrospective", "prospective"])
def test_a_credit_of_lines_with_different_periods_says_its_own_or_is_held(treatment: str) -> None:
    """A credit for a set-up in January is not spread over the year of the licence beside it."""
    uses: dict[str, Any] = {"remaining_credit": ZERO, "allocations": (applied("D", "40.00"),)}
    told, untold = (
        convert(credit_note(item("40.00", description=text), **uses), credit_note_treatment=treatment).items[0]
        for text in ("Set-up Jan 2026", "Set-up")
    )

    assert (told.period.start, told.period.end) == (date(2026, 1, 1), date(2026, 1, 31))
    assert told.period_rule == "line_description"
    assert (untold.period.start, untold.period.end, untold.period.problem) == (None, None, "ambiguous")
    assert untold.period_rule == f"credit_note_{treatment}"
    assert untold.period.note == (
        "The invoice's lines that it may credit name different periods: 1 Jan 2026 to 31 Jan 2026, "
        "and 1 Jan 2026 to 31 Dec 2026."
    )


def test_a_credit_of_lines_of_which_one_has_no_period_is_held() -> None:
    """The undated set-up may be what is credited: the year of the licence beside it is not its."""
    note = credit_note(item("40.00"), remaining_credit=ZERO, allocations=(applied("E", "40.00"),))

    (sold,) = convert(note).items

    assert (sold.period.start, sold.period.problem) == (None, "ambiguous")
    assert sold.period.note.endswith("name different periods: none, and 1 Jan 2026 to 31 Dec 2026.")


def test_a_credit_on_another_account_says_its_own_or_takes_the_one_period_of_the_invoice() -> None:
    """An invoice of one single period speaks for every line; one of several for none that it does not have."""
    one, several = (
        credit_note(item("40.00", account_code="260"), remaining_credit=ZERO, allocations=(applied(name, "40.00"),))
        for name in ("A", "D")
    )
    own = item("40.00", account_code="260", description="Refund for Feb 2026")

    assert convert(one).items[0].period.end == date(2026, 12, 31)
    assert convert(several).items[0].period.problem == "ambiguous"
    assert convert(structs.replace(one, lines=(own,))).items[0].period.end == date(2026, 2, 28)


@pytest.mark.parametrize("uses", [{}, {"remaining_credit": ZERO, "allocations": (applied("C", "40.00"),)}])
def test_a_credit_note_of_an_unknown_service_says_its_own(uses: Mapping[str, Any]) -> None:
    """Where no invoice is known, or it states no service, the credit note's lines are read."""
    note = credit_note(item("40.00", description="Refund for Feb 2026"), **uses)

    (sold,) = convert(note).items

    assert (sold.period.start, sold.period.end) == (date(2026, 2, 1), date(2026, 2, 28))
    assert sold.period_rule == "line_description"


def test_a_credit_with_one_use_keeps_its_pieces_and_one_with_several_is_one_piece_each() -> None:
    """The pieces were credited once, whichever invoices the credit was spread over."""
    line = item("40.00", quantity=Decimal(8), unit_amount=Decimal("6.00"))
    (whole,) = convert(credit_note(line)).items
    spread = convert(
        credit_note(line, allocations=(applied("A", "10.00"), applied("B", "30.00")), remaining_credit=ZERO)
    ).items

    assert (whole.quantity, whole.unit_price, whole.list_price) == (Decimal(8), Decimal(-5), Decimal(-6))
    assert [(each.quantity, each.unit_price, each.list_price) for each in spread] == [
        (Decimal(1), Decimal(-10), Decimal(-10)),
        (Decimal(1), Decimal(-30), Decimal(-30)),
    ]
