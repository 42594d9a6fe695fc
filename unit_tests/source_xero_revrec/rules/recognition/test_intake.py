"""Items of documents become lines in whole cents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec import structs

from source_xero_revrec.rules.chart import LineAccount
from source_xero_revrec.rules.recognition.intake import left_out_lines, lines_of
from source_xero_revrec.rules.recognition.line import Line, Voided
from unit_tests.source_xero_revrec.rules.made_conversions import convert
from unit_tests.source_xero_revrec.rules.made_documents import credit_note, invoice, line
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month
from xero_api.errors import WalkIncomplete
from xero_api.models import Tracking


def test_a_line_has_what_its_item_has() -> None:
    """Amounts in cents, the account of the line, and the days of service."""
    outcome = convert(invoice(structs.replace(line("100.05"), description="1 Jan 2026 - 31 Dec 2026")))
    (item,) = outcome.items
    tracked = structs.replace(
        item, account=LineAccount("200", "REVENUE"), tracking=(Tracking(category="Region", option="North"),)
    )
    (found,) = lines_of(structs.replace(outcome, items=(tracked,)), lambda _: (("region", "north"),))

    assert found == Line(
        item_number="1",
        product="200",
        account="200",
        account_class="REVENUE",
        currency="NZD",
        billed=date(2026, 1, 15),
        amount=10_005,
        home=10_005,
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        tracking=(("region", "north"),),
        of_credit_note=False,
        problem="",
        period_rule="line_description",
        description="1 Jan 2026 - 31 Dec 2026",
    )


def test_what_the_options_leave_out_is_marked() -> None:
    """The ledger has it, and journals do not."""
    outcome = convert(invoice(line("100.00"), line("7.00"), number="INV-8"))
    kept, out = outcome.items
    split = structs.replace(outcome, items=(kept,), left_out_items=(out,))

    assert [(each.amount, each.left_out) for each in lines_of(split, lambda _: ())] == [(10_000, False)]
    assert [(each.amount, each.left_out) for each in left_out_lines(split, lambda _: ())] == [(700, True)]


def test_credits_are_told_apart_and_what_has_no_rate_has_no_home_amount() -> None:
    """They stand in a column of their own in the roll-forward."""
    (found,) = lines_of(convert(credit_note(currency="USD")), lambda _: ())

    assert found.of_credit_note
    assert (found.amount < 0, found.home) == (True, None)
    assert found.problem == "absent"


def test_each_line_is_converted_by_itself_as_the_ledger_does() -> None:
    """Lines of 0.05 at a rate of 10 are a cent each, where the document's sum would make one of two; shares add up."""
    rate = Decimal(10)
    bought = convert(invoice(line("0.05"), line("0.05"), currency="USD", currency_rate=rate))
    assert [each.home for each in lines_of(bought, lambda _: ())] == [1, 1]

    note = convert(credit_note(line("0.15"), currency="USD", currency_rate=rate, total=Decimal("0.15")))
    shared = [structs.replace(note.items[0], amount=Decimal(part)) for part in ("-0.05", "-0.05", "-0.05")]
    homes = [each.home for each in lines_of(structs.replace(note, items=tuple(shared)), lambda _: ())]
    assert sum(filter(None, homes)) == -2
    assert homes != [-1, -1, -1]


def test_a_voided_line_keeps_what_it_came_to() -> None:
    """In both currencies, with the month in which the document was changed last."""
    at = {"status": "VOIDED", "updated_at": "2026-03-04T00:00:00Z"}
    bought = convert(invoice(line("0.05"), line("0.05"), currency="USD", currency_rate=Decimal(10), **at))
    at_home = convert(invoice(line("12.00"), **at))
    (unrated,) = lines_of(convert(invoice(line("12.00"), currency="USD", **at)), lambda _: ())

    assert [(each.amount, each.home, each.voided) for each in lines_of(bought, lambda _: ())] == [
        (0, 0, Voided(5, 1, month("2026-03")))
    ] * 2
    assert [each.voided for each in lines_of(at_home, lambda _: ())] == [Voided(1_200, 1_200, month("2026-03"))]
    assert unrated.voided is None
    assert [each.voided for each in lines_of(convert(invoice(line("12.00"))), lambda _: ())] == [None]


def test_parts_of_a_cent_are_refused() -> None:
    """Nothing is rounded away on the way in."""
    outcome = convert(invoice(line("100.00")))
    broken = structs.replace(outcome.items[0], amount=Decimal("0.001"))

    with pytest.raises(WalkIncomplete):
        lines_of(structs.replace(outcome, items=(broken,)), lambda _: ())
