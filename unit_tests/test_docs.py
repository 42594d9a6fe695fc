"""The documentation names what the programs have: every check, stream, column, option, code, kind of error, command."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals import run as destination_run
from destination_xero_journals.config import Config as DestinationConfig
from destination_xero_journals.input.messages import MalformedInput, SourceIncomplete
from destination_xero_journals.posting.attachments import UnreadableSupport
from destination_xero_journals.posting.storage import StorageFault
from destination_xero_journals.sync import NotPosted, PlanNotApproved
from revrec_journals.columns import REVREC_COLUMNS
from revrec_journals.problem import Code
from revrec_journals.receipt import Receipt
from source_xero_revrec import run as source_run
from source_xero_revrec.config import Config as SourceConfig
from source_xero_revrec.crm.source import CrmFault, CrmUnavailable
from source_xero_revrec.views.statements import VIEWS
from tools import dbt_schemas
from tools.pages import COLUMNS, DESTINATION, DOCS, FORM, OF_REVREC, ROOT, SOURCE, options, parts, without_parts
from tools.pages import within as part
from xero_api import errors, scopes
from xero_connectors.config_fault import ConfigFault
from xero_connectors.form import form

if TYPE_CHECKING:
    from pathlib import Path

README = ROOT / "README.md"
FAILURES = DOCS / "failures.md"
PAGES = [README, *sorted(DOCS.glob("*.md"))]
OPTIONS = {
    "Xero to RevRec": sorted(set(options(form(SourceConfig)))),
    "RevRec's journals to Xero": sorted(set(options(form(DestinationConfig)))),
}
OF_BOTH = ("credentials", "client_id", "client_secret", "refresh_token", "organisations", "calls_per_minute",
           "concurrent_calls", "day_reserve")  # fmt: skip
"""Fields that both forms have, and that are explained with the first."""
OF_XERO = (
    errors.CredentialsRefused,
    errors.ScopeMissing,
    errors.OrganisationUnreachable,
    errors.EndpointRefused,
    errors.WayBlocked,
    errors.RequestRefused,
    errors.DayLimitReached,
    errors.XeroUnavailable,
    errors.WalkIncomplete,
)
KINDS = {
    SOURCE: (*OF_XERO, ConfigFault, CrmFault, CrmUnavailable),
    DESTINATION: (
        *OF_XERO,
        errors.OutcomeUncertain,
        ConfigFault,
        MalformedInput,
        NotPosted,
        PlanNotApproved,
        SourceIncomplete,
        StorageFault,
        UnreadableSupport,
    ),
}
COMMANDS = {SOURCE: source_run._HELP, DESTINATION: destination_run._HELP}
SCOPES = [value for name, value in vars(scopes).items() if name.isupper() and not name.startswith("_")]
AIRBYTES_HEADERS = (
    "## Prerequisites",
    "## Setup guide",
    "#### For Airbyte Cloud:",
    "#### For Airbyte Open Source:",
    "## Supported sync modes",
    "## Supported Streams",
    "### Performance considerations",
    "## Data type map",
    "## Limitations & Troubleshooting",
    "## Changelog",
)


def text(page: Path) -> str:
    """Return a page."""
    return page.read_text(encoding="utf-8")


@cache
def written(page: Path) -> str:
    """Return what a person wrote in a page, found once for all tests."""
    return without_parts(page)


@pytest.mark.parametrize(("page", "name", "expected"), parts(), ids=lambda each: getattr(each, "name", str(each)[:40]))
def test_a_list_in_the_documentation_is_the_programs_own(page: Path, name: str, expected: str) -> None:
    """A renamed stream, column, check or field turns this red; the docstring of `pages` tells how to write it anew."""
    assert part(text(page), name) == expected


@pytest.mark.parametrize("stream", OF_REVREC)
def test_a_revrec_stream_is_explained(stream: str) -> None:
    """What a person wrote about the streams names each of them."""
    assert f"| `{stream}` |" in written(SOURCE)


@pytest.mark.parametrize(("title", "option"), [(title, option) for title, names in OPTIONS.items() for option in names])
def test_a_field_of_a_form_is_explained(title: str, option: str) -> None:
    """What a person wrote about a form names each of its fields, those inside of others too."""
    if option in OF_BOTH:
        title = "Xero to RevRec"
    _, _, section = written(FORM).partition(f"\n## {title}\n")

    assert f"`{option}`" in section.partition("\n## ")[0]


def test_no_field_is_explained_that_no_form_has() -> None:
    """A renamed field does not live on in the first column of a table."""
    explained = {
        name for row in re.findall(r"^\| (`.*?) \|", written(FORM), re.MULTILINE) for name in row.split("`")[1::2]
    }

    assert explained - {name for names in OPTIONS.values() for name in names} == set()


@pytest.mark.parametrize("code", Code)
def test_a_reason_for_a_refusal_is_explained(code: Code) -> None:
    """Every code stands in docs/journal-problems.md."""
    assert f"| {code} |" in text(DOCS / "journal-problems.md")


@pytest.mark.parametrize(("page", "kind"), [(page, kind) for page, kinds in KINDS.items() for kind in kinds])
def test_a_kind_of_failure_has_a_remedy(page: Path, kind: type[Exception]) -> None:
    """What Airbyte shows below the sentence stands on the page of failures, among the connector's or those of both."""
    for_both, *sections = text(FAILURES).partition("\n## Both connectors\n")[2].split("\n## ")
    own = [section for section in sections if section.startswith(f"{page.stem}\n")]

    assert len(own) == 1
    assert re.search(rf"^\| {kind.__name__}\b.* \|$", for_both + own[0], re.MULTILINE)
    assert f"({FAILURES.name})" in text(page)


