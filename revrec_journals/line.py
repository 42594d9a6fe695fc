"""A record of the input as a line of a journal entry: nothing is guessed, and every fault is reported at once."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from revrec_journals.entry import EntryLine
from revrec_journals.problem import Code, Problem
from xero_api.money import CENT, ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from revrec_journals.columns import Recognised

    Fault = Callable[[Code, str, Any, str, str], None]
    Absent = Callable[[str, str], None]

MOST_DIGITS = 15
"""Digits before the point of the largest amount that is taken (our choice): beyond it, something slipped."""
_MOST_DIGITS_OF_ID = 60
_AMOUNT = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_ZONE = r"(?: ?(?:Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))?"
_DAY = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:[T ]00:00(?::00(?:\.0+)?)?{_ZONE})?")
_INSTANT = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ][0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?{_ZONE}")
_POINT_ZERO = re.compile(r"([0-9]+)\.0+")
_MOST_SHOWN = 60


def read_line(values: Mapping[str, Any], recognised: Recognised, number: int) -> EntryLine | list[Problem]:
    """Return the line, its amount debit positive in its own currency, or everything that is wrong with it.

    `number` counts the entry's lines from 1. A timestamp is a day only at 00:00:00, and then the one that is written in
    it: any other time of day may be another day in RevRec's time zone.
    """
    keys = recognised.columns
    day = _day(_of("Transaction Date", values, keys))
    cents = _cents(values.get(keys["Amount"]) if "Amount" in keys else None)
    posting_type = _of("Posting Type", values, keys).lower()
    account_number = _of("Account Number", values, keys)
    account_name = _of("Account Name", values, keys)
    account_type = _of("Account Type", values, keys)
    if (
        day is None
        or cents is None
        or posting_type not in ("debit", "credit")
        or not (account_number or account_name or account_type)
        or not journal_entry_id(values, recognised)
    ):
        return _faults(values, recognised, number)
    return EntryLine(
        number,
        day,
        # A credit of 0.00 is no negative zero.
        -cents if posting_type == "credit" and cents else cents,
        account_number,
        account_name,
        account_type,
        _of("Product Code", values, keys),
        _of("Description", values, keys),
        _of("Currency", values, keys),
        {name: _text(values.get(key)) for name, key in recognised.fields.items()},
        likeness=_likeness(values, recognised),
    )


def journal_entry_id(values: Mapping[str, Any], recognised: Recognised) -> str:
    """Return the Journal Entry Id, a number without `.0`; empty where there is none."""
    return _of("Journal Entry Id", values, recognised.columns)


def period_status(values: Mapping[str, Any], recognised: Recognised) -> str:
    """Return the Period Status as it is written; empty where there is none."""
    return _of("Period Status", values, recognised.columns)


def organisation(values: Mapping[str, Any], recognised: Recognised) -> str:
    """Return the name or id of the organisation; empty where no column is configured or it is blank."""
    return _text(values.get(recognised.organisation)) if recognised.organisation is not None else ""


def without_point_zero(number: str) -> str:
    """Return an account's number as it was before a warehouse took it for a float and wrote `4000.0`."""
    match = _POINT_ZERO.fullmatch(number)
    return match[1] if match else number


def _likeness(values: Mapping[str, Any], recognised: Recognised) -> int:
    # As text, since Python hashes -1 and -2 alike; what is null in one load may be left out in another.
    return hash(
        frozenset(
            (name, value if type(value) is str else _text(value))
            for name, key in recognised.own
            if (value := values.get(key)) is not None
        )
    )


def _of(column: str, values: Mapping[str, Any], keys: Mapping[str, str]) -> str:
    key = keys.get(column)
    return "" if key is None else _text(values.get(key))


def _text(value: Any) -> str:  # noqa: ANN401 - any value of JSON
    """Return a value as people write it; numbers without zeros after the point, as warehouses make floats of ids."""
    if type(value) is str:
        text = value.strip()
        # Half a character can neither be stored nor sent.
        return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if value is None or value != value:  # noqa: PLR0124 - NaN, which is how data frames write a blank
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS_OF_ID:
        return format(value.normalize(), "f") if value else "0"
    return str(value).removesuffix(".0")


