"""Manual journals: the list of them, and one as Xero's screen has it, debits and credits side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_sandbox.books.money import ZERO
from xero_sandbox.screens.markup import Column, facts, table, tag, together, way
from xero_sandbox.screens.page import Screen, View, held, part_of
from xero_sandbox.screens.sales import history, search, tracking_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from xero_sandbox.tenant import Tenant

PATH, SCREEN = "/manual-journals", "/Journal/View.aspx"
_LIST = (
    Column("Narration"),
    Column("Date"),
    Column("Status"),
    Column("Lines", number=True),
    Column("Debits", number=True),
    Column("Changed (UTC)"),
)
_LINES = (
    Column("Description"),
    Column("Account"),
    Column("Tracking"),
    Column("Debit", number=True),
    Column("Credit", number=True),
)


def manual_journals(view: View) -> Screen:
    """Return the list of manual journals, the latest first, of which a text or a status may be asked for."""
    wanted, status = view.query.get("q", "").casefold(), view.query.get("status", "")
    every = view.tenant.books.collection("ManualJournals").values()
    found = [
        each
        for each in every
        if (not status or each["Status"] == status)
        and (not wanted or wanted in f"{each['Narration']}\n{each['ManualJournalID']}".casefold())
    ]
    found.sort(key=lambda each: (each["Date"], each["UpdatedDateUTC"]), reverse=True)
    rows, ways = part_of(view, PATH, found)
    shown = table(
        _LIST,
        [
            (
                way(each["Narration"], SCREEN, invoiceID=each["ManualJournalID"]),
                each["Date"],
                each["Status"],
                len(each["JournalLines"]),
                debits_and_credits(each["JournalLines"], "LineAmount")[0],
                each["UpdatedDateUTC"],
            )
            for each in rows
        ],
    )
    statuses = sorted({each["Status"] for each in every})
    return Screen("Manual journals", together((search(view, PATH, statuses), ways, shown, ways)))


def manual_journal(tenants: Iterable[Tenant], identity: str) -> tuple[Tenant, Mapping[str, Any]]:
    """Return a manual journal, and the organisation that it is in. Raises NotThereError."""
    return held(tenants, "ManualJournals", identity, "There is no manual journal with this invoiceID.")


def one(view: View, journal: Mapping[str, Any]) -> Screen:
    """Return the page of a manual journal."""
    about = facts(
        (
            ("Organisation", view.tenant.name),
            ("Date", journal["Date"]),
            ("Status", journal["Status"]),
            ("Amounts are", journal.get("LineAmountTypes")),
            ("Changed (UTC)", journal.get("UpdatedDateUTC")),
            ("Id", tag("code", journal["ManualJournalID"])),
        )
    )
    names = {each.get("Code"): each["Name"] for each in view.tenant.books.collection("Accounts").values()}
    lines = journal["JournalLines"]
    rows = [
        (
            line.get("Description"),
            f"{line['AccountCode']} {names.get(line['AccountCode'], '')}".strip(),
            tracking_of(line),
            *sides(line["LineAmount"]),
        )
        for line in lines
    ]
    total = ("Total", "", "", *debits_and_credits(lines, "LineAmount"))
    past = history(view, journal["ManualJournalID"])
    return Screen(journal["Narration"], together((about, tag("h2", "Lines"), table(_LINES, rows, total), past)))


def sides(amount: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """Return an amount as a debit or a credit."""
    return (amount, None) if amount >= 0 else (None, -amount)


def debits_and_credits(lines: Sequence[Mapping[str, Any]], amount: str) -> tuple[Decimal, Decimal]:
    """Return the sums of both sides of lines, whose signed amounts stand in a field."""
    debits = sum((line[amount] for line in lines if line[amount] > 0), ZERO)
    return debits, debits - sum((line[amount] for line in lines), ZERO)
