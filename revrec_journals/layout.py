"""How a file or table of journal entries is laid out: columns, sides, dates, amounts, and what is left out of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from revrec_journals.amounts import AS_PROGRAMS_WRITE, Notation
from revrec_journals.days import ISO

AmountColumns = Literal["amount_and_side", "signed_amount", "debit_and_credit", "two_accounts"]
TWO_ACCOUNTS: AmountColumns = "two_accounts"
DATE, ID, SIDE, AMOUNT = "Transaction Date", "Journal Entry Id", "Posting Type", "Amount"
DEBIT, CREDIT = "Debit", "Credit"
DEBIT_ACCOUNT, CREDIT_ACCOUNT = "Debit Account", "Credit Account"
NARRATION, TAX = "Narration", "Tax Rate"
TRACKING = (("Tracking Name 1", "Tracking Option 1"), ("Tracking Name 2", "Tracking Option 2"))
"""The columns of Xero's import template that name a tracking category and its option."""
_OF_AMOUNTS: dict[AmountColumns, tuple[str, ...]] = {
    "amount_and_side": (SIDE, AMOUNT),
    "signed_amount": (AMOUNT,),
    "debit_and_credit": (DEBIT, CREDIT),
    "two_accounts": (DEBIT_ACCOUNT, CREDIT_ACCOUNT, AMOUNT),
}


@dataclass(frozen=True, slots=True)
class TextFile:
    """What a file cannot tell by itself: its delimiter (one character), its encoding, and the sheet of a workbook.

    Empty, the delimiter is the one that the heading fits, the encoding UTF-8 or what a mark at the beginning says, and
    the sheet the only one with a heading of journal entries. `hidden` says what hidden rows and columns of a sheet are,
    `read` or `leave_out`; empty, they are refused.
    """

    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is to be known of a file or table before a line of it can be read without a guess.

    `dates` is the order of dates (see `days`). `debit_words` and `credit_words` are what the Posting Type may say, in
    small letters. `negative_is_other_side` makes a negative debit a credit; otherwise it is refused. `rounded` rounds
    amounts to the cent. `continued` fills the id and what belongs to a whole entry from the row above. `key_has_date`
    makes each date of an id a journal of its own, and `id_optional` the date alone where there is no column of ids.
    `tracking_named` takes tracking categories from columns that name them. `narrated` says that each entry brings the
    text that it is to have. `untaxed` are the tax rates that stand for none, in small letters; where there are any,
    every other is refused. `absent` are columns that are not there, and `known_as` what others are called. `deleted_by`
    are the columns that mark deleted rows, whatever their names say, and `ignored` those that say nothing of the kind.
    """

    amounts: AmountColumns = "amount_and_side"
    notation: Notation = AS_PROGRAMS_WRITE
    dates: str = ISO
    debit_words: tuple[str, ...] = ("debit",)
    credit_words: tuple[str, ...] = ("credit",)
    negative_is_other_side: bool = False
    rounded: bool = False
    continued: bool = False
    key_has_date: bool = False
    id_optional: bool = False
    tracking_named: bool = False
    narrated: bool = False
    untaxed: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    known_as: tuple[tuple[str, tuple[str, ...]], ...] = ()
    deleted_by: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    file: TextFile = TextFile()

    @property
    def required(self) -> tuple[str, ...]:
        """Return the columns without which no line can be read."""
        needless = {*self.absent, ID} if self.id_optional else {*self.absent}
        return tuple(name for name in (DATE, ID, *_OF_AMOUNTS[self.amounts]) if name not in needless)

    @property
    def dates_are_journals(self) -> bool:
        """Tell whether a date is a journal where the input has no column of ids."""
        return self.id_optional or ID in self.absent

    @property
    def further(self) -> tuple[str, ...]:
        """Return the columns that RevRec's own file does not have and that are read."""
        amounts = tuple(name for name in _OF_AMOUNTS[self.amounts] if name not in (SIDE, AMOUNT))
        taxes = (TAX,) if self.untaxed else ()
        named = tuple(name for pair in TRACKING for name in pair) if self.tracking_named else ()
        return (*amounts, NARRATION, *taxes, *named)


REVREC = Layout()
"""RevRec's JournalEntries.csv, in whatever spelling a warehouse makes of its columns."""
