"""The schedule as it was at a close, as gzipped CSV.

First what Xero's ledger had on each account, then a row for each line and month, then what each journal had done.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import tempfile
import zlib
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import groupby, islice, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from revrec_journals.keyed import cents
from source_xero_revrec.recognition.document_lines import DocumentLines
from source_xero_revrec.rules.recognition.closed_line import ClosedLine, Document
from source_xero_revrec.rules.recognition.line import Recognised
from source_xero_revrec.rules.recognition.months import month_from, month_of, period
from source_xero_revrec.rules.recognition.posted import month_and_kind
from source_xero_revrec.rules.recognition.rows import amount
from xero_api import money
from xero_api.errors import WalkIncomplete
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from source_xero_revrec.rules.recognition.closed_line import Closed
    from source_xero_revrec.rules.recognition.entries import Amounts
    from source_xero_revrec.rules.recognition.line import Line, Tracking, Unscheduled

COLUMNS = (
    "document_id", "document_number", "document_type", "document_status", "document_date", "contact_name",
    "order_item_number", "product_code", "account_code", "billing_date", "service_start_date", "service_end_date",
    "service_period_rule", "tracking", "currency", "amount", "home_amount", "held_reason", "booked_to",
    "deferred_account", "revenue_account", "recognition_method", "recognition_rule", "period", "recognised_amount",
    "recognised_home_amount", "journal_entry_id", "journal_home_amount", "ledger_home_amount",
)  # fmt: skip
_AT_ONCE = 1_000
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, ArithmeticError, zlib.error, WalkIncomplete)


class Frozen(NamedTuple):
    """What a frozen schedule says: its lines at the end of a month, and what each journal had done, by its key."""

    documents: DocumentLines[ClosedLine]
    journals: dict[str, Amounts]


def write_frozen(
    path: Path,
    documents: Iterable[tuple[Document, list[Recognised | Unscheduled]]],
    done: Mapping[str, Amounts],
    month: int,
    ledger: Mapping[str, int],
) -> None:
    """Write the schedule of documents, and what the journals of the months up to one have done, by their keys.

    `ledger` is what Xero has on each account at the month's end beside these journals. The same content makes the same
    bytes.
    """
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="") as text,
    ):
        rows = csv.DictWriter(text, COLUMNS, restval="")
        rows.writeheader()
        for account, on_it in sorted(ledger.items()):
            rows.writerow({"account_code": account, "period": period(month), "ledger_home_amount": amount(on_it)})
        for about, lines in documents:
            for each in lines:
                rows.writerows(_line_rows(about, each))
        for key in sorted(done):
            named = month_and_kind(key)
            if named is None or named[0] <= month:
                rows.writerows(_journal_rows(key, done[key]))


def read_frozen(pieces: Iterable[bytes], closed: Closed, name: str) -> Frozen:
    """Return a frozen schedule as it stands at the end of a month; raises ConfigFault where it is none.

    `pieces` are those of the file, `name` is its own for messages.
    """
    found = Frozen(DocumentLines(), {})
    with _opened(pieces, name) as rows:
        _take(rows, closed, found)
    return found


def read_ledger(pieces: Iterable[bytes], name: str) -> dict[str, int]:
    """Return what Xero's ledger had on each account at a close; raises ConfigFault as `read_frozen` does."""
    with _opened(pieces, name) as rows:
        first = takewhile(itemgetter("ledger_home_amount"), rows)
        return {row["account_code"]: _cents(row["ledger_home_amount"]) for row in first}


def _line_rows(about: Document, each: Recognised | Unscheduled) -> Iterator[dict[str, object]]:
    line = each.line
    said = {**_document(about), **_said(line)}
    if not isinstance(each, Recognised):
        yield {**said, "held_reason": each.reason.value, "period": period(month_of(line.billed))}
        return
    said |= {
        "booked_to": each.accounts.way.value,
        "deferred_account": each.accounts.deferred,
        "revenue_account": each.accounts.revenue,
        "recognition_method": each.method,
        "recognition_rule": each.rule,
    }
    # Both plans have the same months.
    for place, (cents_now, home_now) in enumerate(zip(each.schedule.amounts, each.home.amounts, strict=True)):
        yield {
            **said,
            "period": period(each.schedule.first + place),
            "recognised_amount": amount(cents_now),
            "recognised_home_amount": amount(home_now),
        }


