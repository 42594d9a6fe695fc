"""RevRec's columns in whatever spelling a warehouse or a file gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from destination_xero_journals.options import REVREC_COLUMNS
from destination_xero_journals.rules.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from destination_xero_journals.options import PostingOptions

REQUIRED = ("Transaction Date", "Journal Entry Id", "Posting Type", "Amount")
ACCOUNT_COLUMNS = ("Account Number", "Account Name")
_LOST_IN_SPELLING = re.compile(r"[\s_\-\ufeff]+")
_AIRBYTES_OWN = "_airbyte_"
_MOST_REMEMBERED = 1_000
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Recognised:
    """The keys of an input's records: by RevRec column, and by RevRec field of the tracking mapping.

    What the input does not have is left out. `organisation` is the key of the organisation column, None where none is
    configured or there. With problems, no line can be read.
    """

    columns: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    organisation: str | None = None
    problems: tuple[Problem, ...] = ()


class Columns:
    """Recognises RevRec's columns among the keys of records; remembers each set of keys, as all lines have the same."""

    def __init__(self, options: PostingOptions) -> None:
        """Take the columns, the mapped fields and the organisation column of the configuration."""
        self._renamed: dict[str, list[str]] = {}
        for column in options.columns:
            self._renamed.setdefault(_plain(column.revrec_column), []).append(column.column)
        self._fields = list(dict.fromkeys(mapped.revrec_field for mapped in options.tracking_mapping))
        self._organisation = options.organisation_column
        self._mapped = bool(options.account_mapping)
        needed = {column.revrec_column for column in options.columns}
        if any(mapped.product_code for mapped in options.account_mapping):
            # Without it, lines would silently go to the account of all other products.
            needed.add("Product Code")
        self._needed = frozenset({*map(_plain, REQUIRED), *map(_plain, needed)})
        known = {_plain(name) for name in (*REVREC_COLUMNS, *self._fields)}
        self._unknown = sorted({name for name in needed if _plain(name) not in known})
        self._remembered: dict[tuple[str, ...], Recognised] = {}

    def recognise(self, names: Iterable[str]) -> Recognised:
        """Return which of `names` is which of RevRec's columns; columns that nothing asks for are ignored."""
        keys = tuple(names)
        known = self._remembered.get(keys)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[keys] = self._recognise(keys)
        return known

    def _recognise(self, keys: tuple[str, ...]) -> Recognised:
        spelled: dict[str, list[str]] = {}
        for key in keys:
            if not key.startswith(_AIRBYTES_OWN):
                spelled.setdefault(_plain(key), []).append(key)
        problems = [self._unknown_column(name) for name in self._unknown]
        columns: dict[str, str] = {}
        for name in REVREC_COLUMNS:
            column = self._key(name, spelled, problems, needed=_plain(name) in self._needed)
            if column is not None:
                columns[name] = column
        enough = (*ACCOUNT_COLUMNS, "Account Type") if self._mapped else ACCOUNT_COLUMNS
        if not any(name in columns for name in enough):
            problems.append(_missing(" or ".join(enough), keys))
        fields: dict[str, str] = {}
        for name in self._fields:
            column = self._key(name, spelled, problems, needed=True)
            if column is not None:
                fields[name] = column
        organisation = None
        if self._organisation is not None:
            organisation = _chosen(self._organisation, self._organisation, spelled, problems)
            if _plain(self._organisation) not in spelled:
                problems.append(_missing(self._organisation, keys))
        # One column may be a RevRec column and a mapped field at once, and be reported as both.
        return Recognised(columns, fields, organisation, tuple(dict.fromkeys(problems)))

    def _key(self, name: str, spelled: dict[str, list[str]], problems: list[Problem], *, needed: bool) -> str | None:
        renamed = self._renamed.get(_plain(name), [name])
        if len({_plain(column) for column in renamed}) > 1:
            problems.append(_ambiguous(name, renamed, "Leave one entry for it in `columns`"))
            return None
        key = _chosen(name, renamed[0], spelled, problems)
        if key is None and needed and _plain(renamed[0]) not in spelled:
            keys = [key for group in spelled.values() for key in group]
            problems.append(_missing(name if renamed == [name] else f"{renamed[0]} ({name})", keys))
        return key

    def _unknown_column(self, name: str) -> Problem:
        return Problem(
            Code.COLUMN_MISSING,
            f"`columns` names {name!r}, which is neither a column of RevRec's nor a field of `tracking_mapping`",
            found=name,
            expected=", ".join((*REVREC_COLUMNS, *self._fields)),
            fix="Correct or remove the entry in `columns`",
        )


def _chosen(name: str, column: str, spelled: dict[str, list[str]], problems: list[Problem]) -> str | None:
    candidates = spelled.get(_plain(column), [])
    if len(candidates) <= 1 or column in candidates:
        return column if column in candidates else next(iter(candidates), None)
    problems.append(_ambiguous(name, candidates, "Rename one, or name the right one in `columns`, spelled exactly"))
    return None


def _plain(name: str) -> str:
    return _LOST_IN_SPELLING.sub("", name).casefold()


def _missing(name: str, keys: Iterable[str]) -> Problem:
    return Problem(
        Code.COLUMN_MISSING,
        f"The input has no column {name}",
        found=", ".join(sorted(keys)[:_MOST_SHOWN]) or "no column at all",
        expected=f"{name}, in any case and with spaces, underscores or hyphens",
        fix="Add the column to the input, or say in `columns` how the input calls it",
    )


def _ambiguous(name: str, candidates: Iterable[str], fix: str) -> Problem:
    return Problem(
        Code.COLUMN_AMBIGUOUS,
        f"The input has several columns for {name}",
        found=", ".join(candidates),
        expected=f"one column for {name}, or one that is spelled exactly so",
        fix=fix,
    )
