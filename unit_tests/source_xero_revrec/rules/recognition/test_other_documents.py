"""What documents that are no sales put on a deferred account."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from source_xero_revrec.rules.recognition.other_documents import other_lines
from source_xero_revrec.rules.recognition.tie import Difference

RECORD = {
    "Type": "ACCPAY",
    "Status": "AUTHORISED",
    "Date": "/Date(1768867200000+0000)/",
    "LineAmountTypes": "Exclusive",
    "LineItems": [
        {"AccountCode": "835", "LineAmount": Decimal("12.34"), "TaxAmount": Decimal("1.85")},
        {"AccountCode": "429", "LineAmount": Decimal("50.00")},
        {"Description": "a line of text"},
    ],
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, [(-1_234, Difference.BILLS)]),
        ({"Status": "PAID"}, [(-1_234, Difference.BILLS)]),
        ({"Type": "ACCPAYCREDIT"}, [(1_234, Difference.BILLS)]),
        ({"Type": "SPEND"}, [(-1_234, Difference.BANK)]),
        ({"Type": "SPEND-PREPAYMENT"}, [(-1_234, Difference.BANK)]),
        ({"Type": "RECEIVE"}, [(1_234, Difference.BANK)]),
        ({"LineAmountTypes": "Inclusive"}, [(-1_049, Difference.BILLS)]),
        ({"CurrencyRate": Decimal("0.5")}, [(-2_468, Difference.BILLS)]),
        ({"Type": "ACCREC"}, []),
        ({"Type": "ACCRECCREDIT"}, []),
        ({"Status": "VOIDED"}, []),
        ({"Status": "DRAFT"}, []),
        ({"LineItems": None}, []),
    ],
)
def test_a_line_is_counted_as_the_ledger_has_it(
    changed: dict[str, Any], expected: list[tuple[int, Difference]]
) -> None:
    """Net of tax, in home currency, credits positive; sales documents are counted elsewhere."""
    found = [*other_lines({**RECORD, **changed}, {"835"})]

    assert [(each.amount, each.difference) for each in found] == expected
    assert {(each.account, each.date, each.journal_entry_id) for each in found} <= {("835", date(2026, 1, 20), "")}


def test_what_cannot_be_understood_is_no_amount() -> None:
    """It stays without a name."""
    with pytest.raises(ValueError, match="a number"):
        [*other_lines({**RECORD, "LineItems": [{"AccountCode": "835", "LineAmount": "much"}]}, {"835"})]
