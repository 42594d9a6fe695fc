"""Both forms in a plain JSON-schema form in a real browser: sent as they stand, they mean what was filled in.

Airbyte is not the only platform that shows them, and what such a form sends besides (empty lists and parts, every
default) must change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from destination_xero_journals import config as destination
from integration_tests.support.checking import faults_of_destination, faults_of_source
from integration_tests.support.npm import ToolMissing
from integration_tests.support.plain_form import PlainForm, plain_form
from source_xero_revrec import config as source
from xero_connectors.form import form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from xero_sandbox import Sandbox

SOURCE, DESTINATION = form(source.Config), form(destination.Config)
Row = dict[str, Any]
ONE_OF_TWO = "root_journal_control_path"
"""A table is a file or the lines typed in, which no form can say."""


@dataclass
class Filled:
    """What somebody chooses and types, and the configuration that says no more than that."""

    chosen: list[tuple[str, int]] = field(default_factory=list)
    typed: list[tuple[str, str]] = field(default_factory=list)
    config: Row = field(default_factory=dict)


def filled(described: Row, choices: dict[str, int], place: str = "root") -> Filled:
    """Fill in what a form asks for and nothing else, each choice in the way that `choices` names by its place."""
    made = Filled()
    for name, each in described["properties"].items():
        inside, required = f"{place}_{name}", name in described.get("required", ())
        wanted = required or any(key.startswith(inside) for key in choices)
        if "const" in each:
            made.config[name] = each["const"]
        elif "oneOf" in each and wanted:
            number = choices.get(inside, 0)
            made.chosen.append((inside, number))
            _take(made, name, filled(each["oneOf"][number], choices, inside))
        elif "properties" in each and wanted:
            _take(made, name, filled(each, choices, inside))
        elif inside == ONE_OF_TWO:
            made.typed.append((inside, "/local/JournalEntries.csv"))
            made.config[name] = "/local/JournalEntries.csv"
        elif required and each["type"] == "array":
            made.config[name] = []
        elif required:
            value = (each.get("examples") or ["not-a-real-value"])[0]
            made.typed.append((inside, str(value)))
            made.config[name] = value
    return made


def _take(made: Filled, name: str, inner: Filled) -> None:
    made.chosen += inner.chosen
    made.typed += inner.typed
    made.config[name] = inner.config


def ways(described: Row, place: str = "root", above: dict[str, int] | None = None) -> Iterator[dict[str, int]]:
    """Yield, for each way of each choice of a form, what has to be chosen to come there."""
    for name, each in described.get("properties", {}).items():
        inside = f"{place}_{name}"
        for number, way in enumerate(each.get("oneOf", ())):
            chosen = {**(above or {}), inside: number}
            yield chosen
            yield from ways(way, inside, chosen)
        yield from ways(each, inside, above)


def named(chosen: dict[str, int]) -> str:
    """Name a case by the last thing that is chosen."""
    *_, place = chosen
    return f"{place.removeprefix('root_')}-{chosen[place]}"


@pytest.fixture(scope="module")
def shown() -> Iterator[PlainForm]:
    """Open a browser once for all tests of the module, or say why there is none."""
    try:
        with plain_form() as opened:
            yield opened
    except ToolMissing as missing:
        pytest.skip(str(missing))


def send(shown: PlainForm, described: Row, wanted: Filled) -> Row:
    """Show a form, do what is wanted, and return what it sends."""
    shown.show(described)
    for place, number in wanted.chosen:
        shown.choose(place, number)
    for place, text in wanted.typed:
        shown.fill(place, text)
    return shown.send()


@pytest.mark.parametrize("chosen", ways(SOURCE), ids=named)
def test_the_sources_form_sends_what_was_filled_in(shown: PlainForm, chosen: dict[str, int]) -> None:
    """Each way of each choice, with what it asks for and nothing else."""
    wanted = filled(SOURCE, chosen)

    sent = send(shown, SOURCE, wanted)

    Draft7Validator(SOURCE).validate(sent)
    read, meant = (source.read_config(each, date(2026, 3, 1)) for each in (sent, wanted.config))
    assert _said(read) == _said(meant)


@pytest.mark.parametrize("chosen", ways(DESTINATION), ids=named)
def test_the_destinations_form_sends_what_was_filled_in(shown: PlainForm, chosen: dict[str, int]) -> None:
    """As the source's."""
    wanted = filled(DESTINATION, chosen)

    sent = send(shown, DESTINATION, wanted)

    Draft7Validator(DESTINATION).validate(sent)
    read, meant = destination.read_config(sent), destination.read_config(wanted.config)
    assert (read.plan_settings(), read.sync_settings()) == (meant.plan_settings(), meant.sync_settings())
    assert _said(read) == _said(meant)


def _said(config: BaseModel) -> Row:
    """Return what a configuration says; an empty list or part says as little as one that is not there."""
    said = _without_empties(config.model_dump())
    assert isinstance(said, dict)
    return said


def _without_empties(node: Any) -> Any:  # noqa: ANN401 - a walk over values
    if not isinstance(node, dict):
        return node
    inside = {key: _without_empties(value) for key, value in node.items()}
    return {key: value for key, value in inside.items() if value not in (None, [], {})}


@pytest.mark.parametrize("described", [SOURCE, DESTINATION], ids=["source", "destination"])
def test_an_untouched_form_is_refused_where_somebody_has_to_sign_in_and_nowhere_else(
    shown: PlainForm, described: Row
) -> None:
    """The browser asks for the client id; everything but the credentials may be left alone."""
    shown.show(described)
    shown.page.click("form button[type=submit]")

    missing = shown.page.tell("[...document.querySelectorAll(':invalid')].map(e => e.id).filter(Boolean)")

    assert missing == ["root", "root_credentials", "root_credentials_client_id", "root_credentials_client_secret"]


def test_what_the_untouched_forms_send_signs_in(shown: PlainForm, running_demo: Sandbox) -> None:
    """Client id and secret alone, as typed, are enough for a check of either connector to succeed."""
    local = running_demo.source_config()
    for described, faults in ((SOURCE, faults_of_source), (DESTINATION, faults_of_destination)):
        typed = [(f"root_credentials_{name}", local["credentials"][name]) for name in ("client_id", "client_secret")]
        sent = send(shown, described, Filled(typed=typed))

        assert faults(running_demo, {**sent, "api_url": local["api_url"], "identity_url": local["identity_url"]}) == ""