def test_no_kind_of_xeros_failures_is_left_out() -> None:
    """A new kind of error turns this red."""
    leaves = {kind for kind in _below(errors.XeroError) if not kind.__subclasses__()}

    assert leaves == {*OF_XERO, errors.OutcomeUncertain}


def _below(kind: type[Exception]) -> set[type[Exception]]:
    return {kind} | {each for below in kind.__subclasses__() for each in _below(below)}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_is_said_to_be_needed(scope: str) -> None:
    """Every scope that a connector asks for has a line that says for what."""
    assert any(f"| `{scope}` |" in text(page) for page in (SOURCE, DESTINATION))


@pytest.mark.parametrize("column", REVREC_COLUMNS)
def test_an_input_column_is_explained(column: str) -> None:
    """Every column of RevRec's file that the destination reads stands on its page."""
    assert f"| `{column}` |" in text(DESTINATION)


@pytest.mark.parametrize("field", Receipt.model_fields)
def test_a_field_of_a_receipt_is_explained(field: str) -> None:
    """Every field stands in the table of receipts."""
    _, _, section = text(DOCS / "receipts.md").partition("| field of a receipt |")

    assert f"`{field}`" in section.partition("\n\n")[0]


@pytest.mark.parametrize(
    ("page", "command"),
    [(page, name) for page, shown in COMMANDS.items() for name in re.findall(r"^  ([a-z-]+)  ", shown, re.MULTILINE)],
)
def test_a_command_is_in_the_documentation(page: Path, command: str) -> None:
    """Every command of a connector's help is on its page, and on the page of the command line."""
    if command != "spec":
        assert re.search(rf"\b{page.stem} {command}\b|`{command}`", text(page))
    assert re.search(rf"\b{command}\b", text(DOCS / "command-line.md"))


@pytest.mark.parametrize("view", sorted({view for views in VIEWS.values() for view in views}))
def test_a_view_is_in_the_documentation(view: str) -> None:
    """Every view stands on the source's page."""
    assert f"`{view}`" in text(SOURCE)


