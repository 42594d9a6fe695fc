"""How the sandbox is built: rooms above each other, one place for a switch or a fault, a test beside what decides."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from xero_sandbox.faults import FAULTS
from xero_sandbox.switches import Switches

ROOT = Path(__file__).parent.parent.parent
PACKAGE, TESTS = ROOT / "xero_sandbox", ROOT / "unit_tests" / "xero_sandbox"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
SOURCES = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
TREES = {name: ast.parse(source) for name, source in SOURCES.items()}
DECIDES = (ast.If, ast.IfExp, ast.While, ast.For, ast.Match, ast.Compare, ast.BoolOp, ast.Try, ast.comprehension)


def imports(name: str) -> set[str]:
    """Return the sandbox's own modules that a module imports, for types alone too."""
    found = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return {each for each in found if each in MODULES} - {name}


def decides(name: str) -> bool:
    """Return whether there is a branch or a comparison in a module, beside the one around its imports for types."""
    found = [node for node in ast.walk(TREES[name]) if isinstance(node, DECIDES)]
    return any(not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING") for node in found)


def below(arrows: dict[str, set[str]], start: str) -> set[str]:
    """Return everything that can be reached from here."""
    reached: set[str] = set()
    waiting = set(arrows[start])
    while waiting:
        each = waiting.pop()
        reached.add(each)
        waiting |= arrows[each] - reached
    return reached


def room(name: str) -> str:
    """Return the folder that a module lies in; empty for those that lie in none."""
    return name.split(".")[1] if name.count(".") > 1 else ""


def test_rooms_lie_one_above_the_other() -> None:
    """No two of them need each other."""
    arrows: dict[str, set[str]] = {room(name): set() for name in MODULES if room(name)}
    for name in MODULES:
        if room(name):
            arrows[room(name)] |= {room(each) for each in imports(name)} - {"", room(name)}

    assert [each for each in arrows if each in below(arrows, each)] == []
    assert arrows["books"] == set()


@pytest.mark.parametrize("name", [name for name in MODULES if decides(name)])
def test_a_module_that_decides_has_its_test(name: str) -> None:
    """Of the same name, in the same room."""
    path = MODULES[name].relative_to(PACKAGE)

    assert (TESTS / path.parent / f"test_{'package.py' if path.stem == '__init__' else path.name}").is_file()


def test_a_switch_takes_two_files() -> None:
    """The row that describes it, and the one module that does what it says."""
    readers: dict[str, set[str]] = {switch: set() for switch in Switches().as_dict()}
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in readers:
                readers[node.attr].add(name)

    assert {switch: names for switch, names in readers.items() if len(names) != 1} == {}


def test_no_module_asks_for_a_fault_by_its_name() -> None:
    """What a fault does stands in its row; everything else reads the row."""
    compared = {
        (name, side.value)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Constant) and side.value in FAULTS
    }

    assert compared == set()
