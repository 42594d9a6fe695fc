"""Lines summed by account and tracking, to the cent."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.rules.aggregation import aggregate
from unit_tests.destination_xero_journals.rules.made_entries import (
    DEFERRED,
    REVENUE,
    SOUTH,
    category,
    journal_line,
    tag,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from destination_xero_journals.rules.journal import PostingLine, Tag

TEAM = category("Team", "A")
TEAM_A = tag(TEAM.options[0], TEAM)
LINES = st.lists(
    st.builds(
        lambda amount, account, tags: journal_line(str(amount), account, "", *tags),
        st.decimals(min_value=-(10**9), max_value=10**9, places=2),
        st.sampled_from([DEFERRED, REVENUE]),
        st.sampled_from([(), (tag(),), (tag(SOUTH),), (tag(), TEAM_A), (TEAM_A, tag())]),
    ),
    max_size=30,
)


def net(lines: Iterable[PostingLine]) -> dict[tuple[str, frozenset[Tag]], Decimal]:
    """Return what lines come to on each account with each set of tags, nothing left out."""
    sums: defaultdict[tuple[str, frozenset[Tag]], Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line.account_id, frozenset(line.tags)] += line.amount
    return {place: amount for place, amount in sums.items() if amount}


@given(LINES)
def test_what_an_account_and_its_tags_come_to_is_kept_exactly(lines: list[PostingLine]) -> None:
    """One line each, none of nothing, in the order of first appearance."""
    summed = aggregate(lines)

    assert net(summed) == net(lines)
    assert len(summed) == len(net(lines))
    places = list(dict.fromkeys((line.account_id, frozenset(line.tags)) for line in lines))
    found = [(line.account_id, frozenset(line.tags)) for line in summed]
    assert found == [place for place in places if place in found]


@given(LINES)
def test_summing_sums_changes_no_amount(lines: list[PostingLine]) -> None:
    """What is summed already stays as it is."""
    assert [line.amount for line in aggregate(aggregate(lines))] == [line.amount for line in aggregate(lines)]


def test_debits_and_credits_are_set_off_and_the_lines_counted() -> None:
    """The description says how many lines went into one."""
    lines = [
        journal_line("100.00", DEFERRED, "a"),
        journal_line("-70.00", REVENUE, "b"),
        journal_line("-30.00", DEFERRED, "c"),
    ]

    assert aggregate(lines) == (journal_line("70.00", DEFERRED, "2 lines"), journal_line("-70.00", REVENUE, "1 line"))


def test_a_journal_that_comes_to_nothing_has_no_lines() -> None:
    """There is nothing to post."""
    assert aggregate([journal_line("1.00"), journal_line("-1.00"), journal_line("0.00", REVENUE)]) == ()
