"""Whatever people do in Xero: after each incremental sync the warehouse shows what a full refresh would give."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from integration_tests.support.histories import History, company
from integration_tests.support.interruptions import interrupted
from integration_tests.support.soaks import soak
from integration_tests.support.trials import CONTRACT, MAPPING, SYNCS, trial
from integration_tests.support.troubles import troubled

# Between them these meet: lines taken off, allocations moved, months emptied by a new date, documents given to another
# contact while pending and while emitted, voided documents matched later, a CRM customer replaced by a namesake.
SEEDS_IN_TEST = (0, 1, 3, 7, 13, 22, 25)
TROUBLED_IN_TEST = [(CONTRACT, 0), (CONTRACT, 3), (MAPPING, 1)]
INTERRUPTED_IN_TEST = [(CONTRACT, 0), (CONTRACT, 16), (MAPPING, 2)]
SEEDS_IN_SOAK = range(250)


@pytest.mark.parametrize("mode", [CONTRACT, MAPPING])
@pytest.mark.parametrize("seed", SEEDS_IN_TEST)
def test_after_every_sync_the_views_show_what_a_full_refresh_gives(mode: str, seed: int) -> None:
    """Row for row and column for column, appended or deduplicated, and B1 ties to the cent by month and currency."""
    assert trial(mode, seed) > 0


def test_a_history_is_the_same_for_the_same_seed() -> None:
    """A failing seed can be looked into."""
    stories = []
    for _ in range(2):
        with company() as xero:
            history = History(xero, 11)
            history.live(60)
            stories.append((history.done, xero.books.control_totals()))

    assert stories[0] == stories[1]


def untroubled(mode: str, seed: int) -> Counter[str]:
    """Live a history, and return what was held."""
    return Counter({"rows in the views": trial(mode, seed), "incremental syncs": SYNCS})


@pytest.mark.soak
@pytest.mark.parametrize("mode", [CONTRACT, MAPPING])
def test_many_histories_end_in_what_a_full_refresh_gives(mode: str) -> None:
    """Seeded trials of each mode, four syncs each."""
    counts = soak(f"histories, {mode}, held against full refreshes", partial(untroubled, mode), SEEDS_IN_SOAK)

    assert counts["rows in the views"]


@pytest.mark.parametrize(("mode", "seed"), TROUBLED_IN_TEST)
def test_with_troubles_between_the_syncs_totals_name_what_the_views_do_not_show(mode: str, seed: int) -> None:
    """Documents break and are mended, the organisation fails, changes come without a stamp: all else is equal."""
    assert troubled(mode, seed)["rows"] > 0


@pytest.mark.soak
@pytest.mark.parametrize("mode", [CONTRACT, MAPPING])
def test_many_troubled_histories_are_right_or_named(mode: str) -> None:
    """Seeded trials of each mode, six syncs each besides those that fail."""
    counts = soak(f"troubled histories, {mode}", partial(troubled, mode), SEEDS_IN_SOAK)

    assert all(counts[what] for what in ("stale documents named", "syncs that failed", "documents held"))


@pytest.mark.parametrize(("mode", "seed"), INTERRUPTED_IN_TEST)
def test_a_whole_sync_is_right_whatever_came_before_it(mode: str, seed: int) -> None:
    """Syncs of some streams alone, and syncs that were broken off, while credit notes change hands without a stamp."""
    assert interrupted(mode, seed)["rows"] > 0


@pytest.mark.soak
@pytest.mark.parametrize("mode", [CONTRACT, MAPPING])
def test_many_interrupted_histories_end_in_what_a_full_refresh_gives(mode: str) -> None:
    """Seeded trials of each mode, five whole syncs each."""
    counts = soak(f"interrupted histories, {mode}", partial(interrupted, mode), SEEDS_IN_SOAK)

    assert all(counts[what] for what in ("rows", "syncs of some streams", "syncs broken off"))
