"""What differs between a journal as it is wanted and as Xero holds it: line for line, whatever the lines' order."""

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
    """Return what Xero holds otherwise than wanted, a sentence each; nothing where they agree.

    With corrections, the sums by account and tracking are compared, since no line of one journal stands for a line of
    the other. The date is compared by the caller, who knows whether it had to move.
    """
    if corrections:
        lines = [line for journal in (held, *corrections) for line in journal.lines]
        return _several(_by_sum(wanted.lines, lines))
    if is_aggregated(wanted.lines) or is_aggregated(held.lines):
        # What was summed stands for the lines that it was summed of, so that aggregation may be chosen at any time.
        return _several(_by_sum(wanted.lines, held.lines))
    return _several([*_by_line(wanted.lines, held.lines)])


def differ_in_text_alone(wanted: Journal, held: HeldJournal) -> bool:
    """Tell whether the same amounts stand on the same accounts, and only descriptions differ."""
    return Counter((*line.place, line.amount) for line in wanted.lines) == Counter(
        (*line.place, line.amount) for line in held.lines
    )


def remaining(wanted: Journal, held: Iterable[HeldJournal]) -> tuple[PostingLine, ...]:
    """Return the lines that bring what Xero holds to what is wanted: one for each account and tracking that differs."""
    text = f"Correction of {wanted.key.journal_entry_id}"
    return tuple(
        PostingLine(each.line.account_id, each.line.account_code, each.wanted - each.held, text, each.line.tags)
        for each in sums(wanted.lines, [line for journal in held for line in journal.lines])
    )


def alterations(wanted: Journal, status: str, stored: HeldJournal) -> tuple[str, ...]:
    """Return what Xero made of a journal that was just sent otherwise than it was sent, a sentence each."""
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


def _by_line(wanted: Sequence[PostingLine], held: Sequence[PostingLine]) -> Iterable[str]:
    missing = Counter(_fingerprint(line) for line in wanted)
    missing.subtract(_fingerprint(line) for line in held)
    lost = [line for line in wanted if _take(missing, line, 1)]
    added = [line for line in reversed(held) if _take(missing, line, -1)][::-1]
    # A line of the same account and amount on the other side is the same line with something changed.
    twins: dict[object, deque[PostingLine]] = defaultdict(deque)
    for line in added:
        twins[line.account_id, line.amount].append(line)
        twins[line.account_id].append(line)
    paired: set[int] = set()
    for line in lost:
        twin = _first(twins[line.account_id, line.amount], paired) or _first(twins[line.account_id], paired)
        if twin is None:
            yield f"no line {described(line)}"
        elif described(twin) == described(line):
            paired.add(id(twin))
            yield f"another description of {described(line)}"
        else:
            paired.add(id(twin))
            yield f"{described(twin)} where {described(line)} is wanted"
    for line in added:
        if id(line) not in paired:
            yield f"{described(line)}, which is not wanted"


def _first(twins: deque[PostingLine], paired: set[int]) -> PostingLine | None:
    while twins and id(twins[0]) in paired:
        twins.popleft()
    return twins.popleft() if twins else None


def _take(counts: Counter[tuple[object, ...]], line: PostingLine, sign: int) -> bool:
    key = _fingerprint(line)
    if counts[key] * sign <= 0:
        return False
    counts[key] -= sign
    return True


def _by_sum(wanted: Sequence[PostingLine], held: Sequence[PostingLine]) -> list[str]:
    return [
        f"{each.held} on {_whereabouts(each.line)} in all, and {each.wanted} is wanted" for each in sums(wanted, held)
    ]


def _several(found: Sequence[str]) -> tuple[str, ...]:
    more = len(found) - _MOST
    return (*found[:_MOST], f"and {more} more differences") if more > 0 else tuple(found)


def _fingerprint(line: PostingLine) -> tuple[object, ...]:
    return (*line.place, line.amount, " ".join(line.description.split()))


def described(line: PostingLine) -> str:
    """Return a line as a message names it, without its description, which may be about a person."""
    side = "debit" if line.amount >= 0 else "credit"
    tax = f" tax {line.tax_type}" if line.taxed else ""
    return f"{side} {abs(line.amount)} on {_whereabouts(line)}{tax}"


def _whereabouts(line: PostingLine) -> str:
    tags = ", ".join(f"{tag.category} {tag.option}" for tag in line.tags)
    return f"{line.account_code or line.account_id} ({tags})" if tags else f"{line.account_code or line.account_id}"
