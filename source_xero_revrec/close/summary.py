"""The summary of a close, as a controller reads it on the terminal and on the first sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.amounts import written
from source_xero_revrec.rules.recognition.tie import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from source_xero_revrec.close.figures import Figures
    from source_xero_revrec.rules.recognition.verdict import Refusal

CLOSED, PREVIEW, REFUSED = "May be closed", "Preview", "Refused"
MADE_UP = "Made up for closed months"
TIES = "Ties"
_WIDTH = 32
_WITHOUT, _LINES = Difference.WITHOUT_SCHEDULE.value, "lines without a schedule"


def verdict(refused: Sequence[Refusal], *, preview: bool) -> str:
    """Return the verdict in words."""
    if refused:
        return REFUSED
    return PREVIEW if preview else CLOSED


def amounts(figures: Figures) -> list[tuple[str, Decimal]]:
    """Return the figures of the month with their names, in the home currency."""
    return [
        ("Billed", figures.billed),
        ("Recognised", figures.recognised),
        ("Deferred at the end", figures.deferred),
        (MADE_UP, figures.prior),
        ("Held", figures.held_amount),
    ]


def ties(figures: Figures) -> Iterator[tuple[str, str]]:
    """Yield how each account ties to Xero's ledger; revenue accounts without any difference are told at once."""
    for row in figures.ties:
        strange = "" if row.get("in_form", True) else ", not in the form"
        yield f"Account {row['account_code']}{strange}", _tied(row, figures.currency)
    exact = [row["account_code"] for row in figures.revenue_ties if _tied(row, figures.currency) == TIES]
    if exact:
        yield "Revenue accounts", f"{TIES} ({', '.join(exact)})"
    for row in figures.revenue_ties:
        if row["account_code"] not in exact:
            yield f"Revenue account {row['account_code']}", _tied(row, figures.currency)
    for row in figures.roll_forward:
        if "tie_status" not in row and not row.get("in_form", True):
            yield from _strange(row, figures.currency)


def _strange(row: Mapping[str, Any], currency: str) -> Iterator[tuple[str, str]]:
    """Yield what is on an account that is not held against the ledger, since the form does not name it."""
    put = {"journals of recognition": row["closing_home_amount"], _LINES: row.get(f"{_WITHOUT}_home_amount")}
    told = ", ".join(f"{name} {written(amount, currency)}" for name, amount in put.items() if amount)
    if told:
        yield f"Account {row['account_code']}, not in the form", told


def _tied(row: Mapping[str, Any], currency: str) -> str:
    left = row["unnamed_home_amount"]
    named = [
        f"{name.removesuffix('_home_amount').replace('_', ' ')} {written(value, currency)}"
        for name, value in row.items()
        if name in _DIFFERENCES and value
    ]
    said = row["tie_status"] if not left else f"{row['tie_status']}: {written(left, currency)} has no name"
    return said + (f" ({', '.join(named)})" if named else "")


def posting(figures: Figures, refused: Sequence[Refusal], *, preview: bool) -> str:
    """Return what there is to post, in words."""
    journals = ", ".join(dict.fromkeys(row["journal_entry_id"] for row in figures.entries))
    if not journals:
        return f"Journals to post: none, {'the month is locked in Xero' if figures.shut else 'all is in Xero'}"
    if refused:
        return f"Journals to post once nothing refuses the close: {journals}"
    return f"Journals to post once the month is closed: {journals}" if preview else f"Journals to post: {journals}"


def text(figures: Figures, refused: Sequence[Refusal], *, preview: bool) -> str:
    """Return the summary for the terminal; what is made up for is told by reason, on the deferred accounts."""
    lines = [f"{figures.organisation or 'Organisation'}, {figures.period}: {verdict(refused, preview=preview)}", ""]
    for name, amount in amounts(figures):
        lines.append(f"  {name:<{_WIDTH}}{written(amount, figures.currency):>20}")
        if name == MADE_UP:
            lines += [
                f"    {why}{written(part, figures.currency):>{_WIDTH + 18 - len(why)}}"
                for _, why, part in figures.made_up(figures.changes)
            ]
    lines += [f"  {name:<{_WIDTH}}{said}" for name, said in ties(figures)]
    lines += ["", f"  {posting(figures, refused, preview=preview)}"]
    lines += [f"  Note: {note}." for note in figures.notes]
    for each in refused:
        lines += ["", f"  Refused: {each.what}.", f"    What to do: {each.fix}."]
    return "\n".join(lines) + "\n"


_DIFFERENCES = frozenset(f"{name.value}_home_amount" for name in Difference)
