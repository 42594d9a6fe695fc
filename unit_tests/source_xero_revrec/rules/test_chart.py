"""A line's account is the line's own, and its class says what a sale on it is in Xero."""

from __future__ import annotations

from typing import Any

import pytest

from source_xero_revrec.rules.chart import NO_ACCOUNT, NO_CHART, Chart, LineAccount
from unit_tests.source_xero_revrec.rules.made_conversions import item

CHART = Chart(
    [
        {"AccountID": "id-200", "Code": "200", "Class": "REVENUE"},
        {"AccountID": "id-835", "Code": "835", "Class": "LIABILITY"},
        {"AccountID": "id-bank", "Class": "ASSET"},
        {"AccountID": "id-odd", "Code": "odd"},
    ]
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"account_code": "835"}, LineAccount("835", "LIABILITY")),
        ({"account_code": "", "account_id": "id-200"}, LineAccount("200", "REVENUE")),
        # An account that was renumbered while documents were read is the same account.
        ({"account_code": "201", "account_id": "id-200"}, LineAccount("201", "REVENUE")),
        ({"account_code": "", "account_id": "id-bank"}, LineAccount("", "ASSET")),
        ({"account_code": "999"}, LineAccount("999", "")),
        ({"account_code": "odd"}, LineAccount("odd", "")),
        ({"account_code": ""}, NO_ACCOUNT),
    ],
)
def test_the_account_is_the_one_that_the_line_names(line: dict[str, Any], expected: LineAccount) -> None:
    """By its id where the line has one, else by its code; the code is the line's."""
    assert CHART.of(item("1.00", **line)) == expected


def test_an_item_gives_a_line_no_account() -> None:
    """What the item would post to by default says nothing of where this line was posted."""
    assert CHART.of(item("1.00", item_code="835")) == LineAccount("200", "REVENUE")


@pytest.mark.parametrize(
    ("account_class", "expected"),
    [
        ("LIABILITY", "deferred"),
        ("REVENUE", "revenue"),
        ("EXPENSE", "neither"),
        ("ASSET", "neither"),
        ("EQUITY", "neither"),
        ("", None),
    ],
)
def test_the_class_says_whether_a_sale_was_deferred_in_xero(account_class: str, expected: str | None) -> None:
    """A liability is deferred revenue, any other class but revenue is no sale, and what is unknown is not guessed."""
    assert LineAccount("1", account_class).deferred_or_revenue == expected


def test_a_line_without_an_account_says_nothing_of_it() -> None:
    """Neither code nor class."""
    assert LineAccount(code="", account_class="") == NO_ACCOUNT == LineAccount()
    assert NO_CHART.codes == frozenset()
    assert CHART.codes == {"200", "835", "odd"}
