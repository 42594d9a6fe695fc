"""A record of the input as a line of a journal entry: nothing is guessed, and every fault is reported at once."""

from __future__ import annotations

import re
import sys
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from revrec_journals.by_name import folded
from revrec_journals.columns import PLACE
from revrec_journals.days import DAY_FIRST, ISO, MONTH_END, MONTH_FIRST, centuries, has_time, read_day, reads_as
from revrec_journals.entry import EntryLine, UnreadLine
from revrec_journals.fault import MOST_SHOWN, Fault, absent, either
from revrec_journals.layout import (
    AMOUNT,
    CREDIT,
    CREDIT_ACCOUNT,
    DATE,
    DEBIT,
    DEBIT_ACCOUNT,
    ID,
    NARRATION,
    TAX,
    Layout,
)
from revrec_journals.problem import Code
from revrec_journals.sides import signed_amount
from revrec_journals.tracking_names import named_options
from revrec_journals.value import text, text_of, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revrec_journals.problem import Problem
    from revrec_journals.recognised import Recognised

_A_NUMBER = re.compile(r"[0-9]\S*")
_ZERO = re.compile(r"[0.,]*")
_POINT_ZERO = re.compile(r"([0-9]+)\.0+")
_ACCOUNTS = ("Account Number", "Account Name", "Account Type")
_NESTED = frozenset({dict, list})
_MOST_OF_A_FLOAT = 2**53
"""From here on a float has no longer every whole number."""
_TELLING = (AMOUNT, DEBIT, CREDIT, *_ACCOUNTS, DEBIT_ACCOUNT, CREDIT_ACCOUNT)
_SHOWN = {
    MONTH_END: "YYYY-MM",
    ISO: "YYYY-MM-DD",
    DAY_FIRST: "31/01/2026 or YYYY-MM-DD",
    MONTH_FIRST: "01/31/2026 or YYYY-MM-DD",
}


def read_line(values: Mapping[str, Any], recognised: Recognised, number: int) -> EntryLine | list[Problem]:
    """Return the line, its amount debit positive in its own currency, or everything that is wrong with it.

    `number` counts the entry's lines from 1. A timestamp is a day only at 00:00:00, and then the one that is written in
    it: any other time of day may be another day in RevRec's time zone.
    """
    entry = journal_entry_id(values, recognised)
    if not entry:
        return [_nameless(values, number)]
    day = _day(values, recognised)
    amount = signed_amount(values, recognised)
    account_number, account_name, account_type = _accounts(values, recognised)
    fields = _fields(values, recognised)
    faults = [
        *_id_faults(values, recognised),
        *_nested_faults(values, recognised),
        *([day] if isinstance(day, Fault) else ()),
        *(amount if isinstance(amount, list) else ()),
        *_account_faults(recognised, account_number, account_name, account_type),
        *(fields if isinstance(fields, list) else ()),
        *_tax_faults(values, recognised),
    ]
    if faults or isinstance(day, Fault) or isinstance(amount, list) or isinstance(fields, list):
        return [fault.of_line(f"Journal {entry}, line {number}", number) for fault in faults]
    return EntryLine(
        number,
        day,
        amount,
        account_number,
        account_name,
        account_type,
        text_of("Product Code", values, recognised),
        text_of("Description", values, recognised),
        text_of("Currency", values, recognised),
        fields,
        text_of(NARRATION, values, recognised),
        _rate_is_blank(values, recognised),
    )


def unread_line(values: Mapping[str, Any], recognised: Recognised, number: int) -> UnreadLine:
    """Return what can be read of a line with which something is wrong, its amount debit positive."""
    day, amount, fields = _day(values, recognised), signed_amount(values, recognised), _fields(values, recognised)
    account_number, account_name, account_type = _accounts(values, recognised)
    return UnreadLine(
        number,
        None if isinstance(day, Fault) else day,
        None if isinstance(amount, list) else amount,
        account_number,
        account_name,
        account_type,
        text_of("Product Code", values, recognised),
        text_of("Description", values, recognised),
        text_of("Currency", values, recognised),
        {} if isinstance(fields, list) else fields,
        _rate_is_blank(values, recognised),
    )