@pytest.mark.parametrize("page", [SOURCE, DESTINATION])
def test_a_connectors_page_has_airbytes_structure(page: Path) -> None:
    """The headers are Airbyte's own, in their order."""
    places = [text(page).find(f"\n{header}\n") for header in AIRBYTES_HEADERS]

    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(("page", "most"), [(SOURCE, 2_400), (DESTINATION, 1_700)])
def test_a_connectors_page_is_read_in_ten_minutes(page: Path, most: int) -> None:
    """What a person looks up, such as a code or a count of calls, has a page of its own that is linked."""
    assert len(text(page).split()) <= most


@pytest.mark.parametrize("page", [SOURCE, DESTINATION])
def test_the_prerequisites_name_every_required_field(page: Path) -> None:
    """Who reads them has at hand what the form will not do without."""
    described = form(SourceConfig if page == SOURCE else DestinationConfig)
    _, _, section = text(page).partition("\n## Prerequisites\n")

    for name in described["required"]:
        assert described["properties"][name]["title"] in section.partition("\n## ")[0]


@pytest.mark.parametrize("page", [SOURCE, DESTINATION])
def test_the_changelog_of_a_page_has_this_version(page: Path) -> None:
    """A new version is not released without a line on each connector's page."""
    version = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["poetry"]["version"]
    _, _, changelog = text(page).partition("\n## Changelog\n")

    assert f"| {version} |" in changelog


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Files that are linked are there, with the header that a link names; files that are named are there too."""
    for place in re.findall(r"\]\(([^)#:]*(?:#[^)]*)?)\)", text(page)):
        name, _, anchor = place.partition("#")
        target = page.parent / name if name else page
        assert target.is_file(), place
        assert not anchor or anchor in _anchors(text(target)), place
    for name in re.findall(r"`((?:unit_tests|integration_tests|examples|docker)/[\w./-]+)`", text(page)):
        assert (ROOT / name).exists(), name


def _anchors(page: str) -> set[str]:
    headers = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", header.lower()).replace(" ", "-") for header in headers}


def test_the_readme_is_short_and_leads_to_the_documentation() -> None:
    """It has both commands, a demo to look at and a quick start; the rest is a click away."""
    assert len(text(README).splitlines()) <= 150
    assert "(docs/README.md)" in text(README)
    for command in ("make demo", "make test"):
        assert f"\n    {command}\n" in text(README)


def test_one_page_leads_to_every_other() -> None:
    """A page that was added turns this red until the leading page says what it answers."""
    leading = text(DOCS / "README.md")

    assert "```mermaid\n" in leading
    for page in DOCS.glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in leading, page.name


def test_every_picture_is_shown_and_says_what_it_shows() -> None:
    """What `make pictures` draws and no page shows would go stale unseen; all of it together is quickly loaded."""
    pictures = [*(DOCS / "pictures").iterdir()]
    shown = {name: words for page in PAGES for words, name in re.findall(r"!\[(.*?)\]\(pictures/(.*?)\)", text(page))}

    assert {each.name for each in pictures} - shown.keys() == set()
    assert all(shown.values())
    assert sum(each.stat().st_size for each in pictures) < 3_000_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_no_machine(page: Path) -> None:
    """No folder of a developer's machine and no registry is in the documentation."""
    assert not re.search(r"/work/|/home/\w|/Users/|\bindex-url\b|artifactory|:5000/", text(page))


def test_the_columns_page_tells_what_custom_fields_add() -> None:
    """The columns that no schema has, because the configuration makes them, are mentioned."""
    assert "`custom_fields` adds a column" in text(COLUMNS)


@pytest.mark.parametrize(("path", "expected"), dbt_schemas.files(), ids=lambda each: getattr(each, "name", "text"))
def test_the_dbt_package_describes_what_the_streams_describe(path: Path, expected: str) -> None:
    """A column that was added turns this red; `make docs` writes the file anew."""
    assert text(path) == expected
