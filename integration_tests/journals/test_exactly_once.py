"""However often Xero fails and the sync is killed, each journal is in Xero once, each refused one in the rejects."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.journals.trials import trial
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Seeds 17 and 600 send a journal a second time while the first call is still on its way.
SEEDS_IN_TEST = (7, 12, 17, 23, 30, 31, 32, 600)
KILLED_IN_TEST = (2, 3)
TRIALS, OF_PROCESSES, KILLED_RUNS = 1000, 110, 100


@pytest.fixture(scope="module")
def xero() -> Iterator[Sandbox]:
    """Serve one company to all trials; each begins with its books as they were."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.mark.parametrize("seed", SEEDS_IN_TEST)
def test_each_journal_is_there_exactly_once(xero: Sandbox, tmp_path: Path, seed: int) -> None:
    """One call in five goes wrong, and syncs end at random: every line is as it was sent, and once."""
    assert trial(xero, seed, tmp_path)["faults"]


@pytest.mark.parametrize("seed", KILLED_IN_TEST)
def test_a_killed_process_posts_nothing_twice(xero: Sandbox, tmp_path: Path, seed: int) -> None:
    """A real process is killed between two calls, or within one, and started again."""
    assert trial(xero, seed, tmp_path, kill_processes=True)["SIGKILL"]


@pytest.mark.soak
def test_a_thousand_trials(xero: Sandbox, tmp_path: Path) -> None:
    """A thousand months, a hundred and ten of them with processes that are killed; the counts are printed."""
    seen: Counter[str] = Counter()
    for seed in range(TRIALS):
        folder = tmp_path / str(seed)
        folder.mkdir()
        seen += trial(xero, seed, folder, kill_processes=seed < OF_PROCESSES)
    print(f"\n{TRIALS} trials: " + ", ".join(f"{count:,} {name}" for name, count in sorted(seen.items())))
    assert seen["runs with SIGKILL"] >= KILLED_RUNS
