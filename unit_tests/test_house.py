"""The house as a whole: what modules are named after, how large they are, and what each of them has.

Which module may import which is kept by import-linter, whose contracts stand in pyproject.toml: `make lint`.
"""

from __future__ import annotations

import ast
import tomllib
from decimal import Decimal
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
PACKAGES = tuple(package["include"] for package in PYPROJECT["poetry"]["packages"])
SANDBOX = "xero_sandbox"
NAMELESS = {"base", "common", "helper", "helpers", "lib", "manager", "misc", "shared", "tools", "util", "utils"}

LONGEST_MODULE, LONGEST_FUNCTION, MOST_DECISIONS = 350, 50, 12
"""Lines, lines, and ways through a function."""

# It reads the product, and runs nothing of it.
pytestmark = pytest.mark.no_cover
Function = ast.FunctionDef | ast.AsyncFunctionDef
Product = dict[str, ast.Module]


def modules(package: str) -> list[Path]:
    """Return a package's modules."""
    return sorted((ROOT / package).rglob("*.py"))


@pytest.fixture(scope="module")
def product() -> Product:
    """Give all tests every module of the product by its path, parsed."""
    return {
        module.relative_to(ROOT).as_posix(): ast.parse(module.read_text(encoding="utf-8"))
        for package in PACKAGES
        for module in modules(package)
    }


def functions(product: Product) -> Iterator[tuple[str, Function]]:
    """Yield every function of the product, named after its module and itself."""
    for path, tree in product.items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{path} {node.name}", node


def complexity(function: ast.AST) -> int:
    """Return the ways through a function as radon counts them: boolean operators and comprehensions make ways, too."""
    return 1 + sum(_ways(node) for node in ast.walk(function))


def _ways(node: ast.AST) -> int:
    match node:
        case ast.If() | ast.IfExp() | ast.ExceptHandler() | ast.Assert():
            return 1
        case ast.Try(orelse=otherwise):
            return bool(otherwise)
        case ast.For(orelse=otherwise) | ast.AsyncFor(orelse=otherwise) | ast.While(orelse=otherwise):
            return 1 + bool(otherwise)
        case ast.BoolOp(values=values):
            return len(values) - 1
        case ast.comprehension(ifs=conditions):
            return 1 + len(conditions)
        case ast.match_case(pattern=pattern):
            return not (isinstance(pattern, ast.MatchAs) and pattern.pattern is None)
        case _:
            return 0


def imported(tree: ast.Module, names: set[str]) -> set[str]:
    """Return which of the modules a module imports anywhere in it, for types alone too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & names or {str(node.module)}
    return found & names


def nothing_or_a_cent(tree: ast.Module) -> bool:
    """Tell whether a module makes a Decimal of nothing or of a cent."""
    return any(
        Decimal(str(value)) in (0, Decimal("0.01"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Decimal"
        for value in (each.value for each in node.args if isinstance(each, ast.Constant))
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_a_module_is_named_after_what_it_holds(package: str) -> None:
    """No module is called after being useful."""
    assert [module for module in modules(package) if module.stem.strip("_") in NAMELESS] == []


def test_no_module_is_long(product: Product) -> None:
    """What one module holds is read in one sitting."""
    long = {
        path
        for path, tree in product.items()
        if len((ROOT / path).read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE
    }

    assert long == set()


def test_no_function_is_long(product: Product) -> None:
    """A function is seen at a glance."""
    long = {name for name, function in functions(product) if function.end_lineno - function.lineno >= LONGEST_FUNCTION}

    assert long == set()


def test_no_function_decides_too_much(product: Product) -> None:
    """Whoever reads a function can keep all its ways in mind, and nothing is let off."""
    tangled = {name for name, function in functions(product) if complexity(function) > MOST_DECISIONS}

    assert tangled == set()
    assert PYPROJECT["ruff"]["lint"]["mccabe"]["max-complexity"] == MOST_DECISIONS
    assert [path for path in product if "C901" in (ROOT / path).read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        ("return 1", 1),
        ("return 1 if a else 2", 2),
        ("if a and b or c:\n  pass\nelse:\n  pass", 4),
        ("for a in b:\n  pass\nelse:\n  pass", 3),
        ("return [a for a in b if c if d]", 4),
        ("try:\n  pass\nexcept A:\n  pass\nexcept B:\n  pass\nelse:\n  pass", 4),
        ("match a:\n  case 1:\n    pass\n  case str():\n    pass\n  case _:\n    pass", 3),
    ],
)
def test_the_ways_through_a_function_are_counted(body: str, ways: int) -> None:
    """Every branch, loop, handler, case, boolean operator and condition makes one more."""
    assert complexity(ast.parse("def f():\n" + "\n".join(f"  {line}" for line in body.split("\n")))) == ways


def test_what_decides_has_a_test_of_its_name(product: Product) -> None:
    """Whoever changes a module finds what holds it; the sandbox sees to this itself."""
    untested = {
        path
        for path, tree in product.items()
        if not path.startswith(SANDBOX) and any(isinstance(node, Function) for node in ast.walk(tree))
        if not (ROOT / "unit_tests" / Path(path).parent / f"test_{Path(path).name}").is_file()
    }

    assert untested == set()


def test_nothing_and_a_cent_are_defined_once(product: Product) -> None:
    """Everybody but the sandbox, which shares no line with the rest, takes ZERO and CENT from one place."""
    own = {path for path, tree in product.items() if not path.startswith(SANDBOX) and nothing_or_a_cent(tree)}

    assert own == {"xero_api/money.py"}


def test_rules_look_at_no_clock_and_no_file(product: Product) -> None:
    """What needs no import to reach out is not called either: the same documents give the same rows any day."""
    reaching = {
        f"{path} {node.func.id if isinstance(node.func, ast.Name) else node.func.attr}"
        for path, tree in product.items()
        if "/rules/" in path
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
        if (node.func.id if isinstance(node.func, ast.Name) else node.func.attr)
        in {"open", "print", "input", "now", "utcnow", "today", "read_text", "read_bytes"}
    }

    assert reaching == set()


def test_no_modules_import_each_other_in_a_circle(product: Product) -> None:
    """Not even for types alone; import-linter looks for circles of rooms too, and puts up with some."""
    parsed = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): tree for path, tree in product.items()
    }
    imports = {name: imported(tree, set(parsed)) for name, tree in parsed.items()}

    assert "xero_api.money" in imports["xero_api.client"]
    TopologicalSorter(imports).prepare()


def test_import_linter_looks_at_every_package() -> None:
    """A new package is not left out of the contracts."""
    assert set(PYPROJECT["importlinter"]["root_packages"]) == set(PACKAGES)


def test_money_never_is_a_float() -> None:
    """One module of Xero's client parses JSON, the one that parses it with Decimal."""
    parsing = [module.name for module in modules("xero_api") if ".loads(" in module.read_text(encoding="utf-8")]

    assert parsing == ["money.py"]


def test_every_test_states_a_behaviour() -> None:
    """Each test has a docstring."""
    silent = [
        f"{file.relative_to(ROOT)} {node.name}"
        for file in sorted(ROOT.glob("unit_tests/**/test_*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]

    assert silent == []
