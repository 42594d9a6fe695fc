"""Lines summed by account and tracking, and what a sync makes of books that were posted otherwise."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.syncs import REGION, kept, post, posted, receipts, refused, unchanged
from integration_tests.support.posting import amounts, in_books, line

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox

SUMMED: dict[str, Any] = {"aggregation": "account_and_tracking", "tracking_mapping": [REGION]}
LINES: dict[str, Any] = {"tracking_mapping": [REGION]}
ROUNDING: dict[str, Any] = {"rounding": {"account": "860", "limit": "0.05"}}
SWITCHES = pytest.mark.parametrize(("before", "after"), [(LINES, SUMMED), (SUMMED, LINES)], ids=["on", "off"])


def orders() -> list[dict[str, Any]]:
    """Return a journal of 30 orders, in two regions, 60 lines."""
    rows = []
    for number in range(30):
        region = {"Location": ("North", "South")[number % 2]}
        rows += [
            line("JE-1", "Debit", f"{number + 1}.01", "835", **region),
            line("JE-1", "Credit", f"{number + 1}.01", "210", **region),
        ]
    return rows


def test_orders_are_summed_by_account_and_tracking(xero: Sandbox, tmp_path: Path) -> None:
    """Sixty lines become one for each account and region, to the cent, and the receipt says how many they were."""
    options: dict[str, Any] = {"aggregation": "account_and_tracking", "tracking_mapping": [REGION]}
    journal = posted(xero, orders(), **options, object_storage_config=kept(tmp_path))

    assert amounts(journal) == [
        ("210", Decimal("-240.15")),
        ("210", Decimal("-225.15")),
        ("835", Decimal("225.15")),
        ("835", Decimal("240.15")),
    ]
    regions = sorted(row["Tracking"][0]["Option"] for row in journal["JournalLines"])
    assert regions == ["North", "North", "South", "South"]
    (receipt,) = receipts(tmp_path)
    assert (receipt["entry_lines"], receipt["lines"], receipt["total"]) == (60, 4, "465.30")
    assert unchanged(post(xero, orders()[::-1], **options))


def test_an_order_moved_between_lines_of_one_account_is_no_change(xero: Sandbox) -> None:
    """Summed journals are compared by their sums; the texts of the orders are not in Xero."""
    options = {"aggregation": "account_and_tracking"}
    posted(xero, [line(amount="60.00"), line(amount="40.00"), line(side="Credit", account="200")], **options)
    other = [line(amount="70.00"), line(amount="30.00"), line(side="Credit", account="200")]

    assert unchanged(post(xero, other, **options))


@SWITCHES
@pytest.mark.parametrize("policy", ["fail", "update", "post_difference"])
def test_aggregation_may_be_switched_at_any_time(
    xero: Sandbox, before: dict[str, Any], after: dict[str, Any], policy: str
) -> None:
    """What is in the books the one way is unchanged the other way, with every policy; nothing is posted anew."""
    posted(xero, orders(), **before)

    assert unchanged(post(xero, orders(), **after, on_changed=policy))
    assert len(in_books(xero)) == 1


@SWITCHES
def test_a_changed_sum_is_seen_whichever_way_it_was_posted(
    xero: Sandbox, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """A cent more on two accounts, and a region that moved."""
    posted(xero, orders(), **before)
    debit, credit, *rest = orders()

    cent = [debit | {"Amount": "1.02"}, credit | {"Amount": "1.02"}, *rest]
    assert refused(post(xero, cent, **after)) == ["CHANGED"]
    assert refused(post(xero, [debit | {"Location": "South"}, credit, *rest], **after)) == ["CHANGED"]


@SWITCHES
def test_a_cent_of_rounding_beside_the_sums_is_no_matter(
    xero: Sandbox, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Its line is none of the summed ones."""
    rows = [*orders(), line(side="Debit", amount="0.01", Location="North")]
    posted(xero, rows, **before, **ROUNDING)

    assert unchanged(post(xero, rows, **after, **ROUNDING))
