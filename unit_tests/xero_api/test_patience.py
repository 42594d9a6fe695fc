"""Tries are bounded, and the pauses between them grow."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from xero_api.patience import Patience

if TYPE_CHECKING:
    from unit_tests.conftest import FakeClock


def test_pauses_grow_with_jitter_and_are_bounded(clock: FakeClock) -> None:
    """Eight tries make seven pauses: doubling up to the longest, each between half and the whole of its delay."""
    pauses = Patience(clock, random.Random(7), tries=8, first_delay=1, longest_delay=8).pauses()

    assert [pauses.again() for _ in range(9)] == [True] * 7 + [False] * 2

    for pause, longest in zip(clock.slept, [1, 2, 4, 8, 8, 8, 8], strict=True):
        assert longest / 2 <= pause <= longest


def test_each_call_has_pauses_of_its_own(clock: FakeClock) -> None:
    """What one call used up is not taken from the next."""
    patience = Patience(clock, random.Random(7), tries=2)

    for _ in range(2):
        pauses = patience.pauses()
        assert (pauses.again(), pauses.again()) == (True, False)
