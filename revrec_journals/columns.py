"""RevRec's columns in whatever spelling a warehouse or a file gives them."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from revrec_journals.by_name import spelling
from revrec_journals.deletion import marks_among
from revrec_journals.fault import either
from revrec_journals.layout import (
    AMOUNT,
    CREDIT,
    CREDIT_ACCOUNT,
    DEBIT,
    DEBIT_ACCOUNT,
    REVREC,
    SIDE,
    TWO_ACCOUNTS,
    Layout,
)
from revrec_journals.problem import Code, Problem
from revrec_journals.ready_made import READY_MADE
from revrec_journals.recognised import Recognised, halved

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence


REVREC_COLUMNS = (
    "Transaction Date",
    "Journal Entry Id",
    "Account Number",
    "Account Name",
    "Account Type",
    "Product Code",
    "Posting Type",
    "Amount",
    "Description",
    "Currency",
    "Period Status",
)
"""The columns of RevRec's JournalEntries.csv that have a meaning of their own."""
ACCOUNT_COLUMNS = ("Account Number", "Account Name")
_AIRBYTES_OWN = "_airbyte_"
_CURRENCY = "Currency"
_CURRENCIES = ("Currency Code", "Currency ISO Code", "Transaction Currency", "Document Currency", "CCY")
"""What a column of currencies is called where none is called Currency."""
PLACE = "_place"
"""The column in which a file's reader says where a line stands that has no id."""
_MOST_REMEMBERED = 1_000
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """What a configuration says about the columns of its input.

    `renamed` pairs a column of RevRec's with the input's name for it. `fields` are RevRec's custom fields that fill
    tracking categories, `organisation` the column that holds the organisation. `accounts_mapped` says that an Account
    Type may stand for an account, `products_mapped` that the Product Code decides about one. `layout` is how the input
    is laid out.
    """

    renamed: tuple[tuple[str, str], ...] = ()
    fields: tuple[str, ...] = ()
    organisation: str | None = None
    accounts_mapped: bool = False
    products_mapped: bool = False
    layout: Layout = REVREC


