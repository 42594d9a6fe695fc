"""What a line's amount and side come to: an amount in cents, debit positive."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from revrec_journals.amounts import MOST_DIGITS, Notation, may_be_thousands, read_amount
from revrec_journals.by_name import folded
from revrec_journals.fault import MOST_SHOWN, Fault, absent, either
from revrec_journals.layout import AMOUNT, CREDIT, DEBIT, SIDE
from revrec_journals.problem import Code
from revrec_journals.value import text, text_of, value_of
from xero_api.money import CENT, ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revrec_journals.layout import Layout
    from revrec_journals.recognised import Recognised

_SETTINGS = "or say in `format` how amounts are written (decimal_mark, thousands_separator, currency_sign)"


def signed_amount(values: Mapping[str, Any], recognised: Recognised) -> Decimal | list[Fault]:
    """Return a line's amount with two decimals, debit positive, or everything that is wrong with it."""
    layout = recognised.layout
    if layout.amounts == "debit_and_credit":
        return _of_two(values, recognised)
    signs = layout.amounts == "signed_amount"
    cents = _cents(
        value_of(AMOUNT, values, recognised), AMOUNT, layout, negative=signs or layout.negative_is_other_side
    )
    if signs:
        return cents
    side = recognised.side or _side(text_of(SIDE, values, recognised), layout)
    if isinstance(cents, list) or isinstance(side, Fault):
        return [*(cents if isinstance(cents, list) else ()), *([side] if isinstance(side, Fault) else ())]
    # A credit of 0.00 is no negative zero.
    return -cents if side == CREDIT and cents else cents


def _of_two(values: Mapping[str, Any], recognised: Recognised) -> Decimal | list[Fault]:
    layout = recognised.layout
    debit, credit = (_of_one(value_of(name, values, recognised), name, layout) for name in (DEBIT, CREDIT))
    if isinstance(debit, list):
        return debit + (credit if isinstance(credit, list) else [])
    if isinstance(credit, list):
        return credit
    if debit is None and credit is None:
        neither, fix = f"neither {DEBIT} nor {CREDIT} has a value", "Write the amount into one of the two, or 0.00"
        return [Fault(Code.VALUE_MISSING, neither, None, f"an amount in {DEBIT} or {CREDIT}", fix)]
    if debit and credit:
        return [
            Fault(
                Code.AMOUNT_AMBIGUOUS,
                f"there is a debit of {debit} and a credit of {credit}, so that the side is ambiguous",
                f"{debit} and {credit}",
                "an amount in one of the two columns",
                "Leave one of the two empty, or make two lines of it",
            )
        ]
    return (debit or ZERO) - (credit or ZERO)


def _of_one(value: Any, name: str, layout: Layout) -> Decimal | list[Fault] | None:  # noqa: ANN401 - any value of JSON
    """Return the amount in one of the two columns, None where it is blank."""
    return _cents(value, name, layout, negative=layout.negative_is_other_side) if text(value) else None


def _side(written: str, layout: Layout) -> str | Fault:
    if not written:
        return absent(SIDE, f"Write {either(_words(layout))}")
    word = folded(written)
    if word in layout.debit_words:
        return DEBIT
    if word in layout.credit_words:
        return CREDIT
    words = _words(layout)
    return Fault(
        Code.POSTING_TYPE_UNKNOWN,
        f"{SIDE} {written[:MOST_SHOWN]!r} is "
        + (f"neither {words[0]} nor {words[1]}" if len(words) == 2 else "no side"),
        written,
        either(words),
        f"Write {either(words)}, or say in `format` what stands for the sides (debit_words, credit_words)",
    )


def _words(layout: Layout) -> list[str]:
    return [word.title() if word in ("debit", "credit") else word for word in layout.debit_words + layout.credit_words]


def _cents(value: Any, column: str, layout: Layout, *, negative: bool) -> Decimal | list[Fault]:  # noqa: ANN401
    amount = read_amount(value, layout.notation)
    if amount is None:
        return [_unreadable(value, column, layout)]
    # Adding zero takes the sign off a negative zero.
    cents = amount.quantize(CENT, ROUND_HALF_UP) + ZERO
    taken = layout.rounded or cents == amount
    if taken and type(value) is str and may_be_thousands(value.strip(), layout.notation):
        return [_ambiguous(value, column)]
    faults = []
    if amount < 0 and not negative:
        faults.append(_negative(amount, value, column, layout))
    if cents != amount and not layout.rounded:
        faults.append(_too_fine(amount, value, column))
    return faults or cents


def _unreadable(value: Any, column: str, layout: Layout) -> Fault:  # noqa: ANN401 - any value of JSON
    if value is None or (isinstance(value, str) and not value.strip()):
        return absent(column, "Write the amount, 0.00 where there is none")
    return Fault(
        Code.AMOUNT_UNREADABLE,
        f"{column} {str(value)[:MOST_SHOWN]!r} is no number that can be read without a guess",
        value,
        f"digits with {_shown(layout.notation)}, {MOST_DIGITS} of them before the {_mark(layout.notation)} at most",
        f"Write the amount without thousands separators and currency signs, {_SETTINGS}",
    )


def _mark(notation: Notation) -> str:
    return "comma" if notation.decimal_mark == "," else "point"


def _shown(notation: Notation) -> str:
    example = f"{notation.currency_sign}1{notation.thousands}234{notation.decimal_mark or '.'}50"
    return f"a decimal {_mark(notation)}, such as {example}"


def _negative(amount: Decimal, value: Any, column: str, layout: Layout) -> Fault:  # noqa: ANN401
    sides = layout.amounts == "amount_and_side"
    told = f"whose side the {SIDE} tells" if sides else "whose side the column tells"
    return Fault(
        Code.AMOUNT_NEGATIVE,
        f"{column} {amount} is negative, so that its side is ambiguous",
        value,
        f"an amount of 0.00 or more, {told}",
        f"Swap the {SIDE if sides else 'column'} and write the amount without its sign, or say in `format` that it is "
        f"the other side (negative_amounts)",
    )


def _too_fine(amount: Decimal, value: Any, column: str) -> Fault:  # noqa: ANN401 - any value of JSON
    return Fault(
        Code.AMOUNT_TOO_FINE,
        f"{column} {amount} is finer than a cent",
        value,
        "an amount with two decimals at most",
        "Round the lines to the cent so that debits and credits still agree, or say in `format` that they are to be "
        "rounded (finer_amounts), or which mark separates thousands (thousands_separator)",
    )


def _ambiguous(value: Any, column: str) -> Fault:  # noqa: ANN401 - any value of JSON
    return Fault(
        Code.AMOUNT_AMBIGUOUS,
        f"{column} {value!r} may be a whole number with a point between thousands, or a fraction that is to be rounded",
        value,
        "an amount that can be read in one way",
        "Say in `format` which mark is the decimal one (decimal_mark)",
    )
