"""Lines that are right for recognition, and books that are closed month by month."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.recognition.entries import Closing, Entries, journal_entries
from source_xero_revrec.rules.recognition.line import LIABILITY, REVENUE, Line, Recognised, Unscheduled, Voided
from source_xero_revrec.rules.recognition.months import month_from, month_of
from source_xero_revrec.rules.recognition.positions import Positions
from source_xero_revrec.rules.recognition.posted import PostedLine
from source_xero_revrec.rules.recognition.settings import RecognitionSettings
from source_xero_revrec.rules.recognition.treatment import recognise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SALES, DEFERRED, SOLD_INTO = "200", "835", "836"
SETTINGS = RecognitionSettings(deferred_account=DEFERRED, revenue_accounts={SOLD_INTO: SALES})
DAILY = replace(SETTINGS, method="daily", methods_of_products={"ONCE": "point_in_time"})


def day(text: str) -> date:
    """Return a day written 2026-01-31."""
    return date.fromisoformat(text)


def line(amount: int, billed: str, start: str = "", end: str = "", **fields: Any) -> Line:  # noqa: ANN401
    """Return a line of `amount` cents that was booked to revenue, in home currency unless said otherwise."""
    known: dict[str, Any] = {
        "item_number": "1", "product": "PLAN", "account": SALES, "account_class": REVENUE, "currency": "NZD",
        "home": amount, "tracking": (), "of_credit_note": False, "problem": "", "period_rule": "",
    }  # fmt: skip
    return Line(
        **{**known, **fields},
        billed=day(billed),
        amount=amount,
        start=day(start) if start else None,
        end=day(end) if end else None,
    )


def sold_into(amount: int, billed: str, start: str = "", end: str = "", **fields: Any) -> Line:  # noqa: ANN401
    """Return a line that was sold straight into the liability."""
    return line(amount, billed, start, end, account=SOLD_INTO, account_class=LIABILITY, **fields)


def voided(each: Line, month: str) -> Line:
    """Return a line as it is after its document was voided in a month."""
    return replace(each, amount=0, home=0, voided=Voided(each.amount, each.home or 0, month_from(month)))


def decided(each: Line, settings: RecognitionSettings = SETTINGS) -> Recognised | Unscheduled:
    """Return what is decided about a line that is alone on its document."""
    return recognise(each, settings)


def recognised(each: Line, settings: RecognitionSettings = SETTINGS) -> Recognised:
    """Return the schedule of a line that has one."""
    found = decided(each, settings)
    assert isinstance(found, Recognised)
    return found


def positions(documents: Iterable[Sequence[Line]], settings: RecognitionSettings = SETTINGS) -> Positions:
    """Return the sums of documents."""
    sums = Positions()
    for document in documents:
        sums.add(recognise(each, settings) for each in document)
    return sums


@dataclass
class Books:
    """A ledger's journals: closes months one after the other, and remembers what was posted."""

    settings: RecognitionSettings = SETTINGS
    posted: list[PostedLine] = field(default_factory=list)

    def close(self, month: str, *lines: Line, **closing: Any) -> Entries:  # noqa: ANN401
        """Close a month with these lines, each a document, and post what it asks for."""
        through = month_from(month)
        found = journal_entries(
            positions(([each] for each in lines), self.settings),
            self.posted,
            Closing(through, through=through, **closing),
        )
        self.posted += [
            PostedLine(journal.key, each.account, each.tracking, each.amount)
            for journal in found.journals
            for each in journal.lines
        ]
        return found

    def balance(self, account: str) -> int:
        """Return what the journals put on an account, credits positive."""
        return sum(each.amount for each in self.posted if each.account == account)


def closed_months(first: str, last: str) -> list[str]:
    """Return the months from first to last, as they are written."""
    begin, end = month_from(first), month_from(last)
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, end + 1)]


def spread(each: Line, settings: RecognitionSettings = SETTINGS) -> dict[str, int]:
    """Return the cents that a line's schedule recognises, by month."""
    plan = recognised(each, settings).schedule
    return {
        f"{month // 12:04}-{month % 12 + 1:02}": amount for month, amount in enumerate(plan.amounts, start=plan.first)
    }


def month(text: str) -> int:
    """Return a month written 2026-01."""
    return month_of(day(f"{text}-01"))
