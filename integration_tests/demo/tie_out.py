"""The demo's proof: the warehouse against the sandbox's own books, and RevRec's rows against the documents."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from integration_tests.demo.stage import console, query, say, table

if TYPE_CHECKING:
    from airbyte.caches import DuckDBCache

    from xero_sandbox import Sandbox

# Xero's collection: its table, and how the table tells type, amount and currency.
TIED = {
    "Invoices": ("invoices", "type", "total", "currencycode"),
    "CreditNotes": ("credit_notes", "type", "total", "currencycode"),
    "Payments": ("payments", "paymenttype", "amount", "invoice->>'CurrencyCode'"),
    "Prepayments": ("prepayments", "type", "total", "currencycode"),
    "Overpayments": ("overpayments", "type", "total", "currencycode"),
}


def books_tie(xero: Sandbox, cache: DuckDBCache) -> bool:
    """Print counts and amounts in Xero and in the warehouse; return whether all are equal."""
    shown = table(
        ("type", 20), ("status", 10), ("", 3), ("rows", 4), ("amount in Xero", 14), ("in DuckDB", 11), ("", 1)
    )
    books = {
        (row["Endpoint"], row["Type"], row["Status"], row["CurrencyCode"]): (row["Count"], row["Amount"])
        for row in xero.books.control_totals()
        if row["Endpoint"] in TIED
    }
    warehouse = {}
    for endpoint, (name, kind, amount, currency) in TIED.items():
        sql = f"select {kind}, status, {currency}, count(*), sum({amount}) from xero.{name} group by all"
        for document, status, code, count, total in query(cache, sql):
            warehouse[endpoint, document, status, code] = (count, Decimal(total))
    for key in sorted(books | warehouse):
        (count, amount), (rows, total) = books.get(key, (0, Decimal(0))), warehouse.get(key, (0, Decimal(0)))
        equal = (count, amount) == (rows, total)
        counted = str(count) if count == rows else f"{count}, not {rows}"
        figures = (counted, f"{amount:,.2f}", f"{total:,.2f}", "=" if equal else "≠")
        shown.add_row(*key[1:], *figures, style="" if equal else "red")
    console.print(shown)
    return books == warehouse


def rows_tie(cache: DuckDBCache) -> bool:
    """Print documents against rows by currency, and receivables against the ledger; return whether all tie."""
    shown = table(
        ("", 3),
        ("docs", 4),
        ("in Xero", 10),
        ("rows", 10),
        ("pending", 8),
        ("excluded", 8),
        ("rounding", 8),
        ("in DuckDB", 10),
        ("", 1),
    )
    totals = query(
        cache,
        "select currency, sum(expected_count), sum(expected_amount), sum(emitted_amount), sum(pending_amount), "
        "sum(excluded_amount), sum(explained_amount), bool_and(status = 'Ties') from xero.control_totals "
        "where \"check\" = 'B1' and period <> '' group by currency order by currency",
    )
    loaded = dict(
        query(cache, "select currency, sum(billing_amount) from xero.current_billing_schedule group by currency")
    )
    tied = True
    for currency, count, *amounts, each in totals:
        equal = each and Decimal(loaded[currency]) == Decimal(amounts[1])
        tied = tied and equal
        figures = (f"{Decimal(amount):,.2f}" for amount in (*amounts, loaded[currency]))
        shown.add_row(currency, str(int(count)), *figures, "=" if equal else "≠", style="" if equal else "red")
    console.print(shown)
    for description, status in query(
        cache, "select description, status from xero.control_totals where \"check\" = 'A1'"
    ):
        tied = tied and status == "Ties"
        say("A1", description)
        say("", status)
    return tied
