"""Every configuration in the documentation is one: its form takes it, and `check` succeeds where it can be tried.

`docs/configurations.md` has whole ones; other pages have parts, which need a sign-in besides.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from destination_xero_journals import config as destination
from integration_tests.support.checking import faults_of_destination, faults_of_source
from integration_tests.support.documentation import ROOT, blocks
from integration_tests.support.posting import entry, records, write_in_process
from source_xero_revrec import config as source
from xero_connectors.config_fault import ConfigFault
from xero_connectors.form import form
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Row = dict[str, Any]
CONFIGURATIONS = ROOT / "docs" / "configurations.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FORMS = {"Source": form(source.Config), "Destination": form(destination.Config)}
CREDENTIALS = {"auth_type": "custom_connection", "client_id": "an-app", "client_secret": "not-a-real-secret"}
ELSEWHERE = ("YOUR-", "example.com", "mycompany", "youraccount")
"""What names a bucket, a server or a CRM that is not on this machine."""
DAY = date(2026, 3, 1)


def whole() -> Iterator[tuple[str, int, Row]]:
    """Yield the configurations of the page: whose, in which line, and what they say."""
    for section in ("Source", "Destination"):
        above, heading, rest = CONFIGURATIONS.read_text(encoding="utf-8").partition(f"\n## {section}\n")
        lines = above.count("\n") + heading.count("\n")
        for block in blocks(rest.partition("\n## ")[0]):
            if block.language == "json":
                yield section, block.line + lines, json.loads(block.text)


def parts() -> Iterator[tuple[str, int, Row]]:
    """Yield those of all other pages, whole or in part; a list is a file of journal entries, `streams` a catalog."""
    for page in PAGES:
        for block in blocks(page.read_text(encoding="utf-8")):
            if block.language == "json" and page != CONFIGURATIONS:
                read = json.loads(block.text)
                if isinstance(read, dict) and "streams" not in read:
                    yield page.name, block.line, {"credentials": CREDENTIALS, **read}


def read(section: str, config: Row) -> None:
    """Take a configuration as the form and the connector do."""
    Draft7Validator(FORMS[section]).validate(config)
    if section == "Source":
        source.read_config(config, DAY)
    else:
        destination.read_config(config)


WHOLE = [pytest.param(section, config, id=f"{section}, line {line}") for section, line, config in whole()]


@pytest.mark.parametrize(("section", "config"), WHOLE)
def test_a_configuration_to_paste_is_taken(section: str, config: Row) -> None:
    """By the form's own schema and by the connector."""
    read(section, config)


@pytest.mark.parametrize("config", [pytest.param(each, id=f"{page}, line {line}") for page, line, each in parts()])
def test_a_part_of_a_configuration_is_taken(config: Row) -> None:
    """With a sign-in, by one of the two connectors."""
    faults = []
    for section in FORMS:
        try:
            read(section, config)
        except ConfigFault as fault:
            faults.append(str(fault))

    assert len(faults) < len(FORMS), faults


def test_every_way_of_every_choice_has_a_configuration_to_paste() -> None:
    """Each kind of sign-in, each mode, each CRM, each place: what a form offers is shown whole."""
    shown = {(section, way) for section, _, config in whole() for way in _taken(FORMS[section], config)}

    assert {(section, way) for section, described in FORMS.items() for way in _offered(described)} - shown == set()


def _offered(node: Row, place: str = "") -> Iterator[tuple[str, str]]:
    for name, each in node.get("properties", {}).items():
        for way in each.get("oneOf", ()):
            yield f"{place}.{name}", _constant(way)
            yield from _offered(way, f"{place}.{name}")
        yield from _offered(each, f"{place}.{name}")


def _taken(node: Row, config: Row, place: str = "") -> Iterator[tuple[str, str]]:
    for name, each in node.get("properties", {}).items():
        given = config.get(name)
        if isinstance(given, dict):
            for way in each.get("oneOf", ()):
                if _constant(way) in given.values():
                    yield f"{place}.{name}", _constant(way)
                    yield from _taken(way, given, f"{place}.{name}")
            yield from _taken(each, given, f"{place}.{name}")


def _constant(way: Row) -> str:
    (constant,) = [each["const"] for each in way["properties"].values() if "const" in each]
    return str(constant)


@pytest.fixture(scope="module")
def companies() -> Iterator[Sandbox]:
    """Serve two companies, of which one has the items that the page names."""
    with Sandbox(organisations=2, limits=False) as sandbox:
        for code in ("SUPPORT-12", "SETUP", "SHIPPING"):
            sandbox.act("create_item", code=code, name=code, price="100.00")
        yield sandbox


@pytest.fixture(scope="module")
def local(companies: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder that the page calls /local, with the files that it names there."""
    folder = tmp_path_factory.mktemp("local")
    (folder / "customers.csv").write_text("Customer ID,Customer Name\nC-1001,City Limousines\n")
    (folder / "overrides.csv").write_text("Document Number,Line Number,Treatment\nINV-0001,1,at invoice date\n")
    (folder / "JournalEntries.csv").write_text(
        "Transaction Date,Journal Entry Id,Account Number,Posting Type,Amount\n"
        "2026-01-31,JE-0001,835,Debit,100.00\n2026-01-31,JE-0001,4000,Credit,100.00\n"
    )
    storage = {"storage_type": "Local", "path": str(folder / "xero-journals")}
    config = companies.destination_config(object_storage_config=storage)
    assert write_in_process(companies, config, records(entry())).failure is None
    return folder


FAULTS: dict[str, Callable[[Sandbox, Row], str]] = {"Source": faults_of_source, "Destination": faults_of_destination}


@pytest.mark.parametrize(("section", "config"), WHOLE)
def test_a_configuration_to_paste_works(companies: Sandbox, local: Path, section: str, config: Row) -> None:
    """`check` succeeds with the sandbox's credentials, where nothing of it is elsewhere."""
    tried = {**config, **companies.source_config(auth_type=config["credentials"]["auth_type"])}
    if "organisations" in config:
        tried["organisations"] = [each.name for each in companies.tenants[: len(config["organisations"])]]
    text = json.dumps(tried).replace("/local/", f"{local}/")
    if any(words in text for words in ELSEWHERE):
        pytest.skip("its place is not on this machine")

    assert FAULTS[section](companies, json.loads(text)) == ""
