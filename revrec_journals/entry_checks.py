"""What a journal entry must be by itself before any account is looked up: balanced, of one day, in base currency."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from revrec_journals.by_name import bare
from revrec_journals.key import LONGEST_ID, JournalKey, UnusableId
from revrec_journals.line import without_point_zero
from revrec_journals.problem import Code, Problem
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from revrec_journals.entry import Entry, EntryLine, UnreadLine

    AccountOf = Callable[[EntryLine], str]

_MOST_SHOWN = 5
_NO_ID = re.compile(
    r"null|none|nil|nan|n/a|#n/a|undefined|true|false|#(?:ref|value|name|null|num)[!?]|#div/0!|\(blank\)|-+",
    re.IGNORECASE,
)
_SHORTENED = re.compile(r"[0-9]\.[0-9]{5,}[eE]\+[0-9]{2,3}")
"""What Excel writes for a number of more digits than it shows; with fewer behind the point, it shows all of them."""


def named_account(line: EntryLine | UnreadLine) -> str:
    """Return what tells a line's account from others where the chart is unknown: number, name or type."""
    return without_point_zero(line.account_number) or line.account_name or line.account_type


def check_entry(
    entry: Entry,
    base_currency: str,
    *,
    rounding_limit: Decimal = ZERO,
    repetition_refused: bool = True,
    account_of: AccountOf = named_account,
) -> list[Problem]:
    """Return everything that is wrong with an entry itself; amounts are judged in `base_currency` (ISO 4217).

    `rounding_limit` is the difference, base currency, up to which an entry may be out of balance. `account_of` tells by
    what name or id two lines have the same account, though one load gives its number and another its name.
    """
    base = base_currency.upper()
    return [
        *_key(entry),
        *_several_lines(entry),
        *_one_date(entry),
        *_one_currency(entry, base),
        *_balance(entry, base, rounding_limit),
        *(_repetition(entry, base, account_of) if repetition_refused else ()),
    ]


def check_lines(entry: Entry, base_currency: str) -> list[Problem]:
    """Return what is wrong with an entry of which lines are missing: nothing that is said of its lines together.

    Lines without an id are no entry, so that each of them stands for itself.
    """
    if not entry.journal_entry_id:
        return []
    base = base_currency.upper()
    return [*_key(entry), *_one_date(entry), *_one_currency(entry, base)]


def out_of_balance(entry: Entry) -> Decimal:
    """Return debits less credits, which is 0.00 for an entry in balance."""
    return sum((line.amount for line in entry.lines), ZERO)


def numbered(numbers: list[int]) -> str:
    """Return lines as a message names them: `line 3`, `lines 1, 2 and 4`, `lines 1, 2, 3, 4, 5 and 95 more`."""
    shown = [str(number) for number in numbers[:_MOST_SHOWN]]
    more = len(numbers) - len(shown)
    if more:
        return f"lines {', '.join(shown)} and {more} more"
    *first, last = shown
    return f"lines {', '.join(first)} and {last}" if first else f"line {last}"


def _key(entry: Entry) -> list[Problem]:
    if _NO_ID.fullmatch(entry.journal_entry_id):
        return [
            Problem(
                Code.KEY_UNUSABLE,
                f"Journal {entry.journal_entry_id}: the Journal Entry Id is what a program writes for none",
                found=entry.journal_entry_id,
                expected="the id of the journal",
                fix="Fill in the id of each line; lines of several journals may have lost theirs",
            )
        ]
    if _SHORTENED.fullmatch(entry.journal_entry_id):
        return [
            Problem(
                Code.KEY_UNUSABLE,
                f"Journal {entry.journal_entry_id}: the Journal Entry Id is a long number that a spreadsheet "
                f"shortened, as it may have shortened others to the same",
                found=entry.journal_entry_id,
                expected="the id with all its digits",
                fix="Export the journals again without saving them in Excel, or format the column as text",
            )
        ]
    try:
        JournalKey(entry.journal_entry_id).mark()
    except UnusableId as unusable:
        return [
            Problem(
                Code.KEY_UNUSABLE,
                f"Journal {entry.journal_entry_id[:60]}: the Journal Entry Id {unusable}",
                found=entry.journal_entry_id[:60],
                expected=f"an id of 1 to {LONGEST_ID} characters",
                fix="Give the journal a shorter id, since it becomes part of the narration in Xero",
            )
        ]
    return []


def _several_lines(entry: Entry) -> list[Problem]:
    if len(entry.lines) > 1:
        return []
    return [
        Problem(
            Code.SINGLE_LINE,
            f"Journal {entry.journal_entry_id} has {len(entry.lines)} line, and Xero takes two or more",
            found=f"{len(entry.lines)} line",
            expected="two lines or more",
            fix="See whether the other lines have another Journal Entry Id, or were left out of the input",
            line=next((line.number for line in entry.lines), 0),
        )
    ]


