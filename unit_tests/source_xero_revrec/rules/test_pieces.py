"""An item in pieces is the item: every cent of it, once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from source_xero_revrec.rules.apportion import apportion
from source_xero_revrec.rules.periods.service_period import ServicePeriod
from source_xero_revrec.rules.pieces import Piece, split
from unit_tests.source_xero_revrec.rules.made_documents import amounts, emitted, invoice, line
from xero_api.money import ZERO

PERIOD = ServicePeriod(date(2026, 1, 1), date(2026, 1, 31), "told")
(ITEM,) = emitted(invoice(line("100.00"))).items


@given(amounts, st.lists(st.integers(1, 900), min_size=2, max_size=5), st.booleans())
def test_amount_tax_and_home_amount_are_those_of_the_item(
    amount: Decimal,
    weights: list[int],
    in_home_currency: bool,  # noqa: FBT001 - drawn
) -> None:
    """To the cent, and in each piece quantity times price is the amount."""
    tax, home = amount / 10, amount * 2 if in_home_currency else None
    item = structs.replace(ITEM, amount=amount, original_amount=amount, tax_amount=tax.quantize(ZERO), home_amount=home)
    parts = apportion(amount, [Decimal(weight) for weight in weights])

    pieces = split(item, [Piece(part, PERIOD, "told") for part in parts])

    assert [piece.amount for piece in pieces] == [piece.original_amount for piece in pieces] == parts
    assert sum(piece.tax_amount for piece in pieces) == item.tax_amount
    assert (
        (sum(piece.home_amount or ZERO for piece in pieces) == home) if in_home_currency else not pieces[0].home_amount
    )
    assert all(piece.quantity * piece.unit_price == piece.amount for piece in pieces)
    assert [piece.item_number for piece in pieces] == [f"1.{place}" for place in range(1, len(weights) + 1)]


def test_one_piece_is_the_item_with_its_number_and_price() -> None:
    """Only what decides its period is new."""
    (piece,) = split(ITEM, [Piece(ITEM.original_amount, PERIOD, "told")])

    assert piece == structs.replace(ITEM, period=PERIOD, period_rule="told")


def test_the_pieces_of_a_voided_item_bill_nothing() -> None:
    """They keep what was billed."""
    voided = structs.replace(ITEM, amount=ZERO, unit_price=ZERO)

    pieces = split(voided, [Piece(Decimal(amount), PERIOD, "told") for amount in ("60.00", "40.00")])

    assert [(each.amount, each.unit_price, str(each.original_amount)) for each in pieces] == [
        (ZERO, ZERO, "60.00"),
        (ZERO, ZERO, "40.00"),
    ]
