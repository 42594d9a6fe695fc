"""Break lines of the rules, one at a time, and see whether a unit test turns red.

`make mutants` breaks 100 lines of both connectors' rules and of RevRec's journals: a comparison, a number, a boolean, a
word of logic, arithmetic, a text, a keyword or a whole statement (tools/mutations.py). `SEED=` chooses other lines, and
`COUNT=` more of them. Each is broken in a copy of this folder and meets the unit tests of its package, the nearest
first; a test that takes half a minute is red too. What no test notices is printed, and the exit code is 1 where that is
more than one line in twenty.

Own lines, since mutmut 3 breaks functions alone (half of the rules are tables), and cosmic-ray breaks the checkout
itself; neither draws a sample from a seed.
"""

from __future__ import annotations

import argparse
import difflib
import itertools
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tools.mutations import Mutation, changes_meaning, mutations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Item = TypeVar("Item")

ROOT = Path(__file__).parent.parent
BROKEN = ("source_xero_revrec/rules", "destination_xero_journals/rules", "revrec_journals")
OF_ALL_PACKAGES = (
    Path("unit_tests/test_docs.py"),
    Path("unit_tests/releases"),
    Path("unit_tests/source_xero_revrec/test_spec.py"),
    Path("unit_tests/destination_xero_journals/test_spec.py"),
)
"""Tests that hold the programs' lists and forms against the documentation, the last release and what was agreed."""

TO_TURN_RED = 0.95
# All passed, or there was none to run. What is green without a mutant is red by any other code, a lost import too.
_GREEN = (0, 5)
_PYTEST = (sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", "-o",
           "faulthandler_timeout=30", "-o", "faulthandler_exit_on_timeout=true")  # fmt: skip
# A mutant may fill the memory as fast as it loops.
_WITHIN_BOUNDS = ("sh", "-c", 'ulimit -v 4194304 2>/dev/null; exec "$@"', "sh")
_LONGEST = 1_200
"""Seconds that the tests of a package may take in all, on a machine that is busy with two copies and more."""


@dataclass(frozen=True)
class Mutant:
    """A module of the product with one line broken."""

    module: Path
    source: str
    mutation: Mutation

    def diff(self) -> str:
        """Return what was changed, as lines taken out and put in."""
        changed = difflib.unified_diff(
            self.source.splitlines(), self.mutation.apply(self.source).splitlines(), lineterm="", n=0
        )
        return "\n".join(f"    {line}" for line in changed if not line.startswith(("---", "+++", "@@")))


def chosen(sources: Mapping[Path, str], seed: int, count: int) -> list[Mutant]:
    """Return mutants of `count` lines, the same for the same seed; fewer where there are fewer lines to break."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    lines: dict[tuple[Path, int], list[Mutation]] = {}
    for module, source in sorted(sources.items()):
        for mutation in mutations(source):
            lines.setdefault((module, mutation.line), []).append(mutation)
    places = sorted(lines)
    chance.shuffle(places)
    found: list[Mutant] = []
    for module, line in places:
        if len(found) == count:
            break
        ways = lines[module, line]
        chance.shuffle(ways)
        seen = (each for each in ways if changes_meaning(each, sources[module]))
        found += [Mutant(module, sources[module], mutation) for mutation in itertools.islice(seen, 1)]
    return found


def nearest_first(module: Path, root: Path) -> Iterator[tuple[Path, Path | None]]:
    """Yield the tests that can reach a module, as a place to run and a place within it that was run before.

    They are the module's own, then those of its folder, and so on to all of its package, then those of all packages.
    """
    before = None
    own = Path("unit_tests") / module.parent / f"test_{module.name}"
    for place in (own, *own.parents[: len(module.parts) - 1]):
        if (root / place).exists():
            yield place, before
            before = place
    yield from ((place, None) for place in OF_ALL_PACKAGES if (root / place).exists())


class Copy:
    """A copy of the checkout, in which one line at a time is broken and mended again."""

    def __init__(self, root: Path) -> None:
        """Work in a folder that holds the copy."""
        self.root = root

    def turns_red(self, mutant: Mutant) -> bool:
        """Tell whether a unit test fails, or does not come to an end, with the mutant."""
        module = self.root / mutant.module
        module.write_text(mutant.mutation.apply(mutant.source), encoding="utf-8")
        try:
            return any(not self.is_green(place, before) for place, before in nearest_first(mutant.module, self.root))
        finally:
            module.write_text(mutant.source, encoding="utf-8")

    def is_green(self, place: Path, but: Path | None = None) -> bool:
        """Run the tests of a place, but for those of another within it."""
        without = [f"--ignore={but}"] if but else []
        try:
            done = subprocess.run(  # noqa: S603 - this Python, and our own tests
                [*_WITHIN_BOUNDS, *_PYTEST, *without, str(place)],
                cwd=self.root,
                timeout=_LONGEST,
                capture_output=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode in _GREEN


def copy_of_the_checkout(root: Path) -> Copy:
    """Copy what git knows of to `root`, or would know of."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in listed:
        if name and (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
    # A mutant may be as long as the module and written in the same second: bytecode must go by the text.
    packages = {Path(each).parts[0] for each in BROKEN}
    compiling = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", *packages]
    subprocess.run(compiling, cwd=root, check=True)  # noqa: S603 - this Python
    return Copy(root)


def in_copies(copies: Sequence[Copy], work: Callable[[Copy, Item], bool], items: Sequence[Item]) -> Iterator[bool]:
    """Yield what the work with each item came to, as many at once as there are copies, in their order."""
    idle: queue.Queue[Copy] = queue.Queue()
    for copy in copies:
        idle.put(copy)

    def with_a_copy(item: Item) -> bool:
        copy = idle.get()
        try:
            return work(copy, item)
        finally:
            idle.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        yield from pool.map(with_a_copy, items)


def main() -> int:
    """Break lines, print what no test noticed and the share that turned red; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make mutants", description="Break lines of the rules and run their tests.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    asked = parser.parse_args()
    modules = [path.relative_to(ROOT) for folder in BROKEN for path in (ROOT / folder).rglob("*.py")]
    mutants = chosen({each: (ROOT / each).read_text(encoding="utf-8") for each in modules}, asked.seed, asked.count)
    print(f"Breaking {len(mutants)} lines of {len({each.module for each in mutants})} modules, seed {asked.seed} ...")
    with tempfile.TemporaryDirectory() as folder:
        first = copy_of_the_checkout(Path(folder) / "1")
        others = range(2, (os.cpu_count() or 1) + 1)
        copies = [first, *(Copy(shutil.copytree(first.root, Path(folder) / str(number))) for number in others)]
        suites = [*(Path("unit_tests") / Path(each).parts[0] for each in BROKEN), *OF_ALL_PACKAGES]
        for suite, green in zip(suites, in_copies(copies, Copy.is_green, suites), strict=True):
            if not green:
                print(f"{suite} is red without any mutant; mend it first.")
                return 1
        red = 0
        for mutant, noticed in zip(mutants, in_copies(copies, Copy.turns_red, mutants), strict=True):
            red += noticed
            if not noticed:
                print(f"{mutant.module}:{mutant.mutation.line}\n{mutant.diff()}", flush=True)
    print(f"{red} of {len(mutants)} broken lines turned a unit test red ({red / len(mutants):.1%}), seed {asked.seed}.")
    return 0 if red >= TO_TURN_RED * len(mutants) else 1


if __name__ == "__main__":
    sys.exit(main())
