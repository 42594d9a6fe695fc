"""No float touches money anywhere in the connectors: a walk over its code finds whatever could make one."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

# It reads the product, and runs nothing of it.
pytestmark = pytest.mark.no_cover
ROOT = Path(__file__).parent.parent
PACKAGES = ("source_xero_revrec", "destination_xero_journals", "revrec_journals", "xero_connectors")

# (module, what is found there): why no money is in it.
ALLOWED = {
    ("xero_connectors/organisations.py", "float"): "seconds that calls waited for limits",
    ("source_xero_revrec/ledger/running_totals.py", "/"): "estimates calls from numbers of documents",
    ("xero_connectors/config_file.py", "json.loads"): "reads the sign-in of before",
    ("xero_connectors/json_file.py", "orjson.loads"): "reads the configuration, the catalog and the state",
    ("source_xero_revrec/source.py", "AirbyteStateMessageSerializer.load"): "reads states",
    ("source_xero_revrec/source.py", "ConfiguredAirbyteCatalogSerializer.load"): "reads the catalog",
    ("destination_xero_journals/books/held_journals.py", "pickle.loads"): "reads journals back with their Decimals",
    ("destination_xero_journals/commands/sentences.py", "float"): "seconds that calls wait for limits",
    ("destination_xero_journals/input/messages.py", "float"): "the same",
    ("destination_xero_journals/mappings.py", "0.05"): "an example in the form",
    ("destination_xero_journals/plan/store.py", "pickle.loads"): "reads the plan back with its Decimals",
    ("source_xero_revrec/crm/calls.py", "600.0"): "seconds that the CRM may make a call wait",
    ("source_xero_revrec/crm/calls.py", "0.0"): "seconds to wait where the CRM does not say",
    ("revrec_journals/file.py", "float"): "finds NaN and Infinity, which Python's JSON alone knows, and takes them out",
    ("revrec_journals/line.py", "float"): "tells whether a number that stands for an id may have been one",
    ("source_xero_revrec/workbook/cells.py", "float"): "refuses a float that reaches a cell",
    ("source_xero_revrec/options.py", "json.loads"): "reads the names of columns",
    ("source_xero_revrec/spec.py", "ConnectorSpecificationSerializer.load"): "reads the form",
    ("source_xero_revrec/workbook/finished_file.py", "/"): "joins a path",
    ("source_xero_revrec/terminal/reading.py", "/"): "records a second",
    ("source_xero_revrec/terminal/reading.py", "float"): "seconds that a sync takes",
    ("source_xero_revrec/close/book.py", "1.1"): "the height of a chart",
    ("source_xero_revrec/close/book.py", "1.6"): "the width of a chart",
    ("source_xero_revrec/close/command.py", "/"): "joins a path",
    ("source_xero_revrec/recognition/document_lines.py", "pickle.loads"): "reads lines back with their whole cents",
    ("source_xero_revrec/workbook/excel.py", "/"): "joins a path",
    ("source_xero_revrec/workbook/excel_rows.py", "/"): "an instant as Excel's part of a day",
    ("source_xero_revrec/workbook/csv_archive.py", "/"): "joins a path",
    ("destination_xero_journals/plan/sheet.py", "0.4"): "the margin of a page",
    ("destination_xero_journals/posting/storage.py", "/"): "joins a path",
    ("destination_xero_journals/posting/kept_lines.py", "orjson.loads"): "reads ids of journals",
    ("xero_connectors/setting_up/fields.py", "json.loads"): "reads settings that somebody types",
    ("xero_connectors/terminal/bar.py", "float"): "seconds that are left",
    ("xero_connectors/terminal/bar.py", "round"): "the same, in minutes and seconds",
    ("xero_connectors/terminal/progress.py", "/"): "done in a second",
    ("xero_connectors/terminal/progress.py", "0.0"): "no seconds",
    ("xero_connectors/terminal/progress.py", "float"): "seconds that something takes, or is waited for",
    ("xero_connectors/terminal/progress.py", "round"): "the same, in a sentence",
    ("xero_connectors/terminal/screen.py", "0.2"): "seconds between two drawings",
    ("xero_connectors/terminal/screen.py", "float"): "seconds that calls wait for limits",
    ("xero_connectors/places/folder.py", "/"): "joins a path",
    ("xero_connectors/places/sftp.py", "/"): "joins a path",
    ("source_xero_revrec/rules/apportion.py", "/"): "splits and converts, to the cent and back",
    ("source_xero_revrec/rules/apportion.py", "fractions"): "takes exact shares",
    ("source_xero_revrec/rules/prices.py", "/"): "finds unit prices that give the amount",
    ("source_xero_revrec/rules/invoice_service.py", "fractions"): "shares of a service, exact as a Decimal is not",
    ("source_xero_revrec/rules/checks/receivables.py", "/"): "converts balances to home currency, rounded to the cent",
}
INEXACT_MODULES = {"cmath", "fractions", "math", "numpy", "pandas", "statistics", "struct"}
READS_JSON = {"json", "load", "loads"}


def found_in(source: str) -> set[str]:
    """Return what in a module could turn an amount into a float, or round or divide it in passing."""
    return {finding for node in ast.walk(ast.parse(source)) for finding in _findings(node)}


def _findings(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id="float" as name):
            yield name
        case ast.Constant(value=float() as value):
            yield str(value)
        case ast.Call(func=ast.Name(id="round")):
            yield "round"
        case ast.Call(func=ast.Attribute(value=owner, attr=name), keywords=keywords) if name in READS_JSON:
            if not any(keyword.arg == "parse_float" and _is_decimal(keyword.value) for keyword in keywords):
                yield f"{ast.unparse(owner)}.{name}"
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            yield "/"
        case ast.Import(names=names):
            yield from (name.name for name in names if name.name.partition(".")[0] in INEXACT_MODULES)
        case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in INEXACT_MODULES:
            yield module


def _is_decimal(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "Decimal"


@pytest.fixture(scope="module")
def findings() -> set[tuple[str, str]]:
    """Give all tests the (module, finding) of both connectors and what they share."""
    return {
        (module.relative_to(ROOT).as_posix(), finding)
        for package in PACKAGES
        for module in sorted((ROOT / package).rglob("*.py"))
        for finding in found_in(module.read_text(encoding="utf-8"))
    }


def test_no_float_touches_money(findings: set[tuple[str, str]]) -> None:
    """Whatever could make one is in a place where there is no money, each with its reason; no reason is left over."""
    assert findings == set(ALLOWED)


def test_amounts_are_divided_only_where_cents_are_made_good(findings: set[tuple[str, str]]) -> None:
    """Everywhere else in the accounting amounts are added, taken off and compared."""
    dividing = {module for module, finding in findings if finding == "/" and "/rules/" in module}

    expected = {f"source_xero_revrec/rules/{name}.py" for name in ("apportion", "prices", "checks/receivables")}

    assert dividing == expected


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        ("total = float(amount)", "float"),
        ("totals = map(float, amounts)", "float"),
        ("def total() -> float: ...", "float"),
        ("json.loads(body, parse_float=float)", "float"),
        ("net = amount * 0.15", "0.15"),
        ("cents = round(amount, 2)", "round"),
        ("records = json.loads(body)", "json.loads"),
        ("records = orjson.loads(body)", "orjson.loads"),
        ("records = json.load(file)", "json.load"),
        ("records = reply.json()", "reply.json"),
        ("half = amount / 2", "/"),
        ("amount /= rate", "/"),
        ("from statistics import mean", "statistics"),
        ("import numpy.random as chance", "numpy.random"),
    ],
)
def test_the_walk_finds_what_makes_a_float(source: str, finding: str) -> None:
    """Each way in which an amount gets lost is seen."""
    assert finding in found_in(source)


@pytest.mark.parametrize(
    "source",
    [
        'rate = Decimal("0.15")',
        "records = json.loads(body, parse_float=Decimal)",
        "records = money.parse(body)",
        "pages = count // 100",
        "cents = amount.quantize(CENT, ROUND_HALF_UP)",
    ],
)
def test_the_walk_lets_exact_arithmetic_pass(source: str) -> None:
    """Decimal from the digits on is no finding."""
    assert found_in(source) == set()
