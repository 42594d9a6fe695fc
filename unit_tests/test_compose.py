"""The trial in `examples/compose`, read without an engine: what it builds, mounts and runs is there."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from destination_xero_journals.config import read_config as read_destination
from source_xero_revrec.config import Config

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "examples" / "compose"
TEXT = (FOLDER / "docker-compose.yml").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]
KEYS = {
    *("build", "command", "depends_on", "environment", "healthcheck", "image", "network_mode", "ports", "profiles"),
    *("read_only", "stop_signal", "tmpfs", "user", "volumes"),
}
"""The keys of a service that the compose specification has and this file uses."""
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VERSION = PYPROJECT["tool"]["poetry"]["version"]


def test_there_is_a_xero_a_warehouse_and_both_connectors() -> None:
    """And what brings the one into the other; nothing is written that compose does not know."""
    assert set(SERVICES) == {"sandbox", "postgres", "source", "destination", "sync"}
    for service in SERVICES.values():
        assert set(service) <= KEYS
        assert "image" in service


@pytest.mark.parametrize("name", [name for name, service in SERVICES.items() if "build" in service])
def test_what_is_built_is_there(name: str) -> None:
    """Context, Dockerfile and arguments; the tag is this version's."""
    build = SERVICES[name]["build"]
    context = (FOLDER / build["context"]).resolve()
    text = (context / build["dockerfile"]).read_text(encoding="utf-8")

    assert context == ROOT
    assert SERVICES[name]["image"].endswith(f":{VERSION}")
    for argument, value in build.get("args", {}).items():
        assert f"\nARG {argument}\n" in text
        assert value == SERVICES[name]["image"].partition(":")[0]
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / each).exists() for each in copied.split()), copied


def test_whatever_speaks_plain_http_is_on_the_sandboxs_own_machine() -> None:
    """The connectors refuse it elsewhere."""
    for name in ("source", "destination", "sync"):
        assert SERVICES[name]["network_mode"] == "service:sandbox"
        assert SERVICES[name]["depends_on"]["sandbox"] == {"condition": "service_healthy"}


def test_the_connectors_are_confined() -> None:
    """Not root, nothing to write to but /tmp and the folder."""
    for name in ("source", "destination"):
        service = SERVICES[name]
        assert (service["user"], service["read_only"], service["tmpfs"]) == ("${RUN_AS:-1000}", True, "/tmp")


def test_the_warehouse_is_that_which_the_sync_writes_to() -> None:
    """User, password and database are the same, and the command names a file that is mounted."""
    given, wanted = SERVICES["postgres"]["environment"], SERVICES["sync"]["environment"]

    assert [given[f"POSTGRES_{name}"] for name in ("USER", "PASSWORD", "DB")] == [
        wanted[f"PG{name}"] for name in ("USER", "PASSWORD", "DATABASE")
    ]
    mounted = dict(volume.split(":")[:2][::-1] for volume in SERVICES["sync"]["volumes"])
    for path in [word for word in SERVICES["sync"]["command"] if word.startswith("/")]:
        folder, _, name = path.rpartition("/")
        assert (FOLDER / mounted[folder] / name).is_file(), path


def test_the_configurations_beside_it_are_taken_and_lead_to_the_sandbox() -> None:
    """As they are, at the port that the sandbox is served at."""
    port = SERVICES["sandbox"]["command"][-1]
    for name in ("source", "destination"):
        config = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        assert config["api_url"].startswith(f"http://localhost:{port}/")
        read = read_destination(config) if name == "destination" else Config.model_validate(config)
        assert read.api_url == config["api_url"]


def test_the_steps_name_services_and_files_that_are_there() -> None:
    """What the comment says to type."""
    assert set(re.findall(r"docker compose (?:run --rm|exec) (\w+)", TEXT)) <= set(SERVICES)
    for file in re.findall(r"/job/([\w.]+)", TEXT):
        assert (FOLDER / file).is_file()


def test_the_trial_brings_the_pyairbyte_that_is_tested() -> None:
    """The same bounds as in pyproject.toml."""
    (wanted,) = [
        each.partition(" ;")[0] for each in PYPROJECT["dependency-groups"]["demo"] if each.startswith("airbyte ")
    ]

    assert f'"{wanted}"' in (ROOT / "docker" / "Trial.Dockerfile").read_text(encoding="utf-8")
