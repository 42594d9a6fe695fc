"""Debits and credits are summed by position, exactly and apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.journals.balances import NOTHING, Balance, Spellings, balances, total, tracking_text
from unit_tests.source_xero_revrec.rules.journals.made_journals import found, on, revenue

AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


def test_a_balance_is_what_is_debited_less_what_is_credited() -> None:
    """Both sides are positive, and both are summed."""
    both = Balance(Decimal("5.00"), Decimal("2.00")) + Balance(Decimal("1.00"), Decimal("7.50"))

    assert (both.debit, both.credit, both.net) == (Decimal("6.00"), Decimal("9.50"), Decimal("-3.50"))
    assert NOTHING.net == 0


def test_amounts_on_one_position_keep_their_sides() -> None:
    """A debit that a credit cancels out is still there to be seen."""
    found_ = balances([on("840", "60.00"), on("840", "-60.00"), on("200", "0.01")])

    assert found_ == {
        on("840", "0")[0]: Balance(Decimal("60.00"), Decimal("60.00")),
        on("200", "0")[0]: Balance(debit=Decimal("0.01")),
    }


def test_a_position_that_only_zeros_stand_on_is_left_out() -> None:
    """Xero keeps no line of zero."""
    assert balances([on("840", "0.00"), on("200", "-0.00")]) == {}


@given(st.lists(AMOUNTS, max_size=20))
def test_no_cent_is_lost(amounts: list[Decimal]) -> None:
    """Whatever the signs."""
    summed = balances([on("840", str(amount)) for amount in amounts]).get(on("840", "0")[0], NOTHING)

    assert summed.debit == sum((amount for amount in amounts if amount > 0), Decimal(0))
    assert summed.credit == -sum((amount for amount in amounts if amount < 0), Decimal(0))


def test_balances_of_several_journals_are_summed_by_position() -> None:
    """And what was summed is not changed."""
    one, other = revenue("10.00"), revenue("5.00", month="2026-02")

    assert total([one, other, one]) == {**revenue("20.00"), **other}
    assert one == revenue("10.00")
    assert total([]) == {}


@pytest.mark.parametrize(
    ("status", "stands"),
    [("POSTED", True), ("DRAFT", True), ("VOIDED", False), ("DELETED", False), ("ARCHIVED", False)],
)
def test_a_journal_stands_while_it_is_posted_or_waits(status: str, stands: bool) -> None:  # noqa: FBT001 - a case
    """Voided, deleted or archived, it counts for nothing."""
    assert found(status=status).stands is stands


def test_tracking_is_written_in_the_order_of_its_categories() -> None:
    """However Xero or a receipt lists them."""
    assert tracking_text({"Region": "North", "Product Line": "Platform"}) == "Product Line=Platform; Region=North"
    assert tracking_text({"region": "North", "Product Line": "Platform"}) == "Product Line=Platform; region=North"
    assert tracking_text({"Region": "North", "product line": "Platform"}) == "product line=Platform; Region=North"
    assert tracking_text({" Region": "North "}) == "Region=North"
    assert tracking_text({}) == ""


@pytest.mark.parametrize(
    ("account", "tracking", "as_xero"),
    [
        ("200A", "Region=North", ("200A", "Region=North")),
        ("200a", "region=NORTH", ("200A", "Region=North")),
        ("300b", "Region=East", ("300b", "Region=East")),
        ("200A", "Region=Nor\u00a0th", ("200A", "Region=North")),
        ("twin", "", ("twin", "")),
        ("TWIN", "", ("TWIN", "")),
        ("tWIN", "", ("tWIN", "")),
    ],
)
def test_what_was_sent_is_spelled_as_xero_does(account: str, tracking: str, as_xero: tuple[str, str]) -> None:
    """What it has exactly so stays, and what it has in no way or in two."""
    spellings = Spellings(
        [balances([on("200A", "1.00", tracking="Region=North"), on("twin", "1.00"), on("TWIN", "1.00")])]
    )
    [place] = spellings.of(balances([on(account, "5.00", tracking=tracking)]))

    assert (place.account_code, place.tracking) == as_xero


def test_amounts_that_come_together_by_spelling_are_summed() -> None:
    """Two lines of an entry may be spelled differently."""
    spellings = Spellings([balances([on("200A", "1.00")])])

    assert spellings.of(balances([on("200a", "5.00"), on("200A", "-2.00")])) == balances(
        [on("200A", "5.00"), on("200A", "-2.00")]
    )
