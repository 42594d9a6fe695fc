"""How a journal in Xero differs from the one that is wanted: line by line, whatever their order."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING

from destination_xero_journals.rules.aggregation import is_aggregated, sums
from destination_xero_journals.rules.journal import PostingLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from destination_xero_journals.rules.journal import HeldJournal, Journal

_MOST = 5


def differences(wanted: Journal, held: HeldJournal, corrections: Sequence[HeldJournal] = ()) -> tuple[str, ...]:
    """Return how Xero's journal differs from the one that is wanted, a sentence each; nothing where they agree.

    With corrections, the sums by account and tracking are compared, since no line of one journal stands for a line of
    the other. The caller compares the date, since it knows whether a lock date moved it.
    """
    if corrections:
        lines = [line for journal in (held, *corrections) for line in journal.lines]
        return _several(_by_sum(wanted.lines, lines))
    if is_aggregated(wanted.lines) or is_aggregated(held.lines):
        # A sum stands for the lines behind it, so that aggregation may be switched on or off at any time.
        return _several(_by_sum(wanted.lines, held.lines))
    return _several([*_by_line(wanted.lines, held.lines)])


def differ_in_text_alone(wanted: Journal, held: Journal | HeldJournal) -> bool:
    """Tell whether the same amounts stand on the same accounts, and only descriptions differ."""
    return Counter((*line.place, line.amount) for line in wanted.lines) == Counter(
        (*line.place, line.amount) for line in held.lines
    )


def remaining(wanted: Journal, held: Iterable[HeldJournal]) -> tuple[PostingLine, ...]:
    """Return the lines that make up the difference: one for each account and tracking that differs."""
    text = f"Correction of {wanted.key.journal_entry_id}"
    return tuple(
        PostingLine(each.line.account_id, each.line.account_code, each.wanted - each.held, text, each.line.tags)
        for each in sums(wanted.lines, [line for journal in held for line in journal.lines])
    )


def alterations(wanted: Journal, status: str, stored: HeldJournal) -> tuple[str, ...]:
    """Return how Xero changed a journal that was just sent, a sentence each."""
    found: list[str] = []
    if stored.date != wanted.date:
        found.append(f"the date is {stored.date}, and {wanted.date} was sent")
    if stored.status != status:
        found.append(f"the status is {stored.status}, and {status} was sent")
    if stored.key != wanted.key:
        found.append("the narration does not bear the journal's key any more")
    if stored.show_on_cash_basis != wanted.show_on_cash_basis:
        found.append(f"ShowOnCashBasisReports is {str(stored.show_on_cash_basis).lower()}, and the opposite was sent")
    return (*found, *_several([*_by_line(wanted.lines, stored.lines)]))


class _Added:
    """Lines in Xero that no wanted line is equal to, each handed out once."""

    def __init__(self, lines: Iterable[PostingLine]) -> None:
        self._lines = dict(enumerate(lines))
        self._numbers: defaultdict[tuple[object, ...], deque[int]] = defaultdict(deque)
        for number, line in self._lines.items():
            self._numbers[line.account_id, line.amount].append(number)
            self._numbers[(line.account_id,)].append(number)

    def take(self, *like: object) -> PostingLine | None:
        numbers = self._numbers[like]
        while numbers:
            number = numbers.popleft()
            if number in self._lines:
                return self._lines.pop(number)
        return None

    def rest(self) -> Iterable[PostingLine]:
        return self._lines.values()


def _by_line(wanted: Sequence[PostingLine], held: Sequence[PostingLine]) -> Iterable[str]:
    if wanted == held:
        # As Xero gives them nearly always; whatever differs here may still mean the same.
        return
    in_revrec, in_xero = Counter(map(_fingerprint, wanted)), Counter(map(_fingerprint, held))
    lost = _surplus(wanted, in_revrec - in_xero)
    # Of equal lines, the last are the surplus.
    added = _Added(_surplus(held[::-1], in_xero - in_revrec)[::-1])
    for line in lost:
        # A line on the same account, if possible of the same amount, is this line with something changed.
        twin = added.take(line.account_id, line.amount) or added.take(line.account_id)
        yield _changed(line, twin) if twin else f"no line {described(line)}"
    yield from (f"{described(line)}, which is not wanted" for line in added.rest())


def _surplus(lines: Sequence[PostingLine], surplus: Counter[tuple[object, ...]]) -> list[PostingLine]:
    found = []
    for line in lines:
        if surplus[_fingerprint(line)]:
            surplus[_fingerprint(line)] -= 1
            found.append(line)
    return found


def _changed(wanted: PostingLine, twin: PostingLine) -> str:
    if described(twin) == described(wanted):
        return f"another description of {described(wanted)}"
    return f"{described(twin)} where {described(wanted)} is wanted"


def _by_sum(wanted: Sequence[PostingLine], held: Sequence[PostingLine]) -> list[str]:
    return [
        f"{each.held} on {_whereabouts(each.line)} in all, and {each.wanted} is wanted" for each in sums(wanted, held)
    ]


def _several(found: Sequence[str]) -> tuple[str, ...]:
    more = len(found) - _MOST
    return (*found[:_MOST], f"and {more} more differences") if more > 0 else tuple(found)


def _fingerprint(line: PostingLine) -> tuple[object, ...]:
    return (*line.place, line.amount, *line.description.split())


def described(line: PostingLine) -> str:
    """Return a line as a message names it, without its description, which may be about a person."""
    side = "debit" if line.amount >= 0 else "credit"
    tax = f" tax {line.tax_type}" if line.taxed else ""
    return f"{side} {abs(line.amount)} on {_whereabouts(line)}{tax}"


def _whereabouts(line: PostingLine) -> str:
    tags = ", ".join(f"{tag.category} {tag.option}" for tag in line.tags)
    account = f"{line.account_code or line.account_id} {line.account_name}".strip()
    return f"{account} ({tags})" if tags else account