def _document(about: Document) -> dict[str, object]:
    return {
        "document_id": about.document_id,
        "document_number": about.number,
        "document_type": about.type,
        "document_status": about.status,
        "document_date": about.date,
        "contact_name": about.contact,
    }


def _said(line: Line) -> dict[str, object]:
    return {
        "order_item_number": line.item_number,
        "product_code": line.product,
        "account_code": line.account,
        "billing_date": line.billed,
        "service_start_date": line.start,
        "service_end_date": line.end,
        "service_period_rule": line.period_rule,
        "tracking": _tracking_text(line.tracking),
        "currency": line.currency,
        "amount": amount(line.amount),
        "home_amount": "" if line.home is None else amount(line.home),
    }


def _journal_rows(key: str, amounts: Amounts) -> Iterator[dict[str, object]]:
    named = month_and_kind(key)
    for (account, tracking), cents_done in sorted(amounts.items()):
        yield {
            "account_code": account,
            "tracking": _tracking_text(tracking),
            "period": period(named[0]) if named else "",
            "journal_entry_id": key,
            "journal_home_amount": amount(cents_done),
        }


@contextmanager
def _opened(pieces: Iterable[bytes], name: str) -> Iterator[csv.DictReader[str]]:
    with tempfile.TemporaryFile() as file:
        file.writelines(pieces)
        file.seek(0)
        try:
            with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
                rows = csv.DictReader(text)
                if tuple(rows.fieldnames or ()) != COLUMNS:
                    raise ValueError("it has other columns")
                yield rows
        except _UNREADABLE as failure:
            raise ConfigFault(
                f"{name} is no frozen schedule that can be read ({failure}). Put back the file that `close` wrote."
            ) from None


def _take(rows: csv.DictReader[str], closed: Closed, found: Frozen) -> None:
    groups = groupby(rows, key=itemgetter("document_id"))
    while batch := [(key, list(each)) for key, each in islice(groups, _AT_ONCE)]:
        found.documents.enter(_understood(each, closed) for key, each in batch if key)
        for key, each in batch:
            for row in () if key else (row for row in each if row["journal_entry_id"]):
                place = row["account_code"], _tracking(row["tracking"])
                found.journals.setdefault(row["journal_entry_id"], {})[place] = _cents(row["journal_home_amount"])


def _understood(rows: list[dict[str, str]], closed: Closed) -> tuple[Document, list[ClosedLine]]:
    first = rows[0]
    about = Document(
        first["document_id"],
        first["document_number"],
        first["document_type"],
        first["document_status"],
        _day(first["document_date"]),
        first["contact_name"],
    )
    return about, [_line(list(each), closed) for _, each in groupby(rows, key=itemgetter("order_item_number"))]


def _line(rows: list[dict[str, str]], closed: Closed) -> ClosedLine:
    row = rows[0]
    by_month = [
        (month_from(each["period"]), _cents(each["recognised_amount"]), _cents(each["recognised_home_amount"]))
        for each in rows
    ]
    opening = closed.opening
    return ClosedLine(
        item_number=row["order_item_number"],
        product=row["product_code"],
        account=row["account_code"],
        billed=date.fromisoformat(row["billing_date"]),
        start=_day(row["service_start_date"]),
        end=_day(row["service_end_date"]),
        period_rule=row["service_period_rule"],
        tracking=_tracking(row["tracking"]),
        currency=row["currency"],
        amount=_cents(row["amount"]),
        home=_cents(row["home_amount"]),
        held=row["held_reason"],
        way=row["booked_to"],
        deferred=row["deferred_account"],
        revenue=row["revenue_account"],
        method=row["recognition_method"],
        upto=sum(each for month, each, _ in by_month if month <= closed.month),
        upto_home=sum(each for month, _, each in by_month if month <= closed.month),
        before_home=0 if opening is None else sum(each for month, _, each in by_month if month <= opening),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _cents(text: str) -> int:
    return cents(Decimal(text)) if text else 0


def _tracking_text(tracking: Tracking) -> str:
    return json.dumps(tracking) if tracking else ""


def _tracking(text: str) -> Tracking:
    return tuple((category, option) for category, option in money.parse(text.encode())) if text else ()
