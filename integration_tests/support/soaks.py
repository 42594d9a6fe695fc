"""A soak: a trial for each of many seeds, spread over the processors."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def soak(what: str, trial: Callable[[int], Counter[str]], seeds: Sequence[int]) -> Counter[str]:
    """Run a trial for each seed, print what was done in all of them, and return it; `what` says what a trial is.

    The trial is a module's function, since other processes call it. Raises AssertionError with what every failing seed
    tells, after the last one.
    """
    counts: Counter[str] = Counter()
    failures: list[str] = []
    # A process lives for a while only, so that what sandboxes leave behind does not add up. A pool of the standard
    # library's executors stands still when all of its processes end at once.
    with multiprocessing.get_context("spawn").Pool(maxtasksperchild=50) as pool:
        for seed, running in [(seed, pool.apply_async(trial, (seed,))) for seed in seeds]:
            try:
                counts += running.get()
            except Exception as failure:  # noqa: BLE001 - whatever a trial raises is told with its seed
                failures.append(f"seed {seed}: {type(failure).__name__}: {failure}")
    told = ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
    print(f"\n{len(seeds):,} {what}: {told}, differences {len(failures)}")
    assert not failures, f"{len(failures)} of {len(seeds)} seeds failed:\n" + "\n\n".join(failures)
    return counts