def journal_entry_id(values: Mapping[str, Any], recognised: Recognised) -> str:
    """Return the Journal Entry Id, digits without `.0` also where they are text; empty where there is none.

    Where each date is a journal of its own, the date follows the id, or stands for it where the input has none.
    """
    layout = recognised.layout
    entry = without_point_zero(text_of(ID, values, recognised))
    dated = layout.key_has_date and (entry or (layout.dates_are_journals and ID not in recognised.columns))
    if not dated:
        return entry
    written = text_of(DATE, values, recognised)
    day = read_day(written, layout.dates)
    return f"{entry} {day.isoformat() if day else written}".strip()


def is_bare_key(values: Mapping[str, Any], recognised: Recognised) -> bool:
    """Tell whether a record has neither amount nor account, and a key: a deletion of which nothing else was loaded.

    What loaders add, and what marks the deletion, is no key; zero is what they write where a number was not loaded.
    """
    if any(_tells(text_of(column, values, recognised)) for column in _TELLING):
        return False
    marks = {mark.column for mark in recognised.marks}
    return any(text(value) for name, value in values.items() if not name.startswith("_") and name not in marks)


def _tells(value: str) -> bool:
    return _ZERO.fullmatch(value) is None


def period_status(values: Mapping[str, Any], recognised: Recognised) -> str:
    """Return the Period Status as it is written; empty where there is none, or nested JSON, which is a fault."""
    status = value_of("Period Status", values, recognised)
    return "" if isinstance(status, (dict, list)) else text(status)


def organisation(values: Mapping[str, Any], recognised: Recognised) -> str:
    """Return the name or id of the organisation; empty where no column is configured or it is blank."""
    return text(values.get(recognised.organisation)) if recognised.organisation is not None else ""


def without_point_zero(number: str) -> str:
    """Return an account's number as it was before a warehouse took it for a float and wrote `4000.0`."""
    match = _POINT_ZERO.fullmatch(number) if ".0" in number else None
    return match[1] if match else number


def _fields(values: Mapping[str, Any], recognised: Recognised) -> Mapping[str, str] | list[Fault]:
    if recognised.layout.tracking_named:
        return named_options(values, recognised)
    return {name: text(values.get(key)) for name, key in recognised.fields.items()}


def _nested_faults(values: Mapping[str, Any], recognised: Recognised) -> list[Fault]:
    """Return the columns of texts that hold an object or a list, which nobody means to see in a ledger."""
    if _NESTED.isdisjoint(map(type, values.values())):
        return []
    return [
        Fault(
            Code.VALUE_NESTED,
            f"{key} holds nested JSON",
            text(values[key]),
            "a text or a number",
            "Take the value that is meant out of it, in a column of its own",
        )
        for key in recognised.texts
        if type(values.get(key)) in _NESTED
    ]


def _id_faults(values: Mapping[str, Any], recognised: Recognised) -> list[Fault]:
    """Return that an id is a number of which a float may have lost digits on the way, so that it may be another's."""
    number = value_of(ID, values, recognised)
    if type(number) is str or not _may_have_lost_digits(number):
        return []
    return [
        Fault(
            Code.KEY_UNUSABLE,
            f"{ID} is a number of which digits may have been lost on the way, as floats keep 15",
            number,
            "an id as text, or a whole number below 2^53",
            "Send the id as text, as it is where it is made: cast it in the query or in the table of the source",
        )
    ]


def _may_have_lost_digits(number: object) -> bool:
    """Tell whether a number of JSON is no whole number that a float holds; an integer that none can hold was never one.

    What writes a float beyond as an integer writes the number that it holds, or its shortest digits and zeros.
    """
    if isinstance(number, bool) or not isinstance(number, (int, float, Decimal)) or number != number:  # noqa: PLR0124
        return False
    if not isinstance(number, int):
        written = Decimal(str(number))
        return not written.is_finite() or abs(written) >= _MOST_OF_A_FLOAT or written != written.to_integral_value()
    if abs(number) < _MOST_OF_A_FLOAT or number.bit_length() >= sys.float_info.max_exp:
        return False
    return number in (int(float(number)), int(Decimal(repr(float(number)))))


