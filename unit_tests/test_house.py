"""The arrows between the packages point one way, and modules are named after what they hold."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = (
    "xero_api",
    "xero_sandbox",
    "xero_connectors",
    "revrec_journals",
    "source_xero_revrec",
    "destination_xero_journals",
)
CONNECTORS = {"source_xero_revrec", "destination_xero_journals"}
FORBIDDEN = {
    "xero_api": CONNECTORS | {"xero_sandbox", "revrec_journals", "xero_connectors", "airbyte_cdk", "airbyte"},
    "xero_sandbox": CONNECTORS | {"xero_api", "revrec_journals", "xero_connectors", "airbyte_cdk", "airbyte"},
    "xero_connectors": CONNECTORS | {"xero_sandbox", "revrec_journals"},
    "revrec_journals": CONNECTORS | {"xero_sandbox"},
    "source_xero_revrec": {"xero_sandbox", "destination_xero_journals"},
    "destination_xero_journals": {"xero_sandbox", "source_xero_revrec"},
}
NAMELESS = {"base", "common", "helper", "helpers", "lib", "manager", "misc", "shared", "tools", "util", "utils"}


def modules(package: str) -> list[Path]:
    """Return a package's modules; a package that is not there yet has none."""
    return sorted((ROOT / package).rglob("*.py"))


def imported(module: Path) -> set[str]:
    """Return the top-level names that a module imports anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            names.add(str(node.module).partition(".")[0])
    return names


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    """Xero knows no Airbyte, the sandbox shares no line with what it tests, and no connector knows a sandbox."""
    crossing = {
        str(module.relative_to(ROOT)): sorted(imported(module) & FORBIDDEN[package])
        for module in modules(package)
        if imported(module) & FORBIDDEN[package]
    }

    assert crossing == {}


def test_the_walk_over_imports_sees_imports() -> None:
    """The rule above looks at real modules: the source does import Xero's client, and Xero's client requests."""
    assert "xero_api" in set().union(*map(imported, modules("source_xero_revrec")))
    assert "requests" in set().union(*map(imported, modules("xero_api")))


@pytest.mark.parametrize("package", PACKAGES)
def test_a_module_is_named_after_what_it_holds(package: str) -> None:
    """No module is called after being useful."""
    assert [module for module in modules(package) if module.stem.strip("_") in NAMELESS] == []


def test_money_never_is_a_float() -> None:
    """One module of Xero's client parses JSON, the one that parses it with Decimal."""
    parsing = [module.name for module in modules("xero_api") if ".loads(" in module.read_text(encoding="utf-8")]

    assert parsing == ["money.py"]


@pytest.mark.parametrize("test", sorted(ROOT.glob("unit_tests/**/test_*.py")), ids=lambda path: path.stem)
def test_every_test_states_a_behaviour(test: Path) -> None:
    """Each test has a docstring."""
    functions = [
        node
        for node in ast.walk(ast.parse(test.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]

    assert [function.name for function in functions if not ast.get_docstring(function)] == []
