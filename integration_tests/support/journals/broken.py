"""Two hundred journal entries, each broken in one way, beside some that are as they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integration_tests.support.posting import entry, line, records, write_in_process
from revrec_journals.problem import Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from xero_sandbox import Sandbox

Row = dict[str, Any]
Rows = list[Row]
COMPANY = "Demo Company (Global)"
OPTIONS: Row = {
    "organisation_column": "Company",
    "account_mapping": [
        {"revrec_account": "Twice", "xero_account": "200"},
        {"revrec_account": "Twice", "xero_account": "210"},
        {"revrec_account": "Gone", "xero_account": "999"},
    ],
    "tracking_mapping": [
        {"revrec_field": "Location", "xero_tracking_category": "Region"},
        {"revrec_field": "Team", "xero_tracking_category": "Team", "when_empty": "post_untagged"},
        {"revrec_field": "Class", "xero_tracking_category": "Product Line", "when_empty": "post_untagged"},
        {"revrec_field": "Unit", "xero_tracking_category": "Nowhere", "when_empty": "post_untagged"},
    ],
}
HELD = (Code.CHANGED, Code.VOIDED, Code.POSTED_TWICE, Code.TAKEN_BACK, Code.KEY_RESPELLED)
"""What is wrong with these entries stands in Xero."""


def right(name: str) -> Rows:
    """Return an entry with which nothing is wrong."""
    return entry(name, Company=COMPANY, Location="North", Team="Sales", Class="", Unit="")


def spoiled(code: Code, way: Callable[[Rows], object], name: str) -> Rows:
    """Return an entry that is broken in one way."""
    rows = right(name)
    way(rows)
    return [row | {"Way": code} for row in rows]


def _set(column: str, value: object) -> Callable[[Rows], object]:
    return lambda rows: rows[1].update({column: value})


def _everywhere(column: str, value: object) -> Callable[[Rows], object]:
    return lambda rows: [row.update({column: value}) for row in rows]


def _without(column: str) -> Callable[[Rows], object]:
    return lambda rows: [row.pop(column) for row in rows]


def _in_two_columns(rows: Rows) -> None:
    for row in rows:
        row["amount"] = row["AMOUNT"] = row.pop("Amount")


def _no_account(rows: Rows) -> None:
    rows[1].update({"Account Number": "", "Account Name": " "})


def _single(rows: Rows) -> None:
    del rows[1]
    rows[0]["Amount"] = "0.00"


def _overlong(rows: Rows) -> None:
    _everywhere("Journal Entry Id", rows[0]["Journal Entry Id"].ljust(201, "x"))(rows)


def _huge(rows: Rows) -> None:
    rows[:] = [row | {"Description": f"{place} ".ljust(4_000, "x")} for place in range(380) for row in rows]


WAYS: list[tuple[Code, Callable[[Rows], object]]] = [
    (Code.COLUMN_MISSING, _without("Amount")),
    (Code.UNTAGGED, _without("Location")),
    (Code.COLUMN_AMBIGUOUS, _in_two_columns),
    (Code.VALUE_MISSING, _set("Amount", None)),
    (Code.VALUE_MISSING, _set("Transaction Date", "")),
    (Code.VALUE_MISSING, _no_account),
    (Code.VALUE_LOST, _set("_airbyte_meta", {"changes": [{"field": "Description", "change": "TRUNCATED"}]})),
    (Code.VALUE_NESTED, _set("Description", {"customer": "Acme"})),
    (Code.DELETED, _everywhere("_fivetran_deleted", True)),  # noqa: FBT003 - a value of JSON
    (Code.DELETION_UNCLEAR, _set("_fivetran_deleted", "perhaps")),
    (Code.DATE_UNREADABLE, _set("Transaction Date", "01/31/2026")),
    (Code.DATE_UNREADABLE, _set("Transaction Date", "2026-02-30")),
    (Code.DATE_AMBIGUOUS, _set("Transaction Date", "01/02/2026")),
    (Code.AMOUNT_UNREADABLE, _set("Amount", "1,000.00")),
    (Code.AMOUNT_UNREADABLE, _set("Amount", "NaN")),
    (Code.AMOUNT_TOO_FINE, _everywhere("Amount", "100.005")),
    (Code.AMOUNT_NEGATIVE, _everywhere("Amount", "-100.00")),
    (Code.POSTING_TYPE_UNKNOWN, _set("Posting Type", "Cr")),
    (Code.ORGANISATION_UNKNOWN, _everywhere("Company", "Elsewhere Ltd")),
    (Code.KEY_UNUSABLE, _overlong),
    (
        Code.KEY_RESPELLED,
        lambda rows: _everywhere("Journal Entry Id", f"{rows[0]['Journal Entry Id']}.0".lower())(rows),
    ),
    (Code.SINGLE_LINE, _single),
    (Code.UNBALANCED, _set("Amount", "100.01")),
    (Code.SEVERAL_DATES, _set("Transaction Date", "2026-02-28")),
    (Code.SEVERAL_CURRENCIES, _set("Currency", "USD")),
    (Code.SEVERAL_PERIOD_STATUSES, _set("Period Status", "Open")),
    (Code.CURRENCY_NOT_BASE, _everywhere("Currency", "USD")),
    (Code.LINES_REPEATED, lambda rows: rows.extend([dict(row) for row in rows])),
    (Code.DATE_LOCKED, _everywhere("Transaction Date", "2025-12-15")),
    (Code.ACCOUNT_UNKNOWN, _set("Account Number", "4000")),
    (Code.ACCOUNT_UNKNOWN, _set("Account Number", "Gone")),
    (Code.ACCOUNT_AMBIGUOUS, _set("Account Number", "Twice")),
    (Code.ACCOUNT_ARCHIVED, _set("Account Number", "260")),
    (Code.ACCOUNT_NOT_POSTABLE, _set("Account Number", "610")),
    (Code.ACCOUNT_NOT_POSTABLE, _set("Account Number", "090")),
    (Code.CATEGORY_UNKNOWN, _set("Unit", "One")),
    (Code.CATEGORY_ARCHIVED, lambda rows: rows[1].update(Team="", Class="Platform")),
    (Code.OPTION_UNKNOWN, _set("Location", "Sales")),
    (Code.OPTION_ARCHIVED, _set("Location", "West Coast")),
    (Code.UNTAGGED, _set("Location", "")),
    (Code.TOO_MANY_CATEGORIES, _set("Class", "Platform")),
    (Code.CHANGED, _everywhere("Amount", "120.00")),
    (Code.VOIDED, lambda _: None),
    (Code.POSTED_TWICE, lambda _: None),
    (Code.TAKEN_BACK, lambda _: None),
]
"""Ways to break an entry with the code that it is refused for."""


def broken(count: int) -> dict[str, tuple[Code, Rows]]:
    """Return so many broken entries: by a name of each its code and its lines. The last two are there once."""
    made: dict[str, tuple[Code, Rows]] = {}
    for place in range(count - 2):
        code, way = WAYS[place % len(WAYS)]
        made[f"JE-{place:03}"] = (code, spoiled(code, way, f"JE-{place:03}"))
    # Lines without an id are one entry, however many there are.
    made["JE-NONE"] = (
        Code.VALUE_MISSING,
        spoiled(Code.VALUE_MISSING, _everywhere("Journal Entry Id", ""), "JE-NONE"),
    )
    made["JE-HUGE"] = (Code.JOURNAL_TOO_LARGE, spoiled(Code.JOURNAL_TOO_LARGE, _huge, "JE-HUGE"))
    return made


def mended(name: str, code: Code) -> Rows:
    """Return what a person makes of a broken entry: one that can be posted, under a new id where Xero has the old."""
    return right(f"{name}-anew" if code in HELD else name)


def prepare(xero: Sandbox, entries: dict[str, tuple[Code, Rows]]) -> None:
    """Make the books what the entries are broken by, with the journals in them that were posted before."""
    xero.act("archive_tracking_category", category="Product Line")
    xero.act("create_tracking_category", name="Team", options=["Sales", "Support"])
    before = [right(name) for name, (code, _) in entries.items() if code in HELD]
    written = write_in_process(xero, xero.destination_config(**OPTIONS), records(*before))
    assert written.failure is None, written.log("ERROR")
    for journal in list(xero.books.collection("ManualJournals").values()):
        name = journal["Narration"].partition("[RevRec ")[2].rstrip("]")
        code = entries[name][0] if name in entries else None
        if code is Code.VOIDED:
            xero.act("void", id=journal["ManualJournalID"])
        elif code is Code.POSTED_TWICE:
            xero.act("copy_manual_journal", id=journal["ManualJournalID"])
        elif code is Code.TAKEN_BACK:
            redone = f"Redone by hand, was [RevRec {name} taken back]"
            xero.act("edit_manual_journal_header", id=journal["ManualJournalID"], narration=redone)
    xero.act("archive_account", code="260")
    xero.act("archive_tracking_option", category="Region", option="West Coast")
    xero.act("close_period", date="2025-12-31")
    xero.clock.advance(60)


def outsider() -> Rows:
    """Return an entry on which everything is wrong that can be at once."""
    return [
        line(
            "JE-ALL",
            "Debit",
            "-1.005",
            "4000",
            "2026-02-30",
            Company=COMPANY,
            Location="Mars",
            Team="",
            Class="",
            Unit="",
        ),
        line("JE-ALL", "Cr", "1,0", "610", "2026-01-31", Company=COMPANY, Location="", Team="", Class="", Unit=""),
    ]
