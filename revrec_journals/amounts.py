"""Amounts as people and programs write them, read exactly or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

MOST_DIGITS = 15
"""Digits before the point of the largest amount that is taken (our choice): beyond it, something slipped."""
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_EITHER_WAY = re.compile(r"[^0-9]*[1-9][0-9]{0,2}\.[0-9]{3}[^0-9]*")
_BETWEEN = re.compile(r"[^0-9eE+-]")
"""What is no digit before the decimal mark."""
_MINUS = "[-\N{MINUS SIGN}]"
_SIGN = "[-+\N{MINUS SIGN}]"
_LOOKALIKES = {
    " ": "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}]",
    "'": "['\N{RIGHT SINGLE QUOTATION MARK}]",
}
"""What programs write for a space or an apostrophe between thousands."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How a file writes its amounts.

    `decimal_mark` is a point or a comma, empty where nobody said which: then it is a point. `thousands` is what stands
    between groups of digits, `currency_sign` what may stand beside them; empty where nothing may.
    """

    decimal_mark: str = ""
    thousands: str = ""
    currency_sign: str = ""


AS_PROGRAMS_WRITE = Notation()
"""Digits with a decimal point and nothing else, as RevRec and warehouses write."""


def read_amount(value: Any, notation: Notation = AS_PROGRAMS_WRITE) -> Decimal | None:  # noqa: ANN401 - any JSON value
    """Return an amount exactly as it is written; None where it is no number or one beyond all sense.

    Numbers of JSON and Excel are numbers in every notation. Brackets and a minus after the digits are a minus.
    """
    if type(value) is str:
        amount = _written(value.strip(), notation)
    elif type(value) is Decimal:
        amount = value
    elif type(value) is int:
        amount = Decimal(value)
    else:
        return None
    if amount is None or not amount.is_finite() or (amount and amount.adjusted() >= MOST_DIGITS):
        return None
    return amount


def may_be_thousands(value: Any, notation: Notation) -> bool:  # noqa: ANN401 - any value of JSON
    """Tell whether the point in `1.234` may as well separate thousands, since nobody said what it does."""
    return not notation.decimal_mark and not notation.thousands and bool(_EITHER_WAY.fullmatch(str(value)))


def _written(text: str, notation: Notation) -> Decimal | None:
    if notation.decimal_mark != "," and notation.thousands != "." and _PLAIN.fullmatch(text):
        return Decimal(text)
    match = _writing(notation).fullmatch(text)
    negative = None if match is None else _negative(match)
    if match is None or negative is None:
        return None
    whole, mark, fraction = match["digits"].partition(notation.decimal_mark or ".")
    number = Decimal(_BETWEEN.sub("", whole) + mark.replace(",", ".") + fraction)
    return -number if negative else number


def _negative(match: re.Match[str]) -> bool | None:
    """Tell whether an amount is negative, None where it has more than one sign or half a pair of brackets."""
    signs = [match[name] for name in ("before", "between", "after", "last") if match[name]]
    opened, closed = bool(match["open"]), bool(match["close"])
    if opened != closed or len(signs) + opened > 1:
        return None
    return opened or signs not in ([], ["+"])


@lru_cache(maxsize=64)
def _writing(notation: Notation) -> re.Pattern[str]:
    """Return what an amount in this notation looks like."""
    mark = re.escape(notation.decimal_mark or ".")
    whole = "[0-9]+"
    if notation.thousands:
        between = _LOOKALIKES.get(notation.thousands, re.escape(notation.thousands))
        # By threes, or as in India: the last three, and the rest by twos.
        by_threes = f"[0-9]{{1,3}}(?:{between}[0-9]{{3}})+"
        whole = f"(?:{by_threes}|[0-9]{{1,2}}(?:{between}[0-9]{{2}})+{between}[0-9]{{3}}|{whole})"
    digits = rf"{whole}(?:{mark}[0-9]*)?|{mark}[0-9]+|[0-9]+(?:{mark}[0-9]*)?[eE][+-]?[0-9]{{1,3}}"
    sign = re.escape(notation.currency_sign)
    currency = rf"(?:{sign})?\s*" if sign else ""
    return re.compile(
        rf"(?P<open>\()?\s*(?P<before>{_SIGN})?\s*{currency}(?P<between>{_SIGN})?\s*(?P<digits>{digits})"
        rf"\s*(?P<after>{_MINUS})?\s*{currency}(?P<last>{_MINUS})?\s*(?P<close>\))?"
    )