class Columns:
    """Recognises RevRec's columns among the keys of records; remembers each set of keys, as all lines have the same."""

    def __init__(self, settings: ColumnSettings) -> None:
        """Take the columns, the mapped fields and the organisation column of the configuration."""
        self._renamed = _grouped(settings.renamed)
        self.layout = layout = settings.layout
        self._known_as = {spelling(name): names for name, names in layout.known_as}
        self._absent = {spelling(name) for name in layout.absent}
        self._ignored = {spelling(name) for name in layout.ignored}
        self._fields = list(dict.fromkeys(settings.fields))
        self._organisation = settings.organisation
        self._enough = _enough(settings)
        asked = _asked(settings)
        must = {*map(spelling, layout.required), *map(spelling, asked)} - self._absent
        unread = {*_unread(layout)}
        self._names = [name for name in (*REVREC_COLUMNS, *layout.further) if name not in unread]
        self._needed = {name: spelling(name) in must for name in self._names}
        columns_of_fields = [] if layout.tracking_named else self._fields
        self._fields_needed = {name: spelling(name) not in self._absent for name in columns_of_fields}
        known = {*map(spelling, self._names), *map(spelling, self._fields)}
        self._unknown = sorted({name for name in asked if spelling(name) not in known})
        self._never_read = _never_read(settings)
        self._remembered: dict[tuple[tuple[str, ...], frozenset[str]], Recognised] = {}

    def recognise(self, names: Iterable[str], elsewhere: frozenset[str] = frozenset()) -> Recognised:
        """Return which of `names` is which of RevRec's columns; columns that nothing asks for are ignored.

        `elsewhere` are the columns that the same stream is known to have: many sources leave a value out where it is
        null, and a column that may be empty is not missing then.
        """
        keys = tuple(names)
        known = self._remembered.get((keys, elsewhere))
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[keys, elsewhere] = self._recognise(keys, elsewhere)
        return known

    def known_among(self, names: Iterable[str]) -> int:
        """Return how many of `names` this input's columns may be called."""
        return sum(spelling(name) in self._known for name in names)

    @cached_property
    def _known(self) -> set[str]:
        wanted = {*self._names, *self._fields, *([self._organisation] if self._organisation else [])}
        return {spelling(each) for name in wanted for each in self._called(name)}

    def heading_problems(self, heading: Sequence[str], lines: int) -> tuple[Problem, ...]:
        """Return what a heading lacks above which no line stands, as no entry then says that this is another file."""
        return self.recognise(heading).problems if heading and not lines else ()

    def setting_problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the settings whatever the input holds."""
        return (*map(self._unknown_column, self._unknown), *map(_airbytes_own, self._never_read))

    def _recognise(self, keys: tuple[str, ...], elsewhere: frozenset[str]) -> Recognised:
        spelled = _by_spelling(keys)
        # In order, so that a problem has the same words in every process.
        absent = {spelling(name): name for name in sorted(elsewhere) if not _is_added(name)}
        problems = [self._unknown_column(name) for name in self._unknown]
        problems += [_not_absent(name) for name in self.layout.absent if spelling(name) in spelled]
        columns = self._keys(self._needed, spelled, problems, absent)
        if not columns.keys() & {*self._enough}:
            problems.append(self._missing(" or ".join(self._enough), keys))
        fields = self._keys(self._fields_needed, spelled, problems, absent)
        organisation = self._organisation_key(keys, spelled, problems)
        said = self._said_marks(keys, spelled, absent, problems)
        read = {*columns.values(), *fields.values(), organisation}
        # One column may be a RevRec column and a mapped field at once, and be reported as both.
        found = Recognised(
            columns,
            fields,
            organisation,
            tuple(dict.fromkeys(problems)),
            # What the configuration reads is a value, whatever it is called.
            marks_among(
                (key for name, keys in spelled.items() if name not in self._ignored for key in keys if key not in read),
                said,
            ),
            self.layout,
            tuple(self._fields),
        )
        return halved(found)

    def _said_marks(
        self,
        keys: tuple[str, ...],
        spelled: dict[str, list[str]],
        absent: Mapping[str, str],
        problems: list[Problem],
    ) -> set[str]:
        """Return the keys of the columns that were said to mark deleted rows; none of them may be missing."""
        said = {spelling(name): name for name in self.layout.deleted_by}
        problems += [self._missing(name, keys) for key, name in said.items() if key not in {*spelled, *absent}]
        return {key for name in said for key in spelled.get(name, ())}

    def _organisation_key(
        self, keys: tuple[str, ...], spelled: dict[str, list[str]], problems: list[Problem]
    ) -> str | None:
        if self._organisation is None:
            return None
        if spelling(self._organisation) not in spelled:
            problems.append(self._missing(self._organisation, keys))
        return _chosen(self._organisation, self._organisation, spelled, problems, said=True)

    def _keys(
        self,
        names: Mapping[str, bool],
        spelled: dict[str, list[str]],
        problems: list[Problem],
        absent: Mapping[str, str],
    ) -> dict[str, str]:
        """Return the key of each name that is there; `names` says which are needed."""
        keys = {name: self._key(name, spelled, problems, absent, needed=needed) for name, needed in names.items()}
        return {name: key for name, key in keys.items() if key is not None}

    def _key(
        self,
        name: str,
        spelled: dict[str, list[str]],
        problems: list[Problem],
        absent: Mapping[str, str],
        *,
        needed: bool,
    ) -> str | None:
        renamed = self._renamed.get(spelling(name), [])
        called = self._called(name, spelled)
        there = [column for column in called if spelling(column) in spelled]
        if len({spelling(column) for column in renamed}) > 1:
            problems.append(_ambiguous(name, renamed, "Leave one entry for it in `columns`"))
        elif len(there) > 1:
            problems.append(_ambiguous(name, there, "Name the right one in `columns`"))
        elif there:
            return _chosen(name, there[0], spelled, problems, said=bool(renamed))
        elif needed and not self._may_be_null(name, called, absent):
            keys = {*absent.values(), *(key for group in spelled.values() for key in group)}
            problems.append(self._missing(name if called == [name] else f"{' or '.join(called)} ({name})", keys))
        return None

    def _may_be_null(self, name: str, called: Iterable[str], absent: Mapping[str, str]) -> bool:
        """Tell whether a column that this record lacks is known to be there, and may be without a value."""
        must = name in self.layout.required and name not in (DEBIT, CREDIT)
        return not must and any(spelling(column) in absent for column in called)

    def _called(self, name: str, spelled_there: Collection[str] = ()) -> list[str]:
        """Return what the input may call a column, each spelling once: what the configuration says, or the layout."""
        spelled = spelling(name)
        if spelled in self._absent:
            return []
        renamed = self._renamed.get(spelled, [])[:1]
        if name == _CURRENCY and not renamed and spelled not in spelled_there:
            # Amounts of another currency must not be taken for the base currency because the column has another name.
            return [name, *_CURRENCIES]
        return renamed or [*{spelling(each): each for each in self._known_as.get(spelled, (name,))}.values()]

    def _missing(self, name: str, keys: Iterable[str]) -> Problem:
        columns = sorted(keys)
        fits = _fitting(tuple(columns)) if self.layout == REVREC else ()
        fix = (
            "Add the column to the input, or say in `columns` how the input calls it, or in `format` how it is laid out"
        )
        return Problem(
            Code.COLUMN_MISSING,
            f"The input has no column {name}",
            found=", ".join(columns[:_MOST_SHOWN]) or "no column at all",
            expected=f"{name}, in any case and with spaces, underscores or hyphens",
            fix=f"Say in `format` that this is {either(fits)} (ready_made), whose columns these are" if fits else fix,
        )

    def _unknown_column(self, name: str) -> Problem:
        known = {spelling(each): each for each in (*self._names, *self._fields)}
        near = get_close_matches(spelling(name), known)
        return Problem(
            Code.COLUMN_MISSING,
            f"`columns` names {name!r}, which is neither a column of RevRec's nor a field of `tracking_mapping`",
            found=name,
            expected=", ".join((*self._names, *self._fields)),
            fix=f"Write {known[near[0]]!r}, or remove the entry"
            if near
            else "Correct or remove the entry in `columns`",
        )


def _never_read(settings: ColumnSettings) -> list[str]:
    """Return the columns that the configuration names and that are Airbyte's own."""
    names = (*(column for _, column in settings.renamed), settings.organisation or "")
    return [name for name in names if name.startswith(_AIRBYTES_OWN)]


