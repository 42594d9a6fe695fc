"""The plan as a page on a terminal: journals, totals, accounts, what to look at, problems, the fingerprint."""

from __future__ import annotations

import shutil
import textwrap
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from destination_xero_journals.plan.document import IN_XERO, TO_POST
from destination_xero_journals.plan.overview import Overview
from destination_xero_journals.plan.page import Section, page, wrapped
from xero_connectors.terminal.text import cut, left, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from destination_xero_journals.plan.document import PlannedJournal
    from destination_xero_journals.plan.overview import Notice
    from destination_xero_journals.plan.totals import AccountTotal, PlanTotals
    from destination_xero_journals.rules.causes import Cause, Causes

NARROWEST, USUAL, WIDEST = 80, 100, 120
"""Characters in a line."""
MOST_LINES, MOST_WITHOUT_PROBLEMS = 39, 100
"""Lines of the page, however many journals there are; the command adds one for the file that it wrote."""
_DATE, _ACTION, _LINES, _AMOUNT, _PERIOD, _CURRENCY = 10, 15, 8, 16, 14, 3
_NO_PERIOD = "no period"
_MOST_ACCOUNTS = 12
_MOST_IN_FULL = 20
"""Lines of problems, beyond which each cause is told in short."""


def write_table(out: TextIO, planned: Iterable[PlannedJournal], fingerprint: str) -> None:
    """Write the table, as wide as the terminal where there is one."""
    width = shutil.get_terminal_size((USUAL, 24)).columns if out.isatty() else USUAL
    out.writelines(f"{line}\n" for line in plan_table(planned, fingerprint, width=width))
    out.flush()


def plan_table(planned: Iterable[PlannedJournal], fingerprint: str, *, width: int = USUAL) -> Iterator[str]:
    """Yield the lines of the table, 80 to 120 characters wide; amounts are base currency.

    They are 39 at most where something is refused, however much it is, and 100 where nothing is.
    Journals come in the order given, under a heading for each organisation and period. Memory grows with periods,
    accounts and causes alone.
    """
    width = min(max(width, NARROWEST), WIDEST)
    overview = Overview()
    journals = Section([], "journals", rank=3, least=4)
    place = None
    for journal in planned:
        overview.add(journal)
        if len(journals.rows) < MOST_WITHOUT_PROBLEMS:
            heading = _heading(journal, width, first=place is None)
            same = (journal.organisation, journal.period) == place
            place = (journal.organisation, journal.period)
            journals.rows.append([*([] if same else heading), *_row(journal, width)])
        else:
            journals.more += 1
    ending = ["", f"Fingerprint  {fingerprint}", *textwrap.wrap(_advice(overview.totals), width)]
    if overview.totals.journals:
        sections = [
            journals,
            _totals(overview.totals, width),
            *_accounts(overview.totals, width),
            _notices(overview.notices, width),
            _problems(overview.causes, width),
        ]
        # The first section needs no blank line before it.
        most = MOST_LINES if overview.causes.problems else MOST_WITHOUT_PROBLEMS
        lines = page([section for section in sections if section.rows], most - len(ending) + 1)
        yield from islice(lines, 1, None)
    else:
        yield "There are no journal entries in the input."
    yield from ending


def _advice(totals: PlanTotals) -> str:
    if totals.problems:
        return "With these problems nothing is posted, unless on_invalid is post_the_valid."
    if not totals.to_write:
        return "Nothing would be posted."
    return "With it as plan_fingerprint in the configuration, a sync posts this plan and no other."


def _heading(journal: PlannedJournal, width: int, *, first: bool) -> list[str]:
    named = printable(journal.organisation) or "(no organisation)"
    columns = (
        f"  {left('Journal Entry Id', _id_width(width))}  {'Date':<{_DATE}}  {'Action':<{_ACTION}}  "
        f"{'Lines':>{_LINES}}  {'Debits':>{_AMOUNT}}"
    )
    return [*([] if first else [""]), cut(f"{named}, {journal.period or _NO_PERIOD}", width), columns]


def _row(journal: PlannedJournal, width: int) -> list[str]:
    day = str(journal.date or journal.revrec_date or "")
    lines = f"{len(journal.lines):,}" if journal.lines else ""
    debits = f"{journal.total:,.2f}" if journal.lines else ""
    row = (
        f"  {left(printable(journal.journal_entry_id), _id_width(width))}  {day:<{_DATE}}  "
        f"{journal.action_word:<{_ACTION}}  {lines:>{_LINES}}  {debits:>{_AMOUNT}}"
    ).rstrip()
    notes = [wrapped(note, width, first="    ", then="    ") for note in map(printable, journal.notes)]
    differences = wrapped(printable("; ".join(journal.differences)), width, first="    ", then="    ")
    return [row, *(line for note in notes for line in note), *differences]


