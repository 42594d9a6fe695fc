"""What RevRec multiplies gives the amount to the cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.apportion import to_cents
from source_xero_revrec.rules.prices import list_price, priced
from xero_api.models import LineItem
from xero_api.money import CENT

AMOUNTS = st.integers(-(10**11), 10**11).map(lambda cents: cents * CENT)
QUANTITIES = st.none() | st.decimals("-10000", "10000", places=4)


def four(price: Decimal) -> Decimal:
    """Return a price at 4 decimals."""
    return price.quantize(Decimal("0.0001"), ROUND_HALF_UP)


@given(AMOUNTS, QUANTITIES)
def test_quantity_times_unit_price_is_the_amount(amount: Decimal, quantity: Decimal | None) -> None:
    """For any amount and quantity, at cents; the quantity is never zero or negative, the price has 4 decimals."""
    lots, price = priced(amount, quantity)

    assert to_cents(lots * price) == amount
    assert lots > 0
    assert four(price) == price


@given(AMOUNTS, st.decimals("0.0001", "99", places=4), st.sampled_from([1, -1]))
def test_xeros_quantity_is_kept_where_four_decimals_can_tell_the_price(
    amount: Decimal, quantity: Decimal, sign: int
) -> None:
    """Below a hundred, a price that is half of a ten-thousandth off is less than half a cent off in all."""
    assert priced(amount, sign * quantity)[0] == quantity


@pytest.mark.parametrize(
    ("amount", "quantity", "expected"),
    [
        ("100.00", "3", ("3", "33.3333")),
        ("-100.00", "3", ("3", "-33.3333")),
        ("-100.00", "-4.0000", ("4.0000", "-25.0000")),
        ("0.00", "5", ("5", "0.0000")),
        ("10.00", None, ("1", "10.00")),
        ("10.00", "0", ("1", "10.00")),
        # 70,000 at 0.0001 are 7.00, and at 0.0002 they are 14.00.
        ("7.01", "70000", ("1", "7.01")),
    ],
)
def test_prices_are_as_on_the_invoice(amount: str, quantity: str | None, expected: tuple[str, str]) -> None:
    """Where no price fits, it is one lot at the whole amount: a cent off would be worse."""
    found = priced(Decimal(amount), Decimal(quantity) if quantity else None)

    assert expected == tuple(map(str, found))


@pytest.mark.parametrize(
    ("line", "net_amount", "quantity", "price"),
    [
        # 10 at 12.50 less 20 %
        ({"quantity": "10", "unit_amount": "12.5000", "line_amount": "100.00"}, "100.00", "10", "12.5000"),
        # the same with 15 % tax inside
        ({"quantity": "10", "unit_amount": "14.3750", "line_amount": "115.00"}, "100.00", "10", "12.5000"),
        # one lot instead of 10
        ({"quantity": "10", "unit_amount": "12.5000", "line_amount": "100.00"}, "100.00", "1", "125.0000"),
        # four lots of two and a half
        ({"quantity": "10", "unit_amount": "12.5000", "line_amount": "125.00"}, "125.00", "4", "31.2500"),
        # no price on the line
        ({"line_amount": "99.99"}, "99.99", "3", "33.3300"),
        # given away
        ({"quantity": "2", "unit_amount": "50.0000", "line_amount": "0.00"}, "0.00", "2", "50.0000"),
    ],
)
def test_the_list_price_is_before_discount_and_net_of_tax(
    line: dict[str, str], net_amount: str, quantity: str, price: str
) -> None:
    """It is the price of one of the quantity that the row has."""
    item = LineItem(**{name: Decimal(number) for name, number in line.items()})

    assert price == str(list_price(item, Decimal(net_amount), Decimal(quantity)))
