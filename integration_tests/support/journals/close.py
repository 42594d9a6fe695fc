"""One closed month and the beginning of another, sent in whatever shape, and the books that it must leave."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.journals.syncs import REGION, unchanged, writes
from integration_tests.support.posting import Written, amounts, in_books, line, state, write_in_process

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xero_sandbox import Sandbox

Row = dict[str, Any]
CLOSE = [
    line("JE-0001", "Debit", "1200.00", "835", Location="North"),
    line("JE-0001", "Credit", "1000.50", "210", Location="North"),
    line("JE-0001", "Credit", "199.50", "200", Location="South"),
    line("JE-0002", "Debit", "0.10", "835", Location="Eastside", Description='M\u0101ori \u682a, "quoted"'),
    line("JE-0002", "Credit", "0.10", "210", Location="Eastside", Description=""),
    line("JE 0003 / a", "Debit", "1234567.89", "835", "2026-02-28", Location="West Coast"),
    line("JE 0003 / a", "Credit", "1234567.89", "200", "2026-02-28", Location="West Coast"),
]
"""Three journal entries of two months, as RevRec's JournalEntries.csv has them."""
WANTED = [
    [("200", Decimal("-1234567.89")), ("835", Decimal("1234567.89"))],
    [("200", Decimal("-199.50")), ("210", Decimal("-1000.50")), ("835", Decimal("1200.00"))],
    [("210", Decimal("-0.10")), ("835", Decimal("0.10"))],
]


def sync(xero: Sandbox, lines: Sequence[bytes], selected: Row | None = None, **options: Any) -> Written:  # noqa: ANN401
    """Post messages with a state behind them, a minute after whatever was done before."""
    xero.clock.advance(60)
    config = xero.destination_config(**{"tracking_mapping": [REGION]} | options)
    return write_in_process(xero, config, [*lines, state(1)], selected)


def books(xero: Sandbox) -> list[list[tuple[str, Decimal]]]:
    """Return accounts and amounts of every journal in the books, in no order of time."""
    return sorted(amounts(journal) for journal in in_books(xero))


def assert_the_close_is_posted_once(xero: Sandbox, first: Written, second: Written) -> None:
    """Hold the books against the close, after it was sent twice."""
    assert first.failure is None, first.log("ERROR")
    assert books(xero) == WANTED
    assert unchanged(second, journals=3)
    assert writes(xero) == 1
    assert {tag["Option"] for each in in_books(xero) for row in each["JournalLines"] for tag in row["Tracking"]} == {
        "North",
        "South",
        "Eastside",
        "West Coast",
    }
