"""Broken lines are the same for a seed, and each is tried in a copy by the tests that can reach it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.mutants import Copy, Mutant, chosen, in_copies, nearest_first
from tools.mutations import mutations

MODULE = Path("source_xero_revrec/rules/made.py")
SOURCE = "def is_old(age):\n    return age > 9\n\n\ndef forever(on):\n    while on:\n        on = not on\n"
LINES = "".join(f"a{number} = {number}\n" for number in range(40))
TEST = "from source_xero_revrec.rules.made import is_old\n\n\ndef test_it():\n    assert is_old({age})\n"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a copy with a module, a test that does not look closely, and one further away that does."""
    far, near = tmp_path / "unit_tests" / "source_xero_revrec", Path("rules")
    for folder in (tmp_path / MODULE.parent, far / near):
        folder.mkdir(parents=True)
    for package in (MODULE.parent, MODULE.parent.parent):
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / MODULE).write_text(SOURCE)
    (far / near / "test_made.py").write_text(TEST.format(age=30))
    (far / "test_source.py").write_text(TEST.format(age=10))
    return Copy(tmp_path)


def mutant(text: str) -> Mutant:
    """Return the mutant in which this text comes in."""
    return Mutant(MODULE, SOURCE, next(each for each in mutations(SOURCE) if each.text == text))


def test_a_line_that_only_a_test_further_away_checks_turns_red(copy: Copy) -> None:
    """The module's own test runs first, the rest of its package after it; then the module is whole again."""
    assert copy.turns_red(mutant("10"))
    assert (copy.root / MODULE).read_text() == SOURCE


def test_a_line_that_no_test_checks_stays_green(copy: Copy) -> None:
    """It is told with what was changed."""
    unnoticed = mutant("8")

    assert not copy.turns_red(unnoticed)
    assert unnoticed.diff() == "    -    return age > 9\n    +    return age > 8"


def test_the_same_seed_breaks_the_same_lines() -> None:
    """As many as were asked for, each of another line; another seed takes others."""
    sources = {Path("b.py"): LINES, Path("a.py"): LINES}

    first, again, other = (chosen(sources, seed, 30) for seed in (7, 7, 8))

    assert first == again != other
    assert len({(each.module, each.mutation.line) for each in first}) == 30
    assert len(chosen(sources, 7, 1000)) == 80


def test_tests_run_from_the_nearest_to_those_of_the_package(copy: Copy) -> None:
    """None twice, and none where a folder has no twin among the tests; those of all packages come last."""
    tests = Path("unit_tests/source_xero_revrec")
    (copy.root / "unit_tests" / "releases").mkdir()

    assert [*nearest_first(MODULE, copy.root)] == [
        (tests / "rules" / "test_made.py", None),
        (tests / "rules", tests / "rules" / "test_made.py"),
        (tests, tests / "rules"),
        (Path("unit_tests/releases"), None),
    ]
    assert [*nearest_first(MODULE.with_name("other.py"), copy.root)][:2] == [
        (tests / "rules", None),
        (tests, tests / "rules"),
    ]


def test_a_copy_is_lent_to_one_at_a_time() -> None:
    """Results come in the order of what was asked, whichever was done first."""
    copies = [Copy(Path(name)) for name in "ab"]
    lent: list[Copy] = []

    def work(copy: Copy, item: int) -> bool:
        assert copy not in lent
        lent.append(copy)
        lent.remove(copy)
        return item % 2 == 0

    assert [*in_copies(copies, work, range(20))] == [item % 2 == 0 for item in range(20)]
