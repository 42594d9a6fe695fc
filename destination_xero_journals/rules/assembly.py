"""From RevRec's journal entry to the manual journal that Xero should hold, checked by every rule on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from destination_xero_journals.rules.aggregation import aggregate
from destination_xero_journals.rules.journal import Journal, PostingLine, is_taxed
from destination_xero_journals.rules.narration import narrate
from destination_xero_journals.rules.refused_line import RefusedLine
from destination_xero_journals.rules.request import MOST_BYTES, element_bytes, journal_json
from revrec_journals.entry_checks import check_entry, check_lines, named_account, numbered, out_of_balance
from revrec_journals.key import JournalKey
from revrec_journals.problem import Code, Problem
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from destination_xero_journals.rules.account_mapping import AccountMapping
    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.journal import Tag
    from destination_xero_journals.rules.settings import JournalSettings
    from destination_xero_journals.rules.tracking_mapping import TrackingMapping
    from revrec_journals.entry import Entry, EntryLine, UnreadLine
    from xero_api.models import Account

    Line = EntryLine | UnreadLine

_BYTES_OF_A_LINE, _BYTES_OF_A_LETTER = 1_000, 6
"""More than the JSON of a line takes without its texts, and as much as a letter of them takes at most."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A journal entry as a manual journal, or why it is none.

    `journal` is None where there are `problems`. `write_problems` forbid writing it, and leave a journal that is in
    Xero already in peace: something that it needs was archived since. `rounding` is the amount of the rounding line,
    base currency, debit positive. `entry_lines` counts RevRec's lines. `refused` are the lines of an entry that is no
    journal, and `warnings` what somebody should look at though nothing is refused for it.
    """

    journal_entry_id: str
    journal: Journal | None
    problems: tuple[Problem, ...]
    write_problems: tuple[Problem, ...]
    rounding: Decimal
    entry_lines: int
    refused: tuple[RefusedLine, ...] = ()
    warnings: tuple[str, ...] = ()


def assemble(
    entry: Entry, books: Books, accounts: AccountMapping, tracking: TrackingMapping, settings: JournalSettings
) -> Assembled:
    """Return the journal that an entry asks for, in base currency and on RevRec's date."""
    faults, forbidden = _Faults(entry.journal_entry_id), _Faults(entry.journal_entry_id)
    read = _read(entry.lines, accounts, tracking, faults, forbidden)
    lines = [line for line in map(_posting_line, read) if line]
    wrong = check_entry(
        entry,
        books.base_currency,
        rounding_limit=settings.rounding_limit,
        repetition_refused=settings.repetition_refused,
        account_of=_accounts_of(read),
    )
    problems = [*wrong, *faults.problems()]
    if settings.summed:
        lines = [*aggregate(lines)]
    rounding = ZERO if problems else -out_of_balance(entry)
    if rounding:
        # Added after the sums, so that it stays in sight.
        lines += _rounding_line(entry, rounding, accounts, faults, forbidden)
        problems = faults.problems()
    journal = None if problems else _journal(entry, lines, books, settings)
    if journal:
        problems = _oversize(journal, settings)
        journal = None if problems else journal
    return Assembled(
        entry.journal_entry_id,
        journal,
        tuple(problems),
        tuple(forbidden.problems()),
        rounding if journal else ZERO,
        len(entry.lines),
        () if journal else tuple(_refused_line(each, accounts) for each in read),
        _warnings(entry.lines, accounts),
    )


def assemble_partly(
    entry: Entry, unread: Sequence[UnreadLine], books: Books, accounts: AccountMapping, tracking: TrackingMapping
) -> Assembled:
    """Return what else is wrong with an entry of which some lines could not be read, so that it is said in one run."""
    faults, forbidden = _Faults(entry.journal_entry_id), _Faults(entry.journal_entry_id)
    lines: list[Line] = [*entry.lines, *unread]
    lines.sort(key=lambda line: line.number)
    read = _read(lines, accounts, tracking, faults, forbidden)
    problems = (*check_lines(entry, books.base_currency), *faults.problems())
    return Assembled(
        entry.journal_entry_id,
        None,
        problems,
        tuple(forbidden.problems()),
        ZERO,
        len(lines),
        tuple(_refused_line(each, accounts) for each in read),
    )


class _Faults:
    """Problems and the lines that have them: a fault that many lines share is reported once, with their numbers."""

    def __init__(self, journal_entry_id: str) -> None:
        self._journal_entry_id = journal_entry_id
        self._lines: dict[Problem, list[int]] = {}

    def add(self, problems: Iterable[Problem], line: int) -> None:
        for problem in problems:
            self._lines.setdefault(problem, []).append(line)

    def problems(self) -> list[Problem]:
        return [self._placed(problem, [line for line in lines if line]) for problem, lines in self._lines.items()]

    def _placed(self, problem: Problem, lines: list[int]) -> Problem:
        where = f", {numbered(lines)}" if lines else ""
        message = f"Journal {self._journal_entry_id}{where}: {problem.message}"
        return replace(problem, message=message, line=lines[0] if lines else 0)


