"""What Airbyte's registry is told of both connectors is valid, complete, and true of the program.

Airbyte's own QA suite runs by hand, in an environment of its own: tools/airbyte_qa.py says why and how.
"""

from __future__ import annotations

import re
import tomllib
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import yaml
from airbyte_connector_models.metadata.v0.connector_metadata_definition_v0 import ConnectorMetadataDefinitionV0

from destination_xero_journals import spec as destination
from source_xero_revrec import spec as source
from source_xero_revrec.config import read_config
from source_xero_revrec.crm.hubspot import HUBSPOT_URL
from source_xero_revrec.ledger.streams import revrec_streams
from xero_api.address import API_URL, IDENTITY_URL

ROOT = Path(__file__).parent.parent
FOLDERS = {"source-xero-revrec": ROOT, "destination-xero-journals": ROOT / "destination_xero_journals"}
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
POETRY = PYPROJECT["tool"]["poetry"]
SVG = "{http://www.w3.org/2000/svg}"


def metadata(connector: str) -> dict[str, Any]:
    """Read what a connector's metadata.yaml holds under `data`."""
    document = yaml.safe_load((FOLDERS[connector] / "metadata.yaml").read_text(encoding="utf-8"))
    data: dict[str, Any] = document["data"]
    return data


@pytest.mark.parametrize("connector", FOLDERS)
def test_the_metadata_is_valid_for_airbytes_own_model(connector: str) -> None:
    """Airbyte's published model takes the file, which allows no key that it does not know."""
    document = yaml.safe_load((FOLDERS[connector] / "metadata.yaml").read_text(encoding="utf-8"))

    read = ConnectorMetadataDefinitionV0.model_validate(document)

    assert read.data.docker_repository.endswith(f"/{connector}")


@pytest.mark.parametrize("connector", FOLDERS)
def test_the_metadata_is_complete(connector: str) -> None:
    """What Airbyte asks of a connector is said: hosts, resources, suites, the longest silence, the package."""
    data = metadata(connector)

    assert data["githubIssueLabel"] == connector
    assert data["connectorType"] == connector.partition("-")[0]
    assert {"language:python", "cdk:python"} <= set(data["tags"])
    assert all(re.fullmatch(r"[a-z]+:[a-z-]+", tag) for tag in data["tags"])
    assert data["remoteRegistries"]["pypi"]["packageName"] == PYPROJECT["project"]["name"]
    assert {suite["suite"] for suite in data["connectorTestSuitesOptions"]} == {"unitTests", "integrationTests"}
    assert data["maxSecondsBetweenMessages"] > 5_000 / 60 * 60
    assert data["resourceRequirements"]["jobSpecific"][0]["jobType"] == "sync"
    assert re.search(
        r"python-connector-base:\d+\.\d+\.\d+@sha256:[0-9a-f]{64}$", data["connectorBuildOptions"]["baseImage"]
    )


@pytest.mark.parametrize("connector", FOLDERS)
def test_version_and_licence_are_the_packages(connector: str) -> None:
    """The image bears the version of the package, in digits, and its licence."""
    data = metadata(connector)

    assert data["dockerImageTag"] == POETRY["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", data["dockerImageTag"])
    assert data["license"] == POETRY["license"] == "MIT"


def test_the_two_connectors_are_told_apart() -> None:
    """Name, id and image differ; both are built on one image."""
    first, second = map(metadata, FOLDERS)

    for field in ("name", "definitionId", "dockerRepository", "documentationUrl"):
        assert first[field] != second[field]
    assert UUID(first["definitionId"]).version == UUID(second["definitionId"]).version == 4
    assert first["connectorBuildOptions"] == second["connectorBuildOptions"]


