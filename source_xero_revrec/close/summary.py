"""The summary of a close, as a controller reads it on the terminal and on the first sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.amounts import written
from source_xero_revrec.rules.recognition.tie import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from source_xero_revrec.close.figures import Figures
    from source_xero_revrec.rules.recognition.verdict import Refusal

CLOSED, PREVIEW, REFUSED = "May be closed", "Preview", "Refused"
MADE_UP = "Made up for closed months"


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
    """Yield how each deferred account ties to Xero's ledger."""
    for row in figures.ties:
        left = row["unnamed_home_amount"]
        named = [
            f"{name.removesuffix('_home_amount').replace('_', ' ')} {written(value, figures.currency)}"
            for name, value in row.items()
            if name in _DIFFERENCES and value
        ]
        said = row["tie_status"] if not left else f"{row['tie_status']}: {written(left, figures.currency)} has no name"
        differences = f" ({', '.join(named)})" if named else ""
        yield f"Account {row['account_code']}", f"{said}{differences}"


def text(figures: Figures, refused: Sequence[Refusal], *, preview: bool) -> str:
    """Return the summary for the terminal; what is made up for is told by reason, on the deferred accounts."""
    lines = [f"{figures.organisation or 'Organisation'}, {figures.period}: {verdict(refused, preview=preview)}", ""]
    for name, amount in amounts(figures):
        lines.append(f"  {name:<28}{written(amount, figures.currency):>20}")
        if name == MADE_UP:
            lines += [f"    {why:<26}{written(part, figures.currency):>20}" for why, part in figures.made_up.items()]
    lines += [f"  {name:<28}{said}" for name, said in ties(figures)]
    journals = dict.fromkeys(row["journal_entry_id"] for row in figures.entries)
    lines += ["", f"  Journals to post: {', '.join(journals) or 'none, all is in Xero'}"]
    for each in refused:
        lines += ["", f"  Refused: {each.what}.", f"    What to do: {each.fix}."]
    return "\n".join(lines) + "\n"


_DIFFERENCES = frozenset(f"{name.value}_home_amount" for name in Difference)
