"""Items of documents become lines in whole cents."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from source_xero_revrec.rules.chart import LineAccount
from source_xero_revrec.rules.recognition.intake import lines_of
from unit_tests.source_xero_revrec.rules.made_conversions import convert
from unit_tests.source_xero_revrec.rules.made_documents import credit_note, invoice, line
from xero_api.errors import WalkIncomplete
from xero_api.models import Tracking


def test_a_line_has_what_its_item_has() -> None:
    """Amounts in cents, the account of the line, and the days of service."""
    outcome = convert(invoice(line("100.05").model_copy(update={"description": "1 Jan 2026 - 31 Dec 2026"})))
    (item,) = outcome.items
    tracked = replace(
        item, account=LineAccount("200", "REVENUE"), tracking=(Tracking(category="Region", option="North"),)
    )
    (found,) = lines_of(replace(outcome, items=(tracked,)), lambda _: (("region", "north"),))

    assert (found.amount, found.home, found.account, found.account_class) == (10_005, 10_005, "200", "REVENUE")
    assert (found.start, found.end) == (item.period.start, item.period.end)
    assert (found.tracking, found.of_credit_note, found.problem) == ((("region", "north"),), False, "")


def test_credits_are_told_apart_and_what_has_no_rate_has_no_home_amount() -> None:
    """They stand in a column of their own in the roll-forward."""
    (found,) = lines_of(convert(credit_note(currency="USD")), lambda _: ())

    assert found.of_credit_note
    assert (found.amount < 0, found.home) == (True, None)
    assert found.problem == "absent"


def test_parts_of_a_cent_are_refused() -> None:
    """Nothing is rounded away on the way in."""
    outcome = convert(invoice(line("100.00")))
    broken = replace(outcome.items[0], amount=Decimal("0.001"))

    with pytest.raises(WalkIncomplete):
        lines_of(replace(outcome, items=(broken,)), lambda _: ())
