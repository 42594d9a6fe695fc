"""Rows of recognition's streams: amounts with two decimals, months as `2026-01`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.outcome import document_type
from source_xero_revrec.rules.recognition.line import Recognised
from source_xero_revrec.rules.recognition.months import last_day, month_of, period
from source_xero_revrec.rules.recognition.posted import Kind
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from source_xero_revrec.rules.outcome import Outcome, Unread
    from source_xero_revrec.rules.recognition.entries import EntryLine, JournalEntry
    from source_xero_revrec.rules.recognition.line import Unscheduled
    from source_xero_revrec.rules.recognition.revenue import RevenueMonth
    from source_xero_revrec.rules.recognition.roll_forward import Figures, RollForward
    from source_xero_revrec.rules.recognition.schedule import Schedule

Row = dict[str, Any]

_DESCRIBED = {
    Kind.OPENING: "Deferred revenue of earlier documents",
    Kind.PRIOR: "Revenue of earlier months, made up for",
    Kind.DEFERRAL: "Revenue billed, deferred",
    Kind.RELEASE: "Deferred revenue, recognised",
}
_LIABILITY = "LIABILITY"


def amount(cents: int) -> Decimal:
    """Return cents as an amount."""
    return Decimal(cents).scaleb(-2)


def schedule_rows(
    outcome: Outcome,
    lines: Sequence[Recognised | Unscheduled],
    *,
    tenant_id: str,
    base_currency: str,
    read_at: datetime,
) -> Iterator[Row]:
    """Yield a row for each line and month, from the document's month to the last in which anything is recognised.

    A line without a schedule has one row, in its document's month, that says why.
    """
    for item, each in zip(outcome.items, lines, strict=True):
        line = each.line
        about = {
            **_document(outcome, tenant_id, base_currency),
            "order_item_number": item.item_number,
            "product_code": item.product_code,
            "line_description": item.description or None,
            "account_code": line.account or None,
            "service_start_date": line.start,
            "service_end_date": line.end,
        }
        origin = {"withdrawn": False, "document_updated_at": outcome.document.updated_at, "document_read_at": read_at}
        if isinstance(each, Recognised):
            for month, figures in _months(each):
                yield {**about, "period": period(month), **decided(each), **figures, **origin}
        else:
            billed = month_of(line.billed)
            home = None if line.home is None else amount(line.home)
            held = {
                "billed_amount": amount(line.amount),
                "billed_home_amount": home,
                "held_reason": each.reason.value,
            }
            yield {**about, "period": period(billed), **held, **origin}


def withdrawn_row(outcome: Outcome, *, tenant_id: str, base_currency: str, read_at: datetime) -> Row:
    """Return the row that says that a document has no schedule any more: older ones of it are out of date."""
    return {
        **_document(outcome, tenant_id, base_currency),
        "order_item_number": "0",
        "period": period(month_of(outcome.document.date)),
        "withdrawn": True,
        "document_updated_at": outcome.document.updated_at,
        "document_read_at": read_at,
    }


def held_row(unread: Unread, updated_at: datetime, *, tenant_id: str, base_currency: str, read_at: datetime) -> Row:
    """Return the row that says that a document, since it cannot be understood, has no schedule.

    One without a date has it in the month in which Xero changed it (`updated_at`, UTC).
    """
    document = unread.document
    return {
        "tenant_id": tenant_id,
        "document_id": document.document_id,
        "document_number": document.number or None,
        "document_type": document_type(document).value,
        "document_status": document.status or None,
        "document_date": document.date,
        "currency": document.currency or None,
        "home_currency": base_currency,
        "order_item_number": "0",
        "period": period(month_of(document.date or updated_at.date())),
        "withdrawn": True,
        "document_updated_at": updated_at,
        "document_read_at": read_at,
    }


def _document(outcome: Outcome, tenant_id: str, base_currency: str) -> Row:
    document = outcome.document
    return {
        "tenant_id": tenant_id,
        "document_id": document.document_id,
        "document_number": document.number,
        "document_type": document_type(document).value,
        "document_status": document.status,
        "document_date": document.date,
        "contact_id": document.contact.contact_id,
        "contact_name": document.contact.name,
        "currency": document.currency,
        "home_currency": base_currency,
    }


def decided(each: Recognised) -> Row:
    """Return the columns that say how a line is recognised, on which accounts, and what decided that."""
    return {
        "deferred_account": each.accounts.deferred,
        "revenue_account": each.accounts.revenue,
        "booked_to": each.accounts.way.value,
        "recognition_method": each.method,
        "recognition_rule": each.rule,
    }


def _months(each: Recognised) -> Iterator[tuple[int, Row]]:
    line, billed = each.line, each.billed
    done = done_at_home = 0
    home = line.home or 0
    for month in range(billed, max(each.schedule.last, billed) + 1):
        now, now_at_home = _in(each.schedule, month), _in(each.home, month)
        done, done_at_home = done + now, done_at_home + now_at_home
        yield (
            month,
            {
                "billed_amount": amount(line.amount) if month == billed else ZERO,
                "recognised_amount": amount(now),
                "recognised_so_far_amount": amount(done),
                "deferred_amount": amount(line.amount - done),
                "billed_home_amount": amount(home) if month == billed else ZERO,
                "recognised_home_amount": amount(now_at_home),
                "recognised_so_far_home_amount": amount(done_at_home),
                "deferred_home_amount": amount(home - done_at_home),
            },
        )


def _in(plan: Schedule, month: int) -> int:
    return plan.amounts[month - plan.first] if plan.first <= month <= plan.last else 0


def journal_rows(
    entry: JournalEntry,
    *,
    accounts: Mapping[str, tuple[str, str]],
    fields: Mapping[str, str],
    options: Mapping[str, str],
    currency: str,
) -> Iterator[Row]:
    """Yield the lines of an entry under RevRec's column names, which destination-xero-journals takes as they are.

    `accounts` has the name and the class of each account, `fields` the category that fills each custom field, by their
    column and id, `options` the names of tracking options by their ids. `currency` is the base currency.
    """
    for number, line in enumerate(entry.lines, start=1):
        name, account_class = accounts.get(line.account, ("", ""))
        chosen = dict(line.tracking)
        yield {
            "journal_entry_id": entry.key,
            "journal_line_number": number,
            "transaction_date": entry.day,
            "account_number": line.account,
            "account_name": name or None,
            "account_type": _type(entry.kind, line, account_class),
            "posting_type": "Credit" if line.amount > 0 else "Debit",
            "amount": amount(abs(line.amount)),
            "currency": currency,
            "description": f"{_DESCRIBED[entry.kind]}, {period(entry.month)}",
            "period_status": "Closed" if entry.closed else "Open",
            **{column: options.get(chosen.get(category, "")) for column, category in fields.items()},
            "period": period(entry.month),
            "kind": entry.kind.value,
        }


def _type(kind: Kind, line: EntryLine, account_class: str) -> str:
    if account_class == _LIABILITY:
        return "Deferred Revenue"
    return "Contra Revenue" if kind is Kind.DEFERRAL and line.amount < 0 else "Revenue"


def roll_forward_row(row: RollForward) -> Row:
    """Return a month of a deferred account in one currency, in the documents' and in the base currency."""
    return {
        "account_code": row.account,
        "currency": row.currency,
        "period": period(row.month),
        "period_end": last_day(row.month),
        **_figures(row.amounts, ""),
        **_figures(row.homes, "_home"),
    }


def revenue_row(earned: RevenueMonth) -> Row:
    """Return a month of a revenue account, in the base currency."""
    return {
        "account_code": earned.account,
        "period": period(earned.month),
        "period_end": last_day(earned.month),
        "recognised_home_amount": amount(earned.recognised),
        "prior_period_home_amount": amount(earned.prior_period),
        "other_home_amount": amount(earned.other),
        "revenue_home_amount": amount(earned.revenue),
    }


def _figures(figures: Figures, suffix: str) -> Row:
    named = {**figures._asdict(), "due_later": figures.due_later}
    return {f"{name}{suffix}_amount": amount(cents) for name, cents in named.items()}