def _airbytes_own(name: str) -> Problem:
    return Problem(
        Code.COLUMN_MISSING,
        f"A setting names the column {name}, which is Airbyte's own and never read",
        found=name,
        expected="a column of the input",
        fix="Name the column that holds the value",
    )


def _enough(settings: ColumnSettings) -> tuple[str, ...]:
    """Return the columns of which one must be there, to tell a line's account."""
    if settings.layout.amounts == TWO_ACCOUNTS:
        return (DEBIT_ACCOUNT, CREDIT_ACCOUNT)
    return (*ACCOUNT_COLUMNS, "Account Type") if settings.accounts_mapped else ACCOUNT_COLUMNS


def _unread(layout: Layout) -> tuple[str, ...]:
    """Return RevRec's columns that this layout has others in place of."""
    amounts = tuple(name for name in (SIDE, AMOUNT) if name not in layout.required)
    return (*amounts, *ACCOUNT_COLUMNS, "Account Type") if layout.amounts == TWO_ACCOUNTS else amounts


def _asked(settings: ColumnSettings) -> set[str]:
    """Return the columns that the configuration asks for by name."""
    # Without the product, lines would silently go to the account of all other products.
    return {name for name, _ in settings.renamed} | ({"Product Code"} if settings.products_mapped else set())


def _grouped(renamed: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return what the input calls each of RevRec's columns, by the column's spelling."""
    called: dict[str, list[str]] = {}
    for revrec_column, column in renamed:
        called.setdefault(spelling(revrec_column), []).append(column)
    return called


def _by_spelling(keys: Iterable[str]) -> dict[str, list[str]]:
    """Return the columns of the input by their spelling, but for those that Airbyte or a reader of files adds."""
    spelled: dict[str, list[str]] = {}
    for key in keys:
        if not _is_added(key):
            spelled.setdefault(spelling(key), []).append(key)
    return spelled


@lru_cache(maxsize=100)
def _fitting(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the ready-made layouts whose columns these are: every column that lacks asks for them."""
    others = ((called, ColumnSettings(layout=layout)) for called, layout in READY_MADE.items() if layout is not REVREC)
    return tuple(called for called, settings in others if not Columns(settings).recognise(keys).problems)


def _is_added(key: str) -> bool:
    return key.startswith(_AIRBYTES_OWN) or key == PLACE


def _chosen(
    name: str, column: str, spelled: dict[str, list[str]], problems: list[Problem], *, said: bool
) -> str | None:
    """Return the key of a column; of several, that of the very spelling, where somebody `said` it."""
    candidates = spelled.get(spelling(column), [])
    if len(candidates) <= 1 or (said and column in candidates):
        return column if column in candidates else next(iter(candidates), None)
    problems.append(_ambiguous(name, candidates, "Rename one, or name the right one in `columns`, spelled exactly"))
    return None


def _not_absent(name: str) -> Problem:
    return Problem(
        Code.COLUMN_AMBIGUOUS,
        f"The input has a column {name}, which `format` says is not there",
        found=name,
        expected=f"no column {name}",
        fix="Take it out of `absent_columns`, or out of the input",
    )


def _ambiguous(name: str, candidates: Iterable[str], fix: str) -> Problem:
    return Problem(
        Code.COLUMN_AMBIGUOUS,
        f"The input has several columns for {name}",
        found=", ".join(candidates),
        expected=f"one column for {name}",
        fix=fix,
    )