def _nameless(values: Mapping[str, Any], number: int) -> Problem:
    """Return that a line belongs to no journal: one sentence, whatever else it lacks, as it may be no line at all."""
    place = values.get(PLACE)
    where = str(place).capitalize() if place else f"A line without Journal Entry Id (line {number})"
    return Fault(
        Code.VALUE_MISSING,
        f"{ID} is empty",
        None,
        f"a value for {ID}",
        "Give every line of a journal the id of its journal, or say in `format` that rows go on from the row above "
        "(continued_rows)",
    ).of_line(where, number)


def _accounts(values: Mapping[str, Any], recognised: Recognised) -> tuple[str, str, str]:
    """Return an account's number, name and type; of two in a row, a word with a digit first is a number."""
    number = text_of("Account Number", values, recognised)
    name = text_of("Account Name", values, recognised)
    kind = text_of("Account Type", values, recognised)
    return (name, "", kind) if recognised.side and _A_NUMBER.fullmatch(name) else (number, name, kind)


def _account_faults(recognised: Recognised, *accounts: str) -> list[Fault]:
    if any(accounts):
        return []
    if recognised.side:
        return [absent(f"{recognised.side} Account", "Fill in the account")]
    named = [column for column in _ACCOUNTS if column in recognised.columns]
    return [absent(" or ".join(named), "Fill in the account in RevRec's account mapping")]


def _rate_is_blank(values: Mapping[str, Any], recognised: Recognised) -> bool:
    """Tell whether a rate is missing where rates are written: Xero's import takes the account's then."""
    layout = recognised.layout
    return bool(layout.untaxed) and TAX not in layout.absent and not text_of(TAX, values, recognised)


def _tax_faults(values: Mapping[str, Any], recognised: Recognised) -> list[Fault]:
    untaxed = recognised.layout.untaxed
    rate = text_of(TAX, values, recognised) if untaxed else ""
    if not rate or folded(rate) in untaxed:
        return []
    return [
        Fault(
            Code.TAXED,
            f"{TAX} {rate[:MOST_SHOWN]!r} may be a tax, and journals are posted without",
            rate,
            f"a tax rate that stands for none: {either(untaxed)}",
            "Post the tax as a line of its own, or name the rate in `format` if it stands for none (untaxed_words)",
        )
    ]


def _day(values: Mapping[str, Any], recognised: Recognised) -> date | Fault:
    written = text_of(DATE, values, recognised)
    day = read_day(written, recognised.layout.dates)
    return day if isinstance(day, date) else _date_fault(written, recognised.layout)


def _date_fault(written: str, layout: Layout) -> Fault:
    shown = _SHOWN.get(layout.dates, layout.dates)
    named = f"{DATE} {written[:MOST_SHOWN]!r}"
    if not written:
        return absent(DATE, f"Write the day as {shown}")
    if has_time(written, layout.dates):
        return Fault(
            Code.DATE_UNREADABLE,
            f"{named} has a time of day, so that its day depends on the time zone",
            written,
            f"a day as {shown}, or a timestamp at 00:00:00",
            "Cast the column to a date in RevRec's time zone",
        )
    if len(days := centuries(written, layout.dates)) > 1:
        return Fault(
            Code.DATE_AMBIGUOUS,
            f"{named} reads as {either(f'{day}' for day in days)}",
            written,
            "a year of four digits, or of two up to 49",
            "Write the year with four digits",
        )
    readings = reads_as(written) if layout.dates == ISO else {}
    if len({*readings.values()}) > 1:
        return Fault(
            Code.DATE_AMBIGUOUS,
            f"{named} reads as {either(f'{day}' for day in readings.values())}",
            written,
            "an order of day and month that somebody named",
            "Say in `format` which comes first (dates: day_first or month_first), or write the day as YYYY-MM-DD",
        )
    return Fault(
        Code.DATE_UNREADABLE,
        f"{named} is no date" if layout.dates == ISO else f"{named} is no date in the order {layout.dates}",
        written,
        f"a day as {shown}, or a timestamp of it at 00:00:00",
        "Write the day as YYYY-MM-DD, or say in `format` how days are written (dates); 01/02/2026 could be January or "
        "February",
    )
