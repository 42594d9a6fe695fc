"""Decimal amounts at the scales that Xero keeps."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from xero_sandbox.books.records import BooksError

CENT = Decimal("0.01")
FOUR_PLACES = Decimal("0.0001")
TEN_PLACES = Decimal("0.0000000001")
ZERO = Decimal("0.00")
ONE = Decimal(1)
ONE_TO_ONE = Decimal("1.0000000000")

Amount = Decimal | str | int


def decimal_of(value: Amount) -> Decimal:
    """Read an amount as a person gives it; a float is refused, since it has no exact cents."""
    if isinstance(value, bool) or not isinstance(value, Decimal | str | int):
        raise BooksError(f"'{value!r}' is not an amount: give a decimal as text.")
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        message = f"'{value}' is not an amount."
        raise BooksError(message) from error
    if not number.is_finite():
        raise BooksError(f"'{value}' is not an amount.")
    return number


def cents(value: Decimal) -> Decimal:
    """Round to two places, half away from zero, as Xero rounds every line."""
    return value.quantize(CENT, ROUND_HALF_UP) + ZERO


def four_places(value: Decimal) -> Decimal:
    """Round to the four places that Xero stores for a quantity or a unit amount."""
    return value.quantize(FOUR_PLACES, ROUND_HALF_UP)


def rate_of(value: Amount) -> Decimal:
    """Read a currency rate (foreign units for one unit of base currency) at ten places."""
    rate = decimal_of(value).quantize(TEN_PLACES, ROUND_HALF_UP)
    if rate <= 0:
        raise BooksError("The currency rate must be greater than zero.")
    return rate


def in_base(amount: Decimal, rate: Decimal) -> Decimal:
    """Turn a document's amount into base currency, in cents; the rate is foreign units per base unit."""
    return amount if rate == 1 else cents(amount / rate)