@lru_cache(maxsize=4_096)
def _day(text: str) -> date | None:
    """Return the day of `2026-01-31` or of a timestamp at its beginning; any other order or time is a guess."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    with suppress(ValueError):
        return date.fromisoformat(match[1])
    return None


def _amount(value: Any) -> Decimal | None:  # noqa: ANN401 - any value of JSON
    """Return an amount exactly as it is written; None where it is no number or one beyond all sense."""
    if type(value) is str:
        text = value.strip()
        if _AMOUNT.fullmatch(text) is None:
            return None
        amount = Decimal(text)
    elif type(value) is Decimal:
        amount = value
    elif type(value) is int:
        amount = Decimal(value)
    else:
        return None
    if not amount.is_finite() or (amount and amount.adjusted() >= MOST_DIGITS):
        return None
    return amount


def _cents(value: Any) -> Decimal | None:  # noqa: ANN401 - any value of JSON
    """Return an amount with two decimals; None where it is unreadable, negative or finer than a cent."""
    amount = _amount(value)
    if amount is None:
        return None
    # Adding zero takes the sign off a negative zero.
    cents = amount.quantize(CENT) + ZERO
    return cents if cents == amount and cents >= 0 else None


def _faults(values: Mapping[str, Any], recognised: Recognised, number: int) -> list[Problem]:
    entry = journal_entry_id(values, recognised)
    where = f"Journal {entry}, line {number}" if entry else f"A line without Journal Entry Id (line {number})"
    faults: list[Problem] = []

    def fault(code: Code, what: str, found: Any, expected: str, fix: str) -> None:  # noqa: ANN401 - any value of JSON
        shown = str(found)[:_MOST_SHOWN] if found is not None else ""
        faults.append(Problem(code, f"{where}: {what}", shown, expected, fix, number))

    def absent(column: str, fix: str) -> None:
        fault(Code.VALUE_MISSING, f"{column} is empty", None, f"a value for {column}", fix)

    if not entry:
        absent("Journal Entry Id", "Give every line of a journal the id of its journal")
    _date_faults(_of("Transaction Date", values, recognised.columns), fault, absent)
    _amount_faults(values.get(recognised.columns.get("Amount", "")), fault, absent)
    side = _of("Posting Type", values, recognised.columns)
    if not side:
        absent("Posting Type", "Write Debit or Credit")
    elif side.lower() not in ("debit", "credit"):
        fault(
            Code.POSTING_TYPE_UNKNOWN,
            f"Posting Type {side[:_MOST_SHOWN]!r} is neither Debit nor Credit",
            side,
            "Debit or Credit",
            "Write Debit or Credit",
        )
    accounts = ("Account Number", "Account Name", "Account Type")
    if not any(_of(column, values, recognised.columns) for column in accounts):
        named = [column for column in accounts if column in recognised.columns]
        absent(" or ".join(named), "Fill in the account in RevRec's account mapping")
    return faults


def _date_faults(text: str, fault: Fault, absent: Absent) -> None:
    if not text:
        absent("Transaction Date", "Write the day as YYYY-MM-DD")
    elif _INSTANT.fullmatch(text) and _day(text[:10]):
        fault(
            Code.DATE_UNREADABLE,
            f"Transaction Date {text[:_MOST_SHOWN]!r} has a time of day, so that its day depends on the time zone",
            text,
            "a day as YYYY-MM-DD, or a timestamp at 00:00:00",
            "Cast the column to a date in RevRec's time zone",
        )
    elif _day(text) is None:
        fault(
            Code.DATE_UNREADABLE,
            f"Transaction Date {text[:_MOST_SHOWN]!r} is no date",
            text,
            "a day as YYYY-MM-DD, or a timestamp of it at 00:00:00",
            "Write the day as YYYY-MM-DD; 01/02/2026 could be January or February",
        )


def _amount_faults(value: Any, fault: Fault, absent: Absent) -> None:  # noqa: ANN401 - any value of JSON
    if value is None or (isinstance(value, str) and not value.strip()):
        absent("Amount", "Write the amount, 0.00 where there is none")
        return
    amount = _amount(value)
    if amount is None:
        fault(
            Code.AMOUNT_UNREADABLE,
            f"Amount {str(value)[:_MOST_SHOWN]!r} is no number that can be read without a guess",
            value,
            f"digits with a decimal point, such as 1234.50, {MOST_DIGITS} of them before the point at most",
            "Write the amount without thousands separators, currency signs and brackets",
        )
        return
    if amount < 0:
        fault(
            Code.AMOUNT_NEGATIVE,
            f"Amount {amount} is negative, so that its side is ambiguous",
            value,
            "an amount of 0.00 or more, whose side the Posting Type tells",
            "Swap the Posting Type and write the amount without its sign",
        )
    if amount.quantize(CENT) != amount:
        fault(
            Code.AMOUNT_TOO_FINE,
            f"Amount {amount} is finer than a cent",
            value,
            "an amount with two decimals at most",
            "Round the lines to the cent so that debits and credits still agree",
        )
