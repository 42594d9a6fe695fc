"""Whether the workbook may be imported: green, amber or red, and what is to be done first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.workbook.book import Look
from source_xero_revrec.workbook.pending import told
from source_xero_revrec.workbook.sheets import CONTROL_TOTALS, SHEETS, title
from source_xero_revrec.workbook.tie import UNDATED_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from source_xero_revrec.workbook.contents import Cause, Contents
    from source_xero_revrec.workbook.tie import Side

_PENDING, _FINDINGS = "pending_data", "recon_errors"
_CONTACTS_SHOWN = 8
_HELD, _UNDATED, _WAITING = "UNREADABLE", "S1", "P1"
_OWN_LINES = (UNDATED_ROWS, _WAITING)
"""Control totals whose documents have lines of their own."""
_NO_DATES = "RevRec takes them, and has nothing to spread them over."


@dataclass(frozen=True)
class Task:
    """Something to be done: how grave it is, what it is, how much of it there is, the stream of its sheet, a remedy."""

    look: Look
    what: str
    much: str
    stream: str
    remedy: str


def judged(contents: Contents, tasks: list[Task]) -> tuple[Look, str]:
    """Return the verdict's colour and its sentence."""
    grave = [task for task in tasks if task.look is Look.BAD]
    if grave:
        return Look.BAD, f"Not to be imported yet: {_listed(grave)}."
    if not contents.statuses:
        return Look.WARN, "Nothing proves that every document is here: there are no control totals."
    if tasks:
        return Look.WARN, f"Everything in Xero is accounted for. Before it is imported, look at this: {_listed(tasks)}."
    return Look.GOOD, (
        f"Ready to be imported: none of {contents.statuses.total():,} control totals fails to tie, nothing waits, and "
        f"every row has its service dates."
    )


def tasks(contents: Contents) -> list[Task]:
    """Return what is to be done, the gravest first; one cause is one task."""
    found = [
        *_failing(contents),
        *_findings(contents),
        *_refused(contents),
        *_pending(contents),
        *_undated(contents),
        *_warnings(contents),
    ]
    return sorted(found, key=lambda task: task.look is not Look.BAD)


def sum_of(sides: Mapping[str, Side]) -> str:
    """Return amounts by currency in one text, those that are nothing left out."""
    return told({currency: side for currency, side in sides.items() if side.amount})


def _listed(tasks: list[Task]) -> str:
    return "; ".join(f"{_within(task.what)} ({task.much})" for task in tasks)


def _within(sentence: str) -> str:
    """Return a text as it stands within a sentence; a code keeps its capital."""
    return sentence[0].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _failing(contents: Contents) -> Iterator[Task]:
    whole = contents.statuses.total()
    for cause, count in sorted(contents.failing.items()):
        what = f"{cause.check} {_title(cause.check)}, does not tie"
        yield Task(Look.BAD, what, f"{count:,} of {whole:,} totals", CONTROL_TOTALS, _fix(cause))


def _findings(contents: Contents) -> Iterator[Task]:
    yield from _held(contents)
    for cause, count in sorted(contents.causes.items()):
        if cause.check not in (_UNDATED, _HELD) and cause.severity != "info":
            look = Look.BAD if cause.severity == "error" else Look.WARN
            much = f"{count:,} document{'s' if count > 1 else ''}"
            yield Task(look, f"{cause.check} {_title(cause.check)}", much, _FINDINGS, _fix(cause))


def _held(contents: Contents) -> Iterator[Task]:
    sides = {currency: tie.held for currency, tie in contents.ties.currencies().items()}
    found = sum(count for cause, count in contents.causes.items() if cause.check == _HELD)
    count = found or sum(side.documents for side in sides.values())
    if count:
        sums = sum_of(sides)
        much = f"{count:,} document{'s' if count > 1 else ''}{f', {sums}' if sums else ''}, without rows"
        yield Task(Look.BAD, "Held documents", much, _FINDINGS, _remedy(_HELD, _HELD))


def _refused(contents: Contents) -> Iterator[Task]:
    for name, count in contents.refused.items():
        example = contents.refused_examples[name]
        yield Task(
            Look.BAD,
            f"{title(name)} with characters that RevRec refuses",
            f"{count:,} rows, such as {example}",
            next(stream for stream, kind in SHEETS.items() if name in kind.template),
            "Report it: the connector should have changed them.",
        )


def _pending(contents: Contents) -> Iterator[Task]:
    pending = contents.pending
    if not pending.documents:
        return
    contacts = [
        f"{each.contact or 'no name'}: {each.documents:,}, {told(each.sums)}"
        + (f" (like {each.hints}?)" if each.hints else "")
        for each in pending.largest(_CONTACTS_SHOWN)
    ]
    more = pending.contacts - len(contacts)
    yield Task(
        Look.WARN,
        "Documents that wait for a CRM customer",
        f"{pending.documents:,} documents of {pending.contacts:,} contact{'s' if pending.contacts > 1 else ''}, "
        f"{told(pending.sums)}",
        _PENDING,
        "\n".join([_remedy(_WAITING, "PENDING"), *contacts, *([f"… and {more:,} more contacts"] if more else [])]),
    )


def _undated(contents: Contents) -> Iterator[Task]:
    lines = {cause.reason: count for cause, count in contents.causes.items() if cause.check == _UNDATED}
    undated = {currency: tie.undated for currency, tie in contents.ties.currencies().items() if tie.undated}
    rows = sum(side.documents for side in undated.values())
    if not lines and not rows:
        return
    much = f"{rows:,} rows, {told(undated)}" if rows else f"{sum(lines.values()):,} lines"
    doubt = lines.get("AMBIGUOUS_PERIOD", 0)
    yield Task(
        Look.WARN,
        "Rows without service dates",
        f"{much}{f'; {doubt:,} lines can be read in two ways' if doubt else ''}",
        _FINDINGS,
        f"{_NO_DATES} {_remedy(UNDATED_ROWS, 'ABSENT_PERIOD')} Each line has a row in Recon Errors (check S1): fill in "
        f"its dates there and name the file as the table of overrides.",
    )


def _warnings(contents: Contents) -> Iterator[Task]:
    for cause, count in sorted(contents.warned.items()):
        if cause.check not in _OWN_LINES:
            what = f"{cause.check} {_title(cause.check)}"
            yield Task(
                Look.WARN, what, f"{count:,} control total{'s' if count > 1 else ''}", CONTROL_TOTALS, _fix(cause)
            )


def _title(check: str) -> str:
    known = CATALOGUE.get(check)
    return known.title if known else ""


def _remedy(check: str, reason: str) -> str:
    return CATALOGUE[check].remedy(reason).proposed_fix


def _fix(cause: Cause) -> str:
    known = CATALOGUE.get(cause.check)
    remedies = [each.proposed_fix for each in known.remedies if each.reason == cause.reason] if known else []
    return remedies[0] if remedies else "See the sheet."
