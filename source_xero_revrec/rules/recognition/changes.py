"""Why closed months are made up for: each line and journal as it was at the close, beside what it is now."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.rules.amounts import written
from source_xero_revrec.rules.outcome import DocumentType
from source_xero_revrec.rules.overrides.override import RULE as OVERRIDE
from source_xero_revrec.rules.recognition.closed_line import effect
from source_xero_revrec.rules.recognition.months import month_of
from source_xero_revrec.rules.recognition.posted import OPENING_KEY, month_and_kind
from source_xero_revrec.rules.recognition.rows import amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from source_xero_revrec.rules.recognition.closed_line import Closed, ClosedLine, Document
    from source_xero_revrec.rules.recognition.entries import Amounts, Place

_VOIDED = "VOIDED"


class Reason(StrEnum):
    """What changed since a month was closed."""

    LATE_INVOICE = "late_invoice"
    LATE_CREDIT_NOTE = "late_credit_note"
    VOIDED = "voided"
    WITHDRAWN = "withdrawn"
    ALLOCATED = "allocation_changed"
    LINE_ADDED = "line_added"
    LINE_REMOVED = "line_removed"
    RE_DATED = "document_date_changed"
    AMOUNT = "amount_changed"
    RATE = "rate_changed"
    ACCOUNT = "account_changed"
    OVERRIDE = "override"
    PERIOD = "period_changed"
    TRACKING = "tracking_changed"
    PRODUCT = "product_changed"
    METHOD = "method_changed"
    SETTING = "accounts_in_the_form_changed"
    HELD = "held_now"
    NOT_HELD = "no_longer_held"
    JOURNAL_EDITED = "journal_edited"
    JOURNAL_GONE = "journal_not_in_xero"
    JOURNAL_ADDED = "journal_added"
    REOPENED = "month_reopened"
    OWED = "owed_at_the_close"
    NOT_FROZEN = "no_frozen_schedule"

    @property
    def is_of_settings(self) -> bool:
        """Tell whether the form, and nothing in Xero, recognises otherwise than a month was closed with."""
        return self in (Reason.METHOD, Reason.SETTING)


class Change(NamedTuple):
    """Cents of the base currency that are made up for on an account, credits positive, and why.

    A document's line or a journal (`key`) brings them; `before` and `after` say what changed.
    """

    reason: Reason
    place: Place
    amount: int
    document: Document | None = None
    item_number: str = ""
    key: str = ""
    before: str = ""
    after: str = ""


def changes_of_document(
    document: Document,
    before: Sequence[ClosedLine],
    after: Sequence[ClosedLine],
    closed: Closed,
) -> Iterator[Change]:
    """Yield what the lines of a document lack in the closed months; `document` is as it is now."""
    was = {line.item_number: line for line in before}
    now = {line.item_number: line for line in after}
    shared = _shared_otherwise(before, after) if document.type == DocumentType.CREDIT_MEMO else set()
    for item in sorted(was.keys() | now.keys()):
        left = difference(_effect(now.get(item), closed), _effect(was.get(item), closed))
        if left:
            reason, old, new = _why(document, was.get(item), now.get(item), known=bool(before), left=bool(after))
            if _line(item) in shared and reason not in (Reason.VOIDED, Reason.WITHDRAWN):
                reason = Reason.ALLOCATED
            for place, cents in sorted(left.items()):
                yield Change(reason, place, cents, document, item, "", old, new)


def changes_of_journals(
    before: Mapping[str, Amounts], after: Mapping[str, Amounts], given: AbstractSet[str], closed: Closed
) -> Iterator[Change]:
    """Yield what the journals of closed months lack: `before` and `after` have what each has done, by its key.

    `given` are the keys of entries that are given to post, so that they are done only once somebody posts them.
    """
    for key in sorted(before.keys() | after.keys()):
        named = month_and_kind(key)
        if named is None and key != OPENING_KEY:
            continue
        if named is not None and named[0] > closed.month:
            continue
        was, now = before.get(key, {}), after.get(key, {})
        if key in before and key in after:
            reason = Reason.JOURNAL_EDITED
        elif key in before:
            reason = Reason.JOURNAL_GONE
        else:
            reason = Reason.REOPENED if key in given else Reason.JOURNAL_ADDED
        for place, cents in sorted(difference(was, now).items()):
            yield Change(reason, place, cents, key=key)


def difference(left: Amounts, right: Amounts) -> Amounts:
    """Return left less right, places with nothing left out."""
    found = {place: left.get(place, 0) - right.get(place, 0) for place in left.keys() | right.keys()}
    return {place: cents for place, cents in found.items() if cents}


def restated_by_settings(
    document: Document, before: Sequence[ClosedLine], after: Sequence[ClosedLine], closed: Closed
) -> Iterator[Change]:
    """Yield, without an amount, the lines of closed months that settings alone decide otherwise from now on.

    The document says what it said, nothing moves in the closed months, and something was left to recognise.
    """
    now = {line.item_number: line for line in after}
    for was in before:
        line = now.get(was.item_number)
        if line is None or was.held or line.held or month_of(was.billed) > closed.month:
            continue
        open_still = was.home != was.upto_home or line.home != line.upto_home
        moves = difference(_effect(line, closed), _effect(was, closed))
        if open_still and not moves and _said(was) == _said(line) and _decided(was) != _decided(line):
            reason, old, new = _changed(was, line)
            yield Change(reason, (line.revenue, line.tracking), 0, document, line.item_number, "", old, new)


def _shared_otherwise(before: Sequence[ClosedLine], after: Sequence[ClosedLine]) -> set[str]:
    """Return the lines of a credit note that come to what they came to, in other shares: by how it is allocated."""
    was, now = _shares(before), _shares(after)
    return {line for line in was.keys() & now.keys() if was[line] != now[line] and sum(was[line]) == sum(now[line])}


def _shares(lines: Sequence[ClosedLine]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for line in lines:
        found.setdefault(_line(line.item_number), []).append(line.amount)
    return found


def _line(item_number: str) -> str:
    return item_number.partition(".")[0]


def _effect(line: ClosedLine | None, closed: Closed) -> Amounts:
    return effect(line, closed) if line else {}


def _why(
    document: Document, was: ClosedLine | None, now: ClosedLine | None, *, known: bool, left: bool
) -> tuple[Reason, str, str]:
    """Return the reason with the words before and after; `known` and `left`: the document had lines, and has some."""
    if was is None:
        late = Reason.LATE_CREDIT_NOTE if document.type == DocumentType.CREDIT_MEMO else Reason.LATE_INVOICE
        return (Reason.LINE_ADDED if known else late), "", _money(now) if now else ""
    if document.status == _VOIDED:
        return Reason.VOIDED, _money(was), document.status
    if now is None:
        return (Reason.LINE_REMOVED if left else Reason.WITHDRAWN), _money(was), "" if left else document.status
    return _changed(was, now)


def _changed(was: ClosedLine, now: ClosedLine) -> tuple[Reason, str, str]:
    """Return the first reason, a cause before what follows from it, and all that differs."""
    if bool(was.held) != bool(now.held):
        reason = Reason.HELD if now.held else Reason.NOT_HELD
        return reason, was.held or _period(was), now.held or _period(now)
    found = [(reason, told) for reason, told in _TOLD if told(was) != told(now)]
    if not found:
        # The same words, and other months: another version of this program recognises otherwise.
        return Reason.METHOD, was.method, now.method
    first = found[0][0]
    found = [(reason, told) for reason, told in found if reason not in _SAID_BY.get(first, ())]
    return first, _words(found, was), _words(found, now)


def _words(found: Iterable[tuple[Reason, Callable[[ClosedLine], str]]], line: ClosedLine) -> str:
    """Return what a line says; in place of an override, what was there without one."""
    said = (told(line) or (_period(line) if reason is Reason.OVERRIDE else "") for reason, told in found)
    return "; ".join(filter(None, said))


def _said(line: ClosedLine) -> tuple[object, ...]:
    """Return what the document says of a line, and not what settings make of it."""
    return line.account, line.product, line.billed, line.start, line.end, line.tracking, line.amount, line.home


def _decided(line: ClosedLine) -> tuple[str, str, str]:
    return line.method, line.deferred, line.revenue


def _period(line: ClosedLine) -> str:
    return f"{line.start} to {line.end}" if line.start and line.end else ""


def _overridden(line: ClosedLine) -> str:
    return f"{_period(line)} by an override" if line.period_rule == OVERRIDE else ""


def _options(line: ClosedLine) -> str:
    return ", ".join(option for _, option in line.tracking)


def _money(line: ClosedLine) -> str:
    return written(amount(line.amount), line.currency)


def _home(line: ClosedLine) -> str:
    return str(amount(line.home))


def _accounts(line: ClosedLine) -> str:
    return " and ".join(each for each in (line.deferred, line.revenue) if each)


_TOLD: tuple[tuple[Reason, Callable[[ClosedLine], str]], ...] = (
    (Reason.RE_DATED, lambda line: line.billed.isoformat()),
    (Reason.ACCOUNT, lambda line: line.account),
    (Reason.AMOUNT, _money),
    (Reason.OVERRIDE, _overridden),
    (Reason.PERIOD, _period),
    (Reason.PRODUCT, lambda line: line.product),
    (Reason.TRACKING, _options),
    (Reason.METHOD, lambda line: line.method),
    (Reason.SETTING, _accounts),
    (Reason.RATE, _home),
)
"""What can differ and how it is told; a method that follows from another product is told by the product."""
_SAID_BY: Mapping[Reason, tuple[Reason, ...]] = {Reason.AMOUNT: (Reason.RATE,), Reason.OVERRIDE: (Reason.PERIOD,)}
"""What follows from a reason and says nothing more."""
