"""Exact numbers: from the digits of the JSON text, never through a float."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from xero_api.nesting import shallow_text

if TYPE_CHECKING:
    from collections.abc import Callable

ZERO = Decimal("0.00")
CENT = Decimal("0.01")

# Sums of numbers up to here keep every digit of theirs within the 28 that Decimal works with.
_BEYOND_REASON = Decimal(10) ** 15
_MOST_PLACES = 12
_LONGEST_INTEGER = 18
# A point and as many decimal places as may be fit into it, and no number beyond reason does.
_SHORT = 14
# As many digits, with or without a sign, as keep a number within reason.
_MOST_DIGITS = 15
_AMOUNTS_KEPT = 20_000
# Here `in` takes three times as long.
_NUL = re.compile(rb"\\u0000")


def amount(value: object) -> Decimal:
    """Return a number of Xero's with its own digits: below 10^15 in size, with 12 decimal places at most.

    Raises ValueError, which says what is needed, for everything else: a text is not taken for a number, nor is true.
    """
    if type(value) is Decimal:
        text = str(value)
        # Nearly all are so short that they cannot be beyond reason.
        if len(text) <= _SHORT and "E" not in text and "N" not in text and text[-1] <= "9":
            return value
    if type(value) is int:
        number = Decimal(value)
    elif isinstance(value, Decimal):
        number = value
    else:
        raise ValueError("a number")
    # One that is no number at all has no size.
    if not number.is_finite() or abs(number) >= _BEYOND_REASON:
        raise ValueError("a number below 10^15")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_MOST_PLACES:
        raise ValueError("a number of at most 12 decimal places")
    return number


def parse(body: bytes, number: Callable[[str], Any] = Decimal) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Parse JSON; every fractional number becomes what `number` makes of its digits, a Decimal unless told otherwise.

    What is nested too deep is a text instead (see `nesting`), and so are the digits of a number that `number` cannot
    read. Raises ValueError where the text is no JSON (Xero's error pages are HTML, and answers get cut).
    """
    try:
        return _parsed(body, number)
    except RecursionError:
        return _parsed(shallow_text(body), number)


class Parsed(NamedTuple):
    """A value of JSON; it is `plain` where all in it is certainly as it should be.

    Then every number with decimal places is a Decimal that `amount` takes, and every text has whole characters and no
    NUL.
    """

    value: Any
    plain: bool


def parsed(body: bytes, number: Callable[[str], Any] = Decimal) -> Parsed:
    """Parse JSON as `parse` does, and tell whether it is plain, which only one with Decimals is."""
    if number is Decimal and not _NUL.search(body):
        with suppress(ValueError, RecursionError):
            return Parsed(_reader(_amounts)(body), plain=True)
    return Parsed(parse(body, number), plain=False)


class _Amounts(dict[str, Decimal]):
    """Amounts by their digits, which documents share."""

    def __missing__(self, digits: str) -> Decimal:
        if len(self) >= _AMOUNTS_KEPT:
            self.clear()
        found = self[digits] = _plain(digits)
        return found


def _plain(digits: str) -> Decimal:
    whole, _, places = digits.partition(".")
    if len(whole) > _MOST_DIGITS or len(places) > _MOST_PLACES or not places.isdecimal():
        raise ValueError("no plain amount")
    return Decimal(digits)


_amounts = _Amounts().__getitem__


def _parsed(body: bytes, number: Callable[[str], Any]) -> Any:  # noqa: ANN401 - as parse
    try:
        return _reader(number)(body)
    except (ValueError, ArithmeticError):
        # Python's own reader takes what is not quite JSON and comes all the same: NaN, half a character, UTF-16.
        constant = None if number is Decimal else number
        number = _lenient(number)
        return json.loads(body, parse_float=number, parse_int=_whole(number), parse_constant=constant)


def _lenient(number: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(digits: str) -> Any:  # noqa: ANN401 - as parse
        try:
            return number(digits)
        except ArithmeticError:
            return digits

    return read


def _whole(number: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return what reads the digits of a whole number: one too long for an integer anywhere is read as an amount is."""
    return lambda digits: int(digits) if len(digits) <= _LONGEST_INTEGER else number(digits)


@lru_cache(maxsize=8)
def _reader(number: Callable[[str], Any]) -> Callable[[bytes], Any]:
    # Six times as fast as Python's own, and lines of journals are read by the million.
    from msgspec.json import Decoder  # noqa: PLC0415 - start-up counts

    return Decoder(float_hook=number).decode
