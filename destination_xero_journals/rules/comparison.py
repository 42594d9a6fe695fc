"""What differs between a journal as it is wanted and as Xero holds it: line for line, whatever the lines' order."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from decimal import Decimal
from typing import TYPE_CHECKING

from destination_xero_journals.rules.aggregation import SUMMED, aggregate
from destination_xero_journals.rules.journal import NO_TAX, PostingLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from destination_xero_journals.rules.journal import HeldJournal, Journal

ZERO = Decimal(0)
_MOST = 5
# How Xero says that a line bears no tax; the second one is Australia's.
_UNTAXED = frozenset({"", NO_TAX, "BASEXCLUDED"})
Place = tuple[str, tuple[tuple[str, str], ...], str]
"""An account, the options that a line bears on it, by name, and its tax; names are those of today on either side."""


def differences(wanted: Journal, held: HeldJournal, corrections: Sequence[HeldJournal] = ()) -> tuple[str, ...]:
    """Return what Xero holds otherwise than wanted, a sentence each; nothing where they agree.

    With corrections, the sums by account and tracking are compared, since no line of one journal stands for a line of
    the other. The date is compared by the caller, who knows whether it had to move.
    """
    if corrections:
        lines = [line for journal in (held, *corrections) for line in journal.lines]
        return _several(_sums(wanted.lines, lines))
    if _summed(wanted.lines) or _summed(held.lines):
        # What was summed stands for the lines that it was summed of, so that aggregation may be chosen at any time.
        return _several(_sums(wanted.lines, held.lines))
    return _several([*_by_line(wanted.lines, held.lines)])


def differ_in_text_alone(wanted: Journal, held: HeldJournal) -> bool:
    """Tell whether the same amounts stand on the same accounts, and only descriptions differ."""
    return Counter((*_place(line), line.amount) for line in wanted.lines) == Counter(
        (*_place(line), line.amount) for line in held.lines
    )


def remaining(wanted: Journal, held: Iterable[HeldJournal]) -> tuple[PostingLine, ...]:
    """Return the lines that bring what Xero holds to what is wanted: one for each account and tracking that differs."""
    known: dict[Place, PostingLine] = {}
    due: defaultdict[Place, Decimal] = defaultdict(lambda: ZERO)
    for line in wanted.lines:
        known.setdefault(_place(line), line)
        due[_place(line)] += line.amount
    for journal in held:
        for line in journal.lines:
            known.setdefault(_place(line), line)
            due[_place(line)] -= line.amount
    return tuple(
        PostingLine(
            line.account_id, line.account_code, due[place], f"Correction of {wanted.key.journal_entry_id}", line.tags
        )
        for place, line in known.items()
        if due[place]
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


def _sums(wanted: Sequence[PostingLine], held: Sequence[PostingLine]) -> list[str]:
    due: defaultdict[Place, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    shown: dict[Place, PostingLine] = {}
    for side, lines in enumerate((wanted, held)):
        for line in lines:
            due[_place(line)][side] += line.amount
            shown.setdefault(_place(line), line)
    return [
        f"{in_xero} on {_whereabouts(shown[place])} in all, and {in_revrec} is wanted"
        for place, (in_revrec, in_xero) in due.items()
        if in_revrec != in_xero
    ]


def _several(found: Sequence[str]) -> tuple[str, ...]:
    more = len(found) - _MOST
    return (*found[:_MOST], f"and {more} more differences") if more > 0 else tuple(found)


def _fingerprint(line: PostingLine) -> tuple[object, ...]:
    return (*_place(line), line.amount, " ".join(line.description.split()))


def _place(line: PostingLine) -> Place:
    tags = tuple(sorted((tag.category, tag.option) for tag in line.tags))
    return line.account_id, tags, NO_TAX if line.tax_type in _UNTAXED else line.tax_type


def _summed(lines: Sequence[PostingLine]) -> bool:
    """Tell whether aggregation made these lines; a rounding line may follow them."""
    return any(SUMMED.fullmatch(line.description) for line in lines) and len(aggregate(lines)) >= len(lines) - 1


def described(line: PostingLine) -> str:
    """Return a line as a message names it, without its description, which may be about a person."""
    side = "debit" if line.amount >= 0 else "credit"
    tax = "" if line.tax_type in _UNTAXED else f" tax {line.tax_type}"
    return f"{side} {abs(line.amount)} on {_whereabouts(line)}{tax}"


def _whereabouts(line: PostingLine) -> str:
    tags = ", ".join(f"{tag.category} {tag.option}" for tag in line.tags)
    return f"{line.account_code or line.account_id} ({tags})" if tags else f"{line.account_code or line.account_id}"