def _one_date(entry: Entry) -> list[Problem]:
    return _one(
        entry,
        lambda line: line.date.isoformat(),
        Code.SEVERAL_DATES,
        what="dates",
        expected="one Transaction Date in the whole journal",
        fix="Give every line of the journal one date, or each date a Journal Entry Id of its own",
    )


def _one_currency(entry: Entry, base: str) -> list[Problem]:
    several = _one(
        entry,
        lambda line: line.currency.upper() or base,
        Code.SEVERAL_CURRENCIES,
        what="currencies",
        expected=f"{base} on every line, since Xero's manual journals are in base currency",
        fix=f"Have RevRec post in home currency, {base}",
    )
    other = [line for line in entry.lines if line.currency and line.currency.upper() != base]
    if several or not other:
        return several
    return [
        Problem(
            Code.CURRENCY_NOT_BASE,
            f"Journal {entry.journal_entry_id}, {numbered([line.number for line in other])}: the Currency is "
            f"{other[0].currency}, and Xero's manual journals are in base currency, {base}",
            found=other[0].currency,
            expected=f"{base}, or nothing",
            fix=f"Have RevRec post in home currency, {base}; nothing is converted here",
            line=other[0].number,
        )
    ]


def _one(
    entry: Entry, value: Callable[[EntryLine], str], code: Code, *, what: str, expected: str, fix: str
) -> list[Problem]:
    lines: dict[str, list[int]] = {}
    for line in entry.lines:
        lines.setdefault(value(line), []).append(line.number)
    if len(lines) <= 1:
        return []
    shown = ", ".join(f"{each} ({numbered(numbers)})" for each, numbers in [*lines.items()][:_MOST_SHOWN])
    more = f" and {len(lines) - _MOST_SHOWN} more" if len(lines) > _MOST_SHOWN else ""
    first_other = [*lines.values()][1][0]
    return [
        Problem(
            code,
            f"Journal {entry.journal_entry_id} has several {what}: {shown}{more}",
            found=f"{shown}{more}",
            expected=expected,
            fix=fix,
            line=first_other,
        )
    ]


def _balance(entry: Entry, base: str, limit: Decimal) -> list[Problem]:
    if len({line.currency.upper() or base for line in entry.lines}) > 1:
        # Amounts in several currencies have no sum.
        return []
    difference = out_of_balance(entry)
    if abs(difference) <= limit:
        return []
    debits = sum((max(line.amount, ZERO) for line in entry.lines), ZERO)
    credit = debits - difference
    allowed = f", or a difference of {limit} at most" if limit else ""
    return [
        Problem(
            Code.UNBALANCED,
            f"Journal {entry.journal_entry_id} is out of balance by {abs(difference)}: debits {debits}, credits "
            f"{credit}",
            found=f"debits {debits}, credits {credit}, difference {difference}",
            expected=f"debits that equal credits to the cent{allowed}",
            fix="See whether a line is missing or was sent twice; cents of rounding can go to an account that the "
            "option rounding names",
        )
    ]


def _repetition(entry: Entry, base: str, account_of: AccountOf) -> list[Problem]:
    # An amount that is there once was not loaded twice; what else a line says takes longer to compare.
    if 1 in Counter(line.amount for line in entry.lines).values():
        return []
    times = Counter(read_alike(line, base, account_of) for line in entry.lines)
    # Lines that were equal before the table was loaded twice are there four times after it.
    fewest = min(times.values(), default=1)
    count = next(loads for loads in range(fewest, 0, -1) if all(each % loads == 0 for each in times.values()))
    if count == 1:
        return []
    evenly = "each" if {*times.values()} == {count} else "or a multiple of it each"
    return [
        Problem(
            Code.LINES_REPEATED,
            f"Journal {entry.journal_entry_id} has every line {count} times, as a table has after {count} loads",
            found=f"{len(times)} different lines, {count} times {evenly}",
            expected="lines that are there once; a column that is not read tells none apart",
            fix="Send the journal once (a table that is replaced at each load, not appended to), or set "
            "repeated_lines to post if the journal is meant so",
        )
    ]


def read_alike(line: EntryLine, base_currency: str = "", account_of: AccountOf = named_account) -> tuple[object, ...]:
    """Return what is posted of a line, whatever the spelling that another load gives it.

    Columns that nobody reads do not count, since they may say when or as which row it was loaded.
    """
    return (
        line.date,
        line.amount,
        bare(account_of(line)),
        bare(line.description),
        line.currency.upper() or base_currency,
        *sorted((name, bare(value)) for name, value in line.fields.items()),
    )
