"""What else a person should know of a close: found in Xero, and what to do or what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.amounts import written
from source_xero_revrec.rules.recognition.months import month_from, period
from source_xero_revrec.rules.recognition.posted import month_and_kind
from source_xero_revrec.rules.recognition.rows import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from source_xero_revrec.close.figures import Figures
    from source_xero_revrec.recognition.books import RecognisedBooks
    from source_xero_revrec.recognition.closed_ledger import Moved

_MOST_NAMED = 3


def notes(figures: Figures, books: RecognisedBooks, moved: Mapping[int, Sequence[Moved]]) -> Iterator[str]:
    """Yield sentences about the month's journals, and about what is left to a later month.

    `moved` is what Xero's ledger has otherwise by now than at the close of a month.
    """
    month = month_from(figures.period)
    given = {row["journal_entry_id"] for row in figures.entries} | figures.unposted.keys()
    if again := sorted(given & books.gone):
        yield (
            f"Voided or deleted in Xero: {named(again)}. destination-xero-journals posts them again where on_voided is "
            f"post_again"
        )
    if waiting := sorted(key for key in books.drafts if _month(key) <= month):
        yield f"Drafts in Xero: {named(waiting)}. Approve them there, so that the ledger has them"
    if is_shut(books, month):
        yield (
            f"Xero's lock date shuts {figures.period}, so that nothing is posted into it. Move the lock date back, or "
            f"let the first open month make up for what the month lacks"
        )
    yield from _left(figures, books)
    for closed in (each for each in moved if moved[each]):
        told = (_from_to(each, books.facts.base_currency) for each in moved[closed])
        yield (
            f"Xero's ledger of {period(closed)} was changed after its close, the journals of recognition apart: "
            f"{named(told)}. Look at the transactions of these accounts in Xero"
        )


def is_shut(books: RecognisedBooks, month: int) -> bool:
    """Tell whether a month is locked in Xero and its journals still owe it something."""
    return books.closing.locked is not None and month <= books.closing.locked and bool(books.entries.owed.get(month))


def named(names: Iterable[str]) -> str:
    """Return a few of some names, and how many more there are."""
    every = [*names]
    more = len(every) - _MOST_NAMED
    return ", ".join(every[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _left(figures: Figures, books: RecognisedBooks) -> Iterator[str]:
    """Yield what the next month makes up for in this one, by reason, with the documents and journals."""
    causes = figures.causes(figures.left)
    for reason, words, home in figures.made_up(figures.left):
        about = f": {named(causes[reason])}" if reason in causes else ""
        yield (
            f"{period(month_from(figures.period) + 1)} makes up for {written(home, books.facts.base_currency)} of "
            f"deferred revenue ({words}{about})"
        )


def _from_to(moved: Moved, currency: str) -> str:
    before, after = (written(amount(each), currency) for each in (moved.before, moved.after))
    return f"{moved.account} from {before} to {after}"


def _month(journal_entry_id: str) -> int:
    found = month_and_kind(journal_entry_id)
    return found[0] if found else 0
