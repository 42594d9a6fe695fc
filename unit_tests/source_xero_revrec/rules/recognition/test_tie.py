"""Every difference to the ledger has a name, or is an error."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.recognition.tie import Difference, Tie, tie

CENTS = st.integers(-(10**9), 10**9)
NAMED = st.dictionaries(st.sampled_from([each for each in Difference if each is not Difference.ROUNDING]), CENTS)


def held_against(ledger: int, limit: int = 0, **differences: int) -> Tie:
    """Return a tie of 1,000.00 on 835."""
    named = {Difference(name): amount for name, amount in differences.items()}
    return tie("835", 24_312, schedule=100_000, ledger=ledger, differences=named, rounding_limit=limit)


def test_equal_balances_tie() -> None:
    """There is nothing to name."""
    found = held_against(100_000)

    assert (found.ties, found.is_exact, found.named) == (True, True, {})


def test_named_differences_tie() -> None:
    """A draft and a hand journal explain what they are, and what is nothing is not named."""
    found = held_against(80_500, journals_in_draft=-20_000, other_journals=500, opening_balance=0)

    assert (found.ties, found.is_exact) == (True, False)
    assert found.named == {Difference.DRAFTS: -20_000, Difference.OTHER_JOURNALS: 500}


def test_what_has_no_name_does_not_tie() -> None:
    """It is told to the cent."""
    assert held_against(100_001).unnamed == 1
    assert not held_against(80_501, journals_in_draft=-20_000, other_journals=500).ties


def test_rounding_is_a_name_within_its_limit_only() -> None:
    """A cent for each line that Xero converted, and no more."""
    assert held_against(100_003, 3).named == {Difference.ROUNDING: 3}
    assert held_against(99_997, 3).named == {Difference.ROUNDING: -3}
    assert held_against(100_004, 3).unnamed == 4


def test_voids_of_another_date_are_a_name_where_nothing_else_explains_what_is_left() -> None:
    """Whether Xero books them so is not known: without a difference of just that much they are not spoken of."""
    books: Any = {"schedule": 100_000, "differences": {}, "voids": -5_000}

    assert tie("835", 24_312, ledger=95_000, rounding_limit=0, **books).named == {Difference.VOIDS: -5_000}
    assert tie("835", 24_312, ledger=94_999, rounding_limit=1, **books).named == {
        Difference.VOIDS: -5_000,
        Difference.ROUNDING: -1,
    }
    assert tie("835", 24_312, ledger=100_000, rounding_limit=0, **books).named == {}
    assert tie("835", 24_312, ledger=95_001, rounding_limit=0, **books).unnamed == -4_999


@given(CENTS, CENTS, NAMED, st.integers(0, 100))
def test_schedule_and_differences_are_the_ledger(
    schedule: int, ledger: int, differences: dict[Difference, int], limit: int
) -> None:
    """Whatever is named and unnamed adds up."""
    found = tie("835", 24_312, schedule=schedule, ledger=ledger, differences=differences, rounding_limit=limit)

    assert found.schedule + sum(found.named.values()) + found.unnamed == found.ledger


def test_differences_are_called_as_they_always_were() -> None:
    """A warehouse compares these texts."""
    assert [each.value for each in Difference] == [
        "journals_not_posted", "journals_in_draft", "journals_of_another_date", "other_journals", "bills",
        "bank_transactions", "lines_without_a_schedule", "opening_balance", "voids_of_another_date", "rounding",
    ]  # fmt: skip


def test_a_tie_says_what_was_held_against_what() -> None:
    """Account, month, both balances."""
    assert held_against(100_001, journals_in_draft=1) == Tie(
        account="835", month=24_312, schedule=100_000, ledger=100_001, named={Difference.DRAFTS: 1}, unnamed=0
    )


def test_no_rounding_is_named_where_nothing_is_left() -> None:
    """Whatever the limit."""
    assert held_against(100_000, 3).named == {}
