"""Two syncs at once: nothing acknowledged is missing, nothing of the other's is voided, what is there twice is said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.journals.two_writers import two_writers
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEEDS_IN_TEST = range(10)
PROCESSES_IN_TEST = (1001,)
TRIALS, OF_PROCESSES = 500, 25


@pytest.fixture(scope="module")
def xero() -> Iterator[Sandbox]:
    """Serve one company to all trials; each begins with its books as they were."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.mark.parametrize("seed", SEEDS_IN_TEST)
def test_two_writers_at_once_lose_and_void_nothing(xero: Sandbox, tmp_path: Path, seed: int) -> None:
    """They take turns call by call, with faults and ends at random: doubles may come of it, and both say so."""
    assert two_writers(xero, seed, tmp_path)["syncs"]


@pytest.mark.parametrize("seed", PROCESSES_IN_TEST)
def test_two_processes_at_once_lose_and_void_nothing(xero: Sandbox, tmp_path: Path, seed: int) -> None:
    """Of two real processes one is killed and started again."""
    assert two_writers(xero, seed, tmp_path, processes=True)["syncs"] == 3


@pytest.mark.soak
def test_five_hundred_trials_of_two_writers(xero: Sandbox, tmp_path: Path) -> None:
    """Five hundred, twenty-five of them with processes; the counts are printed."""
    seen: Counter[str] = Counter()
    for seed in range(TRIALS):
        folder = tmp_path / str(seed)
        folder.mkdir()
        seen += two_writers(xero, seed, folder, processes=seed >= TRIALS - OF_PROCESSES)
    print(
        f"\n{TRIALS} trials of two writers: " + ", ".join(f"{count:,} {name}" for name, count in sorted(seen.items()))
    )
    assert seen["SIGKILL"]
    assert seen["twice, said by both"]