class _Read(NamedTuple):
    """A line with what the mappings say of it."""

    line: Line
    account: Account | Problem
    tags: tuple[Tag, ...] | list[Problem]


def _read(
    lines: Iterable[Line], accounts: AccountMapping, tracking: TrackingMapping, faults: _Faults, forbidden: _Faults
) -> list[_Read]:
    made: list[_Read] = []
    for line in lines:
        if not (line.account_number or line.account_name or line.account_type):
            # The reading has said so.
            continue
        account = accounts.account(line)
        tags = tracking.tags(line)
        if isinstance(account, Problem):
            faults.add([account], line.number)
        else:
            forbidden.add(accounts.write_problems(account), line.number)
            faults.add(_taxed_by(account, line), line.number)
        if isinstance(tags, list):
            faults.add(tags, line.number)
        else:
            forbidden.add(tracking.write_problems(line), line.number)
        made.append(_Read(line, account, tags))
    return made


def _taxed_by(account: Account, line: Line) -> list[Problem]:
    """Return that a line leaves its tax rate to its account, and that this one has a tax."""
    if not line.rate_is_blank or not is_taxed(account.tax_type):
        return []
    return [
        Problem(
            Code.TAXED,
            f"Tax Rate is blank, which in Xero's import stands for the rate of the account, and {account.code} "
            f"{account.name} has a tax; journals are posted without",
            found=account.tax_type,
            expected="a tax rate that stands for none",
            fix="Fill in the rate that stands for none, such as Tax Exempt, or post the tax as a line of its own; "
            "where a file has no rates at all, name Tax Rate in absent_columns of `format`",
        )
    ]


def _accounts_of(read: Iterable[_Read]) -> Callable[[EntryLine], str]:
    """Return what tells the account of each line: the one of Xero that it goes to, or what the line calls it."""
    accounts = {each.line.number: each.account.account_id for each in read if not isinstance(each.account, Problem)}
    return lambda line: accounts.get(line.number) or named_account(line)


def _posting_line(read: _Read) -> PostingLine | None:
    line, account, tags = read.line, read.account, read.tags
    if isinstance(account, Problem) or isinstance(tags, list) or line.amount is None:
        return None
    return PostingLine(account.account_id, account.code, line.amount, line.description, tags)


def _refused_line(read: _Read, accounts: AccountMapping) -> RefusedLine:
    line = read.line
    account = accounts.called(line) if isinstance(read.account, Problem) else read.account
    return RefusedLine(
        account.code if account else line.account_number,
        account.name if account else line.account_name or line.account_type,
        line.amount,
        line.description,
        () if isinstance(read.tags, list) else tuple((tag.category, tag.option) for tag in read.tags),
    )


def _warnings(lines: Iterable[EntryLine], accounts: AccountMapping) -> tuple[str, ...]:
    said = (accounts.contradiction(line) for line in lines)
    return tuple(dict.fromkeys(warning for warning in said if warning))


def _rounding_line(
    entry: Entry, amount: Decimal, accounts: AccountMapping, faults: _Faults, forbidden: _Faults
) -> list[PostingLine]:
    account = accounts.rounding()
    if isinstance(account, Problem):
        faults.add([account], 0)
        return []
    forbidden.add(accounts.write_problems(account), 0)
    return [PostingLine(account.account_id, account.code, amount, f"Rounding of {entry.journal_entry_id}")]


def _journal(entry: Entry, lines: Iterable[PostingLine], books: Books, settings: JournalSettings) -> Journal:
    key = JournalKey(entry.journal_entry_id)
    first = entry.lines[0]
    narration = narrate(settings.narration, key=key, date=first.date, organisation=books.name, first=first)
    return Journal(key, first.date, narration, tuple(lines), settings.show_on_cash_basis)


def _may_be_too_large(journal: Journal) -> bool:
    """Tell whether its size has to be found out, which takes as long as sending it: by its texts, generously."""
    texts = sum(
        len(line.description) + sum(len(tag.category) + len(tag.option) for tag in line.tags) for line in journal.lines
    )
    return len(journal.lines) * _BYTES_OF_A_LINE + texts * _BYTES_OF_A_LETTER > MOST_BYTES - _BYTES_OF_A_LINE


def _size(journal: Journal, settings: JournalSettings) -> int:
    return len(element_bytes(journal_json(journal, settings.status)))


def _oversize(journal: Journal, settings: JournalSettings) -> list[Problem]:
    too_large = _may_be_too_large(journal) and _size(journal, settings) > MOST_BYTES
    return [_too_large(journal, settings)] if too_large else []


def _too_large(journal: Journal, settings: JournalSettings) -> Problem:
    fix = "Set aggregation to account_and_tracking, or have RevRec split the journal"
    if settings.summed:
        fix = "Have RevRec split the journal, or map fewer fields to tracking categories"
    return Problem(
        Code.JOURNAL_TOO_LARGE,
        f"Journal {journal.key.journal_entry_id} is too large for one call to Xero with its {len(journal.lines)} lines",
        found=f"{_size(journal, settings):,} bytes",
        expected=f"{MOST_BYTES:,} bytes at most",
        fix=fix,
    )