def test_documentation_and_name_are_those_of_the_forms() -> None:
    """The page that the form links is the one of the registry, and the form bears the connector's name."""
    for connector, printed in (
        ("source-xero-revrec", source.specification()),
        ("destination-xero-journals", destination.specification()),
    ):
        form = printed if isinstance(printed, dict) else vars(printed)
        assert form["documentationUrl"] == metadata(connector)["documentationUrl"]
        assert form["connectionSpecification"]["title"] == metadata(connector)["name"]


@pytest.mark.parametrize("connector", FOLDERS)
def test_a_major_version_says_what_it_breaks(connector: str) -> None:
    """From 1.0.0 on, the major version in use is in `releases`, with what happens at its deadline."""
    data = metadata(connector)
    breaking = data.get("releases", {}).get("breakingChanges", {})
    major = int(data["dockerImageTag"].partition(".")[0])

    assert not major or f"{major}.0.0" in breaking
    assert all(change["deadlineAction"] in {"auto_upgrade", "disable"} for change in breaking.values())


@pytest.mark.parametrize("connector", FOLDERS)
def test_the_hosts_that_it_may_reach_are_the_ones_that_it_reaches(connector: str) -> None:
    """Xero's two hosts are allowed, and what the form offers besides."""
    hosts = metadata(connector)["allowedHosts"]["hosts"]
    crm = [urlsplit(HUBSPOT_URL).hostname, "*.salesforce.com"] if connector.startswith("source") else []

    assert hosts == [urlsplit(API_URL).hostname, urlsplit(IDENTITY_URL).hostname, *crm, "*.amazonaws.com"]


def test_suggested_are_revrecs_streams_of_both_modes() -> None:
    """A new connection begins with the records that RevRec works on, whichever mode is chosen."""
    suggested = metadata("source-xero-revrec")["suggestedStreams"]["streams"]
    crm = {"source": "list", "customers": []}
    modes: list[dict[str, Any]] = [
        {"mode": "invoice_equals_contract"},
        {"mode": "customer_name_mapping", "crm": crm},
    ]
    credentials = {"auth_type": "custom_connection", "client_id": "client-1", "client_secret": "not-a-real-secret"}
    today = datetime(2026, 1, 5, tzinfo=UTC).date()
    offered = {
        stream.name
        for mode in modes
        for stream in revrec_streams(read_config({"credentials": credentials, "mode": mode}, today).ledger_settings())
    }

    assert set(suggested) == offered
    assert len(suggested) == len(offered)


def test_only_the_destination_says_that_it_takes_refreshes_and_activated_data() -> None:
    """Both are a destination's to say."""
    assert {"supportsRefreshes", "supportsDataActivation"} & set(metadata("source-xero-revrec")) == set()
    assert metadata("destination-xero-journals")["supportsRefreshes"]
    assert metadata("destination-xero-journals")["supportsDataActivation"]


@pytest.mark.parametrize("connector", FOLDERS)
def test_the_icon_is_a_square_that_can_be_told_at_24_pixels(connector: str) -> None:
    """The drawing is made on a grid of 24, fills it from edge to edge, and has no stroke thinner than 1.5 pixels."""
    icon = ET.parse(FOLDERS[connector] / metadata(connector)["icon"]).getroot()
    background = icon.find(f"{SVG}rect")

    assert icon.tag == f"{SVG}svg"
    assert icon.get("width") == icon.get("height")
    assert icon.get("viewBox") == "0 0 24 24"
    assert background is not None
    assert background.get("width") == background.get("height") == "24"
    widths = [float(str(each.get("stroke-width"))) for each in icon.iter() if each.get("stroke")]
    assert min(widths) >= 1.5
    assert icon.findtext(f"{SVG}title") == metadata(connector)["name"]


def test_the_icons_differ() -> None:
    """Nobody takes one connector for the other in a list."""
    first, second = ((FOLDERS[connector] / "icon.svg").read_text(encoding="utf-8") for connector in FOLDERS)
    colours = [set(re.findall(r"#[0-9a-f]{6}", drawing)) - {"#fff", "#ffc24b"} for drawing in (first, second)]

    assert not colours[0] & colours[1]
