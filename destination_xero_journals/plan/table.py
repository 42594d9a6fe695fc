"""The plan as a table on a terminal: journals by organisation and period, totals, problems, the fingerprint."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from typing import TYPE_CHECKING, TextIO

from destination_xero_journals.plan.document import printable
from destination_xero_journals.plan.totals import PlanTotals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from destination_xero_journals.plan.document import PlannedJournal
    from revrec_journals.problem import Problem

NARROWEST, USUAL, WIDEST = 80, 100, 120
"""Characters in a line."""
_DATE, _ACTION, _LINES, _AMOUNT, _PERIOD, _CURRENCY = 10, 15, 8, 16, 14, 3
_NO_PERIOD = "no period"

_Listed = tuple[str, str, "Problem"]


def write_table(out: TextIO, planned: Iterable[PlannedJournal], fingerprint: str) -> None:
    """Write the table, as wide as the terminal where there is one."""
    width = shutil.get_terminal_size((USUAL, 24)).columns if out.isatty() else USUAL
    out.writelines(f"{line}\n" for line in plan_table(planned, fingerprint, width=width))
    out.flush()


def plan_table(planned: Iterable[PlannedJournal], fingerprint: str, *, width: int = USUAL) -> Iterator[str]:
    """Yield the lines of the table, 80 to 120 characters wide; amounts are base currency.

    Journals come in the order given, under a heading for each organisation and period. Memory grows with the periods
    and the problems alone.
    """
    width = min(max(width, NARROWEST), WIDEST)
    totals = PlanTotals()
    problems: list[_Listed] = []
    heading = None
    for journal in planned:
        place = (journal.organisation, journal.period)
        if place != heading:
            yield from _heading(place, width, first=heading is None)
            heading = place
        yield from _row(journal, width)
        totals.add(journal)
        problems.extend((journal.organisation, journal.journal_entry_id, problem) for problem in journal.problems)
    if totals.journals:
        yield from _totals(totals, width)
    else:
        yield "There are no journal entries in the input."
    yield from _problems(problems, width)
    yield ""
    yield f"Fingerprint  {fingerprint}"
    yield from textwrap.wrap(_advice(totals), width)


def _advice(totals: PlanTotals) -> str:
    if totals.problems:
        return "With these problems nothing is posted, unless on_invalid is post_the_valid."
    if not totals.to_write:
        return "Nothing would be posted."
    return "With it as plan_fingerprint in the configuration, a sync posts this plan and no other."


def _heading(place: tuple[str, str], width: int, *, first: bool) -> Iterator[str]:
    if not first:
        yield ""
    organisation, period = place
    yield _cut(f"{printable(organisation) or '(no organisation)'}, {period or _NO_PERIOD}", width)
    yield (
        f"  {_left('Journal Entry Id', _id_width(width))}  {'Date':<{_DATE}}  {'Action':<{_ACTION}}  "
        f"{'Lines':>{_LINES}}  {'Debits':>{_AMOUNT}}"
    )


def _row(journal: PlannedJournal, width: int) -> Iterator[str]:
    day = str(journal.date or journal.revrec_date or "")
    lines = f"{len(journal.lines):,}" if journal.lines else ""
    debits = f"{journal.total:,.2f}" if journal.lines else ""
    yield (
        f"  {_left(printable(journal.journal_entry_id), _id_width(width))}  {day:<{_DATE}}  "
        f"{journal.action_word:<{_ACTION}}  {lines:>{_LINES}}  {debits:>{_AMOUNT}}"
    ).rstrip()
    for note in map(printable, (*journal.notes, *journal.differences)):
        yield from textwrap.wrap(note, width, initial_indent="    ", subsequent_indent="    ")


def _id_width(width: int) -> int:
    return width - 2 - (_DATE + _ACTION + _LINES + _AMOUNT + 4 * 2)


def _totals(totals: PlanTotals, width: int) -> Iterator[str]:
    name = width - 2 - (_PERIOD + _ACTION + 2 * _LINES + _AMOUNT + _CURRENCY + 6 * 2)
    yield ""
    yield "Totals"
    yield (
        f"  {_left('Organisation', name)}  {'Period':<{_PERIOD}}  {'Action':<{_ACTION}}  {'Journals':>{_LINES}}  "
        f"{'Lines':>{_LINES}}  {'Debits':>{_AMOUNT}}"
    )
    for total in totals.rows():
        yield (
            f"  {_left(printable(total.organisation), name)}  {total.period or _NO_PERIOD:<{_PERIOD}}  "
            f"{total.action:<{_ACTION}}  {total.journals:>{_LINES},}  {total.lines:>{_LINES},}  "
            f"{total.debits:>{_AMOUNT},.2f}  {printable(total.currency)}"
        ).rstrip()


def _problems(problems: list[_Listed], width: int) -> Iterator[str]:
    if not problems:
        return
    yield ""
    yield f"Problems ({len(problems):,})"
    for organisation, entry, problem in problems:
        line = f", line {problem.line}" if problem.line else ""
        place = f"  {problem.code}  {printable(organisation)}, journal {printable(entry) or '(no id)'}{line}"
        yield from textwrap.wrap(place, width, initial_indent="", subsequent_indent="    ", drop_whitespace=True)
        yield from textwrap.wrap(printable(problem.message), width, initial_indent="    ", subsequent_indent="    ")
        for label, text in (("found", problem.found), ("expected", problem.expected), ("fix", problem.fix)):
            if text:
                yield from textwrap.wrap(
                    printable(text), width, initial_indent=f"      {label:<8}  ", subsequent_indent=" " * 16
                )


def _left(text: str, width: int) -> str:
    cut = _cut(text, width)
    return cut + " " * (width - _columns(cut))


def _cut(text: str, width: int) -> str:
    if _columns(text) <= width:
        return text
    kept = text
    while _columns(kept) > width - 1:
        kept = kept[:-1]
    return f"{kept}…"


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese letters take two, accents of their own none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text
    )
