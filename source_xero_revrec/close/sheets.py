"""What the tables of close.xlsx show: columns with their headings and widths, chosen so that a page can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from source_xero_revrec.rules.recognition.tie import Difference
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    Record = Mapping[str, Any]

_AMOUNT, _TEXT, _DAY, _CODE = 14, 24, 12, 11


class Column(NamedTuple):
    """A column of a table: the record's field, what stands above it, its width, and whether it is summed up."""

    field: str
    heading: str
    width: int = _AMOUNT
    summed: bool = False


_MOVES = (
    ("opening", "Opening"), ("billed", "Billed"), ("credited", "Credited"),
    ("released_from_opening", "Released from opening"), ("released_from_billing", "Released from billing"),
    ("prior_period", "Prior period"), ("voided", "Voided"), ("other", "Other"), ("closing", "Closing"),
)  # fmt: skip
_ACCOUNT = (
    Column("account_code", "Account", 9),
    Column("account_name", "Name", 30),
    Column("currency", "Currency", 10),
)
ROLL_FORWARD = (
    *_ACCOUNT,
    *(Column(f"{name}_home_amount", heading, summed=True) for name, heading in _MOVES),
    Column("due_within_year_home_amount", "Due within 12 months", summed=True),
    Column("due_later_home_amount", "Due later", summed=True),
)
IN_CURRENCY = (*_ACCOUNT, *(Column(f"{name}_amount", heading) for name, heading in _MOVES))
"""The same of documents in another currency, in that currency; journals are in the home currency alone."""
ENTRIES = (
    Column("journal_entry_id", "Journal", 26), Column("transaction_date", "Date", _DAY),
    Column("account_number", "Account", 9), Column("account_name", "Name", 30),
    Column("debit", "Debit", summed=True), Column("credit", "Credit", summed=True),
    Column("description", "Description", 44), Column("period_status", "Status", 10),
)  # fmt: skip
SCHEDULE = (
    Column("document_number", "Document", 14), Column("document_date", "Date", _DAY),
    Column("contact_name", "Customer", _TEXT), Column("product_code", "Product", _CODE),
    Column("line_description", "Line", 32), Column("revenue_account", "Revenue account", 10),
    Column("deferred_account", "Deferred account", 10), Column("recognition_method", "Method", _CODE),
    Column("service_start_date", "Service from", 12), Column("service_end_date", "Service until", 12),
    Column("currency", "Currency", 9), Column("recognised_amount", "Recognised"),
    Column("recognised_home_amount", "Recognised, home", summed=True),
    Column("deferred_home_amount", "Deferred, home", summed=True),
)  # fmt: skip
PRIOR = (
    Column("reason", "Reason", 20), Column("document_number", "Document", 13), Column("document_date", "Date", _DAY),
    Column("contact_name", "Customer", 20), Column("order_item_number", "Line", 7),
    Column("changed_journal_entry_id", "Journal", 24), Column("before", "Before", 24), Column("after", "After", 24),
    Column("account_code", "Account", 10), Column("account_name", "Name", 22), Column("debit", "Debit", summed=True),
    Column("credit", "Credit", summed=True),
)  # fmt: skip
HELD = (
    Column("held_reason", "Why", 20), Column("period", "Month", 9), Column("document_number", "Document", 14),
    Column("document_date", "Date", _DAY), Column("contact_name", "Customer", _TEXT),
    Column("product_code", "Product", _CODE), Column("line_description", "Line", 40),
    Column("account_code", "Account", 9), Column("currency", "Currency", 9), Column("billed_amount", "Billed"),
    Column("billed_home_amount", "Billed, home", summed=True),
)  # fmt: skip
_NAMES = {
    Difference.NOT_POSTED: "Journals not posted",
    Difference.DRAFTS: "Journals in draft",
    Difference.OTHER_DATE: "Journals of another date",
    Difference.OTHER_JOURNALS: "Other people's journals",
    Difference.BILLS: "Bills",
    Difference.BANK: "Bank transactions",
    Difference.WITHOUT_SCHEDULE: "Lines without a schedule",
    Difference.OPENING: "Opening balance",
    Difference.VOIDS: "Voids of another date",
    Difference.ROUNDING: "Rounding",
}


def with_sides(records: Iterable[Record], custom_fields: Mapping[str, str]) -> list[Record]:
    """Return lines of entries with debits and credits apart, and with the options of their tracking as one text."""
    found: list[Record] = []
    for record in records:
        options = (f"{name}: {record[column]}" for column, name in custom_fields.items() if record.get(column))
        side = "credit" if record["posting_type"] == "Credit" else "debit"
        described = "; ".join(filter(None, [record.get("description"), *options]))
        found.append({**record, side: record["amount"], "description": described})
    return found


def with_signs(records: Iterable[Record]) -> list[Record]:
    """Return what is made up for by document and journal, with debits and credits apart and the reason in words."""
    return [
        {
            **record,
            "reason": record["reason"].replace("_", " "),
            ("credit" if record["home_amount"] >= 0 else "debit"): abs(record["home_amount"]),
        }
        for record in listed(records)
    ]


def with_reasons(records: Iterable[Record]) -> list[Record]:
    """Return lines that are held, with the reason in words."""
    return [{**record, "held_reason": record["held_reason"].replace("_", " ")} for record in records]


def listed(records: Iterable[Record]) -> list[Record]:
    """Return changes of closed months in the order in which a person looks for them."""
    return sorted(records, key=_place)


def _place(record: Record) -> tuple[bool, str, int, str]:
    """Return where a change stands: documents by date and number, then journals by key."""
    number = record.get("document_number") or record.get("changed_journal_entry_id") or ""
    return not record.get("document_date"), str(record.get("document_date") or ""), len(number), number


def tie_lines(ties: Sequence[Record]) -> Iterator[tuple[str, list[Decimal | str]]]:
    """Yield the reconciliation from the schedule to Xero's ledger, line by line, with a figure for each account.

    Differences that no account has are left out.
    """
    yield "Deferred by the schedule", [row["schedule_home_balance"] for row in ties]
    for name, words in _NAMES.items():
        amounts = [row.get(f"{name.value}_home_amount") or ZERO for row in ties]
        if any(amounts):
            yield words, list(amounts)
    yield "Without a name", [row["unnamed_home_amount"] for row in ties]
    yield "Xero's Trial Balance", [row["ledger_home_balance"] for row in ties]
    yield "Verdict", [row["tie_status"] for row in ties]


def revenue_lines(ties: Sequence[Record]) -> list[list[Decimal | str]]:
    """Return the months of revenue accounts, from the schedule to Xero's movement, under a line of headings.

    Differences that no account has are left out. The last line has the sums.
    """
    shown = [name for name in _NAMES if any(row.get(f"{name.value}_home_amount") for row in ties)]
    columns = {
        "recognised_home_amount": "Recognised by the schedule",
        "prior_period_home_amount": "Made up for earlier months",
        "other_home_amount": "Other than the documents ask",
        **{f"{name.value}_home_amount": _NAMES[name] for name in shown},
        "unnamed_home_amount": "Without a name",
        "ledger_home_movement": "Xero's movement of the month",
    }
    lines: list[list[Decimal | str]] = [["Revenue account", *columns.values(), "Verdict"]]
    for row in ties:
        named = f"{row['account_code']} {row.get('account_name') or ''}".strip()
        lines.append([named, *(row.get(field) or ZERO for field in columns), row["tie_status"]])
    lines.append(["Total", *(sum((row.get(field) or ZERO for row in ties), ZERO) for field in columns), ""])
    return lines
