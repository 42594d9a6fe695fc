"""A line as it stands at the end of a month: what it says, and what the journals must have done for it by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.rules.recognition.line import Recognised, Way
from source_xero_revrec.rules.recognition.months import month_of

if TYPE_CHECKING:
    from datetime import date

    from source_xero_revrec.rules.recognition.entries import Amounts, Place
    from source_xero_revrec.rules.recognition.line import Tracking, Unscheduled


class Closed(NamedTuple):
    """A closed month, and the month after which recognition began, None: it began with the first document."""

    month: int
    opening: int | None = None


class Document(NamedTuple):
    """What a document says as a whole."""

    document_id: str
    number: str
    type: str
    status: str
    date: date | None
    contact: str


class ClosedLine(NamedTuple):
    """A line at the end of a closed month; amounts are cents, signed.

    `method` and the two accounts are empty where it is `held`, which then says why. `upto` and `upto_home` are what is
    recognised by the end of the month, `before_home` what of it was before recognition began. `period_rule` names what
    gave its dates.
    """

    item_number: str
    product: str
    account: str
    billed: date
    start: date | None
    end: date | None
    period_rule: str
    tracking: Tracking
    currency: str
    amount: int
    home: int
    held: str = ""
    way: str = ""
    deferred: str = ""
    revenue: str = ""
    method: str = ""
    upto: int = 0
    upto_home: int = 0
    before_home: int = 0


def closed_line(each: Recognised | Unscheduled, closed: Closed) -> ClosedLine:
    """Return a line as it stands at the end of a month."""
    line = each.line
    said = ClosedLine(
        line.item_number,
        line.product,
        line.account,
        line.billed,
        line.start,
        line.end,
        line.period_rule,
        line.tracking,
        line.currency,
        line.amount,
        line.home or 0,
    )
    if not isinstance(each, Recognised):
        return said._replace(held=each.reason.value)
    return said._replace(
        way=each.accounts.way.value,
        deferred=each.accounts.deferred,
        revenue=each.accounts.revenue,
        method=each.method,
        upto=each.schedule.until(closed.month),
        upto_home=each.home.until(closed.month),
        before_home=0 if closed.opening is None else each.home.until(closed.opening),
    )


def effect(line: ClosedLine, closed: Closed) -> Amounts:
    """Return what the journals must have done for a line by the end of a month, since recognition began."""
    if line.held:
        return {}
    deferred, revenue = (line.deferred, line.tracking), (line.revenue, line.tracking)
    moved = _to_liability(line, closed.month, line.upto_home)
    if closed.opening is not None:
        moved -= _to_liability(line, closed.opening, line.before_home)
    found: dict[Place, int] = {}
    if moved:
        found[deferred] = moved
        found[revenue] = found.get(revenue, 0) - moved
    return found


def _to_liability(line: ClosedLine, month: int, recognised: int) -> int:
    """Return what journals must have brought onto the deferred account by the end of a month; it left revenue."""
    if line.way == Way.LIABILITY:
        return -recognised
    return line.home - recognised if month_of(line.billed) <= month else 0