def _id_width(width: int) -> int:
    return width - 2 - (_DATE + _ACTION + _LINES + _AMOUNT + 4 * 2)


def _totals(totals: PlanTotals, width: int) -> Section:
    name = width - 2 - (_PERIOD + _ACTION + 2 * _LINES + _AMOUNT + _CURRENCY + 6 * 2)
    heading = (
        f"  {left('Organisation', name)}  {'Period':<{_PERIOD}}  {'Action':<{_ACTION}}  {'Journals':>{_LINES}}  "
        f"{'Lines':>{_LINES}}  {'Debits':>{_AMOUNT}}"
    )
    rows = [
        (
            f"  {left(printable(total.organisation), name)}  {total.period or _NO_PERIOD:<{_PERIOD}}  "
            f"{total.action:<{_ACTION}}  {total.journals:>{_LINES},}  {total.lines:>{_LINES},}  "
            f"{total.debits:>{_AMOUNT},.2f}  {printable(total.currency)}"
        ).rstrip()
        for total in totals.rows()
    ]
    return Section(["Totals", heading], "totals", rank=2, least=5, rows=[[row] for row in rows])


def _accounts(totals: PlanTotals, width: int) -> Iterator[Section]:
    """Yield what each account takes, for each organisation: of what would be posted, or else of what is there."""
    found = totals.currencies()
    wanted = TO_POST if any(each.state == TO_POST for each in found) else IN_XERO
    room = width - 2 - 2 * _AMOUNT - 3 * 2
    name = room * 3 // 5
    heading = (
        f"  {left('Account in Xero', name)}  {left('Tracking', room - name)}  {'Debit':>{_AMOUNT}}  "
        f"{'Credit':>{_AMOUNT}}"
    )
    for whole in (each for each in found if each.state == wanted):
        accounts = totals.by_tracking(whole)
        if len(accounts) > _MOST_ACCOUNTS:
            accounts = totals.by_account(whole)
        title = f"{wanted} by account, {printable(whole.organisation)}, {printable(whole.currency)}"
        total = _account_row("Total", f"difference {whole.debits - whole.credits:,.2f}", whole, name, room)
        rows = [[_account_row(each.account, each.tracking, each, name, room)] for each in accounts]
        yield Section([cut(title, width), heading], "accounts", rank=1, least=5, rows=rows, ending=[total])


def _account_row(account: str, tracking: str, total: AccountTotal, name: int, room: int) -> str:
    debits, credit = (f"{amount:,.2f}" if amount else "" for amount in (total.debits, total.credits))
    return (
        f"  {left(printable(account), name)}  {left(printable(tracking), room - name)}  {debits:>{_AMOUNT}}  "
        f"{credit:>{_AMOUNT}}"
    ).rstrip()


def _notices(notices: Sequence[Notice], width: int) -> Section:
    rows = [wrapped(printable(notice.sentence()), width, first="  ", then="    ") for notice in notices]
    return Section([f"To look at ({len(rows):,})"], "notices", rank=2, least=5, rows=rows)


def _problems(causes: Causes, width: int) -> Section:
    rows = [_cause(cause, width, short=False) for cause in causes.all()]
    if sum(map(len, rows)) > _MOST_IN_FULL:
        rows = [_cause(cause, width, short=True) for cause in causes.all()]
    journals = "1 journal" if causes.journals == 1 else f"{causes.journals:,} journals"
    heading = f"Problems ({causes.problems:,} in {journals}, by cause)"
    return Section([heading], "causes", rank=0, least=9, rows=rows)


def _cause(cause: Cause, width: int, *, short: bool) -> list[str]:
    where = "" if cause.subjects else f" {cause.organisation},"
    said = f"{cause.code}:{where} {cause.what}"
    problem = cause.problem
    details = [("fix", cause.remedy)]
    if not short and (not cause.subjects or cause.problems == 1):
        details = [("found", problem.found), ("expected", problem.expected), *details]
    if cause.near:
        details.insert(-1, ("nearest", cause.near))
    text, label = (2, 1) if short else (3, 3)
    return [
        *wrapped(printable(said), width, first="  ", then="    ", most=text),
        *(
            line
            for name, detail in details
            for line in wrapped(printable(detail), width, first=f"      {name:<8}  ", then=" " * 16, most=label)
        ),
    ]
