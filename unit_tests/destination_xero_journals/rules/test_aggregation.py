"""Lines summed by account and tracking, to the cent."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.rules.aggregation import aggregate, is_aggregated, sums
from unit_tests.destination_xero_journals.rules.made_entries import (
    DEFERRED,
    REVENUE,
    ROUNDING,
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


def test_a_net_line_bears_its_tags_as_the_first_line_does() -> None:
    """In whatever order the others have them."""
    (net_line,) = aggregate([journal_line("1.00", DEFERRED, "", *tags) for tags in ((TEAM_A, tag()), (tag(), TEAM_A))])

    assert net_line.tags == (TEAM_A, tag())


def test_a_journal_that_comes_to_nothing_has_no_lines() -> None:
    """There is nothing to post."""
    assert aggregate([journal_line("1.00"), journal_line("-1.00"), journal_line("0.00", REVENUE)]) == ()


def test_lines_of_which_one_alone_is_no_sum_may_be_aggregated() -> None:
    """A rounding line follows the sums, on an account that may have one already; two such lines are no sums."""
    summed = journal_line("70.00", DEFERRED, "2 lines")
    alone = journal_line("-69.99", REVENUE, "1 line")
    rounding = journal_line("-0.01", REVENUE, "Rounding of JE-1")

    assert is_aggregated([summed, alone])
    assert is_aggregated([summed, alone, rounding])
    assert not is_aggregated([summed, alone, rounding, rounding])
    assert not is_aggregated([rounding])
    assert not is_aggregated([])


@pytest.mark.parametrize("text", ["2 lines of Jo", "02 lines", "0 lines", "2 line", "lines", "-1 line", "11 line"])
def test_another_description_is_nobodys_sum(text: str) -> None:
    """Aggregation writes one form alone."""
    assert not is_aggregated([journal_line("1.00", DEFERRED, text)])
    assert is_aggregated([journal_line("1.00", DEFERRED, "120 lines")])


def test_places_that_do_not_agree_are_summed_on_either_side() -> None:
    """By account, options and tax; by the first line of each, those that are wanted first."""
    wanted = [journal_line("1.00", DEFERRED, "a"), journal_line("2.00", DEFERRED, "b"), journal_line("5.00", REVENUE)]
    there = [journal_line("5.00", REVENUE), journal_line("4.00", ROUNDING), journal_line("0.01", DEFERRED)]

    found = sums(wanted, there)

    assert [(each.line, str(each.wanted), str(each.held)) for each in found] == [
        (wanted[0], "3.00", "0.01"),
        (there[1], "0.00", "4.00"),
    ]
