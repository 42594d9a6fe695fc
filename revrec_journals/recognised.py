"""Which keys of a record are which of RevRec's columns, as they were recognised once for all records that have them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from revrec_journals.layout import (
    AMOUNT,
    CREDIT,
    CREDIT_ACCOUNT,
    DATE,
    DEBIT,
    DEBIT_ACCOUNT,
    REVREC,
    SIDE,
    TWO_ACCOUNTS,
    Layout,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revrec_journals.deletion import Mark
    from revrec_journals.problem import Problem

_NO_TEXTS = (DATE, SIDE, AMOUNT, DEBIT, CREDIT)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The keys of an input's records: by RevRec column, and by RevRec field of the tracking mapping.

    What the input does not have is left out. `organisation` is the key of the organisation column, None where none is
    configured or there. `marks` are the keys that may say that a record was deleted. `layout` says how the columns are
    written, `mapped` are all fields of the tracking mapping. With problems, no line can be read.
    Where a record is a line for each of two accounts, `halves` are the keys of each of them, with its `side`.
    """

    columns: Mapping[str, str]
    fields: Mapping[str, str]
    organisation: str | None = None
    problems: tuple[Problem, ...] = ()
    marks: tuple[Mark, ...] = ()
    layout: Layout = REVREC
    mapped: tuple[str, ...] = ()
    side: str = ""
    halves: tuple[Recognised, ...] = ()
    texts: tuple[str, ...] = field(init=False)
    """The keys of all columns and fields that hold texts."""

    def __post_init__(self) -> None:
        """Find the keys of texts once for all lines."""
        columns = (key for column, key in self.columns.items() if column not in _NO_TEXTS)
        object.__setattr__(self, "texts", tuple(dict.fromkeys((*columns, *self.fields.values()))))


def halved(found: Recognised) -> Recognised:
    """Return the same with the keys of both lines, where a record debits one account and credits another."""
    if found.layout.amounts != TWO_ACCOUNTS:
        return found
    common = {name: key for name, key in found.columns.items() if name not in (DEBIT_ACCOUNT, CREDIT_ACCOUNT)}
    accounts = {DEBIT: found.columns.get(DEBIT_ACCOUNT), CREDIT: found.columns.get(CREDIT_ACCOUNT)}
    halves = (
        replace(found, columns=common | {"Account Name": key}, side=side) for side, key in accounts.items() if key
    )
    return replace(found, halves=tuple(halves))
