"""A line of a sales document as recognition takes it, and what is decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.rules.recognition.months import month_of

if TYPE_CHECKING:
    from datetime import date

    from source_xero_revrec.rules.recognition.schedule import Schedule
    from source_xero_revrec.rules.recognition.weights import Method, Weights

Tracking = tuple[tuple[str, str], ...]
"""Tracking categories and options by their ids, sorted."""

REVENUE, LIABILITY = "REVENUE", "LIABILITY"


class Voided(NamedTuple):
    """What a line came to before its document was voided, as in `Line`, and the month (UTC) of its last change."""

    amount: int
    home: int
    month: int


@dataclass(slots=True)
class Line:
    """A row of a document: `amount` in cents of `currency`, `home` in cents of the base currency, None without a rate.

    Net of tax and signed, 0 where the document is `voided`. `start` and `end` are the first and the last day of
    service, both inside, or None; `period_rule` names what gave them. `of_credit_note` tells a credit note's row from
    an invoice's. What the options leave out (`left_out`) has no schedule.
    """

    item_number: str
    product: str
    account: str
    account_class: str
    currency: str
    billed: date
    amount: int
    home: int | None
    start: date | None
    end: date | None
    tracking: Tracking
    of_credit_note: bool
    problem: str
    period_rule: str
    left_out: bool = False
    voided: Voided | None = None
    description: str = ""


class Way(StrEnum):
    """How a line got into the ledger: sold straight into a liability, or booked to revenue."""

    LIABILITY = "liability"
    REVENUE = "revenue"


class Held(StrEnum):
    """Why a line has no schedule."""

    NO_PERIOD = "no_period"
    AMBIGUOUS_PERIOD = "ambiguous_period"
    NO_RATE = "no_rate"
    NO_REVENUE_ACCOUNT = "no_revenue_account"
    UNKNOWN_ACCOUNT = "unknown_account"
    NOT_REVENUE = "not_revenue"
    LEFT_OUT = "left_out"

    @property
    def refuses_a_close(self) -> bool:
        """Tell whether a person must decide before a month is closed; about these one did, or need not."""
        return self not in (Held.NOT_REVENUE, Held.LEFT_OUT)


class Accounts(NamedTuple):
    """The two accounts that a line's revenue moves between, and which of them the document was booked to."""

    deferred: str
    revenue: str
    way: Way


class Recognised(NamedTuple):
    """A line and its schedule in both currencies.

    `rule` names what decided the method: product, account or default, or what stood in for a period.
    Without `shares` all of it stays deferred until a period is known. A voided line may have been deferred before.
    """

    line: Line
    accounts: Accounts
    method: Method
    rule: str
    schedule: Schedule
    home: Schedule
    shares: Weights | None
    was_deferred: bool = False

    @property
    def defers(self) -> bool:
        """Tell whether any of it is deferred beyond the month of the document, or was until that was voided."""
        later = self.schedule.last > self.schedule.first or self.schedule.first > self.billed
        return later or not self.shares or self.was_deferred

    @property
    def billed(self) -> int:
        """Return the month of the document."""
        return month_of(self.line.billed)


class Unscheduled(NamedTuple):
    """A line without a schedule, and why."""

    line: Line
    reason: Held
